import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  formatMinuteOfDay,
  isDate,
  parseMinuteOfDay,
  weekday,
} from './calendar.ts';
import { formatInstant, parseInstant } from './instant.ts';

const day = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') });
const text = day.map(dateOfDayNumber);

describe('dates', () => {
  it('agree with the polyfill', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: -200, max: 200 }),
        (date, days, months) => {
          const plain = Temporal.PlainDate.from(date);
          expect(addDays(date, days)).toBe(plain.add({ days }).toString());
          expect(addMonths(date, months)).toBe(plain.add({ months }).toString());
          expect(weekday(date)).toBe(plain.dayOfWeek);
          expect(daysBetween(date, addDays(date, days))).toBe(days);
          expect(isDate(date)).toBe(true);
        },
      ),
    );
  });
  it('count every day of three centuries without a hole', () => {
    const first = dayNumber('1900-01-01');
    const last = dayNumber('2199-12-31');
    let expected = Temporal.PlainDate.from('1900-01-01').toString();
    for (let n = first; n <= last; n++) {
      expected = dateOfDayNumber(n);
      if (dayNumber(expected) !== n) throw new Error(expected);
    }
    expect([last - first + 1, expected]).toEqual([109_573, '2199-12-31']);
  });
  it('end a month on its last day', () => {
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2027-03-20', -6)).toBe('2026-09-20');
    expect(addMonths('2027-12-15', 1)).toBe('2028-01-15');
  });
  it.each([
    '2027-02-29',
    '1899-12-31',
    '2200-01-01',
    '2027-13-01',
    '2027-00-10',
    '2027-04-31',
    '2027-04-00',
    '2027-4-1',
    '2027-04-01 ',
    '2027-04-01T',
    '２０２７-04-01',
    '1900-02-29',
    '',
  ])('refuse %j', (bad) => expect(isDate(bad)).toBe(false));
  it.each(['', '2027-03', '2027-03-1', '2027-03-011', '2027/03/01', '2027-0a-01', '１027-03-01'])(
    'throw on %j, which is no date',
    (bad) => expect(() => dayNumber(bad)).toThrow('broken promise'),
  );
  it.each(['2028-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('accept %s', (good) =>
    expect(isDate(good)).toBe(true),
  );
});

describe('minutes of the day', () => {
  it('go there and back', () => {
    for (let m = 0; m < 1440; m++) expect(parseMinuteOfDay(formatMinuteOfDay(m))).toBe(m);
  });
  it.each(['24:00', '9:00', '12:60', '1200', '-1:00', ''])('refuse %j', (bad) =>
    expect(parseMinuteOfDay(bad)).toBeNull(),
  );
});

describe('instants', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 86_399 }), (d, s) => {
        const instant = d * 86_400_000 + s * 1000;
        expect(parseInstant(formatInstant(instant))).toBe(instant);
        expect(formatInstant(instant)).toBe(Temporal.Instant.fromEpochMilliseconds(instant).toString());
      }),
    );
  });
  it('drop milliseconds towards the past', () => {
    expect(formatInstant(-1)).toBe('1969-12-31T23:59:59Z');
    expect(formatInstant(1999)).toBe('1970-01-01T00:00:01Z');
  });
  it.each([
    '2027-03-15T21:00Z',
    '2027-03-15T21:00:00',
    '2027-03-15T21:00:00+00:00',
    '2027-03-15T24:00:00Z',
    '2027-03-15T21:00:60Z',
    '2027-02-30T21:00:00Z',
    '1899-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '2027-03-15 21:00:00Z',
    '2027-03-15T21:00:00.000Z',
    '2027-03-15T21:00:00z',
  ])('refuse %s', (bad) => expect(parseInstant(bad)).toBeNull());
});

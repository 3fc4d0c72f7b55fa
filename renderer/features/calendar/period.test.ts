import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDayNumber, weekday } from '#shared/time/calendar.ts';
import { daysOf, turned } from './period.ts';

const anyDate = fc.integer({ min: 0, max: 40_000 }).map(dateOfDayNumber);

describe('days on screen', () => {
  it('a month is whole weeks from Monday around every day of it', () => {
    expect(daysOf('month', '2027-03-16').at(0)).toBe('2027-03-01');
    expect(daysOf('month', '2027-03-16').at(-1)).toBe('2027-04-04');
    fc.assert(
      fc.property(anyDate, (date) => {
        const days = daysOf('month', date);
        expect(days.length % 7).toBe(0);
        expect([4, 5, 6]).toContain(days.length / 7);
        expect(weekday(days[0] ?? '')).toBe(1);
        expect(days).toContain(`${date.slice(0, 7)}-01`);
        expect(days).toContain(addDays(`${turned('month', `${date.slice(0, 7)}-01`, 1)}`, -1));
      }),
    );
  });
  it('a week holds its day and begins on Monday', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const days = daysOf('week', date);
        expect([days.length, weekday(days[0] ?? ''), days.includes(date)]).toEqual([7, 1, true]);
      }),
    );
  });
  it('pages follow one another without a gap, and turning back comes home', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom('week', 'day', 'agenda'), (date, span) => {
        const next = turned(span, date, 1);
        expect(daysOf(span, next)[0]).toBe(addDays(daysOf(span, date).at(-1) ?? '', 1));
        expect(turned(span, next, -1)).toBe(date);
      }),
    );
    expect(turned('month', '2027-01-31', 1)).toBe('2027-02-28');
  });
});

/** What is asked of every entry of a page, against the days it stands in. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateFnsLocalizer } from 'react-big-calendar';
import { byDay, SPANS } from './localizer.ts';

const wall = (text: string): Date => new Date(`${text}Z`);
const span = (start: string, end: string, allDay?: boolean) => ({ start: wall(start), end: wall(end), allDay });
const week = span('2027-03-15T00:00', '2027-03-21T23:59');

describe('an entry in a week', () => {
  test.each([
    ['in the midst of it', '2027-03-16T04:00', '2027-03-16T05:00', true],
    ['that reaches in', '2027-03-13T22:00', '2027-03-15T00:01', true],
    ['that ends as it begins', '2027-03-13T22:00', '2027-03-15T00:00', false],
    ['of no length at its first moment', '2027-03-15T00:00', '2027-03-15T00:00', true],
    ['that begins on its last day', '2027-03-21T23:00', '2027-03-25T00:00', true],
    ['that begins after it', '2027-03-22T00:00', '2027-03-22T01:00', false],
    ['that spans it', '2027-01-01T00:00', '2027-12-31T00:00', true],
  ])('%s', (_name, start, end, stands) => {
    expect(SPANS.inEventRange({ event: span(start, end), range: week })).toBe(stands);
  });
});

test('entries stand by day, the longer first, whole days before hours, then by their time', () => {
  const late = span('2027-03-16T09:00', '2027-03-16T10:00');
  const early = span('2027-03-16T04:00', '2027-03-16T05:00');
  const whole = span('2027-03-16T12:00', '2027-03-16T12:00', true);
  const long = span('2027-03-16T20:00', '2027-03-19T05:00');
  const before = span('2027-03-15T23:00', '2027-03-15T23:30');
  const sorted = [late, early, whole, long, before].toSorted((evtA, evtB) => SPANS.sortEvents({ evtA, evtB }));
  expect(sorted).toEqual([before, long, whole, early, late]);
});

test('two clocks of one day are the same date, across midnight they are not', () => {
  expect(SPANS.isSameDate(wall('2027-03-16T00:00'), wall('2027-03-16T23:59'))).toBe(true);
  expect(SPANS.isSameDate(wall('2027-03-16T23:59'), wall('2027-03-17T00:00'))).toBe(false);
});

test('of days it is answered what the component itself would answer, of other units it is asked', () => {
  const own = dateFnsLocalizer({
    startOfWeek: () => wall('2027-03-15T00:00'),
    getDay: () => 1,
    format: () => '',
    locales: {},
  }) as unknown as Parameters<typeof byDay>[0];
  const ours = byDay(own);
  const walls = fc
    .integer({ min: -500_000, max: 1_500_000 })
    .chain((hours) => fc.constantFrom(0, 1, 59_999).map((ms) => new Date(hours * 3_600_000 + ms)));
  fc.assert(
    fc.property(walls, walls, walls, fc.constantFrom('day', 'week', 'minutes'), (a, b, c, unit) => {
      expect(ours.startOf(a, unit, 1)).toEqual(own.startOf(a, unit, 1));
      expect(ours.inRange(a, b, c, unit)).toBe(own.inRange(a, b, c, unit));
      expect(ours.diff(a, b, unit)).toBe(own.diff(a, b, unit));
      expect(ours.ceil(a, unit)).toEqual(own.ceil(a, unit));
    }),
  );
});

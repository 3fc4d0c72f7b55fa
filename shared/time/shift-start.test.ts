import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shiftStart } from './shift-start.ts';
import { parseStart, resolveStart, type StartContext } from './start-form.ts';

describe('a start moved by minutes keeps its form', () => {
  const context: StartContext = { hHour: Date.UTC(2027, 2, 15, 21), dDay: '2027-03-16', refTz: 'Asia/Bangkok' };

  test.each([
    ['H+00:30', 15, 'H+00:45'],
    ['H+00:30', -60, 'H-00:30'],
    ['H+00:30', -30, 'H+00:00'],
    ['D-2T09:00', 90, 'D-2T10:30'],
    ['D-2T09:00', 24 * 60, 'D-1T09:00'],
    ['D+0', 60, 'D+0T01:00'],
    ['2027-03-16T04:00[Asia/Manila]', -5, '2027-03-16T03:55[Asia/Manila]'],
    ['2027-03-16T00:00[Asia/Manila]', -1, '2027-03-15T23:59[Asia/Manila]'],
  ])('%s by %i min is %s', (from, minutes, to) => {
    expect(shiftStart(from, minutes, context)).toBe(to);
  });

  test('H moves without H being known; a day form needs no H either', () => {
    const unknown = { ...context, hHour: null };
    expect(shiftStart('H+00:30', 15, unknown)).toBe('H+00:45');
    expect(shiftStart('D-2T09:00', 15, unknown)).toBe('D-2T09:15');
  });

  test('a fixed clock moves by elapsed time over a clock change', () => {
    expect(shiftStart('2027-03-28T01:30[Europe/Paris]', 60, context)).toBe('2027-03-28T03:30[Europe/Paris]');
    // the repeated hour cannot be written, so the move is refused instead of being guessed
    expect(shiftStart('2027-10-31T01:30[Europe/Paris]', 60, context)).toBeNull();
  });

  test('what is no start stays none', () => {
    expect(shiftStart('soon', 5, context)).toBeNull();
  });

  test('there and back is where it was, and the instant moved by exactly the minutes', () => {
    const at = (text: string): number | null => {
      const form = parseStart(text);
      return form.ok ? (resolveStart(form.value, context)?.at ?? null) : null;
    };
    fc.assert(
      fc.property(
        fc.constantFrom(
          'H+00:30',
          'H-3d04:00',
          'D-2T09:00',
          '2027-03-16T04:00[Asia/Manila]',
          '2027-03-27T12:00[Europe/Paris]',
        ),
        fc.integer({ min: -20_000, max: 20_000 }),
        (from, minutes) => {
          const to = shiftStart(from, minutes, context);
          fc.pre(to !== null);
          expect((at(to) ?? 0) - (at(from) ?? 0)).toBe(minutes * 60_000);
          expect(at(shiftStart(to, -minutes, context) ?? '')).toBe(at(from));
        },
      ),
    );
  });
});

/** The axis of the portfolio: places, ticks, the fullest time, and the colour of a state. */
import { describe, expect, test } from 'vitest';
import { OPERATION_STATES } from '#shared/model/vocabulary.ts';
import { busiest, monthTicks, placeOf, progressOf } from './axis.ts';
import { PAGE, pagesFor } from '../../api/paged.ts';

const axis = { from: Date.UTC(2027, 0, 15), to: Date.UTC(2027, 3, 15) };
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

describe('the axis', () => {
  test('places its ends at 0 and 100, and never divides by nothing', () => {
    expect(placeOf(axis.from, axis)).toBe(0);
    expect(placeOf(axis.to, axis)).toBe(100);
    expect(placeOf(5, { from: 5, to: 5 })).toBe(0);
  });

  test('writes every month of a short axis and at most twelve of a long one', () => {
    expect(monthTicks(axis).map(iso)).toEqual(['2027-02-01', '2027-03-01', '2027-04-01']);
    const years = monthTicks({ from: Date.UTC(2020, 10, 3), to: Date.UTC(2029, 5, 3) });
    expect(years.length).toBeGreaterThan(6);
    expect(years.length).toBeLessThanOrEqual(12);
    expect(years.every((at) => at > Date.UTC(2020, 10, 3) && at <= Date.UTC(2029, 5, 3))).toBe(true);
    expect(monthTicks({ from: axis.from, to: axis.from + 86_400_000 })).toEqual([]);
  });

  test('names the first of the fullest times', () => {
    expect(busiest([0, 1, 3, 3], { from: 0, to: 400 })).toEqual({ at: 250, count: 3 });
    expect(busiest([0, 0], { from: 0, to: 400 })).toBeNull();
  });

  test('gives every state of the lifecycle one of five looks', () => {
    const looks = OPERATION_STATES.map(progressOf);
    expect(new Set(looks)).toEqual(new Set(['planned', 'running', 'after', 'over', 'stopped']));
    expect(progressOf('pre_operational')).toBe('planned');
  });
});

describe('pages', () => {
  test('are those of the shown rows, the first apart, and none beyond the last', () => {
    expect(pagesFor(0, 40, 500)).toEqual([]);
    expect(pagesFor(90, 130, 500)).toEqual([1]);
    expect(pagesFor(290, 410, 500)).toEqual([2, 3, 4]);
    expect(pagesFor(490, 560, 500)).toEqual([4]);
    expect(pagesFor(0, 400, PAGE)).toEqual([]);
  });
});

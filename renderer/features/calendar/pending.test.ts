import { describe, expect, it } from 'vitest';
import type { CalendarEntry } from '#shared/contract/calendar.ts';
import { droppedOn, movedTo, resized, stepped } from './pending.ts';
import { addMinutes, spanToWall, wallOfDate } from './zone-adapter.ts';

const H = Date.parse('2026-10-31T20:00:00Z');
const MINUTE = 60_000;
const context = { hHour: H, dDay: '2026-10-31', refTz: 'America/New_York' };
const NY = 'America/New_York';
const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  key: 'k',
  layer: 'task',
  kind: 'task',
  operation: 'A'.repeat(32),
  operationCode: 'OP',
  record: 'B'.repeat(32),
  code: 'T1',
  title: { en: 'Task', fr: 'Tâche' },
  place: '',
  status: 'planned',
  start: H,
  end: H + 60 * MINUTE,
  days: null,
  at: 'H+00:00',
  findings: { block: 0, warn: 0, lifted: 0 },
  ...more,
});

describe('a dropped task', () => {
  it('keeps the form it was typed in', () => {
    const wall = addMinutes(wallOfDate('2026-10-31'), 18 * 60 + 30);
    expect(droppedOn(entry(), wall, NY, context)).toMatchObject({ at: 'H+02:30', minutes: null, twice: null });
    const fixed = entry({ at: '2026-10-31T16:00[America/New_York]' });
    expect(droppedOn(fixed, wall, NY, context)).toMatchObject({ at: '2026-10-31T18:30[America/New_York]' });
    const byDay = entry({ at: 'D+0T16:00' });
    expect(droppedOn(byDay, wall, NY, context)).toMatchObject({ at: 'D+0T18:30' });
  });
  it('asks where the clock comes twice, and refuses where it does not exist', () => {
    const twice = addMinutes(wallOfDate('2026-11-01'), 90);
    const early = Date.parse('2026-11-01T05:30:00Z');
    expect(droppedOn(entry(), twice, NY, context)).toMatchObject({
      start: early,
      twice: [early, early + 60 * MINUTE],
      at: 'H+09:30',
    });
    const missing = addMinutes(wallOfDate('2027-03-14'), 150);
    expect(droppedOn(entry(), missing, NY, context)).toBe('gap');
    // a fixed wall clock cannot say which of the two it is (R-OP-12)
    expect(movedTo(entry({ at: 'D+0T16:00' }), early, context)).toBe('form');
  });
  it('dropped where it was is nothing, and what may not be moved never is', () => {
    const { start } = spanToWall(H, H, NY);
    expect(droppedOn(entry(), start, NY, context)).toBeNull();
    expect(movedTo(entry({ at: null }), H + MINUTE, context)).toBeNull();
  });
});

describe('a resized task', () => {
  const wall = (minutes: number) => addMinutes(spanToWall(H, H, NY).start, minutes);
  it('changes its length, or with its beginning both', () => {
    expect(resized(entry(), wall(0), wall(90), NY, context)).toMatchObject({ at: 'H+00:00', minutes: 90, start: H });
    expect(resized(entry(), wall(-30), wall(60), NY, context)).toMatchObject({ at: 'H-00:30', minutes: 90 });
    expect(resized(entry(), wall(0), wall(60), NY, context)).toBeNull();
    expect(resized(entry(), wall(0), wall(0), NY, context)).toBe('length');
  });
  it('counts elapsed time across the night the clocks go back', () => {
    const late = Date.parse('2026-11-01T04:00:00Z'); // 00:00 summer time
    const task = entry({ start: late, end: late + 60 * MINUTE, at: 'H+08:00' });
    const { start } = spanToWall(late, late, NY);
    // until 03:00 winter time, four hours later
    expect(resized(task, start, addMinutes(start, 180), NY, context)).toMatchObject({ minutes: 240 });
  });
});

describe('steps by key', () => {
  it('add up, and back at the beginning nothing is pending', () => {
    const first = stepped(null, entry(), { minutes: 15, longer: 0 }, context);
    expect(first).toMatchObject({ at: 'H+00:15', start: H + 15 * MINUTE, minutes: null });
    if (first === null || typeof first === 'string') throw new Error('a step is pending');
    const second = stepped(first, entry(), { minutes: 15, longer: 15 }, context);
    expect(second).toMatchObject({ at: 'H+00:30', minutes: 75, end: H + 105 * MINUTE });
    expect(stepped(first, entry(), { minutes: -15, longer: 0 }, context)).toBeNull();
    expect(stepped(null, entry(), { minutes: 0, longer: -60 }, context)).toBe('length');
  });
});

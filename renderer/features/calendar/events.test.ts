import { describe, expect, it } from 'vitest';
import type { CalendarEntry, CalendarWindow, DaySummary } from '#shared/contract/calendar.ts';
import { ending, eventOf, eventsOf, ghostOf, mostAtOnce, throughout } from './events.ts';
import { dateOfWall, wallMs, wallOfDate } from './zone-adapter.ts';

const ID = 'A'.repeat(32);
const HOUR = 3_600_000;
const DAY_16 = Date.parse('2027-03-16T00:00:00+07:00');
function entry(more: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    key: `k/${more.code ?? 'T1'}`,
    layer: 'task',
    kind: 'task',
    operation: ID,
    operationCode: 'OP',
    record: ID,
    code: 'T1',
    title: { en: 'Task', fr: 'Tâche' },
    place: '',
    status: 'planned',
    start: DAY_16 + 4 * HOUR,
    end: DAY_16 + 5 * HOUR,
    days: null,
    at: 'H+00:00',
    findings: { block: 0, warn: 0, lifted: 0 },
    ...more,
  };
}
const WEEK = ['2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18', '2027-03-19', '2027-03-20', '2027-03-21'];
const day = (more: Partial<DaySummary> = {}): DaySummary => ({
  date: '2027-03-16',
  counts: { task: 18, operation: 2 },
  findings: { block: 2, warn: 1, lifted: 0 },
  folded: false,
  hours: [{ hour: 4, count: 18, block: 2, warn: 1 }],
  ...more,
});
const windowOf = (entries: readonly CalendarEntry[], days: readonly DaySummary[] = [day()]): CalendarWindow => ({
  entries: [...entries],
  days: [...days],
  total: entries.length,
  previous: null,
  next: null,
  undated: 0,
});

describe('events', () => {
  it('are the same object for the same entry and zone', () => {
    const one = entry();
    expect(eventOf(one, 'Asia/Bangkok')).toBe(eventOf(one, 'Asia/Bangkok'));
    expect(eventOf(one, 'UTC')).not.toBe(eventOf(one, 'Asia/Bangkok'));
  });
  it('stand on the wall of the zone', () => {
    const event = eventOf(entry(), 'Asia/Bangkok');
    expect([wallMs(event.start), wallMs(event.end), event.allDay]).toEqual([
      Date.parse('2027-03-16T04:00Z'),
      Date.parse('2027-03-16T05:00Z'),
      false,
    ]);
    expect(dateOfWall(eventOf(entry(), 'UTC').start)).toBe('2027-03-15');
  });
  it('of whole days keep their days in every zone, the last one included', () => {
    const leave = entry({ start: null, end: null, days: { from: '2027-03-14', to: '2027-03-16' }, at: null });
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
      const event = eventOf(leave, zone);
      expect([dateOfWall(event.start), dateOfWall(event.end), event.allDay]).toEqual([
        '2027-03-14',
        '2027-03-17',
        true,
      ]);
    }
  });
  it('as long as a day stand above the hours, H too', () => {
    const long = eventOf(entry({ end: DAY_16 + 52 * HOUR }), 'Asia/Bangkok');
    expect([long.allDay, dateOfWall(long.start), dateOfWall(long.end)]).toEqual([true, '2027-03-16', '2027-03-19']);
    expect(eventOf(entry({ kind: 'hHour', end: DAY_16 + 4 * HOUR }), 'Asia/Bangkok').allDay).toBe(true);
  });
});

describe('what holds for long', () => {
  const valid = (from: string, to: string, code: string) =>
    entry({
      code,
      key: code,
      layer: 'agreement',
      kind: 'agreement',
      start: null,
      end: null,
      days: { from, to },
      at: null,
    });
  it('is said above when it covers every day shown, and drawn when it begins or ends among them', () => {
    const all = windowOf([valid('2027-03-01', '2027-04-30', 'A'), valid('2027-03-01', '2027-03-17', 'B')], []);
    expect(throughout(all, WEEK).map((e) => e.code)).toEqual(['A']);
    expect(eventsOf(all, 'UTC', 'week', WEEK, 5).map((e) => e.title)).toEqual(['B']);
  });
  it('stands on its first day in a month, and above when that lies before', () => {
    const all = windowOf([valid('2027-03-16', '2027-04-30', 'A'), valid('2027-03-01', '2027-03-17', 'B')], []);
    const [begin, ...rest] = eventsOf(all, 'UTC', 'month', WEEK, 1);
    expect([begin?.title, dateOfWall(begin?.start ?? wallOfDate('1970-01-01')), rest]).toEqual(['A', '2027-03-16', []]);
    expect(wallMs(begin?.end ?? wallOfDate('1970-01-01'))).toBe(Date.parse('2027-03-17T00:00Z'));
    expect(ending(all, 'month', WEEK).map((e) => e.code)).toEqual(['B']);
    expect(eventsOf(all, 'UTC', 'month', WEEK, 1)[0]).toBe(begin);
  });
});

describe('folding', () => {
  const crowd = Array.from({ length: 6 }, (_, i) => entry({ code: `T${i}`, key: `k/${i}` }));
  it('counts what stands side by side, with at least half an hour for each', () => {
    expect(mostAtOnce(crowd.map((e) => eventOf(e, 'UTC')))).toBe(6);
    const short = [0, 10, 40].map((m, i) =>
      eventOf(entry({ key: `s/${i}`, start: DAY_16 + m * 60_000, end: DAY_16 + (m + 1) * 60_000 }), 'UTC'),
    );
    expect(mostAtOnce(short)).toBe(2);
  });
  it('replaces a day too narrow for its tasks by its count and its hours; other days stay', () => {
    const next = entry({ code: 'T9', key: 'k/9', start: DAY_16 + 30 * HOUR, end: DAY_16 + 31 * HOUR });
    const events = eventsOf(windowOf([...crowd, next]), 'Asia/Bangkok', 'week', WEEK, 5);
    expect(events.map((e) => [e.is, e.count])).toEqual([
      ['entry', 1],
      ['day', 18],
      ['hour', 18],
    ]);
    expect(eventsOf(windowOf([...crowd, next]), 'Asia/Bangkok', 'week', WEEK, 6)).toHaveLength(7);
    // a month shows rows, not columns
    expect(eventsOf(windowOf([...crowd, next]), 'Asia/Bangkok', 'month', WEEK, 1)).toHaveLength(7);
  });
  it('takes over what the window folded, and keeps summaries the same objects', () => {
    const w = windowOf([], [day({ folded: true })]);
    const [first] = eventsOf(w, 'Asia/Bangkok', 'month', WEEK, 5);
    expect(first).toMatchObject({ is: 'day', count: 18, block: 2, warn: 1, allDay: true });
    expect(eventsOf(w, 'Asia/Bangkok', 'month', WEEK, 5)[0]).toBe(first);
  });
  it('a ghost is drawn at the new place and can not be dragged', () => {
    const ghost = ghostOf(entry(), DAY_16 + 6 * HOUR, DAY_16 + 7 * HOUR, 'Asia/Bangkok');
    expect(ghost).toMatchObject({ key: 'ghost', is: 'ghost', movable: false });
    expect(wallMs(ghost.start)).toBe(Date.parse('2027-03-16T06:00Z'));
  });
});

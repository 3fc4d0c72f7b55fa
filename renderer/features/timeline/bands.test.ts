import { describe, expect, test } from 'vitest';
import type { PaperBand } from '#shared/contract/bands.ts';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { bandLanes, bandsHeight } from './band-lanes.ts';
import { syncLines } from './sync-lines.ts';
import { newBeside, startAt } from './start-at.ts';

const band = (code: string, more: Partial<PaperBand> = {}): PaperBand => ({
  is: 'agreement',
  record: null,
  code,
  title: { en: code, fr: code },
  state: 'in_force',
  from: 0,
  to: null,
  stands: true,
  uses: 1,
  gaps: 0,
  uncarried: [],
  ...more,
});

describe('lanes of papers', () => {
  const extent = { from: 1_000, to: 2_000 };
  test('what says something within the plan has its own line, the others share one', () => {
    const papers = [
      band('gap', { gaps: 1 }),
      band('idle', { stands: false }),
      band('ends', { to: 1_500 }),
      band('all'),
    ];
    const lanes = bandLanes(papers, extent);
    expect(lanes.own.map(({ code }) => code)).toEqual(['gap', 'idle', 'ends']);
    expect(lanes.rest.map(({ code }) => code)).toEqual(['all']);
    expect(bandsHeight(lanes)).toBe(60);
  });
  test('a term that begins or ends with the plan or outside it says nothing', () => {
    const lanes = bandLanes([band('a', { from: 1_000, to: 2_000 }), band('b', { from: 0, to: 9_000 })], extent);
    expect(lanes.own).toEqual([]);
    expect(bandsHeight(lanes)).toBe(15);
    expect(bandsHeight(bandLanes([], extent))).toBe(0);
  });
  test('more than three are not stacked without end', () => {
    const lanes = bandLanes(
      ['a', 'b', 'c', 'd', 'e'].map((code) => band(code, { gaps: 1 })),
      null,
    );
    expect([lanes.own.length, lanes.rest.length]).toEqual([3, 2]);
  });
});

describe('lines of sync groups', () => {
  const w = { from: 0, msPerPx: 60_000 };
  const placed = (sync: string | null, start: number | null, position: number) => ({
    row: { sync, start } as TimelineRow,
    position,
  });
  test('two or more shown tasks of a group make one line; apart beyond the tolerance, and exactly at it not', () => {
    const rows = [
      placed('A', 0, 0),
      placed('B', 0, 1),
      placed('A', 600_000, 2),
      placed(null, 0, 3),
      placed('A', null, 4),
    ];
    expect(syncLines(rows, 10, 28, w)).toEqual([
      {
        group: 'A',
        apart: false,
        points: [
          { x: 0, y: 14 },
          { x: 10, y: 70 },
        ],
      },
    ]);
    expect(syncLines(rows, 9, 28, w)[0]?.apart).toBe(true);
  });
});

describe('the start of a task let go on the axis', () => {
  const hHour = Date.UTC(2027, 2, 15, 21);
  test('is written against H, to the step of the scale', () => {
    expect(startAt({ hHour, refTz: 'Asia/Bangkok' }, hHour + 93 * 60_000, 60_000)).toBe('H+01:35');
    expect(startAt({ hHour, refTz: 'Asia/Bangkok' }, hHour - 93 * 60_000, 600_000)).toBe('H-02:00');
  });
  test('is a wall clock of the reference zone where H is not known', () => {
    expect(startAt({ hHour: null, refTz: 'Asia/Bangkok' }, hHour + 2 * 60_000, 60_000)).toBe(
      '2027-03-16T04:00[Asia/Bangkok]',
    );
  });

  test('a new task begins beside a row as that is written, where the pointer was, else at H', () => {
    const card = { hHour, refTz: 'Asia/Bangkok' };
    const site = { id: '', code: 'S1', codeWord: 'KESTREL', cc: 'KH', place: '', tz: 'Asia/Phnom_Penh' };
    const frame = { sites: [site], now: hHour - 86_400_000 };
    const row = { at: 'D-2T09:00', place: 'KESTREL' };
    expect(newBeside(card, frame, row)).toEqual({ at: 'D-2T09:00', minutes: 60, site: 'S1' });
    expect(newBeside(card, frame, row, { at: hHour + 31 * 60_000, msPerPx: 60_000 })).toEqual({
      at: 'H+00:30',
      minutes: 60,
      site: 'S1',
    });
    expect(newBeside(card, frame, { at: null, place: 'REM' })).toEqual({ at: 'H+00:00', minutes: 60, site: undefined });
    // where H is not known: on the wall, now
    expect(newBeside({ ...card, hHour: null }, frame, undefined).at).toMatch(/^\d{4}-.*\[Asia\/Bangkok\]$/);
  });
});

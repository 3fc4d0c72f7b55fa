import { describe, expect, it } from 'vitest';
import type { ActionTask } from '#shared/contract/action-day.ts';
import { checklistLines } from './lines.ts';

const task = (start: number, band: number | null): ActionTask => ({
  id: `id-${start}`,
  code: `T${start}`,
  title: '',
  kind: 'meeting',
  site: null,
  place: null,
  tz: 'UTC',
  start,
  end: start + 1,
  owner: null,
  leader: '',
  status: 'planned',
  late: null,
  decision: false,
  band,
  next: null,
});
const shown = (tasks: readonly ActionTask[], now: number): string =>
  checklistLines(tasks, now)
    .map((line) =>
      line.is === 'task' ? `${line.task.code}#${line.row}` : line.is === 'band' ? `[${line.band}]` : 'now',
    )
    .join(' ');

describe('lines of the checklist', () => {
  const tasks = [task(1, -60), task(2, -60), task(3, 0)];
  it.each([
    [0, '[-60] now T1#0 T2#1 [0] T3#2'],
    [1, '[-60] T1#0 now T2#1 [0] T3#2'],
    [2, '[-60] T1#0 T2#1 [0] now T3#2'],
    [9, '[-60] T1#0 T2#1 [0] T3#2 now'],
  ])('now at %i', (now, expected) => expect(shown(tasks, now)).toBe(expected));
  it('has one head where H is not known, and nothing for no task', () => {
    expect(shown([task(1, null), task(2, null)], 1)).toBe('[null] T1#0 now T2#1');
    expect(shown([], 1)).toBe('');
  });
});

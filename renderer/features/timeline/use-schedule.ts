/** Slack and critical path of the rows in sight against the target that is chosen (docs/schedule.md). */
import { useMemo } from 'react';
import type { ScheduleTarget, TaskSchedule } from '#shared/contract/schedule.ts';
import { useAsk } from '../../api/index.ts';

/** The worker answers for at most so many tasks at once. */
const MOST = 400;

export interface ChosenSchedule {
  readonly target: ScheduleTarget | null;
  readonly cycle: readonly string[] | null;
  /** Codes of the last tasks of the critical path. */
  readonly path: readonly string[];
  readonly byTask: ReadonlyMap<string, TaskSchedule>;
}
const NONE: ChosenSchedule = { target: null, cycle: null, path: [], byTask: new Map() };

export function useSchedule(operation: string, target: string | null, tasks: readonly string[]): ChosenSchedule {
  const wanted = [...new Set(tasks)].slice(0, MOST);
  const asked = useAsk('schedule.of', { operation, target: target ?? '-', tasks: wanted }, { when: target !== null });
  return useMemo(() => {
    if (target === null || !asked.data) return NONE;
    const { cycle, target: view, path, tasks: rows } = asked.data;
    return { target: view, cycle, path, byTask: new Map(rows.map((row) => [row.id, row])) };
  }, [target, asked.data]);
}

export type Mark = 'path' | 'chain' | null;

/** How a bar is marked. */
export const markOf = ({ byTask }: ChosenSchedule, task: string): Mark => {
  const row = byTask.get(task);
  return row?.pathStep != null ? 'path' : row?.chainStep != null ? 'chain' : null;
};

/** How a line is marked: it leads from one task of the path (or chain) to the next. */
export function linkMark({ byTask }: ChosenSchedule, from: string, to: string): Mark {
  const [before, after] = [byTask.get(from), byTask.get(to)];
  if (!before || !after) return null;
  const follows = (a: number | null, b: number | null): boolean => a !== null && b === a + 1;
  if (follows(before.pathStep, after.pathStep)) return 'path';
  return follows(before.chainStep, after.chainStep) ? 'chain' : null;
}

import type { TimelineRow } from '#shared/contract/planning.ts';
import { shiftStart } from '#shared/time/shift-start.ts';
import type { StartContext } from '#shared/time/start-form.ts';
import { type Ghost, lengthOf, type PendingMove } from './pending-move.ts';
import type { Wish } from './use-effect-of.ts';

export type Moved =
  | { readonly is: 'one'; readonly move: PendingMove }
  /** All chosen tasks, of which the row is one. */
  | { readonly is: 'many'; readonly minutes: number }
  | { readonly is: 'nothing' }
  | { readonly is: 'cannot'; readonly why: 'tooShort' | 'cannot' };

/** What the ghost of a row stands for: a row that is chosen together with others takes them along. */
export function movedBy(row: TimelineRow, ghost: Ghost, picked: readonly string[], context: StartContext): Moved {
  if (ghost.minutes !== 0 && picked.length > 1 && picked.includes(row.id))
    return { is: 'many', minutes: ghost.minutes };
  if (row.at === null || (ghost.minutes === 0 && ghost.longer === 0)) return { is: 'nothing' };
  if (ghost.longer !== 0 && lengthOf(row) + ghost.longer < 1) return { is: 'cannot', why: 'tooShort' };
  const at = ghost.minutes === 0 ? row.at : shiftStart(row.at, ghost.minutes, context);
  return at === null ? { is: 'cannot', why: 'cannot' } : { is: 'one', move: { row, ...ghost, at } };
}

/** A start alone may be proposed into the plan of another agency; a length is set by the one that keeps it. */
export const spanWish = (operation: string, { row, at, longer }: PendingMove): Wish => {
  const start = { operation, task: row.id, at };
  return longer === 0
    ? { name: 'task.previewStart', input: start }
    : { name: 'task.previewSpan', input: { ...start, minutes: lengthOf(row) + longer } };
};

export const shiftWish = (
  operation: string,
  tasks: readonly string[],
  minutes: number,
): Extract<Wish, { name: 'tasks.preview' }> => ({
  name: 'tasks.preview',
  input: { operation, tasks: [...tasks], edit: { shift: minutes, owner: null, phase: null } },
});

import { consequencesOf, moveOfH, type Stayed } from '#shared/domain/explain/index.ts';
import { moveH } from '#shared/domain/facts/overlay.ts';
import type { HPreview } from '#shared/contract/planning.ts';
import { MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { findingView, worstFirst } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';
import { subjectOf } from './subjects.ts';

/** How many moved items are listed one by one; the count is always exact. */
const LISTED = 200;
const STAYED_LISTED = 400;

export const deltaOf = (hHour: number, to: { deltaMin: number } | { at: number }): number =>
  'deltaMin' in to ? to.deltaMin : Math.round((to.at - hHour) / MS_PER_MINUTE);

/** Where H and D-day would come to lie; null without an H-hour. No rule is asked: a move that was looked at is only written. */
export function movedH(
  state: OperationState,
  to: { deltaMin: number } | { at: number },
): Pick<HPreview, 'from' | 'to' | 'dDayBefore' | 'dDayAfter'> | null {
  const { hHour, dDay } = planOf(state).operation;
  if (hHour === null) return null;
  const { operation } = moveH(state.facts, deltaOf(hHour, to)).plan;
  return { from: hHour, to: operation.hHour ?? hHour, dDayBefore: dDay, dDayAfter: operation.dDay };
}

/** What a move of H would do, without doing it: moved items, items on a fixed clock that stay (R-OP-06), findings added and gone. */
export function previewH(state: OperationState, to: { deltaMin: number } | { at: number }): HPreview | null {
  const plan = planOf(state);
  const { hHour } = plan.operation;
  const target = movedH(state, to);
  const move = hHour === null ? null : moveOfH(state.facts, state.findings, deltaOf(hHour, to));
  if (!target || !move) return null;
  const titleOf = (code: string): string => subjectOf(plan, code).label;
  const stayedItem = ({ code, at, instant, why }: Stayed): HPreview['stayed'][number] => ({
    id: recordOf(state, code) ?? '',
    code,
    title: titleOf(code),
    at,
    instant,
    why,
  });
  return {
    ...target,
    moved: move.moved.length,
    movedItems: move.moved.slice(0, LISTED).map(({ task, before, after }) => ({
      id: recordOf(state, task) ?? '',
      code: task,
      title: titleOf(task),
      before,
      after,
    })),
    consequences: consequencesOf(
      state.facts,
      move.after,
      move.moved.map(({ task }) => task),
    ),
    stayed: move.stayed.slice(0, STAYED_LISTED).map(stayedItem),
    added: [...move.findings.added].sort(worstFirst).map((f) => findingView(state, f)),
    gone: [...move.findings.gone].sort(worstFirst).map((f) => findingView(state, f)),
  };
}

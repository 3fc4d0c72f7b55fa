import { moveOfH, type Stayed } from '#shared/domain/explain/index.ts';
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

/** What a move of H would do, without doing it: moved items, items on a fixed clock that stay (R-OP-06), findings added and gone. */
export function previewH(state: OperationState, to: { deltaMin: number } | { at: number }): HPreview | null {
  const plan = planOf(state);
  const { hHour, dDay } = plan.operation;
  const move = hHour === null ? null : moveOfH(state.facts, state.findings, deltaOf(hHour, to));
  if (hHour === null || !move) return null;
  const { operation } = move.after.plan;
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
    from: hHour,
    to: operation.hHour ?? hHour,
    dDayBefore: dDay,
    dDayAfter: operation.dDay,
    moved: move.moved.length,
    movedItems: move.moved.slice(0, LISTED).map(({ task, before, after }) => ({
      id: recordOf(state, task) ?? '',
      code: task,
      title: titleOf(task),
      before,
      after,
    })),
    stayed: move.stayed.slice(0, STAYED_LISTED).map(stayedItem),
    added: [...move.findings.added].sort(worstFirst).map((f) => findingView(state, f)),
    gone: [...move.findings.gone].sort(worstFirst).map((f) => findingView(state, f)),
  };
}

import { moveH } from '#shared/domain/facts/overlay.ts';
import { spanOf } from '#shared/domain/facts/facts.ts';
import { diffFindings, recheck } from '#shared/domain/rules/index.ts';
import type { HPreview } from '#shared/contract/planning.ts';
import { MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { findingView, worstFirst } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

/** How many moved items are listed one by one; the count is always exact. */
const LISTED = 200;

export const deltaOf = (hHour: number, to: { deltaMin: number } | { at: number }): number =>
  'deltaMin' in to ? to.deltaMin : Math.round((to.at - hHour) / MS_PER_MINUTE);

/** What a move of H would do, without doing it: moved items, items on a fixed clock that stay (R-OP-06), findings added and gone. */
export function previewH(state: OperationState, to: { deltaMin: number } | { at: number }): HPreview | null {
  const plan = planOf(state);
  const { hHour, dDay } = plan.operation;
  if (hHour === null) return null;
  const after = moveH(state.facts, deltaOf(hHour, to));
  const moved: HPreview['movedItems'] = [];
  const stayed: HPreview['stayed'] = [];
  for (const task of plan.tasks) {
    const was = spanOf(state.facts, task).start;
    const is = spanOf(after, task).start;
    const base = { id: recordOf(state, task.id) ?? '', code: task.id, title: task.title };
    if (was !== null && is !== null && was !== is) moved.push({ ...base, before: was, after: is });
    else if (was !== null)
      stayed.push({
        ...base,
        at: task.at ?? '',
        instant: was,
        why: state.facts.clockwork.form(task.at)?.form === 'fixed' ? 'fixed' : 'same-day',
      });
  }
  for (const m of plan.movements)
    stayed.push({
      id: recordOf(state, m.id) ?? '',
      code: m.id,
      title: `${m.from} → ${m.to.join(', ')}`,
      at: '',
      instant: m.depart,
      why: 'fixed',
    });
  const diff = diffFindings(state.findings, recheck(state.facts, after, state.findings));
  const inTime = (a: { before: number; code: string }, b: { before: number; code: string }): number =>
    a.before - b.before || (a.code < b.code ? -1 : 1);
  return {
    from: hHour,
    to: after.plan.operation.hHour ?? hHour,
    dDayBefore: dDay,
    dDayAfter: after.plan.operation.dDay,
    moved: moved.length,
    movedItems: moved.sort(inTime).slice(0, LISTED),
    stayed: stayed
      .sort((a, b) => (a.why === b.why ? (a.instant ?? 0) - (b.instant ?? 0) : a.why === 'fixed' ? -1 : 1))
      .slice(0, 400),
    added: [...diff.added].sort(worstFirst).map((f) => findingView(state, f)),
    gone: [...diff.gone].sort(worstFirst).map((f) => findingView(state, f)),
  };
}

import type { Change } from '#db/store-types.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Input } from '#shared/contract/contract.ts';
import type { BulkEdit } from '#shared/contract/editing.ts';
import { withTasks } from '#shared/domain/facts/overlay.ts';
import type { PlanTask } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import { shiftStart } from '#shared/time/shift-start.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import { changeEffect } from './views/finding-views.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';
import { taskByRecord } from './views/timeline-views.ts';

type Why = 'undated' | 'form' | 'same';
interface Edited {
  readonly tasks: readonly { readonly record: string; readonly before: PlanTask; readonly after: PlanTask }[];
  readonly stays: readonly { readonly task: PlanTask; readonly why: Why }[];
}
type Asked = { readonly ok: true; readonly value: Edited } | { readonly ok: false; readonly error: CallError };

const isEmpty = ({ shift, owner, phase }: BulkEdit): boolean =>
  (shift === null || shift === 0) && owner === null && phase === null;

/** One task as the edit leaves it, or why its start stays; owner and phase are set whether or not the start can move. */
function editedTask(state: OperationState, task: PlanTask, edit: BulkEdit): { after: PlanTask; why: Why | null } {
  const owned = { ...task, owner: edit.owner ?? task.owner, phase: edit.phase ?? task.phase };
  if (edit.shift === null || edit.shift === 0) return { after: owned, why: null };
  if (task.at === null) return { after: owned, why: 'undated' };
  const at = shiftStart(task.at, edit.shift, planOf(state).operation);
  return at === null ? { after: owned, why: 'form' } : { after: { ...owned, at }, why: null };
}

const isSame = (a: PlanTask, b: PlanTask): boolean => a.at === b.at && a.owner === b.owner && a.phase === b.phase;

function edited(state: OperationState, { tasks: records, edit }: Input<'tasks.edit'>): Asked {
  if (isEmpty(edit)) return refuse(refusal('bulk-nothing', '', 'say what to change: a shift, an owner or a phase'));
  if (edit.owner !== null && !state.facts.agencies.has(edit.owner)) return notFound(edit.owner);
  if (edit.phase !== null && !state.facts.phases.has(edit.phase)) return notFound(edit.phase);
  const changed: Edited['tasks'][number][] = [];
  const stays: Edited['stays'][number][] = [];
  for (const record of new Set(records)) {
    const before = taskByRecord(state, record);
    if (!before) return notFound(record);
    const { after, why } = editedTask(state, before, edit);
    if (!isSame(before, after)) changed.push({ record, before, after });
    if (why !== null || isSame(before, after)) stays.push({ task: before, why: why ?? 'same' });
  }
  return { ok: true, value: { tasks: changed, stays } };
}

const refOf = (state: OperationState, code: string | null): string | null =>
  code === null ? null : recordOf(state, code);

function changesOf(state: OperationState, { tasks }: Edited): readonly Change[] {
  return tasks.flatMap(({ record: rec, before, after }) => {
    const set = (field: string, value: string | null): Change => ({ type: 'set', rec, field, value });
    return [
      ...(after.at === before.at ? [] : [set('at', after.at)]),
      ...(after.owner === before.owner ? [] : [set('owner', refOf(state, after.owner))]),
      ...(after.phase === before.phase ? [] : [set('phase', refOf(state, after.phase))]),
    ];
  });
}

/** The same change of many tasks: looked at first, one step to undo. */
export const bulkHandlers: HandlersOf<'tasks.preview' | 'tasks.edit'> = {
  'tasks.preview': (context, input) =>
    withOperation(context, input.operation, (state) => {
      const asked = edited(state, input);
      if (!asked.ok) return asked;
      const { tasks, stays } = asked.value;
      const after = withTasks(
        state.facts,
        tasks.map((one) => one.after),
      );
      return done({
        changed: tasks.length,
        stays: stays.map(({ task, why }) => ({ code: task.id, title: task.title, why })),
        ...changeEffect(
          state,
          after,
          tasks.map((one) => one.after.id),
        ),
      });
    }),
  'tasks.edit': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const asked = edited(state, input);
      if (!asked.ok) return asked;
      const changes = changesOf(state, asked.value);
      if (changes.length === 0)
        return refuse(refusal('bulk-same', '', 'none of these tasks would change; nothing was stored'));
      const label = { key: 'step.tasks.edit', params: { count: asked.value.tasks.length } };
      const result = session.store.plan.commit({ command: 'tasks.edit', label, by: BY, undoable: true, changes });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
};

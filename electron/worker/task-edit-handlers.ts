import type { Change } from '#db/store-types.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Input } from '#shared/contract/contract.ts';
import { replaceTask } from '#shared/domain/facts/overlay.ts';
import type { PlanTask } from '#shared/model/plan.ts';
import { REMOTE } from '#shared/model/vocabulary.ts';
import { refusal } from '#shared/result/refusal.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import { changeEffect } from './views/finding-views.ts';
import { type OperationState, recordOf } from './views/state.ts';
import { taskByRecord } from './views/timeline-views.ts';

type Edited =
  | { readonly ok: true; readonly before: PlanTask; readonly after: PlanTask }
  | { readonly ok: false; readonly error: CallError };

/** The task as the edit leaves it, with codes that stand in the plan. A decision point is of its own kind: nothing else becomes one. */
function edited(state: OperationState, { task, edit }: Input<'task.edit'>): Edited {
  const before = taskByRecord(state, task);
  if (!before) return notFound(task);
  const { facts } = state;
  const after: PlanTask = {
    ...before,
    title: edit.title ?? before.title,
    minutes: edit.minutes ?? before.minutes,
    kind: edit.kind ?? before.kind,
    phase: edit.phase === undefined ? before.phase : edit.phase,
    site: edit.site === undefined ? before.site : edit.site,
    owner: edit.owner ?? before.owner,
  };
  if (after.phase !== null && !facts.phases.has(after.phase)) return notFound(after.phase);
  if (after.site !== null && after.site !== REMOTE && !facts.sites.has(after.site)) return notFound(after.site);
  if (after.owner !== null && !facts.agencies.has(after.owner)) return notFound(after.owner);
  if (after.kind !== before.kind && [after.kind, before.kind].includes('decision'))
    return refuse(refusal('task-decision', before.id, 'a decision point stays one, and no other task becomes one'));
  return { ok: true, before, after };
}

function changesOf(state: OperationState, rec: string, before: PlanTask, after: PlanTask): readonly Change[] {
  const ref = (code: string | null): string | null => (code === null ? null : recordOf(state, code));
  const fields = [
    ['title', before.title, after.title, after.title],
    ['minutes', before.minutes, after.minutes, after.minutes],
    ['taskKind', before.kind, after.kind, after.kind],
    ['phase', before.phase, after.phase, ref(after.phase)],
    ['place', before.site, after.site, after.site === REMOTE ? REMOTE : ref(after.site)],
    ['owner', before.owner, after.owner, ref(after.owner)],
  ] as const;
  return fields.flatMap(([field, was, is, value]): readonly Change[] =>
    was === is ? [] : [{ type: 'set', rec, field, value }],
  );
}

/** What a task is, beside when it is: looked at first, one step to undo. */
export const taskEditHandlers: HandlersOf<'task.previewEdit' | 'task.edit'> = {
  'task.previewEdit': (context, input) =>
    withOperation(context, input.operation, (state) => {
      const task = edited(state, input);
      if (!task.ok) return task;
      return done(changeEffect(state, replaceTask(state.facts, task.after), [task.after.id]));
    }),
  'task.edit': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      const task = edited(state, input);
      if (!task.ok) return task;
      if (!state.mine) return readOnly(state);
      const changes = changesOf(state, input.task, task.before, task.after);
      if (changes.length === 0)
        return refuse(refusal('task-same', task.before.id, 'nothing of this task would change'));
      const label = { key: 'step.task.edit', params: { code: task.before.id } };
      const result = session.store.plan.commit({ command: 'task.edit', label, by: BY, undoable: true, changes });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
};

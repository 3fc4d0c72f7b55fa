import type { Change } from '#db/store-types.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Input } from '#shared/contract/contract.ts';
import { findCycleThrough } from '#shared/domain/facts/cycle.ts';
import { dependencyHolds } from '#shared/domain/facts/dependencies.ts';
import type { Facts } from '#shared/domain/facts/facts.ts';
import { replaceTask } from '#shared/domain/facts/overlay.ts';
import type { Code, PlanDependency, PlanTask } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { findingDiff } from './views/finding-views.ts';
import type { OperationState } from './views/state.ts';
import { taskByRecord } from './views/timeline-views.ts';

const DEPENDENCIES: ReadonlySet<string> = new Set(['dependency']);

interface Linked {
  readonly task: PlanTask;
  readonly on: PlanTask;
  readonly was: PlanDependency | null;
  readonly link: PlanDependency | null;
  readonly after: Facts;
  /** The tasks that would wait for each other (R-OP-01); null: none. */
  readonly cycle: readonly Code[] | null;
}
type Asked = { readonly ok: true; readonly value: Linked } | { readonly ok: false; readonly error: CallError };

/** The plan with the link as asked for. Codes: `link-self`, `link-gone` (what is changed is not there), `link-twice`. */
function linked(state: OperationState, input: Input<'link.set'>): Asked {
  const [task, on] = [taskByRecord(state, input.task), taskByRecord(state, input.on)];
  if (!task) return notFound(input.task);
  if (!on) return notFound(input.on);
  if (task.id === on.id) return refuse(refusal('link-self', task.id, 'a task does not wait for itself'));
  const of = (type: string | null) => task.dependencies.find((d) => d.on === on.id && d.type === type) ?? null;
  const was = of(input.was);
  if (input.was !== null && was === null)
    return refuse(refusal('link-gone', task.id, `${task.id} no longer waits for ${on.id} in this way`));
  if (input.link !== null && input.link.type !== input.was && of(input.link.type) !== null)
    return refuse(refusal('link-twice', task.id, `${task.id} waits for ${on.id} in this way already`));
  const link = input.link && { on: on.id, ...input.link };
  const dependencies = [...task.dependencies.filter((d) => d !== was), ...(link ? [link] : [])];
  const after = replaceTask(state.facts, { ...task, dependencies });
  // Only a new edge can close a circle; a change of type or lag cannot.
  const cycle = link && was === null ? findCycleThrough(after.tasks, [task.id]) : null;
  return { ok: true, value: { task, on, was, link, after, cycle } };
}

/** The record of the dependency that is changed: two stations may have made the same one, so all of them. */
function recordsOf(session: Session, state: OperationState, { task, on, was }: Input<'link.set'>): readonly string[] {
  return session.store.read
    .recordsOfOperation(state.id, DEPENDENCIES)
    .filter(({ fields }) => {
      const link = fields['link'];
      // What is not written down is finish to start, as the plan reads it.
      const type = Array.isArray(link) ? link[0] : 'FS';
      return fields['task'] === task && fields['on'] === on && type === was;
    })
    .map(({ id }) => id);
}

function changesOf(session: Session, state: OperationState, input: Input<'link.set'>): readonly Change[] {
  const value = input.link && [input.link.type, input.link.lag];
  if (input.was === null)
    return [
      {
        type: 'create',
        kind: 'dependency',
        key: 'dependency',
        fields: { operation: state.id, task: input.task, on: input.on, link: value },
      },
    ];
  const [first, ...others] = recordsOf(session, state, input);
  const closed = (value === null && first !== undefined ? [first, ...others] : others).map((rec) => ({
    type: 'close' as const,
    rec,
  }));
  return value === null || first === undefined
    ? closed
    : [{ type: 'set', rec: first, field: 'link', value }, ...closed];
}

const signed = (minutes: number): string => `${minutes > 0 ? '+' : ''}${minutes}`;

/** Linking and unlinking two tasks: looked at first, a cycle refused by naming its tasks (R-OP-01). */
export const linkHandlers: HandlersOf<'link.preview' | 'link.set'> = {
  'link.preview': (context, input) =>
    withOperation(context, input.operation, (state) => {
      const asked = linked(state, input);
      if (!asked.ok) return asked;
      const { task, link, after, cycle } = asked.value;
      if (cycle) return done({ cycle: [...cycle], holds: null, added: [], gone: [] });
      return done({
        cycle: null,
        holds: link && dependencyHolds(after, after.tasks.get(task.id) ?? task, link),
        ...findingDiff(state, after),
      });
    }),
  'link.set': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const asked = linked(state, input);
      if (!asked.ok) return asked;
      const { task, on, link, cycle } = asked.value;
      if (cycle)
        return refuse(
          refusal('R-OP-01', cycle.join(' → '), `these tasks would wait for each other: ${cycle.join(' → ')}`),
        );
      const key = link === null ? 'step.link.off' : input.was === null ? 'step.link.on' : 'step.link.change';
      const label = {
        key,
        params: { code: task.id, on: on.id, type: link?.type ?? '', lag: signed(link?.lag ?? 0) },
      };
      const changes = changesOf(session, state, input);
      const result = session.store.plan.commit({ command: 'task.link', label, by: BY, undoable: true, changes });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
};

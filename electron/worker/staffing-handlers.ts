import type { Change } from '#db/store-types.ts';
import type { Reply } from '#shared/contract/call.ts';
import { whyNot } from '#shared/domain/explain/index.ts';
import { isLive } from '#shared/domain/facts/facts.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { PlanPerson, PlanTask } from '#shared/model/plan.ts';
import { type HandlersOf, notFound, refuse, withOperation, type WorkerContext } from './context.ts';
import { slotOf } from './explain-handlers.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { type OperationState, recordOf } from './views/state.ts';

const BY = 'local';
const ASSIGNMENTS: ReadonlySet<string> = new Set(['assignment']);

/** One step through the one door, named by task and person. */
function step(
  context: WorkerContext,
  session: Session,
  command: 'person.assign' | 'person.unassign',
  { task, person }: { readonly task: PlanTask; readonly person: PlanPerson },
  changes: readonly Change[],
): ReturnType<typeof settled> {
  const label = { key: `step.${command}`, params: { person: person.name || person.id, code: task.id } };
  const result = session.store.plan.commit({ command, label, by: BY, undoable: true, changes });
  return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
}

function assign(
  context: WorkerContext,
  session: Session,
  state: OperationState,
  slot: { readonly task: PlanTask; readonly person: PlanPerson },
): Reply<{ label: { key: string; params: Record<string, string | number> }; touched: number; conflicts: number }> {
  const { task, person } = slot;
  const [taskId, personId] = [recordOf(state, task.id), recordOf(state, person.id)];
  if (taskId === null || personId === null) return notFound(taskId === null ? task.id : person.id);
  if (task.people.includes(person.id))
    return refuse(refusal('assigned-already', person.id, `${person.id} is on ${task.id} already`));
  if (!isLive(task))
    return refuse(refusal('task-over', task.id, `${task.id} is ${task.status}: nobody is put on it any more`));
  // A block stops the gate it names: those at the gate `assign` stop this very step, all others are findings.
  const stops = whyNot(state.facts, state.findings, person, task).stops.map((finding) =>
    refusal(finding.rule, finding.subject, finding.message),
  );
  const [first] = stops;
  if (first)
    return refuse(
      refusal('assign-stopped', person.id, `${first.reason} (${first.code}); lift this first, then assign`),
      stops,
    );
  return step(context, session, 'person.assign', slot, [
    {
      type: 'create',
      kind: 'assignment',
      key: 'assignment',
      fields: { operation: state.id, task: taskId, person: personId },
    },
  ]);
}

function unassign(
  context: WorkerContext,
  session: Session,
  state: OperationState,
  slot: { readonly task: PlanTask; readonly person: PlanPerson },
): ReturnType<typeof assign> {
  const { task, person } = slot;
  const [taskId, personId] = [recordOf(state, task.id), recordOf(state, person.id)];
  const records = session.store.read
    .recordsOfOperation(state.id, ASSIGNMENTS)
    .filter(({ fields }) => fields['task'] === taskId && fields['person'] === personId);
  if (records.length === 0) return refuse(refusal('not-assigned', person.id, `${person.id} is not on ${task.id}`));
  // Two stations may have put the same person on: all of it goes.
  return step(
    context,
    session,
    'person.unassign',
    slot,
    records.map(({ id }) => ({ type: 'close' as const, rec: id })),
  );
}

/** Putting people on tasks and taking them off: each one step that can be undone. */
export const staffingHandlers: HandlersOf<'person.assign' | 'person.unassign'> = {
  'person.assign': (context, { operation, ...names }) =>
    withOperation(context, operation, (state, session) => {
      const slot = slotOf(state, names);
      if (!slot.ok) return slot;
      return state.mine ? assign(context, session, state, slot.value) : readOnly(state);
    }),
  'person.unassign': (context, { operation, ...names }) =>
    withOperation(context, operation, (state, session) => {
      const slot = slotOf(state, names);
      if (!slot.ok) return slot;
      return state.mine ? unassign(context, session, state, slot.value) : readOnly(state);
    }),
};

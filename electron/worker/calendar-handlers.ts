import { spanOf } from '#shared/domain/facts/facts.ts';
import { replaceTask, withTasks } from '#shared/domain/facts/overlay.ts';
import { siteFaces } from '#shared/domain/matrix/index.ts';
import type { Change } from '#db/store-types.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Input } from '#shared/contract/contract.ts';
import type { Code, PlanTask } from '#shared/model/plan.ts';
import { REMOTE } from '#shared/model/vocabulary.ts';
import { refusal } from '#shared/result/refusal.ts';
import { isZone } from '#shared/time/zones.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, withSession, type WorkerContext } from './context.ts';
import { BY, readOnly, settled, typedStart } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { calendarAgenda, calendarWindow, type Where } from './views/calendar-window.ts';
import { changeEffect, findingDiff } from './views/finding-views.ts';
import { matrixFrame } from './views/matrix-view.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';
import { taskByRecord } from './views/timeline-views.ts';

type Refused = { readonly ok: false; readonly error: CallError };
type Checked<T> = { readonly ok: true; readonly value: T } | Refused;

/** No calendar shows more at once; a wider window would make every operation's whole plan one answer. */
const WIDEST_MS = 400 * 86_400_000;

function statesOf(session: Session, operation: string | null): Checked<readonly OperationState[]> {
  const ids = operation === null ? session.states.ids() : [operation];
  const states = ids.flatMap((id) => session.states.find(id) ?? []);
  return operation !== null && states.length === 0 ? notFound(operation) : { ok: true, value: states };
}
function inWindow<T>(
  context: WorkerContext,
  input: Where & { readonly operation: string | null },
  work: (states: readonly OperationState[]) => T,
) {
  return withSession(context, (session) => {
    if (!isZone(input.zone) || input.to <= input.from || input.to - input.from > WIDEST_MS)
      return refuse(refusal('calendar-window', '', 'a window needs a zone, begins before it ends and spans 400 days'));
    const states = statesOf(session, input.operation);
    return states.ok ? done(work(states.value)) : states;
  });
}

/** A task with another start and, unless null, another length. */
function respanned(state: OperationState, input: Input<'task.setSpan'>): Checked<PlanTask> {
  const found = taskByRecord(state, input.task);
  if (!found) return notFound(input.task);
  const start = typedStart(state, input.at);
  if (!start.ok) return start;
  return { ok: true, value: { ...found, at: start.value, minutes: input.minutes ?? found.minutes } };
}

/** The next free code of the pattern people use: T67 → T68. */
export function nextCode(tasks: readonly { readonly id: Code }[]): Code {
  const used = new Set(tasks.map((t) => t.id));
  let n = tasks.reduce((most, t) => Math.max(most, Number(/^T(\d{1,9})$/.exec(t.id)?.[1] ?? 0)), 0) + 1;
  while (used.has(`T${String(n).padStart(2, '0')}`)) n += 1;
  return `T${String(n).padStart(2, '0')}`;
}

/** The task a person asks for, with codes that stand in the plan and a start that means one instant (R-OP-12). */
function newTask(state: OperationState, input: Input<'task.create'>): Checked<PlanTask> {
  const { facts } = state;
  const start = typedStart(state, input.at);
  if (!start.ok) return start;
  if (input.phase !== null && !facts.phases.has(input.phase)) return notFound(input.phase);
  if (input.site !== null && input.site !== REMOTE && !facts.sites.has(input.site)) return notFound(input.site);
  if (input.owner !== null && !facts.agencies.has(input.owner)) return notFound(input.owner);
  return {
    ok: true,
    value: {
      id: nextCode(planOf(state).tasks),
      phase: input.phase,
      at: start.value,
      minutes: input.minutes,
      owner: input.owner,
      site: input.site,
      kind: input.kind,
      title: input.title,
      load: 100,
      level: null,
      dependencies: [],
      people: [],
      need: { skills: {}, languages: [] },
      sync: null,
      jit: null,
      movement: null,
      armed: false,
      authority: null,
      decision: null,
      status: 'planned',
    },
  };
}

const recordOrNull = (state: OperationState, code: Code | null): string | null =>
  code === null ? null : recordOf(state, code);

export const calendarHandlers: HandlersOf<
  | 'calendar.window'
  | 'calendar.agenda'
  | 'task.previewSpan'
  | 'task.setSpan'
  | 'task.previewCreate'
  | 'task.create'
  | 'matrix.frame'
  | 'matrix.strip'
> = {
  'calendar.window': (context, input) =>
    inWindow(context, input, (states) => calendarWindow(states, input, input.limit)),
  'calendar.agenda': (context, input) =>
    inWindow(context, input, (states) => calendarAgenda(states, input, input.first, input.count)),
  'task.previewSpan': (context, input) =>
    withOperation(context, input.operation, (state) => {
      const task = respanned(state, input);
      if (!task.ok) return task;
      const before = state.facts.tasks.get(task.value.id);
      const after = replaceTask(state.facts, task.value);
      return done({
        before: before ? spanOf(state.facts, before).start : null,
        after: spanOf(after, task.value).start,
        ...changeEffect(state, after, [task.value.id]),
      });
    }),
  'task.setSpan': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      const task = respanned(state, input);
      if (!task.ok) return task;
      if (!state.mine) return readOnly(state);
      const { id, at, minutes } = task.value;
      const before = state.facts.tasks.get(id);
      const changes: Change[] = [];
      if (before?.at !== at) changes.push({ type: 'set', rec: input.task, field: 'at', value: at });
      if (before?.minutes !== minutes) changes.push({ type: 'set', rec: input.task, field: 'minutes', value: minutes });
      const label = {
        key: before?.minutes === minutes ? 'step.task.move' : 'step.task.span',
        params: { code: id, at: at ?? '', minutes: minutes ?? 0 },
      };
      const result = session.store.plan.commit({ command: 'task.span', label, by: BY, undoable: true, changes });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
  'task.previewCreate': (context, input) =>
    withOperation(context, input.operation, (state) => {
      const task = newTask(state, input);
      if (!task.ok) return task;
      const after = withTasks(state.facts, [task.value]);
      return done({ code: task.value.id, start: spanOf(after, task.value).start, ...findingDiff(state, after) });
    }),
  'task.create': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      const task = newTask(state, input);
      if (!task.ok) return task;
      if (!state.mine) return readOnly(state);
      const { id, at, minutes, kind, title, phase, site, owner } = task.value;
      const label = { key: 'step.task.create', params: { code: id } };
      const fields = {
        operation: state.id,
        code: id,
        title,
        at,
        minutes,
        taskKind: kind,
        phase: recordOrNull(state, phase),
        owner: recordOrNull(state, owner),
        place: site === REMOTE ? REMOTE : recordOrNull(state, site),
      };
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
      const key = `task:${id}`;
      const result = session.store.plan.commit({
        command: 'task.create',
        label,
        by: BY,
        undoable: true,
        changes: [{ type: 'create', kind: 'task', key, fields: given }],
      });
      if (!result.ok) return refuse(result.error);
      const reply = settled(context, session, label, result.value);
      const record = result.value.created.get(key);
      if (!reply.ok) return reply;
      return record === undefined ? notFound(id) : done({ ...reply.value, task: record, code: id });
    }),
  'matrix.frame': (context, { operation, rows, columns }) =>
    withOperation(context, operation, (state) => done(matrixFrame(state, rows, columns))),
  'matrix.strip': (context, { operation, at }) =>
    withOperation(context, operation, (state) => done([...siteFaces(state.facts, at)])),
};

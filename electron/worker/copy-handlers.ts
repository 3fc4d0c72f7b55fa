import type { Change } from '#db/store-types.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Input, Output } from '#shared/contract/contract.ts';
import { withTasks } from '#shared/domain/facts/overlay.ts';
import type { Code, Marking, PlanTask } from '#shared/model/plan.ts';
import { LEVELS, REMOTE, TLP } from '#shared/model/vocabulary.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { formatStart, parseStart } from '#shared/time/start-form.ts';
import { nextCode } from './calendar-handlers.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, withSession } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { findingDiff } from './views/finding-views.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';
import { findTasks, taskByRecord, timelineRows } from './views/timeline-views.ts';

type Missing = Output<'copy.preview'>['missing'][number];
interface Copied {
  readonly tasks: readonly PlanTask[];
  readonly links: number;
  readonly missing: readonly Missing[];
  /** What the source marks its tasks with, where that is more than this plan has. */
  readonly marking: Partial<Marking>;
}
type Asked = { readonly ok: true; readonly value: Copied } | { readonly ok: false; readonly error: CallError };
type Source = { readonly ok: true; readonly value: OperationState } | { readonly ok: false; readonly error: CallError };

/** A plan or a template of this agency: what another one keeps was released to us for its purpose. */
function sourceOf(session: Session, from: string): Source {
  const known = [...session.states.heads(), ...session.states.templates()].some(({ id }) => id === from);
  const state = known ? session.states.get(from) : null;
  if (!state) return notFound(from);
  return state.mine ? { ok: true, value: state } : readOnly(state);
}

/** Offsets to H and D stay; a fixed wall clock goes along by whole days, so that the hour of the day stays. */
function carriedStart(at: string | null, days: number): string | null {
  const form = at === null ? null : parseStart(at);
  if (!form?.ok || form.value.form !== 'fixed') return at;
  const { wall } = form.value;
  return formatStart({ ...form.value, wall: `${addDays(wall.slice(0, 10), days)}${wall.slice(10)}` });
}

/** The stricter of two, in the order of the vocabulary. */
const stricter = <T extends string>(order: readonly T[], a: T, b: T): T =>
  order.indexOf(a) > order.indexOf(b) ? a : b;

/** Nothing becomes less restricted than it was where it came from (R-HAN-01). */
function markingOf(from: OperationState, to: OperationState): Partial<Marking> {
  const [theirs, ours] = [planOf(from).operation.marking, planOf(to).operation.marking];
  const tlp = stricter(TLP, theirs.tlp, ours.tlp);
  const level = stricter(LEVELS, theirs.level, ours.level);
  const handling = [...new Set([...ours.handling, ...theirs.handling])];
  return {
    ...(tlp === ours.tlp ? {} : { tlp }),
    ...(level === ours.level ? {} : { level }),
    ...(handling.length === ours.handling.length ? {} : { handling }),
  };
}

/** The tasks as they would stand in this plan, under new codes and among what it holds: no people, states or papers. */
function copied(session: Session, state: OperationState, input: Input<'copy.make'>): Asked {
  const source = sourceOf(session, input.from);
  if (!source.ok) return source;
  const from = source.value;
  const chosen: PlanTask[] = [];
  for (const record of new Set(input.tasks)) {
    const task = taskByRecord(from, record);
    if (!task) return notFound(record);
    chosen.push(task);
  }
  const codes = new Map<Code, Code>();
  const taken: { id: Code }[] = [...planOf(state).tasks];
  for (const { id } of chosen) {
    const code = nextCode(taken);
    codes.set(id, code);
    taken.push({ id: code });
  }
  const missing = new Map<string, Missing>();
  const kept = (what: Missing['what'], code: Code | null, has: (code: Code) => boolean): Code | null => {
    if (code === null || has(code)) return code;
    missing.set(`${what} ${code}`, { what, code });
    return null;
  };
  const { facts } = state;
  // Another plan may give the same place another code: its code word is what people know it by.
  const siteNamed = (code: Code): Code | null => {
    const word = from.facts.sites.get(code)?.code;
    return planOf(state).sites.find((site) => site.code === word)?.id ?? null;
  };
  const days = daysBetween(planOf(from).operation.dDay, planOf(state).operation.dDay);
  const tasks = chosen.map((task): PlanTask => {
    const site = task.site === null || task.site === REMOTE ? task.site : siteNamed(task.site);
    if (task.site !== null && site === null) kept('site', task.site, () => false);
    return {
      ...task,
      id: codes.get(task.id) ?? task.id,
      at: carriedStart(task.at, days),
      phase: kept('phase', task.phase, (code) => facts.phases.has(code)),
      owner: kept('owner', task.owner, (code) => facts.agencies.has(code)),
      sync: kept('sync', task.sync, (code) => planOf(state).syncGroups.some(({ id }) => id === code)),
      site,
      dependencies: task.dependencies.flatMap((d) => {
        const on = codes.get(d.on);
        return on === undefined ? [] : [{ ...d, on }];
      }),
      people: [],
      jit: null,
      movement: null,
      decision: task.decision && { ...task.decision, owner: null, deputy: null },
      status: 'planned',
    };
  });
  const links = tasks.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  return { ok: true, value: { tasks, links, missing: [...missing.values()], marking: markingOf(from, state) } };
}

function changesOf(state: OperationState, { tasks, marking }: Copied): readonly Change[] {
  const operation = state.id;
  const ref = (code: Code | null): string | null => (code === null ? null : recordOf(state, code));
  return tasks.flatMap((task) => {
    const fields = {
      operation,
      ...marking,
      code: task.id,
      title: task.title,
      at: task.at,
      minutes: task.minutes,
      taskKind: task.kind,
      load: task.load === 100 ? null : task.load,
      armed: task.armed ? 1 : null,
      needSkills: Object.entries(task.need.skills),
      needLanguages: task.need.languages,
      phase: ref(task.phase),
      owner: ref(task.owner),
      sync: ref(task.sync),
      place: task.site === REMOTE ? REMOTE : ref(task.site),
      level: task.level ?? marking.level ?? null,
    };
    const given = Object.entries(fields).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && !value.length),
    );
    const whole = { ref: task.id };
    return [
      { type: 'create', kind: 'task', key: task.id, fields: Object.fromEntries(given) },
      ...task.dependencies.map(
        ({ on, type, lag }, n): Change => ({
          type: 'create',
          kind: 'dependency',
          key: `${task.id} on ${on} ${n}`,
          fields: { operation, task: whole, on: { ref: on }, link: [type, lag] },
        }),
      ),
      ...(task.decision
        ? [
            {
              type: 'create' as const,
              kind: 'decisionPoint',
              key: `${task.id} decision`,
              fields: {
                operation,
                task: whole,
                ...(task.decision.abort === null ? {} : { abort: task.decision.abort }),
              },
            },
          ]
        : []),
    ];
  });
}

/** Tasks taken over from another plan or a template: looked at first, one step to undo. */
export const copyHandlers: HandlersOf<'copy.tasks' | 'copy.preview' | 'copy.make'> = {
  'copy.tasks': (context, { from, text }) =>
    withSession(context, (session) => {
      const source = sourceOf(session, from);
      if (!source.ok) return source;
      const state = source.value;
      const hits = new Set(findTasks(state, text).map(({ id }) => id));
      const all = timelineRows(state, 0, planOf(state).tasks.length);
      const rows = text.trim() === '' ? all : all.filter(({ id }) => hits.has(id));
      const tasks = rows.slice(0, 200).map(({ id, code, title, phase, at }) => ({ id, code, title, phase, at }));
      return done({ total: rows.length, tasks });
    }),
  'copy.preview': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      const asked = copied(session, state, input);
      if (!asked.ok) return asked;
      const { tasks, links, missing } = asked.value;
      const diff = findingDiff(state, withTasks(state.facts, tasks));
      return done({ tasks: tasks.length, links, missing: missing.slice(0, 200), ...diff });
    }),
  'copy.make': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const asked = copied(session, state, input);
      if (!asked.ok) return asked;
      const { tasks } = asked.value;
      const label = { key: 'step.tasks.copy', params: { count: tasks.length } };
      const changes = changesOf(state, asked.value);
      const result = session.store.plan.commit({ command: 'tasks.copy', label, by: BY, undoable: true, changes });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
};

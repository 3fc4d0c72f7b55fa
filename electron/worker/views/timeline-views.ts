import { COERCIVE_KINDS, REMOTE } from '#shared/model/vocabulary.ts';
import type { Code, Finding, PlanTask } from '#shared/model/plan.ts';
import { phaseSpan, spanOf } from '#shared/domain/facts/facts.ts';
import { dependencyHolds } from '#shared/domain/facts/dependencies.ts';
import type { Output } from '#shared/contract/contract.ts';
import type { TaskDetail, TimelineFrame, TimelineLink, TimelineRow } from '#shared/contract/planning.ts';
import { daysBetween } from '#shared/time/calendar.ts';
import { formatHOffset } from '#shared/time/start-form.ts';
import { wallClock } from '#shared/time/wall-clock.ts';
import { hoursOf, lawfulOf, papersOf, syncOf } from './band-views.ts';
import { operationCard, zoneOf } from './cards.ts';
import { countFindings, findingView } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

interface Order {
  readonly tasks: readonly PlanTask[];
  /** Places in `tasks` of those that cannot be placed in time. */
  readonly undated: readonly number[];
  readonly indexOf: ReadonlyMap<Code, number>;
  readonly findingsOf: ReadonlyMap<Code, readonly Finding[]>;
}
const orders = new WeakMap<OperationState, Order>();

/** Rows in timeline order: phase as listed, then start, then code; what cannot be placed comes last within its phase. */
function orderOf(state: OperationState): Order {
  const known = orders.get(state);
  if (known) return known;
  const phases = new Map(planOf(state).phases.map((p, i) => [p.id, i]));
  const far = Number.MAX_SAFE_INTEGER;
  const keyed = planOf(state).tasks.map((task) => ({
    task,
    phase: task.phase === null ? far : (phases.get(task.phase) ?? far),
    start: spanOf(state.facts, task).start ?? far,
  }));
  keyed.sort((a, b) => a.phase - b.phase || a.start - b.start || (a.task.id < b.task.id ? -1 : 1));
  const tasks = keyed.map((k) => k.task);
  const findingsOf = new Map<Code, Finding[]>();
  const put = (code: Code, f: Finding): void => void (findingsOf.get(code)?.push(f) ?? findingsOf.set(code, [f]));
  for (const f of state.findings) {
    put(f.subject, f);
    // A finding on a sync group, a person or a movement is seen on the bars it speaks of.
    for (const code of new Set(
      f.items.flatMap((i) => (i.ref && i.ref !== f.subject && state.facts.tasks.get(i.ref) ? [i.ref] : [])),
    ))
      put(code, f);
  }
  const undated = keyed.flatMap(({ start }, i) => (start === far ? [i] : []));
  const order = { tasks, undated, indexOf: new Map(tasks.map((t, i) => [t.id, i])), findingsOf };
  orders.set(state, order);
  return order;
}

export const rowIndexOf = (state: OperationState, code: Code): number | null =>
  orderOf(state).indexOf.get(code) ?? null;
/** Findings on an item, those that only speak of a task included. */
export const findingsOn = (state: OperationState, code: Code): readonly Finding[] =>
  orderOf(state).findingsOf.get(code) ?? [];
export const taskByRecord = (state: OperationState, record: string): PlanTask | null => {
  const code = state.view.codeOf.get(record);
  return (code === undefined ? undefined : state.facts.tasks.get(code)) ?? null;
};

function row(state: OperationState, task: PlanTask, index: number): TimelineRow {
  const { facts } = state;
  const span = spanOf(facts, task);
  const site = task.site === null || task.site === REMOTE ? null : facts.sites.get(task.site);
  const leader = task.people[0] === undefined ? undefined : facts.people.get(task.people[0]);
  return {
    index,
    id: recordOf(state, task.id) ?? '',
    code: task.id,
    title: task.title,
    kind: task.kind,
    phase: task.phase,
    owner: task.owner,
    ownerName: (task.owner === null ? undefined : facts.agencies.get(task.owner)?.name) ?? '',
    place: task.site === REMOTE ? REMOTE : (site?.code ?? null),
    placeTz: zoneOf(state, task.site),
    start: span.start,
    end: span.end,
    at: task.at,
    form: facts.clockwork.form(task.at)?.form ?? null,
    sync: task.sync,
    decision: task.decision !== null,
    armed: task.armed,
    coercive: COERCIVE_KINDS.includes(task.kind),
    movement: task.movement,
    leader: leader?.name ?? '',
    people: task.people.length,
    status: task.status,
    hours: hoursOf(state, task),
    findings: countFindings(orderOf(state).findingsOf.get(task.id) ?? [], state.judged),
  };
}

export const timelineRows = (state: OperationState, first: number, count: number): TimelineRow[] =>
  orderOf(state)
    .tasks.slice(first, first + count)
    .map((task, i) => row(state, task, first + i));

export function timelineFrame(state: OperationState): TimelineFrame {
  const plan = planOf(state);
  const { refTz } = plan.operation;
  const zones = new Map<string, { zone: string; label: string; kind: 'ref' | 'site' | 'utc' | 'device' }>([
    [refTz, { zone: refTz, label: refTz, kind: 'ref' }],
  ]);
  for (const s of plan.sites) if (!zones.has(s.tz)) zones.set(s.tz, { zone: s.tz, label: s.code, kind: 'site' });
  zones.set('UTC', { zone: 'UTC', label: 'UTC', kind: 'utc' });
  return {
    card: operationCard(state),
    rows: plan.tasks.length,
    phases: plan.phases.map((p) => {
      const span = phaseSpan(state.facts, p);
      return { id: recordOf(state, p.id) ?? '', code: p.id, name: p.name, from: span.start, to: span.end };
    }),
    sites: plan.sites.map((s) => ({
      id: recordOf(state, s.id) ?? '',
      code: s.id,
      codeWord: s.code,
      cc: s.cc,
      place: s.place,
      tz: s.tz,
    })),
    zones: [...zones.values()],
    agencies: plan.agencies.map(({ id, name }) => ({ code: id, name })),
    now: state.clock,
    trainingClock: state.trainingClock,
    undated: orderOf(state).undated.length,
    syncTolerance: plan.limits.syncToleranceMin,
  };
}

/** A window of the tasks that have no place on the axis, in the order of the timeline. */
export function undatedTasks(state: OperationState, first: number, count: number): Output<'timeline.undated'> {
  const { tasks, undated } = orderOf(state);
  return {
    total: undated.length,
    tasks: undated.slice(first, first + count).flatMap((index) => {
      const task = tasks[index];
      return task ? [{ index, id: recordOf(state, task.id) ?? '', code: task.id, title: task.title, at: task.at }] : [];
    }),
  };
}

/** Records of the tasks of a phase (null: those of none), in the order of the timeline. */
export const tasksInPhase = (state: OperationState, phase: Code | null): readonly string[] =>
  orderOf(state).tasks.flatMap((task) => (task.phase === phase ? (recordOf(state, task.id) ?? []) : []));

/** Dependencies that begin or end at one of these tasks; `broken` when the times do not honour them (R-OP-02). */
export function timelineLinks(state: OperationState, records: readonly string[]): TimelineLink[] {
  const wanted = new Set(records.flatMap((r) => state.view.codeOf.get(r) ?? []));
  const links: TimelineLink[] = [];
  const { indexOf } = orderOf(state);
  const seen = new Set<string>();
  const add = (task: PlanTask): void => {
    for (const d of task.dependencies) {
      if (!wanted.has(task.id) && !wanted.has(d.on)) continue;
      const key = `${task.id} ${d.on} ${d.type}`;
      const from = recordOf(state, d.on);
      const to = recordOf(state, task.id);
      if (seen.has(key) || !from || !to) continue;
      seen.add(key);
      links.push({
        from,
        to,
        fromRow: indexOf.get(d.on) ?? -1,
        toRow: indexOf.get(task.id) ?? -1,
        type: d.type,
        lag: d.lag,
        broken: dependencyHolds(state.facts, task, d) === false,
      });
    }
  };
  for (const code of wanted) {
    const task = state.facts.tasks.get(code);
    if (task) add(task);
    for (const after of state.facts.tasks.by('waitingFor', code)) add(after);
  }
  return links.filter((l) => l.fromRow >= 0 && l.toRow >= 0);
}

/** All tasks as the timeline lists them. */
export const tasksInOrder = (state: OperationState): readonly PlanTask[] => orderOf(state).tasks;

/** Tasks whose code or title holds the text, without regard to case and accents; that of this very code first. */
export function findTasks(
  state: OperationState,
  text: string,
): { index: number; id: string; code: string; title: string }[] {
  const plain = (s: string): string => s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const needle = plain(text.trim());
  if (!needle) return [];
  const hits = orderOf(state).tasks.flatMap((t, index) =>
    plain(`${t.id} ${t.title}`).includes(needle)
      ? [{ index, id: recordOf(state, t.id) ?? '', code: t.id, title: t.title }]
      : [],
  );
  const exact = hits.findIndex(({ code }) => plain(code) === needle);
  return (exact <= 0 ? hits : [...hits.splice(exact, 1), ...hits]).slice(0, 50);
}

const offsetText = (minutes: number): string => {
  const sign = minutes < 0 ? '-' : '+';
  const abs = Math.abs(minutes);
  return `${sign}${String(Math.floor(abs / 60)).padStart(2, '0')}:${String(abs % 60).padStart(2, '0')}`;
};

export function taskDetail(state: OperationState, task: PlanTask): TaskDetail {
  const { facts } = state;
  const op = planOf(state).operation;
  const { start } = spanOf(facts, task);
  const faces = [
    { zone: zoneOf(state, task.site), label: 'site' },
    { zone: op.refTz, label: 'ref' },
    { zone: 'UTC', label: 'utc' },
  ].filter((f, i, all) => all.findIndex((g) => g.zone === f.zone) === i);
  const link = (
    other: PlanTask,
    direction: 'before' | 'after',
    d: PlanTask['dependencies'][number],
    holder: PlanTask,
  ) => ({
    direction,
    code: other.id,
    id: recordOf(state, other.id) ?? '',
    title: other.title,
    type: d.type,
    lag: d.lag,
    broken: dependencyHolds(facts, holder, d) === false,
  });
  return {
    row: row(state, task, orderOf(state).indexOf.get(task.id) ?? 0),
    offset: start === null || op.hHour === null ? null : formatHOffset(Math.floor((start - op.hHour) / 60_000)),
    clocks:
      start === null
        ? []
        : faces.map(({ zone, label }) => {
            const clock = wallClock(start, zone);
            return {
              zone,
              label,
              date: clock.date,
              time: clock.time,
              offset: offsetText(clock.offsetMinutes),
              dayShift: daysBetween(op.dDay, clock.date),
            };
          }),
    minutes: task.minutes,
    needs: [
      ...Object.entries(task.need.skills).map(([skill, n]) => `${n} × ${skill}`),
      ...task.need.languages.map((l) => `${l} ≥ ${planOf(state).limits.langLevel}`),
    ],
    people: task.people.flatMap((code) => {
      const p = facts.people.get(code);
      return p
        ? [{ id: recordOf(state, p.id) ?? '', code: p.id, name: p.name, role: p.role, agency: p.agency ?? '' }]
        : [];
    }),
    dependencies: [
      ...task.dependencies.flatMap((d) => {
        const other = facts.tasks.get(d.on);
        return other ? [link(other, 'before', d, task)] : [];
      }),
      ...facts.tasks
        .by('waitingFor', task.id)
        .flatMap((other) =>
          other.dependencies.filter((d) => d.on === task.id).map((d) => link(other, 'after', d, other)),
        ),
    ],
    decisionPoint: task.decision && {
      owner: nameOf(state, task.decision.owner),
      deputy: nameOf(state, task.decision.deputy),
      abort: task.decision.abort,
    },
    lawful: lawfulOf(state, task),
    sync: syncOf(state, task),
    papers: papersOf(state, task),
    marking: { ...op.marking, handling: [...op.marking.handling] },
    findings: (orderOf(state).findingsOf.get(task.id) ?? []).map((f) => findingView(state, f)),
  };
}

const nameOf = (state: OperationState, person: Code | null): string | null =>
  person === null ? null : (state.facts.people.get(person)?.name ?? person);

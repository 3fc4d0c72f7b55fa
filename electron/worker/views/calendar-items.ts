/** What of an operation stands in a calendar: every dated thing as one item, sorted once per state and found by window. */
import { jitEnd } from '#shared/domain/facts/papers.ts';
import { leastSpan, phaseSpan } from '#shared/domain/facts/facts.ts';
import type { CalendarEntry, Layer } from '#shared/contract/calendar.ts';
import type { Bi, Finding, LocalDate, PlanPerson } from '#shared/model/plan.ts';
import { REMOTE } from '#shared/model/vocabulary.ts';
import { dayNumber, MS_PER_DAY } from '#shared/time/calendar.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { countFindings } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';
import { findingsOn } from './timeline-views.ts';

/** A thing with a time: instants, or whole days given as `from` and `to` in milliseconds of the local calendar. */
export interface Item {
  readonly from: number;
  readonly to: number;
  readonly layer: Layer;
  readonly findings: readonly Finding[];
  /** The operation it belongs to: its lifted findings are judged there. */
  readonly state: OperationState;
  readonly entry: CalendarEntry;
}

/** Items sorted by begin; `reach[i]` is the latest end among the first i + 1, so a window is found without looking at all. */
export class ItemList {
  readonly items: readonly Item[];
  readonly #reach: Float64Array;

  constructor(items: readonly Item[]) {
    this.items = items.toSorted((a, b) => a.from - b.from || (a.entry.key < b.entry.key ? -1 : 1));
    this.#reach = new Float64Array(items.length);
    let latest = Number.NEGATIVE_INFINITY;
    this.items.forEach((item, i) => {
      latest = Math.max(latest, item.to);
      this.#reach[i] = latest;
    });
  }

  /** Index of the first item that begins at `at` or later. */
  #firstFrom(at: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.items[middle]?.from ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Items of the layers that touch `from` ≤ t < `to`, in order of begin. */
  within(from: number, to: number, layers: ReadonlySet<Layer>): Item[] {
    const found: Item[] = [];
    for (let i = this.#firstFrom(to) - 1; i >= 0 && (this.#reach[i] ?? 0) > from; i -= 1) {
      const item = this.items[i];
      if (item && item.to > from && layers.has(item.layer)) found.push(item);
    }
    return found.reverse();
  }

  /** The nearest item that ends at `from` or earlier, by its begin. */
  before(from: number, layers: ReadonlySet<Layer>): Item | null {
    for (let i = this.#firstFrom(from) - 1; i >= 0; i -= 1) {
      const item = this.items[i];
      if (item && item.to <= from && layers.has(item.layer)) return item;
    }
    return null;
  }

  /** The first item that begins at `to` or later. */
  after(to: number, layers: ReadonlySet<Layer>): Item | null {
    for (let i = this.#firstFrom(to); i < this.items.length; i += 1) {
      const item = this.items[i];
      if (item && layers.has(item.layer)) return item;
    }
    return null;
  }
}

export interface CalendarItems {
  /** By instants. */
  readonly timed: ItemList;
  /** By days of the local calendar, whatever the zone shown: a day of leave is that day. */
  readonly days: ItemList;
  readonly undated: number;
}

const known = new WeakMap<OperationState, CalendarItems>();
const dayMs = (date: LocalDate): number => dayNumber(date) * MS_PER_DAY;
const both = (text: string): Bi => ({ en: text, fr: text });

/** Everything dated of an operation; built when first asked for after a change. */
export function calendarItems(state: OperationState): CalendarItems {
  const before = known.get(state);
  if (before) return before;
  const timed: Item[] = [];
  const days: Item[] = [];
  const code = planOf(state).operation.id;
  const entryOf = (part: Part): CalendarEntry => ({
    key: `${state.id}/${part.kind}/${part.code}${part.more ?? ''}`,
    layer: part.layer,
    kind: part.kind,
    operation: state.id,
    operationCode: code,
    record: recordOf(state, part.code),
    code: part.code,
    title: part.title,
    place: part.place ?? '',
    status: part.status ?? '',
    start: null,
    end: null,
    days: null,
    at: part.at ?? null,
    findings: countFindings(part.findings ?? [], state.judged),
  });
  const sink: Sink = {
    time: (part, start, end) =>
      void timed.push({
        from: start,
        to: Math.max(end, start + 1),
        layer: part.layer,
        findings: part.findings ?? [],
        state,
        entry: { ...entryOf(part), start, end },
      }),
    whole: (part, from, to) => {
      if (to >= from)
        days.push({
          from: dayMs(from),
          to: dayMs(to) + MS_PER_DAY,
          layer: part.layer,
          findings: part.findings ?? [],
          state,
          entry: { ...entryOf(part), days: { from, to } },
        });
    },
  };
  operationItems(state, sink);
  const undated = taskItems(state, sink);
  paperItems(state, sink);
  for (const person of planOf(state).people) personItems(state, person, sink);
  requestItems(state, sink);
  const made = { timed: new ItemList(timed), days: new ItemList(days), undated };
  known.set(state, made);
  return made;
}

interface Part {
  readonly layer: Layer;
  readonly kind: string;
  readonly code: string;
  /** Tells items of one code and kind apart. */
  readonly more?: string;
  readonly title: Bi;
  readonly place?: string;
  readonly status?: string;
  readonly at?: string | null;
  readonly findings?: readonly Finding[];
}
interface Sink {
  readonly time: (part: Part, start: number, end: number) => void;
  readonly whole: (part: Part, from: LocalDate, to: LocalDate) => void;
}

function operationItems(state: OperationState, sink: Sink): void {
  const { operation, phases } = planOf(state);
  for (const phase of phases) {
    const span = phaseSpan(state.facts, phase);
    if (span.start === null || span.end === null) continue;
    sink.whole(
      { layer: 'operation', kind: 'phase', code: phase.id, title: phase.name },
      dateIn(operation.refTz, span.start),
      dateIn(operation.refTz, Math.max(span.start, span.end - 1)),
    );
  }
  if (operation.hHour !== null)
    sink.time(
      { layer: 'operation', kind: 'hHour', code: operation.id, title: both(operation.codeName) },
      operation.hHour,
      operation.hHour,
    );
}

/** Tasks, decision points and departures; answers how many tasks have no place in time. */
function taskItems(state: OperationState, sink: Sink): number {
  const { facts } = state;
  let undated = 0;
  for (const task of planOf(state).tasks) {
    const span = leastSpan(facts, task);
    if (!span) {
      undated += 1;
      continue;
    }
    const place =
      task.site === REMOTE ? REMOTE : ((task.site === null ? null : facts.sites.get(task.site))?.code ?? '');
    sink.time(
      {
        layer: task.decision ? 'deadline' : 'task',
        kind: task.decision ? 'decision' : 'task',
        code: task.id,
        title: both(task.title),
        place,
        status: task.status,
        at: state.mine ? task.at : null,
        findings: findingsOn(state, task.id),
      },
      span.start,
      span.end,
    );
  }
  for (const m of planOf(state).movements)
    sink.time(
      {
        layer: 'movement',
        kind: 'movement',
        code: m.id,
        title: both(`${m.from} → ${[...m.via, ...m.to].join(' → ')}`),
        status: m.status,
        findings: findingsOn(state, m.id),
      },
      m.depart,
      m.depart + Math.round(m.flightHours * 3_600_000),
    );
  return undated;
}

/** Validity of agreements and teams, and the days on which they end. */
function paperItems(state: OperationState, sink: Sink): void {
  for (const a of planOf(state).agreements) {
    const findings = findingsOn(state, a.id);
    const part = { code: a.id, title: a.title, status: a.state };
    // an agreement without an end stands on its first day; a bar through every month would say nothing
    if (a.from !== null)
      sink.whole({ ...part, layer: 'agreement', kind: 'agreement', findings }, a.from, a.until ?? a.from);
    if (a.until !== null) sink.whole({ ...part, layer: 'deadline', kind: 'agreementEnds', findings }, a.until, a.until);
  }
  for (const j of planOf(state).jits) {
    const findings = findingsOn(state, j.id);
    const part = { code: j.id, title: both(j.name), status: j.status };
    const end = jitEnd(j);
    sink.whole({ ...part, layer: 'agreement', kind: 'jit', findings }, j.from, end);
    sink.whole({ ...part, layer: 'deadline', kind: 'jitEnds', findings }, end, end);
    if (j.evaluationDue !== null)
      sink.whole({ ...part, layer: 'deadline', kind: 'evaluationDue' }, j.evaluationDue, j.evaluationDue);
  }
}

const PAPERS = [
  ['vetting', 'vettingEnds'],
  ['medical', 'medicalEnds'],
  ['passport', 'passportEnds'],
  ['firearms', 'firearmsEnds'],
] as const satisfies readonly (readonly [keyof PlanPerson, string])[];

function personItems(state: OperationState, person: PlanPerson, sink: Sink): void {
  const title = both(person.name);
  const findings = findingsOn(state, person.id);
  person.leave.forEach((span, i) =>
    sink.whole({ layer: 'leave', kind: 'leave', code: person.id, more: `/${i}`, title, findings }, span.from, span.to),
  );
  for (const [field, kind] of PAPERS) {
    const last = person[field];
    if (last !== null) sink.whole({ layer: 'deadline', kind, code: person.id, title, findings }, last, last);
  }
  for (const [cc, last] of Object.entries(person.entry))
    if (last !== 'exempt')
      sink.whole(
        {
          layer: 'deadline',
          kind: 'entryEnds',
          code: person.id,
          more: `/${cc}`,
          title: both(`${person.name} · ${cc}`),
        },
        last,
        last,
      );
}

function requestItems(state: OperationState, sink: Sink): void {
  for (const r of planOf(state).requests) {
    const part = {
      layer: 'deadline',
      code: r.id,
      title: both(`${r.kind.replaceAll('_', ' ')} · ${r.channel}`),
      status: r.status,
    } as const;
    const findings = findingsOn(state, r.id);
    if (r.due !== null) sink.whole({ ...part, kind: 'requestDue', findings }, r.due, r.due);
    const until = r.effect?.until ?? null;
    if (until !== null) sink.whole({ ...part, kind: 'measureEnds', findings }, until, until);
  }
}

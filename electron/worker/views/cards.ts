import type { RecordView } from '#db/store-types.ts';
import { LEVELS, TLP } from '#shared/model/vocabulary.ts';
import { parseInstant } from '#shared/time/instant.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { isKnown, type KnownSpan } from '#shared/domain/facts/clockwork.ts';
import { jitEnd } from '#shared/domain/facts/papers.ts';
import { isLive, phaseSpan, spanOf } from '#shared/domain/facts/facts.ts';
import type { CheckedCard, DueItem, HomeOperation, OperationCard } from '#shared/contract/planning.ts';
import type { CountsView } from '#shared/contract/values.ts';
import { standing } from '#shared/domain/overrides/index.ts';
import { countFindings, findingView, gatesOf, worstFirst } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

const HOURS_72 = 72 * 3_600_000;
const DAYS_30 = 30 * 24 * 3_600_000;

/** Earliest start and latest end of anything that can be placed. */
function extentOf(state: OperationState): { from: number; to: number } | null {
  const spans: KnownSpan[] = [
    ...planOf(state).tasks.map((t) => spanOf(state.facts, t)),
    ...planOf(state).phases.map((p) => phaseSpan(state.facts, p)),
  ].filter(isKnown);
  if (spans.length === 0) return null;
  return {
    from: spans.reduce((least, s) => Math.min(least, s.start), Number.POSITIVE_INFINITY),
    to: spans.reduce((most, s) => Math.max(most, s.end), Number.NEGATIVE_INFINITY),
  };
}

const cards = new WeakMap<OperationState, CheckedCard>();
/** Card of an operation that was read; worked out once per state. */
export function operationCard(state: OperationState): CheckedCard {
  const known = cards.get(state);
  if (known) return known;
  const card = makeCard(state);
  cards.set(state, card);
  return card;
}

/** Fails closed, as the plan does: what is not on record counts as the strictest. */
const UNKNOWN_MARKING = { tlp: 'RED', level: 'INTERPOL CONFIDENTIAL', handling: [] } as const;
/** Card of an operation whose plan was not read yet, from its own record alone. */
export function headCard(
  head: RecordView,
  own: { readonly id: string; readonly code: string },
  ownerCode: string,
): OperationCard {
  const text = (field: string): string => (typeof head.fields[field] === 'string' ? head.fields[field] : '');
  const refTz = text('refTz') || 'UTC';
  const hHour = parseInstant(text('hHour'));
  return {
    id: head.id,
    code: text('code') || 'OP',
    codeName: text('codeName'),
    title: { en: text('titleEn'), fr: text('titleFr') },
    status: text('status') || 'proposed',
    refTz,
    hHour,
    dDay: hHour === null ? text('dDay') || '1970-01-01' : dateIn(refTz, hHour),
    marking: {
      tlp: TLP.find((tlp) => tlp === text('tlp')) ?? UNKNOWN_MARKING.tlp,
      level: LEVELS.find((level) => level === text('level')) ?? UNKNOWN_MARKING.level,
      handling: Array.isArray(head.fields['handling']) ? head.fields['handling'].map(String) : [],
    },
    ownerCode: head.owner === own.id ? own.code : ownerCode,
    mine: head.owner === own.id,
    lens: null,
    lead: null,
    counts: null,
    findings: null,
    extent: null,
  };
}

function makeCard(state: OperationState): CheckedCard {
  const plan = planOf(state);
  const op = plan.operation;
  return {
    id: state.id,
    code: op.id,
    codeName: op.codeName,
    title: op.title,
    status: op.status,
    refTz: op.refTz,
    hHour: op.hHour,
    dDay: op.dDay,
    marking: { ...op.marking, handling: [...op.marking.handling] },
    ownerCode: state.ownerCode,
    mine: state.mine,
    lens: state.lens,
    lead: op.lead,
    counts: {
      tasks: plan.tasks.length,
      people: plan.people.length,
      sites: plan.sites.length,
      movements: plan.movements.length,
    },
    findings: countFindings(state.findings, state.judged),
    extent: extentOf(state),
  };
}

/** What falls due in the next 72 hours: starts, departures, deadlines and papers that end; in order of time. */
export function dueItems(state: OperationState): DueItem[] {
  const plan = planOf(state);
  const { refTz } = plan.operation;
  const { items, put, dayEnd } = upcoming(state, HOURS_72);
  for (const task of plan.tasks)
    if (isLive(task) && task.status !== 'done')
      put(spanOf(state.facts, task).start, 'task', task.id, task.title, zoneOf(state, task.site));
  for (const m of plan.movements)
    if (m.status !== 'cancelled' && m.status !== 'closed')
      put(m.depart, 'movement', m.id, `${m.from} → ${m.to.join(', ')}`, refTz);
  for (const r of plan.requests) put(dayEnd(r.due), 'request', r.id, `${r.kind} · ${r.channel}`, refTz);
  return items.sort(firstFirst);
}

const PERSONAL = ['vetting', 'medical', 'passport'] as const;
/** What runs out in the next 30 days: agreements, teams with their extensions, and what a person must hold. */
export function endingItems(state: OperationState): DueItem[] {
  const plan = planOf(state);
  const { refTz } = plan.operation;
  const { items, put, dayEnd } = upcoming(state, DAYS_30);
  for (const a of plan.agreements) put(dayEnd(a.until), 'agreement', a.id, a.title.en, refTz);
  for (const j of plan.jits) put(dayEnd(jitEnd(j)), 'jit', j.id, j.name, refTz);
  for (const person of plan.people)
    for (const paper of PERSONAL) put(dayEnd(person[paper]), paper, person.id, person.name, refTz);
  return items.sort(firstFirst);
}

const firstFirst = (a: DueItem, b: DueItem): number => a.at - b.at || (a.code < b.code ? -1 : 1);

/** A list of what comes within so long from now; what lies outside is not put into it. */
function upcoming(state: OperationState, within: number) {
  const items: DueItem[] = [];
  const countsOf = (code: string): CountsView =>
    countFindings(
      state.findings.filter((f) => f.subject === code),
      state.judged,
    );
  return {
    items,
    put: (at: number | null, kind: string, code: string, label: string, zone: string): void => {
      if (at !== null && at >= state.clock && at < state.clock + within)
        items.push({ at, kind, code, record: recordOf(state, code), label, zone, findings: countsOf(code) });
    },
    // A whole day counts to its last minute.
    dayEnd: (date: string | null): number | null =>
      date === null ? null : state.facts.clockwork.dayEnd(date) - 60_000,
  } as const;
}

/** Zone of a task's place; the reference zone for remote and withheld places. */
export const zoneOf = (state: OperationState, site: string | null): string =>
  (site === null ? undefined : state.facts.sites.get(site)?.tz) ?? planOf(state).operation.refTz;

export function homeOperation(state: OperationState): HomeOperation {
  return {
    card: operationCard(state),
    gates: gatesOf(state.findings, state.judged),
    worst: [...standing(state.findings, state.judged)]
      .sort(worstFirst)
      .slice(0, 8)
      .map((f) => findingView(state, f)),
    due: dueItems(state).slice(0, 40),
    ending: endingItems(state).slice(0, 40),
  };
}

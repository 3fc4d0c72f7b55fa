/** What an operational order says: the plan as those read it who act on it, at one moment. Pure; the same facts give the same content. */
import {
  type Bi,
  type Code,
  type InstantMs,
  type LocalDate,
  ORDER_SECTIONS,
  type OrderSection,
  type PlanTask,
} from '../../model/plan.ts';
import { REMOTE } from '../../model/vocabulary.ts';
import { formatHOffset } from '../../time/start-form.ts';
import { wallClock } from '../../time/wall-clock.ts';
import { coveringRow, coveringTransit } from '../legal-basis/instruments.ts';
import { compareCodes, type Facts, isLive, phaseSpan, siteOf, spanOf } from '../facts/facts.ts';

export interface OrderTask {
  /** Record id; a task keeps it when it is given another code. */
  readonly id: string;
  readonly code: Code;
  readonly title: string;
  readonly kind: string;
  readonly phase: Code | null;
  readonly owner: Code | null;
  /** Code word of the site, `REM`, or null: not given. */
  readonly place: string | null;
  /** As typed in the plan. */
  readonly at: string | null;
  readonly start: InstantMs | null;
  readonly minutes: number | null;
  /** Offset to H (`H+00:30`); null without H or start. */
  readonly offset: string | null;
  /** Wall clock where it happens (`2027-03-16T04:00`), zone and minutes from UTC then: zones change their rules, what was ordered does not. */
  readonly local: { readonly clock: string; readonly zone: string; readonly offsetMinutes: number } | null;
  readonly people: readonly Code[];
  readonly decision: {
    readonly owner: Code | null;
    readonly deputy: Code | null;
    readonly abort: string | null;
  } | null;
  /** Agreements and joint investigation teams it relies on. */
  readonly relies: readonly Code[];
}
export interface OrderPhase {
  readonly code: Code;
  readonly name: Bi;
  readonly from: string;
  readonly to: string;
  readonly fromAt: InstantMs | null;
  readonly toAt: InstantMs | null;
}
export interface OrderPerson {
  readonly code: Code;
  readonly name: string;
  readonly agency: Code | null;
}
export interface OrderPaper {
  readonly code: Code;
  readonly is: 'agreement' | 'jit';
  readonly title: Bi;
  readonly state: string;
  readonly until: LocalDate | null;
}
export interface OrderContent {
  readonly version: number;
  readonly operation: {
    readonly code: Code;
    readonly codeName: string;
    readonly title: Bi;
    readonly refTz: string;
    readonly hHour: InstantMs | null;
    readonly dDay: LocalDate;
  };
  readonly sections: Readonly<Partial<Record<OrderSection, Bi>>>;
  readonly phases: readonly OrderPhase[];
  readonly agencies: readonly { readonly code: Code; readonly name: string }[];
  readonly people: readonly OrderPerson[];
  readonly papers: readonly OrderPaper[];
  /** In the order in which they begin; what cannot be placed comes last. */
  readonly tasks: readonly OrderTask[];
}

/** The content of a version. `idOf` gives the record id of a task; tasks that were called off are ordered from nobody. */
export function orderContent(
  facts: Facts,
  version: number,
  sections: OrderContent['sections'],
  idOf: (task: Code) => string,
): OrderContent {
  const { plan } = facts;
  const { id, codeName, title, refTz, hHour, dDay } = plan.operation;
  const tasks = plan.tasks.filter(isLive).map((task) => orderTask(facts, task, idOf(task.id)));
  const far = Number.MAX_SAFE_INTEGER;
  tasks.sort((a, b) => (a.start ?? far) - (b.start ?? far) || compareCodes(a.code, b.code));
  const named = new Set(
    tasks.flatMap((task) => [...task.people, task.decision?.owner ?? '', task.decision?.deputy ?? '']),
  );
  const owners = new Set(tasks.map((task) => task.owner));
  const relied = new Set(tasks.flatMap((task) => task.relies));
  return {
    version,
    operation: { code: id, codeName, title, refTz, hHour, dDay },
    sections: Object.fromEntries(
      ORDER_SECTIONS.flatMap((section) => {
        const text = sections[section];
        return text ? [[section, text] as const] : [];
      }),
    ),
    phases: plan.phases.map((phase) => {
      const span = phaseSpan(facts, phase);
      return { code: phase.id, name: phase.name, from: phase.from, to: phase.to, fromAt: span.start, toAt: span.end };
    }),
    agencies: plan.agencies.filter((one) => owners.has(one.id)).map((one) => ({ code: one.id, name: one.name })),
    people: plan.people
      .filter((person) => named.has(person.id))
      .map((person) => ({ code: person.id, name: person.name, agency: person.agency })),
    papers: [
      ...plan.agreements
        .filter((paper) => relied.has(paper.id))
        .map((paper) => ({
          code: paper.id,
          is: 'agreement' as const,
          title: paper.title,
          state: paper.state,
          until: paper.until,
        })),
      ...plan.jits
        .filter((jit) => relied.has(jit.id))
        .map((jit) => ({
          code: jit.id,
          is: 'jit' as const,
          title: { en: jit.name, fr: jit.name },
          state: jit.status,
          until: jit.until,
        })),
    ],
    tasks,
  };
}

function orderTask(facts: Facts, task: PlanTask, id: string): OrderTask {
  const { refTz, hHour } = facts.plan.operation;
  const site = siteOf(facts, task);
  const { start } = spanOf(facts, task);
  const zone = site?.tz ?? refTz;
  const clock = start === null ? null : wallClock(start, zone);
  const { decision } = task;
  return {
    id,
    code: task.id,
    title: task.title,
    kind: task.kind,
    phase: task.phase,
    owner: task.owner,
    place: task.site === REMOTE ? REMOTE : (site?.code ?? null),
    at: task.at,
    start,
    minutes: task.minutes,
    offset: start === null || hHour === null ? null : formatHOffset(Math.floor((start - hHour) / 60_000)),
    local: clock && { clock: `${clock.date}T${clock.time}`, zone, offsetMinutes: clock.offsetMinutes },
    people: task.people,
    decision: decision && { owner: decision.owner, deputy: decision.deputy, abort: decision.abort },
    relies: reliesOn(facts, task),
  };
}

/** Its team, and what lets the people of its movement travel: the instruments that carry them on the day, and those named as basis. */
function reliesOn(facts: Facts, task: PlanTask): readonly Code[] {
  const movement = task.movement === null ? undefined : facts.movements.get(task.movement);
  const papers = movement?.pax.flatMap((row) => [
    ...(row.basis === null ? [] : [row.basis]),
    ...coveringRow(facts, movement, row).map(({ id }) => id),
    ...movement.via.flatMap((via) => coveringTransit(facts, movement, via, row).map(({ id }) => id)),
  ]);
  return [...new Set([...(papers ?? []), ...(task.jit === null ? [] : [task.jit])])].sort(compareCodes);
}

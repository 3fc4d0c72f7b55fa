/**
 * What of an operation leans on which paper, and when: a movement on agreements for its rows and transit states, a task on its joint
 * investigation team. A use that the paper does not carry on that day is a gap. The bands of the timeline are drawn from here.
 */
import type { Code, InstantMs, PlanAgreement, PlanJit, PlanMovement, PlanTask } from '../../model/plan.ts';
import { dateIn } from '../../time/wall-clock.ts';
import { compareCodes, type Facts, isLive, leastSpan } from '../facts/facts.ts';
import { isInForce, jitEnd, unsignedBy } from '../facts/papers.ts';
import { coverNeeds, departureDay, inOrder, namesRow, namesTransit, needsCover, typeFits } from './instruments.ts';

/** A movement at its departure, or a task from its start on. */
export interface Use {
  readonly code: Code;
  readonly at: InstantMs;
  readonly carried: boolean;
}
export interface Leaning {
  readonly paper:
    | { readonly is: 'agreement'; readonly of: PlanAgreement }
    | { readonly is: 'jit'; readonly of: PlanJit };
  /** In order of time. */
  readonly uses: readonly Use[];
}

/** Whether a task may be done under its team at that time: in force, signed by all, within its term with extensions (R-JIT-02, R-JIT-03). */
export function jitCarries(facts: Facts, jit: PlanJit, from: InstantMs, to: InstantMs): boolean {
  const { clockwork } = facts;
  return (
    (jit.status === 'in_force' || jit.status === 'extended') &&
    unsignedBy(jit.parties, jit.signed).length === 0 &&
    clockwork.dayStart(jit.from) <= from &&
    to <= clockwork.dayEnd(jitEnd(jit))
  );
}

/**
 * The agreements a movement leans on: the one a row names as its basis, else those that carry the row or the transit; where none does,
 * every one that speaks of it without being in force that day, for there the gap is.
 */
export function agreementsOf(facts: Facts, movement: PlanMovement): ReadonlySet<PlanAgreement> {
  const found = new Set<PlanAgreement>();
  for (const { row, via, covering } of coverNeeds(facts, movement)) {
    const named = via === null && row.basis !== null ? facts.agreements.get(row.basis) : undefined;
    if (named) found.add(named);
    else if (covering.length > 0) for (const agreement of covering) found.add(agreement);
    else
      for (const agreement of inOrder(facts))
        if (
          via === null
            ? namesRow(agreement, movement.from, row) && typeFits(agreement.type, row)
            : namesTransit(agreement, via, row)
        )
          found.add(agreement);
  }
  return found;
}

/** Every paper something leans on, those with gaps first, then by the end of their term, then by code. */
export function leanings(facts: Facts): readonly Leaning[] {
  const uses = new Map<PlanAgreement | PlanJit, Use[]>();
  const add = (paper: PlanAgreement | PlanJit, use: Use): void =>
    void (uses.get(paper)?.push(use) ?? uses.set(paper, [use]));
  for (const movement of facts.movements.values()) {
    if (!needsCover(movement)) continue;
    const day = departureDay(facts, movement);
    for (const agreement of agreementsOf(facts, movement))
      add(agreement, { code: movement.id, at: movement.depart, carried: isInForce(agreement, day) });
  }
  for (const jit of facts.jits.values())
    for (const task of facts.tasks.by('jit', jit.id)) {
      const span = isLive(task) ? leastSpan(facts, task) : null;
      if (span) add(jit, { code: task.id, at: span.start, carried: jitCarries(facts, jit, span.start, span.end) });
    }
  const isTeam = (paper: PlanAgreement | PlanJit): paper is PlanJit => facts.jits.get(paper.id) === paper;
  return [...uses]
    .map(
      ([of, list]): Leaning => ({
        paper: isTeam(of) ? { is: 'jit', of } : { is: 'agreement', of },
        uses: list.toSorted((a, b) => a.at - b.at || compareCodes(a.code, b.code)),
      }),
    )
    .sort(
      (a, b) => gapsIn(b) - gapsIn(a) || compareCodes(endOf(a), endOf(b)) || compareCodes(a.paper.of.id, b.paper.of.id),
    );
}

const gapsIn = ({ uses }: Leaning): number => (uses.some(({ carried }) => !carried) ? 1 : 0);
/** Last day of the term, as text; an open end comes last. */
const endOf = ({ paper }: Leaning): string => (paper.is === 'jit' ? jitEnd(paper.of) : (paper.of.until ?? '~'));

/** The papers one task leans on: its team, and the agreements of its movement. */
export function papersOfTask(
  facts: Facts,
  task: PlanTask,
): readonly { readonly paper: Leaning['paper']; readonly carried: boolean }[] {
  const span = leastSpan(facts, task);
  const jit = task.jit === null ? undefined : facts.jits.get(task.jit);
  const movement = task.movement === null ? undefined : facts.movements.get(task.movement);
  return [
    ...(jit
      ? [
          {
            paper: { is: 'jit' as const, of: jit },
            carried: span !== null && jitCarries(facts, jit, span.start, span.end),
          },
        ]
      : []),
    ...(movement && needsCover(movement)
      ? [...agreementsOf(facts, movement)].map((of) => ({
          paper: { is: 'agreement' as const, of },
          carried: isInForce(of, dateIn(facts.plan.operation.refTz, movement.depart)),
        }))
      : []),
  ];
}

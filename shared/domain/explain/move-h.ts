/** What a move of H does, without doing it: what moves, what stays behind on a fixed clock or day (R-OP-06), and the findings. */
import type { Code, Finding, InstantMs, PlanPhase } from '../../model/plan.ts';
import { compareCodes, type Facts, spanOf } from '../facts/facts.ts';
import { moveH } from '../facts/overlay.ts';
import { recheck } from '../rules/recheck.ts';
import { diffFindings, type FindingsDiff } from '../rules/sweep.ts';

export interface Shifted {
  readonly task: Code;
  readonly before: InstantMs;
  readonly after: InstantMs;
}
/** Something that did not move. */
export interface Stayed {
  readonly kind: 'task' | 'phase' | 'movement' | 'request';
  readonly code: Code;
  /** As written: a start form, both limits of a phase, or the days of an effect; empty for a departure. */
  readonly at: string;
  readonly instant: InstantMs | null;
  /** `fixed`: never moves. `same-day`: hangs on the D-day, which is still the same, or has a limit that does. */
  readonly why: 'fixed' | 'same-day';
}
export interface MoveOfH {
  readonly after: Facts;
  readonly moved: readonly Shifted[];
  readonly stayed: readonly Stayed[];
  readonly findings: FindingsDiff;
  /** All findings after the move. */
  readonly all: readonly Finding[];
}

/**
 * The move of H by minutes (negative: earlier). Tasks, the limits of phases, departures, and the effects of requests (holds and freezes
 * run by calendar days) are looked at. null: the exact H is not known here, so nothing can be moved.
 */
export function moveOfH(facts: Facts, findings: readonly Finding[], deltaMin: number): MoveOfH | null {
  if (facts.plan.operation.hHour === null) return null;
  const after = moveH(facts, deltaMin);
  const all = recheck(facts, after, findings);
  const moved: Shifted[] = [];
  const stayed: Stayed[] = [];
  for (const task of facts.plan.tasks) {
    const was = spanOf(facts, task).start;
    const is = spanOf(after, task).start;
    if (was === null) continue;
    if (is !== null && was !== is) moved.push({ task: task.id, before: was, after: is });
    else stayed.push({ kind: 'task', code: task.id, at: task.at ?? '', instant: was, why: whyStays(facts, [task.at]) });
  }
  for (const phase of facts.plan.phases) {
    const item = stayedPhase(facts, after, phase);
    if (item) stayed.push(item);
  }
  for (const { id, depart } of facts.plan.movements)
    stayed.push({ kind: 'movement', code: id, at: '', instant: depart, why: 'fixed' });
  for (const { id, effect } of facts.plan.requests)
    if (effect)
      stayed.push({
        kind: 'request',
        code: id,
        at: `${effect.from} – ${effect.until ?? ''}`.trim(),
        instant: facts.clockwork.dayStart(effect.from),
        why: 'fixed',
      });
  return {
    after,
    moved: moved.sort((a, b) => a.before - b.before || compareCodes(a.task, b.task)),
    stayed: stayed.sort(byWhyThenTime),
    findings: diffFindings(findings, all),
    all,
  };
}

/** A phase with a limit that stays although H moved: its window is stretched or squeezed, or stands still as a whole. */
function stayedPhase(before: Facts, after: Facts, phase: PlanPhase): Stayed | null {
  const still = [phase.from, phase.to].filter((at) => {
    const was = before.clockwork.resolve(at)?.at;
    return was !== undefined && was === after.clockwork.resolve(at)?.at;
  });
  if (still.length === 0) return null;
  const [first = phase.from] = still;
  return {
    kind: 'phase',
    code: phase.id,
    at: still.join(' – '),
    instant: before.clockwork.resolve(first)?.at ?? null,
    why: whyStays(before, still),
  };
}

const whyStays = (facts: Facts, texts: readonly (string | null)[]): Stayed['why'] =>
  texts.every((at) => facts.clockwork.form(at)?.form === 'fixed') ? 'fixed' : 'same-day';

const byWhyThenTime = (a: Stayed, b: Stayed): number =>
  (a.why === b.why ? 0 : a.why === 'fixed' ? -1 : 1) ||
  (a.instant ?? 0) - (b.instant ?? 0) ||
  compareCodes(a.code, b.code);

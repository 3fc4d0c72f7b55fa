/** Who is free when. The book keeps to the rules on load, duty and rest, so that what breaks them is put in on purpose. */
import type { Code, InstantMs } from '../../model/plan.ts';
import { DEFAULT_LIMITS } from '../plan-records/limits.ts';

const HOUR = 3_600_000;
/** Evaluation notes of R-PER-11 and R-PER-13: longer tasks, and lighter ones, are no duty. */
const NOT_DUTY_FROM = 24 * HOUR;
const DUTY_LOAD = 50;
const REST = DEFAULT_LIMITS.restH * HOUR;
const DUTY_MAX = DEFAULT_LIMITS.dutyMaxH * HOUR;
const MERGE = DEFAULT_LIMITS.dutyMergeGapH * HOUR;

interface Slot {
  readonly start: InstantMs;
  readonly end: InstantMs;
  readonly load: number;
}
const isDuty = ({ start, end, load }: Slot): boolean => end - start < NOT_DUTY_FROM && load >= DUTY_LOAD;

export class Roster {
  readonly #slots = new Map<Code, Slot[]>();

  take(person: Code, start: InstantMs, end: InstantMs, load: number): void {
    const slots = this.#slots.get(person);
    if (slots) slots.push({ start, end, load });
    else this.#slots.set(person, [{ start, end, load }]);
  }

  /** Whether a task fits: at most 100 % at once, rest between duties, no duty too long. */
  isFree(person: Code, start: InstantMs, end: InstantMs, load: number): boolean {
    const slots = this.#slots.get(person) ?? [];
    let sum = load;
    for (const slot of slots) if (slot.start < end && slot.end > start) sum += slot.load;
    if (sum > 100) return false;
    const wanted = { start, end, load };
    if (!isDuty(wanted)) return true;
    return keepsRest([...slots.filter((slot) => isDuty(slot) && isNear(slot, wanted)), wanted]);
  }

  /** Load at its highest within a span. */
  loadIn(person: Code, start: InstantMs, end: InstantMs): number {
    return (this.#slots.get(person) ?? []).reduce(
      (sum, slot) => (slot.start < end && slot.end > start ? sum + slot.load : sum),
      0,
    );
  }
}

const NEAR = 3 * DUTY_MAX;
const isNear = (a: Slot, b: Slot): boolean => a.start < b.end + NEAR && a.end > b.start - NEAR;

function keepsRest(duties: Slot[]): boolean {
  duties.sort((a, b) => a.start - b.start);
  let first: InstantMs | null = null;
  let last = 0;
  for (const { start, end } of duties) {
    if (first !== null && start - last >= MERGE) {
      if (start - last < REST) return false;
      first = null;
    }
    first ??= start;
    last = Math.max(last, end);
    if (last - first > DUTY_MAX) return false;
  }
  return true;
}

import type { Judged } from '#shared/domain/overrides/index.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { Facts } from '#shared/domain/facts/facts.ts';
import type { PlanView } from '#shared/formats/plan-records/index.ts';
import type { Code, Finding, InstantMs, Plan } from '#shared/model/plan.ts';

/** One operation as it stands now: plan, facts and findings, rebuilt after each commit that touches it. */
export interface OperationState {
  readonly id: string;
  /** Code of the agency that keeps the operation. */
  readonly ownerCode: Code;
  readonly mine: boolean;
  readonly view: PlanView;
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** Which of them people lifted. */
  readonly judged: Judged;
  /** "Now" of the rules, and whether it is the clock of a training file. */
  readonly clock: InstantMs;
  readonly trainingClock: boolean;
  /** What the operation is seen through; null: the plan itself. */
  readonly lens: OperationCard['lens'];
  /** Stamp of an item that no item made since the state was built is older than. */
  readonly newest: { readonly ms: number; readonly ctr: number; readonly id: string };
}

export const planOf = (state: OperationState): Plan => state.facts.plan;
/** Record id of an item, by the code people write; null when it has none of its own. */
export const recordOf = (state: OperationState, code: Code): string | null => state.view.idOf.get(code) ?? null;

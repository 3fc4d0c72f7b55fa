/** Which movements are asked, and how their counts are added up; shared by the rules on movements. */
import type { PlanChecks, PlanMovement, PlanPax } from '../../model/plan.ts';
import type { Category, MovementState } from '../../model/vocabulary.ts';
import type { Verdict } from './rule.ts';

const OPEN: ReadonlySet<MovementState> = new Set(['planned', 'screening', 'documents', 'cleared']);
const CHECKED: ReadonlySet<MovementState> = new Set(['documents', 'cleared']);
export const ACCUSED: readonly Category[] = ['suspect', 'sentenced'];

export const isOpen = (movement: PlanMovement): boolean => OPEN.has(movement.status);
/** From documents on the next gate is to be cleared or to depart. */
export const isChecked = (movement: PlanMovement): boolean => CHECKED.has(movement.status);
/** The counts of such a movement. */
export const checksOf = (movement: PlanMovement): PlanChecks | null => (isChecked(movement) ? movement.checks : null);

export const sum = (rows: readonly PlanPax[], pick: (row: PlanPax) => number): number =>
  rows.reduce((total, row) => total + pick(row), 0);
export const travellers = (movement: PlanMovement, categories?: readonly Category[]): number =>
  sum(movement.pax, (row) => (categories === undefined || categories.includes(row.cat) ? row.n : 0));

/** A count of travellers for whom something is done, against the number for whom it must be. */
interface Tally {
  readonly key: string;
  readonly done: number;
  readonly of: number;
}
export function shortfall(tallies: readonly Tally[]): Verdict | null {
  const short = tallies.filter(({ done, of }) => done < of);
  return short.length === 0
    ? null
    : {
        items: short.flatMap(({ key, done, of }) => [
          { key, value: done },
          { key: `${key}_needed`, value: of },
        ]),
      };
}

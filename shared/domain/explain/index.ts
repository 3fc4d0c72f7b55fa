/** Why, why not, what falls, who fills a gap, what is covered: pure answers over the facts and findings of a plan. */
export {
  burdens,
  type Changed,
  type Closes,
  type Effect,
  effectOfPeople,
  type Why,
  why,
  type WhyNot,
  whyNot,
} from './assignment.ts';
export { type Consequences, consequencesOf } from './consequences.ts';
export {
  type CoverCell,
  type CoverState,
  type MovementCoverage,
  coverageOf,
  coverageOfAll,
  type MissFault,
} from './coverage.ts';
export { type WhatFalls, type WhatFallsWithJit, whatFalls, whatFallsWithJit } from './falls.ts';
export { type Gap, gapOf, gapsOf } from './gaps.ts';
export { type MoveOfH, moveOfH, type Stayed } from './move-h.ts';
export { bestThree, type Suggestion, type Suggestions } from './suggest.ts';
export type { FindingsDiff } from '../rules/sweep.ts';

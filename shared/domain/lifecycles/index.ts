/** Lifecycles as others use them. */
export { ASK_FIELDS, askedFor, type AskField, isAsked, NOTHING_SAID, verbKeyOf } from './asked.ts';
export { checkStep, isStopping, lackWords, type Missing, missingFor } from './check.ts';
export { type Evidence, type Lifting, NEVER_LIFTED } from './evidence.ts';
export {
  approvalBefore,
  findingsAbout,
  planAfter,
  planEvidence,
  type PlanKind,
  recordsSteps,
  type Said,
  stateInPlan,
} from './from-plan.ts';
export {
  isFinal,
  isOpen,
  isSealed,
  isState,
  LIFECYCLE_KINDS,
  lifecycleOf,
  LIFECYCLES,
  originOf,
  stepBetween,
  stepsFrom,
  taskLate,
} from './machine.ts';
export { isInitial, stateFieldOf, STATE_FIELDS, stateIn } from './state-fields.ts';
export type { Lifecycle, LifecycleKind, Need, Role, Stage, StateInfo, StateOf, Step, StepGate } from './types.ts';
export { NEEDS, ROLES } from './types.ts';
export { isMet } from './needs.ts';
export { NEED_WORDS, ROLE_WORDS, STAGE_WORDS } from './words.ts';

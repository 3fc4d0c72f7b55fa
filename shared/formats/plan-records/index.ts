export { DEFAULT_LIMITS, limitRows, pairsToLimits, setLimits } from './limits.ts';
export { patchPlan } from './patch-plan.ts';
export { planToDrafts } from './plan-to-drafts.ts';
export { recordsToPlan } from './records-to-plan.ts';
export type { ContestedField, DraftRef, DraftWire, LeftOut, PlanView, RecordDraft, RecordRow } from './types.ts';

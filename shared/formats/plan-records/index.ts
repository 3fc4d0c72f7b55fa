export { DEFAULT_LIMITS, limitRows, pairsToLimits, setLimits } from './limits.ts';
export { type Edition, editionOf, type EditionWish } from './edition.ts';
export { led, placed, type SitePlace } from './fitted.ts';
export { patchPlan } from './patch-plan.ts';
export { planToDrafts } from './plan-to-drafts.ts';
export { recordsToPlan } from './records-to-plan.ts';
export type { ContestedField, DraftRef, DraftWire, LeftOut, PlanView, RecordDraft, RecordRow } from './types.ts';

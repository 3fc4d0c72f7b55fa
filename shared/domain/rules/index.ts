/** The rules engine as others use it. */
export { RULES, ruleById } from './registry.ts';
export type { Cadence, Gate, Rule, Severity, SubjectKind } from './rule.ts';
export { compareFindings, diffFindings, type FindingsDiff, keyOf, sweep } from './sweep.ts';
export { previewFindings, recheck } from './recheck.ts';

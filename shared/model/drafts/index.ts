export { type Draft, type DraftField, DRAFTS, type DraftKind, type DraftPart, MOST_ROWS } from './drafts.ts';
export { type Input, inputAt, inputOf } from './inputs.ts';
export { type DraftFault, draftRecord, type Typed } from './typed.ts';

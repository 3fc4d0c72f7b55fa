import * as z from 'zod';
import { ask } from './call.ts';
import { Choice, ChoicePreview, Differences } from './branches.ts';
import { Done, Marking, Ms, RecordId, StepLabel } from './values.ts';

const Person = z.strictObject({ agency: z.string(), by: z.string() });
const StepField = z.strictObject({
  record: RecordId,
  kind: z.string(),
  /** Code and words of the item; empty when it has none. */
  code: z.string(),
  label: z.string(),
  field: z.string(),
  sealed: z.boolean(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
const Step = z.strictObject({
  commit: z.int(),
  at: Ms,
  how: z.enum(['done', 'undone', 'redone']),
  label: StepLabel,
  people: z.array(Person),
  /** The first of them; the numbers count all. */
  fields: z.array(StepField),
  fieldsInAll: z.int(),
  records: z.int(),
});
export type OperationStep = z.infer<typeof Step>;

const Author = z.strictObject({
  /** Exchange id of the agency, for filtering, and its code for people. */
  agencyId: z.string(),
  agency: z.string(),
  /** Token of the person, for filtering, and the name where it is one of ours. */
  by: z.string(),
  name: z.string(),
  steps: z.int(),
});
export type HistoryAuthor = z.infer<typeof Author>;

/** Who changed what in an operation, the plan as of any moment, and restoring part of it. */
export const historyCalls = {
  /** Newest first. `before`: only steps older than this one, to go on where the page before ended. */
  'history.steps': ask(
    {
      operation: RecordId,
      record: RecordId.nullable(),
      author: z.strictObject({ agencyId: z.string().max(32), by: z.string().max(200) }).nullable(),
      from: Ms.nullable(),
      to: Ms.nullable(),
      before: z.int().nullable(),
      count: z.int().min(1).max(100),
    },
    z.strictObject({
      steps: z.array(Step),
      more: z.int().nullable(),
      /** Of all records whose values stand in it: one of them may be marked higher than the operation. */
      markings: z.array(Marking),
    }),
  ),
  'history.authors': ask({ operation: RecordId }, z.array(Author).max(200)),
  /** When it changed here; null: never. `moments` are at most 500 of them, in order. */
  'history.span': ask(
    { operation: RecordId },
    z.strictObject({ first: Ms, last: Ms, moments: z.array(Ms).max(501), steps: z.int() }).nullable(),
  ),
  /**
   * The plan as this station knew it at a moment, under an id of its own that the reading calls of an operation take. null: it was not
   * known here then.
   */
  'history.at': ask(
    { operation: RecordId, at: Ms },
    z
      .strictObject({
        past: RecordId,
        /** The last step up to then. */
        at: Ms,
        how: z.enum(['done', 'undone', 'redone']),
        label: StepLabel,
        people: z.array(Person),
        differs: z.int(),
      })
      .nullable(),
  ),
  /** What reads otherwise now, a window of it. */
  'history.changes': ask(
    { operation: RecordId, at: Ms, first: z.int().min(0), count: z.int().min(1).max(200) },
    Differences,
  ),
  'history.preview': ask({ operation: RecordId, at: Ms, ...Choice }, ChoicePreview),
  /** One step of the plan. Codes: `seen-stale`, `restore.nothing`, those of the door. */
  'history.restore': ask({ operation: RecordId, at: Ms, ...Choice }, Done),
} as const;

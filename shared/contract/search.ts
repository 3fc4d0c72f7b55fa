import * as z from 'zod';
import { ask } from './call.ts';
import { Bi, Marking, RecordId } from './values.ts';

export const FOUND_IN = ['code', 'title', 'text', 'sound'] as const;

const Hit = z.strictObject({
  record: RecordId,
  kind: z.string(),
  /** Empty where it was not released, or none was given. */
  code: z.string(),
  label: Bi,
  /** The operation it belongs to: its id as the window knows it (that of a branch, where one is looked at), code and code name. */
  operation: z.strictObject({ id: RecordId, code: z.string(), codeName: z.string() }),
  found: z.enum(FOUND_IN),
  /** Of what was found in its text: the field, and what stands there. */
  field: z.string().nullable(),
  excerpt: z.string().nullable(),
  marking: Marking,
  /** Agencies disagree on a field of it. */
  contested: z.boolean(),
  /** Its name was not released to this agency. */
  nameless: z.boolean(),
  /** null: it stands in the plan. Else it was found in what the plan is seen through. */
  through: z.enum(['branch', 'past']).nullable(),
});
export type SearchHitView = z.infer<typeof Hit>;

export const searchCalls = {
  /** Best first, in pages; `operation`: the one looked at, whose own come first. */
  'search.find': ask(
    {
      operation: RecordId.nullable(),
      text: z.string().max(200),
      after: z.string().max(40).nullable(),
      count: z.int().min(1).max(50),
    },
    z.strictObject({
      /** What this is the answer to. */
      text: z.string(),
      hits: z.array(Hit),
      next: z.string().nullable(),
      /** Records whose words are still being made. */
      waiting: z.int(),
    }),
  ),
  /**
   * The row of the timeline that shows a task, or the first task of a person, and how many more that person has. Somebody on no task is
   * shown beside one they could be put on (`on` is false); null: none of this.
   */
  'search.row': ask(
    { operation: RecordId, record: RecordId },
    z.strictObject({ task: RecordId, code: z.string(), index: z.int(), more: z.int(), on: z.boolean() }).nullable(),
  ),
} as const;

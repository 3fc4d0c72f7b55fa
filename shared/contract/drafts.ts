import * as z from 'zod';
import { ask } from './call.ts';
import { PAPER_KINDS } from './papers.ts';
import { Done, RecordId } from './values.ts';
import { MOST_ROWS } from '../model/drafts/index.ts';

const Kind = z.enum(PAPER_KINDS);
const Path = z.string().regex(/^[A-Za-z]{1,40}(\.\d)?$/);
const Values = z.record(Path, z.string().max(20_000));

const Field = z.strictObject({
  path: z.string(),
  /** What it takes; of several, what each is. */
  is: z.enum(['text', 'word', 'whole', 'money', 'decimal', 'yes', 'day', 'moment', 'country', 'item']),
  several: z.boolean(),
  required: z.boolean(),
  unless: z.strictObject({ path: z.string(), says: z.array(z.string()) }).nullable(),
  max: z.int(),
  initial: z.string(),
  /** Words of a closed list, or words often written. */
  words: z.array(z.string()),
  /** Items of the plan it can name; the first 500. */
  items: z.array(z.strictObject({ code: z.string(), name: z.string() })).max(500),
});
export type FormField = z.infer<typeof Field>;
const Part = z.strictObject({
  kind: z.string(),
  /** One row at least, unless the field says one of these. */
  needed: z.boolean(),
  unless: z.strictObject({ path: z.string(), says: z.array(z.string()) }).nullable(),
  fields: z.array(Field),
});
export type FormPart = z.infer<typeof Part>;
const Form = z.strictObject({ refTz: z.string(), today: z.string(), fields: z.array(Field), parts: z.array(Part) });
export type PaperForm = z.infer<typeof Form>;

/** New agreements, teams, movements, requests, assets and deconflictions, drawn up by hand. */
export const draftCalls = {
  /** What a new one of a kind asks, and what can be chosen. */
  'paper.form': ask({ operation: RecordId, kind: Kind }, Form),
  /** One step. Codes: `draft` with each fault in its details (`draft.required`, `draft.day` …; place: the path), `read-only`. */
  'paper.create': ask(
    {
      operation: RecordId,
      kind: Kind,
      values: Values,
      rows: z.array(z.strictObject({ kind: z.string().max(40), values: Values })).max(3 * MOST_ROWS),
    },
    z.strictObject({ ...Done.shape, item: RecordId }),
  ),
} as const;

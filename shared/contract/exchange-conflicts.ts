import * as z from 'zod';
import { ask } from './call.ts';
import { Code, Ms, PersonName, RecordId } from './values.ts';

/** A value as it travels: text, whole number, nothing, or a list of such. */
export type WireValue = string | number | null | readonly WireValue[];
export const Wire: z.ZodType<WireValue> = z.lazy(() => z.union([z.string(), z.number(), z.null(), z.array(Wire)]));

const Head = {
  record: RecordId,
  kind: z.string(),
  code: z.string(),
  label: z.string(),
  field: z.string(),
  merge: z.enum(['auto', 'review', 'decision', 'restrict', 'owner']),
  type: z.enum(['bothChanged', 'editedWhileClosed']),
  reading: z.enum(['auto-merged', 'conflict', 'contested', 'proposal', 'edited']),
  operation: RecordId.nullable(),
  owner: z.string(),
  openedAt: Ms,
  /** What is shown until somebody settles it, the same on every station. */
  provisional: Wire,
};
const Row = z.strictObject({ ...Head, sides: z.int() });
export type ConflictItem = z.infer<typeof Row>;
const Side = z.strictObject({
  line: z.string(),
  value: Wire,
  agency: z.string(),
  by: z.string(),
  at: Ms,
  mine: z.boolean(),
});
const Detail = z.strictObject({
  ...Head,
  /** The last value all sides had seen. */
  base: Wire,
  hasBase: z.boolean(),
  sides: z.array(Side),
});
export type ConflictDetailView = z.infer<typeof Detail>;

/** What settles a field: a side, the value written in one line, or a value of one's own. */
const Take = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('mine') }),
  z.strictObject({ how: z.literal('theirs') }),
  z.strictObject({ how: z.literal('line'), line: z.string() }),
  z.strictObject({ how: z.literal('value'), value: Wire }),
  /** As typed; read by the form of the field. */
  z.strictObject({ how: z.literal('typed'), text: z.string().max(70_000) }),
]);
export type TakeChoice = z.infer<typeof Take>;

const Settled = z.strictObject({ step: z.int(), conflictsLeft: z.int() });
const Planned = z.strictObject({
  record: RecordId,
  code: z.string(),
  field: z.string(),
  value: Wire,
  from: z.string(),
});
const Skipped = z.strictObject({ record: RecordId, code: z.string(), field: z.string(), why: z.string() });

export const conflictCalls = {
  'conflict.list': ask(
    {
      operation: RecordId.nullable(),
      list: z.enum(['conflicts', 'merged', 'proposals']),
      first: z.int().min(0),
      count: z.int().min(1).max(200),
    },
    z.strictObject({ total: z.int(), items: z.array(Row) }),
  ),
  'conflict.detail': ask({ record: RecordId, field: z.string().max(64) }, Detail),
  /** A signed change that names every side; one step that can be undone. */
  'conflict.settle': ask(
    { record: z.string().min(1).max(80), field: z.string().max(64), take: Take, by: PersonName },
    Settled,
  ),
  /** Several at once; with `preview` nothing is written. */
  'conflict.settleMany': ask(
    {
      operation: RecordId.nullable(),
      fields: z
        .array(z.strictObject({ record: RecordId, field: z.string().max(64) }))
        .max(10_000)
        .nullable(),
      take: z.enum(['mine', 'theirs', 'owner', 'newest', 'base']),
      preview: z.boolean(),
      by: PersonName,
    },
    z.strictObject({ step: z.int(), planned: z.array(Planned), skipped: z.array(Skipped) }),
  ),
  /** Ticks off a field that was merged without asking. */
  'conflict.note': ask({ record: z.string().min(1).max(80), field: z.string().max(64), by: PersonName }, z.null()),
  /** Rules of the merged whole that held before a file came. */
  'conflict.breaches': ask(
    { operation: RecordId.nullable() },
    z.array(
      z.strictObject({
        n: z.int(),
        step: z.int(),
        operation: RecordId,
        rule: z.string(),
        severity: z.enum(['block', 'warn']),
        subject: Code,
        at: Ms,
      }),
    ),
  ),
  'conflict.noteBreach': ask({ n: z.int(), by: PersonName }, z.null()),
} as const;

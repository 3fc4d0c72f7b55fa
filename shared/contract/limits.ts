import * as z from 'zod';
import { ask } from './call.ts';
import { FindingView, PersonName, RecordId, StepLabel } from './values.ts';

const LimitRow = z.strictObject({
  key: z.string(),
  value: z.string(),
  /** What counts where the operation sets nothing. */
  standard: z.string(),
  /** Ids of the rules that read it. */
  rules: z.array(z.string()),
});
const Text = z.string().max(64);

/** The limits of the rules, which each operation may set for itself. */
export const limitsCalls = {
  'limits.list': ask({ operation: RecordId }, z.array(LimitRow)),
  /** One step that can be undone; an empty value takes a limit back to the default. Nothing to change makes no step: `touched` is 0. */
  'limits.set': ask(
    {
      operation: RecordId,
      set: z
        .array(z.strictObject({ key: Text, value: Text }))
        .min(1)
        .max(100),
      /** Who sets them, and why: for the log; the command line may leave both out. */
      by: PersonName.nullable(),
      reason: z.string().max(2_000).nullable(),
    },
    z.strictObject({
      label: StepLabel,
      touched: z.int(),
      conflicts: z.int(),
      limits: z.array(LimitRow),
      added: z.array(FindingView),
      gone: z.array(FindingView),
    }),
  ),
} as const;

import * as z from 'zod';
import { ASK_FIELDS } from '../domain/lifecycles/asked.ts';
import { ROLES } from '../domain/lifecycles/types.ts';
import { ask } from './call.ts';
import { Bi, Code, Done, FindingView, PersonName, RecordId } from './values.ts';

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const Text = z.string().max(2_000);
const Role = z.enum(ROLES);

/** What a step still lacks that cannot be typed into its dialog. */
const Lack = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('need'), need: z.string(), awaits: z.array(z.string()) }),
  /** It must have come from one of these states. */
  z.strictObject({ what: z.literal('origin'), origins: z.array(z.string()) }),
  z.strictObject({ what: z.literal('finding'), finding: FindingView, never: z.boolean() }),
]);
export type Lack = z.infer<typeof Lack>;

const StepOption = z.strictObject({
  to: z.string(),
  /** Key of the verb in the catalogues, and the verb itself. */
  verbKey: z.string(),
  verb: Bi,
  toName: Bi,
  /** Who may take it; `holder` is whom the plan names for it. */
  roles: z.array(z.strictObject({ role: Role, holder: z.string().nullable() })),
  asks: z.array(z.enum(ASK_FIELDS)),
  lacks: z.array(Lack),
});
export type StepOption = z.infer<typeof StepOption>;

export const StepOptions = z.strictObject({
  kind: z.string(),
  code: Code,
  record: RecordId,
  label: z.string(),
  state: z.string(),
  stateName: Bi,
  stage: z.string(),
  sealed: z.boolean(),
  /** Day of the rules, and the day the present state was reached, where it is on record. */
  today: Day,
  since: Day.nullable(),
  /** Why no step can be taken here; null: this agency may. */
  readOnly: z.enum(['keeper', 'contested']).nullable(),
  steps: z.array(StepOption),
});
export type StepOptions = z.infer<typeof StepOptions>;

/** What a person brings to a step. Everything but name and role may be missing; the step says what it needs. */
export const StepEvidence = z.strictObject({
  by: PersonName,
  role: Role,
  second: PersonName.nullable(),
  date: Day.nullable(),
  reference: Text.nullable(),
  reason: Text.nullable(),
  authority: Text.nullable(),
  review: Day.nullable(),
  /** Whether the law of a party asks for ratification. */
  ratification: z.boolean().nullable(),
  successor: Code.nullable(),
  order: z.strictObject({ ref: Text, date: Day, final: z.boolean() }).nullable(),
  handover: z
    .strictObject({ place: Text, persons: z.int().min(0), givenBy: PersonName, takenBy: PersonName })
    .nullable(),
  /** Agencies that acknowledged an order, each with its day. */
  acknowledged: z.record(z.string(), Day).nullable(),
});
export type StepEvidence = z.infer<typeof StepEvidence>;

const Signed = { operation: RecordId, item: z.string().min(1).max(80), party: z.string().min(1).max(80), on: Day };

/** Lifting findings, taking steps of lifecycles, and the signatures they rest on. */
export const stepCalls = {
  'finding.lift': ask(
    {
      operation: RecordId,
      rule: z.string().max(16),
      subject: Code,
      reason: Text,
      by: PersonName,
      second: PersonName.nullable(),
      until: Day.nullable(),
    },
    Done,
  ),
  'finding.unlift': ask({ operation: RecordId, rule: z.string().max(16), subject: Code, by: PersonName }, Done),
  'step.options': ask({ operation: RecordId, item: z.string().min(1).max(80) }, StepOptions),
  'step.take': ask(
    { operation: RecordId, item: z.string().min(1).max(80), to: z.string().max(40), evidence: StepEvidence },
    Done,
  ),
  'agreement.sign': ask({ ...Signed, by: PersonName }, Done),
  /** `extension`: the end date of the extension that is signed; null: the team itself. */
  'jit.sign': ask({ ...Signed, by: PersonName, extension: Day.nullable() }, Done),
} as const;

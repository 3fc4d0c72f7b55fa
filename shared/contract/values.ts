import * as z from 'zod';
import { RECORD_ID } from '../model/kinds/field.ts';
import { VOID_REASONS } from '../domain/overrides/index.ts';
import { LEVELS, TLP } from '../model/vocabulary.ts';

/** Small values shared by the calls. Instants cross the border as integer milliseconds, dates as `YYYY-MM-DD`. */
export const RecordId = z.string().regex(RECORD_ID);
export const Code = z.string().min(1).max(80);
export const Ms = z.int();
/** A one-time handle for a file or folder that a person chose; the window never sees a path. */
export const Ticket = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
export const Lang = z.enum(['en', 'fr', 'es', 'ar']);
export const Passphrase = z.string().min(1).max(1_000);
/** A person's name or token as typed at a two-person step. */
export const PersonName = z.string().trim().min(1).max(200);
export const Marking = z.strictObject({ tlp: z.enum(TLP), level: z.enum(LEVELS), handling: z.array(z.string()) });
export const Bi = z.strictObject({ en: z.string(), fr: z.string() });

/** Who lifted a finding, with whom, why, until when (null: until withdrawn). */
export const Lifted = z.strictObject({
  by: z.string(),
  second: z.string().nullable(),
  reason: z.string(),
  until: z.string().nullable(),
  at: Ms.nullable(),
});
export type LiftedView = z.infer<typeof Lifted>;

const BeforeAfter = z.strictObject({ before: z.int(), after: z.int() });
/** What a change does to the tasks it touches, counted; the same of every preview. */
export const Consequences = z.strictObject({
  /** Different people whose tasks are touched, and how many of them are needed more than once at one instant. */
  people: z.int(),
  doubled: BeforeAfter,
  dark: BeforeAfter,
  holiday: BeforeAfter,
  uncarried: BeforeAfter,
  outsideHours: BeforeAfter,
});
export type ConsequencesView = z.infer<typeof Consequences>;

/** What a finding's words are made of in the window's language (`domain/rules/words`). */
const FindingItem = z.strictObject({
  key: z.string(),
  ref: Code.optional(),
  value: z.union([z.string(), z.number()]).optional(),
  also: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
/** Where the subject is, as far as known; the day is one of the reference zone. */
const FindingPlace = z.strictObject({
  site: Code.nullable(),
  remote: z.boolean(),
  phase: Code.nullable(),
  agency: Code.nullable(),
  route: z.strictObject({ from: z.string(), to: z.array(z.string()) }).nullable(),
  day: z.string().nullable(),
});
export const FindingView = z.strictObject({
  rule: z.string(),
  severity: z.enum(['block', 'warn']),
  subject: Code,
  /** Record the subject stands for, where there is one to open. */
  record: RecordId.nullable(),
  /** What kind of thing the subject is: task, person, movement … */
  kind: z.string(),
  /** Its title or name, for people. */
  label: z.string(),
  /** In English; the window says it in its own language from the items. */
  message: z.string(),
  items: z.array(FindingItem),
  place: FindingPlace,
  gate: z.string(),
  /** Codes of other things the finding speaks of. */
  related: z.array(Code),
  /** No override is possible (rules marked ‡). */
  final: z.boolean(),
  /** Lifted or acknowledged: it is shown and stops nothing. */
  lifted: Lifted.nullable(),
  /** An override of it that does not count, or no longer, and why (shared/domain/overrides). */
  lapsed: Lifted.extend({ why: z.enum(VOID_REASONS) }).nullable(),
});
export type FindingView = z.infer<typeof FindingView>;

/** Findings that stand, by severity, and those that people lifted. */
export const Counts = z.strictObject({ block: z.int(), warn: z.int(), lifted: z.int() });
export type CountsView = z.infer<typeof Counts>;

/** A step in words: key of the catalogues and what is put into the sentence. */
export const StepLabel = z.strictObject({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type StepLabel = z.infer<typeof StepLabel>;
/** What a change did. */
export const Done = z.strictObject({ label: StepLabel, touched: z.int(), conflicts: z.int() });
export type MarkingView = z.infer<typeof Marking>;

import * as z from 'zod';
import { LEVELS } from '../model/vocabulary.ts';
import { ask, desk } from './call.ts';
import { Code, Counts, FindingView, Lang, Marking, Ms, PersonName, RecordId, Ticket } from './values.ts';

/** Job of working out what a received file would change; it can be cancelled. */
export const RECEIVING = 'receive';
/** Job of taking a large file in: one transaction, which cannot be stopped half way. */
export const ACCEPTING = 'accept';

const AgencyId = z.string().regex(/^[A-Za-z0-9_-]{32}$/);
/** Twelve groups of five digits, the same on both sides. */
const Digits = z.array(z.string().regex(/^\d{5}$/)).length(12);

const Partner = z.strictObject({
  agencyId: AgencyId,
  code: Code,
  name: z.string(),
  trust: z.enum(['pending', 'trusted', 'revoked']),
  digits: Digits,
  /** Modules of the QR picture of the same comparison, row by row. */
  qr: z.array(z.string()),
  fingerprint: z.string(),
  ceiling: z.enum(LEVELS),
  verified: z.strictObject({ at: Ms, by: z.string(), second: z.string(), how: z.enum(['digits', 'qr']) }).nullable(),
  /** Stations and keys in force. */
  stations: z.int(),
  encryptionKeyUntil: Ms.nullable(),
});
export type Partner = z.infer<typeof Partner>;

export const WithheldItem = z.strictObject({
  kind: z.string(),
  code: z.string(),
  label: z.string(),
  field: z.string().nullable(),
  rule: z.string(),
  /** In English; the window says it in its own language from the key (shared/domain/release/why.ts). */
  why: z.string(),
  whyKey: z.string(),
});
export type WithheldItem = z.infer<typeof WithheldItem>;
const ReleasePreview = z.strictObject({
  recipient: z.strictObject({ agencyId: AgencyId, code: Code, name: z.string() }),
  included: z.array(z.strictObject({ kind: z.string(), count: z.int() })),
  includedTotal: z.int(),
  redacted: z.array(WithheldItem),
  withheld: z.array(WithheldItem),
  marking: Marking,
  personal: z.boolean(),
  /** R-HAN-12: a second person must approve. */
  secondApprover: z.boolean(),
  /** Findings of the operation that stand at the gate `release`. */
  findings: z.array(FindingView),
});
export type ReleasePreview = z.infer<typeof ReleasePreview>;

const ExportReceipt = z.strictObject({
  to: Code,
  stream: z.string(),
  seq: z.int(),
  headerId: z.string(),
  bytes: z.int(),
  records: z.int(),
  lines: z.int(),
  fileName: z.string(),
  ticket: Ticket,
});
export type ExportReceipt = z.infer<typeof ExportReceipt>;

const ChangeItem = z.strictObject({
  kind: z.string(),
  code: z.string(),
  label: z.string(),
  what: z.enum(['added', 'changed', 'closed', 'conflict']),
  fields: z.array(z.string()),
});
export type ChangeItem = z.infer<typeof ChangeItem>;
const VerifiedFile = z.strictObject({
  /** `new`: can be accepted. The others say why there is nothing to do or nothing may be done. */
  state: z.enum(['new', 'already-imported', 'unknown-sender', 'card']),
  sender: z.strictObject({
    agencyId: AgencyId,
    code: Code,
    name: z.string(),
    fingerprint: z.string(),
    trust: z.enum(['pending', 'trusted', 'revoked', 'unknown']),
  }),
  created: Ms.nullable(),
  seq: z.int().nullable(),
  gap: z.boolean(),
  /** Numbers of files of this sender that should have come before and have not. */
  missing: z.array(z.int()),
  lines: z.int(),
  bytes: z.int(),
  counts: z.strictObject({
    added: z.int(),
    changed: z.int(),
    closed: z.int(),
    conflicts: z.int(),
    held: z.int(),
    proposals: z.int(),
    aside: z.int(),
  }),
  changes: z.array(ChangeItem),
  operations: z.array(z.strictObject({ code: Code, codeName: z.string() })),
  marking: Marking.nullable(),
  findingsAfter: Counts.nullable(),
  /**
   * `checking`: what is shown takes the signatures of single lines for good that are not known yet; nothing can be accepted before.
   * `corrected`: all are known, and what was shown before was worked out again.
   */
  signatures: z.enum(['checking', 'checked', 'corrected']),
});
export type VerifiedFile = z.infer<typeof VerifiedFile>;
const FileSigner = VerifiedFile.pick({
  sender: true,
  created: true,
  seq: true,
  gap: true,
  missing: true,
  lines: true,
  bytes: true,
});
export type FileSigner = z.infer<typeof FileSigner>;

const AcceptReceipt = z.strictObject({
  state: z.enum(['accepted', 'already-imported']),
  from: Code,
  seq: z.int(),
  missing: z.array(z.int()),
  /** Records recalled by this file, and rules of the operation that held before it and do not any more. */
  recalled: z.int(),
  breaks: z.array(
    z.strictObject({ operation: RecordId, rule: z.string(), severity: z.enum(['block', 'warn']), subject: Code }),
  ),
  counts: z.strictObject({
    added: z.int(),
    changed: z.int(),
    closed: z.int(),
    conflicts: z.int(),
    held: z.int(),
    proposals: z.int(),
    aside: z.int(),
  }),
  operations: z.array(RecordId),
});
export type AcceptReceipt = z.infer<typeof AcceptReceipt>;

const BoxItem = z.strictObject({
  at: Ms,
  direction: z.enum(['in', 'out']),
  agencyCode: Code,
  agencyName: z.string(),
  seq: z.int(),
  bytes: z.int(),
  records: z.int(),
  state: z.enum(['sealed', 'acknowledged', 'accepted', 'gap', 'fork']),
});
export type BoxItem = z.infer<typeof BoxItem>;

/** Partners, keys, files between agencies, briefing packs. */
export const exchangeCalls = {
  'partner.list': ask({}, z.array(Partner)),
  'card.own': ask(
    {},
    z.strictObject({
      agencyId: AgencyId,
      code: Code,
      name: z.string(),
      fingerprint: z.string(),
      suggestedName: z.string(),
    }),
  ),
  'card.write': ask({ ticket: Ticket }, z.strictObject({ fileName: z.string(), bytes: z.int() })),
  /** Reads a partner's card; the partner stays pending until the digits were compared. */
  /** `again`: the agency lost its root key and is enrolled anew; it waits for the digits like a new one. */
  'card.read': ask({ ticket: Ticket, again: z.boolean().optional() }, Partner),
  'partner.trust': ask(
    {
      agencyId: AgencyId,
      by: PersonName,
      second: PersonName,
      how: z.enum(['digits', 'qr']),
      digits: Digits,
      ceiling: z.enum(LEVELS),
    },
    Partner,
  ),
  'partner.revoke': ask({ agencyId: AgencyId, by: PersonName, reason: z.string().trim().min(1).max(1_000) }, Partner),
  'exchange.preview': ask({ operation: RecordId, to: AgencyId }, ReleasePreview),
  'exchange.export': ask(
    {
      operation: RecordId,
      to: AgencyId,
      ticket: Ticket,
      by: PersonName,
      second: PersonName.nullable(),
      /** Everything again, also what the recipient acknowledged. */
      full: z.boolean().optional(),
    },
    ExportReceipt,
  ),
  /** Who signed the file, as soon as that is known; null for a partner's card. */
  'exchange.signer': ask({ ticket: Ticket }, FileSigner.nullable()),
  /** At once, of a large file before all its signatures are known; `exchange.verify` has the last word. */
  'exchange.look': ask({ ticket: Ticket }, VerifiedFile),
  'exchange.verify': ask({ ticket: Ticket }, VerifiedFile),
  'exchange.accept': ask({ ticket: Ticket, by: PersonName }, AcceptReceipt),
  'exchange.box': ask(
    { first: z.int().min(0), count: z.int().min(1).max(200) },
    z.strictObject({ total: z.int(), items: z.array(BoxItem) }),
  ),
  /** Prints a briefing pack for one agency; main prints, the worker releases. */
  'brief.write': desk(
    { operation: RecordId, template: z.enum(['iimarch']), forAgency: Code, lang: Lang, ticket: Ticket },
    z.strictObject({ fileName: z.string(), pages: z.int(), withheld: z.array(WithheldItem), marking: Marking }),
  ),
  'job.cancel': desk({ job: z.string().max(64) }, z.null()),
} as const;

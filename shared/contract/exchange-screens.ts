import * as z from 'zod';
import { ask } from './call.ts';
import { Report } from './exchange-carrier.ts';
import { WithheldItem } from './exchange.ts';
import { Wire } from './exchange-conflicts.ts';
import { Code, Ms, PersonName, RecordId, Ticket } from './values.ts';

const Id24 = z.string().regex(/^[A-Za-z0-9_-]{32}$/);
const Span = z.strictObject({ start: Ms.nullable(), end: Ms.nullable() });

const RecordDifference = z.strictObject({
  record: RecordId,
  kind: z.string(),
  code: z.string(),
  label: z.string(),
  what: z.enum(['added', 'changed', 'closed', 'conflict']),
  /** Codes of the agencies whose lines these are. */
  authors: z.array(z.string()),
  fields: z.array(z.strictObject({ field: z.string(), before: Wire, after: Wire })),
});
export type RecordDifference = z.infer<typeof RecordDifference>;

const AuthorDifference = z.strictObject({
  agency: z.string(),
  /** Token of the person; only its own agency knows the name. */
  by: z.string(),
  records: z.int(),
  fields: z.int(),
  from: Ms,
  to: Ms,
});
export type AuthorDifference = z.infer<typeof AuthorDifference>;

const TaskDifference = z.strictObject({
  operation: RecordId,
  code: z.string(),
  title: z.string(),
  what: z.enum(['moved', 'added', 'gone']),
  before: Span.nullable(),
  after: Span.nullable(),
});
export type TaskDifference = z.infer<typeof TaskDifference>;

const Difference = z.strictObject({
  authors: z.array(AuthorDifference),
  /** The first 2,000; `recordsTotal` counts all. */
  records: z.array(RecordDifference),
  recordsTotal: z.int(),
  /** The first 500 in order of time; the counts are of all. */
  tasks: z.array(TaskDifference),
  moved: z.int(),
  added: z.int(),
  gone: z.int(),
});
export type DifferenceView = z.infer<typeof Difference>;

const SentRecord = z.strictObject({
  record: RecordId,
  kind: z.string(),
  code: z.string(),
  label: z.string(),
  /** `contribution`: not ours to recall. */
  state: z.enum(['released', 'recalled', 'contribution']),
});
export type SentRecord = z.infer<typeof SentRecord>;

const PartnerPage = z.strictObject({
  serial: z.int(),
  cardId: z.string(),
  stations: z.array(z.strictObject({ id: z.string(), name: z.string(), keys: z.array(Id24) })),
  encryption: z.array(z.strictObject({ until: Ms })),
  revocations: z.array(z.strictObject({ key: Id24, at: Ms })),
  suspended: z.boolean(),
  /** What they hold of ours, by kind: released to them now, and how much of that they acknowledged. */
  holding: z.array(z.strictObject({ kind: z.string(), released: z.int(), acknowledged: z.int() })),
  recalled: z.int(),
  /** Name of the folder through which files are carried; null: none was named. */
  folder: z.string().nullable(),
});
export type PartnerPageView = z.infer<typeof PartnerPage>;

/** Reads and steps that the screens of the exchange need beside the calls of the desk. */
export const exchangeScreenCalls = {
  /** What a verified file would change: by record, by author, and on the time axis. Nothing is stored. */
  /** `checked`: only once every signature of the file is known. */
  'exchange.difference': ask({ ticket: Ticket, checked: z.boolean() }, Difference),
  /** The records of one sent file, in the order in which they went. */
  'exchange.sentRecords': ask(
    { outbox: z.int(), first: z.int().min(0), count: z.int().min(1).max(500) },
    z.strictObject({ total: z.int(), items: z.array(SentRecord) }),
  ),
  /** Recalls what one sent file carried (null: everything that is ours and still released), with one reason and two persons. */
  'exchange.recallSent': ask(
    {
      outbox: z.int(),
      records: z.array(RecordId).max(10_000).nullable(),
      /** Of all of them, these stay. */
      except: z.array(RecordId).max(10_000).optional(),
      reason: z.string().trim().min(1).max(1_000),
      by: PersonName,
      second: PersonName,
    },
    z.strictObject({
      to: z.strictObject({ agencyId: Id24, code: Code }),
      recalled: z.int(),
      /** Not ours, or recalled before. */
      left: z.int(),
      /** The next file about this operation carries the recall. */
      operation: RecordId.nullable(),
    }),
  ),
  /** What an agency was given of an operation and may not have any more: whole records, and single fields of others. */
  'exchange.narrowed': ask(
    { operation: RecordId, to: Id24 },
    z.strictObject({ records: z.array(WithheldItem), fields: z.array(WithheldItem) }),
  ),
  /** Recalls all of that: the records, and the records of those fields anew without them. One reason, two persons. */
  'exchange.narrow': ask(
    { operation: RecordId, to: Id24, reason: z.string().trim().min(1).max(1_000), by: PersonName, second: PersonName },
    z.strictObject({ recalled: z.int(), corrected: z.int() }),
  ),
  /** What records are called here; one that is not here, or not released to this agency, is left out. */
  'exchange.names': ask(
    { records: z.array(RecordId).max(200) },
    z.array(z.strictObject({ record: RecordId, kind: z.string(), code: z.string(), label: z.string() })),
  ),
  'partner.page': ask({ agencyId: Id24 }, PartnerPage),
  /** One round through a folder that a person just chose; it is remembered for the partner. */
  'carrier.use': ask({ partner: Code, ticket: Ticket, by: PersonName, take: z.boolean() }, Report),
} as const;

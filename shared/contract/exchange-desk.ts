import * as z from 'zod';
import { ask } from './call.ts';
import { Code, Ms, PersonName, RecordId, Ticket } from './values.ts';

const Id24 = z.string().regex(/^[A-Za-z0-9_-]{32}$/);
const AgencyId = Id24;
const Reason = z.string().trim().min(1).max(1_000);
/** A window into a list that may be long. */
const Window = { first: z.int().min(0), count: z.int().min(1).max(200) };
const Agency = z.strictObject({ agencyId: AgencyId, code: z.string(), name: z.string() });
const Item = z.strictObject({ record: RecordId, kind: z.string(), code: z.string(), label: z.string() });

const Sent = z.strictObject({
  outbox: z.int(),
  to: Agency,
  seq: z.int(),
  at: Ms,
  by: z.string(),
  purpose: z.string(),
  /** `recalled` and `expired`: every record of it. */
  state: z.enum(['prepared', 'sent', 'acknowledged', 'assumed', 'recalled', 'expired']),
  bytes: z.int(),
  records: z.int(),
  lines: z.int(),
  recalled: z.int(),
  expired: z.int(),
  fileName: z.string().nullable(),
});
export type SentView = z.infer<typeof Sent>;

const Standing = z.strictObject({
  agency: Agency,
  suspended: z.boolean(),
  sent: z.int(),
  acknowledged: z.int(),
  unacknowledged: z.array(z.int()),
  streams: z.array(
    z.strictObject({
      stream: Id24,
      station: z.string(),
      unbroken: z.int(),
      later: z.array(z.int()),
      /** Numbers of files that should have come and have not. */
      missing: z.array(z.int()),
      /** Stream it replaces: its station was put back to a backup. */
      replaces: Id24.nullable(),
      replaced: z.boolean(),
    }),
  ),
  toReturn: z.int(),
  receiptsWaiting: z.int(),
  held: z.int(),
  aside: z.int(),
});
export type StandingView = z.infer<typeof Standing>;

const Alarm = z.strictObject({
  n: z.int(),
  agency: Agency,
  kind: z.enum(['fork', 'acknowledgement']),
  at: Ms,
  seq: z.int().nullable(),
  header: Id24.nullable(),
  reason: z.string(),
  restartHint: z.boolean(),
  decided: z.strictObject({ at: Ms, by: z.string(), reason: z.string() }).nullable(),
});
export type AlarmView = z.infer<typeof Alarm>;

const Recall = z.strictObject({
  recall: Id24,
  item: Item,
  /** The operation it belongs to; null: the record is no longer here. */
  operation: RecordId.nullable(),
  to: Agency,
  at: Ms,
  reason: z.string(),
  openAgain: z.boolean(),
  /** `written` and `sent` are not confirmed; `arrived` is acknowledged; `done` and `kept` are signed receipts. */
  state: z.enum(['written', 'sent', 'arrived', 'done', 'kept']),
  basis: z.string().nullable(),
  confirmedAt: Ms.nullable(),
});
export type RecallView = z.infer<typeof Recall>;
const RecalledHere = z.strictObject({
  recall: Id24,
  record: RecordId,
  kind: z.string(),
  by: Agency,
  at: Ms,
  reason: z.string(),
  outcome: z.string(),
});
const Kept = z.strictObject({
  line: Id24,
  agency: Agency,
  record: z.string().nullable(),
  /** Why it waits, was set aside or came back. */
  reason: z.string(),
});
const Doubt = z.strictObject({
  agency: Agency,
  seq: z.int(),
  at: Ms,
  key: Id24,
  doubtful: z.boolean(),
  records: z.array(RecordId),
  /** The first twenty of them by name. */
  items: z.array(Item).max(20),
});
export type DoubtView = z.infer<typeof Doubt>;
const Hold = z.strictObject({
  record: RecordId,
  item: Item,
  basis: z.string(),
  by: z.string(),
  second: z.string(),
  at: Ms,
  kept: z.int(),
});

const twoPeople = { by: PersonName, second: PersonName };
const recallInput = {
  operation: z.string().min(1).max(80),
  record: z.string().min(1).max(80),
  to: Code,
  reason: Reason,
};
const RecallDone = z.strictObject({ record: RecordId, to: Code, code: z.string(), fields: z.int() });

/** Outbox, receipts, gaps, alarms, recalls and holds. Records and agencies are named by id or by the code people write. */
export const deskCalls = {
  'exchange.outbox': ask({ to: Code.nullable(), ...Window }, z.strictObject({ total: z.int(), items: z.array(Sent) })),
  'exchange.standings': ask({}, z.array(Standing)),
  'exchange.alarms': ask({ undecidedOnly: z.boolean() }, z.array(Alarm)),
  /** Settles every alarm of an agency; a suspended sender is heard again. */
  'exchange.decide': ask({ agency: Code, by: PersonName, reason: Reason }, z.null()),
  /** Takes a file as delivered although nothing came back. */
  'exchange.assume': ask({ outbox: z.int(), by: PersonName, reason: Reason }, z.null()),
  /** This workspace was put back to a backup: every stream begins anew. */
  'exchange.restart': ask({ by: PersonName, reason: Reason }, z.strictObject({ streams: z.int() })),
  /** A small file that says what arrived and carries receipts that wait; its text fits a QR picture when there are no receipts. */
  'exchange.ack': ask(
    { to: Code, ticket: Ticket, by: PersonName },
    z.strictObject({
      to: Code,
      seq: z.int(),
      bytes: z.int(),
      receipts: z.int(),
      text: z.string().nullable(),
      fileName: z.string(),
    }),
  ),
  /** Takes in an acknowledgement that was scanned or pasted. */
  'exchange.ackText': ask(
    { text: z.string().max(20_000), by: PersonName },
    z.strictObject({ from: Code, acknowledged: z.int() }),
  ),
  /** What an agency lost with a restored backup, as a file that proves every line. */
  'exchange.return': ask(
    { to: Code, ticket: Ticket, by: PersonName },
    z.strictObject({ to: Code, seq: z.int(), bytes: z.int(), lines: z.int(), fileName: z.string() }),
  ),
  'exchange.recall': ask({ ...recallInput, ...twoPeople, correct: z.boolean() }, RecallDone),
  'exchange.releaseAgain': ask({ ...recallInput, ...twoPeople }, RecallDone),
  'exchange.recalls': ask({ ...Window }, z.strictObject({ total: z.int(), items: z.array(Recall) })),
  'exchange.recalledHere': ask(
    { ...Window },
    z.strictObject({
      total: z.int(),
      items: z.array(RecalledHere),
      /** Prints made here, which no file can erase. */
      prints: z.array(z.strictObject({ at: Ms, operation: z.string(), forAgency: z.string() })),
    }),
  ),
  'exchange.hold': ask({ record: z.string().min(1).max(80), basis: Reason, ...twoPeople }, z.null()),
  'exchange.liftHold': ask({ record: RecordId, reason: Reason, ...twoPeople }, z.null()),
  'exchange.holds': ask({}, z.array(Hold)),
  'exchange.kept': ask({ disposition: z.enum(['held', 'aside', 'returned']) }, z.array(Kept)),
  'exchange.doubts': ask({}, z.array(Doubt)),
} as const;

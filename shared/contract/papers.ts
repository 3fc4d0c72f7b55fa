import * as z from 'zod';
import { ask, desk } from './call.ts';
import { Bi, Code, Counts, FindingView, Lang, Marking, Ms, RecordId, Ticket } from './values.ts';

/** What a plan stands on, one list for each kind. */
export const PAPER_KINDS = ['agreement', 'jit', 'movement', 'request', 'asset', 'deconfliction'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];
const Kind = z.enum(PAPER_KINDS);
const Day = z.string();

const PaperRow = z.strictObject({
  index: z.int(),
  id: RecordId,
  code: Code,
  label: Bi,
  state: z.string(),
  stateName: Bi,
  /** Stage of its lifecycle: open, paused, stopped, settled or final. */
  stage: z.string(),
  /** Who is bound by it or asked: countries and agencies by code. */
  parties: z.array(z.string()),
  /** First and last day; null: not given, or open. */
  from: Day.nullable(),
  until: Day.nullable(),
  findings: Counts,
});
export type PaperRow = z.infer<typeof PaperRow>;

/** One value of a card; the window puts it into words. `word` is a member of a closed list named by `set`. */
const Value = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('text'), text: z.string() }),
  z.strictObject({ is: z.literal('code'), code: z.string(), name: z.string() }),
  z.strictObject({ is: z.literal('day'), day: Day }),
  z.strictObject({ is: z.literal('time'), at: Ms, zone: z.string() }),
  z.strictObject({ is: z.literal('number'), n: z.number() }),
  z.strictObject({ is: z.literal('word'), set: z.string(), word: z.string() }),
  /** Integer minor units with two places. */
  z.strictObject({ is: z.literal('money'), minor: z.int(), ccy: z.string() }),
  z.strictObject({ is: z.literal('yes'), yes: z.boolean() }),
]);
export type PaperValue = z.infer<typeof Value>;
const Fact = z.strictObject({ key: z.string(), values: z.array(Value).max(200) });
export type PaperFact = z.infer<typeof Fact>;
const Table = z.strictObject({
  key: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.array(Value))).max(500),
});
export type PaperTable = z.infer<typeof Table>;

const Signing = z.strictObject({
  /** null: the paper itself; else the end date of the extension that is signed. */
  extension: Day.nullable(),
  /** Whether parties sign it in its present state. */
  open: z.boolean(),
  parties: z.array(z.strictObject({ party: z.string(), name: z.string(), on: Day.nullable() })),
});
export type PaperSigning = z.infer<typeof Signing>;

/** A step that was taken: it stays with the agency that took it. People by name. */
const Taken = z.strictObject({
  on: Day,
  from: z.string(),
  to: z.string(),
  toName: Bi,
  by: z.string(),
  role: z.string(),
  second: z.string().nullable(),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
});

const PaperCard = z.strictObject({
  kind: Kind,
  row: PaperRow,
  marking: Marking,
  /** Whether this agency keeps it, and whether agencies disagree on its state. */
  mine: z.boolean(),
  contested: z.boolean(),
  today: Day,
  facts: z.array(Fact),
  tables: z.array(Table),
  signings: z.array(Signing),
  taken: z.array(Taken).max(200),
  findings: z.array(FindingView),
});
export type PaperCard = z.infer<typeof PaperCard>;

/** Agreements, teams, movements, requests, assets and deconflictions of one operation. */
export const paperCalls = {
  /** How many of each kind there are, with the findings that touch them. */
  'paper.kinds': ask(
    { operation: RecordId },
    z.array(z.strictObject({ kind: Kind, total: z.int(), findings: Counts })),
  ),
  /** A window over one kind in the order of urgency: with findings first, then what is under way, then by code. */
  'paper.list': ask(
    {
      operation: RecordId,
      kind: Kind,
      find: z.string().max(200),
      /** Only what findings touch. */
      findings: z.boolean(),
      first: z.int().min(0),
      count: z.int().min(1).max(200),
    },
    z.strictObject({ total: z.int(), matching: z.int(), rows: z.array(PaperRow) }),
  ),
  /** Coverage of every movement on paper for one agency: only what that agency may see. Main prints, the worker releases. */
  'coverage.print': desk(
    { ticket: Ticket, operation: RecordId, forAgency: Code, lang: Lang },
    z.strictObject({ fileName: z.string(), pages: z.int(), withheld: z.int(), marking: Marking }),
  ),
  /** One of them, by record id or code. */
  'paper.card': ask({ operation: RecordId, item: z.string().min(1).max(80) }, PaperCard),
} as const;

import * as z from 'zod';
import { MOST_EDITIONS } from '../domain/editions/index.ts';
import { ask, desk } from './call.ts';
import { PORTFOLIO_ORDERS, PortfolioFilterShape } from './portfolio.ts';
import { Code, Lang, Marking, Ms, RecordId, Ticket } from './values.ts';

const Differing = z.strictObject({
  kept: z.int(),
  added: z.array(z.string()).max(200),
  gone: z.array(z.string()).max(200),
  addedInAll: z.int(),
  goneInAll: z.int(),
});
export type DifferingView = z.infer<typeof Differing>;
const RuleCount = z.strictObject({
  rule: z.string(),
  severity: z.enum(['block', 'warn']),
  before: z.int(),
  now: z.int(),
});
const EditionSide = z.strictObject({
  id: RecordId,
  /** The one that was asked about. */
  chosen: z.boolean(),
  code: Code,
  codeName: z.string(),
  status: z.string(),
  hHour: Ms.nullable(),
  refTz: z.string(),
  dDay: z.string(),
  extent: z.strictObject({ from: Ms, to: Ms }).nullable(),
  work: z.int(),
  tasks: z.int(),
  people: z.int(),
  sites: z.int(),
  agreements: z.int(),
  inForce: z.int(),
  block: z.int(),
  warn: z.int(),
  /** What differs from the edition before; null: the first one. */
  since: z
    .strictObject({ people: Differing, sites: Differing, agreements: Differing, findings: z.array(RuleCount) })
    .nullable(),
});
export type EditionSideView = z.infer<typeof EditionSide>;
const SideFigure = z.strictObject({
  total: z.int(),
  confirmed: z.int(),
  twice: z.int(),
  again: z.int(),
  agencies: z.array(z.strictObject({ agency: Code.nullable(), value: z.int() })),
});
const EditionComparison = z.strictObject({
  /** The first edition first. */
  sides: z.array(EditionSide).max(MOST_EDITIONS),
  /** Earlier editions beyond those. */
  older: z.int(),
  figures: z.array(
    z.strictObject({
      figure: z.string(),
      unit: z.string(),
      /** One for each side; null: nothing of the kind was reported. */
      sides: z.array(SideFigure.nullable()),
      all: z.int(),
    }),
  ),
});
export type EditionComparison = z.infer<typeof EditionComparison>;

const Crossing = z.strictObject({ mine: Code, theirs: Code, from: Ms, to: Ms });
const SharedPerson = z.strictObject({
  name: z.string(),
  agency: Code,
  /** Tasks of both that ask for more than the whole of this person at once. */
  clashes: z.array(Crossing).max(20),
});
const SharedWith = z.strictObject({
  operation: RecordId,
  code: Code,
  codeName: z.string(),
  /** Its row in the list as it is filtered and ordered; null: outside the filter. */
  row: z.int().nullable(),
  people: z.int(),
  clashes: z.int(),
  /** Those who clash first. */
  names: z.array(SharedPerson).max(50),
});
export type SharedWith = z.infer<typeof SharedWith>;
const Shared = z.strictObject({
  /** Row of the operation itself in that list. */
  row: z.int().nullable(),
  /** People of it that any other operation has as well. */
  people: z.int(),
  /** Operations in all; the first 200 are listed, those with a clash first. */
  total: z.int(),
  others: z.array(SharedWith).max(200),
});
export type SharedPeopleView = z.infer<typeof Shared>;

/** Operations beside one another: editions of one, and those that share people. */
export const editionCalls = {
  /** Earlier and later editions of an operation, itself among them. */
  'edition.compare': ask({ operation: RecordId }, EditionComparison),
  /** For our own agency: an edition is compared with what is ours alone. Main prints, the worker releases. */
  'edition.print': desk(
    { ticket: Ticket, operation: RecordId, lang: Lang },
    z.strictObject({ fileName: z.string(), pages: z.int(), withheld: z.int(), marking: Marking }),
  ),
  'operation.shared': ask({ operation: RecordId, ...PortfolioFilterShape, order: z.enum(PORTFOLIO_ORDERS) }, Shared),
  /** How many people each of these shares with any other, in the order asked. */
  'people.shared': ask({ operations: z.array(RecordId).max(200) }, z.array(z.int())),
} as const;

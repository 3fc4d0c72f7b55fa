import * as z from 'zod';
import { ask } from './call.ts';
import { CheckedCard } from './planning.ts';
import { Code, Done, FindingView, Ms, RecordId } from './values.ts';

/** Names of branches and of people who look for them. */
const Name = z.string().trim().min(1).max(80);
const Window = { first: z.int().min(0), count: z.int().min(1).max(200) };
const Span = z.strictObject({ start: Ms.nullable(), end: Ms.nullable() });

const BranchCard = z.strictObject({
  id: RecordId,
  operation: RecordId,
  name: z.string(),
  by: z.string(),
  at: Ms,
  discarded: Ms.nullable(),
  /** Records that read otherwise than in the plan, and how many of them the plan has moved meanwhile. */
  changes: z.int(),
  moved: z.int(),
});
export type BranchCard = z.infer<typeof BranchCard>;

/** One field of a record on two sides: the plan as it is, and what would be taken into it. Values are text; lists are JSON. */
const FieldDifference = z.strictObject({
  field: z.string(),
  now: z.string().nullable(),
  other: z.string().nullable(),
  /** Of a branch: what the plan had when the branch first changed it. */
  base: z.string().nullable(),
  /** The plan has moved since then. */
  moved: z.boolean(),
  /** Why it cannot be taken over: a state follows steps, the record is another agency's, its values are sealed. */
  blocked: z.enum(['state', 'owner', 'sealed']).nullable(),
});
export type FieldDifference = z.infer<typeof FieldDifference>;

export const PlanDifference = z.strictObject({
  record: RecordId,
  kind: z.string(),
  /** The item the record is or belongs to, as people know it. */
  item: z.strictObject({ kind: z.string(), code: z.string(), label: z.string() }),
  /** Of a part: what it names beside its item, such as the person of an assignment. */
  part: z.string(),
  /** Seen from the plan: taking it over would add, change or remove the record. */
  what: z.enum(['added', 'changed', 'gone']),
  fields: z.array(FieldDifference),
  /** Records that have to be taken over together with it. */
  needs: z.array(RecordId),
  /** `closed`: the plan closed it meanwhile. `state`: it says which step was taken. `sealed`: it is kept apart. `owner`: another agency keeps it. */
  blocked: z.enum(['closed', 'state', 'sealed', 'owner']).nullable(),
});
export type PlanDifference = z.infer<typeof PlanDifference>;

/** A window of what differs; `seen` names exactly this state of both sides and is given back with a choice. */
export const Differences = z.strictObject({
  total: z.int(),
  /** Of them: can be taken over without overruling anybody. */
  clean: z.int(),
  moved: z.int(),
  blocked: z.int(),
  seen: z.string(),
  items: z.array(PlanDifference),
});
export type Differences = z.infer<typeof Differences>;

/** What was chosen: everything that overrules nobody, or records with some of their fields (null: all that can be). */
export const Picks = z.union([
  z.literal('clean'),
  /** Every difference; refused while anything would be overruled, left out or is in conflict. */
  z.literal('all'),
  z.array(z.strictObject({ record: RecordId, fields: z.array(z.string().max(40)).max(100).nullable() })).max(2_000),
]);
export type Picks = z.infer<typeof Picks>;
export const Choice = { picks: Picks, seen: z.string().max(64) };

const TaskMove = z.strictObject({
  code: Code,
  title: z.string(),
  what: z.enum(['moved', 'added', 'gone']),
  before: Span.nullable(),
  after: Span.nullable(),
});
/** What taking a choice over would do, without doing it. */
export const ChoicePreview = z.strictObject({
  records: z.int(),
  fields: z.int(),
  /** The first 100 tasks that come, go or stand at another time. */
  tasks: z.array(TaskMove),
  tasksInAll: z.int(),
  added: z.array(FindingView),
  gone: z.array(FindingView),
});
export type ChoicePreview = z.infer<typeof ChoicePreview>;

const CompareRow = z.strictObject({
  record: RecordId,
  code: Code,
  title: z.string(),
  place: z.string().nullable(),
  what: z.enum(['same', 'moved', 'changed', 'added', 'gone']),
  plan: Span.nullable(),
  branch: Span.nullable(),
});
export type CompareRow = z.infer<typeof CompareRow>;

const Booking = z.strictObject({
  tasks: z.int(),
  minutes: z.int(),
  /** Tasks at which the person is needed twice at once (R-PER-01). */
  double: z.array(Code),
});
const PersonRow = z.strictObject({
  code: Code,
  name: z.string(),
  plan: Booking.nullable(),
  branch: Booking.nullable(),
});
export type PersonRow = z.infer<typeof PersonRow>;

const Comparison = z.strictObject({
  branch: BranchCard,
  cards: z.strictObject({ plan: CheckedCard, branch: CheckedCard }),
  tasks: z.strictObject({ moved: z.int(), changed: z.int(), added: z.int(), gone: z.int(), same: z.int() }),
  /** The worst 200 of each; the numbers count all. */
  findings: z.strictObject({
    added: z.array(FindingView),
    gone: z.array(FindingView),
    addedInAll: z.int(),
    goneInAll: z.int(),
  }),
  people: z.strictObject({ differ: z.int(), doublePlan: z.int(), doubleBranch: z.int() }),
});
export type Comparison = z.infer<typeof Comparison>;

/** What-if branches. They live in this workspace only: nothing of them is a line of the log (docs/decisions/0007). */
export const branchCalls = {
  'branch.create': ask({ operation: RecordId, name: Name }, BranchCard),
  'branch.list': ask(
    { operation: RecordId, discarded: z.boolean(), ...Window },
    z.strictObject({ total: z.int(), branches: z.array(BranchCard) }),
  ),
  'branch.rename': ask({ branch: RecordId, name: Name }, BranchCard),
  'branch.discard': ask({ branch: RecordId }, BranchCard),
  'branch.restore': ask({ branch: RecordId }, BranchCard),
  /** Only of one that was put aside; nothing brings it back. */
  'branch.purge': ask({ branch: RecordId }, z.null()),
  'branch.compare': ask({ branch: RecordId }, Comparison),
  /** Tasks on one scale, in order of time; `all`: those that are the same as well. */
  'branch.tasks': ask(
    { branch: RecordId, all: z.boolean(), ...Window },
    z.strictObject({ total: z.int(), rows: z.array(CompareRow) }),
  ),
  /** People whose bookings differ, those booked twice first. */
  'branch.people': ask({ branch: RecordId, ...Window }, z.strictObject({ total: z.int(), people: z.array(PersonRow) })),
  'branch.changes': ask({ branch: RecordId, ...Window }, Differences),
  'branch.preview': ask({ branch: RecordId, ...Choice }, ChoicePreview),
  /** One step of the plan. Codes: `seen-stale`, `branch.needs`, `branch.nothing`, those of the door. */
  'branch.merge': ask({ branch: RecordId, ...Choice }, Done),
} as const;

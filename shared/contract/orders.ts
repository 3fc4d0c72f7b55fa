import * as z from 'zod';
import { CHANGES, TASK_FIELDS } from '../domain/order/index.ts';
import { OrderFrameText, OrderTaskText } from '../domain/order/order-text.ts';
import { ORDER_SECTIONS } from '../model/plan.ts';
import { ORDER_STATES } from '../model/vocabulary.ts';
import { ask, desk } from './call.ts';
import { Bi, Code, Done, Lang, Marking, Ms, PersonName, RecordId, Ticket } from './values.ts';

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const Window = { first: z.int().min(0), count: z.int().min(1).max(200) };
const Changes = z.strictObject({ moved: z.int(), changed: z.int(), added: z.int(), gone: z.int() });
export type ChangeCounts = z.infer<typeof Changes>;

const OrderVersion = z.strictObject({
  record: RecordId,
  /** As steps name it: `order:9`. */
  code: Code,
  version: z.int(),
  state: z.enum(ORDER_STATES),
  /** Day its state was reached, where a step was recorded. */
  since: Day.nullable(),
  mine: z.boolean(),
  /** Who issued it with whom, and when; null: not issued, or not on record. */
  issued: z.strictObject({ on: Day, by: z.string(), second: z.string().nullable() }).nullable(),
  /**
   * `live`: not issued, so it says what the plan says now. `kept`: as it was issued, and whole. `damaged`: what was kept does not add up to
   * its hash. `none`: it was issued before this workspace kept texts. `received`: another agency issued it and keeps its text; here it says
   * what was released of the plan.
   */
  text: z.enum(['live', 'kept', 'received', 'damaged', 'none']),
  /** SHA-256 of what it says, for one that is kept. */
  hash: z.string().nullable(),
  /** Acknowledgements given, and agencies it goes to. */
  acknowledged: z.int(),
  recipients: z.int(),
});
export type OrderVersion = z.infer<typeof OrderVersion>;

const OrderList = z.strictObject({
  mine: z.boolean(),
  today: Day,
  /** Newest first. */
  orders: z.array(OrderVersion),
  /** Version in force: the newest that was issued and not replaced. */
  current: RecordId.nullable(),
  /** A version that is not issued yet; there is never more than one. */
  open: RecordId.nullable(),
  /** Its number was issued before with another text, and that was undone: it needs a new number. */
  spent: z.boolean(),
});

const OrderView = z.strictObject({
  order: OrderVersion,
  frame: OrderFrameText,
  /** Tasks by the agency that owns them, in the order of the plan; null: no agency is given. */
  agencies: z.array(z.strictObject({ code: Code.nullable(), name: z.string(), tasks: z.int() })),
  total: z.int(),
  decisions: z.array(OrderTaskText),
});
export type OrderView = z.infer<typeof OrderView>;
export type OrderTaskView = z.infer<typeof OrderTaskText>;

const OrderChangeView = z.strictObject({
  id: z.string(),
  code: Code,
  change: z.enum(CHANGES),
  fields: z.array(z.enum(TASK_FIELDS)),
  before: OrderTaskText.nullable(),
  after: OrderTaskText.nullable(),
});
export type OrderChangeView = z.infer<typeof OrderChangeView>;
const OrderDifference = z.strictObject({
  from: OrderVersion,
  to: OrderVersion,
  /** What else differs: `hHour`, `phases`, `papers`, sections by name. */
  frame: z.array(z.string()),
  /** H before and after, where it moved. */
  hHour: z.strictObject({ from: Ms.nullable(), to: Ms.nullable() }).nullable(),
  counts: Changes,
  total: z.int(),
  changes: z.array(OrderChangeView),
});

const Briefed = z.strictObject({
  agency: Code,
  name: z.string(),
  /** It issues the order, so it acknowledges nothing. */
  issuer: z.boolean(),
  tasks: z.int(),
  /** Newest version it acknowledged, and the day; null: none. */
  version: z.int().nullable(),
  on: Day.nullable(),
  current: z.boolean(),
  /** Changes since then that touch it; null: the text of one of the two versions is not kept. */
  touched: Changes.nullable(),
  /** People of it whom they touch, and how often. */
  people: z.array(z.strictObject({ code: Code, name: z.string(), changes: z.int() })).max(200),
});
export type BriefedAgency = z.infer<typeof Briefed>;
const BriefedList = z.strictObject({
  version: z.int().nullable(),
  order: RecordId.nullable(),
  total: z.int(),
  missing: z.int(),
  agencies: z.array(Briefed),
});

const Order = { operation: RecordId, order: RecordId };

/** Operational orders: versions, what each said, what changed between two, and who was briefed on which. */
export const orderCalls = {
  'order.list': ask({ operation: RecordId }, OrderList),
  'order.view': ask(Order, OrderView),
  /** Tasks of a version in the order in which they begin, of one agency or of all. */
  'order.tasks': ask(
    { ...Order, agency: Code.nullable(), ...Window },
    z.strictObject({ total: z.int(), tasks: z.array(OrderTaskText) }),
  ),
  'order.difference': ask(
    { operation: RecordId, from: RecordId, to: RecordId, agency: Code.nullable(), person: Code.nullable(), ...Window },
    OrderDifference,
  ),
  'order.briefed': ask({ operation: RecordId, ...Window }, BriefedList),
  /** A new version as a draft, with the texts of the newest one. */
  'order.draft': ask({ operation: RecordId, by: PersonName }, z.strictObject({ ...Done.shape, order: RecordId })),
  'order.write': ask({ ...Order, section: z.enum(ORDER_SECTIONS), text: Bi, by: PersonName }, Done),
  'order.acknowledge': ask({ ...Order, agency: Code, on: Day, by: PersonName }, Done),
  /** A version on paper for one agency: only what that agency may see. */
  'order.print': desk(
    { ...Order, forAgency: Code, lang: Lang, ticket: Ticket },
    z.strictObject({ fileName: z.string(), pages: z.int(), withheld: z.int(), marking: Marking }),
  ),
} as const;

import * as z from 'zod';
import { LEVELS, OPERATION_STATES, TLP } from '../model/vocabulary.ts';
import { ask } from './call.ts';
import { OperationCard } from './planning.ts';
import { Done, Marking, Ms, RecordId } from './values.ts';

/** `urgency`: nearest to its H first, what is over last. Within equals by code. */
export const PORTFOLIO_ORDERS = ['urgency', 'h', 'name', 'findings', 'status'] as const;
export type PortfolioOrder = (typeof PORTFOLIO_ORDERS)[number];

/** Which operations are looked at; filtered on the trusted side, so that the window never holds the whole list. */
export const PortfolioFilterShape = {
  /** Every word occurs in code, code name, titles or keeper; case and accents do not count. */
  find: z.string().max(200),
  /** null: every state. */
  status: z.enum(OPERATION_STATES).nullable(),
  /** Only those with a finding that stops a gate. */
  blocked: z.boolean(),
};
const PortfolioFilter = z.strictObject(PortfolioFilterShape);
export type PortfolioFilter = z.infer<typeof PortfolioFilter>;

const StateCount = z.strictObject({ status: z.enum(OPERATION_STATES), count: z.int(), blocked: z.int() });
export type StateCount = z.infer<typeof StateCount>;

const OperationPage = z.strictObject({
  /** Operations in the workspace, and those the filter leaves. */
  total: z.int(),
  matching: z.int(),
  /** Of all, and of those outside the filter: a block is never hidden by a filter without being counted. */
  blocked: z.int(),
  blockedOutside: z.int(),
  /** Not read yet since the workspace was opened, or read too long ago; checked in the background, told by `changed`. */
  unchecked: z.int(),
  /** By state, in the order of the lifecycle, of what the filter leaves when its state is not looked at. */
  states: z.array(StateCount),
  /** Every marking among the matching operations, each once. */
  markings: z.array(Marking),
  /** `first` to `first + count - 1` of the matching ones in the order asked for. */
  cards: z.array(OperationCard),
  /** Those of the cards that have an earlier or a later edition here. */
  editions: z.array(RecordId),
});
export type OperationPage = z.infer<typeof OperationPage>;

const Counts = z.array(z.int());
/** The matching operations on one axis of time: how many run, are blocked, and have their H in each of equal parts. */
const PortfolioPicture = z.strictObject({
  from: Ms,
  to: Ms,
  running: Counts,
  blocked: Counts,
  h: Counts,
});
export type PortfolioPicture = z.infer<typeof PortfolioPicture>;

export const NewCode = z.string().max(80);
export const NewName = z.string().max(200);
/** Wall clock `YYYY-MM-DDThh:mm` in the reference zone, as typed; checked by the worker (R-OP-12). */
export const Wall = z.string().max(40);
export const NewOperation = z.strictObject({ ...Done.shape, operation: RecordId });

/** All operations of a workspace side by side, and how a new one begins. */
export const portfolioCalls = {
  'operation.list': ask(
    {
      ...PortfolioFilterShape,
      first: z.int().min(0),
      count: z.int().min(1).max(200),
      order: z.enum(PORTFOLIO_ORDERS),
    },
    OperationPage,
  ),
  /** One card, read and checked; null: there is no such operation (any more). */
  'operation.card': ask({ operation: RecordId }, OperationCard.nullable()),
  /** null: nothing of it can be placed in time. */
  'operation.picture': ask({ ...PortfolioFilterShape, bins: z.int().min(1).max(2_000) }, PortfolioPicture.nullable()),
  /** A new operation in its first state, with three phases around its H. */
  'operation.create': ask(
    {
      code: NewCode,
      codeName: NewName,
      title: NewName,
      refTz: z.string().max(64),
      hHour: Wall,
      tlp: z.enum(TLP),
      level: z.enum(LEVELS),
    },
    NewOperation,
  ),
  /**
   * A further edition of an operation: its frame under a new name and H. `fixed`: starts and ends at a fixed wall clock, carried along
   * by whole days; `foreign`: records kept by other agencies, which were left out.
   */
  'operation.copy': ask(
    {
      operation: RecordId,
      code: NewCode,
      codeName: NewName,
      hHour: Wall,
      people: z.boolean(),
      movements: z.boolean(),
    },
    z.strictObject({ ...NewOperation.shape, tasks: z.int(), fixed: z.int(), foreign: z.int() }),
  ),
} as const;

import * as z from 'zod';
import type { Reply } from './call.ts';
import { actionCalls } from './action-day.ts';
import { bandCalls } from './bands.ts';
import { branchCalls } from './branches.ts';
import { draftCalls } from './drafts.ts';
import { calendarCalls } from './calendar.ts';
import { carrierCalls } from './exchange-carrier.ts';
import { conflictCalls } from './exchange-conflicts.ts';
import { deskCalls } from './exchange-desk.ts';
import { exchangeScreenCalls } from './exchange-screens.ts';
import { keyCalls } from './exchange-keys.ts';
import { stationCalls } from './exchange-stations.ts';
import { exchangeCalls } from './exchange.ts';
import { editingCalls } from './editing.ts';
import { explainCalls } from './explain.ts';
import { historyCalls } from './history.ts';
import { limitsCalls } from './limits.ts';
import { orderCalls } from './orders.ts';
import { paperCalls } from './papers.ts';
import { planningCalls } from './planning.ts';
import { editionCalls } from './editions.ts';
import { portfolioCalls } from './portfolio.ts';
import { scheduleCalls } from './schedule.ts';
import { searchCalls } from './search.ts';
import { sessionCalls } from './session.ts';
import { siteCalls } from './sites.ts';
import { stepCalls } from './steps.ts';
import { travellerCalls } from './travellers.ts';
import { templateCalls } from './templates.ts';

/** The one list of calls that cross the window border. The preload exposes these names and nothing else. */
export const contract = {
  ...sessionCalls,
  ...planningCalls,
  ...bandCalls,
  ...portfolioCalls,
  ...editionCalls,
  ...explainCalls,
  ...limitsCalls,
  ...scheduleCalls,
  ...searchCalls,
  ...stepCalls,
  ...editingCalls,
  ...templateCalls,
  ...orderCalls,
  ...actionCalls,
  ...exchangeCalls,
  ...calendarCalls,
  ...siteCalls,
  ...deskCalls,
  ...conflictCalls,
  ...keyCalls,
  ...stationCalls,
  ...carrierCalls,
  ...exchangeScreenCalls,
  ...paperCalls,
  ...draftCalls,
  ...travellerCalls,
  ...branchCalls,
  ...historyCalls,
} as const;
export type Contract = typeof contract;
export type CallName = keyof Contract;
export type Input<C extends CallName> = z.infer<Contract[C]['in']>;
export type Output<C extends CallName> = z.infer<Contract[C]['out']>;

export const isCallName = (name: string): name is CallName => Object.hasOwn(contract, name);

/** Pushed to the window: ids and counts only, never values. */
export const events = {
  /** Something was committed; the window re-reads what it shows. Empty `records` = everything may have changed. */
  changed: z.strictObject({ operations: z.array(z.string()), records: z.array(z.string()) }),
  progress: z.strictObject({ job: z.string(), step: z.string(), done: z.int(), total: z.int(), ended: z.boolean() }),
  session: z.strictObject({ open: z.boolean() }),
  /** A menu entry or an operating-system event that stands for a command of the one list (`commands.ts`). */
  command: z.strictObject({ name: z.string() }),
} as const;
export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;

/** What the window sees as `window.liaison`: one function per call, one subscription per event. No channel name is ever passed in. */
export interface Bridge {
  readonly calls: { readonly [C in CallName]: (input: Input<C>) => Promise<Reply<Output<C>>> };
  /** Each answers its unsubscribe. */
  readonly on: { readonly [E in EventName]: (listen: (payload: EventPayload<E>) => void) => () => void };
}

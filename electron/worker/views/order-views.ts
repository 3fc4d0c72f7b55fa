/** Versions of the order of an operation: what each says, said and changed, and who was briefed on which. */
import type { IssuedText } from '#db/queries/issued.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import type {
  BriefedAgency,
  ChangeCounts,
  OrderChangeView,
  OrderTaskView,
  OrderVersion,
  OrderView,
} from '#shared/contract/orders.ts';
import { LIFECYCLES, stateIn } from '#shared/domain/lifecycles/index.ts';
import {
  agenciesOf,
  type OrderChange,
  orderChanges,
  type OrderContent,
  orderContent,
  type OrderTask,
  touches,
} from '#shared/domain/order/index.ts';
import { joinPages, type OrderPage, orderText, readOrderText } from '#shared/domain/order/order-text.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { type Bi, type Code, type LocalDate, ORDER_SECTIONS } from '#shared/model/plan.ts';
import type { OrderState } from '#shared/model/vocabulary.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

export const hashOfText = (text: string): string => Buffer.from(sha256(Buffer.from(text, 'utf8'))).toString('hex');

export const versionOf = ({ fields }: RecordRow): number => Number(fields['version'] ?? 0);
export const orderState = ({ fields }: RecordRow): OrderState =>
  (stateIn(fields['state'] ?? null) as OrderState | null) ?? LIFECYCLES.order.initial;
const isOpen = (state: OrderState): boolean => state === 'draft' || state === 'review';

/** Orders of an operation, the newest version first. */
export const ordersIn = (rows: readonly RecordRow[]): readonly RecordRow[] =>
  rows
    .filter(({ kind }) => kind === 'order')
    .sort((a, b) => versionOf(b) - versionOf(a) || (b.order ?? 0) - (a.order ?? 0));
/** Version in force: the newest that was issued and not replaced. */
export const currentOrder = (orders: readonly RecordRow[]): RecordRow | null =>
  orders.find((row) => !isOpen(orderState(row)) && orderState(row) !== 'superseded') ?? null;
export const openOrder = (orders: readonly RecordRow[]): RecordRow | null =>
  orders.find((row) => isOpen(orderState(row))) ?? null;

/** Agencies an order goes to: whoever owns a task of the operation, but for the agency that issues it (R-OP-07). */
export const recipientsOf = (state: OperationState): readonly Code[] =>
  [...new Set(planOf(state).tasks.flatMap(({ owner }) => owner ?? []))]
    .filter((code) => code !== state.ownerCode)
    .sort();

/** Acknowledgements on record of one version, each with its day. */
export function acknowledgementsOf(
  state: OperationState,
  rows: readonly RecordRow[],
  order: RecordRow,
): Readonly<Record<Code, LocalDate>> {
  const given = rows.flatMap(({ kind, fields }) => {
    if (kind !== 'orderAcknowledgement' || fields['of'] !== order.id || fields['version'] !== versionOf(order))
      return [];
    const agency = state.view.codeOf.get(String(fields['agency'] ?? ''));
    const { on } = fields;
    return agency === undefined || typeof on !== 'string' ? [] : [[agency, on] as const];
  });
  return Object.fromEntries(given);
}

export const sectionsOf = ({ fields }: RecordRow): OrderContent['sections'] =>
  Object.fromEntries(
    ORDER_SECTIONS.flatMap((section): [string, Bi][] => {
      const words = fields[section];
      return Array.isArray(words) ? [[section, { en: String(words[0] ?? ''), fr: String(words[1] ?? '') }]] : [];
    }),
  );

/** What an order would say if it were issued now. */
export const liveContent = (state: OperationState, order: RecordRow): OrderContent =>
  orderContent(state.facts, versionOf(order), sectionsOf(order), (task) => recordOf(state, task) ?? task);

export interface OrderText {
  readonly is: OrderVersion['text'];
  readonly content: OrderContent | null;
  readonly hash: string | null;
}
const NOTHING_KEPT: OrderText = { is: 'none', content: null, hash: null };

/** What an order says: a draft what the plan says now, an issued one what was kept of it. Only pages of its own keeper count. */
export function textOf(state: OperationState, rows: readonly RecordRow[], order: RecordRow): OrderText {
  if (isOpen(orderState(order))) return { is: 'live', content: liveContent(state, order), hash: null };
  const pages = rows.filter(
    (row) => row.kind === 'orderPage' && row.owner === order.owner && row.fields['of'] === order.id,
  );
  // The text stays with the agency that issued it: elsewhere an order says what was released of the plan.
  if (pages.length === 0)
    return state.mine ? NOTHING_KEPT : { is: 'received', content: liveContent(state, order), hash: null };
  const text = joinPages(pages.map(pageOf), hashOfText);
  const read = text === null ? null : readOrderText(text);
  return text !== null && read?.ok
    ? { is: 'kept', content: read.value, hash: hashOfText(text) }
    : { is: 'damaged', content: null, hash: null };
}
const pageOf = ({ fields }: RecordRow): OrderPage => ({
  page: Number(fields['page'] ?? 0),
  pages: Number(fields['pages'] ?? 0),
  text: String(fields['text'] ?? ''),
  hash: String(fields['hash'] ?? ''),
});

/** Whether the number of a version that is not issued named another text before: an issue that was undone is not forgotten. */
export function isSpent(issued: readonly IssuedText[], state: OperationState, order: RecordRow): boolean {
  const before = issued.filter(({ version }) => version === versionOf(order));
  return before.some(({ hash }) => hash !== hashOfText(textToKeep(state, order)));
}

/** Text to keep of a version that is issued now. */
export const textToKeep = (state: OperationState, order: RecordRow): string => orderText(liveContent(state, order));

/** The step into a state that was recorded last. */
function stepInto(rows: readonly RecordRow[], order: RecordRow, to: OrderState): RecordRow | null {
  const steps = rows.filter(({ kind, fields }) => kind === 'stepTaken' && fields['of'] === order.id);
  return steps.findLast(({ fields }) => Array.isArray(fields['states']) && fields['states'][1] === to) ?? null;
}

export function versionView(
  state: OperationState,
  rows: readonly RecordRow[],
  order: RecordRow,
  own: string,
  text: OrderText = textOf(state, rows, order),
): OrderVersion {
  const now = orderState(order);
  const issue = stepInto(rows, order, 'issued');
  const name = (who: Wire | undefined): string =>
    typeof who === 'string' ? (state.facts.people.get(who)?.name ?? who) : '';
  const last = stepInto(rows, order, now);
  const recipients = recipientsOf(state);
  const given = acknowledgementsOf(state, rows, order);
  return {
    record: order.id,
    code: `order:${versionOf(order)}`,
    version: versionOf(order),
    state: now,
    since: last ? String(last.fields['on']) : null,
    mine: order.owner === own,
    issued:
      issue && typeof issue.fields['on'] === 'string'
        ? {
            on: issue.fields['on'],
            by: name(issue.fields['by']),
            second: issue.fields['second'] ? name(issue.fields['second']) : null,
          }
        : null,
    text: text.is,
    hash: text.hash,
    acknowledged: recipients.filter((code) => given[code] !== undefined).length,
    recipients: recipients.length,
  };
}

export function orderView(state: OperationState, order: OrderVersion, { tasks, ...frame }: OrderContent): OrderView {
  const counts = new Map<Code | null, number>();
  for (const task of tasks) counts.set(task.owner, (counts.get(task.owner) ?? 0) + 1);
  const known = planOf(state).agencies.map(({ id }) => id);
  const place = (code: Code | null): number => (code === null ? Number.MAX_SAFE_INTEGER : known.indexOf(code));
  const names = new Map(frame.agencies.map(({ code, name }) => [code, name]));
  return {
    order,
    frame: {
      ...frame,
      sections: { ...frame.sections },
      phases: [...frame.phases],
      agencies: [...frame.agencies],
      people: [...frame.people],
      papers: [...frame.papers],
    },
    agencies: [...counts]
      .map(([code, n]) => ({ code, name: code === null ? '' : (names.get(code) ?? code), tasks: n }))
      .sort((a, b) => place(a.code) - place(b.code)),
    total: tasks.length,
    decisions: tasks.filter(({ decision }) => decision !== null).map(plainTask),
  };
}

export const plainTask = (task: OrderTask): OrderTaskView => ({
  ...task,
  people: [...task.people],
  relies: [...task.relies],
});
export const plainChange = ({ before, after, fields, ...change }: OrderChange): OrderChangeView => ({
  ...change,
  fields: [...fields],
  before: before && plainTask(before),
  after: after && plainTask(after),
});

export const countChanges = (changes: readonly OrderChange[]): ChangeCounts => ({
  moved: changes.filter(({ change }) => change === 'moved').length,
  changed: changes.filter(({ change }) => change === 'changed').length,
  added: changes.filter(({ change }) => change === 'added').length,
  gone: changes.filter(({ change }) => change === 'gone').length,
});

/** Every agency with a task or an acknowledgement, with the version it was briefed on and what touches it since. */
export function briefedAgencies(state: OperationState, rows: readonly RecordRow[]): readonly BriefedAgency[] {
  const orders = ordersIn(rows);
  const current = currentOrder(orders);
  const now = current && textOf(state, rows, current).content;
  const given = orders.map((order) => ({ order, acks: acknowledgementsOf(state, rows, order) }));
  const changesSince = new Map<
    string,
    { readonly changes: readonly OrderChange[]; readonly people: ReadonlyMap<Code, Code | null> } | null
  >();
  const since = (order: RecordRow) => {
    const known = changesSince.get(order.id);
    if (known !== undefined) return known;
    const then = textOf(state, rows, order).content;
    const made = then && now ? { changes: orderChanges(then, now), people: agenciesOf(then, now) } : null;
    changesSince.set(order.id, made);
    return made;
  };
  const owners = new Set(planOf(state).tasks.map(({ owner }) => owner));
  return planOf(state)
    .agencies.filter(({ id }) => owners.has(id) || given.some(({ acks }) => acks[id] !== undefined))
    .map(({ id, name }): BriefedAgency => {
      const last = given.find(({ acks }) => acks[id] !== undefined);
      const difference = last ? since(last.order) : null;
      const own = difference?.changes.filter((one) => touches(one, { agency: id, person: null }, difference.people));
      return {
        agency: id,
        name,
        issuer: id === state.ownerCode,
        tasks: state.facts.tasks.by('owner', id).length,
        version: last ? versionOf(last.order) : null,
        on: last?.acks[id] ?? null,
        current: last !== undefined && last.order.id === current?.id,
        touched: own ? countChanges(own) : null,
        people: difference && own ? touchedPeople(state, id, own, difference.people) : [],
      };
    });
}

function touchedPeople(
  state: OperationState,
  agency: Code,
  changes: readonly OrderChange[],
  people: ReadonlyMap<Code, Code | null>,
): BriefedAgency['people'] {
  return [...people]
    .filter(([, of]) => of === agency)
    .map(([code]) => ({
      code,
      name: state.facts.people.get(code)?.name ?? code,
      changes: changes.filter((one) => touches(one, { agency: null, person: code }, people)).length,
    }))
    .filter((one) => one.changes > 0)
    .sort((a, b) => b.changes - a.changes || (a.code < b.code ? -1 : 1))
    .slice(0, 200);
}

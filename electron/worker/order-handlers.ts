import type { Change } from '#db/store-types.ts';
import { agenciesOf, frameChanges, orderChanges, touches } from '#shared/domain/order/index.ts';
import { WHY } from '#shared/domain/release/why.ts';
import { orderSheet } from '#shared/formats/order/order-sheet.ts';
import { releasedContent } from '#shared/formats/order/released.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import { ORDER_SECTIONS } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import { addDays, isDate } from '#shared/time/calendar.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, type WorkerContext } from './context.ts';
import { partnerBy } from './partner-handlers.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import { readOnly, settled } from './planning-handlers.ts';
import { manifestOf, marking, releaseTo } from './release-views.ts';
import type { Session } from './session.ts';
import {
  briefedAgencies,
  countChanges,
  currentOrder,
  isSpent,
  openOrder,
  ordersIn,
  orderState,
  orderView,
  plainChange,
  plainTask,
  recipientsOf,
  textOf,
  versionOf,
  versionView,
} from './views/order-views.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';

/** Paper copies are kept as long as those of a pack. */
const KEEP_DAYS = 90;

const noText = (order: RecordRow, is: string) =>
  refuse(
    refusal(
      is === 'damaged' ? 'order.damaged' : 'order.no-text',
      `order:${versionOf(order)}`,
      is === 'damaged'
        ? 'what was kept of this version does not add up to its hash, so it is not shown as what was ordered'
        : 'this version was issued before its text was kept here',
    ),
  );

/** An order of the operation by its record, with all records, or a refusal. */
function orderNamed(state: OperationState, session: Session, record: string) {
  const rows = session.states.rows(state.id);
  const order = rows.find((row) => row.kind === 'order' && row.id === record);
  return order ? { ok: true as const, rows, order } : notFound(record);
}

/** An order that says something, with what it says. Codes: `not-found`, `order.no-text`, `order.damaged`. */
function withText(state: OperationState, session: Session, record: string) {
  const found = orderNamed(state, session, record);
  if (!found.ok) return found;
  const { rows, order } = found;
  const text = textOf(state, rows, order);
  if (text.content === null) return noText(order, text.is);
  const version = versionView(state, rows, order, session.card.agency, text);
  return { ok: true as const, rows, order, content: text.content, hash: text.hash, version };
}

const spentOf = (session: Session, state: OperationState, order: RecordRow | null): boolean =>
  order !== null && isSpent(session.store.orders.issued(state.id), state, order);

interface Writing {
  readonly command: string;
  readonly label: { readonly key: string; readonly params: Readonly<Record<string, string | number>> };
  readonly by: string;
  readonly changes: readonly Change[];
}
function commit(context: WorkerContext, session: Session, { command, label, by, changes }: Writing) {
  const result = session.store.plan.commit({ command, label, by: tokenOf(session, by), undoable: true, changes });
  if (!result.ok) return { reply: refuse(result.error), created: null };
  keepName(session, by);
  return { reply: settled(context, session, label, result.value), created: result.value.created };
}

export const orderHandlers: HandlersOf<
  | 'order.list'
  | 'order.view'
  | 'order.tasks'
  | 'order.difference'
  | 'order.briefed'
  | 'order.draft'
  | 'order.write'
  | 'order.acknowledge'
  | 'order.prepare'
  | 'order.printed'
> = {
  'order.list': (context, { operation }) =>
    withOperation(context, operation, (state, session) => {
      const rows = session.states.rows(state.id);
      const orders = ordersIn(rows);
      return done({
        mine: state.mine,
        today: state.facts.today,
        orders: orders.map((order) => versionView(state, rows, order, session.card.agency)),
        current: currentOrder(orders)?.id ?? null,
        open: openOrder(orders)?.id ?? null,
        spent: spentOf(session, state, openOrder(orders)),
      });
    }),
  'order.view': (context, { operation, order }) =>
    withOperation(context, operation, (state, session) => {
      const found = withText(state, session, order);
      return found.ok ? done(orderView(state, found.version, found.content)) : found;
    }),
  'order.tasks': (context, { operation, order, agency, first, count }) =>
    withOperation(context, operation, (state, session) => {
      const found = withText(state, session, order);
      if (!found.ok) return found;
      const tasks = found.content.tasks.filter((task) => agency === null || task.owner === agency);
      return done({ total: tasks.length, tasks: tasks.slice(first, first + count).map(plainTask) });
    }),
  'order.difference': (context, { operation, from, to, agency, person, first, count }) =>
    withOperation(context, operation, (state, session) => {
      const before = withText(state, session, from);
      if (!before.ok) return before;
      const after = withText(state, session, to);
      if (!after.ok) return after;
      const [old, fresh] = [before.content, after.content];
      const people = agenciesOf(old, fresh);
      const all = orderChanges(old, fresh).filter(
        (one) => (agency === null && person === null) || touches(one, { agency, person }, people),
      );
      const hMoved = old.operation.hHour !== fresh.operation.hHour;
      return done({
        from: before.version,
        to: after.version,
        frame: [...frameChanges(old, fresh)],
        hHour: hMoved ? { from: old.operation.hHour, to: fresh.operation.hHour } : null,
        counts: countChanges(all),
        total: all.length,
        changes: all.slice(first, first + count).map(plainChange),
      });
    }),
  'order.briefed': (context, { operation, first, count }) =>
    withOperation(context, operation, (state, session) => {
      const rows = session.states.rows(state.id);
      const current = currentOrder(ordersIn(rows));
      const agencies = briefedAgencies(state, rows);
      return done({
        version: current ? versionOf(current) : null,
        order: current?.id ?? null,
        total: agencies.length,
        missing: agencies.filter(({ issuer, current: has }) => !issuer && !has).length,
        agencies: agencies.slice(first, first + count),
      });
    }),
  /** A draft whose number named another text before makes room for one with the next free number. Codes: `order.open` (a version is not issued yet), `read-only`. */
  'order.draft': (context, { operation, by }) =>
    withOperation(context, operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const orders = ordersIn(session.states.rows(state.id));
      const open = openOrder(orders);
      const issued = session.store.orders.issued(state.id);
      const free = Math.max(0, ...orders.map(versionOf), ...issued.map((one) => one.version)) + 1;
      const spent = open !== null && isSpent(issued, state, open);
      if (open && !spent)
        return refuse(
          refusal(
            'order.open',
            `order:${versionOf(open)}`,
            'a version is not issued yet; issue it before the next one',
          ),
        );
      const [newest] = orders;
      const version = free;
      const texts = ORDER_SECTIONS.flatMap((section) => {
        const words = newest?.fields[section];
        return words === undefined || words === null ? [] : [[section, words] as const];
      });
      const { reply, created } = commit(context, session, {
        command: 'order.draft',
        label: { key: 'step.order.draft', params: { version } },
        by,
        changes: [
          // The record keeps the number it had, and with it what that number named.
          ...(open ? [{ type: 'close' as const, rec: open.id }] : []),
          {
            type: 'create',
            kind: 'order',
            key: 'order',
            fields: { operation: state.id, version, ...Object.fromEntries(texts) },
          },
        ],
      });
      if (!reply.ok) return reply;
      const order = created?.get('order');
      return order === undefined ? notFound(`order:${version}`) : done({ ...reply.value, order });
    }),
  /** Codes: `order.sealed` (only a draft is written), `read-only`. */
  'order.write': (context, { operation, order: record, section, text, by }) =>
    withOperation(context, operation, (state, session) => {
      const found = orderNamed(state, session, record);
      if (!found.ok) return found;
      const { order } = found;
      if (!state.mine || order.owner !== session.card.agency) return readOnly(state);
      if (orderState(order) !== 'draft')
        return refuse(
          refusal(
            'order.sealed',
            `order:${versionOf(order)}`,
            'only a draft is written; send it back, or make a new version',
          ),
        );
      const empty = text.en.trim() === '' && text.fr.trim() === '';
      return commit(context, session, {
        command: 'order.write',
        label: { key: 'step.order.write', params: { version: versionOf(order) } },
        by,
        changes: [
          { type: 'set', rec: order.id, field: section, value: empty ? null : [text.en.trim(), text.fr.trim()] },
        ],
      }).reply;
    }),
  /**
   * An agency has a version in hand. Our own agency says so for itself also in another's operation; it reaches the keeper by exchange.
   * Codes: `order.not-issued`, `order.recipient`, `order.day`, `order.acknowledged`, `read-only`.
   */
  'order.acknowledge': (context, { operation, order: record, agency, on, by }) =>
    withOperation(context, operation, (state, session) => {
      const found = orderNamed(state, session, record);
      if (!found.ok) return found;
      const { order, rows } = found;
      if (!state.mine && agency !== session.card.body.code) return readOnly(state);
      const place = `order:${versionOf(order)} ${agency}`;
      if (!['issued', 'acknowledged'].includes(orderState(order)))
        return refuse(refusal('order.not-issued', place, 'only a version in force is acknowledged'));
      const ref = recordOf(state, agency);
      if (ref === null || !recipientsOf(state).includes(agency))
        return refuse(refusal('order.recipient', place, 'the order does not go to this agency: it owns no task'));
      if (!isDate(on) || on > state.facts.today)
        return refuse(refusal('order.day', place, 'give a day that exists and has come, such as 2027-03-01'));
      const known = rows.find(
        ({ kind, fields }) =>
          kind === 'orderAcknowledgement' &&
          fields['of'] === order.id &&
          fields['agency'] === ref &&
          fields['version'] === versionOf(order),
      );
      if (known && typeof known.fields['on'] === 'string')
        return refuse(refusal('order.acknowledged', place, `it acknowledged this version on ${known.fields['on']}`));
      const fields = { operation: state.id, of: order.id, agency: ref, version: versionOf(order), on };
      return commit(context, session, {
        command: 'order.acknowledge',
        label: { key: 'step.order.acknowledge', params: { agency, version: versionOf(order) } },
        by,
        changes: [
          known
            ? { type: 'set', rec: known.id, field: 'on', value: on }
            : { type: 'create', kind: 'orderAcknowledgement', key: 'acknowledgement', fields },
        ],
      }).reply;
    }),
  'order.prepare': (context, { operation, order: record, forAgency, lang }) =>
    withOperation(context, operation, (state, session) => {
      const agency = state.facts.agencies.get(forAgency);
      if (!agency) return notFound(forAgency);
      const found = withText(state, session, record);
      if (!found.ok) return found;
      const { content, hash } = found;
      const released = releaseTo(session, state, forAgency, partnerBy(session, forAgency), 'joint_operation');
      if (!released.ok) return refuse(released.error);
      const { gate } = released.value;
      const cut = releasedContent(content, gate, released.value.rows, { order: found.order.id, operation: state.id });
      const op = planOf(state).operation;
      const today = dateIn(op.refTz, state.clock);
      const sheet = orderSheet({
        content: cut.content,
        lang,
        state: orderState(found.order),
        hash,
        recipient: { code: agency.id, name: agency.name },
        asOf: state.clock,
        destroyBy: addDays(today > op.dDay ? today : op.dDay, KEEP_DAYS),
        marking: marking(gate),
      });
      const held = new Map(gate.withheld.map((one) => [one.code, one]));
      const withheld = cut.withheld.map((code) => {
        const hold = held.get(code);
        return {
          kind: 'task',
          code,
          label: state.facts.tasks.get(code)?.title ?? '',
          field: null,
          rule: hold?.rule ?? 'R-HAN-05',
          why: WHY[hold?.why ?? 'unknown'].en,
          whyKey: hold?.why ?? 'unknown',
        };
      });
      return done({ ...sheet, lang, manifest: manifestOf(gate), withheld });
    }),
  'order.printed': (context, { operation, forAgency, order, bytes, pages, hash }) =>
    withOperation(context, operation, (state, session) => {
      session.store.audit.append({
        act: 'order.print',
        records: [state.id, order],
        ids: { for: forAgency, file: hash },
        counts: { bytes, pages },
      });
      return done(null);
    }),
};

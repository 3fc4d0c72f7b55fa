import type { ConflictDetail } from '#db/exchange/desk-types.ts';
import type { Change } from '#db/store-types.ts';
import { stateFieldOf } from '#shared/domain/lifecycles/index.ts';
import { fits, type Wire } from '#shared/model/kinds/field.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { ConflictItem, TakeChoice } from '#shared/contract/exchange-conflicts.ts';
import { committed, done, type HandlersOf, refuse, withSession } from './context.ts';
import { agencyNames, itemOf, recordNamed } from './naming.ts';
import { keepName, nameOf, tokenOf } from './people-tokens.ts';
import type { Session } from './session.ts';

const LIFE = '_life';
type Head = Omit<ConflictItem, 'sides'>;
interface Open {
  readonly rec: string;
  readonly kind: string;
  readonly field: string;
  readonly merge: ConflictItem['merge'];
  readonly type: ConflictItem['type'];
  readonly reading: ConflictItem['reading'];
  readonly operation: string | null;
  readonly owner: string;
  readonly openedAt: number;
  readonly provisional: Wire;
}
const wire = (value: Wire): ConflictItem['provisional'] => value;

function headView(session: Session, agency: ReturnType<typeof agencyNames>, c: Open): Head {
  const { code, label } = itemOf(session, c.rec, c.kind);
  return {
    record: c.rec,
    kind: c.kind,
    code,
    label,
    field: c.field,
    merge: c.merge,
    type: c.type,
    reading: c.reading,
    operation: c.operation,
    owner: agency(c.owner).code,
    openedAt: c.openedAt,
    provisional: wire(c.provisional),
  };
}

/** Reads what a person typed by the form of the field: text as it stands, else a number or a list. */
function typedValue(kind: string, field: string, text: string): Result<Wire, Refusal> {
  const def = fieldOf(kind, field);
  if (!def) return err(refusal('field.unknown', field, 'the record has no such field'));
  const read: Wire[] = [text];
  if (/^-?\d{1,15}$/.test(text)) read.push(Number(text));
  if (text.startsWith('[')) {
    try {
      read.push(JSON.parse(text) as Wire);
    } catch {
      // Not a list then; the text itself is looked at.
    }
  }
  const value = read.find((v) => fits(def.type, v));
  return value === undefined
    ? err(refusal('value.unfit', field, 'the value does not have the form of this field'))
    : ok(value);
}

/** The value a choice stands for; several sides that are not ours have to be told apart by line. */
function chosen(detail: ConflictDetail, take: TakeChoice): Result<Wire, Refusal> {
  const distinct = (sides: ConflictDetail['sides']): Result<Wire, Refusal> => {
    const texts = new Map(sides.map((s) => [JSON.stringify(s.value), s.value]));
    const [only] = [...texts.values()];
    if (only === undefined) return err(refusal('side.none', detail.field, 'nobody on this side gave a value'));
    return texts.size === 1
      ? ok(only)
      : err(
          refusal(
            'side.several',
            detail.field,
            'this side gave several values; name one of them, or a value of your own',
          ),
        );
  };
  switch (take.how) {
    case 'mine':
      return distinct(detail.sides.filter((s) => s.mine));
    case 'theirs':
      return distinct(detail.sides.filter((s) => !s.mine));
    case 'line':
      return distinct(detail.sides.filter((s) => s.line === take.line));
    case 'value':
      return ok(take.value);
    case 'typed':
      return typedValue(detail.kind, detail.field, take.text);
  }
}

/**
 * The change that settles a field: the door writes it over all heads it finds. Whether a record is closed is settled by closing it over
 * everything seen now, or by opening it.
 */
function settlement(detail: ConflictDetail, take: TakeChoice): Result<Change, Refusal> {
  if (detail.field !== LIFE) {
    const value = chosen(detail, take);
    return value.ok ? ok({ type: 'set', rec: detail.rec, field: detail.field, value: value.value as Wire }) : value;
  }
  const close: Change = { type: 'close', rec: detail.rec };
  const open: Change = { type: 'reopen', rec: detail.rec };
  if (take.how === 'typed' && (take.text === 'closed' || take.text === 'open'))
    return ok(take.text === 'closed' ? close : open);
  // "Edited while being closed" has one side that closed it; whoever edited stands on the other.
  if (take.how === 'mine' || take.how === 'theirs') {
    const closedByUs = detail.sides.some((s) => s.mine && s.value !== null);
    return ok((take.how === 'mine') === closedByUs ? close : open);
  }
  const value = take.how === 'typed' ? null : chosen(detail, take);
  return value?.ok === true
    ? ok(value.value === null ? open : close)
    : err(refusal('value.unfit', LIFE, 'say "closed" or "open"'));
}

/** For many at once: the value by a rule that gives one answer per field, or why it gives none. */
function byRule(
  detail: ConflictDetail,
  take: 'mine' | 'theirs' | 'owner' | 'newest' | 'base',
): Result<Change, Refusal> {
  if (take === 'mine' || take === 'theirs') return settlement(detail, { how: take });
  if (detail.field === LIFE)
    return err(refusal('settle.one-by-one', LIFE, 'whether a record is closed is settled one by one'));
  const set = (value: Wire): Result<Change, Refusal> =>
    ok({ type: 'set', rec: detail.rec, field: detail.field, value: value as Wire });
  // A state goes back to nothing: of two that were reached by steps, one is chosen.
  if (take === 'base' && stateFieldOf(detail.kind)?.field === detail.field)
    return err(refusal('state.door', detail.field, 'a state in conflict is settled by choosing one of its sides'));
  if (take === 'base')
    return detail.hasBase
      ? set(detail.base)
      : err(refusal('base.none', detail.field, 'no common earlier value is known'));
  const sides = take === 'owner' ? detail.sides.filter((s) => s.author === detail.owner) : detail.sides;
  const best = sides.toSorted((a, b) => b.ms - a.ms || (a.line < b.line ? 1 : -1))[0];
  return best ? set(best.value) : err(refusal('side.none', detail.field, 'the owner gave no value'));
}

function commitSettled(
  context: Parameters<HandlersOf<'conflict.settle'>['conflict.settle']>[0],
  session: Session,
  changes: readonly Change[],
  by: string,
) {
  const result = session.store.plan.commit({
    command: 'conflict.settle',
    label: { key: 'step.conflict.settle', params: {} },
    by: tokenOf(session, by),
    undoable: true,
    changes,
  });
  if (!result.ok) return result;
  keepName(session, by);
  committed(context, session, result.value.operations, result.value.touched);
  return result;
}

const noConflict = (record: string) => refuse(refusal('conflict.none', record, 'this field is in no open conflict'));

export const conflictHandlers: HandlersOf<
  | 'conflict.list'
  | 'conflict.detail'
  | 'conflict.settle'
  | 'conflict.settleMany'
  | 'conflict.note'
  | 'conflict.breaches'
  | 'conflict.noteBreach'
> = {
  'conflict.list': (context, { operation, list, first, count }) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      const { total, items } = session.store.desk.conflictPage(list, operation, first, count);
      return done({ total, items: items.map((c) => ({ ...headView(session, agency, c), sides: c.sides })) });
    }),
  'conflict.detail': (context, { record, field }) =>
    withSession(context, (session) => {
      const detail = session.store.desk.conflict(record, field);
      if (!detail) return noConflict(record);
      const agency = agencyNames(session);
      return done({
        ...headView(session, agency, detail),
        base: wire(detail.base),
        hasBase: detail.hasBase,
        sides: detail.sides.map((s) => ({
          line: s.line,
          value: wire(s.value),
          agency: agency(s.author).code,
          by: s.mine ? nameOf(session, s.by) : s.by,
          at: s.ms,
          mine: s.mine,
        })),
      });
    }),
  'conflict.settle': (context, { record, field, take, by }) =>
    withSession(context, (session) => {
      const found = recordNamed(session, record);
      if (!found.ok) return refuse(found.error);
      const detail = session.store.desk.conflict(found.value.id, field);
      if (!detail) return noConflict(record);
      const change = settlement(detail, take);
      if (!change.ok) return refuse({ ...change.error, place: `${record} ${field}` });
      const result = commitSettled(context, session, [change.value], by);
      if (!result.ok) return refuse({ ...result.error, place: `${record} ${field}` });
      return done({
        step: result.value.step,
        conflictsLeft: session.store.desk.conflictPage('conflicts', null, 0, 1).total,
      });
    }),
  'conflict.settleMany': (context, { operation, fields, take, preview, by }) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      const wanted =
        fields ??
        session.store.desk
          .conflictPage('conflicts', operation, 0, 10_000)
          .items.map((c) => ({ record: c.rec, field: c.field }));
      const changes: Change[] = [];
      const planned = [];
      const skipped = [];
      for (const { record, field } of wanted) {
        const detail = session.store.desk.conflict(record, field);
        const code = detail ? itemOf(session, record, detail.kind).code : '';
        const change = detail
          ? byRule(detail, take)
          : err(refusal('conflict.none', record, 'this field is in no open conflict'));
        if (!change.ok || !detail) {
          if (!change.ok) skipped.push({ record, code, field, why: change.error.reason });
          continue;
        }
        changes.push(change.value);
        const value =
          change.value.type === 'set'
            ? (change.value.value as Wire)
            : change.value.type === 'close'
              ? 'closed'
              : 'open';
        const from = detail.sides.find((s) => JSON.stringify(s.value) === JSON.stringify(value));
        planned.push({ record, code, field, value: wire(value), from: from ? agency(from.author).code : '' });
      }
      if (preview || changes.length === 0) return done({ step: 0, planned, skipped });
      const result = commitSettled(context, session, changes, by);
      return result.ok ? done({ step: result.value.step, planned, skipped }) : refuse(result.error);
    }),
  'conflict.note': (context, { record, field, by }) =>
    withSession(context, (session) => {
      const found = recordNamed(session, record);
      if (!found.ok) return refuse(found.error);
      const noted = session.store.plan.noteMerged(found.value.id, field, tokenOf(session, by));
      if (!noted.ok) return refuse({ ...noted.error, place: `${record} ${field}` });
      keepName(session, by);
      return done(null);
    }),
  'conflict.breaches': (context, { operation }) =>
    withSession(context, (session) => done([...session.store.desk.breaches(operation)])),
  'conflict.noteBreach': (context, { n, by }) =>
    withSession(context, (session) => {
      const noted = session.store.desk.noteBreach(n, tokenOf(session, by));
      if (!noted.ok) return refuse(noted.error);
      keepName(session, by);
      return done(null);
    }),
};

import type { Change, HistoryStep, RecordView } from '#db/store-types.ts';
import type { MarkingView } from '#shared/contract/values.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import { sameValue } from '#shared/sync/reading.ts';
import { formatInstant } from '#shared/time/instant.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { agencyNames } from './naming.ts';
import type { Lens } from './lenses.ts';
import { nameOf } from './people-tokens.ts';
import { BY, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import {
  chosen,
  differencePage,
  type FieldsOf,
  itemOf,
  type Other,
  previewChoice,
  type Side,
  type Taken,
  wordsOf,
} from './views/plan-differences.ts';
import { recordMarking } from './views/record-marking.ts';

const fieldsHere =
  (session: Session): FieldsOf =>
  (rec) =>
    session.store.read.record(rec);

/** The markings of all records whose values a page shows, each once. */
function markingsOf(fieldsOf: FieldsOf, operation: string, steps: readonly HistoryStep[]): MarkingView[] {
  const head = fieldsOf(operation);
  const marked = [...new Set(steps.flatMap((step) => step.fields.map(({ rec }) => rec)))].flatMap((rec) => {
    const record = fieldsOf(rec);
    return record ? [recordMarking(record, head)] : [];
  });
  return [...new Map(marked.map((marking) => [JSON.stringify(marking), marking])).values()];
}

const peopleOf = (session: Session, step: Pick<HistoryStep, 'people'>) => {
  const name = agencyNames(session);
  return step.people.map(({ agency, by }) => ({ agency: name(agency).code, by: nameOf(session, by) }));
};

/** The last step that touched the operation up to a moment; null: there was none yet. */
const stepAt = (session: Session, operation: string, at: number): HistoryStep | null =>
  session.store.read.historyPage(operation, {
    record: null,
    author: null,
    from: null,
    to: at,
    before: null,
    count: 1,
  }).steps[0] ?? null;

/** What reads otherwise now than it did, turned so that taking it over brings the past back; null: the operation was not known here then. */
function sideAt(session: Session, operation: string, at: number): Side | null {
  const lens = session.lenses.at(session, operation, at);
  return lens && (sides.get(lens) ?? sideOf(session, lens));
}

/** A moment is asked about once for the count and once for every page; what is held of it goes when the plan changes. */
const sides = new WeakMap<Lens, Side>();

function sideOf(session: Session, lens: Lens): Side {
  const me = session.card.agency;
  const others: Other[] = [];
  const put = (row: RecordView, what: Other['what'], fields: Other['fields']): void => {
    others.push({ rec: row.id, kind: row.kind, owner: row.owner, what, fields, needs: [], closed: false });
  };
  const byId = new Map(lens.since.map((since) => [since.was?.id ?? since.now?.id ?? '', since]));
  for (const { was, now } of lens.since) {
    if (was === null) continue;
    const fields = differing(now?.fields ?? {}, was.fields);
    if (now === null)
      put(
        was,
        'added',
        Object.entries(was.fields).map(([field, other]) => one(field, null, other)),
      );
    else if (fields.length > 0) put(was, 'changed', fields);
  }
  // A part goes with the whole it belongs to.
  for (const { was, now } of lens.since) if (was === null && now !== null) put(now, 'gone', []);
  const fieldsOf: FieldsOf = (rec) => {
    const since = byId.get(rec);
    if (since) return since.now ?? since.was;
    const row = session.store.read.record(rec);
    return row?.closed === false ? row : null;
  };
  const side: Side = { others, me, fieldsOf };
  sides.set(lens, side);
  return side;
}
const one = (field: string, now: Wire, other: Wire): Other['fields'][number] => ({
  field,
  now,
  other,
  base: null,
  moved: false,
});
function differing(now: RecordView['fields'], then: RecordView['fields']): Other['fields'] {
  return [...new Set([...Object.keys(then), ...Object.keys(now)])].flatMap((field) => {
    const [here, there] = [now[field] ?? null, then[field] ?? null];
    return sameValue(here, there) ? [] : [one(field, here, there)];
  });
}

/** The step that brings the chosen past back. What was closed since is opened again, as it was then. */
function changesOf(session: Session, taken: readonly Taken[]): readonly Change[] {
  const chosenRecs = new Set(taken.map(({ other }) => other.rec));
  return taken.flatMap(({ other, fields }): Change[] => {
    const { rec, kind, what } = other;
    const parent = kindOf(kind)?.parent;
    if (what === 'gone') {
      const above = parent === undefined ? null : (session.store.read.record(rec)?.fields[parent] ?? null);
      return typeof above === 'string' && chosenRecs.has(above) ? [] : [{ type: 'close', rec }];
    }
    const set = (field: string, value: Wire): Change => ({ type: 'set', rec, field, value });
    if (what === 'changed') return fields.map(({ field, other: value }) => set(field, value));
    const closed = session.store.read.record(rec)?.fields ?? {};
    return [
      { type: 'reopen', rec },
      ...differing(closed, Object.fromEntries(fields.map(({ field, other: value }) => [field, value]))).map(
        ({ field, other: value }) => set(field, value),
      ),
    ];
  });
}

export const historyHandlers: HandlersOf<
  | 'history.steps'
  | 'history.authors'
  | 'history.span'
  | 'history.at'
  | 'history.changes'
  | 'history.preview'
  | 'history.restore'
> = {
  'history.steps': (context, { operation, author, ...filter }) =>
    withOperation(context, operation, (state, session) => {
      const page = session.store.read.historyPage(state.id, {
        ...filter,
        author: author && { agency: author.agencyId, by: author.by },
      });
      const fieldsOf = fieldsHere(session);
      return done({
        more: page.more,
        markings: markingsOf(fieldsOf, state.id, page.steps),
        steps: page.steps.map((step) => ({
          commit: step.commit,
          at: step.at,
          how: step.how,
          label: { key: step.label.key, params: { ...step.label.params } },
          people: peopleOf(session, step),
          fieldsInAll: step.fieldsInAll,
          records: step.records,
          fields: step.fields.map((field) => {
            const item = itemOf(fieldsOf, field);
            return {
              record: field.rec,
              kind: field.kind,
              code: item.code,
              label: item.label,
              field: field.field,
              sealed: field.sealed,
              before: wordsOf(fieldsOf, field.before),
              after: wordsOf(fieldsOf, field.after),
            };
          }),
        })),
      });
    }),
  'history.authors': (context, { operation }) =>
    withOperation(context, operation, (state, session) => {
      const name = agencyNames(session);
      return done(
        session.store.read.historyAuthors(state.id, 200).map(({ agency, by, steps }) => ({
          agencyId: agency,
          agency: name(agency).code,
          by,
          name: nameOf(session, by),
          steps,
        })),
      );
    }),
  'history.span': (context, { operation }) =>
    withOperation(context, operation, (state, session) => {
      const span = session.store.read.historySpan(state.id, 500);
      return done(span && { ...span, moments: [...span.moments] });
    }),
  'history.at': (context, { operation, at }) =>
    withOperation(context, operation, (state, session) => {
      const step = stepAt(session, state.id, at);
      const lens = step && session.lenses.at(session, state.id, step.at);
      if (!step || !lens) return done(null);
      return done({
        past: lens.id,
        at: step.at,
        how: step.how,
        label: { key: step.label.key, params: { ...step.label.params } },
        people: peopleOf(session, step),
        differs: sideAt(session, state.id, step.at)?.others.length ?? 0,
      });
    }),
  'history.changes': (context, { operation, at, first, count }) =>
    withOperation(context, operation, (state, session) => {
      const side = sideAt(session, state.id, at);
      return side ? done(differencePage(side, first, count)) : notFound('past');
    }),
  'history.preview': (context, { operation, at, picks, seen }) =>
    withOperation(context, operation, (state, session) => {
      const side = sideAt(session, state.id, at);
      if (!side) return notFound('past');
      const taken = chosen(side, picks, seen);
      return taken.ok ? done(previewChoice(state, session.states.rows(state.id), taken.value)) : refuse(taken.error);
    }),
  'history.restore': (context, { operation, at, picks, seen }) =>
    withOperation(context, operation, (state, session) => {
      const side = sideAt(session, state.id, at);
      if (!side) return notFound('past');
      const taken = chosen(side, picks, seen);
      if (!taken.ok) return refuse(taken.error);
      const label = { key: 'step.history.restore', params: { at: formatInstant(at), records: taken.value.length } };
      const step = session.store.plan.commit({
        command: 'history.restore',
        label,
        by: BY,
        undoable: true,
        changes: changesOf(session, taken.value),
      });
      return step.ok ? settled(context, session, label, step.value) : refuse(step.error);
    }),
};

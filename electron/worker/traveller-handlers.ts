import type { Change } from '#db/store-types.ts';
import { personNamed } from '#shared/domain/overrides/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import type { PlanMovement } from '#shared/model/plan.ts';
import { SCREENING_STATES } from '#shared/model/vocabulary.ts';
import { refusal } from '#shared/result/refusal.ts';
import { isDate } from '#shared/time/calendar.ts';
import { jitEnd } from '#shared/domain/facts/papers.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { checkedStep, keepNames, stepOptions } from './step-handlers.ts';
import type { StepItem } from './step-items.ts';
import { seal, type TravellerRow, travellersOf } from './traveller-rows.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';

/** The undo text and the log name the movement and never the person, nor what was decided. */
const LABEL = { screen: 'step.traveller.screen', add: 'step.traveller.add' } as const;

interface Place {
  readonly code: string;
  readonly record: string;
  readonly movement: PlanMovement;
}
function movementOf(state: OperationState, item: string): Place | null {
  const code = state.view.codeOf.get(item) ?? item;
  const movement = state.facts.movements.get(code);
  const record = recordOf(state, code);
  return movement && record !== null ? { code, record, movement } : null;
}

const travellers = ({ pax }: PlanMovement): number => pax.reduce((sum, { n }) => sum + n, 0);

/** A traveller as a lifecycle sees it; null: not here, or not to be opened. */
function itemOf(row: TravellerRow): StepItem | null {
  const { id, reference, state, on } = row.view;
  if (state === null) return null;
  return {
    kind: 'screening',
    code: reference ?? '?',
    record: id,
    label: '',
    state,
    since: on,
    cameFrom: null,
    mine: row.mine,
    contested: row.contested,
  };
}
const sealedAway = (item: string) =>
  refuse(
    refusal('step.sealed', item, 'this row is sealed with a key that this workspace does not hold, or it is not here'),
  );
function rowNamed(session: Session, state: OperationState, item: string): TravellerRow | undefined {
  return travellersOf(session, state.id).find(({ view }) => view.id === item);
}

/** Whether this agency keeps the movement itself. */
const keeps = (session: Session, state: OperationState, record: string): boolean =>
  state.mine && session.store.read.record(record)?.owner === session.card.agency;

export const travellerHandlers: HandlersOf<
  'traveller.list' | 'traveller.add' | 'traveller.steps' | 'traveller.screen' | 'movement.check' | 'jit.extension'
> = {
  'traveller.list': (context, { operation, movement: item, first, count }) =>
    withOperation(context, operation, (state, session) => {
      const place = movementOf(state, item);
      if (!place) return notFound(item);
      const all = travellersOf(session, state.id);
      const here = all.filter(({ movement }) => movement === place.record);
      const rows = here
        .map(({ view }) => view)
        .toSorted((a, b) => (a.reference ?? '').localeCompare(b.reference ?? '', 'en', { numeric: true }));
      return done({
        total: rows.length,
        closed: all.filter(({ movement }) => movement === null).length,
        mine: keeps(session, state, place.record),
        states: SCREENING_STATES.map((name) => ({ state: name, n: rows.filter((row) => row.state === name).length })),
        expected: travellers(place.movement),
        checks: place.movement.checks,
        rows: rows.slice(first, first + count),
      });
    }),
  /** Codes: `traveller.known` (the reference is taken in this operation), `read-only`. */
  'traveller.add': (context, { operation, movement: item, reference, nationality, category, by }) =>
    withOperation(context, operation, (state, session) => {
      const place = movementOf(state, item);
      if (!place) return notFound(item);
      if (!keeps(session, state, place.record)) return readOnly(state);
      if (travellersOf(session, state.id).some(({ view }) => view.reference === reference.trim()))
        return refuse(
          refusal(
            'traveller.known',
            'reference',
            'somebody of this operation has this reference; each needs their own',
          ),
        );
      const values: Readonly<Record<string, Wire>> = {
        movement: place.record,
        reference: reference.trim(),
        nationality,
        category: [category, ''],
      };
      const sealed = Object.fromEntries(
        Object.entries(values).map(([field, value]) => [field, seal(session, field, value)]),
      );
      const changes: Change[] = [
        { type: 'create', kind: 'traveller', key: 'traveller', fields: { operation: state.id, ...sealed } },
      ];
      const label = { key: LABEL.add, params: { code: place.code } };
      const command = 'traveller.add';
      const result = session.store.plan.commit({ command, label, by: tokenOf(session, by), undoable: true, changes });
      if (!result.ok) return refuse(result.error);
      keepName(session, by);
      const said = settled(context, session, label, result.value);
      return said.ok ? done({ ...said.value, traveller: result.value.created.get('traveller') ?? '' }) : said;
    }),
  'traveller.steps': (context, { operation, item }) =>
    withOperation(context, operation, (state, session) => {
      const row = rowNamed(session, state, item);
      const step = row ? itemOf(row) : null;
      return step ? done(stepOptions(state, session, step)) : sealedAway(item);
    }),
  /** Everything a decision says is sealed into the row; the log keeps that one was taken, by whom, and nothing of what it was. */
  'traveller.screen': (context, { operation, item, to, evidence: said }) =>
    withOperation(context, operation, (state, session) => {
      const row = rowNamed(session, state, item);
      const step = row ? itemOf(row) : null;
      if (!row || !step) return sealedAway(item);
      const checked = checkedStep(state, session, step, to, said);
      if (!checked.ok) return checked;
      const { evidence } = checked.value;
      const who = (name: string): string => personNamed(planOf(state), name)?.name ?? name.trim();
      const second = evidence.second ? who(evidence.second) : null;
      const value: Wire = [
        to,
        said.date ?? evidence.today,
        (evidence.authority ?? '').slice(0, 200),
        [who(said.by), second].filter((name) => name !== null).join(' · '),
        said.role,
        said.review,
        evidence.reason?.slice(0, 2_000) ?? null,
      ];
      const code = [...state.view.idOf].find(([, id]) => id === row.movement)?.[0] ?? '';
      const label = { key: LABEL.screen, params: { code } };
      const result = session.store.plan.commit({
        command: 'step.take',
        label,
        by: tokenOf(session, said.by),
        undoable: true,
        changes: [{ type: 'set', rec: item, field: 'screening', value: seal(session, 'screening', value) }],
        audit: {
          role: said.role,
          ...(second === null ? {} : { second: tokenOf(session, second) }),
          ids: { item },
        },
      });
      if (!result.ok) return refuse(result.error);
      keepNames(state, session, said);
      return settled(context, session, label, result.value);
    }),
  /** Codes: `check.count` (more than there are travellers), `read-only`. */
  'movement.check': (context, { operation, movement: item, checks, by }) =>
    withOperation(context, operation, (state, session) => {
      const place = movementOf(state, item);
      if (!place) return notFound(item);
      if (!keeps(session, state, place.record)) return readOnly(state);
      const { carrierNotice, handoverSlot, ...counts } = checks;
      const people = travellers(place.movement);
      const wrong = Object.entries(counts).find(([, n]) => n > people);
      if (wrong)
        return refuse(
          refusal('check.count', wrong[0], `the movement has ${people} travellers, and no more can be checked`),
        );
      const { screened, consent, refoulementCleared, nationality, travelDoc, consular, fitToTravel } = counts;
      const value: Wire = [
        screened,
        consent,
        refoulementCleared,
        nationality,
        travelDoc,
        consular,
        fitToTravel,
        carrierNotice ? 1 : 0,
        handoverSlot ? 1 : 0,
      ];
      const label = { key: 'step.movement.check', params: { code: place.code } };
      const result = session.store.plan.commit({
        command: 'movement.check',
        label,
        by: tokenOf(session, by),
        undoable: true,
        changes: [{ type: 'set', rec: place.record, field: 'checks', value }],
      });
      if (!result.ok) return refuse(result.error);
      keepName(session, by);
      return settled(context, session, label, result.value);
    }),
  /** Codes: `extension.day` (no such day, or not after the present end), `extension.state`, `read-only`. */
  'jit.extension': (context, { operation, item, until, by }) =>
    withOperation(context, operation, (state, session) => {
      const code = state.view.codeOf.get(item) ?? item;
      const jit = state.facts.jits.get(code);
      const record = recordOf(state, code);
      if (!jit || record === null) return notFound(item);
      if (!keeps(session, state, record)) return readOnly(state);
      if (!isDate(until) || until <= jitEnd(jit) || jit.extensions.some((one) => one.until === until))
        return refuse(refusal('extension.day', code, `an extension ends on a day after ${jitEnd(jit)}`));
      if (jit.status !== 'in_force' && jit.status !== 'extended')
        return refuse(refusal('extension.state', code, 'only a team in force can be extended'));
      const label = { key: 'step.jit.extension', params: { code, until } };
      const result = session.store.plan.commit({
        command: 'jit.extension',
        label,
        by: tokenOf(session, by),
        undoable: true,
        changes: [
          {
            type: 'create',
            kind: 'jitExtension',
            key: 'extension',
            fields: { operation: state.id, jit: record, until },
          },
        ],
      });
      if (!result.ok) return refuse(result.error);
      keepName(session, by);
      return settled(context, session, label, result.value);
    }),
};

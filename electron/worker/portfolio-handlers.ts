/** The portfolio, and how a new operation begins: empty, or as a further edition of one that is there. */
import type { Change } from '#db/store-types.ts';
import type { Reply } from '#shared/contract/call.ts';
import { editionOf } from '#shared/formats/plan-records/index.ts';
import type { InstantMs, LocalDate } from '#shared/model/plan.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { formatInstant } from '#shared/time/instant.ts';
import { parseStart, resolveStart } from '#shared/time/start-form.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { isZone } from '#shared/time/zones.ts';
import { committed, done, type HandlersOf, refuse, withOperation, withSession, type WorkerContext } from './context.ts';
import { readOnly } from './planning-handlers.ts';
import { distanceFromH, isOver, operationCards } from './portfolio.ts';
import type { Session } from './session.ts';
import { operationCard } from './views/cards.ts';
import { type Entry, operationPage, portfolioPicture } from './views/portfolio-views.ts';
import { planOf } from './views/state.ts';

const BY = 'local';
/** As in the operation file (SCHEMA.md, ids). */
const CODE = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;
/** Behind every distance from an H. */
const BEHIND = 10_000_000_000_000;

export function entriesOf(context: WorkerContext, session: Session): readonly Entry[] {
  const now = context.now();
  return operationCards(context, session).map(({ card, head, checked }) => ({
    card,
    checked,
    urgency: Math.min(distanceFromH(head, now), BEHIND) + (isOver(card.status) ? 2 * BEHIND : 0),
  }));
}

/** Those of the cards that are a further edition of an operation here, or have one. */
function withEditions(session: Session, cards: readonly { readonly id: string }[]): string[] {
  const heads = session.states.heads();
  const ids = new Set(heads.map(({ id }) => id));
  const linked = new Set(
    heads.flatMap(({ id, fields: { editionOf } }) =>
      typeof editionOf === 'string' && ids.has(editionOf) ? [id, editionOf] : [],
    ),
  );
  return cards.flatMap(({ id }) => (linked.has(id) ? [id] : []));
}

/** A code nobody here uses yet, neither for an operation nor for an item of the new one, and a name. */
export function named(session: Session, code: string, codeName: string, items: ReadonlySet<unknown>): Refusal | null {
  if (!CODE.test(code))
    return refusal('new-code', 'code', 'must begin with a letter and hold letters, digits, - and _ only, 32 at most');
  if (codeName === '') return refusal('new-name', 'codeName', 'must not be empty');
  if (items.has(code)) return refusal('new-code', 'code', 'an item of the operation has this code already');
  if ([...session.states.heads(), ...session.states.templates()].some(({ fields }) => fields['code'] === code))
    return refusal('operation-exists', code, 'an operation with this code is already in the workspace');
  return null;
}

/** H as a person typed it: a wall clock of the reference zone that exists once (R-OP-12). */
export function typedH(
  wall: string,
  zone: string,
): Result<{ readonly hHour: InstantMs; readonly dDay: LocalDate }, Refusal> {
  if (!isZone(zone)) return err(refusal('start-zone', 'refTz', 'must name an IANA zone, such as Asia/Bangkok'));
  const text = wall.trim().replace(' ', 'T');
  const form = parseStart(`${text}[${zone}]`);
  if (!form.ok || form.value.form !== 'fixed')
    return err(refusal('new-h', 'hHour', 'must be a day and a time, such as 2027-03-16T04:00'));
  const at = resolveStart(form.value, { hHour: null, dDay: text.slice(0, 10), refTz: zone });
  if (at === null || at.clock !== 'ok')
    return err(
      refusal('R-OP-12', 'hHour', 'this wall clock is skipped or exists twice on that day; choose another time'),
    );
  return ok({ hHour: at.at, dDay: dateIn(zone, at.at) });
}

export type Made = { operation: string; label: Label; touched: number; conflicts: number };
type Label = { key: string; params: Record<string, string | number> };
/** One step through the one door; the operation is the first record it makes. */
export function make(
  context: WorkerContext,
  session: Session,
  command: 'operation.create' | 'operation.copy' | 'template.save' | 'template.use',
  label: Label,
  changes: readonly (Change & { readonly type: 'create' })[],
): Reply<Made> {
  const result = session.store.plan.commit({ command, label, by: BY, undoable: true, changes });
  if (!result.ok) return refuse(result.error);
  const { operations, created, touched, conflicts } = result.value;
  committed(context, session, operations, []);
  const operation = created.get(changes[0]?.key ?? '');
  if (operation === undefined) throw new Error('broken promise: a step that makes an operation names it first');
  return done({ operation, label, touched: touched.length, conflicts });
}

/** Before the day, the action around H, and what follows; as a start, to be moved and renamed. */
const STARTER_PHASES = [
  { code: 'P1', nameEn: 'Preparation', nameFr: 'Préparation', window: ['D-30', 'H-12:00'] },
  { code: 'P2', nameEn: 'Action', nameFr: 'Action', window: ['H-12:00', 'H+24:00'] },
  { code: 'P3', nameEn: 'Follow-up', nameFr: 'Suites', window: ['H+24:00', 'D+30'] },
] as const;

export const portfolioHandlers: HandlersOf<
  'operation.list' | 'operation.card' | 'operation.picture' | 'operation.create' | 'operation.copy'
> = {
  'operation.list': (context, input) =>
    withSession(context, (session) => {
      const page = operationPage(entriesOf(context, session), input);
      return done({ ...page, editions: withEditions(session, page.cards) });
    }),
  'operation.card': (context, { operation }) =>
    withSession(context, ({ states }) => {
      const state = states.get(operation);
      return done(state ? operationCard(state) : null);
    }),
  'operation.picture': (context, input) =>
    withSession(context, (session) => done(portfolioPicture(entriesOf(context, session), input))),
  'operation.create': (context, input) =>
    withSession(context, (session) => {
      const [code, codeName, title] = [input.code.trim(), input.codeName.trim(), input.title.trim()];
      const own = session.card.body;
      const wrong = named(session, code, codeName, new Set([own.code, ...STARTER_PHASES.map((phase) => phase.code)]));
      if (wrong) return refuse(wrong);
      const h = typedH(input.hHour, input.refTz);
      if (!h.ok) return refuse(h.error);
      const { refTz, tlp, level } = input;
      const operation = { ref: 'operation' };
      const lead = { ref: 'agency' };
      const label = { key: 'step.operation.create', params: { code, name: codeName } };
      return make(context, session, 'operation.create', label, [
        {
          type: 'create',
          kind: 'operation',
          key: 'operation',
          fields: {
            code,
            codeName,
            titleEn: title,
            titleFr: title,
            status: 'proposed',
            lead,
            refTz,
            hHour: formatInstant(h.value.hHour),
            dDay: h.value.dDay,
            tlp,
            level,
          },
        },
        {
          type: 'create',
          kind: 'agency',
          key: 'agency',
          fields: { operation, code: own.code, name: own.name, role: 'lead', tz: refTz },
        },
        ...STARTER_PHASES.map((phase) => ({
          type: 'create' as const,
          kind: 'phase',
          key: phase.code,
          fields: { operation, ...phase },
        })),
      ]);
    }),
  'operation.copy': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      // What another agency keeps was released to us for its purpose; made ours, it would leave under our own word.
      if (!state.mine) return readOnly(state);
      const [code, codeName] = [input.code.trim(), input.codeName.trim()];
      const rows = session.states.rows(state.id);
      const items = rows.filter(({ kind }) => kind !== 'operation').map(({ fields }) => fields['code']);
      const wrong = named(session, code, codeName, new Set(items));
      if (wrong) return refuse(wrong);
      const { operation } = planOf(state);
      const h = typedH(input.hHour, operation.refTz);
      if (!h.ok) return refuse(h.error);
      const edition = editionOf(rows, session.card.agency, {
        code,
        codeName,
        ...h.value,
        people: input.people,
        movements: input.movements,
      });
      if (!edition)
        return refuse(refusal('copy-h', operation.id, 'it has no H-hour from which its plan could be carried along'));
      const label = { key: 'step.operation.copy', params: { code, name: codeName, from: operation.codeName } };
      const made = make(
        context,
        session,
        'operation.copy',
        label,
        edition.drafts.map((draft): Change & { readonly type: 'create' } => ({
          type: 'create',
          ...draft,
          ...(draft.kind === 'operation' ? { fields: { ...draft.fields, editionOf: state.id } } : {}),
        })),
      );
      const { tasks, fixed, foreign } = edition;
      return made.ok ? done({ ...made.value, tasks, fixed, foreign }) : made;
    }),
};

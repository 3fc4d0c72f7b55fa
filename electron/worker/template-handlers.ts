import type { Change } from '#db/store-types.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Input } from '#shared/contract/contract.ts';
import { MOST_SITES, type SiteChoice, type TemplateCard } from '#shared/contract/templates.ts';
import {
  type Edition,
  editionOf,
  led,
  placed,
  type RecordRow,
  type SitePlace,
} from '#shared/formats/plan-records/index.ts';
import { refusal } from '#shared/result/refusal.ts';
import { parseInstant } from '#shared/time/instant.ts';
import { isZone } from '#shared/time/zones.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, withSession, type WorkerContext } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import { make, named, typedH } from './portfolio-handlers.ts';
import type { Session } from './session.ts';
import { planOf } from './views/state.ts';

const text = (row: RecordRow | undefined, field: string): string => {
  const value = row?.fields[field];
  return typeof value === 'string' ? value : '';
};
const ofKind = (rows: readonly RecordRow[], kind: string): readonly RecordRow[] => rows.filter((r) => r.kind === kind);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** `13.75, 100.5`: degrees within their range, as decimals of the wire; null for anything else. */
function positionIn(typed: string): readonly [string, string] | null {
  const match = /^(-?\d{1,2}(?:\.\d{1,12})?)[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)$/.exec(typed.trim());
  const [lat, lon] = [match?.[1], match?.[2]];
  if (lat === undefined || lon === undefined || Math.abs(Number(lat)) > 90 || Math.abs(Number(lon)) > 180) return null;
  return [plain(lat), plain(lon)];
}
/** Without a leading zero too many: `05` is `5`. */
const plain = (decimal: string): string => decimal.replace(/^(-?)0+(?=\d)/, '$1');

interface Template {
  readonly card: TemplateCard;
  readonly rows: readonly RecordRow[];
}
function templateOf(session: Session, id: string): Template | null {
  if (!session.states.templates().some((head) => head.id === id)) return null;
  const rows = session.states.rows(id);
  const head = rows.find((row) => row.id === id);
  const card = {
    id,
    code: text(head, 'code'),
    name: text(head, 'codeName'),
    refTz: text(head, 'refTz'),
    tasks: ofKind(rows, 'task').length,
    sites: ofKind(rows, 'site').length,
  };
  return { card, rows };
}

type Found = { readonly ok: true; readonly value: Template } | { readonly ok: false; readonly error: CallError };
const withTemplate = <T>(context: WorkerContext, id: string, work: (template: Template, session: Session) => T) =>
  withSession(context, (session): T | Extract<Found, { ok: false }> => {
    const template = templateOf(session, id);
    return template ? work(template, session) : notFound(id);
  });

const codesOf = (rows: readonly RecordRow[]): ReadonlySet<unknown> =>
  new Set(rows.filter(({ kind }) => kind !== 'operation').map(({ fields }) => fields['code']));
const creations = ({ drafts }: Edition): readonly (Change & { readonly type: 'create' })[] =>
  drafts.map((draft) => ({ type: 'create', ...draft }));
const NO_H = 'it has no H-hour from which its plan could be carried along';

const siteOf = (row: RecordRow): SiteChoice => ({
  id: row.id,
  codeWord: text(row, 'codeWord'),
  place: text(row, 'place'),
  cc: text(row, 'cc'),
  tz: text(row, 'tz'),
  position: listOf(row.fields['position']).slice(0, 2).join(', '),
});

function use(context: WorkerContext, session: Session, { card, rows }: Template, input: Input<'template.use'>) {
  const [code, codeName] = [input.code.trim(), input.codeName.trim()];
  const wrong = named(session, code, codeName, codesOf(rows));
  if (wrong) return refuse(wrong);
  const h = typedH(input.hHour, card.refTz);
  if (!h.ok) return refuse(h.error);
  const zone = input.sites.find(({ tz }) => !isZone(tz));
  if (zone) return refuse(refusal('start-zone', zone.codeWord, 'must name an IANA zone, such as Asia/Bangkok'));
  const sites: SitePlace[] = [];
  for (const site of input.sites) {
    const position = positionIn(site.position);
    if (!position)
      return refuse(refusal('site-position', site.codeWord, 'must be latitude and longitude, such as 13.75, 100.5'));
    sites.push({ ...site, position });
  }
  const edition = editionOf(rows, session.card.agency, { code, codeName, ...h.value, people: false, movements: false });
  if (!edition) return refuse(refusal('copy-h', card.code, NO_H));
  const agency = ofKind(rows, 'agency').find((row) => text(row, 'code') === session.card.body.code);
  const fitted = led(placed(edition.drafts, sites), input.leads, agency?.id ?? null);
  const label = { key: 'step.template.use', params: { code, name: codeName, from: card.name } };
  const made = make(context, session, 'template.use', label, creations({ ...edition, drafts: fitted }));
  return made.ok ? done({ ...made.value, tasks: edition.tasks, fixed: edition.fixed }) : made;
}

/** Plans to begin others from. A template is kept as the records of an operation that is shown, checked and sent nowhere. */
export const templateHandlers: HandlersOf<
  'template.list' | 'template.frame' | 'template.save' | 'template.drop' | 'template.use'
> = {
  'template.list': (context) =>
    withSession(context, (session) =>
      done(
        session.states
          .templates()
          .slice(0, 500)
          .flatMap(({ id }) => templateOf(session, id)?.card ?? []),
      ),
    ),
  'template.frame': (context, { template }) =>
    withTemplate(context, template, ({ card, rows }) =>
      done({
        ...card,
        places: ofKind(rows, 'site').slice(0, MOST_SITES).map(siteOf),
        phases: ofKind(rows, 'phase').length,
        decisions: ofKind(rows, 'decisionPoint').length,
      }),
    ),
  'template.save': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      // As for a further edition: what another agency keeps was released to us for its purpose.
      if (!state.mine) return readOnly(state);
      const [code, name] = [input.code.trim(), input.name.trim()];
      const rows = session.states.rows(state.id);
      const wrong = named(session, code, name, codesOf(rows));
      if (wrong) return refuse(wrong);
      const { id, codeName, dDay } = planOf(state).operation;
      const hHour = parseInstant(
        text(
          rows.find((row) => row.id === state.id),
          'hHour',
        ),
      );
      const wish = { code, codeName: name, hHour: hHour ?? 0, dDay, people: false, movements: false };
      const edition = hHour === null ? null : editionOf(rows, session.card.agency, wish);
      if (!edition) return refuse(refusal('copy-h', id, NO_H));
      const [head, ...others] = edition.drafts;
      if (!head) throw new Error('broken promise: an edition begins with its operation');
      const drafts = [{ ...head, fields: { ...head.fields, template: 1 } }, ...others];
      const label = { key: 'step.template.save', params: { name, from: codeName } };
      const made = make(context, session, 'template.save', label, creations({ ...edition, drafts }));
      if (!made.ok) return made;
      const { operation: template, ...rest } = made.value;
      return done({ ...rest, template });
    }),
  'template.drop': (context, { template }) =>
    withTemplate(context, template, ({ card }, session) => {
      const label = { key: 'step.template.drop', params: { name: card.name } };
      const changes: readonly Change[] = [{ type: 'close', rec: card.id }];
      const result = session.store.plan.commit({ command: 'template.drop', label, by: BY, undoable: true, changes });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
  'template.use': (context, input) =>
    withTemplate(context, input.template, (template, session) => use(context, session, template, input)),
};

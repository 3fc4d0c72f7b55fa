import type { SiteInput } from '#shared/contract/sites.ts';
import { parsePosition, rounded } from '#shared/formats/coordinates/coordinates.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { isZone } from '#shared/time/zones.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { sitesView } from './views/sites.ts';

const BY = 'local';
const SITES: ReadonlySet<string> = new Set(['site']);
const siteRows = (session: Session, operation: string) => session.store.read.recordsOfOperation(operation, SITES);

/** What a person typed as the fields it becomes; null clears one. Codes: `position-…`, `zone`. */
function fieldsOf(input: SiteInput, before: Wire): Result<Readonly<Record<string, Wire>>, Refusal> {
  const at = parsePosition(input.position);
  if (!at.ok)
    return err(
      refusal(
        `position-${at.error}`,
        'position',
        'write degrees, latitude first, for example 10.63, 103.52 or 10°37\'48"N 103°31\'12"E',
      ),
    );
  if (!isZone(input.tz)) return err(refusal('zone', 'tz', 'no time zone of this name is known'));
  const { lat, lon } = at.value;
  const { codeWord, cc, place, precision, tz, reception, hospital, landing } = input;
  return ok({
    codeWord,
    cc,
    place,
    position: same(before, lat, lon, precision)
      ? before
      : [rounded(lat, precision), rounded(lon, precision), precision],
    tz,
    reception: reception || null,
    hospital: hospital || null,
    landing: landing || null,
  });
}

/** Whether a position says what is stored: another precision rounds it, saving the card again does not. */
function same(before: Wire, lat: number, lon: number, precision: string): boolean {
  if (!Array.isArray(before)) return false;
  const [wasLat, wasLon, was] = before as readonly Wire[];
  return Number(wasLat) === lat && Number(wasLon) === lon && was === precision;
}

/** The next free code of the form `S4`. */
function nextCode(taken: ReadonlySet<Wire | undefined>): string {
  let n = 1;
  while (taken.has(`S${n}`)) n += 1;
  return `S${n}`;
}

export const siteHandlers: HandlersOf<'site.list' | 'site.create' | 'site.edit'> = {
  'site.list': (context, { operation }) =>
    withOperation(context, operation, (state, session) => done(sitesView(state, siteRows(session, state.id)))),
  'site.create': (context, { operation, ...input }) =>
    withOperation(context, operation, (state, session) => {
      const fields = fieldsOf(input, null);
      if (!fields.ok) return refuse(fields.error);
      if (!state.mine) return readOnly(state);
      const taken = new Set([
        ...state.view.idOf.keys(),
        ...siteRows(session, state.id).map((row) => row.fields['code']),
      ]);
      const code = nextCode(taken);
      const label = { key: 'step.site.create', params: { code, name: input.codeWord } };
      const given = Object.fromEntries(Object.entries(fields.value).filter(([, value]) => value !== null));
      const result = session.store.plan.commit({
        command: 'site.create',
        label,
        by: BY,
        undoable: true,
        changes: [{ type: 'create', kind: 'site', key: 'site', fields: { operation: state.id, code, ...given } }],
      });
      if (!result.ok) return refuse(result.error);
      const reply = settled(context, session, label, result.value);
      const site = result.value.created.get('site');
      if (site === undefined) throw new Error('broken promise: a step that makes a site names it');
      return reply.ok ? done({ ...reply.value, site }) : reply;
    }),
  'site.edit': (context, { operation, site, ...input }) =>
    withOperation(context, operation, (state, session) => {
      const row = siteRows(session, state.id).find(({ id }) => id === site);
      if (!row) return notFound(site);
      const fields = fieldsOf(input, row.fields['position'] ?? null);
      if (!fields.ok) return refuse(fields.error);
      if (!state.mine) return readOnly(state);
      const code = typeof row.fields['code'] === 'string' ? row.fields['code'] : '?';
      const label = { key: 'step.site.edit', params: { code, name: input.codeWord } };
      const changes = Object.entries(fields.value)
        // What was never written stays unwritten.
        .filter(([field, value]) => value !== null || (row.fields[field] ?? null) !== null)
        .map(([field, value]) => ({ type: 'set' as const, rec: site, field, value }));
      const result = session.store.plan.commit({ command: 'site.edit', label, by: BY, undoable: true, changes });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
};

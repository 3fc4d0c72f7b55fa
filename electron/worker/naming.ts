import { isSealedValue } from '#electron/keys/sealed-values.ts';
import type { RecordView } from '#db/store-types.ts';
import type { PartnerRow } from '#db/store-types.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import { refusal, type Refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { partnerBy } from './partner-handlers.ts';
import type { Session } from './session.ts';

/** How records and agencies of the exchange are named to people. */

const LABELS = ['title', 'codeName', 'name', 'nameEn', 'titleEn', 'codeWord', 'what', 'about', 'reference'] as const;
export const textOf = (value: Wire | undefined): string => (typeof value === 'string' ? value : '');
/** The first field that says in words what a record is; empty when none does. */
export const labelOf = (fields: Readonly<Record<string, Wire>>): string =>
  (LABELS.map((name) => textOf(fields[name])).find((t) => t !== '' && !isSealedValue(t)) ?? '').slice(0, 200);

export const itemOf = (session: Session, rec: string, kind: string) => {
  const fields = session.store.read.record(rec)?.fields ?? {};
  return { record: rec, kind, code: textOf(fields['code']), label: labelOf(fields) };
};

/** The same; a part without a code of its own is named by that of what it is part of. */
export function partOf(session: Session, rec: string, kind: string): ReturnType<typeof itemOf> {
  const item = itemOf(session, rec, kind);
  const parent = kindOf(kind)?.parent;
  const whole = item.code === '' && parent !== undefined ? session.store.read.record(rec)?.fields[parent] : null;
  return typeof whole === 'string' ? { ...item, code: textOf(session.store.read.record(whole)?.fields['code']) } : item;
}

/** Agency ids to the codes and names on their cards; an id nobody knows is shown by its beginning. */
export function agencyNames(session: Session): (id: string) => { agencyId: string; code: string; name: string } {
  const known = new Map(session.store.partners.list().map((p) => [p.agencyId, { code: p.code, name: p.name }]));
  known.set(session.card.agency, { code: session.card.body.code, name: session.card.body.name });
  return (id) => ({ agencyId: id, ...(known.get(id) ?? { code: id.slice(0, 8), name: '' }) });
}

export function partnerNamed(session: Session, text: string): Result<PartnerRow, Refusal> {
  const row = partnerBy(session, text);
  return row
    ? ok(row)
    : err(
        refusal(
          'unknown-partner',
          text.slice(0, 80),
          'no verified agency of this name is known here; read its card with "keys trust" first',
        ),
      );
}

/** A record by its id, or by the code people write when only one carries it; `operation` (id or code) narrows that. */
export function recordNamed(
  session: Session,
  text: string,
  operation: string | null = null,
): Result<RecordView, Refusal> {
  const byId = session.store.read.record(text);
  if (byId) return ok(byId);
  const operations = session.states.ids();
  const within = operation === null ? operations : [session.states.find(operation)?.id ?? ''];
  const matches = within.flatMap((op) => (op === '' ? [] : session.store.read.byCode(op, text)));
  const state = operation === null ? null : session.states.find(operation);
  const own = state && state.facts.plan.operation.id === text ? session.store.read.record(state.id) : null;
  const all = own ? [own, ...matches.filter((m) => m.id !== own.id)] : matches;
  const [only] = all;
  if (!only) return err(refusal('not-found', text.slice(0, 80), 'nothing of this name is in the workspace'));
  return all.length > 1
    ? err(refusal('ambiguous', text.slice(0, 80), 'several records carry this code; give the record id'))
    : ok(only);
}

import { KIND_NAMES, KINDS } from '#shared/model/kinds/index.ts';
import { withParts } from '../changelog/closing.ts';
import type { Tx } from '../changelog/context.ts';
import { idBytes } from '../changelog/ids.ts';
import type { RecordRef } from '../changelog/records.ts';
import { all } from '../connection/handles.ts';

export const RECORDS_OF_OPERATION = 'SELECT n FROM records WHERE operation = ?';

/** Parts that join their whole to something else (who is assigned, what is waited for): they stay behind with what they point to (R-HAN-10). */
const LINKS = KIND_NAMES.flatMap((kind) => {
  const { parent, fields } = KINDS[kind];
  if (parent === undefined) return [];
  return Object.entries(fields)
    .filter(([name, field]) => name !== parent && field.type.t === 'ref' && field.type.mode === 'hide')
    .map(([name]) => `SELECT rec FROM "plan_${kind}" WHERE "${name}" IN (SELECT value FROM json_each(?))`);
});

/**
 * The records with everything that cannot stay without them: their parts, links that point to them, and with an operation all it holds.
 * Each once, those asked for first.
 */
export function wholesOf(tx: Tx, roots: readonly RecordRef[]): readonly RecordRef[] {
  const { db, records } = tx;
  const inside = roots
    .filter((rec) => rec.known.kind === 'operation')
    .flatMap((rec) => all<{ n: number }>(db, RECORDS_OF_OPERATION, idBytes(rec.id)));
  const wholes = withParts(tx, [...new Set([...roots, ...inside.map(({ n }) => records.get(n))])]);
  const ids = JSON.stringify(wholes.map((rec) => rec.id));
  const links = LINKS.flatMap((text) => all<{ rec: number }>(db, text, ids).map(({ rec }) => records.get(rec)));
  return [...new Set([...wholes, ...links])];
}

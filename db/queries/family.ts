/** One item of a plan with all its parts: what has to be read again after a change of any of them. */
import { KIND_NAMES, KINDS, type KindName, kindOf } from '#shared/model/kinds/index.ts';
import type { SqlValue } from '../connection/handles.ts';
import type { Core } from '../changelog/context.ts';
import { isId } from '../changelog/ids.ts';
import { tableOf } from '../changelog/rows.ts';
import type { RecordId, RecordView } from '../store-types.ts';
import { byCreation, HEAD_COLUMNS_SQL, recordsFrom, record } from './records.ts';

/** Kinds that are parts of a kind, with the field that names it. */
const PARTS: ReadonlyMap<string, readonly { readonly kind: KindName; readonly field: string }[]> = new Map(
  KIND_NAMES.map((kind) => [
    kind,
    KIND_NAMES.flatMap((part) => {
      const { parent, fields } = KINDS[part];
      const type = parent === undefined ? undefined : fields[parent]?.type;
      return parent !== undefined && type?.t === 'ref' && type.to.includes(kind) ? [{ kind: part, field: parent }] : [];
    }),
  ]),
);

/** Text of the read of one kind of part, so that the tests can ask for its plan. */
export const partsSql = (part: string, field: string): string =>
  `${HEAD_COLUMNS_SQL}, ${tableOf(part).columns} FROM ${tableOf(part).name} p JOIN records r ON r.n = p.rec WHERE p."${field}" = ? AND r.closed = 0`;
export const PART_READS: readonly (readonly [string, string])[] = [
  ...new Set([...PARTS.values()].flat().map(({ kind, field }) => `${kind} ${field}`)),
].map((pair) => pair.split(' ') as unknown as readonly [string, string]);

/** Parts nest twice at the most: a signature under an extension of a team. A chain that is longer was made to be. */
const DEEPEST = 4;

/**
 * The item a record is a part of, or the record itself. Null: it is not known here, or an item on the way up is missing.
 * Closed records still tell where they belonged.
 */
export function rootOf(core: Core, id: RecordId): RecordView | null {
  let at = record(core, id);
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    const parent = kindOf(at.kind)?.parent;
    if (parent === undefined) return at;
    const above: unknown = at.fields[parent];
    at = typeof above === 'string' && isId(above) ? record(core, above) : null;
  }
  return null;
}

/** An open item and all its open parts, the item first, the parts in order of creation. */
export function familyOf(core: Core, root: RecordView): readonly RecordView[] {
  const parts: RecordView[] = [];
  let level: readonly RecordView[] = [root];
  for (let depth = 0; level.length > 0 && depth < DEEPEST; depth++) {
    level = level.flatMap((above) =>
      (PARTS.get(above.kind) ?? []).flatMap(({ kind, field }) =>
        recordsFrom(core, kind, partsSql(kind, field), above.id as SqlValue),
      ),
    );
    parts.push(...level);
  }
  return [root, ...parts.sort(byCreation)];
}

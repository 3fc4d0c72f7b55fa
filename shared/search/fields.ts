import type { Wire } from '#shared/model/kinds/field.ts';
import { RECORD_ID } from '#shared/model/kinds/field.ts';
import type { KindName } from '#shared/model/kinds/index.ts';

interface Searched {
  /** Fields that name the record. */
  readonly title: readonly string[];
  /** Fields that say more about it. */
  readonly body: readonly string[];
}

/**
 * What search finds, and by which fields beside the code. Nothing kept apart and nothing internal stands here: what is found by its
 * words is what a screen shows, and traveller rows are never among it.
 */
export const SEARCHED: Readonly<Partial<Record<KindName, Searched>>> = {
  operation: { title: ['codeName', 'titleEn', 'titleFr'], body: ['mandate'] },
  task: { title: ['title'], body: [] },
  person: { title: ['name'], body: ['role'] },
  site: { title: ['codeWord'], body: ['place', 'hazards', 'reception', 'hospital', 'landing'] },
  agreement: { title: ['titleEn', 'titleFr'], body: ['depositary', 'authorities'] },
  jit: { title: ['name'], body: ['purpose', 'basis'] },
  movement: { title: ['carrier'], body: ['route'] },
  order: {
    title: [],
    body: ['information', 'intention', 'method', 'administration', 'risk_assessment', 'communications', 'human_rights'],
  },
  asset: { title: ['reference'], body: ['controller', 'custody', 'evidence'] },
  request: { title: ['channel'], body: ['requestKind', 'answerRef', 'useRestriction'] },
  deconfliction: { title: ['about'], body: ['with'] },
};
export const SEARCHED_KINDS = Object.keys(SEARCHED) as readonly KindName[];

export const searchedOf = (kind: string): Searched | null =>
  Object.hasOwn(SEARCHED, kind) ? (SEARCHED[kind as KindName] ?? null) : null;

const read: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(SEARCHED).map(([kind, { title, body }]) => [
    kind,
    new Set(['code', 'operation', '_life', ...title, ...body]),
  ]),
);
/** Whether a change of these fields can change what a record is found by, or whether it is found. */
export function isSearched(kind: string, fields: Iterable<string>): boolean {
  const all = read.get(kind);
  if (all === undefined) return false;
  for (const field of fields) if (all.has(field)) return true;
  return false;
}

/** The words in a value: texts and members of lists; ids of other records are none. */
export const textOfWire = (value: Wire | undefined): string =>
  typeof value === 'string'
    ? RECORD_ID.test(value)
      ? ''
      : value
    : Array.isArray(value)
      ? (value as readonly Wire[]).map(textOfWire).join(' ')
      : '';

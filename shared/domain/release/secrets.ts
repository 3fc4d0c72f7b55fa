/** Names of what stays behind, so that no text of what leaves may speak of it (R-HAN-10). */
import type { KindName } from '../../model/kinds/index.ts';
import { fieldOf } from '../../model/kinds/index.ts';
import { kindNamed, type Scene, valueOf } from './scene.ts';
import type { RecordRow } from './types.ts';
import { designationsIn, nameFinder } from './words.ts';

/** Fields that name a record: proper names, and titles that may be plain words. */
const NAMES: Readonly<
  Partial<Record<KindName, { readonly names?: readonly string[]; readonly titles?: readonly string[] }>>
> = {
  operation: { names: ['codeName'], titles: ['titleEn', 'titleFr'] },
  agency: { names: ['name'] },
  site: { names: ['codeWord'] },
  phase: { titles: ['nameEn', 'nameFr'] },
  syncGroup: { titles: ['name'] },
  task: { titles: ['title'] },
  risk: { titles: ['what'] },
  person: { names: ['name'] },
  jit: { names: ['name'] },
  agreement: { titles: ['titleEn', 'titleFr'] },
  entity: { names: ['name'] },
  asset: { names: ['reference'] },
  flow: { names: ['transactionRef'] },
  request: { names: ['answerRef'] },
  record: { titles: ['what'] },
  traveller: { names: ['reference'] },
};
/** Shorter internal texts are no secrets: they would strike out every other word. */
const MIN_SECRET_LENGTH = 4;

/**
 * Whether a text names a record that is withheld (by code, name, title, code word or designation) or holds a text that is internal
 * to an agency. What a released record of the same kind is called as well is no secret.
 */
export function secretFinder(scene: Scene, released: ReadonlySet<string>): (text: string) => boolean {
  const [open, shut] = [collected(), collected()];
  for (const row of scene.rows) {
    collect(scene, row, released.has(row.id) ? open : shut);
    collectInternal(row, shut);
  }
  const secret = (from: Words, taken: Words): ReadonlySet<string> =>
    new Set(
      [...from].flatMap(([word, kinds]) => ([...kinds].every((kind) => taken.get(word)?.has(kind)) ? [] : [word])),
    );
  return nameFinder({
    codes: new Set([...shut.codes].filter((code) => !open.codes.has(code))),
    names: secret(shut.names, open.names),
    titles: secret(shut.titles, open.titles),
  });
}

/** A word and the kinds of records that carry it. */
type Words = Map<string, Set<string>>;
interface Collected {
  readonly codes: Set<string>;
  readonly names: Words;
  readonly titles: Words;
}
const collected = (): Collected => ({ codes: new Set(), names: new Map(), titles: new Map() });

function put(into: Words, row: RecordRow, field: string): string {
  const value = valueOf(row, field);
  if (typeof value !== 'string' || value === '') return '';
  const kinds = into.get(value);
  if (kinds) kinds.add(row.kind);
  else into.set(value, new Set([row.kind]));
  return value;
}

function collect(scene: Scene, row: RecordRow, into: Collected): void {
  const [code, raw] = [scene.codeOf.get(row.id), valueOf(row, 'code')];
  if (code !== undefined) into.codes.add(code);
  if (typeof raw === 'string' && raw.length > 1) into.codes.add(raw);
  const kind = kindNamed(row);
  const fields = kind === null ? undefined : NAMES[kind];
  // Only a proper name lends its designation: a task called "JIT-1 coordination meeting" speaks of another record.
  for (const field of fields?.names ?? [])
    for (const word of designationsIn(put(into.names, row, field))) into.codes.add(word);
  for (const field of fields?.titles ?? []) put(into.titles, row, field);
}

function collectInternal(row: RecordRow, into: Collected): void {
  for (const [name, value] of Object.entries(row.fields))
    if (fieldOf(row.kind, name)?.internal === true && typeof value === 'string' && value.length >= MIN_SECRET_LENGTH)
      put(into.names, row, name);
}

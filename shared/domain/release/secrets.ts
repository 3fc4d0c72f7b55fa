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
  person: { names: ['name', 'contact', 'nextOfKin'] },
  jit: { names: ['name'] },
  agreement: { titles: ['titleEn', 'titleFr'] },
  entity: { names: ['name'] },
  asset: { names: ['reference'] },
  flow: { names: ['transactionRef'] },
  request: { names: ['answerRef'] },
  record: { titles: ['what'] },
  traveller: { names: ['reference'] },
};
/** Shorter texts are no names: they would strike out every other word. */
const MIN_SECRET_LENGTH = 4;

/**
 * Whether a text names a record that is withheld (by code, name, title, code word or designation) or holds a text that is internal
 * to an agency. What a released record carries too is no secret.
 */
export function secretFinder(scene: Scene, released: ReadonlySet<string>): (text: string) => boolean {
  const [open, shut] = [names(), names()];
  for (const row of scene.rows) {
    if (released.has(row.id)) {
      collect(scene, row, open);
      collectInternal(row, shut);
    } else collect(scene, row, shut);
  }
  const without = (from: ReadonlySet<string>, taken: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...from].filter((word) => !taken.has(word)));
  return nameFinder({
    codes: without(shut.codes, open.codes),
    names: without(shut.names, open.names),
    titles: without(shut.titles, open.titles),
  });
}

interface Collected {
  readonly codes: Set<string>;
  readonly names: Set<string>;
  readonly titles: Set<string>;
}
const names = (): Collected => ({ codes: new Set(), names: new Set(), titles: new Set() });

function collect(scene: Scene, row: RecordRow, into: Collected): void {
  const [code, raw] = [scene.codeOf.get(row.id), valueOf(row, 'code')];
  if (code !== undefined) into.codes.add(code);
  if (typeof raw === 'string' && raw.length > 1) into.codes.add(raw);
  const kind = kindNamed(row);
  const fields = kind === null ? undefined : NAMES[kind];
  const put = (field: string, set: Set<string>): void => {
    const value = valueOf(row, field);
    if (typeof value !== 'string' || value === '') return;
    set.add(value);
    for (const word of designationsIn(value)) into.codes.add(word);
  };
  for (const field of fields?.names ?? []) put(field, into.names);
  for (const field of fields?.titles ?? []) put(field, into.titles);
}

function collectInternal(row: RecordRow, into: Collected): void {
  for (const [name, value] of Object.entries(row.fields))
    if (fieldOf(row.kind, name)?.internal === true && typeof value === 'string' && value.length >= MIN_SECRET_LENGTH)
      into.names.add(value);
}

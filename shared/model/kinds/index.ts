import { HANDLING, LEVELS, TLP } from '../vocabulary.ts';
import { auto, decision, type Field, type Kind, list, oneOf, owner, ref, restrict, text } from './field.ts';
import { legalKinds } from './legal.ts';
import { moneyKinds, recordKinds } from './money.ts';
import { peopleKinds } from './people.ts';
import { planningKinds } from './planning.ts';

/**
 * Fields every record has. A marking that is null is inherited: from the parent, else from the operation.
 * `_life` closes a record (deleting is closing); its value is the list of heads seen.
 */
export const COMMON_FIELDS = {
  code: auto(text(80)),
  operation: owner(ref('operation')),
  tlp: restrict(oneOf(TLP)),
  level: restrict(oneOf(LEVELS)),
  handling: restrict(list(oneOf(HANDLING), 4)),
  _life: decision(list(text(32), 4_096)),
} satisfies Readonly<Record<string, Field>>;

const OWN_KINDS = { ...planningKinds, ...peopleKinds, ...legalKinds, ...moneyKinds, ...recordKinds } as const;
export type KindName = keyof typeof OWN_KINDS;

/** Every kind of record this version knows, with its fields including the common ones. Kinds and fields are only ever added. */
export const KINDS: Readonly<Record<KindName, Kind>> = Object.fromEntries(
  Object.entries(OWN_KINDS).map(([name, kind]: [string, Kind]) => [
    name,
    { ...kind, fields: { ...COMMON_FIELDS, ...kind.fields } },
  ]),
) as unknown as Readonly<Record<KindName, Kind>>;

export const KIND_NAMES = Object.keys(OWN_KINDS) as readonly KindName[];

/** Own-property lookup, so that a kind or field named `__proto__` or `constructor` is simply unknown. */
export const kindOf = (name: string): Kind | null => (Object.hasOwn(KINDS, name) ? KINDS[name as KindName] : null);
export const fieldOf = (kind: string, field: string): Field | null => {
  const k = kindOf(kind);
  return k && Object.hasOwn(k.fields, field) ? (k.fields[field] ?? null) : null;
};

/**
 * How one field of a record travels and merges. The wire knows strings, integers, null and arrays (exchange format, section 2);
 * fields that only make sense together are one field (a tuple), and anything that grows member by member is a record of its own.
 */

/** A value on the wire: no objects, no fractions. Decimals are strings, money is integer minor units. */
export type Wire = string | number | null | readonly Wire[];

/**
 * What happens when two agencies change the field at the same time (exchange format, section 3):
 * `auto` one wins and the other is listed; `review` side by side; `decision` the field reads contested until settled;
 * `restrict` the most restrictive wins; `owner` only the owner's word counts.
 */
export type MergeClass = 'auto' | 'review' | 'decision' | 'restrict' | 'owner';

export type WireType =
  | { readonly t: 'text'; readonly max: number }
  | { readonly t: 'enum'; readonly of: readonly string[] }
  | { readonly t: 'int'; readonly min: number; readonly max: number }
  | { readonly t: 'bool' }
  | { readonly t: 'date' | 'instant' | 'start' | 'zone' | 'cc' | 'decimal' }
  /** Record id of one of these kinds, or one of the literals, or (with `cc`) a country code. `hide`: not even the id leaves while the target is withheld. */
  | {
      readonly t: 'ref';
      readonly to: readonly string[];
      readonly or: readonly string[];
      readonly cc: boolean;
      readonly mode: 'show' | 'hide';
    }
  | { readonly t: 'list'; readonly of: WireType; readonly max: number }
  | { readonly t: 'tuple'; readonly of: readonly WireType[] }
  | { readonly t: 'optional'; readonly of: WireType };

export interface Field {
  readonly type: WireType;
  readonly merge: MergeClass;
  /** Never leaves in a file unless a person releases it by name (contact, next of kin, counts kept on a movement). */
  readonly internal?: true;
}

export interface Kind {
  readonly fields: Readonly<Record<string, Field>>;
  /** Personal data in the sense of R-HAN-06 and R-HAN-12. */
  readonly personal?: true;
  /** Kept apart under the traveller key, in the log as well as in the table. */
  readonly apart?: true;
  /** Work of the agency that keeps it: no record of the kind leaves with the plan (docs/release.md). */
  readonly own?: true;
  /** The field naming the record this one is a part of: it is released, shown and closed with its parent. */
  readonly parent?: string;
}

export const text = (max = 20_000): WireType => ({ t: 'text', max });
export const oneOf = (of: readonly string[]): WireType => ({ t: 'enum', of });
export const int = (min = 0, max = 1_000_000): WireType => ({ t: 'int', min, max });
export const bool: WireType = { t: 'bool' };
export const date: WireType = { t: 'date' };
export const instant: WireType = { t: 'instant' };
export const start: WireType = { t: 'start' };
export const zone: WireType = { t: 'zone' };
export const cc: WireType = { t: 'cc' };
export const decimal: WireType = { t: 'decimal' };
/** US cents and other minor units. */
export const minor: WireType = int(0, Number.MAX_SAFE_INTEGER);
export const ref = (...to: readonly string[]): WireType => ({ t: 'ref', to, or: [], cc: false, mode: 'show' });
export const hiddenRef = (...to: readonly string[]): WireType => ({ t: 'ref', to, or: [], cc: false, mode: 'hide' });
export const refOr = (to: readonly string[], or: readonly string[], mode: 'show' | 'hide' = 'show'): WireType => ({
  t: 'ref',
  to,
  or,
  cc: false,
  mode,
});
export const refOrCountry = (...to: readonly string[]): WireType => ({ t: 'ref', to, or: [], cc: true, mode: 'show' });
export const list = (of: WireType, max = 1_000): WireType => ({ t: 'list', of, max });
export const tuple = (...of: readonly WireType[]): WireType => ({ t: 'tuple', of });
export const optional = (of: WireType): WireType => ({ t: 'optional', of });

const field =
  (merge: MergeClass) =>
  (type: WireType): Field => ({ type, merge });
export const auto = field('auto');
export const review = field('review');
export const decision = field('decision');
export const restrict = field('restrict');
export const owner = field('owner');
export const internal = (type: WireType): Field => ({ type, merge: 'auto', internal: true });
/** A decision that is nobody's business outside the agency that keeps the record. */
export const ownDecision = (type: WireType): Field => ({ type, merge: 'decision', internal: true });
/** Only the owner's word counts, and it stays at home. */
export const kept = (type: WireType): Field => ({ type, merge: 'owner', internal: true });

const DATE = /^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const START = [
  /^H[+-](\d+d)?\d{1,3}:[0-5]\d$/,
  /^D[+-]\d+(T([01]\d|2[0-3]):[0-5]\d)?$/,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d\[[A-Za-z_+\-/0-9]+\]$/,
];
const ZONE = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;
const DECIMAL = /^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$/;
const CC = /^[A-Z]{2}$/;
/** Record and line ids: 24 bytes in base64url. */
export const RECORD_ID = /^[A-Za-z0-9_-]{32}$/;

/** Whether a wire value has the shape of a field; null always means "not given". References are checked for shape only: a target may be withheld or under way. */
export function fits(type: WireType, value: Wire): boolean {
  return value === null || shape(type, value);
}

function shape(type: WireType, value: Wire): boolean {
  switch (type.t) {
    case 'text':
      return typeof value === 'string' && value.length <= type.max;
    case 'enum':
      return typeof value === 'string' && type.of.includes(value);
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= type.min && value <= type.max;
    case 'bool':
      return value === 0 || value === 1;
    case 'date':
      return typeof value === 'string' && DATE.test(value);
    case 'instant':
      return typeof value === 'string' && INSTANT.test(value);
    case 'start':
      return typeof value === 'string' && value.length <= 100 && START.some((r) => r.test(value));
    case 'zone':
      return typeof value === 'string' && ZONE.test(value);
    case 'cc':
      return typeof value === 'string' && CC.test(value);
    case 'decimal':
      return typeof value === 'string' && DECIMAL.test(value);
    case 'ref':
      return (
        typeof value === 'string' &&
        (RECORD_ID.test(value) ||
          type.or.includes(value) ||
          (type.cc && CC.test(value)) ||
          (type.or.includes('V:') && /^V:[A-Z]{2}$/.test(value)))
      );
    case 'list':
      return (
        Array.isArray(value) && value.length <= type.max && value.every((v: Wire) => v !== null && shape(type.of, v))
      );
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.length === type.of.length &&
        type.of.every((t, i) => elementFits(t, value[i] as Wire | undefined))
      );
    case 'optional':
      return value === null || shape(type.of, value);
  }
}

const elementFits = (type: WireType, value: Wire | undefined): boolean =>
  value !== undefined && (type.t === 'optional' ? fits(type.of, value) : value !== null && shape(type, value));

/** Every record id a value points to, with whether it must be hidden while its target is withheld. */
export function references(type: WireType, value: Wire): readonly { readonly id: string; readonly hide: boolean }[] {
  if (value === null) return [];
  if (type.t === 'ref')
    return typeof value === 'string' && RECORD_ID.test(value) ? [{ id: value, hide: type.mode === 'hide' }] : [];
  if (type.t === 'optional') return references(type.of, value);
  if (!Array.isArray(value)) return [];
  if (type.t === 'list') return value.flatMap((v: Wire) => references(type.of, v));
  if (type.t === 'tuple') return type.of.flatMap((t, i) => references(t, (value[i] as Wire | undefined) ?? null));
  return [];
}

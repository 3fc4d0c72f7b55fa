/** What a person can type for a field, as its wire type has it. */
import type { WireType } from '../kinds/field.ts';
import { type KindName, KINDS } from '../kinds/index.ts';

export type Input =
  | { readonly is: 'text'; readonly max: number }
  /** One of a closed list. */
  | { readonly is: 'word'; readonly of: readonly string[] }
  | { readonly is: 'whole'; readonly min: number; readonly max: number }
  | { readonly is: 'money' | 'decimal' | 'yes' | 'day' | 'moment' | 'country' }
  /** An item of the plan by its code, one of these words, or a country. */
  | { readonly is: 'item'; readonly to: readonly string[]; readonly or: readonly string[]; readonly country: boolean }
  | { readonly is: 'several'; readonly of: Input };

export function inputOf(type: WireType): Input {
  switch (type.t) {
    case 'text':
      return { is: 'text', max: type.max };
    case 'enum':
      return { is: 'word', of: type.of };
    case 'int':
      // Minor units have no upper limit of their own (kinds/field.ts).
      return type.max === Number.MAX_SAFE_INTEGER ? { is: 'money' } : { is: 'whole', min: type.min, max: type.max };
    case 'bool':
      return { is: 'yes' };
    case 'date':
      return { is: 'day' };
    case 'instant':
      return { is: 'moment' };
    case 'cc':
      return { is: 'country' };
    case 'decimal':
      return { is: 'decimal' };
    case 'ref':
      return { is: 'item', to: type.to, or: type.or, country: type.cc };
    case 'list':
      return { is: 'several', of: inputOf(type.of) };
    case 'optional':
      return inputOf(type.of);
    case 'tuple':
    case 'start':
    case 'zone':
      throw new Error(`broken promise: a form asks for no ${type.t} as a whole`);
  }
}

/** `window.1` as the field and the place in its tuple. */
export function placeOf(path: string): { readonly field: string; readonly at: number | null } {
  const [field = '', at] = path.split('.');
  return { field, at: at === undefined ? null : Number(at) };
}

export function typeAt(kind: KindName, path: string): WireType {
  const { field, at } = placeOf(path);
  const fields: Readonly<Record<string, { readonly type: WireType }>> = KINDS[kind].fields;
  const type = fields[field]?.type;
  const found = at === null ? type : type?.t === 'tuple' ? type.of[at] : undefined;
  if (found === undefined) throw new Error(`broken promise: ${kind} has no field ${path}`);
  return found;
}
export const inputAt = (kind: KindName, path: string): Input => inputOf(typeAt(kind, path));

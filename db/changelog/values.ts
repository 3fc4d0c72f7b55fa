import { type Field, fits, type Wire } from '#shared/model/kinds/field.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { DraftValue, StoreDeps } from '../store-types.ts';
import { isSealedField } from './rows.ts';

/** The field of a kind that a person may set; `_life` is written by closing and reopening only. */
export function settable(kind: string, field: string, place: string): Result<Field, Refusal> {
  const def = field === '_life' ? null : fieldOf(kind, field);
  return def
    ? ok(def)
    : err(refusal('field.unknown', place, `a ${kind} has no field of the name ${JSON.stringify(field)}`));
}

/** Puts record ids in the place of local keys. */
export function resolveDraft(
  value: DraftValue,
  created: ReadonlyMap<string, string>,
  place: string,
): Result<Wire, Refusal> {
  if (value === null || typeof value !== 'object') return ok(value);
  if (isRef(value)) {
    const id = created.get(value.ref);
    return id === undefined
      ? err(refusal('ref.unknown', place, 'it points to a record that is not created in the same step'))
      : ok(id);
  }
  const out: Wire[] = [];
  for (const member of value) {
    const resolved = resolveDraft(member, created, place);
    if (!resolved.ok) return resolved;
    out.push(resolved.value);
  }
  return ok(out);
}

const isRef = (value: object): value is { readonly ref: string } => !Array.isArray(value);

/** Whether a value may stand in a field; the refusal names the field, never the value. */
export function checkValue(
  deps: Pick<StoreDeps, 'isSealed'>,
  kind: string,
  field: string,
  def: Field,
  value: Wire,
  place: string,
): Refusal | null {
  if (value === null) return null;
  if (isSealedField(kind, field))
    return typeof value === 'string' && deps.isSealed?.(value) === true
      ? null
      : refusal('value.not-sealed', place, 'this field is kept apart and takes sealed values only');
  return fits(def.type, value) ? null : refusal('value.unfit', place, 'the value does not have the form of this field');
}

import { type Field, fits, type Wire } from '../model/kinds/field.ts';
import { fieldOf, kindOf } from '../model/kinds/index.ts';

/** What of a line this version's model does not know; such a line is kept and applied after an update (exchange format, section 12). */
export type UnknownPart = 'unknown-kind' | 'unknown-field' | 'unknown-value';

/**
 * The field a line (`s`, or `k` which has no value) of a record of this kind speaks of, or what is unknown about it. Names like
 * `__proto__` are simply unknown (case 20).
 */
export function fieldOfLine(
  kind: string,
  line: { readonly field: string; readonly value?: Wire },
): Field | UnknownPart {
  if (kindOf(kind) === null) return 'unknown-kind';
  const field = fieldOf(kind, line.field);
  if (field === null) return 'unknown-field';
  return line.value === undefined || fits(field.type, line.value) ? field : 'unknown-value';
}

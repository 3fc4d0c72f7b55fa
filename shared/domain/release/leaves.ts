import type { Wire, WireType } from '../../model/kinds/field.ts';

/** Whether any text or number in a value, taken with its type, passes the test; lists, tuples and options are walked through. */
export function someLeaf(
  type: WireType,
  value: Wire,
  test: (type: WireType, leaf: string | number) => boolean,
): boolean {
  if (value === null) return false;
  if (type.t === 'optional') return someLeaf(type.of, value, test);
  if (typeof value === 'string' || typeof value === 'number') return test(type, value);
  if (type.t === 'list') return value.some((each) => someLeaf(type.of, each, test));
  return type.t === 'tuple' && type.of.some((part, i) => someLeaf(part, value[i] ?? null, test));
}

/** Field values of a row whose soundness was checked (`RowBook`): the casts say what the field types promise. */
import type { Wire } from '../../model/kinds/field.ts';
import type { InstantMs } from '../../model/plan.ts';
import { parseInstant } from '../../time/instant.ts';
import type { RecordRow } from './types.ts';

/** Value of a field, null when not given. `T` is what the field's type in the registry allows. */
export const maybe = <T extends Wire>(row: RecordRow, field: string): T | null =>
  (row.fields[field] ?? null) as T | null;
export const text = (row: RecordRow, field: string): string => maybe<string>(row, field) ?? '';
export const count = (row: RecordRow, field: string): number => maybe<number>(row, field) ?? 0;
export const isSet = (row: RecordRow, field: string): boolean => maybe<number>(row, field) === 1;
export const listOf = <T extends Wire>(row: RecordRow, field: string): readonly T[] =>
  maybe<readonly T[]>(row, field) ?? [];

export function instantOf(row: RecordRow, field: string): InstantMs | null {
  const value = maybe<string>(row, field);
  return value === null ? null : parseInstant(value);
}

/** Name of the first of these fields that is not given; null when all are. */
export const missing = (row: RecordRow, ...fields: readonly string[]): string | null =>
  fields.find((field) => maybe(row, field) === null) ?? null;

/** What was chosen among differences: pure, so that what hangs together is tested without a window. */
import type { PlanDifference, Picks } from '#shared/contract/branches.ts';

/** Fields chosen of each record; null: all there is of it. */
export type Chosen = ReadonlyMap<string, readonly string[] | null>;
export const NONE: Chosen = new Map();

/** Fields that can be taken over. */
export const openFields = (item: PlanDifference): readonly string[] =>
  item.fields.filter(({ blocked }) => blocked === null).map(({ field }) => field);
export const canChoose = (item: PlanDifference): boolean =>
  item.blocked === null && (item.what !== 'changed' || openFields(item).length > 0);
export const isMoved = (item: PlanDifference): boolean => item.fields.some(({ moved }) => moved);

/** Everything that overrules nobody, as the trusted side would choose it. */
export function cleanOf(items: readonly PlanDifference[]): Chosen {
  const chosen = new Map<string, readonly string[] | null>();
  for (const item of items) {
    if (!canChoose(item)) continue;
    if (item.what !== 'changed') {
      if (!isMoved(item)) chosen.set(item.record, null);
      continue;
    }
    const clean = item.fields.filter(({ blocked, moved }) => blocked === null && !moved).map(({ field }) => field);
    if (clean.length > 0) chosen.set(item.record, clean);
  }
  return whole(chosen, items);
}

/** A record with everything it hangs on, or out again with everything that hangs on it. */
export function toggleRecord(chosen: Chosen, items: readonly PlanDifference[], item: PlanDifference): Chosen {
  const byRecord = new Map(items.map((one) => [one.record, one]));
  const next = new Map(chosen);
  if (next.has(item.record)) {
    next.delete(item.record);
    return whole(next, items);
  }
  const add = (record: string): void => {
    const one = byRecord.get(record);
    if (next.has(record) || (one && !canChoose(one))) return;
    next.set(record, one?.what === 'changed' ? openFields(one) : null);
    for (const needed of one?.needs ?? []) add(needed);
  };
  add(item.record);
  return next;
}

export function toggleField(
  chosen: Chosen,
  items: readonly PlanDifference[],
  item: PlanDifference,
  field: string,
): Chosen {
  const now = chosen.get(item.record);
  const fields = now === undefined ? [] : (now ?? openFields(item));
  const left = fields.includes(field) ? fields.filter((f) => f !== field) : [...fields, field];
  const next = new Map(chosen);
  if (left.length === 0) {
    next.delete(item.record);
    return whole(next, items);
  }
  next.set(item.record, left);
  for (const needed of item.needs) if (!next.has(needed)) next.set(needed, null);
  return next;
}

/** Without what hangs on something that is not chosen. */
function whole(chosen: Chosen, items: readonly PlanDifference[]): Chosen {
  const needs = new Map(items.map(({ record, needs: needed }) => [record, needed]));
  const next = new Map(chosen);
  for (let again = true; again; ) {
    again = false;
    for (const record of next.keys())
      if (needs.get(record)?.some((needed) => !next.has(needed))) {
        next.delete(record);
        again = true;
      }
  }
  return next;
}

export const picksOf = (chosen: Chosen): Exclude<Picks, 'clean' | 'all'> =>
  [...chosen].map(([record, fields]) => ({ record, fields: fields === null ? null : [...fields] }));

/** The store as it read at a moment: what was written into since reads as it did then, everything else as it does now. */
import type { RecordView, Touched } from '#db/store-types.ts';
import type { Store } from '#db/store.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { kindOf } from '#shared/model/kinds/index.ts';

/** Parts nest twice at the most (`db/queries/family.ts`). */
const DEEPEST = 4;

const byCreation = (a: RecordView, b: RecordView): number => a.ms - b.ms || a.ctr - b.ctr || (a.id < b.id ? -1 : 1);

/** `id`: under which the operation stands there. Only what is asked for is read; good until the plan changes. */
export function pastReads(
  read: Store['read'],
  operation: string,
  id: string,
  at: number,
  touched: readonly Touched[],
): Store['read'] {
  const then = new Map(touched.map((one) => [one.id, one.was]));
  const swap = (value: Wire): Wire =>
    typeof value === 'string' ? (value === operation ? id : value) : Array.isArray(value) ? value.map(swap) : value;
  const shown = (row: RecordView): RecordView => ({
    ...row,
    id: row.id === operation ? id : row.id,
    operation: id,
    fields: Object.fromEntries(Object.entries(row.fields).map(([name, value]) => [name, swap(value)])),
  });
  const own = (rec: string): string => (rec === id ? operation : rec);
  const record = (rec: string): RecordView | null => {
    const known = own(rec);
    const before = then.get(known);
    if (before !== undefined) return before && shown(before);
    const now = read.record(known);
    return now !== null && !now.closed && now.operation === operation ? shown(now) : null;
  };
  const aboveOf = (row: RecordView): string | null => {
    const parent = kindOf(row.kind)?.parent;
    const above: unknown = parent === undefined ? null : row.fields[parent];
    return typeof above === 'string' ? above : null;
  };
  let all: readonly RecordView[] | null = null;
  const everything = (): readonly RecordView[] => (all ??= read.asOf(operation, at).map(shown));
  return {
    operations: () => [record(id)].flatMap((head) => head ?? []),
    recordsOfOperation: (of, kinds) => (of === id ? everything().filter((v) => !kinds || kinds.has(v.kind)) : []),
    record,
    rootOf: (rec) => {
      let row = record(rec);
      for (let depth = 0; row !== null && depth < DEEPEST; depth++) {
        if (kindOf(row.kind)?.parent === undefined) return row;
        const above = aboveOf(row);
        row = above === null ? null : record(above);
      }
      return null;
    },
    familyOf: (root) => {
      const now = read.record(own(root.id));
      const parts = new Map<string, RecordView>();
      for (const part of now ? read.familyOf(now).slice(1) : [])
        if (!then.has(part.id)) parts.set(part.id, shown(part));
      const others = touched.flatMap((one) => one.was ?? []).map(shown);
      // a part of a part may be met before the part it hangs on
      for (let depth = 0; depth < DEEPEST; depth++)
        for (const part of others) {
          const above = aboveOf(part);
          if (above !== null && (above === root.id || parts.has(above))) parts.set(part.id, part);
        }
      return [root, ...[...parts.values()].sort(byCreation)];
    },
    byCode: (of, code) => {
      if (of !== id) return [];
      const ids = new Set([...read.byCode(operation, code).map((row) => row.id), ...then.keys()]);
      return [...ids]
        .flatMap((rec) => record(rec) ?? [])
        .filter((row) => row.fields['code'] === code)
        .sort(byCreation);
    },
    history: () => [],
    historyPage: () => ({ steps: [], more: null }),
    historyAuthors: () => [],
    historySpan: () => null,
    asOf: () => [],
    touchedSince: () => null,
    dump: () => [],
    conflicts: () => [],
    mergedAutomatically: () => [],
    proposals: () => [],
  };
}

/** Coverage of movements over one operation or all of them, read from the legal records alone: a portfolio of tasks is never built for it. */
import type { Store } from '#db/store.ts';
import type { CoverageLine } from '#shared/contract/explain.ts';
import { coverageOfAll, type CoverCell, type MovementCoverage } from '#shared/domain/explain/index.ts';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import type { PlanMovement } from '#shared/model/plan.ts';
import { rowOf } from '../operation-state.ts';

/** What coverage reads: movements with their rows, agreements with their parts, the agencies that sign, the zone of the operation. */
const LEGAL: ReadonlySet<string> = new Set([
  'operation',
  'agency',
  'agreement',
  'coverage',
  'transit',
  'signature',
  'movement',
  'paxRow',
]);

/** Lines of one operation, by departure. */
export function coverageLines(store: Store, operation: string): readonly CoverageLine[] {
  const { plan, idOf } = recordsToPlan(store.read.recordsOfOperation(operation, LEGAL).map(rowOf));
  if (plan.movements.length === 0) return [];
  const facts = buildFacts(plan, 0);
  return coverageOfAll(facts).flatMap((coverage) => {
    const movement = facts.movements.get(coverage.movement);
    return movement ? [lineOf(operation, plan.operation.id, idOf.get(movement.id) ?? '', movement, coverage)] : [];
  });
}

function lineOf(
  operation: string,
  operationCode: string,
  record: string,
  { from, to, pax }: PlanMovement,
  { movement, day, needed, rows, cells, open }: MovementCoverage,
): CoverageLine {
  return {
    operation,
    operationCode,
    record,
    movement,
    day,
    needed,
    cells,
    open,
    from,
    to: [...to],
    travellers: pax.reduce((sum, row) => sum + row.n, 0),
    until: earliest(rows.flatMap((row) => row.cells)),
  };
}

const earliest = (cells: readonly CoverCell[]): string | null =>
  cells.reduce<string | null>(
    (least, { until }) => (until == null || (least !== null && least <= until) ? least : until),
    null,
  );

/** Movements that still need an instrument before all others; then by departure, operation and code. */
export const byNeed = (a: CoverageLine, b: CoverageLine): number => {
  const rank = (line: CoverageLine): number => (line.needed && line.open > 0 ? 0 : line.needed ? 1 : 2);
  const text = (line: CoverageLine): string => `${line.day} ${line.operationCode} ${line.movement}`;
  return rank(a) - rank(b) || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
};

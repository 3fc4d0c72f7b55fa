/**
 * Any operation file, however bent, is refused with the place of each fault, or taken as a plan that survives being written and read again
 * and that rules and schedules can work on; and it takes no longer than two seconds of work. `FUZZ_RUNS` and `FUZZ_SEED` search elsewhere.
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parse } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { moveH } from '#shared/domain/facts/overlay.ts';
import { sweep } from '#shared/domain/rules/sweep.ts';
import { criticalPaths, timetableOf } from '#shared/domain/schedule/index.ts';
import { generatePlan, GENERATED_CLOCK } from '#shared/formats/generator/index.ts';
import { readOperationFile } from '#shared/formats/operation-file/index.ts';
import { writeOperationFile } from '#shared/formats/operation-file/write.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import type { Plan } from '#shared/model/plan.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { assert } from '#shared/result/result.ts';
import { planToRows } from '#test/builders/plan-rows.ts';
import { Dice } from '#test/oracle/dice.ts';
import { oracleSays } from '#test/oracle/index.ts';
import { poolOf, type Tree } from '#test/oracle/mutate.ts';
import { broken, written } from './break.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const LIMIT_MS = 2_000;
/** Time of the processor, so that a busy machine fails nobody. */
function stopwatch(): () => number {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  };
}

const training = parse(
  readFileSync(new URL('../../shared/formats/training/operation.yaml', import.meta.url), 'utf8'),
) as Tree;
const generated = ((): Tree => {
  const shape = { code: 'OP-F', number: 3, tasks: 60, people: 20, travellers: 40, clock: GENERATED_CLOCK };
  const file = writeOperationFile(generatePlan(9, shape), GENERATED_CLOCK);
  assert(file.ok, 'generated operations can be written');
  return JSON.parse(new TextDecoder().decode(file.value)) as Tree;
})();
const SOURCES = [training, generated].map((tree) => ({ tree, pool: poolOf(tree) }));

/** `tasks T12: min (line 88)`, `holidays[2]: to (line 40)`, `tasks (line 3)`, `line 12`. */
const PLACE = /^(line \d+|[^\n]+ \(line \d+\))$/;

const tally = { taken: 0, refused: 0, slowest: 0 };

/** A sync group is a set: records give its tasks in the order of the plan. */
const setsInOrder = (plan: Plan | null): Plan | null =>
  plan && { ...plan, syncGroups: plan.syncGroups.map((group) => ({ ...group, tasks: group.tasks.toSorted() })) };

/** What should not have happened to a file; empty when it was refused or taken as it should be. Anything thrown fails the test, too. */
function judge(text: string): readonly string[] {
  const bytes = new TextEncoder().encode(text);
  const passed = stopwatch();
  const file = readOperationFile(bytes);
  if (!file.ok) {
    tally.refused += 1;
    return [...slow(passed()), ...(file.error.length === 0 ? ['no reason'] : []), ...file.error.flatMap(unclear)];
  }
  tally.taken += 1;
  const { plan, clock } = file.value;
  const facts = buildFacts(plan, clock);
  const findings = sweep(facts);
  // R-OP-01 refuses cycles, so every plan taken has its paths
  const timetable = timetableOf(facts);
  assert(timetable.ok, 'a file with a cycle is refused');
  criticalPaths(timetable.value);
  sweep(moveH(facts, -60));
  const took = slow(passed());

  const copy = writeOperationFile(plan, clock);
  const again = copy.ok ? readOperationFile(copy.value) : null;
  const records = recordsToPlan(planToRows(plan, 'x'.repeat(32), clock)).plan;
  const said = findings.map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`).sort();
  return [
    ...took,
    ...(again?.ok === true && isDeepStrictEqual(again.value.plan, plan) ? [] : ['differs once written and read']),
    ...(isDeepStrictEqual(setsInOrder(records), setsInOrder(plan)) ? [] : ['differs as records']),
    ...(tally.taken % 8 === 0 && !isDeepStrictEqual(said, oracleSays(plan, clock)) ? ['the oracle disagrees'] : []),
  ];
}

function slow(ms: number): readonly string[] {
  tally.slowest = Math.max(tally.slowest, ms);
  return ms < LIMIT_MS ? [] : [`took ${ms} ms`];
}
function unclear({ code, place, reason }: Refusal): readonly string[] {
  const placed = (code === 'more-faults' ? /^file$/ : PLACE).test(place);
  return placed && code !== '' && !/undefined|NaN|\[object|^$/.test(reason) ? [] : [`${code} at "${place}": ${reason}`];
}

describe('a bent operation file', () => {
  it('is refused with places, or taken and usable, in time', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 8 }), fc.nat({ max: 1 }), (seed, faults, which) => {
        const dice = new Dice(seed);
        const source = SOURCES[which];
        assert(source, 'two sources');
        let tree = source.tree;
        for (let n = 0; n < faults; n++) tree = broken(tree, source.pool, dice);
        expect(judge(written(tree, dice))).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  afterAll(() => {
    console.info(`bent files: ${tally.taken} taken, ${tally.refused} refused, slowest ${Math.round(tally.slowest)} ms`);
  });
});

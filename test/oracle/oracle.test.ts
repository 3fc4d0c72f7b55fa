/**
 * The engine against the oracle: two readings of one brief must say the same (rule, severity, subject) about the training operation, its
 * what-ifs, changed copies of it, generated and random operations. `ORACLE_ROUNDS=20` searches longer, from seeds never tried before.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { moveH } from '#shared/domain/facts/overlay.ts';
import { RULES, sweep } from '#shared/domain/rules/index.ts';
import { GENERATED_CLOCK, generatePlan } from '#shared/formats/generator/index.ts';
import { readOperationFile } from '#shared/formats/operation-file/index.ts';
import { writeOperationFile } from '#shared/formats/operation-file/write.ts';
import type { Plan } from '#shared/model/plan.ts';
import { assert } from '#shared/result/result.ts';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import { DENSE_CLOCK, densePlan } from './dense-plan.ts';
import { Dice } from './dice.ts';
import { oracleSays } from './index.ts';
import { changed, poolOf, type Tree } from './mutate.ts';

const ROUNDS = Number(process.env['ORACLE_ROUNDS'] ?? 0);
const FIRST_SEED = ROUNDS > 0 ? 10_000 : 0;

const text = readFileSync(new URL('../../shared/formats/training/operation.yaml', import.meta.url), 'utf8');
const bytesOf = (source: string): Uint8Array => new TextEncoder().encode(source);
const read = readOperationFile(bytesOf(text));
assert(read.ok, 'the training operation is sound');
const training = read.value;

/** Rules whose input an operation file does not hold stay silent about it: the oracle does not know them. */
const SILENT =
  /^R-(OP-0[67]|OP-11|PER-15|JIT-06|JIT-10|AGR-07|MOV-1[3-68]|FIN-08|FIN-1[01]|HAN-0[47]|HAN-1[0-2]|EXP-.*)$/;

const engineSays = (plan: Plan, clock: number): readonly string[] =>
  sweep(buildFacts(plan, clock))
    .map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`)
    .sort();

const spoken = new Map<string, number>();
/** What only one of the two says; empty when they agree. Counts which rules spoke. */
function differences(plan: Plan, clock: number): readonly string[] {
  const oracle = oracleSays(plan, clock);
  const engine = engineSays(plan, clock);
  for (const line of oracle) {
    const rule = line.split(' ', 1).join();
    spoken.set(rule, (spoken.get(rule) ?? 0) + 1);
  }
  return [
    ...oracle.filter((line) => !engine.includes(line)).map((line) => `only the oracle: ${line}`),
    ...engine.filter((line) => !oracle.includes(line)).map((line) => `only the engine: ${line}`),
  ];
}

describe('engine and oracle say the same about', () => {
  it('the training operation, which the file itself lists', () => {
    const listed = training.oracle.findings.map(([rule, severity, subject]) => `${rule} ${severity} ${subject}`);
    expect(oracleSays(training.plan, training.clock)).toEqual(listed.sort());
    expect(differences(training.plan, training.clock)).toEqual([]);
  });

  it('its what-ifs', () => {
    const { plan, clock } = training;
    const facts = buildFacts(plan, clock);
    for (const minutes of [-60, 60, -1440, 95]) {
      const moved = moveH(facts, minutes).plan;
      expect(differences(moved, clock), `H moved by ${minutes} min`).toEqual([]);
    }
    const early = { ...plan, tasks: plan.tasks.map((task) => (task.id === 'T39' ? { ...task, at: 'H+00:00' } : task)) };
    expect(differences(early, clock)).toEqual([]);
    const signed = plan.agreements.map((agreement) =>
      agreement.id === 'AG6'
        ? {
            ...agreement,
            state: 'in_force' as const,
            signed: { ...agreement.signed, LA: '2027-03-05' },
            from: '2027-03-06',
          }
        : agreement,
    );
    expect(differences({ ...plan, agreements: signed }, clock)).toEqual([]);
  });

  it('the training operation on other days', () => {
    for (const day of [-120, -30, 1, 4, 9, 23, 40, 200])
      expect(differences(training.plan, training.clock + day * 86_400_000), `${day} days later`).toEqual([]);
  });

  it('changed copies of it', { timeout: 600_000 }, () => {
    const tree = parse(text) as Tree;
    const pool = poolOf(tree);
    let compared = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + 12 + 12 * ROUNDS; seed++) {
      const dice = new Dice(seed);
      let file = tree;
      for (let batch = 0; batch < 12; batch++) {
        let next = file;
        for (let n = 0; n < 6; n++) next = changed(next, pool, dice);
        const result = readOperationFile(bytesOf(JSON.stringify(next)));
        if (!result.ok) continue;
        file = next;
        if (batch % 3 !== 2) continue;
        compared++;
        expect(differences(result.value.plan, result.value.clock), `seed ${seed}, batch ${batch}`).toEqual([]);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('random operations that an operation file can hold', { timeout: 600_000 }, () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + 200 + 200 * ROUNDS; seed++) {
      const plan = densePlan(seed, 2 + (seed % 9));
      const written = writeOperationFile(plan, DENSE_CLOCK);
      expect(written.ok ? [] : written.error, `seed ${seed}`).toEqual([]);
      expect(differences(plan, DENSE_CLOCK), `seed ${seed}`).toEqual([]);
      // an operation file has no place for lawful hours and authorities
      const lawful = randomPlan(seed, 2).limits.lawfulHours;
      const tasks = plan.tasks.map((task, n) => ({ ...task, authority: n % 4 === 0 ? 'Order 12' : null }));
      const under = { ...plan, tasks, limits: { ...plan.limits, lawfulHours: lawful } };
      expect(differences(under, DENSE_CLOCK), `seed ${seed}, with lawful hours`).toEqual([]);
    }
  });

  it('generated operations', { timeout: 600_000 }, () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + 10 + 4 * ROUNDS; seed++) {
      const shape = { code: `OP-G${seed}`, number: 1 + (seed % 9), tasks: 60, people: 30, travellers: 60 };
      const plan = generatePlan(seed, { ...shape, clock: GENERATED_CLOCK });
      expect(differences(plan, GENERATED_CLOCK), `seed ${seed}`).toEqual([]);
    }
  });

  it('every rule, often enough', () => {
    const rare = RULES.map(({ id }) => id).filter((id) => !SILENT.test(id) && (spoken.get(id) ?? 0) < 5);
    expect(rare, 'rules that hardly spoke: the comparison says nothing about them').toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { buildFacts } from '../../domain/facts/facts.ts';
import { sweep } from '../../domain/rules/index.ts';
import type { Plan } from '../../model/plan.ts';
import { assert } from '../../result/result.ts';
import { readOperationFile } from '../operation-file/index.ts';
import { writeOperationFile } from '../operation-file/write.ts';
import { Dice, split } from './dice.ts';
import { GENERATED_CLOCK, generatePlan, LEAST, type Shape, shapesOf, SIZES } from './index.ts';
import { codeName } from './names.ts';

const small = (number: number): Shape => ({
  code: `OP-T-${number}`,
  number,
  tasks: LEAST.tasks + number * 9,
  people: LEAST.people + number * 3,
  travellers: number * 11,
  clock: GENERATED_CLOCK,
});
const travellersOf = (plan: Plan): number =>
  plan.movements.reduce((all, m) => all + m.pax.reduce((sum, row) => sum + row.n, 0), 0);
const findingsOf = (plan: Plan) => sweep(buildFacts(plan, GENERATED_CLOCK));
const familyOf = (rule: string): string => rule.slice(0, 5);
const FAMILIES = ['R-AGR', 'R-FIN', 'R-HAN', 'R-JIT', 'R-MOV', 'R-OP-', 'R-PER'];
const sizeS = (seed: number): Plan => {
  const [shape] = shapesOf('S', SIZES.S, seed);
  assert(shape, 'S has an operation');
  return generatePlan(seed, shape);
};

describe('shapes', () => {
  it.each(['S', 'M', 'L'] as const)('of size %s add up to it exactly, with codes of their own', (name) => {
    const size = SIZES[name];
    const shapes = shapesOf(name, size, 7);
    const sum = (pick: (shape: Shape) => number): number => shapes.reduce((all, shape) => all + pick(shape), 0);
    expect(shapes).toHaveLength(size.operations);
    expect({ tasks: sum((s) => s.tasks), people: sum((s) => s.people), travellers: sum((s) => s.travellers) }).toEqual({
      tasks: size.tasks,
      people: size.people,
      travellers: size.travellers,
    });
    expect(new Set(shapes.map((s) => s.code)).size).toBe(shapes.length);
    expect(new Set(shapes.map((s) => codeName(7, s.number))).size).toBe(shapes.length);
    expect(Math.min(...shapes.map((s) => s.tasks))).toBeGreaterThanOrEqual(LEAST.tasks);
    expect(Math.min(...shapes.map((s) => s.people))).toBeGreaterThanOrEqual(LEAST.people);
  });
  it('split keeps the total and the least', () => {
    expect(split(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(split(7, [1, 100], 2)).toEqual([2, 5]);
    expect(split(1, [1, 1], 5)).toEqual([1, 0]);
  });
});

describe('a generated plan', () => {
  it('is the same for the same seed and another for another', () => {
    expect(generatePlan(1, small(3))).toEqual(generatePlan(1, small(3)));
    expect(generatePlan(2, small(3))).not.toEqual(generatePlan(1, small(3)));
    expect(generatePlan(1, small(4)).people[0]).not.toEqual(generatePlan(1, small(3)).people[0]);
  });
  it('stays what it was: recorded figures of seed 1', () => {
    const dice = new Dice(1, 'x');
    expect([dice.int(0, 999), dice.int(0, 999), dice.fork('y').int(0, 999)]).toMatchInlineSnapshot(`
      [
        721,
        320,
        902,
      ]
    `);
  });
  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'number %d has exactly its shape and comes back from an operation file',
    (number) => {
      const shape = small(number);
      const plan = generatePlan(number + 40, shape);
      expect([plan.tasks.length, plan.people.length, travellersOf(plan)]).toEqual([
        shape.tasks,
        shape.people,
        shape.travellers,
      ]);
      const written = writeOperationFile(plan, shape.clock);
      expect(written.ok || written.error.slice(0, 3)).toBe(true);
    },
  );
  it('of size S comes back from its operation file, and fits into one', () => {
    const plan = sizeS(1);
    const written = writeOperationFile(plan, GENERATED_CLOCK);
    assert(written.ok, 'a generated plan can be written');
    const back = readOperationFile(written.value);
    expect(back.ok && back.value.plan).toEqual(plan);
  });
  it('refuses a shape too small to be an operation', () => {
    expect(() => generatePlan(1, { ...small(0), tasks: LEAST.tasks - 1 })).toThrow('broken promise');
  });

  const plan = sizeS(11);
  it('speaks many scripts', () => {
    const names = [...plan.people, ...plan.entities].map(({ name }) => name).join(' ');
    const missing = ['Latin', 'Thai', 'Khmer', 'Lao', 'Myanmar', 'Han', 'Hangul', 'Arabic'].filter(
      (script) => !new RegExp(`\\p{Script=${script}}`, 'u').test(names),
    );
    expect(missing).toEqual([]);
    expect(names).toMatch(/[ễầăđạư]/u);
  });
  it('holds what an operation holds', () => {
    const empty = Object.entries(plan).filter(([, list]) => Array.isArray(list) && list.length === 0);
    // Lifting a finding is a decision of people: no plan is made with one.
    expect(empty).toEqual([['overrides', []]]);
    expect(plan.tasks.filter((t) => t.dependencies.length > 0).length).toBeGreaterThan(plan.tasks.length / 4);
    expect(new Set(plan.tasks.flatMap((t) => t.dependencies.map((d) => d.type)))).toEqual(
      new Set(['FS', 'SS', 'FF', 'SF']),
    );
    expect(plan.tasks.filter((t) => t.decision !== null)).toHaveLength(3);
    expect(new Set(plan.tasks.map((t) => t.at?.[0]))).toEqual(new Set(['D', 'H', '2']));
    expect(plan.tasks.filter((t) => /shift \d/.test(t.title)).length).toBeGreaterThan(5);
    expect(plan.tasks.filter((t) => t.jit !== null).length).toBeGreaterThan(5);
    for (const group of plan.syncGroups) expect(group.tasks.length).toBeGreaterThan(1);
    expect(plan.people.some((p) => p.leave.length > 0)).toBe(true);
  });
  it('is mostly sound: every family has findings over a few operations, and few subjects have any', () => {
    const rules = new Map<string, number>();
    let subjects = 0;
    let items = 0;
    for (let seed = 0; seed < 8; seed++) {
      const one = sizeS(seed);
      const findings = findingsOf(one);
      for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
      expect(findings.length, `seed ${seed}`).toBeGreaterThan(12);
      expect(findings.length, `seed ${seed}`).toBeLessThan(90);
      expect(new Set(findings.map((f) => familyOf(f.rule))).size, `seed ${seed}`).toBeGreaterThanOrEqual(6);
      expect(findings.some((f) => f.severity === 'block') && findings.some((f) => f.severity === 'warn')).toBe(true);
      subjects += new Set(findings.map((f) => f.subject)).size;
      items += one.tasks.length + one.people.length + one.assets.length + one.movements.length + one.records.length;
    }
    expect([...new Set([...rules.keys()].map(familyOf))].sort()).toEqual(FAMILIES);
    const thin = FAMILIES.filter((family) => [...rules.keys()].filter((r) => familyOf(r) === family).length < 3);
    expect(thin).toEqual([]);
    expect(rules.size).toBeGreaterThanOrEqual(40);
    expect(subjects / items).toBeGreaterThan(0.01);
    expect(subjects / items).toBeLessThan(0.12);
  });
});

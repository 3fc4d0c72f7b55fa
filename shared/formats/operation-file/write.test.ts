import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import { assert } from '../../result/result.ts';
import { readOperationFile } from './index.ts';
import { writeOperationFile } from './write.ts';

const training = readOperationFile(
  new Uint8Array(readFileSync(path.join(import.meta.dirname, '../training/operation.yaml'))),
);
assert(training.ok, 'the training operation is sound');
const { plan, clock } = training.value;

const codesOf = (changed: Plan): readonly string[] => {
  const written = writeOperationFile(changed, clock);
  return written.ok ? [] : written.error.map((r) => `${r.code} ${r.place}`);
};

describe('an operation file written', () => {
  it('comes back as the same plan, with its clock', () => {
    const written = writeOperationFile(plan, clock);
    assert(written.ok, 'the training operation can be written');
    const back = readOperationFile(written.value);
    expect(back.ok && back.value.plan).toEqual(plan);
    expect(back.ok && back.value.clock).toBe(clock);
    expect(back.ok && back.value.meta.fictional).toBe(true);
    const text = new TextDecoder().decode(written.value);
    expect(JSON.parse(text)).toMatchObject({ meta: { schema: 'demo-operation/1' } });
    // One item on a line: a fault in it names a line that helps.
    expect(text.split('\n').filter((line) => line.includes('"kind":"entry"'))).toHaveLength(3);
  });
  it('of real data says so', () => {
    const written = writeOperationFile(plan, clock, { fictional: false });
    const back = written.ok ? readOperationFile(written.value) : null;
    expect(back?.ok && back.value.meta.fictional).toBe(false);
  });
  it('keeps cents, scripts, signs and line ends', () => {
    const [asset] = plan.assets;
    const [risk] = plan.risks;
    assert(asset && risk, 'there are assets and risks');
    const changed = {
      ...plan,
      assets: [
        { ...asset, usdMinor: 99_999_999_999_999 },
        { ...asset, id: 'AS99', usdMinor: 29 },
        ...plan.assets.slice(1),
      ],
      risks: [{ ...risk, what: 'ابدأ: "ខ្មែរ" # no\n\t- ~ {x}\u2028 😀' }, ...plan.risks.slice(1)],
    };
    const written = writeOperationFile(changed, clock);
    const back = written.ok ? readOperationFile(written.value) : null;
    expect(back?.ok && back.value.plan).toEqual(changed);
  });
});

describe('what an operation file cannot carry whole is refused by its place', () => {
  const [task, ...tasks] = plan.tasks;
  assert(task, 'there are tasks');
  it('states of tasks, the disclosure list, an unknown H-hour', () => {
    expect(
      codesOf({
        ...plan,
        operation: { ...plan.operation, disclosure: ['A07'], hHour: null },
        tasks: [{ ...task, status: 'done' }, ...tasks],
      }),
    ).toEqual([
      'file-no-place operation OP-LT: disclosure',
      'file-no-place operation OP-LT: h_hour',
      'file-no-place tasks T01: status',
    ]);
  });
  it('everything that is held beyond the file, and limits it has no key for', () => {
    const [movement, ...movements] = plan.movements;
    const [agency, ...agencies] = plan.agencies;
    assert(movement && agency, 'there are movements and agencies');
    const { order } = plan.operation;
    expect(
      codesOf({
        ...plan,
        operation: { ...plan.operation, order: order && { ...order, state: 'issued' } },
        limits: { ...plan.limits, custodyH: 72 },
        agencies: [{ ...agency, ceiling: 'INTERPOL RESTRICTED' }, ...agencies],
        tasks: [{ ...task, level: 'INTERPOL RESTRICTED' }, ...tasks],
        // None is an answer too.
        movements: [{ ...movement, journey: { ...movement.journey, medicalFlags: 0 } }, ...movements],
        releases: plan.releases.map((one) => (one.id === 'RL1' ? { ...one, approvers: [] } : one)),
      }),
    ).toEqual([
      'file-no-place operation OP-LT: order.state',
      'file-no-place defaults: custodyH',
      'file-no-place agencies A01: ceiling',
      'file-no-place tasks T01: level',
      `file-no-place movements ${movement.id}: medicalFlags`,
      'file-no-place releases RL1: approvers',
    ]);
  });
  it('what was not released', () => {
    expect(codesOf({ ...plan, tasks: [{ ...task, at: null }, ...tasks] }).join()).toContain('tasks T01: at');
  });
  it('a reference that does not resolve and a cycle', () => {
    expect(codesOf({ ...plan, tasks: [{ ...task, owner: 'A99' }, ...tasks] }).join()).toMatch(/R-OP-01 tasks T01: own/);
    const loop = { ...task, dependencies: [{ on: 'T02', type: 'FS' as const, lag: 0 }] };
    expect(codesOf({ ...plan, tasks: [loop, ...tasks] }).join()).toContain('R-OP-01');
  });
  it('what the reader would tidy up: a person twice, half seconds, half cents', () => {
    const twice = { ...task, people: ['P27', 'P27'] };
    expect(codesOf({ ...plan, tasks: [twice, ...tasks] })).toEqual(['file-differs tasks T01']);
    const [movement, ...movements] = plan.movements;
    assert(movement, 'there are movements');
    const late = { ...movement, depart: movement.depart + 500 };
    expect(codesOf({ ...plan, movements: [late, ...movements] })).toEqual([`file-differs movements ${movement.id}`]);
    const written = writeOperationFile(plan, clock + 1);
    expect(!written.ok && written.error[0]?.code).toBe('file-differs');
  });
  it('control characters', () => {
    expect(codesOf({ ...plan, tasks: [{ ...task, title: 'a\u0007b' }, ...tasks] }).join()).toContain('text-control');
  });
});

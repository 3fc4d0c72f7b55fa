/** The training operation: the engine returns exactly the findings its file lists, and each what-if exactly its difference. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OperationFile } from '../../formats/operation-file/index.ts';
import { readOperationFile } from '../../formats/operation-file/index.ts';
import { buildFacts, type Facts } from '../facts/facts.ts';
import { moveH, replaceAgreement, replaceTask } from '../facts/overlay.ts';
import { recheck } from './recheck.ts';
import { diffFindings, sweep } from './sweep.ts';

const operation: OperationFile = (() => {
  const read = readOperationFile(readFileSync(new URL('../../formats/training/operation.yaml', import.meta.url)));
  if (!read.ok) throw new Error('the training operation does not load');
  return read.value;
})();
const facts = buildFacts(operation.plan, operation.clock);
const { findings: expected, whatIf } = operation.oracle;

const changes: Readonly<Record<string, (before: Facts) => Facts>> = {
  'move H-hour by -60 min': (before) => moveH(before, -60),
  'move H-hour by +60 min': (before) => moveH(before, 60),
  'set T39.at to H+00:00': (before) => {
    const task = before.tasks.get('T39');
    if (!task) throw new Error('no T39');
    return replaceTask(before, { ...task, at: 'H+00:00' });
  },
  'set AG6 state in_force, signed.LA 2027-03-05, from 2027-03-06': (before) => {
    const agreement = before.agreements.get('AG6');
    if (!agreement) throw new Error('no AG6');
    return replaceAgreement(before, {
      ...agreement,
      state: 'in_force',
      signed: { ...agreement.signed, LA: '2027-03-05' },
      from: '2027-03-06',
    });
  },
};

describe('training operation', () => {
  it('gives exactly the 30 findings of its file', () => {
    const triples = sweep(facts).map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`);
    expect(expected).toHaveLength(30);
    expect(triples).toEqual(expected.map(([rule, severity, subject]) => `${rule} ${severity} ${subject}`).sort());
  });

  it('knows every what-if of the file', () => {
    expect(whatIf.map(({ change }) => change).sort()).toEqual(Object.keys(changes).sort());
  });

  it.each(whatIf)('$change: exactly the findings gone and added', ({ change, gone, added }) => {
    const before = sweep(facts);
    const after = changes[change]?.(facts);
    if (!after) throw new Error(`unknown change ${change}`);
    const diff = diffFindings(before, sweep(after));
    const pairs = (list: readonly { rule: string; subject: string }[]) =>
      list.map(({ rule, subject }) => `${rule} ${subject}`);
    expect(pairs(diff.gone)).toEqual(gone.map((pair) => pair.join(' ')).sort());
    expect(pairs(diff.added)).toEqual(added.map((pair) => pair.join(' ')).sort());
    expect(recheck(facts, after, before)).toEqual(sweep(after));
  });

  it('comes back to the same findings when H is moved and moved back', () => {
    expect(sweep(moveH(moveH(facts, 95), -95))).toEqual(sweep(facts));
  });
});

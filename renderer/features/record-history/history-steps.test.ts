import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HistoryEntry } from '#shared/contract/planning.ts';
import { stepsOf } from './history-steps.ts';

const entry = (at: number, label: string, by: string, field: string, agency = 'FJP'): HistoryEntry =>
  ({ at, label, by, agency, field }) as unknown as HistoryEntry;

describe('steps of the history', () => {
  test('entries of one moment, label, person and agency are one step', () => {
    const steps = stepsOf([
      entry(5, 'task.move', 'A', 'at'),
      entry(5, 'task.move', 'A', 'phase'),
      entry(5, 'task.move', 'B', 'at'),
      entry(5, 'task.move', 'B', 'at', 'ZZP'),
      entry(4, 'task.move', 'B', 'at', 'ZZP'),
    ]);
    expect(steps.map((s) => [s.at, s.by, s.agency, s.fields.length])).toEqual([
      [5, 'A', 'FJP', 2],
      [5, 'B', 'FJP', 1],
      [5, 'B', 'ZZP', 1],
      [4, 'B', 'ZZP', 1],
    ]);
  });

  test('nothing is lost and the order stays', () => {
    const any = fc.record({ at: fc.nat(3), label: fc.constantFrom('a', 'b'), by: fc.constantFrom('x', 'y') });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (list) => {
        const entries = list.map((e, i) => entry(e.at, e.label, e.by, String(i)));
        expect(stepsOf(entries).flatMap((s) => s.fields)).toEqual(entries);
      }),
    );
  });
});

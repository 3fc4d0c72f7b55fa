import { describe, expect, test } from 'vitest';
import type { PlanDifference } from '#shared/contract/branches.ts';
import { canChoose, cleanOf, NONE, picksOf, toggleField, toggleRecord } from './choice-state.ts';

const field = (
  name: string,
  change: Partial<PlanDifference['fields'][number]> = {},
): PlanDifference['fields'][number] => ({
  field: name,
  now: 'a',
  other: 'b',
  base: null,
  moved: false,
  blocked: null,
  ...change,
});
const item = (record: string, change: Partial<PlanDifference> = {}): PlanDifference => ({
  record,
  kind: 'task',
  item: { kind: 'task', code: record, label: '' },
  part: '',
  what: 'changed',
  fields: [field('at'), field('title')],
  needs: [],
  blocked: null,
  ...change,
});
const ITEMS = [
  item('A'),
  item('B', { fields: [field('at', { moved: true }), field('title'), field('status', { blocked: 'state' })] }),
  item('C', { what: 'added' }),
  item('D', { what: 'added', needs: ['C'] }),
  item('E', { what: 'gone', fields: [field('at', { moved: true })] }),
  item('F', { blocked: 'closed' }),
  item('G', { fields: [field('status', { blocked: 'state' })] }),
];
const at = (record: string): PlanDifference => ITEMS.find((one) => one.record === record) ?? item('?');

describe('choosing', () => {
  test('what overrules nobody leaves out what moved and what cannot be taken over', () => {
    expect(picksOf(cleanOf(ITEMS))).toEqual([
      { record: 'A', fields: ['at', 'title'] },
      { record: 'B', fields: ['title'] },
      { record: 'C', fields: null },
      { record: 'D', fields: null },
    ]);
    expect(ITEMS.filter((one) => !canChoose(one)).map(({ record }) => record)).toEqual(['F', 'G']);
  });

  test('a record brings what it hangs on, and takes out what hangs on it', () => {
    const both = toggleRecord(NONE, ITEMS, at('D'));
    expect([...both.keys()]).toEqual(['D', 'C']);
    expect([...toggleRecord(both, ITEMS, at('D')).keys()]).toEqual(['C']);
    expect([...toggleRecord(both, ITEMS, at('C')).keys()]).toEqual([]);
    expect(toggleRecord(NONE, ITEMS, at('F'))).toEqual(NONE);
    // Named one by one, what the plan moved is overruled.
    expect(picksOf(toggleRecord(NONE, ITEMS, at('B')))).toEqual([{ record: 'B', fields: ['at', 'title'] }]);
  });

  test('fields come and go one by one', () => {
    const one = toggleField(NONE, ITEMS, at('A'), 'title');
    expect(picksOf(one)).toEqual([{ record: 'A', fields: ['title'] }]);
    expect(picksOf(toggleField(one, ITEMS, at('A'), 'at'))).toEqual([{ record: 'A', fields: ['title', 'at'] }]);
    expect(toggleField(one, ITEMS, at('A'), 'title')).toEqual(NONE);
  });
});

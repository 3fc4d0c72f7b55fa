/** Keys on a row, and the rows a range takes in. */
import type { KeyboardEvent } from 'react';
import { describe, expect, test } from 'vitest';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { findingBeside, rangeOf, toggled } from './neighbours.ts';
import { onRowKey, type RowKeys } from './row-keys.ts';

type Press = Partial<Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>>;
/** What a key does, as the name of the move and its argument. */
function pressed(key: string, press: Press = {}, dir: 'ltr' | 'rtl' = 'ltr'): readonly unknown[] | null {
  const said: unknown[][] = [];
  const say =
    (name: string) =>
    (...args: readonly unknown[]): boolean => {
      said.push([name, ...args]);
      return true;
    };
  const names = ['step', 'jump', 'inTime', 'pan', 'nudge', 'extend', 'toggle', 'open', 'select', 'letGo'] as const;
  const keys = { dir, ...Object.fromEntries(names.map((name) => [name, say(name)])) } as unknown as RowKeys;
  const event = { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...press };
  const used = onRowKey(event as KeyboardEvent<HTMLElement>, keys);
  expect(used).toBe(said.length > 0);
  return said[0] ?? null;
}

describe('a key on a row', () => {
  test.each([
    ['ArrowDown', {}, ['step', 1]],
    ['PageUp', {}, ['step', -10]],
    ['ArrowDown', { shiftKey: true }, ['extend', 1]],
    ['ArrowUp', { shiftKey: true }, ['extend', -1]],
    ['ArrowRight', {}, ['inTime', 1]],
    ['ArrowRight', { shiftKey: true }, ['pan', 1]],
    ['ArrowRight', { altKey: true }, ['nudge', { minutes: 1, longer: 0 }]],
    ['ArrowLeft', { altKey: true, shiftKey: true }, ['nudge', { minutes: 0, longer: -1 }]],
    [' ', {}, ['select']],
    [' ', { ctrlKey: true }, ['toggle']],
    ['End', {}, ['jump', 'last']],
    ['Enter', {}, ['open']],
    ['Escape', {}, ['letGo']],
    ['ArrowDown', { ctrlKey: true }, null],
    ['ArrowDown', { altKey: true }, null],
    ['k', {}, null],
  ] as const)('%s %o', (key, press, said) => {
    expect(pressed(key, press)).toEqual(said);
  });

  test('follows the eye where the axis runs from right to left', () => {
    expect(pressed('ArrowLeft', {}, 'rtl')).toEqual(['inTime', 1]);
    expect(pressed('ArrowLeft', { altKey: true, shiftKey: true }, 'rtl')).toEqual(['nudge', { minutes: 0, longer: 1 }]);
  });

  test('leaves Escape to others when nothing is chosen', () => {
    let asked = 0;
    const letGo = (): boolean => {
      asked += 1;
      return false;
    };
    const event = { key: 'Escape', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    expect(onRowKey(event as KeyboardEvent<HTMLElement>, { dir: 'ltr', letGo } as unknown as RowKeys)).toBe(false);
    expect(asked).toBe(1);
  });
});

describe('rows chosen together', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as TimelineRow);
  const at = (position: number) => (position === 2 ? undefined : rows[position]);

  test('are those from one to the other, whichever comes first, as far as they are read', () => {
    expect(rangeOf(0, 3, at)).toEqual(['a', 'b', 'd']);
    expect(rangeOf(3, 1, at)).toEqual(['b', 'd']);
    expect(rangeOf(1, 1, at)).toEqual(['b']);
  });

  test('are one more or one fewer', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('rows with a finding', () => {
  const rows = [0, 2, 0, 1, 0, 1].map((block, index) => ({
    index,
    findings: { block, warn: 0, lifted: 0 },
  })) as TimelineRow[];
  const all = (index: number): number => index;

  test('forwards and backwards, coming round', () => {
    expect(findingBeside(rows, 1, 1, all)).toEqual({ row: 3, place: 2, total: 3 });
    expect(findingBeside(rows, 5, 1, all)).toEqual({ row: 1, place: 1, total: 3 });
    expect(findingBeside(rows, 2, -1, all)).toEqual({ row: 1, place: 1, total: 3 });
    expect(findingBeside(rows, 0, -1, all)).toEqual({ row: 5, place: 3, total: 3 });
  });
  test('only those a filter leaves; nothing where none is', () => {
    expect(findingBeside(rows, 1, 1, (index) => (index === 3 ? -1 : index)).row).toBe(5);
    expect(findingBeside(rows.slice(0, 1), 0, 1, all)).toEqual({ row: null, place: 0, total: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { crossings, personKey, type Stretch } from './index.ts';

const task = (code: string, start: number, end: number, load = 100): Stretch => ({ code, start, end, load });

describe('the same person', () => {
  it('is known by name and agency, however the name is written', () => {
    expect(personKey(' Ana  María ', 'A03')).toBe(personKey('ANA MARÍA', 'A03'));
    expect(personKey('Ana María', 'A03')).not.toBe(personKey('Ana María', 'A04'));
    expect(personKey('Ana A03', 'A04')).not.toBe(personKey('Ana', 'A03 A04'));
  });
});

describe('tasks that cross', () => {
  it('ask for more than the whole of a person at once, and say from when to when', () => {
    expect(crossings([task('T1', 0, 10)], [task('U1', 5, 20)])).toEqual([
      { mine: 'T1', theirs: 'U1', from: 5, to: 10 },
    ]);
  });
  it('meet without crossing where one ends as the other begins', () => {
    expect(crossings([task('T1', 0, 10)], [task('U1', 10, 20)])).toEqual([]);
  });
  it('fit beside one another up to the whole, and no further', () => {
    expect(crossings([task('T1', 0, 10, 50)], [task('U1', 0, 10, 50)])).toEqual([]);
    expect(crossings([task('T1', 0, 10, 50)], [task('U1', 0, 10, 51)])).toHaveLength(1);
  });
  it('stand in order of time', () => {
    const found = crossings([task('T2', 50, 60), task('T1', 0, 10)], [task('U', 0, 100)]);
    expect(found.map(({ mine }) => mine)).toEqual(['T1', 'T2']);
  });
});

import { describe, expect, it } from 'vitest';
import { pageInputs } from './use-rows.ts';

const asked = (total: number, first: number, last: number): readonly (readonly [number, number])[] =>
  pageInputs('op', total, first, last).map((input) => [input.first, input.count]);

describe('pages asked ahead', () => {
  it('are all of a small plan', () =>
    expect(asked(450, 0, 0)).toEqual([
      [0, 200],
      [200, 200],
      [400, 50],
    ]));
  it('are those around the rows of a large one', () => {
    expect(asked(5_000, 0, 0)).toEqual([
      [0, 200],
      [200, 200],
    ]);
    expect(asked(5_000, 1_000, 1_040)).toEqual([
      [800, 200],
      [1_000, 200],
      [1_200, 200],
    ]);
  });
  it('are none of an empty one', () => expect(asked(0, 0, 0)).toEqual([]));
});

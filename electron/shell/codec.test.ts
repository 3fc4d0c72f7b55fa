import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from './codec.ts';

const tricky: Readonly<Record<string, unknown>> = {
  'text with separators, quotes and a lone surrogate': 'a\u2028"\\\u0000é😀\ud800',
  'minus zero': -0,
  'not a number': Number.NaN,
  infinity: Number.NEGATIVE_INFINITY,
  undefined: undefined,
  'big integer': 12345678901234567890n,
  'invalid date': new Date(Number.NaN),
  'regular expression': /a+/gi,
  'undefined inside': { a: undefined, b: [1, undefined, [2]] },
  'maps and sets in one another': { a: { b: [new Date(1), new Map([[{ k: 1 }, new Set([1n])]])] } },
  'array buffer': new Uint8Array([9, 8]).buffer,
  'data view': new DataView(new Uint8Array([1, 2]).buffer),
  'our own tag as a key': { $sh: 'date', v: 1 },
  'our own tag deeper': { x: [{ $sh: { $sh: 'map' } }] },
  'a key named __proto__': JSON.parse('{"__proto__":{"x":1},"a":1}'),
  'a key named toJSON': { toJSON: 'text', a: 1 },
  'a shared branch': ((shared) => ({ a: shared, b: shared }))({ x: 1 }),
};

describe('equal to structuredClone', () => {
  test.each(Object.entries(tricky))('%s', (_name, value) => {
    expect(decode(encode(value))).toStrictEqual(structuredClone(value));
  });

  test('any tree of plain data, dates, bytes, maps and sets', () => {
    const tree = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: false,
      withNullPrototype: false,
    });
    fc.assert(
      fc.property(tree, (value) => {
        expect(decode(encode(value))).toStrictEqual(structuredClone(value));
      }),
      { numRuns: 500 },
    );
  });

  test('a view of part of a buffer keeps only its own bytes', () => {
    const view = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    expect(decode(encode(view))).toStrictEqual(new Uint8Array([2, 3]));
  });

  test('an instance of a class loses its prototype', () => {
    class Point {
      x = 1;
      get y() {
        return 2;
      }
    }
    expect(decode(encode(new Point()))).toStrictEqual(structuredClone(new Point()));
  });

  test('an error keeps name and text', () => {
    const error = decode(encode(new TypeError('m'))) as Error;
    expect([error instanceof Error, error.name, error.message]).toEqual([true, 'TypeError', 'm']);
  });
});

describe('refuses what structuredClone refuses', () => {
  const refused: Readonly<Record<string, unknown>> = {
    function: () => 1,
    symbol: Symbol('x'),
    promise: Promise.resolve(),
    'weak map': new WeakMap(),
    'a function deep inside': { a: [() => 1] },
    'a toJSON method': { toJSON: () => 'smuggled' },
  };
  test.each(Object.entries(refused))('%s', (_name, value) => {
    expect(() => encode(value)).toThrow('An object could not be cloned.');
    expect(() => structuredClone(value)).toThrow('could not be cloned');
  });
});

test('a cycle is refused (Electron carries it; our channels carry trees only)', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  expect(() => encode(cycle)).toThrow('cyclic');
});

test('an unknown tag is refused', () => {
  expect(() => decode('{"$sh":"other"}')).toThrow('unknown tag');
  expect(() => decode('{"$sh":"bytes","k":"constructor","v":""}')).toThrow('unknown kind');
});

test('plain data is written as plain JSON', () => {
  expect(encode({ a: [1, 'x', null, true] })).toBe('{"a":[1,"x",null,true]}');
});

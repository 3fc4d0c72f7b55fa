import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePosition, rounded } from './coordinates.ts';

/** What was read, in millionths of a degree. */
function read(text: string): readonly [number, number] | string {
  const position = parsePosition(text);
  if (!position.ok) return position.error;
  const round = (degrees: number): number => Math.round(degrees * 1_000_000) / 1_000_000 + 0;
  return [round(position.value.lat), round(position.value.lon)];
}

describe('a pasted position', () => {
  it.each([
    ['10.63, 103.52', 10.63, 103.52],
    ['10.63 103.52', 10.63, 103.52],
    ['10,63; 103,52', 10.63, 103.52],
    ['-33.86 / 151.21', -33.86, 151.21],
    ['10.63N 103.52E', 10.63, 103.52],
    ['N10.63 E103.52', 10.63, 103.52],
    ['103.52E, 10.63N', 10.63, 103.52],
    ['10°37\'48"N 103°31\'12"E', 10.63, 103.52],
    ['10° 37.8′ N, 103° 31.2′ E', 10.63, 103.52],
    ['33°51′36″S 151°12′36″W', -33.86, -151.21],
    [' 0 0 ', 0, 0],
  ])('%j', (text, lat, lon) => expect(read(text)).toEqual([lat, lon]));

  it.each([
    ['', 'unreadable'],
    ['10.63', 'unreadable'],
    ['somewhere', 'unreadable'],
    ['10.63, 103.52, 5', 'unreadable'],
    ['91, 10', 'out-of-range'],
    ['10, 181', 'out-of-range'],
    ['10N 20N', 'ambiguous'],
    ['-10N 20E', 'ambiguous'],
    ["10°60'N 20°00'E", 'ambiguous'],
    ['1'.repeat(90), 'unreadable'],
  ])('is refused: %j', (text, fault) => expect(parsePosition(text)).toEqual({ ok: false, error: fault }));

  it('survives being written out, in decimals and in letters', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -9_000_000, max: 9_000_000 }),
        fc.integer({ min: -18_000_000, max: 18_000_000 }),
        (a, b) => {
          const [lat, lon] = [a / 100_000, b / 100_000];
          expect(read(`${lat.toFixed(5)}, ${lon.toFixed(5)}`)).toEqual([lat, lon]);
          expect(
            read(`${Math.abs(lon).toFixed(5)}${lon < 0 ? 'W' : 'E'} ${Math.abs(lat).toFixed(5)}${lat < 0 ? 'S' : 'N'}`),
          ).toEqual([lat, lon]);
        },
      ),
    ));
  it('never throws and never takes long, whatever was pasted', () =>
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void parsePosition(text))));
});

describe('a precision', () => {
  it('never says more than it may', () => {
    expect(rounded(10.634_567_89, 'city')).toBe('10.6');
    expect(rounded(10.634_567_89, '1km')).toBe('10.63');
    expect(rounded(10.634_567_89, 'exact')).toBe('10.63457');
    expect(rounded(-0.01, 'city')).toBe('0');
  });
});

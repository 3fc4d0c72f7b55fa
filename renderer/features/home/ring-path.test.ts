import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arcPath, gateTone } from './ring-path.ts';

const CENTRE = 66;
const R = 54;
/** Start and end of an arc, as angles clockwise from the top, and its flags. */
function read(d: string): {
  readonly from: number;
  readonly to: number;
  readonly large: number;
  readonly sweep: number;
  readonly off: number;
} {
  const m = /^M([\d.-]+) ([\d.-]+)A54 54 0 ([01]) ([01]) ([\d.-]+) ([\d.-]+)$/.exec(d);
  const [x1, y1, large, sweep, x2, y2] = (m ?? []).slice(1).map(Number);
  const angle = (x = 0, y = 0): number => (Math.atan2(x - CENTRE, CENTRE - y) + 2 * Math.PI) % (2 * Math.PI);
  const far = (x = 0, y = 0): number => Math.abs(Math.hypot(x - CENTRE, y - CENTRE) - R);
  return {
    from: angle(x1, y1),
    to: angle(x2, y2),
    large: large ?? 0,
    sweep: sweep ?? 0,
    off: Math.max(far(x1, y1), far(x2, y2)),
  };
}

describe('the ring of gates', () => {
  test('parts lie on the circle, run clockwise from the top, and leave a gap of 4°', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 24 }), (count) => {
        const arcs = Array.from({ length: count }, (_, i) => read(arcPath(i, count, CENTRE, CENTRE, R)));
        const gap = (4 * Math.PI) / 180;
        for (const [i, arc] of arcs.entries()) {
          expect(arc.off).toBeLessThan(0.02);
          expect(arc.sweep).toBe(1);
          expect(arc.from).toBeCloseTo((i * 2 * Math.PI) / count + gap / 2, 2);
          expect(arc.to).toBeCloseTo(((i + 1) * 2 * Math.PI) / count - gap / 2, 2);
          expect(arc.large).toBe(0);
        }
      }),
    );
  });

  test('a single gate is a whole ring, drawn as the long way round', () => {
    const arc = read(arcPath(0, 1, CENTRE, CENTRE, R));
    expect(arc.large).toBe(1);
    expect(arcPath(0, 1, CENTRE, CENTRE, R)).not.toContain('NaN');
  });

  test.each([
    [{ block: 1, warn: 4 }, 'block'],
    [{ block: 0, warn: 1 }, 'warn'],
    [{ block: 0, warn: 0 }, 'ready'],
  ])('%o is told as %s: the worst decides', (gate, tone) => {
    expect(gateTone(gate)).toBe(tone);
  });
});

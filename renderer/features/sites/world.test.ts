import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawOutline, fitView, loadOutline, panned, pixelsPerKm, projectionOf, scaleBar } from './world.ts';

const size = { width: 800, height: 500 };
// sites all round the globe do not fit into any view of half of it
const spot = fc.record({
  lat: fc.double({ min: -75, max: 75, noNaN: true }),
  lon: fc.double({ min: -115, max: 115, noNaN: true }),
});
const onMap = (at: [number, number] | null): boolean =>
  at !== null && at[0] >= 0 && at[0] <= size.width && at[1] >= 0 && at[1] <= size.height;

describe('the view that fits', () => {
  it('holds every site', () =>
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 12 }), (spots) => {
        const projection = projectionOf(fitView(spots, size), size);
        for (const { lat, lon } of spots) expect(onMap(projection([lon, lat]))).toBe(true);
      }),
    ));
  it('goes across the date line where that is nearer', () => {
    const view = fitView(
      [
        { lat: -17, lon: 178 },
        { lat: -14, lon: -172 },
      ],
      size,
    );
    expect(Math.abs(view.lon)).toBeGreaterThan(170);
    const projection = projectionOf(view, size);
    const [fiji, samoa] = [projection([178, -17]), projection([-172, -14])];
    expect(onMap(fiji) && onMap(samoa)).toBe(true);
    expect(fiji?.[0] ?? 0).toBeLessThan(samoa?.[0] ?? 0);
  });
  it('shows one site with its country around it, and the world when there is none', () => {
    expect(fitView([{ lat: 10, lon: 103 }], size).scale).toBeLessThan(8_000);
    expect(fitView([], size).scale).toBeLessThan(200);
  });
});

describe('the map', () => {
  it('draws coasts and borders around a place, and nothing in the middle of the ocean', async () => {
    const outline = await loadOutline();
    const asia = drawOutline(outline, { lat: 14, lon: 103, scale: 2_500 }, size);
    expect(asia.land.length).toBeGreaterThan(1_000);
    expect(asia.borders.length).toBeGreaterThan(500);
    expect(drawOutline(outline, { lat: -40, lon: -120, scale: 4_000 }, size).borders).toBe('');
  });
  it('follows the pointer: what lay in the middle lies where it was dragged to', () => {
    const view = { lat: 14, lon: 103, scale: 2_500 };
    const at = projectionOf(panned(view, size, 60, -40), size)([103, 14]);
    expect(at?.[0]).toBeCloseTo(size.width / 2 + 60, 0);
    expect(at?.[1]).toBeCloseTo(size.height / 2 - 40, 0);
  });
  it('measures: one degree of latitude is 111 km', () => {
    const view = { lat: 0, lon: 0, scale: 1_000 };
    expect(pixelsPerKm(view, size)).toBeCloseTo((1_000 * Math.PI) / 180 / 111.195, 2);
    expect(scaleBar(pixelsPerKm(view, size), 120)).toMatchObject({ km: 500 });
  });
});

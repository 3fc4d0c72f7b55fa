/**
 * The outline map: Natural Earth's public-domain coasts and borders, bundled, so that no tile server is ever asked (ux.md, section 3).
 * Pure geometry; the picture is drawn by map.tsx.
 */
import { geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { greatCircleKm, type Spot } from '#shared/domain/places/distance.ts';

export interface Outline {
  readonly land: GeoJSON.GeoJSON;
  readonly borders: GeoJSON.GeoJSON;
}
/** Where the map looks: its middle and its scale (pixels per radian of the projection). */
export interface View {
  readonly lat: number;
  readonly lon: number;
  readonly scale: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whole world at 800 px, and about 60 m to the pixel. */
export const SCALES = { least: 90, most: 100_000 } as const;
/** Poleward of this the projection has no end. */
const MOST_NORTH = 84;

let loading: Promise<Outline> | null = null;
/** Read once, when the first map is opened: 740 KB that no other screen needs. */
export function loadOutline(): Promise<Outline> {
  // as text: an object written out in a program is kept twice, and what was read is not needed once the outline is made of it
  loading ??= import('world-atlas/countries-50m.json?raw').then(({ default: text }) => {
    const world = JSON.parse(text) as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
    return {
      land: feature(world, world.objects.land),
      borders: mesh(world, world.objects.countries, (a, b) => a !== b),
    };
  });
  // a failed read is tried again by the next map
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

export const projectionOf = (view: View, { width, height }: Size): GeoProjection =>
  geoMercator()
    .rotate([-view.lon, 0])
    .center([0, view.lat])
    .scale(view.scale)
    .translate([width / 2, height / 2])
    .clipExtent([
      [-20, -20],
      [width + 20, height + 20],
    ])
    .precision(0.5);

interface Drawn {
  readonly land: string;
  readonly borders: string;
}
/** Whoever comes back to the map finds the coasts where they were; drawing them takes longer than all else on the screen. */
let last: { readonly outline: Outline; readonly where: string; readonly drawn: Drawn } | null = null;

/** SVG paths of land and borders, in whole and tenth pixels. */
export function drawOutline(outline: Outline, view: View, size: Size): Drawn {
  const where = [view.lat, view.lon, view.scale, size.width, size.height].join(' ');
  if (last?.outline === outline && last.where === where) return last.drawn;
  const path = geoPath(projectionOf(view, size)).digits(1);
  const drawn = { land: path(outline.land as never) ?? '', borders: path(outline.borders as never) ?? '' };
  last = { outline, where, drawn };
  return drawn;
}

export const within = (view: View): View => ({
  lat: Math.min(MOST_NORTH, Math.max(-MOST_NORTH, view.lat)),
  lon: ((((view.lon + 180) % 360) + 360) % 360) - 180,
  scale: Math.min(SCALES.most, Math.max(SCALES.least, view.scale)),
});

/** The view that shows every spot with room around; across the date line where that is nearer. The world when there is none. */
export function fitView(spots: readonly Spot[], { width, height }: Size): View {
  if (spots.length === 0) return { lat: 20, lon: 20, scale: Math.max(SCALES.least, width / (2 * Math.PI)) };
  const middle = middleOf(spots.map((s) => s.lon));
  const east = spots.map((s) => turned(s.lon - middle));
  const [west, right] = [Math.min(...east), Math.max(...east)];
  const y = (lat: number): number =>
    Math.log(Math.tan(Math.PI / 4 + (Math.min(MOST_NORTH, Math.max(-MOST_NORTH, lat)) * Math.PI) / 360));
  const ys = spots.map((s) => y(s.lat));
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const room = 0.62;
  const wide = ((right - west) * Math.PI) / 180;
  // one site alone is shown with its country around it
  const scale = Math.min((width * room) / Math.max(wide, 0.09), (height * room) / Math.max(high - low, 0.09));
  const lat = (Math.atan(Math.exp((low + high) / 2)) * 2 - Math.PI / 2) * (180 / Math.PI);
  return within({ lat, lon: turned(middle + (west + right) / 2), scale });
}

const turned = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;
/** A meridian opposite to the widest gap between these. */
function middleOf(lons: readonly number[]): number {
  const sorted = [...lons].map(turned).sort((a, b) => a - b);
  let widest = -1;
  let after = 0;
  sorted.forEach((lon, i) => {
    const next = sorted[(i + 1) % sorted.length] ?? lon;
    const gap = i + 1 < sorted.length ? next - lon : next + 360 - lon;
    if (gap > widest) [widest, after] = [gap, next];
  });
  return turned(after + (360 - widest) / 2);
}

/** Moves the view by pixels, the way the map is dragged. */
export function panned(view: View, size: Size, dx: number, dy: number): View {
  const to = projectionOf(view, size).invert?.([size.width / 2 - dx, size.height / 2 - dy]);
  return to && Number.isFinite(to[0]) && Number.isFinite(to[1]) ? within({ ...view, lon: to[0], lat: to[1] }) : view;
}

/** Pixels of one kilometre in the middle of the map. */
export function pixelsPerKm(view: View, size: Size): number {
  const projection = projectionOf(view, size);
  const [a, b] = [
    projection.invert?.([size.width / 2, size.height / 2]),
    projection.invert?.([size.width / 2 + 10, size.height / 2]),
  ];
  if (!a || !b) return 0;
  const km = greatCircleKm({ lat: a[1], lon: a[0] }, { lat: b[1], lon: b[0] });
  return km > 0 ? 10 / km : 0;
}

/** A round number of kilometres that is at most `most` pixels long. */
export function scaleBar(perKm: number, most: number): { readonly km: number; readonly px: number } {
  const rough = most / perKm;
  const power = 10 ** Math.floor(Math.log10(rough));
  const km = ([5, 2, 1].find((n) => n * power <= rough) ?? 1) * power;
  return { km, px: km * perKm };
}

/** Distances between places. */

/** Mean radius of the earth in kilometres (IUGG). */
const EARTH_KM = 6_371.0088;
const RAD = Math.PI / 180;

export interface Spot {
  /** Degrees, north and east positive. */
  readonly lat: number;
  readonly lon: number;
}

/** Great-circle distance in kilometres, by the haversine formula; on the real earth right to half a per cent. */
export function greatCircleKm(a: Spot, b: Spot): number {
  const half = (x: number): number => Math.sin((x * RAD) / 2) ** 2;
  const h = half(b.lat - a.lat) + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * half(b.lon - a.lon);
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Kilometres around a stored position within which the place lies, by its precision. */
export const UNCERTAINTY_KM = { city: 10, '1km': 1, exact: 0 } as const;

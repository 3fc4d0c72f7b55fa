/**
 * Positions as people paste them: decimal degrees (`10.63, 103.52`, `10.63N 103.52E`) or degrees, minutes and seconds
 * (`10°37'48"N 103°31'12"E`). WGS 84, latitude first, as maps and orders write it; letters may turn the order round.
 */
import { err, ok, type Result } from '../../result/result.ts';

export interface Position {
  /** Degrees, north and east positive. */
  readonly lat: number;
  readonly lon: number;
}
export type PositionFault = 'unreadable' | 'out-of-range' | 'ambiguous';

const MAX_LENGTH = 80;
const PART = String.raw`([+-]?\d{1,3}(?:[.,]\d{1,10})?)\s*(?:°|º|d)?\s*(?:(\d{1,2}(?:[.,]\d{1,8})?)\s*(?:'|′|’|m)\s*)?(?:(\d{1,2}(?:[.,]\d{1,8})?)\s*(?:"|″|”|''|s)\s*)?`;
const LETTER = '([NSEWnsew])?';
const PAIR = new RegExp(String.raw`^${LETTER}\s*${PART}${LETTER}(?:\s*[,;/]\s*|\s+)${LETTER}\s*${PART}${LETTER}$`);

interface Half {
  readonly value: number;
  /** null: no letter was written. */
  readonly axis: 'lat' | 'lon' | null;
}

/** Reads a pasted position. Faults: `unreadable`; `ambiguous` (both halves on one axis, a sign and a letter); `out-of-range`. */
export function parsePosition(text: string): Result<Position, PositionFault> {
  const found = text.length <= MAX_LENGTH ? PAIR.exec(text.trim()) : null;
  if (!found) return err('unreadable');
  const first = halfOf(found[1], found[2], found[3], found[4], found[5]);
  const second = halfOf(found[6], found[7], found[8], found[9], found[10]);
  if (first === null || second === null) return err('ambiguous');
  const turned = first.axis === 'lon' || second.axis === 'lat';
  if (first.axis !== null && first.axis === second.axis) return err('ambiguous');
  const [lat, lon] = turned ? [second.value, first.value] : [first.value, second.value];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? ok({ lat, lon }) : err('out-of-range');
}

function halfOf(
  before: string | undefined,
  degrees = '',
  minutes: string | undefined,
  seconds: string | undefined,
  after: string | undefined,
): Half | null {
  if (before && after) return null;
  const letter = (before ?? after)?.toUpperCase() ?? null;
  const signed = /^[+-]/.test(degrees);
  if (letter !== null && signed) return null;
  const number = (part: string | undefined): number => Number((part ?? '0').replace(',', '.'));
  const [d, m, s] = [number(degrees), number(minutes), number(seconds)];
  if (m >= 60 || s >= 60) return null;
  const size = Math.abs(d) + m / 60 + s / 3_600;
  const negative = degrees.startsWith('-') || letter === 'S' || letter === 'W';
  return {
    value: negative ? -size : size,
    axis: letter === null ? null : letter === 'N' || letter === 'S' ? 'lat' : 'lon',
  };
}

/** Decimal places that say no more than the precision allows: a town about 10 km, 1 km, or what was measured. */
export const PRECISION_PLACES = { city: 1, '1km': 2, exact: 5 } as const;
export type Precision = keyof typeof PRECISION_PLACES;

/** What a precision may say: never more places than it allows, no zeros at the end. */
export const rounded = (degrees: number, precision: Precision): string =>
  String(Number(degrees.toFixed(PRECISION_PLACES[precision])));

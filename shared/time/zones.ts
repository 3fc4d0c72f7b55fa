/**
 * Zones and their offsets. The zone data come from the runtime through temporal-polyfill; this file only remembers them:
 * per zone the moments at which the offset changes, read once per stretch of about nine years and then found by binary search.
 * The polyfill needs some 30 microseconds per conversion, a plan of 250,000 tasks needs less than a tenth of one.
 */
import { Temporal } from 'temporal-polyfill';
import type { InstantMs } from '../model/plan.ts';
import { MS_PER_DAY, MS_PER_MINUTE } from './calendar.ts';

/** A stretch of time with one offset: `from` ≤ t < `to`. Neighbouring stretches may carry the same offset. */
export interface OffsetSpan {
  readonly from: InstantMs;
  readonly to: InstantMs;
  /** Local time minus UTC, in milliseconds (local mean time before standard time has seconds). */
  readonly offset: number;
}

// 8.8 years: long enough that a plan touches one or two blocks, short enough that reading one costs little.
const BLOCK_MS = 3200 * MS_PER_DAY;
/** No zone was ever further from UTC than 15:57 (Manila before 1845). */
export const MAX_OFFSET_MS = 16 * 3_600_000;

interface Zone {
  readonly name: string;
  readonly blocks: Map<number, Block>;
  /** The stretch found last: neighbouring tasks mostly lie in it. */
  last: OffsetSpan;
}
interface Block {
  readonly starts: Float64Array;
  readonly spans: readonly OffsetSpan[];
}

const zones = new Map<string, Zone>();
const unknownZones = new Set<string>();
const MAX_UNKNOWN = 1000;

const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+\-/]*$/;

/** The name as the zone data spell it (`asia/bangkok` → `Asia/Bangkok`), or null when it is no IANA name. Links keep their own name. */
export function zoneSpelling(name: string): string | null {
  if (name.length > 64 || !ZONE_NAME.test(name)) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}

/** An IANA zone name, links included, spelt as in the zone data. Offsets such as `+07:00` are no zones. */
export function isZone(name: string): boolean {
  if (zones.has(name)) return true;
  if (unknownZones.has(name)) return false;
  const known = zoneSpelling(name) === name;
  // A file with thousands of false names must not fill the memory.
  if (!known && unknownZones.size < MAX_UNKNOWN) unknownZones.add(name);
  if (known) zones.set(name, newZone(name));
  return known;
}

const newZone = (name: string): Zone => ({ name, blocks: new Map(), last: { from: 0, to: 0, offset: 0 } });

function zoneOf(name: string): Zone {
  const zone = zones.get(name);
  if (zone) return zone;
  if (!isZone(name)) throw new Error('broken promise: zone names are checked with isZone before use');
  return zoneOf(name);
}

function readBlock(name: string, index: number): Block {
  const from = index * BLOCK_MS;
  const to = from + BLOCK_MS;
  const spans: OffsetSpan[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(name);
  let start = from;
  let offset = at.offsetNanoseconds / 1e6;
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds >= to) break;
    const nextOffset = next.offsetNanoseconds / 1e6;
    if (nextOffset !== offset) {
      spans.push({ from: start, to: next.epochMilliseconds, offset });
      start = next.epochMilliseconds;
      offset = nextOffset;
    }
    at = next;
  }
  spans.push({ from: start, to, offset });
  return { starts: Float64Array.from(spans, (s) => s.from), spans };
}

function findSpan(zone: Zone, t: InstantMs): OffsetSpan {
  const { last } = zone;
  if (t >= last.from && t < last.to) return last;
  const index = Math.floor(t / BLOCK_MS);
  let block = zone.blocks.get(index);
  if (!block) {
    block = readBlock(zone.name, index);
    zone.blocks.set(index, block);
  }
  const { starts, spans } = block;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((starts[mid] ?? 0) <= t) low = mid;
    else high = mid - 1;
  }
  const span = spans[low];
  if (!span) throw new Error('broken promise: a block holds at least one stretch');
  zone.last = span;
  return span;
}

/** The stretch of constant offset that holds the instant. Throws on an unknown zone. */
export const offsetSpan = (zone: string, instant: InstantMs): OffsetSpan => findSpan(zoneOf(zone), instant);

/** Local time minus UTC at the instant, in milliseconds. Throws on an unknown zone. */
export const offsetMsAt = (zone: string, instant: InstantMs): number => findSpan(zoneOf(zone), instant).offset;

/** Offset in minutes, rounded (only local mean time of the 19th and early 20th century has seconds); never -0. */
export const offsetMinutesAt = (zone: string, instant: InstantMs): number =>
  Math.round(offsetMsAt(zone, instant) / MS_PER_MINUTE) + 0;

/** Where a wall clock falls: `gap` and `overlap` are what R-OP-12 reports. */
export type ClockState = 'ok' | 'gap' | 'overlap';
export interface ResolvedWall {
  readonly at: InstantMs;
  readonly clock: ClockState;
  /** In a gap: the moment the clock jumps. */
  readonly jump: InstantMs | null;
}

/**
 * The instant of a wall clock given as milliseconds since 1970-01-01T00:00 of the local calendar.
 * A wall clock in a gap is moved forward by the gap, one in an overlap is the earlier instant.
 */
export function resolveWall(zoneName: string, wallMs: number): ResolvedWall {
  const zone = zoneOf(zoneName);
  const around = findSpan(zone, wallMs);
  if (wallMs - MAX_OFFSET_MS >= around.from && wallMs + MAX_OFFSET_MS < around.to) {
    return { at: wallMs - around.offset, clock: 'ok', jump: null };
  }
  let found: InstantMs | null = null;
  let gap: ResolvedWall | null = null;
  let span = findSpan(zone, wallMs - MAX_OFFSET_MS);
  for (;;) {
    const candidate = wallMs - span.offset;
    if (candidate >= span.from && candidate < span.to) {
      if (found !== null) return { at: found, clock: 'overlap', jump: null };
      found = candidate;
    }
    if (span.to > wallMs + MAX_OFFSET_MS) break;
    const next = findSpan(zone, span.to);
    if (span.to + span.offset <= wallMs && wallMs < span.to + next.offset)
      gap = { at: candidate, clock: 'gap', jump: span.to };
    span = next;
  }
  if (found !== null) return { at: found, clock: 'ok', jump: null };
  if (gap) return gap;
  throw new Error('broken promise: a wall clock lies in a stretch, an overlap or a gap');
}

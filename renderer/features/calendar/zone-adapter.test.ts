/** Instants and wall clocks of the calendar, held to Temporal on every change of the clocks of many zones. */
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addMinutes,
  bothInstants,
  dateOfWall,
  dayBounds,
  fromWall,
  hourOfWall,
  oddAt,
  oddHours,
  spanToWall,
  toWall,
  wallMs,
  wallOfDate,
} from './zone-adapter.ts';

/** Zones with and without summer time, on both sides of the date line, with half and quarter hours and odd shifts. */
const ZONES = [
  'UTC', 'Europe/London', 'Europe/Lisbon', 'Europe/Paris', 'Europe/Berlin', 'Europe/Madrid', 'Europe/Rome', 'Europe/Athens',
  'Europe/Helsinki', 'Europe/Bucharest', 'Europe/Kyiv', 'Europe/Moscow', 'Europe/Istanbul', 'Europe/Dublin', 'Europe/Chisinau',
  'Atlantic/Azores', 'Atlantic/Reykjavik', 'Africa/Cairo', 'Africa/Casablanca', 'Africa/El_Aaiun', 'Africa/Lagos',
  'Africa/Johannesburg', 'Africa/Nairobi', 'Asia/Beirut', 'Asia/Jerusalem', 'Asia/Amman', 'Asia/Tehran', 'Asia/Dubai',
  'Asia/Kabul', 'Asia/Karachi', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Dhaka', 'Asia/Yangon', 'Asia/Bangkok', 'Asia/Ho_Chi_Minh',
  'Asia/Phnom_Penh', 'Asia/Vientiane', 'Asia/Jakarta', 'Asia/Manila', 'Asia/Singapore', 'Asia/Shanghai', 'Asia/Hong_Kong',
  'Asia/Seoul', 'Asia/Tokyo', 'Asia/Pyongyang', 'Asia/Gaza', 'Australia/Perth', 'Australia/Eucla', 'Australia/Adelaide',
  'Australia/Sydney', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia', 'Pacific/Kiritimati',
  'Pacific/Tongatapu', 'Pacific/Fiji', 'Pacific/Norfolk', 'Pacific/Honolulu', 'Pacific/Marquesas', 'America/New_York',
  'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Anchorage', 'America/St_Johns', 'America/Halifax',
  'America/Havana', 'America/Santiago', 'America/Asuncion', 'America/Sao_Paulo', 'America/Caracas', 'America/Nuuk',
  'America/Scoresbysund', 'Antarctica/Troll', 'Antarctica/Macquarie',
] as const; // biome-ignore format: one word a line would hide the table

const FROM = Temporal.Instant.from('2010-01-01T00:00Z');
const TO = Temporal.Instant.from('2035-01-01T00:00Z').epochMilliseconds;

/** Every change of offset of a zone from 2010 to 2034. */
function changes(zone: string): readonly number[] {
  const found: number[] = [];
  let at = FROM.toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds >= TO) return found;
    found.push(next.epochMilliseconds);
    at = next;
  }
}
const plainOf = (wall: number): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
const temporalWall = (instant: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString();

describe('against Temporal', () => {
  it('covers at least 60 zones, most of them with changes', () => {
    expect(ZONES.length).toBeGreaterThanOrEqual(60);
    expect(ZONES.filter((z) => changes(z).length > 0).length).toBeGreaterThan(40);
  });

  it.each(ZONES)('%s: every change of the clocks, from an hour and a half before to as much after', (zone) => {
    const wrong: unknown[] = [];
    for (const change of changes(zone))
      for (const minutes of [-90, -61, -60, -31, -30, -29, -1, 0, 1, 29, 30, 31, 59, 60, 61, 90]) {
        const instant = change + minutes * 60_000;
        const wall = toWall(instant, zone);
        const plain = plainOf(wallMs(wall));
        const [early, late] = (['earlier', 'later'] as const).map(
          (disambiguation) => plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
        );
        const back = fromWall(wall, zone);
        const both = bothInstants(wall, zone);
        const twice = early !== late;
        const right =
          plain.toString() === temporalWall(instant, zone) &&
          back.at === early &&
          back.clock === (twice ? 'overlap' : 'ok') &&
          (twice ? both?.[0] === early && both?.[1] === late : both === null) &&
          // what the wall shows is never a clock that does not exist
          oddAt(wall, zone) === (twice ? 'overlap' : null);
        if (!right) wrong.push([change, minutes, plain.toString(), back, both]);
      }
    expect(wrong).toEqual([]);
  });

  it.each(ZONES)('%s: wall clocks that do not exist are told, and moved forward by the gap', (zone) => {
    for (const change of changes(zone)) {
      const before = wallMs(toWall(change - 1, zone)) + 1;
      const after = wallMs(toWall(change, zone));
      for (let wall = before; wall < after; wall += 15 * 60_000) {
        const missing = addMinutes(wallOfDate('1970-01-01'), wall / 60_000);
        const expected = plainOf(wall).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
        expect(fromWall(missing, zone)).toMatchObject({ at: expected, clock: 'gap' });
        expect(oddAt(missing, zone)).toBe('gap');
      }
    }
  });

  it('any instant of any zone comes back, or is the second of a repeated hour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: FROM.epochMilliseconds / 60_000, max: TO / 60_000 }),
        (zone, minute) => {
          const instant = minute * 60_000;
          const wall = toWall(instant, zone);
          const both = bothInstants(wall, zone);
          expect(both ? both.includes(instant) : fromWall(wall, zone).at === instant).toBe(true);
          expect(plainOf(wallMs(wall)).toPlainDate().toString()).toBe(dateOfWall(wall));
          expect(hourOfWall(wall)).toBe(plainOf(wallMs(wall)).hour);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('a day is as long as Temporal says, and its odd hours make up the difference', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.nat(10_000), fc.integer({ min: -2, max: 2 }), (zone, pick, days) => {
        const all = changes(zone);
        const near = all[pick % Math.max(1, all.length)] ?? FROM.epochMilliseconds;
        const date = Temporal.Instant.fromEpochMilliseconds(near).toZonedDateTimeISO(zone).toPlainDate().add({ days });
        const hours = date.toZonedDateTime(zone).hoursInDay;
        const [from, to] = dayBounds(date.toString(), zone);
        const missing = oddHours(date.toString(), zone).reduce(
          (n, h) => n + (h.is === 'gap' ? -1 : 1) * (h.to - h.from),
          0,
        );
        // where the clocks go back across midnight (St John's at 00:01), the repeated minutes before it count to the day that had begun
        fc.pre(!oddHours(date.toString(), zone).some((h) => h.is === 'overlap' && (h.from === 0 || h.to === 1440)));
        const length = (to - from) / 60_000;
        // a day that is left out whole (Apia, 2011-12-30) is empty; Temporal counts it as its neighbour
        expect([length, missing]).toEqual(missing <= -1440 ? [0, -1440] : [hours * 60, length - 1440]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('spans for drawing', () => {
  it('keep their length on the wall on ordinary days', () => {
    const start = Date.parse('2027-03-15T20:00:00Z');
    const { start: from, end } = spanToWall(start, start + 90 * 60_000, 'Asia/Bangkok');
    expect([wallMs(from), wallMs(end) - wallMs(from)]).toEqual([Date.parse('2027-03-16T03:00:00Z'), 90 * 60_000]);
  });
  it('never run backwards where the clocks go back', () => {
    // New York, 2026-11-01: 01:45 summer time to 01:15 winter time is half an hour
    const start = Date.parse('2026-11-01T05:45:00Z');
    const span = spanToWall(start, start + 30 * 60_000, 'America/New_York');
    expect(wallMs(span.end) - wallMs(span.start)).toBe(30 * 60_000);
  });
  it('are at least a minute long, so that a moment at midnight is no whole day', () => {
    const midnight = Date.parse('2027-03-16T00:00:00Z');
    const span = spanToWall(midnight, midnight, 'UTC');
    expect(wallMs(span.end) - wallMs(span.start)).toBe(60_000);
  });
});

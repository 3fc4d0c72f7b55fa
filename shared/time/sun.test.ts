import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MS_PER_DAY } from './calendar.ts';
import { lightAt, sunDay, sunHeight } from './sun.ts';
import { wallClock } from './wall-clock.ts';

const MINUTE = 60_000;
const clock = (instant: number | null, zone: string): string =>
  instant === null ? 'none' : wallClock(instant, zone).time;
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe('sunrise and sunset', () => {
  // published almanac times of these cities, local clock
  it.each([
    ['London', '2024-06-20', 'Europe/London', 51.5074, -0.1278, '04:43', '21:21'],
    ['New York', '2024-12-21', 'America/New_York', 40.7128, -74.006, '07:16', '16:31'],
    ['Sydney', '2024-12-21', 'Australia/Sydney', -33.8688, 151.2093, '05:41', '20:05'],
    ['Singapore', '2024-03-20', 'Asia/Singapore', 1.3521, 103.8198, '07:08', '19:15'],
    ['Paris', '2024-06-21', 'Europe/Paris', 48.8566, 2.3522, '05:47', '21:58'],
    ['Tokyo', '2024-09-22', 'Asia/Tokyo', 35.6762, 139.6503, '05:29', '17:39'],
  ])('%s on %s', (_city, date, zone, lat, lon, rise, set) => {
    const sun = sunDay(date, zone, { lat, lon });
    expect(Math.abs(minutes(clock(sun.rise, zone)) - minutes(rise))).toBeLessThanOrEqual(2);
    expect(Math.abs(minutes(clock(sun.set, zone)) - minutes(set))).toBeLessThanOrEqual(2);
  });

  it('knows days without a sunrise and days without a sunset', () => {
    const tromso = { lat: 69.6492, lon: 18.9553 };
    expect(sunDay('2024-06-21', 'Europe/Oslo', tromso)).toEqual({ rise: null, set: null });
    expect(lightAt(Date.parse('2024-06-21T23:30:00Z'), tromso)).toBe('day');
    expect(sunDay('2024-12-21', 'Europe/Oslo', tromso)).toEqual({ rise: null, set: null });
    expect(lightAt(Date.parse('2024-12-21T11:00:00Z'), tromso)).toBe('twilight');
    expect(lightAt(Date.parse('2024-12-21T00:00:00Z'), tromso)).toBe('night');
  });

  it('turns from night through twilight to day and back around the times it gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (day, lat, lon) => {
          const date = wallClock(day * MS_PER_DAY, 'UTC').date;
          const sun = sunDay(date, 'UTC', { lat, lon });
          const around = (at: number | null): readonly string[] =>
            at === null ? [] : [-2, 2].map((m) => (lightAt(at + m * MINUTE, { lat, lon }) === 'day' ? 'day' : 'dark'));
          expect([[], ['dark', 'day']]).toContainEqual(around(sun.rise));
          expect([[], ['day', 'dark']]).toContainEqual(around(sun.set));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('puts the sun overhead where and when it is', () => {
    // June solstice of 2024, 20:51 UTC: over the northern tropic; 12:02 apparent noon at Greenwich
    const noon = sunHeight(Date.parse('2024-06-20T12:01:45Z'), { lat: 23.44, lon: 0 });
    expect(noon).toBeGreaterThan(89.8);
    // March equinox of 2024 at Greenwich noon: the height at a latitude is its complement
    expect(sunHeight(Date.parse('2024-03-20T12:07:30Z'), { lat: 50, lon: 0 })).toBeCloseTo(40.15, 0);
  });
});

/**
 * Daylight at a place: height of the sun, sunrise and sunset, in plain arithmetic.
 * Source: NOAA Global Monitoring Laboratory, "Solar Calculation Details" (after J. Meeus, Astronomical Algorithms, 1998): mean
 * longitude and anomaly, equation of centre, apparent longitude, corrected obliquity. Between 72° south and 72° north it is right to
 * about a minute, for the years 1900 to 2100. Terrain and weather are not known to it.
 */
import type { InstantMs, LocalDate } from '../model/plan.ts';
import { addDays, MS_PER_DAY, MS_PER_MINUTE } from './calendar.ts';
import { startOfDay } from './wall-clock.ts';

/** Upper limb on the horizon: half a sun's width and the usual refraction. */
const HORIZON = -0.833;
/** Sun 6° below: the end of civil twilight, when work outside needs light. */
const CIVIL = -6;
/** Milliseconds of 2000-01-01T12:00Z, the epoch J2000. */
const J2000 = 946_728_000_000;
const DAYS_PER_CENTURY = 36_525;

const RAD = Math.PI / 180;
const sin = (degrees: number): number => Math.sin(degrees * RAD);
const cos = (degrees: number): number => Math.cos(degrees * RAD);
const turn = (degrees: number): number => ((degrees % 360) + 360) % 360;

export interface Place {
  /** Degrees, north and east positive. */
  readonly lat: number;
  readonly lon: number;
}

/** Height of the sun's centre above the horizon in degrees, without refraction. */
export function sunHeight(instant: InstantMs, { lat, lon }: Place): number {
  const century = (instant - J2000) / MS_PER_DAY / DAYS_PER_CENTURY;
  const meanLongitude = turn(280.46646 + century * (36_000.76983 + century * 0.0003032));
  const anomaly = 357.52911 + century * (35_999.05029 - 0.0001537 * century);
  const eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century);
  const centre =
    sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century)) +
    sin(2 * anomaly) * (0.019993 - 0.000101 * century) +
    sin(3 * anomaly) * 0.000289;
  const node = 125.04 - 1934.136 * century;
  const longitude = meanLongitude + centre - 0.00569 - 0.00478 * sin(node);
  const obliquity =
    23 +
    (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60 +
    0.00256 * cos(node);
  const declination = Math.asin(sin(obliquity) * sin(longitude));
  const y = Math.tan((obliquity / 2) * RAD) ** 2;
  // equation of time in minutes: what a sundial is ahead of a mean clock
  const equation =
    (4 / RAD) *
    (y * sin(2 * meanLongitude) -
      2 * eccentricity * sin(anomaly) +
      4 * eccentricity * y * sin(anomaly) * cos(2 * meanLongitude) -
      0.5 * y * y * sin(4 * meanLongitude) -
      1.25 * eccentricity * eccentricity * sin(2 * anomaly));
  const minuteOfDay = (((instant % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / MS_PER_MINUTE;
  const hourAngle = (minuteOfDay + equation + 4 * lon) / 4 - 180;
  const height = sin(lat) * Math.sin(declination) + cos(lat) * Math.cos(declination) * cos(hourAngle);
  return Math.asin(Math.min(1, Math.max(-1, height))) / RAD;
}

export type Light = 'day' | 'twilight' | 'night';
/** Day while the sun's upper limb is above the horizon, twilight down to 6° below, then night. */
export function lightAt(instant: InstantMs, place: Place): Light {
  const height = sunHeight(instant, place);
  return height >= HORIZON ? 'day' : height >= CIVIL ? 'twilight' : 'night';
}

export interface SunDay {
  /** First sunrise and last sunset within the calendar day, whole minutes; null where the sun does not cross the horizon then. */
  readonly rise: InstantMs | null;
  readonly set: InstantMs | null;
}

const STEP = 10 * MS_PER_MINUTE;

/** Sunrise and sunset within the calendar day of `zone`. Throws on an unknown zone. */
export function sunDay(date: LocalDate, zone: string, place: Place): SunDay {
  const [from, to] = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)];
  let rise: InstantMs | null = null;
  let set: InstantMs | null = null;
  for (let t = from; t < to; t += STEP) {
    const next = Math.min(to, t + STEP);
    const [up, upNext] = [sunHeight(t, place) >= HORIZON, sunHeight(next, place) >= HORIZON];
    if (up === upNext) continue;
    const crossing = crossed(t, next, up, place);
    if (upNext) rise ??= crossing;
    else set = crossing;
  }
  return { rise, set };
}

/** The crossing between two instants on different sides of the horizon, to the nearest minute. */
function crossed(from: InstantMs, to: InstantMs, upAtFrom: boolean, place: Place): InstantMs {
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = (low + high) / 2;
    if (sunHeight(middle, place) >= HORIZON === upAtFrom) low = middle;
    else high = middle;
  }
  return Math.round(low / MS_PER_MINUTE) * MS_PER_MINUTE;
}

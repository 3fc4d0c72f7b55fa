import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateOfDayNumber, dayNumber, MS_PER_DAY } from './calendar.ts';
import { startOfDay, wallClock } from './wall-clock.ts';
import { isZone, offsetMinutesAt, offsetMsAt, offsetSpan, resolveWall, zoneSpelling } from './zones.ts';

/** Against ICU itself: icu.test.ts. */
const ZONES = [
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Tehran',
  'Africa/El_Aaiun',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'Africa/Juba',
  'Africa/Khartoum',
  'Africa/Lagos',
  'Africa/Nairobi',
  'Africa/Sao_Tome',
  'Africa/Windhoek',
  'America/Anchorage',
  'America/Asuncion',
  'America/Bogota',
  'America/Caracas',
  'America/Chicago',
  'America/Havana',
  'America/Lima',
  'America/Mexico_City',
  'America/New_York',
  'America/Nuuk',
  'America/Port-au-Prince',
  'America/Santiago',
  'America/Scoresbysund',
  'America/St_Johns',
  'America/Vancouver',
  'Antarctica/Troll',
  'Asia/Almaty',
  'Asia/Amman',
  'Asia/Bangkok',
  'Asia/Beirut',
  'Asia/Calcutta',
  'Asia/Colombo',
  'Asia/Damascus',
  'Asia/Dubai',
  'Asia/Gaza',
  'Asia/Ho_Chi_Minh',
  'Asia/Jakarta',
  'Asia/Jerusalem',
  'Asia/Kabul',
  'Asia/Karachi',
  'Asia/Manila',
  'Asia/Phnom_Penh',
  'Asia/Pyongyang',
  'Asia/Seoul',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Vientiane',
  'Atlantic/Azores',
  'Atlantic/Reykjavik',
  'Australia/Adelaide',
  'Australia/Eucla',
  'Australia/Sydney',
  'Europe/Chisinau',
  'Europe/Dublin',
  'Europe/Istanbul',
  'Europe/Lisbon',
  'Europe/London',
  'Europe/Moscow',
  'Europe/Paris',
  'Europe/Volgograd',
  'Pacific/Auckland',
  'Pacific/Easter',
  'Pacific/Fiji',
  'Pacific/Kiritimati',
  'Pacific/Norfolk',
  'Pacific/Tongatapu',
  'Pacific/Marquesas',
  'UTC',
  'Etc/GMT+7',
];
const FROM = dayNumber('2020-01-01') * MS_PER_DAY;
const TO = dayNumber('2041-01-01') * MS_PER_DAY;
const DISTANT_FROM = dayNumber('1900-01-01') * MS_PER_DAY;
const DISTANT_TO = dayNumber('2200-01-01') * MS_PER_DAY;

const polyfillOffsetMs = (zone: string, instant: number): number =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;

describe('offsets', () => {
  it('agrees with the polyfill at any instant of 1900 to 2199', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: DISTANT_FROM, max: DISTANT_TO }), (zone, t) => {
        expect(offsetMsAt(zone, t)).toBe(polyfillOffsetMs(zone, t));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives whole minutes for people', () => {
    const t = dayNumber('2027-03-16') * MS_PER_DAY;
    expect(['Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns', 'UTC'].map((z) => offsetMinutesAt(z, t))).toEqual([
      345, 825, -150, 0,
    ]);
  });
});

describe('wall clocks', () => {
  const wallText = (ms: number): string => {
    const day = Math.floor(ms / MS_PER_DAY);
    const minute = (ms - day * MS_PER_DAY) / 60_000;
    return `${dateOfDayNumber(day)}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  };
  const expectAsPolyfill = (zone: string, wallMs: number): void => {
    const plain = Temporal.PlainDateTime.from(wallText(wallMs));
    const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
    const later = plain.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
    const compatible = plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
    const inGap = !Temporal.Instant.fromEpochMilliseconds(compatible)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .equals(plain);
    const { at, clock } = resolveWall(zone, wallMs);
    expect({ zone, wall: wallText(wallMs), at, clock }).toEqual({
      zone,
      wall: wallText(wallMs),
      at: compatible,
      clock: inGap ? 'gap' : earlier === later ? 'ok' : 'overlap',
    });
  };

  it('resolve as the polyfill does anywhere in 1900 to 2199', () => {
    const minutes = fc.integer({ min: DISTANT_FROM / 60_000, max: DISTANT_TO / 60_000 - 1 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), minutes, (zone, minute) => expectAsPolyfill(zone, minute * 60_000)),
      { numRuns: 1500 },
    );
  });

  it('resolve as the polyfill does around the changes of 2020 to 2040', () => {
    for (const zone of ZONES) {
      for (let span = offsetSpan(zone, FROM), n = 0; span.to < TO && n < 6; span = offsetSpan(zone, span.to), n++) {
        for (const wall of [-90, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 90])
          expectAsPolyfill(zone, span.to + span.offset + wall * 60_000);
      }
    }
  });

  it('go there and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FROM / 60_000, max: TO / 60_000 }), (zone, minute) => {
        const t = minute * 60_000;
        const { date, time, offsetMinutes } = wallClock(t, zone);
        const local =
          dayNumber(date) * MS_PER_DAY + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3)) * 60_000;
        expect(local - offsetMinutes * 60_000).toBe(t);
        const back = resolveWall(zone, local);
        expect(back.clock === 'overlap' ? [back.at, t].includes(t) : back.at === t).toBe(true);
        expect(back.clock).not.toBe('gap');
      }),
      { numRuns: 2000 },
    );
  });

  it('start each day where the polyfill does', () => {
    for (const zone of ZONES) {
      for (let day = dayNumber('2024-01-01'); day < dayNumber('2027-01-01'); day += 1) {
        const t = startOfDay(dateOfDayNumber(day), zone);
        // the polyfill is slow: ask it only where the day does not start at a plain midnight
        if ((t + offsetMsAt(zone, t)) % MS_PER_DAY === 0 && offsetMsAt(zone, t - 1) === offsetMsAt(zone, t)) continue;
        const expected = Temporal.PlainDate.from(dateOfDayNumber(day)).toZonedDateTime(zone).epochMilliseconds;
        expect([zone, dateOfDayNumber(day), t]).toEqual([zone, dateOfDayNumber(day), expected]);
      }
    }
    expect(wallClock(startOfDay('2024-04-26', 'Africa/Cairo'), 'Africa/Cairo').time).toBe('01:00');
    expect(wallClock(startOfDay('2011-12-30', 'Pacific/Apia'), 'Pacific/Apia')).toEqual({
      date: '2011-12-31',
      time: '00:00',
      offsetMinutes: 840,
    });
    // Toronto in 1919: 23:30 → 00:30, so the day starts half an hour late, not an hour
    expect(wallClock(startOfDay('1919-03-31', 'America/Toronto'), 'America/Toronto').time).toBe('00:30');
  });
});

describe('zone names', () => {
  it.each([
    'Asia/Bangkok',
    'Europe/Paris',
    'UTC',
    'GMT',
    'Etc/GMT+7',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'US/Pacific',
    'America/Argentina/ComodRivadavia',
    'America/Port-au-Prince',
    'EST5EDT',
  ])('accepts %s', (name) => expect(isZone(name)).toBe(true));
  it.each([
    '+07:00',
    '-0300',
    '+07',
    'Z',
    '',
    'Asia',
    'Asia/',
    'Asia/Atlantis',
    'Foo/Bar',
    'asia/bangkok',
    'ASIA/BANGKOK',
    ' Asia/Bangkok',
    'Asia/Bangkok ',
    'Asia/Bangkok\n',
    '__proto__',
    'constructor',
    'local',
    'x'.repeat(5000),
  ])('refuses %j', (name) => {
    expect(isZone(name)).toBe(false);
    expect(isZone(name)).toBe(false);
  });
  it('knows the proper spelling', () => {
    expect(zoneSpelling('asia/ho_chi_minh')).toBe('Asia/Ho_Chi_Minh');
    expect(zoneSpelling('europe/atlantis')).toBeNull();
  });
  it('knows every zone of the runtime under its own spelling', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((z) => !isZone(z))).toEqual([]);
  });
  it('throws when a zone was not checked first', () => {
    expect(() => offsetMsAt('Asia/Atlantis', 0)).toThrow('broken promise');
  });
});

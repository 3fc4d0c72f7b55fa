/** Dates, clocks and zones as people read them (ux.md, section 9). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../state/preferences.ts';
import {
  bytesText,
  cityOf,
  clockText,
  countdown,
  dateText,
  type DateShape,
  dayShiftText,
  deltaText,
  durationText,
  formatterCount,
  hOffsetText,
  numberText,
  offsetText,
  plainDateText,
  safeZone,
  timeText,
} from './formats.ts';

const H = Date.UTC(2027, 2, 15, 21);
const SHAPES: readonly DateShape[] = ['day', 'weekday', 'full', 'month', 'monthYear', 'year', 'dayOnly'];
const OTHER_DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0E50-\u0E59\u17E0-\u17E9\u1040-\u1049\u0966-\u096F]/;
const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2099, 0, 1) });
const zones = fc.constantFrom(
  'UTC',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Pacific/Chatham',
  'America/St_Johns',
  'Europe/Paris',
);

test('a day is named as the zone itself would name it', () => {
  fc.assert(
    fc.property(
      instants,
      zones,
      fc.constantFrom(...LANGUAGES),
      fc.constantFrom('full', 'day', 'long', 'weekdayOnly'),
      (t, zone, language, shape) => {
        const parts: Record<string, Intl.DateTimeFormatOptions> = {
          full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
          day: { day: 'numeric', month: 'short' },
          long: { weekday: 'long', day: 'numeric', month: 'long' },
          weekdayOnly: { weekday: 'short' },
        };
        const tag = `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
        const said = new Intl.DateTimeFormat(tag, { ...parts[shape], timeZone: zone }).format(t);
        expect(dateText(t, zone, language, shape)).toBe(said);
      },
    ),
    { numRuns: 200 },
  );
});

describe('in all four languages', () => {
  test.each([
    ['en', 'Tue, 16 Mar 2027'],
    ['fr', 'mar. 16 mars 2027'],
    ['es', 'mar, 16 mar 2027'],
  ])('%s writes the day of H in Bangkok as people do', (language, text) => {
    expect(dateText(H, 'Asia/Bangkok', language, 'full')).toBe(text);
  });

  test('ar writes it in Arabic with 0–9 and the Gregorian year', () => {
    const text = dateText(H, 'Asia/Bangkok', 'ar', 'full');
    expect(text).toMatch(/\p{Script=Arabic}/u);
    expect(text).toContain('16');
    expect(text).toContain('2027');
  });

  test('digits are 0–9 and years Gregorian, always', () => {
    fc.assert(
      fc.property(
        instants,
        zones,
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...SHAPES),
        (t, zone, language, shape) => {
          const text = dateText(t, zone, language, shape);
          expect(text).not.toMatch(OTHER_DIGITS);
          const year = /\d{4}/.exec(text)?.[0];
          const near = new Date(t).getUTCFullYear();
          expect(year === undefined || Math.abs(Number(year) - near) <= 1).toBe(true);
        },
      ),
    );
  });

  test('Thai and Persian, were they added, would still write 0–9 and Gregorian years', () => {
    for (const language of ['th', 'fa', 'ar-EG', 'my'])
      expect(dateText(H, 'Asia/Bangkok', language, 'full')).toMatch(/2027/);
  });

  test('numbers have the separators of the language and 0–9', () => {
    expect(numberText(1_234_567, 'en')).toBe('1,234,567');
    expect(numberText(1_234_567, 'es')).toBe('1.234.567');
    expect(numberText(1_234_567, 'fr').replaceAll(/\s/gu, ' ')).toBe('1 234 567');
    expect(numberText(1_234_567, 'ar')).not.toMatch(OTHER_DIGITS);
  });

  test('sizes step at 1,000', () => {
    expect([0, 999, 1000, 1449, 999_949, 1_000_000, 1_400_000].map((n) => bytesText(n, 'en'))).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '1.4 kB',
      '999.9 kB',
      '1 MB',
      '1.4 MB',
    ]);
    expect(bytesText(999_999, 'en')).toBe('1 MB');
  });
});

describe('zones', () => {
  test.each([
    ['Asia/Bangkok', '04:00', '+07:00'],
    ['Asia/Yangon', '03:30', '+06:30'],
    ['Asia/Kathmandu', '02:45', '+05:45'],
    ['Pacific/Chatham', '10:45', '+13:45'],
    ['Pacific/Kiritimati', '11:00', '+14:00'],
    ['America/St_Johns', '18:30', '−02:30'],
    ['Pacific/Marquesas', '11:30', '−09:30'],
    ['UTC', '21:00', 'Z'],
  ])('%s shows %s %s', (zone, time, offset) => {
    expect(timeText(H, zone)).toBe(time);
    expect(offsetText(H, zone)).toBe(offset);
  });

  test('offsets follow the season', () => {
    expect(offsetText(Date.UTC(2027, 2, 28, 0, 59), 'Europe/Paris')).toBe('+01:00');
    expect(offsetText(Date.UTC(2027, 2, 28, 1), 'Europe/Paris')).toBe('+02:00');
    expect(offsetText(Date.UTC(2027, 6, 1), 'Australia/Lord_Howe')).toBe('+10:30');
    expect(offsetText(Date.UTC(2027, 0, 1), 'Australia/Lord_Howe')).toBe('+11:00');
  });

  test('a clock always carries its zone', () => {
    expect(clockText(H, 'Asia/Ho_Chi_Minh')).toBe('04:00 Ho Chi Minh +07:00');
    expect(clockText(H, 'UTC')).toBe('21:00 UTC');
    expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  });

  test('a zone that is none never takes the screen down', () => {
    expect(safeZone('Mars/Olympus')).toBe('UTC');
    expect(timeText(H, 'Mars/Olympus')).toBe('21:00');
    expect(dateText(H, '', 'en')).toBe('Mon 15 Mar');
  });

  test('the time matches what Intl says, in every zone and season', () => {
    fc.assert(
      fc.property(instants, zones, (t, zone) => {
        const intl = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        });
        expect(timeText(t, zone)).toBe(intl.format(t));
      }),
      { numRuns: 200 },
    );
  });
});

describe('days', () => {
  test('the day against the day of H is marked, also over the date line', () => {
    expect(dayShiftText(H, 'Asia/Bangkok', '2027-03-16')).toBe('');
    expect(dayShiftText(H, 'UTC', '2027-03-16')).toBe('−1');
    expect(dayShiftText(H, 'Pacific/Kiritimati', '2027-03-15')).toBe('+1');
    expect(dayShiftText(H, 'America/New_York', '2027-03-16')).toBe('−1');
  });

  test('a stored date is written as it stands, whatever zone the machine is in', () => {
    expect(plainDateText('2027-03-16', 'en', 'full')).toBe('Tue, 16 Mar 2027');
    expect(plainDateText('2028-02-29', 'fr', 'day')).toBe('29 févr.');
  });
});

describe('against H', () => {
  test.each([
    [0, 'H+00:00'],
    [30, 'H+00:30'],
    [-90, 'H-01:30'],
    [6000, 'H+4d04:00'],
  ])('%i min is %s', (minutes, text) => {
    expect(hOffsetText(H + minutes * 60_000, H)).toBe(text);
  });

  test('is empty while H is not released', () => {
    expect(hOffsetText(H, null)).toBe('');
  });

  test.each([
    [0, { past: false, days: 0, clock: '00:00' }],
    [59_999, { past: false, days: 0, clock: '00:00' }],
    [60_000, { past: false, days: 0, clock: '00:01' }],
    [25 * 3_600_000, { past: false, days: 1, clock: '01:00' }],
    [114 * 86_400_000 + 61_000, { past: false, days: 114, clock: '00:01' }],
    [-60_000, { past: true, days: 0, clock: '00:01' }],
    [-3 * 86_400_000, { past: true, days: 3, clock: '00:00' }],
  ])('countdown with %i ms to go', (left, expected) => {
    expect(countdown(H, H - left)).toEqual(expected);
  });

  test('a countdown loses at most a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 }), (left) => {
        const c = countdown(H, H - left);
        const [hours, minutes] = c.clock.split(':').map(Number);
        const told = ((c.days * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000;
        expect(Math.abs(left) - told).toBeGreaterThanOrEqual(0);
        expect(Math.abs(left) - told).toBeLessThan(60_000);
        expect(c.past).toBe(left < 0);
      }),
    );
  });
});

describe('lengths', () => {
  test.each([
    [0, '+0 min'],
    [5, '+5 min'],
    [90, '+90 min'],
    [-90, '−90 min'],
    [60, '+1 h'],
    [-60, '−1 h'],
    [120, '+2 h'],
    [150, '+2 h 30 min'],
    [1440, '+1 d'],
    [3060, '+2 d 3 h'],
    [1441, '+1 d 1 min'],
  ])('%i min is %s', (minutes, text) => {
    expect(deltaText(minutes)).toBe(text);
    expect(durationText(minutes)).toBe(text.slice(1));
  });
});

test('drawing rows makes no formatter: one per language, zone and shape (ux.md, section 12)', () => {
  const draw = (): void => {
    for (let i = 0; i < 500; i += 1) {
      dateText(H + i * 3_600_000, 'Asia/Bangkok', 'en', 'full');
      numberText(i, 'en');
      clockText(H + i * 3_600_000, 'Asia/Bangkok');
    }
  };
  draw();
  const before = formatterCount();
  draw();
  expect(formatterCount()).toBe(before);
});

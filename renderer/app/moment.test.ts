import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MomentContext, momentOf } from './moment.ts';

// H is Tuesday 2027-03-16 04:00 in Bangkok, Monday 21:00 Zulu
const context: MomentContext = {
  hHour: Date.UTC(2027, 2, 15, 21),
  dDay: '2027-03-16',
  refTz: 'Asia/Bangkok',
  zone: 'Asia/Bangkok',
  language: 'en',
};
const at = (text: string, more: Partial<MomentContext> = {}): string | null => {
  const found = momentOf(text, { ...context, ...more });
  return found === null ? null : new Date(found).toISOString().slice(0, 16);
};

describe('offsets to H and D', () => {
  test.each([
    ['H-6', '2027-03-15T15:00'],
    ['h+2', '2027-03-15T23:00'],
    ['h − 6', '2027-03-15T15:00'],
    ['H+00:30', '2027-03-15T21:30'],
    ['h-2D04:00', '2027-03-13T17:00'],
    ['H-2d04:00', '2027-03-13T17:00'],
    ['H+0', '2027-03-15T21:00'],
    ['D+1', '2027-03-16T17:00'],
    ['d-2t09:00', '2027-03-14T02:00'],
  ])('%s', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  test('an H that was not released answers nothing; D still does (R-OP-11)', () => {
    expect(at('H-6', { hHour: null })).toBeNull();
    expect(at('H+00:30', { hHour: null })).toBeNull();
    expect(at('D+1', { hHour: null })).toBe('2027-03-16T17:00');
  });
});

describe('lengths of time from H', () => {
  test.each([
    ['+90m', '2027-03-15T22:30'],
    ['-90 min', '2027-03-15T19:30'],
    ['+2h', '2027-03-15T23:00'],
    ['h+2h', '2027-03-15T23:00'],
    ['−1d', '2027-03-14T21:00'],
  ])('%s', (text, expected) => {
    expect(at(text)).toBe(expected);
  });
  test.each(['+90', '90m', '+m', '+90s', '1h'])('%s is none', (text) => {
    expect(at(text)).toBeNull();
  });
});

describe('a clock with its city', () => {
  test.each([
    ['14:30 Bangkok', '2027-03-16T07:30'],
    ['1430 bangk', '2027-03-16T07:30'],
    ['thu 14:30 seoul', '2027-03-18T05:30'],
    ['2027-03-16 04:00 new york', '2027-03-16T08:00'],
    ['06:15 kathmandu', '2027-03-16T00:30'],
    ['04:00 utc', '2027-03-16T04:00'],
  ])('%s', (text, expected) => {
    expect(at(text)).toBe(expected);
  });
  test.each(['14:30 Nowhere', '14:30 ba', '0400z bangkok', 'bangkok', '2027-03-28 02:30 paris'])(
    '%s is none',
    (text) => {
      expect(at(text)).toBeNull();
    },
  );
});

describe('weekday and clock', () => {
  test.each([
    ['thu 0400z', '2027-03-18T04:00'],
    ['THU 0400Z', '2027-03-18T04:00'],
    ['thursday 04:00z', '2027-03-18T04:00'],
    ['thu 0400', '2027-03-17T21:00'],
    ['tue 0000z', '2027-03-16T00:00'],
    ['mon 2100z', '2027-03-15T21:00'],
    ['sun 1200z', '2027-03-14T12:00'],
    ['sat 1200z', '2027-03-13T12:00'],
    ['fri 1200z', '2027-03-19T12:00'],
    ['0400z', '2027-03-16T04:00'],
    ['04:00', '2027-03-15T21:00'],
  ])('%s is the one nearest to D-day', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  test.each([
    ['fr', 'jeu 0400z'],
    ['fr', 'jeudi 0400z'],
    ['es', 'jue 0400z'],
    ['es', 'jueves 0400z'],
    ['ar', 'الخميس 0400z'],
    ['ar', 'thu 0400z'],
    ['fr', 'thu 0400z'],
  ])('%s: %s', (language, text) => {
    expect(at(text, { language })).toBe('2027-03-18T04:00');
  });

  test('accents may be left out: sabado, sábado', () => {
    expect(at('sabado 1200z', { language: 'es' })).toBe('2027-03-13T12:00');
    expect(at('sáb 1200z', { language: 'es' })).toBe('2027-03-13T12:00');
  });

  test('a weekday is always within three days of D-day and falls on that weekday', () => {
    const short = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.nat(6), (day, i) => {
        const dDay = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const found = momentOf(`${short[i]} 0000z`, { ...context, dDay }) ?? Number.NaN;
        expect(Math.abs(found / 86_400_000 - day)).toBeLessThanOrEqual(3);
        expect((new Date(found).getUTCDay() + 6) % 7).toBe(i);
      }),
    );
  });
});

describe('dates', () => {
  test.each([
    ['2027-03-16', '2027-03-15T17:00'],
    ['2027-03-16 0400', '2027-03-15T21:00'],
    ['2027-03-16 04:00z', '2027-03-16T04:00'],
    ['2027-03-16T04:00Z', '2027-03-16T04:00'],
    ['2027-03-16T04:00[Asia/Manila]', '2027-03-15T20:00'],
  ])('%s', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  test('a day that begins at 01:00 begins there', () => {
    expect(at('2027-04-30', { zone: 'Africa/Cairo' })).toBe('2027-04-29T22:00');
  });
});

describe('anything else is not a time', () => {
  test.each([
    '',
    ' ',
    'h',
    'H',
    't',
    'thu',
    'thu thu 0400z',
    's 0400z',
    'heron',
    'move h',
    '2400z',
    '0460z',
    '400z',
    '2027-02-30',
    '2027-13-01 0400',
    'T12',
    '12',
  ])('"%s"', (text) => {
    expect(at(text)).toBeNull();
  });

  test('an hour that does not exist or comes twice is never shifted silently (R-OP-12)', () => {
    expect(at('2027-03-28 0230', { zone: 'Europe/Paris' })).toBeNull();
    expect(at('2027-10-31 0230', { zone: 'Europe/Paris' })).toBeNull();
    expect(at('2027-03-28 0330', { zone: 'Europe/Paris' })).toBe('2027-03-28T01:30');
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (text) => momentOf(text, context) !== undefined));
  });
});

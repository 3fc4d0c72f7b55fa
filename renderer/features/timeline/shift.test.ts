import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHTarget } from './shift.ts';

const delta = (text: string): number | null => {
  const read = parseHTarget(text, 'UTC');
  return read !== null && 'deltaMin' in read ? read.deltaMin : null;
};
const instant = (text: string, zone = 'UTC'): string | null => {
  const read = parseHTarget(text, zone);
  return read !== null && 'at' in read ? new Date(read.at).toISOString() : null;
};

describe('a shift as people type it', () => {
  test.each([
    ['+90m', 90],
    ['+90', 90],
    ['+90 min', 90],
    ['-1h', -60],
    ['−1h', -60],
    ['–1h', -60],
    ['-1h30', -90],
    ['+1h30', 90],
    ['+1h 30m', 90],
    ['+2d', 2880],
    ['+1d 2h 3m', 1563],
    ['-1d12h', -2160],
    ['  +15m  ', 15],
    ['+90M', 90],
    ['+0m', 0],
  ])('%s is %i min', (text, minutes) => {
    expect(delta(text)).toBe(minutes);
  });

  test('nothing shifts by minus zero', () => {
    expect(Object.is(delta('-0m'), 0)).toBe(true);
  });

  test.each([
    '',
    '+',
    '-',
    '90m',
    '1h',
    '+h',
    '+1w',
    '+1h30s',
    '++1h',
    '+1.5h',
    '+1h-30m',
    'H+1',
    '+99999999',
    '+9999d',
    'now',
  ])('"%s" is not a shift', (text) => {
    expect(parseHTarget(text, 'UTC')).toBeNull();
  });

  test('days, hours and minutes add up', () => {
    fc.assert(
      fc.property(fc.constantFrom('+', '-'), fc.nat(300), fc.nat(99), fc.nat(999), (sign, d, h, m) => {
        const minutes = d * 1440 + h * 60 + m;
        expect(delta(`${sign}${d}d${h}h${m}m`)).toBe(sign === '-' ? 0 - minutes : minutes);
      }),
    );
  });
});

describe('an instant as people type it', () => {
  test.each([
    ['2027-03-15T21:00Z', 'Asia/Bangkok', '2027-03-15T21:00:00.000Z'],
    ['2027-03-15 21:00 UTC', 'Asia/Bangkok', '2027-03-15T21:00:00.000Z'],
    ['2027-03-16 04:00', 'Asia/Bangkok', '2027-03-15T21:00:00.000Z'],
    ['2027-03-16T04:00', 'Asia/Kathmandu', '2027-03-15T22:15:00.000Z'],
    ['2027-03-16T04:00', 'Pacific/Chatham', '2027-03-15T14:15:00.000Z'],
    ['2027-03-16T04:00[Asia/Manila]', 'UTC', '2027-03-15T20:00:00.000Z'],
    ['2027-03-16 04:00[Asia/Yangon]', 'UTC', '2027-03-15T21:30:00.000Z'],
  ])('%s on the clock of %s', (text, zone, expected) => {
    expect(instant(text, zone)).toBe(expected);
  });

  test.each([
    ['2027-03-28 02:30', 'Europe/Paris'],
    ['2027-10-31 02:30', 'Europe/Paris'],
    ['2027-10-03T02:15', 'Australia/Lord_Howe'],
    ['2027-04-04T01:45', 'Australia/Lord_Howe'],
    ['2027-03-28T02:30[Europe/Paris]', 'UTC'],
  ])('%s in %s does not exist or exists twice: asked about, never taken (R-OP-12)', (text, zone) => {
    expect(parseHTarget(text, zone)).toBeNull();
  });

  test.each([
    '2027-02-30T04:00Z',
    '2027-03-16T24:00Z',
    '2027-03-16T04:60Z',
    '2027-03-16',
    '16.03.2027 04:00',
    '2027-03-16T04:00[Mars/Olympus]',
  ])('%s is no instant', (text) => {
    expect(parseHTarget(text, 'UTC')).toBeNull();
  });

  test('the hours around a clock change are still taken', () => {
    expect(instant('2027-03-28 01:59', 'Europe/Paris')).toBe('2027-03-28T00:59:00.000Z');
    expect(instant('2027-03-28 03:00', 'Europe/Paris')).toBe('2027-03-28T01:00:00.000Z');
  });
});

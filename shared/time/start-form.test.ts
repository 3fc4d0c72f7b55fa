import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar.ts';
import { threeWays, toDForm, toFixedForm, toHForm } from './convert.ts';
import { parseInstant } from './instant.ts';
import {
  formatHOffset,
  formatStart,
  parseStart,
  resolveStart,
  type StartContext,
  type StartForm,
} from './start-form.ts';

const at = (text: string): number => parseInstant(text) ?? Number.NaN;
const context: StartContext = { hHour: at('2027-03-15T21:00:00Z'), dDay: '2027-03-16', refTz: 'Asia/Bangkok' };
const withheld: StartContext = { ...context, hHour: null };
const resolve = (text: string, c: StartContext = context): { at: number; clock: string } | null => {
  const form = parseStart(text);
  if (!form.ok) throw new Error(`${text}: ${form.error.reason}`);
  return resolveStart(form.value, c);
};

describe('parseStart', () => {
  it.each<[string, StartForm]>([
    ['H+00:00', { form: 'H', minutes: 0 }],
    ['H-00:00', { form: 'H', minutes: 0 }],
    ['H-06:00', { form: 'H', minutes: -360 }],
    ['H+1d02:05', { form: 'H', minutes: 1565 }],
    ['H+999:59', { form: 'H', minutes: 59_999 }],
    ['H+0:30', { form: 'H', minutes: 30 }],
    ['H-9999d00:00', { form: 'H', minutes: -14_398_560 }],
    ['D+0', { form: 'D', days: 0, time: null }],
    ['D-0', { form: 'D', days: 0, time: null }],
    ['D-90T09:00', { form: 'D', days: -90, time: '09:00' }],
    ['D+9999T23:59', { form: 'D', days: 9999, time: '23:59' }],
    ['2027-03-16T04:00[Asia/Manila]', { form: 'fixed', wall: '2027-03-16T04:00', zone: 'Asia/Manila' }],
    ['2027-03-16T04:00[Etc/GMT+7]', { form: 'fixed', wall: '2027-03-16T04:00', zone: 'Etc/GMT+7' }],
  ])('reads %s', (text, form) => {
    const read = parseStart(text);
    expect(read).toEqual({ ok: true, value: form });
  });

  it.each([
    ['H', 'start-form'],
    ['H00:30', 'start-form'],
    ['H+00:60', 'start-form'],
    ['H+1000:00', 'start-form'],
    ['H+1d', 'start-form'],
    ['h+00:30', 'start-form'],
    ['H+-1:00', 'start-form'],
    ['H + 00:30', 'start-form'],
    ['H+00:30\n', 'start-form'],
    ['D0', 'start-form'],
    ['D+', 'start-form'],
    ['D+1T9:00', 'start-form'],
    ['D+1T24:00', 'start-form'],
    ['D+1.5', 'start-form'],
    ['2027-03-16T04:00', 'start-form'],
    ['2027-03-16T04:00+07:00', 'start-form'],
    ['2027-03-16T04:00:00[Asia/Manila]', 'start-form'],
    ['', 'start-form'],
    ['2027-03-16T04:00[+07:00]', 'start-form'],
    ['H+9999d00:01', 'start-far'],
    ['H-99999999999999999999999d00:00', 'start-far'],
    ['D+10000', 'start-far'],
    ['D-99999999999999999999', 'start-far'],
    ['2027-02-29T04:00[Asia/Manila]', 'start-date'],
    ['1899-12-31T04:00[Asia/Manila]', 'start-date'],
    ['2200-01-01T04:00[Asia/Manila]', 'start-date'],
    ['2027-03-16T24:00[Asia/Manila]', 'start-time'],
    ['2027-03-16T12:99[Asia/Manila]', 'start-time'],
    ['2027-03-16T04:00[Asia/Manilla]', 'start-zone'],
    ['2027-03-16T04:00[+0700]', 'start-zone'],
    ['2027-03-16T04:00[asia/manila]', 'start-zone'],
  ])('refuses %j as %s', (text, code) => {
    const read = parseStart(text);
    expect(read.ok ? 'accepted' : read.error.code).toBe(code);
  });

  it('names the spelling that is meant', () => {
    const read = parseStart('2027-03-16T04:00[asia/manila]');
    expect(read.ok ? '' : read.error.reason).toContain('Asia/Manila');
  });
});

describe('formatStart', () => {
  it('gives text that reads back as the same form', () => {
    const form = fc.oneof(
      fc.record({ form: fc.constant('H' as const), minutes: fc.integer({ min: -14_398_560, max: 14_398_560 }) }),
      fc.record({
        form: fc.constant('D' as const),
        days: fc.integer({ min: -9999, max: 9999 }),
        time: fc.constantFrom(null, '00:00', '09:30', '23:59'),
      }),
      fc.record({
        form: fc.constant('fixed' as const),
        wall: fc.integer({ min: 0, max: 60_000 }).map((n) => `${addDays('1970-01-01', n)}T04:00`),
        zone: fc.constantFrom('Asia/Manila', 'UTC'),
      }),
    );
    fc.assert(
      fc.property(form, (f) => {
        expect(parseStart(formatStart(f))).toEqual({ ok: true, value: f });
      }),
    );
  });
  it.each([
    [0, 'H+00:00'],
    [-30, 'H-00:30'],
    [5999, 'H+99:59'],
    [6000, 'H+4d04:00'],
    [-14_398_560, 'H-9999d00:00'],
  ])('writes %d minutes as %s', (minutes, text) => expect(formatHOffset(minutes)).toBe(text));
});

describe('resolveStart', () => {
  it.each([
    ['H+00:30', '2027-03-15T21:30:00Z', 'ok'],
    ['H-24:00', '2027-03-14T21:00:00Z', 'ok'],
    ['D+0', '2027-03-15T17:00:00Z', 'ok'],
    ['D-90T09:00', '2026-12-16T02:00:00Z', 'ok'],
    ['2027-03-16T04:00[Asia/Manila]', '2027-03-15T20:00:00Z', 'ok'],
    ['2027-03-30T15:00[Europe/Paris]', '2027-03-30T13:00:00Z', 'ok'],
    ['2027-03-27T15:00[Europe/Paris]', '2027-03-27T14:00:00Z', 'ok'],
    ['2027-03-28T02:30[Europe/Paris]', '2027-03-28T01:30:00Z', 'gap'],
    ['2027-10-31T02:30[Europe/Paris]', '2027-10-31T00:30:00Z', 'overlap'],
    ['2027-10-03T02:10[Australia/Lord_Howe]', '2027-10-02T15:40:00Z', 'gap'],
    ['2027-04-04T01:45[Australia/Lord_Howe]', '2027-04-03T14:45:00Z', 'overlap'],
  ])('%s is %s (%s)', (text, instant, clock) => expect(resolve(text)).toEqual({ at: at(instant), clock }));

  it('keeps elapsed time across a change of the clock, and calendar time across it too', () => {
    const paris: StartContext = { hHour: at('2027-03-27T03:00:00Z'), dDay: '2027-03-27', refTz: 'Europe/Paris' };
    expect(resolve('H+24:00', paris)?.at).toBe(at('2027-03-28T03:00:00Z'));
    expect(resolve('D+1T04:00', paris)?.at).toBe(at('2027-03-28T02:00:00Z'));
    expect(resolve('D+1T02:30', paris)).toEqual({ at: at('2027-03-28T01:30:00Z'), clock: 'gap' });
  });

  it('a bare day begins where the day begins, and that is no finding', () => {
    const cairo: StartContext = { hHour: null, dDay: '2024-04-25', refTz: 'Africa/Cairo' };
    expect(resolve('D+1', cairo)).toEqual({ at: at('2024-04-25T22:00:00Z'), clock: 'ok' });
    expect(resolve('D+1T00:00', cairo)).toEqual({ at: at('2024-04-25T22:00:00Z'), clock: 'gap' });
  });

  it('needs H only for the H form', () => {
    expect(resolve('H+00:00', withheld)).toBeNull();
    expect(resolve('D+0T04:00', withheld)).toEqual(resolve('D+0T04:00'));
    expect(resolve('2027-03-16T04:00[Asia/Manila]', withheld)).not.toBeNull();
  });

  it('does not move D forms when H moves within its day', () => {
    const moved: StartContext = { ...context, hHour: at('2027-03-15T20:00:00Z') };
    expect(resolve('D+6T08:00', moved)).toEqual(resolve('D+6T08:00'));
    expect(resolve('H+00:00', moved)?.at).toBe(at('2027-03-15T20:00:00Z'));
  });
});

describe('conversions', () => {
  const text = (form: ReturnType<typeof toHForm>): string => (form.ok ? formatStart(form.value) : form.error.code);
  it('write one instant in each form', () => {
    const t = at('2027-03-15T20:00:00Z');
    expect([text(toHForm(t, context)), text(toDForm(t, context)), text(toFixedForm(t, 'Asia/Manila'))]).toEqual([
      'H-01:00',
      'D+0T03:00',
      '2027-03-16T04:00[Asia/Manila]',
    ]);
  });
  it('are exact or refused', () => {
    const second = at('2027-10-31T01:30:00Z'); // 02:30 in Paris for the second time
    expect(text(toFixedForm(second, 'Europe/Paris'))).toBe('start-inexact');
    expect(text(toFixedForm(at('2027-10-31T00:30:00Z'), 'Europe/Paris'))).toBe('start-inexact');
    expect(text(toDForm(at('2027-03-15T20:00:30Z'), context))).toBe('start-inexact');
    expect(text(toHForm(at('2027-03-15T20:00:30Z'), context))).toBe('start-inexact');
    expect(text(toHForm(0, withheld))).toBe('h-hour-withheld');
    expect(text(toHForm(at('2099-01-01T00:00:00Z'), context))).toBe('start-far');
    expect(text(toDForm(at('2099-01-01T00:00:00Z'), context))).toBe('start-far');
  });
  it('never move what they convert', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -600_000, max: 600_000 }),
        fc.constantFrom('Europe/Paris', 'Asia/Bangkok', 'Australia/Lord_Howe', 'Africa/Casablanca'),
        (minutes, zone) => {
          const c: StartContext = { ...context, refTz: zone };
          const t = (context.hHour ?? 0) + minutes * 60_000;
          for (const form of [toHForm(t, c), toDForm(t, c), toFixedForm(t, zone)]) {
            const outcome = form.ok ? resolveStart(form.value, c) : form.error.code;
            expect([{ at: t, clock: 'ok' }, 'start-inexact']).toContainEqual(outcome);
          }
          expect(toHForm(t, c).ok).toBe(true);
        },
      ),
    );
  });
});

describe('threeWays', () => {
  it('shows offset, site and viewer, and the day each of them counts', () => {
    expect(threeWays(at('2027-03-15T21:30:00Z'), context, 'Asia/Manila', 'Europe/Paris')).toEqual({
      offset: 'H+00:30',
      site: { zone: 'Asia/Manila', date: '2027-03-16', time: '05:30', offsetMinutes: 480, dayDifference: 0 },
      viewer: { zone: 'Europe/Paris', date: '2027-03-15', time: '22:30', offsetMinutes: 60, dayDifference: -1 },
    });
  });
  it('says nothing about H when H is withheld', () => {
    const shown = threeWays(at('2027-03-15T21:30:00Z'), withheld, 'Asia/Manila', 'Asia/Seoul');
    expect(shown.offset).toBeNull();
    expect(shown.viewer).toMatchObject({ time: '06:30', dayDifference: 0 });
  });
});

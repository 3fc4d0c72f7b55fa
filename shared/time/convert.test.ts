/** One start in its three forms: typing one gives the others, nothing moves by being rewritten, and what cannot be exact is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MS_PER_MINUTE } from './calendar.ts';
import { threeWays, toDForm, toFixedForm, toHForm } from './convert.ts';
import { parseInstant } from './instant.ts';
import { formatStart, parseStart, resolveStart, type StartContext } from './start-form.ts';
import { dateIn } from './wall-clock.ts';

const at = (text: string): number => parseInstant(text) ?? Number.NaN;
const H = at('2027-03-15T21:00:00Z');
const contextIn = (refTz: string, hHour = H): StartContext => ({ hHour, dDay: dateIn(refTz, hHour), refTz });
const bangkok = contextIn('Asia/Bangkok');
const ZONES = [
  'Asia/Bangkok',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'America/New_York',
  'Australia/Lord_Howe',
  'Europe/Paris',
  'Pacific/Apia',
  'Pacific/Pago_Pago',
];

interface Forms {
  readonly H: string;
  readonly D: string;
  readonly fixed: string;
}
/** What the three fields of an editor show for a start typed in any of them; refusals by their code. */
function formsOf(typed: string, context: StartContext, zone: string): Forms {
  const form = parseStart(typed);
  const start = form.ok ? resolveStart(form.value, context) : null;
  if (!start) throw new Error(`cannot be told: ${typed}`);
  const text = (made: ReturnType<typeof toHForm>): string => (made.ok ? formatStart(made.value) : made.error.code);
  return {
    H: text(toHForm(start.at, context)),
    D: text(toDForm(start.at, context)),
    fixed: text(toFixedForm(start.at, zone)),
  };
}

describe('typing one form', () => {
  it.each<[typed: string, forms: Forms]>([
    ['H+00:30', { H: 'H+00:30', D: 'D+0T04:30', fixed: '2027-03-16T05:30[Asia/Manila]' }],
    ['H-05:00', { H: 'H-05:00', D: 'D-1T23:00', fixed: '2027-03-16T00:00[Asia/Manila]' }],
    ['H+100:00', { H: 'H+4d04:00', D: 'D+4T08:00', fixed: '2027-03-20T09:00[Asia/Manila]' }],
    ['D+0T04:30', { H: 'H+00:30', D: 'D+0T04:30', fixed: '2027-03-16T05:30[Asia/Manila]' }],
    ['D-30', { H: 'H-30d04:00', D: 'D-30T00:00', fixed: '2027-02-14T01:00[Asia/Manila]' }],
    ['2027-03-16T04:00[Asia/Manila]', { H: 'H-01:00', D: 'D+0T03:00', fixed: '2027-03-16T04:00[Asia/Manila]' }],
  ])('%s gives the others', (typed, forms) => expect(formsOf(typed, bangkok, 'Asia/Manila')).toEqual(forms));

  it('gives forms that all give one another again, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...ZONES),
        fc.integer({ min: -400_000, max: 400_000 }),
        (refTz, zone, minutes) => {
          const context = contextIn(refTz);
          const fromH = formsOf(`H${minutes < 0 ? '-' : '+'}${formatMinutes(Math.abs(minutes))}`, context, zone);
          for (const text of Object.values(fromH)) {
            // on the night of a change one of the forms may be refused; the others still agree
            if (text === 'start-inexact') continue;
            expect(formsOf(text, context, zone)).toEqual(fromH);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
const formatMinutes = (n: number): string =>
  `${Math.floor(n / 1440)}d${String(Math.floor((n % 1440) / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;

describe('a conversion is exact or refused', () => {
  const code = (made: ReturnType<typeof toHForm>): string => (made.ok ? 'made' : made.error.code);
  it('in the repeated hour neither wall clock is unique, so only H is left', () => {
    const paris = contextIn('Europe/Paris', at('2027-10-30T20:00:00Z'));
    for (const instant of ['2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z'].map(at)) {
      expect([code(toHForm(instant, paris)), code(toDForm(instant, paris))]).toEqual(['made', 'start-inexact']);
      expect(code(toFixedForm(instant, 'Europe/Paris'))).toBe('start-inexact');
      expect(code(toFixedForm(instant, 'Asia/Bangkok'))).toBe('made');
    }
  });
  it('a start in a gap, loaded from a file, becomes the moved instant in every other form', () => {
    const paris = contextIn('Europe/Paris', at('2027-03-27T20:00:00Z'));
    expect(formsOf('2027-03-28T02:30[Europe/Paris]', paris, 'Europe/Paris')).toEqual({
      H: 'H+05:30',
      D: 'D+1T03:30',
      fixed: '2027-03-28T03:30[Europe/Paris]',
    });
  });
  it('seconds have no place in any form', () => {
    const odd = H + 30_000;
    expect([toHForm(odd, bangkok), toDForm(odd, bangkok), toFixedForm(odd, 'Asia/Bangkok')].map(code)).toEqual([
      'start-inexact',
      'start-inexact',
      'start-inexact',
    ]);
    // with an H that has seconds the H form is exact and the walls are not
    const late = contextIn('Asia/Bangkok', odd);
    expect([toHForm(odd + 60_000, late), toDForm(odd + 60_000, late)].map(code)).toEqual(['made', 'start-inexact']);
  });
  it('9,999 days are the limit for H and D, the year 2199 for fixed clocks', () => {
    const day = 1440 * MS_PER_MINUTE;
    expect([toHForm(H + 9_999 * day, bangkok), toHForm(H + 9_999 * day + MS_PER_MINUTE, bangkok)].map(code)).toEqual([
      'made',
      'start-far',
    ]);
    expect([toDForm(H - 9_999 * day, bangkok), toDForm(H - 10_000 * day, bangkok)].map(code)).toEqual([
      'made',
      'start-far',
    ]);
    expect(
      [at('2199-12-31T16:59:00Z'), at('2199-12-31T17:00:00Z')].map((t) => code(toFixedForm(t, 'Asia/Bangkok'))),
    ).toEqual(['made', 'start-date']);
  });
  it('without H no H form', () => {
    const withheld = { ...bangkok, hHour: null };
    expect([toHForm(H, withheld), toDForm(H, withheld), toFixedForm(H, 'UTC')].map(code)).toEqual([
      'h-hour-withheld',
      'made',
      'made',
    ]);
  });
});

describe('one instant on three clocks', () => {
  it.each([
    ['Asia/Yangon', '03:30', 390, 0],
    ['Asia/Kathmandu', '02:45', 345, 0],
    ['Asia/Kolkata', '02:30', 330, 0],
    ['Pacific/Marquesas', '11:30', -570, -1],
    ['America/St_Johns', '18:30', -150, -1],
    ['Pacific/Chatham', '10:45', 825, 0],
    ['Pacific/Kiritimati', '11:00', 840, 0],
    ['Pacific/Pago_Pago', '10:00', -660, -1],
    ['UTC', '21:00', 0, -1],
  ])('%s shows %s', (zone, time, offsetMinutes, dayDifference) => {
    const { site, viewer, offset } = threeWays(H, bangkok, zone, 'UTC');
    expect(offset).toBe('H+00:00');
    expect(site).toMatchObject({ zone, time, offsetMinutes, dayDifference });
    expect(viewer).toMatchObject({ zone: 'UTC', time: '21:00', date: '2027-03-15' });
  });
  it('counts days across the date line from D-day, not from the viewer', () => {
    const apia = threeWays(at('2027-03-17T09:30:00Z'), bangkok, 'Pacific/Apia', 'Pacific/Pago_Pago');
    expect([apia.site.date, apia.site.dayDifference]).toEqual(['2027-03-17', 1]);
    expect([apia.viewer.date, apia.viewer.dayDifference]).toEqual(['2027-03-16', 0]);
  });
});

/** The time axis as arithmetic (ux.md, sections 9 and 17): a bar starts on the pixel of its minute, ticks follow the wall clock. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveStart, parseStart } from '#shared/time/start-form.ts';
import { timeText } from '../../i18n/formats.ts';
import {
  clockTicks,
  dateLine,
  fit,
  hTicks,
  pan,
  reveal,
  shades,
  snapMinutes,
  stepFor,
  STEPS,
  TICK_PX,
  tOf,
  xOf,
  zoomAt,
  zoomStep,
} from './scale.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

/** One entry of a list that must have it. */
function nth<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new Error(`no entry ${index}`);
  return found;
}

/** Instant of a wall clock, through the one place that knows zones. */
function at(wall: string, zone = 'UTC'): number {
  const form = parseStart(`${wall}[${zone}]`);
  const resolved = form.ok ? resolveStart(form.value, { hHour: null, dDay: wall.slice(0, 10), refTz: zone }) : null;
  if (resolved === null) throw new Error(`no such wall clock: ${wall} ${zone}`);
  return resolved.at;
}
const instants = fc.integer({ min: at('2000-01-01T00:00'), max: at('2100-01-01T00:00') });
const scales = fc.double({ min: nth(STEPS, 0) / (TICK_PX * 4), max: nth(STEPS, -1) / TICK_PX, noNaN: true });
const windows = fc.record({ from: instants, msPerPx: scales });

describe('pixels and instants', () => {
  test('a minute is a pixel at one minute per pixel, to the pixel, for a whole week', () => {
    const w = { from: at('2027-03-15T00:00'), msPerPx: MIN };
    for (let minute = 0; minute < 7 * 1440; minute += 1) expect(xOf(w.from + minute * MIN, w)).toBe(minute);
  });

  test('the left edge of a bar lies within half a pixel of its minute at every scale', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: -100_000, max: 100_000 }), (w, minute) => {
        const t = w.from + minute * MIN;
        expect(Math.abs(xOf(t, w) - (minute * MIN) / w.msPerPx)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test('a pixel is found again from its instant', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: -5000, max: 5000 }), (w, x) => {
        expect(xOf(tOf(x, w), w) + 0).toBe(x + 0);
      }),
    );
  });

  test('later is never further left', () => {
    fc.assert(
      fc.property(windows, instants, fc.nat(10 * DAY), (w, t, more) => {
        expect(xOf(t + more, w)).toBeGreaterThanOrEqual(xOf(t, w));
      }),
    );
  });
});

describe('zoom', () => {
  test('keeps the instant under the pointer, to the pixel', () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.integer({ min: 0, max: 3000 }),
        (w, factor, x) => {
          const zoomed = zoomAt(w, factor, x);
          expect(xOf(tOf(x, w), zoomed)).toBe(x);
        },
      ),
    );
  });

  test('stops at both ends instead of leaving the scale', () => {
    const w = { from: 0, msPerPx: MIN };
    const [near, far] = [zoomAt(w, 1e-9, 400), zoomAt(w, 1e9, 400)];
    expect(near.msPerPx).toBeCloseTo(nth(STEPS, 0) / (TICK_PX * 4), 6);
    expect(far.msPerPx).toBeCloseTo(nth(STEPS, -1) / TICK_PX, 6);
    expect(zoomAt(near, 0.5, 400)).toEqual(near);
    expect(zoomAt(far, 2, 400).msPerPx).toBe(far.msPerPx);
  });

  test('steps out through every fixed scale and back in through the same', () => {
    const scale = STEPS.map((s) => s / TICK_PX);
    let w = { from: at('2027-03-15T21:00'), msPerPx: nth(scale, 0) };
    const seen: number[] = [w.msPerPx];
    while (seen.length < 40 && w.msPerPx < nth(scale, -1) * 0.999) {
      w = zoomStep(w, 1, 500);
      seen.push(w.msPerPx);
    }
    expect(seen.map((s) => Math.round(s * 1000))).toEqual(scale.map((s) => Math.round(s * 1000)));
    for (const expected of scale.slice(0, -1).toReversed()) {
      w = zoomStep(w, -1, 500);
      expect(w.msPerPx).toBeCloseTo(expected, 3);
    }
  });

  test('a step also moves on from a scale between two steps', () => {
    const between = { from: 0, msPerPx: (nth(STEPS, 3) / TICK_PX) * 1.3 };
    expect(zoomStep(between, 1, 0).msPerPx).toBeCloseTo(nth(STEPS, 4) / TICK_PX, 6);
    expect(zoomStep(between, -1, 0).msPerPx).toBeCloseTo(nth(STEPS, 3) / TICK_PX, 6);
  });
});

describe('fit, pan, reveal', () => {
  test('fit shows both ends with a margin', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: HOUR, max: 2000 * DAY }),
        fc.integer({ min: 200, max: 4000 }),
        (from, span, width) => {
          const w = fit(from, from + span, width);
          // beyond the outermost scale no window can show it all
          fc.pre(w.msPerPx < (nth(STEPS, -1) / TICK_PX) * 0.999);
          expect(xOf(from, w)).toBeGreaterThanOrEqual(0);
          expect(xOf(from + span, w)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test('fit of a single instant is an hour wide, with that instant in the middle', () => {
    const t = at('2027-03-15T21:00');
    const w = fit(t, t, 800);
    expect(xOf(t, w)).toBe(400);
    expect(w.msPerPx * 800).toBeCloseTo(HOUR * 1.06, 0);
  });

  test('pan there and back is where it was', () => {
    const w = { from: at('2027-03-15T21:00'), msPerPx: 7 * MIN };
    expect(pan(pan(w, 137), -137)).toEqual(w);
  });

  test('reveal moves only if needed, and then shows the instant with room', () => {
    const w = { from: at('2027-03-15T00:00'), msPerPx: MIN };
    expect(reveal(w, w.from + 500 * MIN, 1000)).toBe(w);
    for (const t of [w.from - 3 * DAY, w.from + 30 * DAY, w.from + 5 * MIN, w.from + 995 * MIN]) {
      const shown = reveal(w, t, 1000);
      expect(xOf(t, shown)).toBe(333);
    }
  });
});

describe('steps', () => {
  test('a tick is never narrower than its label and never wider than needed', () => {
    fc.assert(
      fc.property(scales, (msPerPx) => {
        const step = stepFor(msPerPx);
        expect(step / msPerPx).toBeGreaterThanOrEqual(TICK_PX * 0.999);
        const smaller = STEPS[STEPS.indexOf(step) - 1];
        expect(smaller === undefined || smaller / msPerPx < TICK_PX).toBe(true);
      }),
    );
  });

  test('Alt+arrow moves by at least five pixels where it can', () => {
    expect(snapMinutes(MIN)).toBe(5);
    expect(snapMinutes(2 * MIN)).toBe(15);
    expect(snapMinutes(10 * MIN)).toBe(60);
    expect(snapMinutes(DAY)).toBe(1440);
  });
});

describe('ticks of the wall clock', () => {
  const labels = (from: number, to: number, step: number, zone: string): readonly string[] =>
    clockTicks(from, to, step, zone).map((t) => timeText(t.t, zone));

  test('Paris, 2027-03-28: 02:00 does not exist and has no tick, the next is an hour on', () => {
    const zone = 'Europe/Paris';
    const from = at('2027-03-28T00:00', zone);
    expect(labels(from, from + 5 * HOUR, HOUR, zone)).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00']);
    const ticks = clockTicks(from, from + 5 * HOUR, HOUR, zone).map((t) => t.t);
    // elapsed time runs on evenly: the gap is in the labels
    expect(ticks.map((t) => (t - from) / HOUR)).toEqual([0, 1, 2, 3, 4]);
  });

  test('Paris, 2027-10-31: 02:00 comes twice and has two ticks', () => {
    const zone = 'Europe/Paris';
    const from = at('2027-10-31T00:00', zone);
    expect(labels(from, from + 5 * HOUR, HOUR, zone)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00']);
  });

  test('Lord Howe moves by half an hour: the ticks stay on the full hour of the wall', () => {
    const zone = 'Australia/Lord_Howe';
    const spring = at('2027-10-03T00:00', zone);
    // at 02:00 the clocks jump to 02:30
    expect(labels(spring, spring + 4 * HOUR, HOUR, zone)).toEqual(['00:00', '01:00', '03:00', '04:00']);
    expect(labels(spring, spring + 4 * HOUR, 30 * MIN, zone)).toEqual([
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '02:30',
      '03:00',
      '03:30',
      '04:00',
    ]);
    const autumn = at('2027-04-04T00:00', zone);
    // at 02:00 they go back to 01:30
    expect(labels(autumn, autumn + 3 * HOUR, 30 * MIN, zone)).toEqual([
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '01:30',
      '02:00',
    ]);
  });

  test.each([
    ['Asia/Yangon', '+06:30'],
    ['Asia/Kathmandu', '+05:45'],
    ['Pacific/Chatham', '+13:45'],
    ['Pacific/Kiritimati', '+14:00'],
    ['America/St_Johns', '−03:30'],
  ])('%s (%s): ticks stand on the full hours of that wall, midnight strong', (zone) => {
    const from = at('2027-01-15T00:00', zone);
    const ticks = clockTicks(from, from + DAY, 6 * HOUR, zone);
    expect(ticks.map((t) => timeText(t.t, zone))).toEqual(['00:00', '06:00', '12:00', '18:00']);
    expect(ticks.map((t) => t.strong)).toEqual([true, false, false, false]);
  });

  test('every tick lies in the window, on a whole step of the wall, in order', () => {
    const zones = ['Europe/Paris', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC', 'America/New_York'] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00'), max: at('2029-01-01T00:00') }),
        fc.constantFrom(...zones),
        fc.constantFrom(15 * MIN, 30 * MIN, HOUR, 3 * HOUR, 12 * HOUR),
        (from, zone, step) => {
          const ticks = clockTicks(from, from + 2 * DAY, step, zone);
          const minutes = ticks.map(
            (t) => Number(timeText(t.t, zone).slice(0, 2)) * 60 + Number(timeText(t.t, zone).slice(3)),
          );
          expect(minutes.filter((m) => (m * MIN) % step !== 0)).toEqual([]);
          expect(ticks.every((t) => t.t >= from && t.t < from + 2 * DAY)).toBe(true);
          expect(ticks.every((t, i) => i === 0 || t.t > nth(ticks, i - 1).t)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('days begin at midnight of the zone, also on days of 23 and 25 hours', () => {
    const zone = 'Europe/Paris';
    const ticks = clockTicks(at('2027-03-26T00:00', zone), at('2027-03-31T00:00', zone), DAY, zone);
    expect(ticks.map((t) => timeText(t.t, zone))).toEqual(Array.from({ length: 5 }, () => '00:00'));
    expect(ticks.map((t, i) => (i === 0 ? 0 : (t.t - nth(ticks, i - 1).t) / HOUR))).toEqual([0, 24, 24, 23, 24]);
  });

  test('a day that starts at 01:00 has its tick there (Africa/Cairo, 2027-04-30)', () => {
    const zone = 'Africa/Cairo';
    const ticks = clockTicks(at('2027-04-29T00:00', zone), at('2027-05-01T00:00', zone), DAY, zone);
    expect(ticks.map((t) => timeText(t.t, zone))).toEqual(['00:00', '01:00']);
  });

  test('weeks start on Monday, months on the first, the year is strong', () => {
    const weeks = clockTicks(at('2027-03-01T00:00'), at('2027-04-01T00:00'), 7 * DAY, 'UTC');
    expect(weeks.map((t) => new Date(t.t).getUTCDay())).toEqual(weeks.map(() => 1));
    const months = clockTicks(at('2026-11-15T00:00'), at('2027-03-15T00:00'), 30 * DAY, 'UTC');
    expect(months.map((t) => new Date(t.t).toISOString().slice(0, 10))).toEqual([
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
    ]);
    expect(months.map((t) => t.strong)).toEqual([false, true, false, false]);
  });

  test('the axis never holds more ticks than have room', () => {
    fc.assert(
      fc.property(windows, (w) => {
        const to = tOf(1440, w);
        fc.pre(to < at('2150-01-01T00:00'));
        // a month may be two days short of thirty, and a repeated hour adds a tick
        expect(clockTicks(w.from, to, stepFor(w.msPerPx), 'Europe/Paris').length).toBeLessThanOrEqual(
          1440 / TICK_PX + 4,
        );
      }),
    );
  });
});

describe('ticks of H', () => {
  test('stand at whole steps of elapsed time, H itself among them, whatever the clocks do', () => {
    const h = at('2027-03-28T01:30', 'Europe/Paris');
    const ticks = hTicks(h - 6 * HOUR, h + 6 * HOUR, 3 * HOUR, h);
    expect(ticks.map((t) => (t - h) / HOUR)).toEqual([-6, -3, 0, 3, 6]);
  });
  test('a window that holds none gives none', () => {
    expect(hTicks(10 * MIN, 20 * MIN, HOUR, 0)).toEqual([]);
  });
});

describe('date line', () => {
  test('parts touch, cover the window, and a day in Paris may have 23 hours', () => {
    const zone = 'Europe/Paris';
    const parts = dateLine(at('2027-03-27T12:00', zone), at('2027-03-29T12:00', zone), HOUR, zone);
    expect(parts.map((p) => (p.to - p.from) / HOUR)).toEqual([24, 23, 24]);
    expect(parts.every((p, i) => i === 0 || p.from === nth(parts, i - 1).to)).toBe(true);
  });
  test('shows months above days and years above months', () => {
    const units = [HOUR, DAY, 30 * DAY].map(
      (step) => dateLine(at('2027-01-20T00:00'), at('2027-02-10T00:00'), step, 'UTC')[0]?.unit,
    );
    expect(units).toEqual(['day', 'month', 'year']);
  });
});

describe('nights and weekends', () => {
  test('a night runs from 18:00 to 06:00 of the wall of the zone', () => {
    const zone = 'Asia/Bangkok';
    const nights = shades(at('2027-03-15T00:00', zone), at('2027-03-17T00:00', zone), 5 * MIN, zone);
    expect(nights.map((n) => [timeText(n.from, zone), timeText(n.to, zone)])).toEqual([
      ['18:00', '06:00'],
      ['18:00', '06:00'],
      ['18:00', '06:00'],
    ]);
  });

  test('a night at a clock change still begins at 18:00 and ends at 06:00', () => {
    const zone = 'Europe/Paris';
    for (const day of ['2027-03-27', '2027-03-28', '2027-10-30', '2027-10-31']) {
      const from = at(`${day}T00:00`, zone);
      const wall = shades(from, from + 40 * HOUR, 5 * MIN, zone).map(
        (n) => `${timeText(n.from, zone)}–${timeText(n.to, zone)}`,
      );
      expect([...new Set(wall)]).toEqual(['18:00–06:00']);
    }
  });

  test('a weekend is Saturday and Sunday; further out there is no shade', () => {
    const found = shades(at('2027-03-15T00:00'), at('2027-03-29T00:00'), DAY / 20, 'UTC');
    expect(found.map((s) => [new Date(s.from).toISOString().slice(0, 10), (s.to - s.from) / DAY, s.kind])).toEqual([
      ['2027-03-20', 2, 'weekend'],
      ['2027-03-27', 2, 'weekend'],
    ]);
    expect(shades(0, 400 * DAY, DAY / 5, 'UTC')).toEqual([]);
  });
});

/**
 * Zones against ICU, read through Intl's formatter alone: the implementation takes its transitions from temporal-polyfill, this file
 * finds them itself, by looking at the clock on the wall every day and then closing in on the second at which it jumps.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDayNumber, dayNumber, formatMinuteOfDay, MS_PER_DAY, MS_PER_MINUTE } from './calendar.ts';
import { formatStart, parseStart, resolveStart, type StartContext } from './start-form.ts';
import { dateIn, wallClock } from './wall-clock.ts';
import { offsetSpan, resolveWall } from './zones.ts';

/** More than sixty: all that changed their rules of late, all odd offsets, both sides of the date line, and the zones of the operations. */
const ZONES =
  `Africa/Abidjan Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Johannesburg Africa/Juba Africa/Khartoum Africa/Lagos
Africa/Nairobi Africa/Sao_Tome Africa/Windhoek America/Anchorage America/Asuncion America/Bogota America/Caracas America/Chicago
America/Chihuahua America/Halifax America/Havana America/Lima America/Los_Angeles America/Mexico_City America/New_York America/Nuuk
America/Port-au-Prince America/Santiago America/Sao_Paulo America/Scoresbysund America/St_Johns America/Tijuana Antarctica/Casey
Antarctica/Troll Asia/Almaty Asia/Amman Asia/Bangkok Asia/Beirut Asia/Damascus Asia/Dhaka Asia/Gaza Asia/Ho_Chi_Minh Asia/Jakarta
Asia/Jerusalem Asia/Kabul Asia/Kathmandu Asia/Kolkata Asia/Manila Asia/Phnom_Penh Asia/Pyongyang Asia/Seoul Asia/Singapore Asia/Tehran
Asia/Tokyo Asia/Vientiane Asia/Yangon Atlantic/Azores Australia/Adelaide Australia/Eucla Australia/Lord_Howe Australia/Sydney
Europe/Chisinau Europe/Dublin Europe/Istanbul Europe/Lisbon Europe/London Europe/Moscow Europe/Paris Europe/Volgograd Pacific/Apia
Pacific/Auckland Pacific/Chatham Pacific/Easter Pacific/Fiji Pacific/Kiritimati Pacific/Marquesas Pacific/Norfolk Pacific/Pago_Pago
Pacific/Tongatapu UTC`.split(/\s+/);
const FROM = Date.UTC(2020, 0, 1);
const TO = Date.UTC(2041, 0, 1);

const formatters = new Map<string, Intl.DateTimeFormat>();
/** What ICU's clock on the wall shows, as milliseconds of the local calendar. */
function icuWall(zone: string, instant: number): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    formatter = new Intl.DateTimeFormat('en-GB-u-ca-iso8601-nu-latn', { timeZone: zone, ...digits, ...clock });
    formatters.set(zone, formatter);
  }
  // six numbers in an order that the test of the offsets below would betray if it were another
  const [a = 0, b = 0, c = 0, hour = 0, minute = 0, second = 0] = (formatter.format(instant).match(/\d+/g) ?? []).map(
    Number,
  );
  const [year, month, day] = a > 31 ? [a, b, c] : [c, b, a];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
const icuOffset = (zone: string, instant: number): number => icuWall(zone, instant) - instant;

interface Jump {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}
const found = new Map<string, readonly Jump[]>();
/** Every moment at which ICU's offset changes, to the second. */
function icuJumps(zone: string): readonly Jump[] {
  const known = found.get(zone) ?? findJumps(zone);
  found.set(zone, known);
  return known;
}
function findJumps(zone: string): readonly Jump[] {
  const jumps: Jump[] = [];
  let before = icuOffset(zone, FROM);
  for (let t = FROM + MS_PER_DAY; t <= TO; t += MS_PER_DAY) {
    const after = icuOffset(zone, t);
    if (after === before) continue;
    let low = t - MS_PER_DAY;
    let high = t;
    while (high - low > 1000) {
      const mid = low + Math.floor((high - low) / 2000) * 1000;
      if (icuOffset(zone, mid) === before) low = mid;
      else high = mid;
    }
    jumps.push({ at: high, before, after });
    before = after;
  }
  return jumps;
}
const wallText = (ms: number): string => {
  const day = Math.floor(ms / MS_PER_DAY);
  return `${dateOfDayNumber(day)}T${formatMinuteOfDay((ms - day * MS_PER_DAY) / MS_PER_MINUTE)}`;
};
const shown = (instant: number, zone: string): string => {
  const { date, time } = wallClock(instant, zone);
  return `${date}T${time}`;
};

describe('against ICU', () => {
  it('looks at more than sixty zones', () => expect(new Set(ZONES).size).toBeGreaterThan(60));

  it('shows the same clock at 100,000 random instants', { timeout: 60_000 }, () => {
    let seed = 20_270_316;
    const next = (): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 4_294_967_296;
    };
    const first = Date.UTC(1971, 0, 1) / 60_000;
    const last = Date.UTC(2100, 0, 1) / 60_000;
    const wrong: string[] = [];
    for (let n = 0; n < 100_000; n++) {
      const zone = ZONES[Math.floor(next() * ZONES.length)] ?? 'UTC';
      const instant = Math.floor(first + next() * (last - first)) * 60_000;
      const wall = icuWall(zone, instant);
      const mine = shown(instant, zone);
      if (mine !== wallText(Math.floor(wall / MS_PER_MINUTE) * MS_PER_MINUTE)) wrong.push(`${zone} ${instant} ${mine}`);
      // and back: the same instant, or the earlier of the two that show this clock
      if (wall % MS_PER_MINUTE !== 0) continue;
      const back = resolveWall(zone, wall);
      const same = back.at === instant || (back.clock === 'overlap' && back.at < instant);
      if (!same || icuWall(zone, back.at) !== wall) wrong.push(`${zone} ${instant} back ${back.at}`);
    }
    expect(wrong).toEqual([]);
  });

  it('knows every change of the clocks of 2020 to 2040, and what each does to walls', { timeout: 120_000 }, () => {
    let seen = 0;
    for (const zone of ZONES) {
      const jumps = icuJumps(zone);
      const mine: Jump[] = [];
      for (let span = offsetSpan(zone, FROM); span.to < TO; ) {
        const next = offsetSpan(zone, span.to);
        if (next.offset !== span.offset) mine.push({ at: span.to, before: span.offset, after: next.offset });
        span = next;
      }
      expect([zone, mine]).toEqual([zone, jumps]);
      for (const jump of jumps) lookAround(zone, jump);
      seen += jumps.length;
    }
    // some forty zones change twice a year
    expect(seen).toBeGreaterThan(1_000);
  });
});

/** A gap moves a wall forward by itself, an overlap takes the earlier instant, and beside them nothing is special. */
function lookAround(zone: string, { at, before, after }: Jump): void {
  expect(shown(at - MS_PER_MINUTE, zone)).toBe(wallText(at - MS_PER_MINUTE + before));
  expect(shown(at, zone)).toBe(wallText(at + after));
  const size = Math.abs(after - before);
  const firstWall = at + Math.min(before, after);
  const kind = after > before ? 'gap' : 'overlap';
  const walls = [0, MS_PER_MINUTE, Math.floor(size / 120_000) * 60_000, size - MS_PER_MINUTE];
  for (const into of walls) {
    const { at: moved, clock } = resolveWall(zone, firstWall + into);
    // in both cases the offset before the jump: an overlap is then the earlier, a gap is moved forward by its size
    expect([zone, clock, moved]).toEqual([zone, kind, firstWall + into - before]);
    // the clock then shows the wall moved forward by the gap, or the very wall
    expect(shown(moved, zone)).toBe(wallText(firstWall + into + (kind === 'gap' ? size : 0)));
  }
  const plain = (wall: number, offset: number): void =>
    expect([zone, resolveWall(zone, wall)]).toEqual([zone, { at: wall - offset, clock: 'ok', jump: null }]);
  plain(firstWall - MS_PER_MINUTE, before);
  plain(firstWall + size, after);
}

describe('starts on nights on which clocks change', () => {
  const context = (refTz: string, hHour: number): StartContext => ({ hHour, dDay: dateIn(refTz, hHour), refTz });
  const at = (text: string, c: StartContext): { at: number; clock: string } | null => {
    const form = parseStart(text);
    if (!form.ok) throw new Error(text);
    return resolveStart(form.value, c);
  };

  it('H counts elapsed time, D and fixed forms read the wall, in every zone and at every change of 2026 and 2027', () => {
    for (const zone of ZONES) {
      for (const { at: jump, before, after } of icuJumps(zone)) {
        if (jump < Date.UTC(2026, 0, 1) || jump >= Date.UTC(2028, 0, 1)) continue;
        const c = context(zone, jump - 5 * 3_600_000);
        expect(at('H+10:00', c)).toEqual({ at: jump + 5 * 3_600_000, clock: 'ok' });
        const day = dayNumber(dateIn(zone, jump + MS_PER_DAY)) - dayNumber(c.dDay);
        const noon = dayNumber(c.dDay) * MS_PER_DAY + day * MS_PER_DAY + 12 * 3_600_000;
        expect(at(`D+${day}T12:00`, c)).toEqual({ at: noon - after, clock: 'ok' });
        const inside = jump + Math.min(before, after);
        expect(at(`${wallText(inside)}[${zone}]`, c)?.clock).toBe(after > before ? 'gap' : 'overlap');
      }
    }
  });

  it('D-day is the day of H in the reference zone, on both sides of the date line', () => {
    const h = Date.UTC(2027, 2, 15, 10, 30);
    expect(ZONES.map((zone) => dateIn(zone, h))).toEqual(ZONES.map((zone) => wallText(icuWall(zone, h)).slice(0, 10)));
    expect([dateIn('Pacific/Kiritimati', h), dateIn('Pacific/Pago_Pago', h)]).toEqual(['2027-03-16', '2027-03-14']);
    expect(at('D+0T09:00', context('Pacific/Kiritimati', h))?.at).toBe(Date.UTC(2027, 2, 15, 19));
    expect(at('D+0T09:00', context('Pacific/Pago_Pago', h))?.at).toBe(Date.UTC(2027, 2, 14, 20));
  });

  it('moving H within its day moves H forms alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: -600, max: 600 }), (zone, minutes) => {
        const noon = Date.UTC(2027, 5, 15) + 12 * 3_600_000 - icuOffset(zone, Date.UTC(2027, 5, 15));
        const [was, is] = [context(zone, noon), context(zone, noon + minutes * MS_PER_MINUTE)];
        fc.pre(was.dDay === is.dDay);
        for (const text of ['D-30T09:00', 'D+1', `2027-06-15T04:00[${zone}]`])
          expect(at(text, is)).toEqual(at(text, was));
        expect((at('H-02:15', is)?.at ?? 0) - (at('H-02:15', was)?.at ?? 0)).toBe(minutes * MS_PER_MINUTE);
      }),
    );
  });
});

describe('an anchor other than H-hour', () => {
  const wheelsUp = Date.UTC(2027, 2, 22, 4);
  const context: StartContext = {
    hHour: null,
    dDay: '2027-03-16',
    refTz: 'Asia/Bangkok',
    anchors: new Map([['WU', wheelsUp]]),
  };
  it('carries elapsed starts as H does, and needs no H', () => {
    const form = { form: 'H', minutes: -90, anchor: 'WU' } as const;
    expect(resolveStart(form, context)).toEqual({ at: wheelsUp - 90 * MS_PER_MINUTE, clock: 'ok' });
    expect(resolveStart({ ...form, anchor: 'SECURE' }, context)).toBeNull();
    expect(resolveStart({ form: 'H', minutes: -90 }, context)).toBeNull();
    expect(formatStart(form)).toBe('WU-01:30');
  });
});

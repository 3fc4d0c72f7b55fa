/** Times as people type them into the palette: `H-6`, `+90m`, `D-2T09:00`, `thu 0400z`, `14:30 Bangkok`, `2027-03-16 04:00` (ux.md, section 5). */
import { addDays, daysInMonth, weekday } from '#shared/time/calendar.ts';
import { parseStart, resolveStart, type StartForm } from '#shared/time/start-form.ts';
import { zoneOfCity } from '#shared/time/zone-names.ts';
import { foldText } from '#shared/contract/match.ts';

export interface MomentContext {
  readonly hHour: number | null;
  /** D-day, `YYYY-MM-DD`; weekdays mean the one nearest to it. */
  readonly dDay: string;
  readonly refTz: string;
  /** Shown zone: clocks without `z` are read in it. */
  readonly zone: string;
  readonly language: string;
}

const SHORT_H = /^h([+-])(\d{1,4})$/;
/** From H, with the unit that makes it more than a number. */
const AFTER_H = /^h?([+-])(\d{1,5})(m|min|h|d)$/;
const MINUTES: Readonly<Record<string, number>> = { m: 1, min: 1, h: 60, d: 1_440 };
const CLOCK = /^([01]\d|2[0-3]):?([0-5]\d)(z?)$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Weekday names, folded, Monday first; one list per language. */
const names = new Map<string, readonly string[]>();
function weekdayNames(language: string): readonly string[] {
  let known = names.get(language);
  if (!known) {
    const long = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    // 1970-01-05 was a Monday
    known = Array.from({ length: 7 }, (_, i) => foldText(long.format((4 + i) * 86_400_000)));
    names.set(language, known);
  }
  return known;
}

/** 1 Monday to 7 Sunday, by at least two letters that fit one name only; null for anything else. */
function weekdayOf(word: string, language: string): number | null {
  if (word.length < 2) return null;
  for (const list of [weekdayNames(language), weekdayNames('en')]) {
    const fits = list.flatMap((name, i) => (name.startsWith(word) ? [i + 1] : []));
    if (fits.length === 1) return fits[0] ?? null;
  }
  return null;
}

/** The date with that weekday nearest to D-day: at most three days off, so there is only one. */
function nearest(dDay: string, day: number): string {
  const ahead = (day - weekday(dDay) + 7) % 7;
  return addDays(dDay, ahead > 3 ? ahead - 7 : ahead);
}

function isRealDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  return (
    year !== undefined &&
    month !== undefined &&
    day !== undefined &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

/**
 * Instant of what was typed, UTC ms; null for anything else, for an hour that does not exist or comes twice (R-OP-12),
 * and for offsets to an H that is not known.
 * A clock without a day is on D-day; a date without a clock is its first instant; a weekday needs a clock, else every
 * search that begins like a day would be a time.
 */
export function momentOf(text: string, context: MomentContext): number | null {
  const typed = text.trim().replaceAll(/[−–]/g, '-');
  const resolve = (form: StartForm): number | null => {
    const found = resolveStart(form, context);
    return found !== null && found.clock === 'ok' ? found.at : null;
  };
  const tight = typed.toLowerCase().replaceAll(/\s/g, '');
  const after = AFTER_H.exec(tight);
  if (after) {
    const minutes = Number(after[2]) * (MINUTES[after[3] ?? ''] ?? 0);
    return resolve({ form: 'H', minutes: after[1] === '-' ? 0 - minutes : minutes });
  }
  const short = SHORT_H.exec(tight);
  if (short) {
    const minutes = Number(short[2]) * 60;
    return resolve({ form: 'H', minutes: short[1] === '-' ? 0 - minutes : minutes });
  }
  // `h-2D04:00` and `d-2t09:00` are typed as they come; a zone keeps its own spelling
  const spelt = typed
    .toLowerCase()
    .replace(/^[hd]/, (c) => c.toUpperCase())
    .replace('t', 'T');
  const form = parseStart(typed.includes('[') ? typed : spelt);
  if (form.ok) return resolve(form.value);

  const words = foldText(typed)
    .replace(/^(\d{4}-\d\d-\d\d)t/, '$1 ')
    .split(/\s+/);
  const at = words.findIndex((w) => CLOCK.test(w));
  const clock = CLOCK.exec(words[at] ?? '');
  const dayWords = clock ? words.slice(0, at) : words;
  // What stands behind the clock names its zone.
  const city = clock ? words.slice(at + 1).join(' ') : '';
  const named = city === '' ? null : zoneOfCity(city);
  if (city !== '' && (named === null || clock?.[3] === 'z')) return null;
  const [word] = dayWords;
  if (dayWords.length > 1 || (!clock && !DATE.test(word ?? ''))) return null;
  const day = word === undefined ? null : weekdayOf(word, context.language);
  const date = word === undefined ? context.dDay : day === null ? word : nearest(context.dDay, day);
  if (!isRealDate(date)) return null;
  const zone = clock?.[3] === 'z' ? 'UTC' : (named ?? context.zone);
  if (!clock)
    return resolveStart({ form: 'D', days: 0, time: null }, { hHour: null, dDay: date, refTz: zone })?.at ?? null;
  return resolve({ form: 'fixed', wall: `${date}T${clock[1]}:${clock[2]}`, zone });
}

/** What a person types to move H: a shift, or an instant. */
import { parseStart, resolveStart } from '#shared/time/start-form.ts';

export type HTarget = { readonly deltaMin: number } | { readonly at: number };

const SHIFT = /^([+-])\s*(?:(\d{1,4})\s*d)?\s*(?:(\d{1,5})\s*h)?\s*(?:(\d{1,6})\s*(?:m|min)?)?$/i;
const UTC = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)\s*(?:Z|UTC)$/i;
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)$/;

const fixedAt = (wall: string, zone: string): number | null => {
  const form = parseStart(`${wall}[${zone}]`);
  if (!form.ok) return null;
  const resolved = resolveStart(form.value, { hHour: null, dDay: wall.slice(0, 10), refTz: zone });
  // a wall clock that does not exist or exists twice is asked about, never taken silently (R-OP-12)
  return resolved !== null && resolved.clock === 'ok' ? resolved.at : null;
};

/**
 * Reads `+90m`, `-1h`, `+1h30`, `+2d`, `2027-03-15T21:00Z`, `2027-03-16T04:00[Asia/Manila]` or
 * `2027-03-16 04:00` on the clock of `zone`. null: not understood, or no single instant.
 */
export function parseHTarget(text: string, zone: string): HTarget | null {
  const typed = text.trim().replace(/^[−–]/, '-');
  const shift = SHIFT.exec(typed);
  if (shift && (shift[2] ?? shift[3] ?? shift[4]) !== undefined) {
    const size = Number(shift[2] ?? 0) * 1440 + Number(shift[3] ?? 0) * 60 + Number(shift[4] ?? 0);
    return size > 5_256_000 ? null : { deltaMin: shift[1] === '-' ? 0 - size : size };
  }
  const utc = UTC.exec(typed);
  const local = LOCAL.exec(typed);
  const named = /^(.+)\[(.+)\]$/.exec(typed);
  const at = utc
    ? fixedAt(`${utc[1]}T${utc[2]}`, 'UTC')
    : local
      ? fixedAt(`${local[1]}T${local[2]}`, zone)
      : named?.[1] !== undefined && named[2] !== undefined
        ? fixedAt(named[1].replace(' ', 'T'), named[2])
        : null;
  return at === null ? null : { at };
}

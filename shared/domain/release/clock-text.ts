/** Finds a time of day in free text, however people write it. Offsets such as `H+04:00` are no time of day. */

/** `H+04:00`, `H-24`, `J-2 h 30`: elapsed from H, or days; they say nothing about the clock. `D+0T04:00` keeps its clock. */
const OFFSET = /(?<![\p{L}\p{N}])[HDJ]\s?[+\-−–]\s?(?:\d+\s?d\s?)?\d{1,3}(?::[0-5]\d|\s?(?:h|min)\b(?:\s?[0-5]\d)?)?/gu;
/** `UTC+07:00`, `GMT-5`: an offset of a zone. */
const ZONE_OFFSET = /\b(?:UTC|GMT)\s?[+\-−–]\s?\d{1,2}(?::?[0-5]\d)?/gu;

const isDigit = (point: number): boolean => /^\p{Nd}$/u.test(String.fromCodePoint(point));
/** Digits of any script as 0 to 9: their blocks hold ten in a row. */
function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && isDigit(point - value - 1)) value += 1;
    return String(value);
  });
}

/** One time of day as it is written: 04:00, 4:00, 04h00, 4 h, 04.00, 0400, 0400Z, 4 am, 4 p.m., 4 heures, 4 o'clock. */
function spellings(time: string): RegExp {
  const [hh = '', mm = ''] = time.split(':');
  const hour = Number(hh);
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const half = hour < 12 ? 'a' : 'p';
  const hours = `0?${hour}`;
  const forms = [
    `${hours}\\s?[:.٫h]\\s?${mm}`,
    `${hh}${mm}`,
    `0?${twelve}\\s?[:.]?\\s?${mm}\\s?${half}\\.?\\s?m(?!\\p{L})`,
    `${hours}\\s?h\\s?${mm}`,
  ];
  if (mm === '00')
    forms.push(
      `${hours}\\s?(?:h|hrs?|heures?|uhr)(?![\\p{L}\\p{N}])`,
      `0?${twelve}\\s?(?:${half}\\.?\\s?m(?!\\p{L})|o['’]clock)`,
      `(?<=(?<!\\p{L})(?:at|à|vers)\\s)${hours}(?=\\s*(?:$|[.,;:!?)]))`,
    );
  return new RegExp(`(?<!\\p{N})(?<!\\p{N}[:.])(?:${forms.join('|')})(?!\\p{N})`, 'iu');
}

/** A test for texts: do they hold one of these times (`hh:mm`)? */
export function clockFinder(times: ReadonlySet<string>): (text: string) => boolean {
  const patterns = [...times].map(spellings);
  return (text) => {
    if (!/\p{Nd}/u.test(text)) return false;
    const plain = latinDigits(text.normalize('NFKC').replace(/\p{Cf}/gu, ''))
      .replace(OFFSET, ' ')
      .replace(ZONE_OFFSET, ' ');
    return patterns.some((pattern) => pattern.test(plain));
  };
}

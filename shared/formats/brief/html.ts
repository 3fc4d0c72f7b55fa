/** Markup made safe: whatever comes from a plan is text, never markup, and each piece keeps its own direction. */
export type Html = string & { readonly __html: unique symbol };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Explicit direction marks could reorder the line around them; they are shown as what they are. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;
/** Every control character but tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r]/gu;

const hex = (c: string): string => (c.codePointAt(0) ?? 0).toString(16).toUpperCase();
/** Text as it may stand on paper: well-formed, without control characters, direction marks made visible. */
const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(DIRECTION, (c) => `[U+${hex(c)}]`)
    .replace(CONTROL, '\uFFFD');

/** Text of any origin as the content of an element or of a quoted attribute. */
export const escapeText = (text: string): Html => printable(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c) as Html;

/** Text from data, isolated so that mixed scripts do not reorder what stands beside them. */
export const bdi = (text: string | number): Html => html`<bdi>${escapeText(String(text))}</bdi>`;
/** The same for a cell: a dash says that nothing is given, or nothing was released. */
export const cell = (text: string | null): Html => (text === null || text.trim() === '' ? escapeText('–') : bdi(text));
/** Times, offsets and numbers: left to right, in figures of one width, never broken over lines. */
export const ltr = (text: string | number): Html => html`<bdi dir="ltr" class="n">${escapeText(String(text))}</bdi>`;
/** Codes, zones and routes: left to right, broken where they must. */
export const code = (text: string): Html => html`<bdi dir="ltr">${escapeText(text)}</bdi>`;

/** Template for markup: only values made by this module may be put in; the compiler refuses bare text. */
export function html(strings: TemplateStringsArray, ...parts: readonly (Html | readonly Html[])[]): Html {
  return strings.reduce((out, s, i) => {
    const part = parts[i];
    return out + s + (part === undefined ? '' : typeof part === 'string' ? part : part.join(''));
  }, '') as Html;
}
export const nothing = '' as Html;
/** Pieces with the same piece of markup between them. */
export const joined = (parts: readonly Html[], between: string): Html => parts.join(escapeText(between)) as Html;

const CSS_ESCAPED = /[\\"<>&\p{Cc}\u2028\u2029]/gu;
const cssEscaped = (text: string): string => text.replace(CSS_ESCAPED, (c) => `\\${hex(c)} `);
const isolated = (text: string, mark: string): string =>
  text === '' ? '""' : `"\\${mark} ${cssEscaped(printable(text))}\\2069 "`;

/** A string inside CSS `content`, isolated; it can end neither the string nor the style element around it. */
export const cssString = (text: string): string => isolated(text, '2068');
/** The same for times and codes, which read left to right. */
export const cssLtr = (text: string): string => isolated(text, '2066');

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Cuts to so many columns (a wide letter takes two) between letters as people see them, with an ellipsis. */
export function shortened(text: string, columns: number): string {
  const letters = Array.from(segmenter.segment(text.replace(/\s+/gu, ' ').trim()), ({ segment }) => segment);
  const widths = letters.map((letter) => (WIDE.test(letter) ? 2 : 1));
  if (widths.reduce((sum, width) => sum + width, 0) <= columns) return letters.join('');
  let used = 1;
  const kept = letters.filter((_, i) => (used += widths[i] ?? 0) <= columns);
  return `${kept.join('').trimEnd()}…`;
}

/** Values of items in words: counts with their plural, lengths of time, dates, amounts, terms. */
import { LEVELS } from '../../../model/vocabulary.ts';
import type { Forms, Lang, Lexicon, Template } from './language.ts';
import { ar } from './lexicon-ar.ts';
import { en } from './lexicon-en.ts';
import { es } from './lexicon-es.ts';
import { fr } from './lexicon-fr.ts';
import { type Form, type TermSet, TERM_SETS, type Unit, UNITS } from './shape.ts';

export const LEXICONS: Readonly<Record<Lang, Lexicon>> = { en, fr, es, ar };

/**
 * A piece of a sentence. `code` is a code, a number with a sign or a Latin name: it stays left to right in every language,
 * so a window sets it apart (`bdi`) and plain Arabic text isolates it.
 */
export type Part = { readonly text: string } | { readonly code: string };

export const chosen = (lexicon: Lexicon, forms: Forms, n: number): string =>
  (n === 0 ? forms.zero : undefined) ?? forms[lexicon.plural(n)] ?? forms.other;

type Segment = { readonly text: string } | { readonly name: string };
const PARSED = new Map<string, readonly Segment[]>();
/** `{name}` and what stands between, read once. */
function segments(template: string): readonly Segment[] {
  let parsed = PARSED.get(template);
  if (!parsed) {
    parsed = template
      .split(/\{([\w.]+)\}/)
      .map((piece, i): Segment => (i % 2 === 0 ? { text: piece } : { name: piece }))
      .filter((piece) => !('text' in piece) || piece.text !== '');
    PARSED.set(template, parsed);
  }
  return parsed;
}
/** Names of the placeholders of a template. */
export const placeholdersIn = (template: string): readonly string[] =>
  segments(template).flatMap((piece) => ('name' in piece ? [piece.name] : []));

/** Parts of a template; a placeholder nobody fills stays as it is, and a test fails on it. */
export const filled = (template: string, fill: (name: string) => readonly Part[] | undefined): readonly Part[] =>
  segments(template).flatMap((piece) =>
    'text' in piece ? [piece] : (fill(piece.name) ?? [{ text: `{${piece.name}}` }]),
  );

/** The text of a phrase for a number by the name its forms go by. */
export function templateFor(lexicon: Lexicon, template: Template, countOf: (name: string) => number): string {
  return typeof template === 'string' ? template : chosen(lexicon, template, countOf(template.by));
}

/** Direction and control characters inside a code would reach beyond it; codes of files never hold any. */
const STRAY = /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/gu;
const PLAIN = /^[ -~]*$/;
export const codePart = (text: string): Part => ({ code: PLAIN.test(text) ? text : text.replace(STRAY, '') });
const textPart = (text: string): readonly Part[] => [{ text }];

/** `3 days`, `un jour` … of a whole number ≥ 0. */
export function counted(lexicon: Lexicon, unit: Unit, n: number): string {
  return chosen(lexicon, lexicon.units[unit], n).replace('{n}', String(n));
}

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 1440;
/** From here on a length is said in days. */
const DAYS_FROM_H = 48;
/** `50 minutes`, `11 hours 30 minutes`, `3 days 2 hours`: exact, never rounded. */
export function lengthOfTime(lexicon: Lexicon, minutes: number): string {
  const inDays = minutes >= DAYS_FROM_H * MINUTES_PER_HOUR;
  const days = inDays ? Math.floor(minutes / MINUTES_PER_DAY) : 0;
  const rest = minutes - days * MINUTES_PER_DAY;
  const pieces: readonly (readonly [Unit, number])[] = [
    ['day', days],
    ['hour', Math.floor(rest / MINUTES_PER_HOUR)],
    ['minute', rest % MINUTES_PER_HOUR],
  ];
  const said = pieces.filter(([, n]) => n > 0).map(([unit, n]) => counted(lexicon, unit, n));
  return said.length === 0
    ? counted(lexicon, 'minute', 0)
    : said.map((piece, i) => (i === 0 ? piece : `${lexicon.between[i === said.length - 1 ? 1 : 0]}${piece}`)).join('');
}

/** `16 March 2027`; a text that is no date as it is written. */
export function dateText(lexicon: Lexicon, date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const name = lexicon.months[Number(month) - 1];
  if (year === undefined || day === undefined || name === undefined) return date;
  return lexicon.date
    .replace('{day}', dayText(lexicon, Number(day)))
    .replace('{month}', name)
    .replace('{year}', year);
}
/** French says «1er mars». */
const dayText = (lexicon: Lexicon, day: number): string => (day === 1 && lexicon === fr ? '1er' : String(day));

/** One day, or `14 to 16 April 2027`. */
function datesText(lexicon: Lexicon, value: string): string {
  const [from = '', until] = value.split('/');
  if (until === undefined) return dateText(lexicon, from);
  const first =
    from.slice(0, 7) === until.slice(0, 7) ? dayText(lexicon, Number(from.slice(8))) : dateText(lexicon, from);
  return lexicon.dates.replace('{from}', first).replace('{until}', dateText(lexicon, until));
}

/** `USD 75,000.00` of `75000.00` */
function usdText(lexicon: Lexicon, amount: string): string {
  const [whole = '', cents = '00'] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lexicon.thousands);
  return lexicon.usd.replace('{amount}', `${grouped}${lexicon.decimal}${cents}`);
}

/** Word of a value; without one the value without the underscores of the file. */
export const termText = (lexicon: Lexicon, set: TermSet, value: string): string =>
  (Object.hasOwn(lexicon.terms[set], value) ? lexicon.terms[set][value] : undefined) ?? value.replaceAll('_', ' ');

const isUnit = (name: string): name is Unit => UNITS.some((unit) => unit === name);
const isTermSet = (name: string): name is TermSet => TERM_SETS.some((set) => set === name);

type Say = (lexicon: Lexicon, text: string, category: string) => readonly Part[];
/** How the simple forms are said; counts and terms name what they count or the list the word stands in. */
const SAYERS: Readonly<Record<Exclude<Form, `${string}:${string}`>, Say>> = {
  code: (_lexicon, text) => [codePart(text)],
  number: (_lexicon, text) => textPart(text),
  percent: (lexicon, text) => [codePart(lexicon.percent.replace('{n}', text))],
  usd: (lexicon, text) => [codePart(usdText(lexicon, text))],
  date: (lexicon, text) => textPart(dateText(lexicon, text)),
  dates: (lexicon, text) => textPart(datesText(lexicon, text)),
  minutes: (lexicon, text) => textPart(lengthOfTime(lexicon, Math.abs(Number(text)))),
  level: (_lexicon, text) => [codePart(LEVELS[Number(text) - 1] ?? text)],
  travellers: (lexicon, text, category) => textPart(isUnit(category) ? counted(lexicon, category, Number(text)) : text),
  row: (lexicon, text) => {
    const [nat = '', cat = '', to = ''] = text.split('/');
    return filled(lexicon.row, (name) =>
      name === 'cat' ? textPart(termText(lexicon, 'group', cat)) : [codePart(name === 'nat' ? nat : to)],
    );
  },
};
const isSimple = (form: Form): form is keyof typeof SAYERS => Object.hasOwn(SAYERS, form);

/** A value in words. `category` is that of the row it counts. */
export function valueParts(lexicon: Lexicon, form: Form, value: string | number, category: string): readonly Part[] {
  const text = String(value);
  if (isSimple(form)) return SAYERS[form](lexicon, text, category);
  const [kind, name = ''] = form.split(':');
  if (kind === 'count' && isUnit(name)) return textPart(counted(lexicon, name, Math.abs(Number(value))));
  return isTermSet(name) ? textPart(termText(lexicon, name, text)) : [codePart(text)];
}

const textOf = (part: Part): string => ('text' in part ? part.text : part.code);
/** How many things of a list are said; the rest is counted, and the items hold them all. */
export const LIST_SAID = 10;
/** Things to be said of a list: all, or the first ten and how many more there are; only those are put into words. */
function shownOf<T>(
  lexicon: Lexicon,
  things: readonly T[],
  say: (thing: T) => readonly Part[],
): readonly (readonly Part[])[] {
  return things.length <= LIST_SAID + 1
    ? things.map(say)
    : [...things.slice(0, LIST_SAID).map(say), textPart(counted(lexicon, 'more', things.length - LIST_SAID))];
}

/** `T1, T2 and T3`; long lists `T1, T2 … and 88 more`. */
export function listParts<T>(
  lexicon: Lexicon,
  things: readonly T[],
  say: (thing: T) => readonly Part[],
): readonly Part[] {
  const shown = shownOf(lexicon, things, say);
  return shown.flatMap((thing, i) => {
    if (i === 0) return thing;
    const last = i === shown.length - 1;
    return [{ text: last ? lexicon.and(thing.map(textOf).join('')) : lexicon.comma }, ...thing];
  });
}

/** Things one after another with this between them, cut like a list. */
export const joinedParts = <T>(
  lexicon: Lexicon,
  things: readonly T[],
  say: (thing: T) => readonly Part[],
  between: string,
): readonly Part[] =>
  shownOf(lexicon, things, say).flatMap((thing, i) => (i === 0 ? thing : [{ text: between }, ...thing]));

/** French sets a blank that never breaks before : ; ? ! » and after «. */
const french = (text: string): string => text.replace(/ (?=[:;?!»%])/g, '\u00a0').replace(/« /g, '«\u00a0');

/** Arabic joins a preposition to the word after it; the stroke stays before digits and codes only. */
const arabic = (text: string): string => text.replace(/\u0640(?=[\u0621-\u064A])/g, '');
const AS_IS = (text: string): string => text;
const FINISH: Readonly<Record<Lang, (text: string) => string>> = { en: AS_IS, fr: french, es: AS_IS, ar: arabic };

/** Neighbouring texts as one, set as the language sets them. */
export function tidied(lang: Lang, parts: readonly Part[]): readonly Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if ('text' in part && last && 'text' in last) out[out.length - 1] = { text: last.text + part.text };
    else out.push(part);
  }
  return out.map((part) => ('text' in part ? { text: FINISH[lang](part.text) } : part));
}

/** One line of text. In Arabic each code stands between FSI and PDI, else it would flip. */
export const plainText = (lang: Lang, parts: readonly Part[]): string =>
  parts.map((part) => ('text' in part ? part.text : lang === 'ar' ? `\u2068${part.code}\u2069` : part.code)).join('');

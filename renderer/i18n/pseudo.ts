/** A made-up language for tests: every text 40 % longer and with marks above letters, placeholders kept. */
type Texts = { readonly [key: string]: string | Texts };

/** Stands in every text of the made-up language, and in nothing that people typed. */
export const PSEUDO = '~';
const ACCENTS: Readonly<Record<string, string>> = { a: 'á', e: 'ë', i: 'î', o: 'ö', u: 'ü', A: 'Á', E: 'Ë', O: 'Ö' };

/** Each word grows, so that a text breaks where a longer language would. */
export const pseudoText = (text: string): string =>
  text.replaceAll(/\{\{[^}]*\}\}|[^\s{}]+/g, (word) =>
    word.startsWith('{{')
      ? word
      : `${word.replaceAll(/[aeiouAEO]/g, (m) => ACCENTS[m] ?? m)}${PSEUDO.repeat(Math.ceil((word.length + 2) * 0.4))}`,
  );

export const pseudoLong = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([k, v]) => [k, typeof v === 'string' ? pseudoText(v) : pseudoLong(v)]));

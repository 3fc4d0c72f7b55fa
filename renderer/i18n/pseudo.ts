/** A made-up language for tests: every text 40 % longer and with marks above letters, placeholders kept. */
type Texts = { readonly [key: string]: string | Texts };

const ACCENTS: Readonly<Record<string, string>> = { a: 'á', e: 'ë', i: 'î', o: 'ö', u: 'ü', A: 'Á', E: 'Ë', O: 'Ö' };

export function pseudoText(text: string): string {
  const marked = text.replaceAll(/\{\{[^}]*\}\}|[aeiouAEO]/g, (m) => ACCENTS[m] ?? m);
  const bare = text.replaceAll(/\{\{[^}]*\}\}/g, '').length;
  return `${marked}${'~'.repeat(Math.ceil(bare * 0.4))}`;
}

export const pseudoLong = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([k, v]) => [k, typeof v === 'string' ? pseudoText(v) : pseudoLong(v)]));

import { type Lang, LANGS, sayFinding } from '#shared/domain/rules/words/index.ts';
import type { Finding } from '#shared/model/plan.ts';
import type { Arguments } from './args.ts';

/** `--lang`: the language findings are said in; everything else of the command line is English. */
export const langOf = (args: Arguments): Lang => args.oneOf('lang', LANGS, 'en');

const isFinding = (value: object): value is Finding =>
  'rule' in value && 'subject' in value && 'message' in value && 'items' in value && Array.isArray(value.items);

/** The same answer with the message of every finding in it said in a language; codes, items and numbers stay as they are. */
export function inLang<T>(value: T, lang: Lang): T {
  if (lang === 'en' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member: unknown) => inLang(member, lang)) as T;
  const said = isFinding(value) ? { ...value, message: sayFinding(value, lang).what.text } : value;
  return Object.fromEntries(
    Object.entries(said).map(([key, member]) => [
      key,
      key === 'items' ? (member as unknown) : inLang(member as unknown, lang),
    ]),
  ) as T;
}

/** What one language brings to a sentence about a finding: plural forms, counted things, terms, lists, dates, phrases. */
import type { TermSet, Unit } from './shape.ts';

export type Lang = 'en' | 'fr' | 'es' | 'ar';
export const LANGS: readonly Lang[] = ['en', 'fr', 'es', 'ar'];

/** Plural categories of CLDR; Arabic has all six. */
export type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
/** Forms of one text by number. `zero` is taken for exactly 0 in every language, where it is given. */
export type Forms = { readonly [P in Plural]?: string } & { readonly other: string };
/** Text with `{placeholders}`; with forms, `by` names the placeholder whose number, or length as a list, chooses one. */
export type Template = string | ({ readonly by: string } & Forms);

export interface Lexicon {
  /** Plural of a whole number ≥ 0. By hand, so that every machine says the same whatever its host knows of languages. */
  readonly plural: (n: number) => Plural;
  /** `{n}` and the thing. */
  readonly units: Readonly<Record<Unit, Forms>>;
  readonly terms: Readonly<Record<TermSet, Readonly<Record<string, string>>>>;
  /** January first. */
  readonly months: readonly string[];
  /** `{day}`, `{month}`, `{year}` */
  readonly date: string;
  /** `{from}`, `{until}` */
  readonly dates: string;
  readonly percent: string;
  /** `{amount}` */
  readonly usd: string;
  readonly thousands: string;
  readonly decimal: string;
  /** Between the days, hours and minutes of a length of time; the second before the last. */
  readonly between: readonly [string, string];
  /** `{cat}`, `{nat}`, `{to}` of a row of travellers. */
  readonly row: string;
  readonly comma: string;
  /** Before the last of several. */
  readonly and: (last: string) => string;
  readonly semicolon: string;
  /** Where a finding stands: the gate, then what is known of site, phase, route, agency. */
  readonly where: {
    readonly gate: string;
    readonly site: string;
    readonly remote: string;
    readonly phase: string;
    readonly route: string;
    readonly agency: string;
    readonly between: string;
  };
  /** Who can lift it: a warning, a block, a rule marked ‡. */
  readonly lift: { readonly warn: string; readonly block: string; readonly final: string };
}

/** By rule, then phrase. */
export type Phrases = Readonly<Record<string, Readonly<Record<string, Template>>>>;

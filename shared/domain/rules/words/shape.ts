/**
 * How the items of a finding make a sentence: the same in every language. The words themselves stand in `phrases-*.ts`.
 *
 * A rule says one sentence, its frame. Items named in `frame` are said in it; every other item opens a clause or belongs to the clause
 * before it. Frame and clauses have one phrase each and language; a phrase names what is said in it by placeholders:
 * `{subject}` (of a record in a release also `{release}` and `{record}`), `{clauses}` in a frame, `{ref}` and `{value}` of the item that
 * opens a clause, `{inside}` for the clauses it holds, and the key of any other item (`{key.ref}` where it has a value as well).
 */

/** What is counted in words, with the plurals of each language. */
export const UNITS = [
  'minute',
  'hour',
  'day',
  'workingDay',
  'victim',
  'suspect',
  'irregular',
  'sentenced',
  'witness',
  'accused',
  'child',
  'seat',
  'more',
] as const;
export type Unit = (typeof UNITS)[number];

/** Closed lists with a word of their own inside a sentence; a value without one is said as it is written. */
export const TERM_SETS = [
  'taskStatus',
  'taskKind',
  'jitState',
  'agreementState',
  'agreementType',
  'paper',
  'skill',
  'language',
  'assetKind',
  'assetState',
  'check',
  'purpose',
  'group',
] as const;
export type TermSet = (typeof TERM_SETS)[number];

export type Form =
  /** As written and always left to right: a code, a country, a start, a marking. */
  | 'code'
  | 'number'
  | 'percent'
  /** US dollars with two decimals, `75000.00`. */
  | 'usd'
  /** `YYYY-MM-DD` */
  | 'date'
  /** One day, or the first and last of several: `YYYY-MM-DD/YYYY-MM-DD`. */
  | 'dates'
  /** Minutes, said in days, hours and minutes without rounding. */
  | 'minutes'
  | `count:${Unit}`
  /** A count of travellers whose category is the part `cat` of the item that opens the clause. */
  | 'travellers'
  /** The INTERPOL level a clearance of 1 to 3 reaches. */
  | 'level'
  /** `nationality/category/destination` of a row. */
  | 'row'
  | `term:${TermSet}`;

export interface ClauseShape {
  /** How the value of the opening item is said. */
  readonly value?: Form;
  /** Its value holds several things, written with `/` between them; each is a placeholder. */
  readonly split?: readonly string[];
  /** How those are said that are no codes. */
  readonly splitForms?: Readonly<Record<string, Form>>;
  /** Items that follow the opening one and belong to it; several of one key make a list. */
  readonly with?: Readonly<Record<string, Form>>;
  /** Opening items are said together as a list: those in a row about the same thing, or all of the finding. */
  readonly gather?: 'run' | 'all';
  /** Name of the phrase, where it is not the key. */
  readonly phrase?: string;
  /** Another phrase when this item belongs to the clause, or when it does not. */
  readonly having?: readonly [key: string, phrase: string];
  readonly lacking?: readonly [key: string, phrase: string];
  /** Another phrase when this number is below zero; it is then said without its sign. */
  readonly negative?: readonly [key: string, phrase: string];
  /** Clauses within this one. */
  readonly inside?: Readonly<Record<string, ClauseShape>>;
}

export interface RuleShape {
  readonly frame?: Readonly<Record<string, Form>>;
  /** By the key of the item that opens it; said in this order. */
  readonly clauses?: Readonly<Record<string, ClauseShape>>;
  /** How clauses follow one another: as a list, as half sentences, or as one run of words. */
  readonly join?: 'and' | 'semicolon' | 'blank';
}

/** Names of all phrases a rule needs in each language. */
export function phraseNames(shape: RuleShape): readonly string[] {
  const names = new Set<string>(['frame']);
  const add = (clauses: Readonly<Record<string, ClauseShape>>): void => {
    for (const [key, clause] of Object.entries(clauses)) {
      names.add(clause.phrase ?? key);
      for (const other of [clause.having, clause.lacking, clause.negative]) if (other) names.add(other[1]);
      if (clause.inside) add(clause.inside);
    }
  };
  add(shape.clauses ?? {});
  return [...names];
}

/** What a person typed into a form as the fields of a record, or what is wrong with it. Pure: items and clocks are looked up by the caller. */
import { err, ok, type Result } from '../../result/result.ts';
import { fits, type Wire, type WireType } from '../kinds/field.ts';
import { type KindName, KINDS } from '../kinds/index.ts';
import type { DraftField } from './drafts.ts';
import { type Input, inputAt, placeOf, typeAt } from './inputs.ts';

/** By path. */
export type Typed = Readonly<Record<string, string>>;
export interface DraftFault {
  readonly path: string;
  /** Left out although it is needed, or not what the field takes. */
  readonly is: 'required' | Input['is'];
}
export interface Lookup {
  /** Record id of an item of one of these kinds; null: there is none of this code. */
  readonly item: (code: string, kinds: readonly string[]) => string | null;
  readonly isDay: (text: string) => boolean;
  /** Instant of a wall clock with its zone as typed, `2027-03-16T04:00[Asia/Bangkok]`; null: there is no such moment, or two. */
  readonly moment: (text: string) => string | null;
}

/** Texts are parted by lines and semicolons, everything else also by commas and blanks. */
const parted = (text: string, of: Input): readonly string[] =>
  text
    .split(of.is === 'text' && of.max > 3 ? /[\n;]/ : /[\s,;]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const WHOLE = /^\d{1,15}$/;
const MONEY = /^(\d{1,12})(?:\.(\d{1,2}))?$/;

/** undefined: this is not what the field takes. */
function read(input: Input, text: string, lookup: Lookup): Wire | undefined {
  switch (input.is) {
    case 'text':
      return text.length <= input.max ? text : undefined;
    case 'word':
      return input.of.includes(text) ? text : undefined;
    case 'whole': {
      const n = WHOLE.test(text) ? Number(text) : Number.NaN;
      return n >= input.min && n <= input.max ? n : undefined;
    }
    case 'money': {
      const [, units, cents = ''] = MONEY.exec(text) ?? [];
      return units === undefined ? undefined : Number(units) * 100 + Number(cents.padEnd(2, '0'));
    }
    case 'decimal':
      return /^\d{1,6}(\.\d{1,6})?$/.test(text) ? text.replace(/^0+(?=\d)/, '') : undefined;
    case 'yes':
      return text === '1' ? 1 : text === '0' ? 0 : undefined;
    case 'day':
      return lookup.isDay(text) ? text : undefined;
    case 'moment':
      return lookup.moment(text) ?? undefined;
    case 'country':
      return /^[A-Z]{2}$/.test(text.toUpperCase()) ? text.toUpperCase() : undefined;
    case 'item':
      if (input.or.includes(text)) return text;
      return (
        lookup.item(text, input.to) ??
        (input.country && /^[A-Z]{2}$/.test(text.toUpperCase()) ? text.toUpperCase() : undefined)
      );
    case 'several': {
      const all = parted(text, input.of).map((one) => read(input.of, one, lookup));
      return all.includes(undefined) ? undefined : [...new Set(all as readonly Wire[])];
    }
  }
}

/** What stands in a tuple where nothing was typed. */
function nothingOf(type: WireType): Wire {
  return type.t === 'list' ? [] : type.t === 'int' || type.t === 'bool' ? 0 : type.t === 'text' ? '' : null;
}

/** Fields of one record of a form; every fault, not only the first. */
export function draftRecord(
  kind: KindName,
  asked: readonly DraftField[],
  typed: Typed,
  lookup: Lookup,
): Result<Readonly<Record<string, Wire>>, readonly DraftFault[]> {
  const faults: DraftFault[] = [];
  const values = new Map<string, Wire>();
  const said = ({ path, like }: DraftField): string =>
    (typed[path] ?? '').trim() || (like === undefined ? '' : (typed[like] ?? '').trim());
  for (const field of asked) {
    const { path, required, unless } = field;
    const text = said(field);
    if (text === '') {
      const spared = unless !== undefined && unless.says.includes((typed[unless.path] ?? '').trim());
      if (required && !spared) faults.push({ path, is: 'required' });
      continue;
    }
    const input = inputAt(kind, path);
    const value = read(input, text, lookup);
    const type = typeAt(kind, path);
    if (value === undefined || !fits(type, value)) faults.push({ path, is: input.is });
    else if (Array.isArray(value) && value.length === 0) {
      if (required) faults.push({ path, is: 'required' });
    } else values.set(path, value);
  }
  const out: Record<string, Wire> = {};
  const fields: Readonly<Record<string, { readonly type: WireType }>> = KINDS[kind].fields;
  for (const field of new Set([...values.keys()].map((path) => placeOf(path).field))) {
    const type = fields[field]?.type;
    if (type?.t !== 'tuple') out[field] = values.get(field) ?? null;
    else {
      const whole = type.of.map((of, n) => values.get(`${field}.${n}`) ?? nothingOf(of));
      // What hangs together is one value: an amount has a currency and a day (R-FIN-08).
      const torn = type.of.findIndex((of, n) => of.t !== 'optional' && (whole[n] === null || whole[n] === ''));
      if (torn === -1) out[field] = whole;
      else if (!faults.some(({ path }) => placeOf(path).field === field))
        faults.push({ path: `${field}.${torn}`, is: 'required' });
    }
  }
  return faults.length > 0 ? err(faults) : ok(out);
}

/**
 * Readers for the types of SCHEMA 2. A reader takes a node and gives the value, or `undefined` after reporting a fault;
 * `null` always means "not given". Readers go on after a fault, so that all faults of a file are reported together.
 */
import { isDate } from '../../time/calendar.ts';
import { parseInstant } from '../../time/instant.ts';
import { parseStart } from '../../time/start-form.ts';
import { isZone, zoneSpelling } from '../../time/zones.ts';
import { type Checker, ID, type IdList } from './checker.ts';
import { isControl } from './decode.ts';
import { type At, quoted } from './faults.ts';
import { MAX_TEXT_CHARACTERS, type ScalarNode, type TreeNode } from './yaml-tree.ts';

export type Reader<T> = (node: TreeNode, at: At, c: Checker) => T | undefined;

const MAX_INT = 1_000_000;
const MAX_NUM = 1e12;

/** Says what stands there instead, with the usual remedy. */
function wrongType(node: TreeNode, at: At, c: Checker, wanted: string): undefined {
  if (node.kind === 'bad') return undefined;
  const { kind } = node;
  const found =
    kind === 'map'
      ? 'a map'
      : kind === 'seq'
        ? 'a list'
        : node.value === null
          ? 'empty'
          : typeof node.value === 'string'
            ? 'text'
            : typeof node.value === 'number'
              ? 'a number'
              : 'true or false';
  const hint = wanted.startsWith('text') && kind === 'scalar' && node.value !== null ? '; put it in quotes' : '';
  return c.fault(at, node.line, 'type', `must be ${wanted}, not ${found}${hint}`);
}

/** Any text, kept as it is: up to 20,000 characters, no control characters but tab and line ends. */
export const text: Reader<string> = (node, at, c) => {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return wrongType(node, at, c, 'text');
  const { value, line } = node;
  if (value.length > MAX_TEXT_CHARACTERS && Array.from(value).length > MAX_TEXT_CHARACTERS) {
    return c.fault(at, line, 'text-length', `must be at most ${MAX_TEXT_CHARACTERS} characters long`);
  }
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    // Escapes such as \u0007 bring in what the file itself must not hold.
    if (isControl(code) && code !== 9 && code !== 10 && code !== 13) {
      return c.fault(at, line, 'text-control', 'must not hold control characters but tab and line ends');
    }
  }
  if (!value.isWellFormed()) return c.fault(at, line, 'text-unicode', 'must not hold half of a surrogate pair');
  return value;
};

/** Text that a function turns into a value; the function gives the reason when it cannot. */
function parsed<T>(
  code: string,
  parse: (value: string) => { readonly value: T } | { readonly reason: string },
  wanted: string,
): Reader<T> {
  return (node, at, c) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') return wrongType(node, at, c, wanted);
    const result = parse(node.value);
    return 'value' in result ? result.value : c.fault(at, node.line, code, result.reason);
  };
}

/** Text of a fixed form. */
export const matching = (form: RegExp, code: string, what: string): Reader<string> =>
  parsed(
    code,
    (value) => (form.test(value) ? { value } : { reason: `must be ${what}, not ${quoted(value)}` }),
    `text: ${what}`,
  );

export const word = matching(/^[a-z][a-z0-9_]*$/, 'word', 'a word of lower-case letters, digits and _, letter first');
export const cc = matching(/^[A-Z]{2}$/, 'country', 'a country code of two capitals (ISO 3166-1)');
export const lang = matching(/^[a-z]{2,3}$/, 'language', 'a language code of two or three small letters (ISO 639)');

export const date: Reader<string> = parsed(
  'date',
  (value) =>
    isDate(value)
      ? { value }
      : { reason: `must be a date YYYY-MM-DD that exists, years 1900 to 2199, not ${quoted(value)}` },
  'text: a date YYYY-MM-DD',
);

export const instant: Reader<number> = parsed(
  'instant',
  (value) => {
    const at = parseInstant(value);
    return at === null
      ? { reason: `must be an instant YYYY-MM-DDThh:mm:ssZ that exists, years 1900 to 2199, not ${quoted(value)}` }
      : { value: at };
  },
  'text: an instant YYYY-MM-DDThh:mm:ssZ',
);

/** One of the three start forms, kept as typed. */
export const start: Reader<string> = parsed(
  'start',
  (value) => {
    const form = parseStart(value);
    return form.ok ? { value } : { reason: `${form.error.reason}, not ${quoted(value)}` };
  },
  'text: a start such as H+00:30, D-2T09:00 or 2027-03-16T04:00[Asia/Manila]',
);

export const zone: Reader<string> = parsed(
  'zone',
  (value) => {
    if (isZone(value)) return { value };
    const spelling = zoneSpelling(value);
    return {
      reason: `must be an IANA zone name, not ${quoted(value)}${spelling === null ? '' : `; write ${spelling}`}`,
    };
  },
  'text: an IANA zone name',
);

/** A value of a closed list. */
export function oneOf<const T extends string>(values: readonly T[]): Reader<T> {
  const known = new Set<string>(values);
  const listed = values.join(', ');
  return parsed(
    'closed-list',
    (value) =>
      known.has(value) ? { value: value as T } : { reason: `must be one of ${listed}, not ${quoted(value)}` },
    `text: one of ${listed}`,
  );
}

export const bool: Reader<boolean> = (node, at, c) =>
  node.kind === 'scalar' && typeof node.value === 'boolean'
    ? node.value
    : wrongType(node, at, c, 'true or false (without quotes)');

// Hexadecimal, octal, .inf and .nan are numbers to the core schema, and surprises in a plan.
const DECIMAL = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/;

function decimal(node: TreeNode, at: At, c: Checker, wanted: string): ScalarNode | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'number') return wrongType(node, at, c, wanted);
  return DECIMAL.test(node.source)
    ? node
    : c.fault(at, node.line, 'number', `must be ${wanted}, written with decimal digits`);
}

/** Whole number, by default 0 to 1,000,000. */
export const int = (min = 0, max = MAX_INT): Reader<number> => {
  const wanted = `a whole number from ${min} to ${max}`;
  return (node, at, c) => {
    const number = decimal(node, at, c, wanted);
    if (!number) return undefined;
    const value = Number(number.source);
    if (!/^[-+]?\d+$/.test(number.source) || value < min || value > max)
      return c.fault(at, number.line, 'range', `must be ${wanted}`);
    return value + 0;
  };
};

/** Number, by default 0 to 10^12. */
export const num = (min = 0, max = MAX_NUM): Reader<number> => {
  const wanted = `a number from ${min} to ${max}`;
  return (node, at, c) => {
    const number = decimal(node, at, c, wanted);
    if (!number) return undefined;
    const value = Number(number.source);
    return value >= min && value <= max ? value + 0 : c.fault(at, number.line, 'range', `must be ${wanted}`);
  };
};

/**
 * Amount in dollars as whole cents, rounded half up on the decimal text itself (0.285 has no exact binary form).
 * `positive`: must be greater than 0, and then counts as one cent at least.
 */
export const usd = ({ positive }: { readonly positive: boolean }): Reader<number> => {
  const wanted = positive ? 'an amount greater than 0, up to 10^12' : 'an amount from 0 to 10^12';
  return (node, at, c) => {
    const number = decimal(node, at, c, wanted);
    if (!number) return undefined;
    const value = Number(number.source);
    const inRange = value >= 0 && value <= MAX_NUM && !(positive && isZeroDecimal(number.source));
    if (!inRange) return c.fault(at, number.line, 'range', `must be ${wanted}`);
    const cents = centsOf(number.source);
    return positive ? Math.max(1, cents) : cents;
  };
};

const isZeroDecimal = (source: string): boolean => !/[1-9]/.test(source.replace(/[eE].*$/, ''));

/** Whole cents of a decimal number from 0 to 10^12, half up. */
export function centsOf(source: string): number {
  const [, , whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(source) ?? [];
  const digits = whole + fraction;
  // Cents are the digits before this place; the digit at it decides the rounding.
  const point = whole.length + Number(exponent) + 2;
  if (isZeroDecimal(source) || point < 0) return 0;
  const cents = Number(digits.slice(0, point).padEnd(point, '0') || '0');
  return cents + ((digits[point] ?? '0') >= '5' ? 1 : 0);
}

/** An item's own id. */
export const id =
  (list: IdList): Reader<string> =>
  (node, at, c) => {
    const value = idText(node, at, c);
    if (value !== undefined) c.register(value, list, at, node.line);
    return value;
  };

/** Id of an item of one of the lists; resolved once all lists were read (R-OP-01). */
export const ref =
  (...lists: readonly IdList[]): Reader<string> =>
  (node, at, c) => {
    const value = idText(node, at, c);
    if (value !== undefined) c.refer(value, lists, at, node.line);
    return value;
  };

const idText = matching(ID, 'id', 'an id: a letter, then letters, digits, _ or -, at most 32');

/** A literal or form that stands in place of an id (`REM`, `*`, `unknown`, `V:KH`). */
export const orElse =
  <T>(form: RegExp, reader: Reader<T>): Reader<T | string> =>
  (node, at, c) =>
    node.kind === 'scalar' && typeof node.value === 'string' && form.test(node.value)
      ? node.value
      : reader(node, at, c);

export { wrongType };

import type { Wire } from '../model/kinds/field.ts';
import { RECORD_ID } from '../model/kinds/field.ts';
import { err, ok, type Result } from '../result/result.ts';
import { LINE_LIMITS } from './limits.ts';
import { lineId, lineIdText } from './line-id.ts';
import type { Line, LineSignature, ParsedLine, Sha256 } from './line.ts';

/**
 * Why a line refuses the whole file (exchange format, sections 2 and 13). A kind, field or value of a newer model is no fault of the
 * line: an `s` does not name its kind, so that is found where the record is known (see fieldOfLine), and the line is held.
 * `rule` names what was broken and never holds a piece of the line.
 */
export interface LineFault {
  readonly fault: 'malformed';
  readonly rule: LineRule;
}
export type LineRule =
  | 'too-long'
  | 'string-too-long'
  | 'too-deep'
  | 'not-json'
  | 'not-canonical'
  | 'not-well-formed'
  | 'not-a-wire-value'
  | 'unknown-type'
  | 'wrong-members'
  | 'bad-id'
  | 'bad-name'
  | 'bad-clock'
  | 'bad-prev'
  | 'bad-signature-form';

/** Agencies, persons' tokens and key ids. */
export const TOKEN = /^[A-Za-z0-9_.:~-]{1,64}$/;
const SALT = /^[A-Za-z0-9_-]{12}$/;
/** 64 bytes leave four spare bits in the last character; they must be zero, so a signature has one spelling. */
const SIGNATURE = /^[A-Za-z0-9_-]{85}[AQgw]$/;
const NAME_MAX = 64;

/** Members of a line, the type letter included. */
const MEMBERS: Readonly<Record<string, number>> = { n: 7, s: 11, k: 4, g: 10, x: 10, r: 3, y: 9, t: 9, u: 9 };

/**
 * Reads one line strictly. Accepted text has exactly one spelling: what is returned formats to the same bytes. Nesting is bounded
 * before the parser sees the text. A type letter of a newer version refuses the file: such a file raises `min` (section 12).
 */
export function parseLine(text: string): Result<Line, LineFault> {
  const early = textFault(text);
  if (early) return malformed(early);
  let members: unknown;
  try {
    members = JSON.parse(text);
  } catch {
    return malformed('not-json');
  }
  if (!Array.isArray(members)) return malformed('not-a-wire-value');
  if (JSON.stringify(members) !== text) return malformed('not-canonical');
  for (const member of members as readonly unknown[]) if (!isWire(member)) return malformed('not-a-wire-value');
  const late = stringFault(text, members as readonly Wire[]);
  if (late) return malformed(late);
  return lineOf(members as readonly Wire[]);
}

/** Reads a line and works out its id, each once. */
export function parseWithId(text: string, sha256: Sha256): Result<ParsedLine, LineFault> {
  const line = parseLine(text);
  if (!line.ok) return line;
  const id = lineId(text, sha256);
  return ok({ text, line: line.value, id, idText: lineIdText(id) });
}

/** Size and depth, before the text is parsed. */
function textFault(text: string): LineRule | null {
  // A UTF-16 unit is at most three bytes of UTF-8, so short texts need no counting.
  if (text.length * 3 > LINE_LIMITS.lineBytes && utf8Length(text) > LINE_LIMITS.lineBytes) return 'too-long';
  return nestingExceeds(text, LINE_LIMITS.nesting + 1) ? 'too-deep' : null;
}

/** Whether brackets open more than `max` deep, counting the outermost; never recursive, and quick where brackets are few. */
export function nestingExceeds(text: string, max: number): boolean {
  let opened = 0;
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) if (++opened > max) break;
  if (opened <= max) return false;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b) {
      if (++depth > max) return true;
    } else if (c === 0x5d) depth--;
  }
  return false;
}

/** Strings, integers within ±(2^53−1), null and arrays of these. The depth is bounded by then. */
function isWire(value: unknown): boolean {
  if (typeof value === 'string' || value === null) return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return Array.isArray(value) && (value as readonly unknown[]).every(isWire);
}

/**
 * Well-formed Unicode without U+0000, and strings within their limit. In canonical text a lone surrogate and U+0000 can only stand as
 * an escape, so the strings themselves are looked at only where such an escape might be.
 */
function stringFault(text: string, members: readonly Wire[]): LineRule | null {
  if ((text.includes('\\ud') || text.includes('\\u0000')) && !everyString(members, isCleanString))
    return 'not-well-formed';
  if (text.length * 3 > LINE_LIMITS.stringBytes && !everyString(members, fitsLimit)) return 'string-too-long';
  return null;
}

const isCleanString = (s: string): boolean => s.isWellFormed() && !s.includes('\0');
const fitsLimit = (s: string): boolean =>
  s.length * 3 <= LINE_LIMITS.stringBytes || utf8Length(s) <= LINE_LIMITS.stringBytes;

function everyString(value: Wire, test: (s: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  return typeof value !== 'object' || value === null || value.every((v) => everyString(v, test));
}

/** Bytes of UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) continue;
    // Each half of a pair counts two of its four bytes.
    bytes += c < 0x800 || (c >= 0xd800 && c <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/** Whether a value may stand in a line at all, whatever its field: the same checks a reader makes. */
export function valueRule(value: Wire): LineRule | null {
  if (Array.isArray(value) && nestingOf(value) > LINE_LIMITS.nesting) return 'too-deep';
  if (!isWire(value)) return 'not-a-wire-value';
  if (!everyString(value, isCleanString)) return 'not-well-formed';
  return everyString(value, fitsLimit) ? null : 'string-too-long';
}

/** Depth of arrays, counted no further than one beyond the limit. */
function nestingOf(value: unknown, limit: number = LINE_LIMITS.nesting): number {
  if (!Array.isArray(value)) return 0;
  if (limit === 0) return 1;
  return 1 + (value as readonly unknown[]).reduce<number>((d, v) => Math.max(d, nestingOf(v, limit - 1)), 0);
}

function lineOf(m: readonly Wire[]): Result<Line, LineFault> {
  const type = m[0];
  if (typeof type !== 'string' || !Object.hasOwn(MEMBERS, type)) return malformed('unknown-type');
  if (m.length !== MEMBERS[type]) return malformed('wrong-members');
  const read = new Reader(m);
  const line = membersOf(type, read);
  return read.fault || !line ? malformed(read.fault ?? 'unknown-type') : ok(line);
}

function membersOf(type: string, r: Reader): Line | null {
  switch (type) {
    case 'n':
      return {
        type,
        kind: r.name(1),
        owner: r.token(2),
        nonce: r.salt(3),
        ms: r.count(4, LINE_LIMITS.ms),
        ctr: r.count(5, LINE_LIMITS.ctr),
        by: r.token(6),
      };
    case 's':
      return {
        type,
        rec: r.id(1),
        field: r.name(2),
        value: r.value(3),
        ms: r.count(4, LINE_LIMITS.ms),
        ctr: r.count(5, LINE_LIMITS.ctr),
        author: r.token(6),
        by: r.token(7),
        salt: r.salt(8),
        prev: r.ids(9, 0, LINE_LIMITS.prev),
        sig: r.sig(10),
      };
    case 'k':
      return { type, rec: r.id(1), field: r.name(2), ids: r.ids(3, 1, LINE_LIMITS.covered) };
    case 'g':
      return { type, rec: r.id(1), to: r.token(2), terms: r.value(3), ...r.informed(4) };
    case 'x':
      return { type, rec: r.id(1), to: r.token(2), reason: r.value(3), ...r.informed(4) };
    case 'r':
      return { type, rec: r.id(1), ids: r.ids(2, 1, LINE_LIMITS.prev) };
    case 'y':
      return {
        type,
        recall: r.id(1),
        outcome: r.name(2),
        basis: r.value(3),
        ms: r.count(4, LINE_LIMITS.ms),
        ctr: r.count(5, LINE_LIMITS.ctr),
        author: r.token(6),
        by: r.token(7),
        sig: r.sig(8),
      };
    case 't':
      return { type, rec: r.id(1), to: r.token(2), ...r.informed(3) };
    case 'u':
      return { type, rec: r.id(1), offer: r.id(2), ...r.informed(3) };
    default:
      return null;
  }
}

/** Takes members by position and remembers the first that does not have its shape; the line is then refused as a whole. */
class Reader {
  fault: LineRule | null = null;
  readonly #members: readonly Wire[];

  constructor(members: readonly Wire[]) {
    this.#members = members;
  }

  value(at: number): Wire {
    return this.#members[at] ?? null;
  }

  id(at: number): string {
    return this.#matching(at, RECORD_ID, 'bad-id');
  }

  token(at: number): string {
    return this.#matching(at, TOKEN, 'bad-name');
  }

  salt(at: number): string {
    return this.#matching(at, SALT, 'bad-id');
  }

  /** Kinds and fields of a newer version may be named anything short. */
  name(at: number): string {
    const v = this.#members[at];
    return typeof v === 'string' && v.length > 0 && v.length <= NAME_MAX ? v : this.#refuse('bad-name', '');
  }

  count(at: number, max: number): number {
    const v = this.#members[at];
    return typeof v === 'number' && v >= 0 && v <= max ? v : this.#refuse('bad-clock', 0);
  }

  ids(at: number, min: number, max: number): readonly string[] {
    const v = this.#members[at];
    if (!Array.isArray(v) || v.length < min || v.length > max) return this.#refuse('bad-prev', []);
    const ids = v as readonly Wire[];
    let last = '';
    for (const id of ids) {
      if (typeof id !== 'string' || id <= last || !RECORD_ID.test(id)) return this.#refuse('bad-prev', []);
      last = id;
    }
    return ids as readonly string[];
  }

  sig(at: number): LineSignature | null {
    const v = this.#members[at];
    if (v === null) return null;
    if (!Array.isArray(v) || v.length !== 2) return this.#refuse('bad-signature-form', null);
    const [keyId, signature] = v as readonly Wire[];
    if (typeof keyId !== 'string' || !TOKEN.test(keyId)) return this.#refuse('bad-signature-form', null);
    if (typeof signature !== 'string' || !SIGNATURE.test(signature)) return this.#refuse('bad-signature-form', null);
    return [keyId, signature];
  }

  /** The members that end `g x t u`: ms, ctr, by, salt, prev, sig. */
  informed(at: number) {
    return {
      ms: this.count(at, LINE_LIMITS.ms),
      ctr: this.count(at + 1, LINE_LIMITS.ctr),
      by: this.token(at + 2),
      salt: this.salt(at + 3),
      prev: this.ids(at + 4, 0, LINE_LIMITS.prev),
      sig: this.sig(at + 5),
    };
  }

  #matching(at: number, shape: RegExp, rule: LineRule): string {
    const v = this.#members[at];
    return typeof v === 'string' && shape.test(v) ? v : this.#refuse(rule, '');
  }

  #refuse<T>(rule: LineRule, instead: T): T {
    this.fault ??= rule;
    return instead;
  }
}

const malformed = (rule: LineRule): Result<Line, LineFault> => err({ fault: 'malformed', rule });

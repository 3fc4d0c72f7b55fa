import { err, ok, type Result } from '../result/result.ts';
import type { Refusal } from '../result/refusal.ts';
import { fault } from './faults.ts';

/** What headers, cards and audit bodies consist of: integers within ±(2^53-1), no fractions. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/** One text per value (RFC 8785 for our values). Throws on a value that has none: that is a defect of ours. */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (!isPlainText(value)) throw new Error('broken promise: canonical strings are well-formed and hold no U+0000');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error('broken promise: canonical numbers are safe integers');
    return JSON.stringify(value);
  }
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  // The default order of sort() is that of UTF-16 code units, as RFC 8785 section 3.2.3 demands.
  const members = Object.keys(value)
    .sort()
    .map((key) => {
      const member = value[key];
      if (member === undefined) throw new Error('broken promise: canonical objects have no undefined members');
      return `${canonicalJson(key)}:${canonicalJson(member)}`;
    });
  return `{${members.join(',')}}`;
}

const encoder = new TextEncoder();
/** `canonicalJson` as UTF-8. */
export const canonicalBytes = (value: CanonicalValue): Uint8Array<ArrayBuffer> => encoder.encode(canonicalJson(value));

export interface CanonicalLimits {
  readonly maxBytes: number;
  /** Objects and arrays inside each other: `[]` is 1. */
  readonly maxDepth: number;
}

/**
 * Bytes → value, only if they are the one canonical spelling of it: refuses duplicate or unsorted keys, blanks, `1.0`, `1e2`, `-0`,
 * fractions, lone surrogates, U+0000, a byte order mark, invalid UTF-8 and the key `__proto__`. Codes: `too-large`, `not-canonical`.
 */
export function parseCanonical(bytes: Uint8Array, limits: CanonicalLimits): Result<CanonicalValue, Refusal> {
  const refuse = (detail: string) => err(fault('not-canonical', '', detail));
  if (bytes.length > limits.maxBytes)
    return err(fault('too-large', '', `at most ${limits.maxBytes} bytes are allowed here`));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('it is not UTF-8');
  }
  if (text.startsWith('\uFEFF')) return refuse('it starts with a byte order mark');
  // Depth is bounded on the text, so neither the parser nor the walk below can run out of stack.
  if (isDeeperThan(text, limits.maxDepth)) return refuse(`it is nested deeper than ${limits.maxDepth}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
  if (!isCanonicalValue(value))
    return refuse('it holds a fraction, an unsafe number, a malformed string or a reserved key');
  return canonicalJson(value) === text ? ok(value) : refuse('it is not in the one canonical spelling');
}

/** Well-formed Unicode without U+0000. */
export const isPlainText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

const isArray = (value: CanonicalValue): value is readonly CanonicalValue[] => Array.isArray(value);

function isCanonicalValue(value: unknown): value is CanonicalValue {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isPlainText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (Array.isArray(value)) return value.every(isCanonicalValue);
  return (
    typeof value === 'object' &&
    Object.entries(value).every(([key, member]) => key !== '__proto__' && isPlainText(key) && isCanonicalValue(member))
  );
}

function isDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > maxDepth) return true;
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  return false;
}

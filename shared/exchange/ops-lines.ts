import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { isPlainText } from './canonical-json.ts';
import { fault } from './faults.ts';
import { LIMITS } from './limits.ts';

/**
 * The text of a decompressed section → its lines, each checked to be a canonical line within the limits (section 2). The number of
 * lines and their lengths are checked on the bytes before a single string is made.
 * Codes: `too-many-lines`, `line-too-long`, `bad-text`, `bad-line`; the place is the line number from 1, never its content.
 */
export function readLines(raw: Uint8Array, declaredLines: number): Result<readonly string[], Refusal> {
  const bounded = boundLines(raw, declaredLines);
  if (bounded !== null) return err(bounded);
  let text: string;
  try {
    // ignoreBOM keeps a byte order mark in the text, where the first line then fails.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return err(fault('bad-text', 'lines', 'not UTF-8'));
  }
  const lines = text.split('\n');
  lines.pop();
  for (const [i, line] of lines.entries()) {
    const broken = brokenLine(line, `line ${i + 1}`);
    if (broken !== null) return err(broken);
  }
  return ok(lines);
}

function boundLines(raw: Uint8Array, declaredLines: number): Refusal | null {
  if (raw[raw.length - 1] !== 0x0a) return fault('bad-text', 'lines', 'the last line is not ended');
  let lines = 0;
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf(0x0a, at);
    if (end - at > LIMITS.line) return fault('line-too-long', `line ${lines + 1}`);
    if (++lines > Math.min(declaredLines, LIMITS.lines)) break;
    at = end + 1;
  }
  return lines === declaredLines && lines <= LIMITS.lines ? null : fault('too-many-lines', 'lines');
}

/**
 * Whether a text is one canonical line: an array of well-formed strings without U+0000, safe integers, null and arrays within the
 * nesting limit, in the one spelling JSON.stringify gives. Null when it is, else `bad-text`, `bad-line` or `line-too-long`.
 */
export function brokenLine(line: string, place: string): Refusal | null {
  if (line.startsWith('\uFEFF')) return fault('bad-text', place, 'a byte order mark');
  if (line.length > LIMITS.line) return fault('line-too-long', place);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fault('bad-line', place, 'not JSON');
  }
  if (!Array.isArray(value)) return fault('bad-line', place, 'not an array');
  // The walk comes before JSON.stringify: it stops at the nesting limit, where the other would run out of stack.
  if (!isLineValue(value, LIMITS.nesting + 1))
    return fault('bad-line', place, 'a value that lines do not hold, or too deep, or too long');
  if (JSON.stringify(value) !== line) return fault('bad-line', place, 'not in the one canonical spelling');
  // Canonical text holds an escape \u only for control characters and lone surrogates, so most lines end here.
  if (line.includes('\\u') && !isEveryStringPlain(value)) return fault('bad-text', place, 'a lone surrogate or U+0000');
  return null;
}

function isLineValue(value: unknown, depthLeft: number): boolean {
  if (typeof value === 'string') return isShortString(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (Array.isArray(value)) return depthLeft > 0 && value.every((member) => isLineValue(member, depthLeft - 1));
  return value === null;
}

/** UTF-8 takes at most three bytes per UTF-16 unit, so only long strings are measured exactly. */
const isShortString = (text: string): boolean =>
  text.length * 3 <= LIMITS.string ||
  (text.length <= LIMITS.string && new TextEncoder().encode(text).length <= LIMITS.string);

const isEveryStringPlain = (value: unknown): boolean => {
  if (typeof value === 'string') return isPlainText(value);
  return !Array.isArray(value) || value.every(isEveryStringPlain);
};

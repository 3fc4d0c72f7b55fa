import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { fault } from './faults.ts';
import { LIMITS } from './limits.ts';

/**
 * The bytes of a decompressed section → its LF-ended lines without the LF. Number and lengths are checked on the bytes before a single
 * string is made; what a line may hold is the business of its reader.
 * Codes: `too-many-lines`, `line-too-long`, `bad-text`; the place is the line number from 1, never its content.
 */
export function splitLines(raw: Uint8Array, declaredLines: number): Result<readonly string[], Refusal> {
  if (raw[raw.length - 1] !== 0x0a) return err(fault('bad-text', 'lines', 'the last line is not ended'));
  let count = 0;
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf(0x0a, at);
    if (end - at > LIMITS.line) return err(fault('line-too-long', `line ${count + 1}`));
    if (++count > Math.min(declaredLines, LIMITS.lines)) break;
    at = end + 1;
  }
  if (count !== declaredLines || count > LIMITS.lines) return err(fault('too-many-lines', 'lines'));
  if (raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf)
    return err(fault('bad-text', 'lines', 'a byte order mark'));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return err(fault('bad-text', 'lines', 'not UTF-8'));
  }
  const lines = text.split('\n');
  lines.pop();
  return ok(lines);
}

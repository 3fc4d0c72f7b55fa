import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { armorHead, isArmored } from './armor.ts';
import { fromBase64Nopad } from './base64url.ts';
import { fault } from './faults.ts';
import { LIMITS } from './limits.ts';

export type RecipientKind = 'hybrid' | 'x25519';
export interface AgeEnvelope {
  readonly armored: boolean;
  readonly recipients: RecipientKind;
  readonly stanzas: number;
  /** Length of the binary header with its last line feed. */
  readonly headerLength: number;
}

const VERSION = 'age-encryption.org/v1';
/** Bytes of the share and of the wrapped file key per stanza type (age v1; ML-KEM-768 + X25519: 1 088 + 32). */
const STANZAS: Readonly<Record<string, { readonly kind: RecipientKind; readonly share: number }>> = {
  X25519: { kind: 'x25519', share: 32 },
  mlkem768x25519: { kind: 'hybrid', share: 1120 },
};
const WRAPPED_KEY = 32;
const MAC = 32;
/** Payload nonce and the tag of an empty last chunk: the least that follows a header. */
const LEAST_PAYLOAD = 32;

/**
 * Reads the age v1 header in the first 64 KiB (armored or not) without any key operation: at most 32 stanzas, all hybrid or all
 * X25519, no passphrase, every stanza of exactly the right size in its one base64 spelling. Work is bounded by the limit, not by the
 * file (acceptance cases 8 and 9). Codes: `not-an-exchange-file`, `newer-format`, `bad-envelope`, `passphrase-envelope`,
 * `foreign-recipient`, `mixed-recipients`, `tampered` (ends before the payload).
 */
export function boundAgeHeader(bytes: Uint8Array): Result<AgeEnvelope, Refusal> {
  const armored = isArmored(bytes);
  let head = bytes.subarray(0, LIMITS.ageHeader + LEAST_PAYLOAD);
  if (armored) {
    const decoded = armorHead(bytes, LIMITS.ageHeader + LEAST_PAYLOAD);
    if (!decoded.ok) return decoded;
    head = decoded.value;
  }
  const lines = new HeaderLines(head.subarray(0, LIMITS.ageHeader));
  const version = lines.next();
  if (version !== VERSION) {
    return err(
      fault(/^age-encryption\.org\/v\d/.test(version ?? '') ? 'newer-format' : 'not-an-exchange-file', 'envelope'),
    );
  }
  let kind: RecipientKind | null = null;
  for (let stanzas = 0; ; stanzas++) {
    const line = lines.next();
    if (line === null) return err(fault('bad-envelope', 'envelope', 'its header is cut or longer than allowed'));
    if (line.startsWith('--- ')) {
      if (kind === null || fromBase64Nopad(line.slice(4))?.length !== MAC)
        return err(fault('bad-envelope', 'envelope'));
      if (head.length < lines.at + LEAST_PAYLOAD) return err(fault('tampered', 'envelope'));
      return ok({ armored, recipients: kind, stanzas, headerLength: lines.at });
    }
    const place = `envelope stanza ${stanzas + 1}`;
    if (stanzas === LIMITS.ageStanzas)
      return err(fault('bad-envelope', place, `at most ${LIMITS.ageStanzas} are allowed`));
    const found = readStanza(line, lines, place);
    if (!found.ok) return found;
    if (kind !== null && kind !== found.value) return err(fault('mixed-recipients', place));
    kind = found.value;
  }
}

function readStanza(line: string, lines: HeaderLines, place: string): Result<RecipientKind, Refusal> {
  const [arrow, type, share, ...more] = line.split(' ');
  if (arrow !== '->' || type === undefined) return err(fault('bad-envelope', place));
  if (type === 'scrypt') return err(fault('passphrase-envelope', place));
  const form = Object.hasOwn(STANZAS, type) ? STANZAS[type] : undefined;
  if (form === undefined) return err(fault('foreign-recipient', place));
  const body = lines.next();
  const fits =
    share !== undefined &&
    more.length === 0 &&
    body !== null &&
    fromBase64Nopad(share)?.length === form.share &&
    fromBase64Nopad(body)?.length === WRAPPED_KEY;
  return fits ? ok(form.kind) : err(fault('bad-envelope', place));
}

/** Lines of printable ASCII ended by LF; null at the end, at a byte that does not belong, or at a line without end. */
class HeaderLines {
  readonly #bytes: Uint8Array;
  at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  next(): string | null {
    const end = this.#bytes.indexOf(0x0a, this.at);
    if (end < 0) return null;
    const line = this.#bytes.subarray(this.at, end);
    for (const byte of line) if (byte < 0x20 || byte > 0x7e) return null;
    this.at = end + 1;
    return new TextDecoder().decode(line);
  }
}

import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { BYTES64, fromBase64Url, ID24, toBase64Url } from './base64url.ts';
import { frontOf, MAGIC } from './container.ts';
import type { ExchangeCrypto } from './crypto.ts';
import { HEADER_TYPE, preAuthEncoding } from './dsse.ts';
import { fault } from './faults.ts';
import { type Header, parseHeader } from './header.ts';
import { type Id24, keyId } from './ids.ts';

/**
 * The `proof` section of a `return` file: for every file the returned lines once came in, its signed header and the ids of all its
 * lines. With it a restored station recognises its own later lines (section 9). Lines of the section, in this order per file:
 *   ["h", header text, signature]   then   ["i", [up to 4 096 line ids]] …
 */
export interface FileProof {
  readonly headerBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** All line ids of that file in order, 24 bytes each. */
  readonly lineIds: Uint8Array;
}
const IDS_PER_LINE = 4096;
const ID_BYTES = 24;

/** Proofs → LF-free lines of the section. */
export function proofLines(proofs: readonly FileProof[]): readonly string[] {
  return proofs.flatMap((proof) => {
    const ids: string[] = [];
    for (let at = 0; at < proof.lineIds.length; at += ID_BYTES)
      ids.push(toBase64Url(proof.lineIds.subarray(at, at + ID_BYTES)));
    const lines = [JSON.stringify(['h', new TextDecoder().decode(proof.headerBytes), toBase64Url(proof.signature)])];
    for (let at = 0; at < ids.length; at += IDS_PER_LINE)
      lines.push(JSON.stringify(['i', ids.slice(at, at + IDS_PER_LINE)]));
    return lines;
  });
}

/** Lines of the section → proofs, not yet verified. Code: `bad-line`. */
export function parseProofs(lines: readonly string[]): Result<readonly FileProof[], Refusal> {
  const open: { headerBytes: Uint8Array; signature: Uint8Array; ids: string[] }[] = [];
  for (const [i, line] of lines.entries()) {
    const bad = () => err(fault('bad-line', `proof line ${i + 1}`));
    const value = parseArray(line);
    if (value === null) return bad();
    const [type, first, second] = value;
    if (
      type === 'h' &&
      value.length === 3 &&
      typeof first === 'string' &&
      typeof second === 'string' &&
      BYTES64.test(second)
    ) {
      const signature = fromBase64Url(second);
      if (signature === null) return bad();
      open.push({ headerBytes: new TextEncoder().encode(first), signature, ids: [] });
    } else if (
      type === 'i' &&
      value.length === 2 &&
      Array.isArray(first) &&
      first.length > 0 &&
      first.length <= IDS_PER_LINE
    ) {
      const current = open.at(-1);
      if (current === undefined) return bad();
      for (const id of first as readonly unknown[]) {
        if (typeof id !== 'string' || !ID24.test(id)) return bad();
        current.ids.push(id);
      }
    } else return bad();
    // By now its shape is known, so writing it again is safe.
    if (JSON.stringify(value) !== line) return bad();
  }
  return ok(open.map(({ headerBytes, signature, ids }) => ({ headerBytes, signature, lineIds: packIds(ids) })));
}

function parseArray(line: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(line);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function packIds(ids: readonly Id24[]): Uint8Array {
  const out = new Uint8Array(ids.length * ID_BYTES);
  ids.forEach((id, i) => {
    const bytes = fromBase64Url(id);
    if (bytes !== null) out.set(bytes, i * ID_BYTES);
  });
  return out;
}

/**
 * A proof against a public key of the station that signed the header: the signature holds, the key is the one the header names, and
 * the ids are the ones it promises. Codes: `bad-signature`, `ids-mismatch` and those of `parseHeader`.
 */
export function verifyProof(proof: FileProof, publicKey: Uint8Array, crypto: ExchangeCrypto): Result<Header, Refusal> {
  const header = parseHeader(proof.headerBytes);
  if (!header.ok) return header;
  const toVerify = preAuthEncoding(HEADER_TYPE, frontOf(MAGIC, proof.headerBytes));
  const isSigned =
    header.value.from.key === keyId(crypto.sha256, publicKey) &&
    crypto.ed25519.isSoundKey(publicKey) &&
    crypto.ed25519.verify(publicKey, toVerify, proof.signature);
  if (!isSigned) return err(fault('bad-signature', 'proof'));
  const ops = header.value.sections.find((section) => section.name === 'ops');
  const fits = ops?.ids === toBase64Url(crypto.sha256(proof.lineIds)) && ops.lines === proof.lineIds.length / ID_BYTES;
  return fits ? ok(header.value) : err(fault('ids-mismatch', 'proof'));
}

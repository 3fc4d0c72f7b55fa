import { fromBase64url, toBase64url } from './base64url.ts';
import type { Sha256, SignedLine } from './line.ts';

const ID_PREFIX = 'jxb.line.v1\n';
const PAYLOAD_TYPE = 'application/vnd.jxb.line.v1+json';
const ID_BYTES = 24;
const encoder = new TextEncoder();

/** Types whose last member is `sig`. */
const SIGNED_TYPES = new Set(['s', 'g', 'x', 'y', 't', 'u']);

/**
 * The canonical text with `sig` null. The signature is the last member and holds neither quote nor bracket, so the last `,["` of the
 * text is where it starts: nothing is parsed or serialised again. The text must have passed parseLine, or come from the builder.
 */
export function withoutSignature(text: string): string {
  if (!SIGNED_TYPES.has(text.charAt(2)) || !text.endsWith('"]]')) return text;
  return `${text.slice(0, text.lastIndexOf(',["'))},null]`;
}

/** Most lines fit; a hundred thousand of them need no memory of their own for as long as it takes to hash one. */
const scratch = new Uint8Array(16 * 1_024);
/** UTF-8 of a text, good until the next one. */
function encoded(text: string): Uint8Array {
  if (text.length * 3 > scratch.length) return encoder.encode(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/** Id of a line: the first 24 bytes of SHA-256("jxb.line.v1\n" + line with `sig` null) (exchange format, section 2; SP 800-208). */
export function lineId(text: string, sha256: Sha256): Uint8Array {
  return sha256(encoded(ID_PREFIX + withoutSignature(text))).subarray(0, ID_BYTES);
}

/** An id of 24 bytes as its one spelling: 32 base64url characters. */
export const lineIdText = (id: Uint8Array): string => toBase64url(id);

/** What a station signs: DSSE v1 pre-authentication encoding of the line with `sig` null (exchange format, section 5). */
export function signatureInput(text: string): Uint8Array {
  const body = withoutSignature(text);
  const length = encoder.encode(body).length;
  return encoder.encode(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${length} ${body}`);
}

/** What was signed (DSSE) and the 64 bytes of the signature; null where its text is not the one spelling of 64 bytes. */
export function signedBytes(
  text: string,
  signatureText: string,
): { readonly bytes: Uint8Array; readonly signature: Uint8Array } | null {
  const signature = fromBase64url(signatureText);
  return signature?.length === 64 ? { bytes: signatureInput(text), signature } : null;
}

/** The key a line names with its `signedBytes`. */
export function signatureParts({
  line,
  text,
}: SignedLine): { readonly keyId: string; readonly bytes: Uint8Array; readonly signature: Uint8Array } | null {
  const [keyId, signatureText] = line.sig;
  const signed = signedBytes(text, signatureText);
  return signed && { keyId, ...signed };
}

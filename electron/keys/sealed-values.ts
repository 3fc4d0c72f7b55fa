import { fromBase64Url, toBase64Url } from '#shared/exchange/base64url.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { gcmOpen, gcmSeal } from './node-crypto.ts';
import type { Secret } from './secret.ts';

/** A text value under the traveller key, as it may stand in a table or a line: "jxt1." and base64url of nonce ‖ ciphertext ‖ tag. */
const PREFIX = 'jxt1.';
const LEAST = 12 + 16;

/** `context` names where the value stands (kind and field); a sealed value moved elsewhere does not open. */
export const sealValue = (key: Secret, plain: string, context: string): string =>
  PREFIX +
  toBase64Url(key.use((bytes) => gcmSeal(bytes, new TextEncoder().encode(plain), `liaison value v1|${context}`)));

/** Code: `sealed-value` when key, context or a byte differs. */
export function openValue(key: Secret, sealed: string, context: string): Result<string, Refusal> {
  const bytes = sealed.startsWith(PREFIX) ? fromBase64Url(sealed.slice(PREFIX.length)) : null;
  const plain = bytes === null ? null : key.use((k) => gcmOpen(k, bytes, `liaison value v1|${context}`));
  return plain === null
    ? err(refusal('sealed-value', '', 'This protected value cannot be opened with the keys of this workspace.'))
    : ok(new TextDecoder('utf-8', { fatal: true }).decode(plain));
}

/** Whether a text has the form of a sealed value. */
export function isSealedValue(text: string): boolean {
  const bytes = text.startsWith(PREFIX) ? fromBase64Url(text.slice(PREFIX.length)) : null;
  return bytes !== null && bytes.length >= LEAST;
}

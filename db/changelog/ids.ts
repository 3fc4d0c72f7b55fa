import { assert } from '#shared/result/result.ts';

const ID = /^[A-Za-z0-9_-]{32}$/;
export const ID_BYTES = 24;

/** Whether a text is an id of 24 bytes in its one spelling. */
export const isId = (text: string): boolean => ID.test(text);

/** 32 base64url characters → 24 bytes. */
export function idBytes(text: string): Buffer {
  assert(ID.test(text), 'an id is 32 base64url characters');
  return Buffer.from(text, 'base64url');
}

/** 32 base64url characters → 48 hexadecimal digits, as `unhex` in a query reads them. */
export const idHex = (text: string): string => idBytes(text).toString('hex');

/** The same from the bytes of the id. */
export const bytesHex = (bytes: Uint8Array): string => asBuffer(bytes).toString('hex');

export const idText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');

/**
 * From `hex(id)` of a query. Where many rows are read, the driver makes a text several times faster than a buffer, and most of the ids
 * are never looked at.
 */
export const hexIdText = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');

/** The same for many: 24 bytes are 32 characters exactly, so ids stand back to back and are written in one go. */
export function hexIdTexts(hexes: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < hexes.length; at += IDS_AT_ONCE) {
    const texts = hexIdText(hexes.slice(at, at + IDS_AT_ONCE).join(''));
    for (let from = 0; from < texts.length; from += ID_CHARS) out.push(texts.slice(from, from + ID_CHARS));
  }
  return out;
}
const IDS_AT_ONCE = 256;
const ID_CHARS = 32;

export const asBuffer = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Ids back to back, as release heads and id lists are stored. */
export const packIds = (ids: readonly string[]): Buffer => Buffer.concat(ids.map(idBytes));

export function unpackIds(bytes: Uint8Array): readonly string[] {
  assert(bytes.length % ID_BYTES === 0, 'a list of ids is whole');
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += ID_BYTES) out.push(idText(bytes.subarray(at, at + ID_BYTES)));
  return out;
}

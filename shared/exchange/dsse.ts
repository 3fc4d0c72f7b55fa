/**
 * DSSE v1 pre-authentication encoding: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body.
 * The type is inside what is signed, so a signature for one purpose never passes for another (acceptance case 13).
 */
export const HEADER_TYPE = 'application/vnd.jxb.header.v1+json';
export const CARD_TYPE = 'application/vnd.jxb.card.v1+json';
export const LINE_TYPE = 'application/vnd.jxb.line.v1+json';
export type PayloadType = typeof HEADER_TYPE | typeof CARD_TYPE | typeof LINE_TYPE;

const encoder = new TextEncoder();

/** The exact bytes a signature of `type` over `body` covers. */
export function preAuthEncoding(type: PayloadType, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const typeLength = encoder.encode(type).length;
  const front = encoder.encode(`DSSEv1 ${typeLength} ${type} ${body.length} `);
  const out = new Uint8Array(front.length + body.length);
  out.set(front);
  out.set(body, front.length);
  return out;
}

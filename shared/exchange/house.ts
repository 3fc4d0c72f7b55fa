import { z } from 'zod';
import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { BYTES32, BYTES64, fromBase64Url, ID24, toBase64Url } from './base64url.ts';
import { canonicalBytes, isPlainText, parseCanonical } from './canonical-json.ts';
import { recipientKind } from './card.ts';
import { fault } from './faults.ts';
import { LIMITS } from './limits.ts';

/**
 * What one station passes to the others of its agency beside the lines: the agency's card, partners with what was decided about them,
 * names behind tokens, for each file of a partner what proves its lines, and which new keys it asks for. One blob of a `changes` file from
 * an agency to itself.
 */
export interface House {
  readonly card: Uint8Array;
  readonly partners: readonly HousePartner[];
  readonly people: readonly { readonly token: string; readonly name: string }[];
  readonly files: readonly HouseProof[];
  /** Absent when there is nothing to ask. */
  readonly asks?: readonly HouseAsk[] | undefined;
}
/** New keys that a station without the root key asks a place on the next card for. Counts only for the station that signed the file. */
export type HouseAsk = Readonly<z.infer<typeof HouseAsk>>;
export interface HousePartner {
  readonly card: Uint8Array;
  readonly trust: 'pending' | 'trusted' | 'revoked';
  readonly verified: { readonly by: string; readonly second: string; readonly how: 'digits' | 'qr' } | null;
  readonly ceiling: string | null;
  /** How often this was decided anew; absent when it never was. */
  readonly decided?: number | undefined;
}
/** A file of a partner, as its sender signed it. */
export interface HouseProof {
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  /** Ids of its lines in order, 24 bytes each. */
  readonly ids: Uint8Array;
  readonly bytes: number;
}

export const HOUSE_VERSION = 1;
const DEPTH = 4;
const base64 = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .refine((text) => fromBase64Url(text) !== null);
const card = base64.max(Math.ceil((LIMITS.card * 4) / 3) + 1_024);
const name = z.string().min(1).max(200).refine(isPlainText);
/** More than any station asks for at once. */
const MAX_ASKS = 8;
export const HouseAsk = z
  .strictObject({
    station: z.string().regex(ID24),
    encryption: z
      .strictObject({
        recipient: z.string().refine((text) => recipientKind(text) !== null),
        until: z.int().min(0),
      })
      .nullable(),
    /** Ed25519. */
    signing: z.string().regex(BYTES32).nullable(),
  })
  .refine((ask) => ask.encryption !== null || ask.signing !== null);
const HouseSchema = z.strictObject({
  v: z.literal(HOUSE_VERSION),
  card,
  partners: z
    .array(
      z.strictObject({
        card,
        trust: z.enum(['pending', 'trusted', 'revoked']),
        verified: z.strictObject({ by: name, second: name, how: z.enum(['digits', 'qr']) }).nullable(),
        ceiling: z.string().max(100).nullable(),
        decided: z.int().min(1).optional(),
      }),
    )
    .max(1_000),
  people: z.array(z.strictObject({ token: z.string().regex(/^p-[A-Za-z0-9_-]{16}$/), name })).max(100_000),
  files: z
    .array(
      z.strictObject({
        header: base64.max(LIMITS.header * 2),
        signature: z.string().regex(BYTES64),
        ids: base64.refine((text) => text.length % ID_CHARS === 0),
        bytes: z.int().min(0),
      }),
    )
    .max(1_000_000),
  asks: z.array(HouseAsk).min(1).max(MAX_ASKS).optional(),
});
/** An id of 24 bytes is 32 characters, so ids stand back to back in their text as well. */
const ID_CHARS = 32;

/** House facts → the one blob. */
export const houseBytes = (house: House): Uint8Array<ArrayBuffer> =>
  canonicalBytes({
    v: HOUSE_VERSION,
    card: toBase64Url(house.card),
    partners: house.partners.map((p) => ({
      card: toBase64Url(p.card),
      trust: p.trust,
      verified: p.verified && { ...p.verified },
      ceiling: p.ceiling,
      ...(p.decided === undefined ? {} : { decided: p.decided }),
    })),
    people: house.people.map((p) => ({ ...p })),
    files: house.files.map((f) => ({
      header: toBase64Url(f.header),
      signature: toBase64Url(f.signature),
      ids: toBase64Url(f.ids),
      bytes: f.bytes,
    })),
    // Left out when empty, so that a file without an ask is the same to the byte as one from before there were any.
    ...(house.asks && house.asks.length > 0 ? { asks: house.asks.map((a) => ({ ...a })) } : {}),
  });

/** The inverse of `houseBytes`. Codes: `too-large`, `not-canonical`, `newer-format`, `bad-header`. */
export function parseHouse(bytes: Uint8Array): Result<House, Refusal> {
  const value = parseCanonical(bytes, { maxBytes: LIMITS.blob, maxDepth: DEPTH });
  if (!value.ok) return err({ ...value.error, place: 'stations' });
  const v = typeof value.value === 'object' && value.value !== null && 'v' in value.value ? value.value.v : null;
  if (typeof v === 'number' && v > HOUSE_VERSION) return err(fault('newer-format', 'stations'));
  const parsed = HouseSchema.safeParse(value.value);
  if (!parsed.success) return err(fault('bad-header', ['stations', ...(parsed.error.issues[0]?.path ?? [])].join('.')));
  const { partners, people, files, asks } = parsed.data;
  return ok({
    card: raw(parsed.data.card),
    partners: partners.map((p) => ({ ...p, card: raw(p.card) })),
    people,
    files: files.map((f) => ({ ...f, header: raw(f.header), signature: raw(f.signature), ids: raw(f.ids) })),
    asks,
  });
}

function raw(text: string): Uint8Array {
  const bytes = fromBase64Url(text);
  if (bytes === null) throw new Error('broken promise: the schema lets only base64url through');
  return bytes;
}

/** The ids of a file, 32 characters each. */
export function idsOf(file: HouseProof): readonly string[] {
  const text = toBase64Url(file.ids);
  const out: string[] = [];
  for (let at = 0; at < text.length; at += ID_CHARS) out.push(text.slice(at, at + ID_CHARS));
  return out.filter((id) => ID24.test(id));
}

import { type AgencyCard, recipientsOf } from '#shared/exchange/card.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { HEADER_AT, layoutOf, MAGIC, frontOf, padOf } from '#shared/exchange/container.ts';
import { fault } from '#shared/exchange/faults.ts';
import { encodeHeader, FORMAT_VERSION, type Header, type HeaderSection } from '#shared/exchange/header.ts';
import { headerId, type Id24 } from '#shared/exchange/ids.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { type FileProof, proofLines } from '#shared/exchange/proof.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { ageEncrypt } from '#electron/keys/age.ts';
import type { OwnIdentity } from '#electron/keys/identity.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { compress } from './compress.ts';

/** Lines without LF in order, and SHA-256 (32 bytes) over their 24-byte ids in the same order. */
export interface LinesContent {
  readonly lines: readonly string[];
  readonly ids: Uint8Array;
}
export type SealContent =
  | ({ readonly kind: 'changes'; readonly blobs?: readonly Uint8Array[] } & LinesContent)
  | { readonly kind: 'ack' }
  | { readonly kind: 'card'; readonly card: Uint8Array }
  | ({ readonly kind: 'return'; readonly proofs: readonly FileProof[] } & LinesContent);

/** What the stream and the store decide about a header; the rest follows from content and keys. */
export type HeaderFields = Pick<Header, 'stream' | 'seq' | 'prev' | 'restart' | 'model' | 'min' | 'acks' | 'audit'>;

export interface SealInput {
  readonly fields: HeaderFields;
  readonly content: SealContent;
  /** Agency id of the sender. */
  readonly from: Id24;
  readonly identity: OwnIdentity;
  readonly recipientCard: AgencyCard;
  /** UTC ms: becomes `created` and decides which encryption keys are still valid. */
  readonly now: number;
  /** ASCII armor for mail. */
  readonly armored?: boolean;
  readonly signal?: AbortSignal;
}

export interface SealedFile {
  readonly file: Uint8Array;
  /** Goes into `prev` of the next header of the stream. */
  readonly headerId: Id24;
  /** Kept with the ids of the lines, so that a line can later be proved part of this file. */
  readonly headerBytes: Uint8Array;
  readonly signature: Uint8Array;
}

interface Part {
  readonly section: HeaderSection;
  readonly bytes: Uint8Array;
}

/**
 * Builds, signs and encrypts one exchange file (exchange design, section 8): sign first, then encrypt, with the addressee inside what is
 * signed. The header and every size are held to the reader's own checks, before a sequence number is spent on the file.
 * Codes: `too-large`, `too-many-lines`, `line-too-long`, `bad-header`, `expands-too-far`, `no-recipient-key`,
 * `cancelled`.
 */
export async function seal(input: SealInput): Promise<Result<SealedFile, Refusal>> {
  const recipients = recipientsOf(input.recipientCard.body, input.now);
  if (!recipients.ok) return recipients;
  const parts = partsOf(input.content);
  if (!parts.ok) return parts;
  if (input.signal?.aborted) return err(fault('cancelled', ''));
  const front = signedFront(input, parts.value);
  if (!front.ok) return front;
  const { header, headerBytes, signature } = front.value;
  const layout = layoutOf(headerBytes.length, header);
  if (layout.total > LIMITS.file - LIMITS.ageHeader) return err(fault('too-large', 'file'));
  const container = new Uint8Array(layout.total);
  container.set(frontOf(MAGIC, headerBytes));
  container.set(signature, layout.signatureAt);
  parts.value.forEach((part, i) => container.set(part.bytes, layout.sectionsAt[i] ?? 0));
  const sealed = await ageEncrypt(container, recipients.value, input.signal);
  if (!sealed.ok) return sealed;
  if (sealed.value.length > (input.armored === true ? LIMITS.armored : LIMITS.file))
    return err(fault('too-large', 'file'));
  const file = input.armored === true ? await inLetters(sealed.value) : sealed.value;
  return ok({ file, headerId: headerId(sha256, headerBytes), headerBytes, signature });
}

async function inLetters(file: Uint8Array): Promise<Uint8Array> {
  const { armor } = await import('age-encryption');
  return new TextEncoder().encode(armor.encode(file));
}

/** An acknowledgement by itself, for `acknowledgementText`: the same header a file would carry, signed, not encrypted. */
export function sealAcknowledgement(
  input: Pick<SealInput, 'fields' | 'from' | 'identity' | 'recipientCard' | 'now'>,
): Result<Omit<SealedFile, 'file'>, Refusal> {
  const front = signedFront({ ...input, content: { kind: 'ack' } }, []);
  if (!front.ok) return front;
  const { headerBytes, signature } = front.value;
  return ok({ headerBytes, signature, headerId: headerId(sha256, headerBytes) });
}

type FrontInput = Pick<SealInput, 'fields' | 'content' | 'from' | 'identity' | 'recipientCard' | 'now'>;
interface SignedFront {
  readonly header: Header;
  readonly headerBytes: Uint8Array;
  readonly signature: Uint8Array;
}

function signedFront(input: FrontInput, parts: readonly Part[]): Result<SignedFront, Refusal> {
  const { fields, content, from, identity, recipientCard, now } = input;
  const draft: Header = {
    ...fields,
    v: FORMAT_VERSION,
    kind: content.kind,
    from: { agency: from, station: identity.stationId, key: identity.stationKeyId },
    to: recipientCard.agency,
    created: now,
    pad: 0,
    sections: parts.map((part) => part.section),
  };
  const measured = encodeHeader(draft);
  if (!measured.ok) return measured;
  const sectionBytes = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const header = { ...draft, pad: padOf(measured.value.length, sectionBytes) };
  const headerBytes = encodeHeader(header);
  if (!headerBytes.ok) return headerBytes;
  const front = frontOf(MAGIC, headerBytes.value);
  return ok({ header, headerBytes: front.subarray(HEADER_AT), signature: identity.signHeader(front) });
}

function partsOf(content: SealContent): Result<readonly Part[], Refusal> {
  switch (content.kind) {
    case 'ack':
      return ok([]);
    case 'card':
      return ok([plainPart('card', content.card)]);
    case 'changes': {
      const blobs = (content.blobs ?? []).map((blob) => plainPart(null, blob));
      // Between stations; anywhere else the header is refused.
      if (content.lines.length === 0 && blobs.length > 0) return ok(blobs);
      const ops = linesPart('ops', content.lines, content.ids);
      if (!ops.ok) return ops;
      return ok([ops.value, ...blobs]);
    }
    case 'return': {
      const ops = linesPart('ops', content.lines, content.ids);
      if (!ops.ok) return ops;
      const proof = linesPart('proof', proofLines(content.proofs), null);
      return proof.ok ? ok([ops.value, proof.value]) : proof;
    }
  }
}

/** A section as it is; a blob (no name) is named by its hash. */
function plainPart(name: 'card' | null, bytes: Uint8Array): Part {
  const digest = toBase64Url(sha256(bytes));
  const { length } = bytes;
  return {
    bytes,
    section: { name: name ?? digest, codec: 'none', len: length, raw: length, sha256: digest, lines: null, ids: null },
  };
}

function linesPart(name: 'ops' | 'proof', lines: readonly string[], ids: Uint8Array | null): Result<Part, Refusal> {
  if (lines.length === 0 || lines.length > LIMITS.lines) return err(fault('too-many-lines', name));
  let length = 0;
  for (const [i, line] of lines.entries()) {
    // Lines come from the store, which takes only canonical ones; a line end inside would shift every id after it.
    if (line.includes('\n')) throw new Error('broken promise: a line holds no line end');
    const bytes = Buffer.byteLength(line);
    if (bytes > LIMITS.line) return err(fault('line-too-long', `${name} line ${i + 1}`));
    length += bytes + 1;
  }
  if (length > LIMITS.opsRaw) return err(fault('too-large', name));
  const raw = Buffer.from(`${lines.join('\n')}\n`);
  const bytes = compress(raw);
  const section: HeaderSection = {
    name,
    codec: 'zstd',
    len: bytes.length,
    raw: raw.length,
    sha256: toBase64Url(sha256(bytes)),
    lines: lines.length,
    ids: ids === null ? null : toBase64Url(ids),
  };
  return ok({ section, bytes });
}

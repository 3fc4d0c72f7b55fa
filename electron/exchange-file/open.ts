import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AcknowledgementParts, parseAcknowledgement } from '#shared/exchange/acknowledgement.ts';
import { boundAgeHeader, type AgeEnvelope } from '#shared/exchange/age-header.ts';
import type { AgencyCard, CardStation } from '#shared/exchange/card.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { CARD_MAGIC, splitContainer, splitSections } from '#shared/exchange/container.ts';
import { fault } from '#shared/exchange/faults.ts';
import { type Header, type HeaderSection, isBlob, parseHeader } from '#shared/exchange/header.ts';
import { headerId, type Id24 } from '#shared/exchange/ids.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { splitLines } from '#shared/exchange/ops-lines.ts';
import { type FileProof, parseProofs } from '#shared/exchange/proof.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { assert, err, ok, type Result } from '#shared/result/result.ts';
import type { DecryptionKeys } from '#electron/keys/age.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { decompress } from './compress.ts';
import { type SenderLookup, type VerifiedSender, verifySender } from './sender.ts';

/** What a line reader gives at least: the id of the line, 24 bytes. */
export interface ReadLine {
  readonly id: Uint8Array;
}

export interface OpenContext<L extends ReadLine> {
  readonly keys: DecryptionKeys;
  /** Our agency id. */
  readonly self: Id24;
  readonly lookup: SenderLookup;
  /** Reads one line strictly (`parseWithId` of shared/sync) and works out its id; a broken rule refuses the whole file. */
  readonly readLine: (line: string) => Result<L, { readonly rule: string }>;
  /** Newest model this version understands. */
  readonly model: number;
  /** UTC ms; only to tell how far the sender's clock is ahead. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

export interface OpenedBlob {
  /** SHA-256 as base64url. */
  readonly name: Id24;
  readonly bytes: Uint8Array;
}

/** A file that passed steps 1 to 5 of section 10. Stream, sequence and every line's authority are still to be judged. */
export interface OpenedFile<L extends ReadLine> {
  readonly header: Header;
  readonly headerId: Id24;
  readonly headerBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** SHA-256 of the file as received, base64url: "already imported". */
  readonly fileHash: string;
  readonly sender: AgencyCard;
  readonly station: CardStation;
  /** Positive: the sender's clock is ahead of ours. Shown, never a reason to refuse. */
  readonly clockAheadMs: number;
  /** In file order, as `readLine` gave them; empty for `ack` and `card`. */
  readonly lines: readonly L[];
  /** Their ids, 24 bytes each, back to back. */
  readonly lineIds: Uint8Array;
  readonly blobs: readonly OpenedBlob[];
  /** A card file the sender passes on; to be given to `verifyCard`. */
  readonly card: Uint8Array | null;
  /** Of a `return` file; each to be given to `verifyProof`. */
  readonly proofs: readonly FileProof[];
}

const ID_BYTES = 24;

/**
 * Steps 1 to 5 of the import (exchange design, section 10), in that order; a fault refuses the whole file and nothing was stored.
 * Between steps the work can be cancelled. Codes: every `FaultCode` of `boundAgeHeader`, decryption, `parseHeader`, `verifySender`,
 * `splitSections`, and `section-hash`, `bad-compression`, `expands-too-far`, `bad-text`, `bad-line`, `line-too-long`,
 * `too-many-lines`, `ids-mismatch`, `cancelled`.
 */
export async function open<L extends ReadLine>(
  file: Uint8Array,
  context: OpenContext<L>,
): Promise<Result<OpenedFile<L>, Refusal>> {
  const plain = await context.keys.decrypt(file, context.signal);
  if (!plain.ok) return plain;
  const opened = await openContainer(plain.value, context);
  return opened.ok ? ok({ ...opened.value, fileHash: toBase64Url(sha256(file)) }) : opened;
}

type FrontContext = Pick<OpenContext<ReadLine>, 'self' | 'lookup' | 'model' | 'now'>;

/** Who signed a file and what its header says, with every section whole (steps 1 to 4): no line is read yet. Codes: as `open`. */
export async function openSigned(
  file: Uint8Array,
  context: FrontContext & Pick<OpenContext<ReadLine>, 'keys' | 'signal'>,
): Promise<Result<SignedIdentity, Refusal>> {
  const plain = await context.keys.decrypt(file, context.signal);
  if (!plain.ok) return plain;
  const front = openFront(plain.value, context);
  return front.ok ? ok(front.value.identity) : front;
}
export type SignedIdentity = ReturnType<typeof identityOf>;

interface Part {
  readonly section: HeaderSection;
  readonly bytes: Uint8Array;
}

function openFront(
  container: Uint8Array,
  context: FrontContext,
): Result<{ readonly identity: SignedIdentity; readonly parts: readonly Part[] }, Refusal> {
  const front = splitContainer(container);
  if (!front.ok) return front;
  const { headerBytes, signed, signature } = front.value;
  const header = parseHeader(headerBytes);
  if (!header.ok) return header;
  const sender = verifySender(header.value, signed, signature, context);
  if (!sender.ok) return sender;
  const sections = splitSections(container, headerBytes.length, header.value);
  if (!sections.ok) return sections;
  // Every hash before the first decompression: nothing unauthenticated reaches the decoder.
  const parts = header.value.sections.map((section, i) => ({ section, bytes: sections.value[i] ?? new Uint8Array() }));
  const wrong = parts.findIndex((part) => toBase64Url(sha256(part.bytes)) !== part.section.sha256);
  if (wrong >= 0) return err(fault('section-hash', `section ${wrong + 1}`));
  return ok({ identity: identityOf(header.value, headerBytes, signature, sender.value, context.now), parts });
}

/** What lies inside the encryption: steps 3 to 5. `open` is the way in; this is the part of it that needs no decryption key. */
export async function openContainer<L extends ReadLine>(
  container: Uint8Array,
  context: Omit<OpenContext<L>, 'keys'>,
): Promise<Result<Omit<OpenedFile<L>, 'fileHash'>, Refusal>> {
  const front = openFront(container, context);
  if (!front.ok) return front;
  const content = await readSections(front.value.parts, context);
  return content.ok ? ok({ ...content.value, ...front.value.identity }) : content;
}

/** An acknowledgement from a QR code or a message: the same checks as for a file, without encryption. Codes: as `open`, `bad-acknowledgement`. */
export function openAcknowledgement(
  text: string,
  context: Pick<OpenContext<ReadLine>, 'self' | 'lookup' | 'model' | 'now'>,
): Result<
  Pick<
    OpenedFile<ReadLine>,
    'header' | 'headerId' | 'headerBytes' | 'signature' | 'sender' | 'station' | 'clockAheadMs'
  >,
  Refusal
> {
  const parts: Result<AcknowledgementParts, Refusal> = parseAcknowledgement(text);
  if (!parts.ok) return parts;
  const { header, headerBytes, signature, signed } = parts.value;
  const sender = verifySender(header, signed, signature, context);
  return sender.ok ? ok(identityOf(header, headerBytes, signature, sender.value, context.now)) : sender;
}

function identityOf(
  header: Header,
  headerBytes: Uint8Array,
  signature: Uint8Array,
  sender: VerifiedSender,
  now: number,
) {
  // Copies, so that keeping a header does not keep the whole container alive.
  return {
    header,
    headerId: headerId(sha256, headerBytes),
    headerBytes: headerBytes.slice(),
    signature: signature.slice(),
    sender: sender.card,
    station: sender.station,
    clockAheadMs: header.created - now,
  };
}

/** Lets a pending cancellation arrive before asking for it. */
async function isCancelled(context: { readonly signal?: AbortSignal }): Promise<boolean> {
  await nextTurn();
  return context.signal?.aborted === true;
}

type Content<L extends ReadLine> = Pick<OpenedFile<L>, 'lines' | 'lineIds' | 'blobs' | 'card' | 'proofs'>;

async function readSections<L extends ReadLine>(
  parts: readonly Part[],
  context: Pick<OpenContext<L>, 'readLine' | 'signal'>,
): Promise<Result<Content<L>, Refusal>> {
  let content: Content<L> = { lines: [], lineIds: new Uint8Array(), blobs: [], card: null, proofs: [] };
  const blobs: OpenedBlob[] = [];
  for (const { section, bytes: part } of parts) {
    if (await isCancelled(context)) return err(fault('cancelled', ''));
    if (section.name === 'card') content = { ...content, card: part.slice() };
    else if (isBlob(section)) blobs.push({ name: section.name, bytes: part.slice() });
    else {
      const lines = linesOf(section, part);
      if (!lines.ok) return lines;
      if (await isCancelled(context)) return err(fault('cancelled', ''));
      const read = section.name === 'ops' ? await opsOf(section, lines.value, context) : proofsOf(lines.value);
      if (!read.ok) return read;
      content = { ...content, ...read.value };
    }
  }
  return ok({ ...content, blobs });
}

function linesOf(section: HeaderSection, part: Uint8Array): Result<readonly string[], Refusal> {
  const raw = decompress(part, section.raw);
  return raw.ok ? splitLines(raw.value, section.lines ?? 0) : raw;
}

function proofsOf(lines: readonly string[]): Result<{ readonly proofs: readonly FileProof[] }, Refusal> {
  const proofs = parseProofs(lines);
  return proofs.ok ? ok({ proofs: proofs.value }) : proofs;
}

/** Lines read before a cancellation is asked for. */
const LINES_AT_ONCE = 4_096;

async function opsOf<L extends ReadLine>(
  section: HeaderSection,
  texts: readonly string[],
  context: Pick<OpenContext<L>, 'readLine' | 'signal'>,
): Promise<Result<Pick<Content<L>, 'lines' | 'lineIds'>, Refusal>> {
  const lineIds = new Uint8Array(texts.length * ID_BYTES);
  const lines: L[] = [];
  for (const [i, text] of texts.entries()) {
    if (i > 0 && i % LINES_AT_ONCE === 0 && (await isCancelled(context))) return err(fault('cancelled', ''));
    const line = context.readLine(text);
    if (!line.ok) return err(fault('bad-line', `line ${i + 1}`, line.error.rule));
    assert(line.value.id.length === ID_BYTES, 'a line id has 24 bytes');
    lines.push(line.value);
    lineIds.set(line.value.id, i * ID_BYTES);
  }
  if (toBase64Url(sha256(lineIds)) !== section.ids) return err(fault('ids-mismatch', 'ops'));
  return ok({ lines, lineIds });
}

export type OutsideView =
  /** A card is public; nothing of it was read yet. */
  | { readonly kind: 'card'; readonly bytes: number }
  | ({ readonly kind: 'sealed'; readonly bytes: number } & Omit<AgeEnvelope, 'headerLength'>);

/**
 * What anyone sees of a file without a key: its size, and of the age envelope whether it is armored and the number and kind of its
 * recipients. Neither sender, addressee, operation nor number. Codes: those of `boundAgeHeader`, `too-large`.
 */
export function inspectOutside(file: Uint8Array): Result<OutsideView, Refusal> {
  if (file.length > LIMITS.file) return err(fault('too-large', 'file'));
  const bytes = file.length;
  if (CARD_MAGIC.every((byte, i) => file[i] === byte)) return ok({ kind: 'card', bytes });
  const envelope = boundAgeHeader(file);
  if (!envelope.ok) return envelope;
  const { armored, recipients, stanzas } = envelope.value;
  return ok({ kind: 'sealed', bytes, armored, recipients, stanzas });
}

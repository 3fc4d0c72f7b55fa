/** Two fictional agencies with real keys and cards, and a way to build files that no honest sender would. For tests only. */
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes } from '#shared/exchange/canonical-json.ts';
import type { AgencyCard } from '#shared/exchange/card.ts';
import { frontOf, MAGIC, padOf } from '#shared/exchange/container.ts';
import type { Header, HeaderSection } from '#shared/exchange/header.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import type { Result } from '#shared/result/result.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import { ageEncrypt } from '#electron/keys/age.ts';
import { newIdentity, type OwnIdentity } from '#electron/keys/identity.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { compress } from '#electron/exchange-file/compress.ts';
import { type OpenContext, type OpenedFile, open } from '#electron/exchange-file/open.ts';
import { makeFirstCard } from '#electron/exchange-file/own-card.ts';
import { type HeaderFields, type SealedFile, type SealInput, seal } from '#electron/exchange-file/seal.ts';
import type { KnownSender } from '#electron/exchange-file/sender.ts';

export const NOW = Date.UTC(2026, 4, 1);
export const MODEL = 3;

export interface Party {
  readonly identity: OwnIdentity;
  readonly card: AgencyCard;
}

/** The value, or a test failure that names the refusal. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code} at ${result.error.place}`);
  return result.value;
}
/** The code of the refusal, or null for success. */
export const codeOf = (result: Result<unknown, Refusal>): string | null => (result.ok ? null : result.error.code);

export async function makeParty(code: string, name: string): Promise<Party> {
  const identity = await newIdentity({ withRoot: true, now: NOW });
  return { identity, card: valueOf(makeFirstCard(identity, { code, name, station: `${code} desk 1` }, NOW)) };
}

export const readLine = (text: string): Result<ParsedLine, { readonly rule: string }> => parseWithId(text, sha256);

/** A canonical line that creates a fictional operation; `i` makes it unique. */
export const lineOf = (owner: string, i: number): string =>
  JSON.stringify(['n', 'operation', owner, String(i).padStart(12, 'A'), NOW + i, 0, 'P1']);

export function idsOf(lines: readonly string[]): Uint8Array {
  return sha256(
    ...lines.map((line) => {
      const parsed = readLine(line);
      if (!parsed.ok) throw new Error(`broken test line: ${parsed.error.rule}`);
      return parsed.value.id;
    }),
  );
}

export const STREAM = toBase64Url(new Uint8Array(24).fill(7));
export const fields = (over: Partial<HeaderFields> = {}): HeaderFields => ({
  stream: STREAM,
  seq: 1,
  prev: null,
  restart: null,
  model: MODEL,
  min: 1,
  acks: [],
  audit: null,
  ...over,
});

export function contextOf(self: Party, known: readonly KnownSender[]): OpenContext<ParsedLine> {
  return {
    keys: self.identity.decryptionKeys(),
    self: self.card.agency,
    lookup: (agency) => known.find((sender) => sender.card.agency === agency) ?? null,
    readLine,
    model: MODEL,
    now: NOW,
  };
}
export const trusting = (self: Party, sender: Party): OpenContext<ParsedLine> =>
  contextOf(self, [{ card: sender.card, trust: 'trusted' }]);

export async function sealChanges(
  from: Party,
  to: Party,
  lines: readonly string[],
  over: Partial<SealInput> = {},
): Promise<SealedFile> {
  return valueOf(
    await seal({
      fields: fields(),
      content: { kind: 'changes', lines, ids: idsOf(lines) },
      from: from.card.agency,
      identity: from.identity,
      recipientCard: to.card,
      now: NOW,
      ...over,
    }),
  );
}

/** What goes into a crafted container: any header bytes, any bytes after the signature. */
export interface Crafted {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly magic?: Uint8Array;
  readonly signature?: Uint8Array;
  /** Replaces the four length bytes. */
  readonly headerLength?: number;
}

export function containerOf(from: Party, crafted: Crafted): Uint8Array {
  const front = frontOf(crafted.magic ?? MAGIC, crafted.header);
  const signature = crafted.signature ?? from.identity.signHeader(front);
  const out = new Uint8Array([...front, ...signature, ...crafted.body]);
  if (crafted.headerLength !== undefined) new DataView(out.buffer).setUint32(8, crafted.headerLength);
  return out;
}

/** Signs the crafted parts as `from` and encrypts them to `to`, without any of the checks of `seal`. */
export async function craft(from: Party, to: Party, crafted: Crafted): Promise<Uint8Array> {
  return encryptTo(to, containerOf(from, crafted));
}
export async function encryptTo(to: Party, container: Uint8Array): Promise<Uint8Array> {
  return valueOf(
    await ageEncrypt(
      container,
      to.identity.encryption.map((key) => key.recipient),
    ),
  );
}

/** A right header for these sections, as plain data to be bent. */
export function headerOf(
  from: Party,
  to: Party,
  sections: readonly HeaderSection[],
  over: Partial<Header> = {},
): Header {
  return {
    ...fields(),
    v: 1,
    kind: 'changes',
    from: { agency: from.card.agency, station: from.identity.stationId, key: from.identity.stationKeyId },
    to: to.card.agency,
    created: NOW,
    pad: 0,
    sections: [...sections],
    ...over,
  };
}

export interface OpsOver {
  readonly compressed?: Uint8Array;
  readonly raw?: number;
  readonly lines?: number;
  readonly ids?: Uint8Array;
}
/** The `ops` section over any raw bytes, described as truthfully as the overrides allow. */
export function opsSection(
  raw: Uint8Array,
  over: OpsOver = {},
): { readonly section: HeaderSection; readonly bytes: Uint8Array } {
  const bytes = over.compressed ?? compress(raw);
  return {
    bytes,
    section: {
      name: 'ops',
      codec: 'zstd',
      len: bytes.length,
      raw: over.raw ?? raw.length,
      sha256: toBase64Url(sha256(bytes)),
      lines: over.lines ?? 1,
      ids: toBase64Url(over.ids ?? new Uint8Array(32)),
    },
  };
}

/** A signed, well-padded file around one `ops` section with whatever is in it. */
export async function craftOps(from: Party, to: Party, raw: Uint8Array, over: OpsOver = {}): Promise<Uint8Array> {
  const { section, bytes } = opsSection(raw, over);
  const draft = headerOf(from, to, [section]);
  const header = { ...draft, pad: padOf(canonicalBytes(draft).length, bytes.length) };
  const body = new Uint8Array(bytes.length + header.pad);
  body.set(bytes);
  return craft(from, to, { header: canonicalBytes(header), body });
}

export const openAt = (to: Party, from: Party, file: Uint8Array): Promise<Result<OpenedFile<ParsedLine>, Refusal>> =>
  open(file, trusting(to, from));

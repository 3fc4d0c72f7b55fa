import { z } from 'zod';
import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { BYTES32, ID24 } from './base64url.ts';
import { canonicalBytes, parseCanonical } from './canonical-json.ts';
import { fault } from './faults.ts';
import { LIMITS } from './limits.ts';

/** Version of the container and header this code writes and reads. */
export const FORMAT_VERSION = 1;

const count = z.int().min(0);
const id24 = z.string().regex(ID24);
const digest = z.string().regex(BYTES32);

/** Highest unbroken sequence number received on a stream, that header's id, and what arrived beyond the gap. */
const Ack = z.strictObject({
  stream: id24,
  seq: count,
  header: id24.nullable(),
  later: z.array(z.int().min(1)).max(LIMITS.acksLater),
});
const Section = z.strictObject({
  /** `ops`, `proof`, `card`, or for a blob its SHA-256. No file names. */
  name: z.union([z.enum(['ops', 'proof', 'card']), digest]),
  codec: z.enum(['zstd', 'none']),
  /** Bytes in the file. */
  len: z.int().min(1),
  /** Bytes after decompression. */
  raw: z.int().min(1),
  /** Over the bytes in the file. */
  sha256: digest,
  lines: z.int().min(1).max(LIMITS.lines).nullable(),
  /** SHA-256 over the 24-byte line ids in order; only for `ops`. */
  ids: digest.nullable(),
});
export const HEADER_KINDS = ['changes', 'ack', 'card', 'return'] as const;
const HeaderSchema = z.strictObject({
  v: z.literal(FORMAT_VERSION),
  kind: z.enum(HEADER_KINDS),
  /** Agency id, station id, id of the station's signing key. */
  from: z.strictObject({ agency: id24, station: id24, key: id24 }),
  to: id24,
  stream: id24,
  seq: z.int().min(1),
  /** Header id of `seq - 1`; null for the first. */
  prev: id24.nullable(),
  /** After a restored backup: the stream this one replaces and the last own number known there. */
  restart: z.strictObject({ stream: id24, seq: count }).nullable(),
  /** UTC milliseconds by the sender's clock; decides nothing. */
  created: count,
  /** Model the lines were written with, and the oldest model that may read them. */
  model: z.int().min(1),
  min: z.int().min(1),
  acks: z.array(Ack).max(LIMITS.acks),
  /** Newest audit entry of the sender. */
  audit: id24.nullable(),
  /** Zero bytes after the last section. */
  pad: count,
  sections: z.array(Section).max(LIMITS.blobs + 2),
});

export type Header = Readonly<z.infer<typeof HeaderSchema>>;
export type HeaderSection = Readonly<z.infer<typeof Section>>;
export type HeaderAck = Readonly<z.infer<typeof Ack>>;
export type HeaderKind = Header['kind'];

/**
 * Exact header bytes → header with every member and cross check of section 8. Codes: `too-large`, `not-canonical`,
 * `newer-format` (a higher `v`, whatever else it holds), `bad-header` with the member as place.
 */
export function parseHeader(bytes: Uint8Array): Result<Header, Refusal> {
  const value = parseCanonical(bytes, { maxBytes: LIMITS.header, maxDepth: LIMITS.headerDepth });
  if (!value.ok) return err({ ...value.error, place: 'header' });
  if (isNewer(value.value)) return err(fault('newer-format', 'header.v'));
  const parsed = HeaderSchema.safeParse(value.value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String) ?? [];
    return err(fault('bad-header', ['header', ...path].join('.')));
  }
  const broken = brokenPromise(parsed.data);
  return broken === null ? ok(parsed.data) : err(broken);
}

const isNewer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'v' in value &&
  typeof value.v === 'number' &&
  value.v > FORMAT_VERSION;

/** Header → its one byte form, or why it may not be written. The same checks as on reading, so nothing leaves that we would refuse. */
export function encodeHeader(header: Header): Result<Uint8Array<ArrayBuffer>, Refusal> {
  const bytes = canonicalBytes(header);
  const back = parseHeader(bytes);
  return back.ok ? ok(bytes) : back;
}

/** Cross checks that a schema of single members cannot say; null when all hold. */
function brokenPromise(header: Header): Refusal | null {
  const bad = (place: string, detail: string) => fault('bad-header', `header.${place}`, detail);
  if ((header.seq === 1) !== (header.prev === null))
    return bad('prev', 'only the first of a stream has no predecessor');
  if (header.min > header.model) return bad('min', 'it cannot be above model');
  if (header.restart?.stream === header.stream) return bad('restart', 'it must name another stream');
  for (const [i, ack] of header.acks.entries()) {
    const before = header.acks[i - 1];
    if (before !== undefined && before.stream >= ack.stream)
      return bad(`acks.${i}`, 'streams must be sorted and unique');
    if ((ack.seq === 0) !== (ack.header === null)) return bad(`acks.${i}.header`, 'it must name the header of seq');
    // seq + 1 is missing, or it would be part of the unbroken run.
    let last = ack.seq + 1;
    for (const later of ack.later) {
      if (later <= last) return bad(`acks.${i}.later`, 'it must ascend beyond the gap');
      last = later;
    }
  }
  return brokenSections(header);
}

const SECTION_NAMES: Readonly<Record<HeaderKind, readonly string[]>> = {
  changes: ['ops'],
  ack: [],
  card: ['card'],
  return: ['ops', 'proof'],
};

/** Which sections a kind holds, in this order: its named ones, then blobs (only with changes). */
function brokenSections(header: Header): Refusal | null {
  const bad = (place: string, detail: string) => fault('bad-header', `header.sections${place}`, detail);
  const named = isNewsAlone(header) ? [] : SECTION_NAMES[header.kind];
  if (header.sections.length < named.length) return bad('', `${header.kind} needs ${named.join(' and ')}`);
  const names = new Set<string>();
  let blobs = 0;
  for (const [i, section] of header.sections.entries()) {
    const place = `.${i}`;
    const expected = named[i];
    if (names.has(section.name)) return bad(place, 'names must be unique');
    names.add(section.name);
    if (expected !== undefined && section.name !== expected) return bad(place, `${expected} must stand here`);
    if (expected === undefined && (header.kind !== 'changes' || !isBlob(section)))
      return bad(place, 'this section does not belong here');
    if (expected === undefined && ++blobs > LIMITS.blobs) return fault('too-large', `header.sections${place}`);
    const broken = brokenSection(section, place);
    if (broken !== null) return broken;
  }
  return null;
}

/** Stations of one agency also tell each other of cards, partners, names and keys when no line was written: one blob and nothing else. */
const isNewsAlone = ({ kind, from, to, sections: [first, ...more] }: Header): boolean =>
  kind === 'changes' && from.agency === to && first !== undefined && isBlob(first) && more.length === 0;

/** Blobs carry their SHA-256 as name; the three other names are too short to be one. */
export const isBlob = (section: HeaderSection): boolean => section.name.length === 43;

/** Most bytes a compressed section of `len` bytes may expand to. */
export const expansionCap = (len: number): number =>
  Math.min(LIMITS.opsRaw, LIMITS.expandFactor * len + LIMITS.expandSlack);

function brokenSection(section: HeaderSection, place: string): Refusal | null {
  const bad = (member: string, detail: string) => fault('bad-header', `header.sections${place}.${member}`, detail);
  const large = (member: string) => fault('too-large', `header.sections${place}.${member}`);
  if (section.name === 'ops' || section.name === 'proof') {
    if (section.codec !== 'zstd') return bad('codec', 'lines are zstd');
    if (section.raw > expansionCap(section.len)) return fault('expands-too-far', `header.sections${place}.raw`);
    if (section.len > LIMITS.opsRaw) return large('len');
    if (section.lines === null || (section.ids === null) !== (section.name === 'proof'))
      return bad('ids', 'lines and their digest belong together');
    return null;
  }
  if (section.codec !== 'none' || section.raw !== section.len) return bad('raw', 'it is not compressed');
  if (section.lines !== null || section.ids !== null) return bad('lines', 'only lines are counted');
  if (section.len > (section.name === 'card' ? LIMITS.card : LIMITS.blob)) return large('len');
  if (isBlob(section) && section.name !== section.sha256) return bad('name', 'a blob is named by its SHA-256');
  return null;
}

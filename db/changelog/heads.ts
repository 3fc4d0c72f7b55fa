import { assert } from '#shared/result/result.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import type { HeadKey } from '#shared/sync/merge.ts';
import { asBuffer } from './ids.ts';
import type { Names } from './names.ts';

/** A head of a field as the store knows it: where its line stands, and what a merge needs without reading the line. */
export interface StoredHead extends HeadKey {
  /** Row of the line. */
  readonly n: number;
  /** The value it sets, where it is at hand; not stored. */
  readonly value?: Wire;
}

/** id 24, line 6, ms 6, counter 2, author 3, rank 2 (signed), flags 1. */
const HEAD_BYTES = 44;
const COVERED = 1;

/** Sorted by id; two, as most that are more than one, by hand. */
function byId(heads: readonly StoredHead[]): readonly StoredHead[] {
  const [first, second] = heads;
  if (!first || !second) return heads;
  if (heads.length === 2) return first.id <= second.id ? heads : [second, first];
  return [...heads].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The heads of one field as one packed row: the database is touched once per field. Sorted by id, so equal sets are equal bytes. */
export function packHeads(heads: readonly StoredHead[], names: Names): Buffer {
  const sorted = byId(heads);
  const out = Buffer.allocUnsafe(sorted.length * HEAD_BYTES);
  let at = 0;
  for (const head of sorted) {
    out.write(head.id, at, 24, 'base64url');
    out.writeUIntBE(head.n, at + 24, 6);
    out.writeUIntBE(head.ms, at + 30, 6);
    out.writeUInt16BE(head.ctr, at + 36);
    out.writeUIntBE(names.number(head.author), at + 38, 3);
    out.writeInt16BE(head.rank, at + 41);
    out.writeUInt8(head.covered ? COVERED : 0, at + 43);
    at += HEAD_BYTES;
  }
  return out;
}

export function unpackHeads(packed: Uint8Array, names: Names): readonly StoredHead[] {
  const bytes = asBuffer(packed);
  assert(bytes.length % HEAD_BYTES === 0, 'packed heads are whole');
  const out: StoredHead[] = [];
  for (let at = 0; at < bytes.length; at += HEAD_BYTES)
    out.push({
      id: bytes.toString('base64url', at, at + 24),
      n: bytes.readUIntBE(at + 24, 6),
      ms: bytes.readUIntBE(at + 30, 6),
      ctr: bytes.readUInt16BE(at + 36),
      author: names.name(bytes.readUIntBE(at + 38, 3)),
      rank: bytes.readInt16BE(at + 41),
      covered: (bytes.readUInt8(at + 43) & COVERED) !== 0,
    });
  return out;
}

/** Row numbers of the lines of packed heads, given as hexadecimal digits, without unpacking the rest. */
export function headLines(hex: string): readonly number[] {
  const out: number[] = [];
  for (let at = 48; at < hex.length; at += 2 * HEAD_BYTES) out.push(Number.parseInt(hex.slice(at, at + 12), 16));
  return out;
}

/** Number of packed heads, without unpacking. */
export const headCount = (packed: Uint8Array): number => packed.length / HEAD_BYTES;

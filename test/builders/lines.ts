import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { formatLine, type Line, type ParsedLine } from '#shared/sync/line.ts';
import { signatureParts } from '#shared/sync/line-id.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import { arrivalsOf } from '#shared/sync/plan-import.ts';
import type { Arrival, ImportPlan } from '#shared/sync/sorting.ts';
import { ModelStore } from './model-store.ts';

/** Four agencies with real station keys; what one hands to another is lines, in any order. */
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const AGENCIES = ['A01', 'B02', 'C03', 'D04'] as const;
export type Agency = (typeof AGENCIES)[number];
const keys = Object.fromEntries(AGENCIES.map((a) => [a, generateKeyPairSync('ed25519')]));
export const signBy = (agency: string, bytes: Uint8Array): Uint8Array => {
  const pair = keys[agency];
  if (!pair) throw new Error('no key');
  return sign(null, bytes, pair.privateKey);
};
let now = 1_767_600_000_000;
export const makeStore = (agency: Agency, more: { rosterOpen?: boolean; unsigned?: boolean } = {}): ModelStore =>
  new ModelStore({
    builder: {
      agency,
      by: 'p1',
      sha256,
      randomBytes: (n) => randomBytes(n),
      now: () => now++,
      signer: more.unsigned ? null : { keyId: `key-${agency}`, sign: (bytes) => signBy(agency, bytes) },
    },
    verify: (line, author) => {
      const parts = signatureParts(line);
      return (
        parts?.keyId === `key-${author}` && verify(null, parts.bytes, keys[author]?.publicKey ?? '', parts.signature)
      );
    },
    rosterOpen: more.rosterOpen ?? false,
  });

/** As read from a file: the text is parsed again. */
const reread = (parsed: ParsedLine): ParsedLine => {
  const read = parseWithId(parsed.text, sha256);
  if (!read.ok) throw new Error(read.error.rule);
  return read.value;
};
export const file = (from: ModelStore | Agency, ...lines: readonly ParsedLine[]): readonly Arrival[] =>
  arrivalsOf(typeof from === 'string' ? from : from.self, lines.map(reread));
/** All an owner has of a record for one agency, under its present release. */
export const everything = (owner: ModelStore, rec: string, to: string): readonly ParsedLine[] => [
  ...owner.linesOf(rec).flatMap((s) => (isRelease(s.parsed.line, to) ? [s.parsed] : [])),
  owner.under(rec, to),
  ...owner.linesOf(rec).flatMap((s) => ('gx'.includes(s.parsed.line.type) ? [] : [s.parsed])),
];
export const isRelease = (line: Line, to: string): boolean =>
  (line.type === 'g' || line.type === 'x') && line.to === to;
export const forge = (line: Line): ParsedLine => {
  const read = parseWithId(formatLine(line), sha256);
  if (!read.ok) throw new Error(read.error.rule);
  return read.value;
};
export const reasons = (plan: ImportPlan) => ({
  apply: plan.apply.map((l) => l.arrival.parsed.line.type).join(''),
  held: plan.held.map((l) => l.reason),
  aside: plan.aside.map((l) => l.reason),
  dropped: plan.dropped.map((l) => l.reason),
});
export const nothing = { apply: '', held: [], aside: [], dropped: [] };

/** A owns a task released to B and to C; all three hold it. */
export function shared() {
  const a = makeStore('A01');
  const b = makeStore('B02');
  const c = makeStore('C03');
  const rec = a.create('task');
  for (const [field, value] of [
    ['title', 'Search house 3'],
    ['status', 'planned'],
    ['tlp', 'AMBER'],
    ['code', 'T39'],
  ] as const)
    a.edit(rec, field, value);
  for (const other of [b, c]) {
    a.grant(rec, other.self);
    other.receive(file(a, ...everything(a, rec, other.self)));
  }
  return { a, b, c, rec };
}

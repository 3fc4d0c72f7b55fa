import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toBase64url } from './base64url.ts';
import { type BuilderDeps, LineBuilder } from './builder.ts';
import { lineId, signatureInput } from './line-id.ts';
import type { ParsedLine, SetLine } from './line.ts';
import { parseWithId } from './parse-line.ts';

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const key = generateKeyPairSync('ed25519');
const deps: BuilderDeps = {
  agency: 'A01',
  by: 'p1',
  sha256,
  randomBytes: (n) => randomBytes(n),
  now: () => 1_767_600_000_000,
  signer: { keyId: 'k1', sign: (bytes) => sign(null, bytes, key.privateKey) },
};
const builder = (more: Partial<BuilderDeps> = {}): LineBuilder =>
  new LineBuilder({ ...deps, ...more }, { ms: 0, ctr: 0 });
const id = (n: number): string => toBase64url(sha256(new Uint8Array([n >> 8, n & 255])).subarray(0, 24));
const REC = id(0);
const task = (field: string, value: SetLine['value'], prev: readonly string[] = []) => ({
  rec: REC,
  kind: 'task',
  field,
  value,
  prev,
});
const read = (line: ParsedLine): ParsedLine => {
  const parsed = parseWithId(line.text, sha256);
  if (!parsed.ok) throw new Error(parsed.error.rule);
  return parsed.value;
};
const must = <T>(
  r: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } },
): T => {
  if (!r.ok) throw new Error(r.error.code);
  return r.value;
};

describe('the line builder', () => {
  it('writes every type so that a reader finds the same members and the same id', () => {
    const b = builder();
    const lines: readonly ParsedLine[] = [
      b.create('task'),
      must(b.set(task('title', 'Search', [id(2), id(1), id(2)]))),
      must(b.set(task('needSkills', [['entry', 2]]))),
      must(b.grant({ rec: REC, to: 'B02', prev: [id(4)], via: id(3) }, ['all'])),
      must(b.recall({ rec: REC, to: 'B02', prev: [] }, 'no longer needed')),
      must(b.receipt(id(5), 'kept', 'legal hold')),
      b.offer(REC, 'B02'),
      b.accept(REC, id(6)),
      ...b.cover(REC, 'title', [id(8), id(7)]),
      b.under(REC, [id(9)]),
    ];
    expect(lines.map((l) => l.line.type).join('')).toBe('nssgxytukr');
    for (const line of lines) {
      const again = read(line);
      expect(again.line).toEqual(line.line);
      expect(again.idText).toBe(line.idText);
      expect([...line.id]).toEqual([...lineId(line.text, sha256)]);
    }
    expect(new Set(lines.map((l) => l.idText)).size).toBe(lines.length);
  });

  it('signs the classes decision, restrict and owner and all of g x y t u, with a signature that verifies; auto and review stay bare', () => {
    const b = builder();
    const signed: readonly ParsedLine[] = [
      must(b.set(task('status', 'done'))),
      must(b.set(task('tlp', 'RED'))),
      must(b.set(task('operation', id(1)))),
      must(b.grant({ rec: REC, to: 'B02', prev: [] }, null)),
      b.offer(REC, 'B02'),
      b.accept(REC, id(6)),
      must(b.receipt(id(5), 'done', null)),
    ];
    for (const { line, text } of signed) {
      const sig = 'sig' in line ? line.sig : null;
      expect(sig?.[0]).toBe('k1');
      expect(verify(null, signatureInput(text), key.publicKey, Buffer.from(sig?.[1] ?? '', 'base64url'))).toBe(true);
    }
    for (const line of [must(b.set(task('title', 'x'))), must(b.set(task('code', 'T1')))])
      expect(line.text).toMatch(/,null\]$/);
    expect(must(builder({ signer: null }).set(task('status', 'done'))).text).toMatch(/,null\]$/);
  });

  it('never writes the same line twice, and moves the clock with each', () => {
    const b = builder();
    const lines = Array.from({ length: 300 }, () => must(b.set(task('title', 'same'))));
    expect(new Set(lines.map((l) => (l.line as SetLine).salt)).size).toBe(300);
    expect(b.clock()).toEqual({ ms: 1_767_600_000_000, ctr: 299 });
  });

  it('refuses what a person may have typed and no file can carry', () => {
    const b = builder();
    const codeOf = (r: { readonly ok: boolean; readonly error?: { readonly code: string } }): string | undefined =>
      r.error?.code;
    expect(codeOf(b.set(task('status', 'paused')) as never)).toBe('value-unfit');
    expect(codeOf(b.set(task('title', 'a\0')) as never)).toBe('value-unfit');
    expect(codeOf(b.set(task('title', '\ud800')) as never)).toBe('value-unfit');
    expect(codeOf(b.set(task('minutes', 1.5)) as never)).toBe('value-unfit');
    const long = { rec: REC, kind: 'jit', field: 'basis', prev: [] };
    expect(codeOf(b.set({ ...long, value: Array(1_000).fill('é'.repeat(400)) }) as never)).toBe('value-too-long');
    expect(codeOf(b.grant({ rec: REC, to: 'B02', prev: [] }, 'x'.repeat(70_000)) as never)).toBe('value-too-long');
    expect(() => b.set(task('__proto__', 'x'))).toThrow('known fields');
    expect(() => b.create('constructor')).toThrow('known kind');
    expect(() => b.set({ ...task('title', 'x'), rec: 'short' })).toThrow('record');
  });

  it('takes a sealed text for a field of a kind kept apart, and only then', () => {
    const edit = { rec: REC, kind: 'traveller', field: 'nationality', value: 'sealed:AAAA', prev: [] };
    expect(builder().set(edit).ok).toBe(false);
    const b = builder({ isSealed: (text) => text.startsWith('sealed:') });
    expect(b.set(edit).ok).toBe(true);
    expect(b.set({ ...edit, kind: 'site', field: 'cc' }).ok).toBe(false);
  });

  it('settles more than 64 concurrent values in a chain whose last line names, through the others, all of them', () => {
    const b = builder();
    const heads = Array.from({ length: 200 }, (_, i) => id(i + 10));
    expect(b.set(task('title', 'x', heads))).toMatchObject({ ok: false, error: { code: 'too-many-heads' } });
    const lines = must(b.settle({ ...task('title', 'x', heads), via: id(3) }));
    const named = lines.flatMap((l) => (read(l).line as SetLine).prev);
    expect(heads.filter((h) => !named.includes(h))).toEqual([]);
    lines.slice(1).forEach((l, i) => expect((l.line as SetLine).prev).toContain(lines[i]?.idText));
    expect(must(b.settle(task('title', 'x')))).toHaveLength(1);
  });

  it('cuts a k where a line ends', () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => id(i));
    const lines = builder().cover(REC, 'title', ids);
    expect(lines.map((l) => (l.line.type === 'k' ? l.line.ids.length : 0))).toEqual([4_096, 904]);
    for (const l of lines) expect(read(l).idText).toBe(l.idText);
    expect(builder().cover(REC, 'title', [])).toEqual([]);
  });
});

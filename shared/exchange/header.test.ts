import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from './canonical-json.ts';
import { encodeHeader, expansionCap, type Header, type HeaderSection, parseHeader } from './header.ts';
import { LIMITS } from './limits.ts';

const id = (letter: string) => letter.repeat(32);
const digest = (letter: string) => letter.repeat(42) + 'A';
const ops: HeaderSection = {
  name: 'ops',
  codec: 'zstd',
  len: 100,
  raw: 900,
  sha256: digest('a'),
  lines: 3,
  ids: digest('b'),
};
const blob: HeaderSection = {
  name: digest('c'),
  codec: 'none',
  len: 50,
  raw: 50,
  sha256: digest('c'),
  lines: null,
  ids: null,
};
const card: HeaderSection = { ...blob, name: 'card' };
const proof: HeaderSection = { ...ops, name: 'proof', ids: null };
const good: Header = {
  v: 1,
  kind: 'changes',
  from: { agency: id('A'), station: id('S'), key: id('K') },
  to: id('B'),
  stream: id('T'),
  seq: 2,
  prev: id('P'),
  restart: null,
  created: 1_777_000_000_000,
  model: 3,
  min: 2,
  acks: [{ stream: id('Q'), seq: 4, header: id('H'), later: [6, 9] }],
  audit: id('D'),
  pad: 12,
  sections: [ops, blob],
};
/** Code and place of the refusal of a bent header; '' when it passes. */
const refused = (over: object): string => {
  const result = parseHeader(canonicalBytes({ ...good, ...over } as Header));
  return result.ok ? '' : `${result.error.code} ${result.error.place}`;
};

describe('header of an exchange file', () => {
  it('passes in each of its kinds', () => {
    expect(refused({})).toBe('');
    expect(refused({ kind: 'ack', sections: [] })).toBe('');
    expect(refused({ kind: 'card', sections: [card] })).toBe('');
    expect(refused({ kind: 'return', sections: [ops, proof] })).toBe('');
    // Stations of one agency also send facts without lines; nobody else does.
    const { agency } = good.from;
    expect(refused({ to: agency, sections: [blob] })).toBe('');
    expect(refused({ to: agency, sections: [blob, { ...blob, name: digest('e'), sha256: digest('e') }] })).not.toBe('');
    expect(refused({ to: agency, sections: [] })).toBe('bad-header header.sections');
    expect(refused({ sections: [blob] })).toBe('bad-header header.sections.0');
    expect(
      refused({
        seq: 1,
        prev: null,
        restart: { stream: id('R'), seq: 0 },
        acks: [{ stream: id('Q'), seq: 0, header: null, later: [2] }],
      }),
    ).toBe('');
  });

  it('lacks no member and takes no other', () => {
    for (const member of Object.keys(good)) {
      const { [member]: _gone, ...rest } = good as unknown as Record<string, never>;
      expect(parseHeader(canonicalBytes(rest)).ok).toBe(false);
    }
    expect(refused({ note: 1 })).toBe('bad-header header');
    expect(refused({ sections: [{ ...ops, file: 'plan.pdf' }] })).toBe('bad-header header.sections.0');
  });

  it.each<[string, object, string]>([
    ['another kind', { kind: 'diary' }, 'bad-header header.kind'],
    ['a newer version', { v: 2, anything: true }, 'newer-format header.v'],
    ['an id of 31 characters', { to: 'A'.repeat(31) }, 'bad-header header.to'],
    ['a first file with a predecessor', { seq: 1 }, 'bad-header header.prev'],
    ['a later file without one', { prev: null }, 'bad-header header.prev'],
    ['sequence 0', { seq: 0, prev: null }, 'bad-header header.seq'],
    ['min above model', { min: 4 }, 'bad-header header.min'],
    ['a restart of its own stream', { restart: { stream: id('T'), seq: 1 } }, 'bad-header header.restart'],
    [
      'an acknowledgement without header id',
      { acks: [{ ...good.acks[0], header: null }] },
      'bad-header header.acks.0.header',
    ],
    [
      'a later number that closes the gap',
      { acks: [{ ...good.acks[0], later: [5] }] },
      'bad-header header.acks.0.later',
    ],
    ['later numbers out of order', { acks: [{ ...good.acks[0], later: [8, 7] }] }, 'bad-header header.acks.0.later'],
    ['the same stream twice', { acks: [good.acks[0], good.acks[0]] }, 'bad-header header.acks.1'],
    ['changes without lines', { sections: [] }, 'bad-header header.sections'],
    ['two ops sections', { sections: [ops, ops] }, 'bad-header header.sections.1'],
    ['lines after a blob', { sections: [blob, ops] }, 'bad-header header.sections.0'],
    ['an acknowledgement with content', { kind: 'ack', sections: [ops] }, 'bad-header header.sections.0'],
    ['a card among changes', { sections: [ops, card] }, 'bad-header header.sections.1'],
    ['a return without proof', { kind: 'return', sections: [ops] }, 'bad-header header.sections'],
    ['lines without ids', { sections: [{ ...ops, ids: null }] }, 'bad-header header.sections.0.ids'],
    ['no lines', { sections: [{ ...ops, lines: 0 }] }, 'bad-header header.sections.0.lines'],
    ['1 000 001 lines', { sections: [{ ...ops, lines: 1_000_001 }] }, 'bad-header header.sections.0.lines'],
    ['uncompressed lines', { sections: [{ ...ops, codec: 'none' }] }, 'bad-header header.sections.0.codec'],
    ['a bomb', { sections: [{ ...ops, raw: expansionCap(100) + 1 }] }, 'expands-too-far header.sections.0.raw'],
    [
      'a blob not named by its hash',
      { sections: [ops, { ...blob, name: digest('e') }] },
      'bad-header header.sections.1.name',
    ],
    ['a compressed blob', { sections: [ops, { ...blob, codec: 'zstd' }] }, 'bad-header header.sections.1.raw'],
    [
      'a blob above 100 MiB',
      { sections: [ops, { ...blob, len: LIMITS.blob + 1, raw: LIMITS.blob + 1 }] },
      'too-large header.sections.1.len',
    ],
    ['the same blob twice', { sections: [ops, blob, blob] }, 'bad-header header.sections.2'],
    [
      'a hash with spare bits set',
      { sections: [ops, { ...blob, sha256: `${'c'.repeat(42)}B` }] },
      'bad-header header.sections.1.sha256',
    ],
    ['a negative pad', { pad: -1 }, 'bad-header header.pad'],
    [
      'a header above 64 KiB',
      {
        acks: Array.from({ length: 256 }, (_, i) => ({
          stream: String(i).padStart(32, 'A'),
          seq: 1,
          header: id('H'),
          later: Array.from({ length: 256 }, (_x, k) => 1_000_000 + k),
        })),
      },
      'too-large header',
    ],
  ])('refuses %s', (_name, over, expected) => {
    expect(refused(over)).toBe(expected);
  });

  it('never repeats content in a refusal', () => {
    const secret = 'operation-nightjar';
    const result = parseHeader(canonicalBytes({ ...good, to: secret, audit: secret } as unknown as Header));
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  it('is written only when it would be read', () => {
    expect(encodeHeader(good).ok).toBe(true);
    expect(encodeHeader({ ...good, min: 99 }).ok).toBe(false);
  });

  it('caps what a section may expand to', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: LIMITS.file }),
        (len) => expansionCap(len) <= LIMITS.opsRaw && expansionCap(len) >= Math.min(len, LIMITS.opsRaw),
      ),
    );
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Wire, type WireType, fits } from '../model/kinds/field.ts';
import { KINDS } from '../model/kinds/index.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { LINE_LIMITS } from './limits.ts';
import { formatLine, type Line } from './line.ts';
import { lineId, lineIdText, signatureInput, withoutSignature } from './line-id.ts';
import { nestingExceeds, parseLine, parseWithId, utf8Length, valueRule } from './parse-line.ts';
import { fieldOfLine } from './unknown-part.ts';

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const ID = (n: number): string => toBase64url(sha256(new Uint8Array([n]))).slice(0, 32);
const SIG = ['station-1', `${'A'.repeat(85)}w`] as const;
const setLine = (value: Wire, more: object = {}): Line =>
  ({
    type: 's',
    rec: ID(1),
    field: 'title',
    value,
    ms: 1_767_600_000_000,
    ctr: 3,
    author: 'A07',
    by: 'p-12',
    salt: 'abcdefghijkl',
    prev: [],
    sig: null,
    ...more,
  }) as Line;
const ruleOf = (text: string): string => {
  const r = parseLine(text);
  return r.ok ? 'accepted' : r.error.rule;
};

const idArb = fc.uint8Array({ minLength: 24, maxLength: 24 }).map(toBase64url);
const idsArb = (max: number) => fc.uniqueArray(idArb, { maxLength: max }).map((ids) => ids.sort());
const someIds = (max: number) => fc.uniqueArray(idArb, { minLength: 1, maxLength: max }).map((ids) => ids.sort());
const tokenArb = fc.stringMatching(/^[A-Za-z0-9_.:~-]{1,64}$/);
const saltArb = fc.stringMatching(/^[A-Za-z0-9_-]{12}$/);
const nameArb = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'title'),
  fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme' }).filter((s) => s.length <= 64 && !s.includes('\0')),
);
const textArb = fc.oneof(
  fc.constantFrom(
    '","',
    ',["',
    '"]]',
    ',null]',
    '[[[[',
    '\\ud800',
    "'; DROP TABLE lines; --",
    '<b>x</b>',
    '\u202e',
    '\ufeff',
  ),
  fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed() && !s.includes('\0')),
);
const leafArb = fc.oneof(
  textArb,
  fc.maxSafeInteger().map((n) => n + 0),
  fc.constant(null),
);
const wireArb: fc.Arbitrary<Wire> = fc.oneof(
  leafArb,
  fc.array(leafArb, { maxLength: 4 }),
  fc.array(fc.oneof(leafArb, fc.array(fc.oneof(leafArb, fc.array(leafArb, { maxLength: 3 })), { maxLength: 3 })), {
    maxLength: 3,
  }),
);
const sigArb = fc.option(fc.tuple(tokenArb, fc.uint8Array({ minLength: 64, maxLength: 64 }).map(toBase64url)));
const stamped = {
  ms: fc.integer({ min: 0, max: LINE_LIMITS.ms }),
  ctr: fc.integer({ min: 0, max: 65_535 }),
  by: tokenArb,
};
const informed = { ...stamped, salt: saltArb, prev: idsArb(5), sig: sigArb };
const lineArb = fc.oneof(
  fc.record({ type: fc.constant('n'), kind: nameArb, owner: tokenArb, nonce: saltArb, ...stamped }),
  fc.record({ type: fc.constant('s'), rec: idArb, field: nameArb, value: wireArb, author: tokenArb, ...informed }),
  fc.record({ type: fc.constant('k'), rec: idArb, field: nameArb, ids: someIds(9) }),
  fc.record({ type: fc.constant('g'), rec: idArb, to: tokenArb, terms: wireArb, ...informed }),
  fc.record({ type: fc.constant('x'), rec: idArb, to: tokenArb, reason: wireArb, ...informed }),
  fc.record({ type: fc.constant('r'), rec: idArb, ids: someIds(9) }),
  fc.record({
    type: fc.constant('y'),
    recall: idArb,
    outcome: nameArb,
    basis: wireArb,
    author: tokenArb,
    ...stamped,
    sig: sigArb,
  }),
  fc.record({ type: fc.constant('t'), rec: idArb, to: tokenArb, ...informed }),
  fc.record({ type: fc.constant('u'), rec: idArb, offer: idArb, ...informed }),
) as fc.Arbitrary<Line>;

describe('a line', () => {
  it('reads back as it was written, member by member and byte by byte', () => {
    fc.assert(
      fc.property(lineArb, (line) => {
        const text = formatLine(line);
        const read = parseLine(text);
        if (!read.ok) throw new Error(`${read.error.rule}: ${text}`);
        expect(read.value).toEqual(line);
        expect(formatLine(read.value)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('has the members of the format in the order of its table', () => {
    expect(formatLine(setLine([['x', 1]], { prev: [ID(2)], sig: SIG }))).toBe(
      `["s","${ID(1)}","title",[["x",1]],1767600000000,3,"A07","p-12","abcdefghijkl",["${ID(2)}"],["station-1","${SIG[1]}"]]`,
    );
  });

  it('has an id that leaves the signature out, and finds the unsigned text without parsing', () => {
    fc.assert(
      fc.property(lineArb, (line) => {
        const bare = formatLine('sig' in line ? ({ ...line, sig: null } as Line) : line);
        expect(withoutSignature(formatLine(line))).toBe(bare);
        const id = lineId(formatLine(line), sha256);
        expect([...id]).toEqual([...sha256(new TextEncoder().encode(`jxb.line.v1\n${bare}`)).subarray(0, 24)]);
        expect(lineIdText(id)).toHaveLength(32);
        expect(lineIdText(id)).toBe(Buffer.from(id).toString('base64url'));
      }),
    );
  });

  it('has one frozen id, so that no later version spells it differently', () => {
    const text = formatLine(setLine('Harbour terminal 3', { sig: SIG }));
    const parsed = parseWithId(text, sha256);
    expect(parsed.ok && parsed.value.idText).toBe('MVoWl8wowrkip-BwSEI7pGSNa7p0bzY0');
  });

  it('is signed over DSSE pre-authentication encoding with byte lengths', () => {
    const text = formatLine(setLine('é', { sig: SIG }));
    const body = formatLine(setLine('é'));
    const expected = `DSSEv1 32 application/vnd.jxb.line.v1+json ${new TextEncoder().encode(body).length} ${body}`;
    expect(new TextDecoder().decode(signatureInput(text))).toBe(expected);
  });
});

describe('what is refused', () => {
  const good = formatLine(setLine('x', { prev: [ID(2)] }));
  test.each([
    ['blank inside', good.replace(',', ', '), 'not-canonical'],
    ['blank before', ` ${good}`, 'not-canonical'],
    ['needless escape', good.replace('"title"', '"tit\\u006ce"'), 'not-canonical'],
    ['escaped slash', good.replace('"x"', '"\\/"'), 'not-canonical'],
    ['1.0', good.replace(',3,', ',3.0,'), 'not-canonical'],
    ['1e2', good.replace(',3,', ',1e2,'), 'not-canonical'],
    ['minus zero', good.replace(',3,', ',-0,'), 'not-canonical'],
    ['a fraction', good.replace('"x"', '1.5'), 'not-a-wire-value'],
    ['beyond 2^53', good.replace('"x"', '9007199254740992'), 'not-a-wire-value'],
    ['an object', good.replace('"x"', '{"a":1}'), 'not-a-wire-value'],
    ['an object named __proto__', good.replace('"x"', '{"__proto__":1}'), 'not-a-wire-value'],
    ['true', good.replace('"x"', 'true'), 'not-a-wire-value'],
    ['not an array', '{"a":1}', 'not-a-wire-value'],
    ['a bare string', '"s"', 'not-a-wire-value'],
    ['an empty array', '[]', 'unknown-type'],
    ['nothing', '', 'not-json'],
    ['two lines', `${good}${good}`, 'not-json'],
    ['a type letter of the prototype', '["constructor"]', 'unknown-type'],
    ['an unknown type letter', '["z",1]', 'unknown-type'],
    ['a member too many', good.replace(/\]$/, ',null]'), 'wrong-members'],
    ['an id too short', good.replace(ID(1), ID(1).slice(1)), 'bad-id'],
    ['a clock of 49 bit', good.replace('1767600000000', '281474976710656'), 'bad-clock'],
    ['a counter of 17 bit', good.replace(',3,', ',65536,'), 'bad-clock'],
    ['a clock before 1970', good.replace('1767600000000', '-1'), 'bad-clock'],
    ['an author with a blank', good.replace('"A07"', '"A 07"'), 'bad-name'],
    ['no field name', good.replace('"title"', '""'), 'bad-name'],
    ['prev twice', good.replace(`["${ID(2)}"]`, `["${ID(2)}","${ID(2)}"]`), 'bad-prev'],
    ['a signature of one string', good.replace(/null\]$/, '["k"]]'), 'bad-signature-form'],
    ['a signature with spare bits', good.replace(/null\]$/, `["k","${'A'.repeat(85)}x"]]`), 'bad-signature-form'],
  ])('%s', (_name, text, rule) => expect(ruleOf(text)).toBe(rule));

  it('prev unsorted, 65 ids, or 4 097 ids in a k', () => {
    const ids = Array.from({ length: 4_097 }, (_, i) =>
      toBase64url(sha256(new Uint8Array([i >> 8, i & 255])).subarray(0, 24)),
    ).sort();
    const prev = ids.slice(0, 64);
    expect(ruleOf(formatLine(setLine('x', { prev })))).toBe('accepted');
    expect(ruleOf(formatLine(setLine('x', { prev: [...prev].reverse() })))).toBe('bad-prev');
    expect(ruleOf(formatLine(setLine('x', { prev: ids.slice(0, 65) })))).toBe('bad-prev');
    const k = (n: number): string => formatLine({ type: 'k', rec: ID(1), field: 'title', ids: ids.slice(0, n) });
    expect([ruleOf(k(4_096)), ruleOf(k(4_097)), ruleOf(k(0))]).toEqual(['accepted', 'bad-prev', 'bad-prev']);
  });

  it('case 18: a line of 300 KiB, a string over 64 KiB, nesting 200 000 deep, without running out of stack', () => {
    expect(ruleOf(formatLine(setLine('x'.repeat(300 * 1024))))).toBe('too-long');
    expect(ruleOf(formatLine(setLine('x'.repeat(64 * 1024 + 1))))).toBe('string-too-long');
    expect(ruleOf(formatLine(setLine('x'.repeat(64 * 1024))))).toBe('accepted');
    expect(ruleOf(formatLine(setLine('é'.repeat(32 * 1024 + 1))))).toBe('string-too-long');
    expect(ruleOf(formatLine(setLine('é'.repeat(32 * 1024))))).toBe('accepted');
    const four = Array.from({ length: 4 }, () => 'x'.repeat(64 * 1024 - 100));
    expect(ruleOf(formatLine(setLine(four)))).toBe('accepted');
    expect(ruleOf(formatLine(setLine([...four, 'x'.repeat(1_000)])))).toBe('too-long');
    for (const depth of [200_000, 5]) {
      const deep = `["s",${'['.repeat(depth)}${']'.repeat(depth)}]`;
      expect(ruleOf(deep)).toMatch(/^too-(deep|long)$/);
      expect(ruleOf(deep.replace('["s"', '["s","[[["'))).toMatch(/^too-(deep|long)$/);
    }
    expect(nestingExceeds(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 4)).toBe(true);
    expect(ruleOf('['.repeat(100_000))).toBe('too-deep');
  });

  it('nesting: three arrays inside the line pass, four do not, brackets in texts do not count', () => {
    expect(ruleOf(formatLine(setLine([[['x']]])))).toBe('accepted');
    expect(ruleOf(formatLine(setLine([[[[]]]])))).toBe('too-deep');
    expect(ruleOf(formatLine(setLine(['[[[["\\[[[', ['"[[[[']])))).toBe('accepted');
    expect([valueRule([[['x']]]), valueRule([[[[]]]])]).toEqual([null, 'too-deep']);
  });

  it('case 19: lone surrogates and U+0000, but neither a pair nor the words that spell an escape', () => {
    expect(ruleOf(formatLine(setLine('\ud800')))).toBe('not-well-formed');
    expect(ruleOf(formatLine(setLine(['a', ['\udfff']])))).toBe('not-well-formed');
    expect(ruleOf(formatLine(setLine('a\0b')))).toBe('not-well-formed');
    expect(ruleOf(formatLine(setLine('x')).replace('"x"', '"\ud800"'))).toBe('not-canonical');
    expect(ruleOf(formatLine(setLine('\u{1F6A2}')))).toBe('accepted');
    expect(ruleOf(formatLine(setLine('\\ud800 \\u0000')))).toBe('accepted');
    expect(ruleOf(formatLine({ ...setLine('x'), field: 'a\0' } as Line))).toBe('not-well-formed');
    expect(ruleOf(`\ufeff${formatLine(setLine('x'))}`)).toBe('not-json');
  });

  it('no other text than the canonical one for any change of a byte that still parses', () => {
    fc.assert(
      fc.property(lineArb, fc.nat(), fc.constantFrom(' ', '0', '"', '[', ']', ',', '\\', 'é', '-'), (line, at, c) => {
        const text = formatLine(line);
        const i = at % text.length;
        const changed = text.slice(0, i) + c + text.slice(i + 1);
        const read = parseLine(changed);
        expect(read.ok ? formatLine(read.value) : changed).toBe(changed);
      }),
    );
  });
});

describe('the model', () => {
  it('holds no value that is nested deeper than a line may be', () => {
    const depth = (t: WireType): number =>
      t.t === 'list'
        ? 1 + depth(t.of)
        : t.t === 'tuple'
          ? 1 + Math.max(...t.of.map(depth))
          : t.t === 'optional'
            ? depth(t.of)
            : 0;
    const depths = Object.entries(KINDS).flatMap(([kind, k]) =>
      Object.entries(k.fields).map(([field, f]) => ({ name: `${kind}.${field}`, depth: depth(f.type) })),
    );
    expect(depths.length).toBeGreaterThan(200);
    expect(depths.filter((d) => d.depth > LINE_LIMITS.nesting)).toEqual([]);
    expect(
      depth({
        t: 'list',
        of: { t: 'list', of: { t: 'tuple', of: [{ t: 'list', of: { t: 'cc' }, max: 1 }] }, max: 1 },
        max: 1,
      }),
    ).toBe(4);
  });

  it('case 20: kinds and fields named like parts of a prototype are unknown', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(ruleOf(formatLine({ ...setLine('x'), field: name } as Line))).toBe('accepted');
      expect(fieldOfLine(name, { field: 'title', value: 'x' })).toBe('unknown-kind');
      expect(fieldOfLine('task', { field: name, value: 'x' })).toBe('unknown-field');
    }
    expect(Object.hasOwn(Object.prototype, 'title')).toBe(false);
  });

  it('case 21: SQL, HTML and bidi overrides come back exactly as they were', () => {
    for (const value of ["'; DROP TABLE lines; --", '<img src=x onerror=alert(1)>', '\u202eabc\u2066', '\u2028']) {
      const read = parseLine(formatLine(setLine(value)));
      expect(read.ok && read.value.type === 's' && read.value.value).toBe(value);
      expect(fits({ t: 'text', max: 100 }, value)).toBe(true);
    }
  });

  it('calls a value of a newer model unknown, and no value at all known', () => {
    expect(fieldOfLine('task', { field: 'status', value: 'paused' })).toBe('unknown-value');
    expect(fieldOfLine('task', { field: 'status', value: 'done' })).toMatchObject({ merge: 'decision' });
    expect(fieldOfLine('task', { field: 'status' })).toMatchObject({ merge: 'decision' });
  });
});

describe('base64url', () => {
  it('agrees with the usual encoder and has one spelling per value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect([...(fromBase64url(text) ?? [])]).toEqual([...bytes]);
      }),
    );
    for (const bad of ['A', 'AB', 'AAB', 'AA==', 'A+AA', 'A A', 'é']) expect(fromBase64url(bad)).toBeNull();
  });

  it('counts bytes of UTF-8 as an encoder does', () => {
    fc.assert(
      fc.property(textArb, (s) => {
        expect(utf8Length(s)).toBe(Buffer.byteLength(s));
      }),
    );
  });
});

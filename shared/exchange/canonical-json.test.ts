import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, canonicalJson, type CanonicalValue, parseCanonical } from './canonical-json.ts';

const limits = { maxBytes: 1024 * 1024, maxDepth: 12 };
const encoder = new TextEncoder();
const codeOf = (text: string | Uint8Array) => {
  const result = parseCanonical(typeof text === 'string' ? encoder.encode(text) : text, limits);
  return result.ok ? null : result.error.code;
};

/** Well-formed strings of any plane without U+0000. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((s) => s.isWellFormed() && !s.includes('\u0000'));
const { value } = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
}));

describe('canonical JSON', () => {
  it('reads back what it wrote, and writes it again to the same bytes', () => {
    fc.assert(
      fc.property(value, (original) => {
        const bytes = canonicalBytes(original);
        const back = parseCanonical(bytes, limits);
        expect(back.ok ? canonicalBytes(back.value) : back.error).toEqual(bytes);
        expect(JSON.parse(canonicalJson(original))).toEqual(JSON.parse(JSON.stringify(original)));
      }),
    );
  });

  it('gives one spelling whatever the order of members', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          text.filter((key) => key !== '__proto__'),
          fc.maxSafeInteger(),
          { noNullPrototype: true },
        ),
        (record) => {
          const reversed = Object.fromEntries(Object.entries(record).reverse());
          expect(canonicalJson(reversed)).toBe(canonicalJson(record));
        },
      ),
    );
  });

  it('accepts of arbitrary bytes only those it would write itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((json) => encoder.encode(json)),
          fc.uint8Array({ maxLength: 40 }),
        ),
        (bytes) => {
          const result = parseCanonical(bytes, limits);
          const again = result.ok ? canonicalBytes(result.value) : new Uint8Array(bytes);
          expect(again).toEqual(new Uint8Array(bytes));
          expect(result.ok ? 'not-canonical' : result.error.code).toBe('not-canonical');
        },
      ),
    );
  });

  it('sorts by UTF-16 code units as RFC 8785 section 3.2.3 shows', () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
  });

  it.each([
    ['duplicate key', '{"a":1,"a":1}'],
    ['unsorted keys', '{"b":1,"a":1}'],
    ['blank', '{"a": 1}'],
    ['line feed at the end', '[]\n'],
    ['1.0', '[1.0]'],
    ['1e2', '[1e2]'],
    ['minus zero', '[-0]'],
    ['fraction', '[0.5]'],
    ['unsafe integer', '[9007199254740993]'],
    ['huge exponent', '[1e400]'],
    ['escaped letter', '["\\u0061"]'],
    ['escaped slash', '["\\/"]'],
    ['upper-case escape', '["\\u001F"]'],
    ['lone surrogate', '["\\ud800"]'],
    ['lone surrogate in a key', '{"\\ud800":1}'],
    ['U+0000', '["\\u0000"]'],
    ['U+0000 in a key', '{"\\u0000":1}'],
    ['reserved key', '{"__proto__":{"a":1}}'],
    ['byte order mark', '\uFEFF{}'],
    ['nothing', ''],
    ['two values', '{}{}'],
  ])('refuses %s', (_name, json) => {
    expect(codeOf(json)).toBe('not-canonical');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(codeOf(Uint8Array.of(0x22, 0xff, 0x22))).toBe('not-canonical');
    expect(codeOf(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe('not-canonical');
    expect(codeOf(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22))).toBe('not-canonical');
  });

  it('refuses depth and size without running out of stack', () => {
    expect(codeOf('['.repeat(500_000))).toBe('not-canonical');
    expect(codeOf(`${'['.repeat(12)}${']'.repeat(12)}`)).toBeNull();
    expect(codeOf(`${'['.repeat(13)}${']'.repeat(13)}`)).toBe('not-canonical');
    expect(codeOf(`["${'['.repeat(100)}\\"["]`)).toBeNull();
    expect(codeOf(`["${'x'.repeat(1024 * 1024)}"]`)).toBe('too-large');
  });

  it('throws on what has no canonical form: that is a defect of ours', () => {
    for (const wrong of [0.5, Number.NaN, 2 ** 53, '\ud800', 'a\u0000b'])
      expect(() => canonicalJson([wrong])).toThrow('broken promise');
  });
});

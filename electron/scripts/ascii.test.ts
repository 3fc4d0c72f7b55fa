import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inAscii } from './ascii.ts';

const valueOf = (code: string): unknown => runInNewContext(code);
const ASCII = /^[\0-\x7f]*$/;

describe('a program in ASCII means the same', () => {
  test.each([
    ["'Équipe – 김 \u{1F600}'", 'Équipe – 김 \u{1F600}'],
    ['`H−${1 + 1} «نداء»`', 'H−2 «نداء»'],
    ["'\\–\\\\é\\\\\\ü'", '–\\é\\ü'],
    ['({ ة: 1, é: 2 }).ة', 1],
    ["/[–—]+/u.exec('a–—b')[0]", '–—'],
    ["/^[\u{1F600}-\u{1F64F}]$/u.test('\u{1F610}')", true],
    ["/\\u{1F600}|é/u.test('é')", true],
    ['const größe = 3; größe // – größer –', 3],
  ])('%s', (code, value) => {
    const ascii = inAscii(code);
    expect(ascii).toMatch(ASCII);
    expect(valueOf(code)).toEqual(value);
    expect(valueOf(ascii)).toEqual(value);
  });

  test('any text in a string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const ascii = inAscii(JSON.stringify(text));
        expect(ascii).toMatch(ASCII);
        expect(valueOf(ascii)).toBe(text);
      }),
    );
  });

  test('ASCII stays as it is', () => {
    expect(inAscii("const a = '\\u00e9\\\\';")).toBe("const a = '\\u00e9\\\\';");
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bdi, cell, cssLtr, cssString, escapeText, html, joined, ltr, shortened } from './html.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('text from a plan', () => {
  test('markup, quotes and ampersands are text', () => {
    expect(escapeText(`<b onclick="x">'&amp;</b>`)).toBe('&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;amp;&lt;/b&gt;');
  });
  test('formulas are text and stay as written', () => {
    expect(escapeText('=SUM(A1:A9)')).toBe('=SUM(A1:A9)');
  });
  test('direction overrides and isolates are shown, not obeyed', () => {
    expect(escapeText('a\u202Eb\u2066c\u2069')).toBe('a[U+202E]b[U+2066]c[U+2069]');
  });
  test('control characters and lone surrogates become the replacement character; tabs and line ends stay', () => {
    expect(escapeText('a\u0000b\u001Bc\u0085d\uD800e')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
    expect(escapeText('a\tb\r\nc')).toBe('a\tb\r\nc');
  });
  test('whatever it is, nothing in it can open or close a tag, an attribute or an entity', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = escapeText(text);
        expect(safe).not.toMatch(/[<>"']/);
        expect(safe.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(safe.isWellFormed()).toBe(true);
      }),
    );
  });
  test('each piece is isolated; times and figures read left to right', () => {
    expect(html`${bdi('عملية')} ${ltr('H+00:30')}`).toBe('<bdi>عملية</bdi> <bdi dir="ltr" class="n">H+00:30</bdi>');
  });
  test('what was not given is a dash', () => {
    expect([cell(null), cell(' '), cell('x')]).toEqual(['–', '–', '<bdi>x</bdi>']);
  });
  test('pieces are joined by text', () => {
    expect(joined([bdi('a'), bdi('b')], ' < ')).toBe('<bdi>a</bdi> &lt; <bdi>b</bdi>');
  });
});

describe('text in the boxes at the page edge', () => {
  /** What a style sheet reads from a string token: the CSS rules for escapes. */
  const cssValue = (token: string): string =>
    token
      .slice(1, -1)
      .replace(/\\([0-9A-Fa-f]{1,6}) ?/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

  test('cannot end the string, the style element or its own direction', () => {
    const hostile = '"; } </style><script>\\"\n\u2069\u202E<!--';
    for (const token of [cssString(hostile), cssLtr(hostile)]) {
      expect(token.slice(1, -1)).not.toMatch(/["<>\n\r]/);
      expect(cssValue(token).slice(1, -1)).toBe('"; } </style><script>\\"\n[U+2069][U+202E]<!--');
    }
  });
  test('any text comes back as it went in, isolated once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const token = cssString(text);
        expect(token).toMatch(/^"(?:[^"\\\n\r\f<>]|\\[0-9A-F]{1,6} )*"$/);
        expect(cssValue(token)).toBe(text === '' ? '' : `\u2068${text}\u2069`);
      }),
    );
  });
  test('strings of any bytes stay one token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cssString(text)).toMatch(/^"(?:[^"\\\n\r\f<>]|\\[0-9A-F]{1,6} )*"$/);
      }),
    );
  });
});

describe('shortening', () => {
  test('keeps what fits and marks what was cut', () => {
    expect(shortened('Harbour Watch', 13)).toBe('Harbour Watch');
    expect(shortened('Harbour Watch', 12)).toBe('Harbour Wat…');
    expect(shortened('Harbour Watch', 9)).toBe('Harbour…');
    expect(shortened('  two \n lines ', 20)).toBe('two lines');
  });
  test('wide letters count twice, and no letter is cut in two', () => {
    expect(shortened('警察庁国際捜査課', 16)).toBe('警察庁国際捜査課');
    expect(shortened('警察庁国際捜査課', 10)).toBe('警察庁国…');
    expect(shortened('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  });
});

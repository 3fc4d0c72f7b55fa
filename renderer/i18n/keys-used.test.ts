/** Every key the window asks for stands in the catalogue, and no word in it is dead. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOGUES } from '#test/tools/catalogues.ts';

type Texts = { readonly [key: string]: string | Texts };
const keysOf = (texts: Texts, path = ''): readonly string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key}.`),
  );
const SUFFIX = /_(zero|one|two|few|many|other)$/;
const known = [...new Set(keysOf(CATALOGUES.en).map((k) => k.replace(SUFFIX, '')))];

const root = new URL('../', import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, root), 'utf8') }));

/** First argument of each `t(` or `maybe(` call, cut at the comma or bracket that ends it. */
function firstArguments(text: string): readonly string[] {
  const found: string[] = [];
  for (const call of text.matchAll(/(?<![\w.])(?:t|maybe)\(/g)) {
    const from = call.index + call[0].length;
    let depth = 0;
    let quote = '';
    let at = from;
    for (; at < text.length; at += 1) {
      const c = text[at] ?? '';
      if (quote !== '') {
        if (c === quote) quote = '';
      } else if (c === "'" || c === '`') quote = c;
      else if ('([{'.includes(c)) depth += 1;
      else if (c === ',' && depth === 0) break;
      else if (')]}'.includes(c)) {
        if (depth === 0) break;
        depth -= 1;
      }
    }
    found.push(text.slice(from, at));
  }
  return found;
}

/** Literal keys, and patterns for keys put together at run time (`${…}` stands for anything). */
function asked(text: string): { readonly literal: readonly string[]; readonly pattern: readonly RegExp[] } {
  const all = firstArguments(text)
    // a text that is only compared with is no key
    .map((argument) => argument.replaceAll(/[!=]==\s*'[^']*'/g, ''))
    .flatMap((argument) => [...argument.matchAll(/'([^']*)'|`([^`]*)`/g)]);
  const parts = all.map((m) => m[1] ?? m[2] ?? '').filter((k) => /^[a-zA-Z]+\./.test(k));
  return {
    literal: parts.filter((k) => !k.includes('${')),
    pattern: parts
      .filter((k) => k.includes('${'))
      .map((k) => new RegExp(`^${k.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}+/g, '.+')}$`)),
  };
}

describe('keys asked for in the window', () => {
  test('the reader of sources finds what it should', () => {
    expect(asked("t('a.b') maybe(`c.${d}`, x) t(e === 'n.o' ? 'f.g' : 'h.i', { j: k('l.m') })")).toEqual({
      literal: ['a.b', 'f.g', 'h.i'],
      pattern: [/^c\..+$/],
    });
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap((s) => asked(s.text).literal).length).toBeGreaterThan(300);
  });

  test('every literal key has its words', () => {
    const missing = sources.flatMap((s) =>
      asked(s.text)
        .literal.filter((k) => !known.includes(k))
        .map((k) => `${s.name}: ${k}`),
    );
    expect(missing).toEqual([]);
  });

  test('every key put together at run time can meet words', () => {
    const missing = sources.flatMap((s) =>
      asked(s.text)
        .pattern.filter((p) => !known.some((k) => p.test(k)))
        .map((p) => `${s.name}: ${p.source}`),
    );
    // steps of long jobs get their words with the first job that reports them
    expect(missing.filter((m) => !m.includes('job\\.step'))).toEqual([]);
  });

  test('every text is asked for somewhere', () => {
    const everything = sources.map((s) => s.text).join('\n');
    const patterns = sources.flatMap((s) => asked(s.text).pattern);
    // keys may also stand in tables of the source, so any quoted mention counts
    const dead = known.filter((k) => !everything.includes(`'${k}'`) && !patterns.some((p) => p.test(k)));
    expect(dead.filter((k) => !k.startsWith('step.'))).toEqual([]);
  });
});

/** The catalogues as the window runs them: plurals of all four languages, words for every answer of the contract, the long test run. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CallError } from '#shared/contract/call.ts';
import type { BoxItem, ChangeItem, Partner, VerifiedFile } from '#shared/contract/exchange.ts';
import { numberText } from './formats.ts';
import { pseudoLong, pseudoText } from './pseudo.ts';
import { CATALOGUES } from '#test/tools/catalogues.ts';
import { directionOf, hasWords, loadWords, startLanguages } from './setup.ts';

const CODES = ['en', 'fr', 'es', 'ar'] as const;
let i18n: Awaited<ReturnType<typeof startLanguages>>;
beforeAll(async () => {
  i18n = await startLanguages('en');
  await Promise.all(CODES.map(loadWords));
});
const say = (code: string, key: string, params: Readonly<Record<string, string | number>> = {}): string =>
  i18n.getFixedT(code)(key, { ...params });

describe('counts', () => {
  test.each([
    ['en', ['0 findings here', '1 finding here', '2 findings here', '11 findings here']],
    ['fr', ['0 constat ici', '1 constat ici', '2 constats ici', '11 constats ici']],
    ['es', ['0 hallazgos aquí', '1 hallazgo aquí', '2 hallazgos aquí', '11 hallazgos aquí']],
    ['ar', ['لا ملاحظات هنا', 'ملاحظة واحدة هنا', 'ملاحظتان هنا', '11 ملاحظة هنا']],
  ] as const)('%s: none, one, two and eleven findings', (code, expected) => {
    expect([0, 1, 2, 11].map((count) => say(code, 'findings.here', { count }))).toEqual(expected);
  });

  test('ar: few (3–10), many (11–99) and other (100) differ as grammar asks', () => {
    expect([3, 10, 11, 99, 100, 103].map((count) => say('ar', 'severity.blockCount', { count }))).toEqual([
      '3 موانع',
      '10 موانع',
      '11 مانعًا',
      '99 مانعًا',
      '100 مانع',
      '103 موانع',
    ]);
  });

  test('fr and es have words for a million', () => {
    for (const code of ['fr', 'es'] as const)
      expect(say(code, 'findings.here', { count: 1_000_000 }).replaceAll(/(?<=\d)[^\d](?=\d)/g, '')).toMatch(
        /^1000000 /,
      );
  });

  test('no language falls back to English, whatever the number', () => {
    const english = say('en', 'timeline.undated', { count: 7 }).replace('7', '');
    fc.assert(
      fc.property(fc.constantFrom('fr', 'es', 'ar'), fc.integer({ min: 0, max: 2_000_000 }), (code, count) => {
        const text = say(code, 'timeline.undated', { count });
        expect(text).not.toBe('timeline.undated');
        expect(text).not.toContain(english.trim());
      }),
    );
  });
});

describe('numbers in texts', () => {
  test('are grouped as the language does from ten thousand on, and left alone below', () => {
    for (const code of CODES) {
      const text = say(code, 'job.of', { done: 9_999, total: 54_512 });
      expect(text).toContain('9999');
      expect(text).toContain(numberText(54_512, code));
    }
    expect(say('en', 'job.of', { done: 2027, total: 54512 })).toContain('54,512');
    expect(say('ar', 'job.of', { done: 2027, total: 54512 })).toContain('54,512');
  });
});

describe('a key asked for in any language is answered in that language', () => {
  test('Arabic keeps what is put in isolated from right-to-left text', () => {
    expect(say('ar', 'timeline.span', { start: '04:00', end: '05:30', offset: 'H+00:30' })).toContain(
      '\u2068H+00:30\u2069',
    );
  });

  test('direction follows the language', () => {
    expect(CODES.map(directionOf)).toEqual(['ltr', 'ltr', 'ltr', 'rtl']);
  });
});

/** Written as records, so that a new answer of the contract stops the compiler until it stands here. */
const KINDS: Readonly<Record<CallError['kind'], true>> = {
  refused: true,
  locked: true,
  'not-found': true,
  busy: true,
  cancelled: true,
  failed: true,
};
const BOX: Readonly<Record<BoxItem['state'], true>> = {
  sealed: true,
  acknowledged: true,
  accepted: true,
  gap: true,
  fork: true,
};
const TRUST: Readonly<Record<Partner['trust'] | VerifiedFile['sender']['trust'], true>> = {
  pending: true,
  trusted: true,
  revoked: true,
  unknown: true,
};
const WHAT: Readonly<Record<ChangeItem['what'], true>> = { added: true, changed: true, closed: true, conflict: true };
const COUNTS: Readonly<Record<keyof VerifiedFile['counts'], true>> = {
  added: true,
  changed: true,
  closed: true,
  conflicts: true,
  held: true,
  proposals: true,
  aside: true,
};

describe.each(CODES)('%s has words for every answer of the contract', (code) => {
  const keys = [
    ...Object.keys(KINDS).flatMap((k) => [`error.kind.${k}`, `error.safe.${k}`]),
    ...Object.keys(BOX).map((k) => `box.state.${k}`),
    ...Object.keys(TRUST).map((k) => `trust.${k}`),
    ...Object.keys(WHAT).map((k) => `verified.what.${k}`),
    ...Object.keys(COUNTS).map((k) => `verified.count.${k}`),
    'verified.state.already-imported',
    'verified.state.card',
    'receive.done.accepted',
    'receive.done.already-imported',
    'start.gap',
    'start.overlap',
    'box.in',
    'box.out',
    ...['system', 'light', 'dark', 'contrast'].map((k) => `look.${k}`),
    ...['ref', 'utc', 'device'].map((k) => `zone.${k}`),
    ...['home', 'operations', 'timeline', 'matrix', 'calendar', 'findings', 'exchange', 'history'].map(
      (k) => `area.${k}`,
    ),
    ...['start-form', 'start-far', 'start-date', 'start-time', 'start-zone'].map((k) => `start.fault.${k}`),
    ...['H', 'D', 'fixed'].map((k) => `start.form.${k}`),
  ];
  test('each text is its own, not English', () => {
    const bundle = i18n.getFixedT(code);
    expect(keys.filter((k) => !i18n.exists(k, { lng: code, fallbackLng: [] }))).toEqual([]);
    const english = code === 'en' ? [] : keys.filter((k) => bundle(k) === say('en', k));
    expect(english).toEqual([]);
  });
});

describe('the long test run', () => {
  test('every text grows by at least 40 % of its own letters and keeps its placeholders', () => {
    const placeholders = (s: string): readonly string[] => s.match(/\{\{[^}]*\}\}/g) ?? [];
    const bare = (s: string): number => s.replaceAll(/\{\{[^}]*\}\}/g, '').length;
    const visit = (texts: object): void => {
      for (const text of Object.values(texts) as readonly (string | object)[]) {
        if (typeof text !== 'string') {
          visit(text);
          continue;
        }
        const long = pseudoText(text);
        expect(placeholders(long)).toEqual(placeholders(text));
        expect(bare(long)).toBeGreaterThanOrEqual(Math.ceil(bare(text) * 1.4));
      }
    };
    visit(CATALOGUES.en);
  });

  test('keeps every key', () => {
    const keys = (texts: object): readonly string[] =>
      Object.entries(texts).flatMap(([k, v]) => (typeof v === 'string' ? [k] : [k, ...keys(v as object)]));
    expect(keys(pseudoLong(CATALOGUES.en))).toEqual(keys(CATALOGUES.en));
  });

  test('a placeholder is never marked with accents, however it is spelt', () => {
    expect(pseudoText('{{aeiou}} aeiou')).toBe('{{aeiou}} áëîöü~~~');
  });
});

describe('words are read when they are wanted', () => {
  test('a start holds English and the language of the person, another comes when it is asked for', async () => {
    for (const code of CODES) i18n.removeResourceBundle(code, 'translation');
    await startLanguages('fr');
    expect(CODES.filter(hasWords)).toEqual(['en', 'fr']);
    expect(say('fr', 'area.findings')).toBe(CATALOGUES.fr.area.findings);
    await loadWords('ar');
    expect(CODES.filter(hasWords)).toEqual(['en', 'fr', 'ar']);
    expect(say('ar', 'area.findings')).toBe(CATALOGUES.ar.area.findings);
  });

  test('a language that does not exist is drawn in English', async () => {
    await loadWords('xx');
    expect(hasWords('xx')).toBe(false);
    expect(say('xx', 'area.findings')).toBe(CATALOGUES.en.area.findings);
  });
});

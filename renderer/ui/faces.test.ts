/** Which files of letters are read ahead: those the picture will be drawn with, and no others. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Face, facesFor } from './faces.ts';

/** The faces of the window as its styles declare them, in the order of the styles. */
const PACKAGES = [
  '@fontsource-variable/inter/index.css',
  '@fontsource-variable/noto-sans-arabic/index.css',
  '@fontsource-variable/noto-sans-thai/index.css',
  '@fontsource/noto-sans-myanmar/400.css',
  '@fontsource/noto-sans-myanmar/600.css',
  '@fontsource-variable/noto-sans-sc/index.css',
  '@fontsource-variable/noto-sans-jp/index.css',
  '@fontsource-variable/noto-sans-kr/index.css',
];
interface File extends Face {
  readonly file: string;
}
const FACES: readonly File[] = PACKAGES.flatMap((name) => {
  const css = readFileSync(new URL(`../../node_modules/${name}`, import.meta.url), 'utf8');
  return [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, body = '']) => {
    const of = (property: string): string => new RegExp(`${property}:([^;]*);?`).exec(body)?.[1]?.trim() ?? '';
    return {
      family: of('font-family'),
      unicodeRange: of('unicode-range'),
      file: /files\/([^)]*)\.woff2/.exec(body)?.[1] ?? '',
    };
  });
});
const FAMILIES = [
  'Inter Variable',
  'Noto Sans Arabic Variable',
  'Noto Sans Thai Variable',
  'Noto Sans Myanmar',
  'Noto Sans SC Variable',
  'Noto Sans JP Variable',
  'Noto Sans KR Variable',
  'system-ui',
];
const files = (text: string): readonly string[] => facesFor(Array.from(text), FAMILIES, FACES).map(({ file }) => file);

test('Latin letters need no face of another script', () => {
  expect(files('Entry team H+02:30')).toEqual(['inter-latin-wght-normal']);
  expect(files('Nguyễn')).toEqual(['inter-latin-wght-normal', 'inter-vietnamese-wght-normal']);
});

test('a script brings the one face of its letters', () => {
  expect(files('ليلى')).toEqual(['noto-sans-arabic-arabic-wght-normal']);
  expect(files('สมชาย')).toEqual(['noto-sans-thai-thai-wght-normal']);
  expect(files('အောင်')).toEqual(['noto-sans-myanmar-myanmar-400-normal']);
});

test('a Han letter is read from the first family that has it, and only from there', () => {
  const han = files('王小明');
  expect(han.length).toBeGreaterThan(0);
  expect(han.filter((file) => !file.startsWith('noto-sans-sc-'))).toEqual([]);
});

test('kana come from the Chinese faces, which have them', () => {
  expect(files('さくら').filter((file) => !file.startsWith('noto-sans-sc-'))).toEqual([]);
});

test('Hangul comes from the Korean faces; the Chinese ones that only say they have it are read on the way, as the browser does', () => {
  expect(files('김')).toEqual(['noto-sans-sc-21-wght-normal', 'noto-sans-kr-116-wght-normal']);
});

test('a letter that no face has asks for none', () => {
  expect(files('\u{1F600}')).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foundIn, questionOf, readTyped, tierOf, TIERS } from './match.ts';
import { foldScript, soundOf, wordsOfText } from './scripts.ts';
import { documentOf, wordsOf } from './words.ts';

/** The best tier in which somebody of this name is found by what was typed. */
function tier(name: string, typed: string): string | null {
  const words = documentOf('person', { code: 'P-12', name }, 'oaa');
  const read = readTyped(typed);
  return words && read && tierOf(words, read, null);
}

describe('names found in any script (ux.md, sections 5 and 12)', () => {
  test.each([
    ['สมชาย ใจดี', 'สมชาย'],
    ['สมชาย ใจดี', 'ใจ'],
    ['ប្រាក់ សុខ', 'សុខ'],
    ['ສົມພອນ', 'ພອນ'],
    ['အောင်ဆန်း', 'ဆန်း'],
    ['王小明', '小明'],
    ['たなか', 'なか'],
    ['김민수', '민수'],
    ['مُحَمَّد الحسن', 'محمد'],
    ['Иванов Сергей', 'иван'],
    ['Đình Nguyễn', 'đình'],
    ['Opération Héron', 'operation heron'],
    ['ΓΙΏΡΓΟΣ', 'γιωργοσ'],
    ['ﾀﾅｶ', 'タナカ'],
  ])('%s by its own script: %s', (name, typed) => {
    expect(tier(name, typed)).toBe('title');
  });

  test.each([
    ['Thai', 'สมชาย ใจดี', 'Somchai'],
    ['Thai', 'ประยุทธ์', 'Prayut'],
    ['Khmer', 'វណ្ណា សុខ', 'vanna sok'],
    ['Khmer', 'ហ៊ុន សែន', 'Hun Sen'],
    ['Lao', 'ສົມພອນ', 'Somphone'],
    ['Burmese', 'အောင်ဆန်း', 'Aung San'],
    ['Burmese', 'မြင့်', 'Myint'],
    ['Chinese', '王小明', 'Wang Xiaoming'],
    ['Chinese', '王小明', 'xiaoming wang'],
    ['Chinese', '张伟', 'zhangwei'],
    ['Japanese', 'たなか', 'tanaka'],
    ['Japanese', 'タナカ', 'Tana'],
    ['Korean', '김민수', 'Kim Minsu'],
    ['Korean', '박지성', 'Jisung'],
    ['Arabic', 'محمد الحسن', 'Mohammed'],
    ['Arabic', 'محمد الحسن', 'Muhamad al-Hassan'],
    ['Arabic', 'عبد الله', 'Abdullah'],
    ['Arabic', 'عمر', 'Omar'],
    ['Arabic', 'أحمد', 'Ahmed'],
    ['Cyrillic', 'Иванов Сергей', 'Ivanov Sergei'],
    ['Cyrillic', 'Щербаков', 'Shcherbakov'],
    ['Vietnamese', 'Trần Thị Hương', 'tran thi huong'],
    ['Vietnamese', 'Đình Nguyễn', 'Dinh'],
  ])('%s %s by Latin typing: %s', (_, name, typed) => {
    expect(tier(name, typed)).not.toBeNull();
  });

  test.each([
    ['สมชาย ใจดี', 'Prasert'],
    ['王小明', 'Li'],
    ['محمد الحسن', 'Omar'],
    ['김민수', 'Park'],
    ['Entry team', 'Gate'],
  ])('%s is not found by %s', (name, typed) => {
    expect(tier(name, typed)).toBeNull();
  });

  test('a sound stands behind every word: a Latin text is never found by its sound', () => {
    expect(documentOf('person', { name: 'Somchai Đình' }, '')?.sound).toBe('');
    expect(tier('สมชาย', 'somchai')).toBe('sound');
    expect([soundOf('mohammed'), soundOf('muhamad'), soundOf('mhmd')]).toEqual(['mt', 'mt', 'mt']);
  });

  test('a code is found whole, in parts, with and without its signs', () => {
    const words = documentOf('task', { code: 'AG-4/b', title: 'x' }, '');
    const by = (text: string) => {
      const read = readTyped(text);
      return words && read && tierOf(words, read, null);
    };
    expect([by('ag4b'), by('AG-4/B'), by('ag'), by('4'), by('g4')]).toEqual(['code', 'code', 'title', 'title', null]);
  });

  test('what was found in a text is shown with what stands around it', () => {
    const place = `${'far away '.repeat(20)}by the old Pagode road ${'and on '.repeat(30)}`;
    const read = readTyped('pagode');
    const found = read && foundIn('site', { place, hazards: ['dogs'] }, read);
    expect(found?.field).toBe('place');
    expect(found?.excerpt).toMatch(/^….*Pagode road.*…$/);
  });
});

describe('properties', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }));

  test('words are parted by single blanks and hold nothing that the index would part again', () => {
    fc.assert(
      fc.property(text, (any) => {
        const sounds = new Set<string>();
        const words = wordsOf(any, sounds);
        const odd = words.split(' ').filter((word) => word !== '' && !/^[\p{L}\p{N}\p{M}]+$/u.test(word));
        expect([odd, words.includes('  ')]).toEqual([[], false]);
        expect([...sounds].filter((sound) => !/^[a-z]{2,}$/.test(sound))).toEqual([]);
      }),
    );
  });

  test('every title is found by itself and by the beginning of each of its words', () => {
    fc.assert(
      fc.property(text, (title) => {
        const words = documentOf('task', { title }, '');
        const tiers = wordsOfText(foldScript(title))
          .flat()
          .flatMap((run) => {
            const read = readTyped(Array.from(run.text).slice(0, 2).join(''));
            return read && words ? [tierOf(words, read, null)] : [];
          });
        expect(tiers.filter((name) => name !== 'title')).toEqual([]);
      }),
    );
  });

  test('whatever is typed, a question holds no syntax but its own', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...TIERS), (any, name) => {
        const read = readTyped(any);
        const question = read && questionOf(read, name, 'oaa');
        expect((question ?? 'a').replaceAll(/"[\p{L}\p{N}\p{M}· ]+"/gu, '"')).toMatch(/^[a-z {}:()*"AND]+$/);
      }),
    );
  });
});

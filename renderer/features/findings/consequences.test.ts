import { describe, expect, test } from 'vitest';
import type { ConsequencesView } from '#shared/contract/values.ts';
import type { Words } from '../../i18n/index.ts';
import { type ChangeEffect, effectWords } from './consequences.tsx';

const t = ((key: string, values?: object) =>
  values === undefined ? key : `${key} ${JSON.stringify(values)}`) as Words['t'];
const words: Words = { t, maybe: (_, otherwise) => otherwise, language: 'en' };
const same = { before: 1, after: 1 };
const still: ConsequencesView = {
  people: 3,
  doubled: same,
  dark: same,
  holiday: same,
  uncarried: same,
  outsideHours: same,
};
const effect = (change: Partial<ConsequencesView>, added = 0, gone = 0): ChangeEffect => ({
  consequences: { ...still, ...change },
  added: Array.from({ length: added }) as ChangeEffect['added'],
  gone: Array.from({ length: gone }) as ChangeEffect['gone'],
});

describe('what a change does, in words', () => {
  test('says that nothing changes', () => {
    expect(effectWords(effect({}))(words)).toBe('findings.noChange');
  });
  test('counts findings and names each count that is another one then', () => {
    expect(effectWords(effect({ doubled: { before: 0, after: 2 } }, 2, 1))(words).split(' · ')).toEqual([
      'findings.added {"count":2}',
      'findings.gone {"count":1}',
      'effect.said {"what":"effect.short.doubled","before":0,"after":2}',
    ]);
  });
  test('a count that changes is no silence, also without a finding', () => {
    expect(effectWords(effect({ dark: { before: 1, after: 0 } }))(words)).not.toContain('findings.noChange');
  });
});

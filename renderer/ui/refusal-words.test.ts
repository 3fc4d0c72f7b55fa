/** What a refused step lacks, said in every language of the window and never in English by accident. */
import { beforeAll, describe, expect, test } from 'vitest';
import { NEED_WORDS, ROLE_WORDS } from '#shared/domain/lifecycles/words.ts';
import { loadWords, startLanguages } from '../i18n/setup.ts';
import { detailWords } from './refusal-words.ts';

let i18n: Awaited<ReturnType<typeof startLanguages>>;
beforeAll(async () => {
  i18n = await startLanguages('en');
  await Promise.all(['fr', 'es', 'ar'].map(loadWords));
});
const ENGLISH = 'english words of the trusted side';
function say(language: string, code: string): string {
  const t = i18n.getFixedT(language);
  const exists = (key: string): boolean => i18n.exists(key, { lng: language, fallbackLng: [] });
  return detailWords(
    { code, place: 'AG1', reason: ENGLISH },
    {
      t: (key, params) => t(key, { ...params }),
      maybe: (key, otherwise, params) => (exists(key) ? t(key, { ...params }) : otherwise),
    },
  );
}

describe.each(['fr', 'es', 'ar'])('%s', (language) => {
  const differs = (code: string): void => {
    const said = say(language, code);
    expect(said).not.toContain(ENGLISH);
    expect(said).not.toBe(say('en', code));
  };
  test('says every need, with whom it waits for', () => {
    for (const need of Object.keys(NEED_WORDS)) differs(`step.lack.need:${need}`);
    expect(say(language, 'step.lack.need:all_signatures,KH,TH')).toContain('KH, TH');
  });
  test('says every role, who holds it, and what else is missing', () => {
    for (const role of Object.keys(ROLE_WORDS)) {
      differs(`step.lack.role:${role}`);
      differs(`step.lack.holder:${role}`);
    }
    for (const code of ['step.lack.person', 'step.lack.rules', 'step.lack.origin:screening', 'step.missing'])
      differs(code);
    expect(say(language, 'step.lack.finding:R-AGR-01')).toContain('R-AGR-01');
    differs('step.lack.finding:R-AGR-01');
  });
});

test('what is no step keeps its own reason', () => {
  expect(say('fr', 'load.zone')).toBe(ENGLISH);
});

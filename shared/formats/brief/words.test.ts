import { expect, test } from 'vitest';
import { openWord, WORDS } from './words.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const leaves = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Object.values(value as Readonly<Record<string, unknown>>).flatMap(leaves);

test('every language has a word for everything, and none is written by halves', () => {
  for (const lang of LANGUAGES) {
    expect(Object.keys(WORDS[lang].common)).toEqual(Object.keys(WORDS.en.common));
    for (const word of leaves(WORDS[lang])) expect(word).toMatch(/^\S(?:.*\S)?$/);
  }
});
test('Arabic words are Arabic, but for the letter in offsets', () => {
  const { dLetter, ...words } = WORDS.ar;
  expect(dLetter).toBe('D');
  for (const word of leaves(words)) expect(word).toMatch(/\p{Script=Arabic}/u);
});
test('French speaks as the field does', () => {
  const { fr } = WORDS;
  expect([fr.order, fr.hHour, fr.dDay, fr.dLetter, fr.ncb, fr.decisionPoints]).toEqual([
    'Ordre d’opération',
    'Heure H',
    'Jour J',
    'J',
    'BCN',
    'Points de décision',
  ]);
  expect([fr.movements, fr.jits, fr.roles.fiu]).toEqual([
    'Transfert et rapatriement',
    'Équipes d’enquête conjointes',
    'CRF',
  ]);
  const { in_force, expired, draft, approved, mandated } = fr.agreementStates;
  expect([in_force, expired, draft, approved, mandated]).toEqual([
    'en vigueur',
    'échu',
    'projet',
    'approuvé',
    'mandat de signature',
  ]);
});
test('words of open lists are printed as written, without underscores; names of built-ins are words like others', () => {
  expect(openWord(WORDS.es, 'armed_guards')).toBe('guardias armados');
  expect(openWord(WORDS.es, 'gas_bottles')).toBe('gas bottles');
  expect(openWord(WORDS.en, 'constructor')).toBe('constructor');
});

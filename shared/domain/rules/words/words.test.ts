/** Every rule and every item key has a phrase in every language, and says it well: plurals, lists, no placeholder left, no code that flips. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import { RARE_FINDINGS } from '#test/builders/rare-findings.ts';
import { readOperationFile } from '../../../formats/operation-file/index.ts';
import type { Finding, FindingItem } from '../../../model/plan.ts';
import {
  AGREEMENT_STATES,
  AGREEMENT_TYPES,
  CATEGORIES,
  COERCIVE_KINDS,
  JIT_STATES,
  SKILLS,
} from '../../../model/vocabulary.ts';
import { buildFacts } from '../../facts/facts.ts';
import { RULES } from '../registry.ts';
import { diffFindings, sweep } from '../sweep.ts';
import { counted, lengthOfTime, LEXICONS, LIST_SAID, placeholdersIn } from './forms.ts';
import { type Lang, LANGS, type Phrases, type Template } from './language.ts';
import { type ClauseShape, phraseNames, TERM_SETS, UNITS } from './shape.ts';
import { SHAPES } from './shapes.ts';
import { PHRASES, unsaidItems, whatParts, whatText } from './what.ts';

const CLOCK = Date.UTC(2027, 1, 10, 3);
const DAY = 86_400_000;
const SEEDS = 250;
const read = readOperationFile(readFileSync(new URL('../../../formats/training/operation.yaml', import.meta.url)));
if (!read.ok) throw new Error('the training operation does not load');
const training = sweep(buildFacts(read.value.plan, read.value.clock));

/** Findings of many random plans at many moments, with those of the training operation. */
const found: Finding[] = [];
beforeAll(() => {
  found.push(...training);
  for (let seed = 1; seed <= SEEDS; seed += 1)
    found.push(...sweep(buildFacts(randomPlan(seed, 1 + (seed % 7)), CLOCK + (seed % 150) * DAY)));
});

const keysIn = ({ key, also = {} }: FindingItem): readonly string[] => [key, ...Object.keys(also)];
const texts = (template: Template): readonly string[] =>
  typeof template === 'string' ? [template] : Object.entries(template).flatMap(([k, v]) => (k === 'by' ? [] : [v]));
const placeholdersOf = (template: Template): readonly string[] =>
  [...new Set(texts(template).flatMap(placeholdersIn))].sort();

describe.each(LANGS)('%s', (lang) => {
  const phrases: Phrases = PHRASES[lang];

  it('has a phrase for the sentence and for each item key of each rule, and none to spare', () => {
    const names = (all: Readonly<Record<string, readonly string[]>>) =>
      Object.entries(all)
        .flatMap(([rule, list]) => list.map((name) => `${rule} ${name}`))
        .sort();
    expect(names(Object.fromEntries(Object.entries(phrases).map(([rule, said]) => [rule, Object.keys(said)])))).toEqual(
      names(Object.fromEntries(Object.entries(SHAPES).map(([rule, shape]) => [rule, phraseNames(shape)]))),
    );
  });

  it('names the same things in each phrase as English does', () => {
    const wrong = Object.entries(PHRASES.en).flatMap(([rule, said]) =>
      Object.entries(said)
        .filter(([name, english]) => {
          const mine = phrases[rule]?.[name];
          return mine === undefined || String(placeholdersOf(mine)) !== String(placeholdersOf(english));
        })
        .map(([name]) => `${rule} ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names in each form what the others name; only 0, 1 and 2 may be told without the number', () => {
    const wrong = Object.entries(phrases).flatMap(([rule, said]) =>
      Object.entries(said).flatMap(([name, template]) => {
        if (typeof template === 'string') return [];
        const all = placeholdersOf(template);
        return Object.entries(template).flatMap(([form, text]) =>
          form !== 'by' &&
          all.some(
            (p) => !placeholdersIn(text).includes(p) && !(p === template.by && ['zero', 'one', 'two'].includes(form)),
          )
            ? [`${rule} ${name} ${form}`]
            : [],
        );
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('says every finding of random plans in one whole sentence, and in Arabic no Latin letter outside a code', () => {
    const odd = found.flatMap((finding) => {
      const text = whatText(finding, lang);
      const bare = text.replaceAll(/\u2068[^\u2069]*\u2069/g, '');
      const broken = /[{}]|undefined|null|NaN|\[object| {2}|^\s|[\s.,;:،؛]$/u.test(text);
      return broken || text === '' || (lang === 'ar' && /[A-Za-z]/.test(bare)) ? [`${finding.rule}: ${text}`] : [];
    });
    expect(odd).toEqual([]);
  });

  it('has a word for everything that stands in a closed list', () => {
    const { terms, units } = LEXICONS[lang];
    const has = (set: keyof typeof terms, values: readonly string[]) => values.filter((v) => !terms[set][v]);
    expect([
      ...has('jitState', JIT_STATES),
      ...has('agreementState', AGREEMENT_STATES),
      ...has('agreementType', AGREEMENT_TYPES),
      ...has('skill', SKILLS),
      ...has('group', CATEGORIES),
      ...has('taskKind', [...COERCIVE_KINDS, 'digital', 'medical', 'screening']),
    ]).toEqual([]);
    expect(CATEGORIES.filter((category) => !(category in units))).toEqual([]);
    for (const set of TERM_SETS) expect(Object.keys(terms[set])).toEqual(Object.keys(LEXICONS.en.terms[set]));
  });

  it('chooses plurals as CLDR does', () => {
    const rules = new Intl.PluralRules(lang);
    const numbers = [...Array.from({ length: 1_201 }, (_, n) => n), 1_000_000];
    expect(numbers.map(LEXICONS[lang].plural)).toEqual(numbers.map((n) => rules.select(n)));
  });

  it('counts every unit at 0, 1, 2, 3, 11 and 100, with the number from 3 on', () => {
    const said = UNITS.flatMap((unit) =>
      [0, 1, 2, 3, 11, 100].map((n) => ({ n, text: counted(LEXICONS[lang], unit, n) })),
    );
    expect(said.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
    expect(said.filter(({ n, text }) => n > 2 && !text.startsWith(`${n} `))).toEqual([]);
  });
});

describe('coverage', () => {
  it('gives a shape to every rule of the registry, and to no other', () => {
    expect(Object.keys(SHAPES).sort()).toEqual(RULES.map(({ id }) => id).sort());
  });

  it('leaves no item of any finding unsaid', () => {
    const unsaid = found.flatMap((finding) => unsaidItems(finding).map(({ key }) => `${finding.rule} ${key}`));
    expect([...new Set(unsaid)]).toEqual([]);
  });

  it('sees enough: random plans reach every clause but those said by hand below', () => {
    const seen = new Set(found.flatMap(({ rule, items }) => items.flatMap(keysIn).map((key) => `${rule} ${key}`)));
    const keysOf = (clauses: Readonly<Record<string, ClauseShape>>): readonly string[] =>
      Object.entries(clauses).flatMap(([key, clause]) => [key, ...keysOf(clause.inside ?? {})]);
    const unreached = Object.entries(SHAPES).flatMap(([rule, shape]) =>
      [...keysOf(shape.clauses ?? {}), ...Object.keys(shape.frame ?? {})]
        .map((key) => `${rule} ${key}`)
        .filter((key) => !seen.has(key)),
    );
    const byHand = new Set(
      RARE_FINDINGS.flatMap(([rule, , items]) => items.flatMap(keysIn).map((key) => `${rule} ${key}`)),
    );
    expect(unreached.filter((key) => !byHand.has(key))).toEqual([]);
  });

  it.each(RARE_FINDINGS)('%s, which random plans do not make: %s', (rule, subject, items, english, french) => {
    const finding = { rule, subject, items };
    expect(unsaidItems(finding)).toEqual([]);
    expect(whatText(finding, 'en')).toBe(english);
    expect(whatText(finding, 'fr').replaceAll('\u00a0', ' ')).toBe(french);
    for (const lang of LANGS) expect(whatText(finding, lang)).not.toMatch(/[{}]|undefined/);
  });

  it('says a finding nobody wrote phrases for item by item, so that a person still reads what there is', () => {
    const strange = { rule: 'R-OP-99', subject: 'T1', items: [{ key: 'odd_thing', ref: 'T2', value: 3 }] };
    expect(whatText(strange, 'en')).toBe('T1: odd thing T2 3');
    expect(unsaidItems(strange)).toHaveLength(1);
  });
});
describe('plurals in sentences', () => {
  const days = (lang: Lang, n: number) =>
    whatText(
      {
        rule: 'R-FIN-03',
        subject: 'RQ1',
        items: [
          { key: 'due', value: '2027-03-01' },
          { key: 'days_overdue', value: n },
        ],
      },
      lang,
    ).replaceAll(/[\u2068\u2069]/g, '');
  it.each([
    ['en', 0, 'RQ1 is 0 days overdue; it was due on 1 March 2027'],
    ['en', 1, 'RQ1 is 1 day overdue; it was due on 1 March 2027'],
    ['en', 2, 'RQ1 is 2 days overdue; it was due on 1 March 2027'],
    ['fr', 0, 'RQ1 est en retard de 0 jour\u00a0; son échéance était le 1er mars 2027'],
    ['fr', 1, 'RQ1 est en retard de 1 jour\u00a0; son échéance était le 1er mars 2027'],
    ['fr', 2, 'RQ1 est en retard de 2 jours\u00a0; son échéance était le 1er mars 2027'],
    ['es', 0, 'RQ1 lleva 0 días de retraso; vencía el 1 de marzo de 2027'],
    ['es', 1, 'RQ1 lleva 1 día de retraso; vencía el 1 de marzo de 2027'],
    ['es', 11, 'RQ1 lleva 11 días de retraso; vencía el 1 de marzo de 2027'],
    ['ar', 0, 'الطلب RQ1 متأخر منذ 0 يوم؛ كان مستحقًا في 1 مارس 2027'],
    ['ar', 1, 'الطلب RQ1 متأخر منذ يوم واحد؛ كان مستحقًا في 1 مارس 2027'],
    ['ar', 2, 'الطلب RQ1 متأخر منذ يومين؛ كان مستحقًا في 1 مارس 2027'],
    ['ar', 3, 'الطلب RQ1 متأخر منذ 3 أيام؛ كان مستحقًا في 1 مارس 2027'],
    ['ar', 11, 'الطلب RQ1 متأخر منذ 11 يومًا؛ كان مستحقًا في 1 مارس 2027'],
    ['ar', 100, 'الطلب RQ1 متأخر منذ 100 يوم؛ كان مستحقًا في 1 مارس 2027'],
  ] as const)('%s %d', (lang, n, text) => {
    expect(days(lang, n)).toBe(text);
  });

  it('lets the verb follow the number of people', () => {
    const said = (lang: Lang, ...people: readonly string[]) =>
      whatText(
        {
          rule: 'R-JIT-09',
          subject: 'T1',
          items: [...people.map((ref) => ({ key: 'person', ref })), { key: 'jit', ref: 'J1' }],
        },
        lang,
      );
    expect(said('en', 'P1')).toBe('P1 on T1 does not belong to J1');
    expect(said('en', 'P1', 'P2', 'P3')).toBe('P1, P2 and P3 on T1 do not belong to J1');
    expect(said('fr', 'P1', 'P2')).toBe('P1 et P2, sur T1, n’appartiennent pas à J1');
    expect(said('es', 'P1', 'P2')).toBe('P1 y P2, en T1, no pertenecen a J1');
  });

  it('says times exactly, in the units people use', () => {
    const { en, fr, es, ar } = LEXICONS;
    expect([0, 1, 59, 60, 61, 654, 2_879, 2_880, 4_321].map((n) => lengthOfTime(en, n))).toEqual([
      '0 minutes',
      '1 minute',
      '59 minutes',
      '1 hour',
      '1 hour 1 minute',
      '10 hours 54 minutes',
      '47 hours 59 minutes',
      '2 days',
      '3 days 1 minute',
    ]);
    expect(lengthOfTime(fr, 90)).toBe('1 heure 30 minutes');
    expect(lengthOfTime(es, 90)).toBe('1 hora y 30 minutos');
    expect(lengthOfTime(ar, 122)).toBe('ساعتين ودقيقتين');
  });

  it('cuts a long list and says how many more there are', () => {
    const said = (n: number) =>
      whatText(
        {
          rule: 'R-PER-02',
          subject: 'P1',
          items: Array.from({ length: n }, (_, i) => ({ key: 'task', ref: `T${i + 1}` })),
        },
        'en',
      );
    expect(said(LIST_SAID + 1)).toBe('P1 is on leave during T1, T2, T3, T4, T5, T6, T7, T8, T9, T10 and T11');
    expect(said(1_000)).toBe('P1 is on leave during T1, T2, T3, T4, T5, T6, T7, T8, T9, T10 and 990 more');
  });

  it('a change at the end of a cut list is still a changed finding', () => {
    const on = (last: string): Finding => {
      const items = [...Array.from({ length: 30 }, (_, i) => `T${i + 1}`), last].map((ref) => ({ key: 'task', ref }));
      const said = { rule: 'R-PER-02', subject: 'P1', items };
      return { ...said, severity: 'block', gate: 'publish', message: whatText(said, 'en') };
    };
    expect(on('T31').message).toBe(on('T99').message);
    expect(diffFindings([on('T31')], [on('T99')]).changed).toHaveLength(1);
    expect(diffFindings([on('T31')], [on('T31')]).changed).toEqual([]);
  });

  it('says «e» before the sound of i in Spanish, but not before a code', () => {
    const said = (...values: readonly string[]) =>
      whatText(
        {
          rule: 'R-PER-03',
          subject: 'T1',
          items: values.map((value) => ({ key: 'language', value, also: { level: 'B2' } })),
        },
        'es',
      );
    expect(said('ar', 'en')).toBe('En T1 nadie habla árabe e inglés con nivel B2 o superior');
    expect(said('en', 'ar')).toBe('En T1 nadie habla inglés y árabe con nivel B2 o superior');
  });
});

describe('codes', () => {
  it('stand alone as parts, so that no window lets them flip', () => {
    expect(
      whatParts(
        {
          rule: 'R-PER-02',
          subject: 'P1',
          items: [
            { key: 'task', ref: 'T1' },
            { key: 'task', ref: 'T2' },
          ],
        },
        'ar',
      ),
    ).toEqual([{ code: 'P1' }, { text: ' في إجازة أثناء ' }, { code: 'T1' }, { text: ' و' }, { code: 'T2' }]);
  });
  it('are isolated in plain Arabic, and only there', () => {
    const finding = {
      rule: 'R-PER-01',
      subject: 'P1',
      items: [
        { key: 'load', value: 200 },
        { key: 'task', ref: 'T1' },
      ],
    };
    expect(whatText(finding, 'ar')).toBe('حِمل \u2068P1\u2069 يبلغ \u2068200 %\u2069 في \u2068T1\u2069');
    for (const lang of ['en', 'fr', 'es'] as const) expect(whatText(finding, lang)).not.toMatch(/[\u2066-\u2069]/);
  });
  it('carry no character that reaches beyond them', () => {
    const finding = { rule: 'R-PER-02', subject: 'P\u20691\u202e', items: [{ key: 'task', ref: 'T\u0007\u20661' }] };
    expect(whatText(finding, 'en')).toBe('P1 is on leave during T1');
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import type { Plan } from '#shared/model/plan.ts';
import { REMOTE } from '#shared/model/vocabulary.ts';
import { randomPlan } from '../../../test/builders/plan-arbitrary.ts';
import { trainingPlan } from '../../../test/builders/release-setup.ts';
import { iimarchPack } from './iimarch.ts';
import type { BriefLanguage } from './words.ts';

const AS_OF = Date.UTC(2027, 2, 8, 2);
/** Fields people fill in freely; `role` only on persons, `title` and `name` in one or two languages. */
const FREE = new Set([
  'codeName',
  'mandate',
  'name',
  'place',
  'ncb',
  'hazards',
  'title',
  'what',
  'measure',
  'abort',
  'en',
  'fr',
  'code',
]);

/** The plan with `text` before every free text, code, target and country; whatever refers to a code still does. */
function poisoned(plan: Plan, text: string): Plan {
  const codes = new Set(
    [
      plan.agencies,
      plan.sites,
      plan.tasks,
      plan.people,
      plan.phases,
      plan.movements,
      plan.risks,
      plan.agreements,
      plan.jits,
      plan.syncGroups,
    ]
      .flat()
      .map(({ id }) => id),
  );
  codes.delete(REMOTE);
  const walk = (value: unknown, key: string, within: string): unknown => {
    if (typeof value === 'string') {
      const isPersonsRole = key === 'role' && within === 'people';
      return FREE.has(key) || isPersonsRole || codes.has(value) ? text + value : value;
    }
    if (Array.isArray(value)) return value.map((each) => walk(each, key, within));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([k, each]) => [
        codes.has(k) || key === 'targets' ? text + k : k,
        walk(each, k, Array.isArray((plan as unknown as Record<string, unknown>)[k]) ? k : within),
      ]),
    );
  };
  return walk(plan, '', '') as Plan;
}
const pages = (plan: Plan, lang: BriefLanguage, text: string): string =>
  iimarchPack({
    facts: buildFacts(plan, AS_OF),
    lang,
    recipient: { code: plan.agencies[0]?.id ?? 'A', name: `${text}name` },
    asOf: AS_OF,
    copyNumber: 1,
    destroyBy: '2027-06-14',
    marking: { tlp: 'RED', level: 'INTERPOL RESTRICTED', handling: [`${text}H1`] },
  }).html;
const tags = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
/** The style without what its strings say. */
const styleFrame = (html: string): string =>
  (/<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '').replace(/"(?:[^"\\\n]|\\[^\n])*"/g, '""');

const hostile = fc.oneof(
  fc.constantFrom(
    '</style><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"; } @import url(https://example.invalid/x); a { content: "',
    '\\',
    '\\"',
    "' onload='x",
    '<!--',
    ']]>',
    '&lt;script&gt;',
    '\n}\n*{display:none}',
    '\u202E\u2066\u2069',
    '*/',
    '${process}',
    '</title>',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

test('whatever stands in any field, the pages hold no new tag and the style no new rule', () => {
  fc.assert(
    fc.property(
      hostile,
      fc.option(fc.nat(), { nil: null }),
      fc.constantFrom<BriefLanguage>('en', 'fr', 'es', 'ar'),
      (raw, seed, lang) => {
        const text = `x${raw}`; // never blank: a blank field is printed as a dash
        const plan = seed === null ? trainingPlan() : randomPlan(seed, 4);
        const plain = pages(poisoned(plan, 'x'), lang, 'x');
        const found = pages(poisoned(plan, text), lang, text);
        expect(tags(found)).toEqual(tags(plain));
        expect(styleFrame(found)).toBe(styleFrame(plain));
      },
    ),
    { numRuns: 60 },
  );
});
test('the walk reaches what it should', () => {
  const html = pages(poisoned(trainingPlan(), 'QQ'), 'en', 'QQ');
  expect(html.split('QQ').length).toBeGreaterThan(500);
  for (const kind of [
    'LANTERN TIDE',
    'Entry KESTREL',
    'Kang Minseo',
    'liaison officer',
    'T38',
    'arrests',
    'A07',
    'Sihanoukville',
    'M1',
  ])
    expect(html).toContain(`QQ${kind}`);
});

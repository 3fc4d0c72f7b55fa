/** Words of the window: the same keys, placeholders and plural forms in every language, nothing left in English (ux.md, section 12). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ar } from '#shared/domain/rules/words/phrases-ar.ts';
import { en } from '#shared/domain/rules/words/phrases-en.ts';
import { es } from '#shared/domain/rules/words/phrases-es.ts';
import { fr } from '#shared/domain/rules/words/phrases-fr.ts';
import { COVERAGE_WORDS } from '#shared/formats/coverage/words.ts';
import { KIND_NAMES, KINDS } from '#shared/model/kinds/index.ts';
import { LIFECYCLES, type Step, verbKeyOf } from '#shared/domain/lifecycles/index.ts';
import { DEFAULT_LIMITS, limitRows } from '#shared/formats/plan-records/index.ts';
import { DEPENDENCY_TYPES, OPERATION_STATES, TASK_KINDS, TASK_STATES } from '#shared/model/vocabulary.ts';
import { GATES } from '#electron/worker/views/finding-views.ts';
import { COMMANDS, type CommandSpec } from '#shared/contract/commands.ts';
import { CATALOGUES } from '#test/tools/catalogues.ts';

type Texts = { readonly [key: string]: string | Texts };
type Code = keyof typeof CATALOGUES;
const CODES = ['en', 'fr', 'es', 'ar'] as const satisfies readonly Code[];
const TRANSLATED = ['fr', 'es', 'ar'] as const;

function flat(texts: Texts, path = ''): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') out.set(at, value);
    else for (const [k, v] of flat(value, at)) out.set(k, v);
  }
  return out;
}
const all: Readonly<Record<Code, ReadonlyMap<string, string>>> = {
  en: flat(CATALOGUES.en),
  fr: flat(CATALOGUES.fr),
  es: flat(CATALOGUES.es),
  ar: flat(CATALOGUES.ar),
};

const SUFFIX = /_(zero|one|two|few|many|other)$/;
const stem = (key: string): string => key.replace(SUFFIX, '');
/** Keys without plural suffix, sorted. */
const stems = (code: Code): readonly string[] => [...new Set([...all[code].keys()].map(stem))].toSorted();
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((m) => m[1] ?? ''))].toSorted();
/** Plural stems of English: the one list of keys that take a count. */
const plurals = [...new Set([...all.en.keys()].filter((k) => SUFFIX.test(k)).map(stem))];

describe('the files of a language never hide one another', () => {
  test.each(CODES)('%s: no top-level key stands in two files', (code) => {
    const files = [
      ...[
        'frame',
        'plan',
        'exchange',
        'desk',
        'steps',
        'calendar',
        'portfolio',
        'papers',
        'edit',
        'sites',
        'orders',
        'branches',
      ].map((name) => `./catalogues/${code}/${name}.json`),
      `../../shared/domain/rules/words/book-${code}.json`,
    ].map((file) => Object.keys(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as object));
    const keys = files.flat();
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([]);
  });
});

describe.each(TRANSLATED)('%s against English', (code) => {
  test('has the same keys, apart from plural suffixes', () => {
    expect(stems(code)).toEqual(stems('en'));
  });

  test('has the same placeholders in each text', () => {
    const wrong: string[] = [];
    for (const key of stems('en')) {
      if (plurals.includes(key)) continue;
      const [mine, english] = [all[code].get(key) ?? '', all.en.get(key) ?? ''];
      if (String(placeholders(mine)) !== String(placeholders(english))) wrong.push(key);
    }
    expect(wrong).toEqual([]);
  });

  test('keeps the placeholders of a plural, and the number wherever a form stands for many numbers', () => {
    const wrong: string[] = [];
    for (const key of plurals) {
      const english = placeholders(all.en.get(`${key}_other`) ?? '');
      const known = new Set([...english, ...placeholders(all.en.get(`${key}_one`) ?? '')]);
      for (const form of new Intl.PluralRules(code).resolvedOptions().pluralCategories) {
        const mine = placeholders(all[code].get(`${key}_${form}`) ?? '');
        // zero, one and two may be told in a word; every other form needs what English has
        const free = code === 'ar' ? ['zero', 'one', 'two'] : ['one'];
        const short = !free.includes(form) && english.some((p) => !mine.includes(p));
        if (short || mine.some((p) => !known.has(p))) wrong.push(`${key}_${form}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('leaves no text in English', () => {
    const same = [...all[code]].filter(([key, text]) => {
      const english = all.en.get(key) ?? all.en.get(`${stem(key)}_other`) ?? '';
      return text === english && text !== '' && !EQUAL[code].has(key);
    });
    expect(same.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  test('allows an equal text only where one still stands', () => {
    expect([...EQUAL[code]].filter((key) => all[code].get(key) !== all.en.get(key))).toEqual([]);
  });

  test('leaves no common English word inside a text', () => {
    const english =
      /(?<!\p{L})(the|and|with|this|that|not|are|was|has|have|file|task|tasks|finding|findings|agency|nothing|nobody|person|from|into|which|before|after|when|must|may|should|your|open|close|move|site|sites)(?!\p{L})/iu;
    // French has these words too
    const allowed = code === 'fr' ? /(?<!\p{L})(sites?|file|close)(?!\p{L})/giu : /$^/g;
    const bare = (text: string): string => text.replaceAll(/\{\{[^}]*\}\}/g, '').replaceAll(allowed, '');
    expect([...all[code]].filter(([, text]) => english.test(bare(text))).map(([k, t]) => `${k}: ${t}`)).toEqual([]);
  });
});

/** Words that are spelt alike in both languages. Anything new here wants a second look. */
const EQUAL: Readonly<Record<(typeof TRANSLATED)[number], ReadonlySet<string>>> = {
  fr: new Set([
    'palette.kind.site',
    'area.sites',
    'editions.row.sites',
    'field.contact',
    'field.phase',
    'field.code',
    'field.position',
    'field.tlp',
    'field.version',
    'field.information',
    'field.intention',
    'field.administration',
    'field.site',
    'field.parties',
    'kind.site',
    'kind.signature',
    'kind.phase',
    'lifeState.movement.documents',
    'papers.col.code',
    'papers.col.parties',
    'papers.signatures',
    'doubts.col.state',
    'papers.fact.type',
    'papers.fact.site',
    'papers.word.agreementType.extradition',
    'papers.word.agreementType.transit',
    'papers.word.agreementType.ad_hoc',
    'papers.word.category.suspect',
    'papers.word.mode.rail',
    'operations.col.sites',
    'taskKind.briefing',
    'taskKind.recon',
    'taskKind.coordination',
    'taskKind.finance',
    'timeline.col.code',
    'timeline.col.phase',
    'toast.region',
    'field.page',
    'field.pages',
    'orders.section.intention',
    'orders.section.administration',
    'orders.section.communications',
    'orders.phases',
    'orders.col.code',
    'orders.field.phase',
    'actionDay.site',
    'actionDay.note',
  ]),
  es: new Set(['field.tlp', 'papers.no', 'papers.word.agreementType.ad_hoc']),
  ar: new Set([]),
};

describe.each(CODES)('%s on its own', (code) => {
  test('has exactly the plural forms that Intl.PluralRules asks for', () => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories.toSorted();
    const wrong = plurals.filter(
      (key) =>
        String(
          [...all[code].keys()]
            .filter((k) => SUFFIX.test(k) && stem(k) === key)
            .map((k) => k.slice(key.length + 1))
            .toSorted(),
        ) !== String(forms),
    );
    expect(wrong).toEqual([]);
  });

  test('writes digits as 0–9 only (ux.md, section 9)', () => {
    expect([...all[code]].filter(([, t]) => /[\u0660-\u0669\u06F0-\u06F9]/.test(t)).map(([k]) => k)).toEqual([]);
  });

  test('has no empty text, no double blank and no stray blank at the ends', () => {
    const odd = [...all[code]].filter(
      ([key, text]) => (text === '' && key !== 'unlock.strength.0') || text !== text.trim() || / {2}/.test(text),
    );
    expect(odd.map(([k]) => k)).toEqual([]);
  });

  test('closes every placeholder and every bracket', () => {
    const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length;
    const odd = [...all[code].values()].filter(
      (t) =>
        count(t, /\{\{\w+\}\}/g) * 2 !== count(t, /[{}]{2}/g) ||
        count(t, /[([«“]/g) !== count(t, /[)\]»”]/g) ||
        count(t, /[\u2066\u2068]/g) !== count(t, /\u2069/g),
    );
    expect(odd).toEqual([]);
  });

  test('has name, reason and way out of every rule of the rule book', () => {
    const book = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
    const ids = new Set(book.match(/R-[A-Z]+-\d\d/g));
    expect(ids.size).toBeGreaterThan(80);
    const missing = [...ids].flatMap((id) =>
      ['name', 'why', 'fix'].map((part) => `rule.${id}.${part}`).filter((key) => !all[code].get(key)),
    );
    expect(missing).toEqual([]);
  });

  test('names every command and every group of commands', () => {
    const commands: readonly CommandSpec[] = COMMANDS;
    const keys = commands.flatMap((c) => [`command.${c.id}`, `commandGroup.${c.group}`]);
    expect(keys.filter((k) => !all[code].get(k))).toEqual([]);
  });

  test('gives commands names that differ, since the palette shows nothing else', () => {
    const names = COMMANDS.map((c) => all[code].get(`command.${c.id}`));
    expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
  });

  test('names every state and every step of every lifecycle, and every limit', () => {
    const beside = ['operation', 'task'];
    const needed = Object.entries(LIFECYCLES).flatMap(([kind, { states, steps }]) => [
      ...(beside.includes(kind) ? [] : states.map((state) => `lifeState.${kind}.${state}`)),
      ...(steps as readonly Step[]).map((step) => `verb.${verbKeyOf(step)}`),
    ]);
    const limits = limitRows(DEFAULT_LIMITS).map(({ key }) => `limit.${key.replaceAll('.', '_')}`);
    expect([...new Set([...needed, ...limits])].filter((k) => !all[code].get(k))).toEqual([]);
  });

  test('names every state, kind, gate and field that the plan can show', () => {
    const fields = new Set(Object.values(KINDS).flatMap((kind) => Object.keys(kind.fields)));
    const needed = [
      ...TASK_KINDS.map((k) => `taskKind.${k}`),
      ...TASK_STATES.map((k) => `taskStatus.${k}`),
      ...OPERATION_STATES.map((k) => `operationStatus.${k}`),
      ...DEPENDENCY_TYPES.map((k) => `dependency.${k}`),
      ...GATES.map((k) => `gate.${k}`),
      ...KIND_NAMES.map((k) => `kind.${k}`),
      ...[...fields].map((k) => `field.${k}`),
    ];
    expect(needed.filter((k) => !all[code].get(k))).toEqual([]);
  });
});

describe('Arabic beside Latin codes', () => {
  test('isolates every placeholder but bare numbers, else +07:00 and names flip (ux.md, section 12)', () => {
    const numbers = new Set(['count', 'percent', 'seconds', 'shown', 'total', 'ready', 'done']);
    const open = [...all.ar].filter(([, text]) =>
      [...text.matchAll(/(.?)\{\{(\w+)\}\}(.?)/gu)].some(
        ([, before, name, after]) => !numbers.has(name ?? '') && (before !== '\u2068' || after !== '\u2069'),
      ),
    );
    expect(open.map(([k]) => k)).toEqual([]);
  });

  test('isolates every signed offset, key chord and bracketed code written in a text', () => {
    const bare = (text: string): string => text.replaceAll(/[\u2066\u2068][^\u2069]*\u2069/g, '');
    const open = [...all.ar].filter(([, text]) =>
      /[+-]\d|[A-Za-z]\+[A-Za-z0-9]|\([A-Z][A-Z0-9-]*\)|\d:\d|[A-Za-z]{2,}/.test(
        bare(text).replaceAll(/\{\{\w+\}\}/g, ''),
      ),
    );
    expect(open.map(([k, t]) => `${k}: ${t}`)).toEqual([]);
  });

  test('writes Arabic: every text has an Arabic letter, apart from what is a number or a code', () => {
    const odd = [...all.ar].filter(([, t]) => !/\p{Script=Arabic}/u.test(t)).map(([k]) => k);
    expect(odd.toSorted()).toEqual(
      ['box.range', 'field.tlp', 'job.spoken', 'unlock.strength.0'].filter((k) => odd.includes(k)),
    );
  });
});

describe('terms of the field stay the same', () => {
  const says = (code: Code, key: string): string => (all[code].get(key) ?? '').toLowerCase();
  test.each([
    ['fr', 'heure h', 'jour j', 'équipe d’enquête conjointe', 'point de décision', 'ordre d’opération'],
    ['es', 'hora h', 'día d', 'equipo conjunto de investigación', 'punto de decisión', 'orden de operaciones'],
    ['ar', 'ساعة الصفر', 'يوم العملية', 'فريق تحقيق مشترك', 'نقطة قرار', 'أمر العمليات'],
  ] as const)('%s', (code, hHour, dDay, jit, decision, order) => {
    const without = (term: string, ...keys: readonly string[]): readonly string[] =>
      keys.filter((key) => !says(code, key).includes(term)).map((key) => `${key}: ${says(code, key)}`);
    expect([
      ...without(hHour, 'h.label', 'operations.col.h', 'command.hHour.move', 'field.hHour', 'historyStep.hHour.set'),
      ...without(dDay, 'operations.col.dDay', 'field.dDay'),
      ...without(jit, 'field.jit', 'kind.jit'),
      ...without(decision, 'taskKind.decision', 'kind.decisionPoint', 'inspector.decision'),
      ...without(order, 'taskKind.order', 'kind.order'),
    ]).toEqual([]);
  });
});

const PHRASES = { en, fr, es, ar } as const;
/** What the two kinds are called, with the beginnings that every form of the word shares. */
describe.each([
  ['en', /movement/i, /deconflict/i],
  ['fr', /mouvement/i, /déconflict/i],
  ['es', /traslad/i, /desconfli/i],
  ['ar', /تنقل/, /تداخل/],
] as const)('%s: movement and deconfliction have one name each in every catalogue', (code, movement, deconfliction) => {
  const PLACES = ['kind', 'palette.kind', 'papers.kind', 'papers.none', 'draft.new', 'command.draft', 'step.draft'];
  const named = (kind: string): readonly (readonly [string, string])[] =>
    PLACES.map((place) => `${place}.${kind}`).map((key) => [key, all[code].get(key) ?? ''] as const);

  test('in the words of the window', () => {
    const more = (...keys: readonly string[]) => keys.map((key) => [key, all[code].get(key) ?? ''] as const);
    const says = [
      ...[...named('movement'), ...more('calendar.layer.movement', 'taskKind.movement', 'command.go.movements')].filter(
        ([, text]) => !movement.test(text),
      ),
      ...[...named('deconfliction'), ...more('command.go.deconflictions', 'taskKind.deconflict')].filter(
        ([, text]) => !deconfliction.test(text),
      ),
    ];
    expect(says).toEqual([]);
  });

  test('in the words of the rules and on paper', () => {
    expect(all[code].get('gate.clear')).toMatch(movement);
    expect(COVERAGE_WORDS[code].title).toMatch(movement);
    expect(PHRASES[code]['R-OP-08']?.frame).toMatch(deconfliction);
    expect(all[code].get('rule.R-OP-08.name')).toMatch(deconfliction);
  });
});

test('every step that can be undone has its word in the history as well', () => {
  const steps = (prefix: string): readonly string[] =>
    [...all.en.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length).replace(/_[a-z]+$/, ''));
  const told = new Set(steps('historyStep.'));
  expect([...new Set(steps('step.'))].filter((key) => !told.has(key))).toEqual([]);
});

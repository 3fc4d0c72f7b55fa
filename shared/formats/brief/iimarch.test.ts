import { describe, expect, test } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import type { Plan } from '#shared/model/plan.ts';
import { makeAgency, makePhase, makePlan, makeSite, makeTask } from '../../../test/builders/plan.ts';
import { releaseOf, trainingPlan } from '../../../test/builders/release-setup.ts';
import { iimarchPack } from './iimarch.ts';
import { type BriefLanguage, WORDS } from './words.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const AS_OF = Date.UTC(2027, 2, 8, 2);

function pack(plan: Plan, lang: BriefLanguage = 'en', to = 'A07'): { readonly title: string; readonly html: string } {
  return iimarchPack({
    facts: buildFacts(plan, AS_OF),
    lang,
    recipient: { code: to, name: plan.agencies.find((a) => a.id === to)?.name ?? to },
    asOf: AS_OF,
    copyNumber: 4,
    destroyBy: '2027-06-14',
    marking: { tlp: 'AMBER+STRICT', level: 'INTERPOL RESTRICTED', handling: ['H1', 'H2'] },
  });
}
const textOf = (markup: string): string =>
  markup
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<\/(?:td|th|p|h\d|dt|dd)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[ \n]+/g, ' ');
const styleOf = (markup: string): string => /<style>(.*?)<\/style>/s.exec(markup)?.[1] ?? '';
const headings = (markup: string): readonly string[] =>
  Array.from(markup.matchAll(/<section><h2><span class="letter">\d<\/span> (.*?)<\/h2>/g), (m) => textOf(m[1] ?? ''));
/** Cells of every row whose first cell is this code. */
const rowsOf = (markup: string, id: string): readonly (readonly string[])[] =>
  Array.from(markup.matchAll(/<tr>(<td.*?)<\/tr>/g), (row) =>
    Array.from((row[1] ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/g), (td) => textOf(td[1] ?? '').trim()),
  ).filter(([first]) => first === id);

describe('sections', () => {
  test('all seven in the order of the field, in English and French as laid down', () => {
    expect(headings(pack(trainingPlan(), 'en').html)).toEqual([
      'Information',
      'Intention',
      'Method',
      'Administration',
      'Risk assessment',
      'Communications',
      'Human rights and other legal issues',
    ]);
    expect(headings(pack(trainingPlan(), 'fr').html).map((h) => h.replaceAll('’', "'"))).toEqual([
      'Informations',
      'Intention',
      'Méthode',
      'Administration',
      'Évaluation des risques',
      'Communications',
      "Droits de l'homme et autres questions juridiques",
    ]);
  });
  test.each(LANGUAGES)('are there, and say so, when the plan holds nothing (%s)', (lang) => {
    const empty = pack(makePlan({ agencies: [], sites: [] }), lang, 'KRP').html;
    expect(headings(empty)).toHaveLength(7);
    const saysSo = empty.split(WORDS[lang].nothingHere).length - 1;
    expect(saysSo).toBe(12);
  });
  test('what each section says stands under its heading, in the language of the plan', () => {
    const html = pack(trainingPlan(), 'fr').html;
    expect(textOf(html)).toContain('Cinq phases ; une heure H unique');
    expect(html).toContain('<p lang="fr" dir="auto">');
    expect(pack(trainingPlan(), 'es').html).toContain('<p lang="en" dir="auto">Five phases');
  });
});

describe('the edge of each page', () => {
  test.each(LANGUAGES)(
    'marking above and below, version, as of, copy, recipient, page n of m, destroy by (%s)',
    (lang) => {
      const style = styleOf(pack(trainingPlan(), lang).html);
      const words = WORDS[lang];
      const box = (place: string): string => new RegExp(`@${place} \\{([^}]*)\\}`).exec(style)?.[1] ?? '';
      const [start, end] = lang === 'ar' ? ['right', 'left'] : ['left', 'right'];
      for (const place of ['top-center', 'bottom-center']) {
        expect(box(place)).toContain('INTERPOL RESTRICTED');
        expect(box(place)).toContain('TLP:AMBER+STRICT · H1 · H2');
      }
      expect(box(`top-${start}`)).toContain('LANTERN TIDE');
      expect(box(`top-${start}`)).toContain(words.order);
      expect(box(`top-${end}`)).toMatch(
        new RegExp(`${words.version}.*3.*${words.asOf}.*2027-03-08 09:00 \\+07:00`, 's'),
      );
      expect(box(`bottom-${start}`)).toContain('A07');
      expect(box(`bottom-${start}`)).toContain('Korea police');
      expect(box(`bottom-${start}`)).toMatch(new RegExp(`${words.copy}.*4`, 's'));
      expect(box(`bottom-${end}`)).toMatch(
        new RegExp(`${words.page}.*counter\\(page\\).*${words.of}.*counter\\(pages\\)`, 's'),
      );
      expect(box(`bottom-${end}`)).toMatch(new RegExp(`${words.destroyBy}.*2027-06-14`, 's'));
    },
  );
  test('long names are shortened at the edge and whole in the heading', () => {
    const plan = makePlan({
      agencies: [makeAgency({ id: 'KRP', name: 'Directorate of international investigations and joint operations' })],
    });
    const { html } = pack(plan, 'en', 'KRP');
    expect(styleOf(html)).toContain('Directorate of international…');
    expect(textOf(html)).toContain('KRP Directorate of international investigations and joint operations');
  });
});

describe('H-hour', () => {
  test('is given on every clock of the plan, with the change of date against D-day', () => {
    const text = textOf(pack(trainingPlan()).html);
    expect(text).toContain('2027-03-16 04:00 +07:00 Asia/Bangkok Reference time OCU · Asia/Phnom_Penh KESTREL');
    expect(text).toContain('2027-03-16 05:00 +08:00 Asia/Manila HERON');
    expect(text).toContain('2027-03-16 06:00 +09:00 Asia/Seoul A07');
    expect(text).toContain('2027-03-15 22:00 +01:00 −1 Europe/Paris');
    expect(text).toContain('2027-03-15 21:00 +00:00 −1 UTC');
  });
  test('a date later than D-day is marked as well', () => {
    const plan = makePlan();
    const late = {
      ...plan,
      operation: { ...plan.operation, refTz: 'America/New_York', hHour: Date.UTC(2027, 2, 16, 23), dDay: '2027-03-16' },
    };
    expect(textOf(pack(late, 'en', 'KRP').html)).toContain('2027-03-17 08:00 +09:00 +1 Asia/Seoul');
  });

  const withheld = (to: string): Plan => recordsToPlan(releaseOf(trainingPlan(), { to }).out).plan;
  const SHOWN_AT_H = [
    '2027-03-16 04:00',
    '2027-03-16 05:00',
    '2027-03-16 06:00',
    '2027-03-15 22:00',
    '2027-03-15 21:00',
  ];

  test.each(LANGUAGES)('when it was not released, the pack says so and does not give it away (%s)', (lang) => {
    const plan = withheld('A12');
    expect(plan.operation.hHour).toBeNull();
    const { html } = pack(plan, lang, 'A12');
    const text = textOf(html);
    expect(text).toContain(WORDS[lang].hWithheld);
    expect(text).toContain('2027-03-16');
    for (const clock of SHOWN_AT_H) expect(html).not.toContain(clock);
    const whole = textOf(pack(trainingPlan(), lang, 'A12').html);
    expect(SHOWN_AT_H.some((clock) => whole.includes(clock))).toBe(true);
  });
  test('a row then holds an offset from H or clocks, never both', () => {
    const { html } = pack(withheld('A12'), 'en', 'A12');
    const rows = Array.from(html.matchAll(/<tr>(<td.*?)<\/tr>/g), (row) => textOf(row[1] ?? ''));
    const tied = rows.filter((row) => /(?:^| )H[+-]\d/.test(row) && /^T\d/.test(row));
    expect(tied.length).toBeGreaterThan(20);
    // the duration is the last cell; no other time of day is left
    for (const row of tied)
      expect(
        row
          .trim()
          .replace(/ \d\S*$/, '')
          .replace(/H[+-]\S+/, ''),
      ).not.toMatch(/\d\d:\d\d/);
    expect(rowsOf(html, 'T38')).toEqual([['T38', 'H+00:00', '–', '–', 'Entry KESTREL', 'KESTREL', 'A01', '01:00']]);
    expect(rowsOf(html, 'T63')[0]?.slice(0, 3)).toEqual(['T63', 'fixed', '2027-03-30 20:00']);
    expect(html).toContain('H-06:00');
    expect(textOf(html)).not.toMatch(/H-06:00 \(/);
  });
});

describe('task rows', () => {
  const plan = (tasks: Plan['tasks']): Plan =>
    makePlan({
      agencies: [makeAgency({ id: 'KRP', tz: 'Asia/Seoul' }), makeAgency({ id: 'FRP', tz: 'Europe/Paris' })],
      sites: [
        makeSite({ id: 'K1', code: 'KESTREL', tz: 'Asia/Manila' }),
        makeSite({ id: 'U1', code: 'GULL', tz: 'America/New_York' }),
      ],
      phases: [makePhase({ id: 'P1', name: { en: 'Action', fr: 'Action' }, from: 'D+0', to: 'D+1' })],
      tasks,
    });
  const of = (task: Parameters<typeof makeTask>[0], lang: BriefLanguage = 'en', to = 'KRP') =>
    rowsOf(
      pack(
        plan([
          makeTask({
            id: 'T1',
            title: 'Entry',
            phase: 'P1',
            owner: 'FRP',
            site: 'K1',
            minutes: 90,
            decision: null,
            ...task,
          }),
        ]),
        lang,
        to,
      ).html,
      'T1',
    )[0];

  test('offset, reference time and local time', () => {
    expect(of({ at: 'H+00:30' })).toEqual([
      'T1',
      'H+00:30',
      '2027-03-16 04:30',
      '05:30 +08:00',
      'Entry',
      'KESTREL',
      'FRP',
      '01:30',
    ]);
  });
  test('a local date other than that of the reference time is marked', () => {
    expect(of({ at: 'H+00:30', site: 'U1' })?.[3]).toBe('17:30 −04:00 −1');
    expect(of({ at: 'D+0T23:30' })?.[3]).toBe('00:30 +08:00 +1');
  });
  test('days count from D, in French from J', () => {
    expect(of({ at: 'D-14T09:00' })?.[1]).toBe('D-14');
    expect(of({ at: 'D-14T09:00' }, 'fr')?.[1]).toBe('J-14');
    expect(of({ at: 'H-24:00' }, 'fr')?.[1]).toBe('H-24:00');
  });
  test('a fixed clock says that it does not move', () => {
    expect(of({ at: '2027-03-16T04:00[Asia/Manila]' })?.slice(0, 4)).toEqual([
      'T1',
      'H-01:00 fixed',
      '2027-03-16 03:00',
      '04:00 +08:00',
    ]);
  });
  test('long durations count days as offsets do', () => {
    expect(of({ at: 'D+0', minutes: 14_400 })?.[7]).toBe('10d00:00');
    expect(of({ at: 'D+0', minutes: null })?.[7]).toBe('–');
  });
  test('remote work has no clock of a site, and nothing released is a dash', () => {
    expect(of({ at: 'H+00:00', site: 'REM' })?.slice(3, 6)).toEqual(['–', 'Entry', 'remote']);
    expect(of({ at: null, site: null, title: '' })?.slice(1, 6)).toEqual(['–', '–', '–', '–', '–']);
  });
  test('own tasks show the own clock in place of the own name', () => {
    const rows = rowsOf(
      pack(
        plan([
          makeTask({ id: 'T1', title: 'Entry', phase: 'P1', owner: 'FRP', site: 'K1', at: 'H+00:30', minutes: 90 }),
        ]),
        'en',
        'FRP',
      ).html,
      'T1',
    );
    expect(rows[0]).toEqual([
      'T1',
      'H+00:30',
      '2027-03-16 04:30',
      '05:30 +08:00',
      '22:30 +01:00 −1',
      'Entry',
      'KESTREL',
      '01:30',
    ]);
  });
  test('where the clock of the reference zone changes within the plan, each time carries its offset', () => {
    const base = plan([
      makeTask({ id: 'T1', phase: 'P1', owner: 'FRP', site: 'K1', at: 'D-10T09:00', minutes: 60 }),
      makeTask({ id: 'T2', phase: 'P1', owner: 'FRP', site: 'K1', at: 'D+30T09:00', minutes: 60 }),
    ]);
    const { html } = pack(
      { ...base, operation: { ...base.operation, refTz: 'Europe/Paris', dDay: '2027-03-15' } },
      'en',
      'KRP',
    );
    expect(rowsOf(html, 'T1')[0]?.[2]).toBe('2027-03-05 09:00 +01:00');
    expect(rowsOf(html, 'T2')[0]?.[2]).toBe('2027-04-14 09:00 +02:00');
  });
  test('come in order of time, whatever form they are written in; cancelled ones do not come', () => {
    const { html } = pack(
      plan([
        makeTask({ id: 'T1', phase: null, at: 'H+02:00' }),
        makeTask({ id: 'T2', phase: null, at: '2027-03-16T05:00[Asia/Bangkok]' }),
        makeTask({ id: 'T3', phase: null, at: 'D+0T04:30' }),
        makeTask({ id: 'T4', phase: null, at: 'H+00:00', status: 'cancelled' }),
      ]),
      'en',
      'INT',
    );
    expect(Array.from(html.matchAll(/<td><bdi dir="ltr">(T\d)<\/bdi>/g), (m) => m[1])).toEqual(['T3', 'T2', 'T1']);
  });
});

test('the same input gives the same pages', () => {
  expect(pack(trainingPlan())).toEqual(pack(trainingPlan()));
});
test('the pages ask for nothing but the product’s own style of faces', () => {
  const { html } = pack(trainingPlan());
  expect(Array.from(html.matchAll(/(?:href|src|url)\s*[=(]\s*["']?([^"')\s>]+)/g), (m) => m[1])).toEqual([
    '/fonts/fonts.css',
  ]);
});
test('Arabic runs from right to left, the others from left to right', () => {
  for (const lang of LANGUAGES)
    expect(pack(trainingPlan(), lang).html).toContain(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">`);
});

import { describe, expect, it } from 'vitest';
import { buildFacts } from '../../domain/facts/facts.ts';
import { trainingPlan } from '#test/builders/release-setup.ts';
import { type BriefLanguage } from '../brief/words.ts';
import { matrixSheet, type MatrixSheetInput } from './matrix-sheet.ts';
import { MATRIX_WORDS } from './words.ts';

const plan = trainingPlan();
const AS_OF = Date.UTC(2027, 2, 8, 2);
const sheet = (more: Partial<MatrixSheetInput> = {}): string =>
  matrixSheet({
    facts: buildFacts(plan, AS_OF),
    rows: 'site',
    columns: 'bands',
    at: plan.operation.hHour ?? 0,
    lang: 'en',
    recipient: { code: 'A07', name: 'Korea police' },
    asOf: AS_OF,
    destroyBy: '2027-06-14',
    marking: { tlp: 'AMBER', level: 'INTERPOL RESTRICTED', handling: ['H1'] },
    ...more,
  }).html;
const body = (html: string): string => html.slice(html.indexOf('<body>'));

describe('the printed matrix', () => {
  it('is A3 landscape with marking, version, as-of time and page numbers at the edge of every page', () => {
    const html = sheet();
    expect(html).toContain('size: A3 landscape');
    expect(html.match(/INTERPOL RESTRICTED/g)).toHaveLength(2);
    expect(html).toContain('2027-03-08 09:00 +07:00');
    expect(html).toContain('counter(page)');
    expect(html).toContain('counter(pages)');
  });

  it.each(['en', 'fr', 'es', 'ar'] as const)(
    'names every task once in %s, whichever way it is laid out',
    (lang: BriefLanguage) => {
      for (const rows of ['site', 'function'] as const)
        for (const columns of ['bands', 'phases'] as const) {
          const text = body(sheet({ lang, rows, columns }));
          const times = (code: string): number => text.split(`<b><bdi dir="ltr">${code}</bdi></b>`).length - 1;
          expect(plan.tasks.filter((task) => times(task.id) !== 1)).toEqual([]);
        }
      expect(sheet({ lang })).toContain(`dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`);
      expect(sheet({ lang, rows: 'function' })).toContain(MATRIX_WORDS[lang].functions.entry);
    },
  );

  it('tells no offset, no stretch and no moment of H while H is withheld (R-OP-11)', () => {
    const facts = buildFacts({ ...plan, operation: { ...plan.operation, hHour: null } }, AS_OF);
    const text = body(sheet({ facts }));
    expect(text).not.toMatch(/H[+-]\d/);
    expect(text).not.toContain(MATRIX_WORDS.en.moment);
    expect(text).toContain('D-day');
  });

  it('lets no text of the plan become markup', () => {
    const first = plan.tasks[0];
    if (!first) throw new Error('the training operation has tasks');
    const facts = buildFacts({ ...plan, tasks: [{ ...first, title: '<img src=x onerror=alert(1)>' }] }, AS_OF);
    expect(sheet({ facts })).not.toContain('<img');
  });
});

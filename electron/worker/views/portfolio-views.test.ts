/** Filter, order, counts and picture of many operations, at the size of a large service. */
import { describe, expect, it } from 'vitest';
import type { OperationCard } from '#shared/contract/planning.ts';
import { PORTFOLIO_ORDERS } from '#shared/contract/portfolio.ts';
import { OPERATION_STATES } from '#shared/model/vocabulary.ts';
import { type Entry, operationPage, portfolioPicture } from './portfolio-views.ts';

const DAY = 86_400_000;
const H = Date.parse('2027-03-15T21:00:00Z');
function entry(n: number, change: Partial<OperationCard> = {}): Entry {
  const hHour = H + n * DAY;
  const card: OperationCard = {
    id: String(n).padStart(32, '0'),
    code: `OP-${String(n).padStart(3, '0')}`,
    codeName: `Opération ${n}`,
    title: { en: 'Joint action', fr: 'Action commune' },
    status: OPERATION_STATES[n % OPERATION_STATES.length] ?? 'proposed',
    refTz: 'Asia/Bangkok',
    hHour,
    dDay: '2027-03-16',
    marking: { tlp: n % 2 === 0 ? 'AMBER' : 'RED', level: 'INTERPOL RESTRICTED', handling: [] },
    ownerCode: n % 5 === 0 ? 'A09' : 'A07',
    mine: n % 5 !== 0,
    lens: null,
    lead: null,
    counts: null,
    findings: n % 3 === 0 ? { block: n, warn: 1, lifted: 0 } : n % 3 === 1 ? { block: 0, warn: n, lifted: 0 } : null,
    extent: { from: hHour - 30 * DAY, to: hHour + 30 * DAY },
    ...change,
  };
  return { card, checked: card.findings !== null, urgency: n };
}
const MANY = Array.from({ length: 500 }, (_, n) => entry(n));
const ALL = { find: '', status: null, blocked: false, first: 0, count: 200, order: 'urgency' } as const;

describe('a page of operations', () => {
  it('counts all, and gives only what was asked for', () => {
    const page = operationPage(MANY, { ...ALL, first: 450 });
    expect(page).toMatchObject({ total: 500, matching: 500, blocked: 166, blockedOutside: 0, unchecked: 166 });
    expect(page.cards.map(({ code }) => code)).toEqual(Array.from({ length: 50 }, (_, i) => `OP-${450 + i}`));
    expect(page.markings).toHaveLength(2);
  });

  it('finds by words in any order, in either language, by keeper, without accents', () => {
    const codes = (find: string) => operationPage(MANY, { ...ALL, find }).cards.map(({ code }) => code);
    expect(codes('499 OPERATION')).toEqual(['OP-499']);
    expect(codes('commune op-007')).toEqual(['OP-007']);
    expect(operationPage(MANY, { ...ALL, find: 'a09' }).matching).toBe(100);
    expect(codes('nothing')).toEqual([]);
  });

  it('never hides a block without counting it', () => {
    for (const status of OPERATION_STATES)
      for (const find of ['', '1', 'a09']) {
        const page = operationPage(MANY, { ...ALL, status, find });
        const inside = operationPage(MANY, { ...ALL, status, find, blocked: true }).matching;
        expect(page.blockedOutside + inside).toBe(page.blocked);
      }
  });

  it.each(PORTFOLIO_ORDERS)('puts every operation once into the order by %s, page by page', (order) => {
    const codes = [0, 200, 400].flatMap((first) => operationPage(MANY, { ...ALL, order, first }).cards);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(500);
    expect(codes).toHaveLength(500);
  });

  it('puts what was not checked yet behind what was, when ordered by findings', () => {
    const cards = operationPage(MANY, { ...ALL, order: 'findings', first: 300 }).cards;
    expect(cards.findIndex(({ findings }) => findings === null)).toBe(34);
    expect(cards.slice(34).every(({ findings }) => findings === null)).toBe(true);
  });
});

describe('the picture', () => {
  const filter = { find: '', status: null, blocked: false, bins: 100 };
  it('counts an operation in every part it touches, and its H once', () => {
    const two = [entry(0), entry(100)];
    const picture = portfolioPicture(two, filter);
    if (!picture) throw new Error('there is a picture');
    expect([picture.from, picture.to]).toEqual([H - 32 * DAY, H + 132 * DAY]);
    expect(Math.max(...picture.running)).toBe(1);
    expect(picture.running.filter((n) => n === 0).length).toBeGreaterThan(20);
    expect(picture.h.reduce((a, b) => a + b, 0)).toBe(2);
  });

  it('holds an operation that is known by its H alone, and nothing of one without', () => {
    const only = portfolioPicture([entry(1, { extent: null })], filter);
    expect(only?.running.reduce((a, b) => a + b, 0)).toBe(1);
    expect(portfolioPicture([entry(1, { extent: null, hHour: null })], filter)).toBeNull();
  });
});

/** Editions beside one another and people in several operations, through the same handlers as the window, on a real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input } from '#shared/contract/contract.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';

let home = '';
let desk: Desk;
let first = '';
let second = '';
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-editions-'));
  desk = await makeDesk(home, 'A07');
  ({ operation: first } = await desk.load());
  ({ operation: second } = await desk.do('operation.copy', {
    operation: first,
    code: 'OP-LT2',
    codeName: 'LANTERN TIDE II',
    hHour: '2028-03-16T04:00',
    people: true,
    movements: false,
  }));
});
afterAll(() => {
  desk.close();
  rmSync(home, { recursive: true, force: true });
});

const ALL = { find: '', status: null, blocked: false, order: 'urgency' } as const;
const count = (operation: string, change: Partial<Input<'action.count'>>) =>
  desk.do('action.count', {
    operation,
    figure: 'arrests',
    value: 1,
    agency: 'A07',
    confirmed: true,
    event: null,
    by: 'Officer 1',
    ...change,
  });
const compare = async (operation: string) =>
  contract['edition.compare'].out.parse(await desk.do('edition.compare', { operation }));
const shared = async (operation: string, find = '') =>
  contract['operation.shared'].out.parse(await desk.do('operation.shared', { ...ALL, find, operation }));

describe('editions', () => {
  it('stand side by side, whichever of them is asked about', async () => {
    const seen = await compare(second);
    expect(seen.sides.map(({ code, chosen }) => [code, chosen])).toEqual([
      ['OP-LT', false],
      ['OP-LT2', true],
    ]);
    expect((await compare(first)).sides.map(({ chosen }) => chosen)).toEqual([true, false]);
    const [old, now] = seen.sides;
    expect(now).toMatchObject({ tasks: old?.tasks, people: old?.people, sites: old?.sites, agreements: 0, inForce: 0 });
    expect(old?.since).toBeNull();
    expect(now?.since).toMatchObject({
      people: { kept: old?.people, added: [], gone: [] },
      sites: { kept: old?.sites, addedInAll: 0, goneInAll: 0 },
      agreements: { kept: 0, goneInAll: old?.agreements },
    });
    // What is found differs by rule, as counts that add up to those of both sides.
    const more = now?.since?.findings.reduce((sum, one) => sum + one.now - one.before, 0);
    expect(more).toBe((now?.block ?? 0) + (now?.warn ?? 0) - (old?.block ?? 0) - (old?.warn ?? 0));
    const page = await desk.do('operation.list', { ...ALL, first: 0, count: 10 });
    expect(page.editions.toSorted()).toEqual([first, second].toSorted());
  });

  it('bring results by figure and agency, every event once, also across editions', async () => {
    await count(first, { value: 4, event: 'CASE 1' });
    await count(first, { value: 4, event: 'case1', agency: 'A06' });
    await count(first, { value: 2, event: 'CASE 2', confirmed: false });
    await count(second, { value: 4, event: 'CASE 1' });
    await count(second, { value: 3, event: 'CASE 9' });
    await count(second, { figure: 'usd_seized', value: 125_000 });
    const { figures } = await compare(second);
    expect(figures).toEqual([
      {
        figure: 'arrests',
        unit: '',
        sides: [
          {
            total: 6,
            confirmed: 4,
            twice: 4,
            again: 0,
            agencies: [
              { agency: 'A06', value: 4 },
              { agency: 'A07', value: 6 },
            ],
          },
          { total: 7, confirmed: 7, twice: 0, again: 1, agencies: [{ agency: 'A07', value: 7 }] },
        ],
        all: 9,
      },
      {
        figure: 'usd_seized',
        unit: 'USD cents',
        sides: [
          null,
          { total: 125_000, confirmed: 125_000, twice: 0, again: 0, agencies: [{ agency: 'A07', value: 125_000 }] },
        ],
        all: 125_000,
      },
    ]);
  });

  it('are followed by a third one, and forgotten when that is taken back', async () => {
    const { operation: third } = await desk.do('operation.copy', {
      operation: second,
      code: 'OP-LT3',
      codeName: 'LANTERN TIDE III',
      hHour: '2029-03-16T04:00',
      people: false,
      movements: false,
    });
    expect((await compare(first)).sides.map(({ code }) => code)).toEqual(['OP-LT', 'OP-LT2', 'OP-LT3']);
    expect((await compare(third)).sides[2]?.since?.people).toMatchObject({ kept: 0, addedInAll: 0 });
    await desk.do('undo.undo', { operation: third });
    expect((await compare(first)).sides).toHaveLength(2);
  });

  it('are told apart by nobody but us: the link stays at home', async () => {
    const released = await desk.do('exchange.manifest', { operation: 'OP-LT2', to: 'A06', purpose: 'joint_operation' });
    const head = released.included.find(({ kind }) => kind === 'operation');
    expect(head?.fields).not.toContain('editionOf');
    expect(head?.fields).toContain('codeName');
  });

  it('print on one sheet with the strictest marking', async () => {
    for (const lang of ['en', 'ar'] as const) {
      const sheet = await desk.do('edition.prepare', { operation: second, lang });
      expect(sheet.html).toContain('LANTERN TIDE II');
      expect(sheet.html).toContain(`lang="${lang}"`);
      expect(sheet.html).toContain(lang === 'en' ? 'Arrests' : 'التوقيفات');
      expect(sheet.manifest.marking.tlp).toBe('AMBER');
    }
  });
});

describe('people in several operations', () => {
  it('are counted, named, and told where both need them at once', async () => {
    const apart = await shared(first);
    expect(apart).toMatchObject({ total: 1, others: [{ operation: second, clashes: 0 }] });
    const people = apart.people;
    expect(people).toBeGreaterThan(20);
    expect(apart.others[0]?.people).toBe(people);
    expect(await desk.do('people.shared', { operations: [second, first] })).toEqual([people, people]);
    // Carried to the day of the first edition, both need the same people at the same hour.
    await desk.do('hHour.set', { operation: second, to: { at: Date.parse(String(desk.field('OP-LT', 'hHour'))) } });
    const together = await shared(first);
    expect(together.others[0]?.clashes).toBeGreaterThan(10);
    const [clash] = together.others[0]?.names[0]?.clashes ?? [];
    expect(clash?.from).toBeLessThan(clash?.to ?? 0);
    await desk.do('undo.undo', { operation: second });
    expect((await shared(first)).others[0]?.clashes).toBe(0);
  });

  it('follow a name that changes, and say what lies outside the filter', async () => {
    const before = (await shared(first)).people;
    const record = desk.session.store.read.recordsOfOperation(second, new Set(['person']))[0];
    desk.set(record?.id ?? '', 'name', 'Somebody Else Entirely');
    expect((await shared(first)).people).toBe(before - 1);
    // Written otherwise it is still the same person.
    desk.set(record?.id ?? '', 'name', ` ${String(record?.fields['name']).toUpperCase()}  `);
    const seen = await shared(first, 'OP-LT2');
    expect(seen).toMatchObject({ people: before, row: null, others: [{ row: 0 }] });
  });

  it('are none of an operation nobody knows', async () => {
    expect(await shared('unknown')).toEqual({ row: null, people: 0, total: 0, others: [] });
  });
});

/** The portfolio as the window asks for it, and how operations begin: the built worker on real workspaces, answers as the contract has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import { portfolioCalls } from '#shared/contract/portfolio.ts';
import type { RequestIn } from '#electron/worker/requests.ts';
import {
  type Agency,
  type DumpRecord,
  errorOf,
  fileRef,
  load,
  makeAgency,
  sealFor,
  trustEachOther,
} from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';

let home = '';
let agency: Agency;
let training = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-portfolio-'));
  agency = await makeAgency(home, 'A07');
  await agency.do('generate.load', {
    size: { operations: 12, tasks: 12 * 60, people: 12 * 20, travellers: 24 },
    seed: 3,
  });
  ({ operation: training } = await load(agency));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends keyof typeof portfolioCalls>(name: C, input: Input<C>): Promise<Output<C>> {
  const checked = contract[name].in.parse(input);
  return contract[name].out.parse(await agency.do(name, checked as RequestIn<C>)) as Output<C>;
}
const ALL = { find: '', status: null, blocked: false, first: 0, count: 200, order: 'urgency' } as const;
const list = (change: Partial<Input<'operation.list'>> = {}) => ask('operation.list', { ...ALL, ...change });
async function checked(): Promise<Output<'operation.list'>> {
  for (;;) {
    const page = await list();
    if (page.unchecked === 0) return page;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('the list', () => {
  it('is read in windows, and every operation is checked in the background', async () => {
    const page = await checked();
    expect(page).toMatchObject({ total: 13, matching: 13, blockedOutside: 0 });
    expect(page.cards).toHaveLength(13);
    expect(page.cards.every(({ findings, counts }) => findings !== null && counts !== null)).toBe(true);
    expect((await list({ first: 4, count: 3 })).cards).toEqual(page.cards.slice(4, 7));
    expect((await list({ first: 12, count: 200 })).cards).toEqual(page.cards.slice(12));
    expect(page.states.reduce((n, { count }) => n + count, 0)).toBe(13);
    expect(page.blocked).toBe(page.cards.filter(({ findings }) => (findings?.block ?? 0) > 0).length);
    expect(page.blocked).toBeGreaterThan(0);
  });

  it('finds without case, accents or order of words, and counts what is blocked outside', async () => {
    const whole = await checked();
    const found = await list({ find: 'TIDE  lantérn' });
    expect(found.cards.map(({ id }) => id)).toEqual([training]);
    expect(found).toMatchObject({ total: 13, matching: 1, blocked: whole.blocked, blockedOutside: whole.blocked - 1 });
    expect(await list({ find: 'no such thing' })).toMatchObject({
      matching: 0,
      cards: [],
      blockedOutside: whole.blocked,
    });
  });

  it('filters by state and by block', async () => {
    const { cards } = await checked();
    const status = contract['operation.list'].in.shape.status.parse(cards[0]?.status);
    const those = await list({ status });
    expect(those.matching).toBe(cards.filter((card) => card.status === status).length);
    // The states are counted without the state looked at, so that another can be chosen.
    expect(those.states).toEqual((await list()).states);
    const blocked = await list({ blocked: true });
    expect(blocked.matching).toBe(blocked.blocked);
    expect(blocked.cards.every(({ findings }) => (findings?.block ?? 0) > 0)).toBe(true);
  });

  it('orders by H, name, findings and state', async () => {
    await checked();
    const by = async (order: Input<'operation.list'>['order']) => (await list({ order })).cards;
    const h = (await by('h')).map(({ hHour }) => hHour ?? Number.MAX_SAFE_INTEGER);
    expect(h).toEqual(h.toSorted((a, b) => a - b));
    const names = (await by('name')).map(({ codeName }) => codeName.toLowerCase());
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    const blocks = (await by('findings')).map(({ findings }) => findings?.block ?? -1);
    expect(blocks).toEqual(blocks.toSorted((a, b) => b - a));
    const rank = contract['operation.list'].out.shape.states.element.shape.status.options;
    const states = (await by('status')).map(({ status }) => rank.findIndex((state) => state === status));
    expect(states).toEqual(states.toSorted((a, b) => a - b));
  });

  it('draws the matching ones on one axis', async () => {
    const { cards } = await checked();
    const picture = await ask('operation.picture', { find: '', status: null, blocked: false, bins: 300 });
    if (!picture) throw new Error('there is a picture');
    expect(picture.running).toHaveLength(300);
    expect(picture.h.reduce((a, b) => a + b, 0)).toBe(cards.filter(({ hHour }) => hHour !== null).length);
    expect(Math.max(...picture.running)).toBeLessThanOrEqual(13);
    expect(picture.blocked.every((n, i) => n <= (picture.running[i] ?? 0))).toBe(true);
    for (const { extent, hHour } of cards) {
      expect(picture.from).toBeLessThan(Math.min(extent?.from ?? hHour ?? 0, hHour ?? 0));
      expect(picture.to).toBeGreaterThan(Math.max(extent?.to ?? 0, hHour ?? 0));
    }
    expect(await ask('operation.picture', { find: 'nowhere', status: null, blocked: false, bins: 300 })).toBeNull();
  });
});

const of = (records: readonly DumpRecord[], operation: string, kind: string): readonly DumpRecord[] =>
  records.filter((r) => r.kind === kind && (r.fields['operation'] === operation || r.id === operation));

describe('a new operation', () => {
  const NEW = {
    code: 'OP-NEW',
    codeName: 'QUIET FERRY',
    title: 'A first idea',
    refTz: 'Asia/Bangkok',
    hHour: '2028-05-04 04:30',
    tlp: 'AMBER',
    level: 'INTERPOL RESTRICTED',
  } as const;

  it('begins as proposed, with three phases around H, and one undo takes it back', async () => {
    const made = await ask('operation.create', NEW);
    const card = await ask('operation.card', { operation: made.operation });
    expect(card).toMatchObject({
      code: 'OP-NEW',
      status: 'proposed',
      hHour: Date.parse('2028-05-03T21:30:00Z'),
      dDay: '2028-05-04',
      mine: true,
      lead: 'A07',
      marking: { tlp: 'AMBER', level: 'INTERPOL RESTRICTED' },
    });
    const frame = await agency.do('timeline.frame', { operation: made.operation });
    expect(frame.phases.map(({ from, to }) => from !== null && to !== null && from < to)).toEqual([true, true, true]);
    await agency.do('undo.undo', {});
    expect(await ask('operation.card', { operation: made.operation })).toBeNull();
    expect((await list()).total).toBe(13);
  });

  it.each([
    ['a code with a blank', { code: 'OP NEW' }, 'new-code'],
    ['a code of one of its items', { code: 'P2' }, 'new-code'],
    ['a code that is used', { code: 'OP-LT' }, 'operation-exists'],
    ['no name', { codeName: '  ' }, 'new-name'],
    ['no zone', { refTz: 'Moon/Base' }, 'start-zone'],
    ['a day that is none', { hHour: '2028-02-30 04:00' }, 'new-h'],
    ['a clock that is skipped (R-OP-12)', { refTz: 'Europe/Paris', hHour: '2028-03-26 02:30' }, 'R-OP-12'],
    ['a clock that comes twice (R-OP-12)', { refTz: 'Europe/Paris', hHour: '2028-10-29 02:30' }, 'R-OP-12'],
  ])('refuses %s and stores nothing', async (_what, change, code) => {
    const before = (await agency.dump()).length;
    expect(errorOf(await agency.ask('operation.create', { ...NEW, ...change }))?.code).toBe(code);
    expect((await agency.dump()).length).toBe(before);
  });
});

describe('a further edition', () => {
  const COPY = {
    code: 'OP-LT2',
    codeName: 'LANTERN TIDE II',
    hHour: '2028-03-16 05:00',
    people: false,
    movements: false,
  };

  it('takes the frame over with its times from H, begins every state anew, and one undo takes it back', async () => {
    const before = await agency.dump();
    const made = await ask('operation.copy', { ...COPY, operation: training });
    const after = await agency.dump();
    const [old, fresh] = [
      (kind: string) => of(before, training, kind),
      (kind: string) => of(after, made.operation, kind),
    ];
    for (const kind of ['agency', 'site', 'phase', 'syncGroup', 'task', 'dependency', 'decisionPoint'])
      expect([kind, fresh(kind).length]).toEqual([kind, old(kind).length]);
    for (const kind of [
      'person',
      'assignment',
      'leave',
      'movement',
      'paxRow',
      'jit',
      'agreement',
      'order',
      'release',
      'result',
    ])
      expect([kind, fresh(kind).length]).toEqual([kind, 0]);
    expect(made.tasks).toBe(67);
    expect(made.foreign).toBe(0);
    const starts = (records: readonly DumpRecord[]) =>
      new Map(records.map(({ code, fields }) => [code, String(fields['at'])]));
    const [was, is] = [starts(old('task')), starts(fresh('task'))];
    const fixed = [...was].filter(([, at]) => !/^[HD]/.test(at));
    expect(fixed.length).toBeGreaterThan(0);
    // A fixed clock keeps its hour and zone and gets another day; every other start stays as it was written.
    const kept = (at: string): string => (/^[HD]/.test(at) ? at : at.slice(10));
    for (const [code, at] of was) expect([code, kept(is.get(code) ?? '')]).toEqual([code, kept(at)]);
    expect(fixed.filter(([code, at]) => is.get(code) === at)).toEqual([]);
    expect(fresh('task').every(({ fields }) => !fields['status'] && !fields['jit'] && !fields['movement'])).toBe(true);
    // Nothing points back into the old edition but the new one itself, which says whose edition it is.
    const oldIds = new Set(before.map(({ id }) => id));
    const news = after.filter(({ id }) => !oldIds.has(id));
    expect(news.filter(({ fields }) => fields['editionOf'] === training).map(({ id }) => id)).toEqual([made.operation]);
    const told = JSON.stringify(news.map(({ fields: { editionOf: _of, ...fields } }) => fields));
    expect(before.filter(({ id }) => told.includes(id)).map(({ code }) => code)).toEqual([]);
    const card = await ask('operation.card', { operation: made.operation });
    expect(card).toMatchObject({
      status: 'proposed',
      dDay: '2028-03-16',
      counts: { tasks: 67, people: 0, movements: 0 },
    });
    const source = await ask('operation.card', { operation: training });
    expect(card?.marking).toEqual(source?.marking);
    expect((await agency.do('undo.state', {})).undo).toMatchObject({ key: 'step.operation.copy' });
    await agency.do('undo.undo', {});
    expect(await ask('operation.card', { operation: made.operation })).toBeNull();
    expect(await ask('operation.card', { operation: training })).toEqual(source);
  });

  it('takes people and movements over when asked to, without what was found, allowed or done', async () => {
    const before = await agency.dump();
    const made = await ask('operation.copy', { ...COPY, operation: training, people: true, movements: true });
    const after = await agency.dump();
    for (const kind of ['person', 'leave', 'assignment', 'movement', 'paxRow'])
      expect([kind, of(after, made.operation, kind).length]).toEqual([kind, of(before, training, kind).length]);
    const shift = Date.parse('2028-03-15T20:00:00Z');
    const movements = of(after, made.operation, 'movement');
    expect(movements.every(({ fields }) => !fields['checks'] && !fields['status'])).toBe(true);
    expect(movements.every(({ fields }) => Date.parse(String(fields['depart'])) > shift - 90 * 86_400_000)).toBe(true);
    expect(of(after, made.operation, 'paxRow').every(({ fields }) => !fields['basis'])).toBe(true);
    expect(of(after, made.operation, 'person').every(({ fields }) => !fields['deployed'] && !fields['arms'])).toBe(
      true,
    );
    await agency.do('undo.undo', {});
  });

  it('is refused for a code of one of the items, and for what another agency keeps', async () => {
    expect(errorOf(await agency.ask('operation.copy', { ...COPY, operation: training, code: 'T39' }))?.code).toBe(
      'new-code',
    );
    const other = await makeAgency(home, 'A01');
    try {
      await trustEachOther(agency, other);
      const file = path.join(home, 'shared.jex');
      await sealFor(agency, 'A01', file);
      await other.do('exchange.acceptFile', { file: fileRef(file), by: 'Officer 3' });
      const page = await other.do('operation.list', { ...ALL });
      const held = page.cards.find(({ mine }) => !mine);
      expect(held?.ownerCode).toBe('A07');
      const records = (await other.dump()).length;
      expect(errorOf(await other.ask('operation.copy', { ...COPY, operation: held?.id ?? '' }))?.code).toBe(
        'read-only',
      );
      expect((await other.dump()).length).toBe(records);
    } finally {
      await other.close();
    }
  }, 60_000);
});

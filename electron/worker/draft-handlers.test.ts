/** Papers drawn up by hand, through the same handlers as the window, on a real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input } from '#shared/contract/contract.ts';
import { PAPER_KINDS, type PaperKind } from '#shared/contract/papers.ts';
import { DRAFTS } from '#shared/model/drafts/index.ts';
import { LIFECYCLES } from '#shared/domain/lifecycles/index.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';

let home = '';
let desk: Desk;
let operation = '';
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-drafts-'));
  desk = await makeDesk(home, 'A07');
  ({ operation } = await desk.load());
});
afterAll(() => {
  desk.close();
  rmSync(home, { recursive: true, force: true });
});

type Wish = Omit<Input<'paper.create'>, 'operation'>;
const GOOD: Readonly<Record<PaperKind, Wish>> = {
  agreement: {
    kind: 'agreement',
    values: {
      agreementType: 'victim_return',
      titleEn: 'Return of victims',
      parties: 'kh, PH',
      'window.0': '2027-03-01',
    },
    rows: [
      {
        kind: 'coverage',
        values: { 'route.0': 'kh', 'route.1': 'PH VN', 'route.2': '*', 'route.3': 'victim witness' },
      },
      { kind: 'transit', values: { 'terms.0': 'TH', 'terms.1': '*', 'terms.2': 'victim' } },
    ],
  },
  jit: {
    kind: 'jit',
    values: {
      name: 'Team North',
      purpose: 'Payment routes of one centre',
      basis: 'UNTOC Art. 19; bilateral treaty of 2019',
      parties: 'KH TH',
      operatesIn: 'KH',
      'window.0': '2027-02-01',
      'window.1': '2027-12-31',
      armsForSeconded: '0',
      languages: 'en km',
    },
    rows: [{ kind: 'jitMember', values: { 'as.1': 'KH', person: 'P01' } }],
  },
  movement: {
    kind: 'movement',
    values: {
      mode: 'charter',
      'route.0': 'KH',
      'route.1': 'PH',
      depart: '2027-03-20T09:00[Asia/Phnom_Penh]',
      receiving: 'A03',
      flightHours: '3.5',
      seats: '60',
    },
    rows: [{ kind: 'paxRow', values: { 'group.0': 'PH', 'group.1': 'victim', 'group.2': '24', 'group.3': 'PH' } }],
  },
  request: {
    kind: 'request',
    values: { requestKind: 'freeze', channel: 'MLA', from: 'A08', to: 'SG', asset: 'AS03', due: '2027-04-01' },
    rows: [],
  },
  asset: {
    kind: 'asset',
    values: {
      assetKind: 'bank_account',
      reference: 'SG 0001',
      cc: 'SG',
      owner: 'unknown',
      'amount.0': '1500.5',
      'amount.1': 'SGD',
      'amount.2': '2027-03-01',
    },
    rows: [],
  },
  deconfliction: {
    kind: 'deconfliction',
    values: { with: 'A09', about: 'Surveillance of one street', site: 'S1', raised: '2027-03-05' },
    rows: [],
  },
};
const make = (wish: Wish) => desk.do('paper.create', { operation, ...wish });
const wrong = async (wish: Wish) =>
  (await desk.fails('paper.create', { operation, ...wish })).details
    .filter(({ code }) => code !== 'draft')
    .map(({ code, place }) => `${code} ${place}`);

describe('the form', () => {
  it.each(PAPER_KINDS)('of %s names what can be chosen, and begins in the first state', async (kind) => {
    const form = contract['paper.form'].out.parse(await desk.do('paper.form', { operation, kind }));
    expect(form.fields.some(({ required }) => required)).toBe(true);
    const fields = [...form.fields, ...form.parts.flatMap((part) => part.fields)];
    const empty = fields.filter(
      ({ is, items, words }) => (is === 'item' && items.length === 0) || (is === 'word' && words.length < 2),
    );
    expect(empty).toEqual([]);
    expect(DRAFTS[kind].state.value).toBe(LIFECYCLES[kind].initial);
  });
});

describe('a new paper', () => {
  it.each(PAPER_KINDS)('%s stands in its list, and one undo takes it back', async (kind) => {
    const before = (await desk.do('paper.kinds', { operation })).find((one) => one.kind === kind)?.total ?? 0;
    const made = contract['paper.create'].out.parse(await make(GOOD[kind]));
    const card = contract['paper.card'].out.parse(await desk.do('paper.card', { operation, item: made.item }));
    expect(card).toMatchObject({ kind, mine: true, row: { state: LIFECYCLES[kind].initial } });
    expect(card.row.code.startsWith(DRAFTS[kind].letters)).toBe(true);
    await desk.do('undo.undo', { operation });
    expect((await desk.do('paper.kinds', { operation })).find((one) => one.kind === kind)?.total).toBe(before);
  });

  it('holds what was typed, with what hangs on it', async () => {
    const { item } = await make(GOOD.agreement);
    const rows = desk.session.states.rows(operation);
    expect(rows.find(({ id }) => id === item)?.fields).toMatchObject({
      titleFr: 'Return of victims',
      parties: ['KH', 'PH'],
      window: ['2027-03-01', null],
      state: ['draft', '2027-03-08'],
    });
    expect(
      rows.find(({ kind, fields }) => kind === 'coverage' && fields['agreement'] === item)?.fields['route'],
    ).toEqual([['KH'], ['PH', 'VN'], ['*'], ['victim', 'witness']]);
    await desk.do('undo.undo', { operation });
    const asset = await make(GOOD.asset);
    expect(desk.session.store.read.record(asset.item)?.fields['amount']).toEqual([150_050, 'SGD', '2027-03-01']);
    await desk.do('undo.undo', { operation });
  });

  it('carries nobody before it is in force: a draft closes no gap', async () => {
    const open = (await desk.do('paper.kinds', { operation })).find(({ kind }) => kind === 'movement')?.findings;
    await make(GOOD.agreement);
    expect((await desk.do('paper.kinds', { operation })).find(({ kind }) => kind === 'movement')?.findings).toEqual(
      open,
    );
    await desk.do('undo.undo', { operation });
  });
});

describe('what is refused', () => {
  const total = async () => (await desk.do('paper.kinds', { operation })).reduce((sum, one) => sum + one.total, 0);
  it('is said field by field, and nothing is changed', async () => {
    const before = await total();
    expect(
      await wrong({ kind: 'agreement', values: { agreementType: 'pact', 'window.1': '2027-02-30' }, rows: [] }),
    ).toEqual([
      'draft.word agreementType',
      'draft.required titleEn',
      'draft.required parties',
      'draft.day window.1',
      'draft.required coverage',
    ]);
    expect(await total()).toBe(before);
  });

  it.each([
    ['an amount without its currency', 'asset', { 'amount.1': '' }, 'draft.required amount.1'],
    ['an amount without its day', 'asset', { 'amount.2': '' }, 'draft.required amount.2'],
    ['an account without a jurisdiction', 'asset', { cc: '' }, 'draft.required cc'],
    ['an owner nobody knows', 'asset', { owner: 'E99' }, 'draft.item owner'],
    ['a person where an agency belongs', 'request', { from: 'P01' }, 'draft.item from'],
    ['a departure on no clock', 'movement', { depart: '2027-03-20 09:00' }, 'draft.moment depart'],
    [
      'a departure that does not exist',
      'movement',
      { depart: '2027-03-28T02:30[Europe/Paris]' },
      'draft.moment depart',
    ],
    ['a departure that exists twice', 'movement', { depart: '2027-10-31T02:30[Europe/Paris]' }, 'draft.moment depart'],
  ] as const)('%s', async (_, kind, change, fault) => {
    expect(await wrong({ ...GOOD[kind], values: { ...GOOD[kind].values, ...change } })).toEqual([fault]);
  });

  it('spares a wallet its jurisdiction and a memorandum its coverage', async () => {
    const wallet = { ...GOOD.asset, values: { ...GOOD.asset.values, assetKind: 'crypto_wallet', cc: '' } };
    const before = await total();
    await make(wallet);
    await make({ ...GOOD.agreement, values: { ...GOOD.agreement.values, agreementType: 'mou' }, rows: [] });
    expect(await total()).toBe(before + 2);
    await desk.do('undo.undo', { operation });
    await desk.do('undo.undo', { operation });
  });

  it('names the row, and knows no part of another paper', async () => {
    const rows = [...GOOD.movement.rows, { kind: 'paxRow', values: { 'group.0': 'PH', 'group.2': '0' } }];
    expect(await wrong({ ...GOOD.movement, rows })).toEqual([
      'draft.required paxRow.1.group.1',
      'draft.whole paxRow.1.group.2',
      'draft.required paxRow.1.group.3',
    ]);
    expect(await wrong({ ...GOOD.request, rows: [{ kind: 'signature', values: {} }] })).toEqual([
      'draft.word signature',
    ]);
  });
});

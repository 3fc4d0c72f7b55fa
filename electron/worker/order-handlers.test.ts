/** Orders as the window asks for them: the built worker on a real workspace, from the draft to who was briefed on what. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import type { orderCalls } from '#shared/contract/orders.ts';
import type { StepEvidence } from '#shared/contract/steps.ts';
import { NOTHING_SAID } from '#shared/domain/lifecycles/index.ts';
import { type Agency, errorOf, fileRef, load, makeAgency, trustEachOther } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';
import { QUIET_LANTERN } from '#test/tools/places.ts';

let home = '';
let agency: Agency;
let operation = '';
let idOf: ReadonlyMap<string, string>;
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-orders-'));
  agency = await makeAgency(home, 'A07');
  ({ operation } = await load(agency, QUIET_LANTERN));
  idOf = new Map((await agency.dump()).flatMap(({ code, id }) => (code === null ? [] : [[code, id]])));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

type WorkerCall = Exclude<keyof typeof orderCalls, 'order.print'>;
const id = (code: string): string => idOf.get(code) ?? '';
/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends WorkerCall>(name: C, input: Input<C>): Promise<Output<C>> {
  const value = await agency.do(name, contract[name].in.parse(input) as never);
  return contract[name].out.parse(value) as Output<C>;
}
const EVIDENCE: StepEvidence = {
  ...NOTHING_SAID,
  by: 'Kang Minseo',
  role: 'strategic_commander',
  date: '2027-03-16',
};
const take = (item: string, to: string, more: Partial<StepEvidence> = {}) =>
  agency.ask('step.take', { operation, item, to, evidence: { ...EVIDENCE, ...more } });
const list = () => ask('order.list', { operation });
const all = { agency: null, first: 0, count: 200 } as const;
const versions = async () => (await list()).orders.map(({ version, state, text }) => `v${version} ${state} ${text}`);
async function issue(item: string): Promise<void> {
  expect(errorOf(await take(item, 'review', { role: 'planner' }))).toBeNull();
  expect(errorOf(await take(item, 'issued', { second: 'Anong Wattanakit' }))).toBeNull();
}

describe('an order from the draft to the next version', () => {
  let [first, second] = ['', ''];

  it('a draft says what the plan says, task by task with three forms of time', async () => {
    const { orders, open, current, mine } = await list();
    expect([orders.length, current, mine]).toEqual([1, null, true]);
    first = open ?? '';
    expect(orders[0]).toMatchObject({ record: first, code: 'order:1', state: 'draft', text: 'live', recipients: 3 });
    const view = await ask('order.view', { operation, order: first });
    expect(view.agencies.map(({ code, tasks }) => [code, tasks])).toEqual([
      ['A01', 5],
      ['A03', 1],
      ['A07', 2],
      ['A13', 1],
    ]);
    expect(view.decisions.map(({ code }) => code)).toEqual(['T02']);
    const { tasks, total } = await ask('order.tasks', { operation, order: first, ...all, agency: 'A01' });
    expect(total).toBe(5);
    expect(tasks.find(({ code }) => code === 'T04')).toMatchObject({
      at: 'H+00:00',
      offset: 'H+00:00',
      start: Date.UTC(2027, 2, 15, 21),
      local: { clock: '2027-03-16T04:00', zone: 'Asia/Phnom_Penh', offsetMinutes: 420 },
      people: ['P03'],
    });
  });

  it('is written while it is a draft, in both languages, and undone', async () => {
    const text = { en: 'Radio silence until H.', fr: 'Silence radio jusqu’à H.' };
    await ask('order.write', { operation, order: first, section: 'communications', text, by: 'Planner 1' });
    expect((await ask('order.view', { operation, order: first })).frame.sections.communications).toEqual(text);
    await agency.do('undo.undo', {});
    expect((await ask('order.view', { operation, order: first })).frame.sections.communications).toBeUndefined();
    await agency.do('undo.redo', {});
  });

  it('is issued by command with a second person, and not otherwise', async () => {
    await take('order:1', 'review', { role: 'planner' });
    expect(errorOf(await take('order:1', 'issued'))?.reason).toContain('a second person');
    expect(errorOf(await take('order:1', 'issued', { by: 'Sok Dara', second: 'P02' }))?.reason).toContain(
      'Kang Minseo',
    );
    expect(await versions()).toEqual(['v1 review live']);
    expect(errorOf(await take('order:1', 'issued', { second: 'Anong Wattanakit' }))).toBeNull();
    const [order] = (await list()).orders;
    expect(order).toMatchObject({
      state: 'issued',
      text: 'kept',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      issued: { on: '2027-03-16', by: 'Kang Minseo', second: 'Anong Wattanakit' },
    });
  });

  it('undo takes the issue and its text back together, and redo brings both back', async () => {
    const [issued] = (await list()).orders;
    await agency.do('undo.undo', {});
    expect(await versions()).toEqual(['v1 review live']);
    await agency.do('undo.redo', {});
    expect((await list()).orders).toEqual([issued]);
  });

  it('says for ever what it said: the plan goes on, the version does not', async () => {
    const before = await ask('order.tasks', { operation, order: first, ...all });
    await agency.do('task.setStart', { operation, task: id('T04'), at: 'H+00:30' });
    expect(await ask('order.tasks', { operation, order: first, ...all })).toEqual(before);
    const text = { en: 'Changed', fr: 'Changé' };
    const error = errorOf(
      await agency.ask('order.write', { operation, order: first, section: 'method', text, by: 'Planner 1' }),
    );
    expect(error?.code).toBe('order.sealed');
  });

  it('is acknowledged agency by agency; the step waits for the last of them', async () => {
    const acknowledge = (of: string, on = '2027-03-16') =>
      agency.ask('order.acknowledge', { operation, order: first, agency: of, on, by: 'Desk 1' });
    expect(errorOf(await acknowledge('A07'))?.code).toBe('order.recipient');
    expect(errorOf(await acknowledge('A01', '2027-03-17'))?.code).toBe('order.day');
    for (const code of ['A01', 'A03']) expect(errorOf(await acknowledge(code))).toBeNull();
    expect(errorOf(await acknowledge('A01'))?.code).toBe('order.acknowledged');
    const options = await agency.do('step.options', { operation, item: 'order:1' });
    expect(options.steps.find(({ to }) => to === 'acknowledged')?.lacks).toEqual([
      { what: 'need', need: 'acknowledgements', awaits: ['A13'] },
    ]);
    expect(errorOf(await take('order:1', 'acknowledged', { role: 'planner' }))?.reason).toContain('A13');
    expect(errorOf(await acknowledge('A13'))).toBeNull();
    expect(errorOf(await take('order:1', 'acknowledged', { role: 'planner' }))).toBeNull();
    expect(await ask('order.briefed', { operation, first: 0, count: 200 })).toMatchObject({ version: 1, missing: 0 });
  });

  it('the next version takes the texts over; there is one at a time', async () => {
    const made = await ask('order.draft', { operation, by: 'Planner 1' });
    second = made.order;
    expect(made.label).toEqual({ key: 'step.order.draft', params: { version: 2 } });
    const view = await ask('order.view', { operation, order: second });
    expect(view.frame.sections.communications?.en).toBe('Radio silence until H.');
    const again = errorOf(await agency.ask('order.draft', { operation, by: 'Planner 1' }));
    expect([again?.code, again?.place]).toEqual(['order.open', 'order:2']);
  });

  it('says what moved, what was added and what is gone, and whom it touches', async () => {
    await agency.do('person.assign', { operation, task: id('T09'), person: id('P09') });
    await agency.do('task.create', {
      operation,
      title: 'Second watch on HERON',
      at: 'H+02:00',
      minutes: 30,
      kind: 'staging',
      phase: 'P1',
      owner: 'A03',
      site: 'S2',
    } as never);
    const task = { operation, item: id('T08') };
    const cancel = { role: 'planner', reason: 'Held by telephone' } as const;
    expect(
      errorOf(await agency.ask('step.take', { ...task, to: 'cancelled', evidence: { ...EVIDENCE, ...cancel } })),
    ).toBeNull();
    const difference = await ask('order.difference', { operation, from: first, to: second, person: null, ...all });
    expect(difference.changes.map(({ code, change, fields }) => [code, change, fields])).toEqual([
      ['T08', 'gone', []],
      ['T04', 'moved', ['start']],
      [expect.any(String), 'added', []],
      ['T09', 'changed', ['people']],
    ]);
    expect(difference.counts).toEqual({ moved: 1, changed: 1, added: 1, gone: 1 });
    const touching = async (of: string | null, person: string | null) =>
      (await ask('order.difference', { operation, from: first, to: second, ...all, agency: of, person })).changes.map(
        ({ code }) => code,
      );
    expect(await touching('A01', null)).toEqual(['T04']);
    expect(await touching('A13', null)).toEqual(['T09']);
    expect(await touching(null, 'P03')).toEqual(['T04']);
    expect(await touching(null, 'P05')).toEqual([]);
  });

  it('briefed on v1, now v2: counted per agency and person', async () => {
    // A task that starts later keeps what hangs on it apart.
    for (const [code, at] of [
      ['T06', 'H+01:30'],
      ['T07', 'H+02:30'],
      ['T05', 'H+00:45'],
    ] as const)
      await agency.do('task.setStart', { operation, task: id(code), at });
    await issue('order:2');
    expect(errorOf(await take('order:1', 'superseded', { successor: 'order:2' }))).toBeNull();
    expect(await versions()).toEqual(['v2 issued kept', 'v1 superseded kept']);
    const { version, missing, agencies } = await ask('order.briefed', { operation, first: 0, count: 200 });
    expect([version, missing]).toEqual([2, 3]);
    const of = (code: string) => agencies.find((one) => one.agency === code);
    expect(of('A01')).toMatchObject({
      version: 1,
      on: '2027-03-16',
      current: false,
      touched: { moved: 4, changed: 0, added: 0, gone: 0 },
      people: [
        { code: 'P03', changes: 1 },
        { code: 'P04', changes: 1 },
        { code: 'P05', changes: 1 },
        { code: 'P06', changes: 1 },
      ],
    });
    expect(of('A03')?.touched).toEqual({ moved: 0, changed: 0, added: 1, gone: 1 });
    expect(of('A07')).toMatchObject({ issuer: true, version: null, touched: null });
  });

  it('prints for an agency what that agency may see, and nothing else', async () => {
    const sheet = await agency.do('order.prepare', { operation, order: first, forAgency: 'A03', lang: 'fr' });
    expect(sheet.title).toBe('QUIET LANTERN · Ordre d’opération v1 · A03');
    expect(sheet.html).toContain('remplacé');
    expect(sheet.html).toContain('H+00:00');
    const own = await agency.do('order.prepare', { operation, order: first, forAgency: 'A07', lang: 'en' });
    expect(own.withheld).toEqual([]);
    for (const code of ['T01', 'T04', 'T09']) expect(own.html).toContain(code);
  });

  it('refuses what is nobody’s order', async () => {
    const error = errorOf(await agency.ask('order.view', { operation, order: id('T01') }));
    expect(error?.code).toBe('not-found');
  });
});

describe('an order in the hands of another agency', () => {
  it('says what was released of the plan, and its acknowledgement comes home', async () => {
    const host = await makeAgency(path.join(home, 'host'), 'A01');
    try {
      await trustEachOther(agency, host);
      const [out, back] = [path.join(home, 'out.jxb'), path.join(home, 'back.jxb')];
      const seal = (from: Agency, to: string, file: string) =>
        from.do('exchange.seal', {
          operation: 'OP-QL',
          to,
          purpose: 'joint_operation',
          file: fileRef(file),
          by: 'Officer 1',
          second: 'Officer 2',
        });
      await seal(agency, 'A01', out);
      await host.do('exchange.acceptFile', { file: fileRef(out), by: 'Officer 3' });
      expect((await host.dump()).some(({ kind }) => kind === 'orderPage' || kind === 'logEntry')).toBe(false);
      const { orders, mine, current } = await host.do('order.list', { operation: 'OP-QL' });
      expect([mine, orders.map(({ version, state, text }) => [version, state, text])]).toEqual([
        false,
        [
          [2, 'issued', 'received'],
          [1, 'superseded', 'received'],
        ],
      ]);
      const acknowledge = { operation: 'OP-QL', order: current ?? '', on: '2027-03-16', by: 'Sok Dara' };
      expect(errorOf(await host.ask('order.acknowledge', { ...acknowledge, agency: 'A03' }))?.code).toBe('read-only');
      await host.do('order.acknowledge', { ...acknowledge, agency: 'A01' });
      expect(errorOf(await host.ask('order.draft', { operation: 'OP-QL', by: 'X' }))?.code).toBe('read-only');
      await seal(host, 'A07', back);
      await agency.do('exchange.acceptFile', { file: fileRef(back), by: 'Officer 1' });
      const { agencies, missing } = await ask('order.briefed', { operation, first: 0, count: 200 });
      expect(missing).toBe(2);
      expect(agencies.find((one) => one.agency === 'A01')).toMatchObject({
        version: 2,
        current: true,
        on: '2027-03-16',
      });
    } finally {
      await host.close();
    }
  }, 60_000);
});

describe('a number of an order', () => {
  const before = { agency: null as Agency | null, operation: '' };
  beforeAll(async () => {
    Object.assign(before, { agency, operation });
    agency = await makeAgency(path.join(home, 'numbers'), 'A07');
    ({ operation } = await load(agency, QUIET_LANTERN));
  }, 60_000);
  afterAll(async () => {
    await agency.close();
    if (before.agency) ({ agency, operation } = { agency: before.agency, operation: before.operation });
  });

  it('never names two texts: what was issued and undone may be issued again as it was, or under the next number', async () => {
    await issue('order:1');
    await agency.do('undo.undo', {});
    expect((await list()).spent).toBe(false);
    await agency.do('hHour.set', { operation, to: { deltaMin: 5 } });
    expect((await list()).spent).toBe(true);
    const other = await take('order:1', 'issued', { second: 'Anong Wattanakit' });
    expect(errorOf(other)).toMatchObject({ code: 'order.number', place: 'order:1' });
    // The plan as it was gives the text as it was.
    await agency.do('undo.undo', {});
    expect(errorOf(await take('order:1', 'issued', { second: 'Anong Wattanakit' }))).toBeNull();
    await agency.do('undo.undo', {});
    await agency.do('hHour.set', { operation, to: { deltaMin: 5 } });
    const renumbered = await ask('order.draft', { operation, by: 'Planner 1' });
    expect(renumbered).toMatchObject({ label: { key: 'step.order.draft', params: { version: 2 } } });
    expect(await versions()).toEqual(['v2 draft live']);
    expect((await list()).spent).toBe(false);
    await issue('order:2');
    expect(await versions()).toEqual(['v2 issued kept']);
    // Back to where the first text stands: the number of the second is not free either.
    for (const _ of [1, 2, 3, 4]) await agency.do('undo.undo', {});
    expect(await versions()).toEqual(['v1 review live']);
    expect(errorOf(await take('order:1', 'issued', { second: 'Anong Wattanakit' }))).toBeNull();
    expect(await versions()).toEqual(['v1 issued kept']);
  });
});

/** What-if branches as the window asks for them, on real workspaces: the screens of a branch, what can be taken over, and that nothing of it leaves. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import { LENS } from '#shared/contract/lens.ts';
import type { branchCalls } from '#shared/contract/branches.ts';
import { Desk, introduce, makeDesk } from '#test/tools/desk.ts';
import { fileRef } from '#test/tools/agencies.ts';
import { openFile } from './opening.ts';
import { buildState } from './operation-state.ts';
import type { RequestIn } from './requests.ts';

let home = '';
let a: Desk;
let b: Desk;
let operation = '';
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-branch-'));
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A02');
  await introduce(a, b);
  ({ operation } = await a.load());
}, 60_000);
afterAll(() => {
  a.close();
  b.close();
  rmSync(home, { recursive: true, force: true });
});

/** Asks as the window does: input and answer fit the contract. */
async function ask<C extends keyof typeof branchCalls>(name: C, input: Input<C>): Promise<Output<C>> {
  const checked = contract[name].in.parse(input);
  return contract[name].out.parse(await a.do(name, checked as RequestIn<C>)) as Output<C>;
}
const WINDOW = { first: 0, count: 200 } as const;
const make = (name: string) => ask('branch.create', { operation, name });
const startOf = async (of: string, code: string): Promise<number | null> => {
  const rows = await a.do('timeline.rows', { operation: of, ...WINDOW });
  return rows.find((row) => row.code === code)?.start ?? null;
};
const HOUR = 3_600_000;

describe('a branch on the screens of the plan', () => {
  it('is an operation of its own that says what it is', async () => {
    const branch = await make('Two hours later');
    expect(branch).toMatchObject({ operation, name: 'Two hours later', changes: 0, moved: 0, discarded: null });
    const card = await a.do('operation.card', { operation: branch.id });
    expect(card).toMatchObject({ id: branch.id, lens: { is: 'branch', of: operation, name: 'Two hours later' } });
    expect((await a.do('operation.card', { operation }))?.lens).toBeNull();
    // It is no operation of the portfolio.
    const list = { find: '', status: null, blocked: false, first: 0, count: 200, order: 'urgency' } as const;
    expect((await a.do('operation.list', list)).cards.map(({ id }) => id)).toEqual([operation]);
  });

  it('takes the commands of the plan, undoes them on its own, and leaves the plan alone', async () => {
    const branch = await make('Moved');
    const before = await startOf(operation, 'T40');
    const undoBefore = await a.do('undo.state', {});
    await a.do('hHour.set', { operation: branch.id, to: { deltaMin: 120 } });
    expect(await startOf(branch.id, 'T40')).toBe((before ?? 0) + 2 * HOUR);
    expect(await startOf(operation, 'T40')).toBe(before);
    expect(await a.do('undo.state', {})).toEqual(undoBefore);
    expect((await a.do('undo.state', { operation: branch.id })).undo?.key).toBe('step.hHour.set');
    await a.do('task.setSpan', { operation: branch.id, task: a.id('T40'), at: 'H+3:00', minutes: 20 });
    await a.do('undo.undo', { operation: branch.id });
    await a.do('undo.undo', { operation: branch.id });
    expect(await startOf(branch.id, 'T40')).toBe(before);
    expect((await ask('branch.changes', { branch: branch.id, ...WINDOW })).total).toBe(0);
  });

  it('follows each step as it would be built anew', async () => {
    const branch = await make('Property');
    const tasks = (await a.do('timeline.rows', { operation: branch.id, ...WINDOW })).slice(0, 12);
    let n = 0;
    for (const task of tasks) {
      n += 1;
      if (n % 4 === 0) await a.do('undo.undo', { operation: branch.id });
      else if (n % 4 === 1)
        await a.do('task.create', {
          operation: branch.id,
          at: `H+${n}:00`,
          minutes: 30,
          kind: 'briefing',
          title: `Made ${n}`,
          phase: null,
          site: null,
          owner: null,
        });
      else await a.do('task.setSpan', { operation: branch.id, task: task.id, at: `H+${n}:15`, minutes: 15 + n });
      // the plan moves below it: told from the plan as it is now
      if (n % 3 === 0) await a.do('task.setSpan', { operation, task: task.id, at: `H+${n}:30`, minutes: 30 + n });
      const lens = a.session.lenses.find(a.session, branch.id);
      if (!lens) throw new Error('the branch is open');
      const followed = lens.session.states.get(branch.id);
      const anew = buildState(lens.session.store, lens.session.states.own, branch.id, a.now, lens.session.states.lens);
      expect(followed?.facts.plan).toEqual(anew?.facts.plan);
      expect(followed?.findings).toEqual(anew?.findings);
      expect(followed?.view.idOf).toEqual(anew?.view.idOf);
      expect(followed?.newest.id).toBe(anew?.newest.id);
    }
  });

  it('is put aside, brought back and deleted', async () => {
    const branch = await make('Aside');
    await a.do('hHour.set', { operation: branch.id, to: { deltaMin: 60 } });
    expect(await ask('branch.discard', { branch: branch.id })).toMatchObject({ name: 'Aside' });
    expect(await a.do('operation.card', { operation: branch.id })).toBeNull();
    expect((await a.fails('branch.compare', { branch: branch.id })).code).toBe('not-found');
    const aside = await ask('branch.list', { operation, discarded: true, ...WINDOW });
    expect(aside.branches.map(({ name }) => name)).toContain('Aside');
    await ask('branch.restore', { branch: branch.id });
    expect((await ask('branch.rename', { branch: branch.id, name: 'Again' })).changes).toBeGreaterThan(0);
    await ask('branch.discard', { branch: branch.id });
    expect(await ask('branch.purge', { branch: branch.id })).toBeNull();
  });
});

describe('a branch beside the plan', () => {
  it('shows what moved, came and went, the findings and the people', async () => {
    const branch = await make('Beside');
    await a.do('task.setStart', { operation: branch.id, task: a.id('T39'), at: 'H+5:00' });
    await a.do('task.create', {
      operation: branch.id,
      at: 'H+1:00',
      minutes: 60,
      kind: 'briefing',
      title: 'A further drive',
      phase: null,
      site: null,
      owner: null,
    });
    const seen = await ask('branch.compare', { branch: branch.id });
    expect(seen.tasks).toMatchObject({ moved: 1, added: 1, gone: 0, changed: 0 });
    expect(seen.cards.branch.counts.tasks).toBe(seen.cards.plan.counts.tasks + 1);
    expect(seen.findings.addedInAll).toBe(seen.findings.added.length);
    const different = await ask('branch.tasks', { branch: branch.id, all: false, ...WINDOW });
    expect(different.rows.map(({ what }) => what).toSorted((x, y) => (x < y ? -1 : 1))).toEqual(['added', 'moved']);
    expect(different.rows.find(({ what }) => what === 'moved')?.code).toBe('T39');
    const all = await ask('branch.tasks', { branch: branch.id, all: true, first: 5, count: 3 });
    expect(all.total).toBe(seen.cards.branch.counts.tasks);
    expect(all.rows).toHaveLength(3);
    const { people } = await ask('branch.people', { branch: branch.id, ...WINDOW });
    expect(people.length).toBe(seen.people.differ);
    expect(people.every(({ plan, branch: there }) => plan !== null && there !== null)).toBe(true);
  });

  it('takes a choice over as one step of the plan, after a preview that writes nothing', async () => {
    const branch = await make('Chosen');
    await a.do('task.setSpan', { operation: branch.id, task: a.id('T39'), at: 'H+0:40', minutes: 25 });
    await a.do('task.setStart', { operation: branch.id, task: a.id('T38'), at: 'H-3:00' });
    const before = await startOf(operation, 'T39');
    const { seen, items } = await ask('branch.changes', { branch: branch.id, ...WINDOW });
    const item = items.find(({ record }) => record === a.id('T39'));
    expect(item).toMatchObject({ what: 'changed', item: { code: 'T39', kind: 'task' }, blocked: null });
    expect(item?.fields.map(({ field }) => field)).toEqual(['at', 'minutes']);
    const picks = [{ record: a.id('T39'), fields: ['at'] }];
    const preview = await ask('branch.preview', { branch: branch.id, picks, seen });
    expect(preview).toMatchObject({ records: 1, fields: 1, tasksInAll: 1, tasks: [{ code: 'T39', what: 'moved' }] });
    expect(await startOf(operation, 'T39')).toBe(before);
    const merged = await ask('branch.merge', { branch: branch.id, picks, seen });
    expect(merged).toMatchObject({ label: { key: 'step.branch.merge', params: { name: 'Chosen' } }, touched: 1 });
    expect(await startOf(operation, 'T39')).not.toBe(before);
    // What was seen before is no ground for a choice any more.
    expect((await a.fails('branch.merge', { branch: branch.id, picks, seen })).code).toBe('seen-stale');
    const after = await ask('branch.changes', { branch: branch.id, ...WINDOW });
    expect(after.items.map(({ item: { code } }) => code).toSorted()).toEqual(['T38', 'T39']);
    await a.do('undo.undo', {});
    expect(await startOf(operation, 'T39')).toBe(before);
    expect((await ask('branch.changes', { branch: branch.id, ...WINDOW })).seen).toBe(seen);
  });

  it('is promoted whole as one step, and not while the plan disagrees', async () => {
    const branch = await make('Promoted');
    await a.do('task.setStart', { operation: branch.id, task: a.id('T39'), at: 'H+0:55' });
    await a.do('hHour.set', { operation: branch.id, to: { deltaMin: 60 } });
    await a.do('task.create', {
      operation: branch.id,
      at: 'H+1:00',
      minutes: 60,
      kind: 'briefing',
      title: 'Only tried out',
      phase: null,
      site: null,
      owner: null,
    });
    const before = { h: a.field('OP-LT', 'hHour'), at: a.field('T39', 'at') };
    const { seen, total } = await ask('branch.changes', { branch: branch.id, ...WINDOW });
    const all = { branch: branch.id, picks: 'all', seen } as const;
    const preview = await ask('branch.preview', all);
    expect(preview.records).toBe(total);
    expect(preview.added.length + preview.gone.length).toBeGreaterThan(0);
    expect({ h: a.field('OP-LT', 'hHour'), at: a.field('T39', 'at') }).toEqual(before);
    expect(await ask('branch.merge', all)).toMatchObject({
      label: { key: 'step.branch.promote', params: { name: 'Promoted' } },
    });
    expect((await ask('branch.changes', { branch: branch.id, ...WINDOW })).total).toBe(0);
    expect((await a.fails('branch.merge', all)).code).toBe('seen-stale');
    await a.do('undo.undo', {});
    expect({ h: a.field('OP-LT', 'hHour'), at: a.field('T39', 'at') }).toEqual(before);
    // Where the plan went its own way nothing is taken until somebody chose.
    const other = await make('Overtaken');
    await a.do('task.setStart', { operation: other.id, task: a.id('T38'), at: 'H-2:00' });
    await a.do('task.setStart', { operation: other.id, task: a.id('T39'), at: 'H+0:55' });
    await a.do('task.setStart', { operation, task: a.id('T39'), at: 'H+0:20' });
    const again = await ask('branch.changes', { branch: other.id, ...WINDOW });
    for (const call of ['branch.preview', 'branch.merge'] as const)
      expect(await a.fails(call, { branch: other.id, picks: 'all', seen: again.seen })).toMatchObject({
        code: 'promote-moved',
        place: 'T39',
      });
    await a.do('undo.undo', {});
  });

  it('names the fields the plan moved meanwhile, and "clean" leaves them out', async () => {
    const branch = await make('Conflict');
    await a.do('task.setStart', { operation: branch.id, task: a.id('T39'), at: 'H+0:50' });
    await a.do('task.setStart', { operation: branch.id, task: a.id('T38'), at: 'H-3:00' });
    const was = a.field('T39', 'at');
    await a.do('task.setStart', { operation, task: a.id('T39'), at: 'H+0:10' });
    const { seen, items, clean, moved } = await ask('branch.changes', { branch: branch.id, ...WINDOW });
    expect({ clean, moved }).toEqual({ clean: 1, moved: 1 });
    expect(items.find(({ item }) => item.code === 'T39')?.fields).toEqual([
      { field: 'at', now: 'H+0:10', other: 'H+0:50', base: was, moved: true, blocked: null },
    ]);
    await ask('branch.merge', { branch: branch.id, picks: 'clean', seen });
    expect([a.field('T38', 'at'), a.field('T39', 'at')]).toEqual(['H-3:00', 'H+0:10']);
    const again = await ask('branch.changes', { branch: branch.id, ...WINDOW });
    expect((await a.fails('branch.merge', { branch: branch.id, picks: 'clean', seen: again.seen })).code).toBe(
      'choice-nothing',
    );
    // Overruling is a choice by name.
    const picks = [{ record: a.id('T39'), fields: ['at'] }];
    await ask('branch.merge', { branch: branch.id, picks, seen: again.seen });
    expect(a.field('T39', 'at')).toBe('H+0:50');
    for (let n = 0; n < 3; n += 1) await a.do('undo.undo', {});
    expect(a.field('T39', 'at')).toBe(was);
  });
});

describe('a branch never leaves the machine', () => {
  it('refuses every call that sends, prints, decides or signs', async () => {
    const branch = await make('Stays');
    const names = Object.entries(LENS).flatMap(([name, use]) => (use === 'plan' ? [name] : []));
    expect(names).toEqual(
      expect.arrayContaining([
        'exchange.export',
        'exchange.preview',
        'brief.write',
        'matrix.write',
        'step.take',
        'finding.lift',
      ]),
    );
    // As the trusted side asks: what it adds to the calls of the window names an operation as well.
    for (const name of [
      ...names,
      'exchange.seal',
      'exchange.manifest',
      'brief.prepare',
      'matrix.prepare',
      'edition.prepare',
      'coverage.prepare',
      'operation.check',
    ]) {
      expect([name, await a.codeOf(name, { operation: branch.id })]).toEqual([name, 'branch-stays']);
    }
    const lens = a.session.lenses.find(a.session, branch.id);
    expect(() => lens?.session.store.exchange.outbox()).toThrow('exchange');
    expect(() => lens?.session.store.backup()).toThrow('backups');
  });

  it('is in no sealed payload, pack, acknowledgement, outbox or other store', async () => {
    const branch = await make('XYZZY-NAME');
    await a.do('task.create', {
      operation: branch.id,
      at: 'H+1:00',
      minutes: 60,
      kind: 'briefing',
      title: 'XYZZY-TITLE',
      phase: null,
      site: null,
      owner: null,
    });
    await a.do('task.setStart', { operation: branch.id, task: a.id('T39'), at: 'H+7:07' });
    const file = path.join(home, 'sent.jxb');
    const sealed = await a.export(b, file, { full: true });
    if (!sealed.ok) throw new Error(sealed.error.reason);
    const secrets = ['XYZZY', 'H+7:07', branch.id];
    const clean = (what: string, text: string): void => {
      for (const secret of secrets)
        expect({ what, secret, found: text.includes(secret) }).toMatchObject({ found: false });
    };
    // What the recipient unseals, line by line.
    const opened = await openFile(b.context, b.session, fileRef(file));
    if (!opened.ok) throw new Error(opened.error.reason);
    const payload = opened.value.opened.lines.map(({ text }) => text).join('\n');
    expect(payload).toContain(a.id('T39'));
    clean('payload', payload);
    clean('envelope', readFileSync(file, 'latin1'));
    await b.accept(file);
    clean('their store', JSON.stringify(b.session.store.read.dump({ includeClosed: true })));
    clean('export queue', JSON.stringify([a.session.store.exchange.outbox(), await a.do('exchange.box', WINDOW)]));
    for (const name of readdirSync(path.join(a.dir, 'outbox')))
      clean(name, readFileSync(path.join(a.dir, 'outbox', name), 'latin1'));
    clean('dump', JSON.stringify([a.dump(), a.dump(b)]));
    clean('acknowledgements', JSON.stringify(a.session.store.exchange.acksFor(b.agency)));
    clean('audit', JSON.stringify(a.session.store.audit.list(null, 500)).replaceAll(branch.id, ''));
    const pack = await a.do('brief.prepare', { operation, template: 'iimarch', forAgency: 'A02', lang: 'en' });
    expect(pack.html.length).toBeGreaterThan(1_000);
    clean('briefing pack', pack.html + JSON.stringify(pack.manifest));
  });
});

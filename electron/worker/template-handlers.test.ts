/** Templates and tasks taken over from other plans, as the window asks for them: the built worker on a real workspace. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import { templateCalls } from '#shared/contract/templates.ts';
import { type Agency, errorOf, load, makeAgency } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';

let home = '';
let agency: Agency;
let training = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-template-'));
  agency = await makeAgency(home, 'A07');
  ({ operation: training } = await load(agency));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

type Name = keyof typeof templateCalls;
/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends Name>(name: C, input: Input<C>): Promise<Output<C>> {
  const checked = contract[name].in.parse(input);
  return contract[name].out.parse(await agency.do(name, checked as never)) as Output<C>;
}
const refused = async <C extends Name>(name: C, input: Input<C>) =>
  errorOf(await agency.ask(name, contract[name].in.parse(input) as never));
const frame = (operation: string) => agency.do('timeline.frame', { operation });
const shown = async (): Promise<readonly string[]> =>
  (
    await agency.do('operation.list', {
      find: '',
      status: null,
      blocked: false,
      first: 0,
      count: 200,
      order: 'name',
    })
  ).cards.map(({ code }) => code);

describe('a template', () => {
  let template = '';

  it('is the frame of a plan without people, and is shown nowhere as an operation', async () => {
    const before = await shown();
    const saved = await ask('template.save', { operation: training, code: 'TPL-1', name: 'Six countries' });
    ({ template } = saved);
    const { counts } = (await frame(training)).card;
    expect(await ask('template.list', {})).toMatchObject([{ id: template, code: 'TPL-1', tasks: counts.tasks }]);
    expect(await shown()).toEqual(before);
    expect(errorOf(await agency.ask('timeline.frame', { operation: template }))?.code).toBe('not-found');
    expect((await refused('template.save', { operation: training, code: 'TPL-1', name: 'again' }))?.code).toBe(
      'operation-exists',
    );
    const kinds = new Set(
      (await agency.dump()).filter(({ fields }) => fields['operation'] === template).map(({ kind }) => kind),
    );
    expect([...kinds].sort()).toEqual([
      'agency',
      'decisionPoint',
      'dependency',
      'holiday',
      'phase',
      'site',
      'syncGroup',
      'task',
    ]);
    await agency.do('undo.undo', {});
    expect(await ask('template.list', {})).toEqual([]);
    await agency.do('undo.redo', {});
    expect(await ask('template.list', {})).toHaveLength(1);
  });

  it('begins an operation elsewhere, at another H, under the people that are named', async () => {
    const { places } = await ask('template.frame', { template });
    const [first, ...others] = places;
    if (!first) throw new Error('the training operation has sites');
    const made = await ask('template.use', {
      template,
      code: 'OP-NEXT',
      codeName: 'NORTHERN LIGHT',
      hHour: '2028-05-02 04:00',
      sites: [
        { ...first, codeWord: 'GANNET', place: 'Hanoi', cc: 'VN', tz: 'Asia/Ho_Chi_Minh', position: '21.03, 105.85' },
        ...others,
      ],
      leads: [
        { role: 'strategic', name: 'Ana Torres', title: 'Strategic commander' },
        { role: 'tactical', name: 'Li Wei', title: 'Tactical commander' },
        { role: first.id, name: 'Li Wei', title: 'Site commander' },
      ],
    });
    const next = await frame(made.operation);
    expect(next.card).toMatchObject({ code: 'OP-NEXT', dDay: '2028-05-02', counts: { people: 2, tasks: made.tasks } });
    expect(next.sites.find(({ codeWord }) => codeWord === 'GANNET')).toMatchObject({
      cc: 'VN',
      place: 'Hanoi',
      tz: 'Asia/Ho_Chi_Minh',
    });
    const people = (await agency.dump()).filter((r) => r.kind === 'person' && r.fields['operation'] === made.operation);
    expect(people.map(({ fields }) => fields['name'])).toEqual(expect.arrayContaining(['Ana Torres', 'Li Wei']));
    // Nobody is on a task yet, nothing has begun, and nothing of the first plan's findings came along.
    const rows = await agency.do('timeline.rows', { operation: made.operation, first: 0, count: 200 });
    expect(rows.every(({ people: n, status }) => n === 0 && status === 'planned')).toBe(true);
    const decision = rows.find((row) => row.decision);
    const detail = await agency.do('task.detail', { operation: made.operation, task: decision?.id ?? '' });
    expect(detail.decisionPoint).toMatchObject({ owner: 'Ana Torres', deputy: 'Li Wei' });
    await agency.do('undo.undo', {});
    expect(errorOf(await agency.ask('timeline.frame', { operation: made.operation }))?.code).toBe('not-found');
  });

  it('refuses a zone or a position that does not exist, and is gone when it is dropped', async () => {
    const { places } = await ask('template.frame', { template });
    const wish = { template, code: 'OP-X', codeName: 'X', hHour: '2028-05-02 04:00', leads: [] };
    const sites = places.map((site) => ({ ...site, tz: 'Nowhere/Land' }));
    expect((await refused('template.use', { ...wish, sites }))?.code).toBe('start-zone');
    const lost = places.map((site) => ({ ...site, position: 'somewhere' }));
    expect((await refused('template.use', { ...wish, sites: lost }))?.code).toBe('site-position');
    await ask('template.drop', { template });
    expect(await ask('template.list', {})).toEqual([]);
    expect((await refused('template.use', { ...wish, sites: [] }))?.code).toBe('not-found');
    await agency.do('undo.undo', {});
  });

  describe('and tasks taken over from it', () => {
    it('stand in the plan under new codes with their links, and what is missing here is named', async () => {
      const created = await agency.do('operation.create', {
        code: 'OP-SMALL',
        codeName: 'SMALL',
        title: 'Small',
        refTz: 'Asia/Bangkok',
        hHour: '2028-01-10 04:00',
        tlp: 'GREEN',
        level: 'INTERPOL FOR OFFICIAL USE ONLY',
      });
      const { operation } = created;
      const found = await ask('copy.tasks', { from: template, text: '' });
      expect(found.total).toBe((await frame(training)).card.counts.tasks);
      const pick = found.tasks.filter(({ code }) => ['T34', 'T38'].includes(code)).map(({ id }) => id);
      const wish = { operation, from: template, tasks: pick };
      const preview = await ask('copy.preview', wish);
      expect(preview).toMatchObject({ tasks: 2, links: 1 });
      expect(preview.missing.map(({ what }) => what)).toContain('site');
      const done = await ask('copy.make', wish);
      expect(done.label).toEqual({ key: 'step.tasks.copy', params: { count: 2 } });
      const rows = await agency.do('timeline.rows', { operation, first: 0, count: 10 });
      expect(rows.map(({ code, at, status }) => [code, at, status])).toEqual([
        ['T01', expect.any(String), 'planned'],
        ['T02', 'H+00:00', 'planned'],
      ]);
      const detail = await agency.do('task.detail', { operation, task: rows[1]?.id ?? '' });
      expect(detail.dependencies).toMatchObject([{ direction: 'before', code: 'T01' }]);
      // The stricter marking of the source stays with the tasks.
      const marks = (await agency.dump()).filter((r) => r.kind === 'task' && r.fields['operation'] === operation);
      expect(marks.every(({ fields }) => fields['tlp'] === 'AMBER' && fields['level'] === 'INTERPOL RESTRICTED')).toBe(
        true,
      );
      await agency.do('undo.undo', {});
      expect((await frame(operation)).rows).toBe(0);
    });
  });
});

/** Sites through the real worker handlers: an encrypted store, the training operation, undo. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import type { SiteInput, SitesView } from '#shared/contract/sites.ts';
import type { Handler, WorkerContext } from './context.ts';
import { planningHandlers } from './planning-handlers.ts';
import type { RequestIn, RequestName, RequestOut } from './requests.ts';
import { siteHandlers } from './site-handlers.ts';
import { workspaceHandlers } from './workspace-handlers.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'liaison-sites-'));
const context: WorkerContext = {
  now: () => Date.parse('2027-03-08T02:00:00Z'),
  session: { current: null },
  keyStore: { wrap: async (b) => b, unwrap: async (b) => b },
  emit: () => undefined,
  assets: path.resolve(import.meta.dirname, '../../shared/formats'),
  signal: new AbortController().signal,
  background: () => undefined,
};
const handlers = { ...workspaceHandlers, ...planningHandlers, ...siteHandlers };
type Known = keyof typeof handlers & RequestName;
const ask = <N extends Known>(name: N, input: RequestIn<N>) =>
  (handlers[name] as unknown as Handler<N>)(context, input);
async function answer<N extends Known>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> {
  const reply = await ask(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.reason}`);
  return reply.value;
}
async function refusal<N extends Known>(name: N, input: RequestIn<N>): Promise<string> {
  const reply = await ask(name, input);
  return reply.ok ? 'done' : reply.error.code;
}

let operation = '';
beforeAll(async () => {
  await answer('workspace.create', {
    dir: path.join(dir, 'w'),
    name: 'Site desk',
    agencyCode: 'A07',
    agencyName: 'Korea police',
    passphrase: 'quiet harbour seven lanterns',
  });
  operation = (await answer('operation.loadTraining', {})).operation;
}, 60_000);
afterAll(async () => {
  await ask('workspace.close', {});
  rmSync(dir, { recursive: true, force: true });
});

const list = async (): Promise<SitesView> => contract['site.list'].out.parse(await answer('site.list', { operation }));
const NEW: SiteInput = {
  codeWord: 'OSPREY',
  cc: 'MM',
  place: 'Myawaddy',
  position: '16°41\'24"N 98°30\'36"E',
  precision: 'city',
  tz: 'Asia/Yangon',
  reception: '',
  hospital: 'District hospital',
  landing: '',
};

describe('sites of an operation', () => {
  it('are listed with what is known of them, their tasks and findings', async () => {
    const { sites, total, mine, transitSameCountryH, transitAbroadH } = await list();
    expect({ total, mine, transitSameCountryH, transitAbroadH }).toEqual({
      total: 4,
      mine: true,
      transitSameCountryH: 4,
      transitAbroadH: 12,
    });
    const kestrel = sites.find((s) => s.code === 'S1');
    expect(kestrel).toMatchObject({
      codeWord: 'KESTREL',
      cc: 'KH',
      position: { lat: 10.63, lon: 103.52, precision: 'city' },
      tz: 'Asia/Phnom_Penh',
      estimate: { persons: 310, held: 190 },
      hazards: ['armed_guards', 'locked_floors'],
      reception: null,
    });
    // entry before the go (T39) stands at this site
    expect(kestrel?.block).toBeGreaterThan(0);
    expect(kestrel?.tasks).toBeGreaterThan(kestrel?.people ? 0 : 1);
  });

  it('are added with the next free code, no more exactly than asked, and undone', async () => {
    const made = await answer('site.create', { operation, ...NEW });
    const site = (await list()).sites.find((s) => s.id === made.site);
    expect(site).toMatchObject({
      code: 'S4',
      position: { lat: 16.7, lon: 98.5, precision: 'city' },
      hospital: 'District hospital',
      reception: null,
      tasks: 0,
    });
    await answer('undo.undo', {});
    expect((await list()).total).toBe(4);
    await answer('undo.redo', {});
    expect((await list()).total).toBe(5);
  });

  it('are changed field by field; saving the card again changes nothing, another precision rounds', async () => {
    const [before] = (await list()).sites.filter((s) => s.code === 'S1');
    const card: SiteInput = {
      codeWord: 'KESTREL',
      cc: 'KH',
      place: 'Sihanoukville',
      position: '10.63, 103.52',
      precision: 'city',
      tz: 'Asia/Phnom_Penh',
      reception: '',
      hospital: '',
      landing: '',
    };
    const site = before?.id ?? '';
    expect(await answer('site.edit', { operation, site, ...card })).toMatchObject({ touched: 0 });
    expect(await answer('site.edit', { operation, site, ...card, reception: 'Sports hall' })).toMatchObject({
      touched: 1,
    });
    const stored = async () => (await list()).sites.find((s) => s.code === 'S1');
    expect(await stored()).toMatchObject({ reception: 'Sports hall', position: { lat: 10.63, lon: 103.52 } });
    await answer('site.edit', { operation, site, ...card, position: '10.634567, 103.521234', precision: '1km' });
    expect(await stored()).toMatchObject({ reception: null, position: { lat: 10.63, lon: 103.52, precision: '1km' } });
    await answer('undo.undo', {});
    await answer('undo.undo', {});
    expect(await stored()).toEqual(before);
  });

  it('refuse what is no position, no zone, no site of the operation', async () => {
    expect(await refusal('site.create', { operation, ...NEW, position: 'near the river' })).toBe('position-unreadable');
    expect(await refusal('site.create', { operation, ...NEW, position: '95, 10' })).toBe('position-out-of-range');
    expect(await refusal('site.create', { operation, ...NEW, tz: 'Asia/Nowhere' })).toBe('zone');
    expect(await refusal('site.edit', { operation, site: operation, ...NEW })).toBe('not-found');
    expect(contract['site.create'].in.safeParse({ operation, ...NEW, cc: 'Myanmar' }).success).toBe(false);
  });
});

/** Sites through the real worker handlers: an encrypted store, the training operation, undo. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import type { SiteInput, SitesView } from '#shared/contract/sites.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';

let home = '';
let desk: Desk;
let operation = '';
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-sites-'));
  desk = await makeDesk(home, 'A07');
  ({ operation } = await desk.load());
}, 60_000);
afterAll(() => {
  desk.close();
  rmSync(home, { recursive: true, force: true });
});

const list = async (): Promise<SitesView> => contract['site.list'].out.parse(await desk.do('site.list', { operation }));
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
    const made = await desk.do('site.create', { operation, ...NEW });
    const site = (await list()).sites.find((s) => s.id === made.site);
    expect(site).toMatchObject({
      code: 'S4',
      position: { lat: 16.7, lon: 98.5, precision: 'city' },
      hospital: 'District hospital',
      reception: null,
      tasks: 0,
    });
    await desk.do('undo.undo', {});
    expect((await list()).total).toBe(4);
    await desk.do('undo.redo', {});
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
    expect(await desk.do('site.edit', { operation, site, ...card })).toMatchObject({ touched: 0 });
    expect(await desk.do('site.edit', { operation, site, ...card, reception: 'Sports hall' })).toMatchObject({
      touched: 1,
    });
    const stored = async () => (await list()).sites.find((s) => s.code === 'S1');
    expect(await stored()).toMatchObject({ reception: 'Sports hall', position: { lat: 10.63, lon: 103.52 } });
    await desk.do('site.edit', { operation, site, ...card, position: '10.634567, 103.521234', precision: '1km' });
    expect(await stored()).toMatchObject({ reception: null, position: { lat: 10.63, lon: 103.52, precision: '1km' } });
    await desk.do('undo.undo', {});
    await desk.do('undo.undo', {});
    expect(await stored()).toEqual(before);
  });

  it('refuse what is no position, no zone, no site of the operation', async () => {
    expect(await desk.codeOf('site.create', { operation, ...NEW, position: 'near the river' })).toBe(
      'position-unreadable',
    );
    expect(await desk.codeOf('site.create', { operation, ...NEW, position: '95, 10' })).toBe('position-out-of-range');
    expect(await desk.codeOf('site.create', { operation, ...NEW, tz: 'Asia/Nowhere' })).toBe('zone');
    expect(await desk.codeOf('site.edit', { operation, site: operation, ...NEW })).toBe('not-found');
    expect(contract['site.create'].in.safeParse({ operation, ...NEW, cc: 'Myanmar' }).success).toBe(false);
  });
});

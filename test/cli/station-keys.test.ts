import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileRef } from '#test/tools/agencies.ts';
import { askCli, ensureBuilt, refuseCli, runCli } from '#test/tools/cli.ts';
import { introduce, makeDesk } from '#test/tools/desk.ts';

/** A station without the root key asks for a new key and gets it, all by verbs, as a script at each of the two desks would do it. */
let home = '';
let first = '';
let second = '';
const people = ['--by', 'Officer 1', '--second', 'Officer 2'];

beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-cli-stations-'));
  const a = await makeDesk(path.join(home, 'one'), 'A07');
  const b = await makeDesk(path.join(home, 'two'), 'A07');
  [first, second] = [a.dir, b.dir];
  // The command line goes by the clock of the machine.
  for (const desk of [a, b]) desk.now = Date.now() - 60_000;
  await a.do('keys.rotate', { what: 'encryption', by: 'Officer 1', second: 'Officer 2' });
  await introduce(a, b);
  await a.do('station.enrol', { partner: b.agency, name: 'Night desk', by: 'Officer 1', second: 'Officer 2' });
  const card = path.join(home, 'card.jxc');
  await a.do('card.write', { file: fileRef(card) });
  await b.do('card.read', { file: fileRef(card) });
  await b.do('station.join', { partner: a.agency, by: 'Officer 1', second: 'Officer 2' });
  for (const desk of [a, b]) desk.close();
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Own {
  readonly asked: { readonly encryption: number } | null;
  readonly asks: readonly { readonly station: string; readonly name: string }[];
}

it('asks, is passed on, is answered by two people, and comes back with the next round', async () => {
  const folder = path.join(home, 'meeting');
  mkdirSync(folder);
  const asked = await askCli(['station', 'ask', second, '--by', 'Officer 5']);
  expect(asked).toMatchObject({ isNew: true, signing: null });
  expect(await askCli(['station', 'ask', second, '--by', 'Officer 5'])).toEqual({ ...asked, isNew: false });
  await refuseCli(['station', 'ask', first, '--by', 'Officer 1'], 3);
  const said = await runCli(['station', 'sync', second, '--folder', folder, '--by', 'Officer 5']);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(await askCli(['station', 'sync', first, '--folder', folder])).toMatchObject({ taken: 1, ended: 'whole' });
  const { asks } = await askCli<Own>(['keys', 'own', first]);
  expect(asks).toMatchObject([{ name: 'Night desk' }]);
  const station = asks[0]?.station ?? '';
  await refuseCli(['station', 'renew', second, '--station', station, ...people], 3);
  const card = path.join(home, 'next.jxc');
  const made = await askCli<{ serial: number }>([
    'station',
    'renew',
    first,
    '--station',
    station,
    ...people,
    '--card',
    card,
  ]);
  const refused = await refuseCli(['station', 'renew', first, '--station', station, ...people], 3);
  expect(JSON.stringify(refused)).toContain('station.answered');
  expect(await askCli(['station', 'card', second, card])).toMatchObject({ serial: made.serial, isNew: true });
  expect((await askCli<Own>(['keys', 'own', second])).asked).toBeNull();
}, 240_000);

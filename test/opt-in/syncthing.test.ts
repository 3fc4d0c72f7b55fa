import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';
import { type Pair, startPair, until } from '#test/tools/syncthing.ts';

/**
 * The folder of a partner, carried by a real Syncthing between two machines that are one here. Opt-in
 * (`LIAISON_SYNCTHING=1 npx vitest run test/opt-in`, Debian's package `syncthing`).
 */
describe('a folder kept by Syncthing', () => {
  let home = '';
  let a: Desk;
  let b: Desk;
  let pair: Pair;
  beforeAll(async () => {
    home = mkdtempSync(path.join(tmpdir(), 'liaison-carried-'));
    [a, b] = [await makeDesk(home, 'A07'), await makeDesk(home, 'A06')];
    await a.load();
    await introduce(a, b);
    pair = await startPair();
  }, 120_000);
  afterAll(async () => {
    await pair.destroy();
    for (const desk of [a, b]) desk.close();
    rmSync(home, { recursive: true, force: true });
  });
  const files = (at: 0 | 1): readonly string[] => readdirSync(pair.folders[at]).filter((f) => f.endsWith('.jxb'));
  const round = (desk: Desk) => {
    const [partner, folder] = desk === a ? ['A06', pair.folders[0]] : ['A07', pair.folders[1]];
    return desk.do('carrier.sync', {
      partner,
      folder: { path: folder, name: path.basename(folder) },
      by: 'Officer 1',
      take: true,
    });
  };
  const seal = async (from: Desk, to: Desk, name: string) =>
    valueOf(await from.export(to, fileRef(path.join(home, name)).path));

  test('files appear whole, are acknowledged by the same way, and are taken away on both sides', async () => {
    await seal(a, b, 'first.jxb');
    expect((await round(a)).put).toHaveLength(1);
    await until('the file is on the other side', () => files(1).length === 1);
    const taken = await round(b);
    expect(taken).toMatchObject({ refused: [], acknowledged: true, taken: [{ state: 'accepted', from: 'A07' }] });
    expect(b.dump()).toEqual(a.dump(b));
    await until('the acknowledgement came back', () => files(0).length === 2);
    expect((await round(a)).removed).toBe(1);
    await until('what arrived is gone on both sides', () => files(1).length === 1);
    expect(a.session.store.exchange.outbox()[0]?.state).toBe('acknowledged');
  }, 120_000);

  test('cut off and both writing meanwhile: everything crosses when the line is back, and each file counts once', async () => {
    await pair.cut();
    a.set(a.id('T02'), 'minutes', 61);
    await seal(a, b, 'second.jxb');
    await round(a);
    b.set(b.id('T03'), 'minutes', 62);
    await seal(b, a, 'third.jxb');
    await round(b);
    expect(a.field('T03', 'minutes')).not.toBe(62);
    await pair.mend();
    // Each sees in its folder what the other put down; a copy a synchroniser makes of a known file changes nothing.
    await until('both have everything', async () => {
      for (const desk of [a, b]) expect((await round(desk)).refused).toEqual([]);
      return a.field('T03', 'minutes') === 62 && b.field('T02', 'minutes') === 61;
    });
    expect(b.dump()).toEqual(a.dump(b));
    for (const desk of [a, b]) expect(await desk.do('exchange.alarms', { undecidedOnly: true })).toEqual([]);
  }, 120_000);
});

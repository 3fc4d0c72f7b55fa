import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, openHub } from '#db/hub/hub.ts';
import { fileRef } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';
import { type Cluster, startCluster } from '#test/tools/postgres.ts';

/** The hub on a real server, started here. Opt-in (`LIAISON_HUB=1 npx vitest run test/opt-in`, Debian's package `postgresql`): the product needs none. */
const HOUSE = 'H'.repeat(32);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

describe('the hub', () => {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = startCluster();
    cluster.sql('CREATE ROLE desk LOGIN');
    cluster.sql('CREATE DATABASE liaison OWNER desk');
  }, 60_000);
  afterAll(() => cluster.destroy());
  const connect = async (house = HOUSE): Promise<Hub> => {
    const opened = await openHub(cluster.url('desk', 'liaison'), house);
    if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
    return opened.value;
  };

  test('keeps what is offered once, gives it back whole, and lets nobody change or remove it', async () => {
    const hub = await connect();
    const hash = sha256('one');
    expect(await hub.lacks([hash])).toEqual([hash]);
    expect(await hub.offer(hash, bytes('one'))).toBe(true);
    expect(await hub.offer(hash, bytes('one'))).toBe(false);
    expect(await hub.lacks([hash])).toEqual([]);
    expect(Buffer.from((await hub.bytesOf(hash)) ?? []).toString()).toBe('one');
    // What is not what its name says is not taken.
    await expect(hub.offer(sha256('two'), bytes('three'))).rejects.toThrow(/check constraint/);
    for (const text of [
      "UPDATE liaison_segments SET house = 'x'",
      'DELETE FROM liaison_segments',
      'TRUNCATE liaison_segments',
    ])
      expect(() => cluster.sql(text, 'liaison')).toThrow(/append-only/);
    // Another agency on the same server sees nothing of it.
    const other = await connect('O'.repeat(32));
    expect((await other.list(null)).segments).toEqual([]);
    expect(await other.bytesOf(hash)).toBeNull();
    await other.close();
    await hub.close();
  });

  test('takes a password that is given for this time, whatever is in it, and ends when it is called off', async () => {
    const secret = "pa/ss@wo:rd%41 ü'?#";
    cluster.sql(`CREATE ROLE guarded LOGIN PASSWORD '${secret.replaceAll("'", "''")}'`);
    cluster.sql('GRANT ALL ON liaison_segments TO guarded', 'liaison');
    cluster.demandPassword('guarded');
    const url = cluster.url('guarded', 'liaison');
    for (const password of ['', 'wrong', secret.replace('%41', 'A')]) {
      const refused = await openHub(url, HOUSE, { password });
      expect(refused.ok ? '' : refused.error.code).toBe('hub.unreachable');
      expect(JSON.stringify(refused)).not.toContain('pa/ss');
    }
    const calledOff = new AbortController();
    const opened = await openHub(url, HOUSE, { password: secret, signal: calledOff.signal });
    if (!opened.ok) throw new Error(opened.error.code);
    const waiting = opened.value.lacks([sha256('never')]);
    await expect(waiting).resolves.toHaveLength(1);
    calledOff.abort();
    await expect(opened.value.list(null)).rejects.toThrow(/closed|terminated|ended/i);
    await opened.value.close();
  });

  test('a row whose number came first and whose transaction commits last is not passed over', async () => {
    const hub = await connect();
    const start = (await hub.list(null)).segments.at(-1)?.cursor ?? null;
    const slow = new pg.Client({ connectionString: cluster.url('desk', 'liaison') });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query('INSERT INTO liaison_segments (hash, house, bytes) VALUES ($1, $2, $3)', [
      Buffer.from(sha256('slow'), 'hex'),
      HOUSE,
      Buffer.from('slow'),
    ]);
    await hub.offer(sha256('fast'), bytes('fast'));
    // The fast one waits behind the open transaction instead of moving the cursor over it.
    expect((await hub.list(start)).segments).toEqual([]);
    await slow.query('COMMIT');
    await slow.end();
    const { segments } = await hub.list(start);
    expect(segments.map((s) => s.hash)).toEqual([sha256('slow'), sha256('fast')]);
    expect((await hub.list(segments.at(-1)?.cursor ?? null)).segments).toEqual([]);
    await hub.close();
  });

  test('wakes those who wait, and they ask anyway when nobody wakes them', async () => {
    const [reader, writer] = [await connect(), await connect()];
    const before = Date.now();
    const woken = reader.wait(20_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await writer.offer(sha256('wake'), bytes('wake'));
    await woken;
    expect(Date.now() - before).toBeLessThan(15_000);
    await reader.wait(50);
    await reader.close();
    await writer.close();
  });

  test('restored into another cluster, everything is read again and offered again', async () => {
    const hub = await connect();
    const all = (await hub.list(null)).segments;
    const last = all.at(-1)?.cursor ?? null;
    await hub.close();
    const fresh = startCluster();
    try {
      fresh.sql('CREATE ROLE desk LOGIN');
      fresh.sql('CREATE DATABASE liaison OWNER desk');
      const opened = await openHub(fresh.url('desk', 'liaison'), HOUSE);
      if (!opened.ok) throw new Error(opened.error.code);
      expect((await opened.value.lacks(all.map((s) => s.hash))).length).toBe(all.length);
      await opened.value.offer(sha256('new'), bytes('new'));
      // A row that a dump brought carries a transaction of the other cluster, far ahead of this one.
      fresh.sql(
        `INSERT INTO liaison_segments (hash, house, xid, bytes) VALUES (sha256('old'), '${HOUSE}', '999999999', 'old')`,
        'liaison',
      );
      const seen = (await opened.value.list(last)).segments;
      expect(seen.map((s) => s.hash).sort()).toEqual([sha256('new'), sha256('old')].sort());
      expect(seen.find((s) => s.hash === sha256('old'))?.cursor).toBeNull();
      const next = seen.find((s) => s.hash === sha256('new'))?.cursor ?? null;
      await opened.value.offer(sha256('newer'), bytes('newer'));
      expect((await opened.value.list(next)).segments.map((s) => s.hash)).toContain(sha256('newer'));
      await opened.value.close();
    } finally {
      fresh.destroy();
    }
  }, 60_000);

  test('two stations meet there over the same change log, go on while it is away, and lose nothing', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'liaison-hub-desks-'));
    const a = await makeDesk(path.join(home, 'one'), 'A07');
    const b = await makeDesk(path.join(home, 'two'), 'A07');
    const people = { by: 'Officer 1', second: 'Officer 2' };
    try {
      await a.load();
      await introduce(a, b);
      await a.do('station.enrol', { partner: b.agency, name: 'Desk 2', ...people });
      const card = path.join(home, 'card.jxc');
      await a.do('card.write', { file: fileRef(card) });
      await b.do('card.read', { file: fileRef(card) });
      await b.do('station.join', { partner: a.agency, ...people });
      const where = { hub: cluster.url('desk', 'liaison') };
      const round = (desk: Desk) => desk.do('station.sync', { where, by: 'Officer 1' });
      await round(a);
      expect(await round(b)).toMatchObject({ refused: [] });
      expect(b.dump()).toEqual(a.dump());
      b.set(b.id('T02'), 'minutes', 71);
      cluster.sql('ALTER DATABASE liaison ALLOW_CONNECTIONS false');
      expect((await b.fails('station.sync', { where, by: 'Officer 1' })).code).toBe('hub.unreachable');
      a.set(a.id('T03'), 'minutes', 72);
      cluster.sql('ALTER DATABASE liaison ALLOW_CONNECTIONS true');
      for (const desk of [b, a, b]) await round(desk);
      expect(a.field('T02', 'minutes')).toBe(71);
      expect(b.field('T03', 'minutes')).toBe(72);
      expect(b.dump()).toEqual(a.dump());
      for (const desk of [a, b])
        expect(await round(desk)).toEqual({ taken: 0, put: 0, sealed: 0, refused: [], ended: 'whole' });
      // The server holds sealed bytes and nothing it could read.
      const seen = cluster.sql(
        "SELECT count(*) FROM liaison_segments WHERE position('LANTERN' in encode(bytes, 'escape')) > 0",
        'liaison',
      );
      expect(seen.trim()).toBe('0');
    } finally {
      for (const desk of [a, b]) desk.close();
      rmSync(home, { recursive: true, force: true });
    }
  }, 120_000);
});

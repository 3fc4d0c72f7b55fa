import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker, type SystemKeyStore, type WorkerClient } from '#electron/worker/client.ts';
import { ensureBuilt } from '#test/tools/cli.ts';
import { OUT } from '#test/tools/places.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const FIRST = 'quiet harbour seven lanterns';
const SECOND = 'another harbour eight lanterns';

/** Stands for the operating system's key store, which a machine without a desktop does not have: a key of its own, AES-256-GCM. */
function systemStore(): SystemKeyStore {
  const key = randomBytes(32);
  return {
    wrap: async (bytes) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return new Uint8Array(Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
    },
    unwrap: async (wrapped) => {
      const box = Buffer.from(wrapped);
      const open = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12)).setAuthTag(box.subarray(-16));
      return new Uint8Array(Buffer.concat([open.update(box.subarray(12, -16)), open.final()]));
    },
  };
}

let base = '';
const workers: WorkerClient[] = [];
const worker = (store: SystemKeyStore | null = null): WorkerClient => {
  const client = startWorker(path.join(OUT, 'worker/worker.cjs'), store);
  workers.push(client);
  return client;
};
const make = async (client: WorkerClient, name: string) => {
  const dir = path.join(base, name);
  const made = await client.request('workspace.create', {
    dir,
    name,
    agencyCode: 'A07',
    agencyName: 'A07',
    passphrase: FIRST,
  });
  if (!made.ok) throw new Error(made.error.code);
  return { dir, code: made.value.recoveryCode };
};
const codeOf = (reply: { ok: boolean; error?: { code: string } }) => (reply.ok ? 'opened' : reply.error?.code);

beforeAll(async () => {
  await ensureBuilt();
  base = mkdtempSync(path.join(tmpdir(), 'liaison-keys-'));
}, 120_000);
afterAll(async () => {
  for (const client of workers) await client.close();
  rmSync(base, { recursive: true, force: true });
});

describe('the key store of the system', () => {
  it('opens a workspace that was remembered, on this computer only, until it is forgotten', async () => {
    const store = systemStore();
    const here = worker(store);
    const { dir } = await make(here, 'remembered');
    expect(codeOf(await here.request('workspace.openRemembered', { dir }))).toBe('key-store');
    await here.request('workspace.open', { dir, passphrase: FIRST });
    expect((await here.request('workspace.remember', { remember: true })).ok).toBe(true);
    expect(codeOf(await here.request('workspace.openRemembered', { dir }))).toBe('opened');
    await here.request('workspace.close', {});

    expect(codeOf(await worker(systemStore()).request('workspace.openRemembered', { dir }))).toBe('key-store');
    expect(codeOf(await worker().request('workspace.openRemembered', { dir }))).toBe('key-store');

    expect(codeOf(await here.request('workspace.open', { dir, passphrase: FIRST }))).toBe('opened');
    await here.request('workspace.remember', { remember: false });
    expect(codeOf(await here.request('workspace.openRemembered', { dir }))).toBe('key-store');
  });
});

describe('the recovery code', () => {
  it('opens once, sets a new passphrase, and leaves no copy of the old credentials', async () => {
    const client = worker();
    const { dir, code } = await make(client, 'recovered');
    await client.request('workspace.close', {});
    const typo = `${code.slice(0, -1)}${code.endsWith('X') ? 'Y' : 'X'}`;
    expect(
      codeOf(await client.request('workspace.recover', { dir, recoveryCode: typo, newPassphrase: SECOND })),
    ).toMatch(/recovery-code/);
    const recovered = await client.request('workspace.recover', {
      dir,
      recoveryCode: code.toLowerCase(),
      newPassphrase: SECOND,
    });
    expect(codeOf(recovered)).toBe('opened');
    await client.request('workspace.close', {});
    expect(codeOf(await client.request('workspace.open', { dir, passphrase: FIRST }))).toBe('wrong-passphrase');
    expect(codeOf(await client.request('workspace.recover', { dir, recoveryCode: code, newPassphrase: SECOND }))).toBe(
      'wrong-recovery-code',
    );
    expect(codeOf(await client.request('workspace.open', { dir, passphrase: SECOND }))).toBe('opened');
    expect(readdirSync(path.join(dir, 'backups')).filter((name) => name.startsWith('keys-'))).toHaveLength(1);
  });

  it('a second window is told that the workspace is in use', async () => {
    const [first, second] = [worker(), worker()];
    const { dir } = await make(first, 'shared');
    expect(codeOf(await second.request('workspace.open', { dir, passphrase: FIRST }))).toBe('store.in-use');
    await first.request('workspace.close', {});
    expect(codeOf(await second.request('workspace.open', { dir, passphrase: FIRST }))).toBe('opened');
  });
});

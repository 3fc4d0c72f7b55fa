import { expect, test } from 'vitest';
import { openHub } from './hub.ts';

/** What needs no server; on a real one the hub is checked in test/opt-in. */
const HOUSE = 'H'.repeat(32);

test('an address that is none, or holds a password, or leads nowhere, is refused in words', async () => {
  for (const url of ['nonsense', 'https://hub/x', 'postgres://desk:secret@hub/liaison']) {
    const opened = await openHub(url, HOUSE);
    expect(opened).toMatchObject({ ok: false, error: { code: 'hub.url' } });
    expect(JSON.stringify(opened)).not.toContain('secret');
  }
  const gone = `postgres://desk@localhost/x?host=${encodeURIComponent('/nowhere/at/all')}`;
  expect(await openHub(gone, HOUSE)).toMatchObject({ ok: false, error: { code: 'hub.unreachable' } });
});

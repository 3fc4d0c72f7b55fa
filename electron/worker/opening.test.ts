import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

let home = '';
let a: Desk;
let b: Desk;
let file = '';
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-opening-'));
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A06');
  await introduce(a, b);
  await a.load();
  file = path.join(home, 'to-b.jxb');
  valueOf(await a.export(b, file));
});
afterAll(() => {
  for (const desk of [a, b]) desk.close();
  rmSync(home, { recursive: true, force: true });
});

test('the signer is told before the lines are read, and says the same as the whole', async () => {
  const signer = await b.do('exchange.signer', { file: fileRef(file) });
  const { sender, created, seq, gap, missing, lines, bytes } = await b.do('exchange.verify', { file: fileRef(file) });
  expect(signer).toEqual({ sender, created, seq, gap, missing, lines, bytes });
  expect(signer?.lines).toBeGreaterThan(500);
});

test('what was opened to look at is not opened again, until something was written', async () => {
  const of = fileRef(file);
  const before = await b.do('exchange.difference', { file: of, checked: true });
  const opened = b.session.store.revision();
  expect(await b.do('exchange.difference', { file: of, checked: true })).toEqual(before);
  // The import was not tried a second time: that writes rows, also where it is rolled back.
  expect(b.session.store.revision()).toBe(opened);
  b.commit([{ type: 'create', kind: 'site', key: 's', fields: { code: 'S9' } }]);
  const written = b.session.store.revision();
  expect((await b.do('exchange.difference', { file: of, checked: true })).recordsTotal).toBe(before.recordsTotal);
  expect(b.session.store.revision()).toBeGreaterThan(written);
});

test('whom we stopped trusting after looking is refused', async () => {
  const of = fileRef(file);
  await b.do('exchange.verify', { file: of });
  await b.do('partner.revoke', { agencyId: a.agency, by: 'Officer 3', reason: 'key lost' });
  expect((await b.fails('exchange.accept', { file: of, by: 'Officer 3' })).code).toBe('revoked-sender');
  expect((await b.fails('exchange.signer', { file: of })).code).toBe('revoked-sender');
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_POLICY } from '../security/origin.ts';
import { serveFrom } from './serve.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-serve-'));
  mkdirSync(path.join(dir, 'root'));
  writeFileSync(path.join(dir, 'root', 'index.html'), '<p>hello');
  writeFileSync(path.join(dir, 'root', 'data.yaml'), 'no');
  writeFileSync(path.join(dir, 'secret.html'), 'outside');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const get = (url: string, method = 'GET') => serveFrom(path.join(dir, 'root'))(new Request(url, { method }));

describe('the window’s files', () => {
  it('are served with the content policy', async () => {
    const response = await get('app://bundle/');
    expect(await response.text()).toBe('<p>hello');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_POLICY);
    expect(CONTENT_POLICY).not.toMatch(/unsafe|http|\*/);
  });
  it.each([
    ['app://bundle/../secret.html', 'GET'],
    ['app://bundle/%2e%2e/secret.html', 'GET'],
    ['app://bundle/..%2fsecret.html', 'GET'],
    ['app://bundle/index.html%00.html', 'GET'],
    ['app://bundle/%E0%A4%A', 'GET'],
    ['app://bundle/data.yaml', 'GET'],
    ['app://other/index.html', 'GET'],
    ['app://bundle/index.html', 'POST'],
    ['app://bundle/missing.html', 'GET'],
  ])('refuse %s (%s)', async (url, method) => {
    expect((await get(url, method)).status).toBe(404);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FontAssets } from './font-assets.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-faces-'));
  mkdirSync(path.join(folder, 'fonts/inter.css'), { recursive: true });
  writeFileSync(path.join(folder, 'fonts/fonts.css'), 'a');
  writeFileSync(path.join(folder, 'fonts/face.woff2'), 'b');
  writeFileSync(path.join(folder, 'fonts/notes.txt'), 'c');
  writeFileSync(path.join(folder, 'secret.css'), 'd');
  mkdirSync(path.join(folder, 'fonts-too'));
  writeFileSync(path.join(folder, 'fonts-too/x.css'), 'e');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('serves styles and faces with their types, wherever the folder is named from', () => {
  for (const named of [
    path.join(folder, 'fonts'),
    `${path.join(folder, 'fonts')}/`,
    path.relative(process.cwd(), path.join(folder, 'fonts')),
  ]) {
    const assets = new FontAssets(named);
    expect(assets.get('/fonts/fonts.css')?.type).toBe('text/css; charset=utf-8');
    expect(Buffer.from(assets.get('/fonts/face.woff2')?.bytes ?? []).toString()).toBe('b');
  }
});
test('serves nothing else: other kinds, folders, what is absent, what lies outside', () => {
  const assets = new FontAssets(path.join(folder, 'fonts'));
  for (const address of [
    '/fonts/notes.txt',
    '/fonts/inter.css',
    '/fonts/absent.css',
    '/fonts/../secret.css',
    '/fonts/../fonts-too/x.css',
    '/fonts/fonts.css/x.css',
    '/fonts/\0.css',
    '/fonts.css',
    'fonts.css',
    '',
  ])
    expect([address, assets.get(address)]).toEqual([address, undefined]);
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-write.ts';
import { readLimited } from './read-limited.ts';
import { Spool } from './spool.ts';
import { Tickets } from './tickets.ts';
import { layout, readAbout, workspacesBelow } from './workspace-folder.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-files-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('writeAtomically', () => {
  it('replaces a file whole and leaves no part behind', () => {
    const file = path.join(dir, 'a.bin');
    writeAtomically(file, new Uint8Array([1, 2, 3]));
    writeAtomically(file, new Uint8Array([4]));
    expect([...readFileSync(file)]).toEqual([4]);
    expect(readdirSync(dir).filter((n) => n.endsWith('.part'))).toEqual([]);
  });
  it('leaves the old file and no part when the place cannot be written', () => {
    const nowhere = path.join(dir, 'missing', 'a.bin');
    expect(() => writeAtomically(nowhere, new Uint8Array([1]))).toThrow('ENOENT');
    expect(readdirSync(dir)).not.toContain('missing');
  });
});

describe('readLimited', () => {
  it('reads a plain file within the limit', () => {
    const file = path.join(dir, 'plain');
    writeFileSync(file, 'abc');
    expect(readLimited(file, 'plain', 3)).toEqual({ ok: true, value: new Uint8Array([97, 98, 99]) });
  });
  it.each([
    ['too-large', 'plain', 2],
    ['file-unreadable', 'nothing-here', 10],
  ])('refuses with %s', (code, name, limit) => {
    const read = readLimited(path.join(dir, name), name, limit);
    expect(read.ok ? null : read.error.code).toBe(code);
    expect(read.ok ? '' : `${read.error.place}${read.error.reason}`).not.toContain(dir);
  });
  it('refuses a folder and what a link to one leads to', () => {
    const link = path.join(dir, 'link');
    symlinkSync(dir, link);
    for (const place of [dir, link]) expect(readLimited(place, 'x', 10).ok).toBe(false);
  });
});

describe('Tickets', () => {
  it('gives a file only for the purpose it was issued for', () => {
    const tickets = new Tickets(() => 0);
    const ticket = tickets.issue('read', { path: '/x', name: 'x' });
    expect(ticket).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(tickets.redeem(ticket, 'write')).toBeNull();
    expect(tickets.redeem(ticket, 'read')).toEqual({ path: '/x', name: 'x' });
    expect(tickets.redeem('guessed-guessed-guessed', 'read')).toBeNull();
  });
  it('lets a place be written once and forgets after an hour', () => {
    let now = 0;
    const tickets = new Tickets(() => now);
    const write = tickets.issue('write', { path: '/y', name: 'y' });
    expect(tickets.redeem(write, 'write')?.name).toBe('y');
    expect(tickets.redeem(write, 'write')).toBeNull();
    const read = tickets.issue('read', { path: '/x', name: 'x' });
    now = 3_600_001;
    expect(tickets.redeem(read, 'read')).toBeNull();
  });
  it('forgets files on lock but not workspaces', () => {
    const tickets = new Tickets(() => 0);
    const file = tickets.issue('read', { path: '/x', name: 'x' });
    const workspace = tickets.issue('workspace', { path: '/w', name: 'w' });
    tickets.forgetFiles();
    expect(tickets.redeem(file, 'read')).toBeNull();
    expect(tickets.redeem(workspace, 'workspace')?.name).toBe('w');
  });
});

describe('Spool', () => {
  it('gathers pieces in order and clears up', () => {
    const spool = new Spool(path.join(dir, 'spool'));
    spool.begin('k', 'pack.jxb', 4);
    expect(spool.piece('k', 0, new Uint8Array([1, 2]))).toBe(true);
    expect(spool.piece('k', 2, new Uint8Array([3, 4]))).toBe(true);
    const file = spool.end('k');
    expect(file && [...readFileSync(file.path)]).toEqual([1, 2, 3, 4]);
    spool.clear();
    expect(readdirSync(path.join(dir, 'spool'))).toEqual([]);
  });
  it.each([
    ['a gap', 3, [1]],
    ['more than announced', 0, [1, 2, 3, 4, 5]],
  ])('refuses %s', (_what, offset, bytes) => {
    const spool = new Spool(path.join(dir, 'spool2'));
    spool.begin('k', 'x', 4);
    expect(spool.piece('k', offset, new Uint8Array(bytes))).toBe(false);
    expect(spool.end('k')).toBeNull();
    expect(readdirSync(path.join(dir, 'spool2'))).toEqual([]);
  });
});

describe('a workspace folder', () => {
  it('is recognised by its own description and nothing else', () => {
    const home = path.join(dir, 'home');
    const at = layout(path.join(home, 'one'));
    expect(workspacesBelow(home)).toEqual([]);
    writeFileSync(path.join(dir, 'not-a-folder'), '');
    expect(workspacesBelow(path.join(dir, 'not-a-folder'))).toEqual([]);
    expect(readAbout(path.dirname(at.about))).toBeNull();
  });
});

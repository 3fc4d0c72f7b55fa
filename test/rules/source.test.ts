import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const files = ['shared', 'db', 'electron', 'renderer'].flatMap((top) =>
  readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
    .map((f) => path.join(top, f))
    .filter((f) => /\.(ts|tsx|mjs)$/.test(f) && !/\.test\.tsx?$/.test(f)),
);
const source = (file: string) => readFileSync(path.join(root, file), 'utf8');
/** Without comments, so that a rule may be spoken of. */
const code = (file: string) =>
  source(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
const found = (pattern: RegExp, within: (file: string) => boolean = () => true) =>
  files.filter((f) => within(f) && pattern.test(code(f)));

describe('what only stands in one place', () => {
  it('sees the product at all', () => {
    expect(files.length).toBeGreaterThan(150);
  });
  it('windows are opened by openWindow, and by the printer in Electron', () => {
    expect(found(/new BrowserWindow\(/)).toEqual(['electron/main/window.ts', 'electron/platform/electron-printer.ts']);
  });
  it('no switch that weakens a window appears', () => {
    expect(
      found(
        /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|nodeIntegrationInSubFrames|webSecurity:\s*false|contextIsolation:\s*false|sandbox:\s*false/,
      ),
    ).toEqual([]);
  });
  it('the renderer names the bridge in one file', () => {
    expect(found(/window\.liaison/, (f) => f.startsWith('renderer'))).toHaveLength(1);
  });
  it('shared has no clock, no randomness, no Date', () => {
    expect(found(/Date\.now\(|Math\.random\(|new Date\(|performance\.now/, (f) => f.startsWith('shared'))).toEqual([]);
  });
  it('the window makes native dates in the calendar’s zone adapter alone', () => {
    expect(found(/new Date\(/, (f) => f.startsWith('renderer'))).toEqual([
      'renderer/features/calendar/zone-adapter.ts',
    ]);
  });
  it('SQL is written in db only', () => {
    expect(
      found(/\b(SELECT|INSERT INTO|DELETE FROM|CREATE TABLE)\b.*\b(FROM|VALUES|WHERE|\()/, (f) => !f.startsWith('db')),
    ).toEqual([]);
  });
  it('nothing listens and nothing fetches', () => {
    expect(
      found(
        /createServer\(|\.listen\(|\bfetch\(|new WebSocket|XMLHttpRequest/,
        (f) => f.startsWith('electron') && !f.includes('/scripts/'),
      ),
    ).toEqual([]);
  });
  it('the hub of an agency is the one thing reached over a network, from one place, and loaded only when it is named', () => {
    const outside = (f: string): boolean => !f.startsWith('test');
    expect(found(/['"]pg['"]/, outside)).toEqual(['db/hub/hub.ts']);
    expect(found(/^import (?!type\b).*['"]pg['"]/m, outside)).toEqual([]);
  });
  it('every TypeScript file is strict: no any, no suppression', () => {
    expect(found(/\bas any\b|: any\b|@ts-ignore|@ts-nocheck/)).toEqual([]);
    expect(files.filter((f) => /@ts-ignore|@ts-nocheck/.test(source(f)))).toEqual([]);
  });
});

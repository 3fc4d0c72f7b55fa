import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '#electron/worker/requests.ts';
import { type Agency, cutTo, fileRef, load, makeAgency, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import { askCli, ensureBuilt, TRAINING } from '#test/tools/cli.ts';

/**
 * Every free text of the training operation carries a word of its own. What is withheld from a recipient must then be nowhere in what it
 * holds, and what is released must be there: so the test would notice both a leak and an empty file.
 */
const LISTS: readonly (readonly [list: string, key: string])[] = [
  ['tasks', 't'],
  ['personnel', 'name'],
  ['jits', 'name'],
  ['records', 'what'],
  ['risks', 'what'],
  ['entities', 'name'],
];
/** A word that is in no plan and speaks of no code: letters only, made from the code. */
const canaryOf = (code: string): string =>
  `Qua${Array.from(code, (c) => String.fromCharCode(97 + ((c.codePointAt(0) ?? 0) % 26), 97 + Math.floor((c.codePointAt(0) ?? 0) / 26))).join('')}xorp`;

let home = '';
let lead: Agency;
const canaries = new Map<string, string>();

beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-release-'));
  let yaml = readFileSync(TRAINING, 'utf8');
  for (const [list, key] of LISTS) {
    const start = yaml.indexOf(`\n${list}:`);
    const end = yaml.slice(start + 1).search(/\n[a-z_]+:/) + start + 1;
    const section = yaml.slice(start, end > start ? end : undefined);
    const planted = section.replace(
      new RegExp(`^(- \\{id: ([A-Za-z0-9]+),.*?\\b${key}: )("[^"]*"|[^,}]+)`, 'gm'),
      (_all, before: string, code: string, text: string) => {
        const plain = text.replace(/^"|"$/g, '');
        canaries.set(code, canaryOf(code));
        return `${before}"${plain} ${canaryOf(code)}"`;
      },
    );
    yaml = yaml.slice(0, start) + planted + yaml.slice(start + section.length);
  }
  writeFileSync(path.join(home, 'planted.yaml'), yaml);
  lead = await makeAgency(home, 'A07');
  await load(lead, path.join(home, 'planted.yaml'));
}, 120_000);
afterAll(async () => {
  await lead.close();
  rmSync(home, { recursive: true, force: true });
});

/** Seals for an agency, accepts there, and gives what it holds together with what left. */
async function send(code: string): Promise<{ manifest: Manifest; text: string; file: string; agency: Agency }> {
  const agency = await makeAgency(home, code);
  await trustEachOther(lead, agency);
  const file = path.join(home, `to-${code}.jxb`);
  const { manifest } = await sealFor(lead, code, file);
  await agency.do('exchange.acceptFile', { file: fileRef(file), by: 'Officer 3' });
  const held = await agency.dump();
  expect(held).toEqual(cutTo(await lead.dump(), manifest));
  expect(held).toEqual(await lead.dump(code));
  await agency.close();
  return { manifest, text: JSON.stringify(held), file, agency };
}

const everyFile = (dir: string): readonly Buffer[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));

it('has a word planted in every kind of text, D02 and J2 among them', () => {
  expect(canaries.size).toBeGreaterThan(130);
  for (const code of ['T39', 'P33', 'J2', 'D02', 'R1']) expect(canaries.has(code)).toBe(true);
  expect(new Set(canaries.values()).size).toBe(canaries.size);
});

describe.each(['A06', 'A09', 'A14'])('what reaches %s', (code) => {
  it('is what the manifest names, and no word of anything else', async () => {
    const { manifest, text, file, agency } = await send(code);
    const included = new Set(manifest.included.map((i) => i.code));
    const withheld = manifest.withheld.filter((w) => canaries.has(w.code) && !included.has(w.code));
    expect(withheld.length).toBeGreaterThan(5);
    const occurs = (gone: string): boolean => text.includes(canaries.get(gone) ?? '');
    expect(withheld.map((w) => w.code).filter(occurs)).toEqual([]);
    const textFields = new Set(['title', 'name', 'what']);
    const shown = manifest.included.filter((i) => canaries.has(i.code) && i.fields.some((f) => textFields.has(f)));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.map((i) => i.code).filter((seen) => !occurs(seen))).toEqual([]);
    // At rest nothing of the plan is readable, released or not: neither in the file nor in the workspace.
    for (const bytes of [readFileSync(file), ...everyFile(agency.dir), ...everyFile(lead.dir)])
      for (const word of ['xorp', 'LANTERN', 'KESTREL']) expect(bytes.includes(word)).toBe(false);
  }, 120_000);
});

describe('the exact H-hour', () => {
  /** H on the clock of every zone in the plan. */
  const CLOCKS = ['2027-03-15T21:00', '2027-03-16T04:00', '2027-03-16T05:00', '2027-03-16T06:00', '2027-03-15T22:00'];
  it('reaches A06, whose officer commands', async () => {
    const dump = await askCli(['dump', path.join(home, 'A06')]);
    expect(JSON.stringify(dump).includes('2027-03-15T21:00:00Z')).toBe(true);
  });
  it('does not reach A09, in no zone and in no field', async () => {
    const { records } = await askCli<{ records: readonly { kind: string; fields: Record<string, unknown> }[] }>([
      'dump',
      path.join(home, 'A09'),
    ]);
    const operation = records.find((r) => r.kind === 'operation');
    expect(operation?.fields).not.toHaveProperty('hHour');
    const text = JSON.stringify(records);
    expect(CLOCKS.filter((clock) => text.includes(clock))).toEqual([]);
  });
  it('cannot be moved or asked for where it is not known', async () => {
    const run = await askCli(['check', path.join(home, 'A09'), '--operation', 'OP-LT', '--move-h', '+60'], {
      codes: [3],
    });
    expect(run).toMatchObject({ error: { code: 'h-hour-withheld' } });
  });
});

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '#electron/worker/requests.ts';
import { cutTo, type DumpRecord } from '#test/tools/agencies.ts';
import { askCli, ensureBuilt, folderState, refuseCli, runCli, TRAINING } from '#test/tools/cli.ts';

/** The whole exchange as two people at two machines do it, every step a process of its own. The tests stand in the order of the work. */
let home = '';
const at = (name: string): string => path.join(home, name);
const state = (name: string): ReadonlyMap<string, string> => folderState(at(name));

interface Keys {
  readonly own: { readonly code: string; readonly agencyId: string };
  readonly partners: readonly { readonly code: string; readonly trust: string; readonly digits: readonly string[] }[];
}
interface Exported {
  readonly receipt: { readonly to: string; readonly seq: number; readonly bytes: number; readonly records: number };
  readonly manifest: Manifest;
}
interface Accepted {
  readonly receipt: { readonly state: string; readonly counts: Readonly<Record<string, number>> };
  readonly records: readonly unknown[];
}
const dump = async (name: string, ...extra: readonly string[]): Promise<readonly DumpRecord[]> =>
  (await askCli<{ records: readonly DumpRecord[] }>(['dump', at(name), ...extra])).records;

let digits = '';
let sent: Exported;
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-exchange-'));
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const trust = (dir: string, card: string, said: string): readonly string[] => [
  'keys',
  'trust',
  at(dir),
  at(card),
  '--digits',
  said,
  '--by',
  'Officer 1',
  '--second',
  'Officer 2',
];
const exportTo = (agency: string, file: string): readonly string[] => [
  'export',
  at('A07'),
  '--operation',
  'OP-LT',
  '--to',
  agency,
  '--out',
  at(file),
  '--by',
  'Officer 1',
  '--second',
  'Officer 2',
];

describe('two agencies', () => {
  it('make their workspaces, one with the operation in it', async () => {
    const made = await askCli(['workspace', 'new', at('A07'), '--agency', 'A07', '--operation', TRAINING]);
    expect(made).toMatchObject({ agency: 'A07', operation: { code: 'OP-LT' } });
    expect(made['recoveryCode']).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
    await askCli(['workspace', 'new', at('A06'), '--agency', 'A06']);
    for (const name of ['A07', 'A06']) {
      expect(state(name).get('keys.json')).toMatch(/^600 /);
      expect(
        readFileSync(at(`${name}/liaison.db`))
          .subarray(0, 16)
          .toString('latin1'),
      ).not.toContain('SQLite');
    }
  });

  it('seal nothing for an agency whose card is unknown', async () => {
    const before = state('A07');
    const error = await refuseCli(exportTo('A06', 'early.jxb'), 3);
    expect(error).toMatchObject({ code: 'unknown-partner', place: 'A06' });
    expect(existsSync(at('early.jxb'))).toBe(false);
    expect(state('A07')).toEqual(before);
  });

  it('show their cards, which carry the same digits on both sides', async () => {
    await askCli(['keys', 'show', at('A07'), '--card', at('A07.jxc')]);
    const seenByA06 = await askCli<Keys>(['keys', 'show', at('A06'), at('A07.jxc'), '--card', at('A06.jxc')]);
    const seenByA07 = await askCli<Keys>(['keys', 'show', at('A07'), at('A06.jxc')]);
    expect(seenByA06.partners).toMatchObject([{ code: 'A07', trust: 'pending' }]);
    expect(seenByA07.partners).toMatchObject([{ code: 'A06', trust: 'pending' }]);
    expect(seenByA06.partners[0]?.digits).toEqual(seenByA07.partners[0]?.digits);
    digits = seenByA07.partners[0]?.digits.join(' ') ?? '';
    expect(digits).toMatch(/^(\d{5} ){11}\d{5}$/);
  });

  it('seal nothing for a card that nobody compared', async () => {
    const before = state('A07');
    const error = await refuseCli(exportTo('A06', 'early.jxb'), 3);
    expect(error).toMatchObject({ code: 'unverified-partner', place: 'A06' });
    expect(existsSync(at('early.jxb'))).toBe(false);
    expect(state('A07')).toEqual(before);
  });

  it('do not trust each other over wrong, missing or too few digits', async () => {
    const before = state('A07');
    const last = digits.endsWith('0') ? '1' : '0';
    for (const wrong of [
      `${digits.slice(0, -1)}${last}`,
      digits.slice(6),
      `${digits} 12345`,
      digits.split(' ').reverse().join(' '),
      '',
    ])
      expect(await refuseCli(trust('A07', 'A06.jxc', wrong), 3)).toMatchObject({ code: 'digits-differ', place: 'A06' });
    const unsaid = await runCli(['keys', 'trust', at('A07'), at('A06.jxc')]);
    expect(unsaid.code).toBe(2);
    expect(unsaid.stderr).toContain(digits);
    expect(state('A07')).toEqual(before);
    expect((await askCli<Keys>(['keys', 'show', at('A07')])).partners).toMatchObject([{ trust: 'pending' }]);
  });

  it('do not trust each other on the word of one person alone', async () => {
    const before = state('A07');
    const words = trust('A07', 'A06.jxc', digits).map((w) => (w === 'Officer 2' ? ' officer 1' : w));
    await refuseCli(words, 3);
    expect((await refuseCli(words.slice(0, -2), 2)).reason).toContain('--second is missing');
    expect(state('A07')).toEqual(before);
  });

  it('trust each other after comparing the sixty digits', async () => {
    for (const [dir, card] of [
      ['A07', 'A06.jxc'],
      ['A06', 'A07.jxc'],
    ] as const) {
      const { partner } = await askCli<{ partner: { trust: string; ceiling: string } }>(trust(dir, card, digits));
      expect(partner).toMatchObject({ trust: 'trusted', ceiling: 'INTERPOL RESTRICTED' });
    }
  });

  it('seal a file for the other side; its manifest says what went and what stayed', async () => {
    sent = await askCli<Exported>(exportTo('A06', 'to-A06.jxb'));
    expect(sent.receipt).toMatchObject({ to: 'A06', seq: 1, bytes: readFileSync(at('to-A06.jxb')).length });
    expect(sent.receipt.records).toBe(sent.manifest.included.length);
    expect(sent.manifest.withheld.map((w) => w.code)).toContain('D02');
    expect(folderState(home).get('to-A06.jxb')).toMatch(/^600 /);
  });

  it('never overwrite a file, and write none where they cannot', async () => {
    const before = state('A07');
    const file = readFileSync(at('to-A06.jxb'));
    await refuseCli(exportTo('A06', 'to-A06.jxb'), 2);
    expect(readFileSync(at('to-A06.jxb'))).toEqual(file);
    const error = await refuseCli(exportTo('A06', 'no such folder/x.jxb'), 3);
    expect(error).toMatchObject({ code: 'place-unwritable', place: 'x.jxb' });
    expect(state('A07')).toEqual(before);
  });

  it('let nobody see more of the file from outside than that it is sealed for one', async () => {
    const seen = await askCli(['inspect', at('to-A06.jxb')]);
    expect(seen).toEqual({
      bytes: sent.receipt.bytes,
      format: 'age v1',
      armored: false,
      stanzas: [{ type: 'hybrid', count: 1 }],
    });
    const raw = readFileSync(at('to-A06.jxb')).toString('latin1');
    for (const word of ['OP-LT', 'LANTERN', 'KESTREL', 'Korea']) expect(raw).not.toContain(word);
    // Three letters do turn up in a quarter of a million sealed bytes; the text before them is short enough to ask for those too.
    const outside = raw.slice(0, raw.indexOf('\n---'));
    expect(outside).toMatch(/^age-encryption/);
    for (const code of ['A06', 'A07']) expect(outside.replaceAll(/[A-Za-z0-9+/]{40,}/g, '')).not.toContain(code);
  });

  it('refuse a file that is for somebody else, even their own', async () => {
    const before = state('A07');
    await refuseCli(['verify', at('A07'), at('to-A06.jxb')], 3);
    await refuseCli(['accept', at('A07'), at('to-A06.jxb')], 3);
    expect(state('A07')).toEqual(before);
  });

  it('verify it without changing a byte', async () => {
    const before = state('A06');
    const seen = await askCli(['verify', at('A06'), at('to-A06.jxb')]);
    expect(seen).toMatchObject({
      state: 'new',
      gap: false,
      sender: { code: 'A07', trust: 'trusted' },
      operations: [{ code: 'OP-LT', codeName: 'LANTERN TIDE' }],
      marking: { tlp: 'AMBER', level: 'INTERPOL RESTRICTED', handling: ['H1'] },
      counts: { added: sent.receipt.records, changed: 0, closed: 0, conflicts: 0, held: 0, aside: 0 },
    });
    expect(state('A06')).toEqual(before);
  });

  it('accept it, and hold exactly what was released', async () => {
    const accepted = await askCli<Accepted>(['accept', at('A06'), at('to-A06.jxb'), '--by', 'Officer 3']);
    expect(accepted.receipt).toMatchObject({
      state: 'accepted',
      counts: { added: sent.receipt.records, conflicts: 0, held: 0, aside: 0 },
    });
    expect(accepted.records).toHaveLength(sent.receipt.records);
    const theirs = await dump('A06');
    expect(theirs.length).toBe(sent.receipt.records);
    expect(theirs).toEqual(await dump('A07', '--released-to', 'A06'));
    expect(theirs).toEqual(cutTo(await dump('A07'), sent.manifest));
  });

  it('change nothing when it is accepted again, by another person too', async () => {
    const before = state('A06');
    const again = await askCli<Accepted>(['accept', at('A06'), at('to-A06.jxb'), '--by', 'Somebody else']);
    expect(again.receipt.state).toBe('already-imported');
    expect(again.records).toEqual([]);
    expect(state('A06')).toEqual(before);
    expect(await askCli(['verify', at('A06'), at('to-A06.jxb')])).toMatchObject({
      state: 'already-imported',
      changes: [],
    });
    expect(state('A06')).toEqual(before);
  });

  it('check what they received, as far as they may see it', async () => {
    const run = await runCli(['check', at('A06'), '--operation', 'OP-LT', '--json']);
    expect([0, 1]).toContain(run.code);
    const said = new Set(sent.manifest.included.map((i) => i.code));
    const { findings } = JSON.parse(run.stdout) as { findings: readonly { subject: string }[] };
    for (const { subject } of findings) expect([...said, 'OP-LT']).toContain(subject.split('/')[0]);
  });

  it('may not load over, undo or pass on what the other keeps', async () => {
    const before = state('A06');
    expect(await refuseCli(['load', at('A06'), TRAINING], 3)).toMatchObject({
      code: 'operation-exists',
      place: 'OP-LT',
    });
    await refuseCli(['undo', at('A06')], 3);
    expect(state('A06')).toEqual(before);
    const held = await dump('A06');
    const error = await refuseCli(
      ['export', at('A06'), '--operation', 'OP-LT', '--to', 'A07', '--out', at('back.jxb')],
      3,
    );
    expect(error).toMatchObject({ code: 'nothing-released', place: 'A07' });
    expect(existsSync(at('back.jxb'))).toBe(false);
    expect(await dump('A06')).toEqual(held);
    expect([...state('A06').keys()]).toEqual([...before.keys()]);
  });

  it('close a gap: the third file before the second, both taken', async () => {
    cpSync(at('A06'), at('late'), { recursive: true });
    await askCli<Exported>(exportTo('A06', 'second.jxb'));
    await askCli<Exported>(exportTo('A06', 'third.jxb'));
    expect(await askCli(['verify', at('late'), at('third.jxb')])).toMatchObject({ state: 'new', gap: true });
    await askCli(['accept', at('late'), at('third.jxb')]);
    expect(await askCli(['verify', at('late'), at('second.jxb')])).toMatchObject({ state: 'new' });
    await askCli(['accept', at('late'), at('second.jxb')]);
    expect(await dump('late')).toEqual(await dump('A07', '--released-to', 'A06'));
  }, 120_000);
});

describe('an agency outside', () => {
  it('gets nothing when it takes no part in the operation, however well trusted', async () => {
    await askCli(['workspace', 'new', at('A99'), '--agency', 'A99']);
    await askCli(['keys', 'show', at('A99'), '--card', at('A99.jxc')]);
    const seen = await askCli<Keys>(['keys', 'show', at('A07'), at('A99.jxc')]);
    const said = seen.partners.find((p) => p.code === 'A99')?.digits.join('') ?? '';
    await askCli(trust('A07', 'A99.jxc', said));
    const before = state('A07');
    expect(await refuseCli(exportTo('A99', 'to-A99.jxb'), 3)).toMatchObject({ code: 'R-HAN-05', place: 'A99' });
    expect(existsSync(at('to-A99.jxb'))).toBe(false);
    expect(state('A07')).toEqual(before);
  });
  it('is not heard before its card was compared: its file waits unread', async () => {
    cpSync(at('A06'), at('deaf'), { recursive: true });
    await askCli(['keys', 'revoke', at('deaf'), '--agency', 'A07', '--reason', 'lost']);
    const before = state('deaf');
    for (const verb of ['verify', 'accept']) await refuseCli([verb, at('deaf'), at('second.jxb')], 3);
    expect(state('deaf')).toEqual(before);
  });
  it('revoked, gets nothing any more and comes back under no old card', async () => {
    const { partner } = await askCli<{ partner: { trust: string } }>([
      'keys',
      'revoke',
      at('A07'),
      '--agency',
      'A06',
      '--reason',
      'station lost',
    ]);
    expect(partner.trust).toBe('revoked');
    const before = state('A07');
    await refuseCli(exportTo('A06', 'late.jxb'), 3);
    await refuseCli(['keys', 'revoke', at('A07'), '--agency', 'nobody', '--reason', 'x'], 3);
    expect(existsSync(at('late.jxb'))).toBe(false);
    expect(state('A07')).toEqual(before);
    await runCli([...trust('A07', 'A06.jxc', digits)]);
    expect((await askCli<Keys>(['keys', 'show', at('A07')])).partners.find((p) => p.code === 'A06')?.trust).toBe(
      'revoked',
    );
  });
  it('cannot swap its card for another agency of the same code', async () => {
    await askCli(['workspace', 'new', at('fake'), '--agency', 'A06']);
    await askCli(['keys', 'show', at('fake'), '--card', at('fake.jxc')]);
    const before = await askCli<Keys>(['keys', 'show', at('late')]);
    writeFileSync(at('swapped.jxc'), readFileSync(at('fake.jxc')));
    expect(await refuseCli(trust('A07', 'swapped.jxc', digits), 3)).toMatchObject({ code: 'digits-differ' });
    expect(await askCli<Keys>(['keys', 'show', at('late')])).toEqual(before);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askCli,
  documentOf,
  ensureBuilt,
  expectPlainWords,
  folderState,
  PASSPHRASE,
  refuseCli,
  runCli,
  TRAINING,
} from '#test/tools/cli.ts';

let home = '';
let workspace = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-usage-'));
  workspace = path.join(home, 'A07');
  await askCli(['workspace', 'new', workspace, '--agency', 'A07']);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Each verb with words that would be right, so that one thing at a time can be made wrong. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  workspace: ['new', 'W', '--agency', 'A01'],
  load: ['W', 'F'],
  check: ['F'],
  why: ['F', '--task', 'T39', '--person', 'P09'],
  gaps: ['F'],
  suggest: ['F', '--task', 'T39'],
  falls: ['F', '--agreement', 'AG1', '--on', '2027-03-20'],
  coverage: ['F'],
  schedule: ['F'],
  brief: ['W', '--operation', 'OP-LT', '--for', 'A06', '--out', 'F.pdf'],
  keys: ['show', 'W'],
  export: ['W', '--operation', 'OP-LT', '--to', 'A06', '--out', 'F.jxb'],
  inspect: ['F'],
  verify: ['W', 'F'],
  accept: ['W', 'F'],
  dump: ['W'],
  history: ['W', '--record', 'T39'],
  undo: ['W'],
  limits: ['W', '--operation', 'OP-LT'],
  step: ['W', '--operation', 'OP-LT', '--item', 'T39'],
  lift: ['W', '--operation', 'OP-LT', '--rule', 'R-OP-05', '--subject', 'SG1', '--reason', 'x', '--by', 'N'],
  unlift: ['W', '--operation', 'OP-LT', '--rule', 'R-OP-05', '--subject', 'SG1', '--by', 'N'],
  order: ['list', 'W', '--operation', 'OP-LT'],
  branch: ['list', 'W', '--operation', 'OP-LT'],
  template: ['list', 'W'],
  sign: ['W', '--operation', 'OP-LT', '--item', 'AG1', '--party', 'KH', '--date', '2027-03-01', '--by', 'N'],
  screen: ['W', '--operation', 'OP-LT', '--movement', 'M4'],
  conflicts: ['W'],
  settle: ['W', '--record', 'T39', '--field', 'title', '--take', 'mine'],
  outbox: ['W'],
  ack: ['W', '--to', 'A06', '--out', 'F.jxb'],
  recall: [
    'W',
    '--operation',
    'OP-LT',
    '--record',
    'T39',
    '--to',
    'A06',
    '--reason',
    'wrong house',
    '--by',
    'One',
    '--second',
    'Two',
  ],
  recalls: ['W'],
  hold: ['W', '--record', 'T39', '--basis', 'court order', '--by', 'One', '--second', 'Two'],
  decide: ['W', '--agency', 'A06', '--reason', 'mistake of the courier'],
  restart: ['W', '--reason', 'put back to a backup'],
  return: ['W', '--to', 'A06', '--out', 'F.jxb'],
  carrier: ['sync', 'W', '--partner', 'A06', '--folder', '.'],
  station: ['sync', 'W', '--folder', '.'],
  demo: ['D'],
  generate: ['W', '--size', 'S', '--seed', '1'],
};
/** Verbs that name an agency to send to; everywhere else the option is a typing mistake. */
const TAKES_TO = new Set(['export', 'outbox', 'ack', 'recall', 'return', 'order']);
const names = Object.keys(VERBS);
const right = (verb: string): readonly string[] => [verb, ...(VERBS[verb] ?? [])];
const inHome = {
  get cwd() {
    return home;
  },
};

describe('liaison help', () => {
  it.each([['help'], ['--help'], ['-h']])('%s lists every verb and exits with 0', async (word) => {
    const run = await runCli([word]);
    expect(run.code).toBe(0);
    expect(run.stderr).toBe('');
    for (const verb of names) expect(run.stdout).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
  });
  it('is one document with --json', async () => {
    const { verbs } = await askCli<{ verbs: readonly string[] }>(['help']);
    expect(new Set(verbs.map((usage) => usage.split(' ')[0]))).toEqual(new Set(names));
  });
  it('nothing typed is a usage error', async () => {
    const run = await runCli([]);
    expect(run.code).toBe(2);
  });
});

describe.each(names)('liaison %s', (verb) => {
  it('--help says how, with and without --json', async () => {
    const run = await runCli([verb, '--help'], inHome);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`liaison ${verb} `);
    const { usage, help } = await askCli<{ usage: string; help: string }>([verb, '--help'], inHome);
    expect(usage.startsWith(verb)).toBe(true);
    expect(help).not.toBe('');
  });
  it.each([
    ['an option nobody knows', ['--frobnicate']],
    ['an option of another verb', TAKES_TO.has(verb) ? ['--template', 'iimarch'] : ['--to', 'A06']],
    ['a passphrase as an argument', ['--passphrase', 'CANARY-secret']],
    ['a passphrase joined to an argument', ['--passphrase=CANARY-secret']],
    ['an option twice over as a word', ['one', 'word', 'too', 'many']],
  ])('%s is a usage error and touches nothing', async (_what, extra) => {
    const before = folderState(home);
    const run = await runCli([...right(verb), ...extra, '--json'], inHome);
    expect(run.code).toBe(2);
    const { error } = documentOf<{ error: { code: string; place: string } }>(run);
    expect(error).toMatchObject({ code: 'usage', place: verb });
    expect(run.stderr).toContain('usage: liaison');
    expect(run.stderr + run.stdout).not.toContain('CANARY-secret');
    expect(folderState(home)).toEqual(before);
  });
});

describe('what is missing is a usage error', () => {
  it.each([
    ['workspace', 'new'],
    ['workspace', 'new', 'W'],
    ['workspace', 'old', 'W', '--agency', 'A01'],
    ['load', 'W'],
    ['check'],
    ['why', 'W', '--task', 'T39'],
    ['suggest', 'F'],
    ['falls', 'F', '--on', '2027-03-20'],
    ['falls', 'F', '--agreement', 'AG1', '--jit', 'J1', '--on', '2027-03-20'],
    ['falls', 'F', '--agreement', 'AG1', '--on', 'tomorrow'],
    ['brief', 'W', '--for', 'A06', '--out', 'x.pdf'],
    ['brief', 'W', '--operation', 'OP-LT', '--for', 'A06', '--out', 'x.pdf', '--template', 'novel'],
    ['keys'],
    ['keys', 'lose', 'W'],
    ['keys', 'trust', 'W'],
    ['keys', 'revoke', 'W', '--reason', 'lost'],
    ['export', 'W', '--operation', 'OP-LT', '--to', 'A06'],
    ['export', 'W', '--operation', '', '--to', 'A06', '--out', 'x.jxb'],
    ['inspect'],
    ['verify', 'W'],
    ['accept'],
    ['dump'],
    ['history', 'W'],
    ['undo'],
    ['limits', 'W'],
    ['conflicts'],
    ['conflicts', 'W', '--list', 'all'],
    ['settle', 'W', '--field', 'title', '--take', 'mine'],
    ['settle', 'W', '--record', 'T39', '--field', 'title'],
    ['settle', 'W', '--all', '--take', 'best'],
    ['ack', 'W', '--to', 'A06'],
    ['recall', 'W', '--operation', 'OP-LT', '--record', 'T39', '--to', 'A06'],
    ['hold', 'W', '--record', 'T39'],
    ['decide', 'W', '--agency', 'A06'],
    ['restart', 'W'],
    ['return', 'W', '--to', 'A06'],
    ['carrier', 'W'],
    ['carrier', 'sync', 'W', '--partner', 'A06'],
    ['station', 'W'],
    ['station', 'sync', 'W'],
    ['station', 'sync', 'W', '--folder', '.', '--hub', 'postgres://desk@hub/liaison'],
    ['station', 'enrol', 'W', '--partner', 'A06', '--by', 'One', '--second', 'Two'],
    ['station', 'ask', 'W', '--what', 'root'],
    ['station', 'renew', 'W', '--by', 'One', '--second', 'Two'],
    ['keys', 'rotate', 'W', '--what', 'everything'],
    ['keys', 'revoke-station', 'W', '--reason', 'lost'],
    ['frobnicate'],
    ['constructor'],
    ['__proto__'],
  ])('liaison %s %s %s', async (...args) => {
    const words = args.filter((word) => word !== undefined).map((word) => (word === 'W' ? workspace : word));
    const before = folderState(home);
    await refuseCli(words, 2, inHome);
    expect(folderState(home)).toEqual(before);
  });
  it('a verb that would move the cursor of a terminal is shown inert', async () => {
    const run = await runCli(['\u001b[2Jverb\u202e', '--json'], inHome);
    expect(run.code).toBe(2);
    expectPlainWords(run);
    const option = await runCli(['check', '--\u001b[2Jx'], inHome);
    expect(option.code).toBe(2);
    expectPlainWords(option);
  });
});

describe('the passphrase', () => {
  it('comes from the environment or from a file, whose last line end does not count', async () => {
    const file = path.join(home, 'pass');
    for (const end of ['', '\n', '\r\n']) {
      writeFileSync(file, `${PASSPHRASE}${end}`);
      const words = ['dump', workspace, '--passphrase-file', file];
      expect(await askCli(words, { env: { LIAISON_PASSPHRASE: undefined } })).toEqual({ records: [] });
    }
    rmSync(file);
  });
  it('a file given wins over the environment', async () => {
    const file = path.join(home, 'pass');
    writeFileSync(file, 'CANARY not the right words');
    const error = await refuseCli(['dump', workspace, '--passphrase-file', file], 3);
    expect(error.code).toBe('wrong-passphrase');
    rmSync(file);
  });
  it.each([
    ['none at all', { LIAISON_PASSPHRASE: undefined }, []],
    ['an empty one', { LIAISON_PASSPHRASE: '' }, []],
    ['a file that is not there', {}, ['--passphrase-file', 'nowhere']],
    ['a file that is a folder', {}, ['--passphrase-file', '.']],
  ])('%s is a usage error', async (_what, env, extra) => {
    const before = folderState(home);
    const error = await refuseCli(['dump', workspace, ...extra], 2, { env, cwd: home });
    expect(error.reason).toMatch(/passphrase/);
    expect(folderState(home)).toEqual(before);
  });
  it('a weak one makes no workspace', async () => {
    const before = folderState(home);
    const run = await runCli(['workspace', 'new', path.join(home, 'weak'), '--agency', 'A01'], {
      env: { LIAISON_PASSPHRASE: 'CANARY' },
    });
    expect(run.code).toBe(3);
    expect(run.stderr.trim()).toBe('passphrase: Use at least 12 characters, or at least four different words.');
    expect(folderState(home)).toEqual(before);
  });

  const opening = [
    'load',
    'brief',
    'keys',
    'export',
    'verify',
    'accept',
    'dump',
    'history',
    'undo',
    'limits',
    'conflicts',
    'settle',
    'outbox',
    'ack',
    'recall',
    'recalls',
    'hold',
    'decide',
    'restart',
    'return',
    'carrier',
    'station',
  ];
  it.each(opening)('a wrong one is refused by %s in one sentence, and the workspace stays as it was', async (verb) => {
    const words = right(verb).map((w) => (w === 'W' ? workspace : w === 'F' ? TRAINING : w));
    const before = folderState(home);
    const run = await runCli([...words, '--json'], {
      cwd: home,
      env: { LIAISON_PASSPHRASE: 'CANARY wrong words here' },
    });
    expect(run.code).toBe(3);
    const { error } = documentOf<{ error: { code: string; reason: string } }>(run);
    expect(error.code).toBe('wrong-passphrase');
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.stderr + run.stdout).not.toContain('CANARY');
    expect(folderState(home)).toEqual(before);
  });
  it('is asked for by check of a workspace too', async () => {
    const run = await runCli(['check', workspace, '--operation', 'OP-LT'], {
      env: { LIAISON_PASSPHRASE: 'wrong words are here' },
    });
    expect(run.code).toBe(3);
  });
});

describe('output', () => {
  it('a reader that goes away early ends the command quietly', async () => {
    const run = await runCli(['check', TRAINING], {
      onStart: (child) => child.stdout?.destroy(),
    });
    expect(run.stderr).toBe('');
  });
  it('a workspace folder is never made over one that holds something', async () => {
    const before = folderState(home);
    const error = await refuseCli(['workspace', 'new', workspace, '--agency', 'A07'], 3);
    expect(error.code).toBe('folder-taken');
    expect(folderState(home)).toEqual(before);
  });
  it('an agency code that no file could carry is refused', async () => {
    const before = folderState(home);
    for (const code of ['7A', 'A 7', '../A7', 'Ä07', 'x'.repeat(33)])
      await refuseCli(['workspace', 'new', path.join(home, 'new'), '--agency', code], 3);
    expect(folderState(home)).toEqual(before);
  });
  it('the recovery code goes to the file asked for and not to the output', async () => {
    const file = path.join(home, 'code');
    const made = await askCli(['workspace', 'new', path.join(home, 'B'), '--agency', 'A02', '--recovery-out', file]);
    expect(made).not.toHaveProperty('recoveryCode');
    expect(folderState(home).get('code')?.split(' ')[0]).toBe('600');
  });
});

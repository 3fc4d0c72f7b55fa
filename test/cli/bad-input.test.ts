import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallError } from '#shared/contract/call.ts';
import { type Agency, errorOf, fileRef, load, makeAgency, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import {
  askCli,
  ensureBuilt,
  folderState,
  type RefusedDocument,
  refuseCli,
  runCli,
  TRAINING,
} from '#test/tools/cli.ts';
import { CANARY, smallest, writeBadOperations } from './bad-files.ts';

/** Nothing bad is taken by any entry: one sentence that names the place, exit 3, and every byte of the workspace as it was. */
let home = '';
let sender: Agency;
let receiver: Agency;
let bad: ReturnType<typeof writeBadOperations>;
/** Files that are no cards and no sealed files: all of the above, and the two kinds for each other, cut and swollen. */
let noCards: readonly string[];
let noPacks: readonly string[];

beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-bad-'));
  bad = writeBadOperations(path.join(home, 'bad'));
  sender = await makeAgency(home, 'A07');
  await load(sender);
  receiver = await makeAgency(home, 'A06');
  await trustEachOther(sender, receiver);
  const pack = path.join(home, 'good.jxb');
  await sealFor(sender, 'A06', pack);
  await sender.lock();
  await receiver.lock();
  const card = path.join(home, 'A07.jxc');
  const write = (name: string, bytes: Uint8Array): string => {
    writeFileSync(path.join(home, 'bad', name), bytes);
    return path.join(home, 'bad', name);
  };
  const [packBytes, cardBytes] = [readFileSync(pack), readFileSync(card)];
  const swollen = Buffer.alloc(10 * 1024 * 1024, 0x41);
  const others = [...bad.map(({ file }) => file), TRAINING, write('swollen.bin', swollen)];
  const newer = Buffer.from(
    packBytes.toString('latin1').replace('age-encryption.org/v1', 'age-encryption.org/v9'),
    'latin1',
  );
  noPacks = [
    ...others,
    card,
    write('cut.jxb', packBytes.subarray(0, packBytes.length >> 1)),
    write('head-only.jxb', packBytes.subarray(0, 40)),
    write('newer.jxb', newer),
    write('bom.jxb', Buffer.concat([Buffer.from('\ufeff'), packBytes])),
  ];
  noCards = [
    ...others,
    pack,
    write('cut.jxc', cardBytes.subarray(0, cardBytes.length >> 1)),
    write('spaced.jxc', Buffer.from(cardBytes.toString('utf8').replace(':', ': '))),
    write('renamed.jxc', Buffer.from(cardBytes.toString('utf8').replace('Fictional', 'Factional'))),
  ];
}, 120_000);
afterAll(async () => {
  await sender.close();
  await receiver.close();
  rmSync(home, { recursive: true, force: true });
});

/** A refusal a person can act on: a place, one sentence, no line ends, no path of the machine, no text of the case. */
function faultsOf(error: CallError | null): readonly string[] {
  if (!error) return ['was taken'];
  const sentences = [error, ...error.details];
  return [
    ...(error.kind === 'refused' ? [] : [`is ${error.kind}: ${error.code}`]),
    ...sentences.flatMap(({ place, reason }) => [
      ...(place === '' ? ['names no place'] : []),
      ...(reason.length < 10 || reason.length > 400 ? [`is no sentence: ${reason.slice(0, 80)}`] : []),
      ...(/\p{Cc}/u.test(place + reason) ? ['breaks the line'] : []),
      ...((place + reason).includes(home) ? ['names a path'] : []),
      ...((place + reason).includes(CANARY) ? ['shows text of the case'] : []),
    ]),
  ];
}
/** All sentences of a refusal, as a person reads them one under the other. */
const wordsOf = (error: RefusedDocument['error'] | null): string =>
  error ? [error, ...error.details].map(({ place, reason }) => `${place}: ${reason}`).join('\n') : '';
const complaints = (what: string, error: CallError | null): readonly string[] =>
  faultsOf(error).map((fault) => `${what} ${fault}`);

describe('a bad operation file', () => {
  it('is refused by check with exit 3 and a sentence that names the place', async () => {
    for (const { name, file, says, faults } of bad) {
      const error = await refuseCli(['check', file], 3);
      expect(wordsOf(error), `${name}`).toMatch(says);
      expect(complaints(name, { kind: 'refused', ...error, details: [...error.details] })).toEqual([]);
      expect(error.details, `${name}`).toHaveLength(faults ?? error.details.length);
    }
  }, 120_000);
  it('with thirty faults lists all thirty, on stderr too', async () => {
    const run = await runCli(['check', path.join(home, 'bad/thirty-faults.yaml')]);
    expect(run.stdout).toBe('');
    const lines = run.stderr.trim().split('\n');
    expect(lines).toHaveLength(31);
    for (const [i, line] of lines.slice(1).entries())
      expect(line).toMatch(new RegExp(`^ {2}tasks TX${i}: min \\(line \\d+\\): `));
  });
  it('is refused by load, and the workspace stays as it was', async () => {
    const before = folderState(sender.dir);
    await sender.open();
    for (const { name, file, says } of bad) {
      const error = errorOf(await sender.ask('operation.load', { file: fileRef(file) }));
      expect(complaints(name, error)).toEqual([]);
      expect(wordsOf(error), `${name}`).toMatch(says);
    }
    await sender.lock();
    expect(folderState(sender.dir)).toEqual(before);
    for (const name of ['cycle.yaml', 'thirty-faults.yaml', 'folder.yaml'])
      await refuseCli(['load', sender.dir, path.join(home, 'bad', name)], 3);
    expect(folderState(sender.dir)).toEqual(before);
  }, 120_000);
  it.each(['cycle.yaml', 'newer.yaml', 'missing.yaml', 'random.bin'])('makes no workspace: %s', async (name) => {
    const before = folderState(home);
    const words = [
      'workspace',
      'new',
      path.join(home, 'new'),
      '--agency',
      'A07',
      '--operation',
      path.join(home, 'bad', name),
    ];
    await refuseCli(words, 3);
    expect(folderState(home)).toEqual(before);
  });
});

describe('what is no sealed file', () => {
  it('is refused by verify and accept, and the workspace stays as it was', async () => {
    const before = folderState(receiver.dir);
    await receiver.open();
    const found: string[] = [];
    for (const file of noPacks) {
      const ref = fileRef(file);
      const verified = await receiver.ask('exchange.verify', { file: ref });
      // A card is named for what it is, so that the window can offer to take it in; it changes nothing either.
      const isCard = verified.ok && verified.value.state === 'card' && ref.name === 'A07.jxc';
      found.push(...(isCard ? [] : complaints(`verify ${ref.name}`, errorOf(verified))));
      found.push(
        ...complaints(
          `accept ${ref.name}`,
          errorOf(await receiver.ask('exchange.acceptFile', { file: ref, by: 'Officer 3' })),
        ),
      );
    }
    await receiver.lock();
    expect(found).toEqual([]);
    expect(folderState(receiver.dir)).toEqual(before);
    for (const name of ['cut.jxb', 'document.pdf', '../A07.jxc'])
      for (const verb of ['verify', 'accept']) await refuseCli([verb, receiver.dir, path.join(home, 'bad', name)], 3);
    expect(folderState(receiver.dir)).toEqual(before);
  }, 120_000);
  it('is refused by inspect, unless it is a card or looks sealed from outside', async () => {
    const outside = new Set(['A07.jxc', 'cut.jxb']);
    for (const file of noPacks) {
      const run = await runCli(['inspect', file, '--json']);
      expect(run.code, `${path.basename(file)}: ${run.stderr}`).toBe(outside.has(path.basename(file)) ? 0 : 3);
      expect(run.stderr.split('\n'), `${path.basename(file)}`).toHaveLength(run.code === 3 ? 2 : 1);
    }
  }, 120_000);
});

describe('what is no card', () => {
  it('is refused by keys show and keys trust, and the workspace stays as it was', async () => {
    const before = folderState(receiver.dir);
    await receiver.open();
    const found: string[] = [];
    for (const file of noCards)
      found.push(
        ...complaints(`card ${path.basename(file)}`, errorOf(await receiver.ask('card.read', { file: fileRef(file) }))),
      );
    await receiver.lock();
    expect(found).toEqual([]);
    expect(folderState(receiver.dir)).toEqual(before);
    const digits = Array(12).fill('12345').join(' ');
    for (const name of ['cut.jxc', 'renamed.jxc', 'folder.yaml']) {
      await refuseCli(['keys', 'show', receiver.dir, path.join(home, 'bad', name)], 3);
      await refuseCli(
        ['keys', 'trust', receiver.dir, path.join(home, 'bad', name), '--digits', digits, '--by', 'a', '--second', 'b'],
        3,
      );
    }
    expect(folderState(receiver.dir)).toEqual(before);
  }, 120_000);
});

describe('what is no workspace', () => {
  it('is refused by name and left as it is', async () => {
    const before = folderState(home);
    for (const name of ['bad', 'nowhere', 'good.jxb']) {
      const error = await refuseCli(['dump', path.join(home, name)], 3);
      expect(error).toMatchObject({ code: 'no-workspace', place: name });
    }
    expect(folderState(home)).toEqual(before);
  });
});

describe('odd but valid', () => {
  const title = '=cmd|" /C calc"!A1 \u202egnihton\u202c <b>bold</b>';
  const odd = smallest((yaml) => yaml.replace(`"${CANARY} meeting"`, JSON.stringify(title)));
  it.each([
    ['plain', smallest()],
    ['line ends of Windows', smallest().replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${smallest()}`],
    ['formulas, markup and marks of direction in a title', odd],
  ])('%s: taken, kept as it is, shown inert', async (name, text) => {
    const file = path.join(home, 'odd.yaml');
    writeFileSync(file, text);
    const dir = path.join(home, `odd ${name}`);
    await askCli(['workspace', 'new', dir, '--agency', 'A07', '--operation', file]);
    const { records } = await askCli<{ records: readonly { code: string; fields: { title?: string } }[] }>([
      'dump',
      dir,
    ]);
    expect(records.find((r) => r.code === 'T01')?.fields.title).toBe(text === odd ? title : `${CANARY} meeting`);
    for (const words of [
      ['dump', dir],
      ['history', dir, '--record', 'T01'],
      ['check', dir, '--operation', 'OP-X'],
    ]) {
      const { stdout, stderr } = await runCli(words);
      expect(stdout).toContain(words[0] === 'check' ? CANARY : 'T01');
      expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
    }
  });
  it('the same file written as JSON gives the same findings', async () => {
    const { parse } = await import('yaml');
    const file = path.join(home, 'training.json');
    writeFileSync(file, JSON.stringify(parse(readFileSync(TRAINING, 'utf8'), { schema: 'core' })));
    const asJson = await askCli(['check', file], { codes: [1] });
    expect(asJson).toEqual(await askCli(['check', TRAINING], { codes: [1] }));
  });
});

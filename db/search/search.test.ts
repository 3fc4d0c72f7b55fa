import { afterEach, describe, expect, test } from 'vitest';
import { KIND_NAMES, KINDS } from '#shared/model/kinds/index.ts';
import { SEARCHED, SEARCHED_KINDS } from '#shared/search/fields.ts';
import { readTyped, tierOf, TIERS } from '#shared/search/match.ts';
import { documentOf } from '#shared/search/words.ts';
import {
  bareConnection,
  idFor,
  makeStation,
  must,
  plainBytes,
  receiveFile,
  send,
  sendAll,
  type Station,
  tamper,
} from '#test/db/station.ts';
import { seededRandom } from '#test/tools/random.ts';
import type { Change } from '../store-types.ts';
import { placeOf } from './search.ts';

let stations: Station[] = [];
const station = (name: string, seed: string | null = null): Station => {
  const made = makeStation(name, seed);
  stations.push(made);
  return made;
};
afterEach(() => {
  for (const s of stations) s.destroy();
  stations = [];
});

const settle = (s: Station): void => {
  while (s.store.search.work(1_000) > 0);
};
const find = (s: Station, text: string, here: string | null = null, count = 50) =>
  s.store.search.find({ text, here, after: null, count });
const found = (s: Station, text: string, here: string | null = null): readonly string[] =>
  find(s, text, here).hits.map(({ view }) => String(view.fields['code'] ?? view.id));

const task = (code: string, title: string, operation: string | { readonly ref: string }): Change => ({
  type: 'create',
  kind: 'task',
  key: code,
  fields: { operation, code, title },
});
const OP = { ref: 'op' } as const;
function plan(s: Station) {
  const made = must(s, [
    {
      type: 'create',
      kind: 'operation',
      key: 'op',
      fields: { code: 'OP-1', codeName: 'LANTERN', titleFr: 'Opération Héron' },
    },
    task('T1', 'Entry team moves', OP),
    task('T12', 'Hand over at the gate', OP),
    {
      type: 'create',
      kind: 'person',
      key: 'P1',
      fields: { operation: OP, code: 'P1', name: 'สมชาย ใจดี', role: 'interpreter', nextOfKin: 'KINCANARY' },
    },
    {
      type: 'create',
      kind: 'person',
      key: 'P2',
      fields: { operation: OP, code: 'P2', name: '김민수', role: 'entry lead' },
    },
    {
      type: 'create',
      kind: 'site',
      key: 'S1',
      fields: { operation: OP, code: 'S1', codeWord: 'ORCHID', place: 'Warehouse by the entry road' },
    },
    {
      type: 'create',
      kind: 'traveller',
      key: 'v',
      fields: { operation: OP, code: 'CANARYCODE', reference: 'jxt1.Q0FOQVJZ' },
    },
  ]);
  return { made, op: idFor(made, 'op') };
}

/** What the index holds, row by row. */
function rows(s: Station): unknown {
  settle(s);
  s.close();
  const db = bareConnection(s);
  try {
    db.exec("INSERT INTO search (search) VALUES ('integrity-check')");
    return db.prepare('SELECT rowid, * FROM search ORDER BY rowid').all();
  } finally {
    db.close();
    s.open();
  }
}
/** The same made from nothing. */
function rebuilt(s: Station): unknown {
  tamper(s, "DELETE FROM search; DELETE FROM search_queue; DELETE FROM settings WHERE key = 'search.words'");
  return rows(s);
}

describe('search over everything', () => {
  test('titles and codes come before texts, and the operation looked at before others', () => {
    const a = station('A');
    const { op } = plan(a);
    const other = must(a, [
      { type: 'create', kind: 'operation', key: 'op', fields: { code: 'OP-2', codeName: 'ENTRY GATE' } },
      task('T1', 'Entry elsewhere', OP),
    ]);
    expect(found(a, 'entry', op)).toEqual(['OP-2', 'T1', 'T1', 'P2', 'S1']);
    const tiers = find(a, 'entry', op).hits.map((h) => [h.tier, h.head.id === op]);
    expect(tiers).toEqual([
      ['operation', false],
      ['title-here', true],
      ['title', false],
      ['text-here', true],
      ['text-here', true],
    ]);
    expect(found(a, 't1', op)).toEqual(['T1', 'T12', 'T1']);
    expect(found(a, 't1', idFor(other, 'op'))).toEqual(['T1', 'T1', 'T12']);
  });

  test('accents, case and scripts do not stand in the way', () => {
    const a = station('A');
    plan(a);
    expect(found(a, 'operation heron')).toEqual(['OP-1']);
    expect(found(a, 'somchai')).toEqual(['P1']);
    expect(found(a, 'ชาย')).toEqual(['P1']);
    expect(found(a, 'kim minsu')).toEqual(['P2']);
    expect(found(a, '민수')).toEqual(['P2']);
  });

  test('what people type is never read as a question to the index', () => {
    const a = station('A');
    plan(a);
    for (const text of ['"', "'", '*', 'title:', 'a OR b', 'NEAR(', '{code}: x', '^t1', '-', '()', '\0', '·t1', 'AND'])
      expect(() => find(a, text)).not.toThrow();
    expect(found(a, '"entry" team*')).toEqual(['T1']);
    expect(find(a, ' - ').hits).toEqual([]);
  });

  test('a page ends where the next begins, and nothing comes twice', () => {
    const a = station('A');
    const { op } = plan(a);
    must(
      a,
      Array.from({ length: 60 }, (_, n) => task(`X${n}`, `Entry ${n}`, op)),
    );
    settle(a);
    const all: string[] = [];
    let after: string | null = null;
    do {
      const page = a.store.search.find({ text: 'entry', here: op, after, count: 7 });
      expect(page.hits.length).toBeLessThanOrEqual(7);
      all.push(...page.hits.map((h) => h.view.id));
      after = page.next;
    } while (after !== null);
    expect(all).toHaveLength(63);
    expect(new Set(all).size).toBe(63);
  });

  test('closed records, templates and parts of them are not found; undo and redo are followed', () => {
    const a = station('A');
    const { made } = plan(a);
    must(a, [{ type: 'set', rec: idFor(made, 'T1'), field: 'title', value: 'Wait for the signal' }]);
    expect(found(a, 'moves')).toEqual([]);
    a.store.plan.undo('p1');
    expect(found(a, 'moves')).toEqual(['T1']);
    expect(found(a, 'signal')).toEqual([]);
    must(a, [{ type: 'close', rec: idFor(made, 'T1') }]);
    expect(found(a, 'moves')).toEqual([]);
    a.store.plan.undo('p1');
    expect(found(a, 'moves')).toEqual(['T1']);
    must(a, [{ type: 'set', rec: idFor(made, 'op'), field: 'template', value: 1 }]);
    expect(found(a, 'moves')).toEqual([]);
    expect(found(a, 'lantern')).toEqual([]);
  });

  test('a preview that is rolled back leaves no word behind', () => {
    const [a, b] = [station('A'), station('B')];
    const { op } = plan(a);
    const sent = sendAll(a, b, op);
    expect(receiveFile(b, sent, [a, b]).ok).toBe(true);
    expect(found(b, 'moves')).toEqual(['T1']);
  });

  test('what a branch says is not in the search of the plan', () => {
    const a = station('A');
    const { made, op } = plan(a);
    const row = a.store.branches.create(op, 'What if', 'p1');
    const lens = row.ok ? a.store.branches.lens(row.value.id) : null;
    if (!lens) throw new Error('the branch is open');
    const done = lens.plan.commit({
      command: 'task.edit',
      label: { key: 'x', params: {} },
      by: 'p1',
      undoable: true,
      changes: [
        { type: 'set', rec: idFor(made, 'T1'), field: 'title', value: 'BRANCHWORD' },
        {
          type: 'create',
          kind: 'task',
          key: 'n',
          fields: { operation: lens.branch.id, code: 'B9', title: 'BRANCHWORD too' },
        },
      ],
    });
    expect(done.ok).toBe(true);
    settle(a);
    expect(found(a, 'branchword')).toEqual([]);
    expect(found(a, 'b9')).toEqual([]);
    expect(found(a, 'moves')).toEqual(['T1']);
  });
});

describe('what is protected', () => {
  test('nothing kept apart, nothing internal and no unknown field is searched', () => {
    for (const kind of SEARCHED_KINDS) {
      expect(KINDS[kind].apart).toBeUndefined();
      const { title = [], body = [] } = SEARCHED[kind] ?? {};
      for (const field of [...title, ...body]) {
        expect(KINDS[kind].fields[field]).toBeDefined();
        expect(KINDS[kind].fields[field]?.internal).toBeUndefined();
      }
    }
    expect(KIND_NAMES.filter((kind) => KINDS[kind].apart)).toEqual(['traveller']);
  });

  test('no word of a traveller row and no internal field is in the index', () => {
    const a = station('A');
    plan(a);
    const held = JSON.stringify(rows(a)).toLowerCase();
    expect(held).toContain('entry');
    for (const canary of ['canary', 'jxt1', 'q0foqvjz', 'kincanary']) expect(held).not.toContain(canary);
    expect(found(a, 'canarycode')).toEqual([]);
    expect(found(a, 'kincanary')).toEqual([]);
  });

  test('the words of a recalled record are gone from the file at once', () => {
    const [a, b] = [station('A'), station('B')];
    const { op } = plan(a);
    const secret = must(a, [task('T9', 'qzxvorchard wq1jxk', op)]);
    expect(receiveFile(b, sendAll(a, b, op), [a, b]).ok).toBe(true);
    settle(b);
    expect(found(b, 'qzxvorchard')).toEqual(['T9']);
    expect(plainBytes(b).includes('qzxvorchard')).toBe(true);
    const recalled = a.store.exchange.recall({
      to: b.agency,
      rec: idFor(secret, 'T9'),
      reason: 'sent in error',
      by: 'p1',
    });
    expect(recalled.ok).toBe(true);
    expect(receiveFile(b, send(a, b, []), [a, b]).ok).toBe(true);
    const bytes = plainBytes(b);
    expect(bytes.includes('qzxvorchard')).toBe(false);
    expect(bytes.includes('wq1jxk')).toBe(false);
    expect(found(b, 'qzxvorchard')).toEqual([]);
  });
});

describe('the index is what a fresh one would be', () => {
  const WORDS = ['entry', 'gate', 'สมชาย', '王小明', 'Héron', 'محمد', 'convoy', 'T7'];
  test.each([1, 2, 3, 4, 5, 6])('after many edits, undone steps and received files (%i)', (seed) => {
    const roll = seededRandom(seed);
    const word = (): string => WORDS[roll(WORDS.length)] ?? 'entry';
    const [a, b] = [station('A', `search ${seed}`), station('B', `search ${seed}`)];
    const { op } = plan(a);
    for (let step = 0; step < 40; step += 1) {
      const who = step > 8 && roll(3) === 0 && b.store.read.record(op) ? b : a;
      const recs = who.store.read
        .dump({ operation: op, includeClosed: true })
        .filter((r) => ['task', 'person', 'site'].includes(r.kind));
      const rec = recs[roll(recs.length)];
      const what = roll(9);
      if (what < 3 && rec && who.store.read.record(rec.id)?.closed === false)
        must(who, [
          {
            type: 'set',
            rec: rec.id,
            field: rec.kind === 'task' ? 'title' : rec.kind === 'site' ? 'place' : 'name',
            value: `${word()} ${word()}`,
          },
        ]);
      else if (what === 3) must(who, [task(`N${step}`, word(), op)]);
      else if (what === 4 && rec)
        must(who, [{ type: who.store.read.record(rec.id)?.closed ? 'reopen' : 'close', rec: rec.id }]);
      else if (what === 5) who.store.plan.undo('p1');
      else if (what === 6) who.store.plan.redo('p1');
      else {
        const other = who === a ? b : a;
        const received = receiveFile(other, sendAll(who, other, op), [a, b]);
        if (!received.ok) throw new Error(received.error.code);
      }
      if (roll(4) === 0) who.store.search.work(1 + roll(5));
    }
    for (const s of [a, b]) {
      if (!s.store.read.record(op)) continue;
      const kept = rows(s);
      for (const text of [...WORDS, 'ent', 'somchai', 'wang', 't1', 'moham', 'heron conv', 'ชาย'])
        expect([
          text,
          ...find(s, text, op)
            .hits.map((h) => `${h.tier} ${h.view.id}`)
            .sort(),
        ]).toEqual([text, ...readAll(s, op, text)]);
      expect(kept).toEqual(rebuilt(s));
    }
  });

  /** The same answer without an index: every record read and asked. */
  function readAll(s: Station, op: string, text: string): readonly string[] {
    const typed = readTyped(text);
    if (!typed) throw new Error('something was typed');
    return s.store.read
      .recordsOfOperation(op)
      .flatMap((view) => {
        const words = documentOf(view.kind, view.fields, placeOf(op));
        const tier = words && tierOf(words, typed, placeOf(op));
        return tier && TIERS.includes(tier) ? [`${tier} ${view.id}`] : [];
      })
      .sort();
  }
});

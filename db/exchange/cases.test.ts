import { copyFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseWithId } from '#shared/sync/parse-line.ts';
import { arrivalsOf } from '#shared/sync/plan-import.ts';
import { ModelStore } from '#test/builders/model-store.ts';
import {
  idFor,
  idOf,
  makeStation,
  must,
  receiveFile,
  send,
  sendAll,
  type SentFile,
  sha256,
  type Station,
  tamper,
  verifyWith,
} from '#test/db/station.ts';

/** Acceptance cases of the exchange design (section 16) that need the store and no envelope. */
let a: Station;
let b: Station;
let c: Station;
let all: readonly Station[] = [];
let op = '';
let t1 = '';
beforeEach(() => {
  [a, b, c] = [makeStation('A'), makeStation('B'), makeStation('C')];
  all = [a, b, c];
  const made = must(a, [
    { type: 'create', kind: 'operation', key: 'op', fields: { code: 'OP1', codeName: 'HARBOUR' } },
    {
      type: 'create',
      kind: 'task',
      key: 't',
      fields: { code: 'T1', operation: { ref: 'op' }, title: 'Entry', minutes: 60 },
    },
  ]);
  [op, t1] = [idFor(made, 'op'), idFor(made, 't')];
});
afterEach(() => {
  for (const s of all) s.destroy();
});
/** Orders tried on the store itself; LIAISON_ORDERS tries more. */
const ORDERS = Number(process.env['LIAISON_ORDERS'] ?? 12);
const parseStoredLine = (text: string) => {
  const parsed = parseWithId(text, sha256);
  if (!parsed.ok) throw new Error(parsed.error.rule);
  return parsed.value;
};
const ok = (at: Station, sent: SentFile) => {
  const done = receiveFile(at, sent, all);
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};
const set = (s: Station, field: string, value: string | number | null, rec = t1) =>
  must(s, [{ type: 'set', rec, field, value }]);
/** Everything two stations that hold the same lines must agree on. */
const state = (s: Station) =>
  JSON.stringify([
    s.store.read.dump({ includeClosed: true }),
    s.store.desk.conflictPage('conflicts', null, 0, 100).items.map(({ openedAt: _at, ...x }) => x),
    s.store.desk.conflictPage('merged', null, 0, 100).items.map(({ openedAt: _at, ...x }) => x),
    s.store.exchange
      .kept('held')
      .map((k) => k.id)
      .sort(),
    s.store.exchange
      .kept('aside')
      .map((k) => k.id)
      .sort(),
  ]);

test('case 2: files 1 to 7 in any of 200 random orders, some repeated, end in the same heads, tables and conflicts', () => {
  const files: { readonly to: Station; readonly sent: SentFile }[] = [];
  ok(c, sendAll(a, c, op));
  for (let i = 0; i < 7; i++) {
    set(a, 'minutes', 61 + i);
    if (i === 2) set(a, 'title', 'Entry north');
    if (i === 3)
      must(a, [{ type: 'create', kind: 'task', key: 'n', fields: { operation: op, code: `N${i}`, title: 'New' } }]);
    if (i === 4) {
      set(c, 'minutes', 99);
      set(c, 'title', 'From C');
      ok(a, send(c, a, []));
    }
    if (i === 5) a.store.exchange.recall({ rec: t1, to: b.agency, reason: 'x', by: 'p1' });
    files.push({ to: b, sent: i === 5 ? send(a, b, []) : sendAll(a, b, op) });
  }
  let seed = 7;
  const roll = (n: number): number => {
    seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor((seed / 0x1_0000_0000) * n);
  };
  /** Every file once in a random order, one in four of them twice in a row. */
  const shuffled = (): SentFile[] => {
    const left = files.map((f) => f.sent);
    const out: SentFile[] = [];
    while (left.length > 0)
      for (const sent of left.splice(roll(left.length), 1)) out.push(sent, ...(roll(4) === 0 ? [sent] : []));
    return out;
  };
  // The rules in memory, 200 times; the store itself, as often as time allows.
  const lines = new Map(files.map(({ sent }) => [sent, sent.texts.map((text) => parseStoredLine(text))]));
  const modelOf = (order: readonly SentFile[]): string => {
    const model = new ModelStore({
      builder: {
        agency: b.agency,
        by: 'p1',
        sha256,
        randomBytes: (n) => new Uint8Array(n),
        now: () => b.now,
        signer: null,
      },
      verify: verifyWith(all),
      rosterOpen: false,
    });
    for (const sent of order) model.receive(arrivalsOf(a.agency, lines.get(sent) ?? []));
    const cells = [...model.cells].map(([key, cell]) => [key, cell.heads.map((h) => h.id).sort()]);
    return JSON.stringify([
      cells.sort((x, y) => (String(x[0]) < String(y[0]) ? -1 : 1)),
      [...model.waiting.keys()].sort(),
    ]);
  };
  const inOrder = files.map((f) => f.sent);
  const wanted = modelOf(inOrder);
  for (let order = 0; order < 200; order++) expect(modelOf(shuffled()), `order ${order}`).toBe(wanted);
  const storeOf = (name: string, order: readonly SentFile[]): string => {
    const station = makeStation('B', name);
    for (const sent of order) ok(station, sent);
    const seen = state(station);
    station.destroy();
    return seen;
  };
  const goal = storeOf('first', inOrder);
  for (let order = 0; order < ORDERS; order++)
    expect(storeOf(`order ${order}`, shuffled()), `order ${order}`).toBe(goal);
}, 120_000);

describe('two at once', () => {
  beforeEach(() => {
    for (const to of [b, c]) ok(to, sendAll(a, to, op));
  });
  const meet = () => {
    for (const from of [b, c]) ok(a, send(from, a, []));
    for (const to of [b, c]) ok(to, sendAll(a, to, op));
  };

  test('case 22: an auto field has the same winner on all, the others listed on all', () => {
    set(b, 'code', 'T1B');
    set(c, 'code', 'T1C');
    meet();
    const seen = all.map((s) => [
      s.store.read.record(t1)?.fields['code'],
      s.store.desk.conflict(t1, 'code')?.sides.map((x) => x.value),
    ]);
    expect(seen[0]?.[1]).toHaveLength(2);
    expect(new Set(seen.map((x) => JSON.stringify(x))).size).toBe(1);
  });

  test('case 26: amount and currency changed at once are one conflict of two whole pairs', () => {
    const made = must(a, [
      {
        type: 'create',
        kind: 'asset',
        key: 'f',
        fields: { operation: op, code: 'V1', amount: [100, 'EUR', '2027-03-01'] },
      },
    ]);
    const flow = idFor(made, 'f');
    for (const to of [b, c]) ok(to, sendAll(a, to, op));
    must(b, [{ type: 'set', rec: flow, field: 'amount', value: [200, 'EUR', '2027-03-01'] }]);
    must(c, [{ type: 'set', rec: flow, field: 'amount', value: [100, 'USD', '2027-03-01'] }]);
    meet();
    for (const s of all) {
      const values = s.store.desk
        .conflict(flow, 'amount')
        ?.sides.map((x) => JSON.stringify(x.value))
        .sort();
      expect(values).toEqual(['[100,"USD","2027-03-01"]', '[200,"EUR","2027-03-01"]']);
    }
  });

  test('case 25: the same value from both is no conflict', () => {
    set(b, 'minutes', 75);
    set(c, 'minutes', 75);
    meet();
    for (const s of all) expect(s.store.read.conflicts()).toEqual([]);
  });
});

test('case 28: the clock is set back two hours between two saves and the second save is current, here and there', () => {
  set(a, 'minutes', 61);
  a.now -= 7_200_000;
  set(a, 'minutes', 62);
  ok(b, sendAll(a, b, op));
  expect([a, b].map((s) => s.store.read.record(t1)?.fields['minutes'])).toEqual([62, 62]);
  const [latest, before] = a.store.read.history(t1).filter((h) => h.field === 'minutes');
  expect((latest?.ms ?? 0) >= (before?.ms ?? 0)).toBe(true);
});

test('case 31: a late recipient with heads only does not take an old superseded line of its author for current', () => {
  ok(b, sendAll(a, b, op));
  set(b, 'minutes', 70);
  const old = send(b, a, []);
  ok(a, old);
  set(a, 'minutes', 80);
  ok(c, sendAll(a, c, op));
  expect(c.store.read.record(t1)?.fields['minutes']).toBe(80);
  // The line of B comes to C after all, passed on by the owner.
  const line = old.texts.find((text) => text.startsWith('["s"')) ?? '';
  const again = sendAll(a, c, op);
  const forged: SentFile = { ...again, texts: [...again.texts, line] };
  ok(c, forged);
  expect(c.store.read.record(t1)?.fields['minutes']).toBe(80);
  expect(c.store.read.conflicts()).toEqual([]);
});

test('case 33: a decision another agency passes on without the signature of its author is set aside: unsigned', () => {
  for (const to of [b, c]) ok(to, sendAll(a, to, op));
  set(c, 'minutes', 90);
  ok(a, send(c, a, []));
  const sent = sendAll(a, b, op);
  const bare = sent.texts.map((text) =>
    text.startsWith('["s"') && text.includes(c.agency) ? text.replace(/,\["[^\]]*"\]\]$/, ',null]') : text,
  );
  expect(bare).not.toEqual(sent.texts);
  ok(b, { ...sent, texts: bare });
  expect(b.store.exchange.kept('aside')).toMatchObject([{ reason: 'unsigned' }]);
  expect(b.store.read.record(t1)?.fields['minutes']).toBe(60);
});

test('case 35: recall and release of the same record written side by side: recalled, in either order', () => {
  ok(b, sendAll(a, b, op));
  // Two stations of A: a copy of the store grants anew what the other recalls.
  a.store.exchange.recall({ rec: t1, to: b.agency, reason: 'x', by: 'p1' });
  const recall = send(a, b, []);
  const x = recall.texts.find((text) => text.startsWith('["x"')) ?? '';
  const parsed = parseWithId(x, sha256);
  if (!parsed.ok || parsed.value.line.type !== 'x') throw new Error('no recall');
  ok(b, recall);
  expect(b.store.read.record(t1)).toBeNull();
  expect(b.store.desk.recalledHere(0, 10).items).toMatchObject([{ rec: t1, outcome: 'done' }]);
});

test("case 36: a record with an empty release list is in nobody's file", () => {
  const made = must(a, [
    { type: 'create', kind: 'task', key: 's', fields: { operation: op, code: 'SECRET-TASK', title: 'Unreleased' } },
  ]);
  const rec = idFor(made, 's');
  for (const to of [b, c]) {
    const sent = send(a, to, [{ rec: op, fields: ['code'] }]);
    expect(sent.texts.join('\n')).not.toContain(rec);
    expect(sent.texts.join('\n')).not.toContain('SECRET-TASK');
  }
});

test('case 39: a recall that arrives before the record: never shown, and known as a tombstone', () => {
  const first = sendAll(a, b, op);
  a.store.exchange.recall({ rec: t1, to: b.agency, reason: 'withdrawn', by: 'p1' });
  ok(b, send(a, b, []));
  ok(b, first);
  expect(b.store.read.record(t1)).toBeNull();
  expect(b.store.desk.recalledHere(0, 10).items).toMatchObject([{ rec: t1 }]);
});

test.each(['before', 'after'])(
  'a word that a restored station lost, brought back %s the recall of its record, still goes to the owner',
  (order) => {
    ok(b, sendAll(a, b, op));
    b.close();
    copyFileSync(b.file, `${b.file}.backup`);
    b.open();
    set(b, 'minutes', 77);
    const lost = send(b, a, []);
    b.close();
    for (const end of ['-wal', '-shm']) rmSync(`${b.file}${end}`, { force: true });
    copyFileSync(`${b.file}.backup`, b.file);
    b.open();
    const recall = (): void => {
      must(a, [{ type: 'set', rec: t1, field: 'title', value: 'Withdrawn' }]);
      a.store.exchange.recall({ rec: t1, to: b.agency, reason: 'withdrawn', by: 'p1' });
      ok(b, send(a, b, []));
    };
    if (order === 'after') recall();
    // Somebody else had the word and returns it with our own proof.
    const word = lost.texts.filter((text) => text.startsWith('["s"'));
    const { file } = send(c, b, []);
    const lines = word.map(parseStoredLine);
    expect(b.store.exchange.applyReceived(file, lines, verifyWith(all), 'p2', { returned: true }).ok).toBe(true);
    if (order === 'before') recall();
    expect(b.store.read.record(t1)).toBeNull();
    ok(a, send(b, a, []));
    expect(a.store.read.history(t1).some((h) => h.after === 77 && h.agency === b.agency)).toBe(true);
  },
);

test('case 41: a line held by an older version is applied after the update without importing again', () => {
  ok(b, sendAll(a, b, op));
  set(a, 'title', 'Known since the update');
  const sent = sendAll(a, b, op);
  const line = sent.texts.find((text) => text.includes('Known since')) ?? '';
  // As a version that did not know the field left it: the line waits, with the reason and the release it came under.
  const under = sent.texts.find((text) => text.startsWith('["r"') && text.includes(t1)) ?? '';
  const parsed = parseWithId(line, sha256);
  const r = parseWithId(under, sha256);
  if (!parsed.ok || !r.ok || r.value.line.type !== 'r') throw new Error('no line');
  const hex = (ids: readonly string[]) => ids.map((id) => Buffer.from(id, 'base64url').toString('hex')).join('');
  tamper(
    b,
    `INSERT INTO kept (id, disposition, agency, file, rec, reason, under, text) SELECT x'${hex([parsed.value.idText])}', 'held', n, NULL,
       x'${hex([t1])}', 'unknown-field', x'${hex(r.value.line.ids)}', '${line}' FROM names WHERE name = '${a.agency}'`,
  );
  expect(b.store.read.record(t1)?.fields['title']).toBe('Entry');
  expect(b.store.exchange.applyWaiting(verifyWith(all), 'p2')).toMatchObject({
    ok: true,
    value: { counts: { changed: 1, held: 0 } },
  });
  expect(b.store.read.record(t1)?.fields['title']).toBe('Known since the update');
  expect(b.store.exchange.kept('held')).toEqual([]);
  // The file itself, later, brings nothing but the list of what the new value was written over.
  expect(ok(b, sent).counts).toMatchObject({ added: 0, conflicts: 0, held: 0, aside: 0 });
  expect(b.store.read.record(t1)?.fields['title']).toBe('Known since the update');
});

test('case 20: a field or kind named like a part of a prototype is held as unknown, and no prototype is touched', () => {
  const sent = sendAll(a, b, op);
  const evil = ['__proto__', 'constructor', 'toString'].map(
    (name) => `["s","${t1}","${name}","x",${a.now},0,"${a.agency}","p1","AAAAAAAAAAAA",[],null]`,
  );
  const kind = `["n","__proto__","${a.agency}","AAAAAAAAAAAA",${a.now},0,"p1"]`;
  const done = ok(b, { ...sent, texts: [...sent.texts, ...evil, kind] });
  expect(done.counts).toMatchObject({ added: 2, aside: 0 });
  expect(
    b.store.exchange
      .kept('held')
      .map((k) => k.reason)
      .sort(),
  ).toEqual(['unknown-field', 'unknown-field', 'unknown-field', 'unknown-release']);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  expect(Object.keys(b.store.read.record(t1)?.fields ?? {})).not.toContain('constructor');
});

test('case 21: SQL, HTML and bidi overrides in a value are text like any other, through the store and back', () => {
  const nasty = "Robert'); DROP TABLE lines;-- <img src=x onerror=alert(1)> \u202Egnp.exe\u202C =cmd|' /C calc'!A0";
  set(a, 'title', nasty);
  ok(b, sendAll(a, b, op));
  expect(b.store.read.record(t1)?.fields['title']).toBe(nasty);
  expect(b.store.isSound()).toBe(true);
  expect(b.store.read.dump()).toEqual(a.store.read.dump({ releasedTo: b.agency }));
});

test('case 5: a fork raised twice is one alarm, and names the proof of both files', () => {
  b.store.partners.saveCard({
    agencyId: a.agency,
    code: 'A',
    name: 'North',
    card: new Uint8Array(3),
    cardId: idOf('card'),
    serial: 1,
    revocations: [],
  });
  const sent = sendAll(a, b, op);
  ok(b, sent);
  const other: SentFile = { ...sent, file: { ...sent.file, hash: sha256(Buffer.from('o')), headerId: idOf('o') } };
  for (let i = 0; i < 2; i++) expect(ok(b, other).state).toBe('fork');
  expect(b.store.desk.alarms(true)).toMatchObject([{ kind: 'fork', seq: 1, header: idOf('o'), decided: null }]);
  expect(b.store.desk.standings()).toMatchObject([{ suspended: true }]);
});

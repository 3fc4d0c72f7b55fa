import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseWithId } from '#shared/sync/parse-line.ts';
import {
  idFor,
  idOf,
  makeStation,
  must,
  plainBytes,
  receiveFile,
  send,
  sendAll,
  type SentFile,
  sha256,
  type Station,
  verifyWith,
} from '#test/db/station.ts';

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
    { type: 'create', kind: 'operation', key: 'op', fields: { code: 'OP1', codeName: 'HARBOUR', status: 'planning' } },
    {
      type: 'create',
      kind: 'task',
      key: 't',
      fields: { code: 'T1', operation: { ref: 'op' }, title: 'Entry', minutes: 60 },
    },
    {
      type: 'create',
      kind: 'agency',
      key: 'g',
      fields: { operation: { ref: 'op' }, name: 'North', contact: 'desk phone' },
    },
  ]);
  op = idFor(made, 'op');
  t1 = idFor(made, 't');
});
afterEach(() => {
  for (const s of all) s.destroy();
});

const ok = (at: Station, sent: SentFile) => {
  const done = receiveFile(at, sent, all);
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};
/** Whole state without what differs by nature (who learnt it when). */
const rows = (s: Station) =>
  JSON.stringify([
    s.store.read.dump({ includeClosed: true }),
    s.store.read.conflicts().map((x) => [x.rec, x.field, x.provisional]),
    s.store.exchange
      .kept('held')
      .map((k) => k.id)
      .sort(),
  ]);

describe('a release', () => {
  test('carries what was released and nothing else, and the dump says what that was', () => {
    const sent = send(a, b, [
      { rec: op, fields: ['code', 'codeName'] },
      { rec: t1, fields: ['code', 'operation', 'title'] },
    ]);
    expect(sent.texts.join('\n')).not.toMatch(/planning|desk phone|North|"minutes"/);
    expect(sent.texts.map((t) => t.slice(2, 3)).join('')).toBe('rngssrngsss');
    expect(ok(b, sent).counts).toMatchObject({ added: 2, held: 0, aside: 0 });
    expect(b.store.read.dump()).toEqual(a.store.read.dump({ releasedTo: b.agency }));
    expect(a.store.read.dump({ releasedTo: c.agency })).toEqual([]);
    expect(b.store.audit.verify()).toBeNull();
  });

  test('does not take history or a value that was put right along', () => {
    must(a, [{ type: 'set', rec: t1, field: 'title', value: 'SECRET SLIP' }]);
    must(a, [{ type: 'set', rec: t1, field: 'title', value: 'Entry north' }]);
    const first = sendAll(a, b, op);
    expect(first.texts.join('\n')).not.toMatch(/SECRET SLIP|"Entry"/);
    ok(b, first);
    must(a, [{ type: 'set', rec: t1, field: 'title', value: 'SECOND SLIP' }]);
    must(a, [{ type: 'set', rec: t1, field: 'title', value: 'Entry south' }]);
    const second = sendAll(a, b, op);
    expect(second.texts.join('\n')).not.toMatch(/SECOND SLIP/);
    ok(b, second);
    expect(b.store.read.record(t1)?.fields['title']).toBe('Entry south');
    expect(b.store.read.conflicts()).toEqual([]);
    expect(b.store.read.dump()).toEqual(a.store.read.dump({ releasedTo: b.agency }));
  });

  test('leaves out what was acknowledged, and only that', () => {
    const first = sendAll(a, b, op);
    ok(b, first);
    a.store.exchange.receiveAcks(b.agency, b.store.exchange.acksFor(a.agency));
    expect(sendAll(a, b, op).texts).toEqual([]);
    must(a, [{ type: 'set', rec: t1, field: 'minutes', value: 61 }]);
    const next = sendAll(a, b, op);
    expect(next.texts.map((t) => t.slice(2, 3))).toEqual(['r', 's']);
    ok(b, next);
    expect(b.store.read.record(t1)?.fields['minutes']).toBe(61);
    expect(a.store.exchange.outbox(b.agency).map((o) => o.state)).toEqual(['sealed', 'sealed', 'acknowledged']);
  });

  test('takes its place in the stream once, also over a crash, and gives it back when cancelled', () => {
    const input = {
      to: b.agency,
      by: 'p1',
      second: null,
      purpose: 'x',
      items: [{ rec: op, fields: ['code'] }],
      minusAcknowledged: true,
    };
    const prepared = a.store.exchange.prepareRelease(input);
    if (!prepared.ok) throw new Error(prepared.error.code);
    a.close();
    a.open();
    expect(a.store.exchange.prepareRelease(input)).toMatchObject({ ok: false, error: { code: 'release.unsealed' } });
    expect(a.store.exchange.prepared(prepared.value.outbox)).toEqual(prepared);
    expect(a.store.exchange.cancelPrepared(prepared.value.outbox, 'p1').ok).toBe(true);
    const again = a.store.exchange.prepareRelease(input);
    expect(again).toMatchObject({ ok: true, value: { seq: 1, prev: null, stream: prepared.value.stream } });
    expect(a.store.read.dump({ releasedTo: b.agency }).map((r) => Object.keys(r.fields))).toEqual([['code']]);
  });

  test('is refused for what is not ours to pass on', () => {
    ok(b, sendAll(a, b, op));
    const item = (rec: string, fields: readonly string[]) =>
      b.store.exchange.prepareRelease({
        to: c.agency,
        by: 'p1',
        second: null,
        purpose: 'x',
        items: [{ rec, fields }],
        minusAcknowledged: true,
      });
    expect(item(op, ['code'])).toMatchObject({ ok: false, error: { code: 'release.not-owner' } });
    expect(item(idOf('nothing'), [])).toMatchObject({ ok: false, error: { code: 'record.unknown' } });
    expect(b.store.exchange.outbox()).toEqual([]);
  });
});

describe('an import', () => {
  test('the same file twice changes nothing the second time (case 1)', () => {
    const sent = sendAll(a, b, op);
    ok(b, sent);
    const before = rows(b);
    const audit = b.store.audit.head();
    expect(ok(b, sent)).toMatchObject({ state: 'already-imported', step: 0 });
    expect([rows(b), b.store.audit.head()]).toEqual([before, audit]);
  });

  test('a preview is the same work, rolled back', () => {
    const sent = sendAll(a, b, op);
    const before = readFileSync(b.file);
    const lines = sent.texts.map((t) => parseWithId(t, sha256)).flatMap((p) => (p.ok ? [p.value] : []));
    const preview = b.store.exchange.previewReceived(sent.file, lines, verifyWith(all));
    expect(preview).toMatchObject({ ok: true, value: { state: 'accepted', counts: { added: 3 } } });
    expect(b.store.read.dump()).toEqual([]);
    expect(readFileSync(b.file).equals(before)).toBe(true);
    const real = ok(b, sent);
    expect({ ok: true, value: { ...real, step: 0 } }).toEqual(
      preview.ok ? { ok: true, value: { ...preview.value, step: 0 } } : preview,
    );
  });

  test('a gap is shown and closed by the file that was missing (case 3), an old file changes nothing (case 4)', () => {
    const files = [1, 2, 3].map((n) => {
      must(a, [{ type: 'set', rec: t1, field: 'minutes', value: n }]);
      return sendAll(a, b, op);
    });
    const [f1, f2, f3] = files as [SentFile, SentFile, SentFile];
    expect(ok(b, f1).gap).toBe(false);
    expect(ok(b, f3).gap).toBe(true);
    expect(b.store.exchange.acksFor(a.agency)).toMatchObject([{ seq: 1, later: [3] }]);
    expect(b.store.exchange.box(0, 10).items.map((i) => i.state)).toEqual(['gap', 'accepted']);
    const before = b.store.read.dump();
    expect(ok(b, f2).gap).toBe(false);
    expect(b.store.read.dump()).toEqual(before);
    expect(b.store.exchange.acksFor(a.agency)).toMatchObject([{ seq: 3, header: f3.file.headerId, later: [] }]);
    expect(ok(b, f1).state).toBe('already-imported');
  });

  test('another file in the same place is a fork: set aside, its sender unheard until a person decides (case 5)', () => {
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
    const other: SentFile = {
      ...sent,
      file: { ...sent.file, hash: sha256(Buffer.from('other')), headerId: idOf('other') },
    };
    expect(ok(b, other).state).toBe('fork');
    const next = sendAll(a, b, op);
    expect(ok(b, next).state).toBe('suspended');
    expect(b.store.partners.get(a.agency)?.suspended).toBe(true);
    expect(b.store.exchange.decideFork(a.agency, 'p2', 'mistake of the courier').ok).toBe(true);
    expect(ok(b, next).state).toBe('accepted');
    // A file that does not follow the one before it is a fork as well.
    const stray: SentFile = {
      ...sent,
      file: { ...next.file, hash: sha256(Buffer.from('3')), headerId: idOf('3'), seq: 3, prev: idOf('elsewhere') },
    };
    expect(ok(b, stray).state).toBe('fork');
  });

  test('unsigned decisions are set aside and change nothing', () => {
    const sent = sendAll(a, b, op);
    const forged = sent.texts.map((t) =>
      t.startsWith('["s"') && t.includes('"minutes"') ? t.replace(/,\["[^\]]*"\]\]$/, ',null]') : t,
    );
    const done = ok(b, { ...sent, texts: forged });
    expect(done.counts.aside).toBe(1);
    expect(b.store.exchange.kept('aside')).toMatchObject([{ reason: 'unsigned', agency: a.agency, rec: t1 }]);
    expect(b.store.read.record(t1)?.fields['minutes']).toBeUndefined();
  });

  test('lines of a newer model wait and are applied after the update', () => {
    const sent = sendAll(a, b, op);
    const newer = `["s","${t1}","weather","fog",${a.now},0,"${a.agency}","p1","AAAAAAAAAAAA",[],null]`;
    const done = ok(b, { ...sent, texts: [...sent.texts, newer] });
    expect(done.counts).toMatchObject({ added: 3, held: 1 });
    expect(b.store.exchange.kept('held')).toMatchObject([{ reason: 'unknown-field', text: newer }]);
    expect(b.store.exchange.applyWaiting(verifyWith(all), 'p2')).toMatchObject({
      ok: true,
      value: { counts: { held: 1 } },
    });
    expect(b.store.exchange.kept('held')).toHaveLength(1);
  });

  test('a clock far ahead is not followed (case 27)', () => {
    a.now += 3 * 365 * 86_400_000;
    must(a, [{ type: 'set', rec: t1, field: 'minutes', value: 99 }]);
    ok(b, sendAll(a, b, op));
    must(b, [{ type: 'set', rec: t1, field: 'minutes', value: 100 }]);
    expect(b.store.read.record(t1)?.fields['minutes']).toBe(100);
    expect((b.store.read.history(t1)[0]?.ms ?? 0) <= b.now).toBe(true);
  });
});

describe('three stations', () => {
  test('see the same conflict, and one settlement closes it everywhere (cases 23 and 24)', () => {
    for (const to of [b, c]) ok(to, sendAll(a, to, op));
    must(b, [{ type: 'set', rec: op, field: 'status', value: 'scoping' }]);
    must(c, [{ type: 'set', rec: op, field: 'status', value: 'approved' }]);
    for (const from of [b, c]) ok(a, send(from, a, []));
    for (const to of [b, c]) ok(to, sendAll(a, to, op));
    const sides = (s: Station) =>
      s.store.read.conflicts(op).map((x) => [x.field, x.sides.map((y) => [y.line, y.value])]);
    expect(sides(a)).toMatchObject([['status', [{}, {}]]]);
    expect([sides(b), sides(c)]).toEqual([sides(a), sides(a)]);
    expect(all.map((s) => s.store.read.record(op)?.contested)).toEqual([['status'], ['status'], ['status']]);
    // Two settlements at once are simply a new conflict; one more closes it.
    must(b, [{ type: 'set', rec: op, field: 'status', value: 'planning' }]);
    must(c, [{ type: 'set', rec: op, field: 'status', value: 'scoping' }]);
    for (const from of [b, c]) ok(a, send(from, a, []));
    expect(
      a.store.read
        .conflicts(op)[0]
        ?.sides.map((s) => s.value)
        .sort(),
    ).toEqual(['planning', 'scoping']);
    must(a, [{ type: 'set', rec: op, field: 'status', value: 'approved' }]);
    for (const to of [b, c]) ok(to, sendAll(a, to, op));
    expect(all.map((s) => s.store.read.conflicts())).toEqual([[], [], []]);
    const shared = a.store.read.dump({ releasedTo: b.agency });
    expect([b.store.read.dump(), c.store.read.dump()]).toEqual([shared, shared]);
  });

  test('what another agency passes on without right is hearsay and set aside (case 32)', () => {
    for (const to of [b, c]) ok(to, sendAll(a, to, op));
    must(c, [{ type: 'set', rec: t1, field: 'minutes', value: 99 }]);
    const forC = send(c, a, []);
    const forged: SentFile = { ...forC, file: { ...forC.file, from: b.agency, station: b.key } };
    expect(ok(a, forged).counts).toMatchObject({ changed: 0, aside: 1 });
    expect(a.store.exchange.kept('aside')[0]?.reason).toBe('hearsay');
    expect(a.store.read.record(t1)?.fields['minutes']).toBe(60);
  });

  test('a lower marking set by another agency is a proposal; the effective one stays (case 34)', () => {
    must(a, [{ type: 'set', rec: t1, field: 'tlp', value: 'AMBER' }]);
    ok(b, sendAll(a, b, op));
    must(b, [{ type: 'set', rec: t1, field: 'tlp', value: 'GREEN' }]);
    expect(b.store.read.record(t1)?.fields['tlp']).toBe('AMBER');
    expect(ok(a, send(b, a, [])).counts.proposals).toBe(1);
    expect(a.store.read.record(t1)?.fields['tlp']).toBe('AMBER');
    expect(a.store.read.proposals()).toMatchObject([{ rec: t1, field: 'tlp' }]);
    const refusedHere = b.store.plan.commit({
      command: 'x',
      label: { key: 'x', params: {} },
      by: 'p',
      undoable: true,
      changes: [{ type: 'set', rec: t1, field: 'operation', value: null }],
    });
    expect(refusedHere).toMatchObject({ ok: false, error: { code: 'owner-only' } });
  });
});

describe('acknowledgements', () => {
  test('a wrong header or an unknown file is an alarm and ignored', () => {
    sendAll(a, b, op);
    const [item] = a.store.exchange.outbox(b.agency);
    const stream = item?.stream ?? '';
    const take = (ack: { stream: string; seq: number; header: string | null; later: number[] }) => {
      const done = a.store.exchange.receiveAcks(b.agency, [ack]);
      return done.ok ? done.value : null;
    };
    expect(take({ stream, seq: 1, header: idOf('wrong'), later: [] })?.alarms).toHaveLength(1);
    expect(take({ stream, seq: 9, header: idOf('wrong'), later: [] })?.alarms).toHaveLength(1);
    expect(take({ stream: idOf('none'), seq: 1, header: item?.headerId ?? null, later: [] })?.alarms).toHaveLength(1);
    expect(a.store.exchange.outbox()[0]?.state).toBe('sealed');
    expect(take({ stream, seq: 1, header: item?.headerId ?? null, later: [] })?.acknowledged).toEqual([item?.outbox]);
    expect(take({ stream, seq: 0, header: null, later: [] })?.acknowledged).toEqual([]);
    expect(a.store.exchange.outbox()[0]?.state).toBe('acknowledged');
  });

  test('taking a file as delivered needs a reason; a restarted station is believed anew', () => {
    ok(b, sendAll(a, b, op));
    const outbox = a.store.exchange.outbox()[0]?.outbox ?? 0;
    expect(a.store.exchange.assumeDelivered(outbox, 'p1', ' ')).toMatchObject({
      ok: false,
      error: { code: 'reason.missing' },
    });
    expect(a.store.exchange.assumeDelivered(outbox, 'p1', 'told by phone').ok).toBe(true);
    a.store.exchange.receiveAcks(b.agency, b.store.exchange.acksFor(a.agency));
    expect(a.store.exchange.outbox()[0]?.state).toBe('acknowledged');
    a.store.exchange.receiveAcks(b.agency, [], true);
    expect(a.store.exchange.outbox()[0]?.state).toBe('sealed');
  });
});

describe('a recall', () => {
  test('removes every byte, keeps our own words for the owner, and the record does not come back (cases 38 to 40)', () => {
    must(a, [{ type: 'set', rec: t1, field: 'title', value: 'WHISPERING GALLERY' }]);
    const first = sendAll(a, b, op);
    ok(b, first);
    must(b, [{ type: 'set', rec: t1, field: 'minutes', value: 77 }]);
    expect(a.store.exchange.recall({ rec: t1, to: b.agency, reason: 'withdrawn', by: 'p1' }).ok).toBe(true);
    const recall = send(a, b, []);
    expect(recall.texts.map((t) => t.slice(2, 3))).toContain('x');
    expect(ok(b, recall).counts.recalled).toBe(1);
    expect(b.store.read.record(t1)).toBeNull();
    expect(b.store.read.recordsOfOperation(op).some((r) => r.id === t1)).toBe(false);
    expect(decrypted(b)).not.toContain('WHISPERING');
    expect(b.store.exchange.kept('returned')).toMatchObject([{ rec: t1 }]);
    expect(
      b.store.plan.commit({
        command: 'x',
        label: { key: 'x', params: {} },
        by: 'p',
        undoable: true,
        changes: [{ type: 'set', rec: t1, field: 'title', value: 'x' }],
      }),
    ).toMatchObject({ ok: false, error: { code: 'record.recalled' } });

    // An older file that still holds the record does not bring it back.
    const replay: SentFile = {
      ...first,
      file: {
        ...first.file,
        hash: sha256(Buffer.from('r')),
        headerId: idOf('r'),
        stream: idOf('other stream'),
        seq: 1,
        prev: null,
      },
    };
    ok(b, replay);
    expect(b.store.read.record(t1)).toBeNull();
    expect(decrypted(b)).not.toContain('WHISPERING');

    const back = send(b, a, []);
    const got = ok(a, back);
    expect(got.counts.aside).toBe(0);
    expect(a.store.read.history(t1).some((h) => h.after === 77 && h.agency === b.agency)).toBe(true);

    // A new release opens it again.
    ok(b, sendAll(a, b, op));
    expect(b.store.read.record(t1)?.fields['title']).toBe('WHISPERING GALLERY');
  });

  test('arriving before the record it recalls, nothing is ever shown', () => {
    const first = sendAll(a, b, op);
    a.store.exchange.recall({ rec: t1, to: b.agency, reason: 'withdrawn', by: 'p1' });
    ok(b, send(a, b, []));
    ok(b, first);
    expect(b.store.read.record(t1)).toBeNull();
    expect(b.store.read.record(op)).not.toBeNull();
  });
});

/** Every page of the store in plain text, free pages included, as somebody with the key could read it. */
function decrypted(s: Station): string {
  return plainBytes(s).toString('latin1');
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { parseLine } from '#shared/sync/parse-line.ts';
import { idFor, idOf, makeStation, must, type Station, tamper } from '#test/db/station.ts';
import type { Change } from '../store-types.ts';
import { digestOfIds } from './audit.ts';

let stations: Station[] = [];
const station = (name: string): Station => {
  const made = makeStation(name);
  stations.push(made);
  return made;
};
afterEach(() => {
  for (const s of stations) s.destroy();
  stations = [];
});

const plan = (a: Station) => {
  const done = must(a, [
    {
      type: 'create',
      kind: 'operation',
      key: 'op',
      fields: { code: 'OP1', codeName: 'HARBOUR', hHour: '2027-03-30T03:00:00Z' },
    },
    {
      type: 'create',
      kind: 'task',
      key: 't1',
      fields: {
        code: 'T1',
        operation: { ref: 'op' },
        at: 'H+0:00',
        minutes: 60,
        title: 'Entry',
        movement: { ref: 'm' },
      },
    },
    {
      type: 'create',
      kind: 'assignment',
      key: 'as',
      fields: { operation: { ref: 'op' }, task: { ref: 't1' }, role: 'lead' },
    },
    { type: 'create', kind: 'movement', key: 'm', fields: { operation: { ref: 'op' }, code: 'M1', mode: null } },
  ]);
  return { op: idFor(done, 'op'), t1: idFor(done, 't1'), as: idFor(done, 'as'), m: idFor(done, 'm'), done };
};
const commit = (a: Station, changes: readonly Change[]) =>
  a.store.plan.commit({ command: 'test', label: { key: 'test', params: {} }, by: 'p1', undoable: true, changes });

/** Bytes of the store once everything is out of the journal. */
function bytes(a: Station): string {
  a.close();
  const hash = createHash('sha256').update(readFileSync(a.file)).digest('hex');
  a.open();
  return hash;
}

describe('the door', () => {
  test('writes records, fields and references in one step, forward references too', () => {
    const a = station('A');
    const { op, t1, as, m, done } = plan(a);
    expect(done.lines).toBe(4 + 3 + 6 + 3 + 2);
    expect(done.operations).toEqual([op]);
    const rows = a.store.read.recordsOfOperation(op);
    expect(rows.map((r) => r.id)).toEqual([op, t1, as, m]);
    expect(rows[1]?.fields).toEqual({
      code: 'T1',
      operation: op,
      at: 'H+0:00',
      minutes: 60,
      title: 'Entry',
      movement: m,
    });
    expect(a.store.read.byCode(op, 'T1').map((r) => r.id)).toEqual([t1]);
    expect(a.store.read.operations().map((r) => r.fields['codeName'])).toEqual(['HARBOUR']);
    expect(a.store.audit.verify()).toBeNull();
  });

  test('survives closing and opening, with its clock', () => {
    const a = station('A');
    const { t1 } = plan(a);
    const before = a.store.read.dump();
    a.close();
    a.open();
    expect(a.store.read.dump()).toEqual(before);
    a.now -= 7_200_000;
    must(a, [{ type: 'set', rec: t1, field: 'minutes', value: 90 }]);
    expect(a.store.read.record(t1)?.fields['minutes']).toBe(90);
    const [newer, older] = a.store.read.history(t1).filter((h) => h.field === 'minutes');
    expect((newer?.ms ?? 0) >= (older?.ms ?? 0)).toBe(true);
  });

  test('writes lines only for what changes, and nothing at all for a save without a change', () => {
    const a = station('A');
    const { t1 } = plan(a);
    expect(
      must(a, [
        { type: 'set', rec: t1, field: 'minutes', value: 61 },
        { type: 'set', rec: t1, field: 'title', value: 'Entry' },
      ]).lines,
    ).toBe(1);
    const before = bytes(a);
    expect(
      must(a, [
        { type: 'set', rec: t1, field: 'minutes', value: 61 },
        { type: 'set', rec: t1, field: 'load', value: null },
      ]).step,
    ).toBe(0);
    expect(a.store.plan.undoList().undo).toHaveLength(2);
    expect(bytes(a)).toBe(before);
  });

  test('the last word on a field counts', () => {
    const a = station('A');
    const { t1 } = plan(a);
    must(a, [
      { type: 'set', rec: t1, field: 'minutes', value: 5 },
      { type: 'set', rec: t1, field: 'minutes', value: 6 },
    ]);
    expect(
      a.store.read
        .history(t1)
        .filter((h) => h.field === 'minutes')
        .map((h) => h.after),
    ).toEqual([6, 60]);
  });

  const unknown = idOf('nothing');
  test.each<[string, (t: ReturnType<typeof plan>) => Change]>([
    ['kind.unknown', () => ({ type: 'create', kind: '__proto__', key: 'x', fields: {} })],
    ['field.unknown', () => ({ type: 'create', kind: 'task', key: 'x', fields: { constructor: 'x' } })],
    ['field.unknown', ({ t1 }) => ({ type: 'set', rec: t1, field: '_life', value: null })],
    ['record.unknown', () => ({ type: 'set', rec: unknown, field: 'title', value: 'x' })],
    ['record.unknown', () => ({ type: 'close', rec: 'no id' })],
    ['ref.unknown', ({ t1 }) => ({ type: 'set', rec: t1, field: 'movement', value: { ref: 'nobody' } })],
    ['value.unfit', ({ t1 }) => ({ type: 'set', rec: t1, field: 'minutes', value: 0 })],
    ['value.unfit', ({ t1 }) => ({ type: 'set', rec: t1, field: 'status', value: 'nonsense' })],
    ['value-unfit', ({ t1 }) => ({ type: 'set', rec: t1, field: 'title', value: 'a\u0000b' })],
    ['value-unfit', ({ t1 }) => ({ type: 'set', rec: t1, field: 'title', value: '\ud800' })],
  ])('refuses %s and leaves every byte', (code, change) => {
    const a = station('A');
    const made = plan(a);
    const before = bytes(a);
    const refused = commit(a, [
      { type: 'create', kind: 'site', key: 'ok', fields: { codeWord: 'ALFA' } },
      change(made),
    ]);
    expect(refused).toMatchObject({ ok: false, error: { code, place: expect.stringContaining('changes[1]') } });
    expect(bytes(a)).toBe(before);
    // Nothing of what was rolled back lingers in memory either.
    expect(must(a, [{ type: 'create', kind: 'site', key: 'ok', fields: { codeWord: 'ALFA' } }]).lines).toBe(2);
  });

  test('two records of one step need two keys', () => {
    const a = station('A');
    const site: Change = { type: 'create', kind: 'site', key: 's', fields: {} };
    expect(commit(a, [site, site])).toMatchObject({ ok: false, error: { code: 'key.twice' } });
  });

  test('own fields of a kind kept apart take sealed values only', () => {
    const a = station('A');
    const { op } = plan(a);
    const make = (nationality: string) =>
      commit(a, [{ type: 'create', kind: 'traveller', key: 'v', fields: { operation: op, nationality } }]);
    expect(make('KH')).toMatchObject({ ok: false, error: { code: 'value.not-sealed' } });
    const done = make('jxt1.c2VhbGVk');
    expect(done.ok && a.store.read.record(idFor(done.value, 'v'))?.fields['nationality']).toBe('jxt1.c2VhbGVk');
  });

  test('closing takes the parts along, reopening brings back those that went with it', () => {
    const a = station('A');
    const { op, t1, as, m } = plan(a);
    must(a, [{ type: 'close', rec: t1 }]);
    expect(a.store.read.recordsOfOperation(op).map((r) => r.id)).toEqual([op, m]);
    expect(a.store.read.record(as)?.closed).toBe(true);
    expect(commit(a, [{ type: 'set', rec: t1, field: 'title', value: 'x' }])).toMatchObject({
      ok: false,
      error: { code: 'record.closed' },
    });
    must(a, [{ type: 'reopen', rec: t1 }]);
    expect(a.store.read.recordsOfOperation(op).map((r) => r.id)).toEqual([op, t1, as, m]);
    expect(a.store.read.conflicts()).toEqual([]);
    expect(must(a, [{ type: 'reopen', rec: t1 }]).lines).toBe(0);
  });

  test('every line it writes passes the parser, and decisions are signed', () => {
    const a = station('A');
    const b = station('B');
    const { t1, op } = plan(a);
    must(a, [{ type: 'close', rec: t1 }]);
    const prepared = a.store.exchange.prepareRelease({
      to: b.agency,
      by: 'p1',
      second: null,
      purpose: 'x',
      minusAcknowledged: true,
      items: [
        { rec: op, fields: ['code', 'hHour'] },
        { rec: t1, fields: ['title', 'minutes'] },
      ],
    });
    const lines = prepared.ok ? prepared.value.lines.map((l) => parseLine(l.text)) : [];
    expect(lines.length).toBeGreaterThan(8);
    const parsed = lines.flatMap((l) => (l.ok ? [l.value] : []));
    expect(parsed).toHaveLength(lines.length);
    const unsigned = parsed.flatMap((l) => (l.type === 's' && l.sig === null ? [l.field] : []));
    expect(unsigned.sort()).toEqual(['code', 'title']);
  });
});

describe('the audit', () => {
  test('names more lines in one entry than a call may have arguments', () => {
    const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    const ids = Array.from({ length: 200_000 }, (_, i) => new Uint8Array(24).fill(i % 251));
    expect(digestOfIds(sha256, ids)).toBe(
      Buffer.from(sha256(Buffer.concat(ids)).subarray(0, 24)).toString('base64url'),
    );
  });

  test('holds no values, and a rewritten entry shows', () => {
    const a = station('A');
    plan(a);
    a.store.audit.append({ act: 'view', by: 'p1', records: [idOf('r')], reason: 'briefing' });
    expect(a.store.audit.list(null, 10).map((r) => r.act)).toEqual(['view', 'step.take']);
    expect(JSON.stringify(a.store.audit.list(null, 10))).not.toMatch(/HARBOUR|Entry/);
    expect(a.store.audit.head()).toBe(a.store.audit.list(null, 1)[0]?.id);
    expect(a.store.audit.verify()).toBeNull();
    tamper(
      a,
      "DROP TRIGGER audit_is_append_only_update; UPDATE audit SET body = replace(body, 'step.take', 'step.tale') WHERE n = 1",
    );
    expect(a.store.audit.verify()).toEqual({ brokenAt: 1 });
  });

  test('an entry that was taken out shows', () => {
    const a = station('A');
    plan(a);
    for (const act of ['one', 'two', 'three']) a.store.audit.append({ act });
    expect(() => tamper(a, 'DELETE FROM audit WHERE n = 2')).toThrow('append-only');
    tamper(a, 'DROP TRIGGER audit_is_append_only_delete; DELETE FROM audit WHERE n = 2');
    expect(a.store.audit.verify()).toEqual({ brokenAt: 2 });
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { idFor, makeStation, must, type Station } from '#test/db/station.ts';

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
    { type: 'create', kind: 'operation', key: 'op', fields: { code: 'OP1', codeName: 'HARBOUR', hHour: '2027-03-30T03:00:00Z' } },
    { type: 'create', kind: 'task', key: 't1', fields: { code: 'T1', operation: { ref: 'op' }, at: 'H+0:00', minutes: 60, title: 'Entry', movement: { ref: 'm' } } },
    { type: 'create', kind: 'assignment', key: 'as', fields: { operation: { ref: 'op' }, task: { ref: 't1' }, role: 'lead' } },
    { type: 'create', kind: 'movement', key: 'm', fields: { operation: { ref: 'op' }, code: 'M1', mode: null } },
  ]);
  return { op: idFor(done, 'op'), t1: idFor(done, 't1'), as: idFor(done, 'as'), m: idFor(done, 'm'), done };
};

describe('the door', () => {
  test('writes records, fields and references in one step, forward references too', () => {
    const a = station('A');
    const { op, t1, as, m, done } = plan(a);
    expect(done.lines).toBe(4 + 3 + 6 + 3 + 2);
    expect(done.operations).toEqual([op]);
    const rows = a.store.read.recordsOfOperation(op);
    expect(rows.map((r) => r.id)).toEqual([op, t1, as, m]);
    expect(rows[1]?.fields).toEqual({ code: 'T1', operation: op, at: 'H+0:00', minutes: 60, title: 'Entry', movement: m });
    expect(a.store.read.byCode(op, 'T1').map((r) => r.id)).toEqual([t1]);
    expect(a.store.read.operations().map((r) => r.fields['codeName'])).toEqual(['HARBOUR']);
    expect(a.store.audit.verify()).toBeNull();
  });

  test('undo and redo', () => {
    const a = station('A');
    const { op, t1 } = plan(a);
    must(a, [{ type: 'set', rec: t1, field: 'at', value: 'H+1:00' }]);
    const end = a.store.read.dump();
    expect(a.store.plan.undo('p1').ok).toBe(true);
    expect(a.store.read.record(t1)?.fields['at']).toBe('H+0:00');
    expect(a.store.plan.undo('p1').ok).toBe(true);
    expect(a.store.read.recordsOfOperation(op)).toEqual([]);
    expect(a.store.plan.undo('p1')).toMatchObject({ ok: false, error: { code: 'undo.empty' } });
    expect(a.store.plan.redo('p1').ok).toBe(true);
    expect(a.store.plan.redo('p1').ok).toBe(true);
    expect(a.store.read.dump()).toEqual(end);
    expect(a.store.read.conflicts()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bareConnection,
  idFor,
  makeStation,
  must,
  receiveFile,
  send,
  sendAll,
  type Station,
} from '#test/db/station.ts';
import type { BranchLens, BranchRow } from '../store-branches.ts';
import type { Change, Committed } from '../store-types.ts';

let a: Station;
let op = '';
let made: Committed;
beforeEach(() => {
  a = makeStation('A');
  made = must(a, [
    {
      type: 'create',
      kind: 'operation',
      key: 'op',
      fields: { code: 'OP', codeName: 'LANTERN', hHour: '2027-03-30T03:00:00Z', refTz: 'Asia/Bangkok', tlp: 'AMBER' },
    },
    ...['T1', 'T2', 'T3'].map(
      (code): Change => ({
        type: 'create',
        kind: 'task',
        key: code,
        fields: { operation: { ref: 'op' }, code, title: `Task ${code}`, at: 'H+0:00', minutes: 60 },
      }),
    ),
    { type: 'create', kind: 'person', key: 'P1', fields: { operation: { ref: 'op' }, code: 'P1', name: 'Somebody' } },
    {
      type: 'create',
      kind: 'assignment',
      key: 'as',
      fields: { operation: { ref: 'op' }, task: { ref: 'T1' }, person: { ref: 'P1' } },
    },
    { type: 'create', kind: 'traveller', key: 'v', fields: { operation: { ref: 'op' }, nationality: 'jxt1.c2VhbGVk' } },
  ]);
  op = idFor(made, 'op');
});
afterEach(() => a.destroy());

const id = (key: string): string => idFor(made, key);
function branch(name = 'Two hours later'): { row: BranchRow; lens: BranchLens } {
  const row = a.store.branches.create(op, name, 'p1');
  if (!row.ok) throw new Error(row.error.code);
  const lens = a.store.branches.lens(row.value.id);
  if (!lens) throw new Error('the branch is open');
  return { row: row.value, lens };
}
function change(lens: BranchLens, changes: readonly Change[]): Committed {
  const done = lens.plan.commit({
    command: 'task.move',
    label: { key: 'step.task.move', params: { code: 'T1' } },
    by: 'p1',
    undoable: true,
    changes,
  });
  if (!done.ok) throw new Error(`${done.error.code} ${done.error.place}`);
  return done.value;
}
const LABEL = { label: { key: 'step.branch.merge', params: { name: 'x' } }, by: 'p1' };
const set = (rec: string, field: string, value: string | number | null): Change => ({ type: 'set', rec, field, value });
const codes = (lens: BranchLens): readonly unknown[] =>
  lens.read.recordsOfOperation(lens.branch.id, new Set(['task'])).map(({ fields }) => fields['code']);
/** Rows of the tables that travel, and of the tables of the plan. */
function counted(): readonly number[] {
  a.close();
  const db = bareConnection(a);
  const n = ['lines', 'commits', 'records', 'steps', 'cells', 'outbox', 'sent'].map((name) =>
    Number(db.prepare(`SELECT count(*) FROM ${name}`).pluck().get()),
  );
  db.close();
  a.open();
  return n;
}

describe('a branch', () => {
  test('reads as the plan under its own id, and a change stays in it', () => {
    const before = counted();
    const { row, lens } = branch();
    expect(lens.read.operations().map((o) => [o.id, o.fields['codeName']])).toEqual([[row.id, 'LANTERN']]);
    expect(codes(lens)).toEqual(['T1', 'T2', 'T3']);
    expect(lens.read.record(id('T1'))?.fields['operation']).toBe(row.id);
    const done = change(lens, [set(id('T1'), 'at', 'H+2:00'), set(row.id, 'hHour', '2027-03-30T04:00:00Z')]);
    expect(done).toMatchObject({ touched: [id('T1'), row.id], operations: [row.id], lines: 0 });
    expect(lens.read.record(id('T1'))?.fields['at']).toBe('H+2:00');
    expect(lens.read.record(row.id)?.fields['hHour']).toBe('2027-03-30T04:00:00Z');
    expect(a.store.read.record(id('T1'))?.fields['at']).toBe('H+0:00');
    expect(lens.changes()).toMatchObject([
      { rec: op, what: 'changed', fields: [{ field: 'hHour', branch: '2027-03-30T04:00:00Z', moved: false }] },
      { rec: id('T1'), what: 'changed', fields: [{ field: 'at', plan: 'H+0:00', branch: 'H+2:00', base: 'H+0:00' }] },
    ]);
    // Not a line, not a commit, not an undo step of the plan.
    expect(counted()).toEqual(before);
    expect(a.store.audit.verify()).toBeNull();
  });

  test('stays after a restart', () => {
    const { row, lens } = branch();
    change(lens, [set(id('T1'), 'title', 'Otherwise')]);
    a.close();
    a.open();
    expect(a.store.branches.lens(row.id)?.read.record(id('T1'))?.fields['title']).toBe('Otherwise');
    expect(a.store.branches.list(op, false, 0, 10)).toMatchObject({ total: 1, rows: [{ name: 'Two hours later' }] });
  });

  test('undoes and redoes its own steps, and a value of the plan is no change', () => {
    const { lens } = branch();
    expect(lens.plan.undo('p1')).toMatchObject({ ok: false, error: { code: 'undo.none' } });
    change(lens, [set(id('T1'), 'title', 'One')]);
    change(lens, [set(id('T1'), 'title', 'Two')]);
    expect(lens.plan.undo('p1').ok).toBe(true);
    expect(lens.read.record(id('T1'))?.fields['title']).toBe('One');
    expect(lens.plan.undoList().redo).toHaveLength(1);
    expect(lens.plan.redo('p1').ok).toBe(true);
    expect(lens.read.record(id('T1'))?.fields['title']).toBe('Two');
    change(lens, [set(id('T1'), 'title', 'Task T1')]);
    expect(lens.changes()).toEqual([]);
    expect(lens.plan.redo('p1')).toMatchObject({ ok: false, error: { code: 'redo.none' } });
    expect(change(lens, [set(id('T1'), 'title', 'Task T1')]).touched).toEqual([]);
  });

  test('follows the plan where it says nothing', () => {
    const { lens } = branch();
    change(lens, [set(id('T1'), 'title', 'Mine')]);
    must(a, [set(id('T1'), 'minutes', 90), set(id('T2'), 'title', 'Theirs')]);
    lens.refresh();
    expect(lens.read.record(id('T1'))?.fields).toMatchObject({ title: 'Mine', minutes: 90 });
    expect(lens.read.record(id('T2'))?.fields['title']).toBe('Theirs');
  });

  test('refuses what the door refuses, and travellers', () => {
    const { lens } = branch();
    const refusal = (changes: readonly Change[]): string => {
      const done = lens.plan.commit({
        command: 'x',
        label: { key: 'x', params: {} },
        by: 'p1',
        undoable: true,
        changes,
      });
      return done.ok ? '' : done.error.code;
    };
    expect(refusal([set(id('T1'), 'minutes', 'many')])).toBe('value.unfit');
    expect(refusal([set(id('T1'), 'nothing', 1)])).toBe('field.unknown');
    expect(refusal([set(id('T1'), 'status', 'done')])).toBe('state.door');
    expect(refusal([set('A'.repeat(32), 'title', 'x')])).toBe('record.unknown');
    expect(refusal([set(id('as'), 'task', id('T2'))])).toBe('record.moved');
    expect(refusal([set(id('v'), 'nationality', 'jxt1.b3RoZXI')])).toBe('branch.apart');
    expect(refusal([{ type: 'create', kind: 'traveller', key: 'k', fields: {} }])).toBe('branch.apart');
    expect(lens.changes()).toEqual([]);
  });

  test('has a name of its own, is put aside, brought back and deleted', () => {
    const { row } = branch('A');
    expect(a.store.branches.create(op, ' A ', 'p1')).toMatchObject({ ok: false, error: { code: 'branch.name' } });
    expect(a.store.branches.create(op, '', 'p1')).toMatchObject({ ok: false, error: { code: 'branch.name' } });
    expect(a.store.branches.create(id('T1'), 'B', 'p1')).toMatchObject({
      ok: false,
      error: { code: 'record.unknown' },
    });
    expect(a.store.branches.rename(row.id, 'C', 'p1')).toMatchObject({ ok: true, value: { name: 'C' } });
    expect(a.store.branches.purge(row.id, 'p1')).toMatchObject({ ok: false, error: { code: 'branch.open' } });
    expect(a.store.branches.discard(row.id, 'p1').ok).toBe(true);
    expect(a.store.branches.lens(row.id)).toBeNull();
    expect(a.store.branches.list(op, true, 0, 10).total).toBe(1);
    expect(a.store.branches.restore(row.id, 'p1').ok).toBe(true);
    expect(a.store.branches.lens(row.id)).not.toBeNull();
    a.store.branches.discard(row.id, 'p1');
    expect(a.store.branches.purge(row.id, 'p1').ok).toBe(true);
    expect(a.store.branches.get(row.id)).toBeNull();
    const acts = a.store.audit.list(null, 50).filter(({ act }) => act.startsWith('branch.'));
    expect(acts.map(({ act }) => act)).toContain('branch.create');
    // Names of branches are values: the audit has none.
    expect(JSON.stringify(acts)).not.toContain('"C"');
  });
});

describe('taking changes over', () => {
  test('is one step of the plan that undo takes back, and then the branch differs again', () => {
    const { row, lens } = branch();
    change(lens, [set(id('T1'), 'title', 'Better'), set(id('T1'), 'minutes', 30), set(id('T2'), 'title', 'Also')]);
    const picks = [{ rec: id('T1'), fields: ['title'] }];
    expect(a.store.branches.merge(lens, picks, LABEL)).toMatchObject({ ok: true, value: { touched: [id('T1')] } });
    expect(a.store.read.record(id('T1'))?.fields).toMatchObject({ title: 'Better', minutes: 60 });
    expect(lens.changes().map((c) => [c.rec, c.fields.map((f) => f.field)])).toEqual([
      [id('T1'), ['minutes']],
      [id('T2'), ['title']],
    ]);
    expect(a.store.plan.undoList().undo[0]).toMatchObject({ command: 'branch.merge' });
    expect(a.store.plan.undo('p1').ok).toBe(true);
    const again = a.store.branches.lens(row.id);
    expect(
      again
        ?.changes()[0]
        ?.fields.map((f) => f.field)
        .toSorted(),
    ).toEqual(['minutes', 'title']);
    // What was taken over no longer holds the plan up once somebody goes on there.
    expect(a.store.plan.redo('p1').ok).toBe(true);
    must(a, [set(id('T1'), 'title', 'Better still')]);
    lens.refresh();
    expect(lens.read.record(id('T1'))?.fields['title']).toBe('Better still');
    expect(
      lens
        .changes()
        .find((c) => c.rec === id('T1'))
        ?.fields.map((f) => f.field),
    ).toEqual(['minutes']);
  });

  test('says where the plan moved meanwhile, field by field', () => {
    const { lens } = branch();
    change(lens, [set(id('T1'), 'title', 'Mine'), set(id('T1'), 'minutes', 30)]);
    must(a, [set(id('T1'), 'title', 'Theirs')]);
    lens.refresh();
    expect(lens.changes()[0]?.fields).toEqual([
      { field: 'minutes', plan: 60, branch: 30, base: 60, moved: false },
      { field: 'title', plan: 'Theirs', branch: 'Mine', base: 'Task T1', moved: true },
    ]);
    // Overruled, and taken back in the plan: the branch differs from what stands there again.
    expect(a.store.branches.merge(lens, [{ rec: id('T1'), fields: ['title'] }], LABEL).ok).toBe(true);
    expect(a.store.read.record(id('T1'))?.fields['title']).toBe('Mine');
    a.store.plan.undo('p1');
    lens.refresh();
    expect(lens.changes()[0]?.fields[1]).toMatchObject({ field: 'title', plan: 'Theirs', branch: 'Mine', moved: true });
    must(a, [{ type: 'close', rec: id('T1') }]);
    lens.refresh();
    expect(lens.changes()[0]).toMatchObject({ closedInPlan: true });
    expect(a.store.branches.merge(lens, [{ rec: id('T1'), fields: null }], LABEL)).toMatchObject({
      ok: false,
      error: { code: 'branch.stale' },
    });
  });

  test('makes new records together with what hangs on them', () => {
    const { row, lens } = branch();
    const done = change(lens, [
      {
        type: 'create',
        kind: 'task',
        key: 't',
        fields: { operation: row.id, code: 'T4', title: 'New', at: 'H+1:00', minutes: 15 },
      },
      {
        type: 'create',
        kind: 'assignment',
        key: 'x',
        fields: { operation: row.id, task: { ref: 't' }, person: id('P1') },
      },
      { type: 'create', kind: 'dependency', key: 'd', fields: { operation: row.id, task: id('T2'), on: { ref: 't' } } },
    ]);
    expect(codes(lens)).toEqual(['T1', 'T2', 'T3', 'T4']);
    const t = idFor(done, 't');
    const root = lens.read.record(t);
    expect(root && lens.read.familyOf(root).map(({ kind }) => kind)).toEqual(['task', 'assignment']);
    expect(lens.read.rootOf(idFor(done, 'x'))?.id).toBe(t);
    expect(a.store.branches.merge(lens, [{ rec: idFor(done, 'x'), fields: null }], LABEL)).toMatchObject({
      ok: false,
      error: { code: 'branch.needs', place: t },
    });
    const picks = lens.changes().map(({ rec }) => ({ rec, fields: null }));
    const merged = a.store.branches.merge(lens, picks, LABEL);
    if (!merged.ok) throw new Error(merged.error.code);
    expect(lens.changes()).toEqual([]);
    expect(codes(lens)).toEqual(['T1', 'T2', 'T3', 'T4']);
    const [task] = a.store.read.byCode(op, 'T4');
    expect(task?.fields).toMatchObject({ operation: op, title: 'New' });
    const kinds = new Set(['assignment']);
    expect(a.store.read.recordsOfOperation(op, kinds).map(({ fields }) => fields['task'])).toContain(task?.id);
    // Undone in the plan, the new records are in the branch alone again and can be taken over once more.
    a.store.plan.undo('p1');
    lens.refresh();
    expect(lens.changes().map(({ what, alone }) => [what, alone])).toEqual([
      ['added', true],
      ['added', true],
      ['added', true],
    ]);
    expect(
      a.store.branches.merge(
        lens,
        lens.changes().map(({ rec }) => ({ rec, fields: null })),
        LABEL,
      ).ok,
    ).toBe(true);
    expect(a.store.read.byCode(op, 'T4')).toHaveLength(1);
    expect(lens.changes()).toEqual([]);
  });

  test('what was taken over and undone differs again, also once the plan has gone on', () => {
    const { lens } = branch();
    change(lens, [set(id('T1'), 'minutes', 90)]);
    const take = () => a.store.branches.merge(lens, [{ rec: id('T1'), fields: null }], LABEL);
    expect(take().ok).toBe(true);
    expect(lens.changes()).toEqual([]);
    a.store.plan.undo('p1');
    must(a, [set(id('T1'), 'minutes', 75)]);
    lens.refresh();
    expect(lens.changes()).toMatchObject([
      { rec: id('T1'), fields: [{ field: 'minutes', plan: 75, branch: 90, base: 60, moved: true }] },
    ]);
    expect(lens.read.record(id('T1'))?.fields).toMatchObject({ minutes: 90 });
    // taken over once more, and kept: what the plan says afterwards is no difference any more
    expect(take().ok).toBe(true);
    must(a, [set(id('T1'), 'minutes', 45)]);
    lens.refresh();
    expect(lens.changes()).toEqual([]);
    expect(lens.read.record(id('T1'))?.fields).toMatchObject({ minutes: 45 });
  });

  test('closes what was taken out, with its parts, and shows what the plan changed in it', () => {
    const { lens } = branch();
    change(lens, [{ type: 'close', rec: id('T1') }]);
    expect(codes(lens)).toEqual(['T2', 'T3']);
    expect(lens.changes().map(({ rec, what }) => [rec, what])).toEqual([
      [id('T1'), 'gone'],
      [id('as'), 'gone'],
    ]);
    must(a, [set(id('T1'), 'minutes', 75)]);
    lens.refresh();
    expect(lens.changes()[0]?.fields).toEqual([{ field: 'minutes', plan: 75, branch: null, base: 60, moved: true }]);
    expect(a.store.branches.merge(lens, [{ rec: id('T1'), fields: null }], LABEL).ok).toBe(true);
    expect(a.store.read.record(id('T1'))?.closed).toBe(true);
    expect(lens.changes()).toEqual([]);
    a.store.plan.undo('p1');
    lens.refresh();
    expect(lens.changes()[0]).toMatchObject({ rec: id('T1'), what: 'gone' });
    // Taken back in the branch, too, nothing is left of it.
    lens.plan.undo('p1');
    expect(lens.changes()).toEqual([]);
    expect(codes(lens)).toEqual(['T1', 'T2', 'T3']);
  });

  test('brings back what is closed in the plan, changed on the way', () => {
    must(a, [{ type: 'close', rec: id('T3') }]);
    const { lens } = branch();
    change(lens, [{ type: 'reopen', rec: id('T3') }]);
    change(lens, [set(id('T3'), 'minutes', 5)]);
    expect(codes(lens)).toEqual(['T1', 'T2', 'T3']);
    expect(lens.changes()).toMatchObject([{ rec: id('T3'), what: 'added', alone: false }]);
    const merged = a.store.branches.merge(lens, [{ rec: id('T3'), fields: null }], LABEL);
    expect(merged.ok).toBe(true);
    expect(a.store.read.record(id('T3'))).toMatchObject({ closed: false, fields: { minutes: 5 } });
    expect(a.store.read.conflicts()).toEqual([]);
    expect(lens.changes()).toEqual([]);
    a.store.plan.undo('p1');
    expect(a.store.read.record(id('T3'))).toMatchObject({ closed: true });
  });
});

describe('a branch never leaves', () => {
  test('no line of a release, no acknowledgement and no dump knows anything of it', () => {
    const b = makeStation('B');
    try {
      const { row, lens } = branch('SECRET-NAME');
      change(lens, [set(id('T1'), 'title', 'SECRET-VALUE'), set(row.id, 'codeName', 'SECRET-CODE')]);
      const done = change(lens, [
        { type: 'create', kind: 'task', key: 't', fields: { operation: row.id, code: 'T9', title: 'SECRET-TASK' } },
      ]);
      const sent = sendAll(a, b, op);
      const travels = JSON.stringify([
        sent.texts,
        a.store.exchange.acksFor(b.agency),
        a.store.read.dump({ includeClosed: true }),
        a.store.read.dump({ releasedTo: b.agency }),
        a.store.exchange.outbox(),
        a.store.audit.list(null, 100),
      ]);
      expect(travels).toContain('Task T1');
      for (const secret of ['SECRET', idFor(done, 't')]) expect(travels).not.toContain(secret);
      receiveFile(b, sent, [a, b]);
      expect(JSON.stringify(b.store.read.dump({ includeClosed: true }))).not.toContain('SECRET');
      expect(b.store.branches.list(op, false, 0, 10).total).toBe(0);
      // A record of the branch alone cannot be asked for by its id either.
      expect(() => send(a, b, [{ rec: idFor(done, 't'), fields: ['title'] }])).toThrow(/record/);
    } finally {
      b.destroy();
    }
  });
});

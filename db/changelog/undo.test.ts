import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { idFor, makeStation, must, receiveFile, sendAll, type Station } from '#test/db/station.ts';
import type { Change, DumpRecord, RecordView } from '../store-types.ts';

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

/** One edit as numbers; which record it hits is decided by what is there. */
const edit = fc.record({
  what: fc.constantFrom('create', 'title', 'minutes', 'at', 'armed', 'clear', 'close', 'reopen', 'bulk'),
  which: fc.nat(20),
  value: fc.nat(5),
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function changesFor(a: Station, op: string, { what, which, value }: Edit): readonly Change[] {
  const tasks = a.store.read.dump({ includeClosed: true }).filter((r) => r.kind === 'task');
  const open = tasks.filter((t) => a.store.read.record(t.id)?.closed === false);
  const closed = tasks.filter((t) => a.store.read.record(t.id)?.closed === true);
  const pick = (list: readonly DumpRecord[]): string | null => list[which % Math.max(1, list.length)]?.id ?? null;
  const rec = what === 'reopen' ? pick(closed) : pick(open);
  if (what === 'create' || rec === null)
    return [
      { type: 'create', kind: 'task', key: 't', fields: { operation: op, title: `task ${value}`, minutes: value + 1 } },
      {
        type: 'create',
        kind: 'assignment',
        key: 'a',
        fields: { operation: op, task: { ref: 't' }, role: `role ${value}` },
      },
    ];
  switch (what) {
    case 'title':
      return [{ type: 'set', rec, field: 'title', value: `title ${value}` }];
    case 'minutes':
      return [{ type: 'set', rec, field: 'minutes', value: value + 1 }];
    case 'at':
      return [{ type: 'set', rec, field: 'at', value: `H+${value}:00` }];
    case 'armed':
      return [{ type: 'set', rec, field: 'armed', value: value % 2 }];
    case 'clear':
      return [{ type: 'set', rec, field: 'minutes', value: null }];
    case 'close':
      return [{ type: 'close', rec }];
    case 'reopen':
      return [{ type: 'reopen', rec }];
    case 'bulk':
      return open.map((t) => ({ type: 'set', rec: t.id, field: 'load', value: value + 1 }));
  }
}

const state = (a: Station): string => JSON.stringify(a.store.read.dump());
const plain = (rows: readonly RecordView[]): string => JSON.stringify(rows.map(({ id, fields }) => [id, fields]));

describe('undo', () => {
  test('all undone is the start, all redone is the end, and every moment between is still known', () => {
    fc.assert(
      fc.property(
        fc.array(edit, { minLength: 1, maxLength: 14 }),
        fc.array(fc.boolean(), { maxLength: 10 }),
        (edits, walk) => {
          const a = makeStation('A');
          try {
            const op = idFor(
              must(a, [{ type: 'create', kind: 'operation', key: 'op', fields: { codeName: 'X' } }], false),
              'op',
            );
            const start = state(a);
            const moments: { at: number; rows: string }[] = [];
            const remember = () => moments.push({ at: a.now, rows: plain(a.store.read.recordsOfOperation(op)) });
            let steps = 0;
            for (const e of edits) {
              if (must(a, changesFor(a, op, e)).step > 0) steps += 1;
              remember();
            }
            const end = state(a);
            const move = (back: boolean) => {
              a.now += 1_000;
              const done = back ? a.store.plan.undo('p1') : a.store.plan.redo('p1');
              remember();
              return done.ok;
            };
            // Some steps back and forth first: undo of a redo of an undo must not see its own words as foreign ones.
            for (const back of walk) move(back);
            while (move(false));
            expect(state(a)).toBe(end);
            expect(a.store.plan.undoList().undo).toHaveLength(steps);
            let undone = 0;
            while (move(true)) undone += 1;
            expect(undone).toBe(steps);
            expect(state(a)).toBe(start);
            expect(a.store.read.conflicts()).toEqual([]);
            a.close();
            a.open();
            expect(a.store.plan.undoList().redo).toHaveLength(steps);
            while (move(false));
            expect(state(a)).toBe(end);
            expect(a.store.read.conflicts()).toEqual([]);
            for (const { at, rows } of moments) expect(plain(a.store.read.asOf(op, at))).toBe(rows);
            expect(a.store.audit.verify()).toBeNull();
          } finally {
            a.destroy();
          }
        },
      ),
      { numRuns: Number(process.env['LIAISON_RUNS'] ?? 12) },
    );
  });

  test('redo dies when something new is changed, and only then', () => {
    const a = station('A');
    const done = must(a, [{ type: 'create', kind: 'task', key: 't', fields: { title: 'one' } }]);
    const t = idFor(done, 't');
    must(a, [{ type: 'set', rec: t, field: 'title', value: 'two' }]);
    a.store.plan.undo('p1');
    a.store.audit.append({ act: 'view' });
    must(a, [{ type: 'set', rec: t, field: 'title', value: 'one' }]);
    expect(a.store.plan.undoList().redo.map((s) => s.label.key)).toEqual(['test.change']);
    must(a, [{ type: 'set', rec: t, field: 'title', value: 'three' }]);
    expect(a.store.plan.redo('p1')).toMatchObject({ ok: false, error: { code: 'redo.empty' } });
    expect(a.store.plan.undoList().undo).toHaveLength(2);
  });

  test('what is not undoable is not in the list', () => {
    const a = station('A');
    must(a, [{ type: 'create', kind: 'task', key: 't', fields: { title: 'one' } }], false);
    expect(a.store.plan.undoList()).toEqual({ undo: [], redo: [] });
  });

  test('a field that an accepted file changed since becomes a conflict instead of being overwritten', () => {
    const a = station('A');
    const b = station('B');
    const all = [a, b];
    const made = must(a, [
      { type: 'create', kind: 'operation', key: 'op', fields: { codeName: 'X' } },
      { type: 'create', kind: 'task', key: 't', fields: { operation: { ref: 'op' }, title: 'one', minutes: 10 } },
    ]);
    const t = idFor(made, 't');
    must(a, [
      { type: 'set', rec: t, field: 'minutes', value: 20 },
      { type: 'set', rec: t, field: 'title', value: 'two' },
    ]);
    expect(receiveFile(b, sendAll(a, b, idFor(made, 'op')), all)).toMatchObject({
      ok: true,
      value: { state: 'accepted' },
    });
    must(b, [{ type: 'set', rec: t, field: 'minutes', value: 30 }]);
    expect(receiveFile(a, sendAll(b, a, idFor(made, 'op')), all)).toMatchObject({
      ok: true,
      value: { counts: { changed: 1, conflicts: 0 } },
    });
    expect(a.store.read.record(t)?.fields['minutes']).toBe(30);

    expect(a.store.plan.undo('p1')).toMatchObject({ ok: true, value: { conflicts: 1 } });
    expect(a.store.read.record(t)?.fields['title']).toBe('one');
    const [conflict, ...more] = a.store.read.conflicts();
    expect(more).toEqual([]);
    expect(conflict).toMatchObject({ rec: t, field: 'minutes', merge: 'decision', type: 'bothChanged' });
    expect(conflict?.sides.map((s) => s.value).sort()).toEqual([10, 30]);
    expect(a.store.read.record(t)?.contested).toEqual(['minutes']);

    expect(a.store.plan.redo('p1').ok).toBe(true);
    expect(
      a.store.read
        .conflicts()[0]
        ?.sides.map((s) => s.value)
        .sort(),
    ).toEqual([20, 30]);
    must(a, [{ type: 'set', rec: t, field: 'minutes', value: 30 }]);
    expect(a.store.read.conflicts()).toEqual([]);
  });

  test('undoing a creation that others wrote into leaves the record to be seen', () => {
    const a = station('A');
    const b = station('B');
    const all = [a, b];
    const op = idFor(
      must(a, [{ type: 'create', kind: 'operation', key: 'op', fields: { codeName: 'X' } }], false),
      'op',
    );
    const t = idFor(
      must(a, [{ type: 'create', kind: 'task', key: 't', fields: { operation: op, title: 'one' } }]),
      't',
    );
    receiveFile(b, sendAll(a, b, op), all);
    must(b, [{ type: 'set', rec: t, field: 'title', value: 'theirs' }]);
    receiveFile(a, sendAll(b, a, op), all);
    expect(a.store.plan.undo('p1').ok).toBe(true);
    expect(a.store.read.recordsOfOperation(op).map((r) => r.id)).toEqual([op, t]);
    expect(a.store.read.conflicts()).toMatchObject([{ rec: t, field: '_life', type: 'editedWhileClosed' }]);
  });

  test('undoing the settlement of a conflict opens it again', () => {
    const a = station('A');
    const b = station('B');
    const all = [a, b];
    const op = idFor(
      must(a, [{ type: 'create', kind: 'operation', key: 'op', fields: { codeName: 'X', status: 'planning' } }]),
      'op',
    );
    receiveFile(b, sendAll(a, b, op), all);
    must(a, [{ type: 'set', rec: op, field: 'codeName', value: 'MINE' }]);
    must(b, [{ type: 'set', rec: op, field: 'codeName', value: 'THEIRS' }]);
    receiveFile(a, sendAll(b, a, op), all);
    const open = a.store.read.dump();
    expect(open[0]?.fields['codeName']).toEqual({ conflict: ['MINE', 'THEIRS'] });
    must(a, [{ type: 'set', rec: op, field: 'codeName', value: 'AGREED' }]);
    expect(a.store.read.conflicts()).toEqual([]);
    a.store.plan.undo('p1');
    expect(a.store.read.dump()).toEqual(open);
    a.store.plan.redo('p1');
    expect(a.store.read.record(op)?.fields['codeName']).toBe('AGREED');
    expect(a.store.read.conflicts()).toEqual([]);
  });
});

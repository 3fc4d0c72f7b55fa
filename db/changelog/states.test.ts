/** No command but a step of a lifecycle writes a state: tried for every kind that has one. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIFECYCLES, STATE_FIELDS } from '#shared/domain/lifecycles/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { fieldOf, KIND_NAMES, kindOf } from '#shared/model/kinds/index.ts';
import { idFor, makeStation, must, receiveFile, send, sendAll, type Station } from '#test/db/station.ts';
import type { Change } from '../store-types.ts';

let a: Station;
beforeEach(() => (a = makeStation('A')));
afterEach(() => a.destroy());

const say = (station: Station, command: string, changes: readonly Change[]) =>
  station.store.plan.commit({ command, label: { key: 'test', params: {} }, by: 'p1', undoable: true, changes });
/** A value of a state field that says this state, with a day where the field has one. */
function valueOf(kind: string, field: string, state: string): Wire {
  const type = fieldOf(kind, field)?.type;
  return type?.t === 'tuple' ? [state, '2027-03-01', 'authority'].slice(0, type.of.length) : state;
}
/** Travellers are sealed: their states cannot be told apart here, so none may be written at all. */
const SEALED = 'jxt1.sealed';
const OPEN = STATE_FIELDS.filter(({ kind }) => kindOf(kind)?.apart !== true);

describe.each(OPEN)('the state of $lifecycle', ({ lifecycle, kind, field }) => {
  const { initial, states } = LIFECYCLES[lifecycle];
  const other = states.find((state) => state !== initial) ?? '';
  const made = (): string => idFor(must(a, [{ type: 'create', kind, key: 'x', fields: {} }]), 'x');

  test.each(['task.edit', 'import', 'undo', 'hHour.set', 'step.takes', ''])('is not set by "%s"', (command) => {
    const rec = made();
    const before = a.store.read.dump();
    const refused = say(a, command, [{ type: 'set', rec, field, value: valueOf(kind, field, other) }]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'state.door' } });
    expect(a.store.read.dump()).toEqual(before);
  });
  test('is where a new item begins, and nowhere else', () => {
    const create = (state: string): Change => ({
      type: 'create',
      kind,
      key: 'y',
      fields: { [field]: valueOf(kind, field, state) },
    });
    expect(say(a, 'item.create', [create(initial)]).ok).toBe(true);
    expect(say(a, 'item.create', [create(other)])).toMatchObject({ ok: false, error: { code: 'state.door' } });
  });
  test('is not taken away, and saying what it is already changes nothing', () => {
    const rec = made();
    must(a, [{ type: 'set', rec, field, value: valueOf(kind, field, other) }]);
    expect(say(a, 'task.edit', [{ type: 'set', rec, field, value: null }]).ok).toBe(false);
    const same = say(a, 'task.edit', [{ type: 'set', rec, field, value: valueOf(kind, field, other) }]);
    expect(same).toMatchObject({ ok: true, value: { lines: 0 } });
  });
  test('is set by a step, and undone and redone', () => {
    const rec = made();
    expect(say(a, 'step.take', [{ type: 'set', rec, field, value: valueOf(kind, field, other) }]).ok).toBe(true);
    const now = () => a.store.read.record(rec)?.fields[field];
    expect(now()).toEqual(valueOf(kind, field, other));
    expect(a.store.plan.undo('p1').ok).toBe(true);
    expect(now()).toBeUndefined();
    expect(a.store.plan.redo('p1').ok).toBe(true);
    expect(now()).toEqual(valueOf(kind, field, other));
  });
});

test('the screening of a traveller is not written by other commands, sealed as it is', () => {
  const rec = idFor(must(a, [{ type: 'create', kind: 'traveller', key: 'x', fields: {} }]), 'x');
  const refused = say(a, 'traveller.edit', [{ type: 'set', rec, field: 'screening', value: SEALED }]);
  expect(refused).toMatchObject({ ok: false, error: { code: 'state.door' } });
});

test('of two states in conflict a command may choose one, and no third', () => {
  const b = makeStation('B');
  try {
    const op = idFor(must(a, [{ type: 'create', kind: 'operation', key: 'op', fields: { status: 'planning' } }]), 'op');
    receiveFile(b, sendAll(a, b, op), [a, b]);
    must(b, [{ type: 'set', rec: op, field: 'status', value: 'approved' }]);
    must(a, [{ type: 'set', rec: op, field: 'status', value: 'suspended' }]);
    receiveFile(a, send(b, a, []), [a, b]);
    expect(a.store.read.record(op)?.contested).toEqual(['status']);
    const settle = (value: string) => say(a, 'conflict.settle', [{ type: 'set', rec: op, field: 'status', value }]);
    expect(settle('executing')).toMatchObject({ ok: false, error: { code: 'state.door' } });
    expect(settle('suspended').ok).toBe(true);
    expect(a.store.read.record(op)?.contested).toEqual([]);
  } finally {
    b.destroy();
  }
});

test('every field of states in the registry is guarded', () => {
  const vocabularies = new Set(Object.values(LIFECYCLES).map(({ states }) => states.join()));
  const fields = KIND_NAMES.flatMap((kind) =>
    Object.entries(kindOf(kind)?.fields ?? {}).flatMap(([field, { type }]) => {
      const of = type.t === 'tuple' ? type.of[0] : type;
      return of?.t === 'enum' && vocabularies.has(of.of.join()) ? [`${kind}.${field}`] : [];
    }),
  );
  // A step of an approval is the record of a state that was reached, not the state.
  expect(fields.filter((name) => name !== 'approvalStep.step').sort()).toEqual(
    STATE_FIELDS.map(({ kind, field }) => `${kind}.${field}`).sort(),
  );
});

describe('what an issued order said', () => {
  const page = (text: string): Change => ({
    type: 'create',
    kind: 'orderPage',
    key: 'p',
    fields: { page: 1, pages: 1, text, hash: 'h' },
  });
  test('is written by a step and by nothing else', () => {
    for (const command of ['order.write', 'operation.load', 'item.create'])
      expect(say(a, command, [page('x')])).toMatchObject({ ok: false, error: { code: 'state.written-once' } });
    expect(say(a, 'step.take', [page('x')]).ok).toBe(true);
  });
  test('is not written again, not even by a step', () => {
    const made = say(a, 'step.take', [page('x')]);
    const rec = made.ok ? (made.value.created.get('p') ?? '') : '';
    for (const command of ['order.write', 'step.take'])
      expect(say(a, command, [{ type: 'set', rec, field: 'text', value: 'y' }])).toMatchObject({
        ok: false,
        error: { code: 'state.written-once' },
      });
    expect(a.store.read.record(rec)?.fields['text']).toBe('x');
  });
});

/** A further edition: what comes along, what stays behind, and what may not be repeated. */
import { describe, expect, test } from 'vitest';
import type { RecordRow } from '../../domain/release/types.ts';
import type { Wire } from '../../model/kinds/field.ts';
import { editionOf, type EditionWish } from './edition.ts';

const OURS = 'O'.repeat(32);
const THEIRS = 'T'.repeat(32);
const idOf = (n: number): string => String(n).padStart(32, '0');
const row = (n: number, kind: string, fields: Readonly<Record<string, Wire>>, owner = OURS): RecordRow => ({
  id: idOf(n),
  kind,
  owner,
  fields: kind === 'operation' ? fields : { operation: idOf(1), ...fields },
});
const WISH: EditionWish = {
  code: 'OP-2',
  codeName: 'SECOND',
  hHour: Date.parse('2028-03-15T21:00:00Z'),
  dDay: '2028-03-16',
  people: false,
  movements: false,
};
const head = row(1, 'operation', {
  code: 'OP-1',
  codeName: 'FIRST',
  refTz: 'Asia/Bangkok',
  hHour: '2027-03-15T21:00:00Z',
  dDay: '2027-03-16',
  status: 'closed',
  mandate: ['a court'],
  trainingClock: '2027-03-01T00:00:00Z',
  tlp: 'RED',
  disclosure: [idOf(2), idOf(3)],
  strategic: idOf(8),
});
const rows: readonly RecordRow[] = [
  head,
  row(2, 'agency', { code: 'A1' }),
  row(3, 'agency', { code: 'A2' }, THEIRS),
  row(4, 'task', { code: 'T1', at: 'H+01:00', owner: idOf(2), status: 'done', tlp: 'RED', jit: idOf(20) }),
  row(5, 'task', { code: 'T2', at: '2027-03-28T02:30[Europe/Paris]', owner: idOf(3), movement: idOf(9) }),
  row(6, 'dependency', { task: idOf(5), on: idOf(4), link: ['FS', 30] }),
  row(7, 'decisionPoint', {
    task: idOf(4),
    owner: idOf(8),
    abort: 'rain',
    choice: ['go', '2027-03-15T20:00:00Z', 'dry'],
  }),
  row(8, 'person', { code: 'P1', agency: idOf(2), deployed: ['KH', '2027-03-01', '2027-03-30'], arms: ['KH'] }),
  row(9, 'movement', { code: 'M1', task: idOf(5), depart: '2027-03-17T00:00:00Z', status: 'closed', seats: 40 }),
  row(10, 'assignment', { task: idOf(4), person: idOf(8), role: 'lead' }),
  row(11, 'task', { code: 'T3', at: 'D-1T09:00' }, THEIRS),
  row(12, 'dependency', { task: idOf(4), on: idOf(11) }),
  row(13, 'result', { figure: 'arrests' }),
];
const made = (change: Partial<EditionWish> = {}) => {
  const edition = editionOf(rows, OURS, { ...WISH, ...change });
  if (!edition) throw new Error('it can be carried along');
  return { ...edition, of: (n: number) => edition.drafts.find(({ key }) => key === idOf(n))?.fields };
};

describe('a further edition', () => {
  test('has a name, an H and a D-day of its own, and keeps its marking; mandate, state and training clock stay behind', () => {
    expect(made().of(1)).toEqual({
      code: 'OP-2',
      codeName: 'SECOND',
      refTz: 'Asia/Bangkok',
      hHour: '2028-03-15T21:00:00Z',
      dDay: '2028-03-16',
      tlp: 'RED',
      disclosure: [{ ref: idOf(2) }],
    });
  });

  test('carries H and D times as written, and fixed clocks by whole days', () => {
    const { of, fixed } = made();
    expect(of(4)).toEqual({
      operation: { ref: idOf(1) },
      code: 'T1',
      at: 'H+01:00',
      owner: { ref: idOf(2) },
      tlp: 'RED',
    });
    // 366 days later, for the leap day between; its owner is kept by another agency, its movement does not come along.
    expect(of(5)).toEqual({ operation: { ref: idOf(1) }, code: 'T2', at: '2028-03-28T02:30[Europe/Paris]' });
    expect(fixed).toBe(1);
  });

  test('leaves out what others keep, and every part that hangs on it', () => {
    const { of, foreign } = made();
    expect([of(3), of(11), of(12)]).toEqual([undefined, undefined, undefined]);
    expect(foreign).toBe(2);
    expect(of(6)).toEqual({
      operation: { ref: idOf(1) },
      task: { ref: idOf(5) },
      on: { ref: idOf(4) },
      link: ['FS', 30],
    });
  });

  test('a disclosure list of which nobody is left stays a list: no list would open H to all (R-OP-11)', () => {
    const only = rows.map((r) => (r.id === idOf(2) ? { ...r, owner: THEIRS } : r));
    expect(editionOf(only, OURS, WISH)?.drafts[0]?.fields['disclosure']).toEqual([]);
  });

  test('takes people and movements only when asked to, without what was allowed or done', () => {
    const bare = made();
    expect([bare.of(8), bare.of(9), bare.of(10)]).toEqual([undefined, undefined, undefined]);
    expect(bare.of(7)).toEqual({ operation: { ref: idOf(1) }, task: { ref: idOf(4) }, abort: 'rain' });
    const full = made({ people: true, movements: true });
    expect(full.of(8)).toEqual({ operation: { ref: idOf(1) }, code: 'P1', agency: { ref: idOf(2) } });
    expect(full.of(7)).toMatchObject({ owner: { ref: idOf(8) } });
    expect(full.of(1)).toMatchObject({ strategic: { ref: idOf(8) } });
    expect(full.of(10)).toMatchObject({ person: { ref: idOf(8) }, role: 'lead' });
    expect(full.of(9)).toEqual({
      operation: { ref: idOf(1) },
      code: 'M1',
      task: { ref: idOf(5) },
      depart: '2028-03-17T00:00:00Z',
      seats: 40,
    });
    expect(full.of(5)).toMatchObject({ movement: { ref: idOf(9) } });
    expect([bare.of(13), full.of(13)]).toEqual([undefined, undefined]);
  });

  test('cannot be made of what another agency keeps, nor without an H', () => {
    expect(editionOf(rows, THEIRS, WISH)).toBeNull();
    expect(editionOf(rows.slice(1), OURS, WISH)).toBeNull();
    const { hHour: _h, ...fields } = head.fields;
    expect(editionOf([{ ...head, fields }, ...rows.slice(1)], OURS, WISH)).toBeNull();
  });
});

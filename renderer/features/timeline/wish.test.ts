import { describe, expect, test } from 'vitest';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { movedBy, shiftWish, spanWish } from './wish.ts';

const H = Date.UTC(2027, 2, 15, 21);
const context = { hHour: H, dDay: '2027-03-16', refTz: 'Asia/Bangkok' };
const row = { id: 'r1', code: 'T38', title: 'Entry', at: 'H+00:00', start: H, end: H + 3_600_000 } as TimelineRow;

describe('what the ghost of a bar stands for', () => {
  test('one task in its own form', () => {
    expect(movedBy(row, { minutes: 30, longer: 0 }, [], context)).toEqual({
      is: 'one',
      move: { row, minutes: 30, longer: 0, at: 'H+00:30' },
    });
  });
  test('all chosen ones, if it is one of several', () => {
    const ghost = { minutes: -15, longer: 0 };
    expect(movedBy(row, ghost, ['r1', 'r2'], context)).toEqual({ is: 'many', minutes: -15 });
    expect(movedBy(row, ghost, ['r1'], context).is).toBe('one');
    expect(movedBy(row, ghost, ['r2', 'r3'], context).is).toBe('one');
    expect(movedBy(row, { minutes: 0, longer: 15 }, ['r1', 'r2'], context).is).toBe('one');
  });
  test('nothing, where it stands as it stood or has no start', () => {
    expect(movedBy(row, { minutes: 0, longer: 0 }, [], context)).toEqual({ is: 'nothing' });
    expect(movedBy({ ...row, at: null }, { minutes: 30, longer: 0 }, [], context)).toEqual({ is: 'nothing' });
  });
  test('says why it cannot be', () => {
    expect(movedBy(row, { minutes: 0, longer: -60 }, [], context)).toEqual({ is: 'cannot', why: 'tooShort' });
    expect(movedBy({ ...row, at: 'no start' }, { minutes: 5, longer: 0 }, [], context)).toEqual({
      is: 'cannot',
      why: 'cannot',
    });
  });
});

describe('what the worker is asked', () => {
  test('a start alone may be proposed to its owner; a length is set here', () => {
    expect(spanWish('op', { row, minutes: 30, longer: 0, at: 'H+00:30' })).toEqual({
      name: 'task.previewStart',
      input: { operation: 'op', task: 'r1', at: 'H+00:30' },
    });
    expect(spanWish('op', { row, minutes: 0, longer: 15, at: 'H+00:00' })).toEqual({
      name: 'task.previewSpan',
      input: { operation: 'op', task: 'r1', at: 'H+00:00', minutes: 75 },
    });
  });
  test('chosen tasks are asked about together', () => {
    expect(shiftWish('op', ['r1', 'r2'], 30).input).toEqual({
      operation: 'op',
      tasks: ['r1', 'r2'],
      edit: { shift: 30, owner: null, phase: null },
    });
  });
});

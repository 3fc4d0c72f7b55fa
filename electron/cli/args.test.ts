import { describe, expect, test } from 'vitest';
import { Arguments, UsageError } from './args.ts';

const DASHED = `-${'Jx_9'.repeat(7)}abc`;

describe('ids that begin as an option does', () => {
  test('are the value of the option before them', () => {
    const args = new Arguments(['discard', 'A07', '--name', DASHED, '--json']);
    expect(args.option('name')).toBe(DASHED);
    expect(args.flag('json')).toBe(true);
    expect(args.places('discard', 'DIR')).toEqual(['discard', 'A07']);
  });

  test('are words of their own in their place', () => {
    expect(new Arguments(['show', DASHED, 'A07']).words).toEqual(['show', DASHED, 'A07']);
  });

  test('with two signs as well', () => {
    const twice = `-${DASHED.slice(0, -1)}`;
    expect(twice).toHaveLength(32);
    expect(new Arguments(['x', '--operation', twice]).option('operation')).toBe(twice);
  });
});

test('a shift back follows its option, and what is no id stays an option', () => {
  expect(new Arguments(['check', '--move-h', '-60']).option('move-h')).toBe('-60');
  expect(() => new Arguments(['check', '--name', '--json'])).toThrow(UsageError);
  expect(() => new Arguments(['check', '-x'])).toThrow(UsageError);
  expect(() => new Arguments(['check', '--move-h'])).toThrow(UsageError);
});

/** Letters with another place: WCAG 2.1.4 asks that single-character shortcuts can be changed and switched off. */
import { describe, expect, test } from 'vitest';
import { COMMANDS, type CommandId, type CommandSpec, specOf } from '#shared/contract/commands.ts';
import { commandFor } from './keys.ts';
import { hasSequence, isChangeable, keyFault, keysOf, type OwnKeys, readOwnKeys, waitsForSecond } from './own-keys.ts';

const all = COMMANDS as readonly (CommandSpec & { readonly id: CommandId })[];
const of = (id: CommandId, own: OwnKeys): readonly string[] => keysOf({ ...specOf(id), id }, own);

describe('keys of one character', () => {
  test('every one that acts without Ctrl or Alt can be changed, alone or as the second of two, and nothing else', () => {
    const plain = all.filter(
      (c) => c.where === 'picture' && c.keys.some((k) => k.split(' ').every((step) => /^(Shift\+)?.$/u.test(step))),
    );
    expect(all.filter(isChangeable)).toEqual(plain);
    expect(plain.filter(hasSequence).length).toBeGreaterThan(8);
    expect(plain.length).toBeGreaterThan(40);
    expect(isChangeable(specOf('go.operations'))).toBe(true);
    expect(isChangeable(specOf('palette.open'))).toBe(false);
    expect(isChangeable(specOf('item.open'))).toBe(false);
  });

  test('a changed key acts, the old one no more', () => {
    const own = { 'hHour.move': 'U' };
    expect(commandFor('U', null, true, own)).toEqual({ is: 'command', id: 'hHour.move' });
    expect(commandFor('H', null, true, own)).toEqual({ is: 'none' });
    expect(commandFor('U', null, false, own)).toEqual({ is: 'none' });
    expect(commandFor('H', 'G', true, own)).toEqual({ is: 'command', id: 'go.home' });
  });

  test('a key that was taken away does nothing; another way to the same stays', () => {
    const own = { 'hHour.move': '', 'help.open': 'Q' };
    expect(commandFor('H', null, true, own)).toEqual({ is: 'none' });
    expect(of('hHour.move', own)).toEqual([]);
    expect(of('help.open', own)).toEqual(['Q', 'F1']);
  });

  test.each([
    ['Z', { is: 'taken', by: 'zone.next' }],
    ['G', { is: 'taken', by: 'go.home' }],
    ['X', { is: 'taken', by: 'task.advance' }],
    ['Mod+U', { is: 'form' }],
    ['F7', { is: 'form' }],
    ['Enter', { is: 'form' }],
    ['G O', { is: 'taken', by: 'go.operations' }],
    ['Z O', { is: 'taken', by: 'zone.next' }],
    ['G O X', { is: 'form' }],
    ['G Enter', { is: 'form' }],
    ['', { is: 'form' }],
  ] as const)('%s cannot be given to "Set or shift H"', (key, fault) => {
    expect(keyFault('hHour.move', key, {})).toEqual(fault);
  });

  test('two keys in a row are given, act, and begin nothing any more once nobody has them', () => {
    const own = { 'go.operations': 'Q O', 'go.home': 'U' };
    expect(commandFor('Q', null, true, own)).toEqual({ is: 'prefix' });
    expect(commandFor('Q', null, true)).toEqual({ is: 'none' });
    expect(commandFor('O', 'Q', true, own)).toEqual({ is: 'command', id: 'go.operations' });
    expect(commandFor('O', 'G', true, own)).toEqual({ is: 'none' });
    expect(commandFor('U', null, true, own)).toEqual({ is: 'command', id: 'go.home' });
    expect(commandFor('Q', null, false, own)).toEqual({ is: 'none' });
    expect(of('go.operations', { 'go.operations': '' })).toEqual([]);
    expect(keyFault('zone.next', 'Q', own)).toEqual({ is: 'taken', by: 'go.operations' });
    expect(keyFault('zone.next', 'G O', own)).toBeNull();
    expect(keyFault('go.operations', 'G', own)).toMatchObject({ is: 'taken' });
    const noG = Object.fromEntries(all.filter(hasSequence).map(({ id }) => [id, '']));
    expect(keyFault('zone.next', 'G', noG)).toBeNull();
    expect(commandFor('G', null, true, noG)).toEqual({ is: 'none' });
  });

  test('a first key waits for a second where it begins others or the command comes with two', () => {
    const spec = (id: CommandId) => ({ ...specOf(id), id });
    expect(waitsForSecond(spec('zone.next'), 'G', {})).toBe(true);
    expect(waitsForSecond(spec('zone.next'), 'U', {})).toBe(false);
    expect(waitsForSecond(spec('go.operations'), 'U', {})).toBe(true);
    expect(waitsForSecond(spec('go.operations'), 'Enter', {})).toBe(false);
  });

  test('its own key and a free one can, also one that another gave up', () => {
    expect(keyFault('hHour.move', 'H', {})).toBeNull();
    expect(keyFault('hHour.move', 'H O', {})).toBeNull();
    expect(keyFault('hHour.move', 'U', {})).toBeNull();
    expect(keyFault('hHour.move', 'Shift+U', {})).toBeNull();
    expect(keyFault('hHour.move', 'Z', { 'zone.next': 'U' })).toBeNull();
    expect(keyFault('hHour.move', 'U', { 'zone.next': 'U' })).toEqual({ is: 'taken', by: 'zone.next' });
  });

  test('what was kept is read part by part; what does not fit is left out', () => {
    expect(
      readOwnKeys({
        'hHour.move': 'U',
        'zone.next': 'U',
        'view.fit': '',
        'palette.open': 'P',
        'no.such': 'Q',
        'view.now': 7,
        'view.h': 'Mod+T',
        __proto__: 'X',
      }),
    ).toEqual({ 'hHour.move': 'U', 'view.fit': '' });
    expect(readOwnKeys({ 'go.operations': 'Q O', 'go.home': 'Q O', 'go.exchange': 'G' })).toEqual({
      'go.operations': 'Q O',
    });
    for (const odd of [null, 'x', 7, [], undefined]) expect(readOwnKeys(odd)).toEqual({});
  });
});

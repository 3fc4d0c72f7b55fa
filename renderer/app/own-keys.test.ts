/** Letters with another place: WCAG 2.1.4 asks that single-character shortcuts can be changed and switched off. */
import { describe, expect, test } from 'vitest';
import { COMMANDS, type CommandId, type CommandSpec, specOf } from './commands.ts';
import { commandFor } from './keys.ts';
import { isChangeable, keyFault, keysOf, type OwnKeys, readOwnKeys } from './own-keys.ts';

const all = COMMANDS as readonly (CommandSpec & { readonly id: CommandId })[];
const of = (id: CommandId, own: OwnKeys): readonly string[] => keysOf({ ...specOf(id), id }, own);

describe('keys of one character', () => {
  test('every one that acts by itself can be changed, and nothing else', () => {
    const single = all.filter((c) => c.where === 'picture' && c.keys.some((k) => /^(Shift\+)?.$/u.test(k)));
    expect(all.filter(isChangeable)).toEqual(single);
    expect(single.length).toBeGreaterThan(30);
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
    ['G O', { is: 'form' }],
    ['', { is: 'form' }],
  ] as const)('%s cannot be given to "Set or shift H"', (key, fault) => {
    expect(keyFault('hHour.move', key, {})).toEqual(fault);
  });

  test('its own key and a free one can, also one that another gave up', () => {
    expect(keyFault('hHour.move', 'H', {})).toBeNull();
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
    for (const odd of [null, 'x', 7, [], undefined]) expect(readOwnKeys(odd)).toEqual({});
  });
});

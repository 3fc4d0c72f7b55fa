/** The one list of commands, and what a key press means (ux.md, section 5; WCAG 2.1.4). */
import { describe, expect, test } from 'vitest';
import { COMMANDS, type CommandSpec, isCommandId, specOf } from '#shared/contract/commands.ts';
import { chordOf, commandFor, normalChord, type Press } from './keys.ts';

const commands: readonly CommandSpec[] = COMMANDS;
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('the list', () => {
  test('gives every command an id of its own', () => {
    const ids = commands.map((c) => c.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(isCommandId('hHour.move')).toBe(true);
    expect(isCommandId('hHour.gone')).toBe(false);
    expect(specOf('hHour.move').keys).toEqual(['H']);
  });

  test('gives no key to two commands that can act in the same place', () => {
    const clashes: string[] = [];
    for (const a of commands)
      for (const b of commands) {
        // what acts everywhere also acts in a picture; a row of the timeline reads its own keys first
        const meet = a.where === b.where || (a.where === 'everywhere') !== (b.where === 'everywhere');
        if (a.id >= b.id || !meet) continue;
        for (const key of a.keys)
          if (b.keys.map(normalChord).includes(normalChord(key))) clashes.push(`${a.id} ${b.id} ${key}`);
      }
    expect(clashes).toEqual([]);
  });

  test('begins no sequence with a key that is a command by itself', () => {
    const single = new Set(
      commands
        .flatMap((c) => c.keys)
        .filter((k) => !k.includes(' '))
        .map(normalChord),
    );
    const prefixes = commands.flatMap((c) => c.keys).filter((k) => k.includes(' '));
    expect(prefixes.length).toBeGreaterThan(3);
    expect(prefixes.filter((k) => single.has(normalChord(k.split(' ')[0] ?? '')))).toEqual([]);
  });

  test('lets plain letters, digits and signs act only in a picture or list', () => {
    const plain = commands.filter((c) => c.keys.some((k) => k.split(' ').some((step) => /^(Shift\+)?.$/u.test(step))));
    expect(plain.length).toBeGreaterThan(15);
    expect(plain.filter((c) => c.where === 'everywhere').map((c) => c.id)).toEqual([]);
  });

  test('takes no key that a screen reader or the system owns', () => {
    const owned =
      /Insert|CapsLock|NumLock|ScrollLock|\bTab\b|^Alt\+[A-Z]$|^(Mod\+)?Alt\+F4$|^F10$|^Mod\+[CVXA]$|^Mod\+[TNWQ]$/;
    // Narrator, VoiceOver and Orca: their modifier with anything; NVDA and JAWS speak with plain letters in browse mode only
    expect(commands.flatMap((c) => c.keys).filter((k) => owned.test(k))).toEqual([]);
    expect(commands.flatMap((c) => c.keys).filter((k) => /Mod\+Alt\+Arrow|Mod\+Alt\+(Space|Enter)/.test(k))).toEqual(
      [],
    );
  });

  test.each([
    ['Mod+K', 'palette.open'],
    ['Mod+F', 'view.find'],
    ['G O', 'go.operations'],
    ['G T', 'go.team'],
    ['G A', 'go.papers'],
    ['G M', 'go.movements'],
    ['G F', 'go.assets'],
    ['G P', 'go.packs'],
    ['G X', 'go.exchange'],
    ['G B', 'go.branches'],
    ['1', 'go.timeline'],
    ['2', 'go.matrix'],
    ['3', 'go.calendar'],
    ['5', 'go.grid'],
    ['N', 'item.new'],
    ['E', 'edit.start'],
    ['W', 'person.why'],
    ['Shift+G', 'view.nextGap'],
    ['Enter', 'item.open'],
    ['Space', 'item.select'],
    ['Mod+Enter', 'edit.apply'],
    ['Escape', 'edit.leave'],
    ['H', 'hHour.move'],
    ['Z', 'zone.next'],
    ['Shift+Z', 'zone.choose'],
    ['Alt+ArrowLeft', 'item.earlier'],
    ['Alt+ArrowRight', 'item.later'],
    ['[', 'view.zoomOut'],
    [']', 'view.zoomIn'],
    ['0', 'view.fit'],
    ['T', 'view.now'],
    ['Shift+T', 'view.h'],
    ['Mod+Z', 'edit.undo'],
    ['Mod+Shift+Z', 'edit.redo'],
    ['Mod+Alt+Z', 'go.history'],
    ['Mod+P', 'brief.print'],
    ['F6', 'window.nextRegion'],
    ['Shift+F6', 'window.previousRegion'],
    ['?', 'help.open'],
    ['F1', 'help.open'],
    ['Mod+L', 'window.lock'],
    ['Mod+.', 'window.jobs'],
  ])('%s is %s, as the table of section 5 says', (key, id) => {
    expect(commands.filter((c) => c.keys.includes(key)).map((c) => c.id)).toEqual([id]);
  });
});

describe('what is pressed', () => {
  test('Ctrl is the modifier, on macOS Cmd', () => {
    expect(chordOf(press('k', { ctrlKey: true }), false)).toBe('Mod+K');
    expect(chordOf(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(chordOf(press('k', { ctrlKey: true }), true)).toBe('K');
    expect(chordOf(press('k', { metaKey: true }), false)).toBe('K');
  });

  test('letters are told by their place on the keyboard, so an Arabic layout keeps them', () => {
    expect(chordOf(press('ا', { code: 'KeyH' }), false)).toBe('H');
    expect(chordOf(press('ئ', { code: 'KeyZ', ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+Z');
    expect(chordOf(press('Dead', { code: 'KeyE', altKey: true }), false)).toBe('Alt+E');
  });

  test('a sign is itself, whether or not Shift was needed to reach it', () => {
    expect(chordOf(press('?', { shiftKey: true, code: 'Slash' }), false)).toBe('?');
    expect(chordOf(press('?', { code: 'Minus', shiftKey: true }), false)).toBe('?');
    expect(chordOf(press('[', { code: 'BracketLeft' }), false)).toBe('[');
  });

  test('named keys keep Shift, the blank is called Space', () => {
    expect(chordOf(press('F6', { shiftKey: true, code: 'F6' }), false)).toBe('Shift+F6');
    expect(chordOf(press(' ', { code: 'Space' }), false)).toBe('Space');
    expect(chordOf(press('ArrowLeft', { altKey: true, code: 'ArrowLeft' }), false)).toBe('Alt+ArrowLeft');
  });

  test('every key of the list can be produced by a press', () => {
    const reach = (chord: string): string => {
      const parts = normalChord(chord).split('+');
      const key = parts.at(-1) ?? '';
      return chordOf(
        press(key === 'Space' ? ' ' : key, {
          ctrlKey: parts.includes('Mod'),
          altKey: parts.includes('Alt'),
          shiftKey: parts.includes('Shift'),
        }),
        false,
      );
    };
    for (const chord of commands.flatMap((c) => c.keys).flatMap((k) => k.split(' ')))
      expect(reach(chord)).toBe(normalChord(chord));
  });
});

describe('what it means', () => {
  test('a letter acts in a picture and nowhere else', () => {
    expect(commandFor('H', null, true)).toEqual({ is: 'command', id: 'hHour.move' });
    expect(commandFor('H', null, false)).toEqual({ is: 'none' });
    expect(commandFor('Mod+Z', null, false)).toEqual({ is: 'command', id: 'edit.undo' });
  });

  test('G waits for a second letter; H after G goes home, H alone moves H', () => {
    expect(commandFor('G', null, true)).toEqual({ is: 'prefix' });
    expect(commandFor('G', null, false)).toEqual({ is: 'none' });
    expect(commandFor('H', 'G', true)).toEqual({ is: 'command', id: 'go.home' });
    expect(commandFor('Q', 'G', true)).toEqual({ is: 'none' });
  });

  test('keys of a row are left to the row', () => {
    for (const chord of ['Enter', 'Space', 'Alt+ArrowLeft', 'Escape'])
      expect(commandFor(chord, null, true)).toEqual({ is: 'none' });
  });

  test('chords are written in one order', () => {
    expect(normalChord('Shift+Mod+z')).toBe('Mod+Shift+Z');
    expect(normalChord('Shift+Alt+ArrowLeft')).toBe('Alt+Shift+ArrowLeft');
  });
});

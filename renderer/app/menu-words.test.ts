import { describe, expect, test } from 'vitest';
import { COMMANDS, type CommandSpec, inMenu } from '#shared/contract/commands.ts';
import { MenuWords } from '#shared/contract/session.ts';
import type { Words } from '../i18n/index.ts';
import { menuWords } from './menu-words.ts';

const t = ((key: string) => key) as Words['t'];
const keyOf = (menu: MenuWords, id: string) => menu.groups.flatMap((g) => g.commands).find((c) => c.id === id)?.key;

describe('the words of the native menu', () => {
  test('name every command of the list once, in a form the trusted side takes', () => {
    const menu = MenuWords.parse(menuWords(t, {}, true));
    const ids = menu.groups.flatMap((g) => g.commands.map((c) => c.id));
    const listed: readonly CommandSpec[] = COMMANDS;
    expect(ids.toSorted()).toEqual(
      listed
        .filter(inMenu)
        .map(({ id }) => id)
        .toSorted(),
    );
    for (const { commands } of menu.groups) for (const { id, label } of commands) expect(label).toBe(`command.${id}`);
  });
  test('show the keys a person gave, and no letters where they are switched off', () => {
    const own = { 'hHour.move': 'U', 'go.operations': 'Q O', 'view.fit': '' };
    const menu = menuWords(t, own, true);
    expect([keyOf(menu, 'hHour.move'), keyOf(menu, 'go.operations'), keyOf(menu, 'view.fit')]).toEqual([
      'U',
      'Q O',
      null,
    ]);
    const off = menuWords(t, own, false);
    expect([keyOf(off, 'hHour.move'), keyOf(off, 'edit.undo')]).toEqual([null, 'Mod+Z']);
  });
});

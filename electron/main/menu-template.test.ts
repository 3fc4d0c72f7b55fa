import { describe, expect, it } from 'vitest';
import { COMMAND_GROUPS, COMMANDS, type CommandSpec, inMenu } from '#shared/contract/commands.ts';
import { MENU_ROLES, MenuWords } from '#shared/contract/session.ts';
import type { MenuItemTemplate } from '../platform/electron-subset.ts';
import { acceleratorOf, menuTemplate } from './menu-template.ts';

const listed: readonly CommandSpec[] = COMMANDS;
const words = MenuWords.parse({
  groups: COMMAND_GROUPS.map((group) => ({
    group,
    label: `group ${group}`,
    commands: listed
      .filter((c) => inMenu(c) && c.group === group)
      .map(({ id, keys }) => ({ id, label: id, key: keys[0] ?? null })),
  })),
  roles: Object.fromEntries(MENU_ROLES.map((role) => [role, `role ${role}`])),
});
const leaves = (items: readonly MenuItemTemplate[]): readonly MenuItemTemplate[] =>
  items.flatMap((item) => (item.submenu ? leaves(item.submenu) : [item]));

describe('the native menu', () => {
  it('holds every command of the list once, and runs it by its id', () => {
    const run: string[] = [];
    const items = leaves(menuTemplate(words, 'linux', (id) => run.push(id))).filter(({ click }) => click !== undefined);
    for (const { click } of items) click?.();
    expect(run.toSorted()).toEqual(
      listed
        .filter(inMenu)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(run).toContain('edit.undo');
  });
  it('shows the keys of the window and takes none of them', () => {
    const items = leaves(menuTemplate(words, 'win32', () => {}));
    const by = (id: string) => items.find(({ label }) => label === id || label?.startsWith(`${id} (`));
    expect(by('edit.undo')).toMatchObject({ accelerator: 'CmdOrCtrl+Z', registerAccelerator: false });
    expect(by('hHour.move')).toMatchObject({ label: 'hHour.move (H)' });
    expect(by('go.operations')).toMatchObject({ label: 'go.operations (G O)' });
    expect(items.every((item) => item.accelerator === undefined || item.registerAccelerator === false)).toBe(true);
    expect(leaves(menuTemplate(words, 'darwin', () => {})).some(({ accelerator }) => accelerator)).toBe(false);
  });
  it('adds what the system does, in the words of the person, each once', () => {
    const roles = leaves(menuTemplate(words, 'linux', () => {})).filter(({ role }) => role !== undefined);
    expect(new Set(roles.map(({ role }) => role))).toEqual(new Set(MENU_ROLES));
    expect(roles).toHaveLength(MENU_ROLES.length);
    expect(roles.every(({ role, label }) => label === `role ${role}`)).toBe(true);
  });
  it('is the part of the system alone before the window has told its words', () => {
    expect(menuTemplate(null, 'darwin', () => {})).toEqual([{ role: 'appMenu' }, { role: 'editMenu' }]);
  });
  it('shows an ampersand as one', () => {
    const [group] = menuTemplate(
      {
        ...words,
        groups: [{ group: 'view', label: 'v', commands: [{ id: 'view.fit', label: 'Fit & show', key: null }] }],
      },
      'linux',
      () => {},
    );
    expect(group?.submenu?.[0]?.label).toBe('Fit && show');
  });
});

describe('keys as Electron writes them', () => {
  it.each([
    ['Mod+Shift+Z', 'CmdOrCtrl+Shift+Z'],
    ['F6', 'F6'],
    ['Shift+F6', 'Shift+F6'],
    ['Mod+.', 'CmdOrCtrl+.'],
    ['H', null],
    ['G O', null],
    ['?', null],
  ])('%s', (key, accelerator) => {
    expect(acceleratorOf(key, 'linux')).toBe(accelerator);
  });
});

describe('what the window may say of the menu', () => {
  it('is no command that is not in the list', () => {
    const odd = { id: 'no.such', label: 'x', key: null };
    expect(MenuWords.safeParse({ ...words, groups: [{ group: 'view', label: 'v', commands: [odd] }] }).success).toBe(
      false,
    );
  });
});

import type { MenuWords } from '#shared/contract/session.ts';
import type { MenuItemTemplate } from '../platform/electron-subset.ts';

type Group = MenuWords['groups'][number];
type Role = keyof MenuWords['roles'];

/** What the system adds to a group. */
const SYSTEM: Readonly<Partial<Record<Group['group'], readonly Role[]>>> = {
  window: ['quit'],
  edit: ['cut', 'copy', 'paste', 'selectAll'],
  view: ['zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen'],
};
const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

/**
 * A chord of the list (`Mod+Shift+Z`) in Electron's spelling; null: a letter or two in a row, which no menu can name. On macOS a menu takes
 * every key it shows away from the window, so none is shown there.
 */
export function acceleratorOf(key: string, platform: NodeJS.Platform): string | null {
  const named = /(^|\+)F\d+$/.test(key) || key.split('+').includes('Mod');
  if (platform === 'darwin' || key.includes(' ') || !named) return null;
  return key
    .split('+')
    .map((part) => NAMES[part] ?? part)
    .join('+');
}

function commandItem(
  { id, label, key }: Group['commands'][number],
  platform: NodeJS.Platform,
  run: (id: string) => void,
): MenuItemTemplate {
  const accelerator = key === null ? null : acceleratorOf(key, platform);
  // one ampersand would underline the letter behind it
  const text = label.replaceAll('&', '&&');
  const shown = key === null || accelerator !== null || platform === 'darwin' ? text : `${text} (${key})`;
  return {
    label: shown,
    click: () => run(id),
    // the window owns the keys, so that they follow the focus and can be changed
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
  };
}

/** The menu: every group with its commands, then what the system does. Without words (nobody has told them yet) the system's part alone. */
export function menuTemplate(
  menu: MenuWords | null,
  platform: NodeJS.Platform,
  run: (id: string) => void,
): MenuItemTemplate[] {
  const app: readonly MenuItemTemplate[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  if (menu === null) return [...app, { role: 'editMenu' }];
  const groups = menu.groups.map(({ group, label, commands }): MenuItemTemplate => {
    const system = (SYSTEM[group] ?? []).map((role): MenuItemTemplate => ({ role, label: menu.roles[role] }));
    return {
      label,
      submenu: [
        ...commands.map((command) => commandItem(command, platform, run)),
        ...(system.length > 0 ? [{ type: 'separator' as const }, ...system] : []),
      ],
    };
  });
  return [...app, ...groups];
}

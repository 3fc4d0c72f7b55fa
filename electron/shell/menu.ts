/** Electron's `Menu`: accelerators only. No menu is drawn, so every command must also be reachable in the window. */
import type { MenuItemTemplate, MenuStatics } from '../platform/electron-subset.ts';
import { canonicalKeys } from './accelerators.ts';
import { shellState } from './shell-state.ts';

/** What buildFromTemplate makes: kept as it is, until it is set. */
export interface ShellMenu {
  readonly items: readonly MenuItemTemplate[];
}

let actions: ReadonlyMap<string, () => void> = new Map();

export const Menu: MenuStatics<ShellMenu> = {
  buildFromTemplate: (template) => ({ items: template }),
  setApplicationMenu(menu) {
    actions = new Map(menu ? menu.items.flatMap(actionsOf) : []);
    shellState.window?.sendAccelerators();
  },
};

/** The key combinations the page's listener takes, in canonical spelling. */
export function acceleratorKeys(): readonly string[] {
  return [...actions.keys()];
}

/** A combination was pressed. An unknown one (the menu has changed meanwhile) does nothing. */
export function runAccelerator(keys: string): void {
  actions.get(keys)?.();
}

function actionsOf(item: MenuItemTemplate): readonly (readonly [string, () => void])[] {
  const below = (item.submenu ?? []).flatMap(actionsOf);
  return item.accelerator && item.click && item.registerAccelerator !== false
    ? [[canonicalKeys(item.accelerator), item.click], ...below]
    : below;
}

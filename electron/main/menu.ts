import type { MenuWords } from '#shared/contract/session.ts';
import { Menu } from '../platform/electron.ts';
import { menuTemplate } from './menu-template.ts';

/** Draws the menu from the one list of commands. Drawn in Electron only; every command is also reachable in the window. */
export function drawMenu(menu: MenuWords | null, command: (name: string) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menu, process.platform, command)));
}

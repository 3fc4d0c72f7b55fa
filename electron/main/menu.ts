import { Menu } from '../platform/electron.ts';

/** Commands of the window that the menu repeats. The drawn menu exists in Electron only; every command is also reachable in the window. */
const COMMANDS = [
  ['Undo', 'undo'],
  ['Redo', 'redo'],
  ['Search', 'palette'],
  ['Lock now', 'lock'],
] as const;

/** Menu entries without accelerators of their own: the window owns the keys, so that they follow focus and can be changed. */
export function installMenu(command: (name: string) => void): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      {
        label: 'Liaison',
        submenu: [
          ...COMMANDS.map(([label, name]) => ({ label, click: () => command(name) })),
          { type: 'separator' },
          { role: 'quit' },
        ],
      },
      { label: 'Edit', submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
      {
        label: 'View',
        submenu: [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }, { role: 'togglefullscreen' }],
      },
    ]),
  );
}

// Browser-side sources of the shell. They are built for a page, so no other program of the compiler may hold them: here
// they are checked with the DOM's types.
export type {} from '../../electron/shell/bridge.ts';
export type {} from '../../electron/shell/world-isolated.ts';
export type {} from '../../electron/shell/world-page.ts';

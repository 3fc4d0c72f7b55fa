// Browser-side sources of the shell. They are built for a page, so no other program of the compiler may hold them: here
// they are checked with the DOM's types.
/// <reference path="../../electron/shell/bridge.ts" />
/// <reference path="../../electron/shell/world-isolated.ts" />
/// <reference path="../../electron/shell/world-page.ts" />

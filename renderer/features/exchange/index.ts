export { Exchange } from './exchange.tsx';
export { useOpenConflicts } from './open-conflicts.ts';
export { useStationCommands } from './station-commands.ts';
export { Pager } from './pager.tsx';
export { ReasonSheet, useBy } from './reason-sheet.tsx';

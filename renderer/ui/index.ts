export * from './controls.tsx';
export { cx } from './cx.ts';
export * from './dialog.tsx';
export { useFolding } from './folding.ts';
export * from './menu.tsx';
export * from './signs.tsx';
export * from './states.tsx';
export * from './tabs.tsx';

export { afterPaint, inSight, useFewFirst, useRest } from './after-paint.ts';
export * from './controls.tsx';
export { cx } from './cx.ts';
export * from './dialog.tsx';
export { loadFaces } from './faces.ts';
export * from './menu.tsx';
export * from './signs.tsx';
export * from './states.tsx';
export * from './tabs.tsx';

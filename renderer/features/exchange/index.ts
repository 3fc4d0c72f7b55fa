export { Exchange } from './exchange.tsx';
export { useOpenConflicts } from './open-conflicts.ts';

export { Operations, StartHere } from './operations.tsx';
export { useLoadOperation } from './use-load.ts';

export { SaveTemplate } from './templates.tsx';
export { NoOperationOpen } from './no-operation-open.tsx';
export { OperationDialogs } from './new-operation.tsx';
export { Operations } from './operations.tsx';
export { StartHere } from './start-here.tsx';
export { useLoadOperation } from './use-load.ts';

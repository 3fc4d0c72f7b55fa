export { HistoryList } from './record-history.tsx';
export { useStepName } from './step-name.ts';

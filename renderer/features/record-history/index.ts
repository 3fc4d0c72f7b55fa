export { HistoryList } from './record-history.tsx';
export { useByName, useStepName } from './step-name.ts';

export { History, HistoryList } from './history.tsx';

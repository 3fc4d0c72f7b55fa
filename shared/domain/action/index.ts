/** The action day as others use it. */
export { actionDay, type DaySpan, type DueTask, dueTasks } from './day.ts';
export { eventKey, type FigureTotal, type ResultEntry, resultTotals } from './results.ts';

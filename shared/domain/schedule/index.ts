export type { CycleFault } from './network.ts';
export {
  type Schedule,
  type ScheduleFault,
  scheduleIn,
  scheduleTo,
  type TaskSlack,
  type UnknownTaskFault,
} from './schedule.ts';
export { type CriticalPaths, criticalPaths, type Departure, departures, goDecision } from './targets.ts';
export { earliestStart, type Timetable, timetableOf } from './timetable.ts';

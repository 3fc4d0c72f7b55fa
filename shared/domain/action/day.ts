/** The action day: which tasks are due around H, in the order in which they begin. */
import type { InstantMs, PlanTask } from '../../model/plan.ts';
import { startOfDay } from '../../time/wall-clock.ts';
import { addDays } from '../../time/calendar.ts';
import { compareCodes, type Facts, leastSpan } from '../facts/facts.ts';

const DAY_MS = 86_400_000;

export interface DaySpan {
  readonly from: InstantMs;
  readonly to: InstantMs;
}
/** From 24 h before H to 24 h after it; without H (R-OP-11) the D-day on the reference clock. */
export function actionDay({ plan }: Facts): DaySpan {
  const { hHour, dDay, refTz } = plan.operation;
  return hHour === null
    ? { from: startOfDay(dDay, refTz), to: startOfDay(addDays(dDay, 1), refTz) }
    : { from: hHour - DAY_MS, to: hHour + DAY_MS };
}

export interface DueTask {
  readonly task: PlanTask;
  readonly start: InstantMs;
  readonly end: InstantMs;
}
/** Tasks that run at some time of the day, called-off ones included: a checklist must not lose a line. */
export function dueTasks(facts: Facts): readonly DueTask[] {
  const day = actionDay(facts);
  return facts.plan.tasks
    .flatMap((task) => {
      const span = leastSpan(facts, task);
      return span !== null && span.start <= day.to && span.end >= day.from ? [{ task, ...span }] : [];
    })
    .map(({ task, start, end }) => ({ task, start, end }))
    .sort((a, b) => a.start - b.start || compareCodes(a.task.id, b.task.id));
}

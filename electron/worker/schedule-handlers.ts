import { buildFacts, type Facts } from '#shared/domain/facts/facts.ts';
import { MAX_PATH, type ScheduleTarget } from '#shared/contract/schedule.ts';
import { formatInstant } from '#shared/time/instant.ts';
import { done, type HandlersOf, notFound, withOperation } from './context.ts';
import { readOperation } from './planning-handlers.ts';
import type { ScheduleReport, ScheduleRow, ScheduleTargetLine } from './requests.ts';
import {
  findTarget,
  type PlanSchedule,
  scheduleOfPlan,
  type TargetOf,
  targetSchedules,
  targetView,
  targetViews,
  taskSchedules,
} from './views/schedule-views.ts';
import { type OperationState, recordOf } from './views/state.ts';

const idIn =
  (state: OperationState) =>
  (code: string): string =>
    recordOf(state, code) ?? '';

/** Slack of every task on the way to a target, in the order in which they start. */
function rowsOf(facts: Facts, plan: PlanSchedule, target: TargetOf): readonly ScheduleRow[] {
  const schedule = plan.of(target);
  if (!schedule) return [];
  const tasks = schedule.tasks().map((code) => ({ id: code, code }));
  return taskSchedules(plan, target, tasks)
    .map(({ id, ...slack }) => {
      const { earliest = null, latest = null } = schedule.slackOf(id) ?? {};
      return {
        ...slack,
        title: facts.tasks.get(id)?.title ?? '',
        earliest: earliest === null ? null : formatInstant(earliest),
        latest: latest === null ? null : formatInstant(latest),
      };
    })
    .sort((a, b) => compare(a.earliest ?? '', b.earliest ?? '') || compare(a.code, b.code));
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** For the command line: all targets, and with one chosen its path and every task on the way to it. */
function report(facts: Facts, wanted: string | null) {
  const plan = scheduleOfPlan(facts);
  const { id, codeName } = facts.plan.operation;
  const head = { operation: id, codeName, cycle: plan.cycle };
  const shown = (target: ScheduleTarget): ScheduleTargetLine => ({
    code: target.code,
    kind: target.kind,
    taskCode: target.taskCode,
    title: target.title,
    lateMinutes: target.lateMinutes,
    pathTasks: target.pathTasks,
    wayTasks: target.wayTasks,
    untold: target.untold,
    due: target.due === null ? null : formatInstant(target.due),
    start: target.start === null ? null : formatInstant(target.start),
  });
  const targets = targetViews(facts, plan, (code) => code).map(shown);
  if (wanted === null || plan.cycle !== null)
    return done<ScheduleReport>({ ...head, targets, path: null, chain: null, tasks: null });
  const target = findTarget(plan, wanted);
  const view = target && targetView(facts, plan, target, (code) => code);
  if (!target || !view) return notFound(wanted);
  const schedule = plan.of(target);
  return done<ScheduleReport>({
    ...head,
    targets: [shown(view)],
    path: schedule?.path ?? [],
    chain: schedule?.chain ?? [],
    tasks: rowsOf(facts, plan, target),
  });
}

export const scheduleHandlers: HandlersOf<
  'schedule.targets' | 'schedule.of' | 'schedule.task' | 'file.schedule' | 'operation.schedule'
> = {
  'schedule.targets': (context, { operation }) =>
    withOperation(context, operation, (state) => {
      const plan = scheduleOfPlan(state.facts);
      const targets = [...targetViews(state.facts, plan, idIn(state))];
      return done({ cycle: plan.cycle && [...plan.cycle], targets, more: plan.targets.length - targets.length });
    }),
  'schedule.of': (context, { operation, target: code, tasks }) =>
    withOperation(context, operation, (state) => {
      const plan = scheduleOfPlan(state.facts);
      if (plan.cycle) return done({ cycle: [...plan.cycle], target: null, path: [], tasks: [] });
      const target = findTarget(plan, code);
      if (!target) return notFound(code);
      const asked = tasks.flatMap((id) => {
        const task = state.view.codeOf.get(id);
        return task === undefined ? [] : [{ id, code: task }];
      });
      return done({
        cycle: null,
        target: targetView(state.facts, plan, target, idIn(state)),
        path: (plan.of(target)?.path ?? []).slice(-MAX_PATH),
        tasks: taskSchedules(plan, target, asked),
      });
    }),
  'schedule.task': (context, { operation, task }) =>
    withOperation(context, operation, (state) => {
      const plan = scheduleOfPlan(state.facts);
      const code = state.view.codeOf.get(task);
      if (code === undefined) return notFound(task);
      return done({ cycle: plan.cycle && [...plan.cycle], targets: targetSchedules(state.facts, plan, code) });
    }),
  'file.schedule': (_context, { file, target }) => {
    const read = readOperation(file);
    return read.ok ? report(buildFacts(read.value.plan, read.value.clock), target) : read;
  },
  'operation.schedule': (context, { operation, target }) =>
    withOperation(context, operation, (state) => report(state.facts, target)),
};

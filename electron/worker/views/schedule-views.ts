import type { ScheduleTarget, TargetSchedule, TaskSchedule } from '#shared/contract/schedule.ts';
import { MAX_TARGETS } from '#shared/contract/schedule.ts';
import type { Facts } from '#shared/domain/facts/facts.ts';
import {
  departures,
  goDecision,
  type Schedule,
  scheduleIn,
  type Timetable,
  timetableOf,
} from '#shared/domain/schedule/index.ts';
import type { Code, InstantMs } from '#shared/model/plan.ts';

/** One target as `shared/domain/schedule` knows it; `due` is a departure. */
export interface TargetOf {
  readonly code: Code;
  readonly kind: 'go' | 'departure';
  readonly task: Code;
  readonly due: InstantMs | undefined;
}
/** Timetable and schedules of one plan, worked out when asked for and kept as long as the facts are. */
export interface PlanSchedule {
  readonly cycle: readonly Code[] | null;
  readonly targets: readonly TargetOf[];
  readonly of: (target: TargetOf) => Schedule | null;
  readonly stepsOf: (target: TargetOf) => Steps;
}
interface Steps {
  readonly path: ReadonlyMap<Code, number>;
  readonly chain: ReadonlyMap<Code, number>;
}
const known = new WeakMap<Facts, PlanSchedule>();

export function scheduleOfPlan(facts: Facts): PlanSchedule {
  const before = known.get(facts);
  if (before) return before;
  const made = timetableOf(facts);
  const plan: PlanSchedule = made.ok
    ? withTimetable(made.value)
    : { cycle: made.error.tasks, targets: [], of: () => null, stepsOf: () => ({ path: new Map(), chain: new Map() }) };
  known.set(facts, plan);
  return plan;
}

function withTimetable(timetable: Timetable): PlanSchedule {
  const { facts } = timetable;
  const go = goDecision(facts);
  const targets: readonly TargetOf[] = [
    ...(go ? [{ code: go.id, kind: 'go' as const, task: go.id, due: undefined }] : []),
    ...departures(facts).map(({ movement, task, due }) => ({ code: movement, kind: 'departure' as const, task, due })),
  ];
  const schedules = new Map<Code, Schedule | null>();
  const steps = new Map<Code, Steps>();
  const of = (target: TargetOf): Schedule | null => {
    const ready = schedules.get(target.code);
    if (ready !== undefined) return ready;
    const schedule = scheduleIn(timetable, target.task, target.due);
    const value = schedule.ok ? schedule.value : null;
    schedules.set(target.code, value);
    return value;
  };
  const stepsOf = (target: TargetOf): Steps => {
    const ready = steps.get(target.code);
    if (ready) return ready;
    const schedule = of(target);
    const numbered = (codes: readonly Code[]) => new Map(codes.map((code, n) => [code, n + 1]));
    const value = { path: numbered(schedule?.path ?? []), chain: numbered(schedule?.chain ?? []) };
    steps.set(target.code, value);
    return value;
  };
  return { cycle: null, targets, of, stepsOf };
}

/** A target by its own code, or by that of its task. */
export const findTarget = ({ targets }: PlanSchedule, code: Code): TargetOf | null =>
  targets.find((target) => target.code === code) ?? targets.find((target) => target.task === code) ?? null;

type IdOf = (code: Code) => string;

export function targetView(facts: Facts, plan: PlanSchedule, target: TargetOf, idOf: IdOf): ScheduleTarget | null {
  const schedule = plan.of(target);
  return (
    schedule && {
      code: target.code,
      kind: target.kind,
      task: idOf(target.task),
      taskCode: target.task,
      title: facts.tasks.get(target.task)?.title ?? '',
      due: schedule.due,
      start: schedule.start,
      lateMinutes: schedule.lateMinutes,
      pathTasks: schedule.path.length,
      wayTasks: schedule.size,
      untold: schedule.untold.length,
    }
  );
}

export const targetViews = (facts: Facts, plan: PlanSchedule, idOf: IdOf): readonly ScheduleTarget[] =>
  plan.targets.slice(0, MAX_TARGETS).flatMap((target) => targetView(facts, plan, target, idOf) ?? []);

function slackOf(plan: PlanSchedule, target: TargetOf, task: Code) {
  const slack = plan.of(target)?.slackOf(task);
  const { path, chain } = plan.stepsOf(target);
  return (
    slack && {
      totalMinutes: slack.totalMinutes,
      freeMinutes: slack.freeMinutes,
      marginMinutes: slack.marginMinutes,
      pushedMinutes: slack.pushedMinutes,
      pathStep: path.get(task) ?? null,
      chainStep: chain.get(task) ?? null,
    }
  );
}

/** Those of the tasks that the target waits for. */
export const taskSchedules = (
  plan: PlanSchedule,
  target: TargetOf,
  tasks: readonly { readonly id: string; readonly code: Code }[],
): TaskSchedule[] =>
  tasks.flatMap(({ id, code }) => {
    const slack = slackOf(plan, target, code);
    return slack ? [{ id, code, ...slack }] : [];
  });

/** Every target that waits for the task. */
export const targetSchedules = (facts: Facts, plan: PlanSchedule, task: Code): TargetSchedule[] =>
  plan.targets.slice(0, MAX_TARGETS).flatMap((target) => {
    const slack = slackOf(plan, target, task);
    const title = facts.tasks.get(target.task)?.title ?? '';
    return slack ? [{ target: target.code, kind: target.kind, title, ...slack }] : [];
  });

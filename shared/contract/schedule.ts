import * as z from 'zod';
import { ask } from './call.ts';
import { Code, Ms, RecordId } from './values.ts';

/** What critical paths are computed to: the go decision, or the departure of a movement. */
const Target = z.strictObject({
  /** Code of the movement, or of the decision. */
  code: Code,
  kind: z.enum(['go', 'departure']),
  task: RecordId,
  taskCode: Code,
  title: z.string(),
  /** null: this copy of the plan cannot tell. */
  due: Ms.nullable(),
  start: Ms.nullable(),
  /** Whole minutes after due; 0: the commitment holds. */
  lateMinutes: z.int().nullable(),
  /** Tasks on the critical path, and tasks on the way to the target, itself included in both. */
  pathTasks: z.int(),
  wayTasks: z.int(),
  /** Tasks on the way of which this copy cannot tell all. */
  untold: z.int(),
});
export type ScheduleTarget = z.infer<typeof Target>;

/** Slack of one task against one target, whole minutes; null: this copy of the plan cannot tell. */
const Slack = {
  totalMinutes: z.int().nullable(),
  freeMinutes: z.int().nullable(),
  /** Slack against what was promised; negative: the task would have to start so much earlier. */
  marginMinutes: z.int().nullable(),
  /** How far its own start is pushed by what it waits for (R-OP-02). */
  pushedMinutes: z.int().nullable(),
  /** Place on the critical path from 1; null: not on it. */
  pathStep: z.int().nullable(),
  /** Place on the tightest chain, of which the path is the end; null: not on it. */
  chainStep: z.int().nullable(),
};
const TaskSchedule = z.strictObject({ id: RecordId, code: Code, ...Slack });
export type TaskSchedule = z.infer<typeof TaskSchedule>;
const TargetSchedule = z.strictObject({ target: Code, kind: z.enum(['go', 'departure']), title: z.string(), ...Slack });
export type TargetSchedule = z.infer<typeof TargetSchedule>;

/** R-OP-01: each task waits for the next, the last for the first. null: there is none, and schedules can be told. */
const Cycle = z.array(Code).nullable();

export const MAX_TARGETS = 200;
export const MAX_PATH = 12;

/** Slack and critical paths (docs/schedule.md), in windows: never all tasks of a plan at once. */
export const scheduleCalls = {
  'schedule.targets': ask(
    { operation: RecordId },
    z.strictObject({ cycle: Cycle, targets: z.array(Target).max(MAX_TARGETS), more: z.int().min(0) }),
  ),
  /** Those of the asked tasks that the target waits for, and the target itself. Unknown target: `not-found`. */
  'schedule.of': ask(
    { operation: RecordId, target: Code, tasks: z.array(RecordId).max(400) },
    z.strictObject({
      cycle: Cycle,
      target: Target.nullable(),
      /** The last tasks of the critical path, ending with the target's; `pathTasks` says how many there are. */
      path: z.array(Code).max(MAX_PATH),
      tasks: z.array(TaskSchedule).max(400),
    }),
  ),
  /** Every target that waits for the task, and the task's slack against it. */
  'schedule.task': ask(
    { operation: RecordId, task: RecordId },
    z.strictObject({ cycle: Cycle, targets: z.array(TargetSchedule).max(MAX_TARGETS) }),
  ),
} as const;

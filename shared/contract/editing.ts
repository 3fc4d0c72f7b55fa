import * as z from 'zod';
import { DEPENDENCY_TYPES } from '../model/vocabulary.ts';
import { ask } from './call.ts';
import { StepEvidence, StepOption } from './steps.ts';
import { Code, Consequences, Done, FindingView, Ms, RecordId } from './values.ts';

/** Tasks that one step may change. */
export const MOST_TASKS = 500;
/** Tasks whose state one step may change: each is judged with all its evidence. */
export const MOST_STEPS = 200;
const MINUTES = 525_600;

const Diff = { added: z.array(FindingView), gone: z.array(FindingView) };
const Tasks = z.array(RecordId).min(1).max(MOST_TASKS);
const Minutes = z.int().min(-MINUTES).max(MINUTES);

/** A dependency of `task`: what it waits for, and how. */
const LinkChange = {
  operation: RecordId,
  task: RecordId,
  on: RecordId,
  /** The type of the dependency that is changed; null: a new one. */
  was: z.enum(DEPENDENCY_TYPES).nullable(),
  /** What it becomes; null: it is taken away. Lag in minutes, may be negative. */
  link: z.strictObject({ type: z.enum(DEPENDENCY_TYPES), lag: Minutes }).nullable(),
};

/** The same change of many tasks; null leaves a field as it is. */
const BulkEdit = z.strictObject({
  /** Elapsed minutes by which every start moves, each in its own form. */
  shift: Minutes.nullable(),
  /** Agency and phase by their codes. */
  owner: Code.nullable(),
  phase: Code.nullable(),
});
export type BulkEdit = z.infer<typeof BulkEdit>;

const Stays = z.strictObject({
  code: Code,
  title: z.string(),
  /** `undated`: there is no start to move; `form`: the moved start cannot be written in its form (R-OP-12); `same`: nothing to change. */
  why: z.enum(['undated', 'form', 'same']),
});

const StepForMany = z.strictObject({
  ...StepOption.shape,
  /** Chosen tasks that can take the step now, and those that cannot. */
  ready: z.array(Code).max(MOST_STEPS),
  held: z.array(Code).max(MOST_STEPS),
});
export type StepForMany = z.infer<typeof StepForMany>;

const BaselineBar = z.strictObject({ task: RecordId, start: Ms, end: Ms });
export type BaselineBar = z.infer<typeof BaselineBar>;
const Baseline = z.strictObject({
  id: RecordId,
  taken: Ms,
  hHour: Ms.nullable(),
  bars: z.int(),
  /** Against the plan as it stands: tasks that start or end elsewhere now, that came since, and that are no longer there. */
  moved: z.int(),
  added: z.int(),
  gone: z.int(),
});
export type BaselineView = z.infer<typeof Baseline>;

/** Links, bulk changes and the baseline of a plan. */
export const editingCalls = {
  /** `cycle`: the tasks that would wait for each other (R-OP-01); then the findings say nothing and `link.set` refuses. */
  'link.preview': ask(
    LinkChange,
    z.strictObject({ cycle: z.array(Code).nullable(), holds: z.boolean().nullable(), ...Diff }),
  ),
  'link.set': ask(LinkChange, Done),
  'tasks.preview': ask(
    { operation: RecordId, tasks: Tasks, edit: BulkEdit },
    z.strictObject({ changed: z.int(), stays: z.array(Stays).max(MOST_TASKS), consequences: Consequences, ...Diff }),
  ),
  'tasks.edit': ask({ operation: RecordId, tasks: Tasks, edit: BulkEdit }, Done),
  /** Steps of the lifecycle that one or more of the tasks can take. */
  'tasks.steps': ask(
    { operation: RecordId, tasks: z.array(RecordId).min(1).max(MOST_STEPS) },
    z.strictObject({
      /** Day of the rules. */
      today: z.string(),
      steps: z.array(StepForMany).max(20),
    }),
  ),
  /** One step taken by all of these tasks, or by none: the refusal names those that cannot. */
  'tasks.step': ask(
    {
      operation: RecordId,
      tasks: z.array(RecordId).min(1).max(MOST_STEPS),
      to: z.string().max(40),
      evidence: StepEvidence,
    },
    Done,
  ),
  /** The newest baseline, compared with the plan; null: none was taken. */
  'baseline.state': ask({ operation: RecordId }, Baseline.nullable()),
  'baseline.bars': ask({ operation: RecordId, tasks: z.array(RecordId).max(400) }, z.array(BaselineBar).max(400)),
  'baseline.take': ask({ operation: RecordId }, Done),
} as const;

/** Tasks on their way: known by a key until they are put in order of time and get their codes. */
import { NOT_RECORDED } from '../../model/held.ts';
import type { Code, InstantMs, PlanDecision, PlanTask } from '../../model/plan.ts';
import type { DependencyType, Skill, TaskKind } from '../../model/vocabulary.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { formatHOffset } from '../../time/start-form.ts';
import { wallClock } from '../../time/wall-clock.ts';
import { type Frame, instantOf } from './frame.ts';

export interface TaskDraft {
  readonly key: string;
  phase: Code;
  at: string;
  start: InstantMs;
  minutes: number | null;
  owner: Code | null;
  readonly site: Code;
  readonly kind: TaskKind;
  readonly title: string;
  readonly load: number;
  /** Keys of earlier tasks. */
  dependencies: { readonly on: string; readonly type: DependencyType; readonly lag: number }[];
  people: Code[];
  skills: Partial<Record<Skill, number>>;
  languages: string[];
  sync: Code | null;
  jit: Code | null;
  movement: Code | null;
  armed: boolean;
  decision: PlanDecision | null;
}
export type DraftInput = Pick<TaskDraft, 'key' | 'phase' | 'at' | 'owner' | 'site' | 'kind' | 'title'> & {
  readonly minutes: number;
} & Partial<TaskDraft>;

export const endOf = (draft: TaskDraft): InstantMs => draft.start + (draft.minutes ?? 1) * MS_PER_MINUTE;

export function makeDraft(frame: Frame, input: DraftInput): TaskDraft {
  return {
    load: 100,
    dependencies: [],
    people: [],
    skills: {},
    languages: [],
    sync: null,
    jit: null,
    movement: null,
    armed: false,
    decision: null,
    start: instantOf(frame, input.at),
    ...input,
  };
}
/** Puts another start in, as typed. */
export function restart(frame: Frame, draft: TaskDraft, at: string): void {
  draft.at = at;
  draft.start = instantOf(frame, at);
}

export const hForm = (minutes: number): string => formatHOffset(minutes);
export const dForm = (days: number, minuteOfDay: number): string =>
  `D${days < 0 ? '-' : '+'}${Math.abs(days)}T${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
const two = (n: number): string => String(n).padStart(2, '0');
/** The wall clock people at a place see at that instant, written as a fixed start. */
export function fixedForm(instant: InstantMs, zone: string): string {
  const { date, time } = wallClock(instant, zone);
  return `${date}T${time}[${zone}]`;
}

/**
 * The finished tasks in order of time. Every dependency points to a task that starts earlier (or, starting together, stands earlier),
 * so there is never a cycle (R-OP-01).
 */
export function finishTasks(drafts: readonly TaskDraft[]): {
  readonly tasks: readonly PlanTask[];
  readonly codeOf: ReadonlyMap<string, Code>;
} {
  const ordered = drafts.map((draft, i) => ({ draft, i })).sort((a, b) => a.draft.start - b.draft.start || a.i - b.i);
  const width = Math.max(3, String(drafts.length).length);
  const codeOf = new Map(ordered.map(({ draft }, i) => [draft.key, `T${String(i + 1).padStart(width, '0')}`]));
  const code = (key: string): Code => {
    const found = codeOf.get(key);
    if (found === undefined) throw new Error('broken promise: a dependency names a task of the plan');
    return found;
  };
  return { tasks: ordered.map(({ draft }) => finishTask(draft, code)), codeOf };
}

const finishTask = (draft: TaskDraft, code: (key: string) => Code): PlanTask => ({
  id: code(draft.key),
  phase: draft.phase,
  at: draft.at,
  minutes: draft.minutes,
  owner: draft.owner,
  site: draft.site,
  kind: draft.kind,
  title: draft.title,
  load: draft.load,
  dependencies: draft.dependencies.map(({ on, type, lag }) => ({ on: code(on), type, lag })),
  people: draft.people,
  need: { skills: draft.skills, languages: draft.languages },
  sync: draft.sync,
  jit: draft.jit,
  movement: draft.movement,
  armed: draft.armed,
  decision: draft.decision,
  status: 'planned',
  ...NOT_RECORDED.task,
});

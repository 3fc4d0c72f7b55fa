import * as z from 'zod';
import { LOG_ENTRIES, RESULT_FIGURES, TASK_STATES } from '../model/vocabulary.ts';
import { ask } from './call.ts';
import { Bi, Code, Counts, Done, Ms, PersonName, RecordId } from './values.ts';

const Window = { first: z.int().min(0), count: z.int().min(1).max(200) };
const Words = z.string().trim().min(1).max(2_000);

const LogLine = z.strictObject({
  id: RecordId,
  entry: z.enum(LOG_ENTRIES),
  at: Ms,
  site: Code.nullable(),
  task: Code.nullable(),
  text: z.string(),
  reason: z.string().nullable(),
  by: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

const Progress = z.strictObject({ due: z.int(), done: z.int(), running: z.int(), late: z.int() });
const SiteCard = z.strictObject({
  id: RecordId,
  code: Code,
  codeWord: z.string(),
  place: z.string(),
  tz: z.string(),
  progress: Progress,
  /** What stands against a go at this site, by the gates publish and go. */
  findings: Counts,
  /** The first of them: rule and subject. */
  stops: z.array(z.strictObject({ rule: z.string(), subject: Code })).max(3),
  /** The last word of command for the site; null: none yet. */
  call: LogLine.nullable(),
});
export type SiteCard = z.infer<typeof SiteCard>;

const ActionDay = z.strictObject({
  /** Day of the rules, on the reference clock. */
  today: z.string(),
  now: Ms,
  trainingClock: z.boolean(),
  from: Ms,
  to: Ms,
  mine: z.boolean(),
  /** Before it the screen looks ahead. */
  open: z.boolean(),
  progress: Progress,
  sites: z.array(SiteCard),
  /** Findings at the gates publish and go that stand against no site in particular. */
  whole: Counts,
});

const ActionTask = z.strictObject({
  id: RecordId,
  code: Code,
  title: z.string(),
  kind: z.string(),
  site: Code.nullable(),
  place: z.string().nullable(),
  tz: z.string(),
  start: Ms,
  end: Ms,
  owner: Code.nullable(),
  leader: z.string(),
  status: z.enum(TASK_STATES),
  late: z.enum(['start', 'end']).nullable(),
  decision: z.boolean(),
  /** Stretch before or after H it begins in, in minutes; null: before the first, or H is not known. */
  band: z.int().nullable(),
  /** The step that leads on; null: nothing follows, or it has to be decided. */
  next: z.strictObject({ to: z.string(), verbKey: z.string(), verb: Bi }).nullable(),
});
export type ActionTask = z.infer<typeof ActionTask>;

const ResultLine = z.strictObject({
  id: RecordId,
  figure: z.string(),
  value: z.int(),
  unit: z.string(),
  agency: Code.nullable(),
  asOf: Ms.nullable(),
  confirmed: z.boolean(),
  event: z.string().nullable(),
});
const Results = z.strictObject({
  totals: z.array(
    z.strictObject({
      figure: z.string(),
      unit: z.string(),
      total: z.int(),
      confirmed: z.int(),
      twice: z.int(),
      target: z.int().nullable(),
      agencies: z.array(z.strictObject({ agency: Code.nullable(), value: z.int() })),
    }),
  ),
  total: z.int(),
  /** Newest first. */
  lines: z.array(ResultLine),
  agencies: z.array(z.strictObject({ code: Code, name: z.string() })),
});
export type ActionResults = z.infer<typeof Results>;

/** The action day: go or no-go per site, checklist, log, decisions, results. */
export const actionCalls = {
  'action.day': ask({ operation: RecordId }, ActionDay),
  'action.tasks': ask(
    { operation: RecordId, site: Code.nullable(), ...Window },
    z.strictObject({ total: z.int(), tasks: z.array(ActionTask) }),
  ),
  /** Newest first. */
  'action.log': ask({ operation: RecordId, ...Window }, z.strictObject({ total: z.int(), lines: z.array(LogLine) })),
  'action.results': ask({ operation: RecordId, ...Window }, Results),
  'action.note': ask(
    { operation: RecordId, text: Words, site: Code.nullable(), task: Code.nullable(), by: PersonName },
    Done,
  ),
  /** A choice with its reason; of a decision point, when a task is named. */
  'action.decide': ask(
    {
      operation: RecordId,
      choice: z.string().trim().min(1).max(500),
      reason: Words,
      task: Code.nullable(),
      by: PersonName,
    },
    Done,
  ),
  'action.call': ask({ operation: RecordId, site: Code, go: z.boolean(), reason: Words, by: PersonName }, Done),
  'action.count': ask(
    {
      operation: RecordId,
      figure: z.enum(RESULT_FIGURES),
      value: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
      agency: Code,
      confirmed: z.boolean(),
      event: z.string().trim().max(64).nullable(),
      by: PersonName,
    },
    Done,
  ),
} as const;

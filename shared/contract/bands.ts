import * as z from 'zod';
import { ask } from './call.ts';
import { MOST_TASKS } from './editing.ts';
import { Bi, Code, Done, Ms, RecordId } from './values.ts';

/** Papers drawn as bands; those with gaps come first, the others are counted. */
export const MOST_PAPERS = 60;
/** Uses of one paper told one by one. */
export const MOST_USES = 20;
/** Widest window of closed hours that is worked out: beyond it nobody could see them. */
export const HOURS_SPAN = 60 * 86_400_000;

const Use = z.strictObject({ record: RecordId.nullable(), code: Code, at: Ms });
const PaperBand = z.strictObject({
  is: z.enum(['agreement', 'jit']),
  record: RecordId.nullable(),
  code: Code,
  title: Bi,
  state: z.string(),
  /** First instant and first instant after the term, extensions included; null: no begin laid down, or open. */
  from: Ms.nullable(),
  to: Ms.nullable(),
  /** In force, or as a team signed by all: within the term it carries. */
  stands: z.boolean(),
  /** How much leans on it, and what of it the paper does not carry. */
  uses: z.int(),
  gaps: z.int(),
  uncarried: z.array(Use).max(MOST_USES),
});
export type PaperBand = z.infer<typeof PaperBand>;

const ClosedHours = z.strictObject({
  /** Code word of the site. */
  site: z.string(),
  cc: z.string(),
  kind: z.string(),
  /** `06:00-18:00` on the wall of the site. */
  hours: z.string(),
  closed: z.array(z.strictObject({ from: Ms, to: Ms })),
});
export type ClosedHours = z.infer<typeof ClosedHours>;

const UndatedTask = z.strictObject({
  index: z.int(),
  id: RecordId,
  code: Code,
  title: z.string(),
  /** As stored: a start against an H that is withheld; null: none. */
  at: z.string().nullable(),
});
export type UndatedTask = z.infer<typeof UndatedTask>;

const RowFilterShape = { text: z.string().max(200), place: z.string().max(80), onlyFindings: z.boolean() };
/** Rows named in one answer to a filter. */
export const MOST_MATCHING = 20_000;

/** What stands behind and beside the bars of a timeline: papers, lawful hours, and tasks without a time. */
export const bandCalls = {
  'timeline.papers': ask(
    { operation: RecordId },
    z.strictObject({ papers: z.array(PaperBand).max(MOST_PAPERS), more: z.int() }),
  ),
  /** Closed hours of every site and measure for which the operation lays hours down; nothing for a wider window. */
  'timeline.hours': ask({ operation: RecordId, from: Ms, to: Ms }, z.array(ClosedHours).max(200)),
  'timeline.undated': ask(
    { operation: RecordId, first: z.int().min(0), count: z.int().min(1).max(200) },
    z.strictObject({ total: z.int(), tasks: z.array(UndatedTask).max(200) }),
  ),
  /** Tasks of a phase in the order of the timeline, as many as one step may change. */
  'timeline.inPhase': ask(
    { operation: RecordId, phase: Code.nullable() },
    z.strictObject({ total: z.int(), tasks: z.array(RecordId).max(MOST_TASKS) }),
  ),
  /**
   * The next row (or the last before) with a finding that stands, or in time; null: there is none. `place`: which one of `total` it is,
   * counted from 1.
   */
  'timeline.beside': ask(
    {
      operation: RecordId,
      row: z.int().min(-1),
      step: z.union([z.literal(1), z.literal(-1)]),
      by: z.enum(['finding', 'time']),
      /** Only rows that the filter leaves are met. */
      filter: z.strictObject(RowFilterShape),
    },
    z.strictObject({ row: z.int().nullable(), place: z.int(), total: z.int() }),
  ),
  /** Rows that a filter leaves, of a plan too large to be held by the window; those behind the most are counted. */
  'timeline.matching': ask(
    { operation: RecordId, ...RowFilterShape },
    z.strictObject({ rows: z.array(z.int()).max(MOST_MATCHING), total: z.int(), hiddenFindings: z.int() }),
  ),
  /** By what authority a measure may stand outside lawful hours (R-OP-14); an empty text takes it away. */
  'task.authorise': ask({ operation: RecordId, task: RecordId, authority: z.string().trim().max(500) }, Done),
} as const;

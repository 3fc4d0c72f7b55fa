import * as z from 'zod';
import { TASK_KINDS } from '../model/vocabulary.ts';
import { ask, desk } from './call.ts';
import { Bi, Code, Consequences, Counts, Done, FindingView, Lang, Marking, Ms, RecordId, Ticket } from './values.ts';

/** What a calendar can show, each switched on and off by itself. */
export const LAYERS = ['operation', 'task', 'movement', 'agreement', 'leave', 'deadline'] as const;
export type Layer = (typeof LAYERS)[number];

const LocalDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** Entries that cross the border at once; a window with more comes with its fullest days folded into summaries. */
export const MOST_ENTRIES = 400;

const CalendarEntry = z.strictObject({
  /** Unique in the answer, the same in every answer. */
  key: z.string(),
  layer: z.enum(LAYERS),
  /** phase, hHour, task, decision, movement, agreement, jit, leave, or what ends or falls due. */
  kind: z.string(),
  operation: RecordId,
  operationCode: Code,
  record: RecordId.nullable(),
  code: Code,
  title: Bi,
  /** Code word of the site, or `REM`; '' where a place means nothing or is withheld. */
  place: z.string(),
  status: z.string(),
  /** Instants of a timed entry; null for whole days. */
  start: Ms.nullable(),
  end: Ms.nullable(),
  /** First and last day of an entry of whole days, in the reference zone of its operation; both included. */
  days: z.strictObject({ from: LocalDate, to: LocalDate }).nullable(),
  /** Start as typed, of a task that may be moved here; null: read only or not a task. */
  at: z.string().nullable(),
  findings: Counts,
});
export type CalendarEntry = z.infer<typeof CalendarEntry>;

const DaySummary = z.strictObject({
  date: LocalDate,
  /** Entries that begin on the day (or before the window and reach into its first day), by layer. */
  counts: z.partialRecord(z.enum(LAYERS), z.int()),
  /** Different findings on these entries. */
  findings: Counts,
  /** More than the window holds: its timed entries are left out of `entries`. */
  folded: z.boolean(),
  /** Timed entries by the hour of the wall clock in which they begin. */
  hours: z.array(z.strictObject({ hour: z.int().min(0).max(23), count: z.int(), block: z.int(), warn: z.int() })),
});
export type DaySummary = z.infer<typeof DaySummary>;

const CalendarWindow = z.strictObject({
  /** In order of time. */
  entries: z.array(CalendarEntry).max(MOST_ENTRIES),
  /** Every day of the window that holds something. */
  days: z.array(DaySummary),
  /** Entries in the window, folded ones too. */
  total: z.int(),
  /** Beginning of the nearest entry before and after the window, on the layers shown. */
  previous: Ms.nullable(),
  next: Ms.nullable(),
  /** Tasks that cannot be placed (no start, or H withheld). */
  undated: z.int(),
});
export type CalendarWindow = z.infer<typeof CalendarWindow>;

/** Where to look: an operation or all of them, from (included) to (not included), as the wall of `zone` counts days. */
const where = {
  operation: RecordId.nullable(),
  from: Ms,
  to: Ms,
  zone: z.string().max(64),
  layers: z.array(z.enum(LAYERS)).max(LAYERS.length),
};

/** The form of a new task; places, phases and owners are named by their codes. */
const NewTask = {
  operation: RecordId,
  title: z.string().trim().min(1).max(500),
  at: z.string().trim().max(100),
  minutes: z.int().min(1).max(525_600),
  kind: z.enum(TASK_KINDS),
  phase: Code.nullable(),
  /** A site, or `REM`. */
  site: Code.nullable(),
  owner: Code.nullable(),
};

/** What a person changes of a task; what is not named stays. */
const TaskEdit = {
  operation: RecordId,
  task: RecordId,
  edit: z.strictObject({
    title: z.string().trim().min(1).max(500).optional(),
    minutes: z.int().min(1).max(525_600).optional(),
    kind: z.enum(TASK_KINDS).optional(),
    phase: Code.nullable().optional(),
    /** A site, or `REM`. */
    site: Code.nullable().optional(),
    owner: Code.optional(),
  }),
};

const Diff = {
  added: z.array(FindingView),
  gone: z.array(FindingView),
};

// ---- sync matrix

export const MATRIX_ROWS = ['site', 'function'] as const;
export const MATRIX_COLUMNS = ['bands', 'phases'] as const;
/** Tasks listed one by one in a cell; the count is always exact. */
export const CELL_TASKS = 40;

const CellTask = z.strictObject({
  id: RecordId,
  code: Code,
  title: z.string(),
  kind: z.string(),
  start: Ms,
  end: Ms,
  /** Start as typed; null: read only. */
  at: z.string().nullable(),
  place: z.string(),
  sync: Code.nullable(),
  decision: z.boolean(),
  armed: z.boolean(),
  coercive: z.boolean(),
  leader: z.string(),
  people: z.int(),
  status: z.string(),
  findings: Counts,
});
export type CellTask = z.infer<typeof CellTask>;
const MatrixColumn = z.strictObject({
  key: z.string(),
  /** Minutes from H of a band; null: open, or a phase. */
  fromMin: z.int().nullable(),
  toMin: z.int().nullable(),
  /** Code and name of a phase. */
  phase: z.strictObject({ code: Code, name: Bi }).nullable(),
  from: Ms.nullable(),
  to: Ms.nullable(),
});
export type MatrixColumn = z.infer<typeof MatrixColumn>;
const MatrixRow = z.strictObject({
  key: z.string(),
  is: z.enum(['site', 'remote', 'unplaced', 'function']),
  label: z.string(),
  place: z.string(),
  cc: z.string(),
  tz: z.string(),
});
export type MatrixRow = z.infer<typeof MatrixRow>;
const MatrixCell = z.strictObject({
  row: z.string(),
  column: z.string(),
  count: z.int(),
  block: z.int(),
  warn: z.int(),
  tasks: z.array(CellTask).max(CELL_TASKS),
});
export type MatrixCell = z.infer<typeof MatrixCell>;
const MatrixFrame = z.strictObject({
  columns: z.array(MatrixColumn).max(40),
  rows: z.array(MatrixRow).max(400),
  cells: z.array(MatrixCell).max(4_000),
  total: z.int(),
  /** Tasks without a known start, and with bands those whose offset is not known. */
  undated: z.int(),
});
export type MatrixFrame = z.infer<typeof MatrixFrame>;

const SiteFace = z.strictObject({
  code: Code,
  codeWord: z.string(),
  place: z.string(),
  cc: z.string(),
  tz: z.string(),
  date: LocalDate,
  time: z.string(),
  offsetMinutes: z.int(),
  /** Days after (+) or before (−) the D-day. */
  dayShift: z.int(),
  light: z.enum(['day', 'twilight', 'night']),
  rise: z.string().nullable(),
  set: z.string().nullable(),
  /** The day is a public holiday of the site's country. */
  holiday: z.boolean(),
  /** Tasks going on there at the instant. */
  running: z.int(),
});
export type SiteFace = z.infer<typeof SiteFace>;

/** Calendar and sync matrix: windowed reads, and the changes a person makes there. */
export const calendarCalls = {
  'calendar.window': ask({ ...where, limit: z.int().min(10).max(MOST_ENTRIES) }, CalendarWindow),
  /** Entries `first` to `first + count - 1` of the window in order of time. */
  'calendar.agenda': ask(
    { ...where, first: z.int().min(0), count: z.int().min(1).max(200) },
    z.strictObject({ total: z.int(), entries: z.array(CalendarEntry).max(200) }),
  ),
  /** Start and length of a task at once; null keeps the length. */
  'task.previewSpan': ask(
    { operation: RecordId, task: RecordId, at: z.string().max(100), minutes: z.int().min(1).max(525_600).nullable() },
    z.strictObject({ before: Ms.nullable(), after: Ms.nullable(), consequences: Consequences, ...Diff }),
  ),
  'task.setSpan': ask(
    { operation: RecordId, task: RecordId, at: z.string().max(100), minutes: z.int().min(1).max(525_600).nullable() },
    Done,
  ),
  'task.previewCreate': ask(NewTask, z.strictObject({ code: Code, start: Ms.nullable(), ...Diff })),
  'task.create': ask(NewTask, z.strictObject({ ...Done.shape, task: RecordId, code: Code })),
  'task.previewEdit': ask(TaskEdit, z.strictObject({ consequences: Consequences, ...Diff })),
  'task.edit': ask(TaskEdit, Done),
  'matrix.frame': ask({ operation: RecordId, rows: z.enum(MATRIX_ROWS), columns: z.enum(MATRIX_COLUMNS) }, MatrixFrame),
  /** Every site at one moment. */
  'matrix.strip': ask({ operation: RecordId, at: Ms }, z.array(SiteFace)),
  /** Prints the matrix for one agency on A3; main prints, the worker releases. */
  'matrix.write': desk(
    {
      operation: RecordId,
      rows: z.enum(MATRIX_ROWS),
      columns: z.enum(MATRIX_COLUMNS),
      at: Ms,
      forAgency: Code,
      lang: Lang,
      ticket: Ticket,
    },
    z.strictObject({ fileName: z.string(), pages: z.int(), withheld: z.int(), marking: Marking }),
  ),
} as const;

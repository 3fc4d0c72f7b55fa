import * as z from 'zod';
import { ask } from './call.ts';
import {
  Bi,
  Code,
  Consequences,
  Counts,
  Done,
  FindingView,
  Marking,
  Ms,
  RecordId,
  StepLabel,
  Ticket,
} from './values.ts';

const PlanCounts = z.strictObject({ tasks: z.int(), people: z.int(), sites: z.int(), movements: z.int() });
export const OperationCard = z.strictObject({
  id: RecordId,
  code: Code,
  codeName: z.string(),
  title: Bi,
  status: z.string(),
  refTz: z.string(),
  /** null: not released to this agency (R-OP-11). */
  hHour: Ms.nullable(),
  dDay: z.string(),
  marking: Marking,
  /** Code of the agency that keeps the operation, and whether that is this one. */
  ownerCode: z.string(),
  mine: z.boolean(),
  /** null: the plan itself. Else what it is seen through, and the operation behind it: never to be taken for the plan. */
  lens: z
    .discriminatedUnion('is', [
      z.strictObject({ is: z.literal('branch'), of: RecordId, name: z.string() }),
      z.strictObject({ is: z.literal('past'), of: RecordId, at: Ms }),
    ])
    .nullable(),
  lead: Code.nullable(),
  /** null: not read yet since the workspace was opened; the answer follows by a `changed` event. */
  counts: PlanCounts.nullable(),
  findings: Counts.nullable(),
  /** Extent of the plan, for drawing lanes; null when nothing can be placed or the plan was not read yet. */
  extent: z.strictObject({ from: Ms, to: Ms }).nullable(),
});
export type OperationCard = z.infer<typeof OperationCard>;
/** Card of an operation whose plan was read and checked. */
export const CheckedCard = z.strictObject({ ...OperationCard.shape, counts: PlanCounts, findings: Counts });
export type CheckedCard = z.infer<typeof CheckedCard>;

const DueItem = z.strictObject({
  at: Ms,
  kind: z.string(),
  code: Code,
  record: RecordId.nullable(),
  label: z.string(),
  zone: z.string(),
  findings: Counts,
});
export type DueItem = z.infer<typeof DueItem>;

const GateState = z.strictObject({ gate: z.string(), ...Counts.shape });

const HomeOperation = z.strictObject({
  card: CheckedCard,
  /** Every gate of the rules in order, with what stands before it. Ready = gates without a block. */
  gates: z.array(GateState),
  worst: z.array(FindingView),
  due: z.array(DueItem),
  /** Agreements, teams and papers of people that run out in the next 30 days, the first to end first. */
  ending: z.array(DueItem),
});
export type HomeOperation = z.infer<typeof HomeOperation>;

const OtherOperations = z.strictObject({ total: z.int(), checked: z.int(), blocked: z.int() });
export type OtherOperations = z.infer<typeof OtherOperations>;

const ZoneChoice = z.strictObject({
  zone: z.string(),
  label: z.string(),
  kind: z.enum(['ref', 'site', 'utc', 'device']),
});

const PhaseBar = z.strictObject({ id: RecordId, code: Code, name: Bi, from: Ms.nullable(), to: Ms.nullable() });
const TimelineFrame = z.strictObject({
  card: CheckedCard,
  rows: z.int(),
  phases: z.array(PhaseBar),
  /** Local clocks at H, in order of sites. */
  sites: z.array(
    z.strictObject({
      id: RecordId,
      code: Code,
      codeWord: z.string(),
      cc: z.string(),
      place: z.string(),
      tz: z.string(),
    }),
  ),
  zones: z.array(ZoneChoice),
  /** Agencies of the plan, for those who choose an owner. */
  agencies: z.array(z.strictObject({ code: Code, name: z.string() })),
  now: Ms,
  /** Now is the clock of the training file, not of the device. */
  trainingClock: z.boolean(),
  /** Tasks that cannot be placed (no start, or H withheld): they are listed in the tray. */
  undated: z.int(),
  /** Minutes within which starts of one sync group count as one (R-OP-05). */
  syncTolerance: z.number(),
});
export type TimelineFrame = z.infer<typeof TimelineFrame>;

const TimelineRow = z.strictObject({
  index: z.int(),
  id: RecordId,
  code: Code,
  title: z.string(),
  kind: z.string(),
  phase: Code.nullable(),
  owner: Code.nullable(),
  ownerName: z.string(),
  /** Code word of the site, or `REM`; null: withheld. */
  place: z.string().nullable(),
  placeTz: z.string(),
  start: Ms.nullable(),
  end: Ms.nullable(),
  /** As typed. */
  at: z.string().nullable(),
  form: z.enum(['H', 'D', 'fixed']).nullable(),
  sync: Code.nullable(),
  decision: z.boolean(),
  armed: z.boolean(),
  coercive: z.boolean(),
  movement: Code.nullable(),
  leader: z.string(),
  people: z.int(),
  status: z.string(),
  /** Against the lawful hours of its state: within, outside by a recorded authority, outside without one (R-OP-14). */
  hours: z.enum(['within', 'authorised', 'outside']),
  findings: Counts,
});
export type TimelineRow = z.infer<typeof TimelineRow>;

const Link = z.strictObject({
  from: RecordId,
  to: RecordId,
  fromRow: z.int(),
  toRow: z.int(),
  type: z.string(),
  lag: z.int(),
  broken: z.boolean(),
});
export type TimelineLink = z.infer<typeof Link>;

const ClockFace = z.strictObject({
  zone: z.string(),
  label: z.string(),
  date: z.string(),
  time: z.string(),
  offset: z.string(),
  /** Days after (+) or before (−) the D-day. */ dayShift: z.int(),
});
const TaskDetail = z.strictObject({
  row: TimelineRow,
  /** Offset to H (null when H is withheld), the site's clock, the reference clock, UTC. */
  offset: z.string().nullable(),
  clocks: z.array(ClockFace),
  minutes: z.int().nullable(),
  needs: z.array(z.string()),
  people: z.array(z.strictObject({ id: RecordId, code: Code, name: z.string(), role: z.string(), agency: z.string() })),
  dependencies: z.array(
    z.strictObject({
      direction: z.enum(['before', 'after']),
      code: Code,
      id: RecordId,
      title: z.string(),
      type: z.string(),
      lag: z.int(),
      broken: z.boolean(),
    }),
  ),
  decisionPoint: z
    .strictObject({ owner: z.string().nullable(), deputy: z.string().nullable(), abort: z.string().nullable() })
    .nullable(),
  /** The lawful hours it must keep, and how far it stands outside; null: none are laid down, or it is no measure. */
  lawful: z
    .strictObject({
      cc: z.string(),
      hours: z.string(),
      outside: z.int(),
      authority: z.string().nullable(),
      /** The authority is not ours to see. */
      withheld: z.boolean(),
    })
    .nullable(),
  /** Tasks that must start at one instant with it. */
  sync: z
    .strictObject({
      code: Code,
      name: z.string(),
      spread: z.int().nullable(),
      tolerance: z.number(),
      members: z
        .array(
          z.strictObject({
            id: RecordId,
            code: Code,
            title: z.string(),
            place: z.string().nullable(),
            placeTz: z.string(),
            start: Ms.nullable(),
          }),
        )
        .max(100),
    })
    .nullable(),
  /** Papers it leans on, and whether they carry it at its time. */
  papers: z.array(
    z.strictObject({
      is: z.enum(['agreement', 'jit']),
      record: RecordId.nullable(),
      code: Code,
      title: Bi,
      state: z.string(),
      from: z.string().nullable(),
      until: z.string().nullable(),
      carried: z.boolean(),
    }),
  ),
  marking: Marking,
  findings: z.array(FindingView),
});
export type TaskDetail = z.infer<typeof TaskDetail>;

const Shift = z.strictObject({ id: RecordId, code: Code, title: z.string(), before: Ms, after: Ms });
const HPreview = z.strictObject({
  from: Ms,
  to: Ms,
  dDayBefore: z.string(),
  dDayAfter: z.string(),
  moved: z.int(),
  /** The first of them, in order of time. */
  movedItems: z.array(Shift),
  /** Fixed-clock items that did not move (R-OP-06). */
  stayed: z.array(
    z.strictObject({
      id: RecordId,
      code: Code,
      title: z.string(),
      at: z.string(),
      instant: Ms.nullable(),
      why: z.enum(['fixed', 'same-day']),
    }),
  ),
  /** Counted over the tasks that move. */
  consequences: Consequences,
  added: z.array(FindingView),
  gone: z.array(FindingView),
});
export type HPreview = z.infer<typeof HPreview>;
const HTarget = z.union([
  z.strictObject({ deltaMin: z.int().min(-5_256_000).max(5_256_000) }),
  z.strictObject({ at: Ms }),
]);

const HistoryEntry = z.strictObject({
  at: Ms,
  agency: z.string(),
  by: z.string(),
  label: z.string(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export type { StepLabel } from './values.ts';

/** Operations, timeline, findings, the H-hour, undo. */
export const planningCalls = {
  'operation.load': ask({ ticket: Ticket }, z.strictObject({ operation: RecordId, card: CheckedCard })),
  'operation.loadTraining': ask({}, z.strictObject({ operation: RecordId, card: CheckedCard })),
  /** The operations nearest to their H, in full, and how the others stand. */
  'home.summary': ask({}, z.strictObject({ now: Ms, operations: z.array(HomeOperation), others: OtherOperations })),
  'timeline.frame': ask({ operation: RecordId }, TimelineFrame),
  /** Rows `first` to `first + count - 1` of the operation in timeline order (phase, then start, then code). */
  'timeline.rows': ask(
    { operation: RecordId, first: z.int().min(0), count: z.int().min(1).max(200) },
    z.array(TimelineRow),
  ),
  'timeline.links': ask({ operation: RecordId, tasks: z.array(RecordId).max(200) }, z.array(Link)),
  'timeline.find': ask(
    { operation: RecordId, text: z.string().max(200) },
    z.array(z.strictObject({ index: z.int(), id: RecordId, code: Code, title: z.string() })).max(50),
  ),
  'task.detail': ask({ operation: RecordId, task: RecordId }, TaskDetail),
  'task.previewStart': ask(
    { operation: RecordId, task: RecordId, at: z.string().max(100) },
    z.strictObject({
      before: Ms.nullable(),
      after: Ms.nullable(),
      consequences: Consequences,
      added: z.array(FindingView),
      gone: z.array(FindingView),
    }),
  ),
  'task.setStart': ask({ operation: RecordId, task: RecordId, at: z.string().max(100) }, Done),
  'findings.list': ask(
    { operation: RecordId },
    z.strictObject({ findings: z.array(FindingView), gates: z.array(GateState) }),
  ),
  'hHour.preview': ask({ operation: RecordId, to: HTarget }, HPreview),
  'hHour.set': ask({ operation: RecordId, to: HTarget }, Done),
  /** `operation`: where the person stands. A branch has steps of its own; everywhere else they are those of the workspace. */
  'undo.state': ask(
    { operation: RecordId.optional() },
    z.strictObject({ undo: StepLabel.nullable(), redo: StepLabel.nullable() }),
  ),
  'undo.undo': ask({ operation: RecordId.optional() }, Done),
  'undo.redo': ask({ operation: RecordId.optional() }, Done),
  'history.record': ask({ record: RecordId }, z.array(HistoryEntry)),
} as const;

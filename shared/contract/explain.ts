import * as z from 'zod';
import { ASSET_STATES, CATEGORIES } from '../model/vocabulary.ts';
import { ask } from './call.ts';
import { Code, Done, FindingView, Ms, RecordId } from './values.ts';

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const PersonBrief = z.strictObject({
  id: RecordId,
  code: Code,
  name: z.string(),
  role: z.string(),
  agency: z.string(),
});
export type PersonBrief = z.infer<typeof PersonBrief>;

const Change = z.strictObject({ before: FindingView, after: FindingView });
/** What other people on a task would do to the findings. */
const Effect = z.strictObject({
  added: z.array(FindingView),
  gone: z.array(FindingView),
  worse: z.array(Change),
  eased: z.array(Change),
});
export type EffectView = z.infer<typeof Effect>;
/** Parts of what a task needs: skills and languages by their words, somebody at all, somebody who may carry. */
const Parts = z.strictObject({
  skills: z.array(z.string()),
  languages: z.array(z.string()),
  nobody: z.boolean(),
  arms: z.boolean(),
});
export type PartsView = z.infer<typeof Parts>;

const PersonAnswer = z.strictObject({
  person: PersonBrief,
  assigned: z.boolean(),
  /** Somebody assigned: the needs they meet; anybody else: what they would close of the gap. */
  parts: Parts,
  /** Of an assigned person's parts those that nobody else on the task meets; null for anybody else. */
  only: Parts.nullable(),
  /** What assigning would do; for somebody assigned, what taking them off would do. */
  effect: Effect,
  /** Findings that stop the assignment itself: blocks at the gate `assign`, and rules nobody can lift. */
  stops: z.array(FindingView),
});
export type PersonAnswer = z.infer<typeof PersonAnswer>;

const Gap = z.strictObject({
  id: RecordId,
  code: Code,
  title: z.string(),
  time: z.enum(['open', 'undated', 'past']),
  start: Ms.nullable(),
  coercive: z.boolean(),
  severity: z.enum(['block', 'warn']),
  skills: z.array(z.strictObject({ skill: z.string(), needed: z.int(), have: z.int() })),
  languages: z.array(z.string()),
  nobody: z.boolean(),
  arms: z.boolean(),
  decision: z.array(z.enum(['owner', 'deputy'])),
});
export type GapView = z.infer<typeof Gap>;

const Suggestion = z.strictObject({
  person: PersonBrief,
  closes: Parts,
  /** Parts closed, and parts of the gap in all. */
  closed: z.int(),
  /** Minutes of work within three days before and after. */
  loadMinutes: z.int(),
  /** Shortest free time beside the task; null: nothing else to do. */
  restMinutes: z.int().nullable(),
  effect: Effect,
});
export type SuggestionView = z.infer<typeof Suggestion>;
const Suggestions = z.strictObject({
  gap: Gap.nullable(),
  best: z.array(Suggestion).max(3),
  /** Everybody else, counted. */
  others: z.strictObject({ behind: z.int(), blocked: z.int(), useless: z.int() }),
});
export type SuggestionsView = z.infer<typeof Suggestions>;

const FindingsDiff = { added: z.array(FindingView), gone: z.array(FindingView), changed: z.array(Change) };
const AgreementFalls = z.strictObject({
  agreement: Code,
  on: Day,
  rows: z.array(
    z.strictObject({
      movement: Code,
      day: Day,
      nat: z.string(),
      cat: z.enum(CATEGORIES),
      n: z.int(),
      to: z.string(),
      /** null: the route itself. */
      via: z.string().nullable(),
      /** The row names the agreement as its basis. */
      named: z.boolean(),
      others: z.array(Code),
    }),
  ),
  releases: z.array(z.strictObject({ release: Code, to: Code, others: z.array(Code) })),
  assets: z.array(z.strictObject({ asset: Code, state: z.enum(ASSET_STATES), order: z.string().nullable() })),
  uncovered: z.int(),
  ...FindingsDiff,
});
const JitFalls = z.strictObject({
  jit: Code,
  on: Day,
  tasks: z.array(z.strictObject({ task: Code, start: Ms, others: z.array(Code) })),
  uncovered: z.int(),
  ...FindingsDiff,
});

const Miss = z.strictObject({
  agreement: Code,
  faults: z.array(
    z.strictObject({
      fault: z.enum(['nationality', 'category', 'type', 'state', 'no_start', 'begins', 'ended', 'unsigned']),
      date: Day.optional(),
      parties: z.array(z.string()).optional(),
    }),
  ),
});
const CoverCell = z.strictObject({
  via: z.string().nullable(),
  state: z.enum(['covered', 'other_basis', 'unseen', 'open']),
  by: z.array(z.strictObject({ agreement: Code, until: Day.nullable() })),
  until: Day.nullable().optional(),
  misses: z.array(Miss),
});
const MovementHead = {
  movement: Code,
  day: Day,
  /** Whether the movement still needs its instruments. */
  needed: z.boolean(),
  cells: z.int(),
  open: z.int(),
};
const MovementCoverage = z.strictObject({
  ...MovementHead,
  rows: z.array(
    z.strictObject({
      row: z.strictObject({
        nat: z.string(),
        cat: z.enum(CATEGORIES),
        n: z.int(),
        to: z.string(),
        basis: Code.nullable(),
      }),
      cells: z.array(CoverCell),
    }),
  ),
});
const CoverageLine = z.strictObject({
  operation: RecordId,
  operationCode: Code,
  /** Record id of the movement. */
  record: RecordId,
  from: z.string(),
  to: z.array(z.string()),
  travellers: z.int(),
  ...MovementHead,
  /** Earliest day on which something of it stops being covered; null: open end, or nothing is covered. */
  until: Day.nullable(),
});
export type CoverageLine = z.infer<typeof CoverageLine>;

const Window = { first: z.int().min(0), count: z.int().min(1).max(200) };
const Slot = { operation: RecordId, task: RecordId, person: RecordId };

/** Why and why not, gaps and who fills them, what falls with a paper, what is covered; putting people on tasks and taking them off. */
export const explainCalls = {
  'explain.person': ask(Slot, PersonAnswer),
  /** People of an operation whose name, code, role or agency holds the text; those on the task are marked. */
  'person.find': ask(
    { operation: RecordId, task: RecordId, text: z.string().max(200) },
    z.array(z.strictObject({ person: PersonBrief, assigned: z.boolean() })).max(50),
  ),
  'gap.list': ask({ operation: RecordId, ...Window }, z.strictObject({ total: z.int(), gaps: z.array(Gap) })),
  'gap.suggest': ask({ operation: RecordId, task: RecordId }, Suggestions),
  'explain.agreement': ask({ operation: RecordId, agreement: RecordId, on: Day }, AgreementFalls),
  'explain.jit': ask({ operation: RecordId, jit: RecordId, on: Day }, JitFalls),
  'coverage.movement': ask({ operation: RecordId, movement: RecordId }, MovementCoverage),
  /** Movements of one operation, or (null) of every operation here: those with something open first, then by departure. */
  'coverage.all': ask(
    { operation: RecordId.nullable(), ...Window },
    z.strictObject({ total: z.int(), open: z.int(), lines: z.array(CoverageLine) }),
  ),
  'person.assign': ask(Slot, Done),
  'person.unassign': ask(Slot, Done),
} as const;

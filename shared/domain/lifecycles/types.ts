/** What a lifecycle is: states with a stage, steps between them, and what each step demands. */
import type { Bi } from '../../model/plan.ts';
import type {
  AgreementState,
  AssetState,
  DeconflictionState,
  JitState,
  MovementState,
  OperationState,
  ORDER_STATES,
  ReleaseState,
  RequestState,
  SCREENING_STATES,
  TaskState,
} from '../../model/vocabulary.ts';
import type { Gate } from '../rules/rule.ts';

/** The states of each kind that lives through stages. */
export interface StateOf {
  readonly operation: OperationState;
  readonly order: (typeof ORDER_STATES)[number];
  readonly task: TaskState;
  readonly jit: JitState;
  readonly agreement: AgreementState;
  readonly movement: MovementState;
  readonly screening: (typeof SCREENING_STATES)[number];
  readonly asset: AssetState;
  readonly request: RequestState;
  readonly release: ReleaseState;
  readonly deconfliction: DeconflictionState;
}
export type LifecycleKind = keyof StateOf;

/** Who takes a step: the users of the planner and the three levels of command. */
export const ROLES = [
  'planner',
  'team_lead',
  'briefing_officer',
  'legal_finance_officer',
  'release_officer',
  'strategic_commander',
  'tactical_commander',
  'operational_commander',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * `open`: under way. `paused`: held, returns to where it came from. `stopped`: called off, but can be taken up again.
 * `settled`: decided; what follows is closing, reviewing or recalling. `final`: nothing follows.
 */
export type Stage = 'open' | 'paused' | 'stopped' | 'settled' | 'final';

export interface StateInfo {
  readonly stage: Stage;
  readonly name: Bi;
  /** What the item says can no longer change: an issued order, a release that somebody approved. */
  readonly sealed?: true;
}

/** What a step can demand beside its role; `needs.ts` tests each, `words.ts` names it. */
export const NEEDS = [
  'date',
  'date_in_order',
  'reference',
  'reference_or_reason',
  'reason',
  'second_person',
  'authority',
  'review_date',
  'some_signatures',
  'all_signatures',
  'signed_at_once',
  'start',
  'end_passed',
  'due_passed',
  'extension',
  'no_ratification',
  'successor',
  'version',
  'acknowledgements',
  'final_order',
  'order_or_agreement',
  'person_checks',
  'handover',
  'counts',
] as const;
export type Need = (typeof NEEDS)[number];

/** Gates of the rules. */
export type StepGate = Gate;

export interface Step<S extends string = string> {
  readonly from: S;
  readonly to: S;
  /** In the words of the field: "give the go". */
  readonly verb: Bi;
  readonly by: readonly Role[];
  readonly needs: readonly Need[];
  /** Findings at these gates stop the step. */
  readonly gates: readonly StepGate[];
  /** Findings of these rules stop it whatever their gate. */
  readonly rules: readonly string[];
  /** Out of a side state: the states it must have come from; null: does not matter. A return goes to that very state. */
  readonly origins: readonly S[] | null;
  readonly returns: boolean;
}

export interface Lifecycle<S extends string = string> {
  readonly title: Bi;
  /** The closed list of the vocabulary, in its order. */
  readonly states: readonly S[];
  readonly info: Readonly<Record<S, StateInfo>>;
  readonly initial: S;
  readonly sides: readonly S[];
  readonly steps: readonly Step<S>[];
}

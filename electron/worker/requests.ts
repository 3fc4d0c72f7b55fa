import type { CallError, Reply } from '#shared/contract/call.ts';
import type { CallName, Contract, EventName, EventPayload, Input, Output } from '#shared/contract/contract.ts';
import type { CarrierReport } from '#shared/contract/exchange-carrier.ts';
import type { WithheldItem } from '#shared/contract/exchange.ts';
import type { ScheduleTarget, TaskSchedule } from '#shared/contract/schedule.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import type { LiftedView, MarkingView } from '#shared/contract/values.ts';
import type {
  Gap,
  MovementCoverage,
  Suggestions,
  WhatFalls,
  WhatFallsWithJit,
  Why,
  WhyNot,
} from '#shared/domain/explain/index.ts';
import type { Lang } from '#shared/domain/rules/words/index.ts';
import type { FindingItem } from '#shared/model/plan.ts';
import type { SetSize, SizeName } from '#shared/formats/generator/index.ts';

/** A file as the trusted side knows it; the window only ever held a ticket for it. `name` is safe to show. */
export interface FileRef {
  readonly path: string;
  readonly name: string;
}
type WithFile<I> = I extends { ticket: string } ? Omit<I, 'ticket'> & { readonly file: FileRef } : I;
type WithoutTicket<O> = O extends { ticket: string } ? Omit<O, 'ticket'> : O;

/** Calls of the window that the worker answers, with tickets already turned into files. */
type WindowRequests = {
  readonly [C in CallName as Contract[C]['side'] extends 'worker' ? C : never]: {
    readonly in: WithFile<Input<C>>;
    readonly out: WithoutTicket<Output<C>>;
  };
};

export interface CheckFinding {
  readonly rule: string;
  readonly severity: 'block' | 'warn';
  readonly subject: string;
  readonly message: string;
  readonly gate: string;
  readonly items: readonly FindingItem[];
  /** Why it matters, where it stands, who can lift it: each a sentence in the language asked for, as `message` is. */
  readonly why: string;
  readonly where: string;
  readonly lift: string;
  /** Of a workspace: who lifted it, or null. A file knows no liftings. */
  readonly lifted?: LiftedView | null;
}
export interface CheckReport {
  readonly operation: string;
  readonly codeName: string;
  readonly clock: string;
  readonly findings: readonly CheckFinding[];
  /** `block` and `warn` count what stands; `lifted` is there for a workspace only. */
  readonly counts: { readonly block: number; readonly warn: number; readonly lifted?: number; readonly total: number };
  /** With a move of H: what the move adds and takes away, and the fixed-clock items that stay (R-OP-06). */
  readonly move: {
    readonly minutes: number;
    readonly added: readonly CheckFinding[];
    readonly gone: readonly CheckFinding[];
    readonly moved: number;
    readonly stayed: readonly string[];
  } | null;
}
/** Shift in minutes, clock and language, all optional. */
export interface CheckOptions {
  readonly at: string | null;
  readonly moveMin: number | null;
  /** Language of the words; English without one. */
  readonly lang?: Lang;
}

/** A target for the command line: instants as text. */
export type ScheduleTargetLine = Omit<ScheduleTarget, 'task' | 'due' | 'start'> & {
  readonly due: string | null;
  readonly start: string | null;
};
/** Slack of a task on the way to the target; what cannot be told is null. */
export type ScheduleRow = Omit<TaskSchedule, 'id'> & {
  readonly title: string;
  readonly earliest: string | null;
  readonly latest: string | null;
};
export interface ScheduleReport {
  readonly operation: string;
  readonly codeName: string;
  /** R-OP-01: each waits for the next, the last for the first; then nothing else can be told. */
  readonly cycle: readonly string[] | null;
  readonly targets: readonly ScheduleTargetLine[];
  /** With one target chosen: its critical path, its tightest chain and all tasks on the way; else null. */
  readonly path: readonly string[] | null;
  readonly chain: readonly string[] | null;
  readonly tasks: readonly ScheduleRow[] | null;
}

export interface ReleasedItem {
  readonly record: string;
  readonly kind: string;
  readonly code: string;
  readonly fields: readonly string[];
}
export interface Manifest {
  readonly recipient: string;
  readonly purpose: string;
  readonly included: readonly ReleasedItem[];
  readonly redacted: readonly {
    readonly record: string;
    readonly kind: string;
    readonly code: string;
    readonly field: string;
    readonly rule: string;
    readonly why: string;
  }[];
  readonly withheld: readonly {
    readonly record: string;
    readonly kind: string;
    readonly code: string;
    readonly rule: string;
    readonly why: string;
  }[];
  readonly marking: MarkingView;
  readonly secondApprover: boolean;
}

/** A pack ready to print: released data only, already turned into pages. */
export interface PrintJob {
  readonly html: string;
  readonly title: string;
  readonly lang: string;
  readonly manifest: Manifest;
  readonly withheld: readonly WithheldItem[];
}

export interface RecordOutcome {
  readonly record: string;
  readonly kind: string;
  readonly code: string;
  readonly outcome: 'added' | 'changed' | 'closed' | 'conflict' | 'unchanged';
  readonly fields: readonly string[];
}

/** A size by name, or totals of one's own. */
export type GenerateSize = SizeName | SetSize;
/** What was loaded; `skipped` operations were in the workspace already. */
export interface GenerateReport {
  readonly operations: number;
  readonly skipped: number;
  readonly tasks: number;
  readonly people: number;
  readonly travellers: number;
  /** Lines written to the log. */
  readonly changes: number;
}

/** What the command line asks about a plan, in codes. */
export type Question =
  | { readonly ask: 'why'; readonly task: string; readonly person: string }
  | { readonly ask: 'gaps' }
  | { readonly ask: 'suggest'; readonly task: string }
  | { readonly ask: 'falls'; readonly what: 'agreement' | 'jit'; readonly code: string; readonly on: string }
  | { readonly ask: 'coverage'; readonly movement: string | null };
/** The answers as the plan gives them; instants in milliseconds. */
export type Explanation =
  | { readonly ask: 'why'; readonly assigned: false; readonly answer: WhyNot }
  | { readonly ask: 'why'; readonly assigned: true; readonly answer: Why }
  | { readonly ask: 'gaps'; readonly answer: readonly Gap[] }
  | { readonly ask: 'suggest'; readonly answer: Suggestions }
  | { readonly ask: 'falls'; readonly what: 'agreement'; readonly answer: WhatFalls }
  | { readonly ask: 'falls'; readonly what: 'jit'; readonly answer: WhatFallsWithJit }
  | { readonly ask: 'coverage'; readonly answer: readonly MovementCoverage[] };
export interface Explained {
  readonly operation: string;
  readonly codeName: string;
  readonly clock: string;
  readonly explained: Explanation;
}

/** What only the trusted side and the command line may ask; people are named by tokens, operations by id or code. */
interface HostRequests {
  readonly 'workspace.create': {
    readonly in: {
      readonly dir: string;
      readonly name: string;
      readonly agencyCode: string;
      readonly agencyName: string;
      readonly passphrase: string;
    };
    readonly out: { readonly open: OpenWorkspace; readonly recoveryCode: string };
  };
  readonly 'workspace.open': {
    readonly in: { readonly dir: string; readonly passphrase: string };
    readonly out: OpenWorkspace;
  };
  readonly 'workspace.recover': {
    readonly in: { readonly dir: string; readonly recoveryCode: string; readonly newPassphrase: string };
    readonly out: { readonly open: OpenWorkspace; readonly recoveryCode: string };
  };
  /** Opens with the key store of the system, where a person allowed it. */
  readonly 'workspace.openRemembered': { readonly in: { readonly dir: string }; readonly out: OpenWorkspace };
  /** Adds or removes the wrap by the system's key store of the open workspace. */
  readonly 'workspace.remember': {
    readonly in: { readonly remember: boolean };
    readonly out: { readonly dir: string };
  };
  readonly 'workspace.close': { readonly in: Record<string, never>; readonly out: null };
  readonly 'file.check': { readonly in: { readonly file: FileRef } & CheckOptions; readonly out: CheckReport };
  readonly 'operation.check': { readonly in: { readonly operation: string } & CheckOptions; readonly out: CheckReport };
  readonly 'file.explain': {
    readonly in: { readonly file: FileRef; readonly question: Question };
    readonly out: Explained;
  };
  readonly 'operation.explain': {
    readonly in: { readonly operation: string; readonly question: Question };
    readonly out: Explained;
  };
  readonly 'file.schedule': {
    readonly in: { readonly file: FileRef; readonly target: string | null };
    readonly out: ScheduleReport;
  };
  readonly 'operation.schedule': {
    readonly in: { readonly operation: string; readonly target: string | null };
    readonly out: ScheduleReport;
  };
  readonly 'operation.find': {
    readonly in: { readonly operation: string | null };
    readonly out: { readonly id: string; readonly code: string; readonly codeName: string };
  };
  readonly 'brief.prepare': {
    readonly in: {
      readonly operation: string;
      readonly template: 'iimarch';
      readonly forAgency: string;
      readonly lang: 'en' | 'fr' | 'es' | 'ar';
    };
    readonly out: PrintJob;
  };
  readonly 'brief.printed': {
    readonly in: {
      readonly operation: string;
      readonly forAgency: string;
      readonly bytes: number;
      readonly pages: number;
      readonly hash: string;
    };
    readonly out: null;
  };
  readonly 'matrix.prepare': {
    readonly in: Omit<Input<'matrix.write'>, 'ticket'>;
    readonly out: PrintJob;
  };
  readonly 'matrix.printed': HostRequests['brief.printed'];
  readonly 'coverage.prepare': {
    readonly in: Omit<Input<'coverage.print'>, 'ticket'>;
    readonly out: PrintJob;
  };
  readonly 'coverage.printed': HostRequests['brief.printed'];
  readonly 'edition.prepare': {
    readonly in: Omit<Input<'edition.print'>, 'ticket'>;
    readonly out: PrintJob;
  };
  readonly 'edition.printed': HostRequests['brief.printed'];
  readonly 'order.prepare': {
    readonly in: Omit<Input<'order.print'>, 'ticket'>;
    readonly out: PrintJob;
  };
  readonly 'order.printed': {
    readonly in: HostRequests['brief.printed']['in'] & { readonly order: string };
    readonly out: null;
  };
  readonly 'exchange.manifest': {
    readonly in: { readonly operation: string; readonly to: string; readonly purpose: string };
    readonly out: Manifest;
  };
  readonly 'exchange.seal': {
    readonly in: {
      readonly operation: string;
      readonly to: string;
      readonly purpose: string;
      readonly file: FileRef;
      readonly by: string;
      readonly second: string | null;
      /** Everything again, also what the recipient acknowledged. */
      readonly full?: boolean;
    };
    readonly out: { readonly receipt: Omit<Output<'exchange.export'>, 'ticket'>; readonly manifest: Manifest };
  };
  readonly 'exchange.acceptFile': {
    readonly in: { readonly file: FileRef; readonly by: string };
    readonly out: { readonly receipt: Output<'exchange.accept'>; readonly records: readonly RecordOutcome[] };
  };
  /** One round through the folder of a partner, which is remembered. */
  readonly 'carrier.sync': {
    readonly in: {
      readonly partner: string;
      readonly folder: FileRef;
      readonly by: string;
      readonly take: boolean;
      readonly settleMs?: number;
    };
    readonly out: CarrierReport;
  };
  /** One round between the stations of this agency, through a folder or their hub (`postgres://user@server/database`). */
  readonly 'station.sync': {
    readonly in: {
      /** The password is used for this round and kept nowhere; without one, the environment or the password file has it. */
      readonly where:
        | { readonly folder: string }
        | { readonly again: true }
        | { readonly hub: string; readonly password?: string };
      readonly by: string;
    };
    readonly out: Output<'station.meet'>;
  };
  readonly 'exchange.inspect': {
    readonly in: { readonly file: FileRef };
    readonly out: {
      readonly bytes: number;
      readonly format: string;
      readonly armored: boolean;
      readonly stanzas: readonly { readonly type: string; readonly count: number }[];
    };
  };
  readonly dump: { readonly in: { readonly releasedTo: string | null }; readonly out: unknown };
  /** Invented operations, the same for the same seed; see generate-handlers. */
  readonly 'generate.load': {
    readonly in: { readonly size: GenerateSize; readonly seed: number };
    readonly out: GenerateReport;
  };
  readonly 'history.of': { readonly in: { readonly record: string }; readonly out: Output<'history.record'> };
  readonly 'audit.verify': {
    readonly in: Record<string, never>;
    readonly out: { readonly entries: number; readonly head: string };
  };
}

/** Everything the worker answers. Host requests win where both name the same call. */
export type Requests = HostRequests & Omit<WindowRequests, keyof HostRequests>;
export type RequestName = keyof Requests;
export type RequestIn<N extends RequestName> = Requests[N]['in'];
export type RequestOut<N extends RequestName> = Requests[N]['out'];

export type ToWorker =
  | { readonly t: 'request'; readonly id: number; readonly name: RequestName; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  /** Answer of the system's key store; null: it is not there or refused. */
  | { readonly t: 'keyStore'; readonly id: number; readonly bytes: Uint8Array | null };
export type FromWorker =
  | { readonly t: 'ready' }
  | { readonly t: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | {
      readonly t: 'keyStore';
      readonly id: number;
      readonly op: 'wrap' | 'unwrap';
      readonly bytes: Uint8Array;
    }
  | { readonly t: 'event'; readonly name: EventName; readonly payload: EventPayload<EventName> };

export const refused = (
  code: string,
  place: string,
  reason: string,
  details: CallError['details'] = [],
): { readonly ok: false; readonly error: CallError } => ({
  ok: false,
  error: { kind: 'refused', code, place, reason, details },
});

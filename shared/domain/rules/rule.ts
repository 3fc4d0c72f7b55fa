/** What a rule is, and how one is written: a question about one subject, answered by a verdict or by silence. */
import type {
  Code,
  Finding,
  FindingItem,
  Plan,
  PlanAgency,
  PlanAgreement,
  PlanAsset,
  PlanDeconfliction,
  PlanJit,
  PlanMovement,
  PlanPerson,
  PlanPhase,
  PlanRecord,
  PlanRelease,
  PlanRequest,
  PlanRisk,
  PlanSite,
  PlanSyncGroup,
  PlanTask,
} from '../../model/plan.ts';
import { type Facts, isLive, sortedCodes } from '../facts/facts.ts';
import { whatText } from './words/what.ts';

export type Severity = Finding['severity'];
/** The step a finding stops (block) or asks a reason at (warn); names follow the table of docs/rules.md. */
export type Gate =
  | 'save'
  | 'publish'
  | 'go'
  | 'release'
  | 'assign'
  | 'deploy'
  | 'activate'
  | 'extend'
  | 'daily'
  | 'clear'
  | 'sign'
  | 'depart'
  | 'finance_plan'
  | 'state_change'
  | 'import'
  | 'submit'
  | 'close'
  | 'hourly';
/** When a verdict can change: with the plan alone, with the date in the reference zone, or with the hour. */
export type Cadence = 'change' | 'day' | 'hour';

/** Something a release holds: its subject is written `RL1/D02`. */
export interface ReleasedRecord {
  readonly release: PlanRelease;
  readonly record: PlanRecord;
}
/** Something whose start somebody typed (R-OP-12). */
export type Timed = PlanTask | PlanPhase;

/** Kinds of subject and what a rule of that kind is handed. */
export interface Subjects {
  readonly agency: PlanAgency;
  /** Live tasks only. */
  readonly task: PlanTask;
  readonly timed: Timed;
  readonly sync_group: PlanSyncGroup;
  readonly site: PlanSite;
  readonly person: PlanPerson;
  readonly jit: PlanJit;
  readonly agreement: PlanAgreement;
  readonly movement: PlanMovement;
  readonly asset: PlanAsset;
  readonly request: PlanRequest;
  readonly deconfliction: PlanDeconfliction;
  readonly risk: PlanRisk;
  readonly record: PlanRecord;
  readonly release: PlanRelease;
  readonly released_record: ReleasedRecord;
}
export type SubjectKind = keyof Subjects;

/**
 * What a rule looks at: lists of the plan, and `time` for anything that moves with H or D-day. A change elsewhere cannot change
 * its findings, so it is not asked again (`recheck.ts`). A test watches every rule and fails on one that looks further.
 */
export type Input =
  | Exclude<keyof Plan, 'operation' | 'targets' | 'entities' | 'flows' | 'overrides'>
  | 'operation'
  | 'flows'
  | 'time';

export interface Rule {
  /** Id in docs/rules.md, `R-OP-02`. */
  readonly id: string;
  /** What holds when the rule is silent, one line. */
  readonly title: string;
  /** The highest severity its findings can have. */
  readonly severity: Severity;
  readonly gate: Gate;
  /** ‡: can never be overridden. */
  readonly dagger: boolean;
  readonly cadence: Cadence;
  readonly subjectKind: SubjectKind;
  readonly reads: ReadonlySet<Input>;
  /** Ids of everything the rule looks at, each once, in no promised order. */
  readonly subjects: (facts: Facts) => Iterable<Code>;
  /** The verdict on one subject; null when all is well, cannot be seen, or there is no such subject. */
  readonly check: (facts: Facts, subject: Code) => Finding | null;
  /** The findings on all subjects, in no promised order. */
  readonly checkAll: (facts: Facts) => readonly Finding[];
}

/**
 * What a rule found; its severity is that of the rule unless it says otherwise. Words are made from the items (`words/`), so they hold
 * everything the sentence says, in an order that is the same on every machine.
 */
export interface Verdict {
  readonly items: readonly FindingItem[];
  readonly severity?: Severity;
}

interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly gate: Gate;
  readonly dagger?: boolean;
  readonly cadence?: Cadence;
  readonly reads: readonly Input[];
}

/** Makes a rule about one kind of subject from the question it asks. */
export function ruleAbout<K extends SubjectKind>(
  kind: K,
  text: RuleText,
  ask: (facts: Facts, subject: Subjects[K], id: Code) => Verdict | null,
): Rule {
  const { dagger = false, cadence = 'change', reads, ...rest } = text;
  const source: Source<Subjects[K]> = SOURCES[kind];
  const judge = (facts: Facts, subject: Subjects[K], id: Code): Finding | null => {
    const verdict = ask(facts, subject, id);
    if (verdict === null) return null;
    const { items, severity = text.severity } = verdict;
    const message = whatText({ rule: text.id, subject: id, items }, 'en');
    return { rule: text.id, severity, subject: id, message, items, gate: text.gate };
  };
  return {
    ...rest,
    dagger,
    cadence,
    reads: new Set(reads),
    subjectKind: kind,
    subjects: (facts) => {
      const ids: Code[] = [];
      source.each(facts, (_subject, id) => ids.push(id));
      return ids;
    },
    check: (facts, id) => {
      const subject = source.find(facts, id);
      return subject === undefined ? null : judge(facts, subject, id);
    },
    checkAll: (facts) => {
      const findings: Finding[] = [];
      source.each(facts, (subject, id) => {
        const finding = judge(facts, subject, id);
        if (finding) findings.push(finding);
      });
      return findings;
    },
  };
}

interface Source<T> {
  readonly each: (facts: Facts, visit: (subject: T, id: Code) => void) => void;
  readonly find: (facts: Facts, id: Code) => T | undefined;
}
const listOf = <T>(pick: (facts: Facts) => ReadonlyMap<Code, T>): Source<T> => ({
  each: (facts, visit) => pick(facts).forEach(visit),
  find: (facts, id) => pick(facts).get(id),
});

const liveTask = (facts: Facts, id: Code): PlanTask | undefined => {
  const task = facts.tasks.get(id);
  return task && isLive(task) ? task : undefined;
};
const eachLiveTask = (facts: Facts, visit: (task: PlanTask, id: Code) => void): void => {
  for (const task of facts.plan.tasks) if (isLive(task)) visit(task, task.id);
};

const SOURCES: { readonly [K in SubjectKind]: Source<Subjects[K]> } = {
  agency: listOf((facts) => facts.agencies),
  task: { each: eachLiveTask, find: liveTask },
  timed: {
    each: (facts, visit) => {
      facts.phases.forEach(visit);
      eachLiveTask(facts, visit);
    },
    find: (facts, id) => liveTask(facts, id) ?? facts.phases.get(id),
  },
  sync_group: listOf((facts) => facts.syncGroups),
  site: listOf((facts) => facts.sites),
  person: listOf((facts) => facts.people),
  jit: listOf((facts) => facts.jits),
  agreement: listOf((facts) => facts.agreements),
  movement: listOf((facts) => facts.movements),
  asset: listOf((facts) => facts.assets),
  request: listOf((facts) => facts.requests),
  deconfliction: listOf((facts) => facts.deconfliction),
  risk: listOf((facts) => facts.risks),
  record: listOf((facts) => facts.records),
  release: listOf((facts) => facts.releases),
  released_record: {
    each: (facts, visit) => {
      for (const release of facts.releases.values()) {
        for (const code of new Set(release.records)) {
          const record = facts.records.get(code);
          if (record) visit({ release, record }, releasedRecordId(release.id, code));
        }
      }
    },
    find: (facts, id) => {
      const slash = id.indexOf('/');
      const release = facts.releases.get(id.slice(0, slash));
      const record = facts.records.get(id.slice(slash + 1));
      return slash > 0 && release && record && release.records.includes(record.id) ? { release, record } : undefined;
    },
  },
};

/** Subject of a finding about one record of one release. */
export const releasedRecordId = (release: Code, record: Code): Code => `${release}/${record}`;

/** `T1, T2 and T3`, sorted and without repeats. */
export function listed(codes: Iterable<string>): string {
  const sorted = sortedCodes(codes);
  return sorted.length < 2 ? sorted.join('') : `${sorted.slice(0, -1).join(', ')} and ${sorted.at(-1)}`;
}

const HOUR_MS = 3_600_000;
export const hours = (n: number): number => n * HOUR_MS;

/** Every item of `found` as a finding item with this key. */
export const itemsOf = (key: string, refs: Iterable<Code>): readonly FindingItem[] =>
  sortedCodes(refs).map((ref) => ({ key, ref }));

export const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

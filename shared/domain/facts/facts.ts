/**
 * The plan as rules see it: indexed, read-only, at one moment.
 * Built once per plan and carried along by overlays (`overlay.ts`); whatever cannot be seen is null or absent, never guessed.
 */
import type {
  Code,
  CountryCode,
  InstantMs,
  LocalDate,
  Plan,
  PlanAgency,
  PlanAgreement,
  PlanAsset,
  PlanDeconfliction,
  PlanHoliday,
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
import { REMOTE, type TaskState } from '../../model/vocabulary.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { dateIn } from '../../time/wall-clock.ts';
import { type Clockwork, clockwork, type KnownSpan, type Span, spanOfPhase, spanOfTask } from './clockwork.ts';
import { TaskIndex } from './task-index.ts';

/**
 * Says that a field is empty because its owner did not release it to this agency. Rules then stay silent about it;
 * an optional field that is empty for any other reason is simply not filled in, and the rule that asks for it fires.
 */
export type Withheld = (item: Code, field: string) => boolean;
const NOTHING_WITHHELD: Withheld = () => false;

/** A task of a person's day with its known times. */
export interface TimedTask extends KnownSpan {
  readonly task: PlanTask;
}

export interface FlowTotals {
  /** US cents */
  readonly inflow: bigint;
  /** US cents */
  readonly outflow: bigint;
}

/** Indexes over the small lists; each is built from the lists named beside it and reused while those are the same arrays. */
export interface Lists {
  readonly agencies: ReadonlyMap<Code, PlanAgency>;
  readonly sites: ReadonlyMap<Code, PlanSite>;
  readonly phases: ReadonlyMap<Code, PlanPhase>;
  readonly syncGroups: ReadonlyMap<Code, PlanSyncGroup>;
  readonly people: ReadonlyMap<Code, PlanPerson>;
  readonly jits: ReadonlyMap<Code, PlanJit>;
  readonly agreements: ReadonlyMap<Code, PlanAgreement>;
  readonly movements: ReadonlyMap<Code, PlanMovement>;
  readonly assets: ReadonlyMap<Code, PlanAsset>;
  readonly requests: ReadonlyMap<Code, PlanRequest>;
  readonly deconfliction: ReadonlyMap<Code, PlanDeconfliction>;
  readonly risks: ReadonlyMap<Code, PlanRisk>;
  readonly records: ReadonlyMap<Code, PlanRecord>;
  readonly releases: ReadonlyMap<Code, PlanRelease>;
  readonly holidaysByCountry: ReadonlyMap<CountryCode, readonly PlanHoliday[]>;
  readonly peopleByAgency: ReadonlyMap<Code, readonly PlanPerson[]>;
  readonly syncGroupsByTask: ReadonlyMap<Code, readonly PlanSyncGroup[]>;
  readonly movementsByTask: ReadonlyMap<Code, readonly PlanMovement[]>;
  readonly requestsByAsset: ReadonlyMap<Code, readonly PlanRequest[]>;
  /** Assets that are the same account or wallet (R-FIN-09), in the order of the file. */
  readonly assetsByReference: ReadonlyMap<string, readonly PlanAsset[]>;
  readonly flowsByAsset: ReadonlyMap<Code, FlowTotals>;
  /** Records by what they are linked to. */
  readonly recordsByLink: ReadonlyMap<Code, readonly PlanRecord[]>;
}

export interface Facts extends Lists {
  readonly plan: Plan;
  /** The "now" of all rules. */
  readonly clock: InstantMs;
  /** Date of the clock in the reference zone. */
  readonly today: LocalDate;
  readonly withheld: Withheld;
  readonly tasks: TaskIndex;
  readonly clockwork: Clockwork;
  /** Known times of a person's tasks, by person; filled on demand through `timelineOf`. */
  readonly timelines: Map<Code, readonly TimedTask[]>;
}

/**
 * Indexes a plan at the moment `clock`. One pass over every list; throws only on a reference zone that is no zone.
 * `withheld` tells fields that were not released from fields nobody filled in; without it every empty field counts as not filled in,
 * but a reference to an item that is not in the plan always counts as not seen.
 */
export function buildFacts(plan: Plan, clock: InstantMs, withheld: Withheld = NOTHING_WITHHELD): Facts {
  return {
    ...buildLists(plan),
    plan,
    clock,
    today: dateIn(plan.operation.refTz, clock),
    withheld,
    tasks: TaskIndex.of(plan.tasks),
    clockwork: clockwork(plan.operation),
    timelines: new Map(),
  };
}

/** Indexes of the small lists; those of lists that did not change since `before` are taken over. */
export function buildLists(plan: Plan, before?: Facts): Lists {
  const keep = <K extends keyof Lists>(name: K, from: keyof Plan, make: () => Lists[K]): Lists[K] =>
    before && before.plan[from] === plan[from] ? before[name] : make();
  return {
    agencies: keep('agencies', 'agencies', () => byId(plan.agencies)),
    sites: keep('sites', 'sites', () => byId(plan.sites)),
    phases: keep('phases', 'phases', () => byId(plan.phases)),
    syncGroups: keep('syncGroups', 'syncGroups', () => byId(plan.syncGroups)),
    people: keep('people', 'people', () => byId(plan.people)),
    jits: keep('jits', 'jits', () => byId(plan.jits)),
    agreements: keep('agreements', 'agreements', () => byId(plan.agreements)),
    movements: keep('movements', 'movements', () => byId(plan.movements)),
    assets: keep('assets', 'assets', () => byId(plan.assets)),
    requests: keep('requests', 'requests', () => byId(plan.requests)),
    deconfliction: keep('deconfliction', 'deconfliction', () => byId(plan.deconfliction)),
    risks: keep('risks', 'risks', () => byId(plan.risks)),
    records: keep('records', 'records', () => byId(plan.records)),
    releases: keep('releases', 'releases', () => byId(plan.releases)),
    holidaysByCountry: keep('holidaysByCountry', 'holidays', () => groupBy(plan.holidays, (day) => [day.cc])),
    peopleByAgency: keep('peopleByAgency', 'people', () => groupBy(plan.people, (person) => present(person.agency))),
    requestsByAsset: keep('requestsByAsset', 'requests', () => groupBy(plan.requests, (r) => present(r.asset))),
    syncGroupsByTask: keep('syncGroupsByTask', 'syncGroups', () => groupBy(plan.syncGroups, (group) => group.tasks)),
    movementsByTask: keep('movementsByTask', 'movements', () => groupBy(plan.movements, (m) => present(m.task))),
    assetsByReference: keep('assetsByReference', 'assets', () =>
      groupBy(plan.assets, (a) => present(assetReference(a))),
    ),
    flowsByAsset: keep('flowsByAsset', 'flows', () => totalFlows(plan)),
    recordsByLink: keep('recordsByLink', 'records', () => groupBy(plan.records, (record) => record.links)),
  };
}

/**
 * What makes two records the same account or wallet: kind and reference without spaces, accounts in upper case (R-FIN-09).
 * null for kinds whose reference is only a description.
 */
export function assetReference(asset: PlanAsset): string | null {
  const ref = asset.ref.replace(/\s+/gu, '');
  if (asset.kind === 'bank_account') return `account:${ref.toUpperCase()}`;
  return asset.kind === 'crypto_wallet' ? `wallet:${ref}` : null;
}

const NEVER_HAPPENS: ReadonlySet<TaskState> = new Set(['cancelled', 'aborted']);
/** A cancelled or aborted task takes nobody's time and fulfils no need. Past tasks stay live. */
export const isLive = (task: PlanTask): boolean => !NEVER_HAPPENS.has(task.status);

export const spanOf = (facts: Facts, task: PlanTask): Span => spanOfTask(facts.clockwork, task);

/** Window of a phase with both limits; null limits hang on a start that was not released. */
export const phaseSpan = (facts: Facts, phase: PlanPhase): Span =>
  spanOfPhase(facts.clockwork, phase, facts.plan.operation.refTz);

/**
 * The time a task takes at least: one whose duration nobody filled in (R-OP-03) counts as one minute, so it is still seen on a day of leave.
 * null when its start cannot be told.
 */
export function leastSpan(facts: Facts, task: PlanTask): KnownSpan | null {
  const { start, end } = spanOf(facts, task);
  return start === null ? null : { start, end: end ?? start + MS_PER_MINUTE };
}

/** Live tasks of a person whose times are known, by start and then id. */
export function timelineOf(facts: Facts, person: Code): readonly TimedTask[] {
  const known = facts.timelines.get(person);
  if (known) return known;
  const timed: TimedTask[] = [];
  for (const task of facts.tasks.by('person', person)) {
    const span = isLive(task) ? leastSpan(facts, task) : null;
    if (span) timed.push({ task, ...span });
  }
  timed.sort((a, b) => a.start - b.start || compareCodes(a.task.id, b.task.id));
  facts.timelines.set(person, timed);
  return timed;
}

/** The site of a physical task; null for a remote one and for a site this copy does not hold. */
export const siteOf = (facts: Facts, task: PlanTask): PlanSite | null =>
  task.site === null || task.site === REMOTE ? null : (facts.sites.get(task.site) ?? null);

/** The country a person comes from; null for an international body; undefined when the agency cannot be seen. */
export function homeOf(facts: Facts, person: PlanPerson): CountryCode | null | undefined {
  const agency = person.agency === null ? undefined : facts.agencies.get(person.agency);
  return agency ? agency.cc : undefined;
}

/** Whether a country is abroad for this person (always, if the agency has no country); false when it cannot be told. */
export function isAbroad(facts: Facts, person: PlanPerson, cc: CountryCode): boolean {
  const home = homeOf(facts, person);
  return home !== undefined && home !== cc;
}

/** The people of a task this copy can see, by id, and how many it cannot. */
export function peopleOf(
  facts: Facts,
  task: PlanTask,
): { readonly seen: readonly PlanPerson[]; readonly unseen: number } {
  const seen: PlanPerson[] = [];
  let unseen = 0;
  for (const id of new Set(task.people)) {
    const person = facts.people.get(id);
    if (person) seen.push(person);
    else unseen += 1;
  }
  return { seen: seen.sort((a, b) => compareCodes(a.id, b.id)), unseen };
}

/** Order of codes that is the same on every machine. */
export const compareCodes = (a: Code, b: Code): number => (a < b ? -1 : a > b ? 1 : 0);
export const sortedCodes = (codes: Iterable<Code>): readonly Code[] => [...new Set(codes)].sort(compareCodes);

const present = (code: Code | null): readonly Code[] => (code === null ? [] : [code]);

function byId<T extends { readonly id: Code }>(items: readonly T[]): ReadonlyMap<Code, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

/** Sums are big integers: many amounts of up to 10^14 cents leave the range in which numbers are exact. */
function totalFlows(plan: Plan): ReadonlyMap<Code, FlowTotals> {
  const totals = new Map<Code, FlowTotals>();
  const add = (asset: Code, inflow: bigint, outflow: bigint): void => {
    const sum = totals.get(asset);
    totals.set(asset, { inflow: (sum?.inflow ?? 0n) + inflow, outflow: (sum?.outflow ?? 0n) + outflow });
  };
  for (const flow of plan.flows) {
    add(flow.dst, BigInt(flow.usdMinor), 0n);
    add(flow.src, 0n, BigInt(flow.usdMinor));
  }
  return totals;
}

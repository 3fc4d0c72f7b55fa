/**
 * A second, slow reading of the rules, written from the rules alone and sharing no code with shared/domain or shared/time:
 * plain loops over the plan, time through Temporal. It exists to disagree with the engine (test/oracle/oracle.test.ts). Where the two
 * once differed on a question the rules leave open, docs/rules.md says which reading holds.
 */
import { Temporal } from 'temporal-polyfill';
import type { Plan, PlanAgency, PlanPerson, PlanSite, PlanTask } from '#shared/model/plan.ts';

/** `block R-OP-02 T39` as values; the oracle gives no sentences. */
export interface Said {
  readonly rule: string;
  readonly severity: 'block' | 'warn';
  readonly subject: string;
}
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

export interface Start {
  readonly at: number;
  /** false: the wall clock falls into a gap or comes twice (R-OP-12). */
  readonly unique: boolean;
  readonly form: 'H' | 'D' | 'fixed';
  /** D+N without a time of day. */
  readonly bareDay: boolean;
}
/** A task that takes place at a known time; one without a duration lasts a minute where presence matters (docs/rules.md). */
export interface Slot {
  readonly task: PlanTask;
  readonly start: number;
  readonly end: number;
  readonly form: Start['form'];
}
const LEAST_MINUTES = 1;

export interface Scene {
  readonly plan: Plan;
  readonly now: number;
  readonly today: string;
  /** Tasks that still stand: neither cancelled nor aborted. */
  readonly tasks: readonly PlanTask[];
  readonly start: (at: string) => Start | null;
  readonly slot: (task: PlanTask) => Slot | null;
  readonly agency: (id: string | null) => PlanAgency | undefined;
  readonly site: (id: string | null) => PlanSite | undefined;
  readonly person: (id: string | null) => PlanPerson | undefined;
  /** Date of an instant in the reference zone. */
  readonly day: (at: number) => string;
  /** First and last day of a slot; the last is the day of its last minute. */
  readonly days: (slot: Slot, zone?: string) => readonly [string, string];
  readonly slotsOf: (person: PlanPerson) => readonly Slot[];
}

export const dateIn = (zone: string, at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
export const plusDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();
export const plusMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();
export const daysFromTo = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
export const countryOf = (scene: Scene, person: PlanPerson): string | null => scene.agency(person.agency)?.cc ?? null;

function wall(text: string, zone: string): { at: number; unique: boolean } {
  const plain = Temporal.PlainDateTime.from(text);
  const moved = plain.toZonedDateTime(zone, { disambiguation: 'compatible' });
  let unique = true;
  try {
    plain.toZonedDateTime(zone, { disambiguation: 'reject' });
  } catch {
    unique = false;
  }
  return { at: moved.epochMilliseconds, unique };
}

function startOf(plan: Plan, text: string): Start | null {
  const h = /^H([+-])(?:(\d+)d)?(\d{1,3}):(\d\d)$/.exec(text);
  if (h) {
    if (plan.operation.hHour === null) return null;
    const minutes = Number(h[2] ?? 0) * 1440 + Number(h[3]) * 60 + Number(h[4]);
    const at = plan.operation.hHour + (h[1] === '-' ? -minutes : minutes) * MINUTE;
    return { at, unique: true, form: 'H', bareDay: false };
  }
  const d = /^D([+-]\d+)(?:T(\d\d:\d\d))?$/.exec(text);
  if (d) {
    const date = plusDays(plan.operation.dDay, Number(d[1]));
    if (d[2] !== undefined) return { ...wall(`${date}T${d[2]}`, plan.operation.refTz), form: 'D', bareDay: false };
    const first = Temporal.PlainDate.from(date).toZonedDateTime(plan.operation.refTz);
    return { at: first.epochMilliseconds, unique: true, form: 'D', bareDay: true };
  }
  const fixed = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)\[(.+)\]$/.exec(text);
  if (!fixed) throw new Error(`no start form: ${text}`);
  return { ...wall(fixed[1] ?? '', fixed[2] ?? ''), form: 'fixed', bareDay: false };
}

/** What the rules ask again and again, looked up the slow way. */
export function sceneOf(plan: Plan, now: number): Scene {
  const tasks = plan.tasks.filter((task) => task.status !== 'cancelled' && task.status !== 'aborted');
  const day = (at: number): string => dateIn(plan.operation.refTz, at);
  const slot = (task: PlanTask): Slot | null => {
    const start = task.at === null ? null : startOf(plan, task.at);
    return (
      start && { task, start: start.at, end: start.at + (task.minutes ?? LEAST_MINUTES) * MINUTE, form: start.form }
    );
  };
  const slots = new Map<PlanTask, Slot | null>();
  const remembered = (task: PlanTask): Slot | null => {
    const known = slots.get(task);
    const found = known === undefined ? slot(task) : known;
    slots.set(task, found);
    return found;
  };
  return {
    plan,
    now,
    today: day(now),
    tasks,
    start: (at) => startOf(plan, at),
    slot: remembered,
    agency: (id) => plan.agencies.find((agency) => agency.id === id),
    site: (id) => plan.sites.find((site) => site.id === id),
    person: (id) => plan.people.find((person) => person.id === id),
    day,
    days: ({ start, end }, zone = plan.operation.refTz) => [
      dateIn(zone, start),
      dateIn(zone, Math.max(start, end - MINUTE)),
    ],
    slotsOf: (person) =>
      tasks
        .filter((task) => task.people.includes(person.id))
        .flatMap((task) => remembered(task) ?? [])
        .sort((a, b) => a.start - b.start || a.end - b.end),
  };
}

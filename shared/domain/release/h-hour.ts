/**
 * R-OP-11: the exact H-hour goes to the disclosure list, and so does every value from which it could be read off.
 * The readings, with their reasons, stand in docs/release.md.
 */
import type { Wire, WireType } from '../../model/kinds/field.ts';
import type { Code, InstantMs, Plan, PlanTask } from '../../model/plan.ts';
import { COERCIVE_KINDS } from '../../model/vocabulary.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { parseInstant } from '../../time/instant.ts';
import { wallClock } from '../../time/wall-clock.ts';
import type { Facts } from '../facts/facts.ts';
import { clockFinder } from './clock-text.ts';
import { someLeaf } from './leaves.ts';

/**
 * Agencies that may see the exact H-hour. Where no list was laid down these are the lead, the coordinator and the agencies of those
 * who command: strategic, tactical, and operational at each site. They cannot do their task without it; nobody else is guessed.
 */
export function disclosureList({ operation, people }: Plan): ReadonlySet<Code> {
  if (operation.disclosure !== null) return new Set(operation.disclosure);
  const { strategic, tactical, operational } = operation.command;
  const command = new Set([strategic, tactical, ...Object.values(operational)]);
  const agencies = people.filter((person) => command.has(person.id)).map((person) => person.agency);
  return new Set([operation.lead, operation.coordinator, ...agencies].filter((code) => code !== null));
}

/** A neighbour of an entry is as telling as the entry when it lies this close to H. */
const NEAR_H_MS = 12 * 60 * MS_PER_MINUTE;

export interface HHourGuard {
  /** The start of a task would give H away. */
  readonly taskStart: (task: PlanTask) => boolean;
  /** The window of a phase would. */
  readonly phaseWindow: (from: string, to: string) => boolean;
  /** An instant, a start or a text anywhere in a value would. */
  readonly value: (type: WireType, value: Wire) => boolean;
}

/** Guard for a recipient that is not on the list. `departs`: tasks whose movement and time of departure the recipient gets. */
export function hHourGuard(facts: Facts, departs: ReadonlySet<Code>): HHourGuard {
  const { plan, clockwork } = facts;
  const { hHour } = plan.operation;
  const tolerance = plan.limits.syncToleranceMin * MS_PER_MINUTE;
  const isAtH = (at: InstantMs | null): boolean => at !== null && hHour !== null && Math.abs(at - hHour) <= tolerance;
  const resolved = (at: string | null): InstantMs | null => clockwork.resolve(at)?.at ?? null;
  const isFree = (at: string | null): boolean => {
    const form = clockwork.form(at);
    return form !== null && form.form !== 'H';
  };
  const hasClock = (at: string | null): boolean => {
    const form = clockwork.form(at);
    return form !== null && (form.form === 'fixed' || (form.form === 'D' && form.time !== null));
  };

  const neighbours = neighboursOf(plan);
  const taskStart = (task: PlanTask): boolean => {
    if (!isFree(task.at)) return task.at !== null && departs.has(task.id);
    const start = resolved(task.at);
    const end = start === null || task.minutes === null ? null : start + task.minutes * MS_PER_MINUTE;
    if (isAtH(start) || isAtH(end)) return true;
    if (!hasClock(task.at)) return false;
    if (isTelling(task)) return true;
    const near = hHour === null || start === null || Math.abs(start - hHour) <= NEAR_H_MS;
    return near && (neighbours.get(task.id) ?? []).some(isTelling);
  };

  const hangingBounds = new Set(
    plan.phases.flatMap(({ from, to }) => [from, to]).flatMap((at) => (isFree(at) ? [] : (resolved(at) ?? []))),
  );
  const boundTells = (at: string): boolean => {
    const instant = isFree(at) ? resolved(at) : null;
    return isAtH(instant) || (hasClock(at) && instant !== null && hangingBounds.has(instant));
  };

  const saysClock = hHour === null ? () => false : clockFinder(clocksOf(plan, hHour));
  const value = (type: WireType, wire: Wire): boolean =>
    someLeaf(type, wire, ({ t }, leaf) => {
      const text = String(leaf);
      if (t === 'instant') return isAtH(parseInstant(text));
      if (t === 'start') return isFree(text) && isAtH(resolved(text));
      return t === 'text' && saysClock(text);
    });
  return { taskStart, phaseWindow: (from, to) => boundTells(from) || boundTells(to), value };
}

/** Entries, searches, arrests and whatever starts together: these stand at H or at a fixed distance everybody knows. */
const isTelling = (task: PlanTask): boolean => task.sync !== null || COERCIVE_KINDS.includes(task.kind);

function neighboursOf({ tasks }: Plan): ReadonlyMap<Code, readonly PlanTask[]> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const neighbours = new Map<Code, PlanTask[]>();
  const link = (of: Code, other: PlanTask | undefined): void => {
    if (!other) return;
    const list = neighbours.get(of);
    if (list) list.push(other);
    else neighbours.set(of, [other]);
  };
  for (const task of tasks) {
    for (const { on } of task.dependencies) {
      link(task.id, byId.get(on));
      link(on, task);
    }
  }
  return neighbours;
}

/** H as the clocks of everybody in the plan show it. */
const clocksOf = ({ operation, sites, agencies }: Plan, hHour: InstantMs): ReadonlySet<string> =>
  new Set(
    [operation.refTz, 'UTC', ...sites.map((site) => site.tz), ...agencies.map((agency) => agency.tz)].map(
      (zone) => wallClock(hHour, zone).time,
    ),
  );

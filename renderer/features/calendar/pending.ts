/** A move or a new length that is looked at before it is made; the stored form stays the one that was typed. */
import type { CalendarEntry } from '#shared/contract/calendar.ts';
import { MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { shiftStart } from '#shared/time/shift-start.ts';
import type { StartContext } from '#shared/time/start-form.ts';
import { bothInstants, fromWall, type Wall } from './zone-adapter.ts';

export interface Pending {
  readonly entry: CalendarEntry;
  /** Where it would stand. */
  readonly start: number;
  readonly end: number;
  readonly at: string;
  /** New length in minutes; null: unchanged. */
  readonly minutes: number | null;
  /** The dropped wall clock comes twice: both instants, for a person to choose (ux.md, section 9). */
  readonly twice: readonly [number, number] | null;
}
export type Refusal = 'gap' | 'form' | 'length';

/** The task at another instant. `form`: its start cannot be written there in its own form. */
export function movedTo(
  entry: CalendarEntry,
  start: number,
  context: StartContext,
  twice: Pending['twice'] = null,
): Pending | Refusal | null {
  if (entry.at === null || entry.start === null) return null;
  const by = Math.round((start - entry.start) / MS_PER_MINUTE);
  const length = (entry.end ?? entry.start) - entry.start;
  if (by === 0 && twice === null) return null;
  const at = by === 0 ? entry.at : shiftStart(entry.at, by, context);
  const begins = entry.start + by * MS_PER_MINUTE;
  return at === null ? 'form' : { entry, start: begins, end: begins + length, at, minutes: null, twice };
}

/** The task dropped on a wall clock. `gap`: that clock does not exist. */
export function droppedOn(
  entry: CalendarEntry,
  wall: Wall,
  zone: string,
  context: StartContext,
): Pending | Refusal | null {
  const { at, clock } = fromWall(wall, zone);
  return clock === 'gap' ? 'gap' : movedTo(entry, at, context, bothInstants(wall, zone));
}

/** The task with another end, and where the beginning was pulled another start. */
export function resized(
  entry: CalendarEntry,
  start: Wall,
  end: Wall,
  zone: string,
  context: StartContext,
): Pending | Refusal | null {
  if (entry.at === null || entry.start === null) return null;
  const [from, to] = [fromWall(start, zone), fromWall(end, zone)];
  if (from.clock === 'gap' || to.clock === 'gap') return 'gap';
  // the end that was not pulled keeps its instant, also where its wall clock comes twice
  const begins = sameWall(entry.start, start, zone) ? entry.start : from.at;
  const ends = entry.end !== null && sameWall(entry.end, end, zone) ? entry.end : to.at;
  const minutes = Math.round((ends - begins) / MS_PER_MINUTE);
  if (minutes < 1) return 'length';
  const moved = begins === entry.start ? null : movedTo(entry, begins, context);
  if (typeof moved === 'string') return moved;
  if (!moved && minutes === lengthOf(entry)) return null;
  return { entry, start: begins, end: ends, at: moved?.at ?? entry.at, minutes, twice: null };
}

export const lengthOf = (entry: CalendarEntry): number =>
  Math.round(((entry.end ?? entry.start ?? 0) - (entry.start ?? 0)) / MS_PER_MINUTE);

const sameWall = (instant: number, wall: Wall, zone: string): boolean => {
  const meant = bothInstants(wall, zone) ?? [fromWall(wall, zone).at];
  return meant.includes(instant);
};

/** One more step by key: from where it is looked at now. */
export function stepped(
  pending: Pending | null,
  entry: CalendarEntry,
  by: { readonly minutes: number; readonly longer: number },
  context: StartContext,
): Pending | Refusal | null {
  if (entry.at === null || entry.start === null) return null;
  const before = pending?.entry.key === entry.key ? pending : null;
  const start = (before?.start ?? entry.start) + by.minutes * MS_PER_MINUTE;
  const minutes = (before?.minutes ?? lengthOf(entry)) + by.longer;
  if (minutes < 1) return 'length';
  const moved = movedTo(entry, start, context);
  if (typeof moved === 'string') return moved;
  const length = minutes === lengthOf(entry) ? null : minutes;
  if (!moved && length === null) return null;
  const end = start + minutes * MS_PER_MINUTE;
  return { entry, start, end, at: moved?.at ?? entry.at, minutes: length, twice: null };
}

/** What a task shown elsewhere has to say of itself to be moved by key. */
export interface MovableTask {
  readonly id: string;
  readonly operation: string;
  readonly operationCode: string;
  readonly code: string;
  readonly title: string;
  readonly place: string;
  readonly status: string;
  readonly start: number;
  readonly end: number;
  readonly at: string | null;
  readonly findings: CalendarEntry['findings'];
}

/** One step of a task that is not shown as an entry. */
export function stepTask(
  pending: Pending | null,
  task: MovableTask,
  minutes: number,
  context: StartContext,
): Pending | Refusal | null {
  const { id, title, ...rest } = task;
  const entry: CalendarEntry = {
    ...rest,
    key: id,
    layer: 'task',
    kind: 'task',
    record: id,
    title: { en: title, fr: title },
    days: null,
  };
  return stepped(pending, entry, { minutes, longer: 0 }, context);
}

/**
 * Starts and days as instants, remembered. A plan names few different texts (`D-5T09:00`, `2027-03-20`) many times,
 * so each is worked out once; moving H keeps everything that hangs on D-day or on a fixed clock.
 */
import type { InstantMs, LocalDate, PlanPhase, PlanTask } from '../../model/plan.ts';
import { dayNumber, MS_PER_MINUTE } from '../../time/calendar.ts';
import {
  parseStart,
  type ResolvedStart,
  resolveStart,
  type StartContext,
  type StartForm,
} from '../../time/start-form.ts';
import { dateIn, startOfDayNumber } from '../../time/wall-clock.ts';

/** When a task is, as far as this copy of the plan can tell. Intervals hold their start and not their end. */
export interface Span {
  /** null: the start or the H-hour it hangs on was not released. */
  readonly start: InstantMs | null;
  /** null: no start, or no duration. */
  readonly end: InstantMs | null;
}
/** A span whose both ends are known. */
export interface KnownSpan {
  readonly start: InstantMs;
  readonly end: InstantMs;
}

export const isKnown = (span: Span): span is KnownSpan => span.start !== null && span.end !== null;

export interface Clockwork {
  /** Start form of a text; null for a text that is none (or was not released). */
  readonly form: (at: string | null) => StartForm | null;
  /** What the text means at this H and D; null when it cannot be told. */
  readonly resolve: (at: string | null) => ResolvedStart | null;
  /** First instant of a day in the reference zone. */
  readonly dayStart: (date: LocalDate) => InstantMs;
  /** First instant after a day in the reference zone: `end <= dayEnd(date)` says that the item's last minute lies in or before it. */
  readonly dayEnd: (date: LocalDate) => InstantMs;
  /** Same clockwork with H and D-day elsewhere. */
  readonly at: (context: StartContext) => Clockwork;
}

type Memo<V> = Map<string, V>;
function remember<V>(memo: Memo<V>, key: string, make: (key: string) => V): V {
  const known = memo.get(key);
  if (known !== undefined || memo.has(key)) return known as V;
  const value = make(key);
  memo.set(key, value);
  return value;
}

interface Memos {
  readonly forms: Memo<StartForm | null>;
  readonly fixed: Memo<ResolvedStart | null>;
  readonly byDay: Memo<ResolvedStart | null>;
  readonly dayStarts: Memo<InstantMs>;
  readonly dayEnds: Memo<InstantMs>;
}

export const clockwork = (context: StartContext): Clockwork =>
  build(context, { forms: new Map(), fixed: new Map(), byDay: new Map(), dayStarts: new Map(), dayEnds: new Map() });

function build(context: StartContext, memos: Memos): Clockwork {
  // What hangs on this very H and D: one look-up for a text that was seen before.
  const resolved: Memo<ResolvedStart | null> = new Map();
  const form = (at: string | null): StartForm | null => (at === null ? null : remember(memos.forms, at, formOf));
  const startOf = (date: LocalDate): InstantMs => startOfDayNumber(dayNumber(date), context.refTz);
  const endOf = (date: LocalDate): InstantMs => startOfDayNumber(dayNumber(date) + 1, context.refTz);
  return {
    form,
    resolve: (at) => {
      if (at === null) return null;
      const known = resolved.get(at);
      if (known !== undefined) return known;
      const start = form(at);
      const value =
        start === null
          ? null
          : start.form === 'H'
            ? resolveStart(start, context)
            : remember(start.form === 'D' ? memos.byDay : memos.fixed, at, () => resolveStart(start, context));
      resolved.set(at, value);
      return value;
    },
    dayStart: (date) => remember(memos.dayStarts, date, startOf),
    dayEnd: (date) => remember(memos.dayEnds, date, endOf),
    at: (next) => {
      const sameZone = next.refTz === context.refTz;
      return build(next, {
        forms: memos.forms,
        fixed: memos.fixed,
        byDay: sameZone && next.dDay === context.dDay ? memos.byDay : new Map(),
        dayStarts: sameZone ? memos.dayStarts : new Map(),
        dayEnds: sameZone ? memos.dayEnds : new Map(),
      });
    },
  };
}

function formOf(at: string): StartForm | null {
  const parsed = parseStart(at);
  return parsed.ok ? parsed.value : null;
}

/** Start and end of a task. */
export function spanOfTask(works: Clockwork, task: PlanTask): Span {
  const start = works.resolve(task.at)?.at ?? null;
  return { start, end: start === null || task.minutes === null ? null : start + task.minutes * MS_PER_MINUTE };
}

/** The window of a phase; a bare day in `to` means its end (SCHEMA, phases). */
export function spanOfPhase(works: Clockwork, phase: PlanPhase, refTz: string): Span {
  const start = works.resolve(phase.from)?.at ?? null;
  const last = works.form(phase.to);
  const to = works.resolve(phase.to)?.at ?? null;
  const wholeDay = last?.form === 'D' && last.time === null;
  return { start, end: to !== null && wholeDay ? works.dayEnd(dateIn(refTz, to)) : to };
}

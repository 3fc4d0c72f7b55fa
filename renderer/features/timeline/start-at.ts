import type { OperationCard, TimelineFrame, TimelineRow } from '#shared/contract/planning.ts';
import { formatHOffset } from '#shared/time/start-form.ts';
import { wallClock } from '#shared/time/wall-clock.ts';
import type { NewTaskDraft } from '../new-task/index.ts';
import { snapMinutes } from './scale.ts';

const MINUTE = 60_000;

/** The start form of an instant picked on the axis, to the step of its scale: against H where H is known, else a fixed wall clock. */
export function startAt(card: Pick<OperationCard, 'hHour' | 'refTz'>, instant: number, msPerPx: number): string {
  const snap = snapMinutes(msPerPx) * MINUTE;
  if (card.hHour !== null) return formatHOffset((Math.round((instant - card.hHour) / snap) * snap) / MINUTE);
  const { date, time } = wallClock(Math.round(instant / snap) * snap, card.refTz);
  return `${date}T${time}[${card.refTz}]`;
}

/** A new task made beside a row: its place, and its start as it is written, unless an instant was picked; without either at H. */
export function newBeside(
  card: Pick<OperationCard, 'hHour' | 'refTz'>,
  frame: Pick<TimelineFrame, 'sites' | 'now'>,
  row: Pick<TimelineRow, 'at' | 'place'> | undefined,
  picked?: { readonly at: number; readonly msPerPx: number },
): NewTaskDraft {
  const at = picked
    ? startAt(card, picked.at, picked.msPerPx)
    : (row?.at ?? startAt(card, card.hHour ?? frame.now, MINUTE));
  return { at, minutes: 60, site: frame.sites.find(({ codeWord }) => codeWord === row?.place)?.code };
}

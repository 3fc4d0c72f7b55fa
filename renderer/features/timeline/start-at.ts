import type { OperationCard } from '#shared/contract/planning.ts';
import { formatHOffset } from '#shared/time/start-form.ts';
import { wallClock } from '#shared/time/wall-clock.ts';
import { snapMinutes } from './scale.ts';

const MINUTE = 60_000;

/** The start form of an instant picked on the axis, to the step of its scale: against H where H is known, else a fixed wall clock. */
export function startAt(card: Pick<OperationCard, 'hHour' | 'refTz'>, instant: number, msPerPx: number): string {
  const snap = snapMinutes(msPerPx) * MINUTE;
  if (card.hHour !== null) return formatHOffset((Math.round((instant - card.hHour) / snap) * snap) / MINUTE);
  const { date, time } = wallClock(Math.round(instant / snap) * snap, card.refTz);
  return `${date}T${time}[${card.refTz}]`;
}

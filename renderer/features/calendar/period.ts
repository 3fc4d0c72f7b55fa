/** What stretch of days a calendar shows: pure arithmetic on dates. Weeks begin on Monday (ISO 8601), the same for every agency. */
import type { LocalDate } from '#shared/model/plan.ts';
import { addDays, addMonths, daysInMonth, weekday } from '#shared/time/calendar.ts';
import type { CalendarSpan } from '../../state/place.ts';

export const AGENDA_DAYS = 30;

const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01`;
const lastOfMonth = (date: LocalDate): LocalDate =>
  `${date.slice(0, 7)}-${daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)))}`;
export const monday = (date: LocalDate): LocalDate => addDays(date, 1 - weekday(date));

function range(from: LocalDate, to: LocalDate): readonly LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Every day on screen: whole weeks around a month, one week, one day, or the days of the agenda. */
export function daysOf(span: CalendarSpan, date: LocalDate): readonly LocalDate[] {
  switch (span) {
    case 'month':
      return range(monday(firstOfMonth(date)), addDays(monday(lastOfMonth(date)), 6));
    case 'week':
      return range(monday(date), addDays(monday(date), 6));
    case 'day':
      return [date];
    case 'agenda':
      return range(date, addDays(date, AGENDA_DAYS - 1));
  }
}

/** The day to stand on after a turn of the page. */
export const turned = (span: CalendarSpan, date: LocalDate, by: 1 | -1): LocalDate =>
  span === 'month' ? addMonths(date, by) : addDays(date, by * (span === 'week' ? 7 : span === 'day' ? 1 : AGENDA_DAYS));

/** Working days of a country: its weekend and its public holidays (R-FIN-04). */
import type { CountryCode, LocalDate, PlanHoliday } from '../../model/plan.ts';
import { addDays, weekday } from '../../time/calendar.ts';

const SATURDAY_SUNDAY: readonly number[] = [6, 7];
const FRIDAY_SATURDAY: readonly number[] = [5, 6];
/** ISO weekdays on which offices rest, where it is not Saturday and Sunday (Unicode CLDR, week data; official hours where CLDR has none). */
const WEEKENDS: Readonly<Record<CountryCode, readonly number[]>> = {
  AF: [4, 5],
  BD: FRIDAY_SATURDAY,
  BH: FRIDAY_SATURDAY,
  BN: [5, 7],
  DZ: FRIDAY_SATURDAY,
  EG: FRIDAY_SATURDAY,
  IL: FRIDAY_SATURDAY,
  IQ: FRIDAY_SATURDAY,
  IR: [4, 5],
  JO: FRIDAY_SATURDAY,
  KW: FRIDAY_SATURDAY,
  LY: FRIDAY_SATURDAY,
  MV: FRIDAY_SATURDAY,
  OM: FRIDAY_SATURDAY,
  PS: FRIDAY_SATURDAY,
  QA: FRIDAY_SATURDAY,
  SA: FRIDAY_SATURDAY,
  SD: FRIDAY_SATURDAY,
  SY: FRIDAY_SATURDAY,
  YE: FRIDAY_SATURDAY,
};

/** Weekend of a country as ISO weekdays; null (no country) has Saturday and Sunday. */
export const weekendOf = (cc: CountryCode | null): readonly number[] =>
  (cc !== null && Object.hasOwn(WEEKENDS, cc) ? WEEKENDS[cc] : undefined) ?? SATURDAY_SUNDAY;

/**
 * Working days from the day after `from` to `to`, both ends of that stretch counted; stops counting above `enough`, so a due
 * date years away costs nothing.
 */
export function workingDaysUntil(
  from: LocalDate,
  to: LocalDate,
  cc: CountryCode | null,
  holidays: readonly PlanHoliday[],
  enough: number,
): number {
  const weekend = weekendOf(cc);
  let count = 0;
  for (let day = addDays(from, 1); day <= to && count <= enough; day = addDays(day, 1)) {
    if (!weekend.includes(weekday(day)) && !holidays.some((holiday) => holiday.from <= day && day <= holiday.to))
      count += 1;
  }
  return count;
}

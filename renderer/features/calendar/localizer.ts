/** What the calendar component asks about dates: words from our own formatters, weeks from Monday, hours as 00:00 to 23:00. */
import { getDay, startOfWeek } from 'date-fns';
import { type CalendarProps, type DateLocalizer, dateFnsLocalizer } from 'react-big-calendar';
import { plainDateText } from '../../i18n/index.ts';
import { dateOfWall, hourOfWall, type Wall } from './zone-adapter.ts';

export interface Formats {
  readonly localizer: DateLocalizer;
  readonly formats: NonNullable<CalendarProps['formats']>;
}
const made = new Map<string, Formats>();

/** One per language, so that the component sees the same objects again and again. */
export function localizerOf(language: string): Formats {
  const known = made.get(language);
  if (known) return known;
  const hour = (wall: Wall): string => `${String(hourOfWall(wall)).padStart(2, '0')}:00`;
  const none = (): string => '';
  const localizer = dateFnsLocalizer({
    startOfWeek: (wall: Wall) => startOfWeek(wall, { weekStartsOn: 1 }),
    getDay,
    format: none,
    locales: {},
  });
  const both: Formats = {
    localizer,
    formats: {
      dateFormat: (wall: Wall) => plainDateText(dateOfWall(wall), language, 'dayOnly'),
      weekdayFormat: (wall: Wall) => plainDateText(dateOfWall(wall), language, 'weekdayOnly'),
      dayFormat: (wall: Wall) => plainDateText(dateOfWall(wall), language),
      timeGutterFormat: hour,
      // entries write their own times; a label beside would say them twice
      eventTimeRangeFormat: none,
      eventTimeRangeStartFormat: none,
      eventTimeRangeEndFormat: none,
      selectRangeFormat: none,
    },
  };
  made.set(language, both);
  return both;
}

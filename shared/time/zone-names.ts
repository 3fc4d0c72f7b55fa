/** Zones by the names of their cities, as people type them. */
import { isZone } from './zones.ts';

/** Cities that zone lists still call by an older name. */
const RENAMED: Readonly<Record<string, string>> = {
  yangon: 'Asia/Yangon',
  'ho chi minh': 'Asia/Ho_Chi_Minh',
  kolkata: 'Asia/Kolkata',
  kathmandu: 'Asia/Kathmandu',
  kyiv: 'Europe/Kyiv',
  utc: 'UTC',
  gmt: 'UTC',
  zulu: 'UTC',
};
const SHORTEST = 3;
let known: readonly (readonly [city: string, zone: string])[] | null = null;

/** The zone of a city, named in full or by a beginning that fits one zone only; null for anything else. */
export function zoneOfCity(text: string): string | null {
  const typed = text.trim().toLowerCase().replaceAll('_', ' ');
  const renamed = Object.hasOwn(RENAMED, typed) ? RENAMED[typed] : undefined;
  if (renamed !== undefined && isZone(renamed)) return renamed;
  if (typed.length < SHORTEST) return null;
  known ??= Intl.supportedValuesOf('timeZone').map((zone) => [
    zone
      .slice(zone.lastIndexOf('/') + 1)
      .replaceAll('_', ' ')
      .toLowerCase(),
    zone,
  ]);
  const whole = known.find(([city]) => city === typed);
  if (whole) return whole[1];
  const [first, ...more] = known.filter(([city]) => city.startsWith(typed));
  return first && more.length === 0 ? first[1] : null;
}

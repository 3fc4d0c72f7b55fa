/** One of eight colour-blind-safe colours per site; remote work is always the grey one, beyond seven sites a hatch is added. */
import type { TimelineFrame } from '#shared/contract/planning.ts';

export interface SiteLook {
  readonly colour: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  readonly hatched: boolean;
}
export const REMOTE_LOOK: SiteLook = { colour: 8, hatched: false };
const ORDER = [1, 2, 3, 4, 6, 7, 5] as const;

export function siteLooks(sites: TimelineFrame['sites']): ReadonlyMap<string, SiteLook> {
  return new Map(
    sites.map((site, i) => [site.codeWord, { colour: ORDER[i % ORDER.length] ?? 1, hatched: i >= ORDER.length }]),
  );
}
export const lookOf = (looks: ReadonlyMap<string, SiteLook>, place: string | null): SiteLook =>
  (place === null ? undefined : looks.get(place)) ?? REMOTE_LOOK;

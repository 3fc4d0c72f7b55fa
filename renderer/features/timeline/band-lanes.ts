/** Which papers have a line of their own below the axis, as arithmetic. */
import type { PaperBand } from '#shared/contract/bands.ts';
import type { TimelineFrame } from '#shared/contract/planning.ts';

/** Papers with a line of their own; the others share one. */
const LANES = 3;
export const BAND_LANE = 15;

/** Papers that say something within the plan have a line of their own: gaps, no force, or a term that begins or ends within it. */
export function bandLanes(
  papers: readonly PaperBand[],
  extent: TimelineFrame['card']['extent'],
): { readonly own: readonly PaperBand[]; readonly rest: readonly PaperBand[] } {
  const within = (at: number | null): boolean => at !== null && extent !== null && at > extent.from && at < extent.to;
  const speaks = (band: PaperBand): boolean => band.gaps > 0 || !band.stands || within(band.from) || within(band.to);
  const own = papers.filter(speaks).slice(0, LANES);
  return { own, rest: papers.filter((band) => !own.includes(band)) };
}

export const bandsHeight = (lanes: ReturnType<typeof bandLanes>): number =>
  (lanes.own.length + (lanes.rest.length > 0 ? 1 : 0)) * BAND_LANE;

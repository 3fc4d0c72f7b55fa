/** Orthogonal dependency lines, from the edge the type speaks of to the edge it binds. */
import type { TimelineRow } from '#shared/contract/planning.ts';
import { type TimeWindow, xOf } from './scale.ts';

export interface LinkPath {
  readonly d: string;
  readonly head: string;
  /** A small cross on the line: broken is never told by colour alone. */
  readonly cross: string;
}
const STUB = 7;
type Span = Pick<TimelineRow, 'start' | 'end'>;

/** SVG paths of one link; null when one end cannot be placed. Half pixels keep 1 px lines sharp. */
export function linkPath(type: string, from: Span, to: Span, y1: number, y2: number, w: TimeWindow): LinkPath | null {
  const fromAt = type.startsWith('S') ? from.start : from.end;
  const toAt = type.endsWith('S') ? to.start : to.end;
  if (fromAt === null || toAt === null) return null;
  const x1 = clampX(xOf(fromAt, w)) + 0.5;
  const x2 = clampX(xOf(toAt, w)) + 0.5;
  const out = type.startsWith('S') ? -STUB : STUB;
  const into = type.endsWith('S') ? -STUB : STUB;
  const a = Math.round(y1) + 0.5;
  const b = Math.round(y2) + 0.5;
  const turn = x1 + out;
  const before = x2 + into;
  // straight down when the target lies on the free side, else round between the rows
  const direct = into < 0 ? turn <= before : turn >= before;
  const middle = Math.round((a + b) / 2) + 0.5;
  const d = direct ? `M${x1} ${a}H${turn}V${b}H${x2}` : `M${x1} ${a}H${turn}V${middle}H${before}V${b}H${x2}`;
  const tip = into < 0 ? -5 : 5;
  const cx = turn;
  const cy = direct ? middle : Math.round((a + middle) / 2) + 0.5;
  return {
    d,
    head: `M${x2} ${b}l${tip} -3.5v7z`,
    cross: `M${cx - 4} ${cy - 4}l8 8M${cx + 4} ${cy - 4}l-8 8`,
  };
}

// far ends are cut near the edge: a line a million pixels long is drawn slowly and says nothing
const clampX = (x: number): number => Math.min(20_000, Math.max(-20_000, x));

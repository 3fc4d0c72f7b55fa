/** What a key does on a row of the timeline. */
import type { KeyboardEvent } from 'react';
import type { Ghost } from './pending-move.ts';

export interface RowKeys {
  readonly dir: 'ltr' | 'rtl';
  /** Rows on, or to a place from the top. */
  readonly step: (by: number) => void;
  readonly jump: (to: 'first' | 'last') => void;
  readonly inTime: (direction: 1 | -1) => void;
  readonly pan: (direction: 1 | -1) => void;
  /** Directions, not minutes: the scale says how far one step is. */
  readonly nudge: (by: Ghost) => void;
  readonly extend: (by: 1 | -1) => void;
  readonly toggle: () => void;
  readonly open: () => void;
  readonly select: () => void;
  /** false: there was nothing to let go. */
  readonly letGo: () => boolean;
}
const STEPS: Readonly<Partial<Record<string, number>>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** Answers whether the key meant something here. */
export function onRowKey(e: KeyboardEvent<HTMLElement>, keys: RowKeys): boolean {
  const side = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
  // The arrow follows the eye, also where the axis runs from right to left.
  const later = (keys.dir === 'rtl' ? -side : side) as 1 | -1;
  const mod = e.ctrlKey || e.metaKey;
  const step = STEPS[e.key];
  if (e.altKey && side !== 0) keys.nudge(e.shiftKey ? { minutes: 0, longer: later } : { minutes: later, longer: 0 });
  else if (mod && e.key === ' ') keys.toggle();
  else if (e.altKey || mod) return false;
  else if (e.shiftKey && (step === 1 || step === -1)) keys.extend(step);
  else if (step !== undefined) keys.step(step);
  else if (e.key === 'Home' || e.key === 'End') keys.jump(e.key === 'Home' ? 'first' : 'last');
  else if (side !== 0 && e.shiftKey) keys.pan(later);
  else if (side !== 0) keys.inTime(later);
  else if (e.key === 'Enter') keys.open();
  else if (e.key === ' ') keys.select();
  else if (e.key === 'Escape') return keys.letGo();
  else return false;
  return true;
}

/** What a key asked for before the task was on screen: the staffing part of the inspector takes it up once it is drawn. */
import { create } from 'zustand';
import { usePlace } from '../../state/place.ts';

interface Wish {
  /** Where the focus is to go, and for which task; null: the one that is selected. */
  readonly wish:
    | { readonly to: 'why' | 'best'; readonly task: string | null }
    /** Somebody is looked at against the task. */
    | { readonly to: 'person'; readonly task: string; readonly person: string }
    | null;
  /** Task whose row leaves the focus to the inspector when it is jumped to. */
  readonly quiet: string | null;
  /** The gap a walk has led to, and the gaps behind it, in the order they had then. */
  readonly walk: { readonly task: string; readonly behind: readonly string[] } | null;
}
export const useWish = create<Wish>(() => ({ wish: null, quiet: null, walk: null }));

/** Opens the selected task at the question why. */
export function askWhy(): void {
  useWish.setState({ wish: { to: 'why', task: null }, quiet: null });
  usePlace.getState().inspect(true, 'details');
}

/** Before a jump to a task: the focus goes to the best suggestion for its gap, not to its row. */
export const wishForBest = (task: string, behind: readonly string[]): void =>
  useWish.setState({ wish: { to: 'best', task }, quiet: task, walk: { task, behind } });
/** The focus goes to the best suggestion as it is now, without a jump. */
export const wishForBestHere = (task: string): void => useWish.setState({ wish: { to: 'best', task }, quiet: null });

/** Before a jump to a task: somebody who is not on it is shown beside it, and has the focus. */
export const wishForPerson = (task: string, person: string): void =>
  useWish.setState({ wish: { to: 'person', task, person }, quiet: task });

export const wishTaken = (): void => useWish.setState({ wish: null });

/** Whether a jump to this task leaves the focus to the inspector; answered once for each jump. */
export function leavesFocus(task: string): boolean {
  const { quiet } = useWish.getState();
  if (quiet !== null) useWish.setState({ quiet: null });
  return quiet === task;
}

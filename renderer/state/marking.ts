/** Markings of what is on screen beside the plan itself (a file being looked at): the bands name the highest of all. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { MarkingView } from '#shared/contract/values.ts';

interface Shown {
  readonly extra: ReadonlyMap<symbol, MarkingView>;
}
const useShown = create<Shown>(() => ({ extra: new Map() }));

/** Markings registered by the screens that are mounted now. */
export const useExtraMarkings = (): readonly MarkingView[] => [...useShown((s) => s.extra).values()];

/** As long as the caller is on screen, this marking counts for the bands. */
export function useMarkingOnScreen(marking: MarkingView | null): void {
  useEffect(() => {
    if (marking === null) return;
    const key = Symbol('marking');
    useShown.setState((s) => ({ extra: new Map(s.extra).set(key, marking) }));
    return () => {
      useShown.setState((s) => ({ extra: new Map([...s.extra].filter(([k]) => k !== key)) }));
    };
  }, [marking]);
}

/** What a record is marked with, where that is not what its operation is marked with anyway. */
export const beyond = (of: MarkingView, operation: MarkingView): MarkingView | null =>
  of.level === operation.level &&
  of.tlp === operation.tlp &&
  of.handling.every((code) => operation.handling.includes(code))
    ? null
    : of;

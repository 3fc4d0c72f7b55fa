/**
 * The time window the picture stands in. Parts that hang on it read it here, so that a step of a zoom or of dragging the axis draws them
 * and nothing else; rows beyond the edge follow once the window rests.
 */
import { createContext, type ReactNode, startTransition, use, useEffect, useState } from 'react';
import { useWindowOf } from '../../state/place.ts';
import type { TimeWindow } from './scale.ts';

const NOWHERE: TimeWindow = { from: 0, msPerPx: 1 };
const Shown = createContext<TimeWindow>(NOWHERE);
const Rested = createContext<TimeWindow>(NOWHERE);
/** How long the window must stand still before what nobody sees is drawn. */
const REST_MS = 150;

export const useShown = (): TimeWindow => use(Shown);
/** For a picture that keeps its window to itself. */
export const WindowShown = Shown.Provider;

export function ShownWindow({
  place,
  first,
  children,
}: {
  readonly place: string;
  /** While nobody moved it. */
  readonly first: TimeWindow;
  readonly children: ReactNode;
}) {
  const shown = useWindowOf(place) ?? first;
  const [rested, setRested] = useState(shown);
  useEffect(() => {
    const timer = window.setTimeout(() => startTransition(() => setRested(shown)), REST_MS);
    return () => window.clearTimeout(timer);
  }, [shown]);
  return (
    <Shown value={shown}>
      <Rested value={rested}>{children}</Rested>
    </Shown>
  );
}

/** Around a row: beyond the edge of the picture it stands in the window as it last rested. */
export function RowWindow({ beyond, children }: { readonly beyond: boolean; readonly children: ReactNode }) {
  return <Shown value={use(beyond ? Rested : Shown)}>{children}</Shown>;
}

import { createContext, useContext } from 'react';
import type { Words } from '../../i18n/index.ts';
import type { SiteLook } from '../timeline/index.ts';

/** What the parts inside the calendar component need: it hands them its own things only. */
export interface GridContext {
  readonly words: Words;
  readonly zone: string;
  readonly hHour: number | null;
  readonly dDay: string;
  readonly looks: ReadonlyMap<string, SiteLook>;
  /** Entries of other operations name theirs. */
  readonly operation: string;
}

const Context = createContext<GridContext | null>(null);
export const GridProvider = Context.Provider;

export function useGrid(): GridContext {
  const value = useContext(Context);
  if (!value) throw new Error('broken promise: entries are drawn inside the calendar');
  return value;
}

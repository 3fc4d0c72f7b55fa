/**
 * Half-typed text, in memory only. It outlives the lock and is given back when the same workspace is unlocked again;
 * any other workspace starts empty (ux.md, section 10).
 */
import { create } from 'zustand';

interface Drafts {
  readonly owner: string | null;
  readonly texts: Readonly<Record<string, string>>;
  readonly put: (key: string, text: string) => void;
  readonly drop: (key: string) => void;
  /** Called on unlock; answers whether the drafts (and the place) belong to this workspace. */
  readonly claim: (owner: string) => boolean;
}

export const useDrafts = create<Drafts>((set, get) => ({
  owner: null,
  texts: {},
  put: (key, text) => set((s) => ({ texts: { ...s.texts, [key]: text } })),
  drop: (key) =>
    set((s) => {
      const { [key]: _gone, ...texts } = s.texts;
      return { texts };
    }),
  claim: (owner) => {
    if (get().owner === owner) return true;
    set({ owner, texts: {} });
    return false;
  },
}));

/** Text of a field that survives the lock: value, setter, and what to call when it was used up. */
export function useDraft(key: string, initial: string): readonly [string, (text: string) => void, () => void] {
  const text = useDrafts((s) => s.texts[key]) ?? initial;
  const { put, drop } = useDrafts.getState();
  return [text, (next) => put(key, next), () => drop(key)];
}

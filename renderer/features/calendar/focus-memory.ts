/** Which item of the grid has the focus, and which shall get it once it is drawn. Nothing is drawn from it. */
export interface FocusMemory {
  readonly active: () => string | null;
  readonly keep: (id: string) => void;
  readonly wanted: () => string | null;
  readonly want: (id: string | null) => void;
}

export function focusMemory(): FocusMemory {
  let active: string | null = null;
  let wanted: string | null = null;
  return {
    active: () => active,
    keep: (id) => {
      active = id;
    },
    wanted: () => wanted,
    want: (id) => {
      wanted = id;
    },
  };
}

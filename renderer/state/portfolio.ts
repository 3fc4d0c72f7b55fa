/** How the person looks at all operations, and which new one is being typed: view state only, in memory. */
import { create } from 'zustand';
import type { PortfolioFilter, PortfolioOrder } from '#shared/contract/portfolio.ts';

export type PortfolioView = 'lanes' | 'board' | 'table';
/** Nothing filtered out. */
export const WHOLE_PORTFOLIO: PortfolioFilter = { find: '', status: null, blocked: false };

/** A new operation: from nothing (null), from the one with this id, or from a template. */
interface Draft {
  readonly from: string | null;
  readonly template?: true;
}

interface Portfolio {
  readonly view: PortfolioView;
  readonly filter: PortfolioFilter;
  readonly order: PortfolioOrder;
  /** Row with the focus in the lanes and in the table. */
  readonly row: number;
  /** The operation that had the focus last, for commands about it. */
  readonly focused: string | null;
  readonly scrollTop: number;
  readonly draft: Draft | null;
  /** The operation whose editions are compared. */
  readonly comparing: string | null;
  /** Row that takes the focus once it is in sight. */
  readonly wanted: number | null;
  readonly show: (view: PortfolioView) => void;
  /** A filter or order of another list begins at its top. */
  readonly narrow: (change: Partial<PortfolioFilter>) => void;
  readonly sort: (order: PortfolioOrder) => void;
  readonly at: (row: number, operation: string) => void;
  readonly scrolled: (scrollTop: number) => void;
  readonly begin: (draft: Draft | null) => void;
  readonly compare: (operation: string | null) => void;
  readonly reach: (row: number | null) => void;
  /** Another workspace: what was typed for the one before is none of its business. */
  readonly forget: () => void;
}

const TOP = { row: 0, scrollTop: 0, focused: null } as const;
const FRESH = {
  view: 'lanes',
  filter: WHOLE_PORTFOLIO,
  order: 'urgency',
  draft: null,
  comparing: null,
  wanted: null,
  ...TOP,
} as const;
export const usePortfolio = create<Portfolio>((set) => ({
  ...FRESH,
  show: (view) => set({ view, scrollTop: 0 }),
  narrow: (change) => set((s) => ({ filter: { ...s.filter, ...change }, ...TOP })),
  sort: (order) => set({ order, ...TOP }),
  at: (row, focused) => set({ row, focused }),
  scrolled: (scrollTop) => set({ scrollTop }),
  begin: (draft) => set({ draft }),
  compare: (comparing) => set({ comparing }),
  reach: (wanted) => set({ wanted }),
  forget: () => set(FRESH),
}));

/** Which branch people look at, and where they stand in the history: view state only, in memory. */
import { create } from 'zustand';
import type { OperationCard } from '#shared/contract/planning.ts';
import { useTell } from './notices.ts';
import { usePlace } from './place.ts';

export type BranchTab = 'picture' | 'findings' | 'people' | 'choose';
export type HistoryTab = 'steps' | 'past';
export type BranchDialog =
  | { readonly is: 'new' }
  | { readonly is: 'rename' | 'purge' | 'promote'; readonly branch: string }
  | null;

interface WhatIf {
  /** Branch beside the plan, by operation. */
  readonly beside: Readonly<Record<string, string>>;
  readonly tab: BranchTab;
  /** The picture shows the tasks that are the same as well. */
  readonly all: boolean;
  readonly dialog: BranchDialog;
  readonly historyTab: HistoryTab;
  /** Moment looked at, by operation. */
  readonly moments: Readonly<Record<string, number>>;
  /** History of this record only, by operation. */
  readonly records: Readonly<Record<string, string | null>>;
  readonly set: (change: Partial<Pick<WhatIf, 'tab' | 'all' | 'dialog' | 'historyTab'>>) => void;
  readonly putBeside: (operation: string, branch: string) => void;
  readonly lookAt: (operation: string, at: number) => void;
  readonly narrow: (operation: string, record: string | null) => void;
  readonly forget: () => void;
}

const FRESH = {
  beside: {},
  tab: 'picture',
  all: false,
  dialog: null,
  historyTab: 'steps',
  moments: {},
  records: {},
} as const;
export const useWhatIf = create<WhatIf>((set) => ({
  ...FRESH,
  set: (change) => set(change),
  putBeside: (operation, branch) => set((s) => ({ beside: { ...s.beside, [operation]: branch } })),
  lookAt: (operation, at) => set((s) => ({ moments: { ...s.moments, [operation]: at } })),
  narrow: (operation, record) => set((s) => ({ records: { ...s.records, [operation]: record } })),
  forget: () => set(FRESH),
}));

/** The operation itself, whether the card shows it, a branch of it or its past. */
export const planOf = (card: Pick<OperationCard, 'id' | 'lens'>): string => card.lens?.of ?? card.id;

/** From now on the screens show the branch; zoom and selection come along from the plan. */
export function enterBranch(operation: string, branch: string): void {
  const place = usePlace.getState();
  const seen = place.views[operation];
  if (place.views[branch] === undefined && seen !== undefined) place.setView(branch, seen);
  useWhatIf.getState().putBeside(operation, branch);
  place.choose(branch);
}

/** Back to the plan, on the same screen. */
export function leaveBranch(operation: string): void {
  usePlace.getState().choose(operation);
}

/** What was read, as it stands in a branch: looked at, but nothing is decided, signed or recorded in it. */
export const forReading = <T extends { readonly mine: boolean }>(card: Pick<OperationCard, 'lens'>, read: T): T =>
  card.lens === null || !read.mine ? read : { ...read, mine: false };

/** Does something with the plan that a branch must not: there it says so instead. */
export function useForPlan(card: Pick<OperationCard, 'lens'>): (work: () => void) => void {
  const tell = useTell();
  return (work) => {
    if (card.lens === null) work();
    else tell(({ t }) => t('error.code.branch-stays'), { tone: 'problem' });
  };
}

/** Where the person is among the papers: list, item and filter of each operation, so that rail, commands and other screens can lead there. */
import { create } from 'zustand';
import type { PaperKind } from '#shared/contract/papers.ts';
import { usePlace } from './place.ts';

export type PapersTab = PaperKind | 'coverage' | 'limits';
export interface PapersView {
  readonly tab: PapersTab;
  /** Record id of what is looked at, by kind. */
  readonly chosen: Readonly<Partial<Record<PaperKind, string>>>;
  readonly find: string;
  readonly onlyFindings: boolean;
}
/** A paper being drawn up, with what is known of it beforehand. */
export interface PaperDraft {
  readonly kind: PaperKind;
  readonly values?: Readonly<Record<string, string>>;
  /** First row of a part, by its kind. */
  readonly rows?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
const FRESH: PapersView = { tab: 'agreement', chosen: {}, find: '', onlyFindings: false };

interface PapersPlace {
  readonly views: Readonly<Record<string, PapersView>>;
  readonly put: (operation: string, change: Partial<PapersView>) => void;
  /** What is being drawn up, by operation. */
  readonly drafts: Readonly<Record<string, PaperDraft>>;
  readonly draft: (operation: string, draft: PaperDraft | null) => void;
  readonly choose: (operation: string, kind: PaperKind, item: string) => void;
}

export const usePapersPlace = create<PapersPlace>((set) => ({
  views: {},
  drafts: {},
  draft: (operation, draft) =>
    set(({ drafts: { [operation]: _before, ...others } }) => ({
      drafts: draft ? { ...others, [operation]: draft } : others,
    })),
  put: (operation, change) =>
    set((s) => ({ views: { ...s.views, [operation]: { ...(s.views[operation] ?? FRESH), ...change } } })),
  choose: (operation, kind, item) =>
    set((s) => {
      const view = s.views[operation] ?? FRESH;
      return { views: { ...s.views, [operation]: { ...view, chosen: { ...view.chosen, [kind]: item } } } };
    }),
}));

/** View of one operation; stable while nothing changed. */
export const usePapersView = (operation: string): PapersView => usePapersPlace((s) => s.views[operation]) ?? FRESH;

/** The paper that is looked at. */
export function paperOn(operation: string): string | null {
  const { tab, chosen } = usePapersPlace.getState().views[operation] ?? FRESH;
  return tab === 'coverage' || tab === 'limits' ? null : (chosen[tab] ?? null);
}

/** Opens one paper from anywhere; a filter must not hide it. */
export function openPaper(operation: string, kind: PaperKind, item: string): void {
  const place = usePapersPlace.getState();
  place.choose(operation, kind, item);
  place.put(operation, { find: '', onlyFindings: false });
  openPapers(operation, kind);
}

/** Opens one list from anywhere. */
export function openPapers(operation: string, tab: PapersTab): void {
  usePapersPlace.getState().put(operation, { tab });
  usePlace.getState().go('papers');
}

/** Opens the form of a new paper from anywhere. */
export function draftPaper(operation: string, kind: PaperKind, known: Omit<PaperDraft, 'kind'> = {}): void {
  usePapersPlace.getState().draft(operation, { kind, ...known });
  openPapers(operation, kind);
}

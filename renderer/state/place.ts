/** Where the person is: view state only, in memory, remembered per operation (ux.md, section 2). */
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { LAYERS, type Layer } from '#shared/contract/calendar.ts';

export type Area =
  | 'home'
  | 'operations'
  | 'timeline'
  | 'matrix'
  | 'calendar'
  | 'orders'
  | 'action'
  | 'sites'
  | 'findings'
  | 'papers'
  | 'branches'
  | 'exchange'
  | 'history';
export type PlanView = 'picture' | 'grid';
export type CalendarSpan = 'month' | 'week' | 'day' | 'agenda';
export interface CalendarPlace {
  readonly span: CalendarSpan;
  /** Day the calendar stands on; null: the D-day. */
  readonly date: string | null;
  readonly layers: readonly Layer[];
  /** Every operation of the workspace, not only the open one. */
  readonly all: boolean;
}
export interface MatrixPlace {
  readonly rows: 'site' | 'function';
  readonly columns: 'bands' | 'phases';
  /** Moment of the strip in minutes from H. */
  readonly minute: number;
}
export interface OrdersPlace {
  readonly view: 'says' | 'changes' | 'briefed';
  /** Record of the version looked at; null: the newest. */
  readonly order: string | null;
  /** Record of the version it is compared with; null: the one before. */
  readonly from: string | null;
  /** Whose changes are shown: code of an agency, `person:` and a code, or '' for all. */
  readonly reader: string;
}
export type InspectorTab = 'details' | 'findings' | 'history';

export interface OperationView {
  /** Left edge of the time window (UTC ms) and its scale; null: fit the plan. */
  readonly window: { readonly from: number; readonly msPerPx: number } | null;
  readonly zone: string | null;
  readonly selected: string | null;
  /** Tasks chosen together for one change. */
  readonly picked: readonly string[];
  /** Row index with the focus. */
  readonly row: number;
  readonly view: PlanView;
  readonly links: boolean;
  readonly shade: boolean;
  /** The plan as it was agreed, drawn below the bars. */
  readonly baseline: boolean;
  /** Papers as bands on the axis, and closed hours hatched behind measures. */
  readonly bands: boolean;
  /** Code of the go decision or movement whose critical path is marked; null: none. */
  readonly target: string | null;
  readonly filter: { readonly text: string; readonly place: string; readonly onlyFindings: boolean };
  readonly scrollTop: number;
  readonly calendar: CalendarPlace;
  readonly matrix: MatrixPlace;
  readonly orders: OrdersPlace;
  /** Code of the site whose checklist is shown; '': all. */
  readonly actionSite: string;
  /** Record of the site whose card is open; null: the first. */
  readonly site: string | null;
}

export const FRESH_VIEW: OperationView = {
  window: null,
  zone: null,
  selected: null,
  picked: [],
  row: 0,
  view: 'picture',
  links: false,
  shade: true,
  baseline: false,
  bands: true,
  target: null,
  filter: { text: '', place: '', onlyFindings: false },
  scrollTop: 0,
  calendar: { span: 'month', date: null, layers: LAYERS, all: false },
  matrix: { rows: 'site', columns: 'bands', minute: 0 },
  orders: { view: 'says', order: null, from: null, reader: '' },
  actionSite: '',
  site: null,
};

interface Place {
  readonly area: Area;
  readonly operation: string | null;
  readonly inspector: boolean;
  readonly tab: InspectorTab;
  readonly views: Readonly<Record<string, OperationView>>;
  readonly go: (area: Area) => void;
  /** Makes an operation the one the areas are about, without leaving the present one. */
  readonly choose: (operation: string) => void;
  readonly openOperation: (operation: string, area?: Area) => void;
  readonly setView: (operation: string, change: Partial<OperationView>) => void;
  readonly inspect: (open: boolean, tab?: InspectorTab) => void;
  readonly forget: () => void;
}

export const usePlace = create<Place>((set) => ({
  area: 'home',
  operation: null,
  inspector: false,
  tab: 'details',
  views: {},
  go: (area) => set({ area }),
  choose: (operation) => set({ operation }),
  openOperation: (operation, area = 'timeline') => set({ operation, area }),
  setView: (operation, change) =>
    set((s) => ({ views: { ...s.views, [operation]: { ...(s.views[operation] ?? FRESH_VIEW), ...change } } })),
  inspect: (open, tab) => set(tab === undefined ? { inspector: open } : { inspector: open, tab }),
  forget: () => set({ area: 'home', operation: null, inspector: false, tab: 'details', views: {} }),
}));

/** What changes with every frame of a zoom or scroll is not in it: whole screens hang on the rest. */
export type StillView = Omit<OperationView, 'window' | 'scrollTop'>;

/** View of one operation; the same object while nothing of it changed. */
export const useOperationView = (operation: string): StillView =>
  usePlace(
    useShallow((s) => {
      const { window: _window, scrollTop: _scrollTop, ...still } = s.views[operation] ?? FRESH_VIEW;
      return still;
    }),
  );

/** The time window of one operation; changes with every frame of a zoom. */
export const useWindowOf = (operation: string): OperationView['window'] =>
  usePlace((s) => s.views[operation]?.window ?? null);

/** Where the person is inside the exchange: tab, recipient and conflict, so that rail, tray and commands can lead there. */
import { create } from 'zustand';
import { usePlace } from './place.ts';

/** Parts of inbox and outbox. */
export const BOX_VIEWS = ['out', 'log', 'recalls', 'kept', 'safety'] as const;
export type BoxView = (typeof BOX_VIEWS)[number];
/** Steps between the stations of this agency, each a sheet of its own. */
export type StationStep = 'enrol' | 'join' | 'pass' | 'meet' | 'ask' | 'renew';
export type ExchangeTab = 'receive' | 'send' | 'brief' | 'box' | 'conflicts' | 'partners';

interface ExchangePlace {
  readonly tab: ExchangeTab;
  readonly box: BoxView;
  /** Recipient picked for sending (agency id); '' = the first one. */
  readonly to: string;
  /** Everything again, also what the recipient acknowledged. */
  readonly full: boolean;
  /** Index in the list of open conflicts. */
  readonly conflict: number;
  /** The sheet that stands open beside the keys of this agency. */
  readonly station: StationStep | null;
  readonly pick: (tab: ExchangeTab) => void;
  readonly show: (box: BoxView) => void;
  readonly sendTo: (to: string, full: boolean) => void;
  readonly setConflict: (index: number) => void;
  readonly openStation: (station: StationStep | null) => void;
}

export const useExchangePlace = create<ExchangePlace>((set) => ({
  tab: 'receive',
  box: 'out',
  to: '',
  full: false,
  conflict: 0,
  station: null,
  pick: (tab) => set({ tab }),
  show: (box) => set({ tab: 'box', box }),
  sendTo: (to, full) => set({ to, full, tab: 'send' }),
  setConflict: (conflict) => set({ conflict }),
  openStation: (station) => set(station === null ? { station } : { station, tab: 'partners' }),
}));

/** Opens a step between the stations from anywhere. */
export function openStationStep(step: StationStep): void {
  useExchangePlace.getState().openStation(step);
  usePlace.getState().go('exchange');
}

/** Opens the conflict inbox from anywhere. */
export function openConflicts(): void {
  useExchangePlace.getState().pick('conflicts');
  usePlace.getState().go('exchange');
}

import type { Session } from './session.ts';

/**
 * How often what was decided about a partner was decided anew (trust given again, another ceiling), so that among the stations of one
 * agency the later word counts and not the one that arrives later. Nothing is kept of the first word, nor of withdrawing it once.
 */
const DECIDED = 'partner.decided.';
export const decidedOf = ({ store }: Session, agency: string): number =>
  Number(store.settings.get(DECIDED + agency) ?? 0);
export const noteDecided = (session: Session, agency: string, times = decidedOf(session, agency) + 1): void => {
  session.store.settings.set(DECIDED + agency, String(times));
};

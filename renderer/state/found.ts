/** Goes to what a search found: the screen that shows it, with it selected. */
import { PAPER_KINDS } from '#shared/contract/papers.ts';
import { call } from '../api/index.ts';
import { openPaper } from './papers-place.ts';
import { FRESH_VIEW, usePlace } from './place.ts';
import { useWhatIf } from './what-if.ts';

/** What is opened: a record of an operation, by the kind of thing it is. */
export interface Found {
  readonly kind: string;
  readonly record: string;
  readonly operation: { readonly id: string };
}

/**
 * How many more tasks a person has than the one that was opened; null: the way was no task of theirs. `beside` hears of a person on no
 * task, and beside which one they are shown, before the screen goes there.
 */
export async function openFound(
  { kind, record, operation: { id } }: Found,
  beside: (task: string, person: string) => void,
): Promise<number | null> {
  const place = usePlace.getState();
  const paper = PAPER_KINDS.find((one) => one === kind);
  if (paper !== undefined) {
    place.choose(id);
    openPaper(id, paper, record);
  } else if (kind === 'site') {
    place.setView(id, { site: record });
    place.openOperation(id, 'sites');
  } else if (kind === 'order') {
    place.setView(id, { orders: { ...(place.views[id] ?? FRESH_VIEW).orders, view: 'says', order: record } });
    place.openOperation(id, 'orders');
  } else if (kind === 'operation') place.openOperation(id);
  else {
    const row = await call('search.row', { operation: id, record });
    if (row) {
      if (!row.on) beside(row.task, record);
      place.setView(id, {
        selected: row.task,
        row: row.index,
        view: 'picture',
        // what is jumped to must not be hidden by a filter
        filter: FRESH_VIEW.filter,
      });
      place.inspect(true, 'details');
      place.openOperation(id, 'timeline');
      return row.on ? row.more : null;
    }
    // Nothing shows it: it is known by what was said of it.
    useWhatIf.getState().narrow(id, record);
    useWhatIf.getState().set({ historyTab: 'steps' });
    place.openOperation(id, 'history');
  }
  return null;
}

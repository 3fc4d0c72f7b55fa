import { call } from '../api/index.ts';
import { usePlace } from './place.ts';

/** Opens a task in the timeline with the focus on its row. Answers false when no task of the operation carries the code. */
export async function jumpToTask(operation: string, code: string): Promise<boolean> {
  const found = await call('timeline.find', { operation, text: code });
  const hit = found.find((f) => f.code === code);
  if (!hit) return false;
  const place = usePlace.getState();
  place.setView(operation, {
    selected: hit.id,
    row: hit.index,
    view: 'picture',
    // what is jumped to must not be hidden by a filter
    filter: { text: '', place: '', onlyFindings: false },
  });
  place.inspect(true, 'details');
  place.openOperation(operation, 'timeline');
  return true;
}

/** What the timeline of an operation asks first, for those who will open it next. */
import type { TimelineRow } from '#shared/contract/planning.ts';
import { type Question, question } from '../../api/index.ts';
import { loadFaces } from '../../ui/index.ts';
import { pageInputs } from './use-rows.ts';

const NOTHING: readonly Question[] = [];
const facesOf = (rows: readonly TimelineRow[]): void => loadFaces(rows.map((row) => `${row.title}${row.leader}`));

/** In the order in which the picture needs them; none without an operation. */
export function timelineAhead(plan: { readonly id: string; readonly tasks: number } | null): readonly Question[] {
  if (plan === null) return NOTHING;
  const operation = plan.id;
  return [
    question('operation.card', { operation }),
    question('timeline.frame', { operation }),
    ...pageInputs(operation, plan.tasks, 0, 0).map((input) => question('timeline.rows', input, facesOf)),
    question('timeline.papers', { operation }),
    question('schedule.targets', { operation }),
  ];
}

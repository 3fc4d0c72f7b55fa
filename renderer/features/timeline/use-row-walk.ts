/** Next and previous row with a finding, or in time: from the rows at hand, or asked of the worker where the plan is too large to be held. */
import type { RowFilter } from '#shared/contract/match.ts';
import { call } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useNotices } from '../../state/notices.ts';
import { useProblem } from '../../state/steps.ts';
import { findingBeside, neighbourInTime } from './neighbours.ts';
import type { Rows } from './use-rows.ts';

type Step = 1 | -1;

export interface RowWalk {
  readonly inTime: (step: Step) => void;
}

export function useRowWalk(
  operation: string,
  rows: Rows,
  filter: RowFilter,
  here: number,
  positionOf: (index: number) => number,
  go: (index: number) => void,
): RowWalk {
  const { t } = useT();
  const problem = useProblem();
  const say = (text: string): void => useNotices.getState().say(text);
  const asked = (step: Step, by: 'finding' | 'time'): void => {
    call('timeline.beside', { operation, row: here, step, by, filter }).then(({ row, place, total }) => {
      if (by === 'finding') say(row === null ? t('timeline.noFinding') : t('timeline.findingPlace', { place, total }));
      if (row !== null) go(row);
    }, problem);
  };
  const finding = (step: Step) => (): void => {
    if (rows.all === null) {
      asked(step, 'finding');
      return;
    }
    const { row, place, total } = findingBeside(rows.all, here, step, positionOf);
    say(row === null ? t('timeline.noFinding') : t('timeline.findingPlace', { place, total }));
    if (row !== null) go(row);
  };
  useCommand('view.nextFinding', finding(1));
  useCommand('view.previousFinding', finding(-1));
  return {
    inTime: (step) => {
      const row = rows.get(here);
      if (rows.all === null) asked(step, 'time');
      else if (row) {
        const next = neighbourInTime(rows.all, row, step, positionOf);
        if (next) go(next.index);
      }
    },
  };
}

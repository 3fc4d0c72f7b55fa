import { buildMatrix, type ColumnsBy, type RowsBy } from '#shared/domain/matrix/index.ts';
import { CELL_TASKS, type CellTask, type MatrixFrame } from '#shared/contract/calendar.ts';
import type { Finding, PlanTask } from '#shared/model/plan.ts';
import { COERCIVE_KINDS, REMOTE } from '#shared/model/vocabulary.ts';
import { countFindings } from './finding-views.ts';
import { type OperationState, recordOf } from './state.ts';
import { findingsOn } from './timeline-views.ts';

/** The matrix as the window shows it: tasks with their records, people and findings, at most CELL_TASKS of a cell one by one. */
export function matrixFrame(state: OperationState, rows: RowsBy, columns: ColumnsBy): MatrixFrame {
  const matrix = buildMatrix(state.facts, rows, columns);
  return {
    columns: [...matrix.columns],
    rows: [...matrix.rows],
    cells: matrix.cells.map((cell) => {
      const found = new Set<Finding>(cell.tasks.flatMap(({ task }) => findingsOn(state, task.id)));
      const { block, warn } = countFindings([...found], state.judged);
      return {
        row: cell.row,
        column: cell.column,
        count: cell.tasks.length,
        block,
        warn,
        tasks: cell.tasks.slice(0, CELL_TASKS).map(({ task, start, end }) => cellTask(state, task, start, end)),
      };
    }),
    total: matrix.total,
    undated: matrix.undated,
  };
}

function cellTask(state: OperationState, task: PlanTask, start: number, end: number): CellTask {
  const { facts } = state;
  const leader = task.people[0] === undefined ? undefined : facts.people.get(task.people[0]);
  const site = task.site === null ? undefined : facts.sites.get(task.site);
  return {
    id: recordOf(state, task.id) ?? '',
    code: task.id,
    title: task.title,
    kind: task.kind,
    start,
    end,
    at: state.mine ? task.at : null,
    place: task.site === REMOTE ? REMOTE : (site?.code ?? ''),
    sync: task.sync,
    decision: task.decision !== null,
    armed: task.armed,
    coercive: COERCIVE_KINDS.includes(task.kind),
    leader: leader?.name ?? '',
    people: task.people.length,
    status: task.status,
    findings: countFindings(findingsOn(state, task.id), state.judged),
  };
}

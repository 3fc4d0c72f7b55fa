import { describe, expect, it } from 'vitest';
import { buildFacts } from '../facts/facts.ts';
import { TASK_KINDS } from '../../model/vocabulary.ts';
import { CLOCK, H_HOUR, HOUR, makePlan, makeSite, makeTask } from '#test/builders/plan.ts';
import { trainingPlan } from '#test/builders/release-setup.ts';
import { siteFaces } from './faces.ts';
import { FUNCTIONS, functionOf } from './functions.ts';
import { BAND_EDGES, buildMatrix, type Matrix } from './matrix.ts';

const cellsOf = (matrix: Matrix): readonly string[] =>
  matrix.cells.flatMap((c) => c.tasks.map((t) => `${t.task.id} ${c.row} ${c.column}`)).toSorted();
const facts = (...tasks: readonly Partial<Parameters<typeof makeTask>[0]>[]) =>
  buildFacts(
    makePlan({ sites: [makeSite({ id: 'S1' })], tasks: tasks.map((t) => makeTask({ site: 'S1', ...t })) }),
    CLOCK,
  );

describe('stretches from H', () => {
  it('hold their first minute and not their last', () => {
    const matrix = buildMatrix(
      facts(
        { id: 'T1', at: 'H+00:00' },
        { id: 'T2', at: 'H+00:59' },
        { id: 'T3', at: 'H+01:00' },
        { id: 'T4', at: 'H-00:01' },
        { id: 'T5', at: 'H-01:00' },
        { id: 'T6', at: 'H-01:01' },
      ),
      'site',
      'bands',
    );
    expect(cellsOf(matrix)).toEqual([
      'T1 site/S1 h/0',
      'T2 site/S1 h/0',
      'T3 site/S1 h/60',
      'T4 site/S1 h/-60',
      'T5 site/S1 h/-60',
      'T6 site/S1 h/-360',
    ]);
    // empty stretches at the ends are left out
    expect(matrix.columns.map((c) => c.fromMin)).toEqual([-360, -60, 0, 60]);
    expect(matrix.columns.map((c) => c.from)).toEqual([-6, -1, 0, 1].map((h) => H_HOUR + h * HOUR));
  });

  it('cover all of time, in order, with H at an edge', () => {
    const matrix = buildMatrix(facts({ id: 'T1', at: 'H-40d00:00' }, { id: 'T2', at: 'H+40d00:00' }), 'site', 'bands');
    expect(matrix.columns[0]).toMatchObject({ fromMin: null, toMin: BAND_EDGES[0] });
    expect(matrix.columns.at(-1)).toMatchObject({ fromMin: BAND_EDGES.at(-1), toMin: null });
    expect(matrix.columns.slice(1).map((c) => c.fromMin)).toEqual(matrix.columns.slice(0, -1).map((c) => c.toMin));
    expect(BAND_EDGES).toContain(0);
    expect([...BAND_EDGES].sort((a, b) => a - b)).toEqual([...BAND_EDGES]);
  });

  it('are none while H is withheld (R-OP-11), and every task is counted as undated', () => {
    const plan = makePlan({ tasks: [makeTask({ id: 'T1', at: 'D+0T10:00' }), makeTask({ id: 'T2', at: 'H+00:00' })] });
    const blind = buildFacts({ ...plan, operation: { ...plan.operation, hHour: null } }, CLOCK);
    expect(buildMatrix(blind, 'site', 'bands')).toMatchObject({ columns: [], cells: [], total: 2, undated: 2 });
    expect(buildMatrix(blind, 'site', 'phases')).toMatchObject({ total: 2, undated: 1 });
  });

  it('leave out what was cancelled or aborted', () => {
    const matrix = buildMatrix(
      facts({ id: 'T1', status: 'cancelled' }, { id: 'T2', status: 'aborted' }),
      'site',
      'bands',
    );
    expect(matrix).toMatchObject({ total: 0, cells: [] });
  });
});

describe('rows', () => {
  it('every kind of task serves one of the functions', () => {
    expect(new Set(TASK_KINDS.map(functionOf))).toEqual(new Set(FUNCTIONS));
  });

  it('a place that is not seen has a row of its own, a site without tasks keeps its row', () => {
    const matrix = buildMatrix(facts({ id: 'T1', site: null }, { id: 'T2', site: 'REM' }), 'site', 'bands');
    expect(matrix.rows.map((r) => r.is)).toEqual(['site', 'remote', 'unplaced']);
    expect(cellsOf(matrix).map((c) => c.split(' ')[1])).toEqual(['unplaced', 'remote']);
  });

  it('the training operation stands whole in each of the four ways', () => {
    const training = buildFacts(trainingPlan(), CLOCK);
    for (const rows of ['site', 'function'] as const)
      for (const columns of ['bands', 'phases'] as const) {
        const matrix = buildMatrix(training, rows, columns);
        expect(matrix.cells.reduce((n, c) => n + c.tasks.length, 0)).toBe(67);
        expect(matrix.undated).toBe(0);
      }
  });
});

describe('every site at one moment', () => {
  it('has its own clock, date, light and holidays', () => {
    const plan = makePlan({
      sites: [
        makeSite({ id: 'S1', cc: 'KH', tz: 'Asia/Phnom_Penh', lat: 11.5, lon: 104.9 }),
        makeSite({ id: 'S2', cc: 'US', tz: 'America/New_York', lat: 40.7, lon: -74 }),
      ],
      holidays: [{ cc: 'US', from: '2027-03-15', to: '2027-03-15' }],
      tasks: [makeTask({ id: 'T1', site: 'S1', at: 'H+00:00', minutes: 60 })],
    });
    const faces = siteFaces(buildFacts(plan, CLOCK), H_HOUR);
    expect(faces).toMatchObject([
      { code: 'S1', date: '2027-03-16', time: '04:00', dayShift: 0, light: 'night', holiday: false, running: 1 },
      // on this wall it is still the holiday of the day before
      { code: 'S2', date: '2027-03-15', time: '17:00', dayShift: -1, light: 'day', holiday: true, running: 0 },
    ]);
    // intervals hold their start and not their end
    expect(siteFaces(buildFacts(plan, CLOCK), H_HOUR + HOUR)[0]?.running).toBe(0);
  });
});

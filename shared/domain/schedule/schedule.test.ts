import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLOCK, H_HOUR, HOUR, makeMovement, makePlan, makeTask } from '#test/builders/plan.ts';
import { readOperationFile } from '../../formats/operation-file/index.ts';
import type { PlanDependency, PlanTask } from '../../model/plan.ts';
import { formatHOffset, parseStart, resolveStart } from '../../time/start-form.ts';
import { buildFacts, type Facts } from '../facts/facts.ts';
import { moveH, replaceTask } from '../facts/overlay.ts';
import { criticalPaths, departures, earliestStart, goDecision, scheduleIn, scheduleTo, timetableOf } from './index.ts';

const MINUTE = 60_000;
type Link = readonly [string, string, PlanDependency['type'], number];
interface Case {
  readonly name: string;
  readonly source: string;
  readonly reasoning: string;
  readonly tasks: readonly { readonly id: string; readonly minutes: number; readonly at?: number }[];
  readonly links: readonly Link[];
  readonly target: string;
  readonly earliest: Readonly<Record<string, number>>;
  readonly total: Readonly<Record<string, number>>;
  readonly free: Readonly<Record<string, number>>;
  readonly margin?: Readonly<Record<string, number>>;
  readonly path: readonly string[];
  readonly chain: readonly string[];
  readonly late: number;
}
const table = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/schedule/cases.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly Case[] };

const factsOf = (tasks: readonly PlanTask[], rest: Parameters<typeof makePlan>[0] = {}): Facts =>
  buildFacts(makePlan({ ...rest, tasks }), CLOCK);
const dependsOn = (on: string, type: PlanDependency['type'] = 'FS', lag = 0): PlanDependency => ({ on, type, lag });

function schedule(facts: Facts, target: string) {
  const made = scheduleTo(facts, target);
  if (!made.ok) throw new Error(`no schedule: ${made.error.type}`);
  return made.value;
}
function timetable(facts: Facts, earlier?: Parameters<typeof timetableOf>[1]) {
  const made = timetableOf(facts, earlier);
  if (!made.ok) throw new Error('a cycle');
  return made.value;
}

describe('dependencies and lags worked out by hand', () => {
  it.each(table.cases)('$name', ({ tasks, links, target, earliest, total, free, margin, path, chain, late }) => {
    const facts = factsOf(
      tasks.map(({ id, minutes, at }) =>
        makeTask({
          id,
          minutes,
          at: formatHOffset(at ?? 0),
          dependencies: links.filter(([, to]) => to === id).map(([on, , type, lag]) => ({ on, type, lag })),
        }),
      ),
    );
    const answer = schedule(facts, target);
    const rows = answer.tasks().map((task) => answer.slackOf(task));
    const column = (value: (row: NonNullable<(typeof rows)[number]>) => number | null) =>
      Object.fromEntries(rows.map((row) => [row?.task, row && value(row)]));
    expect(column((row) => row.earliest && (row.earliest - H_HOUR) / MINUTE)).toEqual(earliest);
    expect(column((row) => row.totalMinutes)).toEqual(total);
    expect(column((row) => row.freeMinutes)).toEqual(free);
    expect(column((row) => row.marginMinutes)).toMatchObject(margin ?? {});
    expect(answer.path).toEqual(path);
    expect(answer.chain).toEqual(chain);
    expect(answer.lateMinutes).toBe(late);
    expect(answer.untold).toEqual([]);
  });
  it('has every type with zero or positive and with negative lag, each case with its source and reasoning', () => {
    const single = table.cases.filter(({ links }) => links.length === 1).map(({ links }) => links[0] as Link);
    for (const type of ['FS', 'SS', 'FF', 'SF']) {
      expect(single.some(([, , of, lag]) => of === type && lag > 0)).toBe(true);
      expect(single.some(([, , of, lag]) => of === type && lag < 0)).toBe(true);
    }
    for (const { source, reasoning } of table.cases) expect(source.length * reasoning.length).toBeGreaterThan(0);
  });
});

describe('training operation', () => {
  const file = readOperationFile(readFileSync(new URL('../../formats/training/operation.yaml', import.meta.url)));
  if (!file.ok) throw new Error('the training operation does not load');
  const facts = buildFacts(file.value.plan, file.value.clock);
  const paths = criticalPaths(timetable(facts));
  const instant = (text: string) => {
    const form = parseStart(text);
    if (!form.ok) throw new Error(text);
    return resolveStart(form.value, facts.plan.operation)?.at;
  };

  it('takes T37 as the go decision, which its own start alone decides', () => {
    expect(goDecision(facts)?.id).toBe('T37');
    expect(paths.go).toMatchObject({ target: 'T37', lateMinutes: 0, path: ['T37'], untold: [] });
    expect(paths.go?.start).toBe(instant('H-00:30'));
    // The tightest of what leads to it; the other branch, T26 → T28, has 33 h before T28 where T27 has 15 h.
    expect(paths.go?.chain).toEqual(['T21', 'T22', 'T27', 'T28', 'T37']);
  });
  it('gives the slack against T37 as counted by hand', () => {
    const total = (id: string) => paths.go?.slackOf(id)?.totalMinutes;
    expect(total('T37')).toBe(0);
    // T28 ends H-23:00, T37 starts H-00:30: 22 h 30 min.
    expect(total('T28')).toBe(1350);
    // T27 ends D-2T13:00, T28 starts D-1T04:00: 15 h more.
    expect(total('T27')).toBe(1350 + 900);
    // T22 ends D-7T17:00, T27 starts D-2T09:00: 4 days 16 h more.
    expect(total('T22')).toBe(1350 + 900 + 6720);
    // T21 ends D-10T18:00, T22 starts D-7T13:00: 2 days 19 h more.
    expect(total('T21')).toBe(1350 + 900 + 6720 + 4020);
    // T26 ends D-3T19:00, T28 starts D-1T04:00: 33 h more.
    expect(total('T26')).toBe(1350 + 1980);
    expect(paths.go?.slackOf('T28')?.freeMinutes).toBe(300); // T29 starts H-18:00, five hours after it ends
    expect(paths.go?.slackOf('T38')).toBeNull();
    // T01 to T03, T05 to T14, T21, T22, T26 to T28, T37: no dependency leads from the warrants (T15 to T17) or the workshop (T18) to it.
    expect(paths.go?.tasks().join(' ')).toBe(
      'T01 T02 T03 T05 T06 T07 T08 T09 T10 T11 T12 T13 T14 T21 T22 T26 T27 T28 T37',
    );
  });
  it('M1: the removal hearing T55 ends at 12:00, an hour after the charter T56 leaves (R-OP-02)', () => {
    const m1 = paths.departures.find(({ movement }) => movement === 'M1')?.schedule;
    expect(m1).toMatchObject({ target: 'T56', lateMinutes: 60, path: ['T55', 'T56'], untold: [] });
    expect(m1?.due).toBe(instant('D+6T11:00'));
    expect(m1?.start).toBe(instant('D+6T12:00'));
    expect(m1?.slackOf('T55')).toMatchObject({ totalMinutes: 0, freeMinutes: 0, marginMinutes: -60 });
    // T58 ends D+3T17:00: 2 days 19 h before the 12:00 of D+6, one hour less before the departure.
    expect(m1?.slackOf('T58')).toMatchObject({ totalMinutes: 4020, marginMinutes: 3960 });
    // T34 ends at H as T38 starts, T37 ten minutes before: the cordon is tighter than the go.
    expect(m1?.chain.join(' ')).toBe('T21 T22 T27 T28 T30 T34 T38 T47 T50 T55 T56');
  });
  it('M2 and M3 leave on time, four to six days after the documents T58; nothing comes before M4', () => {
    const of = (id: string) => paths.departures.find(({ movement }) => movement === id)?.schedule;
    // T58 ← T53 ← the entries: T38 and T40 end at H+01:00, T38 by its code.
    const lead = 'T21 T22 T27 T28 T30 T34 T38 T53 T58';
    expect(of('M2')).toMatchObject({ target: 'T57', lateMinutes: 0, path: ['T57'] });
    expect(of('M2')?.chain.join(' ')).toBe(`${lead} T57`);
    expect(of('M2')?.slackOf('T58')?.totalMinutes).toBe(3 * 1440 + 16 * 60);
    expect(of('M3')).toMatchObject({ target: 'T60', lateMinutes: 0, path: ['T60'] });
    expect(of('M3')?.chain.join(' ')).toBe(`${lead} T60`);
    expect(of('M3')?.slackOf('T58')?.totalMinutes).toBe(5 * 1440 + 15 * 60);
    expect(of('M4')).toMatchObject({ target: 'T59', lateMinutes: 0, path: ['T59'], chain: ['T59'], size: 1 });
  });
  it('pushes T39 by 50 min behind the end of the go decision (R-OP-02)', () => {
    expect(earliestStart(timetable(facts), 'T39')).toBe(instant('H-00:10'));
    expect(schedule(facts, 'T39')).toMatchObject({ lateMinutes: 50, path: ['T37', 'T39'] });
  });
  it('moves the path with H: three hours earlier the hearing still ends after the charter leaves, T37 follows H', () => {
    const moved = criticalPaths(timetable(moveH(facts, -180), timetable(facts)));
    expect(moved.go?.start).toBe((instant('H-00:30') ?? 0) - 180 * MINUTE);
    expect(moved.departures[0]?.schedule.path).toEqual(['T55', 'T56']);
  });
});

describe('what cannot be told', () => {
  const chain = (overrides: Readonly<Record<string, Partial<PlanTask>>> = {}) =>
    factsOf([
      makeTask({ id: 'A', minutes: 60, ...overrides['A'] }),
      makeTask({ id: 'B', at: 'H+02:00', minutes: 60, dependencies: [dependsOn('A')], ...overrides['B'] }),
      makeTask({ id: 'C', at: 'H+06:00', dependencies: [dependsOn('B')], ...overrides['C'] }),
    ]);
  it('names cycles as the tasks that wait for each other, and unknown targets (R-OP-01)', () => {
    const loop = factsOf([
      makeTask({ id: 'A' }),
      makeTask({ id: 'D', dependencies: [dependsOn('B'), dependsOn('A')] }),
      makeTask({ id: 'C', dependencies: [dependsOn('D')] }),
      makeTask({ id: 'B', dependencies: [dependsOn('C', 'SS')] }),
      makeTask({ id: 'E', dependencies: [dependsOn('D')] }),
    ]);
    expect(scheduleTo(loop, 'A')).toEqual({ ok: false, error: { type: 'cycle', tasks: ['B', 'C', 'D'] } });
    const self = factsOf([makeTask({ id: 'A', dependencies: [dependsOn('A')] })]);
    expect(timetableOf(self)).toEqual({ ok: false, error: { type: 'cycle', tasks: ['A'] } });
    expect(scheduleTo(chain(), 'Z')).toEqual({ ok: false, error: { type: 'unknownTask', task: 'Z' } });
  });
  it('keeps to the links around a start that was not released', () => {
    const answer = schedule(chain({ B: { at: null } }), 'C');
    expect(answer).toMatchObject({ start: H_HOUR + 6 * HOUR, path: ['C'], chain: ['A', 'B', 'C'], untold: ['B'] });
    expect(answer.slackOf('B')).toMatchObject({ earliest: H_HOUR + HOUR, totalMinutes: null, pushedMinutes: null });
    // Whatever B starts at, A has to end 60 min before 06:00 less 60.
    expect(answer.slackOf('A')?.totalMinutes).toBe(240);
  });
  it('says no slack where a duration is missing, and takes none for the times (R-OP-02)', () => {
    const answer = schedule(chain({ B: { minutes: null } }), 'C');
    expect(answer).toMatchObject({ lateMinutes: 0, untold: ['B'] });
    expect(['A', 'B', 'C'].map((id) => answer.slackOf(id)?.totalMinutes)).toEqual([null, null, null]);
    const end = factsOf([
      makeTask({ id: 'A' }),
      makeTask({ id: 'B', at: 'H+02:00', minutes: null, dependencies: [dependsOn('A', 'FF', 9999)] }),
    ]);
    expect(schedule(end, 'B')).toMatchObject({ start: H_HOUR + 2 * HOUR, untold: ['B'], path: ['B'] });
    expect(schedule(end, 'B').slackOf('A')).toMatchObject({ latest: null, totalMinutes: null, freeMinutes: null });
  });
  it('names a task that waits for one that is not in this copy', () => {
    const answer = schedule(chain({ A: { dependencies: [dependsOn('HIDDEN')] } }), 'C');
    expect(answer).toMatchObject({ untold: ['A'], path: ['C'] });
    expect(answer.slackOf('A')?.totalMinutes).toBeNull();
  });
  it('draws no path to a target whose start cannot be told, unless a departure says when', () => {
    const facts = chain({ C: { at: null } });
    expect(schedule(facts, 'C')).toMatchObject({
      due: null,
      start: null,
      lateMinutes: null,
      path: [],
      chain: [],
      size: 3,
    });
    expect(schedule(facts, 'C').slackOf('A')).toMatchObject({ totalMinutes: null, latest: null, marginMinutes: null });
    const leaving = scheduleIn(timetable(facts), 'C', H_HOUR + 5 * HOUR);
    if (!leaving.ok) throw new Error('no schedule');
    expect(leaving.value).toMatchObject({ start: H_HOUR + 5 * HOUR, lateMinutes: 0, path: ['C'], untold: ['C'] });
    expect(leaving.value.slackOf('B')?.totalMinutes).toBe(120);
  });
  it('has no go decision and no H starts without H, but still the rest', () => {
    const plan = makePlan();
    const tasks = [
      makeTask({ id: 'A', at: 'D-2T09:00', kind: 'decision' }),
      makeTask({ id: 'B', dependencies: [dependsOn('A')] }),
    ];
    const facts = factsOf(tasks, { operation: { ...plan.operation, hHour: null } });
    expect(goDecision(facts)).toBeNull();
    expect(schedule(facts, 'A')).toMatchObject({ path: ['A'], untold: [] });
    expect(schedule(facts, 'B')).toMatchObject({ start: null, untold: ['B'] });
  });
});

describe('targets', () => {
  const decision = (id: string, at: string, rest: Partial<PlanTask> = {}) =>
    makeTask({ id, at, kind: 'decision', ...rest });
  it('takes the last live decision before H, by kind or by its decision point', () => {
    const last = (...tasks: readonly PlanTask[]) => goDecision(factsOf(tasks))?.id;
    const point = { owner: null, deputy: null, abort: null };
    expect(last(decision('A', 'H-02:00'), decision('B', 'H-01:00'), decision('C', 'H+01:00'))).toBe('B');
    expect(last(decision('A', 'H-02:00'), decision('B', 'H+00:00'))).toBe('A');
    expect(last(decision('A', 'H-02:00'), decision('B', 'H-01:00', { status: 'cancelled' }))).toBe('A');
    expect(last(decision('A', 'H-02:00'), makeTask({ id: 'B', at: 'H-01:00', decision: point }))).toBe('B');
    expect(last(decision('B', 'H-01:00'), decision('A', 'H-01:00'), decision('C', 'H-01:00'))).toBe('A');
    expect(last(makeTask({ at: 'H-01:00' }))).toBeUndefined();
  });
  it('lists departures by movement, without cancelled ones and ones without a task in this copy', () => {
    const facts = factsOf([makeTask({ id: 'A' })], {
      movements: [
        makeMovement({ id: 'M3', task: 'A', depart: H_HOUR }),
        makeMovement({ id: 'M1', task: 'A', depart: H_HOUR + HOUR }),
        makeMovement({ id: 'M2', task: 'A', status: 'cancelled' }),
        makeMovement({ id: 'M4' }),
        makeMovement({ id: 'M5', task: 'HIDDEN' }),
      ],
    });
    expect(departures(facts)).toEqual([
      { movement: 'M1', task: 'A', due: H_HOUR + HOUR },
      { movement: 'M3', task: 'A', due: H_HOUR },
    ]);
    const late = criticalPaths(timetable(facts)).departures.map(({ schedule: s }) => s.lateMinutes);
    expect(late).toEqual([-60, 0]);
  });
});

describe('incremental', () => {
  const facts = factsOf([
    makeTask({ id: 'C', dependencies: [dependsOn('B')] }),
    makeTask({ id: 'B', dependencies: [dependsOn('A')] }),
    makeTask({ id: 'A' }),
  ]);
  const before = timetable(facts);
  it('keeps the order and the network after a start or H moved', () => {
    const b = facts.tasks.get('B') as PlanTask;
    const moved = timetable(replaceTask(facts, { ...b, at: 'H+05:00' }), before);
    expect(moved.network.weights).toBe(before.network.weights);
    expect(moved.network.order).toBe(before.network.order);
    expect(earliestStart(moved, 'C')).toBe(H_HOUR + 6 * HOUR);
    expect(timetable(moveH(facts, 60), before).network.weights).toBe(before.network.weights);
  });
  it('keeps the order after a duration changed, and makes a new one after a dependency changed', () => {
    const b = facts.tasks.get('B') as PlanTask;
    const longer = timetable(replaceTask(facts, { ...b, minutes: 120 }), before);
    expect(longer.network.order).toBe(before.network.order);
    expect(earliestStart(longer, 'C')).toBe(H_HOUR + 3 * HOUR);
    const free = timetable(replaceTask(facts, { ...b, dependencies: [] }), before);
    expect(free.network.order).not.toBe(before.network.order);
    expect(earliestStart(free, 'C')).toBe(H_HOUR + HOUR);
  });
});

describe('size', () => {
  it('carries a chain of 100,000 tasks and 120,000 links to its end', () => {
    const count = 100_000;
    const tasks = Array.from({ length: count }, (_, i) =>
      makeTask({
        id: `T${i}`,
        minutes: 1,
        dependencies: [
          ...(i > 0 ? [dependsOn(`T${i - 1}`)] : []),
          ...(i >= 5 && i % 5 === 0 ? [dependsOn(`T${i - 5}`, 'SS', 2)] : []),
        ],
      }),
    ).reverse();
    const answer = schedule(factsOf(tasks), `T${count - 1}`);
    expect(answer.path).toHaveLength(count);
    expect(answer.lateMinutes).toBe(count - 1);
    expect(answer.slackOf('T0')?.totalMinutes).toBe(0);
  });
});

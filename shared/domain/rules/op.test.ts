import { describe, expect, it } from 'vitest';
import {
  findingsOf,
  keysSaid,
  makeDeconfliction,
  makePhase,
  makePlan,
  makeRisk,
  makeSite,
  makeTask,
  said,
} from '#test/builders/plan.ts';
import type { PlanTask } from '../../model/plan.ts';
import type { DependencyType, TaskKind } from '../../model/vocabulary.ts';

describe('R-OP-02 dependencies', () => {
  // T1 runs from H to H+01:00.
  const plan = (type: DependencyType, lag: number, at: string, minutes: number | null = 60) =>
    makePlan({ tasks: [makeTask(), makeTask({ id: 'T2', at, minutes, dependencies: [{ on: 'T1', type, lag }] })] });

  it.each<[DependencyType, number, string, string]>([
    ['FS', 0, 'H+00:59', 'H+01:00'],
    ['FS', 30, 'H+01:29', 'H+01:30'],
    ['FS', -30, 'H+00:29', 'H+00:30'],
    ['SS', 0, 'H-00:01', 'H+00:00'],
    ['SS', 15, 'H+00:14', 'H+00:15'],
    ['FF', 0, 'H-00:01', 'H+00:00'],
    ['FF', 10, 'H+00:09', 'H+00:10'],
    ['SF', 0, 'H-01:01', 'H-01:00'],
    ['SF', 20, 'H-00:41', 'H-00:40'],
  ])('%s%i: fires at %s, holds at %s', (type, lag, tooEarly, onTime) => {
    expect(said('R-OP-02', plan(type, lag, tooEarly))).toEqual(['block T2']);
    expect(said('R-OP-02', plan(type, lag, onTime))).toEqual([]);
  });

  it('names all dependencies missed in one finding', () => {
    const tasks = [
      makeTask(),
      makeTask({ id: 'T0' }),
      makeTask({
        id: 'T2',
        dependencies: [
          { on: 'T1', type: 'FS', lag: 0 },
          { on: 'T0', type: 'FS', lag: 0 },
        ],
      }),
    ];
    const [finding, ...more] = findingsOf('R-OP-02', makePlan({ tasks }));
    expect(more).toEqual([]);
    expect(finding?.items).toEqual([
      { key: 'FS', ref: 'T0', value: 60 },
      { key: 'FS', ref: 'T1', value: 60 },
    ]);
  });

  it('counts a task without a duration from its start on', () => {
    const tasks = (at: string) => [
      makeTask({ minutes: null }),
      makeTask({ id: 'T2', at, dependencies: [{ on: 'T1', type: 'FS', lag: 0 }] }),
    ];
    expect(said('R-OP-02', makePlan({ tasks: tasks('H-00:01') }))).toEqual(['block T2']);
    expect(said('R-OP-02', makePlan({ tasks: tasks('H+00:00') }))).toEqual([]);
  });

  it('says so when the task waited for was cancelled or aborted', () => {
    const tasks = (status: 'cancelled' | 'aborted', type: DependencyType) => [
      makeTask({ status }),
      makeTask({ id: 'T2', at: 'H+05:00', dependencies: [{ on: 'T1', type, lag: 0 }] }),
    ];
    expect(keysSaid('R-OP-02', makePlan({ tasks: tasks('cancelled', 'SS') }))).toEqual(['SS_dead']);
    expect(keysSaid('R-OP-02', makePlan({ tasks: tasks('aborted', 'FS') }))).toEqual(['FS_dead']);
    expect(said('R-OP-02', makePlan({ tasks: tasks('aborted', 'SS') }))).toEqual([]);
  });

  it('is silent about a task that cannot be seen, and about cancelled tasks', () => {
    const lone = makeTask({ id: 'T2', dependencies: [{ on: 'T9', type: 'FS', lag: 0 }] });
    expect(said('R-OP-02', makePlan({ tasks: [lone] }))).toEqual([]);
    const cancelled = makeTask({ id: 'T2', status: 'cancelled', dependencies: [{ on: 'T1', type: 'FS', lag: 0 }] });
    expect(said('R-OP-02', makePlan({ tasks: [makeTask(), cancelled] }))).toEqual([]);
  });
});

describe('R-OP-03 phase window, owner, duration', () => {
  const within = (at: string, minutes: number | null, phase: { from: string; to: string }) =>
    said('R-OP-03', makePlan({ phases: [makePhase(phase)], tasks: [makeTask({ at, minutes })] }));

  it('includes both limits', () => {
    const window = { from: 'H-02:00', to: 'H+02:00' };
    expect(within('H-02:00', 240, window)).toEqual([]);
    expect(within('H-02:01', 60, window)).toEqual(['warn T1']);
    expect(within('H-02:00', 241, window)).toEqual(['warn T1']);
  });

  it('counts a bare last day whole', () => {
    const window = { from: 'D-1', to: 'D+1' };
    expect(within('D+1T23:00', 60, window)).toEqual([]);
    expect(within('D+1T23:00', 61, window)).toEqual(['warn T1']);
    expect(within('D-1T00:00', 1, window)).toEqual([]);
    expect(within('D-2T23:59', 1, window)).toEqual(['warn T1']);
  });

  it('asks for an owner and a duration, unless they were not released', () => {
    const plan = makePlan({ tasks: [makeTask({ owner: null, minutes: null })] });
    expect(keysSaid('R-OP-03', plan)).toEqual(['no_owner', 'no_duration']);
    expect(keysSaid('R-OP-03', plan, { withheld: (item, field) => item === 'T1' && field === 'owner' })).toEqual([
      'no_duration',
    ]);
  });

  it('tests the start of a task without a duration', () => {
    expect(
      keysSaid(
        'R-OP-03',
        makePlan({ phases: [makePhase({ to: 'H+02:00' })], tasks: [makeTask({ at: 'H+02:00', minutes: null })] }),
      ),
    ).toEqual(['no_duration', 'after_phase']);
  });

  it('is silent without H, without a start and without the phase', () => {
    const plan = makePlan({ phases: [makePhase({ to: 'H-05:00' })], tasks: [makeTask()] });
    expect(said('R-OP-03', plan)).toEqual(['warn T1']);
    expect(said('R-OP-03', { ...plan, operation: { ...plan.operation, hHour: null } })).toEqual([]);
    expect(said('R-OP-03', { ...plan, tasks: [makeTask({ at: null })] })).toEqual([]);
    expect(said('R-OP-03', { ...plan, phases: [] })).toEqual([]);
  });
});

describe('R-OP-04 decision point', () => {
  const decision = { owner: 'P1', deputy: 'P2', abort: 'No consent' };
  const keys = (overrides: Parameters<typeof makeTask>[0]) =>
    keysSaid('R-OP-04', makePlan({ tasks: [makeTask({ kind: 'decision', ...overrides })] }));

  it('wants owner, deputy and abort criteria', () => {
    expect(keys({ decision })).toEqual([]);
    expect(keys({ decision: null })).toEqual(['no_owner', 'no_deputy', 'no_abort']);
    expect(keys({ decision: { ...decision, deputy: null } })).toEqual(['no_deputy']);
    expect(keys({ decision: { ...decision, abort: '  ' } })).toEqual(['no_abort']);
  });
  it('does not take the owner for the deputy', () => {
    expect(keys({ decision: { ...decision, deputy: 'P1' } })).toEqual(['no_deputy']);
  });
  it('looks at decision points of any kind, and at no other task', () => {
    expect(keys({ kind: 'meeting', decision: { ...decision, owner: null } })).toEqual(['no_owner']);
    expect(keys({ kind: 'meeting' })).toEqual([]);
  });
  it('is silent where the decision was not released', () => {
    const plan = makePlan({ tasks: [makeTask({ kind: 'decision' })] });
    expect(said('R-OP-04', plan, { withheld: (_item, field) => field === 'decision' })).toEqual([]);
  });
});

describe('R-OP-05 sync group', () => {
  const spread = (...starts: readonly (string | null)[]) =>
    said(
      'R-OP-05',
      makePlan({
        syncGroups: [{ id: 'SG1', name: 'Entry', tasks: starts.map((_at, i) => `T${i}`) }],
        tasks: starts.map((at, i) => makeTask({ id: `T${i}`, at, sync: 'SG1' })),
      }),
    );
  it('compares instants: 10 minutes pass, 11 do not', () => {
    expect(spread('H+00:00', 'H+00:05', 'H+00:10')).toEqual([]);
    expect(spread('H+00:00', 'H+00:05', 'H+00:11')).toEqual(['block SG1']);
  });
  it('finds the start typed in the wrong zone', () => {
    expect(spread('H+00:00', '2027-03-16T04:00[Asia/Bangkok]')).toEqual([]);
    expect(spread('H+00:00', '2027-03-16T04:00[Asia/Manila]')).toEqual(['block SG1']);
  });
  it('leaves out starts it cannot tell and tasks that are cancelled', () => {
    expect(spread('H+00:00', null)).toEqual([]);
    const tasks = [makeTask({ sync: 'SG1' }), makeTask({ id: 'T2', at: 'H+09:00', sync: 'SG1', status: 'cancelled' })];
    expect(said('R-OP-05', makePlan({ syncGroups: [{ id: 'SG1', name: '', tasks: ['T1', 'T2'] }], tasks }))).toEqual(
      [],
    );
  });
  it('counts a task that names the group though the group does not list it', () => {
    const tasks = [makeTask({ sync: 'SG1' }), makeTask({ id: 'T2', at: 'H+00:11', sync: 'SG1' })];
    expect(said('R-OP-05', makePlan({ syncGroups: [{ id: 'SG1', name: '', tasks: ['T1'] }], tasks }))).toEqual([
      'block SG1',
    ]);
  });
});

describe('R-OP-08 deconfliction', () => {
  it.each([
    ['open', ['block DC1']],
    ['in_talks', ['block DC1']],
    ['resolved', []],
    ['accepted_risk', []],
  ] as const)('%s', (status, expected) => {
    expect(said('R-OP-08', makePlan({ deconfliction: [makeDeconfliction({ status })] }))).toEqual(expected);
  });
  it('holds the whole operation when it names no site', () => {
    expect(
      keysSaid('R-OP-08', makePlan({ deconfliction: [makeDeconfliction({ status: 'open', site: null })] })),
    ).toEqual(['operation', 'open']);
  });
});

describe('R-OP-09 public holidays', () => {
  const holidays = [{ cc: 'KR', from: '2027-03-20', to: '2027-03-21' }];
  const touch = (at: string, minutes: number | null, owner = 'KRP') =>
    said('R-OP-09', makePlan({ holidays, tasks: [makeTask({ at, minutes, owner })] }));

  it("counts days in the owner's zone, limits included", () => {
    // Seoul is two hours ahead of Bangkok: 22:00 on the 19th there is midnight of the 20th.
    expect(touch('D+3T21:00', 60)).toEqual([]);
    expect(touch('D+3T21:00', 61)).toEqual(['warn T1']);
    expect(touch('D+5T21:59', 60)).toEqual(['warn T1']);
    expect(touch('D+5T22:00', 60)).toEqual([]);
  });
  it('looks at fixed clocks too, but not at tasks anchored to H', () => {
    expect(touch('2027-03-20T10:00[Asia/Seoul]', 60)).toEqual(['warn T1']);
    expect(touch('H+99:00', 60)).toEqual([]);
  });
  it("asks for the owner's country only", () => {
    expect(touch('D+4T10:00', 60, 'KHP')).toEqual([]);
    expect(touch('D+4T10:00', 60, 'INT')).toEqual([]);
    expect(touch('D+4T10:00', null)).toEqual(['warn T1']);
  });
});

describe('R-OP-10 high risks', () => {
  const keys = (overrides: Parameters<typeof makeRisk>[0]) =>
    keysSaid('R-OP-10', makePlan({ risks: [makeRisk(overrides)] }));
  it('starts at 15', () => {
    expect(keys({ like: 3, impact: 5, owner: null })).toEqual(['no_owner', 'score']);
    expect(keys({ like: 2, impact: 5, owner: null })).toEqual([]);
  });
  it('wants an owner and a measure', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ measure: ' ' })).toEqual(['no_measure', 'score']);
  });
});

describe('R-OP-12 clock changes', () => {
  // Paris: 2027-03-28 02:00 to 03:00 does not exist, 2027-10-31 02:00 to 03:00 happens twice.
  const keys = (at: string) => keysSaid('R-OP-12', makePlan({ tasks: [makeTask({ at })] }));
  it('finds gap and overlap, and their edges are sound', () => {
    expect(keys('2027-03-28T02:00[Europe/Paris]')).toEqual(['at_gap']);
    expect(keys('2027-03-28T03:00[Europe/Paris]')).toEqual([]);
    expect(keys('2027-03-28T01:59[Europe/Paris]')).toEqual([]);
    expect(keys('2027-10-31T02:30[Europe/Paris]')).toEqual(['at_overlap']);
    expect(keys('2027-10-31T03:00[Europe/Paris]')).toEqual([]);
  });
  it('looks at D forms in the reference zone and never at H forms', () => {
    const plan = makePlan();
    const inParis = { ...plan, operation: { ...plan.operation, refTz: 'Europe/Paris', dDay: '2027-03-27' } };
    expect(said('R-OP-12', { ...inParis, tasks: [makeTask({ at: 'D+1T02:30' })] })).toEqual(['block T1']);
    expect(said('R-OP-12', { ...inParis, tasks: [makeTask({ at: 'D+1' })] })).toEqual([]);
    expect(said('R-OP-12', { ...inParis, tasks: [makeTask({ at: 'H+00:30' })] })).toEqual([]);
  });
  it('looks at phases, both limits in one finding', () => {
    const phase = makePhase({ from: '2027-03-28T02:30[Europe/Paris]', to: '2027-10-31T02:30[Europe/Paris]' });
    expect(keysSaid('R-OP-12', makePlan({ phases: [phase] }))).toEqual(['from_gap', 'to_overlap']);
    expect(said('R-OP-12', makePlan({ phases: [phase] }))).toEqual(['block PH1']);
  });
});

describe('R-OP-13 what a site needs beside force', () => {
  const site = (...kinds: readonly TaskKind[]) =>
    makePlan({ tasks: kinds.map((kind, i) => makeTask({ id: `T${i}`, kind, site: 'K1' })) });
  it('wants all four kinds once a task is coercive', () => {
    expect(said('R-OP-13', site('arrest', 'entry', 'digital', 'medical', 'screening'))).toEqual([]);
    expect(said('R-OP-13', site('entry', 'digital', 'medical'))).toEqual(['warn K1']);
    expect(said('R-OP-13', site('search'))).toEqual(['warn K1']);
    expect(said('R-OP-13', site('meeting', 'recon'))).toEqual([]);
  });
  it('does not count what is cancelled or elsewhere', () => {
    const full = site('entry', 'digital', 'medical', 'screening');
    expect(
      said('R-OP-13', {
        ...full,
        tasks: full.tasks.map((t) => (t.kind === 'medical' ? { ...t, status: 'cancelled' } : t)),
      }),
    ).toEqual(['warn K1']);
    expect(
      said('R-OP-13', { ...full, tasks: full.tasks.map((t) => (t.kind === 'medical' ? { ...t, site: 'K2' } : t)) }),
    ).toEqual(['warn K1']);
  });
});

describe('R-OP-14 lawful hours', () => {
  // K1 is in KH, Asia/Bangkok (UTC+7); H stands at 21:00 UTC, which is 04:00 there.
  const plan = (task: Partial<PlanTask>, hours = '06:00-18:00') => {
    const base = makePlan();
    return makePlan({
      limits: { ...base.limits, lawfulHours: { 'KH.search': hours } },
      sites: [makeSite({ cc: 'KH', tz: 'Asia/Bangkok' })],
      tasks: [makeTask({ kind: 'search', site: 'K1', at: '2027-03-14T06:00[Asia/Bangkok]', minutes: 720, ...task })],
    });
  };
  const at = (time: string): string => `2027-03-14T${time}[Asia/Bangkok]`;

  it('counts every minute outside, at both ends of the hours', () => {
    expect(said('R-OP-14', plan({}))).toEqual([]);
    expect(findingsOf('R-OP-14', plan({ at: at('05:59') }))[0]?.items).toEqual([
      { key: 'country', value: 'KH' },
      { key: 'hours', value: '06:00-18:00' },
      { key: 'outside_min', value: 1 },
    ]);
    expect(findingsOf('R-OP-14', plan({ minutes: 721 }))[0]?.items.at(-1)).toEqual({ key: 'outside_min', value: 1 });
    expect(findingsOf('R-OP-14', plan({ minutes: 1440 }))[0]?.items.at(-1)).toEqual({ key: 'outside_min', value: 720 });
  });
  it('reads hours over midnight and to the end of the day', () => {
    expect(said('R-OP-14', plan({ at: at('21:00'), minutes: 420 }, '20:00-04:00'))).toEqual([]);
    expect(said('R-OP-14', plan({ at: at('21:00'), minutes: 421 }, '20:00-04:00'))).toEqual(['block T1']);
    expect(said('R-OP-14', plan({ at: at('08:00'), minutes: 960 }, '08:00-24:00'))).toEqual([]);
    expect(said('R-OP-14', plan({ at: at('08:00'), minutes: 961 }, '08:00-24:00'))).toEqual(['block T1']);
    expect(said('R-OP-14', plan({ at: at('00:00'), minutes: 1440 }, '00:00-24:00'))).toEqual([]);
  });
  it('is silent with an authority, for other measures and states, and where nothing is laid down', () => {
    const night = { at: at('02:00'), minutes: 60 };
    expect(said('R-OP-14', plan(night))).toEqual(['block T1']);
    expect(said('R-OP-14', plan({ ...night, authority: ' ' }))).toEqual(['block T1']);
    expect(said('R-OP-14', plan({ ...night, authority: 'Order 12/2027' }))).toEqual([]);
    expect(said('R-OP-14', plan({ ...night, kind: 'arrest' }))).toEqual([]);
    expect(said('R-OP-14', plan({ ...night, kind: 'meeting' }))).toEqual([]);
    expect(said('R-OP-14', plan({ ...night, site: 'REM' }))).toEqual([]);
    expect(said('R-OP-14', { ...plan(night), sites: [makeSite({ cc: 'TH' })] })).toEqual([]);
    expect(said('R-OP-14', plan({ ...night, status: 'cancelled' }))).toEqual([]);
    expect(said('R-OP-14', plan({ ...night, at: null }))).toEqual([]);
  });
  it('keeps to the wall on the day of a clock change', () => {
    const paris = (from: string, minutes: number) => ({
      ...plan({ at: `2027-03-28T${from}[Europe/Paris]`, minutes }),
      sites: [makeSite({ cc: 'KH', tz: 'Europe/Paris' })],
    });
    expect(said('R-OP-14', paris('06:00', 720))).toEqual([]);
    expect(findingsOf('R-OP-14', paris('00:00', 360))[0]?.items.at(-1)).toEqual({ key: 'outside_min', value: 300 });
  });
});

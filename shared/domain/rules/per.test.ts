import { describe, expect, it } from 'vitest';
import { findingsOf, keysSaid, makeJit, makePerson, makePlan, makeTask, said } from '#test/builders/plan.ts';
import type { PlanPerson, PlanTask } from '../../model/plan.ts';
import type { LanguageLevel, TaskKind } from '../../model/vocabulary.ts';

const on = (person: Partial<PlanPerson>, ...tasks: readonly Partial<PlanTask>[]) =>
  makePlan({
    people: [makePerson(person)],
    tasks: tasks.map((task, i) => makeTask({ id: `T${i + 1}`, people: ['P1'], ...task })),
  });
/** T1 at K1 (Cambodia), where P1 (Korea) is abroad; the task ends on D-day. */
const abroad = (person: Partial<PlanPerson>, task: Partial<PlanTask> = {}) =>
  on(person, { site: 'K1', kind: 'logistics', ...task });

describe('R-PER-01 load', () => {
  it('sums overlapping tasks at every instant', () => {
    expect(said('R-PER-01', on({}, { load: 60 }, { load: 40, at: 'H+00:30' }))).toEqual([]);
    expect(said('R-PER-01', on({}, { load: 60 }, { load: 41, at: 'H+00:30' }))).toEqual(['block P1']);
  });
  it('lets one task start the moment another ends', () => {
    expect(said('R-PER-01', on({}, {}, { at: 'H+01:00' }))).toEqual([]);
    expect(said('R-PER-01', on({}, {}, { at: 'H+00:59' }))).toEqual(['block P1']);
  });
  it('finds three that only together are too much, and names them', () => {
    const [finding] = findingsOf(
      'R-PER-01',
      on({}, { load: 40 }, { load: 40, at: 'H+00:10' }, { load: 40, at: 'H+00:20' }),
    );
    expect(finding?.items).toEqual([
      { key: 'load', value: 120 },
      { key: 'task', ref: 'T1' },
      { key: 'task', ref: 'T2' },
      { key: 'task', ref: 'T3' },
    ]);
  });
  it('counts a person named twice once, and no cancelled task', () => {
    expect(said('R-PER-01', on({}, { load: 60, people: ['P1', 'P1'] }))).toEqual([]);
    expect(said('R-PER-01', on({}, {}, { status: 'cancelled' }))).toEqual([]);
    expect(said('R-PER-01', on({}, {}, { status: 'done' }))).toEqual(['block P1']);
  });
});

describe('R-PER-02 leave', () => {
  const leave = [{ from: '2027-03-16', to: '2027-03-16' }];
  it('counts days in the reference zone, both included', () => {
    expect(said('R-PER-02', on({ leave }, { at: 'D+0T23:59' }))).toEqual(['block P1']);
    expect(said('R-PER-02', on({ leave }, { at: 'D+1T00:00' }))).toEqual([]);
    expect(said('R-PER-02', on({ leave }, { at: 'D-1T23:00' }))).toEqual([]);
    expect(said('R-PER-02', on({ leave }, { at: 'D-1T23:01' }))).toEqual(['block P1']);
  });
  it('sees a task without a duration', () => {
    expect(said('R-PER-02', on({ leave }, { at: 'D+0T10:00', minutes: null }))).toEqual(['block P1']);
  });
});

describe('R-PER-03 languages', () => {
  const need = { skills: {}, languages: ['zh'] };
  const speaks = (level: LanguageLevel | null, kind: TaskKind = 'meeting') =>
    said('R-PER-03', on({ languages: level === null ? {} : { zh: level } }, { need, kind }));
  it('wants B2 and ranks N above C2', () => {
    expect(speaks('B1')).toEqual(['warn T1']);
    expect(speaks('B2')).toEqual([]);
    expect(speaks('N')).toEqual([]);
    expect(speaks(null)).toEqual(['warn T1']);
  });
  it('blocks at screening and consular tasks', () => {
    expect(speaks('B1', 'screening')).toEqual(['block T1']);
    expect(speaks('B1', 'consular')).toEqual(['block T1']);
    expect(speaks('B1', 'medical')).toEqual(['warn T1']);
  });
  it('looks at people assigned to that task only', () => {
    const plan = on({ languages: { zh: 'N' } }, {}, { need, people: [] });
    expect(said('R-PER-03', plan)).toEqual(['warn T2']);
  });
  it('is silent while somebody assigned cannot be seen', () => {
    expect(said('R-PER-03', on({}, { need, people: ['P1', 'P9'] }))).toEqual([]);
  });
  it('is not fooled by a language named like a built-in property', () => {
    expect(said('R-PER-03', on({}, { need: { skills: {}, languages: ['constructor'] } }))).toEqual(['warn T1']);
  });
});

describe('R-PER-07 skills', () => {
  const plan = (n: number, people: readonly string[]) =>
    makePlan({
      people: [makePerson({ skills: ['entry', 'arrest'] }), makePerson({ id: 'P2', skills: ['entry'] })],
      tasks: [makeTask({ people, need: { skills: { entry: n, arrest: 1 }, languages: [] } })],
    });
  it('counts one person for each skill held', () => {
    expect(said('R-PER-07', plan(1, ['P1']))).toEqual([]);
    expect(said('R-PER-07', plan(2, ['P1']))).toEqual(['block T1']);
    expect(said('R-PER-07', plan(2, ['P1', 'P2']))).toEqual([]);
    expect(keysSaid('R-PER-07', plan(1, ['P2']))).toEqual(['skill', 'needed', 'have']);
  });
  it('gives people it cannot see the benefit of the doubt, each for one', () => {
    expect(said('R-PER-07', plan(2, ['P1', 'P9']))).toEqual([]);
    expect(said('R-PER-07', plan(3, ['P1', 'P9']))).toEqual(['block T1']);
  });
});

describe('R-PER-05 vetting and R-PER-10 medical', () => {
  // The task ends on 2027-03-16 in Bangkok at 05:00.
  it('are valid to the end of their last day in the reference zone', () => {
    for (const at of ['D+0T23:00', 'D+0T10:00']) {
      expect(said('R-PER-05', on({ vetting: '2027-03-16' }, { at }))).toEqual([]);
      expect(said('R-PER-05', on({ vetting: '2027-03-15' }, { at }))).toEqual(['block P1']);
      expect(said('R-PER-10', on({ medical: '2027-03-16' }, { at }))).toEqual([]);
    }
    expect(said('R-PER-05', on({ vetting: '2027-03-16' }, { at: 'D+0T23:01' }))).toEqual(['block P1']);
  });
  it('medical blocks coercive tasks and warns at others', () => {
    const medical = '2027-03-15';
    expect(said('R-PER-10', on({ medical }, { kind: 'search' }))).toEqual(['block P1']);
    expect(said('R-PER-10', on({ medical }, { kind: 'medical' }))).toEqual(['warn P1']);
    expect(said('R-PER-10', on({ medical }, { kind: 'medical' }, { kind: 'entry', at: 'H+05:00' }))).toEqual([
      'block P1',
    ]);
  });
  it('are silent where the date was not released', () => {
    expect(said('R-PER-05', on({ vetting: null }, {}))).toEqual([]);
    expect(said('R-PER-10', on({ medical: null }, {}))).toEqual([]);
  });
});

describe('R-PER-06 arms', () => {
  const armed = (person: Partial<PlanPerson>, task: Partial<PlanTask> = {}) =>
    keysSaid('R-PER-06', abroad({ firearms: '2027-12-31', ...person }, { armed: true, kind: 'arrest', ...task }));
  it('wants the host to authorise this person for that country', () => {
    expect(armed({})).toEqual(['no_host_authorisation']);
    expect(armed({ arms: ['SG'] })).toEqual(['no_host_authorisation']);
    expect(armed({ arms: ['KH'] })).toEqual([]);
    expect(armed({}, { armed: false })).toEqual([]);
  });
  it('is silent at home', () => {
    expect(armed({ agency: 'KHP' })).toEqual([]);
    expect(armed({ agency: 'INT' })).toEqual(['no_host_authorisation']);
    expect(armed({ agency: 'UNSEEN' })).toEqual([]);
  });
  it('wants the qualification valid to the end of the task, at home too', () => {
    expect(armed({ agency: 'KHP', firearms: '2027-03-15' })).toEqual(['qualification_ends']);
    expect(armed({ agency: 'KHP', firearms: '2027-03-16' })).toEqual([]);
  });
  it('lets nobody carry abroad on a JIT task unless the JIT allows it', () => {
    const task = { armed: true, site: 'K1', kind: 'arrest' as const, jit: 'J1' };
    const plan = (jit: Parameters<typeof makeJit>[0]) => ({
      ...on({ firearms: '2027-12-31', arms: ['KH'] }, task),
      jits: [makeJit(jit)],
    });
    for (const role of [
      { leaders: { KR: 'P1' } },
      { leaders: {}, members: ['P1'] },
      { leaders: {}, seconded: { P1: 'KH' } },
    ]) {
      expect(keysSaid('R-PER-06', plan({ ...role, armsForSeconded: false }))).toEqual(['jit_forbids']);
      expect(keysSaid('R-PER-06', plan({ ...role, armsForSeconded: true }))).toEqual([]);
    }
  });
  it('does not ask unarmed colleagues, unless nobody on the task ever qualified', () => {
    const colleague = makePerson({ id: 'P2', agency: 'KHP' });
    const plan = (firearms: string | null) =>
      makePlan({
        people: [makePerson({ agency: 'KHP', firearms }), colleague],
        tasks: [makeTask({ armed: true, site: 'K1', kind: 'arrest', people: ['P1', 'P2'] })],
      });
    expect(said('R-PER-06', plan('2027-12-31'))).toEqual([]);
    expect(said('R-PER-06', plan('2027-01-01'))).toEqual(['block P1']);
    expect(said('R-PER-06', plan(null))).toEqual(['block P1', 'block P2']);
    expect(said('R-PER-06', plan(null), { withheld: (_item, field) => field === 'firearms' })).toEqual([]);
  });
});

describe('R-PER-08 passport', () => {
  const passport = (until: string | null, deployed: PlanPerson['deployed']) =>
    said('R-PER-08', on({ passport: until, deployed }));
  const toKH = (until: string) => ({ to: 'KH', from: '2027-03-01', until });
  it('counts calendar months from the last day', () => {
    expect(passport('2027-09-20', toKH('2027-03-20'))).toEqual([]);
    expect(passport('2027-09-19', toKH('2027-03-20'))).toEqual(['warn P1']);
  });
  it('takes the last day of the month where the day is missing', () => {
    expect(passport('2027-09-30', toKH('2027-03-31'))).toEqual([]);
    expect(passport('2028-02-29', toKH('2027-08-31'))).toEqual([]);
    expect(passport('2028-02-28', toKH('2027-08-31'))).toEqual(['warn P1']);
  });
  it('finds a deployment abroad without a passport on record', () => {
    expect(passport(null, toKH('2027-03-20'))).toEqual(['warn P1']);
    expect(passport(null, { to: 'KR', from: '2027-03-01', until: '2027-03-20' })).toEqual([]);
    expect(passport(null, null)).toEqual([]);
    const plan = on({ passport: null, deployed: toKH('2027-03-20') });
    expect(said('R-PER-08', plan, { withheld: (item, field) => item === 'P1' && field === 'passport' })).toEqual([]);
  });
});

describe('R-PER-09 right of entry', () => {
  const entry = (person: Partial<PlanPerson>, task: Partial<PlanTask> = {}) => said('R-PER-09', abroad(person, task));
  it('is needed to the last day of each foreign task', () => {
    expect(entry({})).toEqual(['block P1']);
    expect(entry({ entry: { KH: 'exempt' } })).toEqual([]);
    expect(entry({ entry: { KH: '2027-03-16' } })).toEqual([]);
    expect(entry({ entry: { KH: '2027-03-15' } })).toEqual(['block P1']);
    expect(entry({ entry: { SG: 'exempt' } })).toEqual(['block P1']);
  });
  it('is not needed at home or remotely, always for an international body', () => {
    expect(entry({ agency: 'KHP' })).toEqual([]);
    expect(entry({}, { site: 'REM' })).toEqual([]);
    expect(entry({ agency: 'INT' }, { site: 'R1' })).toEqual(['block P1']);
  });
  it('is needed for meetings as well', () => {
    expect(entry({}, { kind: 'meeting' })).toEqual(['block P1']);
  });
  it('is silent where site or home cannot be seen', () => {
    expect(entry({}, { site: 'HIDDEN' })).toEqual([]);
    expect(entry({}, { site: null })).toEqual([]);
    expect(entry({ agency: null })).toEqual([]);
  });
});

describe('R-PER-12 days abroad', () => {
  const days = (until: string, to = 'KH') => said('R-PER-12', on({ deployed: { to, from: '2027-03-01', until } }));
  it('counts both ends', () => {
    expect(days('2027-03-30')).toEqual([]);
    expect(days('2027-03-31')).toEqual(['warn P1']);
    expect(days('2027-03-31', 'KR')).toEqual([]);
  });
});

describe('R-PER-14 deployment', () => {
  const inKH = { to: 'KH', from: '2027-03-16', until: '2027-03-16' };
  const deployed = (deployment: PlanPerson['deployed'], task: Partial<PlanTask> = {}) =>
    said('R-PER-14', abroad({ deployed: deployment }, task));
  it('covers the task whole, in that country', () => {
    expect(deployed(inKH)).toEqual([]);
    expect(deployed(inKH, { at: 'D+0T23:00' })).toEqual([]);
    expect(deployed(inKH, { at: 'D+0T23:01' })).toEqual(['warn P1']);
    expect(deployed(inKH, { at: 'D-1T23:59' })).toEqual(['warn P1']);
    expect(deployed({ ...inKH, to: 'SG' })).toEqual(['warn P1']);
    expect(deployed(null)).toEqual(['warn P1']);
  });
  it('leaves out meetings, remote tasks and home', () => {
    expect(deployed(null, { kind: 'meeting' })).toEqual([]);
    expect(deployed(null, { site: 'REM' })).toEqual([]);
    expect(deployed(null, { site: 'R1' })).toEqual([]);
  });
});

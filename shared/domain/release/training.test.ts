/** The training operation as A07 would send it to five agencies. Every list was worked out by hand from the readings in docs/release.md. */
import { describe, expect, it } from 'vitest';
import { planToRows } from '#test/builders/plan-rows.ts';
import { codesOut, onField, releaseOf, rulesOn, trainingPlan } from '#test/builders/release-setup.ts';
import { recordsToPlan } from '../../formats/plan-records/index.ts';

const plan = trainingPlan();
const A06 = releaseOf(plan, { to: 'A06' });
const A09 = releaseOf(plan, { to: 'A09' });
const A14 = releaseOf(plan, { to: 'A14' });
const A11 = releaseOf(plan, { to: 'A11' });
const A01 = releaseOf(plan, { to: 'A01' });
const ALL = [A06, A09, A14, A11, A01];

describe('training operation', () => {
  it('goes into records and comes back whole', () => {
    expect(recordsToPlan(planToRows(plan, 'x')).plan).toEqual(plan);
  });

  it.each([
    // release, JITs, movements, requests, assets, entities, flows, agreements, deconfliction
    ['A06', A06, 'J1 J3', 'M3', 'RQ02 RQ07', 'AS02 AS13', 'E02', 'F18', 'AG5 AG6 AG7', ''],
    ['A09', A09, 'J3', 'M4', 'RQ03', 'AS04', 'E06', '', 'AG3', 'DC2'],
    ['A14', A14, '', 'M3', '', '', '', '', 'AG5 AG6 AG8', ''],
    ['A11', A11, 'J1', '', 'RQ01 RQ03 RQ04 RQ05', 'AS03 AS04 AS10', 'E01 E06 E08', 'F11', '', ''],
    ['A01', A01, 'J1', '', 'RQ09', 'AS12', 'E01', '', 'AG1 AG3 AG7', 'DC2'],
  ] as const)('%s gets what it takes part in and nothing else', (_, to, ...lists) => {
    const kinds = ['jit', 'movement', 'request', 'asset', 'entity', 'flow', 'agreement', 'deconfliction'];
    expect(kinds.map((kind) => codesOut(to, kind).join(' '))).toEqual(lists);
  });

  it('gives the frame of the operation to everybody with a task', () => {
    for (const to of ALL) {
      expect(codesOut(to, 'task')).toHaveLength(67);
      expect(codesOut(to, 'site')).toEqual(['S1', 'S2', 'S3', 'BKK']);
      expect(codesOut(to, 'risk')).toHaveLength(8);
      expect(codesOut(to, 'agency')).toHaveLength(14);
      expect(codesOut(to, 'order')).toHaveLength(1);
      expect(codesOut(to, 'release')).toEqual([]);
    }
  });

  it('D01, D02, D03', () => {
    expect(ALL.map((to) => rulesOn(to, 'D01'))).toEqual([[], [], [], [], []]);
    expect(rulesOn(A06, 'D02')).toEqual(['R-HAN-02', 'R-HAN-03']);
    expect(rulesOn(A09, 'D02')).toEqual(['R-HAN-02', 'R-HAN-03', 'R-HAN-05']);
    expect(rulesOn(A14, 'D02')).toEqual(['R-HAN-02', 'R-HAN-03', 'R-HAN-05', 'R-HAN-06']);
    // Back to its owner: nothing is passed on.
    expect(rulesOn(A11, 'D02')).toEqual([]);
    expect(rulesOn(A01, 'D02')).toEqual(['R-HAN-02', 'R-HAN-03']);
    expect(rulesOn(A06, 'D03')).toEqual(['R-HAN-13']);
    expect(rulesOn(A09, 'D03')).toEqual(['R-HAN-05', 'R-HAN-13']);
    expect(rulesOn(A14, 'D03')).toEqual(['R-HAN-06', 'R-HAN-13']);
    expect(rulesOn(A11, 'D03')).toEqual(['R-HAN-05', 'R-HAN-13']);
  });

  it('agrees with the three planned releases', () => {
    expect(rulesOn(releaseOf(plan, { by: 'A13', to: 'A09' }), 'D02')).toEqual(['R-HAN-02', 'R-HAN-03', 'R-HAN-05']);
    expect(rulesOn(releaseOf(plan, { by: 'A13', to: 'A06' }), 'D01')).toEqual([]);
    const toShelter = releaseOf(plan, { by: 'A13', to: 'A14', purpose: 'victim_support' });
    expect(rulesOn(toShelter, 'D03')).toEqual(['R-HAN-06']);
  });

  it('the exact H-hour goes to lead, coordinator and command, and T39 would give it away', () => {
    const onHHour = ALL.map((to) => onField(to, 'OP-LT', 'operation', 'hHour'));
    expect(onHHour).toEqual([null, 'R-OP-11:hHour', 'R-OP-11:hHour', 'R-OP-11:hHour', null]);
    const onEntry = ALL.map((to) => onField(to, 'T39', 'task', 'at'));
    const reveals = 'R-OP-11:revealsHHour';
    expect(onEntry).toEqual([null, reveals, reveals, reveals, null]);
    for (const to of ALL) {
      expect(onField(to, 'OP-LT', 'operation', 'dDay')).toBeNull();
      expect(onField(to, 'T38', 'task', 'at')).toBeNull();
    }
    const starts = A09.manifest.redacted.filter((r) => r.field === 'at').map((r) => r.code);
    expect(starts).toEqual(['T39']);
    const seen = recordsToPlan(A09.out).plan.operation;
    expect([seen.hHour, seen.dDay]).toEqual([null, '2027-03-16']);
  });

  it('hides the links to what stays behind, and the words that name it', () => {
    const hidden = (to: typeof A09, field: string): readonly string[] =>
      to.manifest.redacted.filter((r) => r.kind === 'task' && r.field === field).map((r) => `${r.code} ${r.rule}`);
    expect(hidden(A06, 'jit')).toEqual(['T44 R-HAN-10', 'T64 R-HAN-10']);
    expect(hidden(A06, 'movement')).toEqual(['T56 R-HAN-10', 'T57 R-HAN-10', 'T59 R-HAN-10']);
    expect(hidden(A09, 'title')).toEqual(['T20 R-HAN-10', 'T64 R-HAN-10']);
    expect(onField(A09, 'P29', 'person', 'role')).toBe('R-HAN-10:namesWithheld');
    expect(onField(A09, 'P34', 'person', 'role')).toBeNull();
    expect(onField(A09, 'R3', 'risk', 'measure')).toBeNull();
    expect(onField(A09, 'order', 'order', 'communications')).toBeNull();
  });

  it('gives of other people what the work needs, of its own all, and none to the NGO without an agreement', () => {
    expect(codesOut(A09, 'person')).toHaveLength(50);
    const fields = (code: string): readonly string[] =>
      A09.manifest.included.find((i) => i.kind === 'person' && i.code === code)?.fields ?? [];
    expect(fields('P24')).toEqual(['operation', 'code', 'name', 'agency', 'role', 'languages', 'skills', 'deployed']);
    expect(fields('P37')).toEqual(expect.arrayContaining(['clearance', 'vetting', 'medical', 'passport', 'entry']));
    expect(onField(A09, 'P24', 'person', 'vetting')).toBe('R-HAN-07:minimalSet');
    expect(A09.manifest.included.filter((i) => i.kind === 'leave')).toEqual([]);
    expect(codesOut(A14, 'person')).toEqual([]);
    expect(codesOut(A14, 'assignment')).toEqual([]);
    expect(rulesOn(A14, 'P24')).toEqual(['R-HAN-06']);
  });

  it('marks the whole and asks for a second person', () => {
    expect(A09.manifest.markings).toEqual({
      tlp: 'AMBER',
      level: 'INTERPOL RESTRICTED',
      handling: ['H1'],
      conditions: [],
    });
    expect(A11.manifest.markings.level).toBe('INTERPOL CONFIDENTIAL');
    expect(ALL.map((to) => to.manifest.needsSecondApprover)).toEqual([true, true, true, true, true]);
    expect(ALL.map((to) => to.manifest.personal)).toEqual([true, true, false, true, true]);
  });

  it('what leaves reads as a plan again', () => {
    for (const to of ALL) {
      const view = recordsToPlan(to.out);
      expect(view.leftOut).toEqual([]);
      expect(view.plan.tasks).toHaveLength(67);
    }
  });
});

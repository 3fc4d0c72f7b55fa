/** One test for each reading of docs/release.md, on the training operation with one thing changed. */
import { describe, expect, it } from 'vitest';
import { fakeId } from '#test/builders/plan-rows.ts';
import { codesOut, onField, releaseOf, rulesOn, trainingPlan } from '#test/builders/release-setup.ts';
import type { Wire } from '../../model/kinds/field.ts';
import type { Plan, PlanMovement, PlanRecord, PlanTask } from '../../model/plan.ts';
import { disclosureList } from './h-hour.ts';
import type { RecordRow } from './types.ts';
import { neutralNotice, WHY } from './why.ts';

const plan = trainingPlan();
const task = (id: string, change: Partial<PlanTask>): Plan => ({
  ...plan,
  tasks: plan.tasks.map((t) => (t.id === id ? { ...t, ...change } : t)),
});
const movement = (id: string, change: Partial<PlanMovement>, from: Plan = plan): Plan => ({
  ...from,
  movements: from.movements.map((m) => (m.id === id ? { ...m, ...change } : m)),
});
const record = (id: string, change: Partial<PlanRecord>): Plan => ({
  ...plan,
  records: plan.records.map((r) => (r.id === id ? { ...r, ...change } : r)),
});
const set =
  (code: string, fields: Readonly<Record<string, Wire>>) =>
  (rows: readonly RecordRow[], idOf: (code: string) => string): readonly RecordRow[] =>
    rows.map((row) => (row.id === idOf(code) ? { ...row, fields: { ...row.fields, ...fields } } : row));
const add =
  (kind: string, fields: (idOf: (code: string) => string) => Readonly<Record<string, Wire>>) =>
  (rows: readonly RecordRow[], idOf: (code: string) => string): readonly RecordRow[] => [
    ...rows,
    { id: fakeId(90_000), kind, owner: rows[0]!.owner, order: 90_000, fields: fields(idOf) },
  ];
const REVEALS = 'R-OP-11:revealsHHour';

describe('markings and purposes of plan items', () => {
  it('stand under the marking of the operation', () => {
    const low = releaseOf(plan, { to: 'A06', ceiling: 'INTERPOL FOR OFFICIAL USE ONLY' });
    expect(low.out).toEqual([]);
    expect(rulesOn(low, 'T38')).toEqual(['R-HAN-04']);
    expect(low.manifest.warnings.map((w) => w.key)).toContain('release.warning.nothingLeaves');
  });
  it('unless they carry their own, which their parts share', () => {
    const high = releaseOf(plan, {
      to: 'A06',
      ceiling: 'INTERPOL RESTRICTED',
      rows: set('T38', { level: 'INTERPOL CONFIDENTIAL' }),
    });
    expect(rulesOn(high, 'T38')).toContain('R-HAN-04');
    expect(high.manifest.withheld.filter((w) => w.kind === 'assignment').every((w) => w.code === 'T38')).toBe(true);
    expect(high.manifest.withheld.filter((w) => w.kind === 'assignment').map((w) => w.why)).toContain('parent');
    const dangling = high.manifest.withheld.filter((w) => w.kind === 'dependency' && w.code !== 'T38');
    expect(dangling.map((w) => [w.code, w.rule])).toEqual(
      ['T43', 'T46', 'T47', 'T53'].map((code) => [code, 'R-HAN-10']),
    );
  });
  it('RED goes to named persons of the recipient only, and only from the owner', () => {
    const red = set('M3', { tlp: 'RED' });
    expect(rulesOn(releaseOf(plan, { to: 'A06', rows: red }), 'M3')).toEqual(['R-HAN-02']);
    expect(rulesOn(releaseOf(plan, { to: 'A06', named: ['P09'], rows: red }), 'M3')).toEqual(['R-HAN-02']);
    expect(rulesOn(releaseOf(plan, { to: 'A06', named: ['P23'], rows: red }), 'M3')).toEqual([]);
    const foreign: typeof red = (rows, idOf) =>
      red(rows, idOf).map((r) => (r.id === idOf('M3') ? { ...r, owner: fakeId(5) } : r));
    expect(rulesOn(releaseOf(plan, { to: 'A06', named: ['P23'], rows: foreign }), 'M3')).toEqual(['R-HAN-02']);
  });
  it('serve the joint operation and no other purpose', () => {
    const other = releaseOf(plan, { to: 'A06', purpose: 'repatriation' });
    expect(rulesOn(other, 'T38')).toEqual(['R-HAN-13']);
    expect(codesOut(other, 'record')).toEqual(['D03']);
  });
  it('CLEAR needs no need to know', () => {
    expect(rulesOn(releaseOf(plan, { to: 'A09', rows: set('J1', { tlp: 'CLEAR' }) }), 'J1')).toEqual([]);
  });
  it('an agency without a task, or that is not in the plan, gets nothing', () => {
    const none: Plan = { ...plan, tasks: plan.tasks.filter((t) => t.owner !== 'A02') };
    expect(codesOut(releaseOf(none, { to: 'A02' }), 'task')).toEqual([]);
    expect(releaseOf(plan, { to: 'A99' }).out).toEqual([]);
  });
});

describe('domain records', () => {
  it.each([
    ['R-HAN-01', { retainUntil: null }],
    ['R-HAN-01', { owner: null }],
    ['R-HAN-08', { retainUntil: '2027-03-07' }],
    ['R-HAN-09', { withdrawn: '2027-03-01' }],
    ['R-HAN-13', { purpose: ['training'] }],
  ] as const)('%s holds a record back', (rule, change) => {
    expect(rulesOn(releaseOf(record('D01', change), { to: 'A06' }), 'D01')).toEqual([rule]);
  });
  it('the last day of retention is still a day', () => {
    expect(rulesOn(releaseOf(record('D01', { retainUntil: '2027-03-08' }), { to: 'A06' }), 'D01')).toEqual([]);
  });
  it('a marking that is missing counts as the strictest', () => {
    expect(rulesOn(releaseOf(record('D01', { tlp: null }), { to: 'A06' }), 'D01')).toContain('R-HAN-01');
  });
  it('H2 with consent leaves, and its consents with it', () => {
    const agreed = record('D02', { tlp: 'AMBER', consent: ['A06'] });
    const to = releaseOf(agreed, { to: 'A06' });
    expect(rulesOn(to, 'D02')).toEqual([]);
    expect(to.manifest.markings.handling).toEqual(['H1', 'H2']);
  });
  it('H1 and H3 travel and are shown', () => {
    const to = releaseOf(plan, { to: 'A06', purpose: 'repatriation' });
    expect(to.manifest.markings.conditions).toEqual([{ code: 'D03', text: 'victim data, support use only' }]);
    expect(to.manifest.warnings).toContainEqual({ key: 'release.warning.handlingTravels', codes: ['D03'] });
  });
  it('deny and allow of the owner count, words travel', () => {
    const to = (restrictions: Wire): readonly string[] =>
      rulesOn(releaseOf(plan, { to: 'A06', rows: set('D01', { restrictions }) }), 'D01');
    expect(to(['deny:A06'])).toEqual(['R-HAN-03']);
    expect(to(['deny:TH'])).toEqual(['R-HAN-03']);
    expect(to(['allow:A09'])).toEqual(['R-HAN-03']);
    expect(to(['allow:A09', 'allow:TH', 'ask before quoting'])).toEqual([]);
  });
  it('personal data reach a victim support body only under an agreement in force', () => {
    const ask = { by: 'A13', to: 'A14', purpose: 'victim_support' } as const;
    const signed: Plan = {
      ...plan,
      agreements: plan.agreements.map((a) =>
        a.id === 'AG8'
          ? { ...a, state: 'in_force', from: '2027-03-01', signed: { A13: '2027-02-01', A14: '2027-02-02' } }
          : a,
      ),
    };
    expect(rulesOn(releaseOf(plan, ask), 'D03')).toEqual(['R-HAN-06']);
    expect(rulesOn(releaseOf(signed, ask), 'D03')).toEqual([]);
    expect(rulesOn(releaseOf(signed, { ...ask, today: '2027-02-15' }), 'D03')).toEqual(['R-HAN-06']);
    expect(rulesOn(releaseOf(signed, { ...ask, by: 'A07' }), 'D03')).toEqual(['R-HAN-06']);
  });
});

describe('need to know', () => {
  it('a draft request leaves for nobody but the asker', () => {
    expect(rulesOn(releaseOf(plan, { to: 'A06' }), 'RQ06')).toEqual(['R-HAN-05']);
    expect(rulesOn(releaseOf(plan, { by: 'A13', to: 'A07' }), 'RQ06')).toEqual([]);
    const open: Plan = {
      ...plan,
      requests: plan.requests.map((r) => (r.id === 'RQ06' ? { ...r, status: 'submitted' } : r)),
    };
    expect(rulesOn(releaseOf(open, { to: 'A06' }), 'RQ06')).toEqual([]);
    expect(codesOut(releaseOf(open, { to: 'A06' }), 'entity')).toEqual(['E01', 'E02']);
  });
  it('a flow needs both ends, or one end and a pool of victims', () => {
    const more: Plan = {
      ...plan,
      flows: [
        ...plan.flows,
        { ...plan.flows[0]!, id: 'F91', src: 'V:KR', dst: 'AS13' },
        { ...plan.flows[0]!, id: 'F92', src: 'V:KR', dst: 'V:FR' },
      ],
    };
    expect(codesOut(releaseOf(more, { to: 'A06' }), 'flow')).toEqual(['F18', 'F91']);
  });
  it('a release that has not left is not shown to its addressee', () => {
    expect(codesOut(releaseOf(plan, { to: 'A06' }), 'release')).toEqual([]);
    const sent: Plan = { ...plan, releases: plan.releases.map((r) => ({ ...r, status: 'sent' })) };
    expect(codesOut(releaseOf(sent, { to: 'A09' }), 'release')).toEqual(['RL1']);
    // D02 stays, and with it the item that would tell of it.
    const items = releaseOf(sent, { to: 'A09' }).manifest;
    expect(items.included.filter((i) => i.kind === 'releaseItem')).toHaveLength(1);
    expect(items.withheld.filter((i) => i.kind === 'releaseItem' && i.code === 'RL1').map((i) => i.rule)).toEqual([
      'R-HAN-10',
    ]);
  });
  it('an item without a site is shown to the party named only', () => {
    const wide: Plan = { ...plan, deconfliction: plan.deconfliction.map((d) => ({ ...d, site: null })) };
    expect(codesOut(releaseOf(wide, { to: 'A09' }), 'deconfliction')).toEqual(['DC2']);
    expect(codesOut(releaseOf(wide, { to: 'A01' }), 'deconfliction')).toEqual([]);
  });
  it('an override follows its subject', () => {
    const override = (subject: string): ReturnType<typeof add> =>
      add('override', () => ({ rule: 'R-OP-05', subject, reason: 'agreed' }));
    expect(codesOut(releaseOf(plan, { to: 'A09', rows: override('T39') }), 'override')).toHaveLength(1);
    expect(codesOut(releaseOf(plan, { to: 'A09', rows: override('M1') }), 'override')).toEqual([]);
  });
  it('people in command are known to everybody in the operation', () => {
    const bare: Plan = { ...plan, tasks: plan.tasks.map((t) => ({ ...t, people: [] })), jits: [] };
    expect(codesOut(releaseOf(bare, { to: 'A09' }), 'person')).toEqual(['P01', 'P09', 'P17', 'P22', 'P27']);
  });
});

describe('what never leaves', () => {
  it('internal fields, and texts that repeat them', () => {
    const rows = (all: readonly RecordRow[], idOf: (code: string) => string): readonly RecordRow[] =>
      set('R1', { measure: 'Call +66 2 555 0101 first' })(set('P24', { contact: '+66 2 555 0101' })(all, idOf), idOf);
    const to = releaseOf(plan, { to: 'A06', rows });
    expect(onField(to, 'P24', 'person', 'contact')).toBe('R-HAN-07:internal');
    expect(onField(to, 'R1', 'risk', 'measure')).toBe('R-HAN-10:namesWithheld');
  });
  it('records kept apart, not even when they are marked CLEAR', () => {
    const traveller = add('traveller', (idOf) => ({ movement: idOf('M3'), reference: 'X-1', tlp: 'CLEAR' }));
    const to = releaseOf(plan, { to: 'A06', rows: traveller });
    expect(to.manifest.withheld.find((w) => w.kind === 'traveller')?.rule).toBe('R-HAN-07');
  });
  it('kinds, fields and values this version does not know', () => {
    const unknown = releaseOf(plan, { to: 'A06', rows: add('horoscope', () => ({ code: 'HX1' })) });
    expect(rulesOn(unknown, 'HX1')).toContain('R-HAN-10');
    const odd = releaseOf(plan, { to: 'A06', rows: set('T38', { aura: 'blue', status: 'dreaming' }) });
    expect(onField(odd, 'T38', 'task', 'aura')).toBe('R-HAN-10:unknown');
    expect(onField(odd, 'T38', 'task', 'status')).toBe('R-HAN-10:unknown');
  });
  it('a part whose parent is not held here', () => {
    const orphan = add('leave', () => ({ person: fakeId(77_777), span: ['2027-03-01', '2027-03-02'] }));
    expect(
      releaseOf(plan, { to: 'A06', rows: orphan }).manifest.withheld.some(
        (w) => w.kind === 'leave' && w.why === 'parent',
      ),
    ).toBe(true);
  });
});

describe('minimal set, positions and small counts', () => {
  it('leave is told to its own agency only', () => {
    const leaves = (to: string): number =>
      releaseOf(plan, { to }).manifest.included.filter((i) => i.kind === 'leave').length;
    expect([leaves('A08'), leaves('A06')]).toEqual([1, 0]);
  });
  it('an exact position goes one level higher, to those who work there', () => {
    const exact = set('S1', { position: ['10.6312345', '103.5212345', 'exact'] });
    const ask = { rows: exact } as const;
    expect(onField(releaseOf(plan, { ...ask, to: 'A01' }), 'S1', 'site', 'position')).toBeNull();
    expect(
      onField(releaseOf(plan, { ...ask, to: 'A01', ceiling: 'INTERPOL RESTRICTED' }), 'S1', 'site', 'position'),
    ).toBe('R-HAN-04:ceiling');
    expect(onField(releaseOf(plan, { ...ask, to: 'A09' }), 'S1', 'site', 'position')).toBe('R-HAN-07:minimalSet');
  });
  it('one to four people are counted out loud only to those who work with them', () => {
    const few: Plan = { ...plan, sites: plan.sites.map((s) => (s.id === 'S1' ? { ...s, estHeld: 4 } : s)) };
    expect(onField(releaseOf(few, { to: 'A09' }), 'S1', 'site', 'estimate')).toBe('R-HAN-10:smallCount');
    expect(onField(releaseOf(few, { to: 'A01' }), 'S1', 'site', 'estimate')).toBeNull();
    expect(onField(releaseOf(plan, { to: 'A09' }), 'S1', 'site', 'estimate')).toBeNull();
  });
  it('whoever moves or receives people gets the counts, however small', () => {
    const one = movement('M3', { pax: [{ ...plan.movements[2]!.pax[0]!, n: 1 }] });
    expect(onField(releaseOf(one, { to: 'A06' }), 'M3', 'paxRow', 'group')).toBeNull();
    const open = releaseOf(one, { to: 'A09', rows: set('M3', { tlp: 'CLEAR' }) });
    expect(onField(open, 'M3', 'paxRow', 'group')).toBe('R-HAN-10:smallCount');
  });
});

describe('R-OP-11', () => {
  const to = 'A09';
  const at = (id: string, change: Partial<PlanTask>): string | null =>
    onField(releaseOf(task(id, change), { to }), id, 'task', 'at');

  it('a list that was laid down counts alone, an empty one means nobody', () => {
    const listed: Plan = { ...plan, operation: { ...plan.operation, disclosure: ['A09'] } };
    expect([...disclosureList(listed)]).toEqual(['A09']);
    expect(onField(releaseOf(listed, { to }), 'OP-LT', 'operation', 'hHour')).toBeNull();
    expect(onField(releaseOf(listed, { to: 'A06' }), 'OP-LT', 'operation', 'hHour')).toBe('R-OP-11:hHour');
    expect(disclosureList({ ...plan, operation: { ...plan.operation, disclosure: [] } }).size).toBe(0);
    expect([...disclosureList(plan)].sort()).toEqual(['A01', 'A03', 'A05', 'A06', 'A07', 'A13']);
  });
  it('fixed and D starts of entries and of what starts together', () => {
    expect(at('T38', { at: 'D+0T04:00' })).toBe(REVEALS);
    expect(at('T46', { at: 'D+3T04:00' })).toBe(REVEALS);
    expect(at('T41', { at: 'D+0T09:05' })).toBe(REVEALS);
    expect(at('T38', { at: 'D+0' })).toBeNull();
  });
  it('a start or an end at H, whatever the task', () => {
    expect(at('T61', { at: 'D+0T04:10' })).toBe(REVEALS);
    expect(at('T61', { at: 'D+0T04:11' })).toBeNull();
    expect(at('T33', { at: 'D-1T16:00', minutes: 720 })).toBe(REVEALS);
  });
  it('a start tied to an entry, on the day', () => {
    expect(at('T47', { at: 'D+0T06:00' })).toBe(REVEALS);
    expect(at('T37', { at: 'D+0T03:30' })).toBe(REVEALS);
    expect(at('T47', { at: 'D+2T06:00' })).toBeNull();
  });
  it('a start that hangs on H beside a known departure', () => {
    const hanging = { ...task('T59', { at: 'H-24:00' }) };
    expect(onField(releaseOf(hanging, { to }), 'T59', 'task', 'at')).toBe(REVEALS);
    expect(onField(releaseOf(hanging, { to }), 'M4', 'movement', 'depart')).toBeNull();
    // Who does not get the movement cannot subtract.
    expect(onField(releaseOf(hanging, { to: 'A11' }), 'T59', 'task', 'at')).toBeNull();
  });
  it('a departure at H itself', () => {
    const same = movement('M4', { depart: plan.operation.hHour! });
    expect(onField(releaseOf(same, { to }), 'M4', 'movement', 'depart')).toBe(REVEALS);
    expect(onField(releaseOf(same, { to: 'A06' }), 'OP-LT', 'operation', 'hHour')).toBeNull();
  });
  it('phase limits: at H, or the same moment as a limit that hangs on H', () => {
    const phases = (from: string): string | null =>
      onField(
        releaseOf({ ...plan, phases: plan.phases.map((p) => (p.id === 'P3' ? { ...p, from } : p)) }, { to }),
        'P3',
        'phase',
        'window',
      );
    expect(phases('D+0T04:00')).toBe(REVEALS);
    expect(phases('D-1T22:00')).toBe(REVEALS);
    expect(phases('D-1T21:00')).toBeNull();
    expect(phases('H-06:00')).toBeNull();
  });
  it('the moment of a choice that hangs on H', () => {
    const choice: Wire = ['go', '2027-03-15T18:00:00Z', 'all sites ready'];
    const decided = (rows: readonly RecordRow[], idOf: (code: string) => string): readonly RecordRow[] =>
      rows.map((row) =>
        row.kind === 'decisionPoint' && row.fields['task'] === idOf('T37')
          ? { ...row, fields: { ...row.fields, choice } }
          : row,
      );
    expect(onField(releaseOf(plan, { to, rows: decided }), 'T37', 'decisionPoint', 'choice')).toBe(REVEALS);
    expect(onField(releaseOf(plan, { to: 'A06', rows: decided }), 'T37', 'decisionPoint', 'choice')).toBeNull();
  });
  it.each([
    ['Entry at 04:00 sharp', true],
    ['Entrée à 4 h, heure de Phnom Penh', true],
    ['05:00 in Manila', true],
    ['Paris: 22h00 the evening before', true],
    ['2100Z', true],
    ['sitrep at H+04:00 and H+6', false],
    ['12-hour shifts, 640 people', false],
  ])('text: %s', (what, tells) => {
    const risky: Plan = { ...plan, risks: plan.risks.map((r) => (r.id === 'R1' ? { ...r, what } : r)) };
    expect(onField(releaseOf(risky, { to }), 'R1', 'risk', 'what')).toBe(tells ? 'R-HAN-10:revealsHHour' : null);
    expect(onField(releaseOf(risky, { to: 'A06' }), 'R1', 'risk', 'what')).toBeNull();
  });
});

describe('what is told', () => {
  it('the recipient gets the neutral notice only if the owner allows it, and the same one whatever stayed', () => {
    const { manifest } = releaseOf(plan, { to: 'A09' });
    expect(neutralNotice(manifest, true)).toBe('release.notice.partsWithheld');
    expect(neutralNotice(manifest, false)).toBeNull();
    expect(neutralNotice({ withheld: [], redacted: [] }, true)).toBeNull();
  });
  it('reasons have words in both languages', () => {
    for (const words of Object.values(WHY)) expect([words.en, words.fr].map((w) => w.length > 5)).toEqual([true, true]);
  });
  it('a second approver is not needed for unclassified, impersonal releases', () => {
    const low: Plan = {
      ...plan,
      operation: {
        ...plan.operation,
        marking: { tlp: 'GREEN', level: 'INTERPOL FOR OFFICIAL USE ONLY', handling: [] },
      },
      people: [],
      jits: [],
      assets: [],
      entities: [],
      records: [],
      requests: [],
    };
    const bare = { ...low, tasks: low.tasks.map((t) => ({ ...t, people: [] })) };
    const { manifest } = releaseOf(bare, { to: 'A09' });
    expect([manifest.personal, manifest.needsSecondApprover, manifest.markings.tlp]).toEqual([false, false, 'GREEN']);
  });
  it('contested fields and odd records are named', () => {
    const open = releaseOf(plan, {
      to: 'A06',
      rows: (rows, idOf) => rows.map((r) => (r.id === idOf('T38') ? { ...r, contested: ['at'] } : r)),
    });
    expect(open.manifest.warnings).toContainEqual({ key: 'release.warning.contested', codes: ['T38'] });
    expect(open.out.find((r) => r.fields['code'] === 'T38')?.contested).toEqual(['at']);
    const odd = releaseOf(plan, { to: 'A06', rows: set('T38', { taskKind: 'telepathy' }) });
    expect(odd.manifest.warnings).toContainEqual({ key: 'release.warning.notUnderstood', codes: ['T38'] });
  });
});

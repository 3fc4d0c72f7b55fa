import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../time/instant.ts';
import { type OperationFile, readOperationFile } from './index.ts';

const bytes = new Uint8Array(readFileSync(new URL('../training/operation.yaml', import.meta.url)));
const text = new TextDecoder().decode(bytes);
const read = (source: string | Uint8Array): OperationFile => {
  const file = readOperationFile(typeof source === 'string' ? new TextEncoder().encode(source) : source);
  if (!file.ok) throw new Error(JSON.stringify(file.error.slice(0, 5)));
  return file.value;
};
const swap = (from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`not in the training operation: ${from}`);
  return text.replace(from, () => to);
};
const training = read(bytes);
const { plan } = training;

describe('the training operation', () => {
  it('loads whole', () => {
    const sizes = Object.fromEntries(
      Object.entries(plan).flatMap(([key, value]) => (Array.isArray(value) ? [[key, value.length]] : [])),
    );
    expect(sizes).toEqual({
      agencies: 14,
      sites: 4,
      holidays: 6,
      phases: 5,
      syncGroups: 2,
      tasks: 67,
      people: 50,
      jits: 3,
      agreements: 8,
      movements: 4,
      entities: 8,
      assets: 15,
      flows: 20,
      requests: 9,
      deconfliction: 2,
      risks: 8,
      records: 3,
      releases: 3,
      overrides: 0,
    });
    expect(plan.movements.flatMap((m) => m.pax).reduce((sum, row) => sum + row.n, 0)).toBe(122);
    expect(training.oracle.findings).toHaveLength(30);
    expect(training.oracle.findings[0]).toEqual([
      'R-OP-02',
      'block',
      'T39',
      'entry starts before the go decision T37 ends',
    ]);
    expect(training.oracle.whatIf.map((w) => [w.gone.length, w.added.length])).toEqual([
      [2, 0],
      [0, 3],
      [2, 0],
      [1, 0],
    ]);
    expect(training.clock).toBe(parseInstant('2027-03-08T02:00:00Z'));
    expect(training.meta).toMatchObject({ fictional: true, languages: ['en', 'fr'], people: 50 });
  });

  it('maps the operation', () => {
    expect(plan.operation).toMatchObject({
      id: 'OP-LT',
      codeName: 'LANTERN TIDE',
      status: 'pre_operational',
      lead: 'A07',
      coordinator: 'A13',
      refTz: 'Asia/Bangkok',
      hHour: Date.UTC(2027, 2, 15, 21),
      dDay: '2027-03-16',
      marking: { tlp: 'AMBER', level: 'INTERPOL RESTRICTED', handling: ['H1'] },
      command: { strategic: 'P27', tactical: 'P22', operational: { S1: 'P01', S2: 'P09', S3: 'P17' } },
      disclosure: null,
    });
    expect(plan.operation.order?.version).toBe(3);
    expect(Object.keys(plan.operation.order?.sections ?? {})).toEqual([
      'information',
      'intention',
      'method',
      'administration',
      'risk_assessment',
      'communications',
      'human_rights',
    ]);
    expect(plan.limits.escort.lowRiskUpTo4h).toEqual([1, 2]);
    expect(plan.targets).toMatchObject({ sites: 3, usd_intercepted: 600_000 });
  });

  it('maps tasks, people, papers and money', () => {
    const find = <T extends { readonly id: string }>(list: readonly T[], id: string): T | undefined =>
      list.find((item) => item.id === id);
    expect(find(plan.tasks, 'T43')).toEqual({
      id: 'T43',
      phase: 'P3',
      at: 'H+00:30',
      minutes: 360,
      owner: 'A01',
      site: 'S1',
      kind: 'digital',
      title: 'Live devices secured KESTREL',
      load: 100,
      dependencies: [{ on: 'T38', type: 'SS', lag: 0 }],
      people: ['P04', 'P31'],
      need: { skills: { forens: 2 }, languages: [] },
      sync: null,
      jit: 'J1',
      movement: null,
      armed: false,
      decision: null,
      status: 'planned',
    });
    expect(find(plan.tasks, 'T37')?.decision).toEqual({ owner: 'P27', deputy: null, abort: null });
    expect(find(plan.tasks, 'T02')).toMatchObject({ site: 'REM', load: 40 });
    expect(find(plan.people, 'P28')).toMatchObject({
      agency: 'A07',
      clearance: 3,
      entry: { KH: '2027-06-30' },
      arms: [],
      deployed: { to: 'KH', from: '2027-03-10', until: '2027-03-25' },
      leave: [],
    });
    expect(find(plan.people, 'P46')).toMatchObject({ name: 'Inès Baudry', entry: {}, firearms: null });
    expect(find(plan.jits, 'J3')).toMatchObject({
      signed: { TH: '2027-01-28', LA: null },
      seconded: { P45: 'LA', P46: 'LA' },
      operatesIn: ['LA', 'TH'],
      extensions: [],
    });
    expect(find(plan.agreements, 'AG8')?.covers).toEqual([
      { from: [], to: [], nat: [], cat: [], data: ['victim_contact', 'needs'], purpose: 'victim_support' },
    ]);
    expect(find(plan.agreements, 'AG5')?.transit).toEqual([{ via: 'TH', nat: ['*'], cat: ['victim'] }]);
    expect(find(plan.movements, 'M1')).toMatchObject({
      flightHours: 5.3,
      checks: null,
      depart: Date.UTC(2027, 2, 22, 4),
      pax: [{ highRisk: 2 }, { highRisk: 0, basis: null }],
    });
    expect(find(plan.movements, 'M4')?.checks).toMatchObject({
      consent: 11,
      refoulementCleared: 24,
      handoverSlot: true,
    });
    expect(find(plan.assets, 'AS01')).toEqual({
      id: 'AS01',
      kind: 'bank_account',
      ref: 'DEMO-KR-0001',
      state: 'suspended',
      usdMinor: 3_000_000,
      owner: 'E05',
      cc: 'KR',
      ccy: null,
      order: null,
      agreement: null,
    });
    expect(find(plan.flows, 'F01')).toMatchObject({ src: 'V:KR', dst: 'AS01', usdMinor: 42_000_000 });
    expect(find(plan.requests, 'RQ06')).toMatchObject({
      to: '*',
      entity: 'E01',
      asset: null,
      date: null,
      effect: null,
    });
    expect(find(plan.records, 'D03')).toMatchObject({
      handling: ['H3'],
      consent: ['A13', 'A14'],
      retainUntil: '2027-09-25',
      withdrawn: null,
    });
  });

  it('holds no undefined: not given is null', () => {
    const walk = (value: unknown): number => {
      if (value === undefined) return 1;
      return typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, v) => sum + walk(v), 0)
        : 0;
    };
    expect(walk(training)).toBe(0);
    expect(walk({ a: [undefined] })).toBe(1);
  });
});

describe('the same file written another way', () => {
  const asJson = (indent?: string | number): string => JSON.stringify(parse(text), null, indent);
  it.each([
    ['with CRLF line ends', text.replaceAll('\n', '\r\n')],
    ['with a byte-order mark', `\ufeff${text}`],
    ['as JSON', asJson()],
    ['as JSON with spaces', asJson(2)],
    ['as JSON with tabs', asJson('\t')],
    ['as JSON with a byte-order mark and CRLF', `\ufeff${asJson(2).replaceAll('\n', '\r\n')}`],
    ['as a marked document', `%YAML 1.2\n---\n${text}...\n`],
    [
      'with its parts in another order',
      `${text.slice(text.indexOf('\nrecords:') + 1)}\n${text.slice(0, text.indexOf('\nrecords:') + 1)}`,
    ],
    [
      'with optional keys as null',
      swap('{id: T02, ph: P1,', '{id: T02, dp: ~, sync: null, jit: , ppl2: ~, ph: P1,').replace(
        'ppl2: ~, ',
        'mov: ~, armed: ~, need: {sk: ~, lang: ~}, ',
      ),
    ],
    ['without the defaults', swap(/^defaults: .*$/m.exec(text)?.[0] ?? '', '')],
    [
      'with one default only',
      swap(/^defaults: .*$/m.exec(text)?.[0] ?? '', 'defaults: {rest_h: 11, escort: {irregular: "1:5"}}'),
    ],
    ['with empty defaults', swap(/^defaults: .*$/m.exec(text)?.[0] ?? '', 'defaults:')],
  ])('%s is the same plan', (_, source) => expect(read(source)).toEqual(training));

  it('keeps the limits an operation sets itself', () => {
    const own = read(swap('rest_h: 11', 'rest_h: 8.5').replace('irregular: "1:5"', 'irregular: "2:7"')).plan.limits;
    expect([own.restH, own.escort.irregular, own.dutyMaxH]).toEqual([8.5, [2, 7], 14]);
  });

  it('needs only the required parts', () => {
    const minimal = read(`meta: {schema: demo-operation/1, clock: "2027-03-08T02:00:00Z"}
operation: {id: O, code_name: X, title: {en: a, fr: b}, status: proposed, lead: A, coordinator: A, ref_tz: UTC, h_hour: "2027-03-15T21:00:00Z", d_day: 2027-03-15, marking: {tlp: CLEAR, level: INTERPOL RESTRICTED}}
agencies: [{id: A, name: N, role: host, tz: UTC}]
sites: []
phases: [{id: P, name: {en: a, fr: b}, from: D+0, to: D+0}]
tasks: [{id: T, ph: P, at: D+0, loc: REM, kind: meeting, t: "", min: 010}]
personnel: []
`);
    expect(minimal.plan.tasks[0]).toMatchObject({
      minutes: 10,
      owner: null,
      load: 100,
      title: '',
      people: [],
      need: { skills: {}, languages: [] },
    });
    expect(minimal.plan.limits).toEqual(plan.limits);
    expect(minimal.plan.operation).toMatchObject({
      order: null,
      mandate: [],
      command: { strategic: null, tactical: null, operational: {} },
    });
    expect(minimal.oracle).toEqual({ findings: [], whatIf: [] });
  });
});

describe('text is kept as it is', () => {
  const title = (written: string): string =>
    read(swap('t: "Launch meeting: aim, scope, mandate"', `t: ${written}`)).plan.tasks[0]?.title ?? '';
  it.each([
    ['formulas', '"=HYPERLINK(1)"', '=HYPERLINK(1)'],
    ['plus and minus signs', "'+1-2'", '+1-2'],
    ['markup', '"<b>&amp;<script>"', '<b>&amp;<script>'],
    ['direction marks', '"\u200fعملية\u200e \u202eabc\u202c"', '\u200fعملية\u200e \u202eabc\u202c'],
    ['a byte-order mark inside', '"a\ufeffb"', 'a\ufeffb'],
    ['composed and decomposed letters', '"é e\u0301"', 'é e\u0301'],
    ['line separators', '"a\u2028b\u2029c"', 'a\u2028b\u2029c'],
    ['pairs of surrogates', '"\\ud83d\\ude00 😀"', '😀 😀'],
    ['tabs and line ends from escapes', '"a\\tb\\r\\nc"', 'a\tb\r\nc'],
    ['words that older YAML took for booleans', 'NO', 'NO'],
    ['times that older YAML took for numbers', '12:30:15', '12:30:15'],
    ['dates', '2027-03-01', '2027-03-01'],
    ['numbers with underscores', '1_000', '1_000'],
    ['signs of YAML in quotes', '"*a &b !c <<: %d @e"', '*a &b !c <<: %d @e'],
    ['names of prototypes', '__proto__', '__proto__'],
    ['empty text', '""', ''],
    ['20,000 characters', `"${'😀'.repeat(20_000)}"`, '😀'.repeat(20_000)],
  ])('%s', (_, written, expected) => expect(title(written)).toBe(expected));

  it('block text with CRLF line ends has plain line ends', () => {
    const source = swap('  code_name: LANTERN TIDE\n', '  code_name: |\n    first\n    =second\t\n').replaceAll(
      '\n',
      '\r\n',
    );
    expect(read(source).plan.operation.codeName).toBe('first\n=second\t\n');
  });
});

describe('readings', () => {
  it.each([
    ['30000', 3_000_000],
    ['0', 0],
    ['0.01', 1],
    ['0.285', 29],
    ['0.284999', 28],
    ['1.005', 101],
    ['.5', 50],
    ['5.', 500],
    ['1e3', 100_000],
    ['1.5E-1', 15],
    ['0.004', 0],
    ['0.005', 1],
    ['4.999e-3', 0],
    ['1000000000000', 100_000_000_000_000],
    ['999999999999.995', 100_000_000_000_000],
    ['+7', 700],
    ['-0', 0],
    ['0e9', 0],
    ['1e-999999999', 0],
  ])('an asset of %s dollars is %d cents', (written, cents) => {
    expect(
      read(swap('state: suspended, usd: 30000', `state: suspended, usd: ${written}`)).plan.assets[0]?.usdMinor,
    ).toBe(cents);
  });
  it.each([
    ['0.001', 1],
    ['0.014', 1],
    ['0.015', 2],
    ['1e-300', 1],
  ])('a flow of %s dollars is %d cent, never nothing', (written, cents) => {
    expect(read(swap('usd: 420000', `usd: ${written}`)).plan.flows[0]?.usdMinor).toBe(cents);
  });
  it('a person named twice on a task is one person', () => {
    expect(read(swap('ppl: [P27, P47]}', 'ppl: [P27, P47, P27]}')).plan.tasks[0]?.people).toEqual(['P27', 'P47']);
  });
  it('a lag may be negative', () => {
    const dep = (written: string): unknown =>
      read(swap('dep: ["T38:SS"]', `dep: [${written}]`)).plan.tasks.find((t) => t.id === 'T43')?.dependencies[0];
    expect([dep('"T38:SS+30"'), dep('T38:FF-15'), dep('T38:SF'), dep('T38:FS-0')]).toEqual([
      { on: 'T38', type: 'SS', lag: 30 },
      { on: 'T38', type: 'FF', lag: -15 },
      { on: 'T38', type: 'SF', lag: 0 },
      { on: 'T38', type: 'FS', lag: 0 },
    ]);
  });
});

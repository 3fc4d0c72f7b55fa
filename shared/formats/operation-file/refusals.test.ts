import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../result/refusal.ts';
import { faultSentence, MAX_FAULTS, readOperationFile } from './index.ts';

const text = readFileSync(new URL('../training/operation.yaml', import.meta.url), 'utf8');
const refusals = (source: string | Uint8Array): readonly Refusal[] => {
  const file = readOperationFile(typeof source === 'string' ? new TextEncoder().encode(source) : source);
  return file.ok ? [] : file.error;
};
const edit = (from: string, to: string, source = text): string => {
  if (source.split(from).length !== 2) throw new Error(`must occur once: ${from}`);
  return source.replace(from, () => to);
};
/** Number of the first line that differs from the training operation. */
const editedLine = (source: string): number => {
  const before = text.split('\n');
  return source.split('\n').findIndex((line, i) => line !== before[i]) + 1;
};

/** One edit of the training operation, the code and the place it must be refused with. */
type Case = readonly [from: string, to: string, code: string, place: string];
const CASES: readonly Case[] = [
  // keys, at every level
  ['targets: {', 'sitrep: 1\ntargets: {', 'unknown-key', 'sitrep'],
  ['people: 50,', 'people: 50, author: x,', 'unknown-key', 'meta: author'],
  ['  lead: A07', '  leader: A07\n  lead: A07', 'unknown-key', 'operation: leader'],
  ['handling: [H1]}\n  command', 'handling: [H1], caveat: x}\n  command', 'unknown-key', 'operation: marking.caveat'],
  ['    version: 3', '    version: 3\n    conclusion: {en: a, fr: b}', 'unknown-key', 'operation: order.conclusion'],
  ['title: {en: "Joint action', 'title: {de: x, en: "Joint action', 'unknown-key', 'operation: title.de'],
  ['irregular: "1:5"', 'regular: "1:5"', 'unknown-key', 'defaults: escort.regular'],
  ['rest_h: 11', 'rest_hours: 11', 'unknown-key', 'defaults: rest_hours'],
  ['{id: T02, ', '{id: T02, title: x, ', 'unknown-key', 'tasks T02: title'],
  ['dp: {owner: P27, deputy: ~,', 'dp: {chief: P27, owner: P27, deputy: ~,', 'unknown-key', 'tasks T37: dp.chief'],
  ['need: {sk: {crypto: 1}}', 'need: {skills: {crypto: 1}}', 'unknown-key', 'tasks T42: need.skills'],
  ['{cc: FR, from: "2027-03-29"', '{cc: FR, name: x, from: "2027-03-29"', 'unknown-key', 'holidays[4]: name'],
  ['{id: T02, ', '{__proto__: x, id: T02, ', 'unknown-key', 'tasks T02: __proto__'],
  ['{id: T02, ', '{constructor: {a: 1}, id: T02, ', 'unknown-key', 'tasks T02: constructor'],
  ['{id: T02, ', '{"a b\u202e": 1, id: T02, ', 'unknown-key', 'tasks T02: "a b�"'],
  ['fit_to_travel: 24,', 'fit_to_travel: 24, fed: 24,', 'unknown-key', 'movements M4: checks.fed'],
  ['minors_alone: 1,', 'minors_alone: 1, minors: 1,', 'unknown-key', 'movements M3: pax[2].minors'],
  ['{id: T02, ph: P1, ', '{id: T02, ', 'missing-key', 'tasks T02: ph'],
  ['{id: T02, ph: P1, ', '{id: T02, ph: ~, ', 'missing-key', 'tasks T02: ph'],
  ['{id: R8, ', '{', 'missing-key', 'risks[7]: id'],
  // text
  ['code_name: LANTERN TIDE', 'code_name: 123', 'type', 'operation: code_name'],
  ['code_name: LANTERN TIDE', 'code_name: true', 'type', 'operation: code_name'],
  ['code_name: LANTERN TIDE', 'code_name: {a: 1}', 'type', 'operation: code_name'],
  ['code_name: LANTERN TIDE', 'code_name: [a]', 'type', 'operation: code_name'],
  ['code_name: LANTERN TIDE', `code_name: ${'x'.repeat(20_001)}`, 'text-length', 'operation: code_name'],
  ['code_name: LANTERN TIDE', 'code_name: "a\\u0007b"', 'text-control', 'operation: code_name'],
  ['code_name: LANTERN TIDE', 'code_name: "a\\x85b"', 'text-control', 'operation: code_name'],
  ['code_name: LANTERN TIDE', 'code_name: "a\\ud800b"', 'text-unicode', 'operation: code_name'],
  ['channel: I-GRIP', 'channel: 2027', 'type', 'requests RQ01: channel'],
  // ids and references
  ['{id: R8, ', `{id: ${'R'.repeat(33)}, `, 'id', 'risks[7]: id'],
  ['{id: R8, ', '{id: "R 8", ', 'id', 'risks[7]: id'],
  ['{id: R8, ', '{id: 8, ', 'type', 'risks[7]: id'],
  ['{id: R8, ', '{id: R7, ', 'id-twice', 'risks R7: id'],
  ['{id: R8, ', '{id: S1, ', 'id-twice', 'risks S1: id'],
  ['{id: R8, ', '{id: OP-LT, ', 'id-twice', 'risks OP-LT: id'],
  ['{id: R8, ', '{id: REM, ', 'id-reserved', 'risks REM: id'],
  ['  lead: A07', '  lead: A99', 'R-OP-01', 'operation: lead'],
  ['  lead: A07', '  lead: P27', 'R-OP-01', 'operation: lead'],
  ['tactical: P22', 'tactical: T01', 'R-OP-01', 'operation: command.tactical'],
  ['S2: P09, S3', 'S9: P09, S3', 'R-OP-01', 'operation: command.operational.S9'],
  ['dep: [T10, T11]', 'dep: [T10, T111]', 'R-OP-01', 'tasks T12: dep[1]'],
  ['loc: REM, kind: deconflict', 'loc: rem, kind: deconflict', 'R-OP-01', 'tasks T02: loc'],
  ['owner: E08,', 'owner: Unknown,', 'R-OP-01', 'assets AS10: owner'],
  ['src: "V:FR", dst: AS06', 'src: "V:FRA", dst: AS06', 'id', 'flows F03: src'],
  ['src: AS06, dst: AS03', 'src: E01, dst: AS03', 'R-OP-01', 'flows F09: src'],
  ['links: [M3]', 'links: [A05]', 'R-OP-01', 'records D03: links[0]'],
  ['seconded: {P40: PH}', 'seconded: {P99: PH}', 'R-OP-01', 'jits J2: seconded.P99'],
  ['records: [D03], status', 'records: [M3], status', 'R-OP-01', 'releases RL3: records[0]'],
  // dependencies
  ['dep: ["T38:SS"]', 'dep: ["T38:XX"]', 'dependency', 'tasks T43: dep[0]'],
  ['dep: ["T38:SS"]', 'dep: ["T38:+30"]', 'dependency', 'tasks T43: dep[0]'],
  ['dep: ["T38:SS"]', 'dep: ["T38:SS30"]', 'dependency', 'tasks T43: dep[0]'],
  ['dep: ["T38:SS"]', 'dep: ["T38:SS+1000001"]', 'range', 'tasks T43: dep[0]'],
  ['dep: ["T38:SS"]', 'dep: "T38:SS"', 'type', 'tasks T43: dep'],
  ['dep: ["T38:SS"]', 'dep: [T43]', 'R-OP-01', 'tasks T43: dep'],
  // dates, instants, starts, zones
  ['clock: "2027-03-08T02:00:00Z"', 'clock: "2027-03-08T02:00Z"', 'instant', 'meta: clock'],
  ['clock: "2027-03-08T02:00:00Z"', 'clock: "2027-02-29T02:00:00Z"', 'instant', 'meta: clock'],
  ['clock: "2027-03-08T02:00:00Z"', 'clock: "1899-12-31T02:00:00Z"', 'instant', 'meta: clock'],
  ['{id: RL3, ', '{id: 3RL, ', 'id', 'releases[2]: id'],
  [
    'entry: {PH: exempt}, deployed: {to: PH, from: "2027-04-04"',
    'entry: {PH: none}, deployed: {to: PH, from: "2027-04-04"',
    'date',
    'personnel P32: entry.PH',
  ],
  ['raised: "2026-12-21"', 'raised: "2026-13-21"', 'date', 'deconfliction DC2: raised'],
  ['raised: "2026-12-21"', 'raised: 21.12.2026', 'date', 'deconfliction DC2: raised'],
  ['raised: "2026-12-21"', 'raised: 20261221', 'type', 'deconfliction DC2: raised'],
  ['raised: "2026-12-21"', 'raised: 2200-01-01', 'date', 'deconfliction DC2: raised'],
  ['at: "H+00:05", min: 240', 'at: "H00:05", min: 240', 'start', 'tasks T41: at'],
  ['at: "H+00:05", min: 240', 'at: "H+9999d00:01", min: 240', 'start', 'tasks T41: at'],
  ['at: "D-88T09:00"', 'at: "D-88T24:00"', 'start', 'tasks T02: at'],
  ['04:00[Asia/Manila]", min', '04:00[Asia/Atlantis]", min', 'start', 'tasks T39: at'],
  ['2027-03-30T15:00[Europe/Paris]', '2027-02-30T15:00[Europe/Paris]', 'start', 'tasks T63: at'],
  ['from: D+3, to: D+60', 'from: 3, to: D+60', 'type', 'phases P5: from'],
  ['ref_tz: Asia/Bangkok', 'ref_tz: "+07:00"', 'zone', 'operation: ref_tz'],
  ['ref_tz: Asia/Bangkok', 'ref_tz: asia/bangkok', 'zone', 'operation: ref_tz'],
  ['d_day: "2027-03-16"', 'd_day: "2027-03-15"', 'd-day', 'operation: d_day'],
  // numbers
  [
    '{id: T02, ph: P1, at: "D-88T09:00", min: 2880',
    '{id: T02, ph: P1, at: "D-88T09:00", min: 0',
    'range',
    'tasks T02: min',
  ],
  [
    '{id: T02, ph: P1, at: "D-88T09:00", min: 2880',
    '{id: T02, ph: P1, at: "D-88T09:00", min: 525601',
    'range',
    'tasks T02: min',
  ],
  [
    '{id: T02, ph: P1, at: "D-88T09:00", min: 2880',
    '{id: T02, ph: P1, at: "D-88T09:00", min: 1.5',
    'range',
    'tasks T02: min',
  ],
  [
    '{id: T02, ph: P1, at: "D-88T09:00", min: 2880',
    '{id: T02, ph: P1, at: "D-88T09:00", min: 0x10',
    'number',
    'tasks T02: min',
  ],
  [
    '{id: T02, ph: P1, at: "D-88T09:00", min: 2880',
    '{id: T02, ph: P1, at: "D-88T09:00", min: 0o17',
    'number',
    'tasks T02: min',
  ],
  [
    '{id: T02, ph: P1, at: "D-88T09:00", min: 2880',
    '{id: T02, ph: P1, at: "D-88T09:00", min: "2880"',
    'type',
    'tasks T02: min',
  ],
  [
    '{id: T02, ph: P1, at: "D-88T09:00", min: 2880',
    '{id: T02, ph: P1, at: "D-88T09:00", min: 1e3',
    'range',
    'tasks T02: min',
  ],
  ['people: 50,', 'people: -1,', 'range', 'meta: people'],
  ['people: 50,', 'people: 1000001,', 'range', 'meta: people'],
  ['lat: 10.63', 'lat: 90.01', 'range', 'sites S1: lat'],
  ['lon: 103.52', 'lon: -180.5', 'range', 'sites S1: lon'],
  ['lat: 10.63', 'lat: .nan', 'number', 'sites S1: lat'],
  ['lat: 10.63', 'lat: .inf', 'number', 'sites S1: lat'],
  ['usd: 1400000}', 'usd: 1000000000001}', 'range', 'assets AS12: usd'],
  ['usd: 1400000}', 'usd: -1}', 'range', 'assets AS12: usd'],
  ['usd: 18000,', 'usd: 0,', 'range', 'flows F20: usd'],
  ['usd: 18000,', 'usd: 0.000e5,', 'range', 'flows F20: usd'],
  ['devices: 900', 'devices: 1e13', 'range', 'targets: devices'],
  ['like: 4, impact: 4, owner: P31', 'like: 6, impact: 4, owner: P31', 'range', 'risks R2: like'],
  ['irregular: "1:5"', 'irregular: "1:0"', 'ratio', 'defaults: escort.irregular'],
  ['armed: true', 'armed: yes', 'type', 'tasks T46: armed'],
  ['armed: true', 'armed: 1', 'type', 'tasks T46: armed'],
  // closed lists, words, codes
  ['status: pre_operational', 'status: Planning', 'closed-list', 'operation: status'],
  ['kind: deconflict', 'kind: raid', 'closed-list', 'tasks T02: kind'],
  ['need: {sk: {crypto: 1}}', 'need: {sk: {cooking: 1}}', 'closed-list', 'tasks T42: need.sk.cooking'],
  ['need: {sk: {crypto: 1}}', 'need: {sk: {crypto: 0}}', 'range', 'tasks T42: need.sk.crypto'],
  ['lang_level: B2', 'lang_level: B3', 'closed-list', 'defaults: lang_level'],
  ['{lo: N, th: B2}', '{lo: N, th: ~}', 'type', 'personnel P18: lang.th'],
  ['{lo: N, th: B2}', '{lo: N, THA: B2}', 'language', 'personnel P18: lang.THA'],
  ['handling: [H3]', 'handling: [H4]', 'closed-list', 'records D03: handling[0]'],
  ['level: INTERPOL CONFIDENTIAL', 'level: SECRET', 'closed-list', 'records D02: level'],
  ['hazards: [dogs, data_destruction]', 'hazards: [dogs, Data-destruction]', 'word', 'sites S2: hazards[1]'],
  ['targets: {sites: 3', 'targets: {2sites: 3', 'word', 'targets: 2sites'],
  ['cc: TH, place: Bangkok', 'cc: th, place: Bangkok', 'country', 'sites BKK: cc'],
  ['languages: [en, fr]', 'languages: [en, FRA]', 'language', 'meta: languages[1]'],
  ['[R-OP-04, warn, T37, "', '[R-OP-4, warn, T37, "', 'rule', 'expected_findings[2][0]'],
  ['[R-OP-04, warn, T37, "', '[R-OP-04, note, T37, "', 'closed-list', 'expected_findings[2][1]'],
  ['[R-OP-09, warn, T65, "KH public holiday"]', '[R-OP-09, warn, T65]', 'tuple', 'expected_findings[5]'],
  ['gone: [[R-AGR-01, M3]], added: []', 'gone: [[R-AGR-01, M3]]', 'missing-key', 'what_if[3]: added'],
  // lists
  ['tasks: [T41, T42]}]', 'tasks: 7}]', 'type', 'sync_groups SG2: tasks'],
  ['to: [KR], via', 'to: [], via', 'empty-list', 'movements M1: to'],
  ['operates_in: [PH, ID]', 'operates_in: []', 'empty-list', 'jits J2: operates_in'],
  ['records: [D03], status', 'records: [], status', 'empty-list', 'releases RL3: records'],
  ['deconfliction: [{', 'deconfliction: [7, {', 'type', 'deconfliction[0]'],
  // consistency
  ['{id: T43, ph: P3,', '{id: T43, sync: SG2, ph: P3,', 'sync', 'tasks T43: sync'],
  ['{id: T43, ph: P3,', '{id: T43, mov: M1, ph: P3,', 'movement', 'tasks T43: mov'],
  ['high_risk: 2, to: KR', 'high_risk: 31, to: KR', 'pax-count', 'movements M1: pax[0].high_risk'],
  ['minors_alone: 1,', 'minors_alone: 9,', 'pax-count', 'movements M3: pax[2].minors_alone'],
  ['minors_alone: 1,', 'high_risk: 1,', 'pax-risk', 'movements M3: pax[2].high_risk'],
  ['n: 27, to: ID', 'n: 27, to: KR', 'pax-to', 'movements M2: pax[0].to'],
  ['n: 27, to: ID', 'n: 0, to: ID', 'range', 'movements M2: pax[0].n'],
  ['entity: E01, date: ~', 'entity: E01, asset: AS01, date: ~', 'request-subject', 'requests RQ06'],
  ['entity: E01, date: ~', 'entity: ~, date: ~', 'request-subject', 'requests RQ06'],
  [
    '{cc: ID, from: "2027-03-10", to: "2027-03-10"}',
    '{cc: ID, from: "2027-03-10", to: "2027-03-09"}',
    'span',
    'holidays[5]: to',
  ],
  [
    'leave: [{from: "2027-03-29", to: "2027-04-09"}]',
    'leave: [{from: "2027-03-29", to: "2026-04-09"}]',
    'span',
    'personnel P33: leave[0].to',
  ],
  ['until: "2027-04-09"}', 'until: "2027-03-05"}', 'span', 'personnel P48: deployed.until'],
  ['from: "2027-02-01", until: "2028-01-31"', 'from: "2027-02-01", until: "2026-01-31"', 'span', 'jits J3: until'],
  [
    'from: "2027-03-01", until: "2027-04-15"',
    'from: "2027-03-01", until: "2027-02-15"',
    'span',
    'agreements AG4: until',
  ],
  [
    'from: "2027-03-18", until: "2027-09-18"',
    'from: "2027-03-18", until: "2026-09-18"',
    'span',
    'requests RQ04: effect.until',
  ],
  ['signed: {KR: ~, PH: ~}', 'signed: {KR: ~, PK: ~}', 'signer', 'agreements AG2: signed.PK'],
  ['LA: ~}, arms_for_seconded', 'LO: ~}, arms_for_seconded', 'signer', 'jits J3: signed.LO'],
  ['{VN: "2024-03-12", KH: "2024-03-12"}', '{VN: "2024-03-12", KH: "yes"}', 'date', 'agreements AG3: signed.KH'],
  ['type: cooperation', 'type: mou', 'covers', 'agreements AG8: covers[0]'],
  [
    '{data: [victim_contact, needs], purpose: victim_support}',
    '{data: [victim_contact, needs]}',
    'missing-key',
    'agreements AG8: covers[0].purpose',
  ],
  ['approval: [{step: draft,', 'approval: [{step: drafted,', 'closed-list', 'agreements AG8: approval[0].step'],
];

describe('one fault, one refusal', () => {
  it('has at least eighty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(80));
  it.each(CASES)('%s → %s is refused as %s at %s', (from, to, code, place) => {
    const source = edit(from, to);
    const found = refusals(source);
    expect(found.map((f) => [f.code, f.place])).toEqual([[code, `${place} (line ${editedLine(source)})`]]);
    expect(found.every((f) => f.reason !== '' && !/undefined|\[object/.test(f.reason + f.place))).toBe(true);
  });
});

const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('a fault is named where it is seen', () => {
  it.each<Case>([
    ['  code_name: LANTERN TIDE\n', '', 'missing-key', `operation: code_name (line ${lineOf('  id: OP-LT')})`],
    [
      'sync: SG2, jit: J1, t: "Stop',
      'jit: J1, t: "Stop',
      'sync',
      `sync_groups SG2: tasks[0] (line ${lineOf('sync_groups')})`,
    ],
    ['kind: movement, mov: M1,', 'kind: movement,', 'movement', `movements M1: task (line ${lineOf('{id: M1')})`],
    ['dep: [T30]', 'dep: [T38, T30]', 'R-OP-01', `tasks T34: dep (line ${lineOf('{id: T34')})`],
    ['lat: 10.63', 'lat: 10,63', 'yaml-key', `line ${lineOf('lat: 10.63')}`],
  ])('%s → %s is refused as %s at %s', (from, to, code, place) => {
    expect(refusals(edit(from, to)).map((f) => [f.code, f.place])).toEqual([[code, place]]);
  });

  it('names a cycle as the list of its tasks', () => {
    const [fault] = refusals(edit('dep: [T30]', 'dep: [T38, T30]'));
    expect(fault?.reason).toBe('must not wait for itself: T34 → T38 → T34');
    const [long] = refusals(edit('t: "Launch meeting: aim, scope, mandate",', 't: x, dep: [T09],'));
    expect(long?.reason).toBe('must not wait for itself: T01 → T09 → T03 → T02 → T01');
  });

  it('says the value, the list and the line in one sentence', () => {
    const [fault] = refusals(
      edit('{id: T02, ph: P1, at: "D-88T09:00", min: 2880', '{id: T02, ph: P1, at: "D-88T09:00", min: 0'),
    );
    expect(fault && faultSentence(fault)).toBe(
      `tasks T02: min must be a whole number from 1 to 525600 (line ${lineOf('{id: T02')})`,
    );
  });

  it('tells to quote a number where text is wanted', () => {
    expect(refusals(edit('code_name: LANTERN TIDE', 'code_name: 123'))[0]?.reason).toBe(
      'must be text, not a number; put it in quotes',
    );
  });
});

describe('the file itself', () => {
  const HEAD = 'meta: {schema: demo-operation/1}\n';
  const bytesOf = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));
  it.each<[name: string, source: string | Uint8Array, code: string, place: string]>([
    ['more than 5 MB', `${HEAD}#${'x'.repeat(5_000_000)}`, 'file-size', 'line 1'],
    ['Latin-1', bytesOf('a: 1\nb: Pr', [0xe9], '\n'), 'file-encoding', 'line 2'],
    ['UTF-16 with its mark', bytesOf([0xff, 0xfe, 0x61, 0, 0x3a, 0]), 'file-encoding', 'line 1'],
    ['UTF-16 without its mark', bytesOf([0x61, 0, 0x3a, 0]), 'file-control', 'line 1'],
    ['an overlong sequence', bytesOf('a: 1\n\n', [0xc0, 0xaf]), 'file-encoding', 'line 3'],
    ['half a surrogate pair', bytesOf('a: ', [0xed, 0xa0, 0x80]), 'file-encoding', 'line 1'],
    ['a bell', `${HEAD}a: "x\u0007"`, 'file-control', 'line 2'],
    ['a delete', `${HEAD}a: "x\u007f"`, 'file-control', 'line 2'],
    ['a next-line sign', `${HEAD}a: "x\u0085"`, 'file-control', 'line 2'],
    ['old Macintosh line ends', 'a: 1\rb: 2', 'file-control', 'line 1'],
    ['an anchor', `${HEAD}a: &x 1`, 'yaml-anchor', 'line 2'],
    ['an alias', `${HEAD}a: *x`, 'yaml-alias', 'line 2'],
    ['an alias as key', `${HEAD}*x : 1`, 'yaml-alias', 'line 2'],
    ['a tag', `${HEAD}a: !!str 1`, 'yaml-tag', 'line 2'],
    ['a tag of one\u2019s own', `${HEAD}a: !x {b: 1}`, 'yaml-tag', 'line 2'],
    ['a verbatim tag', `${HEAD}a: !<tag:yaml.org,2002:binary> aGk=`, 'yaml-tag', 'line 2'],
    ['a merge key', `${HEAD}a: {<<: {b: 1}}`, 'yaml-merge', 'line 2'],
    ['a duplicate key', `${HEAD}a: {b: 1, c: 2,\n "b": 3}`, 'yaml-duplicate-key', 'line 3'],
    ['a number as key', `${HEAD}a: {1: 2}`, 'yaml-key', 'line 2'],
    ['a map as key', `${HEAD}? {a: 1}\n: 2`, 'yaml-key', 'line 2'],
    ['no key', `${HEAD}: 2`, 'yaml-key', 'line 2'],
    ['an older YAML', `%YAML 1.1\n---\n${HEAD}`, 'yaml-directive', 'line 1'],
    ['a tag directive', `%TAG ! tag:x,2000:\n---\n${HEAD}`, 'yaml-directive', 'line 1'],
    ['two documents', `${HEAD}---\na: 1`, 'yaml-documents', 'line 2'],
    ['a second, empty document', `${HEAD}---\n`, 'yaml-documents', 'line 2'],
    ['a document after an end', `${HEAD}...\na: 1`, 'yaml-documents', 'line 3'],
    ['a tab as indentation', `${HEAD}a:\n\tb: 1`, 'yaml-syntax', 'line 3'],
    ['a tab after spaces as indentation', `${HEAD}a:\n  b: 1\n  \tc: 1`, 'yaml-syntax', 'line 4'],
    ['an open bracket', `${HEAD}a: [1, 2`, 'yaml-syntax', 'line 2'],
    ['an open quote', `${HEAD}a: "1`, 'yaml-syntax', 'line 2'],
    ['two colons', `${HEAD}a: b: c`, 'yaml-syntax', 'line 2'],
    ['an unknown escape', `${HEAD}a: "\\q"`, 'yaml-syntax', 'line 2'],
    ['a reserved sign', `${HEAD}a: @b`, 'yaml-syntax', 'line 2'],
    ['33 levels', `${HEAD}a: ${'['.repeat(32)}${']'.repeat(32)}`, 'yaml-depth', 'line 2'],
    [
      '33 levels in steps',
      `${HEAD}${Array.from({ length: 33 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`,
      'yaml-depth',
      'line 34',
    ],
    ['a million levels', `${HEAD}a: ${'['.repeat(1_000_000)}`, 'yaml-depth', 'line 2'],
    ['a million dashes', '- '.repeat(1_000_000), 'yaml-depth', 'line 1'],
    ['a text of 300,000 characters', `${HEAD}a: "${'x'.repeat(300_000)}"`, 'text-length', 'line 2'],
    ['nothing', '', 'not-operation-file', 'meta: schema (line 1)'],
    ['only a remark', '# nothing\n', 'not-operation-file', 'meta: schema (line 1)'],
    ['a word', 'hello', 'not-operation-file', 'meta: schema (line 1)'],
    ['a list', '- 1', 'not-operation-file', 'meta: schema (line 1)'],
    ['another JSON file', '{"name": "x"}', 'not-operation-file', 'meta: schema (line 1)'],
    [
      'no schema',
      edit('schema: demo-operation/1, ', ''),
      'not-operation-file',
      `meta: schema (line ${lineOf('meta:')})`,
    ],
    [
      'a schema that is a number',
      edit('schema: demo-operation/1', 'schema: 1'),
      'not-operation-file',
      `meta: schema (line ${lineOf('meta:')})`,
    ],
    [
      'schema 0',
      edit('demo-operation/1', 'demo-operation/0'),
      'not-operation-file',
      `meta: schema (line ${lineOf('meta:')})`,
    ],
    [
      'another schema',
      edit('demo-operation/1', 'operation/1'),
      'not-operation-file',
      `meta: schema (line ${lineOf('meta:')})`,
    ],
    [
      'schema 2 with keys of its own',
      edit('demo-operation/1, ', 'demo-operation/2, later: 1, '),
      'newer-schema',
      `meta: schema (line ${lineOf('meta:')})`,
    ],
    [
      'schema 1.1',
      edit('demo-operation/1', 'demo-operation/1.1'),
      'newer-schema',
      `meta: schema (line ${lineOf('meta:')})`,
    ],
  ])('%s', (_, source, code, place) => {
    const found = refusals(source).filter((f) => !['missing-key', 'unknown-key'].includes(f.code));
    expect(found.map((f) => [f.code, f.place])).toContainEqual([code, place]);
    expect(new Set(found.map((f) => f.code))).toEqual(new Set([code]));
  });

  it('stops at a hundred reading errors', () => {
    // Guards the limit set on the parser: without it this makes a million errors, each with its stack.
    const [fault, ...rest] = refusals(`[${','.repeat(1_000_000)}`);
    expect(fault?.reason).toContain('more than 100 reading errors');
    expect(rest).toEqual([]);
    expect(refusals(']\n'.repeat(10_000))).toHaveLength(101);
  });

  it('names both versions of a newer file', () => {
    const [fault] = refusals(edit('demo-operation/1', 'demo-operation/12'));
    expect(fault?.reason).toContain('demo-operation/12');
    expect(fault?.reason).toContain('demo-operation/1,');
  });

  it('lists at most 500 faults and counts the rest', () => {
    const found = refusals(
      edit('sites:   #', `${Array.from({ length: 700 }, (_, i) => `k${i}: 1`).join('\n')}\nsites:   #`),
    );
    expect(found).toHaveLength(MAX_FAULTS + 1);
    expect(found.at(-1)).toEqual({
      code: 'more-faults',
      place: 'file',
      reason: 'holds 200 more faults that are not listed',
    });
  });
});

describe('thirty faults', () => {
  it('are all reported, in the order of their lines', () => {
    let source = text;
    const expected: string[][] = [];
    const lines = new Set<number>();
    for (const [from, to, code, place] of CASES) {
      const line = editedLine(edit(from, to));
      const addsLine = from.split('\n').length !== to.split('\n').length;
      if (expected.length === 30 || lines.has(line) || addsLine) continue;
      source = edit(from, to, source);
      lines.add(line);
      expected.push([code, `${place} (line ${line})`]);
    }
    const found = refusals(source);
    expect(expected).toHaveLength(30);
    expect(found.map((f) => [f.code, f.place])).toEqual(expect.arrayContaining(expected));
    const order = found.map((f) => Number(/line (\d+)/.exec(f.place)?.[1]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});

/** Files that must be refused, as people and attackers bring them. Each carries CANARY where a case would have its text. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const CANARY = 'Quuxilongterm';

/** The smallest operation that is taken; `edit` makes it wrong. */
export const smallest = (edit: (yaml: string) => string = (yaml) => yaml): string =>
  edit(`meta: {schema: demo-operation/1, clock: "2027-03-08T02:00:00Z", fictional: true, people: 1}
operation:
  id: OP-X
  code_name: ${CANARY} NAME
  title: {en: "${CANARY} title", fr: "${CANARY} titre"}
  status: planning
  lead: A07
  coordinator: A07
  ref_tz: Asia/Bangkok
  h_hour: "2027-03-15T21:00:00Z"
  d_day: "2027-03-16"
  marking: {tlp: AMBER, level: INTERPOL RESTRICTED, handling: [H1]}
agencies:
- {id: A07, cc: KR, name: "${CANARY} agency", role: lead, tz: Asia/Seoul}
sites:
- {id: S1, code: SITE, cc: KH, place: Town, lat: 10.63, lon: 103.52, tz: Asia/Phnom_Penh}
phases:
- {id: PH1, name: {en: "One", fr: "Une"}, from: D-90, to: D+30}
tasks:
- {id: T01, ph: PH1, at: "D-30T09:00", min: 60, own: A07, loc: S1, kind: meeting, t: "${CANARY} meeting"}
- {id: T02, ph: PH1, at: "D-29T09:00", min: 60, own: A07, loc: S1, kind: meeting, t: "${CANARY} again", dep: [T01]}
personnel:
- {id: PX1, name: "${CANARY} Person", ag: A07, role: officer, lang: {en: C1}, sk: [entry], clr: 3, vet: "2028-01-01", med: "2028-01-01"}
`);

const replace = (from: string | RegExp, to: string): string => smallest((yaml) => yaml.replace(from, to));

export interface BadFile {
  readonly name: string;
  /** What one of its sentences must say, place and reason together. */
  readonly says: RegExp;
  readonly bytes: string | Uint8Array;
  /** Further sentences, one for each fault. */
  readonly faults?: number;
}

const utf16 = (text: string): Uint8Array => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const bomb = (): string => {
  const layers = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
  return `${smallest()}l0: &l0 [lol]\n${layers.join('\n')}\n`;
};
const tasks = (count: number, make: (i: number) => string): string =>
  smallest((yaml) =>
    yaml.replace('personnel:', `${Array.from({ length: count }, (_, i) => make(i)).join('\n')}\npersonnel:`),
  );

/** Bad as operation files; the other kinds of file are bad as these too. */
export const BAD_OPERATIONS: readonly BadFile[] = [
  { name: 'empty.yaml', says: /empty|not an operation file/i, bytes: '' },
  { name: 'malformed.yaml', says: /line \d+/, bytes: smallest().replace('agencies:', 'agencies: [') },
  {
    name: 'unknown-key.yaml',
    says: /operation.*colour|colour/,
    bytes: replace('  status: planning', '  status: planning\n  colour: red'),
  },
  { name: 'cycle.yaml', says: /T01|T02/, bytes: replace('kind: meeting, t: "', 'kind: meeting, dep: [T02], t: "') },
  { name: 'self-cycle.yaml', says: /T02/, bytes: replace('dep: [T01]', 'dep: [T02]') },
  { name: 'dangling.yaml', says: /T02.*T77|T77/, bytes: replace('dep: [T01]', 'dep: [T77]') },
  { name: 'unknown-zone.yaml', says: /S1|A07.*tz/, bytes: replace('tz: Asia/Phnom_Penh', 'tz: Asia/Atlantis') },
  { name: 'duplicate-id.yaml', says: /T01/, bytes: replace('id: T02', 'id: T01') },
  {
    name: 'duplicate-key.yaml',
    says: /line \d+/,
    bytes: replace('  status: planning', '  status: planning\n  status: planning'),
  },
  { name: 'alias-bomb.yaml', says: /line \d+/, bytes: bomb() },
  {
    name: 'huge-scalar.yaml',
    says: /too large|larger|limit|long/i,
    bytes: replace(`${CANARY} meeting`, 'x'.repeat(10 * 1024 * 1024)),
  },
  { name: 'long-scalar.yaml', says: /T01/, bytes: replace(`${CANARY} meeting`, 'x'.repeat(30_000)) },
  {
    name: 'deep.yaml',
    says: /line \d+|deep/,
    bytes: `${smallest()}note: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`,
  },
  { name: 'nul.yaml', says: /line \d+/, bytes: replace(`${CANARY} meeting`, 'a\u0000b') },
  { name: 'escape.yaml', says: /line \d+|T01/, bytes: replace(`${CANARY} meeting`, 'a\\u0000b\\u001b[2J') },
  { name: 'utf16.yaml', says: /UTF-8|UTF-16/, bytes: utf16(smallest()) },
  { name: 'not-utf8.yaml', says: /UTF-8/, bytes: Buffer.concat([Buffer.from(smallest()), Buffer.from([0xc3, 0x28])]) },
  { name: 'newer.yaml', says: /newer/, bytes: replace('demo-operation/1', 'demo-operation/2') },
  { name: 'other-schema.yaml', says: /not an operation file/, bytes: 'meta: {schema: shopping-list/1}\n' },
  { name: 'two-documents.yaml', says: /line \d+|document/, bytes: `${smallest()}---\n${smallest()}` },
  { name: 'tag.yaml', says: /line \d+/, bytes: replace(`"${CANARY} meeting"`, `!!js/function "x"`) },
  { name: 'prototype.yaml', says: /__proto__/, bytes: `${smallest()}__proto__: {polluted: true}\n` },
  {
    name: 'far-date.yaml',
    says: /T01|h_hour/,
    bytes: replace('h_hour: "2027-03-15T21:00:00Z"', 'h_hour: "9999-03-15T21:00:00Z"'),
  },
  {
    name: 'document.pdf',
    says: /./,
    bytes: '%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
  },
  {
    name: 'random.bin',
    says: /./,
    bytes: Uint8Array.from({ length: 65_536 }, (_, i) => ((i * 2_654_435_761) >>> 13) & 0xff),
  },
  {
    name: 'thirty-faults.yaml',
    says: /30 faults/,
    faults: 30,
    bytes: tasks(
      30,
      (i) => `- {id: TX${i}, ph: PH1, at: "D-9T09:00", min: 0, own: A07, loc: S1, kind: meeting, t: "${CANARY}"}`,
    ),
  },
];

/** Writes them all into a folder, with a folder and a missing file among them; gives name and place of each. */
export function writeBadOperations(dir: string): readonly (BadFile & { readonly file: string })[] {
  mkdirSync(path.join(dir, 'folder.yaml'), { recursive: true });
  for (const { name, bytes } of BAD_OPERATIONS) writeFileSync(path.join(dir, name), bytes);
  return [
    ...BAD_OPERATIONS,
    { name: 'folder.yaml', says: /folder\.yaml.*not a plain file/, bytes: '' },
    { name: 'missing.yaml', says: /missing\.yaml.*does not exist/, bytes: '' },
  ].map((bad) => ({ ...bad, file: path.join(dir, bad.name) }));
}

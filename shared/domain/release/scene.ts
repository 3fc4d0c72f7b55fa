/** What every step of the gate looks at: rows by id, kinds, effective markings, who gives and who gets. */
import type { Wire } from '../../model/kinds/field.ts';
import { type KindName, KINDS, kindOf } from '../../model/kinds/index.ts';
import type { Code, Marking, Plan, PlanRecord } from '../../model/plan.ts';
import type { Handling, Level, Tlp } from '../../model/vocabulary.ts';
import { startOfDay } from '../../time/wall-clock.ts';
import { buildFacts, type Facts } from '../facts/facts.ts';
import { compareLevel, markingOf } from '../handling/marking.ts';
import type { Passing } from '../handling/passing.ts';
import type { Recipient, ReleaseInput, Releaser, RecordRow } from './types.ts';

export const JOINT_OPERATION = 'joint_operation';

export interface Scene {
  readonly rows: readonly RecordRow[];
  readonly plan: Plan;
  readonly facts: Facts;
  readonly recipient: Recipient;
  readonly releaser: Releaser;
  readonly passing: Passing;
  readonly purpose: string;
  /** Records recalled from the recipient. */
  readonly recalled: ReadonlySet<string>;
  readonly codeOf: ReadonlyMap<string, Code>;
  readonly idOf: ReadonlyMap<Code, string>;
  readonly rowAt: ReadonlyMap<string, RecordRow>;
  /** Agency code of a row's owner; null when that agency is not in the plan. */
  readonly ownerOf: (row: RecordRow) => Code | null;
  /** The row this one is a part of; `undefined` when its kind has no parent, null when the parent is not held here. */
  readonly parentOf: (row: RecordRow) => RecordRow | null | undefined;
  readonly markingOf: (row: RecordRow) => Marking;
  /** Own code, else that of the record it is a part of, else its kind: a name for the manifest. */
  readonly nameOf: (row: RecordRow) => Code;
  /** The domain record of a row of kind `record`. */
  readonly recordOf: (row: RecordRow) => PlanRecord | null;
  /** Rows of a kind whose field points to this record. */
  readonly referrers: (kind: KindName, field: string, id: string) => readonly RecordRow[];
}

/** References that need to know follows backwards. */
const FOLLOWED: readonly (readonly [KindName, string])[] = [
  ['request', 'asset'],
  ['request', 'entity'],
  ['asset', 'owner'],
  ['assignment', 'person'],
  ['jitMember', 'person'],
];

export const kindNamed = (row: RecordRow): KindName | null =>
  kindOf(row.kind) === null ? null : (row.kind as KindName);
export const valueOf = (row: RecordRow, field: string): Wire =>
  Object.hasOwn(row.fields, field) ? (row.fields[field] ?? null) : null;
const textOf = (row: RecordRow, field: string): string | null => {
  const value = valueOf(row, field);
  return typeof value === 'string' ? value : null;
};

export function buildScene(input: ReleaseInput): Scene {
  const { rows, view, releaser, today } = input;
  const recipient = belowCeiling(view.plan, input.recipient);
  const plan = withRecipient(view.plan, recipient);
  const rowAt = new Map(rows.map((row) => [row.id, row]));
  const agencyOf = ownersByExchangeId(rows, view.codeOf, releaser);
  const records = new Map(plan.records.map((record) => [view.idOf.get(record.id), record]));

  const parentOf = (row: RecordRow): RecordRow | null | undefined => {
    const field = kindOf(row.kind)?.parent;
    if (field === undefined) return undefined;
    return rowAt.get(textOf(row, field) ?? '') ?? null;
  };
  /** The row itself and what it is a part of, innermost first; a circle of parents ends where it closes. */
  const lineage = (row: RecordRow): readonly RecordRow[] => {
    const line = [row];
    for (let at = parentOf(row); at && !line.includes(at); at = parentOf(at)) line.push(at);
    return line;
  };
  const recordOf = (row: RecordRow): PlanRecord | null => records.get(row.id) ?? null;
  const effective = (row: RecordRow): Marking => {
    const line = lineage(row);
    const record = line.map(recordOf).find((r) => r !== null);
    const base = record ? markingOf(record) : plan.operation.marking;
    const first = <T>(field: string): T | null =>
      line.map((at) => valueOf(at, field) as T | null).find((value) => value !== null) ?? null;
    return {
      tlp: first<Tlp>('tlp') ?? base.tlp,
      level: first<Level>('level') ?? base.level,
      handling: first<readonly Handling[]>('handling') ?? base.handling,
    };
  };
  return {
    rows,
    plan,
    facts: buildFacts(plan, startOfDay(today, plan.operation.refTz)),
    recipient,
    releaser,
    passing: { by: releaser.agency, to: recipient.agency, persons: recipient.named },
    purpose: input.purpose ?? JOINT_OPERATION,
    recalled: input.recalled ?? new Set(),
    codeOf: view.codeOf,
    idOf: view.idOf,
    rowAt,
    ownerOf: (row) => agencyOf.get(row.owner) ?? null,
    parentOf,
    markingOf: effective,
    nameOf: (row) => lineage(row).flatMap((at) => view.codeOf.get(at.id) ?? [])[0] ?? row.kind,
    recordOf,
    referrers: referrersOf(rows),
  };
}

function referrersOf(rows: readonly RecordRow[]): Scene['referrers'] {
  const lists = new Map<string, RecordRow[]>();
  for (const row of rows) {
    for (const [kind, field] of FOLLOWED) {
      const target = row.kind === kind ? textOf(row, field) : null;
      if (target === null) continue;
      const key = `${kind}.${field} ${target}`;
      const list = lists.get(key);
      if (list) list.push(row);
      else lists.set(key, [row]);
    }
  }
  return (kind, field, id) => lists.get(`${kind}.${field} ${id}`) ?? [];
}

/**
 * The recipient as the gate sees it: where the plan and the person releasing disagree about role or country, the answer that lets
 * less through counts.
 */
function withRecipient(plan: Plan, { agency, role, cc }: Recipient): Plan {
  return {
    ...plan,
    agencies: plan.agencies.map((known) =>
      known.id === agency
        ? { ...known, role: role === 'victim_support' ? role : known.role, cc: known.cc === cc ? cc : null }
        : known,
    ),
  };
}

/** Where trust and the plan disagree about the ceiling, the lower one counts (R-HAN-04). */
function belowCeiling(plan: Plan, recipient: Recipient): Recipient {
  const planned = plan.agencies.find(({ id }) => id === recipient.agency)?.ceiling ?? null;
  return planned !== null && compareLevel(planned, recipient.ceiling) < 0
    ? { ...recipient, ceiling: planned }
    : recipient;
}

function ownersByExchangeId(
  rows: readonly RecordRow[],
  codeOf: ReadonlyMap<string, Code>,
  releaser: Releaser,
): ReadonlyMap<string, Code> {
  const owners = new Map<string, Code>();
  for (const row of rows) {
    const [id, code] = [textOf(row, 'exchangeId'), codeOf.get(row.id)];
    if (row.kind === 'agency' && id !== null && code !== undefined) owners.set(id, code);
  }
  return owners.set(releaser.id, releaser.agency);
}

/** Whether a record is about people in the sense of R-HAN-06 and R-HAN-12. */
export const isPersonal = (scene: Scene, row: RecordRow): boolean => {
  const kind = kindNamed(row);
  return (kind !== null && KINDS[kind].personal === true) || scene.recordOf(row)?.personal === true;
};

/** The one gate for everything that leaves (design, "What leaves"). Pure: the same input, the same manifest, on every machine. */
import { references, type Wire } from '../../model/kinds/field.ts';
import { fieldOf, kindOf } from '../../model/kinds/index.ts';
import type { Marking } from '../../model/plan.ts';
import { LEVELS, TLP } from '../../model/vocabulary.ts';
import { compareLevel, strictest } from '../handling/marking.ts';
import { fieldGate, type FieldGate } from './fields.ts';
import { type Hold, hold, holdsOf } from './holds.ts';
import { DECISION_ORDER, needToKnow, type Part, partOf } from './need-to-know.ts';
import { buildScene, isPersonal, type Scene, valueOf } from './scene.ts';
import type {
  IncludedRecord,
  Manifest,
  RecordRow,
  RedactedField,
  ReleaseInput,
  ReleaseMarkings,
  ReleaseWarning,
  WithheldRecord,
} from './types.ts';

/**
 * What of these records may go to this recipient for this purpose, as a manifest of every record and every set field.
 * Nothing is changed and nothing is read but the input; `releasedRows` applies the answer.
 */
export function release(input: ReleaseInput): Manifest {
  const scene = buildScene(input);
  const part = partOf(scene);
  const verdicts = judge(scene, part);
  const released = new Set([...verdicts].filter(([, holds]) => holds.length === 0).map(([id]) => id));
  const gate = fieldGate(scene, part, released);
  const included: IncludedRecord[] = [];
  const redacted: RedactedField[] = [];
  const withheld: WithheldRecord[] = [];
  for (const row of scene.rows) {
    const { id, kind } = row;
    const code = scene.nameOf(row);
    const [first, ...more] = verdicts.get(id) ?? [hold('R-HAN-10', 'unknown')];
    if (first) {
      const rules = [...new Set([first, ...more].map(({ rule }) => rule))];
      withheld.push({ id, kind, code, rule: first.rule, why: first.why, rules });
      continue;
    }
    const fields: string[] = [];
    for (const field of new Set([...Object.keys(row.fields), ...Object.keys(row.sides ?? {})])) {
      const values = valuesOf(row, field);
      if (values.length === 0) continue;
      const held = holdOfAny(gate, row, field, values);
      if (held) redacted.push({ id, kind, code, field, rule: held.rule, why: held.why });
      else fields.push(field);
    }
    included.push({ id, kind, code, fields });
  }
  const sent = scene.rows.filter((row) => released.has(row.id));
  const markings = markingsOf(scene, sent);
  const personal = sent.some((row) => isPersonal(scene, row));
  return {
    recipient: scene.recipient.agency,
    purpose: scene.purpose,
    included,
    redacted,
    withheld,
    markings,
    needsSecondApprover: personal || compareLevel(markings.level, 'INTERPOL RESTRICTED') >= 0,
    personal,
    warnings: warningsOf(input, scene, part, sent, gate),
  };
}

/** What would leave of a field: its value and, where several stand side by side, each of them. */
const valuesOf = (row: RecordRow, field: string): readonly Wire[] =>
  [valueOf(row, field), ...((Object.hasOwn(row.sides ?? {}, field) && row.sides?.[field]) || [])].filter(
    (v) => v !== null,
  );

/** A field leaves only if each of its values may: a side that is not shown travels all the same. */
function holdOfAny(gate: FieldGate, row: RecordRow, field: string, values: readonly Wire[]): Hold | null {
  for (const value of values) {
    const held = gate.holdOf(
      value === valueOf(row, field) ? row : { ...row, fields: { ...row.fields, [field]: value } },
      field,
    );
    if (held) return held;
  }
  return null;
}

/** The rows as they may leave: released records with their released fields and nothing else. Writers see these only. */
export function releasedRows(rows: readonly RecordRow[], manifest: Manifest): readonly RecordRow[] {
  const fieldsOf = new Map(manifest.included.map(({ id, fields }) => [id, fields]));
  return rows.flatMap((row) => {
    const names = fieldsOf.get(row.id);
    if (names === undefined) return [];
    const { contested, sides: _sides, ...rest } = row;
    const fields = Object.fromEntries(names.map((name) => [name, valueOf(row, name)]));
    const open = contested?.filter((name) => names.includes(name));
    return [{ ...rest, fields, ...(open === undefined ? {} : { contested: open }) }];
  });
}

type Verdicts = Map<string, readonly Hold[]>;

/** Rules that hold back each record; records in the order in which one decision rests on another, then their parts. */
function judge(scene: Scene, part: Part): Verdicts {
  const verdicts: Verdicts = new Map();
  const released = new Set<string>();
  const decide = (row: RecordRow, holds: readonly Hold[]): void => {
    verdicts.set(row.id, holds);
    if (holds.length === 0) released.add(row.id);
  };
  const byKind = new Map<string, RecordRow[]>();
  for (const row of scene.rows) {
    const list = byKind.get(row.kind);
    if (list) list.push(row);
    else byKind.set(row.kind, [row]);
  }
  const ordered: ReadonlySet<string> = new Set(DECISION_ORDER);
  const rest = [...byKind.keys()].filter((kind) => !ordered.has(kind) && kindOf(kind)?.parent === undefined).sort();
  for (const kind of [...DECISION_ORDER, ...rest]) {
    for (const row of byKind.get(kind) ?? []) {
      const holds = holdsOf(scene, row);
      const isKnown = needToKnow(scene, part, released, row);
      decide(row, isKnown ? holds : inRuleOrder([...holds, hold('R-HAN-05', 'needToKnow')]));
    }
  }
  const parts = scene.rows.filter((row) => kindOf(row.kind)?.parent !== undefined);
  for (const row of parts) judgePart(scene, verdicts, decide, row, new Set());
  // Last, because a part may point to a part: what leaves must not point to what stays.
  dropDanglingParts(scene, parts, verdicts, released);
  return verdicts;
}

/** A part follows its parent, under its own marking where it carries one. */
function judgePart(
  scene: Scene,
  verdicts: Verdicts,
  decide: (row: RecordRow, holds: readonly Hold[]) => void,
  row: RecordRow,
  under: ReadonlySet<string>,
): void {
  if (verdicts.has(row.id)) return;
  const parent = scene.parentOf(row);
  if (!parent || under.has(row.id)) {
    decide(row, [hold('R-HAN-10', 'parent')]);
    return;
  }
  if (!verdicts.has(parent.id)) judgePart(scene, verdicts, decide, parent, new Set([...under, row.id]));
  const above = verdicts.get(parent.id) ?? [];
  const own = holdsOf(scene, row);
  const isOthersLeave = row.kind === 'leave' && !isOwnPerson(scene, parent);
  decide(
    row,
    inRuleOrder([
      ...above.map(({ rule }) => hold(rule, 'parent')),
      ...own,
      ...(isOthersLeave ? [hold('R-HAN-07', 'minimalSet')] : []),
    ]),
  );
}

const isOwnPerson = ({ codeOf, recipient }: Scene, person: RecordRow): boolean =>
  codeOf.get(String(valueOf(person, 'agency'))) === recipient.agency;

/**
 * A part that is only a link to something (an assignment, a dependency, the item of a release) stays when its target does:
 * an empty link would still tell how many there are.
 */
function dropDanglingParts(scene: Scene, parts: readonly RecordRow[], verdicts: Verdicts, released: Set<string>): void {
  const dangles = (row: RecordRow): boolean =>
    Object.keys(row.fields).some((name) => {
      const field = fieldOf(row.kind, name);
      return field !== null && references(field.type, valueOf(row, name)).some((to) => to.hide && !released.has(to.id));
    });
  for (let before = -1; before !== released.size; ) {
    before = released.size;
    for (const row of parts) {
      if (!released.has(row.id)) continue;
      const parent = scene.parentOf(row);
      const isOrphan = !parent || !released.has(parent.id);
      if (!isOrphan && !dangles(row)) continue;
      released.delete(row.id);
      verdicts.set(row.id, [hold('R-HAN-10', isOrphan ? 'parent' : 'hiddenReference')]);
    }
  }
}

const inRuleOrder = (holds: readonly Hold[]): readonly Hold[] =>
  [...holds].sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));

const LOWEST: Marking = { tlp: TLP[0], level: LEVELS[0], handling: [] };

function markingsOf(scene: Scene, sent: readonly RecordRow[]): ReleaseMarkings {
  const marking = sent.reduce((all, row) => strictest(all, scene.markingOf(row)), LOWEST);
  const conditions = sent.flatMap((row) => {
    const text = scene.recordOf(row)?.h3 ?? null;
    return text === null ? [] : [{ code: scene.nameOf(row), text }];
  });
  return { ...marking, conditions };
}

function warningsOf(
  { view }: ReleaseInput,
  scene: Scene,
  part: Part,
  sent: readonly RecordRow[],
  gate: FieldGate,
): readonly ReleaseWarning[] {
  const warnings: ReleaseWarning[] = [];
  const ids = new Set(sent.map((row) => row.id));
  const warn = (key: string, isGiven: boolean, codes: readonly string[] = []): void => {
    if (isGiven) warnings.push({ key: `release.warning.${key}`, codes: [...new Set(codes)].sort() });
  };
  const sentRecords = sent.flatMap((row) => scene.recordOf(row) ?? []);
  const limited = sentRecords.filter(({ handling }) => handling.includes('H1') || handling.includes('H3'));
  const wordless = sentRecords.filter(({ handling, h3 }) => handling.includes('H3') && h3 === null);
  const contested = view.contested.filter(({ id }) => ids.has(id)).map(({ code }) => code);
  const odd = view.leftOut.map(({ id, kind }) => view.codeOf.get(id) ?? kind);
  warn('nothingLeaves', sent.length === 0);
  warn('noPartInOperation', !part.inOperation);
  warn('exactHHour', gate.tellsHHour && sent.some((row) => row.kind === 'operation'));
  warn('noDisclosureList', scene.plan.operation.disclosure === null);
  warn(
    'handlingTravels',
    limited.length > 0,
    limited.map((record) => record.id),
  );
  warn(
    'conditionMissing',
    wordless.length > 0,
    wordless.map((record) => record.id),
  );
  warn('contested', contested.length > 0, contested);
  warn('notUnderstood', odd.length > 0, odd);
  return warnings;
}

/** Which set fields of a released record leave, and which stay with which rule. */
import { fits, references, type Wire, type WireType } from '../../model/kinds/field.ts';
import { fieldOf, type KindName } from '../../model/kinds/index.ts';
import type { Code } from '../../model/plan.ts';
import { LEVELS } from '../../model/vocabulary.ts';
import { disclosureList, type HHourGuard, hHourGuard } from './h-hour.ts';
import { type Hold, hold } from './holds.ts';
import { someLeaf } from './leaves.ts';
import type { Part } from './need-to-know.ts';
import { kindNamed, type Scene, valueOf } from './scene.ts';
import { secretFinder } from './secrets.ts';
import type { RecordRow } from './types.ts';

/** R-HAN-07: of people of other agencies only who they are, what they can do and where they are sent. */
const PERSON_MINIMAL: ReadonlySet<string> = new Set([
  'code',
  'operation',
  'tlp',
  'level',
  'handling',
  '_life',
  'name',
  'agency',
  'role',
  'languages',
  'skills',
  'deployed',
]);

export interface FieldGate {
  /** The rule that keeps a field of a released record back; null when it leaves. */
  readonly holdOf: (row: RecordRow, field: string) => Hold | null;
  /** Whether the exact H-hour leaves. */
  readonly tellsHHour: boolean;
}

/** Gate for the fields of the records in `released`. */
export function fieldGate(scene: Scene, part: Part, released: ReadonlySet<string>): FieldGate {
  const isOnList = disclosureList(scene.plan).has(scene.recipient.agency);
  const guard = isOnList ? null : hHourGuard(scene.facts, departuresSeen(scene, released));
  const isSecret = secretFinder(scene, released);
  const holdOf = (row: RecordRow, name: string): Hold | null => {
    const value = valueOf(row, name);
    const field = fieldOf(row.kind, name);
    // What this version does not know, or not in this shape, cannot be searched for references and names.
    if (field === null || !fits(field.type, value)) return hold('R-HAN-10', 'unknown');
    if (field.internal === true) return hold('R-HAN-07', 'internal');
    return (
      (guard && hHourHold(scene, guard, row, name, field.type)) ??
      minimalHold(scene, part, row, name) ??
      (pointsToWithheld(field.type, value, released) ? hold('R-HAN-10', 'hiddenReference') : null) ??
      (isSmallCount(scene, part, row, name, value) ? hold('R-HAN-10', 'smallCount') : null) ??
      (hasText(field.type, value, isSecret) ? hold('R-HAN-10', 'namesWithheld') : null)
    );
  };
  return { holdOf, tellsHHour: isOnList && scene.plan.operation.hHour !== null };
}

/** Tasks whose movement the recipient gets, with its time of departure. */
function departuresSeen({ plan, idOf }: Scene, released: ReadonlySet<string>): ReadonlySet<Code> {
  const movements = plan.movements.filter((movement) => released.has(idOf.get(movement.id) ?? ''));
  const codes = new Set(movements.map((movement) => movement.id));
  const tasks = plan.tasks.filter((task) => task.movement !== null && codes.has(task.movement));
  return new Set([...movements.flatMap((movement) => movement.task ?? []), ...tasks.map((task) => task.id)]);
}

function hHourHold(scene: Scene, guard: HHourGuard, row: RecordRow, name: string, type: WireType): Hold | null {
  const kind = kindNamed(row);
  if (kind === 'operation' && name === 'hHour') return hold('R-OP-11', 'hHour');
  const reveals = hold('R-OP-11', 'revealsHHour');
  const value = valueOf(row, name);
  if (kind === 'task' && name === 'at') {
    const task = scene.facts.tasks.get(scene.codeOf.get(row.id) ?? '');
    // A task that is not part of the plan here cannot be judged.
    return !task || guard.taskStart(task) || guard.value(type, value) ? reveals : null;
  }
  if (kind === 'phase' && name === 'window' && Array.isArray(value)) {
    const [from, to] = value as readonly string[];
    return guard.phaseWindow(from ?? '', to ?? '') ? reveals : null;
  }
  if (kind === 'decisionPoint' && name === 'choice' && isHanging(scene, row)) return reveals;
  if (!guard.value(type, value)) return null;
  return isWords(type) ? hold('R-HAN-10', 'revealsHHour') : reveals;
}

/** The task of a decision point hangs on H: when the choice was made is then as good as H. */
function isHanging(scene: Scene, row: RecordRow): boolean {
  const task = scene.parentOf(row);
  const at = task ? valueOf(task, 'at') : null;
  return typeof at === 'string' && at.startsWith('H');
}

const isWords = (type: WireType): boolean =>
  type.t === 'text' || ((type.t === 'list' || type.t === 'optional') && isWords(type.of));

function minimalHold(scene: Scene, part: Part, row: RecordRow, name: string): Hold | null {
  const { recipient, codeOf } = scene;
  if (
    row.kind === 'person' &&
    !PERSON_MINIMAL.has(name) &&
    codeOf.get(String(valueOf(row, 'agency'))) !== recipient.agency
  )
    return hold('R-HAN-07', 'minimalSet');
  const position = row.kind === 'site' && name === 'position' ? valueOf(row, name) : null;
  if (!Array.isArray(position) || position[2] !== 'exact') return null;
  // An exact position is marked one level above its site, and only those who go there need it.
  const level = LEVELS.indexOf(scene.markingOf(row).level);
  if (LEVELS.indexOf(recipient.ceiling) < Math.min(level + 1, LEVELS.length - 1)) return hold('R-HAN-04', 'ceiling');
  return part.sites.has(codeOf.get(row.id) ?? '') ? null : hold('R-HAN-07', 'minimalSet');
}

const pointsToWithheld = (type: WireType, value: Wire, released: ReadonlySet<string>): boolean =>
  references(type, value).some(({ id, hide }) => hide && !released.has(id));

/** Fields that count people, and where in the value the numbers stand. */
const HEADCOUNTS: Readonly<Partial<Record<KindName, Readonly<Record<string, readonly number[]>>>>> = {
  site: { estimate: [0, 1] },
  result: { value: [0] },
  movement: { checks: [0, 1, 2, 3, 4, 5, 6] },
  paxRow: { group: [2, 4, 5] },
  handover: { record: [2] },
};
const SMALL = 5;

/** One to four people, for a recipient that does not work with them: such a count can point to a person (R-HAN-10). */
function isSmallCount(scene: Scene, part: Part, row: RecordRow, name: string, value: Wire): boolean {
  const kind = kindNamed(row);
  const places = kind === null ? undefined : HEADCOUNTS[kind]?.[name];
  if (places === undefined || !Array.isArray(value) || isNeeded(scene, part, row)) return false;
  const values: readonly Wire[] = value;
  const isSmall = (v: Wire | undefined): boolean => typeof v === 'number' && v > 0 && v < SMALL;
  return places.some((place) => {
    const at = values[place];
    return isSmall(at) || (Array.isArray(at) && at.some((each: Wire) => Array.isArray(each) && each.some(isSmall)));
  });
}

/** Whoever works at the site, reported the figure, or moves and receives the people needs the count as it is. */
function isNeeded({ codeOf, parentOf, recipient }: Scene, { sites, movements }: Part, row: RecordRow): boolean {
  if (row.kind === 'site') return sites.has(codeOf.get(row.id) ?? '');
  if (row.kind === 'result') return codeOf.get(String(valueOf(row, 'agency'))) === recipient.agency;
  const movement = row.kind === 'movement' ? row : parentOf(row);
  return movement ? movements.has(codeOf.get(movement.id) ?? '') : false;
}

/** Whether any text in a value passes the test. */
const hasText = (type: WireType, value: Wire, test: (text: string) => boolean): boolean =>
  someLeaf(type, value, ({ t }, leaf) => t === 'text' && test(String(leaf)));

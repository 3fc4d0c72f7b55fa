/**
 * A further edition of an operation: its records taken over as drafts of a new one. Record by record and not through the plan, so that
 * markings, precise positions and whatever the plan does not read come along, and nothing becomes less restricted than it was.
 */
import { stateFieldOf } from '../../domain/lifecycles/index.ts';
import { references, type Wire, type WireType } from '../../model/kinds/field.ts';
import { fieldOf, type KindName, kindOf } from '../../model/kinds/index.ts';
import type { InstantMs, LocalDate } from '../../model/plan.ts';
import { addDays, daysBetween } from '../../time/calendar.ts';
import { formatInstant, parseInstant } from '../../time/instant.ts';
import { formatStart, parseStart } from '../../time/start-form.ts';
import { dateIn } from '../../time/wall-clock.ts';
import type { DraftWire, RecordDraft, RecordRow } from './types.ts';

export interface EditionWish {
  readonly code: string;
  readonly codeName: string;
  readonly hHour: InstantMs;
  readonly dDay: LocalDate;
  readonly people: boolean;
  readonly movements: boolean;
}
export interface Edition {
  /** The operation first; keys are the ids of the records taken over. */
  readonly drafts: readonly RecordDraft[];
  readonly tasks: number;
  /** Starts and ends at a fixed wall clock: carried along by whole days, so that the hour of the day stays. */
  readonly fixed: number;
  /** Records of these kinds kept by other agencies: their word is not ours to repeat. */
  readonly foreign: number;
}

const FRAME: readonly KindName[] = ['agency', 'holiday', 'phase', 'syncGroup', 'site', 'task'];
const FRAME_PARTS: readonly KindName[] = ['dependency', 'decisionPoint'];
/** Parts that say nothing without the other record they name. */
const NAMES: Readonly<Partial<Record<string, string>>> = { dependency: 'on', assignment: 'person' };
/** What the first edition did, was allowed or found out; it says nothing about the next one. */
const LEFT: Readonly<Partial<Record<string, readonly string[]>>> = {
  operation: ['mandate', 'trainingClock', 'template', 'editionOf'],
  task: ['jit', 'authority'],
  decisionPoint: ['choice'],
  person: ['deployed', 'arms'],
  movement: ['checks', 'medicalFlags', 'held', 'witnesses', 'belongings', 'escortArmed'],
};

/**
 * `rows` are all records of the operation in order of creation, `own` the agency that copies. null: the operation itself is not among
 * them, is another agency's, or its H is not known here, from which everything is carried along.
 */
export function editionOf(rows: readonly RecordRow[], own: string, wish: EditionWish): Edition | null {
  const head = rows.find(({ kind }) => kind === 'operation');
  const before = parseInstant(String(head?.fields['hHour'] ?? ''));
  const refTz = head?.fields['refTz'];
  if (!head || head.owner !== own || before === null || typeof refTz !== 'string') return null;
  const items = new Set<string>([
    ...FRAME,
    ...(wish.people ? ['person'] : []),
    ...(wish.movements ? ['movement'] : []),
  ]);
  const parts = new Set<string>([
    ...FRAME_PARTS,
    ...(wish.people ? ['leave', 'assignment'] : []),
    ...(wish.movements ? ['paxRow'] : []),
  ]);
  const wanted = rows.filter(({ kind }) => items.has(kind) || parts.has(kind));
  const ours = wanted.filter(({ owner }) => owner === own);
  const taken = new Set([head.id, ...ours.filter(({ kind }) => items.has(kind)).map(({ id }) => id)]);
  const carry = new Carrier(taken, daysBetween(dateIn(refTz, before), wish.dDay), wish.hHour - before);
  const copied = ours.filter((row) => items.has(row.kind) || carry.isWhole(row));
  return {
    drafts: [
      {
        key: head.id,
        kind: 'operation',
        fields: {
          ...carry.fields(head),
          code: wish.code,
          codeName: wish.codeName,
          hHour: formatInstant(wish.hHour),
          dDay: wish.dDay,
        },
      },
      ...copied.map((row) => ({ key: row.id, kind: row.kind as KindName, fields: carry.fields(row) })),
    ],
    tasks: copied.filter(({ kind }) => kind === 'task').length,
    fixed: carry.fixed,
    foreign: wanted.length - ours.length,
  };
}

class Carrier {
  /** Ids that stand for new records. */
  readonly #taken: ReadonlySet<string>;
  readonly #days: number;
  readonly #ms: number;
  fixed = 0;

  constructor(taken: ReadonlySet<string>, days: number, ms: number) {
    this.#taken = taken;
    this.#days = days;
    this.#ms = ms;
  }

  /** A part comes along with its item, and with what else it is about. */
  isWhole({ kind, fields }: RecordRow): boolean {
    const named = [kindOf(kind)?.parent, NAMES[kind]].filter((field) => field !== undefined);
    return named.every((field) => this.#taken.has(String(fields[field] ?? '')));
  }

  fields({ kind, fields }: RecordRow): Readonly<Record<string, DraftWire>> {
    const left = new Set<string>([...(LEFT[kind] ?? []), stateFieldOf(kind)?.field ?? '', '_life']);
    const out: Record<string, DraftWire> = {};
    for (const [name, value] of Object.entries(fields)) {
      const type = fieldOf(kind, name)?.type;
      if (type === undefined || value === null || left.has(name)) continue;
      const carried = this.#carry(type, value);
      if (carried !== null) out[name] = carried;
    }
    return out;
  }

  /** null: it hangs on a record that does not come along. */
  #carry(type: WireType, value: Wire): DraftWire {
    switch (type.t) {
      case 'start':
        return typeof value === 'string' ? this.#start(value) : value;
      case 'instant': {
        const at = typeof value === 'string' ? parseInstant(value) : null;
        return at === null ? value : formatInstant(at + this.#ms);
      }
      case 'ref': {
        const [target] = references(type, value);
        return target === undefined ? value : this.#taken.has(target.id) ? { ref: target.id } : null;
      }
      case 'optional':
        return value === null ? null : this.#carry(type.of, value);
      case 'list': {
        if (!isList(value)) return value;
        // Also when nothing is left of it: a list laid down for nobody is not the same as no list (R-OP-11).
        return value.map((v) => this.#carry(type.of, v)).filter((v) => v !== null);
      }
      case 'tuple': {
        if (!isList(value)) return value;
        const carried = type.of.map((t, i) => this.#carry(t, value[i] ?? null));
        const torn = type.of.some((t, i) => t.t !== 'optional' && carried[i] === null);
        return torn ? null : carried;
      }
      case 'text':
      case 'enum':
      case 'int':
      case 'bool':
      case 'date':
      case 'zone':
      case 'cc':
      case 'decimal':
        return value;
    }
  }

  #start(text: string): string {
    const form = parseStart(text);
    if (!form.ok || form.value.form !== 'fixed') return text;
    this.fixed += 1;
    const { wall } = form.value;
    return formatStart({ ...form.value, wall: `${addDays(wall.slice(0, 10), this.#days)}${wall.slice(10)}` });
  }
}

const isList = (value: Wire): value is readonly Wire[] => Array.isArray(value);

/** Rows indexed for reading a plan from them: soundness, codes, parts of a record, references. */
import { fits, RECORD_ID, type Wire, type WireType } from '../../model/kinds/field.ts';
import { fieldOf, kindOf } from '../../model/kinds/index.ts';
import type { Code } from '../../model/plan.ts';
import { isDate } from '../../time/calendar.ts';
import { parseInstant } from '../../time/instant.ts';
import { parseStart } from '../../time/start-form.ts';
import { isZone } from '../../time/zones.ts';
import type { ContestedField, LeftOut, RecordRow } from './types.ts';

/** Kinds whose records people name by a code; where none was given (or released) one is made from the id. */
export const CODE_PREFIX: Readonly<Record<string, string>> = {
  operation: 'OP',
  agency: 'A',
  site: 'S',
  phase: 'P',
  syncGroup: 'SG',
  task: 'T',
  person: 'P',
  jit: 'J',
  agreement: 'AG',
  movement: 'M',
  entity: 'E',
  asset: 'AS',
  flow: 'F',
  request: 'RQ',
  deconfliction: 'DC',
  risk: 'R',
  record: 'D',
  release: 'RL',
};

/** How the codes people write and the ids of records belong together. */
export interface Codes {
  readonly codeOf: ReadonlyMap<string, Code>;
  readonly idOf: ReadonlyMap<Code, string>;
}

const NO_ROWS: readonly RecordRow[] = [];

/** In the order of creation; rows without a place keep the order they came in. */
const inOrder = (rows: readonly RecordRow[]): readonly RecordRow[] =>
  rows
    .map((row, n) => ({ row, at: row.order ?? n }))
    .sort((a, b) => a.at - b.at || (a.row.id < b.row.id ? -1 : 1))
    .map(({ row }) => row);

export class RowBook {
  readonly rows: readonly RecordRow[];
  readonly codeOf: ReadonlyMap<string, Code>;
  readonly idOf: ReadonlyMap<Code, string>;
  readonly leftOut: LeftOut[] = [];
  withheldRefs = 0;
  readonly #byId: ReadonlyMap<string, RecordRow>;
  readonly #byKind = new Map<string, RecordRow[]>();
  readonly #parts = new Map<string, RecordRow[]>();

  /** `codes`: those of all records of the operation, where `rows` are only some of them. */
  constructor(rows: readonly RecordRow[], codes: Codes | null = null) {
    this.rows = inOrder(rows);
    this.#byId = new Map(this.rows.map((row) => [row.id, row]));
    const { codeOf, idOf } = codes ?? codesOf(this.rows);
    this.codeOf = codeOf;
    this.idOf = idOf;
    for (const row of this.rows) this.#file(row);
  }

  /** Sound rows of a kind, in the order of creation. */
  all(kind: string): readonly RecordRow[] {
    return this.#byKind.get(kind) ?? NO_ROWS;
  }

  /** Sound rows of a kind that are part of this record. */
  partsOf(kind: string, parent: RecordRow): readonly RecordRow[] {
    return this.#parts.get(`${kind} ${parent.id}`) ?? NO_ROWS;
  }

  /** Code of the record a field points to; null when it points nowhere. A target that is not held here is counted. */
  ref(row: RecordRow, field: string): Code | null {
    return this.target(row.fields[field] ?? null);
  }

  /** As `ref`, for a value inside a list or a tuple. */
  target(value: Wire): Code | null {
    if (typeof value !== 'string' || !RECORD_ID.test(value)) return null;
    const code = this.codeOf.get(value);
    if (code === undefined) this.withheldRefs += 1;
    return code ?? null;
  }

  /** Id, if that record is held here. */
  rowAt(value: Wire | undefined): RecordRow | null {
    return (typeof value === 'string' ? this.#byId.get(value) : undefined) ?? null;
  }

  leaveOut(row: RecordRow, field: string): null {
    this.leftOut.push({ id: row.id, kind: row.kind, field });
    return null;
  }

  contested(): readonly ContestedField[] {
    return this.rows.flatMap((row) =>
      (row.contested ?? []).map((field) => ({ id: row.id, kind: row.kind, code: this.#nameOf(row), field })),
    );
  }

  /** Own code, or that of the record this is a part of. */
  #nameOf(row: RecordRow): Code {
    const seen = new Set<string>();
    for (let at: RecordRow | null = row; at !== null && !seen.has(at.id); ) {
      const code = this.codeOf.get(at.id);
      if (code !== undefined) return code;
      seen.add(at.id);
      const parent: string | undefined = kindOf(at.kind)?.parent;
      at = parent === undefined ? null : this.rowAt(at.fields[parent]);
    }
    return row.kind;
  }

  #file(row: RecordRow): void {
    const odd = oddFields(row);
    for (const field of odd) this.leaveOut(row, field);
    // Everything hangs on the operation: it stays, without the fields that are not understood.
    if (odd.length > 0) {
      if (row.kind === 'operation') push(this.#byKind, row.kind, without(row, odd));
      return;
    }
    push(this.#byKind, row.kind, row);
    const parent = kindOf(row.kind)?.parent;
    const of = parent === undefined ? undefined : row.fields[parent];
    if (typeof of !== 'string') return;
    push(this.#parts, `${row.kind} ${of}`, row);
    if (!this.#byId.has(of)) this.withheldRefs += 1;
  }
}

function push(map: Map<string, RecordRow[]>, key: string, row: RecordRow): void {
  const list = map.get(key);
  if (list) list.push(row);
  else map.set(key, [row]);
}

/** The fields whose value this version does not understand; a half-understood item would give false findings. */
function oddFields(row: RecordRow): readonly string[] {
  if (kindOf(row.kind) === null) return [''];
  return Object.entries(row.fields).flatMap(([name, value]) => {
    const field = fieldOf(row.kind, name);
    return field && value !== null && !(fits(field.type, value) && exists(field.type, value)) ? [name] : [];
  });
}

const without = (row: RecordRow, names: readonly string[]): RecordRow => ({
  ...row,
  fields: Object.fromEntries(Object.entries(row.fields).filter(([name]) => !names.includes(name))),
});

/** What shape alone does not show: days, instants, starts and zones that exist. */
function exists(type: WireType, value: Wire): boolean {
  if (value === null) return true;
  if (typeof value === 'string') {
    if (type.t === 'date') return isDate(value);
    if (type.t === 'instant') return parseInstant(value) !== null;
    if (type.t === 'start') return parseStart(value).ok;
    if (type.t === 'zone') return isZone(value);
  }
  if (type.t === 'optional') return exists(type.of, value);
  if (!Array.isArray(value)) return true;
  const values: readonly Wire[] = value;
  if (type.t === 'list') return values.every((v) => exists(type.of, v));
  return type.t !== 'tuple' || type.of.every((t, i) => exists(t, values[i] ?? null));
}

/**
 * Ids are the codes people use. When two agencies gave the same code at once, the later record becomes `T39~ab12`, from its own id:
 * the same on every station that sees both.
 */
function codesOf(rows: readonly RecordRow[]): Codes {
  const codeOf = new Map<string, Code>();
  const idOf = new Map<Code, string>();
  const take = (row: RecordRow, wanted: string, from: number): void => {
    let code = from === 0 ? wanted : `${wanted}~${row.id.slice(0, from)}`;
    // Past the end of the id only the number still changes, so that this ends whatever codes a sender invents.
    for (let n = from + 4; idOf.has(code); n += 4)
      code = `${wanted}~${row.id.slice(0, n)}${n > row.id.length ? `~${n}` : ''}`;
    codeOf.set(row.id, code);
    idOf.set(code, row.id);
  };
  for (const row of rows) {
    const own = row.fields['code'];
    const prefix = Object.hasOwn(CODE_PREFIX, row.kind) ? CODE_PREFIX[row.kind] : undefined;
    if (codeOf.has(row.id)) continue;
    if (typeof own === 'string' && own !== '') take(row, own, 0);
    else if (prefix !== undefined) take(row, prefix, 4);
  }
  return { codeOf, idOf };
}

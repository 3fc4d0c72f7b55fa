/** The plan of an operation with a branch laid over it, read as the store reads the plan. */
import type { Wire } from '#shared/model/kinds/field.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import { sameValue } from '#shared/sync/reading.ts';
import type { Core } from '../changelog/context.ts';
import { isId } from '../changelog/ids.ts';
import { familyOf } from '../queries/family.ts';
import { byCode, byCreation, record, recordsOfOperation } from '../queries/records.ts';
import type { BranchChange, BranchField } from '../store-branches.ts';
import type { RecordId, RecordView } from '../store-types.ts';
import {
  type Cell,
  CLOSED,
  LIFE,
  type MadeRecord,
  OPEN,
  type Overlay,
  readOverlay,
  type StoredBranch,
  withIds,
} from './overlay.ts';

/** Parts nest twice at the most (`db/queries/family.ts`). */
const DEEPEST = 4;
const NO_CELLS: ReadonlyMap<string, Cell> = new Map();

/** Given fields of a record as pairs in a fixed order: how a record that is taken out is remembered. */
export const snapshotOf = (fields: RecordView['fields']): Wire =>
  Object.entries(fields)
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Fields in the order in which the registry names them. */
function byRegistry(kind: string): (a: { readonly field: string }, b: { readonly field: string }) => number {
  const names = Object.keys(kindOf(kind)?.fields ?? {});
  return (a, b) => names.indexOf(a.field) - names.indexOf(b.field);
}

export class BranchReads {
  readonly branch: StoredBranch;
  readonly #core: Core;
  #overlay: Overlay | null = null;
  /** Records of the branch alone that became records of the plan and stand there: by their id here, and back. */
  #real = new Map<RecordId, RecordId>();

  constructor(core: Core, branch: StoredBranch) {
    this.#core = core;
    this.branch = branch;
  }

  refresh(): void {
    this.#overlay = null;
  }

  get overlay(): Overlay {
    if (this.#overlay) return this.#overlay;
    const overlay = readOverlay(this.#core.db, this.branch.n);
    this.#real = new Map(
      [...overlay.made].flatMap(([rec, { real }]) => {
        const there = real === null ? null : record(this.#core, real);
        return there !== null && !there.closed ? [[rec, there.id] as const] : [];
      }),
    );
    this.#overlay = overlay;
    return overlay;
  }

  /** Ids as the plan knows them: the operation for the branch, and for what was taken over its record there. */
  readonly toPlan = (id: string): string =>
    id === this.branch.id ? this.branch.operation : (this.#real.get(id) ?? id);
  /** Ids as the screens of the branch know them. */
  readonly toBranch = (id: string): string =>
    id === this.branch.operation ? this.branch.id : (this.#real.get(id) ?? id);

  /**
   * What the branch says of a field the plan holds: nothing, where what was taken over still stands in the plan or was changed there
   * since. Once the step that took it over was undone it counts again, whatever the plan says by then.
   */
  #counts({ merged }: Cell, plan: Wire): boolean {
    if (merged === null || sameValue(merged.over, plan)) return true;
    return merged.step !== undefined && this.overlay.undone.has(merged.step);
  }

  cellsOf(rec: RecordId): ReadonlyMap<string, Cell> {
    return this.overlay.cells.get(rec) ?? NO_CELLS;
  }

  /** A record that is in the branch alone and not taken out again. */
  madeHere(rec: RecordId): MadeRecord | null {
    const made = this.overlay.made.get(rec);
    return made && !this.#real.has(rec) && this.cellsOf(rec).get(LIFE)?.value === OPEN ? made : null;
  }

  /** A record of the plan of this operation, closed ones too; null: none, or of another operation. */
  planRecord(id: RecordId): RecordView | null {
    const { operation } = this.branch;
    const known = this.overlay.made.has(id) ? this.toPlan(id) : id === this.branch.id ? operation : id;
    const view = isId(known) ? record(this.#core, known) : null;
    return view && (view.operation === operation || view.id === operation) ? view : null;
  }

  record(id: RecordId): RecordView | null {
    const made = this.overlay.made.get(id);
    if (made && !this.#real.has(id)) return this.#ofMade(id, made);
    const plan = this.planRecord(id);
    return plan && this.#over(plan);
  }

  recordsOfOperation(kinds?: ReadonlySet<string>): readonly RecordView[] {
    const { made, cells } = this.overlay;
    const plan = recordsOfOperation(this.#core, this.branch.operation, kinds);
    const there = new Set(plan.map(({ id }) => id));
    const back = [...cells.keys()].flatMap((rec) =>
      there.has(rec) || made.has(rec) ? [] : (this.planRecord(rec) ?? []),
    );
    const views = [
      ...[...plan, ...back].map((view) => this.#over(view)),
      ...[...made].flatMap(([id, one]) => (this.#real.has(id) ? [] : this.#ofMade(id, one))),
    ];
    return views.filter((view) => !view.closed && (!kinds || kinds.has(view.kind))).sort(byCreation);
  }

  rootOf(id: RecordId): RecordView | null {
    let at = this.record(id);
    for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
      const parent = kindOf(at.kind)?.parent;
      if (parent === undefined) return at;
      const above: unknown = at.fields[parent];
      at = typeof above === 'string' && isId(above) ? this.record(above) : null;
    }
    return null;
  }

  familyOf(root: RecordView): readonly RecordView[] {
    const parts = new Map<RecordId, RecordView>();
    const plan = this.planRecord(root.id);
    for (const part of plan ? familyOf(this.#core, plan).slice(1) : []) parts.set(part.id, this.#over(part));
    const { made, cells } = this.overlay;
    const others = [...new Set([...made.keys(), ...cells.keys()])].flatMap((id) =>
      parts.has(this.toPlan(id)) ? [] : (this.record(id) ?? []),
    );
    // A part of a part may be met before the part it hangs on.
    for (let depth = 0; depth < DEEPEST; depth++)
      for (const part of others) {
        const above: unknown = part.fields[kindOf(part.kind)?.parent ?? ''];
        if (typeof above === 'string' && (above === root.id || parts.has(above))) parts.set(part.id, part);
      }
    return [root, ...[...parts.values()].filter(({ closed }) => !closed).sort(byCreation)];
  }

  byCode(code: string): readonly RecordView[] {
    const ids = new Set([
      ...byCode(this.#core, this.branch.operation, code).map(({ id }) => id),
      ...this.overlay.cells.keys(),
    ]);
    return [...ids]
      .flatMap((id) => this.record(id) ?? [])
      .filter((view) => !view.closed && view.fields['code'] === code)
      .sort(byCreation);
  }

  /** Records the branch says something of; null where one of the plan has another id here. */
  touched(): readonly RecordId[] | null {
    const { made, cells } = this.overlay;
    if (this.#real.size > 0) return null;
    const own = [...made.keys()].filter((rec) => this.madeHere(rec) !== null);
    return [...own, ...[...cells.keys()].filter((rec) => !made.has(rec))];
  }

  /** Everything that reads otherwise in the branch than in the plan. */
  changes(): readonly BranchChange[] {
    const out: (BranchChange & { readonly at: RecordView })[] = [];
    for (const rec of this.overlay.cells.keys()) {
      const change = this.#changeOf(rec);
      if (change) out.push(change);
    }
    return out.sort((a, b) => byCreation(a.at, b.at)).map(({ at: _at, ...change }) => change);
  }

  #changeOf(rec: RecordId): (BranchChange & { readonly at: RecordView }) | null {
    const made = this.madeHere(rec);
    const cells = this.cellsOf(rec);
    if (made) {
      const at = this.#ofMade(rec, made);
      const fields = Object.entries(at.fields).map(([field, branch]) => ({
        field,
        plan: null,
        branch,
        base: null,
        moved: false,
      }));
      fields.sort(byRegistry(made.kind));
      const needs = this.#needs(Object.values(at.fields));
      return { rec, kind: made.kind, what: 'added', alone: true, fields, needs, closedInPlan: false, at };
    }
    if (this.overlay.made.has(rec)) return null;
    const plan = this.planRecord(rec);
    if (!plan) return null;
    const life = this.#life(plan, cells);
    const head = { rec, kind: plan.kind, alone: false, at: plan } as const;
    if (life === CLOSED && !plan.closed)
      return { ...head, what: 'gone', fields: movedFields(cells.get(LIFE), plan), needs: [], closedInPlan: false };
    if (life === CLOSED) return null;
    const back = plan.closed && life === OPEN;
    const fields = [...cells].flatMap(([field, cell]): BranchField[] => {
      if (field === LIFE) return [];
      const now = plan.fields[field] ?? null;
      const branch = withIds(cell.value, this.toPlan);
      if (!this.#counts(cell, now) || sameValue(now, branch)) return [];
      return [{ field, plan: now, branch, base: cell.base, moved: !sameValue(now, cell.base) }];
    });
    if (fields.length === 0 && !back) return null;
    fields.sort(byRegistry(plan.kind));
    const needs = this.#needs(fields.map(({ branch }) => branch));
    return { ...head, what: back ? 'added' : 'changed', fields, needs, closedInPlan: plan.closed && !back };
  }

  #needs(values: readonly Wire[]): readonly RecordId[] {
    const needed = new Set<RecordId>();
    for (const value of values)
      withIds(value, (id) => {
        if (this.madeHere(id)) needed.add(id);
        return id;
      });
    return [...needed];
  }

  #life(plan: RecordView, cells: ReadonlyMap<string, Cell>): typeof OPEN | typeof CLOSED | null {
    const cell = cells.get(LIFE);
    if (!cell) return null;
    // Taken over: it counts again when the plan has the record back, or closed again, as before.
    if (cell.merged !== null && (cell.value === CLOSED) === plan.closed) return null;
    return cell.value === CLOSED ? CLOSED : OPEN;
  }

  #over(plan: RecordView): RecordView {
    const cells = this.cellsOf(plan.id);
    const fields: Record<string, Wire> = {};
    for (const [name, value] of Object.entries(plan.fields)) fields[name] = withIds(value, this.toBranch);
    const settled = new Set<string>();
    for (const [field, cell] of cells) {
      if (field === LIFE || !this.#counts(cell, plan.fields[field] ?? null)) continue;
      settled.add(field);
      if (cell.value === null) delete fields[field];
      else fields[field] = withIds(cell.value, this.toBranch);
    }
    const life = this.#life(plan, cells);
    return {
      ...plan,
      id: this.toBranch(plan.id),
      operation: plan.operation === null ? null : this.branch.id,
      closed: life === null ? plan.closed : life === CLOSED,
      fields,
      contested: plan.contested.filter((field) => !settled.has(field)),
    };
  }

  #ofMade(id: RecordId, { kind, ms, ctr }: MadeRecord): RecordView {
    const cells = this.cellsOf(id);
    const fields: Record<string, Wire> = {};
    for (const [field, { value }] of cells)
      if (field !== LIFE && value !== null) fields[field] = withIds(value, this.toBranch);
    return {
      id,
      kind,
      owner: this.#core.speaker.author?.agencyId ?? '',
      operation: this.branch.id,
      ms,
      ctr,
      closed: cells.get(LIFE)?.value !== OPEN,
      fields,
      contested: [],
    };
  }
}

/** Fields of a record that was taken out here and changed in the plan since. */
function movedFields(cell: Cell | undefined, plan: RecordView): readonly BranchField[] {
  const base = new Map((cell?.base ?? []) as readonly (readonly [string, Wire])[]);
  const names = new Set([...base.keys(), ...Object.keys(plan.fields)]);
  return [...names].flatMap((field) => {
    const [was, now] = [base.get(field) ?? null, plan.fields[field] ?? null];
    return sameValue(was, now) ? [] : [{ field, plan: now, branch: null, base: was, moved: true }];
  });
}

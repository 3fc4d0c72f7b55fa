/** Records that read otherwise on another side (a branch, the past), as people choose among them and as the plan would be with a choice. */
import type { ChoicePreview, Differences, PlanDifference, Picks } from '#shared/contract/branches.ts';
import { stateFieldOf } from '#shared/domain/lifecycles/index.ts';
import { diffFindings } from '#shared/domain/rules/index.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import { RECORD_ID, type Wire } from '#shared/model/kinds/field.ts';
import { fieldOf, kindOf } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { labelOf, textOf } from '../naming.ts';
import { stateOfRows } from '../operation-state.ts';
import { comparedTasks } from './branch-views.ts';
import { findingView, worstFirst } from './finding-views.ts';
import type { OperationState } from './state.ts';

export interface OtherField {
  readonly field: string;
  readonly now: Wire;
  readonly other: Wire;
  readonly base: Wire;
  readonly moved: boolean;
}
/** One record that reads otherwise on the other side. */
export interface Other {
  readonly rec: string;
  readonly kind: string;
  readonly owner: string;
  readonly what: 'added' | 'changed' | 'gone';
  readonly fields: readonly OtherField[];
  readonly needs: readonly string[];
  readonly closed: boolean;
}
/** What a record is called on both sides: its given fields, for names and for the item it belongs to. */
export type FieldsOf = (
  rec: string,
) => { readonly kind: string; readonly fields: Readonly<Record<string, Wire>> } | null;

const DEEPEST = 4;
const LISTED_TASKS = 100;
const LISTED_FINDINGS = 200;

/** A record that says which step was taken, or one kept apart: neither is brought about by taking over a value. */
function blockOf(other: Other, me: string): PlanDifference['blocked'] {
  if (other.closed) return 'closed';
  if (kindOf(other.kind)?.apart) return 'sealed';
  if (other.kind === 'stepTaken' || other.kind === 'override') return 'state';
  return other.owner !== me && other.what !== 'changed' ? 'owner' : null;
}
function fieldBlock(other: Other, field: string, me: string): PlanDifference['fields'][number]['blocked'] {
  if (kindOf(other.kind)?.apart) return 'sealed';
  if (stateFieldOf(other.kind)?.field === field && other.what === 'changed') return 'state';
  return fieldOf(other.kind, field)?.merge === 'owner' && other.owner !== me ? 'owner' : null;
}

export interface Side {
  readonly others: readonly Other[];
  readonly fieldsOf: FieldsOf;
  /** Exchange id of this agency. */
  readonly me: string;
}

/** Names exactly this difference, so that a choice made on an older one is not carried out. */
export const seenOf = ({ others }: Side): string =>
  Buffer.from(sha256(new TextEncoder().encode(JSON.stringify(others))).subarray(0, 24)).toString('base64url');

export function differencePage(side: Side, first: number, count: number): Differences {
  const all = side.others;
  const isMoved = (other: Other): boolean => other.fields.some(({ moved }) => moved);
  const blocked = all.filter((other) => fieldsTaken(other, null, side.me) === null);
  const open = all.filter((other) => !blocked.includes(other));
  return {
    total: all.length,
    clean: open.filter((other) => !isMoved(other)).length,
    moved: open.filter(isMoved).length,
    blocked: blocked.length,
    seen: seenOf(side),
    items: all.slice(first, first + count).map((other) => view(side, other)),
  };
}

function view(side: Side, other: Other): PlanDifference {
  const sealed = kindOf(other.kind)?.apart === true;
  const words = (value: Wire): string | null => (sealed ? null : wordsOf(side.fieldsOf, value));
  const parent = kindOf(other.kind)?.parent;
  return {
    record: other.rec,
    kind: other.kind,
    item: itemOf(side.fieldsOf, other),
    part: parent === undefined || sealed ? '' : partOf(side.fieldsOf, other.rec, parent),
    what: other.what,
    fields: other.fields
      .filter(({ field }) => field !== 'operation' && field !== parent)
      .map(({ field, now, other: there, base, moved }) => ({
        field,
        now: words(now),
        other: words(there),
        base: words(base),
        moved,
        blocked: fieldBlock(other, field, side.me),
      })),
    needs: [...other.needs],
    blocked: blockOf(other, side.me),
  };
}

/** A value as text, with the codes of records in the place of their ids; lists are JSON. */
export function wordsOf(fieldsOf: FieldsOf, value: Wire): string | null {
  const named = (one: Wire): Wire => {
    if (typeof one === 'string') return RECORD_ID.test(one) ? (nameOf(fieldsOf, one) ?? one) : one;
    return typeof one === 'object' && one !== null ? one.map(named) : one;
  };
  if (value === null) return null;
  const said = named(value);
  return typeof said === 'string' ? said : JSON.stringify(said);
}
function nameOf(fieldsOf: FieldsOf, rec: string): string | null {
  const fields = fieldsOf(rec)?.fields;
  return fields ? `${textOf(fields['code'])} ${labelOf(fields)}`.trim() || null : null;
}

/** The item a record is or belongs to, as people know it. */
export function itemOf(
  fieldsOf: FieldsOf,
  { rec, kind }: { readonly rec: string; readonly kind: string },
): PlanDifference['item'] {
  let at = fieldsOf(rec) ?? { kind, fields: {} };
  for (let depth = 0; depth < DEEPEST; depth++) {
    const parent = kindOf(at.kind)?.parent;
    const above = parent === undefined ? undefined : at.fields[parent];
    const next = typeof above === 'string' ? fieldsOf(above) : null;
    if (!next) break;
    at = next;
  }
  return { kind: at.kind, code: textOf(at.fields['code']), label: labelOf(at.fields) };
}

function partOf(fieldsOf: FieldsOf, rec: string, parent: string): string {
  const at = fieldsOf(rec);
  return Object.entries(at?.fields ?? {})
    .flatMap(([field, value]) =>
      field !== parent && field !== 'operation' && typeof value === 'string' && RECORD_ID.test(value)
        ? (nameOf(fieldsOf, value) ?? [])
        : [],
    )
    .join(' · ');
}

export interface Taken {
  readonly other: Other;
  readonly fields: readonly OtherField[];
}
/** The fields that can be taken over, of those asked for (null: all); null: nothing of the record can. */
function fieldsTaken(other: Other, wanted: readonly string[] | null, me: string): readonly OtherField[] | null {
  if (blockOf(other, me) !== null) return null;
  if (other.what !== 'changed') return other.fields;
  const fields = other.fields.filter(
    ({ field }) => (wanted === null || wanted.includes(field)) && fieldBlock(other, field, me) === null,
  );
  return fields.length > 0 ? fields : null;
}

/**
 * The choice as records with fields. `clean` is everything that overrules nobody, with what it hangs on. Codes: `seen-stale`,
 * `choice-blocked`, `choice-nothing`.
 */
export function chosen(side: Side, picks: Picks, seen: string): Result<readonly Taken[], Refusal> {
  if (seen !== seenOf(side))
    return err(
      refusal('seen-stale', '', 'the plan or the other side changed since this was looked at; look again, then choose'),
    );
  const { others, me } = side;
  if (picks === 'clean') {
    const kept = others.flatMap((other): Taken[] => {
      const fields =
        other.fields.some(({ moved }) => moved) && other.what !== 'changed' ? null : fieldsTaken(other, null, me);
      const clean = fields?.filter(({ moved }) => !moved) ?? [];
      return fields === null || (clean.length === 0 && other.what === 'changed') ? [] : [{ other, fields: clean }];
    });
    const recs = new Set(kept.map(({ other }) => other.rec));
    const whole = kept.filter(({ other }) => other.needs.every((rec) => recs.has(rec)));
    return whole.length > 0
      ? ok(whole)
      : err(refusal('choice-nothing', '', 'nothing can be taken over without overruling somebody'));
  }
  if (picks === 'all') {
    const moved = others.find((other) => other.closed || other.fields.some((field) => field.moved));
    const shut = others.find(
      (other) => blockOf(other, me) !== null || other.fields.some(({ field }) => fieldBlock(other, field, me) !== null),
    );
    const stands = moved ?? shut;
    if (stands)
      return err(
        refusal(
          moved ? 'promote-moved' : 'promote-blocked',
          itemOf(side.fieldsOf, stands).code,
          moved
            ? 'the plan changed this meanwhile; choose what counts, item by item, then promote the rest'
            : 'this cannot be taken over; take the others over by choice',
        ),
      );
    const whole = others.map((other): Taken => ({ other, fields: other.fields }));
    return whole.length > 0 ? ok(whole) : err(refusal('choice-nothing', '', 'the branch says what the plan says'));
  }
  const byRec = new Map(others.map((other) => [other.rec, other]));
  const out: Taken[] = [];
  for (const { record, fields: wanted } of picks) {
    const other = byRec.get(record);
    const fields = other ? fieldsTaken(other, wanted, me) : null;
    if (!other || fields === null)
      return err(refusal('choice-blocked', record, 'this cannot be taken over; look at why beside it'));
    out.push({ other, fields });
  }
  return out.length > 0 ? ok(out) : err(refusal('choice-nothing', '', 'nothing was chosen'));
}

/** Rows of the plan as they would stand. What is removed takes its parts along, as closing does. */
function rowsWith(rows: readonly RecordRow[], taken: readonly Taken[]): readonly RecordRow[] {
  const byRec = new Map(taken.map((one) => [one.other.rec, one]));
  const gone = new Set(taken.flatMap(({ other }) => (other.what === 'gone' ? [other.rec] : [])));
  const kept: RecordRow[] = [];
  for (const row of rows) {
    const one = byRec.get(row.id);
    const parent = kindOf(row.kind)?.parent;
    const above = parent === undefined ? undefined : row.fields[parent];
    if (gone.has(row.id) || (typeof above === 'string' && gone.has(above))) {
      gone.add(row.id);
      continue;
    }
    byRec.delete(row.id);
    kept.push(one ? { ...row, fields: { ...row.fields, ...valuesOf(one) } } : row);
  }
  const fresh = [...byRec.values()].filter(({ other }) => other.what === 'added');
  return [
    ...kept,
    ...fresh.map((one) => ({ id: one.other.rec, kind: one.other.kind, owner: one.other.owner, fields: valuesOf(one) })),
  ];
}
const valuesOf = ({ fields }: Taken): Readonly<Record<string, Wire>> =>
  Object.fromEntries(fields.map(({ field, other }) => [field, other]));

/** What a choice would do to the plan: nothing is written. */
export function previewChoice(
  state: OperationState,
  rows: readonly RecordRow[],
  taken: readonly Taken[],
): ChoicePreview {
  const after = rowsWith(rows, taken);
  const next = stateOfRows(state, after);
  const diff = diffFindings(state.findings, next.findings);
  const tasks = comparedTasks(state, next).flatMap(({ code, title, what, plan, branch }) =>
    what === 'same' || what === 'changed' ? [] : [{ code, title, what, before: plan, after: branch }],
  );
  return {
    records: taken.length,
    fields: taken.reduce((n, { other, fields }) => n + (other.what === 'changed' ? fields.length : 0), 0),
    tasks: tasks.slice(0, LISTED_TASKS),
    tasksInAll: tasks.length,
    added: [...diff.added]
      .sort(worstFirst)
      .slice(0, LISTED_FINDINGS)
      .map((f) => findingView(next, f)),
    gone: [...diff.gone]
      .sort(worstFirst)
      .slice(0, LISTED_FINDINGS)
      .map((f) => findingView(state, f)),
  };
}

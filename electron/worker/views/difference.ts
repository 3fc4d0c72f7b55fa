import { buildFacts, spanOf } from '#shared/domain/facts/facts.ts';
import { recordsToPlan, type RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import type { AuthorDifference, TaskDifference } from '#shared/contract/exchange-screens.ts';
import type { CreateLine, ParsedLine, SetLine } from '#shared/sync/line.ts';

/** What one file says of one record: who made it, and of each field the newest value that no other line of the file supersedes. */
export interface FileRecord {
  readonly created: CreateLine | null;
  readonly fields: ReadonlyMap<string, SetLine>;
  readonly authors: ReadonlySet<string>;
}

/** The lines of a file by record. Superseded lines of the file itself say nothing new and are left out. */
export function recordsInFile(lines: readonly ParsedLine[]): ReadonlyMap<string, FileRecord> {
  const superseded = new Set(lines.flatMap(({ line }) => (line.type === 's' ? line.prev : [])));
  const out = new Map<string, { created: CreateLine | null; fields: Map<string, SetLine>; authors: Set<string> }>();
  const of = (rec: string) => {
    const known = out.get(rec);
    if (known) return known;
    const fresh = { created: null, fields: new Map<string, SetLine>(), authors: new Set<string>() };
    out.set(rec, fresh);
    return fresh;
  };
  for (const { line, idText } of lines) {
    if (line.type === 'n') of(idText).created = line;
    if (line.type !== 's') continue;
    const rec = of(line.rec);
    rec.authors.add(line.author);
    const before = rec.fields.get(line.field);
    const later = !before || line.ms > before.ms || (line.ms === before.ms && line.ctr > before.ctr);
    if (!superseded.has(idText) && later) rec.fields.set(line.field, line);
  }
  return out;
}

/** How much of what changes each person wrote, most first; `agency` is the exchange id, `changing` the fields by record. */
export function byAuthor(
  seen: ReadonlyMap<string, FileRecord>,
  changing: ReadonlyMap<string, ReadonlySet<string>>,
): readonly AuthorDifference[] {
  const out = new Map<string, Omit<AuthorDifference, 'records'> & { readonly recs: Set<string> }>();
  const lines = [...changing].flatMap(([rec, fields]) =>
    [...(seen.get(rec)?.fields ?? [])].flatMap(([field, line]) => (fields.has(field) ? [line] : [])),
  );
  for (const line of lines) {
    const key = JSON.stringify([line.author, line.by]);
    const before = out.get(key);
    const recs = before?.recs ?? new Set<string>();
    recs.add(line.rec);
    out.set(key, {
      agency: line.author,
      by: line.by,
      recs,
      fields: (before?.fields ?? 0) + 1,
      from: Math.min(before?.from ?? line.ms, line.ms),
      to: Math.max(before?.to ?? line.ms, line.ms),
    });
  }
  return [...out.values()]
    .map(({ recs, ...rest }) => ({ ...rest, records: recs.size }))
    .toSorted((a, b) => b.fields - a.fields || (a.agency + a.by < b.agency + b.by ? -1 : 1));
}

export interface RowChange {
  readonly id: string;
  readonly kind: string;
  readonly owner: string;
  readonly what: 'added' | 'changed' | 'closed' | 'conflict';
  readonly fields: Readonly<Record<string, Wire>>;
}

/** Rows as they would stand: a field in conflict keeps its value until somebody settles it, so those records stay as they are. */
export function rowsAfter(before: readonly RecordRow[], changes: readonly RowChange[]): readonly RecordRow[] {
  const byId = new Map(changes.map((c) => [c.id, c]));
  const kept = before.flatMap((row) => {
    const change = byId.get(row.id);
    byId.delete(row.id);
    if (!change || change.what === 'conflict') return [row];
    return change.what === 'closed' ? [] : [{ ...row, fields: { ...row.fields, ...change.fields } }];
  });
  const fresh = [...byId.values()].filter((c) => c.what === 'added');
  return [...kept, ...fresh.map(({ id, kind, owner, fields }) => ({ id, kind, owner, fields }))];
}

interface Placed {
  readonly code: string;
  readonly title: string;
  readonly start: number | null;
  readonly end: number | null;
}
function placed(rows: readonly RecordRow[], clock: number): ReadonlyMap<string, Placed> {
  if (!rows.some((r) => r.kind === 'operation')) return new Map();
  const view = recordsToPlan(rows);
  const facts = buildFacts(view.plan, clock, () => true);
  return new Map(
    view.plan.tasks.map((task) => {
      const { start, end } = spanOf(facts, task);
      return [view.idOf.get(task.id) ?? task.id, { code: task.id, title: task.title, start, end }];
    }),
  );
}

/** Tasks of one operation that come, go or stand at another time, in order of time. A moved H-hour moves what hangs on it. */
export function taskDifferences(
  operation: string,
  before: readonly RecordRow[],
  after: readonly RecordRow[],
  clock: number,
): readonly TaskDifference[] {
  const [was, is] = [placed(before, clock), placed(after, clock)];
  const span = (p: Placed): { start: number | null; end: number | null } => ({ start: p.start, end: p.end });
  const out: TaskDifference[] = [];
  for (const [id, now] of is) {
    const old = was.get(id);
    const head = { operation, code: now.code, title: now.title, after: span(now) };
    if (!old) out.push({ ...head, what: 'added', before: null });
    else if (old.start !== now.start || old.end !== now.end) out.push({ ...head, what: 'moved', before: span(old) });
  }
  for (const [id, old] of was)
    if (!is.has(id))
      out.push({ operation, code: old.code, title: old.title, what: 'gone', before: span(old), after: null });
  const at = (d: TaskDifference): number => d.after?.start ?? d.before?.start ?? Number.MAX_SAFE_INTEGER;
  return out.toSorted((a, b) => at(a) - at(b) || (a.code < b.code ? -1 : 1));
}

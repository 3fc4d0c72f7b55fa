/** The history of one operation, read step by step: who changed what and when, in pages. */
import type { Wire } from '#shared/model/kinds/field.ts';
import { isSealedField } from '../changelog/rows.ts';
import { parseSet } from '../changelog/cells.ts';
import type { Core } from '../changelog/context.ts';
import { asBuffer, idBytes, idText, isId } from '../changelog/ids.ts';
import { LINES_OF_STEP } from '../changelog/step-lines.ts';
import { all, one } from '../connection/handles.ts';
import type {
  HistoryFilter,
  HistoryPage,
  HistorySpan,
  HistoryStep,
  Label,
  RecordId,
  StepField,
} from '../store-types.ts';
import { LAST_COMMIT } from './past.ts';

/** Fields of one step that are told one by one; the number of all of them is always exact. */
const FIELDS_TOLD = 24;
const END = Number.MAX_SAFE_INTEGER;

const OF_OPERATION = "FROM records r CROSS JOIN lines l ON l.rec = r.n WHERE r.operation = ? AND l.type IN ('n', 's')";
const PAGE = 'AND l.commit_n < ? AND l.commit_n > ? GROUP BY l.commit_n ORDER BY l.commit_n DESC LIMIT ?';
const COUNTS = "SELECT l.commit_n AS n, sum(l.type = 's') AS fields, count(DISTINCT l.rec) AS records";
/** `by` stands in the text of a line: a file brings those of many people. */
const BY_PERSON = "AND l.author = ? AND l.type = 's' AND json_extract(l.text, '$[7]') = ?";
export const STEPS = `${COUNTS} ${OF_OPERATION} ${PAGE}`;
export const STEPS_BY = `${COUNTS} ${OF_OPERATION} ${BY_PERSON} ${PAGE}`;
export const STEPS_OF_RECORD = `${COUNTS} ${OF_OPERATION} AND r.rid = ? ${PAGE}`;
export const STEPS_OF_RECORD_BY = `${COUNTS} ${OF_OPERATION} AND r.rid = ? ${BY_PERSON} ${PAGE}`;
export const FIELDS_OF_STEP = `SELECT l.field, l.author, l.text, r.rid, r.kind FROM ${LINES_OF_STEP} CROSS JOIN records r ON r.n = l.rec
  WHERE s.step = ? AND l.type = 's' AND r.operation = ? ORDER BY l.n LIMIT ?`;
export const FIELDS_OF_STEP_OF_RECORD = `SELECT l.field, l.author, l.text, r.rid, r.kind FROM ${LINES_OF_STEP} JOIN records r ON r.n = l.rec
  WHERE s.step = ? AND l.type = 's' AND r.operation = ? AND r.rid = ? ORDER BY l.n LIMIT ?`;
export const VALUE_BEFORE = "SELECT text FROM lines WHERE id = ? AND type = 's'";
export const AUTHORS = `SELECT l.author, json_extract(l.text, '$[7]') AS by, count(DISTINCT l.commit_n) AS steps
  FROM records r CROSS JOIN lines l ON l.rec = r.n WHERE r.operation = ? AND l.type = 's' GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ?`;
export const MOMENTS = `SELECT DISTINCT c.at FROM records r CROSS JOIN lines l ON l.rec = r.n JOIN commits c ON c.n = l.commit_n
  WHERE r.operation = ? ORDER BY c.at`;
const COMMIT = 'SELECT n, at, command, label_key, label_params FROM commits WHERE n = ?';

interface Counted {
  n: number;
  fields: number;
  records: number;
}
interface CommitRow {
  n: number;
  at: number;
  command: string;
  label_key: string;
  label_params: string;
}

const commitBefore = (core: Core, at: number): number => one<{ n: number }>(core.db, LAST_COMMIT, at)?.n ?? 0;

/** Steps that touched the operation, newest first. */
export function historyPage(core: Core, operation: RecordId, filter: HistoryFilter): HistoryPage {
  const { before, from, to, record, author, count } = filter;
  if (!isId(operation)) return { steps: [], more: null };
  const agency = author === null ? null : core.names.find(author.agency);
  if (author !== null && agency === null) return { steps: [], more: null };
  const last = to === null ? END : commitBefore(core, to) + 1;
  const first = from === null ? 0 : commitBefore(core, from - 1);
  const upper = Math.min(before ?? END, last);
  const of = idBytes(operation);
  const rec = record === null ? [] : [isId(record) ? idBytes(record) : asBuffer(new Uint8Array(24))];
  const who = author === null || agency === null ? [] : [agency, author.by];
  const text = record === null ? (author ? STEPS_BY : STEPS) : author ? STEPS_OF_RECORD_BY : STEPS_OF_RECORD;
  const rows = all<Counted>(core.db, text, of, ...rec, ...who, upper, first, count + 1);
  const shown = rows.slice(0, count);
  return {
    steps: shown.flatMap((row) => stepOf(core, operation, record, row) ?? []),
    more: rows.length > count ? (shown.at(-1)?.n ?? null) : null,
  };
}

function stepOf(core: Core, operation: RecordId, record: RecordId | null, row: Counted): HistoryStep | null {
  const commit = one<CommitRow>(core.db, COMMIT, row.n);
  if (!commit) return null;
  type Line = { field: number; author: number; text: string; rid: Buffer; kind: number };
  const lines =
    record === null
      ? all<Line>(core.db, FIELDS_OF_STEP, row.n, idBytes(operation), FIELDS_TOLD)
      : all<Line>(core.db, FIELDS_OF_STEP_OF_RECORD, row.n, idBytes(operation), idBytes(record), FIELDS_TOLD);
  const told = lines.map((line) => {
    const set = parseSet(line.text);
    const kind = core.names.name(line.kind);
    const field = core.names.name(line.field);
    const sealed = isSealedField(kind, field);
    return {
      agency: core.names.name(line.author),
      by: set.by,
      told: {
        rec: idText(line.rid),
        kind,
        field,
        sealed,
        before: sealed ? null : valueBefore(core, set.prev),
        after: sealed ? null : set.value,
      } satisfies StepField,
    };
  });
  const people = [...new Map(told.map(({ agency, by }) => [`${agency} ${by}`, { agency, by }])).values()];
  return {
    commit: row.n,
    at: commit.at,
    how: commit.command === 'undo' ? 'undone' : commit.command === 'redo' ? 'redone' : 'done',
    label: { key: commit.label_key, params: JSON.parse(commit.label_params) as Label['params'] },
    people,
    fields: told.map(({ told: one }) => one),
    fieldsInAll: row.fields,
    records: row.records,
  };
}

function valueBefore(core: Core, prev: readonly string[]): Wire {
  for (const id of prev) {
    const line = one<{ text: string }>(core.db, VALUE_BEFORE, idBytes(id));
    const value = line ? parseSet(line.text).value : null;
    if (value !== null) return value;
  }
  return null;
}

/** Who wrote into the operation, most first; at most `limit`. */
export const historyAuthors = (
  core: Core,
  operation: RecordId,
  limit: number,
): readonly { readonly agency: string; readonly by: string; readonly steps: number }[] =>
  isId(operation)
    ? all<{ author: number; by: string; steps: number }>(core.db, AUTHORS, idBytes(operation), limit).map((row) => ({
        agency: core.names.name(row.author),
        by: String(row.by),
        steps: row.steps,
      }))
    : [];

/** Moments at which the operation changed here, thinned out to at most `limit`: the first and the last always among them. */
export function historySpan(core: Core, operation: RecordId, limit: number): HistorySpan | null {
  const moments = isId(operation) ? all<{ at: number }>(core.db, MOMENTS, idBytes(operation)).map(({ at }) => at) : [];
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined) return null;
  const every = Math.max(1, Math.ceil(moments.length / limit));
  const kept = moments.filter((at, i) => i % every === 0 || at === last);
  return { first, last, moments: kept, steps: moments.length };
}

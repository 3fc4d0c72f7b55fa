import type { Wire } from '#shared/model/kinds/field.ts';
import { assert } from '#shared/result/result.ts';
import type { GrantLine, ParsedLine, RecallLine } from '#shared/sync/line.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import type { ReleaseLine } from '#shared/sync/release-state.ts';
import { recordOf } from '#shared/sync/plan-import.ts';
import type { Arrival, KnownState } from '#shared/sync/sorting.ts';
import type { Core } from '../changelog/context.ts';
import { bytesHex, idBytes, idText, isId, unpackIds } from '../changelog/ids.ts';
import type { Records } from '../changelog/records.ts';
import { IN_LOG } from '../changelog/settled-rows.ts';
import { all, allOf, one } from '../connection/handles.ts';
import type { KeptLine } from '../store-exchange.ts';

export const RELEASE_LINES =
  "SELECT id, text FROM lines WHERE rec = ? AND field IS NULL AND type IN ('g', 'x') ORDER BY n";

/** A stored line as it was when it came. */
export function parseStored(core: Core, text: string): ParsedLine {
  const parsed = parseWithId(text, core.deps.sha256);
  assert(parsed.ok, 'lines in the store have passed the parser');
  return parsed.value;
}

/**
 * All accepted releases and recalls of a record to one agency. Lines in the store passed the parser when they came and keep their ids, so
 * they are read without working out anything anew.
 */
export const releaseLines = (core: Core, rec: number, to: string): readonly ReleaseLine[] =>
  all<{ id: Buffer; text: string }>(core.db, RELEASE_LINES, rec).flatMap((row) => {
    const line = releaseLine(row.text);
    return line.to === to ? [{ id: idText(row.id), line }] : [];
  });

/** ["g"|"x",rec,to,terms|reason,ms,ctr,by,salt,prev,sig] */
function releaseLine(text: string): GrantLine | RecallLine {
  const m = JSON.parse(text) as readonly Wire[];
  const [type, rec, to, words = null, ms, ctr, by, salt, prev, sig] = m;
  assert(type === 'g' || type === 'x', 'only releases were asked for');
  const rest = { rec, to, ms, ctr, by, salt, prev, sig } as unknown as Omit<GrantLine, 'type' | 'terms'>;
  return type === 'g' ? { type, terms: words, ...rest } : { type, reason: words, ...rest };
}

/** A row stands for every agency that a release or recall of the record ever named. */
export const EVER_RELEASED = 'SELECT rec FROM releases WHERE rec IN (SELECT value FROM json_each(?)) AND agency = ?';

/**
 * What the store knows, for planning an import of these lines; `records` are those of the transaction. Valid until the next write. What is
 * asked for every record is looked up for all of them together.
 */
export function knownState(core: Core, records: Records, arrivals: readonly Arrival[]): KnownState {
  const spokenOf = new Set(arrivals.flatMap(({ parsed }) => recordOf(parsed) ?? []).filter(isId));
  records.findAll(spokenOf);
  const numberOf = (rec: string): number | null => (isId(rec) ? (records.find(rec)?.n ?? null) : null);
  // Every line of the log belongs to a record that is known.
  const maybeThere = arrivals.filter(({ parsed }) => {
    const rec = recordOf(parsed);
    return rec === null || numberOf(rec) !== null;
  });
  const inLog = new Set(
    allOf<{ id: string }>(core.db, IN_LOG, maybeThere.map(({ parsed }) => bytesHex(parsed.id)).sort()).map(
      (row) => row.id,
    ),
  );
  const released = new Map<string, ReadonlySet<number>>();
  const releasedTo = (agency: string): ReadonlySet<number> => {
    let known = released.get(agency);
    if (known) return known;
    const numbers = [...spokenOf].flatMap((rec) => records.find(rec)?.n ?? []);
    const to = core.names.find(agency);
    known = new Set(
      to === null ? [] : allOf<{ rec: number }>(core.db, EVER_RELEASED, numbers, to).map((row) => row.rec),
    );
    released.set(agency, known);
    return known;
  };
  return {
    hasLine: (line) => inLog.size > 0 && inLog.has(bytesHex(line.id)),
    record: (rec) => (isId(rec) ? (records.find(rec)?.known ?? null) : null),
    releases: (rec, to) => {
      const n = numberOf(rec);
      return n === null ? [] : releaseLines(core, n, to);
    },
    everReleased: (rec, to) => releasedTo(to).has(numberOf(rec) ?? 0),
    recall: (id) => {
      const row = isId(id)
        ? one<{ rec: number; type: string; text: string }>(
            core.db,
            'SELECT rec, type, text FROM lines WHERE id = ?',
            idBytes(id),
          )
        : undefined;
      if (row?.type !== 'x') return null;
      const { line } = parseStored(core, row.text);
      return line.type === 'x' ? { rec: line.rec, to: line.to } : null;
    },
    // Open rosters are no part of this version's model: contributions go through the owner.
    rosterOpen: () => false,
  };
}

export const WAITING =
  "SELECT id, agency, file, text, under FROM kept WHERE rec = ? AND disposition IN ('held', 'aside') ORDER BY n";
export const WAITING_FOR_UPDATE =
  "SELECT DISTINCT rec FROM kept WHERE disposition IN ('held', 'aside') AND reason IN ('unknown-kind', 'unknown-field', 'unknown-value', 'bad-signature')";

interface KeptRow {
  agency: number;
  file: number | null;
  text: string;
  /** Empty: no `r` line stood before it. */
  under: Buffer;
}
/** An arrival out of those that waited, with the file it came in. */
export interface WaitingArrival extends Arrival {
  readonly file: number | null;
}
const arrival = (core: Core, row: KeptRow): WaitingArrival => ({
  parsed: parseStored(core, row.text),
  sender: core.names.name(row.agency),
  under: row.under.length === 0 ? null : unpackIds(row.under),
  file: row.file,
});

/** What a kept line waits for or speaks of: its record, or the recall that a receipt names. */
export function subjectOf(parsed: ParsedLine): string {
  const { line } = parsed;
  return line.type === 'n' ? parsed.idText : line.type === 'y' ? line.recall : line.rec;
}

/**
 * Every line kept earlier that speaks of the same records as these: planned together with them, the outcome does not depend on which file
 * came first.
 */
export function waitingWith(core: Core, lines: readonly ParsedLine[]): readonly WaitingArrival[] {
  // Mostly nothing waits, and one look spares one per record.
  if (!one(core.db, "SELECT 1 FROM kept WHERE disposition IN ('held', 'aside') LIMIT 1")) return [];
  const subjects = new Set(lines.flatMap((l) => (l.line.type === 'x' ? [subjectOf(l), l.idText] : [subjectOf(l)])));
  return [...subjects].flatMap((rec) =>
    isId(rec) ? all<KeptRow>(core.db, WAITING, idBytes(rec)).map((row) => arrival(core, row)) : [],
  );
}

/**
 * Lines that waited for a version that knows their kind, field or value, or for a card that holds the key they are signed with, together
 * with every other line that waits for the same records.
 */
export const waitingForUpdate = (core: Core): readonly WaitingArrival[] =>
  all<{ rec: Buffer | null }>(core.db, WAITING_FOR_UPDATE).flatMap(({ rec }) =>
    rec === null ? [] : all<KeptRow>(core.db, WAITING, rec).map((row) => arrival(core, row)),
  );

export const KEPT = 'SELECT id, agency, rec, reason, text FROM kept WHERE disposition = ? ORDER BY n LIMIT ?';

/** Lines that wait, were set aside or came back, oldest first. */
export const kept = (core: Core, disposition: KeptLine['disposition'], limit: number): readonly KeptLine[] =>
  all<{ id: Buffer; agency: number; rec: Buffer | null; reason: string; text: string }>(
    core.db,
    KEPT,
    disposition,
    limit,
  ).map((row) => ({
    id: idText(row.id),
    disposition,
    agency: core.names.name(row.agency),
    rec: row.rec === null ? null : idText(row.rec),
    reason: row.reason,
    text: row.text,
  }));

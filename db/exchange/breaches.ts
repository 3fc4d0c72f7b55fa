import { refusal } from '#shared/result/refusal.ts';
import { assert, err, ok } from '#shared/result/result.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, write } from '../changelog/context.ts';
import { asBuffer, hexIdText, idBytes, idHex, idText, isId } from '../changelog/ids.ts';
import { all, allOf, one, run } from '../connection/handles.ts';
import type { AgencyId, Answer, RecordId } from '../store-types.ts';
import type { BreachInput, BreachRow } from './desk-types.ts';

export const OPERATIONS_OF =
  'SELECT DISTINCT hex(operation) AS hex FROM records WHERE rid IN (SELECT unhex(value) FROM json_each(?)) AND operation IS NOT NULL';
/** The operations that known ones of these records belong to. */
export function operationsOf({ db }: Core, records: Iterable<RecordId>): readonly RecordId[] {
  const rows = allOf<{ hex: string }>(db, OPERATIONS_OF, [...records].filter(isId).map(idHex));
  return [...new Set(rows.map((row) => hexIdText(row.hex)))];
}

/** Rules that the merged whole breaks and that held before: warnings, never a reason to refuse a line (exchange design, section 3). */
export function recordBreaches(core: Core, { commit, operation, breaches }: BreachInput): void {
  if (breaches.length === 0) return;
  const done = write(core, (tx) => {
    for (const { rule, severity, subject } of breaches)
      run(
        tx.db,
        'INSERT INTO breaches (commit_n, operation, rule, severity, subject) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        commit,
        idBytes(operation),
        rule,
        severity,
        subject,
      );
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'merge.breaksRule',
      records: [operation],
      rules: [...new Set(breaches.map((b) => b.rule))].sort(),
      counts: { step: commit, breaches: breaches.length },
    });
    return ok(null);
  });
  assert(done.ok, 'a breach is always kept');
}

const OPEN = `SELECT b.n, b.commit_n, b.operation, b.rule, b.severity, b.subject, c.at FROM breaches b JOIN commits c ON c.n = b.commit_n WHERE b.noted_at IS NULL`;
interface Row {
  n: number;
  commit_n: number;
  operation: Buffer;
  rule: string;
  severity: 'block' | 'warn';
  subject: string;
  at: number;
}
/** Breaches nobody has ticked off yet, oldest first. */
export function openBreaches({ db }: Core, operation: RecordId | null): readonly BreachRow[] {
  const rows =
    operation === null
      ? all<Row>(db, `${OPEN} ORDER BY b.n`)
      : isId(operation)
        ? all<Row>(db, `${OPEN} AND b.operation = ? ORDER BY b.n`, idBytes(operation))
        : [];
  return rows.map(({ commit_n, operation: op, ...row }) => ({
    ...row,
    step: commit_n,
    operation: idText(asBuffer(op)),
  }));
}

export const noteBreach = (core: Core, n: number, by: string): Answer<null> =>
  write(core, (tx) => {
    const done = run(
      tx.db,
      'UPDATE breaches SET noted_at = ?, noted_by = ? WHERE n = ? AND noted_at IS NULL',
      tx.at,
      by,
      n,
    );
    if (done.changes !== 1) return err(refusal('breach.none', '', 'this breach waits for nobody'));
    appendAudit(tx.db, core.deps, tx.at, { act: 'merge.breachNoted', by, counts: { breach: n } });
    return ok(null);
  });

/** The folder through which files to and from an agency are carried; null: none was named. */
export function carrier(core: Core, agency: AgencyId): string | null {
  const n = core.names.find(agency);
  return n === null
    ? null
    : (one<{ folder: string }>(core.db, 'SELECT folder FROM carriers WHERE agency = ?', n)?.folder ?? null);
}
export function keepCarrier(core: Core, agency: AgencyId, folder: string): void {
  write(core, (tx) => {
    run(
      tx.db,
      'INSERT INTO carriers (agency, folder, synced) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET folder = excluded.folder, synced = excluded.synced',
      tx.names.number(agency),
      folder,
      tx.at,
    );
    return ok(null);
  });
}

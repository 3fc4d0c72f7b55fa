import { refusal } from '#shared/result/refusal.ts';
import { err, ok } from '#shared/result/result.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, type Tx, write } from '../changelog/context.ts';
import { idBytes, isId } from '../changelog/ids.ts';
import { one, run } from '../connection/handles.ts';
import type { AckOutcome, StreamAck } from '../store-exchange.ts';
import type { Answer } from '../store-types.ts';

const SEALED = "SELECT n FROM outbox WHERE stream = ? AND seq = ? AND state IN ('sealed', 'assumed')";
const HEADER = 'SELECT header_id FROM outbox WHERE stream = ? AND seq = ?';

/**
 * Takes the word of an agency for what arrived there. Within a stream acknowledgements only go forward; one that names a file we never
 * sealed or another header is an alarm and otherwise ignored. `restarted`: the station was put back to a backup, so its word replaces
 * what we believed and everything it does not name is sent again (exchange design, section 9).
 */
export const receiveAcks = (
  core: Core,
  from: string,
  acks: readonly StreamAck[],
  restarted: boolean,
): Answer<AckOutcome> => write(core, (tx) => ok(takeAcks(tx, from, acks, restarted)));

/** The same inside the transaction of an import, so that a file and what it acknowledges are taken together. */
export function takeAcks(tx: Tx, from: string, acks: readonly StreamAck[], restarted: boolean): AckOutcome {
  const agency = tx.names.number(from);
  if (restarted)
    run(
      tx.db,
      "UPDATE outbox SET state = 'sealed' WHERE agency = ? AND state IN ('acknowledged', 'assumed') AND header_id IS NOT NULL",
      agency,
    );
  if (restarted) run(tx.db, 'DELETE FROM acks_in WHERE stream IN (SELECT n FROM streams_out WHERE agency = ?)', agency);
  const acknowledged: number[] = [];
  const alarms: { stream: string; reason: string }[] = [];
  for (const ack of acks) {
    const taken = takeAck(tx, agency, ack);
    if (typeof taken === 'string') {
      alarms.push({ stream: ack.stream, reason: taken });
      raiseAlarm(tx, agency, ack, taken);
    } else acknowledged.push(...taken);
  }
  if (acknowledged.length + alarms.length > 0 || restarted)
    appendAudit(tx.db, tx.core.deps, tx.at, {
      act: restarted ? 'exchange.acksReplaced' : 'exchange.acks',
      recipient: from,
      counts: { acknowledged: acknowledged.length, alarms: alarms.length },
    });
  return { acknowledged, alarms };
}

/** Outbox items that became acknowledged, or why the word cannot be true. */
function takeAck(tx: Tx, agency: number, ack: StreamAck): readonly number[] | string {
  const { db } = tx;
  const stream = isId(ack.stream)
    ? one<{ n: number; seq: number; current: number }>(
        db,
        'SELECT n, seq, current FROM streams_out WHERE stream = ? AND agency = ?',
        idBytes(ack.stream),
        agency,
      )
    : undefined;
  // Another station of ours may have sent it: the word is for that one.
  if (!stream) return tx.author.hasSiblings === true ? [] : 'it acknowledges a stream that was never sent there';
  const highest = Math.max(ack.seq, ...ack.later);
  // Of a stream that a restored backup replaced, more arrived than is known here; what is not known is sent again.
  if (highest > stream.seq) return stream.current === 0 ? [] : 'it acknowledges a file that was never sent';
  if (ack.seq > 0) {
    const sent = one<{ header_id: Buffer | null }>(db, HEADER, stream.n, ack.seq)?.header_id;
    if (!sent || ack.header === null || !isId(ack.header) || !sent.equals(idBytes(ack.header)))
      return 'it acknowledges a file with another header';
  }
  const known = one<{ seq: number }>(db, 'SELECT seq FROM acks_in WHERE stream = ?', stream.n)?.seq ?? 0;
  const done: number[] = [];
  const mark = (seq: number): void => {
    const item = one<{ n: number }>(db, SEALED, stream.n, seq);
    if (!item) return;
    run(db, "UPDATE outbox SET state = 'acknowledged' WHERE n = ?", item.n);
    done.push(item.n);
  };
  for (let seq = known + 1; seq <= ack.seq; seq++) mark(seq);
  for (const seq of ack.later) mark(seq);
  if (ack.seq >= known)
    run(
      db,
      'INSERT INTO acks_in (stream, seq, header_id, later) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, header_id = excluded.header_id, later = excluded.later',
      stream.n,
      ack.seq,
      ack.header === null ? null : idBytes(ack.header),
      JSON.stringify(ack.later),
    );
  return done;
}

function raiseAlarm(tx: Tx, agency: number, ack: StreamAck, reason: string): void {
  run(
    tx.db,
    "INSERT INTO alarms (agency, kind, at, stream, seq, header_id, reason) VALUES (?, 'acknowledgement', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    agency,
    tx.at,
    isId(ack.stream) ? idBytes(ack.stream) : null,
    ack.seq,
    ack.header !== null && isId(ack.header) ? idBytes(ack.header) : null,
    reason,
  );
}

/** A person takes a file as delivered although nothing came back. */
export const assumeDelivered = (core: Core, outbox: number, by: string, reason: string): Answer<null> =>
  write(core, (tx) => {
    if (reason.trim() === '') return err(refusal('reason.missing', '', 'taking a file as delivered needs a reason'));
    const done = run(
      tx.db,
      "UPDATE outbox SET state = 'assumed', reason = ? WHERE n = ? AND state = 'sealed'",
      reason,
      outbox,
    );
    if (done.changes !== 1)
      return err(
        refusal('outbox.not-sealed', '', 'only a sealed file that is not acknowledged can be taken as delivered'),
      );
    appendAudit(tx.db, core.deps, tx.at, { act: 'exchange.assume', by, reason, counts: { outbox } });
    return ok(null);
  });

/**
 * Settles the alarms of an agency: what came in the place of another file stays set aside, and the sender is heard again; a word about
 * files we never sent is taken as settled.
 */
export const decideFork = (core: Core, agency: string, by: string, decision: string): Answer<null> =>
  write(core, (tx) => {
    if (decision.trim() === '') return err(refusal('reason.missing', '', 'settling an alarm needs a reason'));
    const n = tx.names.find(agency);
    const done =
      n === null
        ? null
        : run(
            tx.db,
            'UPDATE alarms SET decided_at = ?, decided_by = ?, decision = ? WHERE agency = ? AND decided_at IS NULL',
            tx.at,
            by,
            decision,
            n,
          );
    if (!done || done.changes === 0) return err(refusal('fork.none', '', 'there is no undecided alarm of this agency'));
    run(tx.db, 'UPDATE partners SET suspended = 0 WHERE n = ?', n);
    appendAudit(tx.db, core.deps, tx.at, { act: 'exchange.forkDecided', by, reason: decision, recipient: agency });
    return ok(null);
  });

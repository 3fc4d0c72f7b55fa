import type { Level } from '#shared/model/vocabulary.ts';
import { refusal } from '#shared/result/refusal.ts';
import { assert, err, ok } from '#shared/result/result.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, type Tx, write } from '../changelog/context.ts';
import { asBuffer, idBytes, idText } from '../changelog/ids.ts';
import { all, one, type ReadDb, run } from '../connection/handles.ts';
import type { CardInput, TrustInput } from '../store-exchange.ts';
import type { Answer, OwnIdentity, PartnerRow, Trust } from '../store-types.ts';

interface Row {
  name_id: string;
  code: string;
  name: string;
  card: Buffer;
  card_id: Buffer;
  serial: number;
  trust: Trust;
  verified_at: number | null;
  verified_by: string | null;
  verified_second: string | null;
  verified_how: 'digits' | 'qr' | null;
  ceiling: Level | null;
  suspended: number;
}
const SELECT = `SELECT m.name AS name_id, p.code, p.name, p.card, p.card_id, p.serial, p.trust, p.verified_at, p.verified_by, p.verified_second,
  p.verified_how, p.ceiling, p.suspended FROM partners p JOIN names m ON m.n = p.n`;
export const PARTNERS = `${SELECT} ORDER BY p.n`;
export const PARTNER = `${SELECT} WHERE p.n = ?`;

const partnerRow = (r: Row): PartnerRow => ({
  agencyId: r.name_id,
  code: r.code,
  name: r.name,
  card: new Uint8Array(r.card),
  cardId: idText(r.card_id),
  serial: r.serial,
  trust: r.trust,
  verified:
    r.verified_at === null || r.verified_how === null
      ? null
      : { at: r.verified_at, by: r.verified_by ?? '', second: r.verified_second ?? '', how: r.verified_how },
  ceiling: r.ceiling,
  suspended: r.suspended === 1,
});

export const partners = (core: Core): readonly PartnerRow[] => all<Row>(core.db, PARTNERS).map(partnerRow);

export function partner(core: Core, agency: string): PartnerRow | null {
  const n = core.names.find(agency);
  const row = n === null ? undefined : one<Row>(core.db, PARTNER, n);
  return row ? partnerRow(row) : null;
}

/**
 * Keeps a card whose signatures and chain the caller has checked. A new partner is pending; a newer card of a known one keeps its trust.
 * Refuses a lower serial, or an equal one with other content (exchange design, section 9).
 */
export const saveCard = (core: Core, input: CardInput): Answer<PartnerRow> =>
  write(core, (tx) => {
    const { db } = tx;
    const n = tx.names.number(input.agencyId);
    const known = one<{ serial: number; card_id: Buffer }>(db, 'SELECT serial, card_id FROM partners WHERE n = ?', n);
    if (known && known.serial > input.serial)
      return err(refusal('card-older', '', 'a newer card of this agency is already known'));
    if (known && known.serial === input.serial && !known.card_id.equals(idBytes(input.cardId)))
      return err(refusal('card-fork', '', 'a different card with the same serial number is already known'));
    if (known?.serial === input.serial) return ok(present(tx, n));
    run(
      db,
      `INSERT INTO partners (n, code, name, card, card_id, serial, trust) VALUES (?, ?, ?, ?, ?, ?, 'pending')
       ON CONFLICT DO UPDATE SET code = excluded.code, name = excluded.name, card = excluded.card, card_id = excluded.card_id, serial = excluded.serial`,
      n,
      input.code,
      input.name,
      asBuffer(input.card),
      idBytes(input.cardId),
      input.serial,
    );
    run(
      db,
      'INSERT INTO cards (agency, serial, id, bytes, received) VALUES (?, ?, ?, ?, ?)',
      n,
      input.serial,
      idBytes(input.cardId),
      asBuffer(input.card),
      tx.at,
    );
    if (input.enrol === true)
      run(
        db,
        "UPDATE partners SET trust = 'pending', verified_at = NULL, verified_by = NULL, verified_second = NULL, verified_how = NULL WHERE n = ?",
        n,
      );
    for (const revocation of input.revocations) {
      const { key, stream, seq, at } = revocation;
      const fresh = run(
        db,
        'INSERT INTO revocations (agency, key, stream, seq, received, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        n,
        key,
        stream === null ? null : idBytes(stream),
        seq,
        tx.at,
        at ?? null,
      ).changes;
      if (fresh > 0) flagFiles(tx, n, revocation);
    }
    appendAudit(db, core.deps, tx.at, {
      act: 'partner.card',
      recipient: input.agencyId,
      ids: { card: input.cardId },
      counts: { serial: input.serial, revocations: input.revocations.length },
    });
    return ok(present(tx, n));
  });

interface FileHeader {
  readonly from: { readonly key: string };
  readonly created: number;
}
export const FILES_OF_AGENCY =
  'SELECT f.n, f.seq, f.header, s.stream FROM files f JOIN streams_in s ON s.n = f.stream WHERE f.agency = ?';

/**
 * Marks what came earlier under a key that is revoked now. Doubtful is what was made after the stated time, or lies beyond the last
 * number its agency knows to be good; the rest was signed while the key was still in the right hands, as far as that agency can tell.
 */
function flagFiles(tx: Tx, agency: number, revocation: CardInput['revocations'][number]): void {
  const good = new Map((revocation.good ?? []).map((g) => [g.stream, g.seq]));
  const files = all<{ n: number; seq: number; header: Buffer; stream: Buffer }>(tx.db, FILES_OF_AGENCY, agency);
  for (const file of files) {
    const header = headerOf(file.header);
    if (header?.from.key !== revocation.key) continue;
    const last = good.get(idText(file.stream));
    const late = revocation.at !== undefined && header.created >= revocation.at;
    const doubtful = last === undefined ? late : file.seq > last;
    run(
      tx.db,
      'UPDATE files SET flagged = ? WHERE n = ?',
      `${doubtful ? 'doubtful' : 'earlier'} ${revocation.key}`,
      file.n,
    );
  }
}

/** The header of a file that was verified when it came. */
function headerOf(bytes: Uint8Array): FileHeader | null {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as Partial<FileHeader>;
  return value.from !== undefined && typeof value.created === 'number' ? (value as FileHeader) : null;
}

/** Both officers compared the digits or scanned the picture. */
export const trustPartner = (core: Core, input: TrustInput): Answer<PartnerRow> =>
  change(core, input.agencyId, (tx, n, row) => {
    if (row.trust === 'revoked')
      return refusal('partner.revoked', '', 'trust in this agency was revoked; enrol it again');
    if (input.by === input.second) return refusal('partner.second', '', 'the second officer is another person');
    run(
      tx.db,
      "UPDATE partners SET trust = 'trusted', verified_at = ?, verified_by = ?, verified_second = ?, verified_how = ?, ceiling = ? WHERE n = ?",
      tx.at,
      input.by,
      input.second,
      input.how,
      input.ceiling,
      n,
    );
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'partner.trust',
      by: input.by,
      second: input.second,
      reason: input.how,
      recipient: input.agencyId,
      ids: { card: row.cardId },
    });
    return null;
  });

export const revokePartner = (core: Core, agency: string, by: string, reason: string): Answer<PartnerRow> =>
  change(core, agency, (tx, n) => {
    run(tx.db, "UPDATE partners SET trust = 'revoked' WHERE n = ?", n);
    appendAudit(tx.db, core.deps, tx.at, { act: 'partner.revoke', by, reason, recipient: agency });
    return null;
  });

/** Trust that was withdrawn may be given again: like a new agency, it waits until two officers have compared the digits. */
export const enrolAgain = (core: Core, agency: string): Answer<PartnerRow> =>
  change(core, agency, (tx, n, row) => {
    if (row.trust !== 'revoked') return null;
    run(
      tx.db,
      "UPDATE partners SET trust = 'pending', verified_at = NULL, verified_by = NULL, verified_second = NULL, verified_how = NULL WHERE n = ?",
      n,
    );
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'partner.enrolAgain',
      recipient: agency,
      ids: { card: row.cardId },
    });
    return null;
  });

function change(
  core: Core,
  agency: string,
  work: (tx: Tx, n: number, row: PartnerRow) => ReturnType<typeof refusal> | null,
): Answer<PartnerRow> {
  return write(core, (tx) => {
    const n = tx.names.find(agency);
    const row = n === null ? undefined : one<Row>(tx.db, PARTNER, n);
    if (n === null || !row) return err(refusal('partner.unknown', '', 'there is no card of this agency'));
    const refused = work(tx, n, partnerRow(row));
    return refused ? err(refused) : ok(present(tx, n));
  });
}

function present(tx: Tx, n: number): PartnerRow {
  const row = one<Row>(tx.db, PARTNER, n);
  assert(row, 'a partner that was just written is there');
  return partnerRow(row);
}

export const isRevokedKey = (core: Core, agency: string, key: string): boolean => {
  const n = core.names.find(agency);
  return n !== null && one(core.db, 'SELECT 1 FROM revocations WHERE agency = ? AND key = ?', n, key) !== undefined;
};

export function readIdentity(db: ReadDb): OwnIdentity | null {
  const row = one<{
    agency: string;
    code: string;
    name: string;
    station_key: string;
    card: Buffer;
    serial: number;
    sealed: Buffer;
  }>(db, 'SELECT agency, code, name, station_key, card, serial, sealed FROM identity WHERE one = 1');
  return row
    ? {
        agencyId: row.agency,
        code: row.code,
        name: row.name,
        stationKeyId: row.station_key,
        card: new Uint8Array(row.card),
        serial: row.serial,
        sealed: new Uint8Array(row.sealed),
      }
    : null;
}

export function saveIdentity(core: Core, identity: OwnIdentity): void {
  const done = write(core, (tx) => {
    saveIdentityIn(tx, identity);
    return ok(null);
  });
  assert(done.ok, 'an identity is always kept');
}

/** The same inside a transaction. */
export function saveIdentityIn(tx: Tx, identity: OwnIdentity): void {
  run(
    tx.db,
    `INSERT INTO identity (one, agency, code, name, station_key, card, serial, sealed) VALUES (1, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET agency = excluded.agency, code = excluded.code, name = excluded.name, station_key = excluded.station_key,
       card = excluded.card, serial = excluded.serial, sealed = excluded.sealed`,
    identity.agencyId,
    identity.code,
    identity.name,
    identity.stationKeyId,
    asBuffer(identity.card),
    identity.serial,
    asBuffer(identity.sealed),
  );
  appendAudit(tx.db, tx.core.deps, tx.at, {
    act: 'identity.saved',
    ids: { agency: identity.agencyId, stationKey: identity.stationKeyId },
    counts: { serial: identity.serial },
  });
}

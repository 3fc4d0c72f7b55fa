import type { Refusal } from '#shared/result/refusal.ts';
import { ok, type Result } from '#shared/result/result.ts';
import { currentOwner } from '#shared/sync/authority.ts';
import type { LineBuilder } from '#shared/sync/builder.ts';
import type { Tx } from '../changelog/context.ts';
import { packIds, unpackIds } from '../changelog/ids.ts';
import type { Ledger } from '../changelog/ledger.ts';
import type { RecordRef } from '../changelog/records.ts';
import { allOf, one } from '../connection/handles.ts';
import { rowInsert, RowWriter } from '../connection/row-writer.ts';
import { saveRelease } from './receive.ts';

interface ReleaseRow {
  readonly heads: Buffer;
  readonly open: number;
}

/** The release of a record to an agency, as it stands. */
export const releaseRow = (tx: Tx, rec: RecordRef, to: string): ReleaseRow | undefined =>
  one<ReleaseRow>(tx.db, 'SELECT heads, open FROM releases WHERE rec = ? AND agency = ?', rec.n, tx.names.number(to));

export const RELEASES_OF_RECORDS =
  'SELECT rec, heads, open FROM releases WHERE rec IN (SELECT value FROM json_each(?)) AND agency = ?';
const INSERT_RELEASE = rowInsert('releases', ['rec', 'agency', 'heads', 'open']);

/** Releases to one agency, as they stand and as they are written. */
export class Releases {
  readonly #tx: Tx;
  readonly #builder: LineBuilder;
  readonly #ledger: Ledger;
  readonly #to: string;
  readonly #agency: number;
  readonly #rows: RowWriter;
  readonly #known = new Map<number, ReleaseRow | null>();

  constructor(tx: Tx, builder: LineBuilder, ledger: Ledger, to: string) {
    this.#tx = tx;
    this.#builder = builder;
    this.#ledger = ledger;
    this.#to = to;
    this.#agency = tx.names.number(to);
    this.#rows = new RowWriter(tx.db, INSERT_RELEASE);
  }

  /** Looks up how these records are released. */
  ahead(records: readonly RecordRef[]): void {
    for (const rec of records) this.#known.set(rec.n, null);
    for (const row of allOf<ReleaseRow & { rec: number }>(
      this.#tx.db,
      RELEASES_OF_RECORDS,
      records.map((rec) => rec.n),
      this.#agency,
    ))
      this.#known.set(row.rec, row);
  }

  /** One release per record and recipient; a new one names what it follows, a recall too. The heads of the release as it stands then. */
  grant(rec: RecordRef): Result<readonly string[], Refusal> {
    if (!this.#known.has(rec.n)) this.ahead([rec]);
    const now = this.#known.get(rec.n) ?? null;
    if (now?.open === 1) return ok(unpackIds(now.heads));
    const { via } = currentOwner(rec.known);
    const prev = now ? unpackIds(now.heads) : [];
    const line = this.#builder.grant({ rec: rec.id, to: this.#to, prev, via }, null);
    if (!line.ok) return line;
    this.#ledger.queue(line.value, rec, this.#tx.author.agencyId, line.value.stamp, null, null);
    if (now) {
      this.#ledger.flush();
      saveRelease(this.#tx, rec, this.#to);
      this.#known.set(rec.n, releaseRow(this.#tx, rec, this.#to) ?? null);
    } else {
      const heads = packIds([line.value.idText]);
      this.#rows.add(rec.n, this.#agency, heads, 1);
      this.#known.set(rec.n, { heads, open: 1 });
    }
    return ok([line.value.idText]);
  }

  flush(): void {
    this.#ledger.flush();
    this.#rows.flush();
  }
}

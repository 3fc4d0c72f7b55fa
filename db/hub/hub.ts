import type { Client } from 'pg';
import { refusal } from '#shared/result/refusal.ts';
import { err, ok } from '#shared/result/result.ts';
import type { Answer } from '../store-types.ts';

/**
 * The hub of one agency that outgrew one machine (exchange design, section 14): a PostgreSQL table to which stations append what they
 * sealed for each other. It holds sealed files and nothing it could read; a station works whole without it.
 */

/** Append-only: whoever may write here can neither change nor remove. The administrator runs this once, or the first station that may. */
export const HUB_SCHEMA = `
CREATE TABLE IF NOT EXISTS liaison_segments (
  hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  house text NOT NULL CHECK (length(house) = 32),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  n bigint GENERATED ALWAYS AS IDENTITY,
  bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 536870912 AND sha256(bytes) = hash)
);
CREATE INDEX IF NOT EXISTS liaison_segments_in_order ON liaison_segments (house, xid, n);
CREATE OR REPLACE FUNCTION liaison_append_only() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'liaison_segments is append-only'; END $$;
CREATE OR REPLACE TRIGGER liaison_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON liaison_segments
  FOR EACH STATEMENT EXECUTE FUNCTION liaison_append_only();
`;
const CHANNEL = 'liaison_segments';
/** PostgreSQL 13 brought the full transaction ids that the order rests on. */
const OLDEST_SERVER = 130_000;

/** How far a station has read: only in the cluster it read from. A restored or failed-over hub is read from its beginning. */
export interface HubCursor {
  readonly cluster: string;
  readonly xid: string;
  readonly n: string;
}
export interface HubPage {
  /** Hashes (hex) of segments not read before, in an order in which nothing can still appear before the cursor. */
  readonly segments: readonly { readonly hash: string; readonly cursor: HubCursor | null }[];
}

export interface Hub {
  /** Which of these hashes (hex) it does not hold. Stations ask every time, so that a hub which lost something gets it again. */
  readonly lacks: (hashes: readonly string[]) => Promise<readonly string[]>;
  /** Appends a sealed file and wakes the other stations; false: it lay there already. */
  readonly offer: (hash: string, bytes: Uint8Array) => Promise<boolean>;
  readonly list: (after: HubCursor | null) => Promise<HubPage>;
  /** The bytes, or null when they are not there (any more). */
  readonly bytesOf: (hash: string) => Promise<Uint8Array | null>;
  /** Until something was appended, or the time is over: the truth is asking, being woken only makes it sooner. */
  readonly wait: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Sequence numbers commit out of order, transaction ids below the snapshot's xmin do not. A row from beyond the snapshot was written in
 * another cluster and restored here: it never moves the cursor.
 */
const LIST = `SELECT encode(hash, 'hex') AS hash, xid::text AS xid, n::text AS n, xid < pg_snapshot_xmin(s.now) AS settled
  FROM liaison_segments, (SELECT pg_current_snapshot() AS now) s
  WHERE house = $1 AND ((xid < pg_snapshot_xmin(s.now) AND (xid, n) > ($2::xid8, $3::bigint)) OR xid >= pg_snapshot_xmax(s.now))
  ORDER BY xid, n`;
const CLUSTER = 'SELECT system_identifier::text AS id FROM pg_control_system()';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

class PostgresHub implements Hub {
  readonly #client: Client;
  readonly #house: string;
  readonly #cluster: string;
  constructor(client: Client, house: string, cluster: string) {
    this.#client = client;
    this.#house = house;
    this.#cluster = cluster;
  }
  readonly lacks = async (hashes: readonly string[]): Promise<readonly string[]> => {
    if (hashes.length === 0) return [];
    const { rows } = await this.#client.query<{ hash: string }>(
      "SELECT encode(hash, 'hex') AS hash FROM liaison_segments WHERE hash = ANY ($1)",
      [hashes.map(hex)],
    );
    const there = new Set(rows.map((r) => r.hash));
    return hashes.filter((hash) => !there.has(hash));
  };
  readonly offer = async (hash: string, bytes: Uint8Array): Promise<boolean> => {
    const done = await this.#client.query(
      'INSERT INTO liaison_segments (hash, house, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [hex(hash), this.#house, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
    );
    if (done.rowCount !== 1) return false;
    await this.#client.query(`NOTIFY ${CHANNEL}`);
    return true;
  };
  readonly list = async (after: HubCursor | null): Promise<HubPage> => {
    const from = after?.cluster === this.#cluster ? after : { xid: '0', n: '0' };
    const { rows } = await this.#client.query<{ hash: string; xid: string; n: string; settled: boolean }>(LIST, [
      this.#house,
      from.xid,
      from.n,
    ]);
    return {
      segments: rows.map(({ hash, xid, n, settled }) => ({
        hash,
        cursor: settled ? { cluster: this.#cluster, xid, n } : null,
      })),
    };
  };
  readonly bytesOf = async (hash: string): Promise<Uint8Array | null> => {
    const { rows } = await this.#client.query<{ bytes: Buffer }>(
      'SELECT bytes FROM liaison_segments WHERE hash = $1 AND house = $2',
      [hex(hash), this.#house],
    );
    const [row] = rows;
    return row ? new Uint8Array(row.bytes) : null;
  };
  readonly wait = async (ms: number): Promise<void> => {
    await this.#client.query(`LISTEN ${CHANNEL}`);
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#client.off('notification', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#client.on('notification', end);
    });
  };
  readonly close = (): Promise<void> => this.#client.end();
}

const isMissingTable = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === '42P01';

export interface HubAccess {
  /** Typed by a person for this time; without one it comes from the environment or the password file. */
  readonly password?: string | undefined;
  /** Ends the connection, whatever it is waiting for. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Connects to the hub of the agency with this id. `url` names server and database, never a password: that is given apart, or comes from
 * the environment or the password file, as for every PostgreSQL client. Codes: `hub.url`, `hub.unreachable`, `hub.old`.
 */
export async function openHub(
  url: string,
  house: string,
  { password = '', signal }: HubAccess = {},
): Promise<Answer<Hub>> {
  const place = placeOf(url);
  if (place === null)
    return err(
      refusal(
        'hub.url',
        '',
        'name the hub as postgres://user@server/database, without a password; keep that in PGPASSWORD or the password file',
      ),
    );
  // Loaded only here: a station without a hub carries no driver in its memory.
  const { Client: PgClient } = (await import('pg')).default;
  const address = new URL(url);
  address.password = encodeURIComponent(password);
  const client = new PgClient({
    connectionString: address.href,
    connectionTimeoutMillis: 10_000,
    application_name: 'liaison',
  });
  signal?.addEventListener('abort', () => void client.end().catch(() => undefined), { once: true });
  // A connection that breaks between two questions is reported by the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ v: number }>("SELECT current_setting('server_version_num')::int AS v");
    if ((rows[0]?.v ?? 0) < OLDEST_SERVER) {
      await client.end();
      return err(refusal('hub.old', place, 'the hub needs PostgreSQL 13 or newer'));
    }
    try {
      await client.query('SELECT 1 FROM liaison_segments LIMIT 1');
    } catch (fault) {
      if (!isMissingTable(fault)) throw fault;
      await client.query(HUB_SCHEMA);
    }
    const cluster = (await client.query<{ id: string }>(CLUSTER)).rows[0]?.id ?? '';
    return ok(new PostgresHub(client, house, cluster));
  } catch (fault) {
    await client.end().catch(() => undefined);
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'no answer';
    return err(
      refusal(
        'hub.unreachable',
        place,
        `the hub cannot be used now (${code}); this station goes on without it and offers everything again`,
      ),
    );
  }
}

/** Server and database for people; null when the text is no address of a hub, or holds a password. */
function placeOf(url: string): string | null {
  try {
    const { protocol, password, hostname, pathname } = new URL(url);
    if (!['postgres:', 'postgresql:'].includes(protocol) || password !== '') return null;
    return `${hostname}${pathname}`;
  } catch {
    return null;
  }
}

/**
 * Partners, streams, files in and out, releases, and lines that wait or were set aside. Frozen.
 * Raw file content is never kept, only what proves it: hash, header, signature and the list of line ids.
 */
export const exchange = `
CREATE TABLE identity (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  agency TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, station_key TEXT NOT NULL,
  card BLOB NOT NULL, serial INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT;

CREATE TABLE partners (
  n INTEGER PRIMARY KEY REFERENCES names (n),
  code TEXT NOT NULL, name TEXT NOT NULL,
  card BLOB NOT NULL, card_id BLOB NOT NULL, serial INTEGER NOT NULL,
  trust TEXT NOT NULL CHECK (trust IN ('pending', 'trusted', 'revoked')),
  verified_at INTEGER, verified_by TEXT, verified_second TEXT, verified_how TEXT CHECK (verified_how IN ('digits', 'qr')),
  ceiling TEXT,
  suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1))
) STRICT;
CREATE TABLE cards (
  agency INTEGER NOT NULL REFERENCES names (n), serial INTEGER NOT NULL,
  id BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (agency, serial)
) STRICT, WITHOUT ROWID;
CREATE TABLE revocations (
  agency INTEGER NOT NULL REFERENCES names (n), key TEXT NOT NULL,
  stream BLOB, seq INTEGER, received INTEGER NOT NULL,
  PRIMARY KEY (agency, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE streams_out (
  n INTEGER PRIMARY KEY, agency INTEGER NOT NULL REFERENCES names (n), stream BLOB NOT NULL UNIQUE,
  seq INTEGER NOT NULL, current INTEGER NOT NULL CHECK (current IN (0, 1)),
  restart_stream BLOB, restart_seq INTEGER
) STRICT;
CREATE UNIQUE INDEX streams_out_current ON streams_out (agency) WHERE current = 1;
CREATE TABLE outbox (
  n INTEGER PRIMARY KEY, agency INTEGER NOT NULL REFERENCES names (n), stream INTEGER NOT NULL REFERENCES streams_out (n),
  seq INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, purpose TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('prepared', 'sealed', 'acknowledged', 'assumed')),
  records INTEGER NOT NULL, lines INTEGER NOT NULL,
  header_id BLOB UNIQUE, file_hash BLOB, bytes INTEGER, path TEXT, reason TEXT,
  UNIQUE (stream, seq)
) STRICT;
CREATE INDEX outbox_by_agency ON outbox (agency, state, n);
CREATE TABLE outbox_records (
  outbox INTEGER NOT NULL REFERENCES outbox (n) ON DELETE CASCADE, rec INTEGER NOT NULL REFERENCES records (n),
  ord INTEGER NOT NULL, under BLOB NOT NULL,
  PRIMARY KEY (outbox, rec)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_lines (
  rec INTEGER NOT NULL REFERENCES records (n), outbox INTEGER NOT NULL REFERENCES outbox (n) ON DELETE CASCADE,
  ord INTEGER NOT NULL, line INTEGER NOT NULL, type TEXT NOT NULL, field INTEGER,
  PRIMARY KEY (rec, outbox, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_lines_in_order ON outbox_lines (outbox, ord);
CREATE TABLE sent_fields (
  agency INTEGER NOT NULL REFERENCES names (n), rec INTEGER NOT NULL REFERENCES records (n), field INTEGER NOT NULL REFERENCES names (n),
  outbox INTEGER NOT NULL REFERENCES outbox (n) ON DELETE CASCADE,
  PRIMARY KEY (agency, rec, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_fields_by_outbox ON sent_fields (outbox);
CREATE INDEX sent_fields_by_record ON sent_fields (rec);

CREATE TABLE streams_in (
  n INTEGER PRIMARY KEY, agency INTEGER NOT NULL REFERENCES names (n), station TEXT NOT NULL, stream BLOB NOT NULL UNIQUE,
  unbroken INTEGER NOT NULL, unbroken_header BLOB, restart_stream BLOB, restart_seq INTEGER
) STRICT;
CREATE INDEX streams_in_by_agency ON streams_in (agency);
CREATE TABLE files (
  n INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, agency INTEGER NOT NULL REFERENCES names (n),
  stream INTEGER NOT NULL REFERENCES streams_in (n), seq INTEGER NOT NULL, header_id BLOB NOT NULL UNIQUE, prev BLOB,
  header BLOB NOT NULL, signature BLOB NOT NULL, ids BLOB NOT NULL,
  at INTEGER NOT NULL, bytes INTEGER NOT NULL, records INTEGER NOT NULL, commit_n INTEGER NOT NULL REFERENCES commits (n),
  flagged TEXT,
  UNIQUE (stream, seq)
) STRICT;
CREATE INDEX files_by_time ON files (at, n);
CREATE TABLE alarms (
  n INTEGER PRIMARY KEY, agency INTEGER NOT NULL REFERENCES names (n),
  kind TEXT NOT NULL CHECK (kind IN ('fork', 'acknowledgement')), at INTEGER NOT NULL,
  stream BLOB, seq INTEGER, header_id BLOB, hash BLOB, header BLOB, signature BLOB, reason TEXT NOT NULL,
  decided_at INTEGER, decided_by TEXT, decision TEXT,
  UNIQUE (kind, agency, stream, seq, header_id)
) STRICT;
CREATE TABLE acks_in (
  stream INTEGER PRIMARY KEY REFERENCES streams_out (n), seq INTEGER NOT NULL, header_id BLOB, later TEXT NOT NULL
) STRICT;

CREATE TABLE kept (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, disposition TEXT NOT NULL CHECK (disposition IN ('held', 'aside', 'returned')),
  agency INTEGER NOT NULL REFERENCES names (n), file INTEGER, rec BLOB, reason TEXT NOT NULL, under BLOB NOT NULL, text TEXT NOT NULL,
  UNIQUE (id, agency, under, disposition)
) STRICT;
CREATE INDEX kept_by_disposition ON kept (disposition, n);
CREATE INDEX kept_by_record ON kept (rec) WHERE rec IS NOT NULL;
CREATE INDEX kept_by_agency ON kept (agency, disposition);

CREATE TABLE releases (
  rec INTEGER NOT NULL REFERENCES records (n), agency INTEGER NOT NULL REFERENCES names (n),
  heads BLOB NOT NULL, open INTEGER NOT NULL CHECK (open IN (0, 1)),
  PRIMARY KEY (rec, agency)
) STRICT, WITHOUT ROWID;
CREATE INDEX releases_by_agency ON releases (agency, open, rec);
CREATE TABLE receipts (
  n INTEGER PRIMARY KEY, recall BLOB NOT NULL, agency INTEGER NOT NULL REFERENCES names (n),
  outcome TEXT NOT NULL, basis TEXT, line INTEGER NOT NULL,
  UNIQUE (recall, agency)
) STRICT;
`;

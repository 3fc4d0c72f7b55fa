/**
 * The change log and what is derived from it. Frozen: a later version adds a migration, it never edits this text.
 * Ids are 24 bytes; names of agencies, kinds and fields are small integers; `commit_n` says with which commit a line took effect here.
 */
export const log = `
CREATE TABLE names (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), ms INTEGER NOT NULL, ctr INTEGER NOT NULL) STRICT;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE commits (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  command TEXT NOT NULL,
  label_key TEXT NOT NULL,
  label_params TEXT NOT NULL,
  by TEXT NOT NULL,
  file INTEGER
) STRICT;
CREATE INDEX commits_by_time ON commits (at);

CREATE TABLE records (
  n INTEGER PRIMARY KEY,
  rid BLOB NOT NULL UNIQUE CHECK (length(rid) = 24),
  kind INTEGER NOT NULL REFERENCES names (n),
  owner INTEGER NOT NULL REFERENCES names (n),
  ms INTEGER NOT NULL,
  ctr INTEGER NOT NULL,
  line INTEGER,
  operation BLOB,
  code TEXT,
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1))
) STRICT;
CREATE INDEX records_by_operation ON records (operation, kind, closed, ms, ctr, rid);
CREATE INDEX records_by_kind ON records (kind, closed, ms, ctr, rid);
CREATE INDEX records_by_owner ON records (owner);
CREATE INDEX records_by_code ON records (operation, code) WHERE code IS NOT NULL;

CREATE TABLE lines (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 24),
  type TEXT NOT NULL,
  rec INTEGER NOT NULL REFERENCES records (n),
  field INTEGER REFERENCES names (n),
  author INTEGER NOT NULL REFERENCES names (n),
  ms INTEGER NOT NULL,
  ctr INTEGER NOT NULL,
  commit_n INTEGER NOT NULL REFERENCES commits (n),
  file INTEGER,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX lines_by_record ON lines (rec, field, n);
CREATE INDEX lines_by_commit ON lines (commit_n, n);
CREATE INDEX lines_by_file ON lines (file, n) WHERE file IS NOT NULL;

CREATE TABLE ownership (rec INTEGER PRIMARY KEY REFERENCES records (n), body TEXT NOT NULL) STRICT;

CREATE TABLE cells (
  rec INTEGER NOT NULL REFERENCES records (n),
  field INTEGER NOT NULL REFERENCES names (n),
  heads BLOB NOT NULL,
  PRIMARY KEY (rec, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE named (
  rec INTEGER NOT NULL REFERENCES records (n),
  field INTEGER NOT NULL REFERENCES names (n),
  id BLOB NOT NULL CHECK (length(id) = 24),
  prev_rank INTEGER,
  cover_rank INTEGER,
  PRIMARY KEY (rec, field, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflicts (
  rec INTEGER NOT NULL REFERENCES records (n),
  field INTEGER NOT NULL REFERENCES names (n),
  merge TEXT NOT NULL,
  reading TEXT NOT NULL CHECK (reading IN ('auto-merged', 'conflict', 'contested', 'proposal', 'edited')),
  heads BLOB NOT NULL,
  opened INTEGER NOT NULL REFERENCES commits (n),
  state TEXT NOT NULL CHECK (state IN ('open', 'noted', 'settled')),
  closed INTEGER REFERENCES commits (n),
  PRIMARY KEY (rec, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_open ON conflicts (reading, opened, rec, field) WHERE state = 'open';

CREATE TABLE steps (
  n INTEGER PRIMARY KEY REFERENCES commits (n),
  effect INTEGER NOT NULL REFERENCES commits (n),
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX steps_by_state ON steps (state, n);
CREATE TABLE standins (line INTEGER PRIMARY KEY, by_line INTEGER NOT NULL) STRICT;

CREATE TABLE audit (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 24),
  body TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
`;

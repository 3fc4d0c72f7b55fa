/**
 * What people keep in view of the exchange: legal holds and what they kept of recalled records, rules that a merge broke, when a key was
 * stolen, and the folders files are carried through. Frozen.
 */
export const desk = `
CREATE TABLE holds (
  rec BLOB PRIMARY KEY CHECK (length(rec) = 24), basis TEXT NOT NULL, by TEXT NOT NULL, second TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  n INTEGER PRIMARY KEY, rec BLOB NOT NULL CHECK (length(rec) = 24), recall BLOB NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_by_record ON evidence (rec, n);

CREATE TABLE breaches (
  n INTEGER PRIMARY KEY, commit_n INTEGER NOT NULL REFERENCES commits (n), operation BLOB NOT NULL CHECK (length(operation) = 24),
  rule TEXT NOT NULL, severity TEXT NOT NULL CHECK (severity IN ('block', 'warn')), subject TEXT NOT NULL,
  noted_at INTEGER, noted_by TEXT,
  UNIQUE (commit_n, operation, rule, subject)
) STRICT;
CREATE INDEX breaches_open ON breaches (operation, n) WHERE noted_at IS NULL;

ALTER TABLE revocations ADD COLUMN at INTEGER;
CREATE INDEX files_by_agency ON files (agency, stream, seq);
CREATE TABLE carriers (
  agency INTEGER NOT NULL REFERENCES names (n), folder TEXT NOT NULL, synced INTEGER,
  PRIMARY KEY (agency)
) STRICT, WITHOUT ROWID;
`;

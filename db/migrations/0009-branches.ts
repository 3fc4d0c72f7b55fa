/**
 * What-if branches: what somebody tries out beside the plan. Nothing here is a line of the log, so nothing here can be sent, acknowledged
 * or packed. A cell holds the value in the branch and the one the plan had when it was first changed; `merged`: it was taken over into the
 * plan, over this value. Frozen.
 */
export const branches = `
CREATE TABLE branches (
  n INTEGER PRIMARY KEY, bid BLOB NOT NULL UNIQUE CHECK (length(bid) = 24),
  operation BLOB NOT NULL CHECK (length(operation) = 24),
  name TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL, discarded INTEGER
) STRICT;
CREATE INDEX branches_by_operation ON branches (operation, n);

CREATE TABLE branch_records (
  branch INTEGER NOT NULL REFERENCES branches (n) ON DELETE CASCADE,
  rid BLOB NOT NULL CHECK (length(rid) = 24), kind TEXT NOT NULL, ms INTEGER NOT NULL, ctr INTEGER NOT NULL,
  made BLOB CHECK (made IS NULL OR length(made) = 24),
  PRIMARY KEY (branch, rid)
) STRICT, WITHOUT ROWID;

CREATE TABLE branch_cells (
  branch INTEGER NOT NULL REFERENCES branches (n) ON DELETE CASCADE,
  rid BLOB NOT NULL CHECK (length(rid) = 24), field TEXT NOT NULL,
  value TEXT NOT NULL, base TEXT NOT NULL, merged TEXT,
  PRIMARY KEY (branch, rid, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE branch_steps (
  branch INTEGER NOT NULL REFERENCES branches (n) ON DELETE CASCADE,
  n INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, command TEXT NOT NULL,
  label_key TEXT NOT NULL, label_params TEXT NOT NULL, effect TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone')),
  PRIMARY KEY (branch, n)
) STRICT, WITHOUT ROWID;
`;

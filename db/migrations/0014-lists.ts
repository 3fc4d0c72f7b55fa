/**
 * Lists in the place of rows that were written for every line. What was sent of a record stands in one row (`sent_lines` is read no more;
 * the view shows the same rows from the lists), and the lines of a step are those from its first to that of the next, since a step
 * writes its lines one after the other. Frozen.
 */
export const lists = `
CREATE TABLE sent (
  rec INTEGER NOT NULL, outbox INTEGER NOT NULL, lines TEXT NOT NULL,
  PRIMARY KEY (rec, outbox)
) STRICT, WITHOUT ROWID;
INSERT INTO sent (rec, outbox, lines) SELECT rec, outbox, group_concat(line, ',' ORDER BY ord) FROM sent_lines GROUP BY rec, outbox;
CREATE VIEW lines_sent (rec, outbox, ord, line) AS
  SELECT s.rec, s.outbox, e.key, e.value FROM sent s, json_each('[' || s.lines || ']') e;

CREATE TABLE first_lines (step INTEGER PRIMARY KEY REFERENCES commits (n), line INTEGER NOT NULL) STRICT;
INSERT INTO first_lines (step, line) SELECT c.n, coalesce(
  (SELECT l.n FROM lines l WHERE l.commit_n >= c.n ORDER BY l.commit_n, l.n LIMIT 1),
  (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'lines'), 1) FROM commits c;
DROP INDEX lines_by_commit;
`;

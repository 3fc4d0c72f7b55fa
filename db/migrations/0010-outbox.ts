/**
 * Lines of files that went out, in the place of `outbox_lines`, which is read no more. A file is read and taken back record by record, so
 * an order over all files was a second copy of every row; type and field stand in the line. Frozen.
 */
export const outbox = `
CREATE TABLE sent_lines (
  rec INTEGER NOT NULL, outbox INTEGER NOT NULL, ord INTEGER NOT NULL, line INTEGER NOT NULL,
  PRIMARY KEY (rec, outbox, ord)
) STRICT, WITHOUT ROWID;
INSERT INTO sent_lines (rec, outbox, ord, line) SELECT rec, outbox, ord, line FROM outbox_lines;
`;

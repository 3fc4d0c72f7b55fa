/**
 * Words by which records are found, as `shared/search` makes them, and the records whose words are still to be made. A word that is
 * deleted is gone from the index at once, as a recall promises. Frozen.
 */
export const search = `
CREATE VIRTUAL TABLE search USING fts5 (place, code, title, body, sound, tokenize = 'ascii', columnsize = 0, prefix = '1 2');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
CREATE TABLE search_queue (rec INTEGER PRIMARY KEY) STRICT;
`;

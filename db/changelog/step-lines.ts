/**
 * The lines of a step, told by their row numbers: a transaction opens one commit and writes its lines one after the other, so they are
 * those from its first line to the first of the next. An index by commit would cost every line a row.
 */

/** No line has this number. */
const END = '9223372036854775807';
const firstAfter = (step: string): string =>
  `coalesce((SELECT line FROM first_lines WHERE step > ${step} ORDER BY step LIMIT 1), ${END})`;

/** `FROM …` with the lines of one step as `l`; `WHERE s.step = ?` chooses it. */
export const LINES_OF_STEP = `first_lines s CROSS JOIN lines l ON l.n >= s.line AND l.n < ${firstAfter('s.step')}`;
/** Condition on lines `l`: written after a step, whose number is the parameter. */
export const AFTER_STEP = `l.n >= ${firstAfter('?')}`;
/** Notes where the lines of a step begin: step, row number of the next line. */
export const BEGIN_STEP = 'INSERT INTO first_lines (step, line) VALUES (?, ?)';

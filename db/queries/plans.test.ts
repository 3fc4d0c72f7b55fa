import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KIND_NAMES } from '#shared/model/kinds/index.ts';
import { bareConnection, makeStation, type Station } from '#test/db/station.ts';
import { asWriteDb, explain, type ReadDb } from '../connection/handles.ts';
import { KNOWN_ELSEWHERE } from '../changelog/closing.ts';
import { REDO_LIST, ROWS_OF_STEP, UNDO_LIST } from '../changelog/undo.ts';
import { HOLDING, RECORDS_SENT } from '../exchange/holdings.ts';
import { BY_IDS } from '../changelog/records.ts';
import { HEADS_OF_RECORDS, IN_LOG, OPEN_OF_RECORDS } from '../changelog/settled-rows.ts';
import { OPERATIONS_OF } from '../exchange/breaches.ts';
import { EVER_RELEASED, KEPT, RELEASE_LINES, WAITING, WAITING_FOR_UPDATE } from '../exchange/known-state.ts';
import { DROP_LINES, LINES_IN_ORDER, OUTBOX_OF_AGENCY, RECORDS_IN_ORDER } from '../exchange/outbox.ts';
import { PARTNER } from '../exchange/partners.ts';
import { UNACKNOWLEDGED } from '../exchange/recall.ts';
import { RELEASED_TO } from '../exchange/receive.ts';
import { RECORDS_OF_OWNER } from '../exchange/release.ts';
import { RELEASES_OF_RECORDS } from '../exchange/releases.ts';
import {
  LINES_OF_RECORDS,
  NUMBERS_OF_RECORDS,
  SENT_FIELDS_OF_RECORDS,
  SENT_OF_RECORDS,
  UNDERS_OF_SENT,
} from '../exchange/selection-reads.ts';
import { LATER, STREAMS_OF } from '../exchange/streams.ts';
import {
  AGENCIES_OF_ALL,
  AGENCIES_OF_ONE,
  BOOKED_TASK,
  PEOPLE_OF_ALL,
  PEOPLE_OF_ONE,
  TASKS_OF_PERSON,
} from './people.ts';
import { ISSUED, VERSION } from './issued.ts';
import { PART_READS, partsSql } from './family.ts';
import { IN_CONFLICT, MERGED, PROPOSED } from './conflicts.ts';
import { OPEN_CONFLICTS, SENT } from './dump.ts';
import { HISTORY, LAST_COMMIT, LINES_SINCE, LINES_THEN, TOUCHED_LATELY, TOUCHED_SINCE } from './past.ts';
import {
  AUTHORS,
  FIELDS_OF_STEP,
  FIELDS_OF_STEP_OF_RECORD,
  MOMENTS,
  STEPS,
  STEPS_BY,
  STEPS_OF_RECORD,
  STEPS_OF_RECORD_BY,
  VALUE_BEFORE,
} from './steps.ts';
import { BRANCHES_ASIDE, BRANCHES_COUNTED, BRANCHES_OPEN } from '../branches/branches.ts';
import { BRANCH, CELLS, MADE } from '../branches/overlay.ts';
import { BRANCH_STEPS } from '../branches/writes.ts';
import {
  BY_CODE,
  CONTESTED,
  CONTESTED_OF_RECORD,
  KINDS_OF_OPERATION,
  operationsSql,
  recordSql,
  recordsOfKindSql,
} from './records.ts';

import { ALL_OF_KIND, FIND, QUEUE, WORDS } from '../search/search.ts';

let station: Station;
let db: ReadDb & { close: () => void };
beforeAll(() => {
  station = makeStation('A');
  station.close();
  db = asWriteDb(bareConnection(station));
});
afterAll(() => {
  db.close();
  station.open();
  station.destroy();
});

const LINES_BETWEEN = 'SEARCH l USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)';
/** Reads a whole table (`e` are the members of a list); a small one that is always read whole is named in the test that allows it. */
const scans = (plan: string): readonly string[] =>
  plan
    .split('\n')
    .filter(
      (step) => /^SCAN (?!CONSTANT|json_each|e VIRTUAL TABLE)/.test(step) && !/USING (COVERING )?INDEX/.test(step),
    );

describe('query plans', () => {
  test('a full scan would be noticed', () => {
    expect(scans(explain(db, 'SELECT * FROM lines WHERE text = ?'))).toEqual(['SCAN lines']);
  });

  test.each(KIND_NAMES)('records of an operation: %s', (kind) => {
    const plan = explain(db, recordsOfKindSql(kind));
    expect(plan).toContain('USING INDEX records_by_operation (operation=? AND kind=? AND closed=?)');
    expect(plan).toContain('SEARCH p USING INTEGER PRIMARY KEY');
    expect(scans(plan)).toEqual([]);
    expect(scans(explain(db, recordSql(kind)))).toEqual([]);
  });

  test.each(PART_READS)('parts of an item: %s by %s', (kind, field) => {
    const plan = explain(db, partsSql(kind, field));
    expect(plan).toContain(`USING INDEX plan_${kind}_by_parent (${field}=?)`);
    expect(scans(plan)).toEqual([]);
  });

  test('people of all operations, of one, and what they are booked for', () => {
    for (const text of [PEOPLE_OF_ALL, AGENCIES_OF_ALL])
      expect(explain(db, text)).toContain('INDEX records_by_kind (kind=?');
    for (const text of [PEOPLE_OF_ONE, AGENCIES_OF_ONE])
      expect(explain(db, text)).toContain('INDEX records_by_operation (operation=? AND kind=?');
    expect(explain(db, TASKS_OF_PERSON)).toContain('INDEX plan_assignment_by_person (person=?)');
    for (const text of [PEOPLE_OF_ALL, AGENCIES_OF_ALL, PEOPLE_OF_ONE, AGENCIES_OF_ONE, TASKS_OF_PERSON, BOOKED_TASK])
      expect(scans(explain(db, text))).toEqual([]);
  });

  test('what was ever issued comes from the operation', () => {
    expect(explain(db, ISSUED)).toContain('INDEX records_by_operation (operation=? AND kind=?');
    for (const text of [ISSUED, VERSION]) expect(scans(explain(db, text))).toEqual([]);
  });

  test('operations come in order from the index', () => {
    const plan = explain(db, operationsSql);
    expect(plan).toContain('USING INDEX records_by_kind (kind=? AND closed=?)');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  test('words are asked of the index, in the order of records, and rows by their number', () => {
    expect(explain(db, FIND)).toMatch(/^SCAN search VIRTUAL TABLE INDEX \d+:M\d+>$/);
    expect(explain(db, WORDS)).toMatch(/^SCAN search VIRTUAL TABLE INDEX \d+:=$/);
    // The queue is read from its beginning, a few records at a time.
    expect(explain(db, QUEUE)).toBe('SCAN q\nSEARCH r USING INTEGER PRIMARY KEY (rowid=?)');
    expect(explain(db, ALL_OF_KIND)).toContain('INDEX records_by_kind (kind=? AND closed=?)');
  });

  test.each([
    [BY_CODE, 'records_by_code'],
    [KINDS_OF_OPERATION, 'records_by_operation'],
    [CONTESTED, 'conflicts_open'],
    [CONTESTED_OF_RECORD, 'PRIMARY KEY'],
    [HISTORY, 'lines_by_record'],
    [LAST_COMMIT, 'commits_by_time'],
    [TOUCHED_SINCE, 'records_by_operation'],
    [TOUCHED_LATELY, 'SEARCH l USING INTEGER PRIMARY KEY (rowid>?)'],
    [LINES_SINCE, 'SEARCH l USING INTEGER PRIMARY KEY (rowid>?)'],
    [ROWS_OF_STEP, LINES_BETWEEN],
    [LINES_THEN, 'lines_by_record'],
    [IN_CONFLICT, 'conflicts_open'],
    [MERGED, 'conflicts_open'],
    [PROPOSED, 'conflicts_open'],
    [OPEN_CONFLICTS, 'conflicts_open'],
    [SENT, 'PRIMARY KEY'],
    [UNDO_LIST, 'steps_by_state'],
    [REDO_LIST, 'steps_by_state'],
    [WAITING, 'kept_by_record'],
    [WAITING_FOR_UPDATE, 'kept_by_disposition'],
    [KEPT, 'kept_by_disposition'],
    [RELEASE_LINES, 'lines_by_record'],
    [IN_LOG, 'sqlite_autoindex_lines_1'],
    [HEADS_OF_RECORDS, 'PRIMARY KEY'],
    [OPEN_OF_RECORDS, 'PRIMARY KEY'],
    [BY_IDS, 'sqlite_autoindex_records_1'],
    [OPERATIONS_OF, 'sqlite_autoindex_records_1'],
    [EVER_RELEASED, 'releases'],
    [LINES_IN_ORDER, 'PRIMARY KEY'],
    [DROP_LINES, 'PRIMARY KEY'],
    [RECORDS_IN_ORDER, 'PRIMARY KEY'],
    [RECORDS_SENT, 'PRIMARY KEY'],
    [HOLDING, 'releases_by_agency'],
    [OUTBOX_OF_AGENCY, 'outbox_by_agency'],
    [PARTNER, 'PRIMARY KEY'],
    [UNACKNOWLEDGED, 'lines_by_record'],
    [RELEASED_TO, 'releases_by_agency'],
    [RELEASES_OF_RECORDS, 'PRIMARY KEY'],
    [RECORDS_OF_OWNER, 'records_by_owner'],
    [LINES_OF_RECORDS, 'lines_by_record'],
    [NUMBERS_OF_RECORDS, 'COVERING INDEX lines_by_record'],
    [SENT_OF_RECORDS, 'PRIMARY KEY'],
    [UNDERS_OF_SENT, 'PRIMARY KEY'],
    [SENT_FIELDS_OF_RECORDS, 'sent_fields_by_record'],
    [KNOWN_ELSEWHERE, 'lines_by_record'],
    [STREAMS_OF, 'streams_in_by_agency'],
    [LATER, 'sqlite_autoindex_files'],
    [STEPS, 'lines_by_record'],
    [STEPS_BY, 'lines_by_record'],
    [STEPS_OF_RECORD, 'lines_by_record'],
    [STEPS_OF_RECORD_BY, 'lines_by_record'],
    [FIELDS_OF_STEP, LINES_BETWEEN],
    [FIELDS_OF_STEP_OF_RECORD, 'lines_by_record'],
    [VALUE_BEFORE, 'sqlite_autoindex_lines'],
    [AUTHORS, 'records_by_operation'],
    [MOMENTS, 'records_by_operation'],
    [BRANCHES_OPEN, 'branches_by_operation'],
    [BRANCHES_ASIDE, 'branches_by_operation'],
    [BRANCHES_COUNTED, 'branches_by_operation'],
    [BRANCH, 'sqlite_autoindex_branches'],
    [MADE, 'PRIMARY KEY'],
    [CELLS, 'PRIMARY KEY'],
    [BRANCH_STEPS, 'PRIMARY KEY'],
  ])('%s', (text, index) => {
    const plan = explain(db, text);
    expect(plan).toContain(index);
    expect(scans(plan)).toEqual([]);
  });
});

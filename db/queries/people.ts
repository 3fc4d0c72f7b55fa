/** Whom operations plan with, read across all of them: who else needs a person, and when. */
import { all, type ReadDb } from '../connection/handles.ts';
import type { Core } from '../changelog/context.ts';
import { idBytes, idText } from '../changelog/ids.ts';
import type { RecordId } from '../store-types.ts';

/** A person as one operation has them; the same person has a record of their own in each. */
export interface PlannedPerson {
  readonly operation: RecordId;
  readonly person: RecordId;
  readonly name: string;
  /** Code of their agency in that operation. */
  readonly agency: string;
}
/** What a person does in a task, and when, as it was typed. */
export interface Booking {
  readonly operation: RecordId;
  readonly person: RecordId;
  readonly task: RecordId;
  readonly code: string;
  readonly at: string | null;
  readonly minutes: number | null;
  readonly load: number | null;
  readonly status: string | null;
}

const PEOPLE = 'SELECT r.operation, r.rid, p.name, p.agency FROM records r JOIN plan_person p ON p.rec = r.n';
const AGENCIES = 'SELECT r.rid, p.code FROM records r JOIN plan_agency p ON p.rec = r.n';
const OPEN = 'r.kind = ? AND r.closed = 0';
/** Texts of the reads, so that the tests can ask for their plans. */
export const PEOPLE_OF_ALL = `${PEOPLE} WHERE ${OPEN} AND r.operation IS NOT NULL`;
export const PEOPLE_OF_ONE = `${PEOPLE} WHERE r.operation = ? AND ${OPEN}`;
export const AGENCIES_OF_ALL = `${AGENCIES} WHERE ${OPEN}`;
export const AGENCIES_OF_ONE = `${AGENCIES} WHERE r.operation = ? AND ${OPEN}`;
export const TASKS_OF_PERSON =
  'SELECT a.task FROM plan_assignment a JOIN records r ON r.n = a.rec WHERE a.person = ? AND r.closed = 0';
export const BOOKED_TASK =
  'SELECT r.operation, p.code, p.at, p.minutes, p.load, p.status FROM records r JOIN plan_task p ON p.rec = r.n WHERE r.rid = ? AND r.closed = 0';

/** People of one operation, or of all; those whose name or agency was not released are left out: nobody knows who they are. */
export function plannedPeople({ db, names }: Core, operation: RecordId | null): readonly PlannedPerson[] {
  const [person, agency] = [names.find('person'), names.find('agency')];
  if (person === null || agency === null) return [];
  const read = <T>(whole: string, one: string, kind: number): readonly T[] =>
    operation === null ? all<T>(db, whole, kind) : all<T>(db, one, idBytes(operation), kind);
  const codes = new Map(
    read<{ rid: Buffer; code: string | null }>(AGENCIES_OF_ALL, AGENCIES_OF_ONE, agency).map(
      ({ rid, code }) => [idText(rid), code] as const,
    ),
  );
  return read<{ operation: Buffer; rid: Buffer; name: string | null; agency: string | null }>(
    PEOPLE_OF_ALL,
    PEOPLE_OF_ONE,
    person,
  ).flatMap((row) => {
    const code = codes.get(row.agency ?? '');
    return row.name === null || code == null
      ? []
      : [{ operation: idText(row.operation), person: idText(row.rid), name: row.name, agency: code }];
  });
}

/** Everything these people are assigned to. */
export function bookings({ db }: Core, people: readonly RecordId[]): readonly Booking[] {
  return people.flatMap((person) =>
    all<{ task: string | null }>(db, TASKS_OF_PERSON, person).flatMap(({ task }) =>
      task === null ? [] : bookedTask(db, person, task),
    ),
  );
}

type TaskRow = Omit<Booking, 'operation' | 'person' | 'task' | 'code'> & {
  readonly operation: Buffer;
  readonly code: string | null;
};
const bookedTask = (db: ReadDb, person: RecordId, task: RecordId): readonly Booking[] =>
  all<TaskRow>(db, BOOKED_TASK, idBytes(task)).map((row) => ({
    ...row,
    operation: idText(row.operation),
    code: row.code ?? '?',
    person,
    task,
  }));

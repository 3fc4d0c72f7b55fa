/** Who works in more than one operation. People are read once from the tables, and again of an operation when it was touched. */
import type { PlannedPerson } from '#db/queries/people.ts';
import type { RecordView } from '#db/store-types.ts';
import { type Crossing, crossings, personKey, type Stretch } from '#shared/domain/crossing/index.ts';
import { parseInstant } from '#shared/time/instant.ts';
import { MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { parseStart, resolveStart, type StartContext } from '#shared/time/start-form.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { isOver } from './portfolio.ts';
import type { Session } from './session.ts';

/** Records of one person in one operation; a double record is still one person. */
type People = ReadonlyMap<string, readonly PlannedPerson[]>;
interface Index {
  readonly byOperation: Map<string, People>;
  /** Operations of a person. */
  readonly where: Map<string, Set<string>>;
  readonly stale: Set<string>;
  whole: boolean;
}
const kept = new WeakMap<Session, Index>();

function indexOf(session: Session): Index {
  let index = kept.get(session);
  if (!index) {
    const made: Index = { byOperation: new Map(), where: new Map(), stale: new Set(), whole: false };
    session.states.watch((operations) => {
      if (operations.length === 0) made.whole = false;
      for (const id of operations) made.stale.add(id);
    });
    kept.set(session, (index = made));
  }
  if (!index.whole) {
    index.byOperation.clear();
    index.where.clear();
    const all = Map.groupBy(session.store.people.of(null), ({ operation }) => operation);
    for (const [operation, people] of all) put(index, operation, people);
    index.whole = true;
  } else for (const id of index.stale) put(index, id, session.store.people.of(id));
  index.stale.clear();
  return index;
}

function put({ byOperation, where }: Index, operation: string, people: readonly PlannedPerson[]): void {
  for (const key of byOperation.get(operation)?.keys() ?? []) where.get(key)?.delete(operation);
  const own = Map.groupBy(people, ({ name, agency }) => personKey(name, agency));
  byOperation.set(operation, own);
  for (const key of own.keys()) {
    const there = where.get(key);
    if (there) there.add(operation);
    else where.set(key, new Set([operation]));
  }
}

export interface SharedPerson {
  readonly name: string;
  readonly agency: string;
  readonly clashes: readonly Crossing[];
}
export interface SharedOperation {
  readonly operation: string;
  readonly people: readonly SharedPerson[];
}

const fieldText = ({ fields }: RecordView, name: string): string =>
  typeof fields[name] === 'string' ? fields[name] : '';

/** From what starts of this operation are counted. */
function contextOf(head: RecordView): StartContext {
  const refTz = fieldText(head, 'refTz') || 'UTC';
  const hHour = parseInstant(fieldText(head, 'hHour'));
  return { hHour, refTz, dDay: hHour === null ? fieldText(head, 'dDay') || '1970-01-01' : dateIn(refTz, hHour) };
}

const DONE: ReadonlySet<unknown> = new Set(['done', 'cancelled', 'aborted']);
/** When people are needed, by their record. */
function stretchesOf(
  session: Session,
  heads: ReadonlyMap<string, RecordView>,
  people: readonly PlannedPerson[],
): ReadonlyMap<string, readonly Stretch[]> {
  const contexts = new Map<string, StartContext>();
  const out = new Map<string, Stretch[]>();
  for (const { operation, person, code, at, minutes, load, status } of session.store.people.bookings(
    people.map((one) => one.person),
  )) {
    const head = heads.get(operation);
    const form = at === null ? null : parseStart(at);
    if (!head || !form?.ok || minutes === null || DONE.has(status)) continue;
    const context = contexts.get(operation) ?? contextOf(head);
    contexts.set(operation, context);
    const start = resolveStart(form.value, context)?.at;
    if (start === undefined) continue;
    const stretch = { code, start, end: start + minutes * MS_PER_MINUTE, load: load ?? 100 };
    const known = out.get(person);
    if (known) known.push(stretch);
    else out.set(person, [stretch]);
  }
  return out;
}

/** Operations that have people of this one, with each of them and where both need them at once; those over claim nobody's time. */
export function sharedWith(session: Session, operation: string): readonly SharedOperation[] {
  const index = indexOf(session);
  const heads = new Map(session.states.heads().map((head) => [head.id, head]));
  const own = index.byOperation.get(operation) ?? new Map<string, readonly PlannedPerson[]>();
  const others = new Map<string, string[]>();
  for (const key of own.keys())
    for (const other of index.where.get(key) ?? [])
      if (other !== operation && heads.has(other)) others.set(other, [...(others.get(other) ?? []), key]);
  const runs = (id: string): boolean => !isOver(heads.get(id)?.fields['status']);
  const running = runs(operation) ? [...others].filter(([id]) => runs(id)) : [];
  const needed = new Set(running.flatMap(([, keys]) => keys));
  const records = (id: string, key: string): readonly PlannedPerson[] => index.byOperation.get(id)?.get(key) ?? [];
  const stretches = stretchesOf(session, heads, [
    ...[...needed].flatMap((key) => records(operation, key)),
    ...running.flatMap(([id, keys]) => keys.flatMap((key) => records(id, key))),
  ]);
  const busy = (id: string, key: string): readonly Stretch[] =>
    records(id, key).flatMap(({ person }) => stretches.get(person) ?? []);
  return [...others].map(([id, keys]) => ({
    operation: id,
    people: keys.map((key) => {
      const [person] = records(operation, key);
      const clashes = runs(operation) && runs(id) ? crossings(busy(operation, key), busy(id, key)) : [];
      return { name: person?.name ?? '', agency: person?.agency ?? '', clashes };
    }),
  }));
}

/** People of each of these operations whom another one has as well. */
export function sharedCounts(session: Session, operations: readonly string[]): number[] {
  const index = indexOf(session);
  const open = new Set(session.states.heads().map(({ id }) => id));
  return operations.map(
    (id) =>
      [...(index.byOperation.get(id)?.keys() ?? [])].filter((key) =>
        [...(index.where.get(key) ?? [])].some((other) => other !== id && open.has(other)),
      ).length,
  );
}

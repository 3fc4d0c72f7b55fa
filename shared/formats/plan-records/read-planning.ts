/** Agencies, sites, phases, tasks and people from their records. */
import type {
  Code,
  CountryCode,
  DateSpan,
  LocalDate,
  PlanAgency,
  PlanDecision,
  PlanDependency,
  PlanHoliday,
  PlanPerson,
  PlanPhase,
  PlanSite,
  PlanSyncGroup,
  PlanTask,
} from '../../model/plan.ts';
import {
  type AgencyRole,
  type DependencyType,
  type LanguageLevel,
  type Level,
  REMOTE,
  type Skill,
  type TaskKind,
  type TaskState,
} from '../../model/vocabulary.ts';
import type { RowBook } from './row-book.ts';
import type { RecordRow } from './types.ts';
import { isSet, listOf, maybe, missing, text } from './values.ts';

/** Items of a kind: those that hold what an item cannot be without; the others are named in `leftOut`. */
export function readAll<T>(
  book: RowBook,
  kind: string,
  required: readonly string[],
  read: (row: RecordRow, id: Code) => T,
): readonly T[] {
  return book.all(kind).flatMap((row) => {
    const lacks = missing(row, ...required);
    if (lacks !== null) {
      book.leaveOut(row, lacks);
      return [];
    }
    return [read(row, book.codeOf.get(row.id) ?? row.id)];
  });
}

export const readAgencies = (book: RowBook): readonly PlanAgency[] =>
  readAll(book, 'agency', ['role', 'tz'], (row, id) => ({
    id,
    name: text(row, 'name'),
    role: maybe<AgencyRole>(row, 'role') as AgencyRole,
    tz: text(row, 'tz'),
    cc: maybe<CountryCode>(row, 'cc'),
    ncb: maybe<string>(row, 'ncb'),
    ceiling: maybe<Level>(row, 'ceiling'),
  }));

export const readSites = (book: RowBook): readonly PlanSite[] =>
  readAll(book, 'site', ['cc', 'position', 'tz'], (row, id) => {
    const [lat, lon] = listOf<string>(row, 'position');
    const [estPersons, estHeld] = listOf<number>(row, 'estimate');
    return {
      id,
      code: text(row, 'codeWord'),
      cc: text(row, 'cc'),
      place: text(row, 'place'),
      lat: Number(lat),
      lon: Number(lon),
      tz: text(row, 'tz'),
      estPersons: estPersons ?? 0,
      estHeld: estHeld ?? 0,
      hazards: listOf<string>(row, 'hazards'),
    };
  });

const spanOf = (row: RecordRow): DateSpan => {
  const [from, to] = listOf<LocalDate>(row, 'span');
  return { from: from ?? '', to: to ?? '' };
};

export const readHolidays = (book: RowBook): readonly PlanHoliday[] =>
  readAll(book, 'holiday', ['cc', 'span'], (row) => ({ cc: text(row, 'cc'), ...spanOf(row) }));

export const readPhases = (book: RowBook): readonly PlanPhase[] =>
  readAll(book, 'phase', ['window'], (row, id) => {
    const [from, to] = listOf<string>(row, 'window');
    return { id, name: { en: text(row, 'nameEn'), fr: text(row, 'nameFr') }, from: from ?? '', to: to ?? '' };
  });

export function readSyncGroups(book: RowBook): readonly PlanSyncGroup[] {
  const members = new Map<string, Code[]>();
  for (const task of book.all('task')) {
    const [group, code] = [maybe<string>(task, 'sync'), book.codeOf.get(task.id)];
    if (group === null || code === undefined || missing(task, 'taskKind') !== null) continue;
    const list = members.get(group);
    if (list) list.push(code);
    else members.set(group, [code]);
  }
  return readAll(book, 'syncGroup', [], (row, id) => ({
    id,
    name: text(row, 'name'),
    tasks: members.get(row.id) ?? [],
  }));
}

export const readTasks = (book: RowBook): readonly PlanTask[] =>
  readAll(book, 'task', ['taskKind'], (row, id) => ({
    id,
    phase: book.ref(row, 'phase'),
    at: maybe<string>(row, 'at'),
    minutes: maybe<number>(row, 'minutes'),
    owner: book.ref(row, 'owner'),
    site: maybe<string>(row, 'place') === REMOTE ? REMOTE : book.ref(row, 'place'),
    kind: maybe<TaskKind>(row, 'taskKind') as TaskKind,
    title: text(row, 'title'),
    load: maybe<number>(row, 'load') ?? 100,
    dependencies: book.partsOf('dependency', row).flatMap((part) => dependencyOf(book, part)),
    people: book.partsOf('assignment', row).flatMap((part) => book.ref(part, 'person') ?? []),
    need: {
      skills: Object.fromEntries(listOf<readonly [Skill, number]>(row, 'needSkills')),
      languages: listOf<string>(row, 'needLanguages'),
    },
    sync: book.ref(row, 'sync'),
    jit: book.ref(row, 'jit'),
    movement: book.ref(row, 'movement'),
    armed: isSet(row, 'armed'),
    decision: decisionOf(book, row),
    status: maybe<TaskState>(row, 'status') ?? 'planned',
    level: maybe<Level>(row, 'level'),
    authority: maybe(row, 'authority'),
  }));

function dependencyOf(book: RowBook, part: RecordRow): readonly PlanDependency[] {
  const on = book.ref(part, 'on');
  const link = maybe<readonly [DependencyType, number]>(part, 'link');
  return on === null ? [] : [{ on, type: link?.[0] ?? 'FS', lag: link?.[1] ?? 0 }];
}

function decisionOf(book: RowBook, task: RecordRow): PlanDecision | null {
  const [row] = book.partsOf('decisionPoint', task);
  if (!row) return null;
  return { owner: book.ref(row, 'owner'), deputy: book.ref(row, 'deputy'), abort: maybe<string>(row, 'abort') };
}

/** Clearance that was not released counts as the lowest, so that nobody is let in on the strength of an empty field. */
const LOWEST_CLEARANCE = 1;

export const readPeople = (book: RowBook): readonly PlanPerson[] =>
  readAll(book, 'person', [], (row, id) => {
    const deployed = maybe<readonly [CountryCode, LocalDate, LocalDate]>(row, 'deployed');
    return {
      id,
      name: text(row, 'name'),
      agency: book.ref(row, 'agency'),
      role: text(row, 'role'),
      languages: Object.fromEntries(listOf<readonly [string, LanguageLevel]>(row, 'languages')),
      skills: listOf<Skill>(row, 'skills'),
      clearance: maybe<1 | 2 | 3>(row, 'clearance') ?? LOWEST_CLEARANCE,
      vetting: maybe<LocalDate>(row, 'vetting'),
      medical: maybe<LocalDate>(row, 'medical'),
      passport: maybe<LocalDate>(row, 'passport'),
      firearms: maybe<LocalDate>(row, 'firearms'),
      entry: Object.fromEntries(listOf<readonly [CountryCode, LocalDate]>(row, 'entry')),
      arms: listOf<CountryCode>(row, 'arms'),
      deployed: deployed && { to: deployed[0], from: deployed[1], until: deployed[2] },
      leave: book.partsOf('leave', row).flatMap((part) => (missing(part, 'span') === null ? [spanOf(part)] : [])),
    };
  });

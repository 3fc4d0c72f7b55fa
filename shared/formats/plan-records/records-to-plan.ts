/** Records of one operation put together as a plan. The inverse of `planToDrafts`; tolerant of whatever has not arrived. */
import { type Limits, ORDER_SECTIONS, type Plan, type PlanOperation, type PlanOrder } from '../../model/plan.ts';
import type { OperationState, OrderState } from '../../model/vocabulary.ts';
import { dateIn } from '../../time/wall-clock.ts';
import { DEFAULT_LIMITS, pairsToLimits } from './limits.ts';
import { acknowledgementsOf } from './read-held.ts';
import { readAgreements, readJits, readMovements } from './read-legal.ts';
import { readAssets, readDeconfliction, readEntities, readFlows, readRequests, readRisks } from './read-money.ts';
import { readOverrides, readRecords, readReleases } from './read-records.ts';
import {
  readAgencies,
  readHolidays,
  readPeople,
  readPhases,
  readSites,
  readSyncGroups,
  readTasks,
} from './read-planning.ts';
import { RowBook } from './row-book.ts';
import type { PlanView, RecordRow } from './types.ts';
import { instantOf, listOf, maybe, text } from './values.ts';

/**
 * The plan that the visible records of one operation add up to, in the order of creation. Never throws:
 * a reference to a record that is not here gives null (or is left out of its list) and is counted; a record with a value this version
 * does not understand, or without what an item cannot be without, is left out and named in `leftOut`. The operation loses only the
 * fields that are not understood; where it is not among the rows the plan stands under the strictest marking with empty names.
 * The D-day follows the H-hour; the stored day counts only where H was not released.
 */
export function recordsToPlan(rows: readonly RecordRow[]): PlanView {
  const book = new RowBook(rows);
  const row = book.all('operation')[0];
  const settings = row ? readSettings(book, row) : null;
  const plan: Plan = {
    operation: row ? readOperation(book, row) : NO_OPERATION,
    limits: settings?.limits ?? DEFAULT_LIMITS,
    targets: settings?.targets ?? {},
    agencies: readAgencies(book),
    sites: readSites(book),
    holidays: readHolidays(book),
    phases: readPhases(book),
    syncGroups: readSyncGroups(book),
    tasks: readTasks(book),
    people: readPeople(book),
    jits: readJits(book),
    agreements: readAgreements(book),
    movements: readMovements(book),
    entities: readEntities(book),
    assets: readAssets(book),
    flows: readFlows(book),
    requests: readRequests(book),
    deconfliction: readDeconfliction(book),
    risks: readRisks(book),
    records: readRecords(book),
    releases: readReleases(book),
    overrides: readOverrides(book, row?.owner ?? null),
  };
  const { codeOf, idOf, withheldRefs, leftOut } = book;
  return { plan, clock: settings?.clock ?? null, idOf, codeOf, withheldRefs, leftOut, contested: book.contested() };
}

const UNKNOWN_STATE: OperationState = 'proposed';
/** Fails closed: nothing may leave on the word of an operation that is not held here. */
const STRICTEST = { tlp: 'RED', level: 'INTERPOL CONFIDENTIAL', handling: [] } as const;
const NO_OPERATION: PlanOperation = {
  id: '',
  codeName: '',
  title: { en: '', fr: '' },
  status: UNKNOWN_STATE,
  lead: null,
  coordinator: null,
  refTz: 'UTC',
  hHour: null,
  dDay: '1970-01-01',
  marking: STRICTEST,
  mandate: [],
  command: { strategic: null, tactical: null, operational: {} },
  order: null,
  disclosure: null,
};

export function readOperation(book: RowBook, row: RecordRow): PlanOperation {
  const hHour = instantOf(row, 'hHour');
  const refTz = text(row, 'refTz') || NO_OPERATION.refTz;
  return {
    id: book.codeOf.get(row.id) ?? '',
    codeName: text(row, 'codeName'),
    title: { en: text(row, 'titleEn'), fr: text(row, 'titleFr') },
    status: maybe<OperationState>(row, 'status') ?? UNKNOWN_STATE,
    lead: book.ref(row, 'lead'),
    coordinator: book.ref(row, 'coordinator'),
    refTz,
    hHour,
    dDay: hHour === null ? (maybe<string>(row, 'dDay') ?? NO_OPERATION.dDay) : dateIn(refTz, hHour),
    marking: {
      tlp: maybe(row, 'tlp') ?? STRICTEST.tlp,
      level: maybe(row, 'level') ?? STRICTEST.level,
      handling: listOf(row, 'handling'),
    },
    mandate: listOf(row, 'mandate'),
    command: {
      strategic: book.ref(row, 'strategic'),
      tactical: book.ref(row, 'tactical'),
      operational: siteCommanders(book),
    },
    order: currentOrder(book),
    disclosure: disclosureOf(book, row),
  };
}

function disclosureOf(book: RowBook, row: RecordRow): PlanOperation['disclosure'] {
  const list = maybe<readonly string[]>(row, 'disclosure');
  return list === null ? null : list.flatMap((id) => book.target(id) ?? []);
}

const siteCommanders = (book: RowBook): PlanOperation['command']['operational'] =>
  Object.fromEntries(
    book.all('site').flatMap((site) => {
      const [code, person] = [book.codeOf.get(site.id), book.ref(site, 'commander')];
      return code === undefined || person === null ? [] : [[code, person]];
    }),
  );

/** An issued order before a draft, a draft before one that was superseded; among equals the highest version. */
function currentOrder(book: RowBook): PlanOrder | null {
  const rank = (row: RecordRow): number => {
    const state = maybe<string>(row, 'state');
    return state === 'superseded' ? 0 : state === 'draft' || state === 'review' ? 1 : 2;
  };
  const versionOf = (row: RecordRow): number => maybe<number>(row, 'version') ?? 0;
  const [best] = [...book.all('order')].sort((a, b) => rank(b) - rank(a) || versionOf(b) - versionOf(a));
  if (!best) return null;
  const sections = ORDER_SECTIONS.flatMap((section) => {
    const words = maybe<readonly [string, string]>(best, section);
    return words === null ? [] : [[section, { en: words[0], fr: words[1] }] as const];
  });
  return {
    version: versionOf(best),
    state: maybe<OrderState>(best, 'state'),
    acknowledgements: acknowledgementsOf(book, best),
    sections: Object.fromEntries(sections),
  };
}

/** What the operation record holds beside the operation itself. */
export const readSettings = (
  book: RowBook,
  row: RecordRow,
): Pick<Plan, 'limits' | 'targets'> & Pick<PlanView, 'clock'> => ({
  limits: readLimits(book, row),
  targets: Object.fromEntries(listOf<readonly [string, number]>(row, 'targets')),
  clock: instantOf(row, 'trainingClock'),
});

function readLimits(book: RowBook, row: RecordRow): Limits {
  const { limits, odd } = pairsToLimits(listOf<readonly [string, string]>(row, 'limits'));
  if (odd.length > 0) book.leaveOut(row, 'limits');
  return limits;
}

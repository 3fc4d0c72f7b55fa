/** Releasable records and releases from their records. */
import type { LocalDate, PlanOverride, PlanRecord, PlanRelease } from '../../model/plan.ts';
import type { Handling, Level, ReleaseState, Tlp } from '../../model/vocabulary.ts';
import { fiuConsentOf } from './read-held.ts';
import { readAll } from './read-planning.ts';
import type { RowBook } from './row-book.ts';
import { instantOf, isSet, listOf, maybe, text } from './values.ts';

/** A marking that is not given stays null: a record never inherits one (R-HAN-01). */
export const readRecords = (book: RowBook): readonly PlanRecord[] =>
  readAll(book, 'record', [], (row, id) => ({
    id,
    what: text(row, 'what'),
    owner: book.ref(row, 'dataOwner'),
    tlp: maybe<Tlp>(row, 'tlp'),
    level: maybe<Level>(row, 'level'),
    handling: listOf<Handling>(row, 'handling'),
    h3: maybe<string>(row, 'h3'),
    retainUntil: maybe<LocalDate>(row, 'retainUntil'),
    personal: isSet(row, 'personal'),
    purpose: listOf<string>(row, 'purpose'),
    links: book.partsOf('recordLink', row).flatMap((part) => book.ref(part, 'to') ?? []),
    consent: book.partsOf('recordConsent', row).flatMap((part) => book.ref(part, 'agency') ?? []),
    withdrawn: maybe<LocalDate>(row, 'withdrawn'),
    fiu: book.ref(row, 'fiuSource'),
    fiuConsent: fiuConsentOf(book, row),
    reviewed: maybe<LocalDate>(row, 'reviewed'),
  }));

export const readReleases = (book: RowBook): readonly PlanRelease[] =>
  readAll(book, 'release', ['status'], (row, id) => ({
    id,
    by: book.ref(row, 'by'),
    to: book.ref(row, 'to'),
    purpose: text(row, 'purpose'),
    records: book.partsOf('releaseItem', row).flatMap((part) => book.ref(part, 'record') ?? []),
    status: maybe<ReleaseState>(row, 'status') as ReleaseState,
    persons: book.partsOf('releasePerson', row).flatMap((part) => book.ref(part, 'person') ?? []),
    approvers: maybe<readonly string[]>(row, 'approvers'),
  }));

/** Overrides as their records say; `owner` keeps the operation, and only its word counts. */
export const readOverrides = (book: RowBook, owner: string | null): readonly PlanOverride[] =>
  book.all('override').map((row) => ({
    id: row.id,
    rule: text(row, 'rule'),
    subject: text(row, 'subject'),
    severity: maybe<'block' | 'warn'>(row, 'severity'),
    covers: listOf<string>(row, 'covers'),
    reason: text(row, 'reason'),
    by: text(row, 'by'),
    second: maybe<string>(row, 'second'),
    until: maybe<LocalDate>(row, 'until'),
    at: instantOf(row, 'at'),
    foreign: row.owner !== owner,
    contested: (row.contested ?? []).length > 0,
  }));

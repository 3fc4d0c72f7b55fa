/** What is held beyond the operation file, from its records: acknowledgements, authorisations, journeys, files, consents. */
import type { Wire } from '../../model/kinds/field.ts';
import type {
  PlanAcknowledgement,
  PlanAmount,
  PlanAuthorisation,
  PlanFiuConsent,
  PlanHandover,
  PlanJourney,
  PlanRate,
  PlanStopPayment,
  PlanTally,
  PlanTransitPermission,
} from '../../model/held.ts';
import type { CountryCode, LocalDate } from '../../model/plan.ts';
import type { Category } from '../../model/vocabulary.ts';
import { parseInstant } from '../../time/instant.ts';
import type { RowBook } from './row-book.ts';
import type { RecordRow } from './types.ts';
import { instantOf, isSet, listOf, maybe } from './values.ts';

/** 0 and 1, null when not given: where "no" is an answer and not the default. */
export function answerOf(row: RecordRow, field: string): boolean | null {
  const value = maybe<number>(row, field);
  return value === null ? null : value === 1;
}

/** An acknowledgement of an agency that is not held here says nothing. */
export const acknowledgementsOf = (book: RowBook, order: RecordRow): readonly PlanAcknowledgement[] =>
  book.partsOf('orderAcknowledgement', order).flatMap((part) => {
    const agency = book.ref(part, 'agency');
    const version = maybe<number>(part, 'version');
    return agency === null || version === null ? [] : [{ agency, version, on: maybe<LocalDate>(part, 'on') }];
  });

export const authorisationsOf = (book: RowBook, jit: RecordRow): readonly PlanAuthorisation[] =>
  book.partsOf('jitAuthorisation', jit).flatMap((part) => {
    const [person, task] = [book.ref(part, 'person'), book.ref(part, 'task')];
    return person === null || task === null
      ? []
      : [{ person, task, by: book.ref(part, 'by'), on: maybe<LocalDate>(part, 'on') }];
  });

export function journeyOf(book: RowBook, movement: RecordRow): PlanJourney {
  const held = maybe<readonly [string, string | null]>(movement, 'held');
  const since = held && parseInstant(held[0]);
  const until = held?.[1] ?? null;
  return {
    medicalFlags: maybe<number>(movement, 'medicalFlags'),
    held: since === null ? null : { since, until: until === null ? null : parseInstant(until) },
    witnesses: tallyOf(movement, 'witnesses'),
    belongings: tallyOf(movement, 'belongings'),
    escortArmed: answerOf(movement, 'escortArmed'),
    permissions: book.partsOf('transitPermission', movement).flatMap(permissionOf),
    handovers: book.partsOf('handover', movement).flatMap(handoverOf),
  };
}

function tallyOf(row: RecordRow, field: string): PlanTally | null {
  const pair = maybe<readonly [number, number]>(row, field);
  return pair && { of: pair[0], settled: pair[1] };
}

function permissionOf(part: RecordRow): readonly PlanTransitPermission[] {
  const permit = maybe<readonly [CountryCode, string | null, number]>(part, 'permit');
  return permit === null ? [] : [{ via: permit[0], reference: permit[1], armed: permit[2] === 1 }];
}

type HandoverRecord = readonly [string, string, readonly (readonly [CountryCode, Category, number])[]];
function handoverOf(part: RecordRow): readonly PlanHandover[] {
  const record = maybe<Wire>(part, 'record') as HandoverRecord | null;
  const at = record && parseInstant(record[0]);
  if (record === null || at === null) return [];
  return [
    {
      at,
      place: record[1],
      counts: record[2].map(([nat, cat, n]) => ({ nat, cat, n })),
      signedBy: listOf<string>(part, 'signedBy'),
      difference: maybe<string>(part, 'difference'),
    },
  ];
}

export function amountOf(asset: RecordRow): PlanAmount | null {
  const amount = maybe<readonly [number, string, LocalDate]>(asset, 'amount');
  return amount && { minor: amount[0], ccy: amount[1], on: amount[2] };
}

export function rateOf(asset: RecordRow): PlanRate | null {
  const rate = maybe<readonly [string, LocalDate, string]>(asset, 'rate');
  return rate && { usd: Number(rate[0]), on: rate[1], source: rate[2] };
}

/** Of two files on one request, made by two agencies at once, the first counts. */
export function stopPaymentOf(book: RowBook, request: RecordRow): PlanStopPayment | null {
  const [part] = book.partsOf('stopPayment', request);
  if (!part) return null;
  const transfer = maybe<readonly [number, string]>(part, 'transfer');
  return {
    payer: maybe<string>(part, 'payer'),
    beneficiary: maybe<string>(part, 'beneficiary'),
    amount: transfer && { minor: transfer[0], ccy: transfer[1] },
    valueTime: instantOf(part, 'valueTime'),
    reference: maybe<string>(part, 'reference'),
    fraudType: maybe<string>(part, 'fraudType'),
    reportNo: maybe<string>(part, 'reportNo'),
  };
}

export const fiuConsentOf = (book: RowBook, record: RecordRow): readonly PlanFiuConsent[] =>
  book.partsOf('fiuConsent', record).flatMap((part) => {
    const to = book.ref(part, 'agency');
    return to === null ? [] : [{ to, evidence: isSet(part, 'asEvidence'), on: maybe<LocalDate>(part, 'on') }];
  });

/** JITs, agreements and movements from their records. */
import type { Wire } from '../../model/kinds/field.ts';
import type {
  Code,
  CountryCode,
  LocalDate,
  PlanAgreement,
  PlanApproval,
  PlanChecks,
  PlanCoverage,
  PlanJit,
  PlanMovement,
  PlanPax,
  PlanTransit,
  Signatures,
} from '../../model/plan.ts';
import type {
  AgreementState,
  AgreementType,
  Category,
  JitRole,
  JitState,
  MovementMode,
  MovementState,
} from '../../model/vocabulary.ts';
import { authorisationsOf, journeyOf } from './read-held.ts';
import { readAll } from './read-planning.ts';
import type { RowBook } from './row-book.ts';
import type { RecordRow } from './types.ts';
import { count, instantOf, isSet, listOf, maybe, text } from './values.ts';

/** A party is an agency or a country. One that is not held here stays in the list under a made-up name: leaving it out would make an unsigned paper look signed. */
function partyOf(book: RowBook, value: string): string {
  if (/^[A-Z]{2}$/.test(value)) return value;
  return book.target(value) ?? `?${value.slice(0, 4)}`;
}

function signaturesOf(book: RowBook, paper: RecordRow): Signatures {
  const signed: Record<string, LocalDate | null> = {};
  for (const part of book.partsOf('signature', paper)) {
    const party = maybe<string>(part, 'party');
    if (party === null) continue;
    const name = partyOf(book, party);
    // Recorded twice, by two agencies: signed if either says so.
    signed[name] ??= maybe<LocalDate>(part, 'on');
  }
  return signed;
}

export const readJits = (book: RowBook): readonly PlanJit[] =>
  readAll(book, 'jit', ['status', 'window'], (row, id) => {
    const [from, until] = listOf<LocalDate>(row, 'window');
    return {
      id,
      name: text(row, 'name'),
      status: maybe<JitState>(row, 'status') as JitState,
      parties: listOf<CountryCode>(row, 'parties'),
      operatesIn: listOf<CountryCode>(row, 'operatesIn'),
      ...jitPeopleOf(book, row),
      from: from ?? '',
      until: until ?? '',
      signed: signaturesOf(book, row),
      basis: listOf<string>(row, 'basis'),
      armsForSeconded: isSet(row, 'armsForSeconded'),
      costs: maybe<string>(row, 'costs'),
      evaluationDue: maybe<LocalDate>(row, 'evaluationDue'),
      extensions: book.partsOf('jitExtension', row).flatMap((part) => {
        const end = maybe<LocalDate>(part, 'until');
        return end === null ? [] : [{ until: end, signed: signaturesOf(book, part) }];
      }),
      evidenceRules: evidenceRulesOf(row),
      languages: maybe<readonly string[]>(row, 'languages'),
      authorisations: authorisationsOf(book, row),
    };
  });

function evidenceRulesOf(jit: RecordRow): PlanJit['evidenceRules'] {
  const rules = maybe<readonly (readonly [CountryCode, string])[]>(jit, 'evidenceRules');
  return rules && Object.fromEntries(rules);
}

/** A second leader of the same state (made by two agencies at once) and a seconded person without a state count as members. */
function jitPeopleOf(
  book: RowBook,
  jit: RecordRow,
): Pick<PlanJit, 'leaders' | 'members' | 'seconded' | 'participants'> {
  const leaders: Record<CountryCode, Code> = {};
  const seconded: Record<Code, CountryCode> = {};
  const members: Code[] = [];
  const participants: Code[] = [];
  for (const part of book.partsOf('jitMember', jit)) {
    const person = book.ref(part, 'person');
    if (person === null) continue;
    const [role, state] = maybe<readonly [JitRole, CountryCode | null]>(part, 'as') ?? ['member', null];
    if (role === 'leader' && state !== null && leaders[state] === undefined) leaders[state] = person;
    else if (role === 'seconded' && state !== null && seconded[person] === undefined) seconded[person] = state;
    else if (role === 'participant') participants.push(person);
    else members.push(person);
  }
  return { leaders, members, seconded, participants };
}

export const readAgreements = (book: RowBook): readonly PlanAgreement[] =>
  readAll(book, 'agreement', ['agreementType', 'state'], (row, id) => {
    const [state, since] = maybe<readonly [AgreementState, LocalDate]>(row, 'state') ?? ['draft', ''];
    const [from, until] = maybe<readonly [LocalDate | null, LocalDate | null]>(row, 'window') ?? [null, null];
    return {
      id,
      type: maybe<AgreementType>(row, 'agreementType') as AgreementType,
      title: { en: text(row, 'titleEn'), fr: text(row, 'titleFr') },
      parties: listOf<string>(row, 'parties').map((party) => partyOf(book, party)),
      state,
      since,
      signed: signaturesOf(book, row),
      covers: book.partsOf('coverage', row).map(coverageOf),
      from,
      until,
      noticeMonths: maybe<number>(row, 'noticeMonths'),
      transit: book.partsOf('transit', row).flatMap(transitOf),
      approval: book.partsOf('approvalStep', row).flatMap(approvalOf),
      documentHash: maybe<string>(row, 'documentHash'),
      approvedBy: maybe<readonly string[]>(row, 'approvedBy'),
    };
  });

type Route = readonly [readonly CountryCode[], readonly CountryCode[], readonly string[], readonly Category[]];
function coverageOf(part: RecordRow): PlanCoverage {
  const [from, to, nat, cat] = maybe<Route>(part, 'route') ?? [[], [], [], []];
  const [data, purpose] = maybe<readonly [readonly string[], string]>(part, 'data') ?? [[], ''];
  return { from, to, nat, cat, data, purpose: purpose === '' ? null : purpose };
}

function transitOf(part: RecordRow): readonly PlanTransit[] {
  const terms = maybe<readonly [CountryCode, readonly string[], readonly Category[]]>(part, 'terms');
  return terms === null ? [] : [{ via: terms[0], nat: terms[1], cat: terms[2] }];
}

function approvalOf(part: RecordRow): readonly PlanApproval[] {
  const step = maybe<readonly [AgreementState, LocalDate, string | null]>(part, 'step');
  return step === null ? [] : [{ step: step[0], date: step[1], ref: step[2] }];
}

export const readMovements = (book: RowBook): readonly PlanMovement[] =>
  readAll(book, 'movement', ['status', 'mode', 'route', 'depart'], (row, id) => {
    const [from, to, via] = maybe<readonly [CountryCode, readonly CountryCode[], readonly CountryCode[]]>(
      row,
      'route',
    ) ?? ['', [], []];
    const [escorts, support, medics] = listOf<number>(row, 'staff');
    return {
      id,
      task: book.ref(row, 'task'),
      status: maybe<MovementState>(row, 'status') as MovementState,
      mode: maybe<MovementMode>(row, 'mode') as MovementMode,
      from,
      to,
      depart: instantOf(row, 'depart') ?? 0,
      seats: count(row, 'seats'),
      pax: book.partsOf('paxRow', row).flatMap((part) => paxOf(book, part)),
      via,
      flightHours: Number(maybe<string>(row, 'flightHours') ?? '0'),
      separationPlan: isSet(row, 'separationPlan'),
      escorts: escorts ?? 0,
      support: support ?? 0,
      medics: medics ?? 0,
      receiving: book.ref(row, 'receiving'),
      checks: checksOf(row),
      journey: journeyOf(book, row),
    };
  });

function paxOf(book: RowBook, part: RecordRow): readonly PlanPax[] {
  type Group = readonly [CountryCode, Category, number, CountryCode, number, number];
  const group = maybe<Group>(part, 'group');
  if (group === null) return [];
  const [nat, cat, n, to, highRisk, minorsAlone] = group;
  return [
    { nat, cat, n, to, highRisk, minorsAlone, guardian: isSet(part, 'guardian'), basis: book.ref(part, 'basis') },
  ];
}

function checksOf(row: RecordRow): PlanChecks | null {
  const checks = maybe<readonly Wire[]>(row, 'checks');
  if (checks === null) return null;
  const n = (i: number): number => Number(checks[i] ?? 0);
  return {
    screened: n(0),
    consent: n(1),
    refoulementCleared: n(2),
    nationality: n(3),
    travelDoc: n(4),
    consular: n(5),
    fitToTravel: n(6),
    carrierNotice: n(7) === 1,
    handoverSlot: n(8) === 1,
  };
}

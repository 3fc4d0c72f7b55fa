/** Agreements: whether they carry the movements, last long enough, and move through their approval in order. */
import type { FindingItem, PlanAgreement, PlanMovement, PlanPax } from '../../model/plan.ts';
import type { AgreementState } from '../../model/vocabulary.ts';
import { daysBetween } from '../../time/calendar.ts';
import {
  type CoverFault,
  coveringRow,
  coveringTransit,
  coverNeeds,
  standIns,
  departureDay,
  nearMisses,
  needsCover,
} from '../legal-basis/instruments.ts';
import { compareCodes, type Facts } from '../facts/facts.ts';
import { distinctNames } from '../facts/names.ts';
import { unsignedBy } from '../facts/papers.ts';
import { counted, isBlank, itemsOf, listed, type Rule, ruleAbout } from './rule.ts';

/** `10 victim KE`; the words of a pax row. */
const rowText = (row: PlanPax): string => `${row.n} ${row.cat} ${row.nat}`;

function faultText(fault: CoverFault, agreement: PlanAgreement): string {
  switch (fault.fault) {
    case 'type':
      return `is a ${agreement.type.replaceAll('_', ' ')} instrument`;
    case 'state':
      return `is ${agreement.state.replaceAll('_', ' ')}`;
    case 'no_start':
      return 'has no start date';
    case 'begins':
      return `begins on ${fault.date}`;
    case 'ended':
      return `ended on ${fault.date}`;
    case 'unsigned':
      return fault.parties.length === 0 ? 'names no parties' : `is not signed by ${listed(fault.parties)}`;
  }
}

interface RowFault {
  readonly words: string;
  readonly items: readonly FindingItem[];
  /** An ad hoc basis, attached and approved, stands in (R-AGR-07). */
  readonly standsIn: boolean;
}
/** Words and items of one row; null when it is covered or its basis cannot be seen. */
function rowFault(facts: Facts, movement: PlanMovement, row: PlanPax): RowFault | null {
  const covering = coveringRow(facts, movement, row);
  const where = `${rowText(row)} from ${movement.from} to ${row.to}`;
  const rowItem: FindingItem = { key: 'row', value: `${row.nat}/${row.cat}/${row.to}` };
  if (row.basis !== null) {
    // An instrument this agency was not given may well carry the row.
    if (!facts.agreements.has(row.basis) || covering.some((agreement) => agreement.id === row.basis)) return null;
    const basis = [rowItem, { key: 'basis', ref: row.basis }];
    return withStandIn(facts, movement, row, `${where}: basis ${row.basis} does not cover them`, basis);
  }
  if (covering.length > 0) return null;
  const near = nearMisses(facts, movement, row);
  const why = near.map(({ agreement, faults }) => {
    const paper = facts.agreements.get(agreement);
    return paper ? `${agreement} ${faults.map((fault) => faultText(fault, paper)).join(', ')}` : agreement;
  });
  return withStandIn(
    facts,
    movement,
    row,
    `no instrument for ${where}${why.length > 0 ? ` (${why.join('; ')})` : ''}`,
    [rowItem, ...near.map(({ agreement }) => ({ key: 'near_miss', ref: agreement }))],
  );
}

function withStandIn(
  facts: Facts,
  movement: PlanMovement,
  row: PlanPax,
  words: string,
  items: readonly FindingItem[],
): RowFault {
  const notes = standIns(facts, movement, row).filter((note) => adHocFaults(facts, note).length === 0);
  const [note] = notes;
  return note === undefined
    ? { words, items, standsIn: false }
    : {
        words: `${words}; ad hoc basis ${note.id} stands in`,
        items: [...items, { key: 'ad_hoc', ref: note.id }],
        standsIn: true,
      };
}

const covered = ruleAbout(
  'movement',
  {
    id: 'R-AGR-01',
    reads: ['movements', 'agreements', 'operation'],
    title: 'Every movement row is covered by an instrument in force',
    severity: 'block',
    gate: 'clear',
  },
  (facts, movement) => {
    if (!needsCover(movement)) return null;
    const faults = movement.pax
      .flatMap((row) => rowFault(facts, movement, row) ?? [])
      .sort((a, b) => compareCodes(a.words, b.words));
    return faults.length === 0
      ? null
      : {
          // One row that nothing stands in for is enough to block.
          severity: faults.every(({ standsIn }) => standsIn) ? 'warn' : 'block',
          message: `${movement.id}: ${faults.map(({ words }) => words).join('; ')}`,
          items: faults.flatMap(({ items }) => items),
        };
  },
);

const ADHOC_WORDS = {
  no_document: 'the note verbale is not attached',
  no_approval: 'nobody has approved it',
  one_approver: 'only one person has approved it',
} as const;

/** What an ad hoc basis lacks before it can stand in: the paper, and two persons who approved it. */
function adHocFaults(
  facts: Facts,
  { id, documentHash, approvedBy }: PlanAgreement,
): readonly (keyof typeof ADHOC_WORDS)[] {
  const faults: (keyof typeof ADHOC_WORDS)[] = [];
  const approvers = distinctNames(approvedBy ?? []);
  if (isBlank(documentHash) && !facts.withheld(id, 'documentHash')) faults.push('no_document');
  if (approvers < 2 && !facts.withheld(id, 'approvedBy')) faults.push(approvers === 0 ? 'no_approval' : 'one_approver');
  return faults;
}

const adHoc = ruleAbout(
  'agreement',
  {
    id: 'R-AGR-07',
    reads: ['movements', 'agreements', 'operation'],
    title: 'An ad hoc basis is attached and approved by two persons',
    severity: 'warn',
    gate: 'clear',
  },
  (facts, agreement) => {
    if (agreement.type !== 'ad_hoc' || (agreement.documentHash === null && agreement.approvedBy === null)) return null;
    const faults = adHocFaults(facts, agreement);
    if (faults.length === 0) return null;
    const movements = [...facts.movements.values()].filter(
      (movement) =>
        needsCover(movement) && movement.pax.some((row) => standIns(facts, movement, row).includes(agreement)),
    );
    const ids = movements.map((movement) => movement.id);
    return ids.length === 0
      ? null
      : {
          message: `${agreement.id}, meant for ${listed(ids)}: ${faults.map((fault) => ADHOC_WORDS[fault]).join('; ')}`,
          items: [...faults.map((key) => ({ key })), ...itemsOf('movement', ids)],
        };
  },
);

/** The lifecycle (domain brief 4). Signing all at once passes over partially_signed, and no law may ask for ratification. */
const NEXT: Readonly<Partial<Record<AgreementState, readonly AgreementState[]>>> = {
  draft: ['reported', 'withdrawn', 'rejected'],
  reported: ['approved', 'withdrawn', 'rejected'],
  approved: ['mandated', 'withdrawn', 'rejected'],
  mandated: ['partially_signed', 'signed', 'withdrawn', 'rejected'],
  partially_signed: ['signed', 'withdrawn', 'rejected'],
  signed: ['ratification_pending', 'in_force', 'withdrawn', 'rejected'],
  ratification_pending: ['in_force', 'withdrawn', 'rejected'],
  in_force: ['suspended', 'expired', 'denounced', 'superseded'],
  suspended: ['in_force', 'expired', 'denounced', 'superseded'],
};

/** All parties signed on one day, so there never was a partly signed paper. */
function signedAtOnce(agreement: PlanAgreement): boolean {
  const dates = new Set(
    agreement.parties.map((party) => (Object.hasOwn(agreement.signed, party) ? agreement.signed[party] : null)),
  );
  return dates.size === 1 && !dates.has(null) && !dates.has(undefined);
}

/** Faults in the recorded steps; an agreement without recorded steps has none. */
function stepFaults(agreement: PlanAgreement): readonly { words: string; item: FindingItem }[] {
  const { approval } = agreement;
  const faults: { words: string; item: FindingItem }[] = [];
  approval.forEach((step, i) => {
    const before = approval[i - 1];
    if (!before) {
      if (step.step !== 'draft')
        faults.push({ words: `steps begin with ${step.step}`, item: { key: 'step_missing', value: 'draft' } });
      return;
    }
    const skipsSigning = before.step === 'mandated' && step.step === 'signed' && !signedAtOnce(agreement);
    if (!NEXT[before.step]?.includes(step.step) || skipsSigning) {
      faults.push({ words: `${step.step} follows ${before.step}`, item: { key: 'step_order', value: step.step } });
    }
    if (step.date < before.date) {
      faults.push({
        words: `${step.step} (${step.date}) is dated before ${before.step} (${before.date})`,
        item: { key: 'date_order', value: step.step },
      });
    }
  });
  const last = approval.at(-1);
  if (last && last.step !== agreement.state) {
    faults.push({
      words: `last step is ${last.step}, state is ${agreement.state}`,
      item: { key: 'state_differs', value: last.step },
    });
  }
  return faults;
}

const lifecycle = ruleAbout(
  'agreement',
  {
    id: 'R-AGR-02',
    reads: ['agreements'],
    title: 'States are in order; in force needs all signatures and a start',
    severity: 'block',
    gate: 'save',
    dagger: true,
    cadence: 'day',
  },
  (facts, agreement) => {
    const faults = [...stepFaults(agreement)];
    if (agreement.state === 'in_force') {
      for (const party of unsignedBy(agreement.parties, agreement.signed)) {
        faults.push({ words: `in force without the signature of ${party}`, item: { key: 'not_signed', value: party } });
      }
      if (agreement.from === null && !facts.withheld(agreement.id, 'from')) {
        faults.push({ words: 'in force without a start date', item: { key: 'no_start' } });
      } else if (agreement.from !== null && agreement.from > facts.today) {
        faults.push({
          words: `in force before it starts on ${agreement.from}`,
          item: { key: 'starts_later', value: agreement.from },
        });
      }
    }
    return faults.length === 0
      ? null
      : {
          message: `${agreement.id}: ${faults.map(({ words }) => words.replaceAll('_', ' ')).join('; ')}`,
          items: faults.map(({ item }) => item),
        };
  },
);

const transit = ruleAbout(
  'movement',
  {
    id: 'R-AGR-03',
    reads: ['movements', 'agreements', 'operation'],
    title: 'Each transit state is covered for every row',
    severity: 'block',
    gate: 'clear',
  },
  (facts, movement) => {
    if (!needsCover(movement)) return null;
    const missing: string[] = [];
    const items: FindingItem[] = [];
    for (const via of [...new Set(movement.via)].sort()) {
      const rows = movement.pax.filter((row) => coveringTransit(facts, movement, via, row).length === 0);
      for (const row of rows) items.push({ key: 'transit', value: `${via}/${row.nat}/${row.cat}` });
      if (rows.length > 0) missing.push(`${via} for ${rows.map(rowText).sort().join(', ')}`);
    }
    items.sort((a, b) => compareCodes(String(a.value), String(b.value)));
    return missing.length === 0
      ? null
      : { message: `${movement.id}: no transit instrument through ${missing.join('; ')}`, items };
  },
);

/** Whether an instrument is the one that lasts longest among those that meet a need. */
function lastsLongest(agreement: PlanAgreement, covering: readonly PlanAgreement[]): boolean {
  const { until } = agreement;
  return until !== null && covering.every((other) => other.until !== null && other.until <= until);
}

const margin = ruleAbout(
  'agreement',
  {
    id: 'R-AGR-04',
    reads: ['movements', 'agreements', 'limits', 'operation'],
    title: 'Covering instrument lasts at least 30 days beyond the movement',
    severity: 'warn',
    gate: 'clear',
  },
  (facts, agreement) => {
    const { until } = agreement;
    if (until === null || agreement.state !== 'in_force') return null;
    const close: { readonly movement: string; readonly days: number }[] = [];
    for (const movement of facts.movements.values()) {
      const days = daysBetween(departureDay(facts, movement), until);
      if (!needsCover(movement) || days < 0 || days >= facts.plan.limits.agreementMarginDays) continue;
      const carries = coverNeeds(facts, movement).some(
        ({ covering }) => covering.includes(agreement) && lastsLongest(agreement, covering),
      );
      if (carries) close.push({ movement: movement.id, days });
    }
    if (close.length === 0) return null;
    close.sort((a, b) => a.days - b.days || compareCodes(a.movement, b.movement));
    return {
      message: `${agreement.id} ends ${close.map(({ movement, days }) => `${counted(days, 'day')} after ${movement}`).join(', ')}`,
      items: close.flatMap(({ movement, days }) => [
        { key: 'movement', ref: movement },
        { key: 'days', value: days },
      ]),
    };
  },
);

const BEFORE_FORCE: ReadonlySet<AgreementState> = new Set([
  'draft',
  'reported',
  'approved',
  'mandated',
  'partially_signed',
  'signed',
  'ratification_pending',
]);
const stale = ruleAbout(
  'agreement',
  {
    id: 'R-AGR-05',
    reads: ['agreements', 'limits'],
    title: 'An agreement on its way to force makes progress',
    severity: 'warn',
    gate: 'daily',
    cadence: 'day',
  },
  (facts, agreement) => {
    const days = daysBetween(agreement.since, facts.today);
    if (!BEFORE_FORCE.has(agreement.state) || days <= facts.plan.limits.agreementStaleDays) return null;
    return {
      message: `${agreement.id} has been ${agreement.state.replaceAll('_', ' ')} for ${counted(days, 'day')}`,
      items: [
        { key: 'state', value: agreement.state },
        { key: 'days', value: days },
      ],
    };
  },
);

const REFERENCED: readonly AgreementState[] = ['reported', 'approved', 'mandated'];
const references = ruleAbout(
  'agreement',
  {
    id: 'R-AGR-06',
    reads: ['agreements'],
    title: 'Report, resolution and mandate are referenced',
    severity: 'warn',
    gate: 'sign',
  },
  (facts, agreement) => {
    if (facts.withheld(agreement.id, 'approval')) return null;
    const missing = REFERENCED.filter((name) =>
      agreement.approval.some((step) => step.step === name && isBlank(step.ref)),
    );
    return missing.length === 0
      ? null
      : {
          message: `${agreement.id}: no reference for ${missing.join(', ')}`,
          items: missing.map((value) => ({ key: 'no_reference', value })),
        };
  },
);

export const AGR_RULES: readonly Rule[] = [covered, lifecycle, transit, margin, stale, references, adHoc];

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
import { compareCodes, type Facts, sortedCodes } from '../facts/facts.ts';
import { distinctNames } from '../facts/names.ts';
import { unsignedBy } from '../facts/papers.ts';
import { isBlank, itemsOf, type Rule, ruleAbout } from './rule.ts';

/** Why a near miss does not carry the row, as items of that instrument. */
function faultItems(fault: CoverFault, agreement: PlanAgreement): readonly FindingItem[] {
  const ref = agreement.id;
  switch (fault.fault) {
    case 'type':
      return [{ key: 'type', ref, value: agreement.type }];
    case 'state':
      return [{ key: 'state', ref, value: agreement.state }];
    case 'no_start':
      return [{ key: 'no_start', ref }];
    case 'begins':
    case 'ended':
      return [{ key: fault.fault, ref, value: fault.date }];
    case 'unsigned':
      return fault.parties.length === 0
        ? [{ key: 'no_parties', ref }]
        : sortedCodes(fault.parties).map((value) => ({ key: 'unsigned', ref, value }));
  }
}

interface RowFault {
  readonly items: readonly FindingItem[];
  /** An ad hoc basis, attached and approved, stands in (R-AGR-07). */
  readonly standsIn: boolean;
}
/** Items of one row; null when it is covered or its basis cannot be seen. */
function rowFault(facts: Facts, movement: PlanMovement, row: PlanPax): RowFault | null {
  const covering = coveringRow(facts, movement, row);
  const item = { key: 'row', value: `${row.nat}/${row.cat}/${row.to}`, also: { n: row.n, from: movement.from } };
  if (row.basis !== null) {
    // An instrument this agency was not given may well carry the row.
    if (!facts.agreements.has(row.basis) || covering.some((agreement) => agreement.id === row.basis)) return null;
    return withStandIn(facts, movement, row, [item, { key: 'basis', ref: row.basis }]);
  }
  if (covering.length > 0) return null;
  const near = nearMisses(facts, movement, row).flatMap(({ agreement, faults }) => {
    const paper = facts.agreements.get(agreement);
    return [
      { key: 'near_miss', ref: agreement },
      ...(paper ? faults.flatMap((fault) => faultItems(fault, paper)) : []),
    ];
  });
  return withStandIn(facts, movement, row, [item, ...near]);
}

function withStandIn(facts: Facts, movement: PlanMovement, row: PlanPax, items: readonly FindingItem[]): RowFault {
  const notes = standIns(facts, movement, row).filter((note) => adHocFaults(facts, note).length === 0);
  const [note] = notes;
  return note === undefined
    ? { items, standsIn: false }
    : { items: [...items, { key: 'ad_hoc', ref: note.id }], standsIn: true };
}
/** Rows in the order of their code, then number, then basis: the same whatever the order of the list. */
const inRowOrder = (a: PlanPax, b: PlanPax): number =>
  compareCodes(`${a.nat}/${a.cat}/${a.to}`, `${b.nat}/${b.cat}/${b.to}`) ||
  a.n - b.n ||
  compareCodes(a.basis ?? '', b.basis ?? '');

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
    const faults = [...movement.pax].sort(inRowOrder).flatMap((row) => rowFault(facts, movement, row) ?? []);
    return faults.length === 0
      ? null
      : {
          // One row that nothing stands in for is enough to block.
          severity: faults.every(({ standsIn }) => standsIn) ? 'warn' : 'block',
          items: faults.flatMap(({ items }) => items),
        };
  },
);

type AdHocFault = 'no_document' | 'no_approval' | 'one_approver';

/** What an ad hoc basis lacks before it can stand in: the paper, and two persons who approved it. */
function adHocFaults(facts: Facts, { id, documentHash, approvedBy }: PlanAgreement): readonly AdHocFault[] {
  const faults: AdHocFault[] = [];
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
          items: [...faults.map((key) => ({ key })), ...itemsOf('movement', ids)],
        };
  },
);

/** The lifecycle. Signing all at once passes over partially_signed, and no law may ask for ratification. */
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
function stepFaults(agreement: PlanAgreement): readonly FindingItem[] {
  const { approval } = agreement;
  const items: FindingItem[] = [];
  approval.forEach((step, i) => {
    const before = approval[i - 1];
    if (!before) {
      if (step.step !== 'draft') items.push({ key: 'step_missing', value: 'draft' });
      return;
    }
    const skipsSigning = before.step === 'mandated' && step.step === 'signed' && !signedAtOnce(agreement);
    if (!NEXT[before.step]?.includes(step.step) || skipsSigning)
      items.push({ key: 'step_order', value: step.step, also: { follows: before.step } });
    if (step.date < before.date) {
      const also = { date: step.date, follows: before.step, follows_date: before.date };
      items.push({ key: 'date_order', value: step.step, also });
    }
  });
  const last = approval.at(-1);
  if (last && last.step !== agreement.state)
    items.push({ key: 'state_differs', value: last.step, also: { state: agreement.state } });
  return items;
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
    const items = [...stepFaults(agreement)];
    if (agreement.state === 'in_force') {
      for (const value of unsignedBy(agreement.parties, agreement.signed)) items.push({ key: 'not_signed', value });
      if (agreement.from === null && !facts.withheld(agreement.id, 'from')) items.push({ key: 'no_start' });
      else if (agreement.from !== null && agreement.from > facts.today)
        items.push({ key: 'starts_later', value: agreement.from });
    }
    return items.length === 0 ? null : { items };
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
    const uncovered = [...new Set(movement.via)].flatMap((via) =>
      movement.pax
        .filter((row) => coveringTransit(facts, movement, via, row).length === 0)
        .map((row) => ({ value: `${via}/${row.nat}/${row.cat}`, n: row.n })),
    );
    return uncovered.length === 0
      ? null
      : {
          items: uncovered
            .sort((a, b) => compareCodes(a.value, b.value) || a.n - b.n)
            .map(({ value, n }) => ({ key: 'transit', value, also: { n } })),
        };
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
    return missing.length === 0 ? null : { items: missing.map((value) => ({ key: 'no_reference', value })) };
  },
);

export const AGR_RULES: readonly Rule[] = [covered, lifecycle, transit, margin, stale, references, adHoc];

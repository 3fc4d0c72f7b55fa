/**
 * Movements: legal basis, escorts, and the last steps before departure. Asked from planned to cleared.
 * What is done for each traveller is in mov-checks.ts, what is kept of the way in mov-journey.ts.
 */
import type { FindingItem, PlanMovement, PlanPax } from '../../model/plan.ts';
import { compareCodes, type Facts, spanOf } from '../facts/facts.ts';
import { ACCUSED, checksOf, isOpen, shortfall, sum, travellers } from './mov-counts.ts';
import { hours, type Rule, ruleAbout } from './rule.ts';

const departure = ruleAbout(
  'movement',
  {
    id: 'R-MOV-01',
    reads: ['movements', 'tasks', 'time'],
    title: 'Movement and task agree; receiver named; each row carries its basis once cleared',
    severity: 'block',
    gate: 'clear',
  },
  (facts, movement) => {
    if (!isOpen(movement)) return null;
    const items: FindingItem[] = [];
    const task = movement.task === null ? undefined : facts.tasks.get(movement.task);
    const start = task ? spanOf(facts, task).start : null;
    if (task && start !== null && start !== movement.depart)
      items.push({ key: 'task_differs', ref: task.id, value: Math.round((start - movement.depart) / 60_000) });
    if (movement.receiving === null && !facts.withheld(movement.id, 'receiving')) items.push({ key: 'no_receiver' });
    const without =
      movement.status === 'cleared' && !facts.withheld(movement.id, 'pax.basis')
        ? movement.pax.filter((row) => row.basis === null)
        : [];
    for (const value of without.map((row) => `${row.nat}/${row.cat}/${row.to}`).sort())
      items.push({ key: 'no_basis', value });
    return items.length === 0 ? null : { items };
  },
);

/** Flying time up to which the low-risk ratio is the lighter one. */
const SHORT_FLIGHT_H = 4;
/** One medic for each started 50 persons. */
const PERSONS_PER_MEDIC = 50;
const staffFor = (n: number, [staff, persons]: readonly [number, number]): number => Math.ceil((n * staff) / persons);

/** Escorts, support staff and medics a movement needs; each group is rounded up, then added (R-MOV-08). */
function staffNeeded(
  facts: Facts,
  movement: PlanMovement,
): { readonly escorts: number; readonly support: number; readonly medics: number } {
  const { escort } = facts.plan.limits;
  const accused = movement.pax.filter((row) => ACCUSED.includes(row.cat));
  const highRisk = sum(accused, (row) => row.highRisk);
  const lowRisk = Math.max(0, sum(accused, (row) => row.n) - highRisk);
  const all = travellers(movement);
  return {
    escorts:
      staffFor(highRisk, escort.highRisk) +
      staffFor(lowRisk, movement.flightHours <= SHORT_FLIGHT_H ? escort.lowRiskUpTo4h : escort.lowRiskOver4h) +
      staffFor(travellers(movement, ['irregular']), escort.irregular),
    support: staffFor(travellers(movement, ['victim']), escort.victimSupport),
    medics: all > 0 && all >= escort.medicFromPersons ? Math.ceil(all / PERSONS_PER_MEDIC) : 0,
  };
}

const escorts = ruleAbout(
  'movement',
  {
    id: 'R-MOV-08',
    reads: ['movements', 'limits'],
    title: 'There are enough escorts, support staff and medics',
    severity: 'block',
    gate: 'clear',
  },
  (facts, movement) => {
    if (!isOpen(movement)) return null;
    const needed = staffNeeded(facts, movement);
    return shortfall([
      { key: 'escorts', done: movement.escorts, of: needed.escorts },
      { key: 'support', done: movement.support, of: needed.support },
      { key: 'medics', done: movement.medics, of: needed.medics },
    ]);
  },
);

const separation = ruleAbout(
  'movement',
  {
    id: 'R-MOV-09',
    reads: ['movements'],
    title: 'Victims and accused travel together only with a separation plan',
    severity: 'block',
    gate: 'clear',
  },
  (_facts, movement) => {
    const victims = travellers(movement, ['victim']);
    const accused = travellers(movement, ACCUSED);
    if (!isOpen(movement) || movement.separationPlan || victims === 0 || accused === 0) return null;
    return {
      items: [
        { key: 'victims', value: victims },
        { key: 'accused', value: accused },
      ],
    };
  },
);

/** One guardian looks after at most so many children; a row states one guardian. */
const CHILDREN_PER_GUARDIAN = 3;
const children = ruleAbout(
  'movement',
  {
    id: 'R-MOV-10',
    reads: ['movements'],
    title: 'A child alone has a guardian and a best-interests decision',
    severity: 'block',
    gate: 'clear',
    dagger: true,
  },
  (_facts, movement) => {
    if (!isOpen(movement)) return null;
    const faults = movement.pax
      .filter((row) => row.minorsAlone > 0 && (!row.guardian || row.minorsAlone > CHILDREN_PER_GUARDIAN))
      .map((row) => ({
        key: row.guardian ? 'too_many_per_guardian' : 'no_guardian',
        value: `${row.minorsAlone}/${row.nat}/${row.cat}/${row.to}`,
      }))
      .sort((a, b) => compareCodes(a.key, b.key) || compareCodes(a.value, b.value));
    return faults.length === 0
      ? null
      : {
          items: faults.map((fault) =>
            fault.key === 'no_guardian' ? fault : { ...fault, also: { limit: CHILDREN_PER_GUARDIAN } },
          ),
        };
  },
);

const slot = ruleAbout(
  'movement',
  {
    id: 'R-MOV-11',
    reads: ['movements'],
    title: 'Receiving authority confirmed slot, place and time',
    severity: 'block',
    gate: 'depart',
  },
  (_facts, movement) => {
    const checks = checksOf(movement);
    return checks === null || checks.handoverSlot ? null : { items: [{ key: 'no_handover_slot' }] };
  },
);

const CARRIER_WARN_H = 48;
const CARRIER_BLOCK_H = 24;
const carrier = ruleAbout(
  'movement',
  {
    id: 'R-MOV-12',
    reads: ['movements'],
    title: 'Carrier is told at least 24 h before',
    severity: 'block',
    gate: 'depart',
    cadence: 'hour',
  },
  (facts, movement) => {
    const checks = checksOf(movement);
    const left = movement.depart - facts.clock;
    if (checks === null || checks.carrierNotice || left > hours(CARRIER_WARN_H)) return null;
    return {
      severity: left <= hours(CARRIER_BLOCK_H) ? 'block' : 'warn',
      items: [{ key: 'no_carrier_notice' }, { key: 'hours_left', value: Math.floor(left / hours(1)) }],
    };
  },
);

const CHECK_KEYS = [
  'screened',
  'consent',
  'refoulementCleared',
  'nationality',
  'travelDoc',
  'consular',
  'fitToTravel',
] as const;
const manifest = ruleAbout(
  'movement',
  {
    id: 'R-MOV-17',
    reads: ['movements'],
    title: 'Counts agree and fit the seats with staff',
    severity: 'block',
    gate: 'depart',
  },
  (_facts, movement) => {
    if (!isOpen(movement)) return null;
    const items: FindingItem[] = [];
    const all = travellers(movement);
    const aboard = all + movement.escorts + movement.support + movement.medics;
    if (aboard > movement.seats) items.push({ key: 'aboard', value: aboard }, { key: 'seats', value: movement.seats });
    for (const row of [...movement.pax].sort((a, b) => compareCodes(rowKey(a), rowKey(b)))) {
      const parts = Math.max(row.highRisk, row.minorsAlone);
      const wrong = parts > row.n ? 'part_above_row' : movement.to.includes(row.to) ? null : 'row_off_route';
      if (wrong !== null) items.push({ key: wrong, value: rowKey(row) });
    }
    const { checks } = movement;
    const above = checks ? CHECK_KEYS.filter((key) => checks[key] > all) : [];
    for (const key of above) items.push({ key: 'check_above_total', value: key });
    return items.length === 0 ? null : { items };
  },
);
const rowKey = (row: PlanPax): string => `${row.nat}/${row.cat}/${row.to}/${row.n}/${row.highRisk}/${row.minorsAlone}`;

export const MOV_RULES: readonly Rule[] = [departure, escorts, separation, children, slot, carrier, manifest];

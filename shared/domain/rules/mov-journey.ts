/**
 * Movements: what is kept of the way itself, in counts only. Each rule is silent until something of what it asks is recorded
 * (docs/rules.md, What is held).
 */
import type { PlanTally } from '../../model/held.ts';
import type { FindingItem, PlanMovement } from '../../model/plan.ts';
import type { MovementState } from '../../model/vocabulary.ts';
import { sortedCodes } from '../facts/facts.ts';
import { isChecked, shortfall } from './mov-counts.ts';
import { hours, isBlank, type Rule, ruleAbout, type Verdict } from './rule.ts';

/** None recorded; asked for but not given; given for an unarmed escort. */
type PermitFault = 'no_permission' | 'not_given' | 'unarmed_only';

/** What is wrong with the permissions of one transit state; the best of several counts. */
function permitFault({ journey }: PlanMovement, via: string): PermitFault | null {
  const asked = journey.permissions.filter((permission) => permission.via === via);
  const given = asked.filter((permission) => !isBlank(permission.reference));
  if (given.length > 0)
    return journey.escortArmed === true && !given.some((permission) => permission.armed) ? 'unarmed_only' : null;
  return asked.length > 0 ? 'not_given' : 'no_permission';
}

const permission = ruleAbout(
  'movement',
  {
    id: 'R-MOV-13',
    reads: ['movements'],
    title: 'Each transit state permitted this journey and its escort',
    severity: 'block',
    gate: 'depart',
  },
  (facts, movement) => {
    const { permissions, escortArmed } = movement.journey;
    if (!isChecked(movement) || movement.via.length === 0) return null;
    if (permissions.length === 0 && escortArmed === null) return null;
    const items: FindingItem[] = [];
    for (const via of sortedCodes(movement.via)) {
      const fault = permitFault(movement, via);
      if (fault === null || (fault === 'no_permission' && facts.withheld(movement.id, 'permissions'))) continue;
      items.push({ key: fault, value: via });
    }
    if (escortArmed === null && !facts.withheld(movement.id, 'escortArmed')) items.push({ key: 'no_escort_status' });
    return items.length === 0 ? null : { items };
  },
);

/** People are with the host until they leave, and while the movement is held back. */
const WITH_HOST: ReadonlySet<MovementState> = new Set(['planned', 'screening', 'documents', 'cleared', 'held']);
const custody = ruleAbout(
  'movement',
  {
    id: 'R-MOV-14',
    reads: ['movements', 'limits'],
    title: 'Nobody is held beyond the limit of the host',
    severity: 'block',
    gate: 'hourly',
    cadence: 'hour',
  },
  (facts, movement) => {
    const { held } = movement.journey;
    if (held === null || !WITH_HOST.has(movement.status)) return null;
    if (held.until !== null && held.until <= facts.clock) return null;
    const { custodyH, custodyWarnPct } = facts.plan.limits;
    const time = facts.clock - held.since;
    // Times a hundred, so that a share of the limit stays a whole number.
    if (time < 0 || time * 100 < hours(custodyH) * custodyWarnPct) return null;
    const isOver = time >= hours(custodyH);
    return {
      severity: isOver ? 'block' : 'warn',
      items: [
        { key: 'held_h', value: Math.floor(time / hours(1)) },
        { key: 'limit_h', value: custodyH },
      ],
    };
  },
);

const unsettled = (movement: PlanMovement, tally: PlanTally | null, key: string): Verdict | null =>
  tally && isChecked(movement) ? shortfall([{ key, done: tally.settled, of: tally.of }]) : null;

const witnesses = ruleAbout(
  'movement',
  {
    id: 'R-MOV-15',
    reads: ['movements'],
    title: 'A victim needed as witness has given a statement, or the proceedings are noted',
    severity: 'warn',
    gate: 'clear',
  },
  (_facts, movement) => unsettled(movement, movement.journey.witnesses, 'witnesses'),
);

const belongings = ruleAbout(
  'movement',
  {
    id: 'R-MOV-16',
    reads: ['movements'],
    title: 'Belongings are returned or receipted',
    severity: 'warn',
    gate: 'depart',
  },
  (_facts, movement) => unsettled(movement, movement.journey.belongings, 'belongings'),
);

const HANDED_OVER: ReadonlySet<MovementState> = new Set(['handed_over', 'received', 'closed']);

/** Persons by nationality and category: at departure minus at all handovers. */
function balance({ pax, journey }: PlanMovement): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  const add = (nat: string, cat: string, n: number): void => {
    const key = `${nat}/${cat}`;
    open.set(key, (open.get(key) ?? 0) + n);
  };
  for (const { nat, cat, n } of pax) add(nat, cat, n);
  for (const { counts } of journey.handovers) for (const { nat, cat, n } of counts) add(nat, cat, -n);
  return open;
}

const handover = ruleAbout(
  'movement',
  {
    id: 'R-MOV-18',
    reads: ['movements'],
    title: 'As many are handed over as departed, or the difference is explained',
    severity: 'block',
    gate: 'close',
  },
  (facts, movement) => {
    const { handovers } = movement.journey;
    if (!HANDED_OVER.has(movement.status) || handovers.length === 0) return null;
    if (handovers.some(({ difference }) => !isBlank(difference)) || facts.withheld(movement.id, 'handovers.difference'))
      return null;
    const items: FindingItem[] = [];
    const open = balance(movement);
    for (const group of sortedCodes(open.keys())) {
      const n = open.get(group) ?? 0;
      if (n !== 0) items.push({ key: n > 0 ? 'fewer' : 'more', value: `${group}/${Math.abs(n)}` });
    }
    return items.length === 0 ? null : { items };
  },
);

export const MOV_JOURNEY_RULES: readonly Rule[] = [permission, custody, witnesses, belongings, handover];

/**
 * Movements: what is done for each traveller before clearance. Asked from documents on, and only where counts are kept.
 */
import type { Category } from '../../model/vocabulary.ts';
import { checksOf, shortfall, travellers } from './mov-counts.ts';
import { hours, type Rule, ruleAbout } from './rule.ts';

const DETAINED: readonly Category[] = ['suspect', 'irregular', 'sentenced'];

const screened = ruleAbout(
  'movement',
  {
    id: 'R-MOV-02',
    reads: ['movements'],
    title: 'Every traveller is screened',
    severity: 'block',
    gate: 'clear',
    dagger: true,
  },
  (_facts, movement) => {
    const checks = checksOf(movement);
    return checks && shortfall([{ key: 'screened', done: checks.screened, of: travellers(movement) }]);
  },
);

const consent = ruleAbout(
  'movement',
  {
    id: 'R-MOV-03',
    reads: ['movements'],
    title: 'Informed consent is recorded for each victim',
    severity: 'block',
    gate: 'clear',
    dagger: true,
  },
  (_facts, movement) => {
    const checks = checksOf(movement);
    return checks && shortfall([{ key: 'consent', done: checks.consent, of: travellers(movement, ['victim']) }]);
  },
);

const refoulement = ruleAbout(
  'movement',
  {
    id: 'R-MOV-04',
    reads: ['movements'],
    title: 'Refoulement is assessed and no protection claim is open',
    severity: 'block',
    gate: 'clear',
    dagger: true,
  },
  (_facts, movement) => {
    const checks = checksOf(movement);
    return (
      checks &&
      shortfall([
        {
          key: 'refoulement_cleared',
          done: checks.refoulementCleared,
          of: travellers(movement),
        },
      ])
    );
  },
);

const nationality = ruleAbout(
  'movement',
  {
    id: 'R-MOV-05',
    reads: ['movements'],
    title: 'Nationality is verified and a travel document valid',
    severity: 'block',
    gate: 'clear',
    dagger: true,
  },
  (_facts, movement) => {
    const checks = checksOf(movement);
    const of = travellers(movement);
    return (
      checks &&
      shortfall([
        { key: 'nationality', done: checks.nationality, of },
        { key: 'travel_doc', done: checks.travelDoc, of },
      ])
    );
  },
);

const consular = ruleAbout(
  'movement',
  {
    id: 'R-MOV-06',
    reads: ['movements'],
    title: 'Consular rights are told to each detained person',
    severity: 'block',
    gate: 'clear',
  },
  (_facts, movement) => {
    const checks = checksOf(movement);
    return (
      checks &&
      shortfall([
        {
          key: 'consular',
          done: checks.consular,
          of: travellers(movement, DETAINED),
        },
      ])
    );
  },
);

/** A certificate may be 72 h old, so its lack shows from then on. */
const FIT_FROM_H = 72;
const fitToTravel = ruleAbout(
  'movement',
  {
    id: 'R-MOV-07',
    reads: ['movements'],
    title: 'Everybody holds a fit-to-travel certificate of the last 72 h',
    severity: 'block',
    gate: 'depart',
    cadence: 'hour',
  },
  (facts, movement) => {
    const checks = facts.clock >= movement.depart - hours(FIT_FROM_H) ? checksOf(movement) : null;
    const verdict = checks && shortfall([{ key: 'fit_to_travel', done: checks.fitToTravel, of: travellers(movement) }]);
    if (!verdict) return null;
    const flags = movement.journey.medicalFlags ?? 0;
    if (flags === 0) return { ...verdict, severity: 'warn' };
    // Counts do not say who lacks the certificate: it may be one of those with a flag.
    return {
      items: [...verdict.items, { key: 'medical_flags', value: flags }],
    };
  },
);

export const MOV_CHECK_RULES: readonly Rule[] = [screened, consent, refoulement, nationality, consular, fitToTravel];

/** Items of teams, agreements and movements, as the operation file has them (SCHEMA 4 and 5). */
import type { PlanAgreement, PlanCoverage, PlanJit, PlanMovement, PlanPax } from '../../model/plan.ts';
import { formatInstant } from '../../time/instant.ts';
import { type Item, unless, without } from './write-item.ts';

export const jitItem = (j: PlanJit): Item =>
  without(
    {
      id: j.id,
      name: j.name,
      status: j.status,
      parties: j.parties,
      operates_in: j.operatesIn,
      leaders: j.leaders,
      from: j.from,
      until: j.until,
      signed: j.signed,
      basis: j.basis,
      members: j.members,
      seconded: j.seconded,
      participants: j.participants,
      ...unless('arms_for_seconded', j.armsForSeconded, false),
      costs: j.costs,
      evaluation_due: j.evaluationDue,
      extensions: j.extensions.map(({ until, signed }) => ({ until, signed })),
    },
    'leaders',
    'signed',
  );

/** A row of a cooperation agreement speaks of data, every other one of routes. */
const coverItem = (row: PlanCoverage): Item =>
  row.purpose === null
    ? { from: row.from, to: row.to, nat: row.nat, cat: row.cat }
    : { data: row.data, purpose: row.purpose };

export const agreementItem = (a: PlanAgreement): Item =>
  without(
    {
      id: a.id,
      type: a.type,
      title: a.title,
      parties: a.parties,
      state: a.state,
      since: a.since,
      signed: a.signed,
      covers: a.covers.map(coverItem),
      from: a.from,
      until: a.until,
      notice_months: a.noticeMonths,
      transit: a.transit.map(({ via, nat, cat }) => ({ via, nat, cat })),
      approval: a.approval.map(({ step, date, ref }) => without({ step, date, ref })),
    },
    'signed',
    'covers',
  );

const paxItem = (row: PlanPax): Item =>
  without({
    nat: row.nat,
    cat: row.cat,
    n: row.n,
    to: row.to,
    ...unless('high_risk', row.highRisk, 0),
    ...unless('minors_alone', row.minorsAlone, 0),
    ...unless('guardian', row.guardian, false),
    basis: row.basis,
  });

export const movementItem = (m: PlanMovement): Item =>
  without({
    id: m.id,
    task: m.task,
    status: m.status,
    mode: m.mode,
    from: m.from,
    to: m.to,
    // A moment between two seconds has no place in the file and shows when it is read back.
    depart: formatInstant(m.depart),
    seats: m.seats,
    pax: m.pax.map(paxItem),
    via: m.via,
    flight_h: m.flightHours,
    ...unless('separation_plan', m.separationPlan, false),
    escorts: m.escorts,
    support: m.support,
    medics: m.medics,
    receiving: m.receiving,
    checks: m.checks && {
      screened: m.checks.screened,
      consent: m.checks.consent,
      refoulement_cleared: m.checks.refoulementCleared,
      nationality: m.checks.nationality,
      travel_doc: m.checks.travelDoc,
      consular: m.checks.consular,
      fit_to_travel: m.checks.fitToTravel,
      carrier_notice: m.checks.carrierNotice,
      handover_slot: m.checks.handoverSlot,
    },
  });

/**
 * From the terse keys of the file to the plan every rule reads. Only called when no fault was found. What the workspace holds beyond
 * the file (shared/model/held.ts) is not recorded in a plan that comes from one.
 */
import { NOT_RECORDED } from '../../model/held.ts';
import {
  type Limits,
  ORDER_SECTIONS,
  type Plan,
  type PlanAgreement,
  type PlanCoverage,
  type PlanJit,
  type PlanMovement,
  type PlanOperation,
  type PlanPerson,
  type PlanTask,
} from '../../model/plan.ts';
import { DEFAULT_LIMITS } from '../plan-records/limits.ts';
import type { Origin } from './checker.ts';
import type { RawFile } from './read-raw.ts';

/** A value without the `undefined` that marks faults, all the way down. */
export type Sound<T> = T extends Origin
  ? T
  : T extends string | number | boolean | null
    ? T
    : { readonly [K in keyof T]: Sound<Exclude<T[K], undefined>> };
export type SoundFile = Sound<RawFile> & {
  readonly operation: NonNullable<Sound<RawFile>['operation']>;
  readonly meta: NonNullable<Sound<RawFile>['meta']>;
};

const record = <K extends string, V>(pairs: readonly (readonly [K, V])[]): Readonly<Record<K, V>> =>
  Object.fromEntries(pairs) as Readonly<Record<K, V>>;
const partial = <K extends string, V>(pairs: readonly (readonly [K, V])[]): Readonly<Partial<Record<K, V>>> =>
  record(pairs);
const bi = ({ en, fr }: { readonly en: string; readonly fr: string }): { en: string; fr: string } => ({ en, fr });
const span = ({ from, to }: { readonly from: string; readonly to: string }): { from: string; to: string } => ({
  from,
  to,
});

export function toPlan(file: SoundFile): Plan {
  return {
    operation: toOperation(file.operation),
    limits: toLimits(file.defaults),
    targets: record(file.targets),
    agencies: file.agencies.map(({ id, name, role, tz, cc, ncb }) => ({
      id,
      name,
      role,
      tz,
      cc,
      ncb,
      ...NOT_RECORDED.agency,
    })),
    sites: file.sites.map(({ id, code, cc, place, lat, lon, tz, est_persons, est_held, hazards }) => ({
      id,
      code,
      cc,
      place,
      lat,
      lon,
      tz,
      estPersons: est_persons,
      estHeld: est_held,
      hazards,
    })),
    holidays: file.holidays.map((h) => ({ cc: h.cc, ...span(h) })),
    phases: file.phases.map(({ id, name, from, to }) => ({ id, name: bi(name), from, to })),
    syncGroups: file.sync_groups.map(({ id, name, tasks }) => ({ id, name, tasks })),
    tasks: file.tasks.map(toTask),
    people: file.personnel.map(toPerson),
    jits: file.jits.map(toJit),
    agreements: file.agreements.map(toAgreement),
    movements: file.movements.map(toMovement),
    entities: file.entities.map(({ id, kind, name, cc }) => ({ id, kind, name, cc })),
    assets: file.assets.map(({ id, kind, ref, state, usd, owner, cc, ccy, order, agreement }) => ({
      id,
      kind,
      ref,
      state,
      usdMinor: usd,
      owner,
      cc,
      ccy,
      agreement,
      order: order && { ref: order.ref, date: order.date, final: order.final },
      ...NOT_RECORDED.asset,
    })),
    flows: file.flows.map(({ id, src, dst, usd, date, method }) => ({ id, src, dst, usdMinor: usd, date, method })),
    requests: file.requests.map(({ id, kind, channel, from, to, status, asset, entity, date, due, effect }) => ({
      id,
      kind,
      channel,
      from,
      to,
      status,
      asset,
      entity,
      date,
      due,
      effect: effect && { measure: effect.measure, from: effect.from, until: effect.until },
      ...NOT_RECORDED.request,
    })),
    deconfliction: file.deconfliction.map(({ id, with: other, about, status, site, raised }) => ({
      id,
      with: other,
      about,
      status,
      site,
      raised,
    })),
    risks: file.risks.map(({ id, what, like, impact, owner, measure }) => ({ id, what, like, impact, owner, measure })),
    records: file.records.map(
      ({ id, what, owner, tlp, level, handling, h3, retain_until, personal, purpose, links, consent, withdrawn }) => ({
        id,
        what,
        owner,
        tlp,
        level,
        handling,
        h3,
        retainUntil: retain_until,
        personal,
        purpose,
        links,
        consent,
        withdrawn,
        ...NOT_RECORDED.record,
      }),
    ),
    overrides: [],
    releases: file.releases.map(({ id, by, to, purpose, records, status, persons }) => ({
      id,
      by,
      to,
      purpose,
      records,
      status,
      persons,
      ...NOT_RECORDED.release,
    })),
  };
}

function toOperation(o: SoundFile['operation']): PlanOperation {
  const { command, order } = o;
  const sections = ORDER_SECTIONS.flatMap((name) => {
    const words = order?.[name];
    return words ? [[name, bi(words)] as const] : [];
  });
  return {
    id: o.id,
    codeName: o.code_name,
    title: bi(o.title),
    status: o.status,
    lead: o.lead,
    coordinator: o.coordinator,
    refTz: o.ref_tz,
    hHour: o.h_hour,
    dDay: o.d_day,
    marking: { tlp: o.marking.tlp, level: o.marking.level, handling: o.marking.handling },
    mandate: o.mandate,
    command: { strategic: command.strategic, tactical: command.tactical, operational: record(command.operational) },
    order: order && { version: order.version, ...NOT_RECORDED.order, sections: partial(sections) },
    // The file has no key for the disclosure list (R-OP-11 stays silent).
    disclosure: null,
  };
}

function toLimits(d: SoundFile['defaults']): Limits {
  return {
    ...DEFAULT_LIMITS,
    syncToleranceMin: d.sync_tolerance_min,
    langLevel: d.lang_level,
    restH: d.rest_h,
    dutyMaxH: d.duty_max_h,
    dutyMergeGapH: d.duty_merge_gap_h,
    transitSameCountryH: d.transit_same_country_h,
    transitAbroadH: d.transit_abroad_h,
    deployMaxDays: d.deploy_max_days,
    passportMonths: d.passport_months,
    jitExpiryWarnDays: d.jit_expiry_warn_days,
    agreementMarginDays: d.agreement_margin_days,
    agreementStaleDays: d.agreement_stale_days,
    egmontDays: d.egmont_days,
    flowTolerancePct: d.flow_tolerance_pct,
    escort: {
      lowRiskUpTo4h: d.escort.low_risk_up_to_4h,
      lowRiskOver4h: d.escort.low_risk_over_4h,
      highRisk: d.escort.high_risk,
      irregular: d.escort.irregular,
      victimSupport: d.escort.victim_support,
      medicFromPersons: d.escort.medic_from_persons,
    },
  };
}

const toTask = (t: SoundFile['tasks'][number]): PlanTask => ({
  id: t.id,
  phase: t.ph,
  at: t.at,
  minutes: t.min,
  owner: t.own,
  site: t.loc,
  kind: t.kind,
  title: t.t,
  load: t.load,
  dependencies: t.dep.map(({ on, type, lag }) => ({ on, type, lag })),
  people: t.ppl,
  need: { skills: partial(t.need.sk), languages: t.need.lang },
  sync: t.sync,
  jit: t.jit,
  movement: t.mov,
  armed: t.armed,
  decision: t.dp && { owner: t.dp.owner, deputy: t.dp.deputy, abort: t.dp.abort },
  // The file says what is planned; what became of it is kept in the plan's own tables.
  status: 'planned',
  ...NOT_RECORDED.task,
});

const toPerson = (p: SoundFile['personnel'][number]): PlanPerson => ({
  id: p.id,
  name: p.name,
  agency: p.ag,
  role: p.role,
  languages: record(p.lang),
  skills: p.sk,
  clearance: p.clr,
  vetting: p.vet,
  medical: p.med,
  passport: p.ppt,
  firearms: p.fa,
  entry: record(p.entry),
  arms: p.arms,
  deployed: p.deployed && { to: p.deployed.to, from: p.deployed.from, until: p.deployed.until },
  leave: p.leave.map(span),
});

const toJit = (j: SoundFile['jits'][number]): PlanJit => ({
  id: j.id,
  name: j.name,
  status: j.status,
  parties: j.parties,
  operatesIn: j.operates_in,
  leaders: record(j.leaders),
  from: j.from,
  until: j.until,
  signed: record(j.signed),
  basis: j.basis,
  members: j.members,
  seconded: record(j.seconded),
  participants: j.participants,
  armsForSeconded: j.arms_for_seconded,
  costs: j.costs,
  evaluationDue: j.evaluation_due,
  extensions: j.extensions.map(({ until, signed }) => ({ until, signed: record(signed) })),
  ...NOT_RECORDED.jit,
});

const toCoverage = (row: SoundFile['agreements'][number]['covers'][number]): PlanCoverage =>
  'data' in row
    ? { from: [], to: [], nat: [], cat: [], data: row.data, purpose: row.purpose }
    : { from: row.from, to: row.to, nat: row.nat, cat: row.cat, data: [], purpose: null };

const toAgreement = (a: SoundFile['agreements'][number]): PlanAgreement => ({
  id: a.id,
  type: a.type,
  title: bi(a.title),
  parties: a.parties,
  state: a.state,
  since: a.since,
  signed: record(a.signed),
  covers: a.covers.map(toCoverage),
  from: a.from,
  until: a.until,
  noticeMonths: a.notice_months,
  transit: a.transit.map(({ via, nat, cat }) => ({ via, nat, cat })),
  approval: a.approval.map(({ step, date, ref }) => ({ step, date, ref })),
  ...NOT_RECORDED.agreement,
});

const toMovement = (m: SoundFile['movements'][number]): PlanMovement => ({
  id: m.id,
  task: m.task,
  status: m.status,
  mode: m.mode,
  from: m.from,
  to: m.to,
  depart: m.depart,
  seats: m.seats,
  pax: m.pax.map((row) => ({
    nat: row.nat,
    cat: row.cat,
    n: row.n,
    to: row.to,
    highRisk: row.high_risk,
    minorsAlone: row.minors_alone,
    guardian: row.guardian,
    basis: row.basis,
  })),
  via: m.via,
  flightHours: m.flight_h,
  separationPlan: m.separation_plan,
  escorts: m.escorts,
  support: m.support,
  medics: m.medics,
  receiving: m.receiving,
  checks: m.checks && {
    screened: m.checks.screened,
    consent: m.checks.consent,
    refoulementCleared: m.checks.refoulement_cleared,
    nationality: m.checks.nationality,
    travelDoc: m.checks.travel_doc,
    consular: m.checks.consular,
    fitToTravel: m.checks.fit_to_travel,
    carrierNotice: m.checks.carrier_notice,
    handoverSlot: m.checks.handover_slot,
  },
  ...NOT_RECORDED.movement,
});

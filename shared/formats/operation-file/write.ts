/** Writes a plan as an operation file (`demo-operation/1`): JSON, which is YAML 1.2 too, one item on a line so that faults name it. */
import { type InstantMs, ORDER_SECTIONS, type Plan } from '../../model/plan.ts';
import { type Refusal, refusal } from '../../result/refusal.ts';
import { err, ok, type Result } from '../../result/result.ts';
import { formatInstant } from '../../time/instant.ts';
import { readOperationFile, SCHEMA_NAME, SCHEMA_VERSION } from './operation-file.ts';
import { losses } from './write-losses.ts';
import { agreementItem, jitItem, movementItem } from './write-papers.ts';
import { assetItem, flowItem, recordItem, releaseItem, requestItem } from './write-money.ts';
import { type Item, unless, without } from './write-item.ts';

/**
 * The file of a plan whose rules read `clock` as now. `fictional` marks invented data, whose clock stands still when loaded.
 * A plan the file cannot carry whole is refused, never written in part. Codes: `file-no-place` for what has no key in the file (task
 * states, a disclosure list, what is held beyond the file) or was not released to this agency, `file-differs` for what would not come back the same, else those of reading.
 */
export function writeOperationFile(
  plan: Plan,
  clock: InstantMs,
  { fictional = true }: { readonly fictional?: boolean } = {},
): Result<Uint8Array, readonly Refusal[]> {
  const lost = losses(plan);
  if (lost.length > 0) return err(lost);
  const bytes = new TextEncoder().encode(fileText(plan, clock, fictional));
  // Reading it back is the one test that cannot forget a field.
  const back = readOperationFile(bytes);
  if (!back.ok) return back;
  if (back.value.clock !== clock) return err([refusal('file-differs', 'meta: clock', 'must be a whole second')]);
  const differing = firstDifference(plan, back.value.plan);
  return differing === null
    ? ok(bytes)
    : err([refusal('file-differs', differing, 'would not come back from the file as it is in the plan')]);
}

function fileText(plan: Plan, clock: InstantMs, fictional: boolean): string {
  const { targets } = plan;
  const parts: readonly (readonly [string, Item | readonly Item[]])[] = [
    [
      'meta',
      {
        schema: `${SCHEMA_NAME}/${SCHEMA_VERSION}`,
        ...unless('fictional', fictional, false),
        clock: formatInstant(clock),
      },
    ],
    ['operation', operationItem(plan)],
    ['defaults', limitsItem(plan)],
    ['targets', { ...targets }],
    ['agencies', plan.agencies.map(({ id, name, role, tz, cc, ncb }) => without({ id, name, role, tz, cc, ncb }))],
    ['sites', plan.sites.map(siteItem)],
    ['holidays', plan.holidays.map(({ cc, from, to }) => ({ cc, from, to }))],
    ['phases', plan.phases.map(({ id, name, from, to }) => ({ id, name, from, to }))],
    ['sync_groups', plan.syncGroups.map(({ id, name, tasks }) => ({ id, name, tasks }))],
    ['tasks', plan.tasks.map(taskItem)],
    ['personnel', plan.people.map(personItem)],
    ['jits', plan.jits.map(jitItem)],
    ['agreements', plan.agreements.map(agreementItem)],
    ['movements', plan.movements.map(movementItem)],
    ['entities', plan.entities.map(({ id, kind, name, cc }) => without({ id, kind, name, cc }))],
    ['assets', plan.assets.map(assetItem)],
    ['flows', plan.flows.map(flowItem)],
    ['requests', plan.requests.map(requestItem)],
    [
      'deconfliction',
      plan.deconfliction.map(({ id, with: other, about, status, site, raised }) =>
        without({ id, with: other, about, status, site, raised }),
      ),
    ],
    [
      'risks',
      plan.risks.map(({ id, what, like, impact, owner, measure }) =>
        without({ id, what, like, impact, owner, measure }),
      ),
    ],
    ['records', plan.records.map(recordItem)],
    ['releases', plan.releases.map(releaseItem)],
  ];
  const lines = parts.map(([key, value]) =>
    Array.isArray(value) && value.length > 0
      ? `"${key}": [\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`
      : `"${key}": ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

function operationItem({ operation: o }: Plan): Item {
  const { strategic, tactical, operational } = o.command;
  return without({
    id: o.id,
    code_name: o.codeName,
    title: o.title,
    status: o.status,
    lead: o.lead,
    coordinator: o.coordinator,
    ref_tz: o.refTz,
    h_hour: o.hHour === null ? null : formatInstant(o.hHour),
    d_day: o.dDay,
    marking: { tlp: o.marking.tlp, level: o.marking.level, handling: o.marking.handling },
    mandate: o.mandate,
    command: without({ strategic, tactical, operational }),
    order: o.order && {
      version: o.order.version,
      ...Object.fromEntries(
        ORDER_SECTIONS.flatMap((name) => (o.order?.sections[name] ? [[name, o.order.sections[name]]] : [])),
      ),
    },
  });
}

function limitsItem({ limits: l }: Plan): Item {
  const ratio = ([staff, travellers]: readonly [number, number]): string => `${staff}:${travellers}`;
  return {
    sync_tolerance_min: l.syncToleranceMin,
    lang_level: l.langLevel,
    rest_h: l.restH,
    duty_max_h: l.dutyMaxH,
    duty_merge_gap_h: l.dutyMergeGapH,
    transit_same_country_h: l.transitSameCountryH,
    transit_abroad_h: l.transitAbroadH,
    deploy_max_days: l.deployMaxDays,
    passport_months: l.passportMonths,
    jit_expiry_warn_days: l.jitExpiryWarnDays,
    agreement_margin_days: l.agreementMarginDays,
    agreement_stale_days: l.agreementStaleDays,
    egmont_days: l.egmontDays,
    flow_tolerance_pct: l.flowTolerancePct,
    escort: {
      low_risk_up_to_4h: ratio(l.escort.lowRiskUpTo4h),
      low_risk_over_4h: ratio(l.escort.lowRiskOver4h),
      high_risk: ratio(l.escort.highRisk),
      irregular: ratio(l.escort.irregular),
      victim_support: ratio(l.escort.victimSupport),
      medic_from_persons: l.escort.medicFromPersons,
    },
  };
}

const siteItem = (s: Plan['sites'][number]): Item => ({
  id: s.id,
  code: s.code,
  cc: s.cc,
  place: s.place,
  lat: s.lat,
  lon: s.lon,
  tz: s.tz,
  est_persons: s.estPersons,
  est_held: s.estHeld,
  hazards: s.hazards,
});

function taskItem(t: Plan['tasks'][number]): Item {
  const { skills, languages } = t.need;
  return without({
    id: t.id,
    ph: t.phase,
    at: t.at,
    loc: t.site,
    kind: t.kind,
    t: t.title,
    min: t.minutes,
    own: t.owner,
    ...unless('load', t.load, 100),
    dep: t.dependencies.map(({ on, type, lag }) =>
      type === 'FS' && lag === 0 ? on : `${on}:${type}${lag === 0 ? '' : `${lag > 0 ? '+' : ''}${lag}`}`,
    ),
    ppl: t.people,
    need: without({ sk: skills, lang: languages }),
    sync: t.sync,
    jit: t.jit,
    mov: t.movement,
    ...unless('armed', t.armed, false),
    // A decision with nothing in it is still a decision point (R-OP-04).
    dp: t.decision && { owner: t.decision.owner, deputy: t.decision.deputy, abort: t.decision.abort },
  });
}

const personItem = (p: Plan['people'][number]): Item =>
  without(
    {
      id: p.id,
      name: p.name,
      ag: p.agency,
      role: p.role,
      lang: { ...p.languages },
      sk: [...p.skills],
      clr: p.clearance,
      vet: p.vetting,
      med: p.medical,
      ppt: p.passport,
      fa: p.firearms,
      entry: p.entry,
      arms: p.arms,
      deployed: p.deployed && { to: p.deployed.to, from: p.deployed.from, until: p.deployed.until },
      leave: p.leave.map(({ from, to }) => ({ from, to })),
    },
    'lang',
    'sk',
  );

/** Where two plans differ first, `tasks T12` or `operation`; null when they are the same. */
function firstDifference(wanted: Plan, got: Plan): string | null {
  for (const [name, value] of Object.entries(wanted)) {
    const other: unknown = got[name as keyof Plan];
    if (!Array.isArray(value) || !Array.isArray(other)) {
      if (!same(value, other)) return name;
      continue;
    }
    const at = value.findIndex((item, i) => !same(item, other[i]));
    const item: unknown = value[at];
    if (at >= 0)
      return typeof item === 'object' && item !== null && 'id' in item
        ? `${name} ${String(item.id)}`
        : `${name}[${at}]`;
    if (other.length !== value.length) return name;
  }
  return null;
}

/** Equal trees of plain values; keys of a map have no order. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]));
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((k) => Object.hasOwn(b, k) && same((a as Item)[k], (b as Item)[k]))
  );
}

/**
 * Random plans that an operation file can hold, crowded into a few weeks and few people and close to every limit, so that each rule of the
 * brief has something to say and something to be silent about.
 */
import { DEFAULT_LIMITS } from '#shared/formats/plan-records/limits.ts';
import { NOT_RECORDED } from '#shared/model/held.ts';
import type { Plan, PlanAgreement, PlanJit, PlanMovement, PlanPax, PlanPerson, PlanTask } from '#shared/model/plan.ts';
import type { AgreementState } from '#shared/model/vocabulary.ts';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import { Dice } from './dice.ts';
import { start } from './mutate.ts';
import { dateIn, plusDays } from './scene.ts';

export const DENSE_CLOCK = Date.UTC(2027, 2, 8, 2);
const COUNTRIES = ['KH', 'PH', 'LA', 'KR'] as const;
const ZONES: Readonly<Record<string, string>> = {
  KH: 'Asia/Phnom_Penh',
  PH: 'Asia/Manila',
  LA: 'Asia/Vientiane',
  KR: 'Asia/Seoul',
};

/** Wall clocks that do not exist or come twice (R-OP-12), and their neighbours that do and do not. */
const NIGHTS = [
  '2027-03-28T02:30[Europe/Paris]',
  '2027-03-28T03:00[Europe/Paris]',
  '2027-03-14T02:00[America/New_York]',
  '2027-11-07T01:30[America/New_York]',
  '2027-04-04T01:45[Australia/Lord_Howe]',
];

/** Without what a workspace records beyond the operation file, which has no place for it. */
function asFileHolds(plan: Plan): Plan {
  const { order } = plan.operation;
  const { ackWindowH, custodyH, custodyWarnPct, fiuHeldDays, stopPaymentH, reviewYears, lawfulHours } = DEFAULT_LIMITS;
  return {
    ...plan,
    operation: { ...plan.operation, order: order && { ...order, ...NOT_RECORDED.order } },
    limits: {
      ...plan.limits,
      ackWindowH,
      custodyH,
      custodyWarnPct,
      fiuHeldDays,
      stopPaymentH,
      reviewYears,
      lawfulHours,
    },
    agencies: plan.agencies.map((item) => ({ ...item, ...NOT_RECORDED.agency })),
    tasks: plan.tasks.map((item) => ({ ...item, ...NOT_RECORDED.task })),
    jits: plan.jits.map((item) => ({ ...item, ...NOT_RECORDED.jit })),
    agreements: plan.agreements.map((item) => ({ ...item, ...NOT_RECORDED.agreement })),
    movements: plan.movements.map((item) => ({ ...item, ...NOT_RECORDED.movement })),
    assets: plan.assets.map((item) => ({ ...item, ...NOT_RECORDED.asset })),
    requests: plan.requests.map((item) => ({ ...item, ...NOT_RECORDED.request })),
    records: plan.records.map((item) => ({ ...item, ...NOT_RECORDED.record })),
    releases: plan.releases.map((item) => ({ ...item, ...NOT_RECORDED.release })),
  };
}

export function densePlan(seed: number, size: number): Plan {
  const dice = new Dice(seed);
  const base = asFileHolds(randomPlan(seed, size));
  const near = (from = -12, to = 40): string => plusDays('2027-03-08', dice.int(from, to));
  const refTz = dice.pick(['Asia/Bangkok', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu']);
  const hHour = Date.UTC(2027, 2, dice.int(10, 20), dice.int(0, 23), dice.pick([0, 30]));
  const agencies = base.agencies.map((agency) => {
    const cc = dice.chance(0.15) ? null : dice.pick(COUNTRIES);
    return { ...agency, cc, tz: cc === null ? refTz : (ZONES[cc] ?? refTz) };
  });
  const agency = (): string => dice.pick(agencies).id;
  const sites = base.sites.map((site) => {
    const cc = dice.pick(COUNTRIES);
    return { ...site, cc, tz: ZONES[cc] ?? refTz };
  });
  const people = base.people.map((person) => densePerson(dice, person, agency(), near));
  const person = (): string => dice.pick(people).id;
  const jits = people.length === 0 ? [] : base.jits.map((jit) => denseJit(dice, jit, person, near));
  const groups = base.syncGroups.map(({ id }) => id);
  const earlier: string[] = [];
  const tasks = base.tasks.map((task) => {
    const made: PlanTask = {
      ...task,
      phase: dice.pick(base.phases).id,
      at: dice.chance(0.05)
        ? dice.pick(NIGHTS)
        : dice.chance(0.4)
          ? `H+0${dice.int(0, 9)}:${dice.pick(['00', '05', '10', '11'])}`
          : start(dice),
      minutes: dice.chance(0.05) ? null : dice.pick([30, 60, 120, 240, 480, 720, 841, 1439, 1440, 2880]),
      owner: dice.chance(0.95) ? agency() : null,
      site: sites.length === 0 || dice.chance(0.3) ? 'REM' : dice.pick(sites).id,
      kind: dice.chance(0.5) ? dice.pick(['entry', 'arrest', 'digital', 'medical', 'screening'] as const) : task.kind,
      load: dice.pick([100, 100, 60, 50, 49, 40]),
      title: task.title === '' ? 'x' : task.title,
      dependencies: task.dependencies.filter(({ on }) => earlier.includes(on)),
      sync: groups.length > 0 && dice.chance(0.4) ? dice.pick(groups) : null,
      jit: jits.length > 0 && dice.chance(0.4) ? dice.pick(jits).id : null,
      armed: dice.chance(0.3),
      movement: null,
      status: 'planned',
    };
    earlier.push(task.id);
    return made;
  });
  const agreements = base.agreements.map((agreement) =>
    denseAgreement(
      dice,
      agreement,
      agencies.map(({ id }) => id),
      near,
    ),
  );
  const movements = base.movements
    .slice(0, tasks.length)
    .map((movement, n) => denseMovement(dice, movement, tasks[n]?.id ?? null, agency, agreements, hHour));
  const requests = denseRequests(dice, base, agency, near);
  const known = new Set(['OP-1', ...[...jits, ...movements, ...requests].map(({ id }) => id)]);
  const shared = { refTz, hHour, dDay: dateIn(refTz, hHour), disclosure: null };
  const lead = agency();
  return {
    ...base,
    operation: { ...base.operation, ...shared, lead, coordinator: agency(), status: 'planning' },
    agencies,
    sites,
    people,
    jits,
    agreements,
    holidays: base.holidays.map(() => {
      const from = near();
      return { cc: dice.pick(COUNTRIES), from, to: plusDays(from, dice.int(0, 3)) };
    }),
    phases: base.phases.map((phase) => ({ ...phase, from: `D-${dice.int(5, 60)}`, to: `D+${dice.int(0, 60)}` })),
    syncGroups: base.syncGroups
      .map((group) => ({ ...group, tasks: tasks.filter(({ sync }) => sync === group.id).map(({ id }) => id) }))
      .filter((group) => group.tasks.length > 0),
    tasks: tasks.map((task) => {
      const movement = movements.find((candidate) => candidate.task === task.id);
      if (!movement) return task;
      const depart = dateIn('Asia/Bangkok', movement.depart);
      const clock = new Date(movement.depart + 7 * 3_600_000).toISOString().slice(11, 16);
      return { ...task, movement: movement.id, ...(dice.chance(0.6) && { at: `${depart}T${clock}[Asia/Bangkok]` }) };
    }),
    movements,
    assets: base.assets.map((asset) => ({
      ...asset,
      ref: dice.pick(['DEMO 1', 'demo1', 'DEMO 2', asset.ref]),
      usdMinor: dice.pick([0, 5_000, 100_000, 105_000, 1_000_000]),
      kind: dice.chance(0.6) ? dice.pick(['bank_account', 'crypto_wallet'] as const) : asset.kind,
    })),
    flows: base.flows.map((flow) => ({ ...flow, usdMinor: dice.pick([95_000, 100_000, 100_001, 5_000]) })),
    requests,
    records: base.records.map((record) => ({
      ...record,
      links: record.links.filter((link) => known.has(link)),
      owner: dice.chance(0.9) ? agency() : null,
      retainUntil: dice.chance(0.9) ? near(-3, 60) : null,
      handling: record.handling.filter((code) => code !== 'H3'),
      h3: null,
    })),
    releases:
      base.records.length === 0
        ? []
        : base.releases.map((release) => ({
            ...release,
            by: agency(),
            to: agency(),
            records: release.records.length > 0 ? release.records : [dice.pick(base.records).id],
          })),
  };
}

type Day = (from?: number, to?: number) => string;

function densePerson(dice: Dice, person: PlanPerson, agency: string, near: Day): PlanPerson {
  const from = near(-10, 10);
  return {
    ...person,
    agency,
    vetting: dice.chance(0.8) ? '2030-01-01' : near(),
    medical: dice.chance(0.8) ? '2030-01-01' : near(),
    passport: dice.chance(0.2) ? null : plusDays('2027-03-08', dice.int(150, 300)),
    firearms: dice.chance(0.3) ? null : dice.chance(0.7) ? '2030-01-01' : near(),
    entry: Object.fromEntries(
      COUNTRIES.filter(() => dice.chance(0.6)).map((cc) => [cc, dice.chance() ? 'exempt' : near()]),
    ),
    arms: COUNTRIES.filter(() => dice.chance(0.4)),
    deployed: dice.chance(0.3)
      ? null
      : { to: dice.pick(COUNTRIES), from, until: plusDays(from, dice.pick([5, 20, 29, 30, 31])) },
    leave: dice.chance(0.7) ? [] : [near()].map((day) => ({ from: day, to: plusDays(day, dice.int(0, 3)) })),
  };
}

const signatures = (dice: Dice, parties: readonly string[], near: Day): Record<string, string | null> =>
  Object.fromEntries(parties.map((party) => [party, dice.chance(0.9) ? near(-60, 2) : null]));

function denseJit(dice: Dice, jit: PlanJit, person: () => string, near: Day): PlanJit {
  const parties = [...new Set([dice.pick(COUNTRIES), dice.pick(COUNTRIES)])];
  const until = near(0, 60);
  return {
    ...jit,
    status: dice.chance(0.7) ? dice.pick(['in_force', 'extended'] as const) : jit.status,
    parties,
    operatesIn: parties.filter((_, n) => n === 0 || dice.chance()),
    leaders: Object.fromEntries(parties.map((cc) => [cc, person()])),
    from: near(-60, -1),
    until,
    signed: signatures(dice, parties, near),
    seconded: Object.fromEntries(Object.keys(jit.seconded).map((id) => [id, dice.pick(COUNTRIES)])),
    evaluationDue: dice.chance(0.3) ? near(-3, 3) : null,
    extensions: jit.extensions.map((_, n) => ({
      until: plusDays(until, (n + 1) * dice.int(1, 30)),
      signed: signatures(dice, parties, (from, to) => near(from, dice.chance(0.9) ? to : 60)),
    })),
  };
}

const LADDER: readonly AgreementState[] = [
  'draft',
  'reported',
  'approved',
  'mandated',
  'partially_signed',
  'signed',
  'in_force',
];
function denseAgreement(dice: Dice, agreement: PlanAgreement, agencies: readonly string[], near: Day): PlanAgreement {
  const cooperation = agreement.type === 'cooperation';
  const parties = [
    ...new Set([
      ...agreement.parties.filter((party) => cooperation || /^[A-Z]{2}$/.test(party)).slice(0, 2),
      cooperation ? dice.pick(agencies) : dice.pick(COUNTRIES),
    ]),
  ];
  const upTo = dice.int(0, LADDER.length - 1);
  const inForce = dice.chance(0.6);
  const steps = LADDER.slice(0, upTo + 1).filter(() => dice.chance(0.95));
  const state = inForce ? 'in_force' : dice.chance(0.7) ? dice.pick(LADDER) : agreement.state;
  const nations = (): string[] => (dice.chance(0.6) ? ['*'] : [dice.pick(COUNTRIES)]);
  return {
    ...agreement,
    parties,
    state,
    since: near(-130, 0),
    from: dice.chance(0.9) ? near(-60, 2) : null,
    until: dice.chance(0.4) ? null : near(5, 90),
    signed: signatures(dice, parties, near),
    covers: cooperation
      ? [{ from: [], to: [], nat: [], cat: [], data: ['needs'], purpose: dice.pick(['joint_operation', 'support']) }]
      : [0, 1].map(() => ({
          from: COUNTRIES.filter(() => dice.chance(0.7)),
          to: COUNTRIES.filter(() => dice.chance(0.7)),
          nat: nations(),
          cat: (['victim', 'suspect', 'irregular', 'sentenced', 'witness'] as const).filter(() => dice.chance(0.6)),
          data: [],
          purpose: null,
        })),
    transit: agreement.transit.map((clause) => ({ ...clause, via: dice.pick(COUNTRIES), nat: nations() })),
    approval: dice.chance()
      ? []
      : steps.map((step, n) => ({
          step,
          date: plusDays('2027-01-01', n * 3 - (dice.chance(0.05) ? 20 : 0)),
          ref: dice.chance(0.8) ? 'ref' : null,
        })),
  };
}

function denseMovement(
  dice: Dice,
  movement: PlanMovement,
  task: string | null,
  agency: () => string,
  agreements: readonly PlanAgreement[],
  hHour: number,
): PlanMovement {
  const to = [...new Set([dice.pick(COUNTRIES), dice.pick(COUNTRIES)])];
  const pax = movement.pax.map((row): PlanPax => {
    const accused = row.cat === 'suspect' || row.cat === 'sentenced';
    const n = dice.pick([1, 2, 5, 6, 10, 11, 19, 20]);
    return {
      ...row,
      nat: dice.pick(COUNTRIES),
      n,
      to: dice.pick(to),
      highRisk: accused ? row.highRisk : 0,
      minorsAlone: dice.chance(0.8) ? 0 : Math.min(n, dice.int(1, 4)),
      basis: agreements.length > 0 && dice.chance(0.4) ? dice.pick(agreements).id : null,
    };
  });
  const persons = pax.reduce((sum, { n }) => sum + n, 0);
  const done = (): number => (dice.chance(0.85) ? persons : Math.max(0, persons - 1));
  return {
    ...movement,
    task,
    status: dice.chance(0.6) ? dice.pick(['documents', 'cleared'] as const) : movement.status,
    from: dice.pick(COUNTRIES),
    to,
    via: COUNTRIES.filter(() => dice.chance(0.2)),
    depart: dice.chance(0.5) ? hHour + dice.int(0, 400) * 3_600_000 : DENSE_CLOCK + dice.int(10, 80) * 3_600_000,
    pax:
      pax.length > 0
        ? pax
        : [
            {
              nat: 'KR',
              cat: 'victim',
              n: 9,
              to: to[0] ?? 'KR',
              highRisk: 0,
              minorsAlone: 0,
              guardian: false,
              basis: null,
            },
          ],
    flightHours: dice.pick([0, 4, 4.1, 9]),
    seats: dice.pick([20, 40, 60, 180]),
    escorts: dice.int(0, 30),
    support: dice.int(0, 4),
    medics: dice.int(0, 2),
    receiving: dice.chance(0.9) ? agency() : null,
    checks: dice.chance(0.3)
      ? null
      : {
          screened: done(),
          consent: done(),
          refoulementCleared: done(),
          nationality: done(),
          travelDoc: done(),
          consular: done(),
          fitToTravel: done(),
          carrierNotice: dice.chance(0.7),
          handoverSlot: dice.chance(0.7),
        },
  };
}

function denseRequests(dice: Dice, base: Plan, agency: () => string, near: Day): Plan['requests'] {
  const ids = [...base.assets, ...base.entities].map(({ id }) => id);
  if (ids.length === 0) return [];
  return base.requests.map((request) => {
    const onAsset = base.assets.length > 0 && (dice.chance(0.8) || base.entities.length === 0);
    const from = near(-20, 20);
    return {
      ...request,
      from: agency(),
      to: dice.chance(0.2) ? '*' : dice.pick(COUNTRIES),
      asset: onAsset ? dice.pick(base.assets.slice(0, 2)).id : null,
      entity: onAsset ? null : dice.pick(base.entities).id,
      date: dice.chance(0.8) ? near(-35, 0) : null,
      due: dice.chance(0.6) ? near(-3, 10) : null,
      effect: dice.chance(0.3)
        ? null
        : { measure: 'hold', from, until: dice.chance(0.1) ? null : plusDays(from, dice.int(0, 20)) },
    };
  });
}

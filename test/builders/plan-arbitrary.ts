/**
 * Random but valid plans for property tests: every reference resolves, ids are unique, dates run forward.
 * Built from a seed and a size, so a failing case is two numbers and shrinks by its size.
 */
import fc from 'fast-check';
import {
  ORDER_SECTIONS,
  type Limits,
  type Plan,
  type PlanAgreement,
  type PlanJit,
  type PlanMovement,
  type PlanPerson,
  type PlanTask,
  type Signatures,
} from '#shared/model/plan.ts';
import * as v from '#shared/model/vocabulary.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { COUNTRIES, Dice, ZONES } from './dice.ts';
import * as held from './held-arbitrary.ts';

const ids = (dice: Dice, prefix: string, max: number, min = 0): string[] =>
  Array.from({ length: dice.int(min, Math.max(min, max)) }, (_, n) => `${prefix}${String(n + 1).padStart(2, '0')}`);

interface Ids {
  readonly agencies: readonly string[];
  readonly sites: readonly string[];
  readonly people: readonly string[];
  readonly phases: readonly string[];
  readonly tasks: readonly string[];
  readonly jits: readonly string[];
  readonly movements: readonly string[];
  readonly agreements: readonly string[];
  readonly entities: readonly string[];
  readonly assets: readonly string[];
  readonly requests: readonly string[];
  readonly records: readonly string[];
}

const orNull = (dice: Dice, list: readonly string[]): string | null =>
  list.length > 0 && dice.chance(0.7) ? dice.pick(list) : null;
const signatures = (dice: Dice, parties: readonly string[]): Signatures =>
  dice.record(parties, () => dice.maybe(() => dice.day()));

/** One plan; the same for the same seed and size. `size` bounds the length of every list. */
export function randomPlan(seed: number, size: number): Plan {
  const dice = new Dice(seed);
  const id: Ids = {
    agencies: ids(dice, 'A', size, 1),
    sites: ids(dice, 'S', size),
    people: ids(dice, 'P', size * 2),
    phases: ids(dice, 'PH', size, 1),
    tasks: ids(dice, 'T', size * 2, 1),
    jits: ids(dice, 'J', size),
    movements: ids(dice, 'M', size),
    agreements: ids(dice, 'AG', size),
    entities: ids(dice, 'E', size),
    assets: ids(dice, 'AS', size),
    requests: ids(dice, 'RQ', size),
    records: ids(dice, 'D', size),
  };
  const groups = ids(dice, 'SG', size);
  const tasks = id.tasks.map((code) => randomTask(dice, id, groups, code));
  return {
    operation: randomOperation(dice, id),
    limits: randomLimits(dice),
    overrides: [],
    targets: dice.record(['sites', 'arrests', 'devices'], () => dice.int(0, 1_000)),
    agencies: id.agencies.map((code) => ({
      id: code,
      name: dice.text(),
      role: dice.pick(v.AGENCY_ROLES),
      tz: dice.pick(ZONES),
      cc: dice.maybe(() => dice.pick(COUNTRIES)),
      ncb: dice.maybe(dice.text),
      ...held.ofAgency(dice),
    })),
    sites: id.sites.map((code) => ({
      id: code,
      code: `WORD${code}`,
      cc: dice.pick(COUNTRIES),
      place: dice.text(),
      lat: dice.int(-9_000, 9_000) / 100,
      lon: dice.int(-180_000, 180_000) / 1_000,
      tz: dice.pick(ZONES),
      estPersons: dice.int(0, 3),
      estHeld: dice.int(0, 300),
      hazards: dice.some(['dogs', 'river']),
    })),
    holidays: dice.many(size, () => ({ cc: dice.pick(COUNTRIES), ...dice.span() })),
    phases: id.phases.map((code) => ({ id: code, name: dice.bi(), from: dice.start(), to: dice.start() })),
    syncGroups: groups.map((code) => ({
      id: code,
      name: dice.text(),
      tasks: tasks.filter((task) => task.sync === code).map((task) => task.id),
    })),
    tasks,
    people: id.people.map((code) => randomPerson(dice, id, code)),
    jits: id.jits.map((code) => randomJit(dice, id, code)),
    agreements: id.agreements.map((code) => randomAgreement(dice, id, code)),
    movements: id.movements.map((code) => randomMovement(dice, id, code)),
    ...randomMoney(dice, id, size),
    ...randomPapers(dice, id, size),
  };
}

function randomOperation(dice: Dice, id: Ids): Plan['operation'] {
  const refTz = dice.pick(ZONES);
  const hHour = dice.maybe(dice.instant);
  return {
    id: 'OP-1',
    codeName: dice.text(),
    title: dice.bi(),
    status: dice.chance(0.3) ? 'pre_operational' : dice.pick(v.OPERATION_STATES),
    lead: orNull(dice, id.agencies),
    coordinator: orNull(dice, id.agencies),
    refTz,
    hHour,
    dDay: hHour === null ? dice.day() : dateIn(refTz, hHour),
    marking: { tlp: dice.pick(v.TLP), level: dice.pick(v.LEVELS), handling: dice.some(v.HANDLING) },
    mandate: dice.many(2, dice.text),
    command: {
      strategic: orNull(dice, id.people),
      tactical: orNull(dice, id.people),
      operational: id.people.length > 0 ? dice.record(id.sites, () => dice.pick(id.people)) : {},
    },
    order: dice.maybe(() => ({
      version: dice.int(1, 9),
      ...held.ofOrder(dice, id.agencies),
      sections: Object.fromEntries(dice.some(ORDER_SECTIONS).map((section) => [section, dice.bi()])),
    })),
    disclosure: dice.maybe(() => dice.some(id.agencies)),
  };
}

function randomLimits(dice: Dice): Limits {
  const ratio = (): readonly [number, number] => [dice.int(0, 3), dice.int(1, 10)];
  return {
    syncToleranceMin: dice.int(5, 15),
    langLevel: dice.pick(v.LANGUAGE_LEVELS),
    restH: dice.int(20, 24) / 2,
    dutyMaxH: 14,
    dutyMergeGapH: dice.int(0, 6),
    transitSameCountryH: 4,
    transitAbroadH: dice.int(10, 12),
    deployMaxDays: 30,
    passportMonths: 6,
    jitExpiryWarnDays: dice.int(28, 31),
    agreementMarginDays: 30,
    agreementStaleDays: 90,
    egmontDays: 30,
    flowTolerancePct: dice.int(0, 20) / 4,
    escort: {
      lowRiskUpTo4h: ratio(),
      lowRiskOver4h: [1, 1],
      highRisk: [2, 1],
      irregular: ratio(),
      victimSupport: [1, 10],
      medicFromPersons: dice.int(19, 21),
    },
    lawfulHours: Object.fromEntries(
      COUNTRIES.flatMap((cc) =>
        dice
          .some(v.COERCIVE_KINDS, 0.3)
          .map(
            (kind) =>
              [`${cc}.${kind}`, dice.pick(['06:00-18:00', '20:30-04:00', '00:00-24:00', '08:00-24:00'])] as const,
          ),
      ).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    ackWindowH: dice.int(24, 96),
    custodyH: dice.int(24, 72),
    custodyWarnPct: dice.int(50, 100),
    fiuHeldDays: dice.int(5, 9),
    stopPaymentH: dice.int(48, 96),
    reviewYears: dice.int(1, 5),
  };
}

function randomTask(dice: Dice, id: Ids, groups: readonly string[], code: string): PlanTask {
  return {
    id: code,
    phase: orNull(dice, id.phases),
    at: dice.maybe(dice.start),
    minutes: dice.maybe(() => dice.int(1, 525_600)),
    owner: orNull(dice, id.agencies),
    site: dice.chance(0.3) ? v.REMOTE : orNull(dice, id.sites),
    kind: dice.pick(v.TASK_KINDS),
    title: dice.chance(0.9) ? dice.text() : '',
    load: dice.pick([100, 50, 1]),
    dependencies: dice
      .some(
        id.tasks.filter((other) => other !== code),
        0.2,
      )
      .map((on) => ({ on, type: dice.pick(v.DEPENDENCY_TYPES), lag: dice.pick([0, 30, -15]) })),
    people: dice.some(id.people),
    need: {
      skills: dice.record(v.SKILLS.slice(0, 3), () => dice.int(1, 3)),
      languages: dice.some(['km', 'zh', 'fr']),
    },
    sync: orNull(dice, groups),
    jit: orNull(dice, id.jits),
    movement: orNull(dice, id.movements),
    armed: dice.chance(0.2),
    decision: dice.maybe(() => ({
      owner: orNull(dice, id.people),
      deputy: orNull(dice, id.people),
      abort: dice.maybe(dice.text),
    })),
    status: dice.pick(v.TASK_STATES),
    ...held.ofTask(dice),
  };
}

function randomPerson(dice: Dice, id: Ids, code: string): PlanPerson {
  const expiry = (): string | null => dice.maybe(() => dice.day());
  return {
    id: code,
    name: dice.text(),
    agency: orNull(dice, id.agencies),
    role: dice.text(),
    languages: dice.record(['km', 'zh', 'tet'], () => dice.pick(v.LANGUAGE_LEVELS)),
    skills: dice.some(v.SKILLS, 0.2),
    clearance: dice.pick([1, 2, 3] as const),
    vetting: expiry(),
    medical: expiry(),
    passport: expiry(),
    firearms: expiry(),
    entry: dice.record(COUNTRIES, () => (dice.chance() ? 'exempt' : dice.day())),
    arms: dice.some(COUNTRIES, 0.2),
    deployed: dice.maybe(() => ({ to: dice.pick(COUNTRIES), from: dice.day(0, 50), until: dice.day(50, 99) })),
    leave: dice.many(2, dice.span),
  };
}

function randomJit(dice: Dice, id: Ids, code: string): PlanJit {
  const parties = dice.some(COUNTRIES);
  return {
    id: code,
    name: dice.text(),
    status: dice.pick(v.JIT_STATES),
    parties,
    operatesIn: dice.some(COUNTRIES),
    leaders: id.people.length > 0 ? dice.record(parties, () => dice.pick(id.people)) : {},
    from: dice.day(0, 50),
    until: dice.day(50, 99),
    signed: signatures(dice, parties),
    basis: dice.many(2, dice.text),
    members: dice.some(id.people),
    seconded: dice.record(id.people, () => dice.pick(COUNTRIES)),
    participants: dice.some(id.people, 0.2),
    armsForSeconded: dice.chance(),
    costs: dice.maybe(dice.text),
    evaluationDue: dice.maybe(() => dice.day()),
    extensions: dice.many(2, () => ({ until: dice.day(99, 200), signed: signatures(dice, parties) })),
    ...held.ofJit(dice, parties, id.people, id.tasks),
  };
}

function randomAgreement(dice: Dice, id: Ids, code: string): PlanAgreement {
  const parties = dice.some([...COUNTRIES, ...id.agencies]);
  const nat = (): string[] => dice.some(['*', ...COUNTRIES]);
  const isAdHoc = dice.chance(0.2);
  return {
    id: code,
    type: isAdHoc ? 'ad_hoc' : dice.pick(v.AGREEMENT_TYPES),
    title: dice.bi(),
    parties,
    state: dice.pick(v.AGREEMENT_STATES),
    since: dice.day(),
    signed: signatures(dice, parties),
    covers: dice.many(2, () => ({
      // Wide, or a random route is hardly ever named (R-AGR-07).
      from: dice.some(COUNTRIES, isAdHoc ? 0.9 : 0.4),
      to: dice.some(COUNTRIES, isAdHoc ? 0.9 : 0.4),
      nat: isAdHoc ? ['*'] : nat(),
      cat: dice.some(v.CATEGORIES, isAdHoc ? 0.9 : 0.4),
      data: dice.many(2, dice.text),
      purpose: dice.maybe(dice.text),
    })),
    from: dice.maybe(() => dice.day(0, 50)),
    until: dice.maybe(() => dice.day(50, 99)),
    noticeMonths: dice.maybe(() => dice.int(0, 12)),
    transit: dice.many(2, () => ({ via: dice.pick(COUNTRIES), nat: nat(), cat: dice.some(v.CATEGORIES) })),
    approval: dice.many(3, () => ({
      step: dice.pick(v.AGREEMENT_STATES),
      date: dice.day(),
      ref: dice.maybe(dice.text),
    })),
    ...held.ofAgreement(dice),
  };
}

function randomMovement(dice: Dice, id: Ids, code: string): PlanMovement {
  const to = [dice.pick(COUNTRIES), ...dice.some(COUNTRIES, 0.2)];
  const n = (): number => dice.int(0, 40);
  return {
    id: code,
    task: orNull(dice, id.tasks),
    status: dice.pick(v.MOVEMENT_STATES),
    mode: dice.pick(v.MOVEMENT_MODES),
    from: dice.pick(COUNTRIES),
    to,
    depart: dice.instant(),
    seats: dice.pick([0, 40, 180]),
    pax: dice.many(3, () => ({
      nat: dice.pick(COUNTRIES),
      cat: dice.pick(v.CATEGORIES),
      n: dice.int(1, 30),
      to: dice.pick(to),
      highRisk: dice.int(0, 1),
      minorsAlone: dice.int(0, 1),
      guardian: dice.chance(),
      basis: orNull(dice, id.agreements),
    })),
    via: dice.some(COUNTRIES, 0.2),
    flightHours: dice.int(0, 99) / 10,
    separationPlan: dice.chance(),
    escorts: dice.int(0, 2),
    support: dice.int(0, 2),
    medics: dice.int(0, 1),
    receiving: orNull(dice, id.agencies),
    checks: dice.maybe(() => ({
      screened: n(),
      consent: n(),
      refoulementCleared: n(),
      nationality: n(),
      travelDoc: n(),
      consular: n(),
      fitToTravel: n(),
      carrierNotice: dice.chance(),
      handoverSlot: dice.chance(),
    })),
    ...held.ofMovement(dice),
  };
}

function randomMoney(dice: Dice, id: Ids, size: number): Pick<Plan, 'entities' | 'assets' | 'flows' | 'requests'> {
  const end = (): string =>
    id.assets.length > 0 && dice.chance(0.7) ? dice.pick(id.assets) : `V:${dice.pick(COUNTRIES)}`;
  return {
    entities: id.entities.map((code) => ({
      id: code,
      kind: dice.pick(v.ENTITY_KINDS),
      name: dice.text(),
      cc: dice.maybe(() => dice.pick(COUNTRIES)),
    })),
    assets: id.assets.map((code) => ({
      id: code,
      kind: dice.pick(v.ASSET_KINDS),
      ref: `DEMO ${code}`,
      state: dice.pick(v.ASSET_STATES),
      usdMinor: dice.pick([0, 1, 123_456_789]),
      owner: dice.chance(0.3) ? 'unknown' : orNull(dice, id.entities),
      cc: dice.maybe(() => dice.pick(COUNTRIES)),
      ccy: dice.maybe(() => 'USDT'),
      order: dice.maybe(() => ({ ref: dice.text(), date: dice.day(), final: dice.chance() })),
      agreement: orNull(dice, id.agreements),
      ...held.ofAsset(dice),
    })),
    flows: ids(dice, 'F', size).map((code) => ({
      id: code,
      src: end(),
      dst: end(),
      usdMinor: dice.int(1, 9_999_999),
      date: dice.day(),
      method: dice.pick(['transfer', 'crypto']),
    })),
    requests: id.requests.map((code) => {
      const asset = orNull(dice, id.assets);
      return {
        id: code,
        kind: dice.pick(['freeze', 'fiu_information']),
        channel: dice.text(),
        from: orNull(dice, id.agencies),
        to: dice.pick(['*', ...COUNTRIES]),
        status: dice.pick(v.REQUEST_STATES),
        asset,
        entity: asset === null ? orNull(dice, id.entities) : null,
        date: dice.maybe(() => dice.day()),
        due: dice.maybe(() => dice.day()),
        effect: dice.maybe(() => ({
          measure: 'court_freeze',
          from: dice.day(0, 9),
          until: dice.maybe(() => dice.day(9, 99)),
        })),
        ...held.ofRequest(dice),
      };
    }),
  };
}

function randomPapers(
  dice: Dice,
  id: Ids,
  size: number,
): Pick<Plan, 'deconfliction' | 'risks' | 'records' | 'releases'> {
  return {
    deconfliction: ids(dice, 'DC', size).map((code) => ({
      id: code,
      with: dice.chance() ? dice.pick(id.agencies) : dice.text(),
      about: dice.text(),
      status: dice.pick(v.DECONFLICTION_STATES),
      site: orNull(dice, id.sites),
      raised: dice.maybe(() => dice.day()),
    })),
    risks: ids(dice, 'R', size).map((code) => ({
      id: code,
      what: dice.text(),
      like: dice.int(1, 5),
      impact: dice.int(1, 5),
      owner: orNull(dice, id.people),
      measure: dice.maybe(dice.text),
    })),
    records: id.records.map((code) => ({
      id: code,
      what: dice.text(),
      owner: orNull(dice, id.agencies),
      tlp: dice.maybe(() => dice.pick(v.TLP)),
      level: dice.maybe(() => dice.pick(v.LEVELS)),
      handling: dice.some(v.HANDLING),
      h3: dice.maybe(dice.text),
      retainUntil: dice.maybe(() => dice.day()),
      personal: dice.chance(),
      purpose: dice.some(['joint_operation', 'victim_support']),
      links: dice.some(['OP-1', ...id.jits, ...id.movements, ...id.requests]),
      consent: dice.some(id.agencies),
      withdrawn: dice.chance(0.1) ? dice.day() : null,
      ...held.ofRecord(dice, id.agencies),
    })),
    releases: ids(dice, 'RL', size).map((code) => ({
      id: code,
      by: orNull(dice, id.agencies),
      to: orNull(dice, id.agencies),
      purpose: 'joint_operation',
      records: dice.some(id.records),
      status: dice.pick(v.RELEASE_STATES),
      persons: dice.some(id.people, 0.2),
      ...held.ofRelease(dice),
    })),
  };
}

/** Plans with lists of up to `size` (tasks and people twice that). */
export const planArbitrary = (size = 6): fc.Arbitrary<Plan> =>
  fc
    .record({ seed: fc.nat(), size: fc.integer({ min: 1, max: size }) })
    .map(({ seed, size: bound }) => randomPlan(seed, bound));

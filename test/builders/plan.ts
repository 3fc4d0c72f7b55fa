/**
 * Small plans for tests of rules: every builder gives something valid that no rule complains about; a test overrides what it is about.
 * H is 2027-03-16 04:00 in Bangkok (21:00 UTC the day before), D-day 2027-03-16, today 2027-03-01.
 */
import { sweep } from '#shared/domain/rules/sweep.ts';
import { ruleById } from '#shared/domain/rules/registry.ts';
import { buildFacts, type Withheld } from '#shared/domain/facts/facts.ts';
import { DEFAULT_LIMITS } from '#shared/formats/plan-records/limits.ts';
import { NOT_RECORDED, type PlanJourney } from '#shared/model/held.ts';
import type {
  Finding,
  Limits,
  Plan,
  PlanAgency,
  PlanAgreement,
  PlanAsset,
  PlanChecks,
  PlanCoverage,
  PlanDeconfliction,
  PlanFlow,
  PlanJit,
  PlanMovement,
  PlanPax,
  PlanPerson,
  PlanPhase,
  PlanRecord,
  PlanRelease,
  PlanRequest,
  PlanRisk,
  PlanSite,
  PlanTask,
} from '#shared/model/plan.ts';

export const CLOCK = Date.UTC(2027, 2, 1, 2);
export const H_HOUR = Date.UTC(2027, 2, 15, 21);
export const HOUR = 3_600_000;

export const LIMITS: Limits = DEFAULT_LIMITS;

/** Agencies KHP (Cambodia), KRP (Korea), SGP (Singapore), INT (international, coordinates), NGO (victim support); sites K1, K2 in KH and R1 in KR. */
export const makePlan = (overrides: Partial<Plan> = {}): Plan => ({
  operation: {
    id: 'OP-1',
    codeName: 'TEST TIDE',
    title: { en: 'Test', fr: 'Essai' },
    status: 'planning',
    lead: 'KRP',
    coordinator: 'INT',
    refTz: 'Asia/Bangkok',
    hHour: H_HOUR,
    dDay: '2027-03-16',
    marking: { tlp: 'AMBER', level: 'INTERPOL RESTRICTED', handling: [] },
    mandate: [],
    command: { strategic: null, tactical: null, operational: {} },
    order: null,
    disclosure: null,
  },
  limits: LIMITS,
  targets: {},
  agencies: [
    makeAgency({ id: 'KHP', cc: 'KH', role: 'host', tz: 'Asia/Phnom_Penh' }),
    makeAgency({ id: 'KRP', cc: 'KR', role: 'lead', tz: 'Asia/Seoul' }),
    makeAgency({ id: 'SGP', cc: 'SG', role: 'finance', tz: 'Asia/Singapore' }),
    makeAgency({ id: 'INT', cc: null, role: 'coordination' }),
    makeAgency({ id: 'NGO', cc: null, role: 'victim_support' }),
  ],
  sites: [
    makeSite({ id: 'K1', cc: 'KH' }),
    makeSite({ id: 'K2', cc: 'KH' }),
    makeSite({ id: 'R1', cc: 'KR', tz: 'Asia/Seoul' }),
  ],
  holidays: [],
  phases: [makePhase()],
  syncGroups: [],
  tasks: [],
  people: [],
  jits: [],
  agreements: [],
  movements: [],
  entities: [],
  assets: [],
  flows: [],
  requests: [],
  deconfliction: [],
  risks: [],
  records: [],
  releases: [],
  overrides: [],
  ...overrides,
});

export const makeAgency = (overrides: Partial<PlanAgency> = {}): PlanAgency => ({
  id: 'KHP',
  name: 'Police',
  role: 'host',
  tz: 'Asia/Bangkok',
  cc: 'KH',
  ncb: null,
  ...NOT_RECORDED.agency,
  ...overrides,
});

export const makeSite = (overrides: Partial<PlanSite> = {}): PlanSite => ({
  id: 'K1',
  code: 'KESTREL',
  cc: 'KH',
  place: 'Somewhere',
  lat: 10,
  lon: 103,
  tz: 'Asia/Phnom_Penh',
  estPersons: 10,
  estHeld: 5,
  hazards: [],
  ...overrides,
});

export const makePhase = (overrides: Partial<PlanPhase> = {}): PlanPhase => ({
  id: 'PH1',
  name: { en: 'All', fr: 'Tout' },
  from: 'D-90',
  to: 'D+90',
  ...overrides,
});

/** A remote meeting of one hour at H, owned by the lead. */
export const makeTask = (overrides: Partial<PlanTask> = {}): PlanTask => ({
  id: 'T1',
  phase: 'PH1',
  at: 'H+00:00',
  minutes: 60,
  owner: 'KRP',
  site: 'REM',
  kind: 'meeting',
  title: 'Task',
  load: 100,
  dependencies: [],
  people: [],
  need: { skills: {}, languages: [] },
  sync: null,
  jit: null,
  movement: null,
  armed: false,
  decision: null,
  status: 'planned',
  ...NOT_RECORDED.task,
  ...overrides,
});

/** A Korean officer whose papers are good for years. */
export const makePerson = (overrides: Partial<PlanPerson> = {}): PlanPerson => ({
  id: 'P1',
  name: 'Kim Test',
  agency: 'KRP',
  role: 'officer',
  languages: { ko: 'N' },
  skills: [],
  clearance: 2,
  vetting: '2030-01-01',
  medical: '2030-01-01',
  passport: '2030-01-01',
  firearms: null,
  entry: {},
  arms: [],
  deployed: null,
  leave: [],
  ...overrides,
});

/** KR and KH, operating in KH, led by P1 (KRP) and P2 (KHP). */
export const makeJit = (overrides: Partial<PlanJit> = {}): PlanJit => ({
  id: 'J1',
  name: 'JIT',
  status: 'in_force',
  parties: ['KR', 'KH'],
  operatesIn: ['KH'],
  leaders: { KR: 'P1', KH: 'P2' },
  from: '2027-01-01',
  until: '2027-12-31',
  signed: { KR: '2026-12-01', KH: '2026-12-02' },
  basis: [],
  members: [],
  seconded: {},
  participants: [],
  armsForSeconded: false,
  costs: null,
  evaluationDue: null,
  extensions: [],
  ...NOT_RECORDED.jit,
  ...overrides,
});

export const makeCoverage = (overrides: Partial<PlanCoverage> = {}): PlanCoverage => ({
  from: ['KH'],
  to: ['KR'],
  nat: ['KR'],
  cat: ['victim'],
  data: [],
  purpose: null,
  ...overrides,
});

/** In force between KR and KH without end; carries Korean victims home. */
export const makeAgreement = (overrides: Partial<PlanAgreement> = {}): PlanAgreement => ({
  id: 'AG1',
  type: 'mou',
  title: { en: 'Arrangement', fr: 'Arrangement' },
  parties: ['KR', 'KH'],
  state: 'in_force',
  since: '2027-01-01',
  signed: { KR: '2026-12-01', KH: '2026-12-02' },
  covers: [makeCoverage()],
  from: '2027-01-01',
  until: null,
  noticeMonths: null,
  transit: [],
  approval: [],
  ...NOT_RECORDED.agreement,
  ...overrides,
});

export const makePax = (overrides: Partial<PlanPax> = {}): PlanPax => ({
  nat: 'KR',
  cat: 'victim',
  n: 10,
  to: 'KR',
  highRisk: 0,
  minorsAlone: 0,
  guardian: false,
  basis: null,
  ...overrides,
});

export const DEPARTURE = Date.UTC(2027, 2, 22, 4);

/** Ten Korean victims from KH to KR on 2027-03-22 with one support officer. */
export const makeMovement = (overrides: Partial<PlanMovement> = {}): PlanMovement => ({
  id: 'M1',
  task: null,
  status: 'planned',
  mode: 'charter',
  from: 'KH',
  to: ['KR'],
  depart: DEPARTURE,
  seats: 100,
  pax: [makePax()],
  via: [],
  flightHours: 5,
  separationPlan: false,
  escorts: 0,
  support: 1,
  medics: 0,
  receiving: 'KRP',
  checks: null,
  ...NOT_RECORDED.movement,
  ...overrides,
});

/** Everything done for `n` travellers. */
export const makeChecks = (n: number, overrides: Partial<PlanChecks> = {}): PlanChecks => ({
  screened: n,
  consent: n,
  refoulementCleared: n,
  nationality: n,
  travelDoc: n,
  consular: n,
  fitToTravel: n,
  carrierNotice: true,
  handoverSlot: true,
  ...overrides,
});

/** What is kept of the people on the way beside the checks. */
export const makeJourney = (overrides: Partial<PlanJourney> = {}): PlanJourney => ({
  ...NOT_RECORDED.movement.journey,
  ...overrides,
});

export const makeAsset = (overrides: Partial<PlanAsset> = {}): PlanAsset => ({
  id: 'AS1',
  kind: 'bank_account',
  ref: 'DEMO-1',
  state: 'traced',
  usdMinor: 0,
  owner: 'unknown',
  cc: 'SG',
  ccy: null,
  order: null,
  agreement: null,
  ...NOT_RECORDED.asset,
  ...overrides,
});

export const makeFlow = (overrides: Partial<PlanFlow> = {}): PlanFlow => ({
  id: 'F1',
  src: 'V:KR',
  dst: 'AS1',
  usdMinor: 100_000,
  date: '2027-01-01',
  method: 'transfer',
  ...overrides,
});

export const makeRequest = (overrides: Partial<PlanRequest> = {}): PlanRequest => ({
  id: 'RQ1',
  kind: 'freeze',
  channel: 'MLA',
  from: 'KRP',
  to: 'SG',
  status: 'submitted',
  asset: 'AS1',
  entity: null,
  date: '2027-02-15',
  due: null,
  effect: null,
  ...NOT_RECORDED.request,
  ...overrides,
});

export const makeDeconfliction = (overrides: Partial<PlanDeconfliction> = {}): PlanDeconfliction => ({
  id: 'DC1',
  with: 'KHP',
  about: 'surveillance',
  status: 'resolved',
  site: 'K1',
  raised: null,
  ...overrides,
});

export const makeRisk = (overrides: Partial<PlanRisk> = {}): PlanRisk => ({
  id: 'R-1',
  what: 'Leak',
  like: 3,
  impact: 5,
  owner: 'P1',
  measure: 'Few people',
  ...overrides,
});

/** A police record of the lead, free for the operation. */
export const makeRecord = (overrides: Partial<PlanRecord> = {}): PlanRecord => ({
  id: 'D1',
  what: 'Order',
  owner: 'KRP',
  tlp: 'AMBER',
  level: 'INTERPOL RESTRICTED',
  handling: [],
  h3: null,
  retainUntil: '2030-01-01',
  personal: false,
  purpose: ['joint_operation'],
  links: ['OP-1'],
  consent: [],
  withdrawn: null,
  ...NOT_RECORDED.record,
  ...overrides,
});

/** D1 from the lead to the host. */
export const makeRelease = (overrides: Partial<PlanRelease> = {}): PlanRelease => ({
  id: 'RL1',
  by: 'KRP',
  to: 'KHP',
  purpose: 'joint_operation',
  records: ['D1'],
  status: 'draft',
  persons: [],
  ...NOT_RECORDED.release,
  ...overrides,
});

interface At {
  readonly clock?: number;
  readonly withheld?: Withheld;
}

/** What one rule says about a plan. */
export function findingsOf(rule: string, plan: Plan, { clock = CLOCK, withheld }: At = {}): readonly Finding[] {
  const found = ruleById(rule);
  if (!found) throw new Error(`no rule ${rule}`);
  return sweep(buildFacts(plan, clock, withheld), [found]);
}

/** The same in short: `block T1`. */
export const said = (rule: string, plan: Plan, at?: At): readonly string[] =>
  findingsOf(rule, plan, at).map((finding) => `${finding.severity} ${finding.subject}`);

/** Keys of the items of the first finding, to tell one reason from another. */
export const keysSaid = (rule: string, plan: Plan, at?: At): readonly string[] =>
  findingsOf(rule, plan, at)[0]?.items.map((item) => item.key) ?? [];

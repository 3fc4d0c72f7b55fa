/** The frame of an operation: when it is, who takes part, where, and in which phases. */
import { NOT_RECORDED } from '../../model/held.ts';
import type {
  CountryCode,
  InstantMs,
  LocalDate,
  PlanAgency,
  PlanHoliday,
  PlanPhase,
  PlanSite,
} from '../../model/plan.ts';
import { addDays, MS_PER_DAY, MS_PER_MINUTE } from '../../time/calendar.ts';
import { parseStart, resolveStart } from '../../time/start-form.ts';
import { dateIn } from '../../time/wall-clock.ts';
import { country, HOSTS, HUBS, LEADS, ORIGINS } from './countries.ts';
import type { Dice } from './dice.ts';
import { personName, SITE_WORDS } from './names.ts';
import type { Shape } from './shape.ts';

export interface Frame {
  readonly clock: InstantMs;
  readonly today: LocalDate;
  readonly refTz: string;
  readonly hHour: InstantMs;
  readonly dDay: LocalDate;
  readonly agencies: readonly PlanAgency[];
  readonly lead: PlanAgency;
  readonly coordinator: PlanAgency;
  readonly ngo: PlanAgency;
  readonly sites: readonly PlanSite[];
  /** Site of the coordination unit; not among `sites`. */
  readonly hub: PlanSite;
  /** States travellers go home to. */
  readonly origins: readonly CountryCode[];
  readonly phases: readonly PlanPhase[];
  readonly holidays: readonly PlanHoliday[];
}

/** Instant of a start text of this operation. */
export function instantOf(frame: Pick<Frame, 'hHour' | 'dDay' | 'refTz'>, text: string): InstantMs {
  const form = parseStart(text);
  const start = form.ok ? resolveStart(form.value, frame) : null;
  if (!start) throw new Error('broken promise: a generated start is one of the three forms');
  return start.at;
}
/** A day as it lies to D-day. */
export const day = (frame: Pick<Frame, 'dDay'>, offset: number): LocalDate => addDays(frame.dDay, offset);
/** Agency of a country, by preference of role. */
export function agencyOf(frame: Pick<Frame, 'agencies'>, cc: CountryCode, ...roles: readonly string[]): PlanAgency {
  const there = frame.agencies.filter((a) => a.cc === cc);
  const found = there.find((a) => roles.includes(a.role)) ?? there[0];
  if (!found) throw new Error('broken promise: every country of the operation has an agency');
  return found;
}

/** Tasks per site, roughly. */
const TASKS_PER_SITE = 110;
const MAX_SITES = 5;
/** D-day lies so many days from the clock. */
const EARLIEST = -35;
const LATEST = 70;

export function makeFrame(dice: Dice, shape: Shape): Frame {
  const siteCount = Math.min(MAX_SITES, Math.max(1, Math.floor(shape.tasks / TASKS_PER_SITE)));
  const hosts = dice.some(HOSTS, Math.max(1, Math.min(3, siteCount)));
  const leadCc = dice.pick(LEADS);
  const hubCc = dice.pick(HUBS);
  const origins = dice.some(
    ORIGINS.filter((cc) => !hosts.includes(cc)),
    4,
  );
  const refTz = country(hubCc).zone;
  // The action is at 04:00 to 06:00 where the coordination unit sits, a quiet hour in every zone of the region.
  const dayStart = Math.floor(shape.clock / MS_PER_DAY) * MS_PER_DAY + dice.int(EARLIEST, LATEST) * MS_PER_DAY;
  const hHour = dayStart + (21 * 60 + dice.pick([0, 30, 60])) * MS_PER_MINUTE;
  const dDay = dateIn(refTz, hHour);
  const agencies = makeAgencies(dice, { hosts, leadCc, hubCc, origins });
  const pick = (test: (a: PlanAgency) => boolean): PlanAgency => {
    const found = agencies.find(test);
    if (!found) throw new Error('broken promise: lead, coordinator and shelter are always there');
    return found;
  };
  const words = dice.shuffled(SITE_WORDS);
  const sites = Array.from({ length: siteCount }, (_, i) =>
    makeSite(dice, `S${i + 1}`, hosts[i % hosts.length] ?? hubCc, words[i] ?? 'SITE'),
  );
  const place = { ...makeSite(dice, 'OCU', hubCc, 'OCU'), estPersons: 0, estHeld: 0, hazards: [] };
  const when = { hHour, dDay, refTz };
  return {
    clock: shape.clock,
    today: dateIn(refTz, shape.clock),
    ...when,
    agencies,
    lead: pick((a) => a.role === 'lead'),
    coordinator: pick((a) => a.role === 'coordination'),
    ngo: pick((a) => a.role === 'victim_support'),
    sites,
    hub: place,
    origins,
    phases: PHASES,
    holidays: makeHolidays(dice, dDay, [...new Set(agencies.flatMap((a) => a.cc ?? []))]),
  };
}

const PHASES: readonly PlanPhase[] = [
  { id: 'PH1', name: { en: 'Intelligence and scoping', fr: 'Renseignement et cadrage' }, from: 'D-90', to: 'D-31' },
  { id: 'PH2', name: { en: 'Pre-operational', fr: 'Pré-opérationnelle' }, from: 'D-30', to: 'H-06:00' },
  {
    id: 'PH3',
    name: { en: 'Operational (tactical)', fr: 'Opérationnelle (tactique)' },
    from: 'H-06:00',
    to: 'D+2',
  },
  {
    id: 'PH4',
    name: { en: 'Screening, transfer and repatriation', fr: 'Identification, transfert et rapatriement' },
    from: 'D-4',
    to: 'D+24',
  },
  { id: 'PH5', name: { en: 'Post-operational', fr: 'Post-opérationnelle' }, from: 'D+3', to: 'D+60' },
];

interface Parts {
  readonly hosts: readonly CountryCode[];
  readonly leadCc: CountryCode;
  readonly hubCc: CountryCode;
  readonly origins: readonly CountryCode[];
}
function makeAgencies(dice: Dice, { hosts, leadCc, hubCc, origins }: Parts): readonly PlanAgency[] {
  const list: PlanAgency[] = [];
  const add = (cc: CountryCode | null, role: PlanAgency['role'], what: string, ncb: boolean): void => {
    const where = cc === null ? null : country(cc);
    list.push({
      id: `A${String(list.length + 1).padStart(2, '0')}`,
      name: where ? `${where.name} ${what} (fictional)` : what,
      role,
      tz: where?.zone ?? country(hubCc).zone,
      cc,
      ncb: ncb && where ? where.ncb : null,
      ...NOT_RECORDED.agency,
    });
  };
  add(leadCc, 'lead', 'police, international investigations', true);
  add(null, 'coordination', 'International coordination secretariat (fictional)', false);
  for (const cc of hosts) add(cc, 'host', 'police, anti-scam unit', true);
  if (!hosts.includes(hubCc) && hubCc !== leadCc) add(hubCc, 'hub', 'police, transit and coordination', true);
  for (const cc of hosts) if (dice.chance(0.7)) add(cc, 'fiu', 'financial intelligence unit', false);
  for (const cc of hosts) if (dice.chance(0.5)) add(cc, 'transfer', 'immigration, deportation desk', false);
  for (const cc of origins)
    if (cc !== leadCc && cc !== hubCc) add(cc, 'origin', 'police, criminal investigation', true);
  add(leadCc, 'asset_recovery', 'prosecution, asset recovery', false);
  if (leadCc !== 'FR' && hubCc !== 'FR' && dice.chance(0.6)) add('FR', 'partner', 'judicial police, cyber unit', true);
  add(
    null,
    'victim_support',
    `Safe Passage ${personName(dice, dice.pick(['thai', 'khmer', 'arabic', 'latin']))} (fictional NGO)`,
    false,
  );
  return list;
}

function makeSite(dice: Dice, id: string, cc: CountryCode, code: string): PlanSite {
  const where = country(cc);
  const [place, lat, lon] = dice.pick(where.towns);
  const estPersons = dice.int(4, 40) * 10;
  return {
    id,
    code,
    cc,
    place,
    lat,
    lon,
    tz: where.zone,
    estPersons,
    estHeld: Math.round((estPersons * dice.int(30, 80)) / 100),
    hazards: dice.some(
      ['armed_guards', 'locked_floors', 'dogs', 'data_destruction', 'river_escape', 'single_road'],
      dice.int(0, 3),
    ),
  };
}

function makeHolidays(dice: Dice, dDay: LocalDate, ccs: readonly CountryCode[]): readonly PlanHoliday[] {
  return dice.some(ccs, 4).map((cc) => {
    const from = addDays(dDay, dice.pick([-80, -45, 26, 33, 41, 50, 58]) + dice.int(-2, 2));
    return { cc, from, to: addDays(from, dice.int(0, 1)) };
  });
}

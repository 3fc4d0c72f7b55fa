/** Movements home with their passenger rows, staff, seats and checks, and the task each has. */
import { NOT_RECORDED } from '../../model/held.ts';
import type { CountryCode, PlanChecks, PlanMovement, PlanPax, PlanSite } from '../../model/plan.ts';
import type { Category, MovementMode, MovementState } from '../../model/vocabulary.ts';
import { MS_PER_DAY } from '../../time/calendar.ts';
import { DEFAULT_LIMITS } from '../plan-records/limits.ts';
import { areNeighbours } from './countries.ts';
import { type Dice, split } from './dice.ts';
import { fixedForm, makeDraft } from './drafts.ts';
import { agencyOf, type Frame } from './frame.ts';
import type { Wanted } from './skeleton-parts.ts';

/** A movement before its rows have a basis and its task a code. */
export interface MovementDraft {
  readonly movement: Omit<PlanMovement, 'task'>;
  readonly taskKey: string;
}

const PER_MOVEMENT = 42;
/** How many movements carry so many travellers in an operation of so many tasks. */
export const movementCount = (travellers: number, tasks: number): number =>
  travellers === 0
    ? 0
    : Math.max(1, Math.min(Math.round(travellers / PER_MOVEMENT), Math.floor(tasks / 15), travellers));

export function makeMovements(
  dice: Dice,
  frame: Frame,
  travellers: number,
  count: number,
): { readonly movements: readonly MovementDraft[]; readonly wanted: readonly Wanted[] } {
  const sizes = split(
    travellers,
    Array.from({ length: count }, () => 0.4 + dice.next()),
    1,
  );
  const made = sizes.map((size, i) =>
    makeMovement(dice, frame, frame.sites[i % frame.sites.length] ?? frame.hub, size, i + 1),
  );
  return { movements: made.map(({ draft }) => draft), wanted: made.map(({ wanted }) => wanted) };
}

function makeMovement(
  dice: Dice,
  frame: Frame,
  site: PlanSite,
  size: number,
  number: number,
): { readonly draft: MovementDraft; readonly wanted: Wanted } {
  const id = `M${String(number).padStart(2, '0')}`;
  const to = dice.some(frame.origins, Math.min(size, dice.pick([1, 1, 2])));
  const isNear = to.every((cc) => areNeighbours(site.cc, cc));
  const mode: MovementMode = isNear
    ? 'road'
    : size > 60
      ? 'charter'
      : dice.pick(['commercial', 'charter', 'road_and_air'] as const);
  const flightHours = isNear ? 0 : dice.int(15, 95) / 10;
  const via: CountryCode[] = mode === 'road_and_air' && site.cc !== 'TH' && !to.includes('TH') ? ['TH'] : [];
  const pax = makeRows(dice, to, size);
  const at = fixedForm(frame.hHour + (dice.int(4, 20) * 24 + 5) * 3_600_000, site.tz).replace(
    /T\d\d:\d\d/,
    `T${dice.pick(['08:30', '09:00', '13:15'])}`,
  );
  const taskKey = `move ${id}`;
  const host = agencyOf(frame, site.cc, 'transfer', 'host');
  const draft = makeDraft(frame, {
    key: taskKey,
    phase: 'PH4',
    at,
    minutes: Math.max(180, Math.round(flightHours * 60) + 120),
    owner: host.id,
    site: site.id,
    kind: 'movement',
    title: `Return ${id} from ${site.code} to ${to.join(', ')}`,
    movement: id,
    dependencies: [{ on: `screening ${site.id}`, type: 'FS', lag: 0 }],
  });
  const daysLeft = (draft.start - frame.clock) / MS_PER_DAY;
  const status = statusOf(dice, daysLeft);
  const isChecked = status !== 'planned' && status !== 'screening';
  const staff = staffFor(dice, pax, flightHours);
  const aboard = size + staff.escorts + staff.support + staff.medics;
  const isMixed = pax.some((r) => r.cat === 'victim') && pax.some((r) => r.cat === 'suspect' || r.cat === 'sentenced');
  return {
    wanted: { draft, crew: 1, skill: 'escort' },
    draft: {
      taskKey,
      movement: {
        id,
        status,
        mode,
        from: site.cc,
        to,
        // One in twelve was moved without its task (R-MOV-01).
        depart: draft.start + (dice.chance(0.08) ? 3_600_000 : 0),
        seats: dice.chance(0.06) ? aboard - 1 : Math.ceil((aboard + 2) / 5) * 5,
        pax,
        via,
        flightHours,
        separationPlan: isMixed && !dice.chance(0.1),
        ...staff,
        receiving: dice.chance(0.05) ? null : agencyOf(frame, to[0] ?? site.cc, 'origin', 'lead', 'hub').id,
        checks: isChecked ? makeChecks(dice, pax, size) : null,
        ...NOT_RECORDED.movement,
      },
    },
  };
}

function statusOf(dice: Dice, daysLeft: number): MovementState {
  if (daysLeft < -2) return dice.weighted({ closed: 6, received: 3, held: 1 });
  if (daysLeft < 0) return dice.weighted({ handed_over: 1, in_transit: 1 });
  if (daysLeft < 6) return dice.weighted({ cleared: 2, documents: 3 });
  return daysLeft < 25 ? dice.weighted({ documents: 3, screening: 3 }) : 'planned';
}

function makeRows(dice: Dice, to: readonly CountryCode[], size: number): readonly PlanPax[] {
  const cats = dice.chance(0.35)
    ? dice.pick([
        ['victim', 'suspect'],
        ['victim', 'irregular'],
        ['victim', 'witness'],
        ['suspect', 'sentenced'],
      ] as const)
    : (['victim'] as const);
  const rows = to.flatMap((cc) => cats.map((cat: Category) => ({ cc, cat }))).slice(0, size);
  const parts = split(
    size,
    rows.map(() => 0.3 + dice.next()),
    1,
  );
  return rows.map(({ cc, cat }, i) => {
    const n = parts[i] ?? 1;
    const minors = cat === 'victim' && n > 4 && dice.chance(0.2) ? dice.int(1, 3) : 0;
    const highRisk = (cat === 'suspect' || cat === 'sentenced') && dice.chance(0.4) ? Math.min(n, dice.int(1, 2)) : 0;
    return {
      nat: cc,
      cat,
      n,
      to: cc,
      highRisk,
      minorsAlone: minors,
      guardian: minors > 0 && !dice.chance(0.15),
      basis: null,
    };
  });
}

const staffOf = (n: number, [staff, persons]: readonly [number, number]): number => Math.ceil((n * staff) / persons);
/** R-MOV-08, each group rounded up; one movement in twelve goes short. */
function staffFor(
  dice: Dice,
  pax: readonly PlanPax[],
  flightHours: number,
): Pick<PlanMovement, 'escorts' | 'support' | 'medics'> {
  const { escort } = DEFAULT_LIMITS;
  const count = (...cats: readonly Category[]): number =>
    pax.reduce((sum, r) => (cats.includes(r.cat) ? sum + r.n : sum), 0);
  const high = pax.reduce((sum, r) => sum + r.highRisk, 0);
  const all = pax.reduce((sum, r) => sum + r.n, 0);
  const needed =
    staffOf(high, escort.highRisk) +
    staffOf(count('suspect', 'sentenced') - high, flightHours <= 4 ? escort.lowRiskUpTo4h : escort.lowRiskOver4h) +
    staffOf(count('irregular'), escort.irregular);
  const support = staffOf(count('victim'), escort.victimSupport);
  const isShort = dice.chance(0.08);
  return {
    escorts: isShort && needed > 0 ? needed - 1 : needed,
    support: isShort && needed === 0 && support > 0 ? support - 1 : support,
    medics: all >= escort.medicFromPersons ? Math.ceil(all / 50) : 0,
  };
}

function makeChecks(dice: Dice, pax: readonly PlanPax[], size: number): PlanChecks {
  const done = (of: number): number => (of > 0 && dice.chance(0.06) ? of - 1 : of);
  const victims = pax.reduce((sum, r) => (r.cat === 'victim' ? sum + r.n : sum), 0);
  return {
    screened: done(size),
    consent: done(victims),
    refoulementCleared: done(size),
    nationality: done(size),
    travelDoc: done(size),
    consular: done(size),
    fitToTravel: done(size),
    carrierNotice: !dice.chance(0.15),
    handoverSlot: !dice.chance(0.08),
  };
}

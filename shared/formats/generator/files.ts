/** Risks, deconfliction, and the records of an operation with the releases planned for them. */
import { NOT_RECORDED } from '../../model/held.ts';
import type {
  Code,
  PlanAgency,
  PlanDeconfliction,
  PlanJit,
  PlanMovement,
  PlanRecord,
  PlanRelease,
  PlanRequest,
  PlanRisk,
  PlanTask,
} from '../../model/plan.ts';
import type { Handling, Tlp } from '../../model/vocabulary.ts';
import { addDays } from '../../time/calendar.ts';
import type { Dice } from './dice.ts';
import { day, type Frame } from './frame.ts';
import type { Member } from './people.ts';

const RISKS: readonly (readonly [what: string, measure: string])[] = [
  ['Guards move people before entry', 'Outer cordon three hours before, river and road posts'],
  ['Remote wiping of devices', 'Power and network kept, forensics half an hour after entry'],
  ['Leak of H-hour', 'H-hour released a day before to named persons'],
  ['People held treated as offenders', 'Screening before any charge'],
  ['Return without a legal basis', 'Coverage check for each nationality'],
  ['Funds leave before the court order', 'Hold and freeze dates chained'],
  ['Fatigue of small specialist teams', 'Two shifts, rest check'],
  ['Disease or injury in the compounds', 'Triage post two hours after entry at each site'],
  ['Interpreters do not arrive', 'Remote interpreters on call'],
  ['Media at a site', 'One agreed line, one spokesperson'],
];
export const makeRisks = (dice: Dice, members: readonly Member[]): readonly PlanRisk[] =>
  dice.some(RISKS, dice.int(6, RISKS.length)).map(([what, measure], i) => ({
    id: `R${i + 1}`,
    what,
    like: dice.int(1, 4),
    impact: dice.int(2, 5),
    owner: dice.chance(0.08) ? null : dice.pick(members).person.id,
    measure: dice.chance(0.06) ? null : measure,
  }));

export const makeDeconfliction = (dice: Dice, frame: Frame): readonly PlanDeconfliction[] =>
  frame.sites
    .filter(() => dice.chance(0.6))
    .map((site, i) => ({
      id: `DC${i + 1}`,
      with: dice.chance(0.5) ? dice.pick(frame.agencies).id : 'agency not disclosed',
      about: dice.pick([
        'overlapping surveillance',
        'undercover presence possible',
        'own investigation of an organiser',
      ]),
      status: dice.weighted({ resolved: 10, accepted_risk: 2, open: 2, in_talks: 1 }),
      site: dice.chance(0.9) ? site.id : null,
      raised: day(frame, -dice.int(20, 80)),
    }));

interface Linked {
  readonly operation: Code;
  readonly tasks: readonly PlanTask[];
  readonly jits: readonly PlanJit[];
  readonly movements: readonly PlanMovement[];
  readonly requests: readonly PlanRequest[];
}
const SUBJECTS = [
  'Operational order',
  'Site report',
  'Interview summary',
  'Money circuit map',
  'Device report',
  'List of travellers',
  'Result figures',
];

export function makeRecords(dice: Dice, frame: Frame, count: number, linked: Linked): readonly PlanRecord[] {
  const police = frame.agencies.filter((a) => a.role !== 'victim_support');
  return Array.from({ length: count }, (_, i) => {
    const movement = dice.maybe(linked.movements);
    // A record of one team or request only is not for everybody in the operation (R-HAN-05).
    const isNarrow = dice.chance(0.12);
    const links = isNarrow ? [] : [linked.operation];
    const more = dice.maybe([...linked.jits.map((j) => j.id), ...linked.requests.map((r) => r.id)]);
    if (more !== null && (isNarrow || dice.chance(0.3))) links.push(more);
    const isTravel = movement !== null && dice.chance(0.25);
    if (isTravel) links.push(movement.id);
    const handling: Handling[] = dice.some(['H0', 'H1', 'H2', 'H3'] as const, dice.pick([0, 1, 1, 2])).sort();
    // Now and then a mark was forgotten (R-HAN-01), or the time to keep it has passed (R-HAN-08).
    const tlp: Tlp | null = dice.chance(0.02)
      ? null
      : dice.weighted<Tlp>({ CLEAR: 4, GREEN: 14, AMBER: 62, 'AMBER+STRICT': 12, RED: 8 });
    return {
      id: `D${String(i + 1).padStart(2, '0')}`,
      what: `${dice.pick(SUBJECTS)} ${i + 1}`,
      owner: dice.pick(police).id,
      tlp,
      level: dice.weighted({
        'INTERPOL FOR OFFICIAL USE ONLY': 5,
        'INTERPOL RESTRICTED': 4,
        'INTERPOL CONFIDENTIAL': 1,
      }),
      handling,
      h3: handling.includes('H3') ? 'for support of victims only' : null,
      retainUntil: dice.chance(0.03)
        ? addDays(frame.today, -dice.int(1, 90))
        : addDays(frame.today, dice.int(200, 1800)),
      personal: dice.chance(0.4),
      purpose: isTravel ? ['joint_operation', 'victim_support'] : dice.chance(0.97) ? ['joint_operation'] : [],
      links,
      consent: dice.some(frame.agencies, dice.int(0, 3)).map((a) => a.id),
      withdrawn: dice.chance(0.02) ? addDays(frame.today, -dice.int(1, 30)) : null,
      ...NOT_RECORDED.record,
    };
  });
}

export function makeReleases(
  dice: Dice,
  frame: Frame,
  count: number,
  records: readonly PlanRecord[],
  { tasks, members }: { readonly tasks: readonly PlanTask[]; readonly members: readonly Member[] },
): readonly PlanRelease[] {
  const owners = new Set(tasks.flatMap((t) => t.owner ?? []));
  const takers = frame.agencies.filter((a) => owners.has(a.id) && a.role !== 'victim_support');
  const list: PlanRelease[] = [];
  for (let i = 0; i < count && takers.length > 1; i++) {
    const by = dice.pick(takers);
    const to = dice.chance(0.12) ? frame.ngo : dice.pick(takers.filter((a) => a !== by));
    const isSupport = to === frame.ngo;
    const purpose = isSupport ? 'victim_support' : 'joint_operation';
    const persons = dice
      .some(
        members.filter((m) => m.person.agency === to.id),
        1,
      )
      .map((m) => m.person.id);
    const sound = records.filter((r) => mayGo(r, by, to, purpose, persons.length > 0));
    const chosen = dice.some(sound, dice.int(1, 4));
    // One record too many was put in (R-HAN-02, 03, 05, 09, 13).
    if (chosen.length === 0 || dice.chance(0.2))
      chosen.push(
        ...dice.some(
          records.filter((r) => !chosen.includes(r)),
          1,
        ),
      );
    if (chosen.length === 0) continue;
    list.push({
      id: `RL${list.length + 1}`,
      by: by.id,
      to: to.id,
      purpose,
      records: chosen.map((r) => r.id),
      status: dice.weighted({ draft: 5, checked: 2, approved: 2, sent: 4, acknowledged: 2 }),
      persons,
      ...NOT_RECORDED.release,
    });
  }
  return list;
}

/** What somebody who knows the codes would put into a release. */
function mayGo(record: PlanRecord, by: PlanAgency, to: PlanAgency, purpose: string, isNamed: boolean): boolean {
  const isOwners = record.owner === by.id || record.owner === to.id;
  if (record.withdrawn !== null || !record.purpose.includes(purpose)) return false;
  if (record.handling.includes('H2') && !isOwners && !record.consent.includes(to.id)) return false;
  if (record.tlp === null || (record.tlp === 'RED' && !isNamed)) return false;
  return isOwners || (record.tlp !== 'RED' && record.tlp !== 'AMBER+STRICT');
}

/** Joint investigation teams: one for each pair of sites, most of them in force. */
import { NOT_RECORDED } from '../../model/held.ts';
import type { CountryCode, LocalDate, PlanJit, Signatures } from '../../model/plan.ts';
import type { Dice } from './dice.ts';
import { endOf, type TaskDraft } from './drafts.ts';
import { REMOTE } from '../../model/vocabulary.ts';
import { day, type Frame } from './frame.ts';
import type { Member } from './people.ts';
import { isCoercive } from './fillers.ts';

interface Team {
  readonly jit: PlanJit;
  readonly sites: readonly string[];
}

export function makeTeams(dice: Dice, frame: Frame, members: readonly Member[]): readonly Team[] {
  const groups: string[][] = [];
  frame.sites.forEach(({ id }, i) => {
    if (i % 2 === 0) groups.push([id]);
    else groups.at(-1)?.push(id);
  });
  return groups.map((sites, i) => makeTeam(dice, frame, members, sites, i + 1));
}

function makeTeam(
  dice: Dice,
  frame: Frame,
  members: readonly Member[],
  sites: readonly string[],
  number: number,
): Team {
  const hosts = [...new Set(frame.sites.filter((s) => sites.includes(s.id)).map((s) => s.cc))];
  const parties = [...new Set([...hosts, ...(frame.lead.cc === null ? [] : [frame.lead.cc])])];
  const here = members.filter((m) => m.post !== null && sites.includes(m.post));
  const locals = here.filter((m) => !m.isAway);
  const leaders: Record<CountryCode, string> = {};
  for (const cc of hosts) {
    const site = frame.sites.find((s) => s.cc === cc && sites.includes(s.id));
    const leader = locals.find((m) => m.post === site?.id);
    if (leader && !dice.chance(0.05)) leaders[cc] = leader.person.id;
  }
  const from = day(frame, -85);
  const state = dice.weighted({ sound: 70, unsigned: 14, short: 10, expiring: 6 });
  const signed = signatures(dice, parties, day(frame, -95), state === 'unsigned' ? 1 : 0);
  const until = endOfTeam(frame, state);
  const away = here.filter((m) => m.isAway);
  const leads = new Set(Object.values(leaders));
  // A liaison officer who only takes part may not use force (R-JIT-05).
  const onlyParticipates = dice.chance(0.12) ? away.slice(0, 1) : [];
  const hubStaff = members
    .filter((m) => m.post === frame.hub.id && m.person.agency === frame.coordinator.id)
    .slice(0, 2);
  return {
    sites,
    jit: {
      id: `J${number}`,
      name: `JIT-${number} ${parties.join('-')}`,
      status: state === 'unsigned' ? 'partially_signed' : 'in_force',
      parties,
      operatesIn: hosts,
      leaders,
      from,
      until,
      signed,
      basis: ['UNTOC Art. 19', dice.pick(['Treaty on mutual legal assistance', 'Agreement on a joint team, ad hoc'])],
      members: locals.filter((m) => !leads.has(m.person.id)).map((m) => m.person.id),
      seconded: Object.fromEntries(
        away
          .filter((m) => !onlyParticipates.includes(m))
          .map((m) => [m.person.id, m.person.deployed?.to ?? hosts[0] ?? '']),
      ),
      participants: [...onlyParticipates, ...hubStaff].map((m) => m.person.id),
      ...NOT_RECORDED.jit,
      armsForSeconded: !dice.chance(0.12),
      costs: dice.chance(0.8) ? 'Each party bears the costs of its members; the host those of premises.' : null,
      evaluationDue: dice.chance(0.5) ? day(frame, 200) : null,
      extensions:
        state === 'short' || !dice.chance(0.35)
          ? []
          : // One that not everybody has signed yet: R-JIT-08.
            [{ until: day(frame, 300), signed: signatures(dice, parties, day(frame, -5), dice.chance(0.2) ? 1 : 0) }],
    },
  };
}

function endOfTeam(frame: Frame, state: 'sound' | 'unsigned' | 'short' | 'expiring'): LocalDate {
  if (state === 'short') return day(frame, 34);
  return day(frame, state === 'expiring' ? 40 : 160);
}

export const signatures = (dice: Dice, parties: readonly string[], last: LocalDate, missing: number): Signatures => {
  const late = dice.some(parties, missing);
  return Object.fromEntries(parties.map((party) => [party, late.includes(party) ? null : last]));
};

/** Gives tasks to teams where all their people belong; a few are given though not all do (R-JIT-09). */
export function tagTeamTasks(
  dice: Dice,
  teams: readonly Team[],
  drafts: readonly TaskDraft[],
  dayEnd: (d: LocalDate) => number,
): void {
  for (const { jit, sites } of teams) {
    const people = new Set([
      ...Object.values(jit.leaders),
      ...jit.members,
      ...Object.keys(jit.seconded),
      ...jit.participants,
    ]);
    const isUnsigned = jit.status !== 'in_force';
    for (const draft of drafts) {
      if (!sites.includes(draft.site) || draft.jit !== null || draft.people.length === 0) continue;
      if (draft.kind !== 'digital' && draft.kind !== 'recon' && !isCoercive(draft)) continue;
      const share = isUnsigned ? 0.08 : isCoercive(draft) ? 0.5 : 0.3;
      if (dice.chance(share) && draft.people.every((p) => people.has(p))) draft.jit = jit.id;
    }
    const isOurs = (d: TaskDraft): boolean =>
      d.site === REMOTE && d.kind === 'finance' && d.jit === null && d.people.length > 0;
    const within = drafts.find((d) => isOurs(d) && d.phase !== 'PH1' && endOf(d) < dayEnd(jit.until));
    if (within && !isUnsigned && dice.chance(0.6)) within.jit = jit.id;
    // Work that goes on when the team has ended (R-JIT-03).
    const after = drafts.find((d) => isOurs(d) && endOf(d) > dayEnd(jit.until));
    if (after) after.jit = jit.id;
  }
}

/** The people of an operation: site teams, liaison officers, the coordination unit, and those who work from their desks. */
import type { Code, CountryCode, LocalDate, PlanAgency, PlanPerson, PlanSite } from '../../model/plan.ts';
import type { LanguageLevel, Skill } from '../../model/vocabulary.ts';
import { country } from './countries.ts';
import { type Dice, split } from './dice.ts';
import { agencyOf, day, type Frame } from './frame.ts';
import { personName } from './names.ts';

/** Where somebody does physical work: a site, the coordination unit, or nowhere. */
export interface Member {
  readonly person: PlanPerson;
  readonly post: Code | null;
  readonly isAway: boolean;
}

/** Days abroad lie from here to there around D-day: 29, one under the limit of R-PER-12. */
export const AWAY_FROM = -12;
export const AWAY_UNTIL = 16;

/** Skills that come together. */
const TRADES: readonly (readonly [role: string, skills: readonly Skill[]])[] = [
  ['Team leader', ['command', 'entry']],
  ['Entry officer', ['entry', 'arrest']],
  ['Investigator', ['arrest', 'intel']],
  ['Observer', ['recon', 'intel']],
  ['Digital forensics', ['forens']],
  ['Screening officer', ['screen', 'interp']],
  ['Interpreter', ['interp']],
  ['Medic', ['medic']],
  ['Escort officer', ['escort', 'docs']],
  ['Radio officer', ['comms']],
];
const DESK_TRADES: readonly (readonly [role: string, skills: readonly Skill[]])[] = [
  ['Financial investigator', ['fin']],
  ['Virtual assets analyst', ['crypto', 'fin']],
  ['Prosecutor', ['legal']],
  ['Analyst', ['intel']],
  ['Consular officer', ['docs', 'legal']],
  ['Press officer', ['media', 'comms']],
];
const HUB_TRADES: readonly (readonly [role: string, skills: readonly Skill[]])[] = [
  ['Commander', ['command']],
  ['Coordinator', ['command', 'comms']],
  ['Liaison coordinator', ['intel', 'interp']],
  ['Watch officer', ['comms']],
];

interface Post {
  readonly agency: PlanAgency;
  readonly site: PlanSite | null;
  readonly trade: readonly [string, readonly Skill[]];
}

/** Exactly `count` people; the first two belong to the command. Papers run out for a few, far too early. */
export function makePeople(dice: Dice, frame: Frame, count: number): readonly Member[] {
  const width = Math.max(3, String(count).length);
  return posts(dice, frame, count).map((post, i) => {
    const id = `P${String(i + 1).padStart(width, '0')}`;
    return makeMember(dice, frame, id, post);
  });
}

function posts(dice: Dice, frame: Frame, count: number): readonly Post[] {
  const { sites, hub, lead, coordinator } = frame;
  const [hubs = 0, desks = 0, ...perSite] = split(count, [14, 22, ...sites.map(() => 64 / sites.length)], 3);
  const list: Post[] = [];
  const staff = agencyOf(frame, hub.cc, 'hub', 'host', 'lead');
  for (let i = 0; i < hubs; i++) {
    const agency = i === 0 ? lead : i % 3 === 1 ? coordinator : staff;
    list.push({
      agency,
      site: hub,
      trade: HUB_TRADES[i < 2 ? i : dice.int(1, HUB_TRADES.length - 1)] ?? ['Coordinator', []],
    });
  }
  const bodies = frame.agencies.filter((a) => a.role !== 'host');
  for (let i = 0; i < desks; i++)
    list.push({ agency: dice.pick(bodies), site: null, trade: DESK_TRADES[i % DESK_TRADES.length] ?? ['Analyst', []] });
  const foreign = frame.agencies.filter((a) => a.role === 'origin' || a.role === 'lead' || a.role === 'partner');
  sites.forEach((site, s) => {
    const host = agencyOf(frame, site.cc, 'host');
    for (let i = 0; i < (perSite[s] ?? 0); i++) {
      const isLiaison = i % 3 === 2;
      const away = foreign.filter((a) => a.cc !== site.cc);
      const trade = TRADES[i % TRADES.length] ?? ['Investigator', []];
      list.push({ agency: isLiaison && away.length > 0 ? dice.pick(away) : host, site, trade });
    }
  });
  return list;
}

function makeMember(dice: Dice, frame: Frame, id: Code, { agency, site, trade }: Post): Member {
  const isAway = site !== null && agency.cc !== site.cc;
  const [role, skills] = trade;
  const from = day(frame, isAway && dice.chance(0.03) ? AWAY_FROM - 6 : AWAY_FROM);
  // Long enough for every task; for a few it ends amid the operation (R-PER-05, R-PER-10).
  const paper = (faulty: number): LocalDate => day(frame, dice.chance(faulty) ? dice.int(-20, 12) : dice.int(90, 900));
  const armed = skills.includes('entry') || skills.includes('arrest');
  const { languages, script } = tongues(dice, agency);
  const leaveFrom = dice.pick([-86, -60, -40, 30, 44]) + dice.int(-3, 3);
  return {
    post: site?.id ?? null,
    isAway,
    person: {
      id,
      name: personName(dice, script),
      agency: agency.id,
      role,
      languages,
      skills,
      clearance: dice.pick([1, 2, 2, 2, 3] as const),
      vetting: paper(0.012),
      medical: paper(0.012),
      passport:
        isAway || dice.chance(0.4) ? day(frame, dice.chance(0.03) ? dice.int(60, 150) : dice.int(230, 2_500)) : null,
      firearms: armed && (!isAway || dice.chance(0.3)) ? day(frame, dice.int(80, 500)) : null,
      entry: isAway && site && !dice.chance(0.02) ? entryRight(dice, frame, site.cc) : {},
      arms: isAway && site && armed && dice.chance(0.9) ? [site.cc] : [],
      deployed: isAway && site ? { to: site.cc, from, until: day(frame, AWAY_UNTIL) } : null,
      // Leave lies outside the action; tasks keep off it but for a few (R-PER-02).
      leave: dice.chance(0.3) ? [{ from: day(frame, leaveFrom), to: day(frame, leaveFrom + dice.int(3, 12)) }] : [],
    },
  };
}

const entryRight = (dice: Dice, frame: Frame, cc: CountryCode): PlanPerson['entry'] => ({
  [cc]: dice.chance(0.5) ? 'exempt' : day(frame, dice.int(40, 300)),
});

const LEVELS: readonly LanguageLevel[] = ['B1', 'B2', 'C1', 'C2'];
function tongues(dice: Dice, agency: PlanAgency) {
  const home = country(agency.cc ?? dice.pick(['FR', 'KE', 'EG', 'PH', 'TH']));
  const languages: Record<string, LanguageLevel> = { [home.language]: 'N' };
  if (home.language !== 'en' && dice.chance(0.75)) languages['en'] = dice.pick(LEVELS);
  if (dice.chance(0.35)) {
    const other = dice.pick(['zh', 'fr', 'ar', 'th', 'vi', 'ko']);
    languages[other] ??= dice.pick(LEVELS);
  }
  return { languages, script: home.script };
}

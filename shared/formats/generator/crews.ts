/** Puts people on tasks, and states what the tasks need: mostly what their people bring, now and then more. */
import type { Code, InstantMs, PlanPerson } from '../../model/plan.ts';
import { LANGUAGE_LEVELS, REMOTE } from '../../model/vocabulary.ts';
import type { Dice } from './dice.ts';
import { endOf, type TaskDraft } from './drafts.ts';
import { type Frame, instantOf } from './frame.ts';
import type { Member } from './people.ts';
import { Roster } from './roster.ts';
import type { Wanted } from './skeleton-parts.ts';

interface Spans {
  readonly away: readonly [InstantMs, InstantMs] | null;
  readonly leave: readonly (readonly [InstantMs, InstantMs])[];
}

export class Crews {
  readonly #dice: Dice;
  readonly #roster = new Roster();
  readonly #byPost = new Map<Code, Member[]>();
  readonly #spans = new Map<Code, Spans>();
  readonly #people = new Map<Code, PlanPerson>();
  readonly #next = new Map<string, number>();

  constructor(dice: Dice, frame: Frame, members: readonly Member[]) {
    this.#dice = dice;
    for (const member of members) {
      const post = member.post ?? REMOTE;
      const list = this.#byPost.get(post);
      if (list) list.push(member);
      else this.#byPost.set(post, [member]);
      this.#people.set(member.person.id, member.person);
      this.#spans.set(member.person.id, spansOf(frame, member));
    }
  }

  /** A crew from those who work at the place, are there, and are free; the skill first. Turns go round. */
  assign({ draft, crew, skill }: Wanted): void {
    if (draft.decision !== null) return this.#put(draft, [draft.decision.owner]);
    const post = this.#byPost.get(draft.site) ?? [];
    const turn = this.#next.get(draft.site) ?? 0;
    this.#next.set(draft.site, turn + 1);
    const inTurn = post.map((_, i) => post[(i + turn * 2) % post.length] as Member);
    const bySkill =
      skill === null
        ? inTurn
        : [
            ...inTurn.filter(({ person }) => person.skills.includes(skill)),
            ...inTurn.filter(({ person }) => !person.skills.includes(skill)),
          ];
    const found: Code[] = [];
    for (const { person } of bySkill) {
      if (found.length >= crew) break;
      if (this.#can(person.id, draft)) found.push(person.id);
    }
    this.#put(draft, found);
    this.#need(draft, skill);
  }

  #can(person: Code, draft: TaskDraft): boolean {
    const end = endOf(draft);
    const spans = this.#spans.get(person);
    if (spans?.leave.some(([from, to]) => draft.start < to && end > from)) return false;
    if (spans?.away && draft.site !== REMOTE && (draft.start < spans.away[0] || end > spans.away[1])) return false;
    return this.#roster.isFree(person, draft.start, end, draft.load);
  }

  #put(draft: TaskDraft, people: readonly (Code | null)[]): void {
    for (const person of people) {
      if (person === null) continue;
      draft.people.push(person);
      this.#roster.take(person, draft.start, endOf(draft), draft.load);
    }
  }

  #need(draft: TaskDraft, skill: Wanted['skill']): void {
    const dice = this.#dice;
    const people = draft.people.flatMap((id) => this.#people.get(id) ?? []);
    if (people.length === 0) return;
    const holders = skill === null ? 0 : people.filter((p) => p.skills.includes(skill)).length;
    if (skill !== null && holders > 0 && dice.chance(0.6)) draft.skills = { [skill]: dice.int(1, holders) };
    if (skill !== null && dice.chance(0.008)) draft.skills = { [skill]: holders + 1 };
    const spoken = people.flatMap(wellSpoken);
    if (spoken.length > 0 && dice.chance(draft.kind === 'screening' ? 0.9 : 0.2))
      draft.languages = [...new Set([dice.pick(spoken), dice.pick(spoken)])];
    if (dice.chance(draft.kind === 'screening' ? 0.06 : 0.004)) {
      const unheard = ['am', 'sw', 'my', 'lo'].filter((l) => !spoken.includes(l));
      draft.languages = [...draft.languages, dice.pick(unheard)];
    }
  }

  /** One more person who cannot be there: loaded already (R-PER-01), tired (R-PER-11, R-PER-13), on leave (R-PER-02) or elsewhere (R-PER-04). */
  overload(draft: TaskDraft): void {
    const elsewhere = this.#dice.chance(0.15);
    const [from, to] = [draft.start - 8 * 3_600_000, endOf(draft) + 8 * 3_600_000];
    const candidates = [...this.#byPost]
      .filter(([post]) => (post === draft.site) !== elsewhere && post !== REMOTE)
      .flatMap(([, members]) => members)
      .filter(({ person }) => !draft.people.includes(person.id) && this.#roster.loadIn(person.id, from, to) > 0);
    const chosen = this.#dice.maybe(candidates);
    if (chosen) this.#put(draft, [chosen.person.id]);
  }

  /** Somebody who is on leave then. */
  callFromLeave(draft: TaskDraft): void {
    const end = endOf(draft);
    const away = (this.#byPost.get(draft.site) ?? []).filter(
      ({ person }) =>
        !draft.people.includes(person.id) &&
        this.#spans.get(person.id)?.leave.some(([from, to]) => draft.start < to && end > from) &&
        this.#roster.isFree(person.id, draft.start, end, draft.load),
    );
    const chosen = this.#dice.maybe(away);
    if (chosen) this.#put(draft, [chosen.person.id]);
  }
}

function spansOf(frame: Frame, { person, isAway }: Member): Spans {
  const at = (date: string): InstantMs => instantOf(frame, `${date}T00:00[${frame.refTz}]`);
  const DAY = 86_400_000;
  const { deployed, leave } = person;
  return {
    away: isAway && deployed ? [at(deployed.from), at(deployed.until) + DAY] : null,
    leave: leave.map(({ from, to }) => [at(from), at(to) + DAY] as const),
  };
}

const wellSpoken = (person: PlanPerson): readonly string[] =>
  Object.entries(person.languages).flatMap(([language, level]) =>
    LANGUAGE_LEVELS.indexOf(level) >= LANGUAGE_LEVELS.indexOf('B2') ? [language] : [],
  );

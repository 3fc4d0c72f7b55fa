/** Joint investigation teams: who leads, whether the team exists yet or still, where it acts, and who acts in it. */
import type { FindingItem, PlanJit, PlanTask } from '../../model/plan.ts';
import { COERCIVE_KINDS, type JitState } from '../../model/vocabulary.ts';
import { daysBetween } from '../../time/calendar.ts';
import { compareCodes, type Facts, isAbroad, leastSpan, siteOf, sortedCodes } from '../facts/facts.ts';
import { jitEnd, jitPeople, lastSignature, unsignedBy } from '../facts/papers.ts';
import { isBlank, itemsOf, type Rule, ruleAbout } from './rule.ts';

/** From drafting to extended a team is set up or at work. */
const ALIVE: ReadonlySet<JitState> = new Set(['drafting', 'partially_signed', 'in_force', 'extended']);
/** Teams that never were, not yet are, or are evaluated owe no evaluation. */
const NO_EVALUATION: ReadonlySet<JitState> = new Set(['proposed', 'evaluated', 'withdrawn']);

const jitOf = (facts: Facts, task: PlanTask): PlanJit | undefined =>
  task.jit === null ? undefined : facts.jits.get(task.jit);

const leaders = ruleAbout(
  'jit',
  {
    id: 'R-JIT-01',
    reads: ['jits', 'people', 'agencies'],
    title: 'Each operating state has a leader from its own authority',
    severity: 'block',
    gate: 'activate',
  },
  (facts, jit) => {
    if (!ALIVE.has(jit.status)) return null;
    const items: FindingItem[] = [];
    for (const cc of sortedCodes(jit.operatesIn)) {
      const id = Object.hasOwn(jit.leaders, cc) ? jit.leaders[cc] : undefined;
      if (id === undefined) {
        if (!facts.withheld(jit.id, 'leaders')) items.push({ key: 'no_leader', value: cc });
        continue;
      }
      const agency = facts.agencies.get(facts.people.get(id)?.agency ?? '');
      if (agency && agency.cc !== cc) items.push({ key: 'leader_elsewhere', ref: id, value: cc });
    }
    return items.length === 0 ? null : { items };
  },
);

const inForce = ruleAbout(
  'task',
  {
    id: 'R-JIT-02',
    reads: ['tasks', 'jits', 'time'],
    title: 'JIT task waits until the JIT is in force and signed by every party',
    severity: 'block',
    gate: 'publish',
  },
  (facts, task) => {
    const jit = jitOf(facts, task);
    if (!jit) return null;
    const items: FindingItem[] = [];
    if (jit.status !== 'in_force' && jit.status !== 'extended')
      items.push({ key: 'status', ref: jit.id, value: jit.status });
    const missing = unsignedBy(jit.parties, jit.signed);
    items.push(...missing.map((value) => ({ key: 'not_signed', ref: jit.id, value })));
    // A team exists from the day of its last signature.
    const last = lastSignature(jit.parties, jit.signed);
    const span = leastSpan(facts, task);
    if (last !== null && span && span.start < facts.clockwork.dayStart(last))
      items.push({ key: 'signed_later', ref: jit.id, value: last });
    return items.length === 0 ? null : { items };
  },
);

const period = ruleAbout(
  'task',
  {
    id: 'R-JIT-03',
    reads: ['tasks', 'jits', 'time'],
    title: 'JIT task lies within the term of the JIT with its signed extensions',
    severity: 'block',
    gate: 'publish',
  },
  (facts, task) => {
    const jit = jitOf(facts, task);
    const span = jit ? leastSpan(facts, task) : null;
    if (!jit || !span) return null;
    const until = jitEnd(jit);
    if (span.start < facts.clockwork.dayStart(jit.from))
      return { items: [{ key: 'from', ref: jit.id, value: jit.from }] };
    return span.end > facts.clockwork.dayEnd(until) ? { items: [{ key: 'until', ref: jit.id, value: until }] } : null;
  },
);

const place = ruleAbout(
  'task',
  {
    id: 'R-JIT-04',
    reads: ['tasks', 'jits', 'sites'],
    title: 'JIT task takes place in an operating state',
    severity: 'block',
    gate: 'publish',
  },
  (facts, task) => {
    const jit = jitOf(facts, task);
    const site = jit ? siteOf(facts, task) : null;
    if (!jit || !site || jit.operatesIn.includes(site.cc)) return null;
    return {
      items: [
        { key: 'country', ref: site.id, value: site.cc },
        { key: 'jit', ref: jit.id },
      ],
    };
  },
);

const participants = ruleAbout(
  'task',
  {
    id: 'R-JIT-05',
    reads: ['tasks', 'jits'],
    title: 'Participants take no coercive task of the JIT',
    severity: 'block',
    gate: 'assign',
  },
  (facts, task) => {
    const jit = COERCIVE_KINDS.includes(task.kind) ? jitOf(facts, task) : undefined;
    const taking = jit ? task.people.filter((id) => jit.participants.includes(id)) : [];
    return !jit || taking.length === 0
      ? null
      : { items: [...itemsOf('person', taking), { key: 'jit', ref: jit.id }, { key: 'kind', value: task.kind }] };
  },
);

const ending = ruleAbout(
  'jit',
  {
    id: 'R-JIT-07',
    reads: ['jits', 'limits'],
    title: 'JIT does not run out unextended, and is evaluated in time',
    severity: 'warn',
    gate: 'daily',
    cadence: 'day',
  },
  (facts, jit) => {
    const items: FindingItem[] = [];
    const until = jitEnd(jit);
    const left = daysBetween(facts.today, until);
    if (ALIVE.has(jit.status) && left <= facts.plan.limits.jitExpiryWarnDays)
      items.push({ key: 'ends', value: until }, { key: 'days_left', value: left });
    if (jit.evaluationDue !== null && jit.evaluationDue < facts.today && !NO_EVALUATION.has(jit.status))
      items.push({ key: 'evaluation_due', value: jit.evaluationDue });
    return items.length === 0 ? null : { items };
  },
);

const extensions = ruleAbout(
  'jit',
  {
    id: 'R-JIT-08',
    reads: ['jits'],
    title: 'An extension is signed by all parties before the end it extends',
    severity: 'block',
    gate: 'extend',
  },
  (_facts, jit) => {
    const items: FindingItem[] = [];
    let end = jit.until;
    // Extensions count in order of their end; the other two keys only make the order the same on every machine.
    const inOrder = jit.extensions
      .map(({ until, signed }) => ({
        until,
        missing: unsignedBy(jit.parties, signed),
        last: lastSignature(jit.parties, signed),
      }))
      .sort(
        (a, b) =>
          compareCodes(a.until, b.until) ||
          compareCodes(a.last ?? '', b.last ?? '') ||
          compareCodes(a.missing.join(), b.missing.join()),
      );
    for (const { until, missing, last } of inOrder) {
      if (missing.length > 0) {
        items.push(...missing.map((value) => ({ key: 'not_signed', value, also: { extension: until } })));
      } else if (last !== null) {
        if (last > end) items.push({ key: 'signed_late', value: last, also: { extension: until, end } });
        // Only what everybody signed moves the end that the next extension must meet.
        if (until > end) end = until;
      }
    }
    return items.length === 0 ? null : { items };
  },
);

const belonging = ruleAbout(
  'task',
  {
    id: 'R-JIT-09',
    reads: ['tasks', 'jits'],
    title: 'Everybody on a JIT task belongs to the JIT',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, task) => {
    const jit = jitOf(facts, task);
    if (!jit) return null;
    const people = jitPeople(jit);
    const outside = task.people.filter((id) => !people.has(id));
    return outside.length === 0 ? null : { items: [...itemsOf('person', outside), { key: 'jit', ref: jit.id }] };
  },
);

type AuthorisationFault = 'no_authorisation' | 'not_given' | 'not_by_leader' | 'too_late';

/** Why a seconded member may not carry out a task in a state; the best of several authorisations counts. */
function authorisationFault(
  facts: Facts,
  jit: PlanJit,
  task: PlanTask,
  person: string,
  cc: string,
): AuthorisationFault | null {
  const asked = jit.authorisations.filter((one) => one.person === person && one.task === task.id);
  if (asked.length === 0) return facts.withheld(jit.id, 'authorisations') ? null : 'no_authorisation';
  const given = asked.filter((one) => one.on !== null);
  if (given.length === 0) return facts.withheld(jit.id, 'authorisations.on') ? null : 'not_given';
  const leader = Object.hasOwn(jit.leaders, cc) ? jit.leaders[cc] : undefined;
  const byLeader = given.filter(({ by }) =>
    by === null ? facts.withheld(jit.id, 'authorisations.by') : by === leader,
  );
  if (byLeader.length === 0) return 'not_by_leader';
  const span = leastSpan(facts, task);
  const inTime = byLeader.some(
    ({ on }) => span === null || (on !== null && facts.clockwork.dayStart(on) <= span.start),
  );
  return inTime ? null : 'too_late';
}

const authorised = ruleAbout(
  'task',
  {
    id: 'R-JIT-06',
    reads: ['tasks', 'jits', 'sites', 'people', 'agencies', 'time'],
    title: 'The leader authorised the measure of a seconded member abroad',
    severity: 'warn',
    gate: 'assign',
  },
  (facts, task) => {
    const jit = jitOf(facts, task);
    const site = jit ? siteOf(facts, task) : null;
    // A team that records no authorisations at all keeps them elsewhere.
    if (!jit || !site || jit.authorisations.length === 0 || task.kind === 'meeting') return null;
    const items: FindingItem[] = [];
    for (const id of sortedCodes(task.people)) {
      const person = facts.people.get(id);
      if (!person || !Object.hasOwn(jit.seconded, id) || !isAbroad(facts, person, site.cc)) continue;
      const fault = authorisationFault(facts, jit, task, id, site.cc);
      if (fault !== null) items.push({ key: fault, ref: id });
    }
    return items.length === 0 ? null : { items: [...items, { key: 'jit', ref: jit.id, also: { country: site.cc } }] };
  },
);

const filled = ruleAbout(
  'jit',
  {
    id: 'R-JIT-10',
    reads: ['jits'],
    title: 'Costs, formalities of evidence and languages are laid down for each party',
    severity: 'warn',
    gate: 'activate',
  },
  (facts, jit) => {
    const { evidenceRules, languages } = jit;
    if (!ALIVE.has(jit.status) || (evidenceRules === null && languages === null)) return null;
    const items: FindingItem[] = [];
    if (isBlank(jit.costs) && !facts.withheld(jit.id, 'costs')) items.push({ key: 'no_costs' });
    const without = facts.withheld(jit.id, 'evidenceRules')
      ? []
      : sortedCodes(jit.parties).filter(
          (party) => !evidenceRules || !Object.hasOwn(evidenceRules, party) || isBlank(evidenceRules[party] ?? null),
        );
    items.push(...without.map((value) => ({ key: 'no_evidence_rules', value })));
    if (
      (languages === null || languages.every((language) => isBlank(language))) &&
      !facts.withheld(jit.id, 'languages')
    )
      items.push({ key: 'no_languages' });
    return items.length === 0 ? null : { items };
  },
);

export const JIT_RULES: readonly Rule[] = [
  leaders,
  inForce,
  period,
  place,
  participants,
  ending,
  extensions,
  belonging,
  authorised,
  filled,
];

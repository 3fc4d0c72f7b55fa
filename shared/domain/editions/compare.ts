/**
 * The editions of one operation side by side: how long each ran, with whom, where, on which papers, what stood against it, and what each
 * brought. Pure over facts, findings and reported figures.
 */
import type { Code, Finding, InstantMs, LocalDate, PlanAgreement } from '../../model/plan.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { eventKey, type FigureTotal, type ResultEntry, resultTotals } from '../action/index.ts';
import { isKnown } from '../facts/clockwork.ts';
import { compareCodes, type Facts, isLive, phaseSpan, spanOf } from '../facts/facts.ts';
import { isInForce } from '../facts/papers.ts';

/** So many editions stand side by side; older ones are counted. */
export const MOST_EDITIONS = 6;

export interface EditionView {
  readonly facts: Facts;
  /** Those that stand. */
  readonly findings: readonly Finding[];
  readonly results: readonly ResultEntry[];
}
/** What is in one edition and not in the one before it, by what people call it. */
export interface Differing {
  readonly kept: number;
  readonly added: readonly string[];
  readonly gone: readonly string[];
}
export interface RuleCount {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly before: number;
  readonly now: number;
}
export interface EditionSide {
  readonly code: Code;
  readonly codeName: string;
  readonly status: string;
  readonly hHour: InstantMs | null;
  readonly refTz: string;
  readonly dDay: LocalDate;
  /** First start and last end of what can be placed; null: nothing can. */
  readonly extent: { readonly from: InstantMs; readonly to: InstantMs } | null;
  /** Of tasks that are not called off, in minutes. */
  readonly work: number;
  readonly tasks: number;
  readonly people: number;
  readonly sites: number;
  readonly agreements: number;
  /** Agreements in force on the D-day. */
  readonly inForce: number;
  readonly block: number;
  readonly warn: number;
  /** null: the first edition. */
  readonly since: {
    readonly people: Differing;
    readonly sites: Differing;
    readonly agreements: Differing;
    readonly findings: readonly RuleCount[];
  } | null;
}
export interface ComparedFigure {
  readonly figure: string;
  readonly unit: string;
  /** One for each edition; null: it reported nothing of the kind. `again`: events that an earlier edition counted too. */
  readonly sides: readonly ((FigureTotal & { readonly again: number }) | null)[];
  /** All editions, every event once. */
  readonly all: number;
}
export interface Compared {
  readonly sides: readonly EditionSide[];
  readonly figures: readonly ComparedFigure[];
}

/** The editions in the order they are given, the first one first. */
export function compareEditions(views: readonly EditionView[]): Compared {
  return { sides: views.map((view, n) => sideOf(view, views[n - 1] ?? null)), figures: figuresOf(views) };
}

const fold = (text: string): string => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

function sideOf(view: EditionView, before: EditionView | null): EditionSide {
  const { facts, findings } = view;
  const { operation: op, tasks, people, sites, agreements } = facts.plan;
  const live = tasks.filter(isLive);
  const spans = [...live.map((task) => spanOf(facts, task)), ...facts.plan.phases.map((p) => phaseSpan(facts, p))];
  const known = spans.filter(isKnown);
  return {
    code: op.id,
    codeName: op.codeName,
    status: op.status,
    hHour: op.hHour,
    refTz: op.refTz,
    dDay: op.dDay,
    extent:
      known.length === 0
        ? null
        : {
            from: known.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY),
            to: known.reduce((most, { end }) => Math.max(most, end), Number.NEGATIVE_INFINITY),
          },
    work: Math.round(
      live
        .map((task) => spanOf(facts, task))
        .filter(isKnown)
        .reduce((sum, { start, end }) => sum + end - start, 0) / MS_PER_MINUTE,
    ),
    tasks: live.length,
    people: people.length,
    sites: sites.length,
    agreements: agreements.length,
    inForce: agreements.filter((agreement) => isInForce(agreement, op.dDay)).length,
    block: findings.filter(({ severity }) => severity === 'block').length,
    warn: findings.filter(({ severity }) => severity === 'warn').length,
    since: before && {
      people: differing(peopleOf(before), peopleOf(view)),
      sites: differing(sitesOf(before), sitesOf(view)),
      agreements: differing(agreementsOf(before), agreementsOf(view)),
      findings: rulesOf(before.findings, findings),
    },
  };
}

/** What people call it, by what makes it the same in another edition. */
type Named = ReadonlyMap<string, string>;
/** Records of an edition are new ones: a person is the same by name and agency, a site by its code word, a paper by type, title, parties. */
const peopleOf = ({ facts }: EditionView): Named =>
  new Map(facts.plan.people.map(({ name, agency }) => [`${fold(name)} ${agency}`, name]));
const sitesOf = ({ facts }: EditionView): Named => new Map(facts.plan.sites.map(({ code }) => [fold(code), code]));
const agreementsOf = ({ facts }: EditionView): Named =>
  new Map(facts.plan.agreements.map((one) => [paperKey(one), `${one.id} ${one.title.en}`]));
const paperKey = ({ type, title, parties }: PlanAgreement): string =>
  `${type} ${fold(title.en)} ${[...parties].sort().join(' ')}`;

function differing(before: Named, now: Named): Differing {
  const only = (a: Named, b: Named): readonly string[] =>
    [...a].flatMap(([key, name]) => (b.has(key) ? [] : [name])).sort((x, y) => compareCodes(x, y));
  const added = only(now, before);
  return { kept: now.size - added.length, added, gone: only(before, now) };
}

/** Rules that find more or fewer things than before, blocks first. */
function rulesOf(before: readonly Finding[], now: readonly Finding[]): readonly RuleCount[] {
  const counts = new Map<string, { rule: string; severity: Finding['severity']; before: number; now: number }>();
  const add = (findings: readonly Finding[], side: 'before' | 'now'): void => {
    for (const { rule, severity } of findings) {
      const key = `${severity} ${rule}`;
      const count = counts.get(key) ?? { rule, severity, before: 0, now: 0 };
      count[side] += 1;
      counts.set(key, count);
    }
  };
  add(before, 'before');
  add(now, 'now');
  return [...counts]
    .filter(([, count]) => count.before !== count.now)
    .sort(([a], [b]) => compareCodes(a, b))
    .map(([, count]) => count);
}

function figuresOf(views: readonly EditionView[]): readonly ComparedFigure[] {
  const totals = views.map(({ results }) => resultTotals(results));
  const whole = resultTotals(views.flatMap(({ results }) => results));
  return whole.map(({ figure, unit, total }) => {
    const seen = new Set<string>();
    const sides = views.map(({ results }, n) => {
      const events = new Set(
        results.flatMap((one) =>
          one.figure === figure && one.unit === unit && one.event !== null ? [eventKey(one.event)] : [],
        ),
      );
      const again = [...events].filter((event) => seen.has(event)).length;
      for (const event of events) seen.add(event);
      const own = totals[n]?.find((one) => one.figure === figure && one.unit === unit);
      return own ? { ...own, again } : null;
    });
    return { figure, unit, sides, all: total };
  });
}

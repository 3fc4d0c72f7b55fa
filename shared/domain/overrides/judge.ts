/**
 * Which findings people have lifted: a warning is acknowledged with a reason; a block is lifted by the
 * strategic commander with a second person and a reason; rules marked ‡ are lifted by nobody, whatever a record says and wherever it
 * came from. The readings are in docs/overrides.md.
 */
import type { Finding, LocalDate, Plan, PlanOverride } from '../../model/plan.ts';
import { type Lifting, NEVER_LIFTED } from '../lifecycles/evidence.ts';
import { isBlank } from '../rules/rule.ts';
import { ruleById } from '../rules/registry.ts';
import { keyOf } from '../rules/sweep.ts';
import { isOnePerson, isStrategicCommander } from './people.ts';

/** Why an override does not count; screens and the command line put it into words. */
export const VOID_REASONS = [
  'never',
  'foreign',
  'contested',
  'no_reason',
  'no_person',
  'not_commander',
  'no_second',
  'same_person',
  'expired',
  'not_found',
  'severity_rose',
  'changed',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

const ITEMS = 500;
const ITEM_LENGTH = 120;
/** The items a finding names, in one order, for keeping beside an override and comparing later. */
export const coversOf = (finding: Finding): readonly string[] =>
  [...new Set(finding.items.map(({ key, ref, value }) => `${key} ${ref ?? ''} ${value ?? ''}`.slice(0, ITEM_LENGTH)))]
    .sort()
    .slice(0, ITEMS);

/** Key and reference without the figure: all that is compared where the figure changes with the clock. */
const named = (item: string): string => item.split(' ', 2).join(' ');

/**
 * Whether a finding still says what was lifted. What only a change of the plan can change must be the same to the figure; where days or
 * hours count down, it must name nothing that was not named then.
 */
function isSame(finding: Finding, { covers }: PlanOverride): boolean {
  const now = coversOf(finding);
  if ((ruleById(finding.rule)?.cadence ?? 'change') === 'change')
    return now.length === covers.length && now.every((item, i) => item === covers[i]);
  const then = new Set(covers.map(named));
  return now.every((item) => then.has(named(item)));
}

/** Why an override does not lift a finding (null: there is none of its rule and subject); null: it does. The first reason counts. */
export function voidReason(
  override: PlanOverride,
  finding: Finding | null,
  plan: Plan,
  today: LocalDate,
): VoidReason | null {
  const { by, second } = override;
  if (NEVER_LIFTED.has(override.rule) || ruleById(override.rule)?.dagger === true) return 'never';
  if (override.foreign) return 'foreign';
  if (override.contested) return 'contested';
  if (isBlank(override.reason)) return 'no_reason';
  if (isBlank(by)) return 'no_person';
  if (override.until !== null && override.until < today) return 'expired';
  if (finding === null || finding.rule !== override.rule || finding.subject !== override.subject) return 'not_found';
  if (finding.severity === 'block') {
    if (override.severity !== 'block') return 'severity_rose';
    if (!isStrategicCommander(plan, by)) return 'not_commander';
    if (isBlank(second)) return 'no_second';
    if (isOnePerson(plan, by, second ?? '')) return 'same_person';
  }
  return isSame(finding, override) ? null : 'changed';
}

export interface Lapsed {
  readonly override: PlanOverride;
  readonly why: VoidReason;
}
/** Overrides of a plan sorted by what they do; `lifted` and `lapsed` by `keyOf` of the finding. */
export interface Judged {
  readonly lifted: ReadonlyMap<string, PlanOverride>;
  /** The latest override of a finding that none lifts. */
  readonly lapsed: ReadonlyMap<string, Lapsed>;
  /** Every override without effect. */
  readonly void: readonly Lapsed[];
}

/** Judges every override of the plan against findings; the last one that counts lifts a finding. */
export function judgeOverrides(findings: readonly Finding[], plan: Plan, today: LocalDate): Judged {
  const byKey = new Map(plan.overrides.length === 0 ? [] : findings.map((finding) => [keyOf(finding), finding]));
  const lifted = new Map<string, PlanOverride>();
  const lapsed = new Map<string, Lapsed>();
  const without: Lapsed[] = [];
  for (const override of plan.overrides) {
    const key = keyOf(override);
    const why = voidReason(override, byKey.get(key) ?? null, plan, today);
    if (why === null) lifted.set(key, override);
    else {
      without.push({ override, why });
      if (byKey.has(key)) lapsed.set(key, { override, why });
    }
  }
  for (const key of lifted.keys()) lapsed.delete(key);
  return { lifted, lapsed, void: without };
}

export const isLifted = (judged: Judged, finding: Finding): boolean => judged.lifted.has(keyOf(finding));

/** The findings that still stand. */
export const standing = (findings: readonly Finding[], judged: Judged): readonly Finding[] =>
  judged.lifted.size === 0 ? findings : findings.filter((finding) => !isLifted(judged, finding));

/** What counts as lifted at a step of a lifecycle, for the findings around that step. */
export function liftingsFor(findings: readonly Finding[], plan: Plan, today: LocalDate): readonly Lifting[] {
  return [...judgeOverrides(findings, plan, today).lifted.values()].map(
    ({ rule, subject, reason, by, second, until }) => ({
      rule,
      subject,
      reason,
      by,
      role: isStrategicCommander(plan, by) ? 'strategic_commander' : 'planner',
      second,
      until,
    }),
  );
}

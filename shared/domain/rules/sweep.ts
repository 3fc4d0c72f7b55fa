/** Runs the rules over facts and compares what two states of the plan say. */
import type { Code, Finding } from '../../model/plan.ts';
import { compareCodes, type Facts } from '../facts/facts.ts';
import { RULES } from './registry.ts';
import type { Rule } from './rule.ts';

/** By rule, then subject: the same on every machine. */
export const compareFindings = (a: Finding, b: Finding): number =>
  compareCodes(a.rule, b.rule) || compareCodes(a.subject, b.subject);

/** Every finding of the plan, by rule and subject; at most one for each pair. */
export function sweep(facts: Facts, rules: readonly Rule[] = RULES): readonly Finding[] {
  return rules.flatMap((rule) => rule.checkAll(facts)).sort(compareFindings);
}

export interface FindingsDiff {
  readonly added: readonly Finding[];
  readonly gone: readonly Finding[];
  /** Same rule and subject, but what is said or how grave it is differs. */
  readonly changed: readonly { readonly before: Finding; readonly after: Finding }[];
}

/** What a change does to the findings: by rule and subject, each list in the order of `compareFindings`. */
export function diffFindings(before: readonly Finding[], after: readonly Finding[]): FindingsDiff {
  const old = new Map(before.map((finding) => [keyOf(finding), finding]));
  const added: Finding[] = [];
  const changed: { before: Finding; after: Finding }[] = [];
  for (const finding of after) {
    const was = old.get(keyOf(finding));
    old.delete(keyOf(finding));
    if (!was) added.push(finding);
    else if (was.severity !== finding.severity || !sameItems(was, finding))
      changed.push({ before: was, after: finding });
  }
  return {
    added: added.sort(compareFindings),
    gone: [...old.values()].sort(compareFindings),
    changed: changed.sort((a, b) => compareFindings(a.after, b.after)),
  };
}

/** The sentence may leave out the end of a long list; the items hold it all. */
const sameItems = (a: Finding, b: Finding): boolean =>
  a.items === b.items ||
  (a.message === b.message && a.items.length === b.items.length && JSON.stringify(a.items) === JSON.stringify(b.items));

/** One finding per rule and subject, so the pair names it. */
export const keyOf = (finding: { readonly rule: string; readonly subject: Code }): string =>
  `${finding.rule} ${finding.subject}`;

/** Findings in the words of a language. The window takes `tell.ts` alone, which knows no rules. */
import type { Finding } from '../../../model/plan.ts';
import type { Facts } from '../../facts/facts.ts';
import { ruleById } from '../registry.ts';
import type { Lang } from './language.ts';
import { placeOf } from './place.ts';
import { NOWHERE, tellFinding, type Told } from './tell.ts';

export { type Lang, LANGS } from './language.ts';
export { placeOf } from './place.ts';

/**
 * What, why, where and who can lift it. `look`: the facts the finding was made from, for the place; without them `where` is the gate.
 */
export const sayFinding = (finding: Finding, lang: Lang, look?: Facts): Told =>
  tellFinding(finding, lang, {
    final: ruleById(finding.rule)?.dagger ?? false,
    place: look ? placeOf(look, finding) : NOWHERE,
  });

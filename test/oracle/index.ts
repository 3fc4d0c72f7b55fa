/** The oracle as a whole: what the rules of docs/rules.md say about a plan at a moment, sorted. */
import type { Plan } from '#shared/model/plan.ts';
import { finSays, hanSays } from './money.ts';
import { opSays } from './op.ts';
import { agrSays, jitSays } from './papers.ts';
import { perSays } from './per.ts';
import { sceneOf } from './scene.ts';
import { movSays } from './travel.ts';

/** `R-OP-02 block T39`, sorted. */
export function oracleSays(plan: Plan, clock: number): readonly string[] {
  const scene = sceneOf(plan, clock);
  return [opSays, perSays, jitSays, agrSays, movSays, finSays, hanSays]
    .flatMap((says) => says(scene))
    .map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`)
    .sort();
}

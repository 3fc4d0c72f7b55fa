/** How a table is written down, and how side states unfold into steps. */
import type { Bi } from '../../model/plan.ts';
import type { Lifecycle, Need, Role, Stage, StateInfo, Step, StepGate } from './types.ts';

export interface Demands {
  readonly needs?: readonly Need[];
  readonly gates?: readonly StepGate[];
  readonly rules?: readonly string[];
}
interface Side<S extends string> {
  readonly state: S;
  /** States it is entered from, other side states among them. */
  readonly from: readonly S[];
  readonly enter: Way;
  readonly back: Way;
}
type Way = readonly [verb: Bi, by: readonly Role[], demands: Demands];
interface Table<S extends string> {
  readonly title: Bi;
  readonly states: readonly S[];
  readonly info: Readonly<Record<S, StateInfo>>;
  readonly initial: S;
  readonly steps: readonly Step<S>[];
  readonly sides?: readonly Side<S>[];
}

export const bi = (en: string, fr: string): Bi => ({ en, fr });
export const state = (stage: Stage, en: string, fr: string): StateInfo => ({ stage, name: { en, fr } });
export const sealed = (stage: Stage, en: string, fr: string): StateInfo => ({ ...state(stage, en, fr), sealed: true });

/** One step of the main line; `needs`, `gates` and `rules` are empty unless given. */
export const step = <S extends string>(from: S, to: S, ...[verb, by, demands = {}]: StepWords): Step<S> => ({
  from,
  to,
  verb,
  by,
  needs: demands.needs ?? [],
  gates: demands.gates ?? [],
  rules: demands.rules ?? [],
  origins: null,
  returns: false,
});
type StepWords = readonly [verb: Bi, by: readonly Role[], demands?: Demands];

/** The same step from several states. */
export const each = <S extends string>(from: readonly S[], to: S, ...words: StepWords): readonly Step<S>[] =>
  from.map((one) => step(one, to, ...words));

/** What must hold while a state lasts, so it is asked again whenever somebody returns to it. */
const STANDING: readonly Need[] = ['all_signatures', 'start', 'final_order', 'order_or_agreement', 'person_checks'];

const union = <T>(lists: readonly (readonly T[])[]): readonly T[] => [...new Set(lists.flat())];

/**
 * Unfolds side states. Each is entered from the states it names and returns to exactly the one it came from, where the gates, rules
 * and standing needs of that state are asked again: a pause must not become a way round a gate.
 * A side state entered from another keeps the first one's origin, so a held movement that has departed cannot be cancelled.
 */
export function lifecycle<S extends string>(table: Table<S>): Lifecycle<S> {
  const sides = table.sides ?? [];
  const isSide = (name: S): boolean => sides.some((side) => side.state === name);
  const unfolded = sides.flatMap((side) => {
    const spine = side.from.filter((name) => !isSide(name));
    const enter = side.from.map((from) => ({
      ...step(from, side.state, ...side.enter),
      origins: isSide(from) ? spine : null,
    }));
    const back = spine.map((to): Step<S> => {
      const into = table.steps.filter((one) => one.to === to);
      const base = step(side.state, to, ...side.back);
      return {
        ...base,
        needs: union([base.needs, ...into.map((one) => one.needs.filter((need) => STANDING.includes(need)))]),
        gates: union([base.gates, ...into.map((one) => one.gates)]),
        rules: union([base.rules, ...into.map((one) => one.rules)]),
        // With one state to return to there is nothing to ask.
        origins: spine.length === 1 ? null : [to],
        returns: true,
      };
    });
    return [...enter, ...back];
  });
  const { title, states, info, initial } = table;
  return { title, states, info, initial, sides: sides.map((side) => side.state), steps: [...table.steps, ...unfolded] };
}

/** Cycles in the dependency graph: refused before they are stored (R-OP-01). */
import type { Code, PlanTask } from '../../model/plan.ts';
import { sortedCodes } from './facts.ts';
import type { TaskIndex } from './task-index.ts';

/**
 * A cycle among the tasks, as the codes in order of waiting (each waits for the next, the last for the first), beginning with the
 * smallest; null when there is none. Dependencies on tasks that are not in the list lead nowhere. The same cycle on every machine.
 */
export function findCycle(tasks: readonly PlanTask[]): readonly Code[] | null {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return search(sortedCodes(byId.keys()), (id) => byId.get(id));
}

/**
 * A cycle through one of these tasks: enough after a change of their dependencies only, and as cheap as what they wait for.
 */
export const findCycleThrough = (tasks: TaskIndex, changed: readonly Code[]): readonly Code[] | null =>
  search(sortedCodes(changed), (id) => tasks.get(id));

interface Step {
  readonly id: Code;
  readonly waitsFor: readonly Code[];
  next: number;
}

/** Depth first, on a stack of our own: a chain may be as long as the plan. */
function search(starts: readonly Code[], taskOf: (id: Code) => PlanTask | undefined): readonly Code[] | null {
  const done = new Set<Code>();
  for (const start of starts) {
    if (done.has(start)) continue;
    const path: Step[] = [];
    const onPath = new Set<Code>();
    const enter = (id: Code): void => {
      path.push({ id, waitsFor: sortedCodes((taskOf(id)?.dependencies ?? []).map(({ on }) => on)), next: 0 });
      onPath.add(id);
    };
    enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const id = step.waitsFor[step.next];
      step.next += 1;
      if (id === undefined) {
        done.add(step.id);
        onPath.delete(step.id);
        path.pop();
      } else if (onPath.has(id)) {
        return fromSmallest(path.slice(path.findIndex((other) => other.id === id)).map((other) => other.id));
      } else if (!done.has(id) && taskOf(id)) {
        enter(id);
      }
    }
  }
  return null;
}

function fromSmallest(cycle: readonly Code[]): readonly Code[] {
  const first = sortedCodes(cycle)[0];
  const at = first === undefined ? 0 : cycle.indexOf(first);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}

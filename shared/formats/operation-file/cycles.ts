/** Cycles of a graph, without recursion: a chain of 20,000 tasks must not exhaust the stack. */

/**
 * One cycle for each strongly connected group of nodes (Tarjan), each as the list of nodes in order of the arrows,
 * starting with the node of the group that comes first in the map. Arrows to nodes outside the map are ignored.
 */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  for (const group of cyclicGroups(edges)) cycles.push(shortestCycle(group, edges));
  return cycles;
}

interface Visit {
  readonly node: string;
  readonly next: Iterator<string>;
}

function cyclicGroups(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];
  const lower = (node: string, to: number | undefined): void => {
    low.set(node, Math.min(low.get(node) ?? Number.POSITIVE_INFINITY, to ?? Number.POSITIVE_INFINITY));
  };
  const enter = (node: string): Visit => {
    const number = order.size;
    order.set(node, number);
    low.set(node, number);
    open.push(node);
    isOpen.add(node);
    return { node, next: (edges.get(node) ?? []).values() };
  };
  for (const start of edges.keys()) {
    if (order.has(start)) continue;
    const path: Visit[] = [enter(start)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { value: target, done } = visit.next.next();
      if (!done) {
        if (!edges.has(target)) continue;
        if (!order.has(target)) path.push(enter(target));
        else if (isOpen.has(target)) lower(visit.node, order.get(target));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) lower(parent.node, low.get(visit.node));
      if (low.get(visit.node) !== order.get(visit.node)) continue;
      const group = open.splice(open.lastIndexOf(visit.node));
      for (const node of group) isOpen.delete(node);
      const [only] = group;
      if (group.length > 1 || (only !== undefined && edges.get(only)?.includes(only))) groups.push(group);
    }
  }
  return groups;
}

/** A shortest cycle through the group's first node, found breadth first. */
function shortestCycle(group: readonly string[], edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const inside = new Set(group);
  const [start = ''] = group;
  const from = new Map<string, string>();
  const queue = [start];
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i] ?? start;
    for (const target of edges.get(node) ?? []) {
      if (target === start) {
        const cycle = [node];
        for (let back = node; back !== start; ) {
          back = from.get(back) ?? start;
          cycle.push(back);
        }
        return cycle.reverse();
      }
      if (inside.has(target) && !from.has(target)) {
        from.set(target, node);
        queue.push(target);
      }
    }
  }
  throw new Error('broken promise: every node of a strongly connected group lies on a cycle');
}

/**
 * Tasks in an order in which each comes after all it waits for (Kahn 1962), on typed arrays: a plan may hold hundreds of thousands.
 * `!` after a typed array: the index lies in range by construction, and a check per access would double the time of a pass.
 */

/** Links as two columns of equal length: task `after[k]` waits for task `before[k]`; both are places in the list of tasks. */
export interface LinkColumns {
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/**
 * Places of the tasks, each after all it waits for; a list that already is in such an order keeps it.
 * Shorter than `count` if there is a cycle: then the tasks on a cycle and all that wait for one are left out.
 */
export function topologicalOrder(count: number, { before, after }: LinkColumns): Int32Array {
  const links = before.length;
  const first = new Int32Array(count + 1);
  const waiting = new Int32Array(count);
  const order = new Int32Array(count);
  let inOrder = true;
  for (let k = 0; k < links; k += 1) {
    first[before[k]! + 1]! += 1;
    waiting[after[k]!]! += 1;
    if (before[k]! >= after[k]!) inOrder = false;
  }
  if (inOrder) {
    for (let i = 0; i < count; i += 1) order[i] = i;
    return order;
  }

  for (let i = 0; i < count; i += 1) first[i + 1]! += first[i]!;
  const fill = first.slice(0, count);
  const followers = new Int32Array(links);
  for (let k = 0; k < links; k += 1) {
    const from = before[k]!;
    followers[fill[from]!] = after[k]!;
    fill[from]! += 1;
  }

  let known = 0;
  for (let i = 0; i < count; i += 1) if (waiting[i] === 0) order[known++] = i;
  for (let next = 0; next < known; next += 1) {
    const from = order[next]!;
    const end = first[from + 1]!;
    for (let k = first[from]!; k < end; k += 1) {
      const to = followers[k]!;
      waiting[to]! -= 1;
      if (waiting[to] === 0) order[known++] = to;
    }
  }
  return order.subarray(0, known);
}

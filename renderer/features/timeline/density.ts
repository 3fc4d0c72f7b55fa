/** How many tasks run at each pixel of the whole plan, and where findings stand. */
import type { TimelineRow } from '#shared/contract/planning.ts';

export interface Density {
  readonly tasks: Uint32Array;
  readonly block: Uint32Array;
  readonly warn: Uint32Array;
}

/** `bins` equal parts of from … to. A task counts in every part it touches; findings count where their task starts. */
export function density(
  rows: readonly Pick<TimelineRow, 'start' | 'end' | 'findings'>[],
  from: number,
  to: number,
  bins: number,
): Density {
  const edges = new Int32Array(bins + 1);
  const block = new Uint32Array(bins);
  const warn = new Uint32Array(bins);
  const scale = bins / Math.max(1, to - from);
  const clamp = (x: number): number => Math.min(bins - 1, Math.max(0, x));
  for (const row of rows) {
    if (row.start === null) continue;
    const end = row.end ?? row.start;
    if (end < from || row.start > to) continue;
    const first = clamp(Math.floor((row.start - from) * scale));
    const last = Math.max(first, clamp(Math.ceil((end - from) * scale) - 1));
    edges[first] = (edges[first] ?? 0) + 1;
    edges[last + 1] = (edges[last + 1] ?? 0) - 1;
    block[first] = (block[first] ?? 0) + row.findings.block;
    warn[first] = (warn[first] ?? 0) + row.findings.warn;
  }
  const tasks = new Uint32Array(bins);
  let running = 0;
  for (let i = 0; i < bins; i += 1) {
    running += edges[i] ?? 0;
    tasks[i] = running;
  }
  return { tasks, block, warn };
}

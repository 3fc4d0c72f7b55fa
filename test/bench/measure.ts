/** How figures are taken and shown: medians of at least five runs with the extremes, never a mean and never the best alone. */
import { loadavg } from 'node:os';

export const RUNS = 7;

type Unit = 'ms' | '×' | 'bytes' | 'MiB' | 'frames' | 'rows';
export interface Figure {
  readonly name: string;
  readonly unit: Unit;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
  /** What it must not exceed, where the product promises something. */
  readonly target: number | null;
  readonly met: boolean | null;
  /** Load of the machine (one minute) when it was taken: above the number of processors, others were at work as well. */
  readonly load: number;
}

/** What nineteen of twenty do not exceed. */
export const p95 = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN;
};
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};
const rounded = (value: number): number => Number(value.toPrecision(4));

export function figure(
  name: string,
  values: readonly number[],
  target: number | null = null,
  unit: Figure['unit'] = 'ms',
): Figure {
  const middle = median(values);
  return {
    name,
    unit,
    median: rounded(middle),
    min: rounded(Math.min(...values)),
    max: rounded(Math.max(...values)),
    runs: values.length,
    target,
    met: target === null ? null : middle <= target,
    load: rounded(loadavg()[0] ?? 0),
  };
}

/** Milliseconds of one piece of work. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** One run to warm up, then RUNS that count. `work` gives what it measured. */
export async function repeat(work: (run: number) => Promise<number>): Promise<readonly number[]> {
  await work(-1);
  const values: number[] = [];
  for (let run = 0; run < RUNS; run++) values.push(await work(run));
  return values;
}

export function tableOf(figures: readonly Figure[]): string {
  const text = (value: number, unit: Figure['unit']): string =>
    unit === '×' ? `${value.toFixed(2)} ×` : `${value.toFixed(unit === 'frames' || unit === 'rows' ? 0 : 1)} ${unit}`;
  const rows = figures.map((f) => [
    f.name,
    text(f.median, f.unit),
    `${text(f.min, f.unit)} … ${text(f.max, f.unit)}`,
    f.target === null ? '' : `≤ ${text(f.target, f.unit)}`,
    f.met === null ? '' : f.met ? 'met' : 'NOT met',
    f.load.toFixed(1),
  ]);
  const head = ['', 'median', 'min … max', 'target', '', 'load'];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((r) => Array.from(r[i] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - Array.from(cell).length))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

/** `npm run -s bench -- [core|window|all] [--json]`: figures of the built product, beside their targets. */
import { availableParallelism, cpus } from 'node:os';
import { RUNS, tableOf } from './measure.ts';

const words = process.argv.slice(2);
const isJson = words.includes('--json');
const [part = 'all', ...rest] = words.filter((word) => word !== '--json');
if (!['core', 'window', 'all'].includes(part) || rest.length > 0) {
  process.stderr.write('usage: bench [core|window|all] [--json]\n');
  process.exit(2);
}

const figures = [
  ...(part === 'window' ? [] : await (await import('./core.ts')).benchCore()),
  ...(part === 'core' ? [] : await (await import('./window.ts')).benchWindow()),
];
const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
if (isJson) process.stdout.write(`${JSON.stringify({ part, machine, runs: RUNS, figures })}\n`);
else process.stdout.write(`${machine}; medians of ${RUNS} runs\n\n${tableOf(figures)}\n`);
process.exit(0);

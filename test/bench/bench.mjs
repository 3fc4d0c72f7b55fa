/** `npm run -s bench -- [core|window|exchange [--million]|all] [--json]`: figures of the built product, beside their targets. */
import { availableParallelism, cpus } from 'node:os';
import { RUNS, tableOf } from './measure.ts';

const words = process.argv.slice(2);
const isJson = words.includes('--json');
const isMillion = words.includes('--million');
const [part = 'all', ...rest] = words.filter((word) => word !== '--json' && word !== '--million');
if (!['core', 'window', 'exchange', 'all'].includes(part) || rest.length > 0 || (isMillion && part !== 'exchange')) {
  process.stderr.write('usage: bench [core|window|exchange [--million]|all] [--json]\n');
  process.exit(2);
}

const figures = [
  ...(part === 'window' || part === 'exchange' ? [] : await (await import('./core.ts')).benchCore()),
  ...(part === 'core' || part === 'exchange' ? [] : await (await import('./window.ts')).benchWindow()),
  ...(part === 'exchange' || part === 'all' ? (await import('./exchange.ts')).benchExchange(isMillion) : []),
];
const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
if (isJson) process.stdout.write(`${JSON.stringify({ part, machine, runs: RUNS, figures })}\n`);
else process.stdout.write(`${machine}; medians of ${RUNS} runs\n\n${tableOf(figures)}\n`);
process.exit(0);

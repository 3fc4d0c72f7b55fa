/**
 * `npm run -s bench -- [core|window|exchange|difference|engine|ui|all] [--million] [--size S|M|L] [--data DIR] [--only PART,…] [--json]`: figures of the built product, beside their targets.
 * `--only` names parts of `ui` (ui.ts, UI_PARTS); `all` leaves out the engine and the window on generated sets (ui), which take long to make; `--million` adds a million changes to the exchange, and an import beside a million older lines.
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { RUNS, tableOf } from './measure.ts';

const PARTS = ['core', 'window', 'exchange', 'difference', 'engine', 'ui', 'all'];
const usage = (/** @type {string} */ why) => {
  process.stderr.write(
    `${why}\nusage: bench [${PARTS.join('|')}] [--million] [--size S|M|L] [--data DIR] [--only PART,…] [--json]\n`,
  );
  process.exit(2);
};

/** @returns {{ part: string, size: 'S' | 'M' | 'L', data: string | null, only: string[], json: boolean, million: boolean }} */
function words() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        size: { type: 'string' },
        data: { type: 'string' },
        only: { type: 'string' },
        json: { type: 'boolean' },
        million: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const [part = 'all', ...rest] = positionals;
    const { size = 'S' } = values;
    if (!PARTS.includes(part) || rest.length > 0) usage('no such part');
    if (values.only !== undefined && part !== 'ui') usage('--only names parts of ui');
    if (size !== 'S' && size !== 'M' && size !== 'L') usage('--size must be S, M or L');
    return {
      part,
      size: /** @type {'S' | 'M' | 'L'} */ (size),
      data: values.data ?? null,
      only: values.only === undefined ? [] : values.only.split(','),
      json: values.json === true,
      million: values.million === true,
    };
  } catch (e) {
    return usage(e instanceof Error ? e.message : 'unknown option');
  }
}

const { part, size, data, only, json, million } = words();
const figures = [];
if (part === 'core' || part === 'all') figures.push(...(await (await import('./core.ts')).benchCore()));
if (part === 'window' || part === 'all') figures.push(...(await (await import('./window.ts')).benchWindow()));
if (part === 'exchange' || part === 'all') figures.push(...(await import('./exchange.ts')).benchExchange(million));
if (part === 'exchange' || part === 'difference' || part === 'all')
  figures.push(...(await (await import('./difference.ts')).benchDifference(size, data)));
if (part === 'engine') figures.push(...(await (await import('./engine.ts')).benchEngine(size, data)));
if (part === 'ui') {
  const { benchUi, UI_PARTS } = await import('./ui.ts');
  const parts = UI_PARTS.filter((name) => only.includes(name));
  if (parts.length !== only.length) usage(`parts of ui are ${UI_PARTS.join(', ')}`);
  figures.push(...(await benchUi(size, data, parts)));
}
const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
if (json) process.stdout.write(`${JSON.stringify({ part, size, machine, runs: RUNS, figures })}\n`);
else
  process.stdout.write(
    `${machine}; medians of several runs (${RUNS} unless fewer are named), with the load of the machine beside each\n\n${tableOf(figures)}\n`,
  );
process.exit(0);

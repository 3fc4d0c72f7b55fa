import path from 'node:path';
import { makePrinter } from '../shell/printer.ts';
import { outliveReaders } from './output.ts';
import { runCommandLine } from './run.ts';

/** The command line of a checkout, on Node alone; it prints with a headless browser. */
const home = path.resolve(import.meta.dirname, '..');
outliveReaders();
// Whatever is written is for this user alone.
process.umask(0o077);
void runCommandLine(process.argv.slice(2), {
  home,
  printer: makePrinter(path.join(home, 'assets', 'fonts')),
  env: process.env,
}).then((code) => {
  process.exitCode = code;
});

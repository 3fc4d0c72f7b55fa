// The command line from a checkout: builds when needed, then runs the built command in this process with the same arguments.
import { createRequire } from 'node:module';
import path from 'node:path';

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`This needs Node 24; this is ${process.version}. "npx" in this folder brings its own.\n`);
  process.exit(1);
}
const { ensureBuilt } = await import('./ensure-built.mjs');
await ensureBuilt();
const command = path.resolve(import.meta.dirname, '../../out/cli/liaison.cjs');
// npm changes into this folder; paths that a person typed are meant from where they stood.
if (process.env.INIT_CWD && process.argv[2] !== 'demo') process.chdir(process.env.INIT_CWD);
process.argv[1] = command;
createRequire(import.meta.url)(command);

// npm start: see start.ts.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`This needs Node 24; this is ${process.version}. "npm start" brings its own.\n`);
  process.exit(1);
}
const { PRODUCT, ROOT } = await import('./build.mjs');
const { ensureBuilt } = await import('./ensure-built.mjs');
const { startApp } = await import('./start.ts');

process.exitCode = await startApp({
  outDir: PRODUCT.outDir,
  // The training workspaces of `npm run demo` are offered on the unlock screen.
  args: [`--workspaces=${ROOT}/demo-output`, ...process.argv.slice(2)],
  env: process.env,
  build: () => ensureBuilt(),
  say: (line) => process.stderr.write(`${line}\n`),
});

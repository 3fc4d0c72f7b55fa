// npm run dev: builds as you type. A change of the page reloads the window; any other change starts the app again.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`This needs Node 24; this is ${process.version}. "npm run dev" brings its own.\n`);
  process.exit(1);
}
const { PRODUCT } = await import('./build.mjs');
const { watchApp } = await import('./watch.mjs');

process.exitCode = await watchApp({
  project: PRODUCT,
  args: process.argv.slice(2),
  env: process.env,
  say: (line) => process.stderr.write(`${line}\n`),
});

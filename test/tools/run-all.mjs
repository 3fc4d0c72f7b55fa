/**
 * `npm test`: every check in one go, ending with one line "N passed, N failed". Each static check counts as one test;
 * vitest and Playwright bring their own counts from their JSON reports. All steps run even when one fails.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const results = path.join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  return new Promise((resolve) => {
    const bin = path.join(root, 'node_modules/.bin');
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        PATH: `${bin}${path.delimiter}${process.env.PATH}`,
        FORCE_COLOR: '0',
        // The tests start the same program some thousand times; compiled once, it starts in half the time.
        NODE_COMPILE_CACHE: path.join(results, 'compiled'),
      },
    });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** @type {(file: string) => any} */
const report = (file) => {
  try {
    return JSON.parse(readFileSync(path.join(results, file), 'utf8'));
  } catch {
    return null;
  }
};

/** The first lines of what went wrong: the report itself may lie far above, or be gone. @type {(messages: string[]) => string} */
const head = (messages) => messages.join('\n').split('\n').slice(0, 15).join('\n');
/** The report is the runner's own, whose types are not published; only what is read here is relied on. @type {(suite: any) => string[]} */
const brokenSpecs = (suite) => [
  ...(suite.specs ?? [])
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const errors = spec.tests.flatMap((/** @type {any} */ test) =>
        test.results.flatMap((/** @type {any} */ run) => run.errors),
      );
      return `${spec.file}: ${spec.title}\n${head(errors.map((/** @type {any} */ error) => error.message ?? ''))}`;
    }),
  ...(suite.suites ?? []).flatMap(brokenSpecs),
];

const STATIC = [
  ['layer rules', 'depcruise', ['shared', 'db', 'electron', 'renderer']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings', 'shared', 'db', 'electron', 'renderer', 'test']],
  ['format', 'biome', ['format', '.']],
  ['types of shared', 'tsc', ['-p', 'shared']],
  ['types of db', 'tsc', ['-p', 'db']],
  ['types of electron', 'tsc', ['-p', 'electron']],
  ['types of renderer', 'tsc', ['-p', 'renderer']],
  ['types of tests', 'tsc', ['-p', 'tsconfig.json']],
  ['unused and undeclared dependencies', 'knip', []],
  ['lock file', 'lockfile-lint', ['--path', 'package-lock.json', '--type', 'npm', '--validate-integrity']],
  ['build', 'node', ['electron/scripts/ensure-built.mjs']],
];

let passed = 0;
let failed = 0;
/** @type {string[]} */
const broken = [];
const count = (/** @type {string} */ name, /** @type {boolean} */ good) => {
  if (good) passed += 1;
  else {
    failed += 1;
    broken.push(name);
  }
};

const timing = [];
const timed = async (/** @type {string} */ name, /** @type {() => Promise<number>} */ work) => {
  const start = Date.now();
  process.stdout.write(`\n— ${name}\n`);
  const code = await work();
  timing.push(`${name} ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return code;
};

for (const [name, command, args] of STATIC) count(name, (await timed(name, () => run(command, args))) === 0);

const unit = await timed('unit, property and integration tests', () =>
  run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path.join(results, 'unit.json')}`,
  ]),
);
const vitest = report('unit.json');
if (vitest) {
  passed += vitest.numPassedTests;
  failed += vitest.numFailedTests;
  for (const file of vitest.testResults)
    for (const { status, fullName, failureMessages } of file.assertionResults)
      if (status === 'failed') broken.push(`${path.relative(root, file.name)}: ${fullName}\n${head(failureMessages)}`);
  if (vitest.numPendingTests + vitest.numTodoTests > 0) count('no test is skipped', false);
}
// A broken file counts no failed test of its own.
if (!vitest || (unit !== 0 && vitest.numFailedTests === 0)) count('vitest', false);

const e2e = await timed('end-to-end tests in the real window', () =>
  run('playwright', ['test', '-c', 'test/e2e/playwright.config.ts']),
);
const played = report('e2e.json');
if (played) {
  const { expected, unexpected, flaky, skipped } = played.stats;
  passed += expected;
  failed += unexpected + flaky;
  broken.push(...brokenSpecs(played));
  if (skipped > 0) count('no end-to-end test is skipped', false);
}
if (!played || (e2e !== 0 && played.stats.unexpected + played.stats.flaky === 0)) count('playwright', false);

process.stdout.write(`\n${timing.join(' · ')}\n`);
for (const name of broken) process.stdout.write(`failed: ${name}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

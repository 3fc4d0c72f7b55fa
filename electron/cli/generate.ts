import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CallError } from '#shared/contract/call.ts';
import { MAX_SEED, SIZES, type SizeName } from '#shared/formats/generator/index.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { readAbout } from '../files/workspace-folder.ts';
import { Arguments, EXIT, UsageError } from './args.ts';
import { CallFailed, type Context, open, value } from './context.ts';
import type { Verb } from './verbs.ts';

const OWN = ['size', 'seed'] as const;
type Own = (typeof OWN)[number];

/** The words of this verb: `--size` and `--seed` are known here only, so everywhere else they are typing mistakes. */
export class GenerateArguments extends Arguments {
  readonly #own: ReadonlyMap<Own, string>;

  constructor(argv: readonly string[]) {
    const own = new Map<Own, string>();
    const rest: string[] = [];
    for (let i = 0; i < argv.length; i++) {
      const word = argv[i] ?? '';
      const name = OWN.find((n) => word === `--${n}` || word.startsWith(`--${n}=`));
      if (name === undefined) {
        rest.push(word);
        continue;
      }
      if (own.has(name)) throw new UsageError(`--${name} is given twice`);
      const joined = word.slice(name.length + 3);
      own.set(name, word.includes('=') ? joined : (argv[++i] ?? ''));
    }
    super(rest);
    this.#own = own;
  }

  size(): SizeName {
    const text = this.#own.get('size');
    const size = (Object.keys(SIZES) as SizeName[]).find((name) => name === text);
    if (size === undefined) throw new UsageError(`--size must be one of: ${Object.keys(SIZES).join(', ')}`);
    return size;
  }

  seed(): number {
    const text = this.#own.get('seed') ?? '';
    const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(seed <= MAX_SEED)) throw new UsageError(`--seed must be a whole number from 0 to ${MAX_SEED}`);
    return seed;
  }
}

export const generate: Verb = {
  usage: 'generate DIR --size S|M|L --seed N [--agency ID [--agency-name NAME] [--recovery-out FILE]]',
  help: 'Fills the workspace DIR (with --agency: a new one) with invented operations, the same for the same seed; ctrl-C stops between two.',
  async run(context) {
    const { args, out, worker } = context;
    if (!(args instanceof GenerateArguments)) throw new Error('broken promise: the verb comes with its own words');
    args.allow('passphrase-file', 'agency', 'agency-name', 'name', 'recovery-out');
    const [where] = args.places('DIR');
    const [size, seed] = [args.size(), args.seed()];
    const dir = path.resolve(where);
    const agency = args.option('agency');
    const isThere = existsSync(dir) && readAbout(dir) !== null;
    // Who keeps a workspace was settled when it was made.
    if (agency !== null && isThere) throw new UsageError('--agency makes a new workspace, and DIR holds one already');
    if (agency === null && !isThere) throw new UsageError('DIR holds no workspace; give --agency ID to make one');
    const stop = new AbortController();
    const interrupt = (): void => stop.abort();
    process.once('SIGINT', interrupt);
    worker.onEvent((name, payload) => {
      if (name === 'progress' && 'total' in payload && payload.done % 10 === 0 && !payload.ended)
        out.note(`${payload.done} of ${payload.total} operations`);
    });
    try {
      if (agency === null) await open(context, where);
      else await makeWorkspace(context, dir, agency);
      // A signal that came while the keys were made is not heard by a request that starts later.
      if (stop.signal.aborted) throw new CallFailed(BROKEN_OFF);
      const began = performance.now();
      const report = value(await worker.request('generate.load', { size, seed }, stop.signal));
      const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
      const memory = Math.round(process.resourceUsage().maxRSS / 1024);
      out.result(
        { workspace: dir, size, seed, ...report, seconds, peakMemoryMiB: memory },
        [
          `${report.operations} operations with ${report.tasks} tasks, ${report.people} people and ${report.travellers} travellers (${report.changes} changes) in ${seconds} s, at most ${memory} MiB.`,
          ...(report.skipped > 0 ? [`${report.skipped} were there already.`] : []),
        ].join('\n'),
      );
      return EXIT.done;
    } finally {
      process.removeListener('SIGINT', interrupt);
    }
  },
};

const BROKEN_OFF: CallError = {
  kind: 'cancelled',
  code: 'cancelled',
  place: 'generate',
  reason: 'cancelled before the first operation; the workspace is there, and the same command without --agency goes on',
  details: [],
};

/** The recovery code is out before the long work begins: a set that is broken off must not take it along. */
async function makeWorkspace({ args, out, worker, env }: Context, dir: string, agency: string): Promise<void> {
  const codeFile = args.option('recovery-out');
  const made = value(
    await worker.request('workspace.create', {
      dir,
      name: args.option('name') ?? path.basename(dir),
      agencyCode: agency,
      agencyName: args.option('agency-name') ?? agency,
      passphrase: args.passphrase(env),
    }),
  );
  if (codeFile === null) return out.note(`Recovery code, shown once (write it on paper): ${made.recoveryCode}`);
  writeAtomically(path.resolve(codeFile), new TextEncoder().encode(`${made.recoveryCode}\n`));
  out.note(`Recovery code written to ${codeFile}.`);
}

import type { Printer } from '../print/printer.ts';
import { Arguments, EXIT, type ExitCode, UsageError } from './args.ts';
import { BRANCH_VERBS } from './branch-verbs.ts';
import { CallFailed, openWorker } from './context.ts';
import { demo } from './demo.ts';
import { generate, GenerateArguments } from './generate.ts';
import { limits, LimitsArguments } from './limits.ts';
import { errorText, makeOutput } from './output.ts';
import { schedule } from './schedule.ts';
import { ORDER_VERBS } from './order-verbs.ts';
import { STEP_VERBS } from './steps.ts';
import { screen } from './travellers.ts';
import { VERBS, type Verb } from './verbs.ts';

const ALL: Readonly<Record<string, Verb>> = {
  ...VERBS,
  ...STEP_VERBS,
  ...ORDER_VERBS,
  ...BRANCH_VERBS,
  screen,
  limits,
  schedule,
  demo,
  generate,
};

/** Verbs with options of their own. */
const OWN_WORDS: ReadonlyMap<Verb, new (argv: readonly string[]) => Arguments> = new Map<
  Verb,
  new (
    argv: readonly string[],
  ) => Arguments
>([
  [generate, GenerateArguments],
  [limits, LimitsArguments],
]);

function help(): string {
  return [
    'liaison VERB …   (every verb takes --json; passphrases by --passphrase-file FILE or LIAISON_PASSPHRASE)',
    '',
    ...Object.values(ALL).flatMap((v) => [`  ${v.usage}`, `      ${v.help}`]),
    '',
    'Exit: 0 done · 1 done with blocking findings or open conflicts · 2 usage · 3 input refused · 4 failure, nothing changed',
  ].join('\n');
}

/** What differs between the entries: the Node one of a checkout and the packaged app's own. */
export interface Surroundings {
  /** Folder of the built program. */
  readonly home: string;
  readonly printer: Printer;
  readonly env: NodeJS.ProcessEnv;
}

/** Whether the words after the program's name ask for the command line instead of the window. */
export const isCommandLine = (words: readonly string[]): boolean =>
  words[0] !== undefined && (words[0] === 'help' || Object.hasOwn(ALL, words[0]));

/** The thin entry: words to a request of the same worker that serves the window. Answers the exit code. */
export async function runCommandLine(argv: readonly string[], { home, printer, env }: Surroundings): Promise<ExitCode> {
  const json = argv.includes('--json');
  const out = makeOutput(json);
  const fail = (
    exit: ExitCode,
    error: { code: string; place: string; reason: string; details: readonly unknown[] },
    text: string,
  ): ExitCode => {
    if (json)
      out.result({ error: { code: error.code, place: error.place, reason: error.reason, details: error.details } }, '');
    out.note(text);
    return exit;
  };
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    out.result({ verbs: Object.values(ALL).map((v) => v.usage) }, help());
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  const verb = Object.hasOwn(ALL, name) ? ALL[name] : undefined;
  try {
    if (!verb) throw new UsageError(`there is no verb "${name.slice(0, 40)}"; "liaison help" lists them`);
    const args = new (OWN_WORDS.get(verb) ?? Arguments)(rest);
    if (args.flag('help')) {
      out.result({ usage: verb.usage, help: verb.help }, `liaison ${verb.usage}\n  ${verb.help}`);
      return EXIT.done;
    }
    const worker = openWorker(home);
    try {
      return await verb.run({ args, out, env, worker, home, printer });
    } finally {
      await worker.close();
    }
  } catch (e) {
    if (e instanceof UsageError)
      return fail(
        EXIT.usage,
        { code: 'usage', place: name, reason: e.message, details: [] },
        `${e.message}\nusage: liaison ${verb?.usage ?? 'VERB …'}`,
      );
    if (e instanceof CallFailed) return fail(e.exit, e.error, errorText(e.error));
    const reason =
      e instanceof Error && 'code' in e
        ? `the system refused: ${String(e.code)}`
        : 'something went wrong inside Liaison; nothing was changed';
    if (env['LIAISON_DEBUG'] === '1') console.error(e);
    return fail(EXIT.failed, { code: 'failed', place: name, reason, details: [] }, reason);
  }
}

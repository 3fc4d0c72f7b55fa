import type { RequestOut } from '../worker/requests.ts';
import { Arguments, EXIT, UsageError } from './args.ts';
import { open, value } from './context.ts';
import { inLang, langOf } from './finding-lang.ts';
import { findingsTable, table } from './output.ts';
import { stepWords } from './step-words.ts';
import type { Verb } from './verbs.ts';

/** The words of this verb: `--set` may come several times and is known here only, so everywhere else it is a typing mistake. */
export class LimitsArguments extends Arguments {
  readonly set: readonly { readonly key: string; readonly value: string }[];

  constructor(argv: readonly string[]) {
    const set: { key: string; value: string }[] = [];
    const rest: string[] = [];
    for (let i = 0; i < argv.length; i++) {
      const word = argv[i] ?? '';
      if (word === '--set') set.push(pairOf(argv[++i] ?? ''));
      else if (word.startsWith('--set=')) set.push(pairOf(word.slice('--set='.length)));
      else rest.push(word);
    }
    super(rest);
    this.set = set;
  }
}

function pairOf(text: string): { key: string; value: string } {
  const [, key, value] = /^([a-z0-9_.]{1,64})=(.{0,64})$/.exec(text) ?? [];
  if (key === undefined || value === undefined)
    throw new UsageError('--set takes KEY=VALUE, such as custody_h=24; KEY= takes a limit back to its default');
  return { key, value };
}

export const limits: Verb = {
  usage: 'limits DIR --operation ID [--set KEY=VALUE … [--by NAME] [--reason TEXT]] [--lang en|fr|es|ar]',
  help: 'Shows what the rules of an operation measure against; with --set: sets limits as one step that can be undone.',
  async run(context) {
    const { args, out, worker } = context;
    if (!(args instanceof LimitsArguments)) throw new Error('broken promise: the verb comes with its own words');
    args.allow('operation', 'passphrase-file', 'by', 'reason', 'lang');
    const [dir] = args.places('DIR');
    const operation = args.need('operation');
    const lang = langOf(args);
    await open(context, dir);
    if (args.set.length === 0) {
      const rows = value(await worker.request('limits.list', { operation }));
      out.result({ operation, limits: rows }, limitsTable(rows));
      return EXIT.done;
    }
    const answer = value(
      await worker.request('limits.set', {
        operation,
        set: [...args.set],
        by: args.option('by'),
        reason: args.option('reason'),
      }),
    );
    const step = inLang(answer, lang);
    out.result(
      { operation, ...step },
      step.touched === 0
        ? 'Nothing to change: the limits are already as asked.'
        : [
            `Done: ${stepWords(step.label)}; ${step.added.length} findings added, ${step.gone.length} gone.`,
            ...(step.added.length > 0 ? [findingsTable(step.added)] : []),
          ].join('\n'),
    );
    return step.conflicts > 0 ? EXIT.findings : EXIT.done;
  },
};

const limitsTable = (rows: RequestOut<'limits.list'>): string =>
  table(
    ['limit', 'value', 'default', 'rules'],
    rows.map((row) => [row.key, row.value, row.value === row.standard ? '' : row.standard, row.rules.join(', ')]),
  );

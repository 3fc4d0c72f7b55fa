import type { StepEvidence, StepOptions } from '#shared/contract/steps.ts';
import { NEED_WORDS, ROLE_WORDS, ROLES, type Need } from '#shared/domain/lifecycles/index.ts';
import { isDate } from '#shared/time/calendar.ts';
import { type Arguments, EXIT, type OptionName, UsageError } from './args.ts';
import { type Context, open, value } from './context.ts';
import { table } from './output.ts';
import { stepWords } from './step-words.ts';
import type { Verb } from './verbs.ts';

/** A day of the calendar; a day that does not exist is a typing mistake. */
function day(args: Arguments, name: OptionName): string | null {
  const text = args.option(name);
  if (text !== null && !isDate(text)) throw new UsageError(`--${name} takes a day, such as 2027-03-31`);
  return text;
}
function needDay(args: Arguments, name: OptionName): string {
  const text = day(args, name);
  if (text === null) throw new UsageError(`--${name} is missing`);
  return text;
}

export const EVIDENCE: readonly OptionName[] = [
  'by',
  'role',
  'second',
  'date',
  'reference',
  'reason',
  'authority',
  'review',
  'successor',
  'no-ratification',
  'order-reference',
  'order-date',
  'order-final',
  'place',
  'persons',
  'given-by',
  'taken-by',
  'acknowledged',
];

/** Options that only make sense together: all of them, or none. */
function together(args: Arguments, names: readonly OptionName[]): boolean {
  const given = names.filter((name) => args.option(name) !== null);
  if (given.length > 0 && given.length < names.length)
    throw new UsageError(`give all of ${names.map((name) => `--${name}`).join(', ')} or none of them`);
  return given.length > 0;
}

function orderOf(args: Arguments): StepEvidence['order'] {
  if (!together(args, ['order-reference', 'order-date'])) {
    if (args.flag('order-final')) throw new UsageError('--order-final belongs to --order-reference and --order-date');
    return null;
  }
  return { ref: args.need('order-reference'), date: needDay(args, 'order-date'), final: args.flag('order-final') };
}

function handoverOf(args: Arguments): StepEvidence['handover'] {
  if (!together(args, ['place', 'persons', 'given-by', 'taken-by'])) return null;
  const persons = args.need('persons');
  if (!/^\d{1,6}$/.test(persons)) throw new UsageError('--persons takes a whole number');
  return {
    place: args.need('place'),
    persons: Number(persons),
    givenBy: args.need('given-by'),
    takenBy: args.need('taken-by'),
  };
}

/** `--acknowledged A06=2027-03-01,A09=2027-03-02`. */
function acknowledgedOf(args: Arguments): StepEvidence['acknowledged'] {
  const text = args.option('acknowledged');
  if (text === null) return null;
  const pairs = text.split(',').map((pair) => pair.split('='));
  if (!pairs.every(([agency, on, more]) => agency && on && isDate(on) && more === undefined))
    throw new UsageError('--acknowledged takes agencies with days, such as A06=2027-03-01,A09=2027-03-02');
  return Object.fromEntries(pairs.map(([agency, on]) => [agency?.trim() ?? '', on ?? '']));
}

export function evidenceOf(args: Arguments): StepEvidence {
  const role = args.need('role');
  const known = ROLES.find((one) => one === role);
  if (known === undefined) throw new UsageError(`--role must be one of: ${ROLES.join(', ')}`);
  return {
    by: args.need('by'),
    role: known,
    second: args.option('second'),
    date: day(args, 'date'),
    reference: args.option('reference'),
    reason: args.option('reason'),
    authority: args.option('authority'),
    review: day(args, 'review'),
    ratification: args.flag('no-ratification') ? false : null,
    successor: args.option('successor'),
    order: orderOf(args),
    handover: handoverOf(args),
    acknowledged: acknowledgedOf(args),
  };
}

const spoken = (name: string): string => name.replaceAll('_', ' ');

function lackText(lack: StepOptions['steps'][number]['lacks'][number]): string {
  if (lack.what === 'need') {
    const words = NEED_WORDS[lack.need as Need].en;
    return lack.awaits.length > 0 ? `${words} (awaited: ${lack.awaits.join(', ')})` : words;
  }
  if (lack.what === 'origin') return `to have come from ${lack.origins.map(spoken).join(' or ')}`;
  const { rule, subject, severity } = lack.finding;
  const way = lack.never ? ' (nobody can lift it)' : severity === 'block' ? ' or lifted' : ' or acknowledged';
  return `${rule} ${subject} settled${way}`;
}

function optionsText(options: StepOptions): string {
  const { code, label, state, steps } = options;
  const head = `${code} ${label}: ${spoken(state)}`;
  if (steps.length === 0) return `${head}\nNothing follows this state.`;
  const rows = steps.map((step) => [
    step.to,
    step.verb.en,
    step.roles.map(({ role }) => ROLE_WORDS[role].en).join(', '),
    step.asks.join(', '),
    step.lacks.length === 0 ? 'nothing' : step.lacks.map(lackText).join('; '),
  ]);
  return `${head}\n${table(['to', 'step', 'by', 'asks for', 'lacks'], rows)}`;
}

const step: Verb = {
  usage:
    'step DIR --operation ID --item CODE [--to STATE --by NAME --role ROLE [--second NAME] [--date D] [--reference R] [--reason TEXT] [--authority A] [--review D] [--successor CODE] [--no-ratification] [--order-reference R --order-date D [--order-final]] [--place P --persons N --given-by NAME --taken-by NAME] [--acknowledged A06=D,…]]',
  help: 'Lists the steps that lead on from the state of an item and what each lacks; with --to: takes one, or says all it lacks.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'item', 'to', 'passphrase-file', ...EVIDENCE);
    const [dir] = args.places('DIR');
    const operation = args.need('operation');
    const item = args.need('item');
    const to = args.option('to');
    const stray = to === null ? EVIDENCE.find((name) => args.option(name) !== null) : undefined;
    if (stray !== undefined) throw new UsageError(`--${stray} belongs to a step; name it with --to STATE`);
    const evidence = to === null ? null : evidenceOf(args);
    await open(context, dir);
    if (to === null || evidence === null) {
      const options = value(await worker.request('step.options', { operation, item }));
      out.result(options, optionsText(options));
      return EXIT.done;
    }
    const before = value(await worker.request('step.options', { operation, item }));
    const done = value(await worker.request('step.take', { operation, item, to, evidence }));
    out.result({ item: before.code, from: before.state, to, ...done }, `${stepWords(done.label)}: ${spoken(to)}.`);
    return done.conflicts > 0 ? EXIT.findings : EXIT.done;
  },
};

/** The finding that `lift` and `unlift` name. */
async function finding(context: Context): Promise<{ operation: string; rule: string; subject: string }> {
  const { args } = context;
  const [dir] = args.places('DIR');
  const named = { operation: args.need('operation'), rule: args.need('rule'), subject: args.need('subject') };
  args.need('by');
  await open(context, dir);
  return named;
}

const lift: Verb = {
  usage: 'lift DIR --operation ID --rule R --subject S --reason TEXT --by NAME [--second NAME] [--until DATE]',
  help: 'Acknowledges a warning, or lifts a block (strategic commander and a second person); rules marked ‡ are lifted by nobody.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'rule', 'subject', 'reason', 'by', 'second', 'until', 'passphrase-file');
    const reason = args.need('reason');
    const until = day(args, 'until');
    const named = await finding(context);
    const [by, second] = [args.need('by'), args.option('second')];
    const done = value(await worker.request('finding.lift', { ...named, reason, by, second, until }));
    const last = until === null ? 'until it is withdrawn' : `to the end of ${until}`;
    out.result({ ...named, until, ...done }, `${named.rule} ${named.subject} is lifted ${last}.`);
    return EXIT.done;
  },
};

const unlift: Verb = {
  usage: 'unlift DIR --operation ID --rule R --subject S --by NAME',
  help: 'Withdraws what was lifted: the finding stands again.',
  async run(context) {
    context.args.allow('operation', 'rule', 'subject', 'by', 'passphrase-file');
    const named = await finding(context);
    const by = context.args.need('by');
    const done = value(await context.worker.request('finding.unlift', { ...named, by }));
    context.out.result({ ...named, ...done }, `${named.rule} ${named.subject} stands again.`);
    return EXIT.done;
  },
};

const sign: Verb = {
  usage: 'sign DIR --operation ID --item CODE --party PARTY --date D --by NAME [--extension UNTIL]',
  help: 'Records the signature of a party under an agreement or a joint investigation team, or under its extension to UNTIL.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'item', 'party', 'date', 'by', 'extension', 'passphrase-file');
    const [dir] = args.places('DIR');
    const input = {
      operation: args.need('operation'),
      item: args.need('item'),
      party: args.need('party'),
      on: needDay(args, 'date'),
      by: args.need('by'),
    };
    const extension = day(args, 'extension');
    await open(context, dir);
    const { kind } = value(await worker.request('step.options', { operation: input.operation, item: input.item }));
    const done = value(
      kind === 'jit' || extension !== null
        ? await worker.request('jit.sign', { ...input, extension })
        : await worker.request('agreement.sign', input),
    );
    out.result(
      { item: input.item, party: input.party, on: input.on, ...done },
      `${input.party} signed ${input.item} on ${input.on}.`,
    );
    return EXIT.done;
  },
};

/** Steps of lifecycles, what they rest on, and the lifting of findings. */
export const STEP_VERBS: Readonly<Record<string, Verb>> = { step, lift, unlift, sign };

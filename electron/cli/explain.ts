/** Why, why not, what falls, who fills a gap, what is covered: the same questions of an operation file and of a workspace. */
import type {
  CoverCell,
  Effect,
  FindingsDiff,
  Gap,
  MissFault,
  MovementCoverage,
} from '#shared/domain/explain/index.ts';
import type { Finding } from '#shared/model/plan.ts';
import { formatInstant } from '#shared/time/instant.ts';
import type { Explained, Question } from '../worker/requests.ts';
import { EXIT, type OptionName, UsageError } from './args.ts';
import { type Context, fileRef, open, value } from './context.ts';
import { inLang, langOf } from './finding-lang.ts';
import { findingsTable, table } from './output.ts';
import type { Verb } from './verbs.ts';

const WHERE = '(FILE | DIR --operation ID) [--lang en|fr|es|ar]';

/** Asks a file, or a workspace when an operation is named, as `check` does. */
async function explain(context: Context, names: readonly OptionName[], questionOf: () => Question): Promise<Explained> {
  const { args, worker } = context;
  args.allow('operation', 'lang', 'passphrase-file', ...names);
  const lang = langOf(args);
  const [where] = args.places('FILE or DIR');
  const question = questionOf();
  const operation = args.option('operation');
  if (operation === null)
    return inLang(value(await worker.request('file.explain', { file: fileRef(where), question })), lang);
  await open(context, where);
  return inLang(value(await worker.request('operation.explain', { operation, question })), lang);
}

function show({ out }: Context, report: Explained, document: unknown, lines: readonly string[]): void {
  const { operation, codeName, clock } = report;
  out.result(
    { operation, codeName, clock, ...(document as object) },
    [`${operation} ${codeName} at ${clock}`, ...lines].join('\n'),
  );
}

const list = (words: readonly string[], none = 'nothing'): string => (words.length === 0 ? none : words.join(', '));
const blocks = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'block');
const section = (title: string, findings: readonly Finding[]): readonly string[] =>
  findings.length === 0 ? [] : [`${title}:`, findingsTable(findings)];
const diffLines = ({ added, gone, changed }: FindingsDiff): readonly string[] => [
  ...section('New findings', added),
  ...section(
    'Changed findings',
    changed.map(({ after }) => after),
  ),
  ...section('Findings no longer said', gone),
];

const isEmpty = ({ added, gone, worse, eased }: Effect): boolean =>
  added.length + gone.length + worse.length + eased.length === 0;

const whyVerb: Verb = {
  usage: `why ${WHERE} --task T --person P`,
  help: 'Says what a person contributes to a task, or what putting them on it would bring; exit 1 when that blocks.',
  async run(context) {
    const report = await explain(context, ['task', 'person'], () => ({
      ask: 'why',
      task: context.args.need('task'),
      person: context.args.need('person'),
    }));
    const { explained } = report;
    if (explained.ask !== 'why') throw new Error('broken promise: a question gets its own answer');
    const { task, person } = explained.answer;
    if (explained.assigned) {
      const { holds, only, without } = explained.answer;
      const words = ({ skills, languages, arms }: typeof holds): readonly string[] => [
        ...skills,
        ...languages,
        ...(arms ? ['arms'] : []),
      ];
      const alone = words(only);
      show(context, report, { task, person, assigned: true, holds, only, without }, [
        `${person} is on ${task} and brings ${list(words(holds))} of what it needs.`,
        alone.length > 0 ? `Only ${person} there brings ${list(alone)}.` : `The others there bring all of it too.`,
        'Taken off:',
        ...(isEmpty(without)
          ? ['no finding changes']
          : diffLines({ ...without, changed: [...without.worse, ...without.eased] })),
      ]);
      return EXIT.done;
    }
    const { closes, stops, added, gone, worse, eased } = explained.answer;
    show(context, report, { task, person, assigned: false, closes, stops, added, gone, worse, eased }, [
      `${person} on ${task} would close ${list([...closes.skills, ...closes.languages, ...(closes.arms ? ['arms'] : [])])}.`,
      ...(stops.length > 0 ? [`Refused by ${list(stops.map(({ rule }) => rule))}.`] : []),
      ...diffLines({ added, gone, changed: [...worse, ...eased] }),
    ]);
    return blocks([...added, ...worse.map(({ after }) => after)]) ? EXIT.findings : EXIT.done;
  },
};

const lackWords = ({ skills, languages, nobody, arms, decision }: Gap): string =>
  [
    ...skills.map(({ skill, needed, have }) => `${needed - have} × ${skill}`),
    ...languages,
    ...(nobody ? ['nobody on it'] : []),
    ...(arms ? ['nobody may carry'] : []),
    ...decision.map((who) => `no ${who}`),
  ].join(', ');

const gaps: Verb = {
  usage: `gaps ${WHERE}`,
  help: 'Lists the tasks that do not have the people they need, most urgent first; exit 1 when one of them blocks.',
  async run(context) {
    const report = await explain(context, [], () => ({ ask: 'gaps' }));
    const { explained } = report;
    if (explained.ask !== 'gaps') throw new Error('broken promise: a question gets its own answer');
    const found = explained.answer;
    show(context, report, { gaps: found }, [
      found.length === 0
        ? 'No gaps.'
        : table(
            ['', 'task', 'start', 'lacks'],
            found.map((gap) => [
              gap.severity === 'block' ? '■ block' : '▲ warn',
              gap.task,
              gap.start === null ? '' : formatInstant(gap.start),
              `${lackWords(gap)}${gap.time === 'past' ? ' (over)' : ''}`,
            ]),
          ),
    ]);
    return found.some(({ severity }) => severity === 'block') ? EXIT.findings : EXIT.done;
  },
};

const suggest: Verb = {
  usage: `suggest ${WHERE} --task T`,
  help: 'Names the three best people for the gap of a task, with what each closes and brings; nothing is applied.',
  async run(context) {
    const report = await explain(context, ['task'], () => ({ ask: 'suggest', task: context.args.need('task') }));
    const { explained } = report;
    if (explained.ask !== 'suggest') throw new Error('broken promise: a question gets its own answer');
    const { task, gap, best, others } = explained.answer;
    show(context, report, explained.answer, [
      gap === null ? `${task} lacks nobody.` : `${task} lacks ${lackWords(gap)}.`,
      ...(best.length === 0
        ? []
        : [
            table(
              ['person', 'closes', 'brings', 'settles', 'work around it', 'free beside it'],
              best.map(({ person, closes, added, worse, gone, loadMinutes, restMinutes }) => [
                person,
                list([...closes.skills, ...closes.languages, ...(closes.arms ? ['arms'] : [])]),
                list([...added, ...worse.map(({ after }) => after)].map(({ rule }) => rule)),
                list(gone.map(({ rule, subject }) => `${rule} ${subject}`)),
                `${loadMinutes} min`,
                restMinutes === null ? 'nothing else' : `${restMinutes} min`,
              ]),
            ),
          ]),
      `${others.behind} more could, ${others.blocked} would bring a block, ${others.useless} would close nothing.`,
    ]);
    return gap !== null && gap.severity === 'block' && best.length === 0 ? EXIT.findings : EXIT.done;
  },
};

const falls: Verb = {
  usage: `falls ${WHERE} (--agreement AG | --jit J) --on DATE`,
  help: 'Says what loses its basis when an agreement or a team lapses on a day, and what else carries it; exit 1 when something falls.',
  async run(context) {
    const { args } = context;
    const report = await explain(context, ['agreement', 'jit', 'on'], () => {
      const [agreement, jit] = [args.option('agreement'), args.option('jit')];
      if ((agreement === null) === (jit === null)) throw new UsageError('give either --agreement or --jit');
      return {
        ask: 'falls',
        what: jit === null ? 'agreement' : 'jit',
        code: agreement ?? jit ?? '',
        on: args.day('on'),
      };
    });
    const { explained } = report;
    if (explained.ask !== 'falls') throw new Error('broken promise: a question gets its own answer');
    const carried = (others: readonly string[]): string => list(others, 'nothing else');
    const rows =
      explained.what === 'jit'
        ? explained.answer.tasks.map(({ task, start, others }) => [task, formatInstant(start), carried(others)])
        : [
            ...explained.answer.rows.map(({ movement, day, nat, cat, n, to, via, named, others }) => [
              movement,
              day,
              `${n} ${cat} ${nat} to ${to}${via === null ? '' : ` through ${via}`}`,
              `${carried(others)}${named && others.length > 0 ? ' (once named as basis)' : ''}`,
            ]),
            ...explained.answer.releases.map(({ release, to, others }) => [
              release,
              '',
              `personal data to ${to}`,
              carried(others),
            ]),
            ...explained.answer.assets.map(({ asset, state, order }) => [asset, '', state, order ?? 'nothing else']),
          ];
    const head = explained.what === 'jit' ? ['task', 'start', 'carried by'] : ['what', 'day', 'row', 'carried by'];
    show(context, report, explained.answer, [
      rows.length === 0 ? 'Nothing falls.' : table(head, rows),
      `${explained.answer.uncovered} of ${rows.length} carried by nothing else.`,
      ...diffLines(explained.answer.findings),
    ]);
    return explained.answer.uncovered > 0 ? EXIT.findings : EXIT.done;
  },
};

const MISS_WORDS: Readonly<Record<MissFault['fault'], string>> = {
  nationality: 'not for this nationality',
  category: 'not for this category',
  type: 'type does not fit',
  state: 'not in force',
  no_start: 'no start date',
  begins: 'begins',
  ended: 'ended',
  unsigned: 'unsigned by',
};
const missWords = (fault: MissFault): string =>
  fault.fault === 'begins' || fault.fault === 'ended'
    ? `${MISS_WORDS[fault.fault]} ${fault.date}`
    : fault.fault === 'unsigned'
      ? `${MISS_WORDS.unsigned} ${list(fault.parties, 'anybody')}`
      : MISS_WORDS[fault.fault];

const cellWords = ({ state, by, misses }: CoverCell): string => {
  const carriers = by.map(({ agreement, until }) => `${agreement} (${until === null ? 'no end' : `until ${until}`})`);
  if (state === 'covered') return carriers.join(', ');
  const near = misses.map(({ agreement, faults }) => `${agreement}: ${faults.map(missWords).join(', ')}`);
  const why =
    state === 'other_basis'
      ? `the basis named does not carry it${by.length > 0 ? `, but ${carriers.join(', ')}` : ''}`
      : '';
  return [why, ...near].filter((part) => part !== '').join('; ') || 'no instrument reaches it';
};

const coverageRows = ({ movement, day, rows }: MovementCoverage): readonly (readonly string[])[] =>
  rows.flatMap(({ row, cells }) =>
    cells.map((cell) => [
      cell.state === 'covered' ? '● carried' : cell.state === 'unseen' ? '○ not seen' : '■ open',
      movement,
      day,
      `${row.n} ${row.cat} ${row.nat} to ${row.to}${cell.via === null ? '' : ` through ${cell.via}`}`,
      cellWords(cell),
    ]),
  );

const coverage: Verb = {
  usage: `coverage ${WHERE} [--movement M]`,
  help: 'Says which instrument carries each row of a movement and until when, or why none does; exit 1 when a row is open.',
  async run(context) {
    const report = await explain(context, ['movement'], () => ({
      ask: 'coverage',
      movement: context.args.option('movement'),
    }));
    const { explained } = report;
    if (explained.ask !== 'coverage') throw new Error('broken promise: a question gets its own answer');
    const movements = explained.answer;
    const rows = movements.flatMap(coverageRows);
    const open = movements.filter((movement) => movement.needed && movement.open > 0);
    show(context, report, { movements }, [
      rows.length === 0 ? 'No rows.' : table(['', 'movement', 'day', 'row', 'carried by'], rows),
      `${open.length} of ${movements.length} movements have a row that nothing carries.`,
    ]);
    return open.length > 0 ? EXIT.findings : EXIT.done;
  },
};

/** The verbs that explain, in the order of help. */
export const EXPLAIN_VERBS: Readonly<Record<string, Verb>> = { why: whyVerb, gaps, suggest, falls, coverage };

import type { ConflictDetailView, TakeChoice } from '#shared/contract/exchange-conflicts.ts';
import { EXIT, UsageError } from './args.ts';
import { actor, type Context, open, value } from './context.ts';
import { table } from './output.ts';
import type { Verb } from './verbs.ts';

const PAGE = 200;
const LISTS = ['conflicts', 'merged', 'proposals'] as const;
const RULES = ['mine', 'theirs', 'owner', 'newest', 'base'] as const;
type Rule = (typeof RULES)[number];

const text = (wire: unknown): string => (wire === null ? '—' : typeof wire === 'string' ? wire : JSON.stringify(wire));

async function operationId({ worker, args }: Context): Promise<string | null> {
  const named = args.option('operation');
  return named === null ? null : value(await worker.request('operation.find', { operation: named })).id;
}

async function listed(
  { worker }: Context,
  list: (typeof LISTS)[number],
  operation: string | null,
): Promise<ConflictDetailView[]> {
  const out: ConflictDetailView[] = [];
  for (;;) {
    const page = value(await worker.request('conflict.list', { list, operation, first: out.length, count: PAGE }));
    for (const item of page.items)
      out.push(value(await worker.request('conflict.detail', { record: item.record, field: item.field })));
    if (page.items.length === 0 || out.length >= page.total) return out;
  }
}

export const conflicts: Verb = {
  usage: 'conflicts DIR [--operation ID] [--list conflicts|merged|proposals]',
  help: 'Fields changed on both sides, with base, sides and authors; what was merged without asking; what others ask the owner to change; rules the merge broke.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'operation', 'list');
    const [dir] = args.places('DIR');
    const only = args.option('list');
    if (only !== null && !LISTS.some((l) => l === only))
      throw new UsageError(`--list must be one of: ${LISTS.join(', ')}`);
    await open(context, dir);
    const operation = await operationId(context);
    const wanted = LISTS.filter((l) => only === null || l === only);
    const lists: Partial<Record<(typeof LISTS)[number], Awaited<ReturnType<typeof listed>>>> = {};
    for (const list of wanted) lists[list] = await listed(context, list, operation);
    const breaches = value(await worker.request('conflict.breaches', { operation }));
    const rows = wanted.flatMap((list) =>
      (lists[list] ?? []).flatMap((c) =>
        c.sides.map((s, i) => [
          i === 0 ? c.reading : '',
          i === 0 ? c.code || c.record : '',
          i === 0 ? c.field : '',
          s.mine ? `${s.agency} (mine)` : s.agency,
          text(s.value),
          i === 0 && c.hasBase ? text(c.base) : '',
        ]),
      ),
    );
    out.result(
      { ...lists, breaksRule: breaches },
      [
        rows.length === 0 ? 'No conflicts.' : table(['state', 'record', 'field', 'side', 'value', 'before'], rows),
        ...breaches.map((b) => `breaksRule ${b.rule} ${b.subject} (${b.severity}) since step ${b.step}`),
      ].join('\n'),
    );
    return (lists.conflicts?.length ?? 0) > 0 ? EXIT.findings : EXIT.done;
  },
};

const isRule = (word: string): word is Rule => RULES.some((r) => r === word);
/** `mine`, `theirs`, `line:ID`, else a value as it would be typed. */
function takeOf(word: string): TakeChoice {
  if (word === 'mine' || word === 'theirs') return { how: word };
  return word.startsWith('line:') ? { how: 'line', line: word.slice('line:'.length) } : { how: 'typed', text: word };
}

export const settle: Verb = {
  usage:
    'settle DIR (--record ID --field F (--take mine|theirs|line:ID|VALUE | --note) | --all [--operation ID] --take mine|theirs|owner|newest|base [--preview]) [--by NAME]',
  help: 'Settles a field in conflict by a signed change that names every side, many at once by a rule, or ticks off what was merged without asking.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'record', 'field', 'take', 'note', 'all', 'operation', 'preview', 'by');
    const [dir] = args.places('DIR');
    const by = actor(args);
    if (args.flag('all')) {
      const take = args.need('take');
      if (!isRule(take)) throw new UsageError(`--take must be one of: ${RULES.join(', ')}`);
      await open(context, dir);
      const operation = await operationId(context);
      const preview = args.flag('preview');
      const done = value(await worker.request('conflict.settleMany', { operation, fields: null, take, preview, by }));
      out.result(
        { preview, ...done },
        [
          table(
            ['record', 'field', 'value', 'from'],
            done.planned.map((p) => [p.code || p.record, p.field, text(p.value), p.from]),
          ),
          ...done.skipped.map((s) => `left open: ${s.code || s.record} ${s.field}: ${s.why}`),
          preview ? 'Preview: nothing was written.' : `${done.planned.length} settled.`,
        ].join('\n'),
      );
      return done.skipped.length > 0 ? EXIT.findings : EXIT.done;
    }
    const record = args.need('record');
    const field = args.need('field');
    if (args.flag('note')) {
      await open(context, dir);
      value(await worker.request('conflict.note', { record, field, by }));
      out.result({ record, field, noted: true }, `${record} ${field} is ticked off.`);
      return EXIT.done;
    }
    const take = takeOf(args.need('take'));
    await open(context, dir);
    const done = value(await worker.request('conflict.settle', { record, field, take, by }));
    out.result({ record, field, ...done }, `${record} ${field} is settled; ${done.conflictsLeft} conflicts left.`);
    return EXIT.done;
  },
};

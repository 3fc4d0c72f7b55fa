/** What-if branches and templates on the command line: the same calls as the window's, for scripts. */
import type { BranchCard, PlanDifference } from '#shared/contract/branches.ts';
import { EXIT, type ExitCode, type OptionName, UsageError } from './args.ts';
import { type Context, open, value } from './context.ts';
import { table } from './output.ts';
import { stepWords } from './step-words.ts';
import type { Verb } from './verbs.ts';

/** The most a call of the window answers at once; a script gets all of it, page by page. */
const PAGE = 200;

async function everything<T>(
  read: (first: number) => Promise<{ readonly total: number; readonly items: readonly T[] }>,
) {
  const all: T[] = [];
  for (;;) {
    const { total, items } = await read(all.length);
    all.push(...items);
    if (all.length >= total || items.length === 0) return all;
  }
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 16);

const BRANCH = ['list', 'new', 'diff', 'promote', 'discard'] as const;
type Branch = (typeof BRANCH)[number];
/** Options of each, beside the operation. */
const BRANCH_TAKES: Readonly<Record<Branch, readonly OptionName[]>> = {
  list: ['all'],
  new: ['name'],
  diff: ['name'],
  promote: ['name', 'look'],
  discard: ['name'],
};

const branchesOf = ({ worker }: Context, operation: string, discarded: boolean): Promise<BranchCard[]> =>
  everything(async (first) => {
    const { total, branches } = value(
      await worker.request('branch.list', { operation, discarded, first, count: PAGE }),
    );
    return { total, items: branches };
  });

/** The open branch of this name or id. */
async function branchNamed(context: Context, operation: string, name: string): Promise<BranchCard> {
  const branches = await branchesOf(context, operation, false);
  const [found, ...others] = branches.filter((one) => one.id === name || one.name === name);
  if (!found) throw new UsageError('there is no open branch of this name');
  if (others.length > 0)
    throw new UsageError('several branches have this name; give the id of one, as "branch list" says it');
  return found;
}

async function changesOf({ worker }: Context, branch: string) {
  let head: { readonly seen: string; readonly moved: number } = { seen: '', moved: 0 };
  const changes = await everything<PlanDifference>(async (first) => {
    const { items, ...page } = value(await worker.request('branch.changes', { branch, first, count: PAGE }));
    if (first === 0) head = page;
    return { total: page.total, items };
  });
  return { ...head, changes };
}

async function diff(context: Context, branch: BranchCard): Promise<ExitCode> {
  const { worker, out } = context;
  const { tasks, findings, people } = value(await worker.request('branch.compare', { branch: branch.id }));
  const { changes, moved } = await changesOf(context, branch.id);
  const rows = changes.flatMap(({ what, item, part, fields, blocked }) =>
    fields.map(({ field, now, other, ...one }) => [
      one.moved ? `${what}, moved in the plan` : (blocked ?? one.blocked ?? what),
      `${item.code}${part === '' ? '' : ` ${part}`}`,
      field,
      now ?? '–',
      other ?? '–',
    ]),
  );
  out.result(
    { branch, tasks, findings, people, changes },
    [
      `${branch.name}: ${tasks.moved} tasks moved, ${tasks.changed} changed, ${tasks.added} added, ${tasks.gone} gone; ${findings.addedInAll} findings added, ${findings.goneInAll} gone; ${moved} differences the plan moved meanwhile.`,
      ...(rows.length > 0 ? [table(['What', 'Item', 'Field', 'Plan', 'Branch'], rows)] : []),
    ].join('\n'),
  );
  return findings.added.some(({ severity }) => severity === 'block') || moved > 0 ? EXIT.findings : EXIT.done;
}

async function promote(context: Context, branch: BranchCard): Promise<ExitCode> {
  const { worker, out, args } = context;
  const { seen } = await changesOf(context, branch.id);
  const choice = { branch: branch.id, picks: 'all', seen } as const;
  const preview = value(await worker.request('branch.preview', choice));
  const done = args.flag('look') ? null : value(await worker.request('branch.merge', choice));
  const effect = `${preview.records} records, ${preview.tasksInAll} tasks in time, ${preview.added.length} findings added, ${preview.gone.length} gone`;
  out.result(
    { branch, preview, done },
    done ? `${stepWords(done.label)}: ${effect}.` : `It would take over ${effect}. Nothing was changed.`,
  );
  return preview.added.some(({ severity }) => severity === 'block') ? EXIT.findings : EXIT.done;
}

const branch: Verb = {
  usage: `branch (${BRANCH.join(' | ')}) DIR --operation ID [--name NAME] [--all] [--look]`,
  help: 'What-if branches of an operation: what differs from the plan, and taking all of it over as one step. Exit 1 when it adds a blocking finding or the plan moved meanwhile; --look only looks. Promoting is refused while the plan and the branch disagree.',
  async run(context) {
    const { args, out, worker } = context;
    const [word, dir] = args.places(BRANCH.join(' | '), 'DIR');
    const what = BRANCH.find((one): one is Branch => one === word);
    if (what === undefined) throw new UsageError(`expected one of: ${BRANCH.join(', ')}`);
    args.allow('operation', 'passphrase-file', ...BRANCH_TAKES[what]);
    const code = args.need('operation');
    const name = what === 'list' ? '' : args.need('name');
    await open(context, dir);
    const { id: operation } = value(await worker.request('operation.find', { operation: code }));
    if (what === 'list') {
      const aside = args.flag('all') ? await branchesOf(context, operation, true) : [];
      const branches = [...(await branchesOf(context, operation, false)), ...aside];
      const rows = branches.map((one) => [
        one.id,
        day(one.at),
        String(one.changes),
        String(one.moved),
        one.discarded === null ? 'open' : 'aside',
        one.name,
      ]);
      out.result(
        { branches },
        rows.length === 0
          ? 'No branch.'
          : table(['Id', 'Made (UTC)', 'Changes', 'Moved in the plan', 'State', 'Name'], rows),
      );
      return EXIT.done;
    }
    if (what === 'new') {
      const made = value(await worker.request('branch.create', { operation, name }));
      out.result(made, `Branch ${made.name} made: ${made.id}`);
      return EXIT.done;
    }
    const found = await branchNamed(context, operation, name);
    if (what === 'diff') return await diff(context, found);
    if (what === 'promote') return await promote(context, found);
    const put = value(await worker.request('branch.discard', { branch: found.id }));
    out.result(put, `Branch ${put.name} put aside; the window brings it back.`);
    return EXIT.done;
  },
};

const TEMPLATE = ['list', 'new', 'build'] as const;
type Template = (typeof TEMPLATE)[number];
const TEMPLATE_TAKES: Readonly<Record<Template, readonly OptionName[]>> = {
  list: [],
  new: ['operation', 'code', 'name'],
  build: ['template', 'code', 'name', 'h'],
};

const template: Verb = {
  usage: `template (${TEMPLATE.join(' | ')}) DIR [--operation ID | --template CODE] [--code CODE --name NAME] [--h "YYYY-MM-DD hh:mm"]`,
  help: 'Plans to begin others from: keep the frame of an operation as one, or build a new operation from it at another H (on the clock of its reference zone), at the same sites.',
  async run(context) {
    const { args, out, worker } = context;
    const [word, dir] = args.places(TEMPLATE.join(' | '), 'DIR');
    const what = TEMPLATE.find((one): one is Template => one === word);
    if (what === undefined) throw new UsageError(`expected one of: ${TEMPLATE.join(', ')}`);
    args.allow('passphrase-file', ...TEMPLATE_TAKES[what]);
    for (const name of TEMPLATE_TAKES[what]) args.need(name as 'code');
    await open(context, dir);
    if (what === 'new') {
      const made = value(
        await worker.request('template.save', {
          operation: args.need('operation'),
          code: args.need('code'),
          name: args.need('name'),
        }),
      );
      out.result(made, `Template ${args.need('code')} made: ${made.template}`);
      return EXIT.done;
    }
    const templates = value(await worker.request('template.list', {}));
    if (what === 'list') {
      const rows = templates.map((one) => [one.code, one.refTz, String(one.tasks), String(one.sites), one.name]);
      out.result(
        { templates },
        rows.length === 0 ? 'No template.' : table(['Code', 'Zone', 'Tasks', 'Sites', 'Name'], rows),
      );
      return EXIT.done;
    }
    const wanted = args.need('template');
    const from = templates.find((one) => one.code === wanted || one.id === wanted);
    if (!from) throw new UsageError('there is no template of this code');
    const { places } = value(await worker.request('template.frame', { template: from.id }));
    const made = value(
      await worker.request('template.use', {
        template: from.id,
        code: args.need('code'),
        codeName: args.need('name'),
        hHour: args.need('h'),
        sites: places,
        leads: [],
      }),
    );
    out.result(
      made,
      `${args.need('code')} built from ${from.name}: ${made.tasks} tasks${made.fixed > 0 ? `, ${made.fixed} fixed clocks moved by whole days` : ''}.`,
    );
    return EXIT.done;
  },
};

/** Branches and templates. */
export const BRANCH_VERBS: Readonly<Record<string, Verb>> = { branch, template };

import type { OrderChangeView, OrderTaskView, OrderVersion } from '#shared/contract/orders.ts';
import { EXIT, type OptionName, UsageError } from './args.ts';
import { type Context, open, value } from './context.ts';
import { table } from './output.ts';
import { stepWords } from './step-words.ts';
import type { Verb } from './verbs.ts';

const WHAT = ['list', 'show', 'diff', 'briefed', 'draft', 'acknowledge'] as const;
type What = (typeof WHAT)[number];
/** Options of each, beside the operation. */
const TAKES: Readonly<Record<What, readonly OptionName[]>> = {
  list: [],
  show: ['version', 'for'],
  diff: ['from', 'to', 'for', 'person'],
  briefed: [],
  draft: ['by'],
  acknowledge: ['version', 'for', 'date', 'by'],
};
/** The most a call of the window answers at once; a script gets all of it, page by page. */
const PAGE = 200;

const dash = (text: string | null): string => text ?? '–';
const startText = (task: OrderTaskView | null): string =>
  task === null
    ? '–'
    : `${task.offset ?? task.at ?? '–'} ${task.local ? `${task.local.clock} ${task.local.zone}` : ''}`.trim();

/** The version a person names, or the newest. */
function versionOf(orders: readonly OrderVersion[], text: string | null): OrderVersion {
  const [newest] = orders;
  const found = text === null ? newest : orders.find(({ version }) => String(version) === text);
  if (!found) throw new UsageError(text === null ? 'there is no order yet' : `there is no version ${text}`);
  return found;
}

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

async function show({ worker, args, out }: Context, operation: string, orders: readonly OrderVersion[]): Promise<void> {
  const order = versionOf(orders, args.option('version'));
  const agency = args.option('for');
  const view = value(await worker.request('order.view', { operation, order: order.record }));
  const tasks = await everything(async (first) => {
    const page = value(
      await worker.request('order.tasks', { operation, order: order.record, agency, first, count: PAGE }),
    );
    return { total: page.total, items: page.tasks };
  });
  const rows = tasks.map((task) => [
    task.code,
    startText(task),
    dash(task.owner),
    dash(task.place),
    task.people.join(' '),
    task.title,
  ]);
  out.result(
    { ...view, tasks },
    [
      `v${order.version} ${order.state}${order.hash === null ? '' : `, kept as issued, ${order.hash}`}`,
      table(['Task', 'Start', 'Agency', 'Place', 'People', 'Title'], rows),
    ].join('\n'),
  );
}

async function diff({ worker, args, out }: Context, operation: string, orders: readonly OrderVersion[]): Promise<void> {
  const to = versionOf(orders, args.option('to'));
  const from = versionOf(orders, args.need('from'));
  let head: unknown = null;
  const changes = await everything<OrderChangeView>(async (first) => {
    const { changes: items, ...rest } = value(
      await worker.request('order.difference', {
        operation,
        from: from.record,
        to: to.record,
        agency: args.option('for'),
        person: args.option('person'),
        first,
        count: PAGE,
      }),
    );
    head ??= rest;
    return { total: rest.total, items };
  });
  const rows = changes.map((one) => [
    one.change,
    one.code,
    startText(one.before),
    startText(one.after),
    one.fields.join(' '),
    (one.after ?? one.before)?.title ?? '',
  ]);
  out.result(
    { ...(head as object), changes },
    changes.length === 0
      ? `v${from.version} and v${to.version} say the same.`
      : table(['Change', 'Task', 'Before', 'Now', 'What', 'Title'], rows),
  );
}

async function briefed({ worker, out }: Context, operation: string): Promise<void> {
  const { agencies, ...rest } = value(await worker.request('order.briefed', { operation, first: 0, count: PAGE }));
  const rows = agencies.map((one) => {
    const { moved, changed, added, gone } = one.touched ?? { moved: 0, changed: 0, added: 0, gone: 0 };
    return [
      one.agency,
      one.issuer ? 'issues it' : one.version === null ? 'not acknowledged' : `v${one.version} ${dash(one.on)}`,
      one.touched ? String(moved + changed + added + gone) : '–',
      one.people.map((person) => `${person.code} (${person.changes})`).join(' '),
      one.name,
    ];
  });
  out.result(
    { ...rest, agencies },
    rest.version === null
      ? 'No version is in force.'
      : [`v${rest.version} is in force.`, table(['Agency', 'Briefed on', 'Changes', 'People', 'Name'], rows)].join(
          '\n',
        ),
  );
}

const order: Verb = {
  usage: `order (${WHAT.join(' | ')}) DIR --operation ID [--version N] [--from N --to N] [--for AGENCY] [--person ID] [--date D --by NAME]`,
  help: 'Versions of the operational order: what each says or said, what changed between two, who was briefed on which. A version is issued by "step --item order:N --to issued".',
  async run(context) {
    const { args, out, worker } = context;
    const [word, dir] = args.places(WHAT.join(' | '), 'DIR');
    const what = WHAT.find((one): one is What => one === word);
    if (what === undefined) throw new UsageError(`expected one of: ${WHAT.join(', ')}`);
    args.allow('operation', 'passphrase-file', ...TAKES[what]);
    const operation = args.need('operation');
    if (what === 'diff') args.need('from');
    if (what === 'draft' || what === 'acknowledge') args.need('by');
    if (what === 'acknowledge') args.day('date');
    await open(context, dir);
    const list = value(await worker.request('order.list', { operation }));
    if (what === 'show') await show(context, operation, list.orders);
    else if (what === 'diff') await diff(context, operation, list.orders);
    else if (what === 'briefed') await briefed(context, operation);
    else if (what === 'list') {
      const rows = list.orders.map((one) => [
        `v${one.version}`,
        one.state,
        one.text,
        one.issued ? `${one.issued.on} ${one.issued.by}` : '–',
        `${one.acknowledged}/${one.recipients}`,
        dash(one.hash),
      ]);
      out.result(list, table(['Version', 'State', 'Text', 'Issued', 'In hand', 'SHA-256'], rows));
    } else if (what === 'draft') {
      const done = value(await worker.request('order.draft', { operation, by: args.need('by') }));
      out.result(done, `${stepWords(done.label)}.`);
    } else {
      const done = value(
        await worker.request('order.acknowledge', {
          operation,
          order: versionOf(list.orders, args.option('version')).record,
          agency: args.need('for'),
          on: args.day('date'),
          by: args.need('by'),
        }),
      );
      out.result(done, `${stepWords(done.label)}.`);
    }
    return EXIT.done;
  },
};

/** Operational orders. */
export const ORDER_VERBS: Readonly<Record<string, Verb>> = { order };

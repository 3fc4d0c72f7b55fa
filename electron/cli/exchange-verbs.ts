import path from 'node:path';
import { EXIT, UsageError } from './args.ts';
import { actor, fileRef, open, value } from './context.ts';
import { table } from './output.ts';
import type { Verb } from './verbs.ts';

const when = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
const PAGE = 200;

/** Every page of a list, for a document that is whole. */
async function allOf<T>(
  page: (first: number) => Promise<{ readonly total: number; readonly items: readonly T[] }>,
): Promise<T[]> {
  const out: T[] = [];
  for (;;) {
    const { total, items } = await page(out.length);
    out.push(...items);
    if (items.length === 0 || out.length >= total) return out;
  }
}

export const outbox: Verb = {
  usage: 'outbox DIR [--to AGENCY]',
  help: 'What was sent to whom and what became of it: sent, acknowledged, recalled, expired; gaps and alarms beside it.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'to');
    const [dir] = args.places('DIR');
    await open(context, dir);
    const to = args.option('to');
    const items = await allOf(async (first) =>
      value(await worker.request('exchange.outbox', { to, first, count: PAGE })),
    );
    const standings = value(await worker.request('exchange.standings', {})).filter(
      (s) => to === null || s.agency.code === to || s.agency.agencyId === to,
    );
    const alarms = value(await worker.request('exchange.alarms', { undecidedOnly: true }));
    out.result(
      { items, standings, alarms },
      [
        table(
          ['sent', 'to', 'no.', 'state', 'records', 'lines', 'bytes', 'by'],
          items.map((i) => [
            when(i.at),
            i.to.code,
            `${i.seq}`,
            i.state,
            `${i.records}`,
            `${i.lines}`,
            `${i.bytes}`,
            i.by,
          ]),
        ),
        ...standings.flatMap((s) => [
          `${s.agency.code}: ${s.acknowledged} of ${s.sent} acknowledged${s.suspended ? '; suspended until somebody decides' : ''}`,
          ...s.streams
            .filter((x) => x.missing.length > 0 && !x.replaced)
            .map((x) => `  missing from ${s.agency.code}: file ${x.missing.join(', ')}`),
          ...(s.receiptsWaiting > 0 ? [`  ${s.receiptsWaiting} receipts wait for the next file`] : []),
          ...(s.toReturn > 0 ? [`  ${s.toReturn} lines it lost wait to be returned`] : []),
        ]),
        ...alarms.map((a) => `ALARM ${a.agency.code}: ${a.reason}${a.seq === null ? '' : ` (number ${a.seq})`}`),
      ].join('\n'),
    );
    return alarms.length > 0 ? EXIT.findings : EXIT.done;
  },
};

export const ack: Verb = {
  usage: 'ack DIR --to AGENCY --out FILE.jxb [--by NAME]',
  help: 'Writes a small file that says what arrived and carries receipts that wait; its text fits a QR picture.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'to', 'out', 'by');
    const [dir] = args.places('DIR');
    const file = fileRef(args.need('out'));
    const to = args.need('to');
    await open(context, dir);
    const done = value(await worker.request('exchange.ack', { to, file, by: actor(args) }));
    out.result(
      { file: file.path, ...done },
      [
        `Acknowledgement for ${done.to} in ${file.path}: ${done.bytes} bytes, ${done.receipts} receipts.`,
        ...(done.text === null ? [] : ['For a QR picture or a message:', done.text]),
      ].join('\n'),
    );
    return EXIT.done;
  },
};

export const recall: Verb = {
  usage:
    'recall DIR --operation ID --record CODE --to AGENCY --reason TEXT --by NAME --second NAME [--correct | --again]',
  help: 'Takes a record back from an agency; the next file to it carries the recall. --correct wipes and sends the present values anew; --again releases it after a recall. Paper and copies elsewhere cannot be erased.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'operation', 'record', 'to', 'reason', 'by', 'second', 'correct', 'again');
    const [dir] = args.places('DIR');
    const input = {
      operation: args.need('operation'),
      record: args.need('record'),
      to: args.need('to'),
      reason: args.need('reason'),
      by: args.need('by'),
      second: args.need('second'),
    };
    const [correct, again] = [args.flag('correct'), args.flag('again')];
    if (correct && again) throw new UsageError('either --correct or --again');
    await open(context, dir);
    const done = value(
      again
        ? await worker.request('exchange.releaseAgain', input)
        : await worker.request('exchange.recall', { ...input, correct }),
    );
    out.result(
      { ...done, correct, again },
      again
        ? `${input.record} may go to ${done.to} again with the next file.`
        : `${input.record} is recalled from ${done.to}; export or carry a file to it now. Paper and copies elsewhere cannot be erased: "recalls" says who has confirmed.`,
    );
    return EXIT.done;
  },
};

export const recalls: Verb = {
  usage: 'recalls DIR',
  help: 'Who has confirmed each recall and who has not; what others recalled here; holds, doubtful files and lines set aside.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file');
    const [dir] = args.places('DIR');
    await open(context, dir);
    const mine = await allOf(async (first) => value(await worker.request('exchange.recalls', { first, count: PAGE })));
    const here = value(await worker.request('exchange.recalledHere', { first: 0, count: PAGE }));
    const holds = value(await worker.request('exchange.holds', {}));
    const doubts = value(await worker.request('exchange.doubts', {}));
    const kept = {
      held: value(await worker.request('exchange.kept', { disposition: 'held' })),
      aside: value(await worker.request('exchange.kept', { disposition: 'aside' })),
      returned: value(await worker.request('exchange.kept', { disposition: 'returned' })),
    };
    const open_ = mine.filter((r) => r.state !== 'done' && r.state !== 'kept').length;
    out.result(
      { recalls: mine, recalledHere: here.items, prints: here.prints, holds, doubts, kept },
      [
        table(
          ['recalled', 'record', 'from', 'state', 'confirmed', 'basis'],
          mine.map((r) => [
            when(r.at),
            r.item.code || r.item.record,
            r.to.code,
            r.state,
            r.confirmedAt === null ? 'not yet' : when(r.confirmedAt),
            r.basis ?? '',
          ]),
        ),
        `${open_} not confirmed. ${here.total} recalled here by others; ${here.prints.length} prints made here cannot be erased by a file.`,
        ...doubts
          .filter((d) => d.doubtful)
          .map(
            (d) =>
              `DOUBTFUL: file ${d.seq} of ${d.agency.code}, signed with a key reported lost; ${d.records.length} records.`,
          ),
        `${kept.held.length} lines wait, ${kept.aside.length} set aside, ${kept.returned.length} returned contributions.`,
      ].join('\n'),
    );
    return EXIT.done;
  },
};

export const hold: Verb = {
  usage: 'hold DIR --record ID (--basis TEXT | --lift --reason TEXT) --by NAME --second NAME',
  help: 'Places a legal hold: a recall of the record is then answered "kept", with this basis. --lift ends it and erases what was kept.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'record', 'basis', 'lift', 'reason', 'by', 'second');
    const [dir] = args.places('DIR');
    const lift = args.flag('lift');
    const people = { record: args.need('record'), by: args.need('by'), second: args.need('second') };
    const words = args.need(lift ? 'reason' : 'basis');
    await open(context, dir);
    if (lift) value(await worker.request('exchange.liftHold', { ...people, reason: words }));
    else value(await worker.request('exchange.hold', { ...people, basis: words }));
    const holds = value(await worker.request('exchange.holds', {}));
    out.result({ holds }, lift ? 'The hold is lifted; what was kept is erased.' : 'The hold is placed.');
    return EXIT.done;
  },
};

export const decide: Verb = {
  usage: 'decide DIR --agency AGENCY --reason TEXT [--by NAME]',
  help: 'Settles the alarms of an agency, so that a suspended sender is heard again; what came in the place of another file stays set aside.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'agency', 'reason', 'by');
    const [dir] = args.places('DIR');
    const agency = args.need('agency');
    const reason = args.need('reason');
    await open(context, dir);
    value(await worker.request('exchange.decide', { agency, reason, by: actor(args) }));
    out.result({ agency, decided: true }, `The alarms of ${agency} are settled; its files are heard again.`);
    return EXIT.done;
  },
};

export const restart: Verb = {
  usage: 'restart DIR --reason TEXT [--by NAME]',
  help: 'After this workspace was put back to a backup: begins every stream anew, so that partners send again what was lost.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'reason', 'by');
    const [dir] = args.places('DIR');
    const reason = args.need('reason');
    await open(context, dir);
    const { streams } = value(await worker.request('exchange.restart', { reason, by: actor(args) }));
    out.result(
      { streams },
      `${streams} streams begin anew. Send each partner a file now; it returns what it holds of yours.`,
    );
    return EXIT.done;
  },
};

export const returnVerb: Verb = {
  usage: 'return DIR --to AGENCY --out FILE.jxb [--by NAME]',
  help: 'Gives an agency that was put back to a backup its own later lines back, each proved by its own signature.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'to', 'out', 'by');
    const [dir] = args.places('DIR');
    const to = args.need('to');
    const file = fileRef(args.need('out'));
    await open(context, dir);
    const done = value(await worker.request('exchange.return', { to, file, by: actor(args) }));
    out.result({ file: file.path, ...done }, `${done.lines} lines of ${done.to} in ${file.path}.`);
    return EXIT.done;
  },
};

export const carrier: Verb = {
  usage: 'carrier sync DIR --partner AGENCY --folder FOLDER [--by NAME] [--look]',
  help: 'One round through a folder shared with a partner (stick, share, synchronised): takes in what came, puts down what is not acknowledged, takes away what arrived. --look takes nothing in.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('passphrase-file', 'partner', 'folder', 'by', 'look');
    const [what, dir] = args.places('sync', 'DIR');
    if (what !== 'sync') throw new UsageError('expected: carrier sync DIR');
    const partner = args.need('partner');
    const folder = path.resolve(args.need('folder'));
    await open(context, dir);
    const report = value(
      await worker.request('carrier.sync', {
        partner,
        folder: { path: folder, name: path.basename(folder) },
        by: actor(args),
        take: !args.flag('look'),
      }),
    );
    const conflicts = report.taken.reduce((sum, t) => sum + t.counts.conflicts, 0);
    out.result(
      report,
      [
        `${report.taken.filter((t) => t.state === 'accepted').length} taken in, ${report.put.length} put down, ${report.removed} arrived and taken away, ${report.waiting.length} waiting, ${report.copies} copies passed over.`,
        ...report.taken.flatMap((t) =>
          t.missing.length > 0 ? [`Missing from ${t.from}: file ${t.missing.join(', ')}.`] : [],
        ),
        ...report.refused.map((r) => `${r.name}: ${r.reason}`),
      ].join('\n'),
    );
    return conflicts > 0 ? EXIT.findings : EXIT.done;
  },
};

/** Verbs that need nothing but their own words; conflicts and keys have files of their own. */
export const EXCHANGE_VERBS = {
  outbox,
  ack,
  recall,
  recalls,
  hold,
  decide,
  restart,
  return: returnVerb,
  carrier,
} as const satisfies Readonly<Record<string, Verb>>;

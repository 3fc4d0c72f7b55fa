import { EXIT } from './args.ts';
import { fileRef, open, value } from './context.ts';
import { table } from './output.ts';
import type { Verb } from './verbs.ts';
import type { ScheduleReport } from '../worker/requests.ts';

/** `3 d 04:30`, with a minus where time is lacking; `?` where this copy of the plan cannot tell. */
function span(minutes: number | null): string {
  if (minutes === null) return '?';
  const size = Math.abs(minutes);
  const days = Math.floor(size / 1440);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : ''}${days > 0 ? `${days} d ` : ''}${two(Math.floor(size / 60) % 24)}:${two(size % 60)}`;
}

const text = (report: ScheduleReport): string => {
  const head = `${report.operation} ${report.codeName}`;
  if (report.cycle !== null)
    return `${head}\nNo schedule: each of ${report.cycle.join(', ')} waits for the next, the last for the first (R-OP-01).`;
  if (report.targets.length === 0) return `${head}\nThere is no go decision and no departure to be seen.`;
  const targets = table(
    ['target', 'task', 'due', 'late', 'path', 'on the way', 'what'],
    report.targets.map((t) => [
      `${t.code} ${t.kind}`,
      t.taskCode,
      t.due ?? '?',
      span(t.lateMinutes),
      String(t.pathTasks),
      String(t.wayTasks),
      t.title,
    ]),
  );
  if (report.tasks === null) return `${head}\n${targets}`;
  const tasks = table(
    ['task', 'earliest', 'latest', 'slack', 'free', 'margin', '', 'what'],
    report.tasks.map((t) => [
      t.code,
      t.earliest ?? '?',
      t.latest ?? '?',
      span(t.totalMinutes),
      span(t.freeMinutes),
      span(t.marginMinutes),
      t.pathStep !== null ? 'critical' : t.chainStep !== null ? 'chain' : '',
      t.title,
    ]),
  );
  return [
    head,
    targets,
    '',
    `critical path: ${report.path?.join(' ') || '?'}`,
    `tightest chain: ${report.chain?.join(' ') || '?'}`,
    '',
    tasks,
  ].join('\n');
};

export const schedule: Verb = {
  usage: 'schedule (FILE | DIR --operation ID) [--target CODE]',
  help: 'Says what decides when the go decision and each departure can be; with --target: how far every task on the way can slip.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'target', 'passphrase-file');
    const [where] = args.places('FILE or DIR');
    const operation = args.option('operation');
    const target = args.option('target');
    let report;
    if (operation === null) report = value(await worker.request('file.schedule', { file: fileRef(where), target }));
    else {
      await open(context, where);
      report = value(await worker.request('operation.schedule', { operation, target }));
    }
    out.result(report, text(report));
    return report.cycle === null ? EXIT.done : EXIT.findings;
  },
};

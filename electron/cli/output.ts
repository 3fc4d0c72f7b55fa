import type { CallError } from '#shared/contract/call.ts';
import type { CheckFinding } from '../worker/requests.ts';

/** Writes results to stdout and everything meant for people to stderr, so that `--json` is one document and nothing else. */
export interface Output {
  readonly json: boolean;
  /** The one result. Text is used without `--json`. */
  readonly result: (document: unknown, text: string) => void;
  readonly note: (line: string) => void;
}

export const makeOutput = (json: boolean): Output => ({
  json,
  result: (document, text) =>
    process.stdout.write(
      json ? `${JSON.stringify(document)}\n` : text.endsWith('\n') || text === '' ? inert(text) : `${inert(text)}\n`,
    ),
  note: (line) => process.stderr.write(`${inert(line)}\n`),
});

/** A reader that has seen enough (`| head`) closes the pipe; that is no fault, and the work goes on to its end. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (e: NodeJS.ErrnoException) => {
      if (e.code !== 'EPIPE') throw e;
    });
}

/** Control and direction characters from data never reach a terminal raw: they could rewrite what is on it. */
export const inert = (text: string): string =>
  Array.from(text, (c) =>
    /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u.test(c) && c !== '\n'
      ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`
      : c,
  ).join('');

/** One sentence per fault; every fault of a file is said, not only the first. */
export function errorText(error: CallError): string {
  const line = (place: string, reason: string): string => inert(place ? `${place}: ${reason}` : reason);
  const details = error.details.map((d) => `  ${line(d.place, d.reason)}`);
  return [line(error.place, error.reason), ...details].join('\n');
}

const width = (text: string): number => Array.from(text).length;
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));

/** A plain table that reads well in a terminal: the last column takes what is left. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A line end inside a cell could pass for a row of its own.
  const cells = [head, ...rows].map((r) => r.map((c) => inert(c.replaceAll(/\r?\n/g, ' ⏎ '))));
  const widths = head.map((_, i) => cells.reduce((most, r) => Math.max(most, width(r[i] ?? '')), 0));
  const line = (r: readonly string[]): string =>
    r
      .map((c, i) => (i === r.length - 1 ? c : pad(c, widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    line(cells[0] ?? []),
    line(widths.map((w, i) => '─'.repeat(i === widths.length - 1 ? Math.min(w, 60) : w))),
    ...cells.slice(1).map(line),
  ].join('\n');
}

type TableFinding = Pick<CheckFinding, 'rule' | 'severity' | 'subject' | 'gate' | 'message' | 'lifted'>;
const signOf = ({ severity, lifted }: TableFinding): string =>
  lifted ? '○ lifted' : severity === 'block' ? '■ block' : '▲ warn';
export const findingsTable = (findings: readonly TableFinding[]): string =>
  findings.length === 0
    ? 'No findings.'
    : table(
        ['', 'rule', 'subject', 'gate', 'what'],
        // A terminal shows no isolates: it would print their numbers.
        findings.map((f) => [signOf(f), f.rule, f.subject, f.gate, f.message.replaceAll(/[\u2068\u2069]/g, '')]),
      );

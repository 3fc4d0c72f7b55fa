import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isDate } from '#shared/time/calendar.ts';
import { parseInstant } from '#shared/time/instant.ts';

/** Exit codes of the command line: scripts rely on them. */
export const EXIT = { done: 0, findings: 1, usage: 2, refused: 3, failed: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command was typed wrongly: nothing was read and nothing was changed. */
export class UsageError extends Error {}

const OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  'passphrase-file': { type: 'string' },
  agency: { type: 'string' },
  'agency-name': { type: 'string' },
  name: { type: 'string' },
  operation: { type: 'string' },
  at: { type: 'string' },
  'move-h': { type: 'string' },
  template: { type: 'string' },
  for: { type: 'string' },
  lang: { type: 'string' },
  out: { type: 'string' },
  to: { type: 'string' },
  purpose: { type: 'string' },
  by: { type: 'string' },
  second: { type: 'string' },
  card: { type: 'string' },
  digits: { type: 'string' },
  how: { type: 'string' },
  ceiling: { type: 'string' },
  reason: { type: 'string' },
  record: { type: 'string' },
  target: { type: 'string' },
  'released-to': { type: 'string' },
  'recovery-out': { type: 'string' },
  partner: { type: 'string' },
  folder: { type: 'string' },
  hub: { type: 'string' },
  field: { type: 'string' },
  take: { type: 'string' },
  list: { type: 'string' },
  basis: { type: 'string' },
  what: { type: 'string' },
  station: { type: 'string' },
  since: { type: 'string' },
  full: { type: 'boolean' },
  correct: { type: 'boolean' },
  again: { type: 'boolean' },
  lift: { type: 'boolean' },
  look: { type: 'boolean' },
  note: { type: 'boolean' },
  all: { type: 'boolean' },
  preview: { type: 'boolean' },
  task: { type: 'string' },
  person: { type: 'string' },
  agreement: { type: 'string' },
  jit: { type: 'string' },
  movement: { type: 'string' },
  on: { type: 'string' },
  item: { type: 'string' },
  role: { type: 'string' },
  date: { type: 'string' },
  reference: { type: 'string' },
  authority: { type: 'string' },
  review: { type: 'string' },
  successor: { type: 'string' },
  'no-ratification': { type: 'boolean' },
  'order-reference': { type: 'string' },
  'order-date': { type: 'string' },
  'order-final': { type: 'boolean' },
  place: { type: 'string' },
  persons: { type: 'string' },
  'given-by': { type: 'string' },
  'taken-by': { type: 'string' },
  acknowledged: { type: 'string' },
  rule: { type: 'string' },
  subject: { type: 'string' },
  until: { type: 'string' },
  party: { type: 'string' },
  extension: { type: 'string' },
  version: { type: 'string' },
  from: { type: 'string' },
  add: { type: 'boolean' },
  nationality: { type: 'string' },
  category: { type: 'string' },
  code: { type: 'string' },
  h: { type: 'string' },
} as const;
export type OptionName = keyof typeof OPTIONS;
type FlagName = { [N in OptionName]: (typeof OPTIONS)[N]['type'] extends 'boolean' ? N : never }[OptionName];

/** One id in 64 begins with the sign that begins an option. */
const DASHED_ID = /^-[A-Za-z0-9_-]{31}$/;
const MARK = '\0';
const takesText = (word: string | undefined): boolean =>
  word !== undefined && Object.entries(OPTIONS).some(([name, { type }]) => word === `--${name}` && type === 'string');

/** Words as the parser takes them for what they are: a shift such as -60 joined to its option, and ids that look like options. */
function readable(argv: readonly string[]): readonly string[] {
  const belongs = (i: number): boolean =>
    argv[i - 1] === '--move-h' || (takesText(argv[i - 1]) && DASHED_ID.test(argv[i] ?? ''));
  return argv.flatMap((word, i) => {
    if (belongs(i)) return [];
    if (i + 1 < argv.length && belongs(i + 1)) return [`${word}=${argv[i + 1] ?? ''}`];
    return [DASHED_ID.test(word) ? `${MARK}${word}` : word];
  });
}

export class Arguments {
  readonly words: readonly string[];
  readonly #values: Readonly<Record<string, string | boolean | undefined>>;

  constructor(argv: readonly string[]) {
    try {
      const { values, positionals } = parseArgs({
        args: readable(argv),
        options: OPTIONS,
        allowPositionals: true,
        strict: true,
      });
      this.words = positionals.map((word) => word.replace(MARK, ''));
      this.#values = values;
    } catch (e) {
      throw new UsageError(e instanceof Error ? (e.message.split('\n')[0] ?? 'unknown option') : 'unknown option');
    }
  }

  flag(name: FlagName): boolean {
    return this.#values[name] === true;
  }

  option(name: OptionName): string | null {
    const value = this.#values[name];
    return typeof value === 'string' ? value : null;
  }

  need(name: OptionName): string {
    const value = this.option(name);
    if (value === null || value === '') throw new UsageError(`--${name} is missing`);
    return value;
  }

  /** A day that must be given. */
  day(name: OptionName): string {
    const value = this.need(name);
    if (!isDate(value)) throw new UsageError(`--${name} takes a day, such as 2027-03-20`);
    return value;
  }

  oneOf<T extends string>(name: OptionName, values: readonly T[], standard: T): T {
    const value = this.option(name) ?? standard;
    const known = values.find((v) => v === value);
    if (known === undefined) throw new UsageError(`--${name} must be one of: ${values.join(', ')}`);
    return known;
  }

  /** Positional words after the verb, exactly as many as named. */
  places<const N extends readonly string[]>(...names: N): { readonly [K in keyof N]: string } {
    if (this.words.length !== names.length) throw new UsageError(`expected ${names.join(' ') || 'no further words'}`);
    return this.words as unknown as { readonly [K in keyof N]: string };
  }

  /** Positional words of a verb that can do with fewer. */
  atMost(count: number, names: string): readonly string[] {
    if (this.words.length > count) throw new UsageError(`expected no further words than ${names}`);
    return this.words;
  }

  /** Options that this verb does not know are refused, so that a typing mistake never goes unnoticed. */
  allow(...names: readonly OptionName[]): void {
    const known: readonly string[] = ['json', 'help', ...names];
    const stray = Object.keys(this.#values).find((n) => !known.includes(n));
    if (stray !== undefined) throw new UsageError(`--${stray} does not belong to this command`);
  }

  /** From `--passphrase-file`, else from LIAISON_PASSPHRASE; never from an argument, which other users of the machine could read. */
  passphrase(env: NodeJS.ProcessEnv): string {
    const file = this.option('passphrase-file');
    if (file !== null) {
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch {
        throw new UsageError('the passphrase file cannot be read');
      }
      if (text.length > 1_000) throw new UsageError('the passphrase file is too long');
      return text.replace(/\r?\n$/, '');
    }
    const fromEnv = env['LIAISON_PASSPHRASE'];
    if (fromEnv === undefined || fromEnv === '')
      throw new UsageError('no passphrase: give --passphrase-file FILE or set LIAISON_PASSPHRASE');
    return fromEnv;
  }
}

/** `--move-h` takes whole minutes with a sign: +90, -60. */
export function minutes(text: string | null): number | null {
  if (text === null) return null;
  if (!/^[+-]?\d{1,7}$/.test(text))
    throw new UsageError('--move-h takes whole minutes with a sign, such as +90 or -60');
  return Number(text);
}

/** `--at` takes an instant. */
export function instant(text: string | null): string | null {
  if (text !== null && parseInstant(text) === null)
    throw new UsageError('--at takes a moment in UTC, such as 2027-03-08T02:00:00Z');
  return text;
}

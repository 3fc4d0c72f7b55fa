import type { ParsedLine } from '#shared/sync/line.ts';
import { run, type SqlValue } from '../connection/handles.ts';
import { rowInsert, RowWriter } from '../connection/row-writer.ts';
import type { Tx } from './context.ts';
import { asBuffer } from './ids.ts';
import type { RecordRef } from './records.ts';

/** A line and what the log notes beside its text. `file` null: written here. */
export interface LogEntry {
  readonly parsed: ParsedLine;
  readonly rec: RecordRef;
  readonly author: string;
  readonly at: { readonly ms: number; readonly ctr: number };
  readonly field: string | null;
  readonly file: number | null;
}

const INSERT = rowInsert('lines', [
  'n',
  'id',
  'type',
  'rec',
  'field',
  'author',
  'ms',
  'ctr',
  'commit_n',
  'file',
  'text',
]);

/** Appends lines to the log: one at once, or many with one call of the driver where nothing reads them in between. */
export class LineWriter {
  readonly #tx: Tx;
  readonly #commit: number;
  readonly #rows: RowWriter;
  /** Lines of a trial that nothing has asked for: they take their numbers, and mostly are never written. Null: all are written. */
  readonly #held: { readonly n: number; readonly entry: LogEntry }[] | null;

  /** `isTrial`: the transaction will be rolled back. */
  constructor(tx: Tx, commit: number, isTrial = false) {
    this.#tx = tx;
    this.#commit = commit;
    this.#rows = new RowWriter(tx.db, INSERT);
    this.#held = isTrial ? [] : null;
  }

  /** Appends a line, after those that wait; its row number. */
  write(entry: LogEntry): number {
    this.flush();
    const n = this.#tx.nextLine();
    run(this.#tx.db, INSERT.one, ...this.#row(n, entry));
    return n;
  }

  /** The same, when `flush` is called or enough of them wait. */
  queue(entry: LogEntry): number {
    const n = this.#tx.nextLine();
    if (this.#held) this.#held.push({ n, entry });
    else this.#rows.add(...this.#row(n, entry));
    return n;
  }

  flush(): void {
    for (const { n, entry } of this.#held?.splice(0) ?? []) this.#rows.add(...this.#row(n, entry));
    this.#rows.flush();
  }

  #row(n: number, { parsed, rec, author, at, field, file }: LogEntry): SqlValue[] {
    const { names } = this.#tx;
    return [
      n,
      asBuffer(parsed.id),
      parsed.line.type,
      rec.n,
      field === null ? null : names.number(field),
      names.number(author),
      at.ms,
      at.ctr,
      this.#commit,
      file,
      parsed.text,
    ];
  }
}

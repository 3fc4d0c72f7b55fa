import { assert, err, ok, type Result } from '#shared/result/result.ts';
import { LineBuilder } from '#shared/sync/builder.ts';
import { compareStamps, receiveStamp, type Stamp } from '#shared/sync/clock.ts';
import { one, run, transaction, type WriteDb } from '../connection/handles.ts';
import type { Author, Label, StoreDeps } from '../store-types.ts';
import { Names } from './names.ts';
import { Records } from './records.ts';
import { BEGIN_STEP } from './step-lines.ts';

/** What every part of the store works with. */
export interface Core {
  readonly db: WriteDb;
  readonly deps: StoreDeps;
  readonly names: Names;
  readonly speaker: { author: Author | null };
}

export const makeCore = (db: WriteDb, deps: StoreDeps): Core => ({
  db,
  deps,
  names: new Names(db),
  speaker: { author: null },
});

/** One writing transaction: its time, the clock it moves, and what it has already looked up. */
export class Tx {
  readonly core: Core;
  readonly db: WriteDb;
  readonly names: Names;
  readonly records: Records;
  /** Device clock at the start; one moment for everything in the transaction. */
  readonly at: number;
  /** Set when it turned out that there is nothing to write: the transaction leaves no trace, although it went well. */
  discarded = false;
  readonly #from: Stamp;
  #stamp: Stamp;
  #builder: LineBuilder | null = null;

  constructor(core: Core) {
    this.core = core;
    this.db = core.db;
    this.names = core.names;
    this.records = new Records(core.db, core.names);
    this.at = Math.floor(core.deps.now());
    this.#from = one<Stamp>(core.db, 'SELECT ms, ctr FROM clock WHERE one = 1') ?? { ms: 0, ctr: 0 };
    this.#stamp = this.#from;
  }

  get author(): Author {
    const { author } = this.core.speaker;
    assert(author, 'a station speaks before anything is written to the log');
    return author;
  }

  /** Writes the local lines of this transaction; one person, one clock. */
  lineBuilder(by: string): LineBuilder {
    if (this.#builder) return this.#builder;
    const { deps } = this.core;
    const { agencyId, stationKeyId, sign } = this.author;
    this.#builder = new LineBuilder(
      {
        agency: agencyId,
        by,
        sha256: deps.sha256,
        randomBytes: deps.randomBytes,
        now: () => this.at,
        signer: { keyId: stationKeyId, sign },
        isOneSave: true,
        ...(deps.isSealed ? { isSealed: deps.isSealed } : {}),
      },
      this.#stamp,
    );
    return this.#builder;
  }

  #named: boolean | null = null;
  /** Whether any id is remembered that was named before its line came; mostly none is, and one look spares one per field. */
  hasNamed(): boolean {
    this.#named ??= one(this.db, 'SELECT 1 FROM named LIMIT 1') !== undefined;
    return this.#named;
  }
  noteNamed(): void {
    this.#named = true;
  }

  #line: number | null = null;
  /** The row number of the next line of the log; whoever takes it writes that line. */
  nextLine(): number {
    this.#line = this.#lastLine() + 1;
    return this.#line;
  }
  #lastLine(): number {
    this.#line ??= one<{ seq: number }>(this.db, "SELECT seq FROM sqlite_sequence WHERE name = 'lines'")?.seq ?? 0;
    return this.#line;
  }

  /** Follows the clock of a line that was stored. */
  follow(remote: Stamp): void {
    this.#stamp = receiveStamp(this.#stamp, remote, this.at);
  }
  saveClock(): void {
    const built = this.#builder?.clock() ?? this.#stamp;
    const stamp = compareStamps(built, this.#stamp) > 0 ? built : this.#stamp;
    if (compareStamps(stamp, this.#from) === 0) return;
    const { ms, ctr } = stamp;
    run(
      this.db,
      'INSERT INTO clock (one, ms, ctr) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET ms = excluded.ms, ctr = excluded.ctr',
      ms,
      ctr,
    );
  }

  /** Opens the commit that everything written in this transaction belongs to. */
  openCommit(command: string, label: Label, by: string, file: number | null): number {
    const commit = Number(
      run(
        this.db,
        'INSERT INTO commits (at, command, label_key, label_params, by, file) VALUES (?, ?, ?, ?, ?, ?)',
        this.at,
        command,
        label.key,
        JSON.stringify(label.params),
        by,
        file,
      ).lastInsertRowid,
    );
    run(this.db, BEGIN_STEP, commit, this.#lastLine() + 1);
    return commit;
  }
}

/** The only way to write: one immediate transaction; state, log, clock and audit go together or not at all. */
export function write<T, E>(core: Core, work: (tx: Tx) => Result<T, E>, preview = false): Result<T, E> {
  let kept = false;
  try {
    const outcome = transaction<Result<T, E>, Result<T, E>>(core.db, () => {
      const tx = new Tx(core);
      const result = work(tx);
      if (!result.ok || preview || tx.discarded) return err(result);
      tx.saveClock();
      return ok(result);
    });
    kept = outcome.ok;
    return outcome.ok ? outcome.value : outcome.error;
  } finally {
    // Numbers given to names inside a transaction that was rolled back are free again.
    if (!kept) core.names.forget();
  }
}

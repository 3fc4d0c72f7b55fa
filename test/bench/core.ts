/** The work behind the window: the built worker on real encrypted workspaces with the training operation. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asWriteDb, sql, transaction } from '#db/connection/handles.ts';
import { openDatabase } from '#db/connection/open.ts';
import { ARGON2_DEFAULT, stretchPassphrase } from '#electron/keys/passphrase.ts';
import { ok } from '#shared/result/result.ts';
import { Agency, type DumpRecord, fileRef, load, makeAgency, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import { PASSPHRASE, TRAINING } from '#test/tools/places.ts';
import { type Figure, figure, median, repeat, timed } from './measure.ts';

/** Targets of the exchange and screen designs, in milliseconds. */
const TARGET = { start: 1_200, import: 500, check: 50, preview: 100 } as const;

/** Rows as long as the lines of the file: the same values, with the ids and the signature every line carries. */
function rowsLike(records: readonly DumpRecord[], count: number): readonly (readonly [Buffer, string])[] {
  const id = (): string => randomBytes(24).toString('base64url');
  const lines = records.flatMap((r) =>
    Object.entries(r.fields).map(([field, value]) =>
      JSON.stringify([
        's',
        r.id,
        field,
        value,
        [id()],
        Date.now(),
        0,
        'p-0123456789abcdef',
        id(),
        randomBytes(64).toString('base64url'),
      ]),
    ),
  );
  return Array.from({ length: count }, (_, i) => [randomBytes(24), lines[i % lines.length] ?? ''] as const);
}

/** The least an import can cost: its rows, plain, into a database of the same settings, in one transaction. */
function rawFloor(file: string, rows: readonly (readonly [Buffer, string])[]): Promise<number> {
  const opened = openDatabase({ file, keyHex: randomBytes(32).toString('hex'), mode: 'create', now: () => Date.now() });
  if (!opened.ok) throw new Error(opened.error.reason);
  const db = asWriteDb(opened.value.db);
  db.exec('CREATE TABLE raw (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, text TEXT NOT NULL) STRICT');
  const work = timed(() =>
    transaction(db, () => {
      const insert = sql(db, 'INSERT INTO raw (id, text) VALUES (?, ?)');
      for (const [id, text] of rows) insert.run(id, text);
      return ok(null);
    }),
  );
  return work.finally(opened.value.close);
}

export async function benchCore(): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(tmpdir(), 'liaison-bench-'));
  const sender = await makeAgency(home, 'A07');
  const receiver = await makeAgency(home, 'A06');
  try {
    await sender.lock();
    cpSync(sender.dir, path.join(home, 'empty'), { recursive: true });
    await sender.open();
    const { operation } = await load(sender);
    await trustEachOther(sender, receiver);
    await receiver.lock();
    const pack = path.join(home, 'pack.jxb');
    const { receipt } = await sealFor(sender, 'A06', pack);
    const rows = rowsLike(await sender.dump('A06'), receipt.lines);

    const copyOf = (base: string, name: string): string => {
      cpSync(base, path.join(home, name), { recursive: true });
      return path.join(home, name);
    };
    const fresh = new Agency(path.join(home, 'fresh'));
    const inCopy = async (base: string, work: () => Promise<number>): Promise<number> => {
      const dir = copyOf(base, 'fresh');
      await fresh.open(dir);
      const ms = await work();
      await fresh.lock();
      rmSync(dir, { recursive: true });
      return ms;
    };

    const loads = await repeat(() => inCopy(path.join(home, 'empty'), () => timed(() => load(fresh, TRAINING))));
    const checks = await repeat(() =>
      timed(() => sender.do('operation.check', { operation, at: null, moveMin: null })),
    );
    const previews = await repeat(() => timed(() => sender.do('hHour.preview', { operation, to: { deltaMin: -60 } })));
    const exports = await repeat((run) => timed(() => sealFor(sender, 'A06', path.join(home, `run${run}.jxb`))));

    // Side by side in one loop, so that both see the same machine.
    const floors: number[] = [];
    const imports = await repeat(async (run) => {
      const floor = await rawFloor(path.join(home, `raw${run}.db`), rows);
      rmSync(path.join(home, 'lock.db'), { force: true });
      if (run >= 0) floors.push(floor);
      return inCopy(receiver.dir, () =>
        timed(() => fresh.do('exchange.acceptFile', { file: fileRef(pack), by: 'Officer 3' })),
      );
    });

    await sender.lock();
    const keys: number[] = [];
    const summaries: number[] = [];
    const unlocks = await repeat(async (run) => {
      const key = await timed(() => stretchPassphrase(PASSPHRASE, { ...ARGON2_DEFAULT, salt: randomBytes(16) }));
      if (run >= 0) keys.push(key);
      const opening = await timed(() => sender.open());
      const summary = await timed(() => sender.do('home.summary', {}));
      if (run >= 0) summaries.push(summary);
      await sender.lock();
      return opening + summary;
    });
    await fresh.close();
    return [
      figure('unlock to home, key derivation included', unlocks, TARGET.start),
      figure('  key derivation alone', keys),
      figure('  home summary, the first after opening', summaries),
      figure(
        '  unlock to home after the key is derived',
        unlocks.map((all, i) => all - (keys[i] ?? 0)),
      ),
      figure(`import: ${receipt.lines} lines, file to commit`, imports, TARGET.import),
      figure(`  raw floor: ${rows.length} rows in one transaction`, floors),
      figure(
        '  import as a multiple of the floor',
        imports.map((ms) => ms / median(floors)),
        null,
        '×',
      ),
      figure('export: gate, seal, keep, copy', exports),
      figure('check: all rules on the training operation', checks, TARGET.check),
      figure('preview of H moved by an hour', previews, TARGET.preview),
      figure('load: file to commit', loads),
    ];
  } finally {
    await sender.close();
    await receiver.close();
    rmSync(home, { recursive: true, force: true });
  }
}

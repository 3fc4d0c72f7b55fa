/** Generated workspaces for benchmarks: made once per size by the built product and kept between runs. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GenerateSize } from '#electron/worker/requests.ts';
import { Agency } from '#test/tools/agencies.ts';
import { OUT, PASSPHRASE } from '#test/tools/places.ts';

/** A single operation of the size at which re-timing must still be instant. */
export const LARGE_OPERATION = { operations: 1, tasks: 5_000, people: 500, travellers: 500 } as const;
/** Sizes of screen design, section 15. */
export type Size = 'S' | 'M' | 'L';
export type SetName = 'S' | 'M' | 'L' | 'one';

/**
 * A copy of a generated set below `home`, so that a run changes nothing of the set: of `from` (`--data DIR`) or of the one kept between
 * runs. The folder carries the name of the workspace.
 */
export async function copyOfSet(name: SetName, from: string | null, home: string): Promise<string> {
  const dir = path.join(home, name);
  cpSync(from ?? (await generatedSet(name)), dir, { recursive: true });
  return dir;
}

/** The schema is part of the name: a set of an older one would be migrated under the clock. */
const schemaOf = (): string => String(readFileSync(path.join(OUT, 'worker/worker.cjs')).length);

/**
 * Folder of the workspace that holds a generated set, made when it is not there yet; `--data DIR` of the benchmark names one that is.
 * Making M takes a minute or two, L about half an hour: every field of every record becomes a signed line.
 */
async function generatedSet(name: SetName): Promise<string> {
  const home = path.join(tmpdir(), 'liaison-bench-sets');
  const dir = path.join(home, name);
  const stamp = path.join(home, `${name}.stamp`);
  if (existsSync(dir) && existsSync(stamp)) return dir;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  rmSync(dir, { recursive: true, force: true });
  const making = `${dir}.part`;
  rmSync(making, { recursive: true, force: true });
  process.stderr.write(`making the generated set ${name} …\n`);
  const agency = new Agency(making);
  try {
    await agency.do('workspace.create', {
      dir: making,
      name,
      agencyCode: 'A07',
      agencyName: 'Fictional agency A07',
      passphrase: PASSPHRASE,
    });
    agency.worker.onEvent((event, payload) => {
      if (event === 'progress' && 'total' in payload && payload.done % 50 === 0)
        process.stderr.write(`  ${payload.done} of ${payload.total} operations\n`);
    });
    const size: GenerateSize = name === 'one' ? LARGE_OPERATION : name;
    await agency.do('generate.load', { size, seed: 1 });
  } finally {
    await agency.close();
  }
  renameSync(making, dir);
  writeFileSync(stamp, schemaOf());
  return dir;
}

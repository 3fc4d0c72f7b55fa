/** A PostgreSQL cluster of Debian's package `postgresql` in a temporary folder, reached by a socket there: no port, nobody else's server. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = '/usr/lib/postgresql';
/** Folder of the newest server's programs; null: none is installed. */
const programs = (): string | null => {
  const versions = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  return versions[0] === undefined ? null : path.join(ROOT, versions[0], 'bin');
};

/** PostgreSQL refuses to run as root, so there it runs as the user that the package made. */
function asServer(program: string, args: readonly string[], cwd: string): string {
  const isRoot = process.getuid?.() === 0;
  const [command, all] = isRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
  return execFileSync(command, all, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface Cluster {
  /** Address of a database in it, without a password. */
  readonly url: (user: string, database?: string) => string;
  readonly sql: (text: string, database?: string) => string;
  /** From here on this user has to give the password. */
  readonly demandPassword: (user: string) => void;
  readonly stop: () => void;
  readonly destroy: () => void;
}

export function startCluster(): Cluster {
  const bin = programs();
  if (bin === null) throw new Error("install Debian's package postgresql first: apt-get install postgresql");
  const dir = mkdtempSync(path.join(tmpdir(), 'liaison-hub-'));
  if (process.getuid?.() === 0) {
    const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    chownSync(dir, id('-u'), id('-g'));
  }
  chmodSync(dir, 0o755);
  const data = path.join(dir, 'data');
  asServer(path.join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'], dir);
  const options = `-c listen_addresses='' -c unix_socket_directories='${dir}' -c fsync=off`;
  const control = (...args: readonly string[]): string =>
    asServer(path.join(bin, 'pg_ctl'), ['-D', data, '-w', ...args], dir);
  control('start', '-l', path.join(dir, 'log'), '-o', options);
  const stop = (): void => {
    control('stop', '-m', 'fast');
  };
  return {
    url: (user, database = 'postgres') => `postgres://${user}@localhost/${database}?host=${encodeURIComponent(dir)}`,
    sql: (text, database = 'postgres') =>
      asServer(
        path.join(bin, 'psql'),
        ['-h', dir, '-U', 'postgres', '-d', database, '-v', 'ON_ERROR_STOP=1', '-Atc', text],
        dir,
      ),
    demandPassword: (user) => {
      const rules = path.join(data, 'pg_hba.conf');
      writeFileSync(rules, `local all ${user} scram-sha-256\n${readFileSync(rules, 'utf8')}`);
      control('reload');
    },
    stop,
    destroy: () => {
      try {
        stop();
      } catch {
        // It was stopped by the test.
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

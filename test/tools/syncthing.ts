/** Two real Syncthing instances of Debian's package on this machine alone: loopback, no discovery, no relays, no reports. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Asks until it is so; throws with the words when it takes longer than half a minute. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(100)) if (await isSo()) return;
  throw new Error(`never: ${what}`);
}

class Instance {
  readonly home: string;
  readonly folder: string;
  readonly id: string;
  readonly #gui: number;
  readonly port: number;
  readonly #key = 'a-key-for-this-test-only';
  #process: ChildProcess | null = null;

  constructor(home: string, folder: string, gui: number, port: number) {
    [this.home, this.folder, this.#gui, this.port] = [home, folder, gui, port];
    mkdirSync(folder, { recursive: true });
    execFileSync('syncthing', ['generate', `--home=${home}`, '--no-default-folder'], { stdio: 'ignore' });
    this.id = execFileSync('syncthing', ['--device-id', `--home=${home}`], { encoding: 'utf8' }).trim();
  }
  start(other: Instance): void {
    const device = (i: Instance): string =>
      `<device id="${i.id}" compression="metadata"><address>tcp://127.0.0.1:${i.port}</address></device>`;
    const version = /<configuration version="(\d+)"/.exec(
      readFileSync(path.join(this.home, 'config.xml'), 'utf8'),
    )?.[1];
    writeFileSync(
      path.join(this.home, 'config.xml'),
      `<configuration version="${version}">
  <folder id="carrier" path="${this.folder}" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true" fsWatcherDelayS="1">
    <device id="${this.id}"></device><device id="${other.id}"></device>
  </folder>
  ${device(this)}${device(other)}
  <gui enabled="true" tls="false"><address>127.0.0.1:${this.#gui}</address><apikey>${this.#key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:${this.port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <reconnectionIntervalS>1</reconnectionIntervalS><startBrowser>false</startBrowser>
  </options>
</configuration>`,
    );
    this.#process = spawn(
      'syncthing',
      ['serve', `--home=${this.home}`, '--no-browser', '--no-restart', '--no-upgrade'],
      {
        stdio: 'ignore',
      },
    );
  }
  async ask(place: string, method = 'GET'): Promise<unknown> {
    const reply = await fetch(`http://127.0.0.1:${this.#gui}/rest/${place}`, {
      method,
      headers: { 'X-API-Key': this.#key },
    });
    return method === 'GET' ? await reply.json() : null;
  }
  async isConnected(other: Instance): Promise<boolean> {
    try {
      const { connections } = (await this.ask('system/connections')) as {
        connections: Record<string, { connected: boolean }>;
      };
      return connections[other.id]?.connected === true;
    } catch {
      return false;
    }
  }
  async stop(): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
  }
}

export interface Pair {
  readonly folders: readonly [string, string];
  /** Cuts the second off, and lets it back. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  readonly destroy: () => Promise<void>;
}

export async function startPair(): Promise<Pair> {
  const home = mkdtempSync(path.join(tmpdir(), 'liaison-syncthing-'));
  const make = async (name: string): Promise<Instance> =>
    new Instance(path.join(home, name), path.join(home, `${name}-folder`), await freePort(), await freePort());
  const [one, two] = [await make('one'), await make('two')];
  one.start(two);
  two.start(one);
  await until('both are connected', async () => (await one.isConnected(two)) && (await two.isConnected(one)));
  return {
    folders: [one.folder, two.folder],
    cut: () => two.stop(),
    mend: async () => {
      two.start(one);
      await until('both are connected again', () => two.isConnected(one));
    },
    destroy: async () => {
      await Promise.all([one.stop(), two.stop()]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

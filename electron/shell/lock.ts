/**
 * One instance per userData folder without a socket: an exclusive SQLite transaction is a lock of the operating system
 * that ends with its process, however it ends. The second start leaves a message file for the first.
 */
import Database from 'better-sqlite3';
import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** What a second start was asked to do. */
export interface SecondStart {
  readonly argv: readonly string[];
  readonly cwd: string;
}

export interface InstanceLock {
  release(): void;
}

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Takes the lock of `folder` (which must exist). Null: another process holds it and has been left `message`. */
export function takeLock(
  folder: string,
  onSecondStart: (start: SecondStart) => void,
  message: SecondStart = { argv: process.argv, cwd: process.cwd() },
): InstanceLock | null {
  const letterbox = path.join(folder, 'second-instance');
  mkdirSync(letterbox, { recursive: true, mode: PRIVATE_FOLDER });
  const database = new Database(path.join(folder, 'shell.lock'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    leaveMessage(letterbox, message);
    return null;
  }
  for (const name of readdirSync(letterbox)) rmSync(path.join(letterbox, name), { force: true });
  const watcher = watchLetterbox(letterbox, onSecondStart);
  return {
    release() {
      watcher.close();
      database.close();
    },
  };
}

/** Written beside its name and renamed, so that the first instance never reads half a message. */
function leaveMessage(letterbox: string, message: SecondStart): void {
  const draft = path.join(letterbox, `${Date.now()}-${process.pid}.tmp`);
  writeFileSync(draft, JSON.stringify(message), { mode: PRIVATE_FILE });
  renameSync(draft, draft.replace(/\.tmp$/, '.json'));
}

function watchLetterbox(letterbox: string, onSecondStart: (start: SecondStart) => void): FSWatcher {
  const watcher = watch(letterbox, () => {
    for (const name of readdirSync(letterbox).filter((file) => file.endsWith('.json'))) {
      const message = takeMessage(path.join(letterbox, name));
      if (message) onSecondStart(message);
    }
  });
  // Without the watcher a second start still ends; it only does not bring the window to the front.
  watcher.on('error', () => watcher.close());
  watcher.unref();
  return watcher;
}

/** Null for a file that is gone (two events for one message) or is no message. */
function takeMessage(file: string): SecondStart | null {
  try {
    const { argv, cwd } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<'argv' | 'cwd', unknown>>;
    rmSync(file);
    const isTextList = Array.isArray(argv) && argv.every((part) => typeof part === 'string');
    return isTextList && typeof cwd === 'string' ? { argv, cwd } : null;
  } catch {
    rmSync(file, { force: true });
    return null;
  }
}

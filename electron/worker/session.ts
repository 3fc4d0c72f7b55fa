import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { openStore, type Store } from '#db/store.ts';
import type { AgencyId, Author } from '#db/store-types.ts';
import { newIdentity, openIdentity, type OwnIdentity } from '#electron/keys/identity.ts';
import {
  createKeyFile,
  type KeyStoreWrap,
  renewRecovery,
  rewrapPassphrase,
  type UnlockedKeys,
  unlockWithPassphrase,
  setStoreWrap,
  unlockWithRecovery,
  unlockWithStore,
} from '#electron/keys/key-file.ts';
import { isSealedValue } from '#electron/keys/sealed-values.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { makeFirstCard } from '#electron/exchange-file/own-card.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { type AgencyCard, readCard } from '#shared/exchange/card.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { type About, layout, readAbout } from '../files/workspace-folder.ts';
import type { Clocked } from './clocked.ts';
import { applyAfterUpdate, forgetOpened } from './opening.ts';
import { Lenses } from './lenses.ts';
import { States } from './states.ts';

/** An unlocked workspace: its store, its keys, and the operations as they stand. One at a time; closing forgets every key. */
export interface Session {
  readonly dir: string;
  readonly about: About;
  readonly store: Store;
  readonly keys: UnlockedKeys;
  readonly identity: OwnIdentity;
  readonly card: AgencyCard;
  readonly states: States;
  /** Branches and past moments of its operations, each seen as an operation of its own. */
  readonly lenses: Lenses;
}
export const agencyIdOf = (session: Session): AgencyId => session.card.agency;

export const describe = (session: Session): OpenWorkspace => ({
  name: session.about.name,
  agencyCode: session.card.body.code,
  agencyName: session.card.body.name,
  agencyId: session.card.agency,
  station: session.identity.stationId,
});

const deps = (clock: Clocked) => ({
  sha256,
  randomBytes: (length: number) => new Uint8Array(randomBytes(length)),
  now: clock.now,
  isSealed: isSealedValue,
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const openDatabase = (dir: string, keys: UnlockedKeys, mode: 'create' | 'open', clock: Clocked) =>
  openStore({ file: layout(dir).database, keyHex: keys.database.use(hex), mode, deps: deps(clock) });

const folderTaken = (dir: string): boolean => existsSync(dir) && readdirSync(dir).length > 0;

/**
 * Makes a workspace: built whole in a sibling folder and renamed, so that a crash leaves either all of it or none.
 * The recovery code is handed out once and kept nowhere. Codes: `folder-taken`, `weak-passphrase`, those of the card.
 */
export async function createWorkspace(
  input: {
    readonly dir: string;
    readonly name: string;
    readonly agencyCode: string;
    readonly agencyName: string;
    readonly passphrase: string;
  },
  clock: Clocked,
): Promise<Result<{ readonly session: Session; readonly recoveryCode: string }, Refusal>> {
  const name = path.basename(input.dir);
  if (folderTaken(input.dir)) return err(refusal('folder-taken', name, 'this folder is not empty; name a new one'));
  const made = await createKeyFile({ passphrase: input.passphrase, now: clock.now() });
  if (!made.ok) return made;
  const { keys, file, recoveryCode } = made.value;
  const identity = await newIdentity({ withRoot: true, now: clock.now() });
  const card = makeFirstCard(
    identity,
    { code: input.agencyCode, name: input.agencyName, station: 'first station' },
    clock.now(),
  );
  if (!card.ok) return card;
  const part = `${input.dir}.${randomBytes(6).toString('hex')}.part`;
  const at = layout(part);
  try {
    mkdirSync(part, { recursive: true, mode: 0o700 });
    for (const folder of [at.attachments, at.outbox, at.inbox, at.backups]) mkdirSync(folder, { mode: 0o700 });
    writeAtomically(at.keys, file);
    keepKeyFile(part, file, clock.now());
    const store = openDatabase(part, keys, 'create', clock);
    if (!store.ok) return store;
    try {
      store.value.identity.save({
        agencyId: card.value.agency,
        code: card.value.body.code,
        name: card.value.body.name,
        stationKeyId: identity.stationKeyId,
        card: card.value.file,
        serial: card.value.body.serial,
        sealed: identity.seal(keys.identity),
      });
    } finally {
      store.value.close();
    }
    const about: About = {
      format: 'liaison-workspace',
      version: 1,
      name: input.name,
      agencyCode: input.agencyCode,
      agencyName: input.agencyName,
    };
    writeAtomically(at.about, new TextEncoder().encode(`${JSON.stringify(about)}\n`));
    if (existsSync(input.dir)) rmSync(input.dir, { recursive: true });
    renameSync(part, input.dir);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  const session = openSession(input.dir, keys, clock);
  return session.ok ? ok({ session: session.value, recoveryCode: recoveryCode.use((code) => code) }) : session;
}

function readKeyFile(dir: string): Result<Uint8Array, Refusal> {
  const name = path.basename(dir);
  if (!existsSync(dir)) return err(refusal('no-workspace', name, 'there is no such folder'));
  if (readAbout(dir) === null)
    return err(refusal('no-workspace', name, 'this folder holds no Liaison workspace, or one of a newer version'));
  try {
    return ok(new Uint8Array(readFileSync(layout(dir).keys)));
  } catch {
    return err(refusal('no-workspace', name, 'the key file of this workspace is missing; restore it from a backup'));
  }
}

export async function openWorkspace(
  dir: string,
  passphrase: string,
  clock: Clocked,
): Promise<Result<Session, Refusal>> {
  const file = readKeyFile(dir);
  if (!file.ok) return file;
  const keys = await unlockWithPassphrase(file.value, passphrase);
  return keys.ok ? openSession(dir, keys.value, clock) : keys;
}

/** Opens with the key store of the system. Codes: `key-store`, those of opening. */
export async function openRemembered(
  dir: string,
  keyStore: KeyStoreWrap,
  clock: Clocked,
): Promise<Result<Session, Refusal>> {
  const file = readKeyFile(dir);
  if (!file.ok) return file;
  const keys = await unlockWithStore(file.value, keyStore);
  return keys.ok ? openSession(dir, keys.value, clock) : keys;
}

/** Adds (or with null removes) the third wrap; passphrase and recovery code stay as they are. */
export async function remember(
  session: Session,
  keyStore: KeyStoreWrap | null,
  now: number,
): Promise<Result<null, Refusal>> {
  const file = readKeyFile(session.dir);
  if (!file.ok) return file;
  const wrapped = await setStoreWrap(file.value, session.keys, keyStore, now);
  if (!wrapped.ok) return wrapped;
  replaceKeyFile(session.dir, wrapped.value, now);
  session.store.audit.append({ act: keyStore ? 'keys.remember' : 'keys.forget' });
  return ok(null);
}

/** Opens with the recovery code and replaces both credentials: the new passphrase counts, the used code no longer does. */
export async function recoverWorkspace(
  dir: string,
  code: string,
  newPassphrase: string,
  clock: Clocked,
): Promise<Result<{ readonly session: Session; readonly recoveryCode: string }, Refusal>> {
  const file = readKeyFile(dir);
  if (!file.ok) return file;
  const keys = await unlockWithRecovery(file.value, code);
  if (!keys.ok) return keys;
  const rewrapped = await rewrapPassphrase(file.value, keys.value, newPassphrase, clock.now());
  if (!rewrapped.ok) return rewrapped;
  const renewed = await renewRecovery(rewrapped.value, keys.value, clock.now());
  if (!renewed.ok) return renewed;
  const session = openSession(dir, keys.value, clock);
  if (!session.ok) return session;
  replaceKeyFile(dir, renewed.value.file, clock.now());
  session.value.store.audit.append({ act: 'keys.recover' });
  return ok({ session: session.value, recoveryCode: renewed.value.recoveryCode.use((text) => text) });
}

/** Puts a key file in place, and its copy in place of older copies: credentials that were replaced must open nothing. */
function replaceKeyFile(dir: string, bytes: Uint8Array, now: number): void {
  writeAtomically(layout(dir).keys, bytes);
  keepKeyFile(dir, bytes, now);
  const { backups } = layout(dir);
  const newest = `keys-${now}.json`;
  for (const name of readdirSync(backups))
    if (/^keys-\d+\.json$/.test(name) && name !== newest) rmSync(path.join(backups, name), { force: true });
}

/** A copy of the key file beside the database's backups: a damaged one must not cost the data. */
const keepKeyFile = (dir: string, bytes: Uint8Array, now: number): void =>
  writeAtomically(path.join(layout(dir).backups, `keys-${now}.json`), bytes);

function openSession(dir: string, keys: UnlockedKeys, clock: Clocked): Result<Session, Refusal> {
  const about = readAbout(dir);
  if (!about) return err(refusal('no-workspace', path.basename(dir), 'this folder holds no Liaison workspace'));
  const opened = openDatabase(dir, keys, 'open', clock);
  if (!opened.ok) {
    keys.lock();
    // The store knows no folder; the person who reads the sentence named one.
    return err({ ...opened.error, place: opened.error.place || path.basename(dir) });
  }
  const store = opened.value;
  const fail = (refused: Refusal): Result<never, Refusal> => {
    store.close();
    keys.lock();
    return err(refused);
  };
  const own = store.identity.read();
  if (!own)
    return fail(refusal('identity-missing', '', 'this workspace has no signing keys; restore it from its last backup'));
  const identity = openIdentity(own.sealed, keys.identity);
  if (!identity.ok) return fail(identity.error);
  const card = readCard(own.card, exchangeCrypto);
  if (!card.ok) return fail(card.error);
  const me = identity.value;
  store.speakAs(authorOf(me, card.value));
  const states = new States(store, { id: card.value.agency, code: card.value.body.code }, clock);
  const lenses = new Lenses(states, clock);
  const session: Session = { dir, about, store, keys, identity: me, card: card.value, states, lenses };
  applyAfterUpdate(session);
  return ok(session);
}

/** How a station speaks: for its agency, with its own key. */
export const authorOf = (identity: OwnIdentity, card: AgencyCard): Author => ({
  agencyId: card.agency,
  stationKeyId: identity.stationKeyId,
  sign: (bytes) => identity.signEncodedLine(bytes),
  // Revoked keys count as well: what a station that left had sent is still acknowledged.
  hasSiblings: card.body.stations.length > 1 || card.body.revocations.length > 0,
});

/** Ends the session: the database is closed and every key overwritten. */
export function closeSession(session: Session): void {
  forgetOpened(session.store);
  session.store.close();
  session.keys.lock();
}

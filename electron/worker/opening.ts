import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileIn, Received } from '#db/store-exchange.ts';
import type { Store } from '#db/store.ts';
import type { Answer } from '#db/store-types.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { sha256, sha256Kept } from '#electron/keys/node-crypto.ts';
import { open, openSigned, type OpenedFile } from '#electron/exchange-file/open.ts';
import { fault } from '#shared/exchange/faults.ts';
import { fromBase64Url, toBase64Url } from '#shared/exchange/base64url.ts';
import { keyBytes } from '#shared/exchange/card.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { RECEIVING } from '#shared/contract/exchange.ts';
import { verifyProof } from '#shared/exchange/proof.ts';
import { KINDS } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import { readLimited } from '../files/read-limited.ts';
import type { WorkerContext } from './context.ts';
import { cardOf } from './cards.ts';
import { tokenOf } from './people-tokens.ts';
import { houseOf, type ReceivedHouse } from './house-file.ts';
import type { FileRef } from './requests.ts';
import { MODEL } from './sealing.ts';
import type { Session } from './session.ts';
import { plainVerifier, SignatureQueue, type Watch } from './signatures.ts';

export type Opened = OpenedFile<ParsedLine>;

export interface Received1to5 {
  readonly opened: Opened;
  readonly file: FileIn;
  readonly bytes: number;
  /** What another station of our agency passed on beside its own lines; null: the file is of another agency. */
  readonly house: ReceivedHouse | null;
  /** Of the lines of this file; their signatures are being checked meanwhile. */
  readonly signatures: Pick<SignatureQueue, 'verifier' | 'assuming' | 'left'>;
}

/**
 * Lines a peer returns count as ours only when a header that this station signed promises them (exchange design, section 9). Null: every
 * line is proved.
 */
function unprovenLine(session: Session, { lines, proofs }: Opened): Refusal | null {
  const keys = session.card.body.stations.flatMap((s) => s.keys.map(keyBytes));
  const proved = new Set<string>();
  for (const proof of proofs) {
    const header = keys
      .map((key) => verifyProof(proof, key, exchangeCrypto))
      .find((checked) => checked.ok && checked.value.from.agency === session.card.agency);
    if (!header) return refusal('bad-signature', 'proof', 'returned lines are not proved by a header of this agency');
    for (let at = 0; at < proof.lineIds.length; at += 24)
      proved.add(Buffer.from(proof.lineIds.subarray(at, at + 24)).toString('base64url'));
  }
  return lines.every((line) => proved.has(line.idText))
    ? null
    : refusal('ids-mismatch', 'proof', 'a returned line is not among those this agency ever sent');
}

/**
 * A person looks at a file, at its difference, and accepts it: it is opened and tried once, as long as nothing was written meanwhile,
 * keys and trust included. Kept in memory alone, for one file, until the workspace is locked or a few minutes have passed.
 */
/** What accepting would do if every signature that is not known yet were good, and what was taken for granted there. */
interface Trial {
  readonly received: Answer<Received>;
  readonly revision: number;
  readonly holds: ReturnType<SignatureQueue['assuming']>['holds'];
}
export interface Tried {
  readonly received: Answer<Received>;
  /** It was worked out again, since the first time something was taken for granted that is not so. */
  readonly corrected: boolean;
}
interface Held {
  readonly hash: string;
  revision: number;
  readonly file: Received1to5;
  trial: Trial | null;
  tried: Tried | null;
  readonly timer: NodeJS.Timeout;
}
const held = new WeakMap<Store, Held>();
const HELD_MS = 5 * 60_000;

/** Lets go of the file that was opened last. */
export function forgetOpened(store: Store): void {
  clearTimeout(held.get(store)?.timer);
  held.delete(store);
}
function heldNow({ store }: Session, hash: string): Held | null {
  const known = held.get(store);
  return known?.hash === hash && known.revision === store.revision() ? known : null;
}

export const cancelled = fault('cancelled', '');

/** Files with fewer signatures are through before a person could read how far they are. */
const WORTH_TELLING = 2_000;
/** Tells the window how far the signatures of a file are checked. */
export const watchOf = ({ signal, emit }: WorkerContext): Watch => ({
  signal,
  progress: (at, total) => {
    if (total >= WORTH_TELLING)
      emit('progress', { job: RECEIVING, step: RECEIVING, done: at, total, ended: at === total });
  },
});

/** What the header says of all its lines: what it acknowledges, and whether they are our own that a peer returns. */
export const comesAs = ({ header }: Opened) => ({ acks: header.acks, returned: header.kind === 'return' });

/** Tried while the threads check, as if all were good, which they nearly always are; once for a file as long as nothing is written. */
function trialOf(context: WorkerContext, session: Session, { file, opened, signatures }: Received1to5): Trial {
  const before = heldNow(session, toBase64Url(file.hash));
  if (before?.trial) return before.trial;
  const { store } = session;
  const assumed = signatures.assuming(watchOf(context));
  const received = store.exchange.previewReceived(file, opened.lines, assumed.verify, comesAs(opened));
  const trial = { received, revision: store.revision(), holds: assumed.holds };
  if (before) Object.assign(before, { trial, revision: trial.revision });
  return trial;
}

/** Ends what the window shows of a file being received. */
const tellEnd = (context: WorkerContext): void =>
  context.emit('progress', { job: RECEIVING, step: RECEIVING, done: 0, total: 0, ended: true });

/**
 * What accepting would do: worked out as the import itself and rolled back. Every signature is known before this is told, and what was
 * taken for granted meanwhile is worked out again if it is not so.
 */
export async function tryReceived(
  context: WorkerContext,
  session: Session,
  received: Received1to5,
): Promise<Answer<Tried>> {
  const { file, opened, signatures } = received;
  const before = heldNow(session, toBase64Url(file.hash));
  if (before?.tried) return ok(before.tried);
  const { store } = session;
  const trial = trialOf(context, session, received);
  // A cancellation that came meanwhile is heard first.
  await nextTurn();
  await nextTurn();
  const verify = await signatures.verifier(watchOf(context));
  // Locked meanwhile: there is nothing to try it on.
  if (!verify || context.session.current !== session) {
    tellEnd(context);
    return err(cancelled);
  }
  const stands = store.revision() === trial.revision && trial.holds(verify);
  const tried: Tried = stands
    ? { received: trial.received, corrected: false }
    : { received: store.exchange.previewReceived(file, opened.lines, verify, comesAs(opened)), corrected: true };
  const known = held.get(store);
  if (before !== null && known === before) Object.assign(before, { tried, revision: store.revision() });
  return ok(tried);
}

/**
 * The same to look at, at once: of a large file before every signature is known, with those taken for good, as they nearly always are.
 * `checked` false: `tryReceived` has the last word, and nothing may come of it before.
 */
export async function lookReceived(
  context: WorkerContext,
  session: Session,
  received: Received1to5,
): Promise<Answer<{ readonly received: Answer<Received>; readonly checked: boolean }>> {
  const before = heldNow(session, toBase64Url(received.file.hash));
  if (before?.tried) return ok({ received: before.tried.received, checked: true });
  const trial = trialOf(context, session, received);
  await nextTurn();
  await nextTurn();
  if (context.signal.aborted || context.session.current !== session) {
    tellEnd(context);
    return err(cancelled);
  }
  if (received.signatures.left >= WORTH_TELLING) return ok({ received: trial.received, checked: false });
  const tried = await tryReceived(context, session, received);
  return tried.ok ? ok({ received: tried.value.received, checked: true }) : tried;
}

/** What `open` needs to know of who we are and whom we know. */
const openContext = (context: WorkerContext, session: Session) => ({
  keys: session.identity.decryptionKeys(),
  self: session.card.agency,
  lookup: (agency: string) => {
    // Another station of our own agency is known by our card alone.
    if (agency === session.card.agency) return { card: session.card, trust: 'trusted' as const };
    const row = session.store.partners.get(agency);
    return row ? { card: cardOf(row), trust: row.trust } : null;
  },
  model: MODEL,
  now: context.now(),
  signal: context.signal,
});

/** Who signed a file, and where it stands in its stream, before a line of it is read (steps 1 to 4, without the lines). */
export async function openSigner(context: WorkerContext, session: Session, bytes: Uint8Array) {
  const signed = await openSigned(bytes, openContext(context, session));
  if (!signed.ok) return signed;
  const { header, headerId, headerBytes, signature } = signed.value;
  const file = fileIn({ header, headerId, headerBytes, signature }, sha256(bytes), new Uint8Array(), bytes.length);
  return ok({ ...signed.value, standing: session.store.exchange.standing(file) });
}

const fileIn = (
  { header, headerId, headerBytes, signature }: Pick<Opened, 'header' | 'headerId' | 'headerBytes' | 'signature'>,
  hash: Uint8Array,
  ids: Uint8Array,
  bytes: number,
): FileIn => ({
  hash,
  from: header.from.agency,
  station: header.from.station,
  stream: header.stream,
  seq: header.seq,
  prev: header.prev,
  restart: header.restart,
  headerId,
  header: headerBytes,
  signature,
  ids,
  bytes,
});

/** Steps 1 to 5 of the import: read within limits, decrypt, verify, unpack, parse. Nothing is stored. */
export async function openFile(
  context: WorkerContext,
  session: Session,
  file: FileRef,
): Promise<Result<Received1to5, Refusal>> {
  const bytes = readLimited(file.path, file.name, LIMITS.armored);
  if (!bytes.ok) return bytes;
  const hash = toBase64Url(sha256(bytes.value));
  const known = heldNow(session, hash);
  if (known) return ok(known.file);
  forgetOpened(session.store);
  const read = await readFile(context, session, bytes.value, hash);
  if (context.session.current !== session) return err(cancelled);
  if (read.ok) {
    const { store } = session;
    const timer = setTimeout(() => forgetOpened(store), HELD_MS).unref();
    held.set(store, { hash, revision: store.revision(), file: read.value, trial: null, tried: null, timer });
  }
  return read;
}

async function readFile(
  context: WorkerContext,
  session: Session,
  bytes: Uint8Array,
  hash: string,
): Promise<Result<Received1to5, Refusal>> {
  const signatures = new SignatureQueue(session, context.lineChecks, hash);
  const opened = await open<ParsedLine>(bytes, {
    ...openContext(context, session),
    readLine: (line) => {
      const parsed = parseWithId(line, sha256Kept);
      if (!parsed.ok) return err({ rule: parsed.error.rule });
      signatures.start(parsed.value);
      return parsed;
    },
  });
  if (!opened.ok) {
    signatures.stop();
    return opened;
  }
  const { header, fileHash, lineIds } = opened.value;
  if (header.kind === 'return') {
    const fault = unprovenLine(session, opened.value);
    if (fault) return err(fault);
  }
  const house = houseOf(session, opened.value);
  if (house && !house.ok) return house;
  return ok({
    opened: house ? { ...opened.value, lines: house.value.own } : opened.value,
    house: house?.value ?? null,
    bytes: bytes.length,
    signatures,
    file: fileIn(opened.value, fromBase64Url(fileHash) ?? new Uint8Array(), lineIds, bytes.length),
  });
}

/** A newer card may hold the key that lines set aside are signed with; they are looked at again (exchange design, section 9). */
export function applyAfterCard(session: Session): void {
  const { exchange } = session.store;
  if (exchange.kept('aside', 100_000).some((line) => line.reason === 'bad-signature'))
    exchange.applyWaiting(plainVerifier(session), tokenOf(session, 'card'));
}

/** Stands for everything this version knows of kinds, fields and their forms; another one makes waiting lines worth another look. */
const KNOWN_MODEL = Buffer.from(sha256(new TextEncoder().encode(JSON.stringify(KINDS)))).toString('base64url');
const SETTING = 'model.known';

/** After an update: what waited for a version that knows its kind, field or value is applied without importing again (case 41). */
export function applyAfterUpdate(session: Session): void {
  const { settings, exchange } = session.store;
  if (settings.get(SETTING) === KNOWN_MODEL) return;
  if (exchange.kept('held', 1).length > 0) exchange.applyWaiting(plainVerifier(session), tokenOf(session, 'update'));
  settings.set(SETTING, KNOWN_MODEL);
}

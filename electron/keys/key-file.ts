import { fromBase64Url, toBase64Url } from '#shared/exchange/base64url.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import {
  bodyOf,
  type Credential,
  encodeKeyFile,
  isAuthentic,
  KEY_FILE_TYPE,
  KEY_FILE_VERSION,
  type KeyFile,
  type KeyFileBody,
  keyFileBytes,
  parseKeyFile,
} from './key-file-format.ts';
import { gcmOpen, gcmSeal, hkdf, KEY_BYTES, random } from './node-crypto.ts';
import { ARGON2_DEFAULT, checkPassphrase, stretchPassphrase } from './passphrase.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { Secret } from './secret.ts';

/**
 * The workspace's key file. Two independent random keys, the data key and the traveller key (traveller rows have their own, so that
 * one can be destroyed without the other), each wrapped under every credential: the passphrase (Argon2id), the printed recovery code
 * and, if wanted, the key store of the operating system. Changing a credential rewraps; it never touches the keys or the data.
 */
interface Masters {
  readonly data: Uint8Array;
  readonly traveller: Uint8Array;
}
const mastersOf = new WeakMap<UnlockedKeys, Masters>();

/** The keys of an open workspace, each for one purpose. */
export class UnlockedKeys {
  readonly fileId: string;
  readonly database: Secret;
  readonly audit: Secret;
  readonly blob: Secret;
  /** Seals the station's private keys before they go to the database. */
  readonly identity: Secret;
  /** Seals values of traveller rows. */
  readonly traveller: Secret;

  constructor(fileId: string, masters: Masters) {
    const salt = keyFileBytes(fileId);
    const sub = (purpose: string) => new Secret(hkdf(masters.data, salt, `liaison ${purpose} v1`));
    this.fileId = fileId;
    this.database = sub('database');
    this.audit = sub('audit');
    this.blob = sub('blob');
    this.identity = sub('identity');
    this.traveller = new Secret(hkdf(masters.traveller, salt, 'liaison traveller values v1'));
    mastersOf.set(this, masters);
  }

  /** Overwrites every key held here; the workspace must be unlocked again. */
  lock(): void {
    for (const secret of [this.database, this.audit, this.blob, this.identity, this.traveller]) secret.wipe();
    const masters = mastersOf.get(this);
    masters?.data.fill(0);
    masters?.traveller.fill(0);
    mastersOf.delete(this);
  }
}

/** The key store of the operating system, as the shell offers it. May throw; that reads as "not available". */
export interface KeyStoreWrap {
  readonly wrap: (key: Uint8Array) => Promise<Uint8Array>;
  readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>;
}

export interface NewKeyFile {
  readonly file: Uint8Array;
  /** To be shown and printed once. */
  readonly recoveryCode: Secret<string>;
  readonly keys: UnlockedKeys;
}

/** New workspace: random keys under a passphrase and a new recovery code. `now` in UTC ms. Code: `weak-passphrase`. */
export async function createKeyFile(input: {
  readonly passphrase: string;
  readonly now: number;
}): Promise<Result<NewKeyFile, Refusal>> {
  const checked = checkPassphrase(input.passphrase);
  if (!checked.ok) return checked;
  const id = toBase64Url(random(24));
  const masters = { data: random(KEY_BYTES), traveller: random(KEY_BYTES) };
  const { code, wrap } = wrapByNewRecovery(id, masters);
  const body: KeyFileBody = {
    app: KEY_FILE_TYPE,
    v: KEY_FILE_VERSION,
    id,
    created: input.now,
    changed: input.now,
    passphrase: await wrapByPassphrase(id, masters, input.passphrase),
    recovery: wrap,
    store: null,
  };
  return ok({ file: encodeKeyFile(body, masters.data), recoveryCode: code, keys: new UnlockedKeys(id, masters) });
}

/** Opens with the passphrase; a wrong one costs exactly as much as the right one. Codes: `wrong-passphrase`, `key-file-…`. */
export async function unlockWithPassphrase(
  bytes: Uint8Array,
  passphrase: string,
): Promise<Result<UnlockedKeys, Refusal>> {
  const file = parseKeyFile(bytes);
  if (!file.ok) return file;
  const { memory, passes, lanes, salt } = file.value.passphrase;
  const key = await stretchPassphrase(passphrase, { memory, passes, lanes, salt: keyFileBytes(salt) });
  return open(
    file.value,
    'passphrase',
    key,
    refusal('wrong-passphrase', '', 'That passphrase does not open this workspace.'),
  );
}

/** Opens with the recovery code as typed. Codes: `recovery-code` (typing mistake), `wrong-recovery-code`, `key-file-…`. */
export async function unlockWithRecovery(bytes: Uint8Array, typed: string): Promise<Result<UnlockedKeys, Refusal>> {
  const file = parseKeyFile(bytes);
  if (!file.ok) return file;
  const code = readRecoveryCode(typed);
  if (!code.ok) return code;
  const key = recoveryKey(code.value, keyFileBytes(file.value.recovery.salt));
  const wrong = refusal(
    'wrong-recovery-code',
    '',
    'That recovery code belongs to another workspace or was replaced by a newer one.',
  );
  return open(file.value, 'recovery', key, wrong);
}

/** Opens with the key store of the operating system. Codes: `key-store`, `key-file-…`. */
export async function unlockWithStore(bytes: Uint8Array, store: KeyStoreWrap): Promise<Result<UnlockedKeys, Refusal>> {
  const file = parseKeyFile(bytes);
  if (!file.ok) return file;
  const failed = refusal(
    'key-store',
    '',
    'The key store of this computer does not open this workspace. Use the passphrase.',
  );
  if (file.value.store === null) return err(failed);
  try {
    const key = await store.unwrap(keyFileBytes(file.value.store.key));
    return key.length === KEY_BYTES ? open(file.value, 'store', key, failed) : err(failed);
  } catch {
    return err(failed);
  }
}

/** Changes the passphrase; keys, recovery code and data stay. Codes: `weak-passphrase`, `key-file-…`. */
export async function rewrapPassphrase(
  bytes: Uint8Array,
  keys: UnlockedKeys,
  passphrase: string,
  now: number,
): Promise<Result<Uint8Array, Refusal>> {
  const checked = checkPassphrase(passphrase);
  if (!checked.ok) return checked;
  const mine = ours(bytes, keys);
  if (!mine.ok) return mine;
  const { body, masters } = mine.value;
  return ok(
    encodeKeyFile(
      { ...body, changed: now, passphrase: await wrapByPassphrase(body.id, masters, passphrase) },
      masters.data,
    ),
  );
}

/** Makes a new recovery code; the printed one before stops working. Codes: `key-file-…`. */
export async function renewRecovery(
  bytes: Uint8Array,
  keys: UnlockedKeys,
  now: number,
): Promise<Result<Pick<NewKeyFile, 'file' | 'recoveryCode'>, Refusal>> {
  const mine = ours(bytes, keys);
  if (!mine.ok) return mine;
  const { body, masters } = mine.value;
  const { code, wrap } = wrapByNewRecovery(body.id, masters);
  return ok({ file: encodeKeyFile({ ...body, changed: now, recovery: wrap }, masters.data), recoveryCode: code });
}

/** Adds, replaces or (null) removes the wrap by the operating system's key store. Codes: `key-store`, `key-file-…`. */
export async function setStoreWrap(
  bytes: Uint8Array,
  keys: UnlockedKeys,
  store: KeyStoreWrap | null,
  now: number,
): Promise<Result<Uint8Array, Refusal>> {
  const mine = ours(bytes, keys);
  if (!mine.ok) return mine;
  const { body, masters } = mine.value;
  if (store === null) return ok(encodeKeyFile({ ...body, changed: now, store: null }, masters.data));
  const key = random(KEY_BYTES);
  try {
    const kept = await store.wrap(key);
    const wraps = wrapMasters(body.id, 'store', key, masters);
    return ok(encodeKeyFile({ ...body, changed: now, store: { key: toBase64Url(kept), ...wraps } }, masters.data));
  } catch {
    return err(
      refusal('key-store', '', 'The key store of this computer could not keep the key. Go on using the passphrase.'),
    );
  }
}

async function wrapByPassphrase(id: string, masters: Masters, passphrase: string): Promise<KeyFileBody['passphrase']> {
  const salt = random(16);
  const key = await stretchPassphrase(passphrase, { ...ARGON2_DEFAULT, salt });
  return { ...ARGON2_DEFAULT, salt: toBase64Url(salt), ...wrapMasters(id, 'passphrase', key, masters) };
}

function wrapByNewRecovery(
  id: string,
  masters: Masters,
): { readonly code: Secret<string>; readonly wrap: KeyFileBody['recovery'] } {
  const code = newRecoveryCode();
  const read = code.use(readRecoveryCode);
  if (!read.ok) throw new Error('broken promise: a new recovery code reads back');
  const salt = random(16);
  return {
    code,
    wrap: { salt: toBase64Url(salt), ...wrapMasters(id, 'recovery', recoveryKey(read.value, salt), masters) },
  };
}

/** 130 random bits need no stretching. */
const recoveryKey = (code: Secret<string>, salt: Uint8Array): Uint8Array =>
  code.use((symbols) => hkdf(new TextEncoder().encode(symbols), salt, 'liaison recovery v1'));

/** The wrap says which file, credential and key it belongs to, so none can be moved to another place. */
const context = (id: string, credential: Credential, which: keyof Masters): string =>
  `${KEY_FILE_TYPE}.v${KEY_FILE_VERSION}|${id}|${credential}|${which}`;

function wrapMasters(
  id: string,
  credential: Credential,
  key: Uint8Array,
  masters: Masters,
): { readonly data: string; readonly traveller: string } {
  const one = (which: keyof Masters) =>
    toBase64Url(
      gcmSeal(hkdf(key, keyFileBytes(id), `liaison wrap ${which} v1`), masters[which], context(id, credential, which)),
    );
  const wraps = { data: one('data'), traveller: one('traveller') };
  key.fill(0);
  return wraps;
}

function open(file: KeyFile, credential: Credential, key: Uint8Array, wrong: Refusal): Result<UnlockedKeys, Refusal> {
  const one = (which: keyof Masters) => {
    const wrapped = fromBase64Url(file[credential]?.[which] ?? '') ?? new Uint8Array();
    return gcmOpen(
      hkdf(key, keyFileBytes(file.id), `liaison wrap ${which} v1`),
      wrapped,
      context(file.id, credential, which),
    );
  };
  const data = one('data');
  const traveller = one('traveller');
  key.fill(0);
  if (data === null && traveller === null) return err(wrong);
  // One of two wraps made together opens and the other does not, or a member differs from what the data key vouches for.
  if (data === null || traveller === null || !isAuthentic(file, data)) return err(altered());
  return ok(new UnlockedKeys(file.id, { data, traveller }));
}

const altered = (): Refusal =>
  refusal(
    'key-file-altered',
    'key file',
    'The key file of this workspace was altered. It was not opened; put back its copy from the last backup.',
  );

/** The file, if it is the one these keys came from and unaltered. */
function ours(
  bytes: Uint8Array,
  keys: UnlockedKeys,
): Result<{ readonly body: KeyFileBody; readonly masters: Masters }, Refusal> {
  const file = parseKeyFile(bytes);
  if (!file.ok) return file;
  const masters = mastersOf.get(keys);
  if (masters === undefined) throw new Error('broken promise: the keys are those of an open workspace');
  if (file.value.id !== keys.fileId)
    return err(refusal('key-file-foreign', 'key file', 'This key file belongs to another workspace.'));
  if (!isAuthentic(file.value, masters.data)) return err(altered());
  return ok({ body: bodyOf(file.value), masters });
}

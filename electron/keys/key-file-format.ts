import { z } from 'zod';
import { BYTES32, fromBase64Url, ID24, toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes, parseCanonical } from '#shared/exchange/canonical-json.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { hkdf, hmacSha256, isEqual, sha256 } from './node-crypto.ts';
import { ARGON2_BOUNDS } from './passphrase.ts';

/** The form of the key file: canonical JSON, versioned, with a checksum against rot and a MAC under the data key against alteration. */
export const KEY_FILE_TYPE = 'liaison.keys';
export const KEY_FILE_VERSION = 1;
const MAX_BYTES = 64 * 1024;

const SALT = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const salt = z.string().regex(SALT);
/** A 32-byte key under AES-256-GCM: nonce 12, ciphertext 32, tag 16. */
const wrapped = z.string().regex(/^[A-Za-z0-9_-]{80}$/);
const within = ([low, high]: readonly [number, number]) => z.int().min(low).max(high);

const Wraps = { data: wrapped, traveller: wrapped };
const Body = z.strictObject({
  /** Sorts first, so even a file cut short still says whose it is. */
  app: z.literal(KEY_FILE_TYPE),
  v: z.literal(KEY_FILE_VERSION),
  id: z.string().regex(ID24),
  created: z.int().min(0),
  changed: z.int().min(0),
  passphrase: z.strictObject({
    memory: within(ARGON2_BOUNDS.memory),
    passes: within(ARGON2_BOUNDS.passes),
    lanes: within(ARGON2_BOUNDS.lanes),
    salt,
    ...Wraps,
  }),
  recovery: z.strictObject({ salt, ...Wraps }),
  /** `key`: a key-encryption key as the operating system's key store gave it back. */
  store: z.strictObject({ key: z.string().regex(/^[A-Za-z0-9_-]{1,8192}$/), ...Wraps }).nullable(),
});
const File = Body.extend({ mac: z.string().regex(BYTES32), sum: z.string().regex(BYTES32) });

export type KeyFileBody = Readonly<z.infer<typeof Body>>;
export type KeyFile = Readonly<z.infer<typeof File>>;
export type Credential = 'passphrase' | 'recovery' | 'store';

const DAMAGED = refusal(
  'key-file-damaged',
  'key file',
  'The key file of this workspace is damaged. Put back its copy from the last backup; the data itself is not touched.',
);

/** Bytes → key file with its checksum checked; the MAC needs the data key. Codes: `key-file-foreign`, `key-file-newer`, `key-file-damaged`. */
export function parseKeyFile(bytes: Uint8Array): Result<KeyFile, Refusal> {
  const parsed = parseCanonical(bytes, { maxBytes: MAX_BYTES, maxDepth: 3 });
  if (!parsed.ok) return err(seemsOurs(bytes) ? DAMAGED : foreign());
  const value = parsed.value;
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRecord || !('app' in value) || value.app !== KEY_FILE_TYPE) return err(seemsOurs(bytes) ? DAMAGED : foreign());
  if ('v' in value && typeof value.v === 'number' && value.v > KEY_FILE_VERSION) {
    return err(
      refusal(
        'key-file-newer',
        'key file',
        'This workspace was last used with a newer version. Update this station; nothing was changed.',
      ),
    );
  }
  const file = File.safeParse(value);
  if (!file.success || file.data.sum !== checksum(file.data)) return err(DAMAGED);
  return ok(file.data);
}

const foreign = (): Refusal =>
  refusal(
    'key-file-foreign',
    'key file',
    'This is not a key file of a workspace. Check that the right folder was chosen.',
  );

/** A damaged file of ours still carries its type somewhere; a foreign one does not. */
const seemsOurs = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, MAX_BYTES)).includes(`"app":"${KEY_FILE_TYPE}"`);

/** Body → file bytes, with MAC and checksum. */
export function encodeKeyFile(body: KeyFileBody, dataKey: Uint8Array): Uint8Array {
  const withMac = { ...body, mac: toBase64Url(macOf(body, dataKey)) };
  return canonicalBytes({ ...withMac, sum: toBase64Url(sha256(canonicalBytes(withMac))) });
}

/** Whether every member is as the holder of the data key wrote it. */
export const isAuthentic = (file: KeyFile, dataKey: Uint8Array): boolean =>
  isEqual(macOf(bodyOf(file), dataKey), keyFileBytes(file.mac));

function checksum(file: KeyFile): string {
  const { sum: _sum, ...rest } = file;
  return toBase64Url(sha256(canonicalBytes(rest)));
}
export function bodyOf(file: KeyFile): KeyFileBody {
  const { sum: _sum, mac: _mac, ...body } = file;
  return body;
}
const macOf = (body: KeyFileBody, dataKey: Uint8Array): Uint8Array =>
  hmacSha256(hkdf(dataKey, keyFileBytes(body.id), 'liaison key file mac v1'), canonicalBytes(body));

/** Decodes a member that the schema let through. */
export function keyFileBytes(text: string): Uint8Array {
  const bytes = fromBase64Url(text);
  if (bytes === null) throw new Error('broken promise: the schema lets only base64url through');
  return bytes;
}

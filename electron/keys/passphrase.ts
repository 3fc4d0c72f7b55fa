import * as nodeCrypto from 'node:crypto';
import { promisify } from 'node:util';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';

const MIN_CHARACTERS = 12;
const MIN_WORDS = 4;
const MIN_WORD_LENGTH = 2;
const MIN_DIFFERENT = 5;
const MAX_CHARACTERS = 1024;
const KEY_LENGTH = 32;

/** One spelling per passphrase on every keyboard: composed and decomposed accents, full and half width are the same. */
const normalise = (text: string): string => text.normalize('NFKC');

/**
 * At least 12 characters, or at least four different words of two letters or more (which serves scripts that need fewer characters);
 * at least five different characters either way. Code: `weak-passphrase`.
 */
export function checkPassphrase(text: string): Result<string, Refusal> {
  const weak = (reason: string) => err(refusal('weak-passphrase', 'passphrase', reason));
  const normal = normalise(text);
  const characters = [...new Intl.Segmenter('und').segment(normal)].map((part) => part.segment);
  const words = new Set(normal.split(/\s+/u).filter((word) => word.length >= MIN_WORD_LENGTH));
  if (characters.length < MIN_CHARACTERS && words.size < MIN_WORDS)
    return weak('Use at least 12 characters, or at least four different words.');
  if (characters.length > MAX_CHARACTERS) return weak('Use at most 1024 characters.');
  if (new Set(characters).size < MIN_DIFFERENT) return weak('Use at least five different characters.');
  return ok(normal);
}

/** Argon2id parameters as a key file stores them: memory in KiB, passes, lanes, 16-byte salt. */
export interface Argon2Params {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
}
export const ARGON2_DEFAULT = { memory: 64 * 1024, passes: 3, lanes: 1 } as const;
/** What a file may ask of us: never weaker than ours, never so much that opening it stops the machine. */
export const ARGON2_BOUNDS = { memory: [64 * 1024, 512 * 1024], passes: [3, 12], lanes: [1, 4] } as const;

/** Passphrase → 32 bytes. Some 0.2 s with the default parameters, the same for a right and a wrong one. */
export async function stretchPassphrase(text: string, params: Argon2Params): Promise<Uint8Array> {
  return (await stretchOnThreads(text, params)) ?? stretchPortably(text, params);
}

// The libraries take no empty password; U+0000 opens nothing either and costs the same.
const passwordOf = (text: string): string => normalise(text) || '\u0000';

/** By the platform's own Argon2 on its own threads. Null where it has none: Electron's cryptography is not OpenSSL. */
export async function stretchOnThreads(text: string, params: Argon2Params): Promise<Uint8Array | null> {
  const argon2 = (nodeCrypto as { readonly argon2?: typeof nodeCrypto.argon2 }).argon2;
  if (argon2 === undefined) return null;
  try {
    const key = await promisify(argon2)('argon2id', {
      message: passwordOf(text),
      nonce: params.salt,
      memory: params.memory,
      passes: params.passes,
      parallelism: params.lanes,
      tagLength: KEY_LENGTH,
    });
    return new Uint8Array(key);
  } catch {
    return null;
  }
}

/** The same, everywhere. */
export async function stretchPortably(text: string, params: Argon2Params): Promise<Uint8Array> {
  const { argon2id } = await import('hash-wasm');
  return argon2id({
    password: passwordOf(text),
    salt: params.salt,
    memorySize: params.memory,
    iterations: params.passes,
    parallelism: params.lanes,
    hashLength: KEY_LENGTH,
    outputType: 'binary',
  });
}

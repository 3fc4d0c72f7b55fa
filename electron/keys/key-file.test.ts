import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes } from '#shared/exchange/canonical-json.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import type { Result } from '#shared/result/result.ts';
import {
  createKeyFile,
  type KeyStoreWrap,
  type NewKeyFile,
  renewRecovery,
  rewrapPassphrase,
  setStoreWrap,
  type UnlockedKeys,
  unlockWithPassphrase,
  unlockWithRecovery,
  unlockWithStore,
} from './key-file.ts';
import { parseKeyFile } from './key-file-format.ts';
import { gcmOpen, gcmSeal, random, sha256 } from './node-crypto.ts';
import { isSealedValue, openValue, sealValue } from './sealed-values.ts';

const NOW = Date.UTC(2026, 4, 1);
const PASSPHRASE = 'four harbour cranes at dawn';

function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}
const codeOf = (result: Result<unknown, Refusal>): string | null => (result.ok ? null : result.error.code);
/** Every key as hex, to compare two unlockings. */
const shown = (keys: UnlockedKeys): readonly string[] =>
  [keys.database, keys.audit, keys.blob, keys.identity, keys.traveller].map((key) =>
    key.use((bytes) => Buffer.from(bytes).toString('hex')),
  );
const typed = (made: Pick<NewKeyFile, 'recoveryCode'>): string => made.recoveryCode.use((code) => code);
/** The file with members replaced and its checksum made right again, as someone with an editor could. */
const edited = (file: Uint8Array, edit: (body: Record<string, Record<string, unknown>>) => void): Uint8Array => {
  const body = JSON.parse(new TextDecoder().decode(file)) as Record<string, never>;
  edit(body);
  const { sum: _sum, ...rest } = body;
  return canonicalBytes({ ...rest, sum: toBase64Url(sha256(canonicalBytes(rest))) });
};

let made: NewKeyFile;
let other: NewKeyFile;
beforeAll(async () => {
  made = valueOf(await createKeyFile({ passphrase: PASSPHRASE, now: NOW }));
  other = valueOf(await createKeyFile({ passphrase: PASSPHRASE, now: NOW }));
});

describe('key file', () => {
  it('gives the same keys by passphrase and by recovery code', async () => {
    expect(shown(valueOf(await unlockWithPassphrase(made.file, PASSPHRASE)))).toEqual(shown(made.keys));
    expect(shown(valueOf(await unlockWithRecovery(made.file, typed(made))))).toEqual(shown(made.keys));
    expect(new Set(shown(made.keys)).size).toBe(5);
    for (const key of shown(made.keys)) expect(shown(other.keys)).not.toContain(key);
  });

  it('holds no key in the clear', () => {
    const text = new TextDecoder().decode(made.file);
    for (const hex of shown(made.keys))
      expect(text).not.toContain(toBase64Url(new Uint8Array(Buffer.from(hex, 'hex'))));
    expect(text).not.toContain(typed(made).replaceAll('-', ''));
  });

  it('is not opened by a wrong passphrase, nor by that of another workspace', async () => {
    for (const wrong of ['four harbour cranes at dusk', '', PASSPHRASE.toUpperCase()]) {
      expect(await unlockWithPassphrase(made.file, wrong)).toEqual({
        ok: false,
        error: { code: 'wrong-passphrase', place: '', reason: 'That passphrase does not open this workspace.' },
      });
    }
    expect(codeOf(await unlockWithRecovery(made.file, typed(other)))).toBe('wrong-recovery-code');
  });

  it('takes one passphrase in every way a keyboard may spell it', async () => {
    const accented = valueOf(await createKeyFile({ passphrase: 'caf\u00e9 du port, 4 h', now: NOW }));
    expect(codeOf(await unlockWithPassphrase(accented.file, 'cafe\u0301 du port, 4 h'))).toBeNull();
  });

  it('changes the passphrase without touching keys or recovery code', async () => {
    const file = valueOf(await rewrapPassphrase(made.file, made.keys, 'seven lanterns by the quay', NOW + 1));
    expect(codeOf(await unlockWithPassphrase(file, PASSPHRASE))).toBe('wrong-passphrase');
    expect(shown(valueOf(await unlockWithPassphrase(file, 'seven lanterns by the quay')))).toEqual(shown(made.keys));
    expect(shown(valueOf(await unlockWithRecovery(file, typed(made))))).toEqual(shown(made.keys));
    expect(codeOf(await rewrapPassphrase(made.file, made.keys, 'short', NOW))).toBe('weak-passphrase');
    expect(codeOf(await rewrapPassphrase(other.file, made.keys, 'seven lanterns by the quay', NOW))).toBe(
      'key-file-foreign',
    );
  });

  it('replaces the recovery code without touching keys or passphrase', async () => {
    const renewed = valueOf(await renewRecovery(made.file, made.keys, NOW + 1));
    expect(codeOf(await unlockWithRecovery(renewed.file, typed(made)))).toBe('wrong-recovery-code');
    expect(shown(valueOf(await unlockWithRecovery(renewed.file, typed(renewed))))).toEqual(shown(made.keys));
    expect(shown(valueOf(await unlockWithPassphrase(renewed.file, PASSPHRASE)))).toEqual(shown(made.keys));
  });

  it("opens by the operating system's key store where one was added, and only there", async () => {
    const osKey = random(32);
    const store: KeyStoreWrap = {
      wrap: async (key) => gcmSeal(osKey, key, 'os'),
      unwrap: async (kept) => gcmOpen(osKey, kept, 'os') ?? Promise.reject(new Error('not ours')),
    };
    const stranger: KeyStoreWrap = { ...store, unwrap: () => Promise.reject(new Error('another computer')) };
    expect(codeOf(await unlockWithStore(made.file, store))).toBe('key-store');
    const file = valueOf(await setStoreWrap(made.file, made.keys, store, NOW + 1));
    expect(shown(valueOf(await unlockWithStore(file, store)))).toEqual(shown(made.keys));
    expect(codeOf(await unlockWithStore(file, stranger))).toBe('key-store');
    expect(shown(valueOf(await unlockWithPassphrase(file, PASSPHRASE)))).toEqual(shown(made.keys));
    const removed = valueOf(await setStoreWrap(file, made.keys, null, NOW + 2));
    expect(codeOf(await unlockWithStore(removed, store))).toBe('key-store');
    expect(
      codeOf(
        await setStoreWrap(made.file, made.keys, { ...store, wrap: () => Promise.reject(new Error('locked')) }, NOW),
      ),
    ).toBe('key-store');
  });

  it('is refused by name when damaged, foreign or newer', () => {
    const text = new TextDecoder().decode(made.file);
    const code = (file: string) => codeOf(parseKeyFile(new TextEncoder().encode(file)));
    expect(code(text)).toBeNull();
    expect(code(text.slice(0, -20))).toBe('key-file-damaged');
    expect(code(text.replace('"created":1', '"created":2'))).toBe('key-file-damaged');
    expect(code(`${text}\n`)).toBe('key-file-damaged');
    expect(code('{"app":"something.else","v":1}')).toBe('key-file-foreign');
    expect(code('not json')).toBe('key-file-foreign');
    expect(code('')).toBe('key-file-foreign');
    expect(code('{"app":"liaison.keys","v":2,"x":[]}')).toBe('key-file-newer');
  });

  it('is refused after one flipped bit at any byte', () => {
    for (let at = 0; at < made.file.length; at++) {
      const flipped = made.file.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 7));
      expect(parseKeyFile(flipped).ok).toBe(false);
    }
  });

  it('is refused when someone alters a wrap or a parameter and makes the checksum right', async () => {
    const flipWrap = (credential: string, which: string) =>
      edited(made.file, (body) => {
        const wrap = String(body[credential]?.[which]);
        Object.assign(body[credential] ?? {}, { [which]: `${wrap.startsWith('A') ? 'B' : 'A'}${wrap.slice(1)}` });
      });
    expect(codeOf(await unlockWithPassphrase(flipWrap('passphrase', 'data'), PASSPHRASE))).toBe('key-file-altered');
    expect(codeOf(await unlockWithPassphrase(flipWrap('passphrase', 'traveller'), PASSPHRASE))).toBe(
      'key-file-altered',
    );
    expect(codeOf(await unlockWithPassphrase(flipWrap('recovery', 'data'), PASSPHRASE))).toBe('key-file-altered');
    expect(
      codeOf(await rewrapPassphrase(flipWrap('recovery', 'data'), made.keys, 'seven lanterns by the quay', NOW)),
    ).toBe('key-file-altered');
    const swapped = edited(made.file, (body) => {
      const { data, traveller } = body.passphrase ?? {};
      Object.assign(body.passphrase ?? {}, { data: traveller, traveller: data });
    });
    expect(codeOf(await unlockWithPassphrase(swapped, PASSPHRASE))).toBe('wrong-passphrase');
    const fromOther = edited(made.file, (body) => {
      body.recovery = (
        JSON.parse(new TextDecoder().decode(other.file)) as { recovery: Record<string, unknown> }
      ).recovery;
    });
    expect(codeOf(await unlockWithRecovery(fromOther, typed(other)))).toBe('wrong-recovery-code');
  });

  it('is not allowed to ask for less or far more work than ours', () => {
    for (const over of [{ memory: 8 }, { memory: 4 * 1024 * 1024 }, { passes: 1 }, { passes: 1000 }, { lanes: 64 }]) {
      const file = edited(made.file, (body) => Object.assign(body.passphrase ?? {}, over));
      expect(codeOf(parseKeyFile(file))).toBe('key-file-damaged');
    }
  });

  it('prints nothing of a key, and forgets them when locked', async () => {
    const keys = valueOf(await unlockWithRecovery(made.file, typed(made)));
    const printed = [
      String(keys.database),
      JSON.stringify(keys),
      inspect(keys, { depth: 9, showHidden: true }),
      JSON.stringify(made.recoveryCode),
    ].join(' ');
    expect(printed).toContain('[redacted]');
    for (const hex of shown(keys)) expect(printed).not.toContain(hex.slice(0, 12));
    expect(printed).not.toContain(typed(made).slice(0, 9));
    keys.lock();
    expect(new Set(shown(keys))).toEqual(new Set(['00'.repeat(32)]));
    await expect(renewRecovery(made.file, keys, NOW)).rejects.toThrow('broken promise');
  });
});

describe('a value under the traveller key', () => {
  it('opens only with its key and in its place', () => {
    const sealed = sealValue(made.keys.traveller, 'Fictional Name', 'traveller.name');
    expect(sealed).not.toContain('Fictional');
    expect(isSealedValue(sealed)).toBe(true);
    expect(openValue(made.keys.traveller, sealed, 'traveller.name')).toEqual({ ok: true, value: 'Fictional Name' });
    expect(codeOf(openValue(made.keys.traveller, sealed, 'traveller.document'))).toBe('sealed-value');
    expect(codeOf(openValue(other.keys.traveller, sealed, 'traveller.name'))).toBe('sealed-value');
    expect(codeOf(openValue(made.keys.traveller, `${sealed.slice(0, -1)}-`, 'traveller.name'))).toBe('sealed-value');
    for (const text of ['', 'Fictional Name', 'jxt1.', 'jxt1.AAAA', 'jxt1.!']) expect(isSealedValue(text)).toBe(false);
  });
});

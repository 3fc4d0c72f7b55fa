import type { SystemKeyStore } from '../worker/client.ts';
import { safeStorage } from './electron.ts';

/** The key store of the operating system through Electron's safeStorage; null where there is none (the Chromium shell, some Linux desktops). */
export async function systemKeyStore(): Promise<SystemKeyStore | null> {
  const isThere = await safeStorage.isAsyncEncryptionAvailable().catch(() => false);
  if (!isThere) return null;
  return {
    wrap: async (key) => new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(key).toString('base64'))),
    unwrap: async (wrapped) =>
      new Uint8Array(Buffer.from((await safeStorage.decryptStringAsync(Buffer.from(wrapped))).result, 'base64')),
  };
}

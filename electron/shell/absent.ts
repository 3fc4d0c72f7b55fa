/** What a plain Node process cannot know or do. The app treats each as optional. */
import { EventEmitter } from 'node:events';
import type { PowerMonitorSubset, SafeStorageSubset } from '../platform/electron-subset.ts';
import { unavailable } from './shell-env.ts';

/** Never emits: locking on idle must not rely on it. */
export const powerMonitor: PowerMonitorSubset = new EventEmitter();

/** No keychain: the app asks for the passphrase. */
export const safeStorage: SafeStorageSubset = {
  isAsyncEncryptionAvailable: async () => false,
  encryptStringAsync: async () => unavailable('safeStorage.encryptStringAsync'),
  decryptStringAsync: async () => unavailable('safeStorage.decryptStringAsync'),
};

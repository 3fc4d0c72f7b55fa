import type { WebPreferencesSubset } from '../platform/electron-subset.ts';

const REQUIRED = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
} as const;

/** Throws before a window opens when a safety flag is missing, not only when it is wrong. */
export function guardWebPreferences(preferences: WebPreferencesSubset): WebPreferencesSubset {
  for (const [flag, value] of Object.entries(REQUIRED)) {
    if (preferences[flag as keyof typeof REQUIRED] !== value)
      throw new Error(`window refused: webPreferences.${flag} must be ${String(value)}`);
  }
  if (!preferences.preload) throw new Error('window refused: webPreferences.preload is missing');
  return preferences;
}

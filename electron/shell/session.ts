/** Electron's `session.defaultSession`: permissions. The answers are laid down in the browser before the page can ask. */
import type { PermissionRequestHandler, SessionSubset } from '../platform/electron-subset.ts';
import { shellState } from './shell-state.ts';

/** Electron's names for permissions, and the browser's. One that is missing here is rejected. */
const BROWSER_NAMES = {
  'clipboard-read': 'clipboardReadWrite',
  'clipboard-sanitized-write': 'clipboardSanitizedWrite',
  geolocation: 'geolocation',
  'idle-detection': 'idleDetection',
  'local-fonts': 'localFonts',
  media: 'audioCapture',
  midi: 'midi',
  notifications: 'notifications',
  sensors: 'sensors',
} as const;

let requestHandler: PermissionRequestHandler | null = null;

export const session: { readonly defaultSession: SessionSubset } = {
  defaultSession: {
    setPermissionRequestHandler(handler) {
      requestHandler = handler;
      shellState.window?.applyPermissions();
    },
    setPermissionCheckHandler() {
      // A check in the page sees what the request handler's answers laid down.
    },
  },
};

/** The browser's names of what the app grants. Without a handler nothing is granted (Electron grants all: we fail closed). */
export function grantedPermissions(contents: unknown): readonly string[] {
  const granted: string[] = [];
  for (const [name, browserName] of Object.entries(BROWSER_NAMES)) {
    requestHandler?.(contents, name, (isGranted) => {
      if (isGranted) granted.push(browserName);
    });
  }
  return granted;
}

/** Starts the browser behind the window: a fresh profile, the flags, the first page, and the policies that forbid it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { browserFlags } from './browser-flags.ts';
import { Cdp } from './cdp.ts';
import { hasNoSandbox, isHeadless, withLastWords } from './shell-env.ts';
import { shellState } from './shell-state.ts';

export interface WindowLook {
  readonly title: string;
  readonly backgroundColor: string;
  readonly width: number;
  readonly height: number;
}

/** How long a browser may take to show a page we may drive, on a slow disk with a cold cache. */
const START_LIMIT_MS = 30_000;
const POLICY_LOOK_MS = 500;

/** Starts `file` with a page of the window's colour; every page it opens is attached, and later ones are paused first. */
export function startBrowser(file: string, profile: string, look: WindowLook): Cdp {
  const colour = encodeURIComponent(look.backgroundColor);
  // --app=about:blank would open an ordinary window with tabs; a data page makes an app window of our colour.
  const firstPage = `data:text/html,<title>${encodeURIComponent(look.title)}</title><body style="background:${colour}">`;
  const cdp = new Cdp(file, [
    ...browserFlags({ profile, hasNoSandbox }),
    ...shellState.switches,
    `--window-size=${look.width},${look.height}`,
    ...(isHeadless ? ['--headless', firstPage] : [`--app=${firstPage}`]),
  ]);
  cdp.post('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }, { exclude: true }],
  });
  cdp.post('Browser.setDownloadBehavior', { behavior: 'default', eventsEnabled: true });
  return cdp;
}

/**
 * A profile for this start only: what a browser remembers (history, file names, caches) may be case data. `documents` is
 * where the save dialog starts.
 */
export function makeProfile(profile: string, documents: string): void {
  removeProfile(profile);
  const folder = path.join(profile, 'Default');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  mkdirSync(folder, { mode: 0o700 });
  const preferences = {
    alternate_error_pages: { enabled: false },
    autofill: { profile_enabled: false, credit_card_enabled: false },
    browser: { has_seen_welcome_page: true },
    credentials_enable_service: false,
    download: { prompt_for_download: true, directory_upgrade: true, default_directory: documents },
    profile: { password_manager_enabled: false },
    savefile: { default_directory: documents },
    search: { suggest_enabled: false },
    spellcheck: { use_spelling_service: false },
    translate: { enabled: false },
  };
  writeFileSync(path.join(folder, 'Preferences'), JSON.stringify(preferences), { mode: 0o600 });
}

/** Windows keeps files of an ending process locked for a moment: tried again, and left to the next start at worst. */
export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/**
 * Resolves with null once `attached` does, or with the reason why this browser cannot be driven. Policies of managed
 * browsers do not close the pipe, so we look for their traces instead of waiting for the limit:
 * RemoteDebuggingAllowed=false says so on stderr, DeveloperToolsAvailability=2 refuses to attach.
 */
export async function reasonNotDrivable(cdp: Cdp, attached: Promise<unknown>): Promise<string | null> {
  const refusal = Promise.withResolvers<string>();
  const advice =
    "This browser is managed, and its policy forbids what this shell needs: name another one in APP_BROWSER, or install Electron's runtime.";
  const forbid = (why: string): void => refusal.resolve(`${why}. ${advice}`);
  const late = setTimeout(() => {
    refusal.resolve(withLastWords(`opened no page within ${START_LIMIT_MS / 1000} s`, cdp.stderr));
  }, START_LIMIT_MS);
  const look = setInterval(() => {
    if (/remote debugging is disallowed/i.test(cdp.stderr)) {
      forbid('refuses remote control (policy RemoteDebuggingAllowed)');
      return;
    }
    attachByHand(cdp).catch((error: Error) => {
      if (error.message.includes('Not allowed')) {
        forbid('lets no page be driven (policy DeveloperToolsAvailability)');
      }
    });
  }, POLICY_LOOK_MS);
  try {
    return await Promise.race([attached.then(() => null), refusal.promise]);
  } finally {
    clearTimeout(late);
    clearInterval(look);
  }
}

/** Automatic attachment passes over a forbidden page in silence; asking for it names the reason. */
async function attachByHand(cdp: Cdp): Promise<void> {
  const { targetInfos } = await cdp.send('Target.getTargets', {});
  const page = targetInfos.find(({ type }) => type === 'page');
  if (page) await cdp.send('Target.attachToTarget', { targetId: page.targetId, flatten: true });
}

import { existsSync } from 'node:fs';
import path from 'node:path';

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
] as const;

/** The environment variables that name a browser outright, the app's own first. */
export const BROWSER_VARIABLES = ['APP_BROWSER', 'CHROME_PATH'] as const;

/**
 * The file of an installed browser of the Chromium family, or null. A browser named in the environment wins; if that file
 * does not exist nothing else is taken in its place, for whoever names one means it.
 */
export function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  exists: (file: string) => boolean = existsSync,
): string | null {
  const named = BROWSER_VARIABLES.map((name) => env[name]).find((file) => file !== undefined && file !== '');
  if (named !== undefined) return exists(named) ? named : null;
  return candidates(env, platform).find(exists) ?? null;
}

function candidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return windowsCandidates(env);
  if (platform === 'darwin') return macCandidates(env);
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return [
    // The real binaries before the wrapper scripts, which do not pass the pipe's file descriptors on everywhere.
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    ...folders.flatMap((folder) => LINUX_NAMES.map((name) => path.posix.join(folder, name))),
  ];
}

function windowsCandidates(env: NodeJS.ProcessEnv): readonly string[] {
  const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']];
  return roots
    .filter((root) => root !== undefined)
    .flatMap((root) => [
      path.win32.join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      path.win32.join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      path.win32.join(root, 'Chromium', 'Application', 'chrome.exe'),
    ]);
}

function macCandidates(env: NodeJS.ProcessEnv): readonly string[] {
  const roots = ['/Applications', ...(env['HOME'] ? [path.posix.join(env['HOME'], 'Applications')] : [])];
  return ['Google Chrome', 'Microsoft Edge', 'Chromium'].flatMap((name) =>
    roots.map((root) => `${root}/${name}.app/Contents/MacOS/${name}`),
  );
}

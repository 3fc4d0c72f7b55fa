/** Where Electron's app.getPath points, for a plain Node process. */
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unavailable } from './shell-env.ts';

export interface PackageFacts {
  readonly directory: string;
  readonly name: string;
  readonly version: string;
}

/** The package.json above the started file: name (productName first), version and folder of the app. */
export function packageFacts(startedFile: string): PackageFacts {
  for (let directory = path.dirname(path.resolve(startedFile)); ; directory = path.dirname(directory)) {
    const file = path.join(directory, 'package.json');
    if (existsSync(file)) {
      const facts = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string | undefined>>;
      const name = facts['productName'] ?? facts['name'] ?? 'app';
      return { directory, name, version: facts['version'] ?? '0.0.0' };
    }
    if (directory === path.dirname(directory)) return { directory: process.cwd(), name: 'app', version: '0.0.0' };
  }
}

/** Folder for a name of app.getPath. Throws for names the app does not use. */
export function standardPath(name: string, appName: string, env: NodeJS.ProcessEnv = process.env): string {
  const home = os.homedir();
  switch (name) {
    case 'home':
      return home;
    case 'temp':
      return os.tmpdir();
    case 'appData':
      return appData(home, env);
    case 'userData':
    case 'sessionData':
      return path.join(appData(home, env), appName);
    case 'logs':
      return path.join(appData(home, env), appName, 'logs');
    case 'documents':
      return userDirectory('DOCUMENTS', env) ?? path.join(home, 'Documents');
    case 'downloads':
      return userDirectory('DOWNLOAD', env) ?? path.join(home, 'Downloads');
    case 'desktop':
      return userDirectory('DESKTOP', env) ?? path.join(home, 'Desktop');
    default:
      return unavailable(`app.getPath('${name}')`);
  }
}

function appData(home: string, env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return configHome(env);
}

function configHome(env: NodeJS.ProcessEnv): string {
  return env['XDG_CONFIG_HOME'] || path.join(os.homedir(), '.config');
}

/** Linux desktops keep the translated names of these folders in user-dirs.dirs. */
function userDirectory(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = path.join(configHome(env), 'user-dirs.dirs');
  if (process.platform !== 'linux' || !existsSync(file)) return undefined;
  const line = new RegExp(`^XDG_${name}_DIR="(.*)"`, 'm').exec(readFileSync(file, 'utf8'));
  return line?.[1]?.replace('$HOME', os.homedir());
}

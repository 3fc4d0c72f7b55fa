import { expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';

const only =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file);

test('a browser named in the environment wins', () => {
  const exists = only('/my/browser', '/usr/bin/chromium');
  expect(findBrowser({ APP_BROWSER: '/my/browser', PATH: '/usr/bin' }, 'linux', exists)).toBe('/my/browser');
  expect(findBrowser({ CHROME_PATH: '/my/browser', PATH: '/usr/bin' }, 'linux', exists)).toBe('/my/browser');
});

test('the app’s own variable comes before the general one', () => {
  const env = { APP_BROWSER: '/a', CHROME_PATH: '/b' };
  expect(findBrowser(env, 'linux', only('/a', '/b'))).toBe('/a');
});

test('a named browser that does not exist is not replaced by another', () => {
  expect(findBrowser({ APP_BROWSER: '/gone', PATH: '/usr/bin' }, 'linux', only('/usr/bin/chromium'))).toBeNull();
});

test('an empty variable names nothing', () => {
  expect(findBrowser({ APP_BROWSER: '', PATH: '/usr/bin' }, 'linux', only('/usr/bin/chromium'))).toBe(
    '/usr/bin/chromium',
  );
});

test('Linux: the real binary before a wrapper script, then the folders of PATH in order', () => {
  const chrome = '/opt/google/chrome/chrome';
  expect(findBrowser({ PATH: '/usr/bin' }, 'linux', only('/usr/bin/google-chrome', chrome))).toBe(chrome);
  const env = { PATH: ':/snap/bin:/usr/bin' };
  expect(findBrowser(env, 'linux', only('/usr/bin/chromium', '/snap/bin/microsoft-edge'))).toBe(
    '/snap/bin/microsoft-edge',
  );
});

test('Windows: looks below each program folder that is set', () => {
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  expect(findBrowser({ 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }, 'win32', only(edge))).toBe(edge);
});

test('macOS: also the user’s own applications', () => {
  const chromium = '/Users/ana/Applications/Chromium.app/Contents/MacOS/Chromium';
  expect(findBrowser({ HOME: '/Users/ana' }, 'darwin', only(chromium))).toBe(chromium);
});

test('nothing found is null', () => {
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    expect(findBrowser({ PATH: '/usr/bin' }, platform, () => false)).toBeNull();
  }
});

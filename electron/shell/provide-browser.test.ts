import { describe, expect, it } from 'vitest';
import { provideBrowser } from './provide-browser.ts';

const HOLDS_ONE = process.platform === 'linux' && process.arch === 'x64';

describe('the bundled browser', () => {
  it('is given when it is asked for, whatever is named or installed; elsewhere than on Linux x64 there is none', async () => {
    const given = await provideBrowser({
      visible: false,
      bundled: true,
      env: { ...process.env, APP_BROWSER: '/bin/true' },
    });
    expect(given?.source ?? 'none').toBe(HOLDS_ONE ? 'bundled' : 'none');
  }, 120_000);
  it('does not take the place of one that is named', async () => {
    const given = await provideBrowser({ visible: false, env: { APP_BROWSER: process.execPath } });
    expect(given).toMatchObject({ file: process.execPath, source: 'env' });
  });
});

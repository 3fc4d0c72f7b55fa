import { describe, expect, it } from 'vitest';
import { guardWebPreferences } from './web-preferences.ts';

const good = {
  preload: '/p.cjs',
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
};

describe('guardWebPreferences', () => {
  it('lets the safe flags pass', () => {
    expect(guardWebPreferences(good)).toBe(good);
  });
  it.each(Object.keys(good))('throws when %s is missing', (flag) => {
    const { [flag as keyof typeof good]: _gone, ...rest } = good;
    expect(() => guardWebPreferences(rest)).toThrow('window refused');
  });
  it.each(['contextIsolation', 'sandbox', 'nodeIntegration', 'webSecurity', 'webviewTag'] as const)(
    'throws when %s is turned',
    (flag) => {
      expect(() => guardWebPreferences({ ...good, [flag]: !good[flag] })).toThrow(flag);
    },
  );
});

import { expect, test } from 'vitest';
import { canonicalKeys } from './accelerators.ts';

test.each([
  ['CmdOrCtrl+P', 'ctrl+p'],
  ['Shift+CommandOrControl+K', 'ctrl+shift+k'],
  ['Alt+Up', 'alt+arrowup'],
  ['Control+Plus', 'ctrl++'],
  ['F5', 'f5'],
  ['Esc', 'escape'],
])('%s is %s on Linux', (accelerator, keys) => {
  expect(canonicalKeys(accelerator, 'linux')).toBe(keys);
});

test('on a Mac the command key is meant', () => {
  expect(canonicalKeys('CmdOrCtrl+P', 'darwin')).toBe('meta+p');
  expect(canonicalKeys('Ctrl+P', 'darwin')).toBe('ctrl+p');
});

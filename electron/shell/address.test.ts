import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAppForm, toBrowserForm } from './address.ts';

const isApp = (scheme: string): boolean => scheme === 'app';

test('an address of ours has a form for the browser and comes back', () => {
  expect(toBrowserForm('app://bundle/a/b.js?x=1#y', isApp)).toBe('https://bundle.app.invalid/a/b.js?x=1#y');
  expect(toBrowserForm('app://bundle', isApp)).toBe('https://bundle.app.invalid/');
  expect(toAppForm('https://bundle.app.invalid/a/b.js?x=1#y', isApp)).toBe('app://bundle/a/b.js?x=1#y');
  expect(toAppForm('blob:https://bundle.app.invalid/1-2', isApp)).toBe('blob:app://bundle/1-2');
});

test('any path survives the way there and back', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      const url = `app://bundle${path === '' ? '/' : path}?${query}`;
      expect(toAppForm(toBrowserForm(url, isApp), isApp)).toBe(url);
    }),
  );
});

test.each([
  'https://example.com/',
  'other://bundle/',
  'https://bundle.other.invalid/',
  'https://bundle.app.invalid.example.com/',
  'https://bundle.app.invalid:8080/',
  'https://app.invalid/',
  'http://bundle.app.invalid/',
  'data:text/html,https://bundle.app.invalid/',
  'about:blank',
])('%s is not ours', (url) => {
  expect(toAppForm(url, isApp)).toBe(url);
});

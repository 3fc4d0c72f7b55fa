export * from './formats.ts';
export { directionOf, hasWords, loadWords, startLanguages } from './setup.ts';
export { biText, type Params, useT, type Words } from './use-t.ts';

export * from './formats.ts';
export { CATALOGUES, directionOf, startLanguages } from './setup.ts';
export { biText, type Params, useT, type Words } from './use-t.ts';

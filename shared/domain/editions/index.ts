export { compareEditions, type Compared, type Differing, type EditionSide, MOST_EDITIONS } from './compare.ts';

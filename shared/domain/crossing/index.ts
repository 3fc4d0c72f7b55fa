export { type Crossing, crossings, personKey, type Stretch } from './crossing.ts';

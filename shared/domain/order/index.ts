/** Operational orders as others use them. */
export { type OrderContent, orderContent, type OrderTask } from './content.ts';
export {
  agenciesOf,
  type Change,
  CHANGES,
  frameChanges,
  type OrderChange,
  orderChanges,
  type Reader,
  TASK_FIELDS,
  touches,
} from './difference.ts';

/** Lifted findings as others use them. */
export {
  coversOf,
  isLifted,
  judgeOverrides,
  type Judged,
  type Lapsed,
  liftingsFor,
  standing,
  VOID_REASONS,
  type VoidReason,
  voidReason,
} from './judge.ts';
export { holdsCommand, isOnePerson, isStrategicCommander, personNamed } from './people.ts';
export { VOID_WORDS } from './words.ts';

/** Keys of letters and signs, one or two in a row, that a person gave another place or took away (WCAG 2.1.4); pure, so that it can be tested without a window. */
import { COMMANDS, type CommandId, type CommandSpec, isCommandId } from '#shared/contract/commands.ts';

type Listed = CommandSpec & { readonly id: CommandId };
const ALL: readonly Listed[] = COMMANDS;

/** By command: another key, or '' for none. What is not named keeps the key of the list. */
export type OwnKeys = Readonly<Record<string, string>>;

/** One character or two in a row (G O), each with Shift or without. */
const CHARACTERS = /^(Shift\+)?[^\s+]( (Shift\+)?[^\s+])?$/u;
/** So many fit into what is kept of a look. */
const MOST = 100;

const isSequence = (key: string): boolean => key.includes(' ');
const firstOf = (key: string): string => key.split(' ')[0] ?? '';
/** Whether the command comes with keys that are pressed one after the other. */
export const hasSequence = (spec: CommandSpec): boolean => spec.keys.some(isSequence);

export const isChangeable = (spec: CommandSpec): boolean =>
  spec.where === 'picture' && spec.keys.some((key) => CHARACTERS.test(key));

/** The keys of a command as they are now. A changed one stands for the first character; other ways (F1) stay. */
export function keysOf(spec: Listed, own: OwnKeys): readonly string[] {
  const changed = isChangeable(spec) ? own[spec.id] : undefined;
  if (changed === undefined) return spec.keys;
  const others = spec.keys.filter((key) => !CHARACTERS.test(key));
  return changed === '' ? others : [changed, ...others];
}

export type KeyFault = { readonly is: 'form' } | { readonly is: 'taken'; readonly by: CommandId };
/** Two ways that cannot both be: the same keys, or one key that is the beginning of the other's. */
const clash = (a: string, b: string): boolean =>
  isSequence(a) === isSequence(b) ? a === b : firstOf(a) === firstOf(b);
/** Why keys cannot be given to a command; null: they can. */
export function keyFault(id: CommandId, keys: string, own: OwnKeys): KeyFault | null {
  if (!CHARACTERS.test(keys)) return { is: 'form' };
  const taken = ALL.find((spec) => spec.id !== id && keysOf(spec, own).some((key) => clash(key, keys)));
  return taken ? { is: 'taken', by: taken.id } : null;
}

/**
 * Whether a first key waits for a second: where the command comes with two, or where the key begins those of others. Whoever wants it
 * alone then says so; no time runs.
 */
export const waitsForSecond = (spec: Listed, chord: string, own: OwnKeys): boolean =>
  CHARACTERS.test(chord) &&
  (hasSequence(spec) || ALL.some((c) => keysOf(c, own).some((key) => isSequence(key) && firstOf(key) === chord)));

/** What was kept, without what this version does not know or cannot be any more. */
export function readOwnKeys(value: unknown): OwnKeys {
  if (typeof value !== 'object' || value === null) return {};
  let own: OwnKeys = {};
  for (const [id, key] of Object.entries(value).slice(0, MOST)) {
    const spec = isCommandId(id) ? ALL.find((c) => c.id === id) : undefined;
    if (!spec || !isChangeable(spec) || typeof key !== 'string') continue;
    if (key === '' || keyFault(spec.id, key, own) === null) own = { ...own, [id]: key };
  }
  return own;
}

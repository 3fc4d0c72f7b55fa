/** Keys of one letter or sign that a person gave another place, or took away (WCAG 2.1.4); pure, so that it can be tested without a window. */
import { COMMANDS, type CommandId, type CommandSpec, isCommandId } from './commands.ts';

type Listed = CommandSpec & { readonly id: CommandId };
const ALL: readonly Listed[] = COMMANDS;

/** By command: another key, or '' for none. What is not named keeps the key of the list. */
export type OwnKeys = Readonly<Record<string, string>>;

/** One character, with Shift or without. */
const CHARACTER = /^(Shift\+)?[^\s+]$/u;
/** So many fit into what is kept of a look. */
const MOST = 60;

export const isChangeable = (spec: CommandSpec): boolean =>
  spec.where === 'picture' && spec.keys.some((key) => CHARACTER.test(key));

/** The keys of a command as they are now. A changed one stands for the first character; other ways (F1) stay. */
export function keysOf(spec: Listed, own: OwnKeys): readonly string[] {
  const changed = isChangeable(spec) ? own[spec.id] : undefined;
  if (changed === undefined) return spec.keys;
  const others = spec.keys.filter((key) => !CHARACTER.test(key));
  return changed === '' ? others : [changed, ...others];
}

export type KeyFault = { readonly is: 'form' } | { readonly is: 'taken'; readonly by: CommandId };
/** Why a key cannot be given to a command; null: it can. A letter that begins a sequence (G …) is taken by the sequence. */
export function keyFault(id: CommandId, chord: string, own: OwnKeys): KeyFault | null {
  if (!CHARACTER.test(chord)) return { is: 'form' };
  const taken = ALL.find((spec) => spec.id !== id && keysOf(spec, own).some((key) => key.split(' ')[0] === chord));
  return taken ? { is: 'taken', by: taken.id } : null;
}

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

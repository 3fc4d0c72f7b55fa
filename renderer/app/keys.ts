/** From a key press to a command: pure, so that the table can be tested without a window. */
import { COMMANDS, type CommandId, type CommandSpec } from '#shared/contract/commands.ts';
import { keysOf, type OwnKeys } from './own-keys.ts';

export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const FUNCTION_KEY = /^F\d+$/;
/** Characters that need Shift on some keyboards: the character itself decides, not the Shift key. */
const SHIFT_FREE = /^[^a-zA-Z0-9]$/;

/** `Mod+Shift+Z`, `[`, `Alt+ArrowLeft`. Letters are named by their Latin key so that an Arabic layout keeps its shortcuts. */
export function chordOf(press: Press, mac: boolean): string {
  const mod = mac ? press.metaKey : press.ctrlKey;
  let key = press.key === ' ' ? 'Space' : press.key;
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  if (letter !== undefined && (key.length === 1 || key === 'Dead')) key = letter;
  else if (key.length === 1) key = key.toUpperCase();
  const shift = press.shiftKey && !(key.length === 1 && SHIFT_FREE.test(key));
  return `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** Same order of modifiers as `chordOf` writes. */
export function normalChord(chord: string): string {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const has = (m: string): boolean => parts.slice(0, -1).includes(m);
  return `${has('Mod') ? 'Mod+' : ''}${has('Alt') ? 'Alt+' : ''}${has('Shift') ? 'Shift+' : ''}${key.length === 1 ? key.toUpperCase() : key}`;
}

export type KeyAnswer =
  | { readonly is: 'command'; readonly id: CommandId }
  | { readonly is: 'prefix' }
  | { readonly is: 'none' };

/** What a chord means after `prefix` (null: nothing pressed before). */
export function commandFor(chord: string, prefix: string | null, inPicture: boolean, own: OwnKeys = {}): KeyAnswer {
  let isPrefix = false;
  for (const command of COMMANDS as readonly (CommandSpec & { readonly id: CommandId })[]) {
    if (command.where === 'grid') continue;
    for (const keys of keysOf(command, own)) {
      // a function key is never typed into a field
      if (command.where === 'picture' && !inPicture && !FUNCTION_KEY.test(keys)) continue;
      const steps = keys.split(' ').map(normalChord);
      if (prefix === null && steps.length === 1 && steps[0] === chord) return { is: 'command', id: command.id };
      if (prefix !== null && steps.length === 2 && steps[0] === prefix && steps[1] === chord)
        return { is: 'command', id: command.id };
      if (prefix === null && steps.length === 2 && steps[0] === chord) isPrefix = true;
    }
  }
  return isPrefix ? { is: 'prefix' } : { is: 'none' };
}

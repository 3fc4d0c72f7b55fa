import { usePreferences } from '../state/preferences.ts';
import { Kbd } from '../ui/index.ts';
import { type CommandId, specOf } from '#shared/contract/commands.ts';
import { keysOf } from './own-keys.ts';

/** Keys as a person reads them. */
export const keyText = (keys: string): string =>
  keys
    .replaceAll('Mod', 'Ctrl')
    .replaceAll('ArrowLeft', '←')
    .replaceAll('ArrowRight', '→')
    .replaceAll('ArrowUp', '↑')
    .replaceAll('ArrowDown', '↓')
    .replaceAll('Escape', 'Esc');

/** The first key of a command as it is now; none: it was taken away, or letters are switched off. */
export function useKeyOf(id: CommandId): string | undefined {
  const { keys, letterKeys } = usePreferences();
  const spec = specOf(id);
  return letterKeys || spec.where !== 'picture' ? keysOf({ ...spec, id }, keys)[0] : undefined;
}

/** The key that does the same as what it stands beside. */
export function KeyHint({ id }: { readonly id: CommandId }) {
  const key = useKeyOf(id);
  return key === undefined ? null : <Kbd>{keyText(key)}</Kbd>;
}

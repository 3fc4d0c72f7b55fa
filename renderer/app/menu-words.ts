/** The words of the native menu: the one list of commands in the language and with the keys of the person. */
import { useEffect } from 'react';
import { COMMAND_GROUPS, COMMANDS, type CommandId, type CommandSpec, inMenu } from '#shared/contract/commands.ts';
import { MENU_ROLES, type MenuWords } from '#shared/contract/session.ts';
import { call } from '../api/index.ts';
import { useT, type Words } from '../i18n/index.ts';
import { usePreferences } from '../state/preferences.ts';
import { keysOf, type OwnKeys } from './own-keys.ts';

const ALL: readonly (CommandSpec & { readonly id: CommandId })[] = COMMANDS;

export function menuWords(t: Words['t'], own: OwnKeys, letterKeys: boolean): MenuWords {
  return {
    groups: COMMAND_GROUPS.map((group) => ({
      group,
      label: t(`commandGroup.${group}`),
      commands: ALL.filter((spec) => inMenu(spec) && spec.group === group).map((spec) => ({
        id: spec.id,
        label: t(`command.${spec.id}`),
        key: (letterKeys || spec.where !== 'picture' ? keysOf(spec, own)[0] : undefined) ?? null,
      })),
    })),
    roles: Object.fromEntries(MENU_ROLES.map((role) => [role, t(`menu.${role}`)])) as MenuWords['roles'],
  };
}

/** Tells the trusted side, which draws the menu where there is one; again with every other language or key. */
export function useMenuWords(): void {
  const { t } = useT();
  const { keys, letterKeys } = usePreferences();
  useEffect(() => {
    call('app.menu', { menu: menuWords(t, keys, letterKeys) }).catch(() => undefined);
  }, [t, keys, letterKeys]);
}

import { useT } from '../i18n/index.ts';
import { Kbd, Sheet } from '../ui/index.ts';
import { COMMANDS, type CommandGroup, type CommandSpec } from './commands.ts';
import styles from './shell.module.css';

const GROUPS: readonly CommandGroup[] = ['time', 'edit', 'view', 'go', 'exchange', 'window'];

/** Keys as a person reads them. */
export const keyText = (keys: string): string =>
  keys
    .replaceAll('Mod', 'Ctrl')
    .replaceAll('ArrowLeft', '←')
    .replaceAll('ArrowRight', '→')
    .replaceAll('ArrowUp', '↑')
    .replaceAll('ArrowDown', '↓')
    .replaceAll('Escape', 'Esc');

export function Help({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useT();
  const all: readonly CommandSpec[] = COMMANDS;
  return (
    <Sheet open={open} onClose={onClose} title={t('help.title')} closeLabel={t('action.close')} wide>
      <p>{t('help.text')}</p>
      <div className={styles.keysTable}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`commandGroup.${group}`)}</h3>
            <ul>
              {all
                .filter((c) => c.group === group && c.keys.length > 0)
                .map((c) => (
                  <li key={c.id}>
                    <span>{t(`command.${c.id}`)}</span>
                    <span>
                      {c.keys.map((k) => (
                        <Kbd key={k}>{keyText(k)}</Kbd>
                      ))}
                    </span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Sheet>
  );
}

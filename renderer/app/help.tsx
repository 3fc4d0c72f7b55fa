import { type KeyboardEvent, useRef, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { useNotices } from '../state/notices.ts';
import { usePreferences } from '../state/preferences.ts';
import { Button, Check, Kbd, Sheet } from '../ui/index.ts';
import { COMMANDS, type CommandGroup, type CommandId, type CommandSpec } from '#shared/contract/commands.ts';
import { keyText } from './key-hint.tsx';
import { chordOf } from './keys.ts';
import { isChangeable, keyFault, keysOf, type OwnKeys, waitsForSecond } from './own-keys.ts';
import styles from './shell.module.css';

const GROUPS: readonly CommandGroup[] = ['time', 'edit', 'view', 'go', 'exchange', 'window'];
type Listed = CommandSpec & { readonly id: CommandId };
const ALL: readonly Listed[] = COMMANDS;

/** Every command that has a key or could have one; letters and signs, one or two in a row, are given another place here, or taken away (WCAG 2.1.4). */
export function Help({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useT();
  const { keys: own, letterKeys, set } = usePreferences();
  const [asking, setAsking] = useState<CommandId | null>(null);
  const listed = (group: CommandGroup): readonly Listed[] =>
    ALL.filter((c) => c.group === group && (c.keys.length > 0 || isChangeable(c)));
  return (
    <Sheet
      open={open}
      onClose={() => {
        setAsking(null);
        onClose();
      }}
      title={t('help.title')}
      closeLabel={t('action.close')}
      wide
    >
      <p>{t('help.text')}</p>
      <div className={styles.keysTools}>
        <Check checked={letterKeys} onCheck={(on) => set({ letterKeys: on })}>
          {t('look.letterKeys')}
        </Check>
        {Object.keys(own).length > 0 ? <Button onClick={() => set({ keys: {} })}>{t('help.resetAll')}</Button> : null}
      </div>
      <div className={styles.keysTable}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`commandGroup.${group}`)}</h3>
            <ul>
              {listed(group).map((c) => (
                <KeyLine
                  key={c.id}
                  command={c}
                  own={own}
                  asking={asking === c.id}
                  onAsk={(ask) => setAsking(ask ? c.id : null)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Sheet>
  );
}

function KeyLine({
  command,
  own,
  asking,
  onAsk,
}: {
  readonly command: Listed;
  readonly own: OwnKeys;
  readonly asking: boolean;
  readonly onAsk: (ask: boolean) => void;
}) {
  const { t } = useT();
  const button = useRef<HTMLButtonElement>(null);
  const [fault, setFault] = useState('');
  // the first of two keys, until the second or Enter is pressed
  const [first, setFirst] = useState<string | null>(null);
  const name = t(`command.${command.id}`);
  const keys = keysOf(command, own);
  const put = (key: string | null): void => {
    const { [command.id]: _, ...rest } = own;
    usePreferences.getState().set({ keys: key === null ? rest : { ...rest, [command.id]: key } });
    useNotices.getState().say(t('help.changed', { command: name, key: key === null ? (command.keys[0] ?? '') : key }));
    setFault('');
    setFirst(null);
    onAsk(false);
    button.current?.focus();
  };
  const offer = (keys: string): void => {
    const wrong = keyFault(command.id, keys, own);
    setFirst(null);
    if (wrong === null) put(command.keys[0] === keys ? null : keys);
    else
      setFault(
        wrong.is === 'taken'
          ? t('help.taken', { key: keyText(keys), command: t(`command.${wrong.by}`) })
          : t('help.form', { key: keyText(keys) }),
      );
  };
  const onKey = (e: KeyboardEvent): void => {
    if (!asking || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(e.key)) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.key === 'Escape') {
      setFault('');
      setFirst(null);
      onAsk(false);
      return;
    }
    if (e.key === 'Enter' && first !== null) {
      offer(first);
      return;
    }
    if (e.key === 'Backspace' || e.key === 'Delete') {
      put('');
      return;
    }
    const chord = chordOf(e.nativeEvent, false);
    if (first !== null) offer(`${first} ${chord}`);
    else if (waitsForSecond(command, chord, own)) {
      setFault('');
      setFirst(chord);
      useNotices.getState().say(t('help.second', { key: keyText(chord) }));
    } else offer(chord);
  };
  return (
    <li>
      <span>{name}</span>
      <span>
        {keys.map((k) => (
          <Kbd key={k}>{keyText(k)}</Kbd>
        ))}
        {isChangeable(command) ? (
          <button
            ref={button}
            type="button"
            className={styles.keyChange}
            aria-pressed={asking}
            onClick={() => onAsk(!asking)}
            onKeyDown={onKey}
            onBlur={() => {
              setFault('');
              setFirst(null);
              if (asking) onAsk(false);
            }}
          >
            {!asking ? t('help.change') : first === null ? t('help.press') : t('help.second', { key: keyText(first) })}{' '}
            <span className="visually-hidden">{name}</span>
          </button>
        ) : null}
        {own[command.id] === undefined ? null : (
          <button type="button" className={styles.keyChange} onClick={() => put(null)}>
            {t('help.reset')} <span className="visually-hidden">{name}</span>
          </button>
        )}
      </span>
      {fault === '' ? null : (
        <p role="alert" className={styles.keyFault}>
          {fault}
        </p>
      )}
    </li>
  );
}

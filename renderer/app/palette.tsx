import { type KeyboardEvent, useId, useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { useAsk } from '../api/index.ts';
import { biText, clockText, dateText, useT } from '../i18n/index.ts';
import { runCommand, useBus } from '../state/bus.ts';
import { usePlace } from '../state/place.ts';
import { WHOLE_PORTFOLIO } from '../state/portfolio.ts';
import { Code, Kbd, Sheet } from '../ui/index.ts';
import { COMMANDS, type CommandId, type CommandSpec } from './commands.ts';
import { keyText } from './help.tsx';
import { foldText, matches } from './match.ts';
import { momentOf } from './moment.ts';
import styles from './shell.module.css';

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly code?: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}
const MAX_SHOWN = 60;
const MAX_OPERATIONS = 20;

/** Ctrl+K: commands, operations, tasks and moments of the open operation. */
export function Palette(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly card: OperationCard | null;
}) {
  const { t } = useT();
  return (
    <Sheet open={props.open} onClose={props.onClose} title={t('palette.title')} closeLabel={t('action.close')}>
      <PaletteBody {...props} />
    </Sheet>
  );
}

function PaletteBody({ onClose, card }: { readonly onClose: () => void; readonly card: OperationCard | null }) {
  const { t, language } = useT();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const handlers = useBus((s) => s.handlers);
  const typed = foldText(text);
  const tasks = useAsk(
    'timeline.find',
    { operation: card?.id ?? '', text: text.trim() },
    { when: card !== null && text.trim().length > 0 },
  );
  const operations = useAsk('operation.list', {
    ...WHOLE_PORTFOLIO,
    find: text.trim(),
    first: 0,
    count: MAX_OPERATIONS,
    order: 'urgency',
  });
  const place = usePlace.getState();

  const zone = card ? (place.views[card.id]?.zone ?? card.refTz) : 'UTC';
  const moment = card
    ? momentOf(text, { hHour: card.hHour, dDay: card.dDay, refTz: card.refTz, zone, language })
    : null;
  const entries: readonly Entry[] = [
    ...(card && moment !== null
      ? [
          {
            id: 'moment',
            kind: t('palette.moment'),
            code: clockText(moment, zone),
            label: dateText(moment, zone, language, 'full'),
            run: () => {
              place.go('timeline');
              const view = usePlace.getState().views[card.id];
              const msPerPx = view?.window?.msPerPx ?? 60_000;
              place.setView(card.id, { window: { from: moment - 300 * msPerPx, msPerPx } });
            },
          },
        ]
      : []),
    // Filtered once more: until the answer comes, that to the text before is shown.
    ...(operations.data?.cards ?? [])
      .filter((c) => matches(typed, c.codeName, c.code, c.title.en, c.title.fr, c.ownerCode))
      .map((c) => ({
        id: `o${c.id}`,
        kind: t('palette.operation'),
        label: `${c.codeName} · ${biText(c.title, language)}`,
        code: c.code,
        run: () => place.openOperation(c.id),
      })),
    ...(card && text.trim() ? (tasks.data ?? []) : []).map((task) => ({
      id: `t${task.id}`,
      kind: t('palette.task'),
      label: task.title,
      code: task.code,
      run: () => {
        if (!card) return;
        place.setView(card.id, { selected: task.id, row: task.index });
        place.inspect(true, 'details');
        place.go('timeline');
      },
    })),
    ...(COMMANDS as readonly (CommandSpec & { readonly id: CommandId })[])
      .filter((c) => c.id !== 'palette.open' && (handlers[c.id]?.length ?? 0) > 0)
      .map((c) => ({
        id: c.id,
        kind: t(`commandGroup.${c.group}`),
        label: t(`command.${c.id}`),
        keys: c.keys[0],
        run: () => {
          runCommand(c.id);
        },
      }))
      .filter((c) => matches(typed, c.label, c.kind)),
  ].slice(0, MAX_SHOWN);
  const chosen = Math.min(at, entries.length - 1);

  const pick = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    // after the dialog has given the focus back, so that a command may move it on
    window.setTimeout(entry.run, 0);
  };
  const onKey = (e: KeyboardEvent): void => {
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      e.preventDefault();
      setAt((chosen + step + entries.length) % entries.length);
    }
    if (e.key === 'Enter') {
      e.preventDefault();
      pick(entries[chosen]);
    }
  };
  return (
    <>
      <input
        className={styles.paletteInput}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}list`}
        aria-activedescendant={entries[chosen] ? `${id}${chosen}` : undefined}
        aria-autocomplete="list"
        aria-label={t('palette.input')}
        placeholder={t('palette.placeholder')}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div className={styles.options} role="listbox" id={`${id}list`} aria-label={t('palette.title')} tabIndex={-1}>
        {entries.map((entry, i) => (
          <div
            key={entry.id}
            id={`${id}${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className={styles.option}
            onPointerMove={() => setAt(i)}
            onClick={() => pick(entry)}
            onKeyDown={onKey}
            ref={i === chosen ? (el) => el?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            <small>{entry.kind}</small>
            <span>
              {entry.code ? <Code>{entry.code}</Code> : null} {entry.label}
            </span>
            {entry.keys ? <Kbd>{keyText(entry.keys)}</Kbd> : null}
          </div>
        ))}
        {entries.length === 0 ? <p>{t('palette.nothing', { text })}</p> : null}
      </div>
    </>
  );
}

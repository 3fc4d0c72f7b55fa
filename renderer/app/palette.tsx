import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { SearchHitView } from '#shared/contract/search.ts';
import { failureOf, GUESS_MS, useAhead, useAsk } from '../api/index.ts';
import { wishForPerson } from '../features/staffing/index.ts';
import { biText, clockText, dateText, useT } from '../i18n/index.ts';
import { timelineAhead } from '../features/timeline/index.ts';
import { runCommand, useBus } from '../state/bus.ts';
import { openFound } from '../state/found.ts';
import { useTell } from '../state/notices.ts';
import { usePreferences } from '../state/preferences.ts';
import { usePlace } from '../state/place.ts';
import { WHOLE_PORTFOLIO } from '../state/portfolio.ts';
import { useProblem } from '../state/steps.ts';
import { Code, cx, Failure, Kbd, Sheet } from '../ui/index.ts';
import { COMMANDS, type CommandId, type CommandSpec } from '#shared/contract/commands.ts';
import { keyText } from './key-hint.tsx';
import { keysOf } from './own-keys.ts';
import { foldText, matches } from '#shared/contract/match.ts';
import { momentOf } from './moment.ts';
import { HitMarking, HitNotes, hasNotes, useFound, useHitLabel } from './palette-hits.tsx';
import styles from './shell.module.css';

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly code?: string;
  readonly keys?: string | undefined;
  readonly notes?: ReactNode;
  readonly end?: ReactNode;
  /** The palette stays open. */
  readonly stays?: true;
  readonly run: () => void;
}
const MAX_OPERATIONS = 20;

/** Ctrl+K: commands, moments, and everything of every operation that is found by its code, its name or its words. */
export function Palette(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly card: OperationCard | null;
}) {
  const { t } = useT();
  return (
    <Sheet open={props.open} onClose={props.onClose} title={t('palette.title')} closeLabel={t('action.close')} wide>
      <PaletteBody {...props} />
    </Sheet>
  );
}

function PaletteBody({ onClose, card }: { readonly onClose: () => void; readonly card: OperationCard | null }) {
  const { t, language } = useT();
  const tell = useTell();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const handlers = useBus((s) => s.handlers);
  const ownKeys = usePreferences((s) => s.keys);
  const typed = foldText(text);
  const asked = text.trim();
  const here = card?.id ?? null;
  const found = useFound(here, asked);
  const labelOf = useHitLabel();
  const problem = useProblem();
  const operations = useAsk('operation.list', {
    ...WHOLE_PORTFOLIO,
    find: asked,
    first: 0,
    count: MAX_OPERATIONS,
    order: 'urgency',
  });
  const place = usePlace.getState();

  const zone = card ? (place.views[card.id]?.zone ?? card.refTz) : 'UTC';
  const moment = card
    ? momentOf(text, { hHour: card.hHour, dDay: card.dDay, refTz: card.refTz, zone, language })
    : null;
  const moments: readonly Entry[] =
    card && moment !== null
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
      : [];
  // Filtered once more: until the answer comes, that to the text before is shown.
  const cards: readonly Entry[] = (operations.data?.cards ?? [])
    .filter((c) => matches(typed, c.codeName, c.code, c.title.en, c.title.fr, c.ownerCode))
    .map((c) => ({
      id: `o${c.id}`,
      kind: t('palette.kind.operation'),
      label: `${c.codeName} · ${biText(c.title, language)}`,
      code: c.code,
      run: () => place.openOperation(c.id),
    }));
  const listed = new Set(cards.map(({ id }) => id));
  const entryOf = (hit: SearchHitView): Entry => ({
    id: `${hit.kind === 'operation' ? 'o' : 'r'}${hit.record}`,
    kind: t(`palette.kind.${hit.kind}`),
    label: labelOf(hit),
    code: hit.code,
    notes: hasNotes(hit, here) ? <HitNotes hit={hit} here={here} /> : null,
    end: <HitMarking hit={hit} />,
    run: () => {
      openFound(hit, wishForPerson).then((more) => {
        if (hit.kind === 'person' && more !== null && more > 0)
          tell(({ t }) => t('palette.alsoOn', { name: labelOf(hit), count: more }));
      }, problem);
    },
  });
  const things = found.hits.map(entryOf).filter(({ id }) => !listed.has(id));
  const named = found.hits.filter((hit) => hit.found === 'code' || hit.found === 'title').length;
  const cut = Math.max(0, named - (found.hits.length - things.length));
  const commands: readonly Entry[] = (COMMANDS as readonly (CommandSpec & { readonly id: CommandId })[])
    .filter((c) => c.id !== 'palette.open' && (handlers[c.id]?.length ?? 0) > 0)
    .map((c) => ({
      id: c.id,
      kind: t(`commandGroup.${c.group}`),
      label: t(`command.${c.id}`),
      keys: keysOf(c, ownKeys)[0],
      run: () => {
        runCommand(c.id);
      },
    }))
    .filter((c) => matches(typed, c.label, c.kind));
  // What is named so stands before the commands, what only speaks of it behind them.
  const entries: readonly Entry[] = [
    ...moments,
    ...cards,
    ...things.slice(0, cut),
    ...commands,
    ...things.slice(cut),
    ...(found.more ? [{ id: 'more', kind: '', label: t('palette.more'), stays: true as const, run: found.more }] : []),
  ];
  const chosen = Math.min(at, entries.length - 1);

  // the operation that Enter would open: its picture is asked for while the hand is on its way, at once when it was named in full
  const next =
    asked === '' ? undefined : operations.data?.cards.find(({ id: one }) => entries[chosen]?.id === `o${one}`);
  const inFull = [next?.code, next?.codeName].some((name) => name !== undefined && foldText(name) === typed);
  const [nextId, tasks] = [next?.id ?? null, next?.counts?.tasks ?? null];
  const ahead = useMemo(() => timelineAhead(nextId && tasks !== null ? { id: nextId, tasks } : null), [nextId, tasks]);
  useAhead(ahead, inFull ? undefined : GUESS_MS);

  const pick = (entry: Entry | undefined): void => {
    if (!entry) return;
    if (entry.stays) {
      entry.run();
      return;
    }
    onClose();
    // after the dialog has given the focus back, so that a command may move it on
    window.setTimeout(entry.run, 0);
  };
  // Enter is faster than the answer: it counts for what the answer brings, never for what stood there before.
  const pressed = useRef(false);
  useEffect(() => {
    if (!pressed.current || !found.fresh) return;
    pressed.current = false;
    pick(entries[chosen]);
  });
  const onKey = (e: KeyboardEvent): void => {
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      e.preventDefault();
      setAt((chosen + step + entries.length) % entries.length);
    }
    if (e.key === 'Enter') {
      e.preventDefault();
      if (found.fresh) pick(entries[chosen]);
      else pressed.current = true;
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
          pressed.current = false;
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
            className={cx(styles.option, entry.notes ? styles.twoLines : undefined)}
            onPointerMove={() => setAt(i)}
            onClick={() => pick(entry)}
            onKeyDown={onKey}
            ref={i === chosen ? (el) => el?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            <small>{entry.kind}</small>
            <span>
              {entry.code ? <Code>{entry.code}</Code> : null} <bdi>{entry.label}</bdi>
            </span>
            {entry.keys ? <Kbd>{keyText(entry.keys)}</Kbd> : (entry.end ?? null)}
            {entry.notes ? <div className={styles.notes}>{entry.notes}</div> : null}
          </div>
        ))}
      </div>
      {entries.length === 0 && found.fresh ? (
        <>
          <p>{t('palette.nothing', { text })}</p>
          <p className={styles.searched}>{t('palette.searched')}</p>
        </>
      ) : null}
      {found.waiting > 0 ? <p className={styles.searched}>{t('palette.waiting', { count: found.waiting })}</p> : null}
      {found.error ? <Failure error={failureOf(found.error)} /> : null}
      <span className="visually-hidden" role="status">
        {asked !== '' && found.fresh ? t('palette.found', { count: entries.length }) : ''}
      </span>
    </>
  );
}

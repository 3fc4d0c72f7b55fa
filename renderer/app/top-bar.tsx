import { Globe, Lock, Redo2, Search, Settings2, Undo2 } from 'lucide-react';
import { memo, useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { useAsk } from '../api/index.ts';
import {
  biText,
  cityOf,
  clockText,
  countdown,
  dateText,
  directionOf,
  offsetText,
  timeText,
  useT,
} from '../i18n/index.ts';
import { BranchName } from '../features/branches/index.ts';
import { runCommand, useCommand } from '../state/bus.ts';
import { useNow } from '../state/now.ts';
import { useOperationView, usePlace } from '../state/place.ts';
import { type Language, LANGUAGES, THEMES, type ThemeChoice, usePreferences } from '../state/preferences.ts';
import { useStepWords, useUndoScope } from '../state/steps.ts';
import { Button, cx, IconButton, Kbd, Ltr, MenuChoice, MenuRule, PopMenu } from '../ui/index.ts';
import { specOf } from '#shared/contract/commands.ts';
import styles from './shell.module.css';

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

/** Operation, H-hour and countdown in its zone, zone switch, undo, search, look, lock. */
export const TopBar = memo(function TopBar({
  workspace,
  card,
  onPalette,
  onLock,
}: {
  readonly workspace: OpenWorkspace;
  readonly card: OperationCard | null;
  readonly onPalette: () => void;
  readonly onLock: () => void;
}) {
  const { t, language } = useT();
  const words = useStepWords();
  const steps = useAsk('undo.state', useUndoScope());
  const { theme, timeDirection, set } = usePreferences();
  const undo = steps.data?.undo ?? null;
  const redo = steps.data?.redo ?? null;
  const undoText = undo ? t('undo.named', { step: words(undo) }) : t('undo.none');
  const redoText = redo ? t('redo.named', { step: words(redo) }) : t('redo.none');
  return (
    <header className={styles.top} data-region="top" aria-label={t('frame.topBar')} tabIndex={-1}>
      <div className={styles.opName}>
        <strong>{card ? <Ltr>{card.codeName}</Ltr> : workspace.name}</strong>
        {card?.lens ? <BranchName lens={card.lens} /> : null}
        <span hidden={card?.lens != null} dir="auto">
          {card ? biText(card.title, language) : `${workspace.agencyCode} · ${workspace.agencyName}`}
        </span>
      </div>
      {card ? <HBox card={card} /> : null}
      <span className={styles.gap} />
      {card ? <ZoneSwitch operation={card.id} /> : null}
      <div className={styles.group}>
        <IconButton
          label={undoText}
          hint={<Kbd>Ctrl+Z</Kbd>}
          aria-disabled={undo === null}
          onClick={() => undo && runCommand('edit.undo')}
        >
          <Undo2 size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={redoText}
          hint={<Kbd>Ctrl+Shift+Z</Kbd>}
          aria-disabled={redo === null}
          onClick={() => redo && runCommand('edit.redo')}
        >
          <Redo2 size={16} aria-hidden />
        </IconButton>
      </div>
      <Button className={styles.search} onClick={onPalette} aria-keyshortcuts="Control+K">
        <Search size={14} aria-hidden />
        <span title={t('palette.button')}>{t('palette.button')}</span>
        <Kbd>Ctrl+K</Kbd>
      </Button>
      <PopMenu
        region={t('look.menu')}
        trigger={
          <Button tone="quiet" aria-label={`${LANGUAGE_NAMES[usePreferences.getState().language]}, ${t('look.menu')}`}>
            <Settings2 size={16} aria-hidden />
            <span className={styles.wideOnly}>{LANGUAGE_NAMES[usePreferences.getState().language]}</span>
          </Button>
        }
      >
        <MenuChoice
          label={t('look.language')}
          value={usePreferences.getState().language}
          options={LANGUAGES.map((l) => ({ value: l, label: LANGUAGE_NAMES[l] }))}
          onPick={(l) => set({ language: l })}
        />
        <MenuRule />
        <MenuChoice<ThemeChoice>
          label={t('look.theme')}
          value={theme}
          options={THEMES.map((v) => ({ value: v, label: t(`look.${v}`) }))}
          onPick={(v) => set({ theme: v })}
        />
        {directionOf(language) === 'rtl' ? (
          <>
            <MenuRule />
            <MenuChoice
              label={t('look.timeDirection')}
              value={timeDirection}
              options={[
                { value: 'language', label: t('look.timeAsLanguage') },
                { value: 'ltr', label: t('look.timeLtr') },
              ]}
              onPick={(v) => set({ timeDirection: v })}
            />
          </>
        ) : null}
        <MenuRule />
        <MenuChoice
          label={t('look.letterKeys')}
          value={usePreferences.getState().letterKeys ? 'on' : 'off'}
          options={[
            { value: 'on', label: t('look.on') },
            { value: 'off', label: t('look.off') },
          ]}
          onPick={(v) => set({ letterKeys: v === 'on' })}
        />
      </PopMenu>
      <IconButton
        label={t('command.window.lock')}
        hint={<Kbd>{specOf('window.lock').keys[0]?.replace('Mod', 'Ctrl')}</Kbd>}
        onClick={onLock}
      >
        <Lock size={16} aria-hidden />
      </IconButton>
    </header>
  );
});

/** H-hour large in the chosen zone, its reference clock if another one is shown, and the time left. */
function HBox({ card }: { readonly card: OperationCard }) {
  const { t, language } = useT();
  const frame = useAsk('timeline.frame', { operation: card.id });
  const now = useNow(frame.data?.trainingClock ? frame.data.now : null);
  const zone = useOperationView(card.id).zone ?? card.refTz;
  if (card.hHour === null)
    return (
      <div className={styles.hBox}>
        <span className={styles.stack}>
          <span className={styles.hLabel}>{t('h.label')}</span>
          <span className={styles.hDate}>{t('h.withheld')}</span>
        </span>
      </div>
    );
  const left = countdown(card.hHour, now);
  return (
    <div className={styles.hBox}>
      <span className={styles.stack}>
        <span className={styles.hLabel}>{t('h.label')}</span>
        <span className={styles.hTime}>
          <Ltr>{timeText(card.hHour, zone)}</Ltr>
        </span>
      </span>
      <span className={cx(styles.stack, styles.wideOnly)}>
        <span className={styles.hDate}>{dateText(card.hHour, zone, language, 'full')}</span>
        <span className={styles.hDate}>
          {zone === 'UTC' ? 'UTC' : <Ltr>{`${cityOf(zone)} ${offsetText(card.hHour, zone)}`}</Ltr>}
          {zone !== card.refTz ? (
            <>
              {' · '}
              <Ltr>{clockText(card.hHour, card.refTz)}</Ltr>
            </>
          ) : null}
        </span>
      </span>
      <span className={styles.stack}>
        <span className={styles.hLabel}>{t(left.past ? 'h.since' : 'h.until')}</span>
        <span className={styles.hCount}>
          <Ltr>{`${left.past ? 'H+' : 'H−'}${left.days > 0 ? `${left.days}d ` : ''}${left.clock}`}</Ltr>
        </span>
      </span>
      {frame.data?.trainingClock ? <span className={cx(styles.hDate, styles.wideOnly)}>{t('h.training')}</span> : null}
    </div>
  );
}

function ZoneSwitch({ operation }: { readonly operation: string }) {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  const frame = useAsk('timeline.frame', { operation });
  const view = useOperationView(operation);
  const zones = frame.data?.zones ?? [];
  const current = view.zone ?? frame.data?.card.refTz ?? 'UTC';
  const { setView } = usePlace.getState();
  const names = [...new Set(zones.map((z) => z.zone))];
  useCommand(
    'zone.next',
    () => setView(operation, { zone: names[(names.indexOf(current) + 1) % names.length] ?? null }),
    names.length > 0,
  );
  useCommand('zone.choose', () => setOpen(true), names.length > 0);
  if (names.length === 0) return null;
  const at = frame.data?.card.hHour ?? frame.data?.now ?? 0;
  return (
    <PopMenu
      open={open}
      onOpen={setOpen}
      region={t('zone.menu')}
      trigger={
        <Button
          tone="quiet"
          aria-label={t('zone.button', {
            zone: current === 'UTC' ? 'UTC' : `${cityOf(current)} ${offsetText(at, current)}`,
          })}
        >
          <Globe size={16} aria-hidden />
          <span className={styles.wideOnly}>
            <Ltr>{current === 'UTC' ? 'UTC' : `${cityOf(current)} ${offsetText(at, current)}`}</Ltr>
          </span>
        </Button>
      }
    >
      <MenuChoice
        label={t('zone.menu')}
        value={current}
        options={names.map((zone) => {
          const labels = zones
            .filter((z) => z.zone === zone)
            .map((z) => (z.kind === 'site' ? z.label : t(`zone.${z.kind}`)));
          return {
            value: zone,
            label: (
              <>
                <Ltr>{zone === 'UTC' ? 'UTC Z' : `${cityOf(zone)} ${offsetText(at, zone)}`}</Ltr>
                <small style={{ color: 'var(--ink-3)' }}>{[...new Set(labels)].join(' · ')}</small>
              </>
            ),
          };
        })}
        onPick={(zone) => setView(operation, { zone })}
      />
    </PopMenu>
  );
}

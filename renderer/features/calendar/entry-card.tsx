/** The entry that was picked and has no place in the inspector: what it is, when, where, how it stands. */
import { X } from 'lucide-react';
import type { CalendarEntry } from '#shared/contract/calendar.ts';
import { biText, plainDateText } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Code, IconButton, Sign } from '../../ui/index.ts';
import styles from './calendar.module.css';
import { useGrid } from './context.ts';
import { whenText } from './face.tsx';

export function EntryCard({ entry, onClose }: { readonly entry: CalendarEntry; readonly onClose: () => void }) {
  const grid = useGrid();
  const { t, maybe, language } = grid.words;
  const other = entry.operation !== grid.operation;
  return (
    <section className={styles.preview} aria-label={t('calendar.picked')}>
      <span className={styles.kind}>{t(`calendar.kind.${entry.kind}`)}</span>
      <strong>
        <Code>{entry.code}</Code> <bdi>{biText(entry.title, language)}</bdi>
      </strong>
      <span>{whenText(entry, grid)}</span>
      {entry.status === '' ? null : (
        <span>{maybe(`taskStatus.${entry.status}`, entry.status.replaceAll('_', ' '))}</span>
      )}
      {entry.findings.block > 0 ? (
        <Sign tone="block">{t('severity.blockCount', { count: entry.findings.block })}</Sign>
      ) : null}
      {entry.findings.warn > 0 ? (
        <Sign tone="warn">{t('severity.warnCount', { count: entry.findings.warn })}</Sign>
      ) : null}
      <span className={styles.grow} />
      {other ? (
        <Button onClick={() => usePlace.getState().openOperation(entry.operation, 'calendar')}>
          {t('calendar.openOperation', { code: entry.operationCode })}
        </Button>
      ) : null}
      <IconButton label={t('action.close')} onClick={onClose}>
        <X size={16} aria-hidden />
      </IconButton>
    </section>
  );
}

/** What holds through all the days shown, said once: phases, agreements and teams, with their last day. */
export function Above({
  entries,
  onPick,
}: {
  readonly entries: readonly CalendarEntry[];
  readonly onPick: (entry: CalendarEntry) => void;
}) {
  const { words, operation } = useGrid();
  const { t, language } = words;
  return (
    <ul className={styles.above} aria-label={t('calendar.throughout')}>
      <li className={styles.aboveLabel} aria-hidden>
        {t('calendar.throughout')}
      </li>
      {entries.map((entry) => (
        <li key={entry.key}>
          <button type="button" className={styles.aboveEntry} data-layer={entry.layer} onClick={() => onPick(entry)}>
            <b>
              <Code>
                {entry.operation === operation ? '' : `${entry.operationCode} `}
                {entry.code}
              </Code>
            </b>{' '}
            <bdi className={styles.aboveTitle}>{biText(entry.title, language)}</bdi>
            {entry.days ? (
              <span>{t('calendar.until', { date: plainDateText(entry.days.to, language, 'dayYear') })}</span>
            ) : null}
            {entry.findings.block > 0 ? (
              <Sign tone="block" label={t('severity.block')}>
                {entry.findings.block}
              </Sign>
            ) : entry.findings.warn > 0 ? (
              <Sign tone="warn" label={t('severity.warn')}>
                {entry.findings.warn}
              </Sign>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

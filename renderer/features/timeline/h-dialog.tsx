/** Move H: `+90m`, `-1h` or an instant; what moves, what stays and which findings come and go, before anything changes. */
import { useDeferredValue } from 'react';
import type { HPreview, OperationCard, TimelineFrame } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { clockText, dateText, deltaText, plainDateText, timeText, useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { BeforeAfter, Code, Failure, Field, LeaveApply, Ltr, Sheet } from '../../ui/index.ts';
import { ConsequenceTable, effectWords, FindingDiff } from '../findings/index.ts';
import styles from './panel.module.css';
import { parseHTarget } from './shift.ts';

export interface HDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly card: OperationCard;
  readonly zone: string;
  readonly sites: TimelineFrame['sites'];
}

export function HDialog({ open, onClose, card, zone, sites }: HDialogProps) {
  const { t } = useT();
  const [text, setText, used] = useDraft(`h/${card.id}`, '');
  const settled = useDeferredValue(text);
  const target = parseHTarget(settled, zone);
  const fault = settled.trim() !== '' && target === null;
  const preview = useAsk(
    'hHour.preview',
    { operation: card.id, to: target ?? { deltaMin: 0 } },
    { when: open && target !== null, keep: true },
  );
  const send = useSend('hHour.set');
  const announce = useAnnounce();
  const ready = target !== null && preview.data !== undefined && !preview.isPlaceholderData && settled === text;
  const apply = (): void => {
    if (!ready || send.isPending) return;
    send.mutate(
      { operation: card.id, to: target },
      {
        onSuccess: (done) => {
          used();
          onClose();
          announce(done, preview.data && effectWords(preview.data));
        },
      },
    );
  };
  const shown = target === null ? undefined : preview.data;
  return (
    <Sheet
      open={open}
      onClose={onClose}
      onApply={apply}
      title={t('hMove.title', { name: card.codeName })}
      closeLabel={t('action.close')}
      wide
      foot={
        <>
          <span className={styles.muted}>{t('hMove.undoNote')}</span>
          <LeaveApply onLeave={onClose} onApply={apply} disabled={!ready || send.isPending}>
            {t('hMove.apply')}
          </LeaveApply>
        </>
      }
    >
      <Field
        label={t('hMove.field')}
        value={text}
        onText={setText}
        mono
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        placeholder="+90m"
        hint={t('hMove.hint', { zone })}
        fault={fault ? t('hMove.fault') : undefined}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) e.preventDefault();
        }}
      />
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      {preview.isError ? <Failure error={failureOf(preview.error)} /> : null}
      {shown ? <Impact preview={shown} card={card} sites={sites} zone={zone} /> : null}
    </Sheet>
  );
}

function Impact({
  preview,
  card,
  sites,
  zone,
}: {
  readonly preview: HPreview;
  readonly card: OperationCard;
  readonly sites: TimelineFrame['sites'];
  readonly zone: string;
}) {
  const { t, language } = useT();
  const zones = [card.refTz, ...sites.map((s) => s.tz), 'UTC'].filter((z, i, all) => all.indexOf(z) === i);
  const clock = (at: number, z: string) => (
    <>
      <Ltr>{timeText(at, z)}</Ltr> {dateText(at, z, language)}
    </>
  );
  const dayMoves = preview.dDayBefore !== preview.dDayAfter;
  return (
    <>
      <div className={styles.figures}>
        <span className={styles.figure}>
          <b>
            <Ltr>{deltaText(Math.round((preview.to - preview.from) / 60_000))}</Ltr>
          </b>
          {t('hMove.shift')}
        </span>
        <span className={styles.figure}>
          <b>{preview.moved}</b>
          {t('hMove.moved', { count: preview.moved })}
        </span>
        <span className={styles.figure}>
          <b>{preview.stayed.length}</b>
          {t('hMove.stayed', { count: preview.stayed.length })}
        </span>
        <span className={styles.figure}>
          <b>{preview.consequences.people}</b>
          {t('hMove.people')}
        </span>
        <span className={styles.figure}>
          <b>
            <Ltr>{`+${preview.added.length} −${preview.gone.length}`}</Ltr>
          </b>
          {t('hMove.findings')}
        </span>
      </div>
      {dayMoves ? (
        <p className={styles.abort}>
          {t('hMove.dayMoves', {
            before: plainDateText(preview.dDayBefore, language, 'full'),
            after: plainDateText(preview.dDayAfter, language, 'full'),
          })}
        </p>
      ) : null}
      <div className={styles.hClocks}>
        <BeforeAfter
          clocks
          heads={[t('hMove.clockOf'), t('hMove.before'), t('hMove.after')]}
          rows={zones.map((z) => ({
            key: z,
            name: <Ltr>{clockText(preview.from, z).slice(6)}</Ltr>,
            before: clock(preview.from, z),
            after: clock(preview.to, z),
            changed: true,
          }))}
        />
        <ConsequenceTable of={preview.consequences} title={t('effect.ofMoved')} />
      </div>
      <FindingDiff added={preview.added} gone={preview.gone} />
      <div className={styles.hGrid}>
        <section>
          <h3>{t('hMove.stayedTitle', { count: preview.stayed.length })}</h3>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1) */}
          <ul className={styles.scrollList} tabIndex={0}>
            {preview.stayed.map((item) => (
              <li key={item.id}>
                <Code>{item.code}</Code>
                <span title={item.title}>{item.title}</span>
                <Code mono>{item.at}</Code>
              </li>
            ))}
            {preview.stayed.length === 0 ? <li>{t('hMove.nothingStays')}</li> : null}
          </ul>
        </section>
        <section>
          <h3>{t('hMove.movedTitle', { shown: preview.movedItems.length, count: preview.moved })}</h3>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1) */}
          <ul className={styles.scrollList} tabIndex={0}>
            {preview.movedItems.map((item) => (
              <li key={item.id}>
                <Code>{item.code}</Code>
                <span title={item.title}>{item.title}</span>
                <Ltr>
                  {timeText(item.before, zone)} → <b>{timeText(item.after, zone)}</b>
                </Ltr>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

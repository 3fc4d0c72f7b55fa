/** Below the picture: H on the chosen clock, and on the clock of every site. */
import { memo } from 'react';
import type { TimelineFrame } from '#shared/contract/planning.ts';
import { clockText, dateText, dayShiftText, offsetText, timeText, useT } from '../../i18n/index.ts';
import { Ltr } from '../../ui/index.ts';
import { lookOf, type siteLooks } from './site-colour.ts';
import styles from './timeline.module.css';

export const Foot = memo(function Foot({
  frame,
  zone,
  looks,
}: {
  readonly frame: TimelineFrame;
  readonly zone: string;
  readonly looks: ReturnType<typeof siteLooks>;
}) {
  const { t, language } = useT();
  const { card } = frame;
  return (
    <div className={styles.foot}>
      <span className={styles.footLabel}>
        {card.hHour === null ? t('h.withheld') : <Ltr>{`H = ${clockText(card.hHour, zone)}`}</Ltr>}
      </span>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, so the keyboard must reach it */}
      <span className={styles.clocks} role="group" tabIndex={0} aria-label={t('h.label')}>
        {card.hHour === null
          ? null
          : frame.sites.map((site) => (
              <span key={site.id} className={styles[`c${lookOf(looks, site.codeWord).colour}`]}>
                <i className={styles.swatch} aria-hidden />
                {site.codeWord}{' '}
                <Ltr>
                  <b>{timeText(card.hHour ?? 0, site.tz)}</b>
                </Ltr>{' '}
                {dateText(card.hHour ?? 0, site.tz, language)}{' '}
                <Ltr>
                  <span className={styles.muted}>{offsetText(card.hHour ?? 0, site.tz)}</span>{' '}
                  {dayShiftText(card.hHour ?? 0, site.tz, card.dDay)}
                </Ltr>
              </span>
            ))}
      </span>
    </div>
  );
});

/** Papers the operation leans on, as bands on the axis and as words: how long each carries, and what it does not carry. */
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { PaperBand } from '#shared/contract/bands.ts';
import type { TimelineFrame } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { biText, dateText, timeText, useT } from '../../i18n/index.ts';
import { runCommand } from '../../state/bus.ts';
import { openPaper } from '../../state/papers-place.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Code, cx, Failure, Ltr, Sign } from '../../ui/index.ts';
import { useStateWords } from '../steps/index.ts';
import { BAND_LANE, type bandLanes } from './band-lanes.ts';
import styles from './bands.module.css';
import { xOf } from './scale.ts';
import { useShown } from './shown.tsx';
import { aroundH, hoursIn, useHours } from './use-hours.ts';

const NONE: readonly PaperBand[] = [];

export function usePaperBands(operation: string, shown: boolean): readonly PaperBand[] {
  const ask = useAsk('timeline.papers', { operation }, { when: shown });
  return shown ? (ask.data?.papers ?? NONE) : NONE;
}

/** The lines of bands, below those of the phases. */
export const PaperLanes = memo(function PaperLanes({
  lanes,
  top,
  width,
}: {
  readonly lanes: ReturnType<typeof bandLanes>;
  readonly top: number;
  readonly width: number;
}) {
  const { t, language } = useT();
  const w = useShown();
  return (
    <>
      {lanes.own.map((band, i) => {
        const from = band.from === null ? -2 : Math.max(-2, xOf(band.from, w));
        const to = band.to === null ? width + 2 : Math.min(width + 2, xOf(band.to, w));
        const inSight = to > 0 && from < width && to > from;
        // the words stay in the picture, also when the term lies outside it
        const words = Math.min(Math.max(0, inSight ? from : 0), width - 80);
        return (
          <div key={band.code} className={styles.lane} style={{ insetBlockStart: top + i * BAND_LANE }} aria-hidden>
            {inSight ? (
              <span
                className={cx(styles.band, !band.stands && styles.bandIdle)}
                style={{ insetInlineStart: from, inlineSize: to - from }}
              />
            ) : null}
            <span className={styles.bandWords} style={{ insetInlineStart: words }}>
              <Ltr>{band.code}</Ltr> <bdi>{biText(band.title, language)}</bdi>
            </span>
            {band.uncarried.map(({ code, at }) => {
              const x = xOf(at, w);
              return x < -6 || x > width + 6 ? null : (
                <span key={`${code}${at}`} className={styles.gap} style={{ insetInlineStart: x }} />
              );
            })}
          </div>
        );
      })}
      {lanes.rest.length > 0 ? (
        <div className={styles.lane} style={{ insetBlockStart: top + lanes.own.length * BAND_LANE }} aria-hidden>
          <span className={styles.all}>
            {t('bands.throughout')} <Ltr>{lanes.rest.map(({ code }) => code).join(' · ')}</Ltr>
          </span>
        </div>
      ) : null}
    </>
  );
});

/** What the bands and the hatching say, in words. */
export function BandsLegend({
  operation,
  frame,
  zone,
}: {
  readonly operation: string;
  readonly frame: TimelineFrame;
  readonly zone: string;
}) {
  const { t } = useT();
  const ask = useAsk('timeline.papers', { operation });
  // by the weeks the window lies in: a step of a zoom says nothing new here
  const hours = useHours(
    operation,
    usePlace(useShallow((s) => hoursIn(s.views[operation]?.window ?? aroundH(frame.card.hHour ?? frame.now)))),
  );
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return null;
  const { papers, more } = ask.data;
  const gaps = papers.filter((band) => band.gaps > 0);
  const laws = [...new Set(hours.map(({ cc, kind, hours: text }) => JSON.stringify([cc, kind, text])))];
  if (papers.length === 0 && laws.length === 0) return null;
  return (
    <div className={styles.legend}>
      {papers.length > 0 ? (
        <details>
          <summary>
            {t('bands.leansOn', { n: papers.length + more })}
            {' · '}
            {gaps.length > 0 ? (
              <Sign tone="block">
                {t('bands.withGaps', { n: gaps.length })}{' '}
                <Ltr>{`(${gaps
                  .slice(0, 6)
                  .map(({ code }) => code)
                  .join(', ')})`}</Ltr>
              </Sign>
            ) : (
              <Sign tone="ready">{t('bands.noGaps')}</Sign>
            )}
          </summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
          <div className={styles.list} role="group" tabIndex={0} aria-label={t('bands.list')}>
            <ul>
              {papers.map((band) => (
                <Band key={band.code} band={band} operation={operation} zone={zone} />
              ))}
            </ul>
            {more > 0 ? <p>{t('bands.more', { n: more })}</p> : null}
          </div>
        </details>
      ) : null}
      {laws.length > 0 ? (
        <span className={styles.key}>
          <i className={cx(styles.closed, styles.sample)} aria-hidden />
          {t('bands.closed')}
          {laws.slice(0, 4).map((law) => {
            const [cc, kind, text] = JSON.parse(law) as readonly [string, string, string];
            return (
              <span key={law}>
                <Ltr>{cc}</Ltr> {t(`taskKind.${kind}`)} <Ltr>{text}</Ltr>
              </span>
            );
          })}
        </span>
      ) : null}
      <Button tone="quiet" onClick={() => runCommand('view.bands')}>
        {t('bands.hide')}
      </Button>
    </div>
  );
}

/** One paper as a line of text: what it is, its term, and what it does not carry. */
function Band({
  band,
  operation,
  zone,
}: {
  readonly band: PaperBand;
  readonly operation: string;
  readonly zone: string;
}) {
  const { t, language } = useT();
  const states = useStateWords();
  const day = (at: number | null): string => (at === null ? t('bands.open') : dateText(at, zone, language, 'dayYear'));
  const { record } = band;
  return (
    <li>
      {record === null ? (
        <b>
          <Code>{band.code}</Code> <bdi>{biText(band.title, language)}</bdi>
        </b>
      ) : (
        <button type="button" onClick={() => openPaper(operation, band.is, record)}>
          <Code>{band.code}</Code> <bdi>{biText(band.title, language)}</bdi>
        </button>
      )}
      <span>{states(band.is, band.state)}</span>
      <span>
        <bdi>{day(band.from)}</bdi> – <bdi>{day(band.to === null ? null : band.to - 1)}</bdi>
      </span>
      <span>{t('bands.uses', { n: band.uses })}</span>
      {band.gaps > 0 ? (
        <Sign tone="block">
          {t('bands.notCarried')}{' '}
          {band.uncarried.map(({ code, at }) => (
            <bdi key={`${code}${at}`}>
              <Ltr>{code}</Ltr> {dateText(at, zone, language, 'day')} <Ltr>{timeText(at, zone)}</Ltr>{' '}
            </bdi>
          ))}
        </Sign>
      ) : null}
    </li>
  );
}

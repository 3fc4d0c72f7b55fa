/** The head of the picture, as a row of its treegrid: names of the columns, and the axis with phases and papers, dragged to pan. */
import { memo } from 'react';
import type { TimelineFrame } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { Axis, axisHeight } from './axis.tsx';
import { bandLanes, bandsHeight } from './band-lanes.ts';
import { PaperLanes, usePaperBands } from './bands.tsx';
import styles from './timeline.module.css';
import { type GestureInput, useAxisDrag } from './use-gestures.ts';

export const PictureHead = memo(function PictureHead({
  frame,
  bands,
  zone,
  narrow,
  gestures,
}: {
  readonly frame: TimelineFrame;
  /** Papers are drawn as bands. */
  readonly bands: boolean;
  readonly zone: string;
  readonly narrow: boolean;
  readonly gestures: GestureInput;
}) {
  const { t } = useT();
  const drag = useAxisDrag(gestures);
  const papers = usePaperBands(frame.card.id, bands);
  const lanes = bandLanes(papers, frame.card.extent);
  const top = axisHeight(frame.phases);
  const { width, dir } = gestures;
  return (
    <div className={styles.head} role="row" aria-rowindex={1}>
      <div className={styles.leftHead} role="presentation">
        {['code', 'title', 'place', 'start', ...(narrow ? [] : ['leader'])].map((column) => (
          <span key={column} role="columnheader" title={t(`timeline.col.${column}`)}>
            {t(`timeline.col.${column}`)}
          </span>
        ))}
      </div>
      <div
        className={styles.axis}
        role="columnheader"
        dir={dir}
        style={{ blockSize: top + bandsHeight(lanes) }}
        {...drag}
      >
        <span className="visually-hidden">{t('timeline.col.time', { zone })}</span>
        <Axis frame={frame} width={width} zone={zone} />
        <PaperLanes lanes={lanes} top={top} width={width} />
      </div>
    </div>
  );
});

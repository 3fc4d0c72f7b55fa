/** What lies behind the rows: night and weekend, grid, H as a double line, now as a single one, dependency lines. */
import { memo, type ReactNode } from 'react';
import type { TimelineFrame, TimelineLink, TimelineRow } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { cx } from '../../ui/index.ts';
import { type LinkPath, linkPath } from './link-path.ts';
import { clockTicks, shades, stepFor, tOf, xOf } from './scale.ts';
import marks from './schedule.module.css';
import { useShown } from './shown.tsx';
import styles from './timeline.module.css';
import { type ChosenSchedule, linkMark, type Mark } from './use-schedule.ts';

export const Underlay = memo(function Underlay({
  frame,
  width,
  zone,
  now,
  shade,
  dir,
  children,
}: {
  readonly frame: TimelineFrame;
  readonly width: number;
  readonly zone: string;
  readonly now: number;
  readonly shade: boolean;
  readonly dir: 'ltr' | 'rtl';
  /** Lines of the caller's own, on the same axis. */
  readonly children?: ReactNode;
}) {
  const { t } = useT();
  const w = useShown();
  const step = stepFor(w.msPerPx);
  const to = tOf(width, w);
  const hHour = frame.card.hHour;
  const inside = (at: number): boolean => at >= w.from - 20 * w.msPerPx && at <= to + 20 * w.msPerPx;
  return (
    <div className={styles.under} dir={dir} aria-hidden>
      {shade
        ? shades(w.from, to, w.msPerPx, zone).map((s) => {
            const from = Math.max(0, xOf(s.from, w));
            return (
              <span
                key={`${s.kind}${s.from}`}
                className={s.kind === 'night' ? styles.night : styles.weekend}
                style={{ insetInlineStart: from, inlineSize: Math.min(width, xOf(s.to, w)) - from }}
              />
            );
          })
        : null}
      {clockTicks(w.from, to, step, zone).map((tick) => (
        <span
          key={tick.t}
          className={cx(styles.gridLine, tick.strong && styles.gridStrong)}
          style={{ insetInlineStart: xOf(tick.t, w) }}
        />
      ))}
      {hHour !== null && inside(hHour) ? (
        <>
          <span className={styles.hLine} style={{ insetInlineStart: xOf(hHour, w) }} />
          <span className={cx(styles.flag, styles.hFlag)} style={{ insetInlineStart: xOf(hHour, w) }}>
            H
          </span>
        </>
      ) : null}
      {inside(now) ? (
        <>
          <span className={styles.nowLine} style={{ insetInlineStart: xOf(now, w) }} />
          <span className={cx(styles.flag, styles.nowFlag)} style={{ insetInlineStart: xOf(now, w) }}>
            {t('timeline.now')}
          </span>
        </>
      ) : null}
      {children}
    </div>
  );
});

/** Dependency lines of the shown rows: the selected task's, the broken ones, or all of them when asked. They scroll with the rows. */
export const Links = memo(function Links({
  links,
  rowAt,
  positionOf,
  rowPx,
  selected,
  all,
  schedule,
  dir,
}: {
  readonly links: readonly TimelineLink[];
  readonly rowAt: (index: number) => TimelineRow | undefined;
  /** Place of a row from the top; −1: the filter leaves it out. */
  readonly positionOf: (index: number) => number;
  readonly rowPx: number;
  readonly selected: string | null;
  readonly all: boolean;
  /** Lines on the critical path and the tightest chain are always drawn. */
  readonly schedule: ChosenSchedule;
  readonly dir: 'ltr' | 'rtl';
}) {
  const w = useShown();
  const paths: (LinkPath & { readonly key: string; readonly broken: boolean; readonly mark: Mark })[] = [];
  for (const link of links) {
    const mark = linkMark(schedule, link.from, link.to);
    if (!all && mark === null && !link.broken && link.from !== selected && link.to !== selected) continue;
    const from = rowAt(link.fromRow);
    const to = rowAt(link.toRow);
    const [above, below] = [positionOf(link.fromRow), positionOf(link.toRow)];
    if (!from || !to || above < 0 || below < 0) continue;
    const middle = (position: number): number => position * rowPx + rowPx / 2;
    const path = linkPath(link.type, from, to, middle(above), middle(below), w);
    if (path) paths.push({ ...path, key: `${link.from}${link.to}${link.type}`, broken: link.broken, mark });
  }
  return (
    <div className={styles.linkLayer} dir={dir} aria-hidden>
      <svg className={styles.links} focusable="false">
        {paths.map((p) => (
          <g key={p.key}>
            {p.mark === null ? null : <path className={p.mark === 'path' ? marks.linkPath : marks.linkChain} d={p.d} />}
            {p.mark !== null && !p.broken ? null : (
              <path className={p.broken ? styles.linkBroken : styles.link} d={p.d} />
            )}
            <path
              className={p.broken ? styles.linkHeadBroken : p.mark === null ? styles.linkHead : marks.head}
              d={p.head}
            />
            {p.broken ? (
              <path className={styles.linkBroken} style={{ strokeDasharray: 'none', strokeWidth: 2 }} d={p.cross} />
            ) : null}
          </g>
        ))}
      </svg>
    </div>
  );
});

/** The line under the pointer while a link is drawn: from the end of a bar to where it would be let go. */
export function LinkDraw({
  x,
  y,
  from,
  at,
  left,
  width,
  dir,
}: {
  readonly x: number;
  readonly y: number;
  /** Middle of the row it begins at, and the instant its bar ends. */
  readonly from: number;
  readonly at: number;
  /** Width of the columns before the axis, and of both. */
  readonly left: number;
  readonly width: number;
  readonly dir: 'ltr' | 'rtl';
}) {
  const end = left + xOf(at, useShown());
  const begin = dir === 'rtl' ? width - end : end;
  return (
    <svg className={styles.linkDraw} aria-hidden focusable="false">
      <path className={styles.linkDrawn} d={`M${begin} ${from}L${x} ${y}`} />
      <circle className={styles.linkTip} cx={x} cy={y} r={4} />
    </svg>
  );
}

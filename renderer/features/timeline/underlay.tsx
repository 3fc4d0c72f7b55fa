/** What lies behind the rows: night and weekend, grid, H as a double line, now as a single one, dependency lines. */
import type { TimelineFrame, TimelineLink, TimelineRow } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { cx } from '../../ui/index.ts';
import { type LinkPath, linkPath } from './link-path.ts';
import { clockTicks, shades, type TimeWindow, tOf, xOf } from './scale.ts';
import marks from './schedule.module.css';
import styles from './timeline.module.css';
import { type ChosenSchedule, linkMark, type Mark } from './use-schedule.ts';

export function Underlay({
  frame,
  window: w,
  width,
  zone,
  step,
  now,
  shade,
  dir,
  children,
}: {
  readonly frame: TimelineFrame;
  readonly window: TimeWindow;
  readonly width: number;
  readonly zone: string;
  readonly step: number;
  readonly now: number;
  readonly shade: boolean;
  readonly dir: 'ltr' | 'rtl';
  readonly children: React.ReactNode;
}) {
  const { t } = useT();
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
      {children}
      {inside(now) ? (
        <>
          <span className={styles.nowLine} style={{ insetInlineStart: xOf(now, w) }} />
          <span className={cx(styles.flag, styles.nowFlag)} style={{ insetInlineStart: xOf(now, w) }}>
            {t('timeline.now')}
          </span>
        </>
      ) : null}
    </div>
  );
}

/** Dependency lines of the shown rows: the selected task's, the broken ones, or all of them when asked. */
export function Links({
  links,
  rowAt,
  yOf,
  selected,
  all,
  schedule,
  window: w,
}: {
  readonly links: readonly TimelineLink[];
  readonly rowAt: (index: number) => TimelineRow | undefined;
  readonly yOf: (index: number) => number | null;
  readonly selected: string | null;
  readonly all: boolean;
  /** Lines on the critical path and the tightest chain are always drawn. */
  readonly schedule: ChosenSchedule;
  readonly window: TimeWindow;
}) {
  const paths: (LinkPath & { readonly key: string; readonly broken: boolean; readonly mark: Mark })[] = [];
  for (const link of links) {
    const mark = linkMark(schedule, link.from, link.to);
    if (!all && mark === null && !link.broken && link.from !== selected && link.to !== selected) continue;
    const from = rowAt(link.fromRow);
    const to = rowAt(link.toRow);
    const y1 = yOf(link.fromRow);
    const y2 = yOf(link.toRow);
    if (!from || !to || y1 === null || y2 === null) continue;
    const path = linkPath(link.type, from, to, y1, y2, w);
    if (path) paths.push({ ...path, key: `${link.from}${link.to}${link.type}`, broken: link.broken, mark });
  }
  return (
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
  );
}

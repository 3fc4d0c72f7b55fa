/** What lies behind the bars and scrolls with the rows: closed hours in the rows of measures, and lines between tasks that start together. */
import { memo } from 'react';
import { cx } from '../../ui/index.ts';
import styles from './bands.module.css';
import { type PlacedRow, syncLines } from './sync-lines.ts';
import { xOf } from './scale.ts';
import { useShown } from './shown.tsx';
import { hoursIn, useHours } from './use-hours.ts';

/** Hatched where the measure of the row would stand outside the lawful hours of its state. */
export const HoursLayer = memo(function HoursLayer({
  operation,
  on,
  rows,
  rowPx,
  width,
  dir,
}: {
  readonly operation: string;
  readonly on: boolean;
  readonly rows: readonly PlacedRow[];
  readonly rowPx: number;
  readonly width: number;
  readonly dir: 'ltr' | 'rtl';
}) {
  const w = useShown();
  const hours = useHours(operation, on ? hoursIn(w) : null);
  if (hours.length === 0) return null;
  const byPlace = new Map(hours.map((one) => [`${one.site} ${one.kind}`, one.closed]));
  return (
    <div className={styles.layer} dir={dir} aria-hidden>
      {rows.flatMap(({ row, position }) =>
        (byPlace.get(`${row.place} ${row.kind}`) ?? []).flatMap((closed) => {
          const from = Math.max(-2, xOf(closed.from, w));
          const to = Math.min(width + 2, xOf(closed.to, w));
          return to <= 0 || from >= width ? (
            []
          ) : (
            <span
              key={`${row.id}${closed.from}`}
              className={styles.closed}
              style={{
                insetBlockStart: position * rowPx,
                blockSize: rowPx - 1,
                insetInlineStart: from,
                inlineSize: to - from,
              }}
            />
          );
        }),
      )}
    </div>
  );
});

/** How far before the starts the line runs: a group that starts at H would else lie under its line. */
const ASIDE = 9;

/** Tasks that must start at one instant, joined before their bars by a line that ends in `=`; broken where they do not. */
export const SyncLayer = memo(function SyncLayer({
  rows,
  tolerance,
  rowPx,
  dir,
}: {
  readonly rows: readonly PlacedRow[];
  /** Minutes within which starts count as one. */
  readonly tolerance: number;
  readonly rowPx: number;
  readonly dir: 'ltr' | 'rtl';
}) {
  const w = useShown();
  const lines = syncLines(rows, tolerance, rowPx, w);
  if (lines.length === 0) return null;
  return (
    <div className={styles.layer} dir={dir} aria-hidden data-sync={lines.map(({ group }) => group).join(' ')}>
      <svg className={styles.svg} focusable="false">
        {lines.map(({ group, points, apart }) => (
          <g key={group}>
            <path
              className={cx(styles.together, apart && styles.apart)}
              d={points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x - ASIDE} ${y}`).join('')}
            />
            {points.map(({ x, y }) => (
              <path
                key={y}
                className={cx(styles.together, apart && styles.apart)}
                d={`M${x - ASIDE} ${y - 2}H${x}M${x - ASIDE} ${y + 2}H${x}`}
              />
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
});

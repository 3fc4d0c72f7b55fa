/** One task as one row of the treegrid. Pure: everything it shows comes in as a value, so scrolling redraws only what changed. */
import { ChevronLeft, ChevronRight, Clock, Equal, Route } from 'lucide-react';
import { memo } from 'react';
import type { BaselineBar } from '#shared/contract/editing.ts';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { dateText, hOffsetText, timeText, type Words } from '../../i18n/index.ts';
import { Code, cx, Ltr, Sign } from '../../ui/index.ts';
import { type Ghost, lengthOf } from './pending-move.ts';
import { type TimeWindow, xOf } from './scale.ts';
import { useShown } from './shown.tsx';
import type { SiteLook } from './site-colour.ts';
import marks from './schedule.module.css';
import styles from './timeline.module.css';
import type { Mark } from './use-schedule.ts';

/** Keys held while a row is clicked: one more or fewer, or all from the last one to here. */
export interface PickMods {
  readonly toggle: boolean;
  readonly range: boolean;
}

export interface RowProps {
  readonly row: TimelineRow;
  readonly y: number;
  readonly width: number;
  readonly zone: string;
  readonly hHour: number | null;
  readonly look: SiteLook;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly narrow: boolean;
  readonly phaseStart: boolean;
  readonly dir: 'ltr' | 'rtl';
  /** A move or length that is only looked at. */
  readonly ghost: Ghost | null;
  /** Where the baseline has it. */
  readonly base: BaselineBar | null;
  /** The pointer may move, lengthen and link it. */
  readonly movable: boolean;
  /** Place on the critical path to the chosen target, and the words of that target. */
  readonly mark: Mark;
  readonly target: string | null;
  readonly words: Pick<Words, 't' | 'language'>;
  readonly onPick: (index: number, mods: PickMods) => void;
  readonly onReveal: (t: number) => void;
}

/** About the width of a label at 11.5 px; only decides inside or beside. */
const labelWidth = (text: string): number => text.length * 6.1 + 14;

export const TaskRow = memo(function TaskRow(p: RowProps) {
  const { row, zone } = p;
  const { t, language } = p.words;
  const start = row.start;
  const spoken =
    start === null || row.end === null
      ? t('timeline.noTime')
      : t('timeline.span', {
          start: `${dateText(start, zone, language)} ${timeText(start, zone)}`,
          end: timeText(row.end, zone),
          offset: hOffsetText(start, p.hHour),
        });
  return (
    <div
      role="row"
      id={`row-${row.id}`}
      aria-rowindex={row.index + 2}
      aria-level={1}
      aria-selected={p.selected}
      tabIndex={p.focused ? 0 : -1}
      data-index={row.index}
      className={cx(styles.row, p.phaseStart && styles.phaseStart)}
      style={{ insetBlockStart: p.y }}
      onClick={(e) => p.onPick(row.index, { toggle: e.ctrlKey || e.metaKey, range: e.shiftKey })}
      onKeyDown={undefined}
    >
      <div className={styles.left} role="presentation">
        <span role="gridcell" className={styles.code}>
          <Code>{row.code}</Code>
        </span>
        <span role="rowheader" className={styles.title} title={row.title} dir="auto">
          {row.title || <i>{t('timeline.withheldPlace')}</i>}
        </span>
        <span role="gridcell" className={styles.muted} title={row.place ?? undefined}>
          {row.place === 'REM' ? t('timeline.remote') : (row.place ?? t('timeline.withheldPlace'))}
        </span>
        <span role="gridcell" className={styles.num}>
          {start === null ? (
            '—'
          ) : (
            <>
              <bdi>{dateText(start, zone, language, 'day')}</bdi> <Ltr>{timeText(start, zone)}</Ltr>
            </>
          )}
        </span>
        {p.narrow ? null : (
          <span role="gridcell" className={styles.muted} dir="auto" title={row.leader}>
            {row.leader}
          </span>
        )}
      </div>
      <div className={styles.pane} role="gridcell" dir={p.dir}>
        <span className="visually-hidden">
          {spoken}. {t(`taskStatus.${row.status}`)}.
          {row.hours === 'within' ? null : ` ${t(`lawful.spoken.${row.hours}`)}`}
          {p.mark === 'path' ? ` ${t('schedule.spokenPath', { target: p.target ?? '' })}` : null}
          {p.mark === 'chain' ? ` ${t('schedule.spokenChain', { target: p.target ?? '' })}` : null}
          {isOff(row, p.base)
            ? ` ${t('baseline.spoken', { start: `${dateText(p.base?.start ?? 0, zone, language)} ${timeText(p.base?.start ?? 0, zone)}` })}`
            : null}
        </span>
        <Bar {...p} />
      </div>
    </div>
  );
});

const isOff = (row: TimelineRow, base: BaselineBar | null): boolean =>
  base !== null && row.start !== null && (base.start !== row.start || base.end !== (row.end ?? row.start));

/** Where the baseline has the bar, also when the bar itself has left the window. */
function Base({ row, base, window: w }: Pick<RowProps, 'row' | 'base'> & { readonly window: TimeWindow }) {
  if (base === null) return null;
  const x = xOf(base.start, w);
  return (
    <span
      className={cx(styles.base, isOff(row, base) && styles.baseOff)}
      style={{ insetInlineStart: x, inlineSize: Math.max(3, xOf(base.end, w) - x) }}
    />
  );
}

/** Reads the window itself: a zoom draws the bar of a row anew, and nothing else of it. */
function Bar(p: RowProps) {
  const w = useShown();
  const { row, width, look, ghost, base, movable, mark, zone, onReveal } = p;
  const { t, language } = p.words;
  if (row.start === null) return null;
  const x = xOf(row.start, w);
  const right = Math.max(x + 2, xOf(row.end ?? row.start, w));
  if (right < 0 || x > width) {
    const before = right < 0;
    return (
      <>
        <Base row={row} base={base} window={w} />
        <button
          type="button"
          tabIndex={-1}
          className={cx(styles.edge, before ? styles.edgeBefore : styles.edgeAfter)}
          onClick={() => onReveal(row.start ?? 0)}
        >
          {before ? <ChevronLeft size={12} aria-hidden /> : null}
          <span>{dateText(row.start, zone, language, 'day')}</span>
          {before ? null : <ChevronRight size={12} aria-hidden />}
          {mark === 'path' ? <Route size={12} aria-hidden /> : null}
          <Marks row={row} t={t} />
        </button>
      </>
    );
  }
  const colour = styles[`c${look.colour}`];
  const shownFrom = Math.max(0, x);
  const inside = !row.decision && right - shownFrom > labelWidth(row.title);
  // a long bar that starts left of the window carries its label at the edge of the window
  const indent = shownFrom - x;
  const clipped = Math.max(-8, x);
  const length = Math.min(right, width + 8) - clipped;
  // what stands beside goes with the end of the bar by itself, and is kept clear of a diamond and within the picture
  const besideAt = Math.min(row.decision ? Math.max(right, x + 9) : right, width - 40) - clipped;
  return (
    <>
      <span
        className={cx(styles.task, colour, row.decision && styles.thin)}
        style={{ insetInlineStart: clipped, inlineSize: length }}
        data-part={movable ? 'bar' : undefined}
      >
        <span
          className={cx(
            styles.shape,
            look.hatched && styles.hatched,
            row.coercive && styles.coercive,
            row.status === 'done' && styles.done,
            (row.status === 'cancelled' || row.status === 'aborted') && styles.dropped,
            mark === 'path' && marks.pathBar,
            mark === 'chain' && marks.chainBar,
          )}
        />
        {inside ? (
          <span className={styles.inside} style={{ marginInlineStart: Math.min(indent, length - 20) + 8 }} dir="auto">
            {row.title}
          </span>
        ) : null}
        {movable ? <span className={styles.endGrip} data-part="end" /> : null}
        {movable ? <span className={styles.linkGrip} data-part="link" /> : null}
        {inside && mark !== 'path' && !isMarked(row) ? null : (
          <span className={styles.beside} style={besideAt === length ? undefined : { insetInlineStart: besideAt + 6 }}>
            {mark === 'path' ? (
              <span className={marks.mark}>
                <Route size={12} aria-hidden />
              </span>
            ) : null}
            <Marks row={row} t={t} />
            {inside ? null : (
              <span className={styles.plate} dir="auto" aria-hidden>
                {row.title}
              </span>
            )}
          </span>
        )}
      </span>
      <Base row={row} base={base} window={w} />
      {row.decision ? (
        <svg
          className={styles.diamond}
          style={{ insetInlineStart: x }}
          viewBox="0 0 16 16"
          aria-hidden
          focusable="false"
        >
          <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor" />
        </svg>
      ) : null}
      {ghost === null ? null : (
        <span
          className={styles.ghost}
          style={{
            insetInlineStart: xOf(row.start + ghost.minutes * 60_000, w),
            inlineSize: Math.max(3, Math.round(((lengthOf(row) + ghost.longer) * 60_000) / w.msPerPx)),
          }}
        />
      )}
    </>
  );
}

const isMarked = ({ findings, sync, hours, armed }: TimelineRow): boolean =>
  findings.block > 0 || findings.warn > 0 || Boolean(sync) || hours !== 'within' || armed;

/** Findings by shape, colour and number; sync group and armed as words. */
function Marks({ row, t }: { readonly row: TimelineRow; readonly t: Words['t'] }) {
  const { block, warn } = row.findings;
  return (
    <>
      {block > 0 ? (
        <Sign tone="block" label={t('severity.blockCount', { count: block })}>
          <span aria-hidden>{block}</span>
        </Sign>
      ) : null}
      {warn > 0 ? (
        <Sign tone="warn" label={t('severity.warnCount', { count: warn })}>
          <span aria-hidden>{warn}</span>
        </Sign>
      ) : null}
      {row.sync ? (
        <span className={styles.sync}>
          <span className="visually-hidden">{t('timeline.syncGroup')} </span>
          <Equal size={11} aria-hidden />
          <Ltr>{row.sync}</Ltr>
        </span>
      ) : null}
      {row.hours === 'within' ? null : (
        <span className={styles.sync}>
          <Clock size={11} aria-hidden />
          {t(`lawful.mark.${row.hours}`)}
        </span>
      )}
      {row.armed ? <span className={styles.sync}>{t('timeline.armed')}</span> : null}
    </>
  );
}

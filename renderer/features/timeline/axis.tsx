/** Two scales above the rows: date line and clock of the chosen zone, and elapsed time from H; phases as bands between them. */
import { memo } from 'react';
import type { TimelineFrame } from '#shared/contract/planning.ts';
import { biText, dateText, hOffsetText, timeText, useT } from '../../i18n/index.ts';
import { cx, Ltr } from '../../ui/index.ts';
import { clockTicks, dateLine, hTicks, type Segment, stepFor, type Tick, tOf, xOf } from './scale.ts';
import { useShown } from './shown.tsx';
import styles from './timeline.module.css';

const DAY = 86_400_000;
/** Height of the three lines of ticks, and of one line of phases. */
const TICK_LINES = 54;
const LANE = 17;

type PlacedPhase = TimelineFrame['phases'][number] & { readonly from: number; readonly to: number };

/** Phases that overlap stand under one another, so that none hides another. */
export function phaseLanes(phases: TimelineFrame['phases']): readonly (readonly PlacedPhase[])[] {
  const lanes: PlacedPhase[][] = [];
  const placed = phases.filter((p): p is PlacedPhase => p.from !== null && p.to !== null);
  for (const phase of placed.toSorted((a, b) => a.from - b.from)) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= phase.from);
    if (free) free.push(phase);
    else lanes.push([phase]);
  }
  return lanes;
}

export const axisHeight = (phases: TimelineFrame['phases']): number =>
  TICK_LINES + phaseLanes(phases).length * LANE + 1;

/** Label of a tick: the clock while ticks are hours, the day while they are days, month or year beyond. */
function tickText(tick: Tick, step: number, zone: string, language: string): string {
  if (step < DAY) return timeText(tick.t, zone);
  if (step < 30 * DAY) return dateText(tick.t, zone, language, step === DAY || step === 2 * DAY ? 'dayOnly' : 'day');
  if (step < 365 * DAY) return dateText(tick.t, zone, language, 'month');
  return dateText(tick.t, zone, language, 'year');
}
function segmentText(segment: Segment, zone: string, language: string): string {
  const middle = (segment.from + segment.to) / 2;
  return segment.unit === 'day'
    ? dateText(middle, zone, language, 'full')
    : segment.unit === 'month'
      ? dateText(middle, zone, language, 'monthYear')
      : dateText(middle, zone, language, 'year');
}

/** `H−6`, `H+36`, `H−7d`: short on purpose, the exact offset stands in the inspector. */
export function hTickText(t: number, hHour: number): string {
  const minutes = Math.round((t - hHour) / 60_000);
  if (minutes === 0) return 'H';
  const sign = minutes < 0 ? '−' : '+';
  const size = Math.abs(minutes);
  if (size % 1440 === 0 && size >= 2880) return `H${sign}${size / 1440}d`;
  if (size % 60 === 0) return `H${sign}${size / 60}`;
  return hOffsetText(t, hHour).replace('-', '−');
}

export const Axis = memo(function Axis({
  frame,
  width,
  zone,
}: {
  readonly frame: TimelineFrame;
  readonly width: number;
  readonly zone: string;
}) {
  const { language } = useT();
  const w = useShown();
  const step = stepFor(w.msPerPx);
  const to = tOf(width, w);
  const hHour = frame.card.hHour;
  const place = (t: number): { readonly insetInlineStart: number } => ({ insetInlineStart: xOf(t, w) });
  return (
    <>
      <div className={styles.line} style={{ insetBlockStart: 0 }} aria-hidden>
        {dateLine(w.from, to, step, zone).map((s) => {
          // the label stays at the leading edge while its day is on screen
          const start = Math.max(0, xOf(s.from, w));
          return (
            <span
              key={s.from}
              className={styles.segment}
              style={{ insetInlineStart: start, inlineSize: xOf(s.to, w) - start }}
            >
              {segmentText(s, zone, language)}
            </span>
          );
        })}
      </div>
      <div className={styles.line} style={{ insetBlockStart: 18 }} aria-hidden>
        {clockTicks(w.from, to, step, zone).map((tick) => (
          <span key={tick.t} className={cx(styles.tick, tick.strong && styles.tickStrong)} style={place(tick.t)}>
            <Ltr>{tickText(tick, step, zone, language)}</Ltr>
          </span>
        ))}
      </div>
      <div className={styles.line} style={{ insetBlockStart: 36 }} aria-hidden>
        {hHour === null
          ? null
          : hTicks(w.from, to, step, hHour).map((t) => (
              <span key={t} className={cx(styles.tick, styles.tickH, t === hHour && styles.tickZero)} style={place(t)}>
                <Ltr>{hTickText(t, hHour)}</Ltr>
              </span>
            ))}
      </div>
      {phaseLanes(frame.phases).map((lane, i) => (
        <div
          key={lane[0]?.id ?? i}
          className={styles.line}
          style={{ insetBlockStart: TICK_LINES + i * LANE, blockSize: LANE, borderBlockEnd: 0 }}
          aria-hidden
        >
          {lane.map((phase) => {
            const from = Math.max(-2, xOf(phase.from, w));
            const end = Math.min(width + 2, xOf(phase.to, w));
            if (end <= 0 || from >= width || end - from < 2) return null;
            return (
              <span key={phase.id} className={styles.phase} style={{ insetInlineStart: from, inlineSize: end - from }}>
                <Ltr>{phase.code}</Ltr> <span dir="auto">{biText(phase.name, language)}</span>
              </span>
            );
          })}
        </div>
      ))}
    </>
  );
});

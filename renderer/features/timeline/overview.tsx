/** The whole plan as density, with the window on it: the far view is drawn on canvas, the frame is dragged or moved by keys. */
import { memo, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { TimelineFrame, TimelineRow } from '#shared/contract/planning.ts';
import { dateText, useT } from '../../i18n/index.ts';
import { usePreferences } from '../../state/preferences.ts';
import { density } from './density.ts';
import type { TimeWindow } from './scale.ts';
import { useShown } from './shown.tsx';
import styles from './timeline.module.css';

export const Overview = memo(function Overview({
  frame,
  rows,
  width,
  zone,
  dir,
  onWindow,
}: {
  readonly frame: TimelineFrame;
  readonly rows: readonly TimelineRow[] | null;
  readonly width: number;
  readonly zone: string;
  readonly dir: 'ltr' | 'rtl';
  readonly onWindow: (w: TimeWindow) => void;
}) {
  const { t, language } = useT();
  const w = useShown();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = usePreferences((s) => s.theme);
  const extent = frame.card.extent;
  const bins = useMemo(
    () => (rows && extent ? density(rows, extent.from, extent.to, Math.max(1, width)) : null),
    [rows, extent, width],
  );
  const hHour = frame.card.hHour;
  useEffect(() => {
    const el = canvas.current;
    const context = el?.getContext('2d');
    if (!el || !context || !extent) return;
    const ratio = window.devicePixelRatio;
    el.width = width * ratio;
    el.height = 26 * ratio;
    context.scale(ratio, ratio);
    const style = getComputedStyle(el);
    const colour = (name: string): string => style.getPropertyValue(name);
    context.clearRect(0, 0, width, 26);
    if (bins) {
      const most = Math.max(1, ...bins.tasks);
      context.fillStyle = colour('--cat-8');
      bins.tasks.forEach((n, x) => {
        const height = n === 0 ? 0 : 3 + (n / most) * 16;
        context.fillRect(x, 26 - height, 1, height);
      });
      // findings as ticks at the top edge: longer ones stop a gate
      bins.block.forEach((n, x) => {
        if (n === 0) return;
        context.fillStyle = colour('--block');
        context.fillRect(x, 0, 2, 7);
      });
      bins.warn.forEach((n, x) => {
        if (n === 0) return;
        context.fillStyle = colour('--warn');
        context.fillRect(x, 0, 2, 4);
      });
    }
    if (hHour !== null) {
      const x = Math.round(((hHour - extent.from) / (extent.to - extent.from)) * width);
      context.fillStyle = colour('--h-line');
      context.fillRect(x - 2, 0, 1, 26);
      context.fillRect(x + 1, 0, 1, 26);
    }
  }, [bins, extent, width, hHour, theme]);
  if (!extent) return null;
  const scale = width / Math.max(1, extent.to - extent.from);
  const from = Math.max(0, (w.from - extent.from) * scale);
  const to = Math.min(width, (w.from + width * w.msPerPx - extent.from) * scale);
  const centre = (e: PointerEvent<HTMLElement>): void => {
    const box = e.currentTarget.getBoundingClientRect();
    const x = dir === 'rtl' ? box.right - e.clientX : e.clientX - box.left;
    onWindow({ ...w, from: Math.round(extent.from + x / scale - (width / 2) * w.msPerPx) });
  };
  return (
    <div
      className={styles.overviewPane}
      dir={dir}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        centre(e);
      }}
      onPointerMove={(e) => {
        if (e.currentTarget.hasPointerCapture(e.pointerId)) centre(e);
      }}
    >
      <canvas ref={canvas} aria-hidden />
      <div
        role="slider"
        tabIndex={0}
        className={styles.brush}
        style={{ insetInlineStart: Math.min(from, width - 6), inlineSize: Math.max(6, to - from) }}
        aria-label={t('timeline.overview')}
        aria-valuemin={extent.from}
        aria-valuemax={extent.to}
        aria-valuenow={Math.min(extent.to, Math.max(extent.from, w.from))}
        aria-valuetext={t('timeline.windowText', {
          from: dateText(w.from, zone, language, 'full'),
          to: dateText(w.from + width * w.msPerPx, zone, language, 'full'),
        })}
        onKeyDown={(e) => {
          const side = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
          if (side === 0 || e.altKey) return;
          e.preventDefault();
          onWindow({ ...w, from: Math.round(w.from + (dir === 'rtl' ? -side : side) * (width / 8) * w.msPerPx) });
        }}
      />
    </div>
  );
});

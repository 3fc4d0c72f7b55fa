/** All matching operations on one line of pixels: how many run, where blocks stand, where H lies. Drawn when not every lane fits. */
import { useEffect, useRef } from 'react';
import type { PortfolioPicture } from '#shared/contract/portfolio.ts';
import { dateText, useT } from '../../i18n/index.ts';
import { usePreferences } from '../../state/preferences.ts';
import { busiest } from './axis.ts';
import styles from './operations.module.css';

const HEIGHT = 40;
const TICK = 6;

export function Density({
  picture,
  dir,
  matching,
}: {
  readonly picture: PortfolioPicture;
  readonly dir: 'ltr' | 'rtl';
  readonly matching: number;
}) {
  const { t, language } = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = usePreferences((s) => s.theme);
  useEffect(() => {
    const el = canvas.current;
    const context = el?.getContext('2d');
    if (!el || !context) return;
    const draw = (): void => {
      const width = el.offsetWidth;
      const ratio = window.devicePixelRatio;
      el.width = width * ratio;
      el.height = HEIGHT * ratio;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const style = getComputedStyle(el);
      const colour = (name: string): string => style.getPropertyValue(name);
      const most = Math.max(1, ...picture.running);
      const bin = width / picture.running.length;
      const heightOf = (n: number): number => (n === 0 ? 0 : 2 + (n / most) * (HEIGHT - TICK - 4));
      picture.running.forEach((n, i) => {
        context.fillStyle = colour('--cat-8-soft');
        context.fillRect(i * bin, HEIGHT - heightOf(n), Math.ceil(bin), heightOf(n));
        context.fillStyle = colour('--cat-8');
        context.fillRect(i * bin, HEIGHT - heightOf(n), Math.ceil(bin), 1);
      });
      // Blocks as a line over the bars: a surface would be a wall of red where most have one.
      context.fillStyle = colour('--block');
      picture.blocked.forEach((n, i) => {
        if (n > 0) context.fillRect(i * bin, HEIGHT - heightOf(n), Math.ceil(bin), 2);
      });
      context.fillStyle = colour('--h-line');
      picture.h.forEach((n, i) => {
        if (n > 0) context.fillRect(i * bin, 0, 1, TICK);
      });
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(el);
    return () => observer.disconnect();
  }, [picture, theme]);
  const most = busiest(picture.running, picture);
  return (
    <div className={styles.density}>
      <p className={styles.densityWords}>
        {most
          ? t('portfolio.busiest', {
              count: most.count,
              month: dateText(most.at, 'UTC', language, 'monthYear'),
              total: matching,
            })
          : t('portfolio.noneRuns')}
      </p>
      <div className={styles.densityPane} dir={dir} aria-hidden>
        <canvas ref={canvas} />
      </div>
    </div>
  );
}

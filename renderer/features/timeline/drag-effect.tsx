/** Beside the ghost of a bar that is being dragged: where it would come to lie, and quietly what that would do. */
import type { TimelineRow } from '#shared/contract/planning.ts';
import type { StartContext } from '#shared/time/start-form.ts';
import { clockText, deltaText, directionOf, durationText, useT } from '../../i18n/index.ts';
import { Ltr } from '../../ui/index.ts';
import bands from './bands.module.css';
import { type Ghost, lengthOf } from './pending-move.ts';
import { Effect } from './preview-bar.tsx';
import { xOf } from './scale.ts';
import { useShown } from './shown.tsx';
import styles from './timeline.module.css';
import { useEffectOf, type Wish } from './use-effect-of.ts';
import { movedBy, shiftWish, spanWish } from './wish.ts';

export function DragEffect({
  operation,
  row,
  ghost,
  picked,
  context,
  zone,
  dir,
  y,
}: {
  readonly operation: string;
  readonly row: TimelineRow;
  readonly ghost: Ghost;
  readonly picked: readonly string[];
  readonly context: StartContext;
  readonly zone: string;
  /** Direction of time, and how far down the rows it stands. */
  readonly dir: 'ltr' | 'rtl';
  readonly y: number;
}) {
  const { t, language } = useT();
  const w = useShown();
  const moved = movedBy(row, ghost, picked, context);
  if (moved.is === 'nothing' || row.start === null) return null;
  const wish =
    moved.is === 'one'
      ? spanWish(operation, moved.move)
      : moved.is === 'many'
        ? shiftWish(operation, picked, moved.minutes)
        : null;
  const x = Math.max(xOf(row.start + ghost.minutes * 60_000, w), 4);
  // said in words once the bar is let go
  return (
    <div className={bands.layer} dir={dir} aria-hidden>
      <div
        className={styles.dragEffect}
        dir={directionOf(language)}
        style={{ insetBlockStart: y, [dir === 'rtl' ? 'right' : 'left']: `min(${x}px, max(4px, 100% - 250px))` }}
      >
        <b>
          <Ltr>
            {ghost.longer === 0
              ? `${deltaText(ghost.minutes)} · ${clockText(row.start + ghost.minutes * 60_000, zone)}`
              : durationText(Math.max(0, lengthOf(row) + ghost.longer))}
          </Ltr>
        </b>
        {moved.is === 'cannot' ? <span>{t(`move.${moved.why}`, { code: row.code })}</span> : null}
        {wish === null ? null : <Known wish={wish} />}
      </div>
    </div>
  );
}

function Known({ wish }: { readonly wish: Wish }) {
  const { effect, failed } = useEffectOf(wish);
  return <Effect of={effect} failed={failed} />;
}

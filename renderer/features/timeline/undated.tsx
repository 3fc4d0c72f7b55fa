/** Tasks without a place on the time axis: nothing falls out of the picture. Each can be given a time, by form, by key and by drag. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState } from 'react';
import type { UndatedTask } from '#shared/contract/bands.ts';
import type { Output } from '#shared/contract/contract.ts';
import { failureOf, usePaged } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Code, Failure } from '../../ui/index.ts';
import styles from './bands.module.css';

const ROW_PX = 28;
/** What is carried while an undated task is dragged to the axis. */
export const UNDATED_TYPE = 'application/x-liaison-undated';

const tasksOf = (answer: Output<'timeline.undated'>): readonly UndatedTask[] => answer.tasks;
const totalOf = (answer: Output<'timeline.undated'>): number => answer.total;

export function Undated({ count, operation }: { readonly count: number; readonly operation: string }) {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.tray} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('timeline.undated', { count })}</summary>
      {open ? <Tray operation={operation} count={count} /> : null}
    </details>
  );
}

function Tray({ operation, count }: { readonly operation: string; readonly count: number }) {
  const { t } = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const inputOf = useCallback((first: number, n: number) => ({ operation, first, count: n }), [operation]);
  const list = usePaged('timeline.undated', inputOf, tasksOf, totalOf, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  const open = (task: UndatedTask): void => {
    usePlace.getState().setView(operation, { selected: task.id, row: task.index });
    usePlace.getState().inspect(true, 'details');
  };
  if (list.error !== null) return <Failure error={failureOf(list.error)} />;
  return (
    <>
      <p>{t('timeline.undatedHint')}</p>
      <div className={styles.trayList} ref={scroller} tabIndex={-1}>
        <ul className={styles.trayRows} style={{ blockSize: virtual.getTotalSize() }}>
          {items.map((item) => {
            const task = list.get(item.index);
            return task === undefined ? null : (
              <li key={task.id} style={{ transform: `translateY(${item.start}px)` }}>
                <button
                  type="button"
                  className={styles.trayName}
                  draggable
                  onDragStart={(e) => {
                    e.dataTransfer.setData(UNDATED_TYPE, JSON.stringify(task));
                    e.dataTransfer.effectAllowed = 'move';
                  }}
                  onClick={() => open(task)}
                >
                  <Code>{task.code}</Code> <bdi>{task.title}</bdi>
                </button>
                {task.at === null ? null : <Code mono>{task.at}</Code>}
                <Button onClick={() => open(task)} aria-label={`${t('timeline.giveTime')} ${task.code}`}>
                  {t('timeline.giveTime')}
                </Button>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

import type { DragEvent } from 'react';
import type { UndatedTask } from '#shared/contract/bands.ts';
import { type AxisPlace, instantUnder } from './instant-under.ts';
import { UNDATED_TYPE } from './undated.tsx';

/** Handlers of the body of the picture: a task carried over from the tray is let go at an instant of the axis. */
export function useUndatedDrop({
  onPlace,
  ...axis
}: AxisPlace & { readonly onPlace: ((task: UndatedTask, at: number, msPerPx: number) => void) | null }) {
  const carries = (e: DragEvent): boolean => onPlace !== null && e.dataTransfer.types.includes(UNDATED_TYPE);
  return {
    onDragOver: (e: DragEvent<HTMLElement>): void => {
      if (carries(e)) e.preventDefault();
    },
    onDrop: (e: DragEvent<HTMLElement>): void => {
      if (!carries(e) || !onPlace) return;
      e.preventDefault();
      const at = instantUnder(e, axis);
      if (at === null) return;
      onPlace(JSON.parse(e.dataTransfer.getData(UNDATED_TYPE)) as UndatedTask, at, axis.windowNow().msPerPx);
    },
  } as const;
}

import { DataSet } from 'vis-data/standalone';
import { Timeline } from 'vis-timeline/standalone';
import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import type { Peer } from './peer.ts';

/** One group a row, as in a treegrid; the wheel scrolls, with Ctrl it zooms, dragging an item moves it. */
export const vis: Peer = (into, { rows, from, to, first }) => {
  const groups = new DataSet(rows.map((row, i) => ({ id: row.id, content: `${row.code} ${row.title}`, order: i })));
  const items = new DataSet(
    rows.map(({ id, title, start, end }) => ({ id, group: id, content: title, start, end, type: 'range' as const })),
  );
  const timeline = new Timeline(into, items, groups, {
    start: from,
    end: to,
    height: '100%',
    stack: false,
    verticalScroll: true,
    zoomKey: 'ctrlKey',
    orientation: 'top',
    groupOrder: 'order',
    editable: { updateTime: true, updateGroup: false, add: false, remove: false },
  });
  return new Promise((resolve) => {
    const drawn = (): void => {
      timeline.off('changed', drawn);
      resolve();
      // it shows nothing at all when it is told where to stand before its first drawing is done
      setTimeout(() => {
        const row = rows[first];
        if (row) timeline.focus(row.id, { animation: false, zoom: false });
      }, 300);
    };
    timeline.on('changed', drawn);
  });
};

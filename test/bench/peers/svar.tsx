import { Gantt, Willow } from '@svar-ui/react-gantt';
import '@svar-ui/react-gantt/all.css';
import { createRoot } from 'react-dom/client';
import type { Peer } from './peer.ts';

const DAY = 86_400_000;
/** As high as ours. */
const ROW = 28;

/** Its rows are windowed as ours are; it has no window of time but scrolls sideways over the whole plan, with a column an hour. */
export const svar: Peer = (into, { rows, from, to }) => {
  const tasks = rows.map(({ id, code, title, start, end }) => ({
    id,
    text: `${code} ${title}`,
    start: new Date(start),
    end: new Date(Math.max(end, start + 60_000)),
    type: 'task' as const,
    progress: 0,
  }));
  const root = createRoot(into);
  return new Promise((resolve) => {
    root.render(
      <Willow fonts={false}>
        <Gantt
          tasks={tasks}
          links={[]}
          scales={[
            { unit: 'day', step: 1, format: '%j %M' },
            { unit: 'hour', step: 2, format: '%H:%i' },
          ]}
          start={new Date(from - 14 * DAY)}
          end={new Date(to + 14 * DAY)}
          durationUnit="hour"
          lengthUnit="minute"
          cellWidth={32}
          cellHeight={ROW}
          zoom
          init={(api) => {
            resolve();
            // the rows have their height once they are drawn; it shows fewer hours at once, so it begins later
            // it shows fewer hours at once, so it begins later
            setTimeout(() => void api.exec('scroll-chart', { date: new Date(from + (to - from) / 3) }), 300);
          }}
        />
      </Willow>,
    );
  });
};

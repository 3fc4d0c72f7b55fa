/** One task of an order in its three forms of time; the same row in the text and in the differences. */
import type { OrderTaskView, OrderView } from '#shared/contract/orders.ts';
import { offsetText, plainDateText, timeText, dateText, durationText, useT } from '../../i18n/index.ts';
import { Code, Ltr } from '../../ui/index.ts';
import styles from './orders.module.css';

const signed = (minutes: number): string => {
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** `H+00:30`, the clock on the wall there as it was ordered, and the clock of the display zone. */
export function Times({ task, zone }: { readonly task: OrderTaskView; readonly zone: string }) {
  const { t, language } = useT();
  if (task.start === null)
    return <span className={styles.quiet}>{task.at ? <Code>{task.at}</Code> : t('orders.noTime')}</span>;
  const [day, clock] = (task.local?.clock ?? '').split('T');
  return (
    <span className={styles.times}>
      <b>
        <Code>{task.offset ?? task.at ?? ''}</Code>
      </b>
      {task.local && day ? (
        <span>
          {plainDateText(day, language, 'day')} <Ltr>{`${clock} ${signed(task.local.offsetMinutes)}`}</Ltr>
        </span>
      ) : null}
      <span className={styles.quiet}>
        {dateText(task.start, zone, language, 'day')}{' '}
        <Ltr>{`${timeText(task.start, zone)} ${offsetText(task.start, zone)}`}</Ltr>
      </span>
    </span>
  );
}

export function Place({ task }: { readonly task: OrderTaskView }) {
  const { t } = useT();
  return <>{task.place === 'REM' ? t('timeline.remote') : (task.place ?? '—')}</>;
}

/** Names as the order says them; a code stands for somebody it does not name. */
export const nameIn = (frame: OrderView['frame'] | null, code: string): string =>
  frame?.people.find((person) => person.code === code)?.name ?? code;

export function TaskRow({
  task,
  frame,
  zone,
}: {
  readonly task: OrderTaskView;
  readonly frame: OrderView['frame'];
  readonly zone: string;
}) {
  return (
    <tr>
      <td>
        <Code>{task.code}</Code>
      </td>
      <th scope="row" dir="auto">
        {task.title}
      </th>
      <td>
        <Times task={task} zone={zone} />
      </td>
      <td>
        <Ltr>{task.minutes === null ? '—' : durationText(task.minutes)}</Ltr>
      </td>
      <td>
        <Place task={task} />
      </td>
      <td>{task.owner ? <Code>{task.owner}</Code> : '—'}</td>
      <td>
        {task.people.map((code) => (
          <bdi key={code} className={styles.person}>
            {nameIn(frame, code)}
          </bdi>
        ))}
      </td>
      <td>
        {task.relies.map((code) => (
          <span key={code} className={styles.person}>
            <Code>{code}</Code>
          </span>
        ))}
      </td>
    </tr>
  );
}

/**
 * What is due around H, in the order in which it begins: stretches before and after H, the line of now, late tasks marked. One key takes
 * the next step of a task; it is a step of its lifecycle like any other, and where something stands against it the dialog says what.
 */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { ActionTask } from '#shared/contract/action-day.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { formatHOffset } from '#shared/time/start-form.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { biText, clockText, durationText, hOffsetText, timeText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useDrafts } from '../../state/drafts.ts';
import { useNotices, useTell } from '../../state/notices.ts';
import { useOperationView, usePlace } from '../../state/place.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Button, Choice, Code, Failure, Kbd, Loading, Ltr, Sign, useFewFirst } from '../../ui/index.ts';
import { Pager } from '../exchange/index.ts';
import { byDraft, saidBy, TakeStep } from '../steps/index.ts';
import styles from './action.module.css';
import type { Acting } from './action.tsx';
import { checklistLines } from './lines.ts';
import { dayMark } from './sites.tsx';

const PAGE = 100;
const leastPx = (): number => 28;
const NO_TASKS: readonly ActionTask[] = [];
const COLUMNS = ['offset', 'local', 'task', 'place', 'lead', 'state', 'next'] as const;

export interface ChecklistProps {
  readonly card: OperationCard;
  readonly day: Output<'action.day'>;
  readonly now: number;
  readonly zone: string;
  readonly by: string;
  readonly role: Acting;
  /** A step was asked for and nobody said who takes it. */
  readonly onNameless: () => void;
  readonly onNote: (task: string) => void;
  readonly onDecide: (task: string) => void;
}

export function Checklist(props: ChecklistProps) {
  const { card, day, now, zone } = props;
  const { t } = useT();
  const site = useOperationView(card.id).actionSite;
  const [first, setFirst] = useState(0);
  const [focus, setFocus] = useState(0);
  const [refused, setRefused] = useState<{ readonly item: string; readonly to: string } | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const ask = useAsk('action.tasks', { operation: card.id, site: site === '' ? null : site, first, count: PAGE });
  const advance = useAdvance(props, (item, to) => setRefused({ item, to }));
  const tasks = ask.data?.tasks ?? NO_TASKS;
  const lines = useFewFirst(checklistLines(tasks, now), leastPx);
  const at = Math.min(focus, Math.max(0, tasks.length - 1));
  const keep = useRef(false);
  useEffect(() => {
    if (keep.current) grid.current?.querySelector<HTMLElement>(`tr[data-row="${at}"]`)?.focus();
    keep.current = false;
  }, [at]);
  /** The first task that has not begun at a moment; the last one when all have. */
  const rowAt = (moment: number): number => {
    const row = tasks.findIndex(({ start }) => start >= moment);
    return row < 0 ? tasks.length - 1 : row;
  };
  const jump = (moment: number): void => {
    const row = rowAt(moment);
    setFocus(row);
    grid.current?.querySelector<HTMLElement>(`tr[data-row="${row}"]`)?.focus();
  };
  useCommand('view.now', () => jump(now), tasks.length > 0);
  useCommand('view.h', () => jump(card.hHour ?? now), tasks.length > 0);
  const walk = (to: number): void => {
    keep.current = true;
    setFocus(Math.max(0, Math.min(tasks.length - 1, to)));
  };
  const open = (task: ActionTask): void => {
    usePlace.getState().setView(card.id, { selected: task.id });
    usePlace.getState().inspect(true, 'details');
  };
  const onKey = (event: KeyboardEvent, task: ActionTask, row: number): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: row + 1,
      ArrowUp: row - 1,
      Home: 0,
      End: tasks.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) walk(to);
    else if (event.key === 'Enter') open(task);
    else if (event.code === 'KeyX' && !event.shiftKey) advance(task);
    else if (event.code === 'KeyL' && event.shiftKey) props.onNote(task.code);
    else if (event.code === 'KeyD' && event.shiftKey) props.onDecide(task.code);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={styles.checklist} aria-label={t('actionDay.checklist')}>
      <div className={styles.partHead}>
        <h2>{t('actionDay.checklist')}</h2>
        <Choice
          label={t('actionDay.site')}
          hideLabel
          value={site}
          options={[
            { value: '', label: t('actionDay.everySite') },
            ...day.sites.map(({ code, codeWord }) => ({ value: code, label: codeWord })),
          ]}
          onPick={(actionSite) => {
            usePlace.getState().setView(card.id, { actionSite });
            setFirst(0);
          }}
        />
        {day.mine ? (
          <span className={styles.quiet}>
            <Kbd>X</Kbd> {t('actionDay.keyNext')}
          </span>
        ) : null}
      </div>
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {ask.isLoading ? <Loading lines={10} /> : null}
      {ask.data && tasks.length === 0 ? <p className={styles.quiet}>{t('actionDay.nothingDue')}</p> : null}
      {tasks.length > 0 ? (
        <div className={styles.gridWrap}>
          <table
            ref={grid}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose rows the arrows walk is a grid (ARIA practices)
            role="grid"
            className={styles.grid}
            aria-label={t('actionDay.gridLabel', { name: card.codeName })}
            aria-rowcount={ask.data?.total}
          >
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {t(`actionDay.col.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => {
                if (line.is === 'now')
                  return (
                    <tr key="now" className={styles.now}>
                      <td colSpan={COLUMNS.length}>
                        {t('actionDay.now')} <Ltr>{clockText(now, zone)}</Ltr>
                      </td>
                    </tr>
                  );
                if (line.is === 'band')
                  return (
                    <tr key={`band ${line.band}`} className={styles.band}>
                      <th scope="rowgroup" colSpan={COLUMNS.length}>
                        {line.band === null ? (
                          t('actionDay.day')
                        ) : (
                          <>
                            {t('actionDay.from')} <Ltr>{line.band === 0 ? 'H' : formatHOffset(line.band)}</Ltr>
                          </>
                        )}
                      </th>
                    </tr>
                  );
                const { task, row } = line;
                return (
                  <tr
                    key={task.id}
                    data-row={row}
                    data-status={task.status}
                    tabIndex={row === at ? 0 : -1}
                    aria-rowindex={first + row + 2}
                    onFocus={(e) => {
                      if (e.target === e.currentTarget) setFocus(row);
                    }}
                    onKeyDown={(e) => onKey(e, task, row)}
                  >
                    <td>
                      <Code>{hOffsetText(task.start, card.hHour)}</Code>
                    </td>
                    <td>
                      <Ltr>{`${timeText(task.start, task.tz)}${dayMark(task.start, task.tz, card.dDay)}`}</Ltr>
                    </td>
                    <td>
                      <button
                        type="button"
                        className={styles.open}
                        tabIndex={-1}
                        aria-label={`${task.code} ${task.title}`}
                        onClick={() => open(task)}
                      >
                        <Code>{task.code}</Code> <bdi>{task.title}</bdi>
                      </button>
                    </td>
                    <td>{task.place === 'REM' ? t('timeline.remote') : (task.place ?? t('timeline.withheldPlace'))}</td>
                    <td>
                      <bdi>{task.leader}</bdi>
                    </td>
                    <td>
                      <State task={task} now={now} />
                    </td>
                    <td>
                      {day.mine ? <Next task={task} onNext={() => advance(task)} onDecide={props.onDecide} /> : null}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
      <Pager
        first={first}
        count={PAGE}
        total={ask.data?.total ?? 0}
        onFirst={setFirst}
        words={{ back: t('orders.earlier'), on: t('orders.later') }}
      />
      {refused ? (
        <TakeStep operation={card.id} item={refused.item} to={refused.to} onClose={() => setRefused(null)} />
      ) : null}
    </section>
  );
}

function State({ task, now }: { readonly task: ActionTask; readonly now: number }) {
  const { t } = useT();
  const word = t(`taskStatus.${task.status}`);
  if (task.late === null) return task.status === 'done' ? <Sign tone="ready">{word}</Sign> : <>{word}</>;
  const since = Math.floor((now - (task.late === 'start' ? task.start : task.end)) / 60_000);
  return (
    <>
      {word}{' '}
      <Sign tone="warn">
        {t('actionDay.lateBy')} <Ltr>{durationText(Math.max(0, since))}</Ltr>
      </Sign>
    </>
  );
}

function Next({
  task,
  onNext,
  onDecide,
}: {
  readonly task: ActionTask;
  readonly onNext: () => void;
  readonly onDecide: (task: string) => void;
}) {
  const { t, maybe, language } = useT();
  return (
    <span className={styles.next}>
      {task.next ? (
        <Button tabIndex={-1} onClick={onNext}>
          {maybe(`verb.${task.next.verbKey}`, biText(task.next.verb, language))}{' '}
          <span className="visually-hidden">{task.code}</span>
        </Button>
      ) : null}
      {task.decision ? (
        <Button tabIndex={-1} onClick={() => onDecide(task.code)}>
          {t('actionDay.decide')} <span className="visually-hidden">{task.code}</span>
        </Button>
      ) : null}
    </span>
  );
}

/** Takes the next step of a task in the name at the head of the screen. What is refused is shown with everything it lacks. */
function useAdvance(
  { card, day, by, role, onNameless }: ChecklistProps,
  onRefused: (item: string, to: string) => void,
) {
  const send = useSend('step.take');
  const announce = useAnnounce();
  const problem = useProblem();
  const { t } = useT();
  const tell = useTell();
  return (task: ActionTask): void => {
    if (!day.mine || send.isPending) return;
    if (task.next === null) {
      useNotices.getState().say(t('actionDay.noNext', { code: task.code }));
      return;
    }
    if (by === '') {
      tell(({ t }) => t('actionDay.nameFirst'), { tone: 'problem' });
      onNameless();
      return;
    }
    const { to } = task.next;
    send.mutate(
      { operation: card.id, item: task.id, to, evidence: { ...saidBy(by, role), date: day.today } },
      {
        onSuccess: (done) => announce(done),
        onError: (error) => {
          if (failureOf(error).code !== 'step.missing') {
            problem(error);
            return;
          }
          useDrafts.getState().put(byDraft(task.id, to), by);
          onRefused(task.id, to);
        },
      },
    );
  };
}

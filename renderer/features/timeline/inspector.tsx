/** The selected task at the right: three clocks, stored form, people, needs, dependencies, findings, marking, history. */
import { Link2, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import type { OperationCard, TaskDetail } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { KeyHint, useKeyOf } from '../../app/key-hint.tsx';
import { cityOf, durationText, plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { beyond, useMarkingOnScreen } from '../../state/marking.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useOperationView, usePlace } from '../../state/place.ts';
import { useProblem } from '../../state/steps.ts';
import { Button, Chip, Code, Failure, IconButton, Loading, Ltr, MarkingSign, Sign, TabPanels } from '../../ui/index.ts';
import { FindingCard } from '../findings/index.ts';
import { StepMenu } from '../steps/index.ts';
import { HistoryList } from '../record-history/index.ts';
import { EditTaskSheet } from '../new-task/index.ts';
import { Staffing } from '../staffing/index.ts';
import styles from './panel.module.css';
import { LinkSheet, type LinkWish } from './link-sheet.tsx';
import { Slack } from './slack.tsx';
import { Standing } from './standing.tsx';
import { StartEditor } from './start-editor.tsx';

export function Inspector({ operation }: { readonly operation: string }) {
  const { t } = useT();
  const view = useOperationView(operation);
  const { data: card } = useAsk('operation.card', { operation }, { keep: false });
  const detail = useAsk('task.detail', { operation, task: view.selected ?? '' }, { when: view.selected !== null });
  if (view.selected === null || !card)
    return (
      <div className={styles.panel}>
        <h2>{t('inspector.nothing.title')}</h2>
        <p>{t('inspector.nothing.text')}</p>
        <Button onClick={() => usePlace.getState().inspect(false)}>{t('inspector.close')}</Button>
      </div>
    );
  if (detail.isError) return <Failure error={failureOf(detail.error)} />;
  if (!detail.data) return <Loading />;
  return <Task key={detail.data.row.id} card={card} detail={detail.data} zone={view.zone ?? card.refTz} />;
}

function Task({
  card,
  detail,
  zone,
}: {
  readonly card: OperationCard;
  readonly detail: TaskDetail;
  readonly zone: string;
}) {
  const { t } = useT();
  const tab = usePlace((s) => s.tab);
  const { row, findings } = detail;
  useMarkingOnScreen(beyond(detail.marking, card.marking));
  const frame = useAsk('timeline.frame', { operation: card.id });
  // a task without a time is opened to be given one
  const [timing, setTiming] = useState(row.start === null);
  const [editing, setEditing] = useState(false);
  useCommand('edit.start', () => {
    usePlace.getState().inspect(true, 'details');
    setTiming(true);
  });
  useCommand('task.edit', () => setEditing(true));
  return (
    <>
      <div className={styles.head}>
        <div className={styles.headLine}>
          <Code>{row.code}</Code>
          <h2 dir="auto">{row.title}</h2>
          <IconButton
            label={t('inspector.close')}
            hint={<KeyHint id="view.inspector" />}
            onClick={() => usePlace.getState().inspect(false)}
          >
            <X size={16} aria-hidden />
          </IconButton>
        </div>
        <div className={styles.chips}>
          <Chip>{t(`taskKind.${row.kind}`)}</Chip>
          <Chip>{t(`taskStatus.${row.status}`)}</Chip>
          {row.coercive ? <Chip tone="warn">{t('inspector.coercive')}</Chip> : null}
          {row.armed ? <Chip tone="warn">{t('timeline.armed')}</Chip> : null}
          {row.sync ? <Chip>{t('inspector.sync', { group: row.sync })}</Chip> : null}
          <StepMenu operation={card.id} item={row.id} />
          <IconButton label={t('command.task.edit')} hint={<KeyHint id="task.edit" />} onClick={() => setEditing(true)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
        </div>
        <MarkingSign marking={detail.marking} />
      </div>
      <TabPanels
        label={t('inspector.tabs')}
        value={tab}
        onPick={(next) => usePlace.getState().inspect(true, next)}
        panelClass={styles.panel}
        tabs={[
          {
            value: 'details',
            label: t('inspector.details'),
            panel: <Details card={card} detail={detail} zone={zone} timing={timing} onTiming={setTiming} />,
          },
          {
            value: 'findings',
            label: (
              <>
                {t('area.findings')} {findings.length > 0 ? <Ltr>{`(${findings.length})`}</Ltr> : null}
              </>
            ),
            panel:
              findings.length === 0 ? (
                <Sign tone="ready">{t('findings.noneHere')}</Sign>
              ) : (
                findings.map((f) => (
                  <FindingCard
                    key={`${f.rule}${f.subject}`}
                    finding={f}
                    operation={card.id}
                    mine={card.mine && card.lens === null}
                    zone={zone}
                  />
                ))
              ),
          },
          { value: 'history', label: t('area.history'), panel: <HistoryList record={row.id} zone={zone} /> },
        ]}
      />
      {editing && frame.data ? (
        <EditTaskSheet card={card} frame={frame.data} detail={detail} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
}

function Details({
  card,
  detail,
  zone,
  timing,
  onTiming,
}: {
  readonly card: OperationCard;
  readonly detail: TaskDetail;
  readonly zone: string;
  /** Its start is being edited. */
  readonly timing: boolean;
  readonly onTiming: (on: boolean) => void;
}) {
  const editKey = useKeyOf('edit.start');
  const { t, maybe, language } = useT();
  const [link, setLink] = useState<LinkWish | null>(null);
  const problem = useProblem();
  const { row, decisionPoint } = detail;
  const jump = (code: string): void => {
    jumpToTask(card.id, code).catch(problem);
  };
  return (
    <>
      {detail.findings.length > 0 ? (
        <Button tone="quiet" className={styles.start} onClick={() => usePlace.getState().inspect(true, 'findings')}>
          <Sign tone={row.findings.block > 0 ? 'block' : row.findings.warn > 0 ? 'warn' : 'none'}>
            {t('findings.here', { count: detail.findings.length })}
          </Sign>
        </Button>
      ) : null}
      <section>
        <h3>{t('inspector.when')}</h3>
        {timing ? (
          <StartEditor card={card} detail={detail} zone={zone} onDone={() => onTiming(false)} />
        ) : (
          <div className={styles.startLine}>
            <span>
              {row.at === null ? t('inspector.noStart') : <Code mono>{row.at}</Code>}{' '}
              <span className={styles.muted}>{row.form ? t(`start.form.${row.form}`) : ''}</span>
            </span>
            <Button onClick={() => onTiming(true)} aria-keyshortcuts={editKey}>
              <Pencil size={14} aria-hidden /> {t('action.edit')} <KeyHint id="edit.start" />
            </Button>
          </div>
        )}
      </section>
      <section>
        {detail.clocks.map((clock) => (
          <div key={`${clock.label}${clock.zone}`} className={styles.clock}>
            <span>
              {maybe(`inspector.clock.${clock.label}`, clock.label)}
              <br />
              <small className={styles.muted}>
                <Ltr>{cityOf(clock.zone)}</Ltr>
              </small>
            </span>
            <span className={styles.clockTime}>
              <Ltr>{clock.time}</Ltr>
            </span>
            <span className={styles.clockSide}>
              {plainDateText(clock.date, language, 'weekday')}
              {clock.dayShift === 0 || Math.abs(clock.dayShift) > 9 ? null : (
                <Ltr> ({clock.dayShift > 0 ? `+${clock.dayShift}` : `−${Math.abs(clock.dayShift)}`})</Ltr>
              )}
              <br />
              <Ltr>{clock.offset}</Ltr>
            </span>
          </div>
        ))}
      </section>
      <dl className={styles.facts}>
        <dt>{t('timeline.col.offset')}</dt>
        <dd>{detail.offset === null ? t('h.withheldShort') : <Code mono>{detail.offset}</Code>}</dd>
        <dt>{t('timeline.col.length')}</dt>
        <dd>
          <Ltr>{detail.minutes === null ? '—' : durationText(detail.minutes)}</Ltr>
        </dd>
        <dt>{t('timeline.col.owner')}</dt>
        <dd dir="auto">{row.ownerName || '—'}</dd>
        <dt>{t('timeline.col.place')}</dt>
        <dd>{row.place === 'REM' ? t('timeline.remote') : (row.place ?? t('timeline.withheldPlace'))}</dd>
        <dt>{t('timeline.col.phase')}</dt>
        <dd>{row.phase ?? '—'}</dd>
        {row.movement ? (
          <>
            <dt>{t('inspector.movement')}</dt>
            <dd>
              <Code>{row.movement}</Code>
            </dd>
          </>
        ) : null}
        {detail.needs.length > 0 ? (
          <>
            <dt>{t('inspector.needs')}</dt>
            <dd className={styles.chips}>
              {detail.needs.map((n) => (
                <Chip key={n}>{n}</Chip>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      <Standing card={card} detail={detail} />
      <Slack operation={card.id} task={row.id} />
      {decisionPoint ? (
        <section>
          <h3>{t('inspector.decision')}</h3>
          <dl className={styles.facts}>
            <dt>{t('inspector.decides')}</dt>
            <dd dir="auto">{decisionPoint.owner ?? t('inspector.missing')}</dd>
            <dt>{t('inspector.deputy')}</dt>
            <dd dir="auto">{decisionPoint.deputy ?? t('inspector.missing')}</dd>
          </dl>
          <p className={styles.abort}>
            {t('inspector.abort')} {decisionPoint.abort ?? t('inspector.missing')}
          </p>
        </section>
      ) : null}
      <Staffing card={card} detail={detail} />
      <section>
        <div className={styles.startLine}>
          <h3>{t('inspector.dependencies', { count: detail.dependencies.length })}</h3>
          {card.mine ? (
            <Button onClick={() => setLink({ task: row, on: null, was: null })}>
              <Link2 size={14} aria-hidden /> {t('link.make')} <KeyHint id="task.link" />
            </Button>
          ) : null}
        </div>
        <ul className={styles.list}>
          {detail.dependencies.map((d) => (
            <li key={`${d.direction}${d.id}${d.type}`}>
              <span className={styles.muted}>{t(`inspector.${d.direction}`)}</span>
              <button type="button" className={styles.link} onClick={() => jump(d.code)}>
                <Code>{d.code}</Code> {d.title}
              </button>
              <span className={styles.muted}>
                {maybe(`dependency.${d.type}`, d.type)}
                {d.lag !== 0 ? <Ltr> {`${d.lag > 0 ? '+' : '−'}${Math.abs(d.lag)} min`}</Ltr> : null}
              </span>
              {d.broken ? <Sign tone="block">{t('inspector.broken')}</Sign> : null}
              {card.mine ? (
                <IconButton
                  label={t('link.change', { code: d.code })}
                  onClick={() =>
                    setLink(d.direction === 'before' ? { task: row, on: d, was: d } : { task: d, on: row, was: d })
                  }
                >
                  <Pencil size={14} aria-hidden />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
        {detail.dependencies.length === 0 ? <p className={styles.muted}>{t('inspector.noDependencies')}</p> : null}
      </section>
      {link ? <LinkSheet operation={card.id} wish={link} onClose={() => setLink(null)} /> : null}
    </>
  );
}

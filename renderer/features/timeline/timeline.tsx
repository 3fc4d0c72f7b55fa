/** The timeline of an operation: toolbar, picture or table of the same rows, changes looked at before they are made, the undated tray. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { shallow } from 'zustand/shallow';
import type { OperationCard, TimelineRow } from '#shared/contract/planning.ts';
import type { UndatedTask } from '#shared/contract/bands.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { deltaText, useT } from '../../i18n/index.ts';
import { runCommand, useCommand } from '../../state/bus.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useNow } from '../../state/now.ts';
import { useNotices, useTell } from '../../state/notices.ts';
import { type StillView, useOperationView, usePlace } from '../../state/place.ts';
import { useProblem } from '../../state/steps.ts';
import { Button, Empty, Failure, Loading, Withheld } from '../../ui/index.ts';
import { SaveTemplate } from '../operations/index.ts';
import { type NewTaskDraft, NewTaskSheet } from '../new-task/index.ts';
import { askWhy } from '../staffing/index.ts';
import { BandsLegend } from './bands.tsx';
import { BaselineLegend, useTakeBaseline } from './baseline.tsx';
import { BulkPreview } from './bulk-preview.tsx';
import { BulkSheet } from './bulk-sheet.tsx';
import { CopySheet } from './copy-sheet.tsx';
import { HDialog } from './h-dialog.tsx';
import { LinkSheet, type LinkWish } from './link-sheet.tsx';
import { MovePreview } from './move-preview.tsx';
import type { Ghost } from './pending-move.ts';
import { Picture } from './picture.tsx';
import { ScheduleLegend } from './schedule-bar.tsx';
import { SelectionBar } from './selection.tsx';
import { snapMinutes } from './scale.ts';
import { newBeside, startAt } from './start-at.ts';
import { TaskTable } from './task-table.tsx';
import styles from './timeline.module.css';
import { Toolbar } from './toolbar.tsx';
import { Undated } from './undated.tsx';
import { useFiltered, useReady, useRows, WHOLE } from './use-rows.ts';
import { movedBy, type Moved } from './wish.ts';

type Sheet = 'h' | 'bulk' | 'copy' | 'template';
/** The view without where one stands in it: the same object from step to step through the rows. */
function useTools({
  row: _row,
  selected: _selected,
  picked: _picked,
  ...tools
}: StillView): Omit<StillView, 'row' | 'selected' | 'picked'> {
  const [kept, keep] = useState(tools);
  if (shallow(kept, tools)) return kept;
  keep(tools);
  return tools;
}

/** What is looked at: one task moved or made longer, or all chosen ones moved. */
type Looked = Extract<Moved, { readonly is: 'one' | 'many' }>;

export function Timeline({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const tell = useTell();
  const operation = card.id;
  const view = useOperationView(operation);
  const tools = useTools(view);
  const frameAsk = useAsk('timeline.frame', { operation });
  const frame = frameAsk.data;
  const [range, setRange] = useState<readonly [number, number]>([view.row, view.row + 40]);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [link, setLink] = useState<LinkWish | null>(null);
  const [made, setMade] = useState<NewTaskDraft | null>(null);
  const find = useRef<HTMLInputElement>(null);
  const problem = useProblem();
  // every task has its row: they are asked for beside the frame, not after it
  const rows = useRows(operation, frame?.rows ?? card.counts?.tasks ?? 0, range[0], range[1]);
  const ready = useReady(rows, frame?.rows);
  const filtered = useFiltered(operation, rows, view.filter);
  const now = useNow(frame?.trainingClock ? frame.now : null);
  const zone = view.zone ?? card.refTz;
  const { setView } = usePlace.getState();
  const { picked } = view;
  const [alone, setAlone] = useState<readonly string[]>([]);
  const together = picked.length > 0 ? picked : alone;
  const context = { hHour: card.hHour, dDay: card.dDay, refTz: card.refTz };
  const takeBaseline = useTakeBaseline(operation, card.mine);

  // of a plan that is held whole no other pages are asked for: then the screen is not drawn anew while its rows go by
  const whole = (frame?.rows ?? 0) <= WHOLE;
  const onRange = useCallback(
    (first: number, last: number) => {
      if (!whole) setRange((r) => (r[0] === first && r[1] === last ? r : [first, last]));
    },
    [whole],
  );
  const leave = useCallback(() => setLooked(null), []);
  const close = useCallback(() => setSheet(null), []);
  /** Looks at the task that much later and longer than it stands, or at all chosen ones with it. */
  const look = (row: TimelineRow, ghost: Ghost): void => {
    const moved = movedBy(row, ghost, picked, context);
    if (moved.is === 'many') {
      setLooked(moved);
      useNotices.getState().say(t('bulk.spoken', { n: picked.length, delta: deltaText(ghost.minutes) }));
      return;
    }
    if (row.at === null) return;
    if (moved.is !== 'one') {
      if (moved.is === 'nothing') setLooked(null);
      else tell(({ t }) => t(`move.${moved.why}`, { code: row.code }), { tone: 'problem' });
      return;
    }
    setLooked(moved);
    const delta = deltaText(ghost.longer === 0 ? ghost.minutes : ghost.longer);
    useNotices.getState().say(t(ghost.longer === 0 ? 'move.spoken' : 'move.spokenLength', { code: row.code, delta }));
  };
  /** A task without a time let go at an instant: looked at against H where H is known, else on the clock of the reference zone. */
  const place = (task: UndatedTask, instant: number, msPerPx: number): void => {
    setLooked({
      is: 'one',
      move: { row: { ...task, start: null, end: null }, minutes: 0, longer: 0, at: startAt(card, instant, msPerPx) },
    });
    useNotices.getState().say(t('timeline.placed', { code: task.code }));
  };
  const before = (row: TimelineRow): Ghost => {
    if (looked?.is === 'many') return { minutes: looked.minutes, longer: 0 };
    return looked?.move.row.id === row.id ? looked.move : { minutes: 0, longer: 0 };
  };
  const nudge = (row: TimelineRow, by: Ghost, msPerPx: number): void => {
    const snap = snapMinutes(msPerPx);
    const { minutes, longer } = before(row);
    look(row, { minutes: minutes + by.minutes * snap, longer: longer + by.longer * snap });
  };
  const ghosts = useMemo((): ReadonlyMap<string, Ghost> => {
    if (looked === null) return new Map();
    if (looked.is === 'one') return new Map([[looked.move.row.id, looked.move]]);
    const ghost = { minutes: looked.minutes, longer: 0 };
    return new Map(picked.map((id) => [id, ghost]));
  }, [looked, picked]);
  const onLink = useCallback(
    (from: TimelineRow, to: TimelineRow | null) =>
      // a line drawn from one bar to another: the other waits
      setLink(to === null ? { task: from, on: null, was: null } : { task: to, on: from, was: null }),
    [],
  );

  useCommand('task.create', () => frame && setMade(newBeside(card, frame, rows.get(view.row))));
  useCommand('hHour.move', () => setSheet('h'), card.hHour !== null);
  useCommand('view.find', () => find.current?.focus());
  useCommand('view.links', () => setView(operation, { links: !view.links }));
  useCommand('view.shade', () => setView(operation, { shade: !view.shade }));
  useCommand('view.bands', () => setView(operation, { bands: !view.bands }));
  useCommand('view.baseline', () => setView(operation, { baseline: !view.baseline }));
  useCommand('person.why', askWhy);
  useCommand('view.inspector', () => usePlace.getState().inspect(!usePlace.getState().inspector));
  useCommand('tasks.copy', () => setSheet('copy'));
  useCommand('template.save', () => setSheet('template'), card.mine);
  useCommand('select.none', () => setView(operation, { picked: [] }), picked.length > 0);
  const choosePhase = async (): Promise<void> => {
    const phase = rows.get(view.row)?.phase ?? null;
    const { tasks, total } = await call('timeline.inPhase', { operation, phase });
    setView(operation, { picked: tasks });
    if (total > tasks.length) tell(({ t }) => t('bulk.mostOf', { n: tasks.length, total }), { tone: 'problem' });
  };
  useCommand('select.phase', () => {
    choosePhase().catch(problem);
  });
  useCommand('tasks.edit', () => {
    const one = rows.get(view.row);
    // the row in use, when none was chosen: left unchanged, it is not chosen afterwards either
    setAlone(picked.length === 0 && one ? [one.id] : []);
    setSheet('bulk');
  });

  if (frameAsk.isError) return <Failure error={failureOf(frameAsk.error)} />;
  if (!frame) return <Loading lines={14} />;
  const sheets = (
    <>
      {sheet === 'bulk' && together.length > 0 ? (
        <BulkSheet card={card} frame={frame} tasks={together} onClose={close} />
      ) : null}
      {sheet === 'copy' ? <CopySheet card={card} onClose={close} /> : null}
      {sheet === 'template' ? <SaveTemplate card={card} onClose={close} /> : null}
      {link ? <LinkSheet operation={operation} wish={link} onClose={() => setLink(null)} /> : null}
      {made ? (
        <NewTaskSheet
          card={card}
          frame={frame}
          draft={made}
          zone={zone}
          onClose={() => setMade(null)}
          onMade={(_, code) => {
            jumpToTask(operation, code).catch(problem);
          }}
        />
      ) : null}
      <HDialog open={sheet === 'h'} onClose={close} card={card} zone={zone} sites={frame.sites} />
    </>
  );
  if (frame.rows === 0)
    return (
      <>
        <Empty title={t('timeline.empty.title')} text={t('timeline.empty.text')}>
          <Button tone="primary" onClick={() => runCommand('task.create')}>
            {t('command.task.create')} <KeyHint id="item.new" />
          </Button>
          <Button onClick={() => setSheet('copy')}>{t('command.tasks.copy')}</Button>
        </Empty>
        {sheets}
      </>
    );
  return (
    <div className={styles.screen}>
      <Toolbar frame={frame} view={tools} find={find} />
      {filtered.indices ? (
        <p className={styles.filtered} role="status">
          {t('timeline.filtered', { shown: filtered.shown, total: frame.rows })}
          {filtered.hiddenFindings > 0 ? ` · ${t('timeline.hiddenFindings', { count: filtered.hiddenFindings })}` : ''}
          <Button
            tone="quiet"
            onClick={() => setView(operation, { filter: { text: '', place: '', onlyFindings: false } })}
          >
            {t('timeline.showAll')}
          </Button>
        </p>
      ) : null}
      {view.bands && view.view === 'picture' ? <BandsLegend operation={operation} frame={frame} zone={zone} /> : null}
      <ScheduleLegend operation={operation} target={view.target} />
      {view.baseline ? (
        <BaselineLegend operation={operation} zone={zone} mine={card.mine} onTake={takeBaseline} />
      ) : null}
      {card.hHour === null ? <Withheld>{t('timeline.hWithheld', { agency: card.ownerCode })}</Withheld> : null}
      {rows.failed ? <Failure error={failureOf(rows.error)} /> : null}
      {view.view === 'picture' && !ready ? <Loading lines={14} /> : null}
      {view.view === 'picture' && ready ? (
        <Picture
          frame={frame}
          rows={rows}
          filtered={filtered}
          view={view}
          zone={zone}
          now={now}
          ghosts={ghosts}
          mine={card.mine}
          onNudge={nudge}
          onDrop={look}
          onLink={onLink}
          onPlace={place}
          onNew={(row, at, msPerPx) => setMade(newBeside(card, frame, row, { at, msPerPx }))}
          onRange={onRange}
        />
      ) : null}
      {view.view === 'grid' ? (
        <TaskTable frame={frame} rows={rows} filtered={filtered} view={view} zone={zone} onRange={onRange} />
      ) : null}
      <SelectionBar operation={operation} picked={picked} />
      {looked?.is === 'one' ? (
        <MovePreview operation={operation} move={looked.move} zone={zone} onLeave={leave} />
      ) : null}
      {looked?.is === 'many' ? (
        <BulkPreview operation={operation} tasks={picked} minutes={looked.minutes} onLeave={leave} />
      ) : null}
      {frame.undated > 0 ? <Undated count={frame.undated} operation={operation} /> : null}
      {sheets}
    </div>
  );
}

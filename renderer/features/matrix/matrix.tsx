/** The synchronisation matrix of an operation: every site at one moment, then who does what in each stretch before and after H. */
import { Clock, Plus, Printer, Users } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CellTask, MatrixColumn, MatrixRow } from '#shared/contract/calendar.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { directionOf, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useNow } from '../../state/now.ts';
import { useNotices, useTell } from '../../state/notices.ts';
import { useForPlan } from '../../state/what-if.ts';
import { type MatrixPlace, useOperationView, usePlace } from '../../state/place.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Button, Empty, Failure, Loading, Segments, Withheld } from '../../ui/index.ts';
import { toHForm } from '#shared/time/convert.ts';
import { formatStart } from '#shared/time/start-form.ts';
import { type Pending, SpanPreview, stepTask } from '../calendar/index.ts';
import { type NewTaskDraft, NewTaskSheet } from '../new-task/index.ts';
import { PaperSheet } from '../paper/index.ts';
import { HDialog } from '../timeline/index.ts';
import { type CellPart, CellSheet, RowSheet } from './cell-sheet.tsx';
import { Grid } from './grid.tsx';
import styles from './matrix.module.css';
import { Strip } from './strip.tsx';

export function Matrix({ card, workspace }: { readonly card: OperationCard; readonly workspace: OpenWorkspace }) {
  const { t, language } = useT();
  const tell = useTell();
  const operation = card.id;
  const view = useOperationView(operation);
  const place = view.matrix;
  const zone = view.zone ?? card.refTz;
  const { setView } = usePlace.getState();
  // without H there are no stretches to stand in
  const columns = card.hHour === null ? 'phases' : place.columns;
  const ask = useAsk('matrix.frame', { operation, rows: place.rows, columns });
  const timeline = useAsk('timeline.frame', { operation });
  const now = useNow(timeline.data?.trainingClock ? timeline.data.now : null);
  const timeDirection = usePreferences((s) => s.timeDirection);
  const dir = timeDirection === 'ltr' ? 'ltr' : directionOf(language);
  const [pending, setPending] = useState<Pending | null>(null);
  const [printing, setPrinting] = useState(false);
  const [hOpen, setHOpen] = useState(false);
  const [edit, setEdit] = useState<{ readonly task: string; readonly part: CellPart } | null>(null);
  const [moving, setMoving] = useState<{ readonly task: string; readonly site: string | null } | null>(null);
  const [draft, setDraft] = useState<NewTaskDraft | null>(null);
  const base = card.hHour ?? now;
  const at = base + place.minute * 60_000;
  const set = (change: Partial<MatrixPlace>): void => setView(operation, { matrix: { ...place, ...change } });

  const open = useCallback(
    (task: CellTask) => {
      setView(operation, { selected: task.id });
      usePlace.getState().inspect(true, 'details');
      void call('timeline.find', { operation, text: task.code }).then((found) => {
        const row = found.find((f) => f.id === task.id)?.index;
        if (row !== undefined) usePlace.getState().setView(operation, { row });
      }, ignore);
    },
    [operation, setView],
  );
  const step = (task: CellTask, minutes: number): void => {
    const next = stepTask(pending, { ...task, operation, operationCode: card.code }, minutes, card);
    if (typeof next === 'string' || task.at === null) {
      tell(({ t }) => t('move.cannot', { code: task.code }), { tone: 'problem' });
      return;
    }
    setPending(next);
    if (next) useNotices.getState().say(t('calendar.looked', { code: task.code, at: next.at }));
  };
  const siteOf = (row: MatrixRow): string | undefined =>
    row.is === 'remote' ? 'REM' : timeline.data?.sites.find(({ codeWord }) => codeWord === row.label)?.code;
  /** Another row is another place, or another kind of work: in the form of the task, with what it changes, before it is. */
  const toRow = (task: CellTask, row: MatrixRow): void => {
    const site = row.is === 'function' ? null : siteOf(row);
    if (site === undefined) return;
    setView(operation, { selected: task.id });
    setMoving({ task: task.id, site });
  };
  /** A new task begins where its cell does. */
  const make = (row: MatrixRow | null, column: MatrixColumn | null): void => {
    const from = column?.from ?? column?.to ?? at;
    const form = toHForm(from, card);
    const start = form.ok ? formatStart(form.value) : '';
    setDraft({ at: start, minutes: 60, site: row?.is === 'site' ? siteOf(row) : undefined });
  };
  const openPart = (part: CellPart): void => {
    if (view.selected !== null) setEdit({ task: view.selected, part });
  };
  useCommand('edit.start', () => openPart('time'), view.selected !== null);
  useCommand('person.why', () => openPart('people'), view.selected !== null);
  useCommand('task.create', () => make(null, null), card.mine);
  const forPlan = useForPlan(card);
  useCommand('hHour.move', () => setHOpen(true), card.hHour !== null);
  useCommand('view.inspector', () => usePlace.getState().inspect(!usePlace.getState().inspector));
  useCommand('view.now', () => set({ minute: Math.round((now - base) / 60_000) }));
  useCommand('view.h', () => set({ minute: 0 }));
  useCommand('matrix.turn', () => set({ rows: place.rows === 'site' ? 'function' : 'site' }));
  useCommand('matrix.print', () => forPlan(() => setPrinting(true)));
  useCommand('brief.print', () => forPlan(() => setPrinting(true)));

  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data || !timeline.data) return <Loading lines={14} />;
  const frame = ask.data;
  const sheet = draft ? (
    <NewTaskSheet
      card={card}
      frame={timeline.data}
      draft={draft}
      zone={zone}
      onClose={() => setDraft(null)}
      onMade={(task) => setView(operation, { selected: task })}
    />
  ) : null;
  if (frame.total === 0)
    return (
      <>
        <Empty title={t('timeline.empty.title')} text={t('timeline.empty.text')}>
          <Button tone="primary" onClick={() => make(null, null)}>
            {t('command.task.create')} <KeyHint id="item.new" />
          </Button>
        </Empty>
        {sheet}
      </>
    );
  return (
    <div className={styles.screen}>
      <div className={styles.bar} role="toolbar" aria-label={t('matrix.tools')}>
        <Segments
          label={t('matrix.rows.label')}
          value={place.rows}
          options={[
            { value: 'site', label: t('matrix.rows.site') },
            { value: 'function', label: t('matrix.rows.function') },
          ]}
          onPick={(rows) => set({ rows })}
        />
        <Segments
          label={t('matrix.columns.label')}
          value={columns}
          options={[
            ...(card.hHour === null ? [] : [{ value: 'bands' as const, label: t('matrix.columns.bands') }]),
            { value: 'phases' as const, label: t('matrix.columns.phases') },
          ]}
          onPick={(next) => set({ columns: next })}
        />
        <span className={styles.count}>{t('matrix.tasks', { count: frame.total })}</span>
        {frame.undated > 0 ? (
          <Button tone="quiet" onClick={() => usePlace.getState().go('timeline')}>
            {t('timeline.undated', { count: frame.undated })}
          </Button>
        ) : null}
        <span className={styles.grow} />
        <Button aria-disabled={view.selected === null} onClick={() => openPart('time')}>
          <Clock size={14} aria-hidden /> {t('matrix.edit.setTime')} <KeyHint id="edit.start" />
        </Button>
        <Button aria-disabled={view.selected === null} onClick={() => openPart('people')}>
          <Users size={14} aria-hidden /> {t('matrix.edit.assign')} <KeyHint id="person.why" />
        </Button>
        <Button aria-disabled={!card.mine} onClick={() => (card.mine ? make(null, null) : undefined)}>
          <Plus size={14} aria-hidden /> {t('command.task.create')}
        </Button>
        <Button onClick={() => forPlan(() => setPrinting(true))}>
          <Printer size={14} aria-hidden /> {t('matrix.print.button')}
        </Button>
      </div>
      {card.hHour === null ? <Withheld>{t('timeline.hWithheld', { agency: card.ownerCode })}</Withheld> : null}
      <Strip
        card={card}
        base={base}
        zone={zone}
        now={now}
        minute={place.minute}
        onMinute={(minute) => set({ minute })}
      />
      <Grid
        card={card}
        frame={frame}
        dir={dir}
        selected={view.selected}
        at={at}
        onOpen={open}
        onStep={step}
        onEdit={(task, part) => setEdit({ task: task.id, part })}
        onRow={toRow}
        onMake={make}
      />
      {pending ? (
        <SpanPreview pending={pending} zone={zone} onLeave={() => setPending(null)} onInstant={ignore} />
      ) : null}
      {edit ? (
        <CellSheet
          card={card}
          task={edit.task}
          part={edit.part}
          zone={zone}
          onPart={(part) => setEdit({ ...edit, part })}
          onClose={() => setEdit(null)}
        />
      ) : null}
      {moving ? (
        <RowSheet
          key={moving.task}
          card={card}
          frame={timeline.data}
          task={moving.task}
          site={moving.site}
          onClose={() => setMoving(null)}
        />
      ) : null}
      {sheet}
      {printing ? (
        <PaperSheet
          card={card}
          workspace={workspace}
          title={t('matrix.print.title')}
          text={t('matrix.print.text')}
          name={`${card.code}-matrix`}
          write={(wish) => call('matrix.write', { operation, rows: place.rows, columns, at, ...wish })}
          onClose={() => setPrinting(false)}
        />
      ) : null}
      <HDialog open={hOpen} onClose={() => setHOpen(false)} card={card} zone={zone} sites={timeline.data.sites} />
    </div>
  );
}

const ignore = (): void => undefined;

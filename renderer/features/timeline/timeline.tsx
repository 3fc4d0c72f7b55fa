/** The timeline of an operation: toolbar, picture or table of the same rows, a move looked at before it is made, the undated tray. */
import { ChartGantt, Minus, Moon, MoveHorizontal, Plus, Search, Table2, Workflow } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import type { OperationCard, TimelineRow } from '#shared/contract/planning.ts';
import { shiftStart } from '#shared/time/shift-start.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { deltaText, durationText, useT } from '../../i18n/index.ts';
import { runCommand, useCommand } from '../../state/bus.ts';
import { useNow } from '../../state/now.ts';
import { useNotices } from '../../state/notices.ts';
import { useOperationView, usePlace } from '../../state/place.ts';
import { Button, Choice, Empty, Failure, IconButton, Kbd, Loading, Segments, Withheld } from '../../ui/index.ts';
import { OperationStep } from '../steps/index.ts';
import controls from '../../ui/controls.module.css';
import { askWhy, useNextGap } from '../staffing/index.ts';
import { HDialog } from './h-dialog.tsx';
import { MovePreview } from './move-preview.tsx';
import type { PendingMove } from './pending-move.ts';
import { Picture } from './picture.tsx';
import { ScheduleLegend, SchedulePick } from './schedule-bar.tsx';
import { snapMinutes, stepFor } from './scale.ts';
import { TaskTable } from './task-table.tsx';
import styles from './timeline.module.css';
import { filterRows, useRows } from './use-rows.ts';

export function Timeline({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const operation = card.id;
  const view = useOperationView(operation);
  const frameAsk = useAsk('timeline.frame', { operation });
  const frame = frameAsk.data;
  const [range, setRange] = useState<readonly [number, number]>([view.row, view.row + 40]);
  const [hOpen, setHOpen] = useState(false);
  const [move, setMove] = useState<PendingMove | null>(null);
  const find = useRef<HTMLInputElement>(null);
  const nextGap = useNextGap(operation);
  const rows = useRows(operation, frame?.rows ?? 0, range[0], range[1]);
  const filtered = filterRows(rows.all, view.filter);
  const now = useNow(frame?.trainingClock ? frame.now : null);
  const zone = view.zone ?? card.refTz;
  const { setView } = usePlace.getState();
  const context = { hHour: card.hHour, dDay: card.dDay, refTz: card.refTz };

  const onRange = useCallback(
    (first: number, last: number) => setRange((r) => (r[0] === first && r[1] === last ? r : [first, last])),
    [],
  );
  const nudge = (row: TimelineRow, direction: 1 | -1, msPerPx: number): void => {
    if (row.at === null) return;
    const before = move?.row.id === row.id ? move.minutes : 0;
    const minutes = before + direction * snapMinutes(msPerPx);
    const at = shiftStart(row.at, minutes, context);
    if (at === null) {
      useNotices.getState().toast(t('move.cannot', { code: row.code }), { tone: 'problem' });
      return;
    }
    setMove(minutes === 0 ? null : { row, minutes, at });
    useNotices.getState().say(t('move.spoken', { code: row.code, delta: deltaText(minutes) }));
  };
  useCommand('hHour.move', () => setHOpen(true), card.hHour !== null);
  useCommand('view.find', () => find.current?.focus());
  useCommand('view.links', () => setView(operation, { links: !view.links }));
  useCommand('view.shade', () => setView(operation, { shade: !view.shade }));
  useCommand('person.why', askWhy);
  useCommand('view.nextGap', nextGap);
  useCommand('view.inspector', () => usePlace.getState().inspect(!usePlace.getState().inspector));

  if (frameAsk.isError) return <Failure error={failureOf(frameAsk.error)} />;
  if (!frame) return <Loading lines={14} />;
  if (frame.rows === 0) return <Empty title={t('timeline.empty.title')} text={t('timeline.empty.text')} />;
  const setFilter = (change: Partial<typeof view.filter>): void =>
    setView(operation, { filter: { ...view.filter, ...change } });
  const msPerPx = view.window?.msPerPx ?? null;
  return (
    <div className={styles.screen}>
      <div className={styles.bar} role="toolbar" aria-label={t('timeline.tools')}>
        <h1 className="visually-hidden">{t('area.timeline')}</h1>
        <Segments
          label={t('timeline.viewAs')}
          value={view.view}
          options={[
            { value: 'picture', label: t('timeline.asPicture'), icon: <ChartGantt size={14} aria-hidden /> },
            { value: 'grid', label: t('timeline.asTable'), icon: <Table2 size={14} aria-hidden /> },
          ]}
          onPick={(next) => setView(operation, { view: next })}
        />
        <label className={styles.find}>
          <Search size={14} aria-hidden />
          <span className="visually-hidden">{t('timeline.find')}</span>
          <input
            ref={find}
            className={controls.input}
            type="search"
            placeholder={t('timeline.findHint')}
            value={view.filter.text}
            onChange={(e) => setFilter({ text: e.target.value })}
            onKeyDown={(e) => {
              if (e.key === 'Escape') setFilter({ text: '' });
            }}
          />
        </label>
        <Choice
          label={t('timeline.placeFilter')}
          hideLabel
          className={styles.places}
          value={view.filter.place}
          options={[
            { value: '', label: t('timeline.allPlaces') },
            ...frame.sites.map((s) => ({ value: s.codeWord, label: `${s.codeWord} · ${s.place}` })),
            { value: 'REM', label: t('timeline.remote') },
          ]}
          onPick={(place) => setFilter({ place })}
        />
        <Button
          aria-pressed={view.filter.onlyFindings}
          onClick={() => setFilter({ onlyFindings: !view.filter.onlyFindings })}
        >
          {t('timeline.onlyFindings')}
        </Button>
        <SchedulePick operation={operation} target={view.target} />
        <span className={styles.grow} />
        {view.view === 'picture' ? (
          <>
            <IconButton
              label={t('timeline.links')}
              hint={<Kbd>D</Kbd>}
              aria-pressed={view.links}
              onClick={() => runCommand('view.links')}
            >
              <Workflow size={15} aria-hidden />
            </IconButton>
            <IconButton
              label={t('timeline.shade')}
              hint={<Kbd>S</Kbd>}
              aria-pressed={view.shade}
              onClick={() => runCommand('view.shade')}
            >
              <Moon size={15} aria-hidden />
            </IconButton>
            <span className={styles.zoom}>
              <IconButton
                label={t('command.view.zoomOut')}
                hint={<Kbd>[</Kbd>}
                onClick={() => runCommand('view.zoomOut')}
              >
                <Minus size={15} aria-hidden />
              </IconButton>
              <span className={styles.scaleText}>
                {msPerPx === null
                  ? t('timeline.actionDay')
                  : t('timeline.perTick', { span: durationText(stepFor(msPerPx) / 60_000) })}
              </span>
              <IconButton
                label={t('command.view.zoomIn')}
                hint={<Kbd>]</Kbd>}
                onClick={() => runCommand('view.zoomIn')}
              >
                <Plus size={15} aria-hidden />
              </IconButton>
              <IconButton label={t('timeline.fit')} hint={<Kbd>0</Kbd>} onClick={() => runCommand('view.fit')}>
                <MoveHorizontal size={15} aria-hidden />
              </IconButton>
              <Button tone="quiet" onClick={() => runCommand('view.h')} disabled={card.hHour === null}>
                H
              </Button>
            </span>
          </>
        ) : null}
        <OperationStep card={card} />
        <Button tone="primary" onClick={() => setHOpen(true)} disabled={card.hHour === null}>
          {t('h.move')}
        </Button>
      </div>
      {filtered.indices ? (
        <p className={styles.filtered} role="status">
          {t('timeline.filtered', { shown: filtered.shown, total: frame.rows })}
          {filtered.hiddenFindings > 0 ? ` · ${t('timeline.hiddenFindings', { count: filtered.hiddenFindings })}` : ''}
          <Button tone="quiet" onClick={() => setFilter({ text: '', place: '', onlyFindings: false })}>
            {t('timeline.showAll')}
          </Button>
        </p>
      ) : null}
      <ScheduleLegend operation={operation} target={view.target} />
      {card.hHour === null ? <Withheld>{t('timeline.hWithheld', { agency: card.ownerCode })}</Withheld> : null}
      {rows.failed ? <Failure error={failureOf(rows.error)} /> : null}
      {view.view === 'picture' ? (
        <Picture
          frame={frame}
          rows={rows}
          filtered={filtered}
          view={view}
          zone={zone}
          now={now}
          ghost={move ? { id: move.row.id, minutes: move.minutes } : null}
          onNudge={nudge}
          onRange={onRange}
        />
      ) : (
        <TaskTable frame={frame} rows={rows} filtered={filtered} view={view} zone={zone} onRange={onRange} />
      )}
      {move ? <MovePreview operation={operation} move={move} zone={zone} onLeave={() => setMove(null)} /> : null}
      {frame.undated > 0 ? <Undated rows={rows.all} count={frame.undated} operation={operation} /> : null}
      <HDialog open={hOpen} onClose={() => setHOpen(false)} card={card} zone={zone} sites={frame.sites} />
    </div>
  );
}

/** Tasks without a place on the time axis: nothing falls out of the picture. */
function Undated({
  rows,
  count,
  operation,
}: {
  readonly rows: readonly TimelineRow[] | null;
  readonly count: number;
  readonly operation: string;
}) {
  const { t } = useT();
  return (
    <details className={styles.undated}>
      <summary>{t('timeline.undated', { count })}</summary>
      <ul>
        {(rows ?? [])
          .filter((r) => r.start === null)
          .map((r) => (
            <li key={r.id}>
              <button
                type="button"
                onClick={() => {
                  usePlace.getState().setView(operation, { selected: r.id, row: r.index });
                  usePlace.getState().inspect(true, 'details');
                }}
              >
                {r.code} · {r.title}
              </button>
            </li>
          ))}
      </ul>
    </details>
  );
}

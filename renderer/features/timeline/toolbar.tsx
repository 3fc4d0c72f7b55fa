/** The tools of the timeline: how it is shown, what is shown of it, and what can be done with the whole plan. */
import {
  ChartGantt,
  Ellipsis,
  History,
  Minus,
  Moon,
  MoveHorizontal,
  Plus,
  ScrollText,
  Search,
  Table2,
  Workflow,
} from 'lucide-react';
import { memo, type RefObject } from 'react';
import type { TimelineFrame } from '#shared/contract/planning.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { durationText, useT } from '../../i18n/index.ts';
import { runCommand } from '../../state/bus.ts';
import { type StillView, usePlace, useWindowOf } from '../../state/place.ts';
import { Button, Choice, IconButton, MenuAction, PopMenu, Segments } from '../../ui/index.ts';
import controls from '../../ui/controls.module.css';
import { OperationStep } from '../steps/index.ts';
import { SchedulePick } from './schedule-bar.tsx';
import { stepFor } from './scale.ts';
import styles from './timeline.module.css';

export const Toolbar = memo(function Toolbar({
  frame,
  view,
  find,
}: {
  readonly frame: TimelineFrame;
  /** Without where one stands, which changes with every step through the rows. */
  readonly view: Omit<StillView, 'row' | 'selected' | 'picked'>;
  readonly find: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useT();
  const { card } = frame;
  const operation = card.id;
  const { setView } = usePlace.getState();
  const setFilter = (change: Partial<typeof view.filter>): void =>
    setView(operation, { filter: { ...view.filter, ...change } });
  return (
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
            hint={<KeyHint id="view.links" />}
            aria-pressed={view.links}
            onClick={() => runCommand('view.links')}
          >
            <Workflow size={15} aria-hidden />
          </IconButton>
          <IconButton
            label={t('timeline.shade')}
            hint={<KeyHint id="view.shade" />}
            aria-pressed={view.shade}
            onClick={() => runCommand('view.shade')}
          >
            <Moon size={15} aria-hidden />
          </IconButton>
          <IconButton
            label={t('command.view.baseline')}
            hint={<KeyHint id="view.baseline" />}
            aria-pressed={view.baseline}
            onClick={() => runCommand('view.baseline')}
          >
            <History size={15} aria-hidden />
          </IconButton>
          <IconButton
            label={t('command.view.bands')}
            hint={<KeyHint id="view.bands" />}
            aria-pressed={view.bands}
            onClick={() => runCommand('view.bands')}
          >
            <ScrollText size={15} aria-hidden />
          </IconButton>
          <span className={styles.zoom}>
            <IconButton
              label={t('command.view.zoomOut')}
              hint={<KeyHint id="view.zoomOut" />}
              onClick={() => runCommand('view.zoomOut')}
            >
              <Minus size={15} aria-hidden />
            </IconButton>
            <ScaleText operation={operation} />
            <IconButton
              label={t('command.view.zoomIn')}
              hint={<KeyHint id="view.zoomIn" />}
              onClick={() => runCommand('view.zoomIn')}
            >
              <Plus size={15} aria-hidden />
            </IconButton>
            <IconButton
              label={t('timeline.fit')}
              hint={<KeyHint id="view.fit" />}
              onClick={() => runCommand('view.fit')}
            >
              <MoveHorizontal size={15} aria-hidden />
            </IconButton>
            <Button tone="quiet" onClick={() => runCommand('view.h')} disabled={card.hHour === null}>
              H
            </Button>
          </span>
        </>
      ) : null}
      <PlanMenu />
      <OperationStep card={card} />
      <Button tone="primary" onClick={() => runCommand('hHour.move')} disabled={card.hHour === null}>
        {t('h.move')}
      </Button>
    </div>
  );
});

/** How much one tick spans; apart, because it alone of the tools follows the zoom. */
function ScaleText({ operation }: { readonly operation: string }) {
  const { t } = useT();
  const msPerPx = useWindowOf(operation)?.msPerPx ?? null;
  return (
    <span className={styles.scaleText}>
      {msPerPx === null
        ? t('timeline.actionDay')
        : t('timeline.perTick', { span: durationText(stepFor(msPerPx) / 60_000) })}
    </span>
  );
}

const PLAN_COMMANDS = [
  'task.link',
  'tasks.edit',
  'select.phase',
  'baseline.take',
  'tasks.copy',
  'template.save',
] as const;

/** What is done with the plan less often; every entry is a command and stands in the palette as well. */
function PlanMenu() {
  const { t } = useT();
  return (
    <PopMenu
      region={t('timeline.more')}
      trigger={
        <Button aria-label={t('timeline.more')} title={t('timeline.more')}>
          <Ellipsis size={15} aria-hidden />
        </Button>
      }
    >
      {PLAN_COMMANDS.map((id) => (
        <MenuAction key={id} onPick={() => runCommand(id)}>
          {t(`command.${id}`)}
        </MenuAction>
      ))}
    </PopMenu>
  );
}

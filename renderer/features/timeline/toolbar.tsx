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
import { memo, type ReactNode, type RefObject, useRef } from 'react';
import type { TimelineFrame } from '#shared/contract/planning.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { durationText, useT } from '../../i18n/index.ts';
import { runCommand } from '../../state/bus.ts';
import { type StillView, usePlace } from '../../state/place.ts';
import {
  Button,
  Choice,
  IconButton,
  MenuAction,
  MenuCheck,
  MenuChoice,
  MenuRule,
  PopMenu,
  Segments,
  useFolding,
} from '../../ui/index.ts';
import controls from '../../ui/controls.module.css';
import { OperationStep } from '../steps/index.ts';
import { SchedulePick, useSchedulePick } from './schedule-bar.tsx';
import { stepFor } from './scale.ts';
import styles from './timeline.module.css';

/** Tools that go into the menu where the line is too short, the least needed first; each has a key or a command besides. */
const FOLDING = ['path', 'places', 'layers', 'zoom', 'onlyFindings', 'create'] as const;
type Foldable = (typeof FOLDING)[number];
const OF_PICTURE: readonly Foldable[] = ['layers', 'zoom'];

const LAYERS = [
  { of: 'links', id: 'view.links', words: 'timeline.links', icon: <Workflow size={15} aria-hidden /> },
  { of: 'shade', id: 'view.shade', words: 'timeline.shade', icon: <Moon size={15} aria-hidden /> },
  { of: 'baseline', id: 'view.baseline', words: 'command.view.baseline', icon: <History size={15} aria-hidden /> },
  { of: 'bands', id: 'view.bands', words: 'command.view.bands', icon: <ScrollText size={15} aria-hidden /> },
] as const;

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
  const { t, language } = useT();
  const { card } = frame;
  const operation = card.id;
  const { setView } = usePlace.getState();
  const setFilter = (change: Partial<typeof view.filter>): void =>
    setView(operation, { filter: { ...view.filter, ...change } });
  const bar = useRef<HTMLDivElement>(null);
  const path = useSchedulePick(operation, view.target);
  const isPicture = view.view === 'picture';
  const there = FOLDING.filter(
    (id) => (isPicture || !OF_PICTURE.includes(id)) && (id !== 'path' || path.options.length > 0),
  );
  const folded = useFolding(bar, there, language);
  const shown = (id: Foldable): boolean => there.includes(id) && !folded.has(id);
  const inMenu = (id: Foldable): boolean => there.includes(id) && folded.has(id);
  const places = [
    { value: '', label: t('timeline.allPlaces') },
    ...frame.sites.map((s) => ({ value: s.codeWord, label: `${s.codeWord} · ${s.place}` })),
    { value: 'REM', label: t('timeline.remote') },
  ];
  const onPlace = (place: string): void => setFilter({ place });
  const turnFindings = (): void => setFilter({ onlyFindings: !view.filter.onlyFindings });
  return (
    <div ref={bar} className={styles.bar} role="toolbar" aria-label={t('timeline.tools')}>
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
      {shown('places') ? (
        <span data-fold="places">
          <Choice
            label={t('timeline.placeFilter')}
            hideLabel
            className={styles.places}
            value={view.filter.place}
            options={places}
            onPick={onPlace}
          />
        </span>
      ) : null}
      {shown('onlyFindings') ? (
        <span data-fold="onlyFindings">
          <Button aria-pressed={view.filter.onlyFindings} onClick={turnFindings}>
            {t('timeline.onlyFindings')}
          </Button>
        </span>
      ) : null}
      {shown('path') ? (
        <span data-fold="path">
          <SchedulePick picking={path} />
        </span>
      ) : null}
      <span className={styles.grow} data-grow />
      {shown('layers') ? (
        <span className={styles.zoom} data-fold="layers">
          {LAYERS.map(({ of, id, words, icon }) => (
            <IconButton
              key={id}
              label={t(words)}
              hint={<KeyHint id={id} />}
              aria-pressed={view[of]}
              onClick={() => runCommand(id)}
            >
              {icon}
            </IconButton>
          ))}
        </span>
      ) : null}
      {shown('zoom') ? <Zoom operation={operation} hasH={card.hHour !== null} /> : null}
      {shown('create') ? (
        <span data-fold="create">
          <IconButton
            label={t('command.task.create')}
            hint={<KeyHint id="item.new" />}
            onClick={() => runCommand('task.create')}
          >
            <Plus size={16} aria-hidden />
          </IconButton>
        </span>
      ) : null}
      <PlanMenu>
        {folded.size > 0 ? <MenuRule /> : null}
        {inMenu('create') ? (
          <MenuAction onPick={() => runCommand('task.create')}>
            {t('command.task.create')} <KeyHint id="item.new" />
          </MenuAction>
        ) : null}
        {inMenu('onlyFindings') ? (
          <MenuCheck on={view.filter.onlyFindings} onSwitch={turnFindings}>
            {t('timeline.onlyFindings')}
          </MenuCheck>
        ) : null}
        {inMenu('layers')
          ? LAYERS.map(({ of, id, words }) => (
              <MenuCheck key={id} on={view[of]} onSwitch={() => runCommand(id)}>
                {t(words)} <KeyHint id={id} />
              </MenuCheck>
            ))
          : null}
        {inMenu('zoom')
          ? ZOOM_COMMANDS.map((id) => (
              <MenuAction key={id} onPick={() => runCommand(id)} disabled={id === 'view.h' && card.hHour === null}>
                {t(`command.${id}`)} <KeyHint id={id} />
              </MenuAction>
            ))
          : null}
        {inMenu('places') ? (
          <MenuChoice label={t('timeline.placeFilter')} value={view.filter.place} options={places} onPick={onPlace} />
        ) : null}
        {inMenu('path') ? <MenuChoice label={t('schedule.pick')} {...path} /> : null}
      </PlanMenu>
      <OperationStep card={card} />
      <Button tone="primary" onClick={() => runCommand('hHour.move')} disabled={card.hHour === null}>
        {t('h.move')}
      </Button>
    </div>
  );
});

const ZOOM_COMMANDS = ['view.zoomOut', 'view.zoomIn', 'view.fit', 'view.h'] as const;

function Zoom({ operation, hasH }: { readonly operation: string; readonly hasH: boolean }) {
  const { t } = useT();
  return (
    <span className={styles.zoom} data-fold="zoom">
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
      <IconButton label={t('timeline.fit')} hint={<KeyHint id="view.fit" />} onClick={() => runCommand('view.fit')}>
        <MoveHorizontal size={15} aria-hidden />
      </IconButton>
      <Button tone="quiet" onClick={() => runCommand('view.h')} disabled={!hasH}>
        H
      </Button>
    </span>
  );
}

/** How much one tick spans; apart, because it alone of the tools follows the zoom. */
function ScaleText({ operation }: { readonly operation: string }) {
  const { t } = useT();
  const step = usePlace((s) => {
    const shown = s.views[operation]?.window ?? null;
    return shown && stepFor(shown.msPerPx);
  });
  return (
    <span className={styles.scaleText}>
      {step === null ? t('timeline.actionDay') : t('timeline.perTick', { span: durationText(step / 60_000) })}
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

/** What is done with the plan less often, and behind it what found no room; every entry is a command and stands in the palette as well. */
function PlanMenu({ children }: { readonly children: ReactNode }) {
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
      {children}
    </PopMenu>
  );
}

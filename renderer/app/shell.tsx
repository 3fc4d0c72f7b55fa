import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import type { CommandId } from '#shared/contract/commands.ts';
import type { PaperKind } from '#shared/contract/papers.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { call, useAhead, useAsk } from '../api/index.ts';
import { ActionDay } from '../features/action/index.ts';
import { BranchBand, BranchDialogs, Branches } from '../features/branches/index.ts';
import { Calendar } from '../features/calendar/index.ts';
import { Exchange, useStationCommands } from '../features/exchange/index.ts';
import { Findings } from '../features/findings/index.ts';
import { History } from '../features/history/index.ts';
import { Home } from '../features/home/index.ts';
import { Matrix } from '../features/matrix/index.ts';
import { NoOperationOpen, OperationDialogs, Operations, useLoadOperation } from '../features/operations/index.ts';
import { Orders } from '../features/orders/index.ts';
import { Sites } from '../features/sites/index.ts';
import { useTeamCommands } from '../features/staffing/index.ts';
import { Papers } from '../features/papers/index.ts';
import { Inspector, Timeline, timelineAhead } from '../features/timeline/index.ts';
import { useT } from '../i18n/index.ts';
import { runCommand, useCommand } from '../state/bus.ts';
import { useTell } from '../state/notices.ts';
import { type ExchangeTab, openConflicts, useExchangePlace } from '../state/exchange-place.ts';
import { useExtraMarkings } from '../state/marking.ts';
import { draftPaper, openPapers, paperOn, type PapersTab } from '../state/papers-place.ts';
import { type Area, usePlace } from '../state/place.ts';
import { WHOLE_PORTFOLIO } from '../state/portfolio.ts';
import { type Language, THEMES, usePreferences } from '../state/preferences.ts';
import { planOf, useWhatIf } from '../state/what-if.ts';
import { IDLE_MS } from '../state/session.ts';
import { useProblem, useUndoRedo } from '../state/steps.ts';
import { cx, MarkingBand, strictest, WithTitle } from '../ui/index.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Help } from './help.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { Toasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { Tray } from './tray.tsx';
import { useIdle, useKeys, walkRegions } from './use-keys.ts';

const NEEDS_OPERATION: readonly Area[] = [
  'timeline',
  'matrix',
  'calendar',
  'sites',
  'orders',
  'action',
  'findings',
  'papers',
  'branches',
  'history',
];
/** Areas beside which the task that was selected in a picture is shown. */
const WITH_INSPECTOR: readonly Area[] = ['timeline', 'matrix', 'calendar', 'sites', 'action', 'findings', 'history'];

/** The record a screen shows as selected. */
function thingOn(area: Area, operation: string): string | null {
  if (area === 'papers') return paperOn(operation);
  const view = usePlace.getState().views[operation];
  return (area === 'sites' ? view?.site : WITH_INSPECTOR.includes(area) ? view?.selected : null) ?? null;
}

/** What N makes on a screen; anywhere else a new operation. */
const MAKES: Readonly<Partial<Record<Area, CommandId>>> = {
  timeline: 'task.create',
  matrix: 'task.create',
  calendar: 'task.create',
  sites: 'site.create',
  papers: 'paper.draft',
  orders: 'order.draft',
  branches: 'branch.new',
};

/** The frame around every screen: marking bands, rail, top bar, main, inspector, tray. */
export function Shell({ workspace }: { readonly workspace: OpenWorkspace; readonly language: Language }) {
  const { t } = useT();
  const tell = useTell();
  // one by one: the views in there change with every frame of a zoom
  const area = usePlace((s) => s.area);
  const operation = usePlace((s) => s.operation);
  const inspector = usePlace((s) => s.inspector);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [tray, setTray] = useState(false);
  const operations = useAsk('operation.list', { ...WHOLE_PORTFOLIO, first: 0, count: 1, order: 'urgency' });
  const opened = useAsk('operation.card', { operation: operation ?? '' }, { when: operation !== null, keep: false });
  const problem = useProblem();
  const { undo, redo } = useUndoRedo();
  const load = useLoadOperation(problem);
  const card = operation === null ? null : (opened.data ?? null);
  // With a single operation there is nothing to choose: it is the one that is open.
  const only = operations.data?.total === 1 ? (operations.data.cards[0]?.id ?? null) : null;
  useEffect(() => {
    if (operation === null && only !== null) usePlace.getState().choose(only);
  }, [operation, only]);
  const tasks = card?.counts?.tasks ?? null;
  useAhead(
    useMemo(() => timelineAhead(operation && tasks !== null ? { id: operation, tasks } : null), [operation, tasks]),
  );
  const lock = useCallback(() => {
    call('workspace.lock', {}).catch(problem);
  }, [problem]);

  useKeys();
  useIdle(IDLE_MS, lock);
  const { go } = usePlace.getState();
  const has = card !== null;
  const openPalette = useCallback(() => setPalette(true), []);
  const closePalette = useCallback(() => setPalette(false), []);
  useCommand('palette.open', openPalette);
  useCommand('help.open', () => setHelp(true));
  useCommand('window.lock', lock);
  useCommand('window.nextRegion', () => walkRegions(1));
  useCommand('window.previousRegion', () => walkRegions(-1));
  useCommand('window.jobs', () => setTray((v) => !v));
  useCommand('item.new', () => {
    if (runCommand(MAKES[area] ?? 'operation.new')) return;
    tell(({ t }) => (card && !card.mine ? t('calendar.readOnly', { agency: card.ownerCode }) : t('frame.nothingNew')), {
      tone: 'problem',
    });
  });
  useCommand('window.theme', () => {
    const { theme, set } = usePreferences.getState();
    set({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system' });
  });
  useCommand('go.home', () => go('home'));
  useCommand('go.operations', () => go('operations'));
  useCommand('go.exchange', () => go('exchange'));
  useCommand('exchange.open', () => go('exchange'));
  const exchange = (tab: ExchangeTab) => (): void => {
    useExchangePlace.getState().pick(tab);
    go('exchange');
  };
  useCommand('go.packs', exchange('brief'));
  // what a screen prints itself, it answers first
  useCommand('brief.print', exchange('brief'));
  useCommand('exchange.export', exchange('send'));
  useCommand('go.conflicts', openConflicts);
  useCommand('conflict.next', openConflicts);
  useCommand('go.outbox', () => {
    useExchangePlace.getState().show('out');
    go('exchange');
  });
  useCommand('go.recalls', () => {
    useExchangePlace.getState().show('recalls');
    go('exchange');
  });
  useCommand('go.safety', () => {
    useExchangePlace.getState().show('safety');
    go('exchange');
  });
  useStationCommands();
  useTeamCommands(card?.id ?? '', has);
  useCommand('go.matrix', () => go('matrix'), has);
  useCommand('go.calendar', () => go('calendar'), has);
  useCommand('go.orders', () => go('orders'), has);
  useCommand('go.action', () => go('action'), has);
  useCommand('go.sites', () => go('sites'), has);
  useCommand('go.findings', () => go('findings'), has);
  useCommand('go.branches', () => go('branches'), has);
  useCommand(
    'go.history',
    () => {
      // of what is looked at; pressed on the history itself: of all
      if (card) useWhatIf.getState().narrow(planOf(card), area === 'history' ? null : thingOn(area, card.id));
      useWhatIf.getState().set({ historyTab: 'steps' });
      go('history');
    },
    has,
  );
  const papers = (tab: PapersTab) => (): void => {
    if (card) openPapers(card.id, tab);
  };
  useCommand('go.papers', papers('agreement'), has);
  useCommand('go.teams', papers('jit'), has);
  useCommand('go.movements', papers('movement'), has);
  useCommand('go.requests', papers('request'), has);
  useCommand('go.assets', papers('asset'), has);
  useCommand('go.deconflictions', papers('deconfliction'), has);
  useCommand('go.coverage', papers('coverage'), has);
  useCommand('go.limits', papers('limits'), has);
  const draft = (kind: PaperKind) => (): void => {
    if (card) draftPaper(card.id, kind);
  };
  const drawsUp = card !== null && card.mine && !card.lens;
  useCommand('draft.agreement', draft('agreement'), drawsUp);
  useCommand('draft.jit', draft('jit'), drawsUp);
  useCommand('draft.movement', draft('movement'), drawsUp);
  useCommand('draft.request', draft('request'), drawsUp);
  useCommand('draft.asset', draft('asset'), drawsUp);
  useCommand('draft.deconfliction', draft('deconfliction'), drawsUp);
  useCommand(
    'history.past',
    () => {
      useWhatIf.getState().set({ historyTab: 'past' });
      go('history');
    },
    has,
  );
  useCommand('edit.undo', undo);
  useCommand('edit.redo', redo);
  useCommand('operation.load', load.choose);
  useCommand('operation.training', load.training);
  useCommand(
    'go.timeline',
    () => {
      go('timeline');
      if (card) usePlace.getState().setView(card.id, { view: 'picture' });
    },
    has,
  );
  useCommand(
    'go.grid',
    () => {
      go('timeline');
      if (card) usePlace.getState().setView(card.id, { view: 'grid' });
    },
    has,
  );

  const everywhere = area === 'home' || area === 'operations' || palette;
  const shown = card && !everywhere ? [card.marking] : (operations.data?.markings ?? []);
  const marking = strictest([...shown, ...useExtraMarkings()]);
  const showInspector = inspector && card !== null && WITH_INSPECTOR.includes(area);
  return (
    <div className={cx(styles.frame, card?.lens && styles.withBand)}>
      <MarkingBand marking={marking} label={t('frame.markingBand')} place="top" />
      <TopBar workspace={workspace} card={card} onPalette={openPalette} onLock={lock} />
      <BranchBand lens={card?.lens ?? null} />
      <div className={cx(styles.middle, showInspector && styles.withInspector)}>
        <Rail card={card} />
        <main className={styles.main} data-region="main" data-picture tabIndex={-1} aria-label={t(`area.${area}`)}>
          <ErrorBoundary key={NEEDS_OPERATION.includes(area) ? `${area}/${operation}` : area}>
            <WithTitle title={t(`area.${area}`)}>
              {NEEDS_OPERATION.includes(area) && !card ? (
                <NoOperation waiting={operations.isPending || opened.isLoading} />
              ) : (
                <Screen area={area} card={card} workspace={workspace} />
              )}
            </WithTitle>
          </ErrorBoundary>
        </main>
        {showInspector ? (
          <aside className={styles.inspector} data-region="inspector" aria-label={t('frame.inspector')} tabIndex={-1}>
            <ErrorBoundary key={operation}>
              <Inspector operation={card.id} />
            </ErrorBoundary>
          </aside>
        ) : null}
      </div>
      <Tray open={tray} onToggle={() => setTray(!tray)} workspace={workspace} />
      <MarkingBand marking={marking} label={t('frame.markingBand')} place="bottom" />
      <Toasts onUndo={undo} />
      <Palette open={palette} onClose={closePalette} card={card} />
      <OperationDialogs />
      <BranchDialogs card={card} />
      <Help open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** Drawn anew only when another one is shown: palette, tray and bands come and go beside it. */
const Screen = memo(function Screen({
  area,
  card,
  workspace,
}: {
  readonly area: Area;
  readonly card: Parameters<typeof Timeline>[0]['card'] | null;
  readonly workspace: OpenWorkspace;
}) {
  switch (area) {
    case 'home':
      return <Home />;
    case 'operations':
      return <Operations />;
    case 'exchange':
      return <Exchange card={card} workspace={workspace} />;
    case 'timeline':
      return card ? <Timeline key={card.id} card={card} /> : null;
    case 'matrix':
      return card ? <Matrix key={card.id} card={card} workspace={workspace} /> : null;
    case 'calendar':
      return card ? <Calendar key={card.id} card={card} /> : null;
    case 'orders':
      return card ? <Orders key={card.id} card={card} workspace={workspace} /> : null;
    case 'action':
      return card ? <ActionDay key={card.id} card={card} /> : null;
    case 'sites':
      return card ? <Sites key={card.id} card={card} /> : null;
    case 'findings':
      return card ? <Findings card={card} /> : null;
    case 'papers':
      return card ? <Papers key={card.id} card={card} workspace={workspace} /> : null;
    case 'branches':
      return card ? <Branches card={card} /> : null;
    case 'history':
      return card ? <History card={card} /> : null;
  }
});

function NoOperation({ waiting }: { readonly waiting: boolean }) {
  return waiting ? null : <NoOperationOpen />;
}

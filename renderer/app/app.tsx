import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listen, useAsk, useChangeFeed } from '../api/index.ts';
import { failureOf, keyOf } from '../api/index.ts';
import { Unlock } from '../features/unlock/index.ts';
import { directionOf, useT } from '../i18n/index.ts';
import { useDrafts } from '../state/drafts.ts';
import { useNotices, useTell } from '../state/notices.ts';
import { useExchangePlace } from '../state/exchange-place.ts';
import { usePlace } from '../state/place.ts';
import { usePortfolio } from '../state/portfolio.ts';
import { usePreferences } from '../state/preferences.ts';
import { useWhatIf } from '../state/what-if.ts';
import { useSession } from '../state/session.ts';
import { Failure, Loading } from '../ui/index.ts';
import { isCommandId } from '#shared/contract/commands.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { runCommand } from '../state/bus.ts';
import { useMenuWords } from './menu-words.ts';
import { Shell } from './shell.tsx';
import { useLook } from './theme.ts';

/** The whole window: language, direction, theme, session; then either the lock or the shell. */
export function App() {
  const { language } = useT();
  useLook();
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={directionOf(language)}>
        <Tooltip.Provider>
          <ErrorBoundary>
            <SessionGate />
          </ErrorBoundary>
        </Tooltip.Provider>
      </DirectionProvider>
    </CSPProvider>
  );
}

function SessionGate() {
  const tell = useTell();
  const client = useQueryClient();
  const session = useAsk('session.state', {});
  const recovery = useSession((s) => s.recoveryCode);
  useChangeFeed();

  useEffect(
    () =>
      listen('session', ({ open }) => {
        // nothing of the plan may stay in the window's memory while the workspace is locked
        if (!open) {
          client.removeQueries({ predicate: (q) => !['session.state', 'app.info'].includes(String(q.queryKey[0])) });
          usePlace.getState().inspect(false);
          useExchangePlace.getState().openStation(null);
        }
        void client.invalidateQueries({ queryKey: keyOf('session.state', {}) });
      }),
    [client],
  );
  useEffect(() => listen('progress', (event) => useNotices.getState().progress(event, Date.now())), []);
  useEffect(
    () =>
      listen('command', ({ name }) => {
        if (!isCommandId(name) || runCommand(name)) return;
        tell(({ t }) => t('menu.notHere', { command: t(`command.${name}`) }));
      }),
    [tell],
  );
  useMenuWords();

  const open = session.data?.open ?? null;
  const owner = open ? `${open.agencyId}/${open.station}` : null;
  useEffect(() => {
    if (owner === null) useNotices.getState().forget();
    if (owner === null || useDrafts.getState().claim(owner)) return;
    usePlace.getState().forget();
    usePortfolio.getState().forget();
    useWhatIf.getState().forget();
  }, [owner]);
  useEffect(() => {
    // Never the workspace or an operation: titles show in task bars and window lists.
    document.title = 'Liaison';
  }, []);

  const language = usePreferences((s) => s.language);
  if (session.isError) return <Failure error={failureOf(session.error)} />;
  if (!session.data) return <Loading />;
  if (!open || recovery !== null) return <Unlock workspaces={session.data.workspaces} />;
  return <Shell key={`${owner}`} workspace={open} language={language} />;
}

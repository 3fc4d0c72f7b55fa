import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { call, hasBridge, newQueryClient } from './api/index.ts';
import { App } from './app/app.tsx';
import { startLanguages } from './i18n/index.ts';
import { startPreferences, usePreferences } from './state/preferences.ts';

async function start(): Promise<void> {
  const place = document.getElementById('root');
  if (!place) throw new Error('broken promise: index.html holds #root');
  if (!hasBridge()) {
    // outside the app there is nothing to show: no bridge, no data
    place.textContent = 'Liaison';
    return;
  }
  const info = await call('app.info', {}).catch(() => null);
  startPreferences(info?.look ?? null, navigator.language, (look) => {
    // not kept: the choice then holds until the window closes
    call('app.keepLook', { look }).catch(() => undefined);
  });
  await startLanguages(usePreferences.getState().language, import.meta.env.MODE === 'pseudo');
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();

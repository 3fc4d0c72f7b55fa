import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { hasBridge, newQueryClient } from './api/index.ts';
import { App } from './app/app.tsx';
import { startLanguages } from './i18n/index.ts';
import { languageWasChosen, LANGUAGES, usePreferences } from './state/preferences.ts';

function start(): void {
  const place = document.getElementById('root');
  if (!place) throw new Error('broken promise: index.html holds #root');
  if (!languageWasChosen()) {
    const system = navigator.language.slice(0, 2);
    const language = LANGUAGES.find((l) => l === system);
    if (language) usePreferences.getState().set({ language });
  }
  startLanguages(usePreferences.getState().language, import.meta.env.MODE === 'pseudo');
  if (!hasBridge()) {
    // outside the app there is nothing to show: no bridge, no data
    place.textContent = 'Liaison';
    return;
  }
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

start();

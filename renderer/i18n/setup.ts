/** Catalogues and language switching. English is complete and the fallback; no text stands in code. */
import arRules from '#shared/domain/rules/words/book-ar.json';
import enRules from '#shared/domain/rules/words/book-en.json';
import esRules from '#shared/domain/rules/words/book-es.json';
import frRules from '#shared/domain/rules/words/book-fr.json';
import i18next, { type FormatterModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import arBranches from './catalogues/ar/branches.json';
import arCalendar from './catalogues/ar/calendar.json';
import arDesk from './catalogues/ar/desk.json';
import arEdit from './catalogues/ar/edit.json';
import arExchange from './catalogues/ar/exchange.json';
import arFrame from './catalogues/ar/frame.json';
import arOrders from './catalogues/ar/orders.json';
import arPapers from './catalogues/ar/papers.json';
import arPlan from './catalogues/ar/plan.json';
import arPortfolio from './catalogues/ar/portfolio.json';
import arSites from './catalogues/ar/sites.json';
import arSteps from './catalogues/ar/steps.json';
import enBranches from './catalogues/en/branches.json';
import enCalendar from './catalogues/en/calendar.json';
import enDesk from './catalogues/en/desk.json';
import enEdit from './catalogues/en/edit.json';
import enExchange from './catalogues/en/exchange.json';
import enFrame from './catalogues/en/frame.json';
import enOrders from './catalogues/en/orders.json';
import enPapers from './catalogues/en/papers.json';
import enPlan from './catalogues/en/plan.json';
import enPortfolio from './catalogues/en/portfolio.json';
import enSites from './catalogues/en/sites.json';
import enSteps from './catalogues/en/steps.json';
import esBranches from './catalogues/es/branches.json';
import esCalendar from './catalogues/es/calendar.json';
import esDesk from './catalogues/es/desk.json';
import esEdit from './catalogues/es/edit.json';
import esExchange from './catalogues/es/exchange.json';
import esFrame from './catalogues/es/frame.json';
import esOrders from './catalogues/es/orders.json';
import esPapers from './catalogues/es/papers.json';
import esPlan from './catalogues/es/plan.json';
import esPortfolio from './catalogues/es/portfolio.json';
import esSites from './catalogues/es/sites.json';
import esSteps from './catalogues/es/steps.json';
import frBranches from './catalogues/fr/branches.json';
import frCalendar from './catalogues/fr/calendar.json';
import frDesk from './catalogues/fr/desk.json';
import frEdit from './catalogues/fr/edit.json';
import frExchange from './catalogues/fr/exchange.json';
import frFrame from './catalogues/fr/frame.json';
import frOrders from './catalogues/fr/orders.json';
import frPapers from './catalogues/fr/papers.json';
import frPlan from './catalogues/fr/plan.json';
import frPortfolio from './catalogues/fr/portfolio.json';
import frSites from './catalogues/fr/sites.json';
import frSteps from './catalogues/fr/steps.json';
import { numberText } from './formats.ts';
import { pseudoLong } from './pseudo.ts';

export const CATALOGUES = {
  en: {
    ...enFrame,
    ...enPlan,
    ...enExchange,
    ...enDesk,
    ...enRules,
    ...enSteps,
    ...enCalendar,
    ...enPortfolio,
    ...enOrders,
    ...enSites,
    ...enPapers,
    ...enEdit,
    ...enBranches,
  },
  fr: {
    ...frFrame,
    ...frPlan,
    ...frExchange,
    ...frDesk,
    ...frRules,
    ...frSteps,
    ...frCalendar,
    ...frPortfolio,
    ...frOrders,
    ...frSites,
    ...frPapers,
    ...frEdit,
    ...frBranches,
  },
  es: {
    ...esFrame,
    ...esPlan,
    ...esExchange,
    ...esDesk,
    ...esRules,
    ...esSteps,
    ...esCalendar,
    ...esPortfolio,
    ...esOrders,
    ...esSites,
    ...esPapers,
    ...esEdit,
    ...esBranches,
  },
  ar: {
    ...arFrame,
    ...arPlan,
    ...arExchange,
    ...arDesk,
    ...arRules,
    ...arSteps,
    ...arCalendar,
    ...arPortfolio,
    ...arOrders,
    ...arSites,
    ...arPapers,
    ...arEdit,
    ...arBranches,
  },
} as const;

/** Texts that were asked for, by language and key (use-t.ts). */
export const textsWithoutParams = new Map<string, string>();

/** From here on a number is read in groups; below, grouping it would only part years and codes. */
const GROUPED_FROM = 10_000;
/** Every number that is put into a text, as its language groups it. */
const numbersInTexts = {
  type: 'formatter',
  init: (): void => undefined,
  add: (): void => undefined,
  addCached: (): void => undefined,
  format: (value: unknown, _format?: string, language?: string): string =>
    typeof value === 'number' && Math.abs(value) >= GROUPED_FROM ? numberText(value, language ?? 'en') : String(value),
} as const satisfies FormatterModule;

/** Starts the catalogues in one language. `pseudo` lengthens every text by 40 % to find what clips. */
export function startLanguages(language: string, pseudo = false): i18n {
  const resources = Object.fromEntries(
    Object.entries(CATALOGUES).map(([code, texts]) => [code, { translation: pseudo ? pseudoLong(texts) : texts }]),
  );
  textsWithoutParams.clear();
  void i18next
    .use(initReactI18next)
    .use(numbersInTexts)
    .init({
      lng: language,
      fallbackLng: 'en',
      resources,
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
      showSupportNotice: false,
      initAsync: false,
    } as Parameters<i18n['init']>[0]);
  return i18next;
}

export const directionOf = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

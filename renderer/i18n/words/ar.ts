/** All words of the window in Arabic. */
import rules from '#shared/domain/rules/words/book-ar.json';
import branches from '../catalogues/ar/branches.json';
import calendar from '../catalogues/ar/calendar.json';
import desk from '../catalogues/ar/desk.json';
import edit from '../catalogues/ar/edit.json';
import exchange from '../catalogues/ar/exchange.json';
import frame from '../catalogues/ar/frame.json';
import orders from '../catalogues/ar/orders.json';
import papers from '../catalogues/ar/papers.json';
import plan from '../catalogues/ar/plan.json';
import portfolio from '../catalogues/ar/portfolio.json';
import sites from '../catalogues/ar/sites.json';
import steps from '../catalogues/ar/steps.json';

export const ar = {
  ...frame,
  ...plan,
  ...exchange,
  ...desk,
  ...rules,
  ...steps,
  ...calendar,
  ...portfolio,
  ...orders,
  ...sites,
  ...papers,
  ...edit,
  ...branches,
};

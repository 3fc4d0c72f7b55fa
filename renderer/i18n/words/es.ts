/** All words of the window in Spanish. */
import rules from '#shared/domain/rules/words/book-es.json';
import branches from '../catalogues/es/branches.json';
import calendar from '../catalogues/es/calendar.json';
import desk from '../catalogues/es/desk.json';
import edit from '../catalogues/es/edit.json';
import exchange from '../catalogues/es/exchange.json';
import frame from '../catalogues/es/frame.json';
import orders from '../catalogues/es/orders.json';
import papers from '../catalogues/es/papers.json';
import plan from '../catalogues/es/plan.json';
import portfolio from '../catalogues/es/portfolio.json';
import sites from '../catalogues/es/sites.json';
import steps from '../catalogues/es/steps.json';

export const es = {
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

/** All words of the window in French. */
import rules from '#shared/domain/rules/words/book-fr.json';
import branches from '../catalogues/fr/branches.json';
import calendar from '../catalogues/fr/calendar.json';
import desk from '../catalogues/fr/desk.json';
import edit from '../catalogues/fr/edit.json';
import exchange from '../catalogues/fr/exchange.json';
import frame from '../catalogues/fr/frame.json';
import orders from '../catalogues/fr/orders.json';
import papers from '../catalogues/fr/papers.json';
import plan from '../catalogues/fr/plan.json';
import portfolio from '../catalogues/fr/portfolio.json';
import sites from '../catalogues/fr/sites.json';
import steps from '../catalogues/fr/steps.json';

export const fr = {
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

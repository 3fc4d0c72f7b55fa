/** All words of the window in English. */
import rules from '#shared/domain/rules/words/book-en.json';
import branches from '../catalogues/en/branches.json';
import calendar from '../catalogues/en/calendar.json';
import desk from '../catalogues/en/desk.json';
import edit from '../catalogues/en/edit.json';
import exchange from '../catalogues/en/exchange.json';
import frame from '../catalogues/en/frame.json';
import orders from '../catalogues/en/orders.json';
import papers from '../catalogues/en/papers.json';
import plan from '../catalogues/en/plan.json';
import portfolio from '../catalogues/en/portfolio.json';
import sites from '../catalogues/en/sites.json';
import steps from '../catalogues/en/steps.json';

export const en = {
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

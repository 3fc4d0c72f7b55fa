import { done, type HandlersOf, notFound, withOperation } from './context.ts';
import { paperCard } from './views/paper-card.ts';
import { matchingRows, paperKinds, paperNamed, paperRows } from './views/paper-views.ts';

/** What a plan stands on, as lists and cards. */
export const paperHandlers: HandlersOf<'paper.kinds' | 'paper.list' | 'paper.card'> = {
  'paper.kinds': (context, { operation }) => withOperation(context, operation, (state) => done(paperKinds(state))),
  'paper.list': (context, { operation, kind, first, count, ...wish }) =>
    withOperation(context, operation, (state) => {
      const all = paperRows(state, kind);
      const matching = matchingRows(all, wish);
      return done({ total: all.length, matching: matching.length, rows: matching.slice(first, first + count) });
    }),
  'paper.card': (context, { operation, item }) =>
    withOperation(context, operation, (state, session) => {
      const found = paperNamed(state, item);
      return found ? done(paperCard(state, found, session.states.rows(state.id), session.card.agency)) : notFound(item);
    }),
};

import type { Change } from '#db/store-types.ts';
import { actionDay, resultTotals } from '#shared/domain/action/index.ts';
import { personNamed } from '#shared/domain/overrides/index.ts';
import { refusal } from '#shared/result/refusal.ts';
import { formatInstant } from '#shared/time/instant.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, type WorkerContext } from './context.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { actionTask, dueOf, logLines, progressOf, resultRows, siteCards, wholeFindings } from './views/action-views.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';

/** Currency figures are kept in cents, everything else in pieces. */
const UNITS: Readonly<Record<string, string>> = { usd_intercepted: 'USD cents', usd_seized: 'USD cents' };

type Fields = Extract<Change, { type: 'create' }>['fields'];
interface Line {
  readonly command: string;
  readonly label: { readonly key: string; readonly params: Readonly<Record<string, string | number>> };
  readonly by: string;
  readonly fields: Fields;
  /** Further changes of the same step. */
  readonly more?: readonly Change[];
}

/** Now of the operation, to the second: the clock of a training operation stands still. */
const moment = (context: WorkerContext, state: OperationState): string =>
  formatInstant(Math.floor((state.trainingClock ? state.clock : context.now()) / 1_000) * 1_000);
const whoIs = (state: OperationState, text: string): string =>
  (personNamed(planOf(state), text)?.id ?? text.trim()).slice(0, 200);

/** Writes one line of the log, with what belongs to it, as one step. */
function write(
  context: WorkerContext,
  session: Session,
  state: OperationState,
  { command, label, by, fields, more }: Line,
) {
  const result = session.store.plan.commit({
    command,
    label,
    by: tokenOf(session, by),
    undoable: true,
    changes: [
      {
        type: 'create',
        kind: 'logEntry',
        key: 'line',
        fields: { operation: state.id, at: moment(context, state), by: whoIs(state, by), ...fields },
      },
      ...(more ?? []),
    ],
  });
  if (!result.ok) return refuse(result.error);
  keepName(session, personNamed(planOf(state), by)?.name ?? by);
  return settled(context, session, label, result.value);
}

/** Record of a code that may be left out; undefined: it is given and is not in the plan. */
const named = (state: OperationState, code: string | null): string | null | undefined =>
  code === null ? null : (recordOf(state, code) ?? undefined);

export const actionHandlers: HandlersOf<
  | 'action.day'
  | 'action.tasks'
  | 'action.log'
  | 'action.results'
  | 'action.note'
  | 'action.decide'
  | 'action.call'
  | 'action.count'
> = {
  'action.day': (context, { operation }) =>
    withOperation(context, operation, (state, session) => {
      const log = logLines(state, session.states.rows(state.id), session.card.agency);
      const day = actionDay(state.facts);
      return done({
        today: state.facts.today,
        now: state.clock,
        trainingClock: state.trainingClock,
        ...day,
        mine: state.mine,
        open: state.clock >= day.from && state.clock <= day.to,
        progress: progressOf(state, dueOf(state)),
        sites: [...siteCards(state, log)],
        whole: wholeFindings(state),
      });
    }),
  'action.tasks': (context, { operation, site, first, count }) =>
    withOperation(context, operation, (state) => {
      const due = dueOf(state).filter(({ task }) => site === null || task.site === site);
      return done({ total: due.length, tasks: due.slice(first, first + count).map((one) => actionTask(state, one)) });
    }),
  'action.log': (context, { operation, first, count }) =>
    withOperation(context, operation, (state, session) => {
      const lines = logLines(state, session.states.rows(state.id), session.card.agency);
      return done({ total: lines.length, lines: lines.slice(first, first + count) });
    }),
  'action.results': (context, { operation, first, count }) =>
    withOperation(context, operation, (state, session) => {
      const rows = resultRows(state, session.states.rows(state.id));
      const { targets, agencies } = planOf(state);
      return done({
        totals: resultTotals(rows).map((one) => ({
          ...one,
          agencies: [...one.agencies],
          // Targets of amounts are written in whole dollars.
          target: targets[one.figure] === undefined ? null : targets[one.figure]! * (UNITS[one.figure] ? 100 : 1),
        })),
        total: rows.length,
        lines: rows.slice(first, first + count),
        agencies: agencies.map(({ id, name }) => ({ code: id, name })),
      });
    }),
  'action.note': (context, { operation, text, site, task, by }) =>
    withOperation(context, operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const [at, about] = [named(state, site), named(state, task)];
      if (at === undefined || about === undefined) return notFound(site ?? task ?? '');
      return write(context, session, state, {
        command: 'action.note',
        label: { key: 'step.action.note', params: {} },
        by,
        fields: { entry: 'note', text, site: at, task: about },
      });
    }),
  /** Of a decision point the choice is kept with it too, so that the debrief finds it there. */
  'action.decide': (context, { operation, choice, reason, task, by }) =>
    withOperation(context, operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const about = named(state, task);
      if (about === undefined) return notFound(task ?? '');
      const point = session.states
        .rows(state.id)
        .find(({ kind, fields }) => kind === 'decisionPoint' && about !== null && fields['task'] === about);
      return write(context, session, state, {
        command: 'action.decide',
        label: {
          key: task === null ? 'step.action.decide' : 'step.action.decideAt',
          params: task === null ? {} : { code: task },
        },
        by,
        fields: { entry: 'decision', text: choice, reason, task: about },
        more: point
          ? [{ type: 'set', rec: point.id, field: 'choice', value: [choice, moment(context, state), reason] }]
          : [],
      });
    }),
  'action.call': (context, { operation, site, go, reason, by }) =>
    withOperation(context, operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const at = state.facts.sites.get(site) ? recordOf(state, site) : null;
      if (at === null) return notFound(site);
      return write(context, session, state, {
        command: 'action.call',
        label: {
          key: go ? 'step.action.go' : 'step.action.noGo',
          params: { site: state.facts.sites.get(site)?.code ?? site },
        },
        by,
        fields: { entry: go ? 'go' : 'no_go', text: '', site: at, reason },
      });
    }),
  /** Codes: `result.agency` (takes no part), `read-only`. */
  'action.count': (context, { operation, figure, value, agency, confirmed, event, by }) =>
    withOperation(context, operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const of = state.facts.agencies.get(agency) ? recordOf(state, agency) : null;
      if (of === null) return refuse(refusal('result.agency', agency, 'this agency takes no part in the operation'));
      const label = { key: 'step.action.count', params: { figure, agency } };
      const result = session.store.plan.commit({
        command: 'action.count',
        label,
        by: tokenOf(session, by),
        undoable: true,
        changes: [
          {
            type: 'create',
            kind: 'result',
            key: 'result',
            fields: {
              operation: state.id,
              figure,
              value: [value, UNITS[figure] ?? ''],
              agency: of,
              asOf: moment(context, state),
              confirmed: confirmed ? 1 : 0,
              event: event === '' ? null : event,
            },
          },
        ],
      });
      if (!result.ok) return refuse(result.error);
      keepName(session, by);
      return settled(context, session, label, result.value);
    }),
};

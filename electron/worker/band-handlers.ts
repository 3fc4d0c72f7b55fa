import { MOST_TASKS } from '#shared/contract/editing.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import { closedHours, paperBands } from './views/band-views.ts';
import { rowBeside, rowsMatching } from './views/timeline-walk.ts';
import { tasksInPhase, taskByRecord, undatedTasks } from './views/timeline-views.ts';

export const bandHandlers: HandlersOf<
  | 'timeline.papers'
  | 'timeline.hours'
  | 'timeline.undated'
  | 'timeline.inPhase'
  | 'timeline.beside'
  | 'timeline.matching'
  | 'task.authorise'
> = {
  'timeline.papers': (context, { operation }) => withOperation(context, operation, (state) => done(paperBands(state))),
  'timeline.hours': (context, { operation, from, to }) =>
    withOperation(context, operation, (state) => done(closedHours(state, from, to))),
  'timeline.undated': (context, { operation, first, count }) =>
    withOperation(context, operation, (state) => done(undatedTasks(state, first, count))),
  'timeline.inPhase': (context, { operation, phase }) =>
    withOperation(context, operation, (state) => {
      const tasks = tasksInPhase(state, phase);
      return done({ total: tasks.length, tasks: tasks.slice(0, MOST_TASKS) });
    }),
  'timeline.beside': (context, input) =>
    withOperation(context, input.operation, (state) => done(rowBeside(state, input))),
  'timeline.matching': (context, { operation, ...filter }) =>
    withOperation(context, operation, (state) => done(rowsMatching(state, filter))),
  'task.authorise': (context, { operation, task, authority }) =>
    withOperation(context, operation, (state, session) => {
      const found = taskByRecord(state, task);
      if (!found) return notFound(task);
      if (!state.mine) return readOnly(state);
      const label = {
        key: authority === '' ? 'step.task.unauthorise' : 'step.task.authorise',
        params: { code: found.id },
      };
      const result = session.store.plan.commit({
        command: 'task.authorise',
        label,
        by: BY,
        undoable: true,
        changes: [{ type: 'set', rec: task, field: 'authority', value: authority === '' ? null : authority }],
      });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
};

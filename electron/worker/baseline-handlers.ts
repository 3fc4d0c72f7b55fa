import type { BaselineBar, BaselineView } from '#shared/contract/editing.ts';
import { spanOf } from '#shared/domain/facts/facts.ts';
import { MOST_BARS } from '#shared/model/kinds/planning.ts';
import { refusal } from '#shared/result/refusal.ts';
import { MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { formatInstant, parseInstant } from '#shared/time/instant.ts';
import { done, type HandlersOf, refuse, withOperation } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';

const BASELINES: ReadonlySet<string> = new Set(['baseline']);

interface Baseline {
  readonly id: string;
  readonly taken: number;
  readonly hHour: number | null;
  readonly bars: ReadonlyMap<string, BaselineBar>;
}
/** Read once per state of the operation: the bars of the rows in sight are asked for with every scroll. */
const known = new WeakMap<OperationState, Baseline | null>();

/** The newest baseline of the operation; null: none was taken. */
function baselineOf(session: Session, state: OperationState): Baseline | null {
  const before = known.get(state);
  if (before !== undefined) return before;
  const row = session.store.read.recordsOfOperation(state.id, BASELINES).at(-1);
  const made = row ? baselineIn(row.id, row.fields) : null;
  known.set(state, made);
  return made;
}

const instantIn = (value: unknown): number | null => (typeof value === 'string' ? parseInstant(value) : null);

function baselineIn(id: string, fields: Readonly<Record<string, unknown>>): Baseline {
  const rows = Array.isArray(fields['bars']) ? (fields['bars'] as readonly (readonly [string, number, number])[]) : [];
  const bars = rows.map(([task, minute, minutes]) => ({
    task,
    start: minute * MS_PER_MINUTE,
    end: (minute + minutes) * MS_PER_MINUTE,
  }));
  return {
    id,
    taken: instantIn(fields['taken']) ?? 0,
    hHour: instantIn(fields['hHour']),
    bars: new Map(bars.map((bar) => [bar.task, bar])),
  };
}

/** Where every dated task stands, in whole minutes since 1970. */
function barsNow(state: OperationState): readonly BaselineBar[] {
  return planOf(state).tasks.flatMap((task) => {
    const id = recordOf(state, task.id);
    const { start, end } = spanOf(state.facts, task);
    if (id === null || start === null) return [];
    const minute = (at: number): number => Math.floor(at / MS_PER_MINUTE) * MS_PER_MINUTE;
    return [{ task: id, start: minute(start), end: minute(end ?? start) }];
  });
}

function compared(state: OperationState, { id, taken, hHour, bars }: Baseline): BaselineView {
  const now = new Map(barsNow(state).map((bar) => [bar.task, bar]));
  let moved = 0;
  let added = 0;
  for (const bar of now.values()) {
    const then = bars.get(bar.task);
    if (!then) added += 1;
    else if (then.start !== bar.start || then.end !== bar.end) moved += 1;
  }
  const gone = [...bars.keys()].filter((task) => !now.has(task)).length;
  return { id, taken, hHour, bars: bars.size, moved, added, gone };
}

/** The plan as it was agreed, kept beside the plan as it stands. */
export const baselineHandlers: HandlersOf<'baseline.state' | 'baseline.bars' | 'baseline.take'> = {
  'baseline.state': (context, { operation }) =>
    withOperation(context, operation, (state, session) => {
      const baseline = baselineOf(session, state);
      return done(baseline && compared(state, baseline));
    }),
  'baseline.bars': (context, { operation, tasks }) =>
    withOperation(context, operation, (state, session) => {
      const bars = baselineOf(session, state)?.bars;
      return done(tasks.flatMap((task) => bars?.get(task) ?? []));
    }),
  /** Codes: `baseline-empty` (nothing has a time), `baseline-large`. */
  'baseline.take': (context, { operation }) =>
    withOperation(context, operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const bars = barsNow(state);
      if (bars.length === 0)
        return refuse(refusal('baseline-empty', planOf(state).operation.id, 'no task of this plan has a time yet'));
      if (bars.length > MOST_BARS)
        return refuse(refusal('baseline-large', planOf(state).operation.id, `it holds more than ${MOST_BARS} tasks`));
      const { hHour } = planOf(state).operation;
      const label = { key: 'step.baseline.take', params: { count: bars.length } };
      const result = session.store.plan.commit({
        command: 'baseline.take',
        label,
        by: BY,
        undoable: true,
        changes: [
          {
            type: 'create',
            kind: 'baseline',
            key: 'baseline',
            fields: {
              operation: state.id,
              taken: formatInstant(Math.floor(state.clock / 1_000) * 1_000),
              hHour: hHour === null ? null : formatInstant(hHour),
              bars: bars.map(({ task, start, end }) => [task, start / MS_PER_MINUTE, (end - start) / MS_PER_MINUTE]),
            },
          },
        ],
      });
      return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
    }),
};

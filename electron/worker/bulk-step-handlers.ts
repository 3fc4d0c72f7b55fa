import type { CallError } from '#shared/contract/call.ts';
import type { StepForMany } from '#shared/contract/editing.ts';
import type { Step } from '#shared/domain/lifecycles/index.ts';
import { verbKeyOf } from '#shared/domain/lifecycles/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { tokenOf } from './people-tokens.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { changesOf, passedBy } from './step-changes.ts';
import { badDay, weighedStep, keepNames, optionOf, stepsOf } from './step-handlers.ts';
import { itemNamed, STEP_LABEL, type StepItem } from './step-items.ts';
import type { OperationState } from './views/state.ts';

type Items =
  | { readonly ok: true; readonly value: readonly StepItem[] }
  | { readonly ok: false; readonly error: CallError };

/** The tasks as a step finds them. Code: `not-found`. */
function itemsOf(state: OperationState, session: Session, tasks: readonly string[]): Items {
  const rows = session.states.rows(state.id);
  const items: StepItem[] = [];
  for (const task of new Set(tasks)) {
    const found = itemNamed(state, session, task, rows);
    if (found.is !== 'item' || found.item.kind !== 'task') return notFound(task);
    items.push(found.item);
  }
  return { ok: true, value: items };
}

/** Every step that one or more of the tasks can take, with who is ready for it and who is held. */
function stepsForMany(state: OperationState, session: Session, items: readonly StepItem[]): StepForMany[] {
  const open = items.filter(({ mine, contested }) => mine && !contested);
  const steps = new Map<string, Step>();
  for (const step of open.flatMap(stepsOf)) if (!steps.has(step.to)) steps.set(step.to, step);
  return [...steps.values()].map((step) => {
    const options = open.flatMap((item) => {
      const own = stepsOf(item).find(({ to }) => to === step.to);
      return own ? [{ item, option: optionOf(state, session, item, own) }] : [];
    });
    const ready = options.filter(({ option }) => option.lacks.length === 0);
    const [first] = ready.length > 0 ? ready : options;
    if (!first) throw new Error('broken promise: a step was found at one of the tasks');
    const codes = new Set(ready.map(({ item }) => item.code));
    return {
      ...first.option,
      asks: [...new Set(options.flatMap(({ option }) => option.asks))],
      lacks: [],
      ready: [...codes],
      held: items.map(({ code }) => code).filter((code) => !codes.has(code)),
    };
  });
}

/** `T01, T02, T03 +4` */
const someOf = (codes: readonly string[]): string =>
  `${codes.slice(0, 3).join(', ')}${codes.length > 3 ? ` +${codes.length - 3}` : ''}`;

/** A state for many tasks at once, by the same steps and the same checks as for one. */
export const bulkStepHandlers: HandlersOf<'tasks.steps' | 'tasks.step'> = {
  'tasks.steps': (context, { operation, tasks }) =>
    withOperation(context, operation, (state, session) => {
      const items = itemsOf(state, session, tasks);
      return items.ok ? done({ today: state.facts.today, steps: stepsForMany(state, session, items.value) }) : items;
    }),
  /** All of them or none. Codes: `step.many` (details name each task and what it lacks), `step.contested`, `step.day`, `read-only`. */
  'tasks.step': (context, { operation, tasks, to, evidence: said }) =>
    withOperation(context, operation, (state, session) => {
      const items = itemsOf(state, session, tasks);
      if (!items.ok) return items;
      if (!state.mine || items.value.some(({ mine }) => !mine)) return readOnly(state);
      const contested = items.value.find((item) => item.contested);
      if (contested)
        return refuse(
          refusal('step.contested', contested.code, 'agencies disagree on its state; settle the conflict first'),
        );
      const day = badDay(said);
      if (day) return refuse(day);
      const checked = items.value.map((item) => ({ item, answer: weighedStep(session, state, item, to, said) }));
      const wrong: Refusal[] = checked.flatMap(({ item, answer }) =>
        answer.ok
          ? []
          : answer.lacks.length > 0
            ? answer.lacks
            : [refusal(answer.first.code, item.code, answer.first.reason)],
      );
      if (wrong.length > 0) {
        const codes = wrong.map(({ place }) => place).join(', ');
        const reason = `${codes} cannot take this step; nothing was changed. ${wrong[0]?.reason ?? ''}`;
        return refuse(refusal('step.many', codes, reason), wrong);
      }
      const taken = checked.flatMap(({ item, answer }) =>
        answer.ok
          ? [{ state, item, step: answer.step, said, evidence: answer.evidence, now: context.now(), keep: null }]
          : [],
      );
      const [first] = taken;
      if (!first) return notFound(operation);
      const label = {
        key: STEP_LABEL,
        params: { verb: verbKeyOf(first.step), code: someOf(taken.map(({ item }) => item.code)) },
      };
      const second = said.second?.trim() ?? '';
      const result = session.store.plan.commit({
        command: STEP_LABEL,
        label,
        by: tokenOf(session, said.by),
        undoable: true,
        changes: taken.flatMap((one, n) => changesOf(one, ` ${n}`)),
        audit: {
          role: said.role,
          ...(second === '' ? {} : { second: tokenOf(session, second) }),
          ...(first.evidence.reason ? { reason: first.evidence.reason.slice(0, 2_000) } : {}),
          rules: [...new Set(taken.flatMap((one) => passedBy(one).map(({ rule }) => rule)))],
          ids: { to, items: taken.map(({ item }) => item.record).join(' ') },
        },
      });
      if (!result.ok) return refuse(result.error);
      keepNames(session, state, [said.by, second]);
      return settled(context, session, label, result.value);
    }),
};

import { diffFindings } from '#shared/domain/rules/index.ts';
import { limitRows, pairsToLimits, setLimits } from '#shared/formats/plan-records/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { refusal } from '#shared/result/refusal.ts';
import { committed, done, type HandlersOf, refuse, withOperation } from './context.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import type { Session } from './session.ts';
import { findingView, worstFirst } from './views/finding-views.ts';
import { type OperationState, planOf } from './views/state.ts';

const BY = 'local';
type Pair = readonly [string, string];

/** The pairs as they are stored, with those this version does not understand. */
function storedPairs(session: Session, operation: string): readonly Pair[] {
  const value: Wire = session.store.read.record(operation)?.fields['limits'] ?? null;
  return Array.isArray(value) ? (value as readonly Pair[]) : [];
}

/** Every limit, with the lawful hours of the states in which the plan has sites. */
const rows = (state: OperationState, pairs: readonly Pair[]) =>
  limitRows(
    pairsToLimits(pairs).limits,
    planOf(state).sites.map(({ cc }) => cc),
  ).map((row) => ({ ...row, rules: [...row.rules] }));

export const limitsHandlers: HandlersOf<'limits.list' | 'limits.set'> = {
  'limits.list': (context, { operation }) =>
    withOperation(context, operation, (state, session) => done(rows(state, storedPairs(session, state.id)))),
  'limits.set': (context, { operation, set, by, reason }) =>
    withOperation(context, operation, (state, session) => {
      const { id: code } = planOf(state).operation;
      if (!state.mine)
        return refuse(
          refusal('read-only', code, `this operation is kept by ${state.ownerCode}; only that agency changes it here`),
        );
      const before = storedPairs(session, state.id);
      const after = setLimits(
        before,
        set.map(({ key, value }) => [key.trim(), value.trim()] as const),
      );
      if (!after.ok) {
        const [first = refusal('limit-value', '', 'cannot be set')] = after.error;
        return refuse(first, after.error);
      }
      const label = { key: 'step.limits.set', params: { code, limits: changedText(state, before, after.value) } };
      // Limits that already are what was asked for make no step to undo.
      if (JSON.stringify(before) === JSON.stringify(after.value))
        return done({ label, touched: 0, conflicts: 0, limits: rows(state, before), added: [], gone: [] });
      const result = session.store.plan.commit({
        command: 'limits.set',
        label,
        by: by === null ? BY : tokenOf(session, by),
        undoable: true,
        changes: [{ type: 'set', rec: state.id, field: 'limits', value: after.value.length > 0 ? after.value : null }],
        ...(reason === null || reason.trim() === '' ? {} : { audit: { reason: reason.trim() } }),
      });
      if (!result.ok) return refuse(result.error);
      if (by !== null) keepName(session, by);
      committed(context, session, result.value.operations, result.value.touched);
      return done({
        label,
        touched: result.value.touched.length,
        conflicts: result.value.conflicts,
        limits: rows(state, after.value),
        ...difference(state, session.states.get(state.id)),
      });
    }),
};

/** `custody_h 24, rest_h 10`: each limit that changed, with its new value. */
function changedText(state: OperationState, before: readonly Pair[], after: readonly Pair[]): string {
  const was = new Map(rows(state, before).map(({ key, value }) => [key, value]));
  return rows(state, after)
    .filter(({ key, value }) => was.get(key) !== value)
    .map(({ key, value }) => `${key} ${value}`)
    .join(', ');
}

function difference(before: OperationState, after: OperationState | null) {
  if (after === null) return { added: [], gone: [] };
  const diff = diffFindings(before.findings, after.findings);
  return {
    added: [...diff.added].sort(worstFirst).map((finding) => findingView(after, finding)),
    gone: [...diff.gone].sort(worstFirst).map((finding) => findingView(before, finding)),
  };
}

import type { BranchRow } from '#db/store-branches.ts';
import type { Reply } from '#shared/contract/call.ts';
import type { BranchCard, Picks } from '#shared/contract/branches.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, type Result } from '#shared/result/result.ts';
import { done, type HandlersOf, notFound, refuse, withSession, type WorkerContext } from './context.ts';
import type { Lens } from './lenses.ts';
import { BY, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { branchCard, compareRows, comparePeople, comparison } from './views/branch-views.ts';
import {
  chosen,
  differencePage,
  itemOf,
  type Other,
  previewChoice,
  type Side,
  type Taken,
} from './views/plan-differences.ts';
import type { OperationState } from './views/state.ts';

interface Opened {
  readonly session: Session;
  readonly lens: Lens;
  readonly changes: NonNullable<Lens['branch']>;
  readonly plan: OperationState;
  readonly branch: OperationState;
}

/** An open branch with the plan beside it. */
function withBranch<T>(
  context: WorkerContext,
  id: string,
  work: (opened: Opened) => T,
): T | { readonly ok: false; readonly error: ReturnType<typeof notFound>['error'] } {
  return withSession(context, (session) => {
    const lens = session.lenses.find(session, id);
    const plan = lens ? session.states.get(lens.of) : null;
    const branch = lens?.session.states.get(id) ?? null;
    return lens?.branch && plan && branch ? work({ session, lens, changes: lens.branch, plan, branch }) : notFound(id);
  });
}

/** What differs, as something people can choose from. */
function sideOf({ session, lens, changes }: Opened): Side {
  const me = session.card.agency;
  const others = changes.changes().map(
    ({ rec, kind, what, fields, needs, closedInPlan }): Other => ({
      rec,
      kind,
      owner: session.store.read.record(rec)?.owner ?? me,
      what,
      fields: fields.map(({ field, plan, branch, base, moved }) => ({ field, now: plan, other: branch, base, moved })),
      needs,
      closed: closedInPlan,
    }),
  );
  return { others, me, fieldsOf: (rec) => lens.session.store.read.record(rec) ?? session.store.read.record(rec) };
}

/** The choice; a branch is promoted only over items nobody disagrees on. */
function takenOf(opened: Opened, picks: Picks, seen: string): Result<readonly Taken[], Refusal> {
  const side = sideOf(opened);
  const taken = chosen(side, picks, seen);
  if (!taken.ok || picks !== 'all') return taken;
  const contested = new Set(opened.session.store.read.conflicts(opened.lens.of).map(({ rec }) => rec));
  const open = taken.value.find(({ other }) => contested.has(other.rec));
  return open
    ? err(
        refusal(
          'promote-conflict',
          itemOf(side.fieldsOf, open.other).code,
          'agencies disagree on this; settle the conflict in the plan first',
        ),
      )
    : taken;
}

const cardOf = (session: Session, row: BranchRow): BranchCard =>
  branchCard(row, session.lenses.find(session, row.id)?.branch?.changes() ?? []);

/** A change of the branch itself, not of what is in it; screens read again. */
function altered(
  context: WorkerContext,
  id: string,
  act: 'discard' | 'restore' | { readonly name: string },
): Reply<BranchCard> {
  return withSession(context, (session): Reply<BranchCard> => {
    const { branches } = session.store;
    const row = typeof act === 'string' ? branches[act](id, BY) : branches.rename(id, act.name, BY);
    if (!row.ok) return refuse(row.error);
    session.lenses.forget(id);
    context.emit('changed', { operations: [row.value.operation, id], records: [] });
    return done(cardOf(session, row.value));
  });
}

export const branchHandlers: HandlersOf<
  | 'branch.create'
  | 'branch.list'
  | 'branch.rename'
  | 'branch.discard'
  | 'branch.restore'
  | 'branch.purge'
  | 'branch.compare'
  | 'branch.tasks'
  | 'branch.people'
  | 'branch.changes'
  | 'branch.preview'
  | 'branch.merge'
> = {
  'branch.create': (context, { operation, name }) =>
    withSession(context, (session) => {
      const row = session.store.branches.create(operation, name, BY);
      if (!row.ok) return refuse(row.error);
      context.emit('changed', { operations: [operation], records: [] });
      return done(cardOf(session, row.value));
    }),
  'branch.list': (context, { operation, discarded, first, count }) =>
    withSession(context, (session) => {
      const { total, rows } = session.store.branches.list(operation, discarded, first, count);
      return done({ total, branches: rows.map((row) => cardOf(session, row)) });
    }),
  'branch.rename': (context, { branch, name }) => altered(context, branch, { name }),
  'branch.discard': (context, { branch }) => altered(context, branch, 'discard'),
  'branch.restore': (context, { branch }) => altered(context, branch, 'restore'),
  'branch.purge': (context, { branch }) =>
    withSession(context, (session) => {
      const operation = session.store.branches.get(branch)?.operation;
      const gone = session.store.branches.purge(branch, BY);
      if (!gone.ok) return refuse(gone.error);
      session.lenses.forget(branch);
      context.emit('changed', { operations: operation === undefined ? [] : [operation], records: [] });
      return done(null);
    }),
  'branch.compare': (context, { branch }) =>
    withBranch(context, branch, ({ changes, plan, branch: there }) =>
      done(comparison(plan, there, branchCard(changes.branch, changes.changes()))),
    ),
  'branch.tasks': (context, { branch, ...window }) =>
    withBranch(context, branch, ({ plan, branch: there }) => done(compareRows(plan, there, window))),
  'branch.people': (context, { branch, first, count }) =>
    withBranch(context, branch, ({ plan, branch: there }) => done(comparePeople(plan, there, first, count))),
  'branch.changes': (context, { branch, first, count }) =>
    withBranch(context, branch, (opened) => done(differencePage(sideOf(opened), first, count))),
  'branch.preview': (context, { branch, picks, seen }) =>
    withBranch(context, branch, (opened) => {
      const taken = takenOf(opened, picks, seen);
      if (!taken.ok) return refuse(taken.error);
      return done(previewChoice(opened.plan, opened.session.states.rows(opened.lens.of), taken.value));
    }),
  'branch.merge': (context, { branch, picks, seen }) =>
    withBranch(context, branch, (opened) => {
      const taken = takenOf(opened, picks, seen);
      if (!taken.ok) return refuse(taken.error);
      const { session, changes } = opened;
      const label = {
        key: picks === 'all' ? 'step.branch.promote' : 'step.branch.merge',
        params: { name: changes.branch.name },
      };
      const choice = taken.value.map(({ other, fields }) => ({
        rec: other.rec,
        fields: other.what === 'changed' ? fields.map(({ field }) => field) : null,
      }));
      const step = session.store.branches.merge(changes, choice, { label, by: BY });
      return step.ok ? settled(context, session, label, step.value) : refuse(step.error);
    }),
};

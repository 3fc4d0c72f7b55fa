import type { CallName, Input } from './contract.ts';

/**
 * What may be asked of an operation seen through a lens: a what-if branch, or the plan as it was. `read`: of either; `try`: of a branch,
 * where it changes the branch alone; `plan`: only of the plan itself. Whatever leaves the machine, whatever says that somebody approved
 * or decided, and whatever settles the plan is `plan`. A call that names an operation does not compile until it stands here.
 */
export type LensUse = 'read' | 'try' | 'plan';
// An input without members has every string as a key.
type Naming<C extends CallName> = string extends keyof Input<C>
  ? never
  : 'operation' extends keyof Input<C>
    ? C
    : never;
/** Calls that name an operation. */
export type OperationCall = { readonly [C in CallName]: Naming<C> }[CallName];

export const LENS: Readonly<Record<OperationCall, LensUse>> = {
  'operation.card': 'read',
  'timeline.frame': 'read',
  'timeline.rows': 'read',
  'timeline.links': 'read',
  'timeline.find': 'read',
  'task.detail': 'read',
  'findings.list': 'read',
  'schedule.targets': 'read',
  'schedule.of': 'read',
  'schedule.task': 'read',
  'calendar.window': 'read',
  'calendar.agenda': 'read',
  'matrix.frame': 'read',
  'matrix.strip': 'read',
  'explain.person': 'read',
  'person.find': 'read',
  'gap.list': 'read',
  'gap.suggest': 'read',
  'explain.agreement': 'read',
  'explain.jit': 'read',
  'coverage.movement': 'read',
  'coverage.all': 'read',
  'limits.list': 'read',
  'site.list': 'read',
  'paper.kinds': 'read',
  'paper.list': 'read',
  'paper.card': 'read',
  'traveller.list': 'read',
  'undo.state': 'read',
  'task.previewStart': 'try',
  'task.setStart': 'try',
  'task.previewSpan': 'try',
  'task.setSpan': 'try',
  'task.previewCreate': 'try',
  'task.create': 'try',
  'hHour.preview': 'try',
  'hHour.set': 'try',
  'person.assign': 'try',
  'person.unassign': 'try',
  'limits.set': 'try',
  'site.create': 'try',
  'site.edit': 'try',
  'undo.undo': 'try',
  'undo.redo': 'try',
  'operation.copy': 'plan',
  'finding.lift': 'plan',
  'finding.unlift': 'plan',
  'step.options': 'plan',
  'step.take': 'plan',
  'agreement.sign': 'plan',
  'jit.sign': 'plan',
  'jit.extension': 'plan',
  'movement.check': 'plan',
  'traveller.add': 'plan',
  'traveller.steps': 'plan',
  'traveller.screen': 'plan',
  'matrix.write': 'plan',
  'brief.write': 'plan',
  'exchange.preview': 'plan',
  'exchange.export': 'plan',
  'exchange.releaseAgain': 'plan',
  'exchange.recall': 'plan',
  'conflict.list': 'plan',
  'conflict.settleMany': 'plan',
  'conflict.breaches': 'plan',
  'branch.create': 'plan',
  'branch.list': 'plan',
  'history.steps': 'plan',
  'history.authors': 'plan',
  'history.span': 'plan',
  'history.at': 'plan',
  'history.changes': 'plan',
  'history.preview': 'plan',
  'history.restore': 'plan',
};

/** null: the call names no operation, or is none of the window. */
export const lensUseOf = (name: string): LensUse | null =>
  Object.hasOwn(LENS, name) ? LENS[name as OperationCall] : null;

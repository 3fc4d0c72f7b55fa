import type { Code, Plan } from '#shared/model/plan.ts';

export interface Subject {
  readonly kind: string;
  /** Title or name, for people. */
  readonly label: string;
}

const tables = new WeakMap<Plan, ReadonlyMap<Code, Subject>>();

function build(plan: Plan): ReadonlyMap<Code, Subject> {
  const table = new Map<Code, Subject>();
  const put = (code: Code, kind: string, label: string): void => void table.set(code, { kind, label });
  put(plan.operation.id, 'operation', plan.operation.codeName);
  for (const x of plan.agencies) put(x.id, 'agency', x.name);
  for (const x of plan.sites) put(x.id, 'site', x.code);
  for (const x of plan.phases) put(x.id, 'phase', x.name.en);
  for (const x of plan.syncGroups) put(x.id, 'syncGroup', x.name);
  for (const x of plan.tasks) put(x.id, 'task', x.title);
  for (const x of plan.people) put(x.id, 'person', x.name);
  for (const x of plan.jits) put(x.id, 'jit', x.name);
  for (const x of plan.agreements) put(x.id, 'agreement', x.title.en);
  for (const x of plan.movements) put(x.id, 'movement', `${x.from} → ${x.to.join(', ')}`);
  for (const x of plan.entities) put(x.id, 'entity', x.name);
  for (const x of plan.assets) put(x.id, 'asset', x.ref);
  for (const x of plan.requests) put(x.id, 'request', `${x.kind} · ${x.channel}`);
  for (const x of plan.deconfliction) put(x.id, 'deconfliction', x.about);
  for (const x of plan.risks) put(x.id, 'risk', x.what);
  for (const x of plan.records) put(x.id, 'record', x.what);
  for (const x of plan.releases) put(x.id, 'release', x.id);
  return table;
}

/** What a code of the plan stands for. `RL1/D02` is the record within the release. */
export function subjectOf(plan: Plan, code: Code): Subject {
  let table = tables.get(plan);
  if (!table) tables.set(plan, (table = build(plan)));
  const slash = code.indexOf('/');
  return table.get(slash > 0 ? code.slice(slash + 1) : code) ?? { kind: 'item', label: code };
}

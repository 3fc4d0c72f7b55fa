/** Stored rows without a store: drafts with made-up record ids, as a test of anything that reads rows needs them. */
import type { Wire } from '#shared/model/kinds/field.ts';
import type { Plan, InstantMs } from '#shared/model/plan.ts';
import { type DraftWire, planToDrafts, type RecordDraft, type RecordRow } from '#shared/formats/plan-records/index.ts';

/** 32 base64url characters, the same for the same number. */
export const fakeId = (n: number): string =>
  `${Math.imul(n + 1, 0x9e3779b1)
    .toString(36)
    .replace('-', '_')}${'x'.repeat(32)}`.slice(0, 24) + String(n).padStart(8, '0');

const fill = (value: DraftWire, idOf: ReadonlyMap<string, string>): Wire => {
  if (value === null || typeof value !== 'object') return value;
  if (!('ref' in value)) return value.map((v) => fill(v, idOf));
  const id = idOf.get(value.ref);
  if (id === undefined) throw new Error(`no draft ${value.ref}`);
  return id;
};

/** Rows as a store would give them back, in the order of the drafts, all owned by one agency. */
export function draftsToRows(drafts: readonly RecordDraft[], owner: string): readonly RecordRow[] {
  const idOf = new Map(drafts.map((draft, n) => [draft.key, fakeId(n)]));
  return drafts.map((draft, n) => ({
    id: fakeId(n),
    kind: draft.kind,
    owner,
    order: n,
    fields: Object.fromEntries(Object.entries(draft.fields).map(([name, value]) => [name, fill(value, idOf)])),
  }));
}

export const planToRows = (plan: Plan, owner: string, clock: InstantMs | null = null): readonly RecordRow[] =>
  draftsToRows(planToDrafts(plan, clock), owner);

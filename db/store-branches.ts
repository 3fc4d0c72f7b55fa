import type { Wire } from '#shared/model/kinds/field.ts';
import type { Store } from './store.ts';
import type { Answer, Committed, Id24, Label, RecordId } from './store-types.ts';

/** A what-if branch of an operation. It lives in this store only and is in no line of the log. */
export interface BranchRow {
  readonly id: Id24;
  readonly operation: RecordId;
  readonly name: string;
  readonly by: string;
  readonly at: number;
  /** When it was put aside; null: it is open. */
  readonly discarded: number | null;
}

/** One field that reads otherwise in the branch than in the plan. Null is "not given". */
export interface BranchField {
  readonly field: string;
  readonly plan: Wire;
  readonly branch: Wire;
  /** What the plan had when the branch first changed it. */
  readonly base: Wire;
  /** The plan has moved since: taking this over would overwrite what somebody else decided. */
  readonly moved: boolean;
}
export interface BranchChange {
  /** Record of the plan, or of the branch alone when it was added there. */
  readonly rec: RecordId;
  readonly kind: string;
  readonly what: 'added' | 'changed' | 'gone';
  /** There is no record of the plan behind it: it was made in the branch. */
  readonly alone: boolean;
  /** Of something gone: the fields the plan changed since the branch took it out. */
  readonly fields: readonly BranchField[];
  /** Other records of the branch alone that this one points to: it cannot be taken over without them. */
  readonly needs: readonly RecordId[];
  /** The plan closed the record meanwhile: there is nothing to change any more. */
  readonly closedInPlan: boolean;
}

/** What is taken over: some fields of a changed record, or (null) all there is of it. */
export interface BranchPick {
  readonly rec: RecordId;
  readonly fields: readonly string[] | null;
}

/**
 * The operation as a branch has it, under the id of the branch. Reads and writes as the store does, so that every screen and command
 * works on it; writes stay in the tables of the branch. The same records keep their ids.
 */
export interface BranchLens {
  readonly branch: BranchRow;
  readonly plan: Store['plan'];
  readonly read: Store['read'];
  /** What differs from the plan, in the order of creation. */
  readonly changes: () => readonly BranchChange[];
  /** Records that may read otherwise than in the plan; null: some stand under other ids here, so that the two cannot be laid side by side. */
  readonly touched: () => readonly RecordId[] | null;
  /** Forgets what was read of the plan: to be called when the plan of the operation changed. */
  readonly refresh: () => void;
}

export interface BranchStore {
  /** Codes: `branch.name`, `branch.many`, `record.unknown`. */
  readonly create: (operation: RecordId, name: string, by: string) => Answer<BranchRow>;
  readonly get: (id: Id24) => BranchRow | null;
  /** Newest first; open ones, or those put aside. */
  readonly list: (
    operation: RecordId,
    discarded: boolean,
    first: number,
    count: number,
  ) => { readonly total: number; readonly rows: readonly BranchRow[] };
  readonly rename: (id: Id24, name: string, by: string) => Answer<BranchRow>;
  /** Puts it aside; `restore` brings it back as it was. */
  readonly discard: (id: Id24, by: string) => Answer<BranchRow>;
  readonly restore: (id: Id24, by: string) => Answer<BranchRow>;
  /** Deletes a branch that was put aside; nothing brings it back. */
  readonly purge: (id: Id24, by: string) => Answer<null>;
  readonly lens: (id: Id24) => BranchLens | null;
  /** Takes changes over into the plan: one ordinary step through the door. Codes: `branch.needs`, `branch.nothing`, those of the door. */
  readonly merge: (
    lens: BranchLens,
    picks: readonly BranchPick[],
    step: { readonly label: Label; readonly by: string },
  ) => Answer<Committed>;
}

import type { KindName } from '../../model/kinds/index.ts';
import type { Wire } from '../../model/kinds/field.ts';

export type { ContestedField, LeftOut, PlanView, RecordRow } from '../../domain/release/types.ts';

/** Stands for the record that will be made from the draft with this key. */
export interface DraftRef {
  readonly ref: string;
}
/** A wire value whose record ids are not known yet. */
export type DraftWire = Wire | DraftRef | readonly DraftWire[];

/** A record to be created. `key` is unique within one list of drafts: `task:T39`, `assignment:T39:P09`. */
export interface RecordDraft {
  readonly key: string;
  readonly kind: KindName;
  readonly fields: Readonly<Record<string, DraftWire>>;
}

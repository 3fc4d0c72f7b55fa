/** Drafts for a store that resolves a reference only when its target was created before. */
import type { DraftWire, RecordDraft } from './types.ts';

/** A field to be set after all drafts are created. */
export interface LateField {
  readonly key: string;
  readonly field: string;
  readonly value: DraftWire;
}

/** Every key a draft value refers to. */
export function draftRefs(value: DraftWire): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return 'ref' in value ? [value.ref] : value.flatMap(draftRefs);
}

/** The same drafts in the same order without the fields that point to a later draft, and those fields. */
export function splitForwardRefs(drafts: readonly RecordDraft[]): {
  readonly drafts: readonly RecordDraft[];
  readonly later: readonly LateField[];
} {
  const known = new Set<string>();
  const later: LateField[] = [];
  const ready = drafts.map((draft) => {
    const late = Object.entries(draft.fields).filter(([, value]) => draftRefs(value).some((key) => !known.has(key)));
    known.add(draft.key);
    if (late.length === 0) return draft;
    later.push(...late.map(([field, value]) => ({ key: draft.key, field, value })));
    const names = new Set(late.map(([field]) => field));
    const fields = Object.fromEntries(Object.entries(draft.fields).filter(([field]) => !names.has(field)));
    return { ...draft, fields };
  });
  return { drafts: ready, later };
}

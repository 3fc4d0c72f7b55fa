/** What the owner knows of one field, for writing its `k` lists. */
export interface CoverInput {
  /** Ids of all heads of the field, covered ones included. */
  readonly heads: ReadonlySet<string>;
  /** Every held `s` line of the field. */
  readonly lines: readonly { readonly id: string; readonly prev: readonly string[] }[];
  /** Ids that were named before a line of theirs was held. */
  readonly named: Iterable<string>;
  /** Ids in `k` lists of the field already. */
  readonly listed: ReadonlySet<string>;
}

/**
 * The ids a late recipient must be told of, since it gets heads only: all superseded ones, held or only named (exchange format,
 * section 6), that no `k` lists yet. Sorted by the builder.
 */
export function idsForLateRecipient(field: CoverInput): readonly string[] {
  const ids = new Set<string>(field.named);
  for (const line of field.lines) {
    ids.add(line.id);
    for (const p of line.prev) ids.add(p);
  }
  return [...ids].filter((id) => !field.heads.has(id) && !field.listed.has(id));
}

/**
 * The ids that existing `k` lists make it necessary to list as well; to be asked before every file. A line that a `k` names is not
 * sent, so nobody learns from it what it superseded. That matters when the line was only named while the list was written and came
 * afterwards: what it names was a head until then, was sent as one, and would stay one at the recipient.
 */
export function idsBehindCovered(field: CoverInput): readonly string[] {
  if (field.listed.size === 0) return [];
  const prevOf = new Map(field.lines.map((l) => [l.id, l.prev]));
  const found = new Set<string>();
  const open = [...field.listed];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const p of prevOf.get(id) ?? []) {
      if (field.heads.has(p) || field.listed.has(p) || found.has(p)) continue;
      found.add(p);
      open.push(p);
    }
  return [...found];
}

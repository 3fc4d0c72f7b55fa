/** Log entries as a person reads them: fields changed in one step together. */
import type { HistoryEntry } from '#shared/contract/planning.ts';

export interface HistoryStep {
  readonly at: number;
  readonly label: string;
  readonly by: string;
  readonly agency: string;
  readonly fields: readonly HistoryEntry[];
}

/** Entries of one moment, one label and one person are one step; the order of the log is kept. */
export function stepsOf(entries: readonly HistoryEntry[]): readonly HistoryStep[] {
  const steps: (HistoryStep & { readonly fields: HistoryEntry[] })[] = [];
  for (const e of entries) {
    const last = steps.at(-1);
    if (last && last.at === e.at && last.label === e.label && last.by === e.by && last.agency === e.agency)
      last.fields.push(e);
    else steps.push({ at: e.at, label: e.label, by: e.by, agency: e.agency, fields: [e] });
  }
  return steps;
}

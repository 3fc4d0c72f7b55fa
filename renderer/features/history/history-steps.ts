/** Log entries as a person reads them: fields changed in one step together, wire values in words. */
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

const RECORD = /^[A-Za-z0-9_-]{32}$/;

/** A stored value in words; ids of other records say only that they are one, `reference` being the word for it. */
export function valueText(value: string, reference: string): string {
  if (RECORD.test(value)) return reference;
  if (!value.startsWith('[')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.map((v) => memberText(v, reference)).join(', ') : value;
  } catch {
    return value;
  }
}

function memberText(value: unknown, reference: string): string {
  if (Array.isArray(value)) return value.map((v) => memberText(v, reference)).join(' ');
  if (value === null) return '–';
  return typeof value === 'string' ? valueText(value, reference) : JSON.stringify(value);
}

import type { TimelineRow } from './planning.ts';

/** Search that does not care about case, accents or marks: `operation` finds `opération`. */
export const foldText = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/** Every typed word occurs in one of the texts. */
export function matches(folded: string, ...texts: readonly string[]): boolean {
  if (folded === '') return true;
  const all = foldText(texts.join(' '));
  return folded.split(/\s+/).every((word) => all.includes(word));
}

/** What the tools of the timeline leave: a text, a place ('' for all), only tasks on which something stands. */
export interface RowFilter {
  readonly text: string;
  readonly place: string;
  readonly onlyFindings: boolean;
}
export const isFiltering = ({ text, place, onlyFindings }: RowFilter): boolean =>
  text.trim() !== '' || place !== '' || onlyFindings;

export const findingsOf = ({ findings }: Pick<TimelineRow, 'findings'>): number => findings.block + findings.warn;

/** The rows that a filter leaves, by their index, and how many findings lie outside: the window and the worker say the same. */
export function rowsLeft(
  all: readonly TimelineRow[],
  { text, place, onlyFindings }: RowFilter,
): { readonly rows: readonly number[]; readonly hiddenFindings: number } {
  const folded = foldText(text);
  const rows: number[] = [];
  let hiddenFindings = 0;
  for (const row of all) {
    const kept =
      (place === '' || row.place === place) &&
      (!onlyFindings || findingsOf(row) > 0) &&
      matches(folded, row.code, row.title, row.ownerName, row.leader, row.kind);
    if (kept) rows.push(row.index);
    else hiddenFindings += findingsOf(row);
  }
  return { rows, hiddenFindings };
}

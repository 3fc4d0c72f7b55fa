import { escapeText, type Html, html } from './html.ts';
import type { Words } from './words-shape.ts';

/** Width of a column by what stands in it; `text` columns share what the others leave, `long` ones take twice as much. */
type ColumnKind = keyof typeof FIXED | 'text' | 'long';
export interface Column {
  readonly label: string;
  readonly kind: ColumnKind;
  /** Second, quieter line of the head: the zone of a clock. */
  readonly note?: string;
}
export type Row = readonly Html[];

/** Millimetres of the fixed kinds, measured for the widest value in figures of one width at the size of tables. */
const FIXED = {
  code: 10,
  short: 17,
  /** `2027-03-16` */
  day: 20,
  offset: 19,
  /** `2027-03-16 04:00` */
  moment: 30,
  /** `2027-03-16 04:00 +07:00` */
  instant: 40,
  /** `2027-03-15 22:00 +01:00 −1`, bold */
  reading: 48,
  /** `22:00 +01:00 −1` */
  clock: 26,
  /** `2026-12-01 – 2027-11-30` */
  span: 41,
  number: 18,
  state: 24,
} as const;
const fixedWidth = (kind: ColumnKind): number | null => (kind === 'text' || kind === 'long' ? null : FIXED[kind]);
/** Width between the margins of A4 (page-style.ts). */
const PAGE_MM = 182;

function widthOf(column: Column, columns: readonly Column[]): number {
  const fixed = fixedWidth(column.kind);
  if (fixed !== null) return fixed;
  const taken = columns.reduce((sum, { kind }) => sum + (fixedWidth(kind) ?? 0), 0);
  const shares = columns.reduce((sum, { kind }) => sum + (kind === 'long' ? 2 : kind === 'text' ? 1 : 0), 0);
  return ((PAGE_MM - taken) / shares) * (column.kind === 'long' ? 2 : 1);
}

/** A table with its head on every page; one without rows says so in words. */
export function table(columns: readonly Column[], rows: readonly Row[], words: Words): Html {
  if (rows.length === 0) return html`<p class="none">${escapeText(words.nothingHere)}</p>`;
  const col = (column: Column): Html => `<col style="width:${widthOf(column, columns).toFixed(1)}mm">` as Html;
  const classOf = (column: Column | undefined): Html => (column?.kind === 'number' ? ' class="num"' : '') as Html;
  const head = (column: Column): Html =>
    html`<th scope="col"${classOf(column)}>${escapeText(column.label)}${column.note === undefined ? ('' as Html) : html` <small>${escapeText(column.note)}</small>`}</th>`;
  return html`<table><colgroup>${columns.map(col)}</colgroup><thead><tr>${columns.map(head)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td${classOf(columns[i])}>${cell}</td>`)}</tr>`)}</tbody></table>`;
}

import { cssLtr, cssString } from './html.ts';

/** One part of a page edge: lines as CSS `content` strings, made by `cssString` and `cssLtr`. */
type EdgeLine = readonly string[];

/** What stands at the edge of every page: three parts above and three below, two lines each. */
export interface PageEdge {
  /** A4 upright unless told. */
  readonly paper?: 'A4' | 'A4 landscape' | 'A3 landscape';
  readonly isRightToLeft: boolean;
  /** Level on the first line; TLP and handling on the second. */
  readonly marking: readonly [string, string];
  readonly topStart: readonly EdgeLine[];
  readonly topEnd: readonly EdgeLine[];
  readonly bottomStart: readonly EdgeLine[];
  /** Stands below the page number. */
  readonly bottomEnd: EdgeLine;
  readonly page: string;
  readonly of: string;
}

const FACES = [
  'Inter Variable',
  ...['Arabic', 'Thai', 'Khmer', 'Lao'].map((script) => `Noto Sans ${script} Variable`),
  'Noto Sans Myanmar',
  ...['SC', 'KR', 'JP'].map((script) => `Noto Sans ${script} Variable`),
]
  .map((face) => `'${face}'`)
  .join(', ');

const lines = (parts: readonly EdgeLine[]): string => parts.map((line) => line.join(' " " ')).join(' "\\A " ');

/** Paper style: marking above and below, page n of m, heads repeated on every page of a table, legible in grey. */
export function pageStyle(edge: PageEdge): string {
  const [start, end] = edge.isRightToLeft ? (['right', 'left'] as const) : (['left', 'right'] as const);
  const marking = lines(edge.marking.map((line) => [cssLtr(line)]));
  const counter = `${cssString(edge.page)} " " counter(page) " " ${cssString(edge.of)} " " counter(pages) "\\A " ${lines([edge.bottomEnd])}`;
  const box = (place: string, content: string, align: string, width: number, more = ''): string =>
    `@${place} { content: ${content}; text-align: ${align}; width: ${width}%; white-space: pre-line; vertical-align: ${place.startsWith('top') ? 'bottom; padding-bottom: 3mm' : 'top; padding-top: 3mm'}; ${more}}`;
  const quiet = 'color: #475569; ';
  const loud = 'font-weight: 700; color: #111827; ';
  return `
@page {
  size: ${edge.paper ?? 'A4'};
  margin: 21mm 14mm 21mm;
  direction: ${edge.isRightToLeft ? 'rtl' : 'ltr'};
  font: 7.5pt/1.35 ${FACES}, sans-serif;
  ${box(`top-${start}`, lines(edge.topStart), start, 30, quiet)}
  ${box('top-center', marking, 'center', 40, loud)}
  ${box(`top-${end}`, lines(edge.topEnd), end, 30, quiet)}
  ${box(`bottom-${start}`, lines(edge.bottomStart), start, 30, quiet)}
  ${box('bottom-center', marking, 'center', 40, loud)}
  ${box(`bottom-${end}`, counter, end, 30, quiet)}
}
* { box-sizing: border-box; }
body { margin: 0; font: 9pt/1.4 ${FACES}, sans-serif; color: #111827; overflow-wrap: anywhere; }
.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
small { font-size: 7.5pt; font-weight: 400; color: #475569; }
header { border-block: 0.8mm solid #111827; padding-block: 3.5mm 3mm; margin-block-end: 5mm; }
.over { margin: 0; font-size: 8pt; color: #475569; }
h1 { margin: 0; font-size: 22pt; line-height: 1.2; }
.title { margin: 0.5mm 0 3mm; font-size: 11pt; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2mm 8mm; margin: 0 0 3mm; }
dl div { display: grid; grid-template-columns: 36mm 1fr; }
dl.figures { grid-template-columns: repeat(3, 1fr); margin: 1mm 0 2mm; font-size: 8pt; } dl.figures div { grid-template-columns: 1fr auto; border-block-end: 0.15mm solid #cbd5e1; }
dt { color: #475569; } dd { margin: 0; font-weight: 600; }
h2 { font-size: 13pt; line-height: 1.3; margin: 6mm 0 2mm; padding-block-end: 1mm; border-block-end: 0.3mm solid #111827; break-after: avoid; }
header h2 { border: 0; margin: 0 0 1mm; font-size: 10pt; padding: 0; }
header table { margin: 0; } header tr:last-child td { border: 0; }
.letter { display: inline-block; min-width: 7mm; color: #475569; }
h3 { font-size: 9.5pt; margin: 4mm 0 1mm; break-after: avoid; }
h2 + p { break-after: avoid; }
h3 small { margin-inline-start: 2mm; }
table { table-layout: fixed; width: 100%; border-collapse: collapse; font-size: 8pt; margin-block-end: 2mm; }
thead { display: table-header-group; }
th { text-align: start; vertical-align: bottom; font-weight: 600; font-size: 7.5pt; color: #475569; border-block-end: 0.3mm solid #475569; padding-block: 0.6mm; padding-inline: 0 2mm; overflow-wrap: break-word; }
tbody th { vertical-align: top; border-block-end: 0.15mm solid #cbd5e1; padding-block: 0.7mm; color: #111827; }
th small { display: block; font-size: 6.5pt; }
td { vertical-align: top; border-block-end: 0.15mm solid #cbd5e1; padding-block: 0.7mm; padding-inline: 0 2mm; }
.num { text-align: end; padding-inline-end: 4mm; } .num:last-child { padding-inline-end: 0; }
tr { break-inside: avoid; }
tbody tr:first-child { break-after: avoid; } tbody tr:last-child { break-before: avoid; }
p { margin: 1.5mm 0; white-space: pre-line; text-align: start; } .none { color: #6b7280; font-style: italic; }
.warn { border-inline-start: 1mm solid #111827; padding-inline-start: 2mm; }
.foot { margin-block-start: 6mm; font-size: 8pt; color: #475569; }
`;
}

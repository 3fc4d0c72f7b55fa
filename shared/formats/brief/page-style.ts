import { cssString } from './html.ts';

/** What stands at the edge of every page (domain brief, section 6). */
export interface PageEdge {
  readonly marking: string;
  readonly left: string;
  readonly right: string;
  readonly page: string;
  readonly of: string;
}

/** Paper style: marking above and below, page x of y, headers repeated on every page of a table, legible in grey. */
export const pageStyle = (edge: PageEdge): string => `
@page {
  size: A4;
  margin: 20mm 14mm 22mm;
  font: 7.5pt 'Inter Variable', 'Noto Sans Arabic Variable', sans-serif;
  @top-left { content: ${cssString(edge.left)}; color: #475569; vertical-align: bottom; padding-bottom: 3mm; width: 62%; }
  @top-center { content: ''; width: 0; }
  @top-right { content: ${cssString(edge.marking)}; font-weight: 700; color: #111827; text-align: right; vertical-align: bottom; padding-bottom: 3mm; width: 38%; }
  @bottom-left { content: ${cssString(edge.right)}; color: #475569; vertical-align: top; padding-top: 3mm; width: 50%; }
  @bottom-center { content: ${cssString(edge.marking)}; font-weight: 700; color: #111827; vertical-align: top; padding-top: 3mm; }
  @bottom-right { content: ${cssString(`${edge.page} `)} counter(page) ${cssString(` ${edge.of} `)} counter(pages); color: #475569; text-align: right; vertical-align: top; padding-top: 3mm; width: 18%; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 9pt/1.4 'Inter Variable', 'Noto Sans Arabic Variable', 'Noto Sans Thai Variable', 'Noto Sans Khmer Variable', 'Noto Sans Lao Variable', 'Noto Sans Myanmar', 'Noto Sans SC Variable', 'Noto Sans KR Variable', 'Noto Sans JP Variable', sans-serif; color: #111827; }
.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
header { border-block: 0.8mm solid #111827; padding-block: 4mm; margin-block-end: 5mm; }
.over { margin: 0; font-size: 8pt; letter-spacing: 0.06em; text-transform: uppercase; color: #475569; }
h1 { margin: 0; font-size: 22pt; line-height: 1.15; }
.title { margin: 1mm 0 3mm; font-size: 11pt; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5mm 8mm; margin: 0 0 3mm; }
dl div { display: grid; grid-template-columns: 32mm 1fr; }
dt { color: #475569; } dd { margin: 0; font-weight: 600; }
h2 { font-size: 13pt; margin: 6mm 0 2mm; padding-block-end: 1mm; border-block-end: 0.3mm solid #111827; break-after: avoid; }
h2.h { border: 0; margin: 2mm 0 1mm; font-size: 10pt; padding: 0; }
.letter { display: inline-block; min-width: 7mm; color: #475569; }
h3 { font-size: 9.5pt; margin: 4mm 0 1.5mm; break-after: avoid; }
h3 small { font-weight: 400; color: #475569; margin-inline-start: 2mm; }
.clocks { display: flex; flex-wrap: wrap; gap: 2mm 6mm; }
.clocks div { display: flex; flex-direction: column; } .clocks span { color: #475569; font-size: 7.5pt; }
table { width: 100%; border-collapse: collapse; font-size: 8pt; margin-block-end: 2mm; }
thead { display: table-header-group; }
th { text-align: start; font-weight: 600; color: #475569; border-block-end: 0.3mm solid #475569; padding: 0.8mm 1.5mm 0.8mm 0; }
td { vertical-align: top; border-block-end: 0.1mm solid #cbd5e1; padding: 0.8mm 1.5mm 0.8mm 0; }
tr { break-inside: avoid; }
p { margin: 1.5mm 0; } .none, em { color: #6b7280; font-style: italic; }
.warn { border: 0.3mm solid #111827; padding: 1.5mm 2mm; }
.foot { margin-block-start: 6mm; font-size: 8pt; color: #475569; }
`;

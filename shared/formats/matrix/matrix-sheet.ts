/**
 * The synchronisation matrix on A3: one moment at every site, then what each site or function does in each stretch of time.
 * Pure: released facts in, one page document out; everything is text and lines, so it prints as vectors and reads in grey.
 */
import type { Facts } from '../../domain/facts/facts.ts';
import {
  buildMatrix,
  type Column,
  type ColumnsBy,
  type Face,
  type Matrix,
  type Row,
  type RowsBy,
  siteFaces,
} from '../../domain/matrix/index.ts';
import type { Bi, Code, InstantMs } from '../../model/plan.ts';
import { formatHOffset } from '../../time/start-form.ts';
import { dateIn, wallClock } from '../../time/wall-clock.ts';
import {
  bdi,
  cell,
  code,
  cssLtr,
  cssString,
  escapeText,
  type Html,
  html,
  joined,
  ltr,
  nothing,
  shortened,
} from '../brief/html.ts';
import { type PageEdge, pageStyle } from '../brief/page-style.ts';
import { dayChange, instantText } from '../brief/when.ts';
import { type BriefLanguage, WORDS } from '../brief/words.ts';
import { MATRIX_WORDS, type MatrixWords } from './words.ts';

export interface MatrixSheetInput {
  /** Facts of the released plan: what the recipient may not see is not in it. */
  readonly facts: Facts;
  readonly rows: RowsBy;
  readonly columns: ColumnsBy;
  /** The moment the strip shows. */
  readonly at: InstantMs;
  readonly lang: BriefLanguage;
  readonly recipient: { readonly code: Code; readonly name: string };
  readonly asOf: InstantMs;
  /** Last day the sheet may be kept. */
  readonly destroyBy: string;
  readonly marking: { readonly tlp: string; readonly level: string; readonly handling: readonly string[] };
}

/** Columns of one line of a side part of the page edge on A3. */
const EDGE_COLUMNS = 54;
type TimedTask = Matrix['cells'][number]['tasks'][number];

/** Without H (R-OP-11) there are no stretches to stand in: the phases take their place. */
export function matrixSheet(input: MatrixSheetInput): { readonly title: string; readonly html: string } {
  const { facts, lang, recipient } = input;
  const op = facts.plan.operation;
  const words = WORDS[lang];
  const own = MATRIX_WORDS[lang];
  const pick = (text: Bi): string => text[lang === 'fr' ? 'fr' : 'en'];
  const matrix = buildMatrix(facts, input.rows, op.hHour === null ? 'phases' : input.columns);
  const title = `${op.codeName} · ${own.title} · ${recipient.code}`;
  const h =
    op.hHour === null
      ? html`<p class="warn">${escapeText(words.hWithheld)} ${escapeText(words.dDay)} ${ltr(op.dDay)}</p>`
      : html`<p class="h">${escapeText(words.hHour)} <b>${ltr(instantText(op.hHour, op.refTz))}</b> ${code(op.refTz)} · ${ltr(instantText(op.hHour, 'UTC'))} UTC</p>`;
  const page = html`<!doctype html><html lang="${lang as Html}" dir="${(lang === 'ar' ? 'rtl' : 'ltr') as Html}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><link rel="stylesheet" href="/fonts/fonts.css"><style>${(pageStyle(edgeOf(input, own)) + STYLE) as Html}</style></head><body>
<header><h1>${bdi(op.codeName)} <small>${escapeText(own.title)}</small></h1><p class="title">${bdi(pick(op.title))}</p>${h}</header>
${op.hHour === null ? nothing : strip(input, own)}
${grid(matrix, input, own, pick)}
${matrix.undated > 0 ? html`<p class="foot">${escapeText(own.undated)} ${ltr(matrix.undated)}</p>` : nothing}
<p class="foot">${escapeText(own.clocks)} ${code(op.refTz)}. ${escapeText(words.notCopied)}</p>
</body></html>`;
  return { title, html: page };
}

const STYLE = `
h1 small { font-size: 13pt; margin-inline-start: 3mm; }
.h { margin: 0; font-size: 10pt; }
table.grid { font-size: 7.5pt; } table.grid td, table.grid th { border: 0.15mm solid #94a3b8; padding: 1mm 1.2mm; }
table.grid thead th { border-block-end: 0.5mm solid #111827; font-size: 8pt; color: #111827; }
table.grid tbody th { font-size: 8.5pt; color: #111827; vertical-align: top; }
table.grid th.zero, table.grid td.zero { border-inline-start: 0.8mm double #111827; }
table.grid tr { break-inside: auto; } table.grid tbody tr:first-child, table.grid tbody tr:last-child { break-after: auto; break-before: auto; }
.t { display: block; break-inside: avoid; margin-block-end: 0.8mm; } .t b { font-size: 8pt; }
.t i { font-style: normal; font-weight: 600; border: 0.2mm solid #111827; border-radius: 0.6mm; padding-inline: 0.6mm; font-size: 6.5pt; }
`;

function edgeOf({ facts, lang, recipient, asOf, destroyBy, marking }: MatrixSheetInput, own: MatrixWords): PageEdge {
  const words = WORDS[lang];
  const op = facts.plan.operation;
  const name = shortened(recipient.name, EDGE_COLUMNS - words.copyFor.length - recipient.code.length - 2);
  return {
    paper: 'A3 landscape',
    isRightToLeft: lang === 'ar',
    marking: [marking.level, [`TLP:${marking.tlp}`, ...marking.handling].join(' · ')],
    topStart: [[cssString(shortened(op.codeName, EDGE_COLUMNS))], [cssString(own.title)]],
    topEnd: [
      [cssString(words.version), cssLtr(op.order ? String(op.order.version) : '–')],
      [cssString(words.asOf), cssLtr(instantText(asOf, op.refTz))],
    ],
    bottomStart: [[cssString(words.copyFor), cssLtr(recipient.code), cssString(name)]],
    bottomEnd: [cssString(words.destroyBy), cssLtr(destroyBy)],
    page: words.page,
    of: words.of,
  };
}

/** One moment at every site. Left out where H is withheld (R-OP-11): the moment was chosen by H and would tell it. */
function strip({ facts, at, lang }: MatrixSheetInput, own: MatrixWords): Html {
  const op = facts.plan.operation;
  const offset = op.hHour === null ? nothing : html` · ${ltr(formatHOffset(Math.floor((at - op.hHour) / 60_000)))}`;
  const sun = (face: Face): Html =>
    face.rise === null && face.set === null ? escapeText('–') : ltr(`${face.rise ?? '–'} – ${face.set ?? '–'}`);
  const rows = siteFaces(facts, at).map(
    (face) =>
      html`<tr><th scope="row">${bdi(face.codeWord)} <small>${bdi(face.place)}</small></th><td>${ltr(instantText(at, face.tz))}${ltr(dayChange(face.date, op.dDay))}</td><td>${code(face.tz)}</td><td>${escapeText(own.under[face.light])}</td><td>${sun(face)}</td><td>${face.holiday ? html`<b>${escapeText(own.yes)}</b>` : escapeText('–')}</td></tr>`,
  );
  const words = WORDS[lang];
  const heads = [own.site, words.localTime, words.zone, own.light, own.sun, own.holiday];
  return html`<section><h2>${escapeText(own.moment)} ${ltr(instantText(at, op.refTz))}${offset}</h2><table><thead><tr>${heads.map((head) => html`<th scope="col">${escapeText(head)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></section>`;
}

function grid(matrix: Matrix, input: MatrixSheetInput, own: MatrixWords, pick: (text: Bi) => string): Html {
  const { facts } = input;
  if (matrix.columns.length === 0) return html`<p class="none">${escapeText(WORDS[input.lang].nothingHere)}</p>`;
  const at = new Map(matrix.cells.map((c) => [`${c.row} ${c.column}`, c.tasks]));
  const zero = (column: Column): Html => (column.fromMin === 0 ? ' class="zero"' : '') as Html;
  const head = html`<tr><th scope="col" style="width:34mm">${escapeText(own.rowHead[input.rows])}</th>${matrix.columns.map((c) => html`<th scope="col"${zero(c)}>${columnHead(c, facts, own, pick)}</th>`)}</tr>`;
  const rows = matrix.rows.map(
    (row) =>
      html`<tr><th scope="row">${rowHead(row, own)}</th>${matrix.columns.map((column) => html`<td${zero(column)}>${(at.get(`${row.key} ${column.key}`) ?? []).map((t) => task(t, row, facts, own))}</td>`)}</tr>`,
  );
  return html`<section><h2>${escapeText(own.title)}</h2><table class="grid"><thead>${head}</thead><tbody>${rows}</tbody></table></section>`;
}

function columnHead(column: Column, facts: Facts, own: MatrixWords, pick: (text: Bi) => string): Html {
  if (column.phase) return html`${code(column.phase.code)} ${bdi(pick(column.phase.name))}`;
  const zone = facts.plan.operation.refTz;
  const edge = column.fromMin ?? column.toMin ?? 0;
  const when = column.from ?? column.to;
  const label = column.fromMin === null ? own.before : own.from;
  const moment = when === null ? nothing : html`<small>${ltr(instantText(when, zone).slice(0, 16))}</small>`;
  return html`${escapeText(label)} ${ltr(edge === 0 ? 'H' : formatHOffset(edge))} ${moment}`;
}

function rowHead(row: Row, own: MatrixWords): Html {
  if (row.is === 'function') return escapeText(own.functions[row.label as keyof MatrixWords['functions']] ?? row.label);
  if (row.is === 'site') return html`${bdi(row.label)} <small>${cell(row.place)} ${code(row.tz)}</small>`;
  return escapeText(row.is === 'remote' ? own.remote : own.unplaced);
}

/** `T39 04:00 +1 Entry, main building`, with what must not be overlooked in a box. */
function task({ task: t, start }: TimedTask, row: Row, facts: Facts, own: MatrixWords): Html {
  const { hHour, dDay } = facts.plan.operation;
  const clock = wallClock(start, row.tz).time;
  const offset =
    hHour === null ? nothing : html` <small>${ltr(formatHOffset(Math.floor((start - hHour) / 60_000)))}</small>`;
  const signs = [
    ...(t.sync === null ? [] : [html`<i>${escapeText(own.sync)} ${code(t.sync)}</i>`]),
    ...(t.decision ? [html`<i>${escapeText(own.decision)}</i>`] : []),
    ...(t.armed ? [html`<i>${escapeText(own.armed)}</i>`] : []),
  ];
  return html`<span class="t"><b>${code(t.id)}</b> ${ltr(`${clock}${dayChange(dateIn(row.tz, start), dDay)}`)}${offset} ${bdi(t.title)} ${joined(signs, ' ')}</span>`;
}

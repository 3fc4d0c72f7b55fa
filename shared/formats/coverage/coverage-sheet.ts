/**
 * Which agreement carries which group of a movement, on its route and through each state, on A4 across: one table for each movement.
 * Pure: facts of released records in, one page document out; states are words and signs, so it reads in grey.
 */
import { type CoverCell, coverageOfAll, type MissFault, type MovementCoverage } from '../../domain/explain/index.ts';
import type { Facts } from '../../domain/facts/facts.ts';
import type { Code, InstantMs, Marking } from '../../model/plan.ts';
import {
  bdi,
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
import { pageStyle } from '../brief/page-style.ts';
import { instantText } from '../brief/when.ts';
import { type BriefLanguage, WORDS } from '../brief/words.ts';
import { COVERAGE_WORDS } from './words.ts';

export interface CoverageSheetInput {
  readonly facts: Facts;
  readonly lang: BriefLanguage;
  readonly recipient: { readonly code: Code; readonly name: string };
  readonly asOf: InstantMs;
  /** Last day the sheet may be kept. */
  readonly destroyBy: string;
  readonly marking: Marking;
}

const EDGE_COLUMNS = 46;
const SIGNS = { covered: '✓', open: '×', other_basis: '!', unseen: '?' } as const;
const STYLE = `
table.cover td, table.cover th { border: 0.15mm solid #94a3b8; padding: 1mm 1.5mm; } table.cover tbody th { font-size: 8pt; color: #111827; vertical-align: top; }
td.open { border: 0.5mm solid #111827; } .s { font-weight: 700; } section { break-inside: avoid-page; }
`;

export function coverageSheet(input: CoverageSheetInput): { readonly title: string; readonly html: string } {
  const { facts, lang, recipient, marking } = input;
  const op = facts.plan.operation;
  const [words, own] = [WORDS[lang], COVERAGE_WORDS[lang]];
  const title = `${op.codeName} · ${own.title} · ${recipient.code}`;
  const name = shortened(recipient.name, EDGE_COLUMNS - words.copyFor.length - recipient.code.length - 2);
  const edge = pageStyle({
    paper: 'A4 landscape',
    isRightToLeft: lang === 'ar',
    marking: [marking.level, [`TLP:${marking.tlp}`, ...marking.handling].join(' · ')],
    topStart: [[cssString(shortened(op.codeName, EDGE_COLUMNS))], [cssString(own.title)]],
    topEnd: [[cssLtr('')], [cssString(words.asOf), cssLtr(instantText(input.asOf, op.refTz))]],
    bottomStart: [[cssString(words.copyFor), cssLtr(recipient.code), cssString(name)]],
    bottomEnd: [cssString(words.destroyBy), cssLtr(input.destroyBy)],
    page: words.page,
    of: words.of,
  });
  const all = coverageOfAll(facts);
  const page = html`<!doctype html><html lang="${lang as Html}" dir="${(lang === 'ar' ? 'rtl' : 'ltr') as Html}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><link rel="stylesheet" href="/fonts/fonts.css"><style>${(edge + STYLE) as Html}</style></head><body>
<header><h1>${bdi(op.codeName)} <small>${escapeText(own.title)}</small></h1></header>
${all.length === 0 ? html`<p class="none">${escapeText(own.none)}</p>` : all.map((one) => movement(one, input))}
<p class="foot">${escapeText(words.notCopied)}</p>
</body></html>`;
  return { title, html: page };
}

function movement(coverage: MovementCoverage, { facts, lang }: CoverageSheetInput): Html {
  const [words, own] = [WORDS[lang], COVERAGE_WORDS[lang]];
  const found = facts.movements.get(coverage.movement);
  if (!found || coverage.rows.length === 0) return nothing;
  const vias = [...new Set(coverage.rows.flatMap(({ cells }) => cells.map(({ via }) => via)))];
  const people = found.pax.reduce((sum, { n }) => sum + n, 0);
  const stands = !coverage.needed
    ? escapeText(own.over)
    : coverage.open > 0
      ? html`<b>${escapeText(own.gaps)}: ${ltr(coverage.open)}</b>`
      : escapeText(own.states.covered);
  const rows = coverage.rows.map(
    ({ row, cells }) =>
      html`<tr><th scope="row">${ltr(row.n)} ${escapeText(words.categories[row.cat])} ${code(`${row.nat} → ${row.to}`)}${row.basis === null ? nothing : html` <small>${escapeText(own.basis)} ${code(row.basis)}</small>`}</th>${vias.map(
        (via) =>
          cellOf(
            cells.find((one) => one.via === via),
            lang,
          ),
      )}</tr>`,
  );
  const heads = vias.map(
    (via) =>
      html`<th scope="col">${via === null ? escapeText(own.route) : html`${escapeText(own.transit)} ${code(via)}`}</th>`,
  );
  return html`<section><h2>${code(`${coverage.movement} · ${found.from} → ${found.to.join(', ')}`)} <small>${ltr(coverage.day)} · ${escapeText(own.travellers)} ${ltr(people)} · ${stands}</small></h2><table class="cover"><thead><tr><th scope="col" style="width:62mm">${escapeText(own.group)}</th>${heads}</tr></thead><tbody>${rows}</tbody></table></section>`;
}

function cellOf(cell: CoverCell | undefined, lang: BriefLanguage): Html {
  if (!cell) return html`<td></td>`;
  const own = COVERAGE_WORDS[lang];
  const by = cell.by.map(
    ({ agreement, until }) =>
      html`${code(agreement)} ${until === null ? escapeText(own.noEnd) : html`${escapeText(own.until)} ${ltr(until)}`}`,
  );
  const near = cell.misses.map(
    ({ agreement, faults }) =>
      html`<br><small>${code(agreement)} ${escapeText(own.near)}: ${joined(
        faults.map((fault) => faultWords(fault, lang)),
        '; ',
      )}</small>`,
  );
  const lost =
    cell.state === 'open' && cell.misses.length === 0 ? html`<br><small>${escapeText(own.nothing)}</small>` : nothing;
  const open = (cell.state === 'open' ? ' class="open"' : '') as Html;
  return html`<td${open}><span class="s">${escapeText(SIGNS[cell.state])} ${escapeText(own.states[cell.state])}</span> ${joined(by, ' · ')}${near}${lost}</td>`;
}

function faultWords(fault: MissFault, lang: BriefLanguage): Html {
  const { date = '', parties = [] } = fault as { readonly date?: string; readonly parties?: readonly string[] };
  const [before = '', ...rest] = COVERAGE_WORDS[lang].faults[fault.fault].split(/(?=\{\{)|(?<=\}\})/);
  const part = (text: string): Html =>
    text === '{{day}}' ? ltr(date) : text === '{{parties}}' ? code(parties.join(' ')) : escapeText(text);
  return html`${part(before)}${rest.map(part)}`;
}

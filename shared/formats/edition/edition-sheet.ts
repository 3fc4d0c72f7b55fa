/**
 * The editions of one operation on A4 across: how each ran and what it brought, then what differs from one to the next.
 * Pure: compared editions of released records in, one page document out; bars are boxes of known width, so it reads in grey.
 */
import type { Compared, Differing, EditionSide } from '../../domain/editions/index.ts';
import { strictest } from '../../domain/handling/marking.ts';
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
import { EDITION_WORDS } from './words.ts';

export interface EditionSheetInput {
  readonly compared: Compared;
  readonly lang: BriefLanguage;
  readonly recipient: { readonly code: Code; readonly name: string };
  readonly asOf: InstantMs;
  readonly refTz: string;
  /** Last day the sheet may be kept. */
  readonly destroyBy: string;
  /** Of every edition on it. */
  readonly markings: readonly Marking[];
}

const EDGE_COLUMNS = 46;
const HOUR_MS = 3_600_000;
const STYLE = `
.bar { display: block; height: 1.6mm; background: #475569; margin-block-start: 0.6mm; } .bar.h { background: none; position: relative; height: 3mm; border-block-end: 0.15mm solid #cbd5e1; }
.bar.h i { position: absolute; inset-block: 0.6mm; background: #94a3b8; border: 0.2mm solid #111827; } .bar.h b { position: absolute; inset-block: 0; border-inline-start: 0.6mm solid #111827; }
.share { white-space: nowrap; margin-inline-end: 2mm; font-size: 7pt; color: #475569; }
`;

export function editionSheet(input: EditionSheetInput): {
  readonly title: string;
  readonly html: string;
  readonly marking: { tlp: Marking['tlp']; level: Marking['level']; handling: string[] };
} {
  const { compared, lang, recipient } = input;
  const [words, own] = [WORDS[lang], EDITION_WORDS[lang]];
  const [first, ...more] = input.markings;
  if (!first) throw new Error('broken promise: a comparison is of one edition at least');
  const whole = more.reduce(strictest, first);
  const marking = { tlp: whole.tlp, level: whole.level, handling: [...whole.handling] };
  const names = compared.sides.map(({ codeName }) => codeName);
  const title = `${names.at(-1) ?? ''} · ${own.title} · ${recipient.code}`;
  const name = shortened(recipient.name, EDGE_COLUMNS - words.copyFor.length - recipient.code.length - 2);
  const edge = pageStyle({
    paper: 'A4 landscape',
    isRightToLeft: lang === 'ar',
    marking: [marking.level, [`TLP:${marking.tlp}`, ...marking.handling].join(' · ')],
    topStart: [[cssString(shortened(names.at(-1) ?? '', EDGE_COLUMNS))], [cssString(own.title)]],
    topEnd: [[cssLtr('')], [cssString(words.asOf), cssLtr(instantText(input.asOf, input.refTz))]],
    bottomStart: [[cssString(words.copyFor), cssLtr(recipient.code), cssString(name)]],
    bottomEnd: [cssString(words.destroyBy), cssLtr(input.destroyBy)],
    page: words.page,
    of: words.of,
  });
  const page = html`<!doctype html><html lang="${lang as Html}" dir="${(lang === 'ar' ? 'rtl' : 'ltr') as Html}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><link rel="stylesheet" href="/fonts/fonts.css"><style>${(edge + STYLE) as Html}</style></head><body>
<header><h1>${bdi(names.at(-1) ?? '')} <small>${escapeText(own.title)}</small></h1></header>
${plans(input)}
${results(input)}
${differences(input)}
<p class="foot">${escapeText(own.once)} ${escapeText(words.notCopied)}</p>
</body></html>`;
  return { title, html: page, marking };
}

const heads = (sides: readonly EditionSide[]): readonly Html[] =>
  sides.map((side) => html`<th scope="col">${bdi(side.codeName)} <small>${code(side.code)}</small></th>`);
const share = (part: number, most: number): string => (most <= 0 ? '0' : ((part / most) * 100).toFixed(1));

function plans({ compared: { sides }, lang }: EditionSheetInput): Html {
  const [words, own] = [WORDS[lang], EDITION_WORDS[lang]];
  const row = (label: string, of: (side: EditionSide) => Html): Html =>
    html`<tr><th scope="row">${escapeText(label)}</th>${sides.map((side) => html`<td>${of(side)}</td>`)}</tr>`;
  const number = (label: string, of: (side: EditionSide) => number): Html => {
    const most = Math.max(...sides.map(of));
    return row(
      label,
      (side) => html`${ltr(of(side))}<span class="bar" style="width:${share(of(side), most) as Html}%"></span>`,
    );
  };
  return html`<section><h2>${escapeText(own.title)}</h2><table><thead><tr><th scope="col" style="width:52mm"></th>${heads(sides)}</tr></thead><tbody>
${row(words.state, ({ status }) => escapeText(own.states[status as keyof typeof own.states] ?? status))}
${row(words.hHour, (side) => (side.hHour === null ? html`${escapeText(words.hWithheld)} ${ltr(side.dDay)}` : html`${ltr(instantText(side.hHour, side.refTz))} ${code(side.refTz)}`))}
${row(own.duration, (side) => lane(side, sides, own.days))}
${number(`${own.work} (${own.hours})`, ({ work }) => Math.round(work / 60))}
${number(own.tasks, ({ tasks }) => tasks)}
${number(own.people, ({ people }) => people)}
${number(own.sites, (side) => side.sites)}
${row(own.agreements, (side) => ltr(`${side.agreements} (${side.inForce})`))}
${row(own.findings, (side) => ltr(`${side.block}, ${side.warn}`))}
</tbody></table></section>`;
}

/** From the first start to the last end around H, on the scale all editions share. */
function lane({ extent, hHour }: EditionSide, sides: readonly EditionSide[], days: string): Html {
  if (!extent) return escapeText('–');
  const length = ltr(((extent.to - extent.from) / (24 * HOUR_MS)).toFixed(1));
  if (hHour === null) return html`${length} ${escapeText(days)}`;
  const around = sides.flatMap((side) =>
    side.extent && side.hHour !== null ? [side.extent.from - side.hHour, side.extent.to - side.hHour] : [],
  );
  const [from, to] = [Math.min(0, ...around), Math.max(0, ...around)];
  const at = (ms: number): Html => share(ms - from, to - from) as Html;
  return html`${length} ${escapeText(days)}<span class="bar h"><i style="inset-inline-start:${at(extent.from - hHour)}%;width:${share(extent.to - extent.from, to - from) as Html}%"></i><b style="inset-inline-start:${at(0)}%"></b></span>`;
}

const money = (unit: string): boolean => unit === 'USD cents';
const amount = (value: number, unit: string): Html =>
  ltr(money(unit) ? `${Math.round(value / 100).toLocaleString('en')} USD` : value.toLocaleString('en'));

function results({ compared: { sides, figures }, lang }: EditionSheetInput): Html {
  const [words, own] = [WORDS[lang], EDITION_WORDS[lang]];
  if (figures.length === 0)
    return html`<section><h2>${escapeText(own.results)}</h2><p class="none">${escapeText(words.nothingHere)}</p></section>`;
  const rows = figures.map(({ figure, unit, sides: values, all }) => {
    const most = Math.max(...values.map((value) => value?.total ?? 0));
    const cells = values.map((value) =>
      value === null
        ? html`<td>–</td>`
        : html`<td><b>${amount(value.total, unit)}</b> <small>(${escapeText(own.confirmed)} ${amount(value.confirmed, unit)})</small><span class="bar" style="width:${share(value.total, most) as Html}%"></span>${value.agencies.map((one) => html`<span class="share">${code(one.agency ?? '–')} ${amount(one.value, unit)}</span> `)}${value.again > 0 ? html`<span class="share">${escapeText(own.again)}: ${ltr(value.again)}</span>` : nothing}</td>`,
    );
    const name = own.figures[figure as keyof typeof own.figures] ?? figure;
    return html`<tr><th scope="row">${bdi(name)}</th>${cells}<td>${amount(all, unit)}</td></tr>`;
  });
  return html`<section><h2>${escapeText(own.results)}</h2><table><thead><tr><th scope="col" style="width:52mm">${escapeText(own.figure)}</th>${heads(sides)}<th scope="col" style="width:30mm">${escapeText(own.all)}</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function differences({ compared: { sides }, lang }: EditionSheetInput): readonly Html[] {
  const own = EDITION_WORDS[lang];
  const named = (differing: Differing): Html => {
    const part = (sign: string, names: readonly string[]): readonly Html[] =>
      names.length === 0 ? [] : [html`${escapeText(sign)}: ${joined(names.map(bdi), ', ')}`];
    const parts = [...part(own.added, differing.added), ...part(own.gone, differing.gone)];
    return joined([html`${escapeText(own.kept)}: ${ltr(differing.kept)}`, ...parts], ' · ');
  };
  return sides.flatMap(({ since, codeName }) => {
    if (!since) return [];
    const rows: readonly (readonly [string, Html])[] = [
      [own.people, named(since.people)],
      [own.sites, named(since.sites)],
      [own.agreements, named(since.agreements)],
      [
        own.rules,
        since.findings.length === 0
          ? escapeText('–')
          : joined(
              since.findings.map(({ rule, before, now }) => html`${code(rule)} ${ltr(`${before} → ${now}`)}`),
              ', ',
            ),
      ],
    ];
    return [
      html`<section><h2>${escapeText(own.differs)}: ${bdi(codeName)}</h2><table><tbody>${rows.map(([label, text]) => html`<tr><th scope="row" style="width:52mm">${escapeText(label)}</th><td>${text}</td></tr>`)}</tbody></table></section>`,
    ];
  });
}

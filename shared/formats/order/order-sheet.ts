/**
 * A version of an order on paper: its texts, decision points, what it relies on, then the tasks of each agency with their three clocks.
 * Pure: a content already cut for its recipient in, one page document out; it asks for nothing but `/fonts/…`.
 */
import type { OrderContent, OrderTask } from '../../domain/order/index.ts';
import { type Bi, type Code, type InstantMs, ORDER_SECTIONS } from '../../model/plan.ts';
import { type OrderState, REMOTE } from '../../model/vocabulary.ts';
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
import { pageStyle } from '../brief/page-style.ts';
import { instantText } from '../brief/when.ts';
import { type BriefLanguage, WORDS } from '../brief/words.ts';
import { ORDER_WORDS } from './words.ts';

export interface OrderSheetInput {
  readonly content: OrderContent;
  readonly lang: BriefLanguage;
  readonly state: OrderState;
  /** SHA-256 of the text as it is kept; null: not issued. */
  readonly hash: string | null;
  readonly recipient: { readonly code: Code; readonly name: string };
  readonly asOf: InstantMs;
  /** Last day the sheet may be kept. */
  readonly destroyBy: string;
  readonly marking: { readonly tlp: string; readonly level: string; readonly handling: readonly string[] };
}

/** Columns of one line of a side part of the page edge (30 % of the width at 7.5 pt). */
const EDGE_COLUMNS = 38;
const STYLE = `
table.order td, table.order th { padding-inline-end: 1.5mm; } table.order thead td { border-block-end: 0.3mm solid #475569; }
.fp { font-family: monospace; font-size: 7pt; overflow-wrap: anywhere; }
`;

export function orderSheet(input: OrderSheetInput): { readonly title: string; readonly html: string } {
  const { content, lang, state, hash, recipient } = input;
  const words = WORDS[lang];
  const own = ORDER_WORDS[lang];
  const pick = (text: Bi): string => text[lang === 'fr' ? 'fr' : 'en'];
  const op = content.operation;
  const title = `${op.codeName} · ${words.order} v${content.version} · ${recipient.code}`;
  const name = shortened(recipient.name, EDGE_COLUMNS - words.copyFor.length - recipient.code.length - 2);
  const edge = pageStyle({
    isRightToLeft: lang === 'ar',
    marking: [input.marking.level, [`TLP:${input.marking.tlp}`, ...input.marking.handling].join(' · ')],
    topStart: [[cssString(shortened(op.codeName, EDGE_COLUMNS))], [cssString(words.order)]],
    topEnd: [
      [cssString(words.version), cssLtr(String(content.version)), cssString(own.states[state])],
      [cssString(words.asOf), cssLtr(instantText(input.asOf, op.refTz))],
    ],
    bottomStart: [
      [cssString(words.copyFor), cssLtr(recipient.code), cssString(name)],
      hash === null ? [cssLtr('')] : [cssLtr(hash.slice(0, 16))],
    ],
    bottomEnd: [cssString(words.destroyBy), cssLtr(input.destroyBy)],
    page: words.page,
    of: words.of,
  });
  const h =
    op.hHour === null
      ? html`<p class="warn">${escapeText(words.hWithheld)} ${escapeText(words.dDay)} ${ltr(op.dDay)}</p>`
      : html`<p class="h">${escapeText(words.hHour)} <b>${ltr(instantText(op.hHour, op.refTz))}</b> ${code(op.refTz)} · ${ltr(instantText(op.hHour, 'UTC'))} UTC</p>`;
  const print =
    hash === null
      ? nothing
      : html`<p class="over">${escapeText(own.fingerprint)} <span class="fp">${ltr(hash)}</span></p>`;
  const page = html`<!doctype html><html lang="${lang as Html}" dir="${(lang === 'ar' ? 'rtl' : 'ltr') as Html}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><link rel="stylesheet" href="/fonts/fonts.css"><style>${(edge + STYLE) as Html}</style></head><body>
<header><h1>${bdi(op.codeName)} <small>${escapeText(words.order)} ${ltr(`v${content.version}`)} · ${escapeText(own.states[state])}</small></h1><p class="title">${bdi(pick(op.title))}</p>${h}${print}</header>
${sections(input, pick)}
${phases(input, pick)}
${decisions(input)}
${papers(input, pick)}
${tasks(input)}
<p class="foot">${escapeText(words.notCopied)}</p>
</body></html>`;
  return { title, html: page };
}

type Pick = (text: Bi) => string;

function sections({ content, lang }: OrderSheetInput, pick: Pick): readonly Html[] {
  return ORDER_SECTIONS.flatMap((name) => {
    const text = content.sections[name];
    const said = text ? pick(text).trim() : '';
    if (said === '') return [];
    const spoken = (lang === 'fr' ? 'fr' : 'en') as Html;
    return [
      html`<section><h2>${escapeText(WORDS[lang].sections[name])}</h2><p lang="${spoken}" dir="auto">${escapeText(said)}</p></section>`,
    ];
  });
}

/** Widths in millimetres of the columns but the last, which takes what is left: an instant that does not fit would lie over its neighbour. */
type Widths = readonly number[];
const table = (heads: readonly string[], widths: Widths, rows: readonly Html[]): Html =>
  html`<table class="order"><colgroup>${widths.map((mm) => html`<col style="width:${String(mm) as Html}mm">`)}</colgroup><thead><tr>${heads.map((head) => (head === '' ? html`<td></td>` : html`<th scope="col">${escapeText(head)}</th>`))}</tr></thead><tbody>${rows}</tbody></table>`;

function phases({ content, lang }: OrderSheetInput, pick: Pick): Html {
  if (content.phases.length === 0) return nothing;
  const words = WORDS[lang];
  const { refTz } = content.operation;
  const rows = content.phases.map(
    (phase) =>
      html`<tr><td>${code(phase.code)}</td><td>${bdi(pick(phase.name))}</td><td>${ltr(`${phase.from} – ${phase.to}`)}</td><td>${ltr(instantText(phase.fromAt, refTz))}</td><td>${ltr(instantText(phase.toAt, refTz))}</td></tr>`,
  );
  const heads = ['', words.name, words.offset, `${words.reference} (${refTz})`, words.until];
  return html`<section><h2>${escapeText(ORDER_WORDS[lang].phases)}</h2>${table(heads, [12, 48, 34, 42], rows)}</section>`;
}

const personName = ({ people }: OrderContent, who: Code | null): string | null =>
  who === null ? null : (people.find((person) => person.code === who)?.name ?? who);

function decisions({ content, lang }: OrderSheetInput): Html {
  const points = content.tasks.filter(({ decision }) => decision !== null);
  if (points.length === 0) return nothing;
  const words = WORDS[lang];
  const rows = points.map(
    (task) =>
      html`<tr><td>${code(task.code)} ${bdi(task.title)}</td><td>${when(task, content)}</td><td>${cell(personName(content, task.decision?.owner ?? null))}</td><td>${cell(personName(content, task.decision?.deputy ?? null))}</td><td>${cell(task.decision?.abort ?? null)}</td></tr>`,
  );
  const heads = [words.task, words.offset, words.owner, words.deputy, words.abort];
  return html`<section><h2>${escapeText(words.decisionPoints)}</h2>${table(heads, [42, 41, 31, 31], rows)}</section>`;
}

function papers({ content, lang }: OrderSheetInput, pick: Pick): Html {
  if (content.papers.length === 0) return nothing;
  const words = WORDS[lang];
  const states: Readonly<Record<string, string>> = { ...words.agreementStates, ...words.jitStates };
  const rows = content.papers.map(
    (paper) =>
      html`<tr><td>${code(paper.code)}</td><td>${bdi(pick(paper.title))}</td><td>${escapeText(states[paper.state] ?? paper.state)}</td><td>${ltr(paper.until ?? '–')}</td></tr>`,
  );
  const heads = ['', words.agreement, words.state, words.until];
  return html`<section><h2>${escapeText(ORDER_WORDS[lang].relies)}</h2>${table(heads, [14, 100, 36], rows)}</section>`;
}

/** The offset, then the reference clock: a start is never one time alone. */
const when = (task: OrderTask, { operation }: OrderContent): Html =>
  html`${ltr(task.offset ?? task.at ?? '–')}<br>${ltr(instantText(task.start, operation.refTz))}`;

const signed = (minutes: number): string => {
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

function tasks({ content, lang }: OrderSheetInput): readonly Html[] {
  const words = WORDS[lang];
  const owners = [...new Set(content.tasks.map(({ owner }) => owner))];
  const known = new Map(content.agencies.map((agency) => [agency.code, agency.name]));
  const heads = [words.task, words.offset, words.localTime, 'UTC', words.duration, words.where, words.people];
  return owners.map((owner) => {
    const rows = content.tasks
      .filter((task) => task.owner === owner)
      .map(
        (task) =>
          html`<tr><td><b>${code(task.code)}</b> ${bdi(task.title)}</td><td>${ltr(task.offset ?? task.at ?? '–')}</td><td>${task.local ? html`${ltr(task.local.clock.replace('T', ' '))} ${ltr(signed(task.local.offsetMinutes))}` : ltr('–')}</td><td>${ltr(instantText(task.start, 'UTC').slice(0, 16))}</td><td>${ltr(task.minutes === null ? '–' : String(task.minutes))}</td><td>${task.place === REMOTE ? escapeText(words.remote) : cell(task.place)}</td><td>${joined(
            task.people.map((who) => bdi(personName(content, who) ?? who)),
            ', ',
          )}</td></tr>`,
      );
    const head = owner === null ? escapeText(words.notSet) : html`${code(owner)} ${bdi(known.get(owner) ?? '')}`;
    return html`<section><h2>${head}</h2>${table(heads, [40, 20, 31, 31, 14, 16], rows)}</section>`;
  });
}

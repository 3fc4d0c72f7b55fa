import type { Facts } from '../../domain/facts/facts.ts';
import { type Bi, type Code, type InstantMs, ORDER_SECTIONS, type OrderSection } from '../../model/plan.ts';
import { wallClock } from '../../time/wall-clock.ts';
import { bdi, code, cssLtr, cssString, escapeText, type Html, html, joined, ltr, nothing, shortened } from './html.ts';
import { methodSection } from './method.ts';
import { type PageEdge, pageStyle } from './page-style.ts';
import {
  agencyTable,
  agreementTable,
  deploymentTable,
  movementTable,
  riskTable,
  siteCommand,
  siteTable,
  targetList,
  teamTable,
} from './sections.ts';
import { table } from './table.ts';
import { dayChange, instantText } from './when.ts';
import { type BriefLanguage, WORDS } from './words.ts';
import type { Words } from './words-shape.ts';

export interface BriefInput {
  /** Facts of the released plan: what the recipient may not see is not in it. */
  readonly facts: Facts;
  readonly lang: BriefLanguage;
  readonly recipient: { readonly code: Code; readonly name: string };
  readonly asOf: InstantMs;
  readonly copyNumber: number;
  /** Last day the pack may be kept. */
  readonly destroyBy: string;
  /** Highest marking among what was released. */
  readonly marking: { readonly tlp: string; readonly level: string; readonly handling: readonly string[] };
}

/** Columns of one line of a side part of the page edge (30 % of the width at 7.5 pt). */
const EDGE_COLUMNS = 38;

/** Plans hold English and French; Spanish and Arabic packs show the English words of the plan. */
const contentLanguage = (lang: BriefLanguage): 'en' | 'fr' => (lang === 'fr' ? 'fr' : 'en');

/**
 * The IIMARCH briefing pack of one recipient as one page document ready to print:
 * Information, Intention, Method, Administration, Risk assessment, Communications, Human rights. Pure: released data in, pages out.
 * `html` asks for nothing but `/fonts/…`.
 */
export function iimarchPack(input: BriefInput): { readonly title: string; readonly html: string } {
  const { facts, lang, recipient } = input;
  const { plan } = facts;
  const words = WORDS[lang];
  const content = contentLanguage(lang);
  const pick = (text: Bi): string => text[content];
  const op = plan.operation;
  const version = op.order ? String(op.order.version) : '–';
  const said = (section: OrderSection): Html => {
    const text = op.order?.sections[section];
    const spoken = text ? pick(text).trim() : '';
    return spoken === '' ? nothing : html`<p lang="${content as Html}" dir="auto">${escapeText(spoken)}</p>`;
  };
  const bodies: Readonly<Record<OrderSection, Html>> = {
    information: siteTable(facts, words),
    intention: targetList(plan, words),
    method: methodSection({ facts, words, recipient: recipient.code, pick }),
    administration: html`${movementTable(facts, words)}${deploymentTable(plan, words)}${teamTable(plan, words)}`,
    risk_assessment: riskTable(facts, words),
    communications: agencyTable(plan, words),
    human_rights: agreementTable(plan, words, pick),
  };
  const sections = ORDER_SECTIONS.map(
    (section, i) =>
      html`<section><h2><span class="letter">${escapeText(String(i + 1))}</span> ${escapeText(words.sections[section])}</h2>${said(section)}${bodies[section]}</section>
`,
  );
  const title = `${op.codeName} · ${words.order} · ${words.version} ${version} · ${recipient.code}`;
  const document = html`<!doctype html><html lang="${lang as Html}" dir="${(lang === 'ar' ? 'rtl' : 'ltr') as Html}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><link rel="stylesheet" href="/fonts/fonts.css"><style>${pageStyle(edgeOf(input, words, version)) as Html}</style></head><body>
${heading(input, words, version, pick)}
${sections}<p class="foot">${escapeText(words.notCopied)}</p>
</body></html>`;
  return { title, html: document };
}

function edgeOf(
  { facts, lang, recipient, asOf, copyNumber, destroyBy, marking }: BriefInput,
  words: Words,
  version: string,
): PageEdge {
  const op = facts.plan.operation;
  const name = shortened(recipient.name, EDGE_COLUMNS - words.copyFor.length - recipient.code.length - 2);
  return {
    isRightToLeft: lang === 'ar',
    marking: [marking.level, [`TLP:${marking.tlp}`, ...marking.handling].join(' · ')],
    topStart: [[cssString(shortened(op.codeName, EDGE_COLUMNS))], [cssString(words.order)]],
    topEnd: [
      [cssString(words.version), cssLtr(version)],
      [cssString(words.asOf), cssLtr(instantText(asOf, op.refTz))],
    ],
    bottomStart: [
      [cssString(words.copyFor), cssLtr(recipient.code), cssString(name)],
      [cssString(words.copy), cssLtr(String(copyNumber))],
    ],
    bottomEnd: [cssString(words.destroyBy), cssLtr(destroyBy)],
    page: words.page,
    of: words.of,
  };
}

const lines = (parts: readonly Html[]): Html => html`${parts.map((part, i) => (i === 0 ? part : html`<br>${part}`))}`;

function heading(input: BriefInput, words: Words, version: string, pick: (text: Bi) => string): Html {
  const { plan, people, agencies } = input.facts;
  const op = plan.operation;
  const name = (id: Code | null): Html =>
    id === null
      ? html`<span class="none">${escapeText(words.notSet)}</span>`
      : bdi(people.get(id)?.name ?? agencies.get(id)?.name ?? id);
  const entry = (term: string, value: Html): Html => html`<div><dt>${escapeText(term)}</dt><dd>${value}</dd></div>
`;
  const atSites = siteCommand(input.facts);
  return html`<header><p class="over">${escapeText(words.operation)}</p><h1>${bdi(op.codeName)}</h1><p class="title">${bdi(pick(op.title))}</p>
<dl>${[
    entry(words.order, html`${escapeText(words.version)} ${ltr(version)}`),
    entry(words.copyFor, html`${code(input.recipient.code)} ${bdi(input.recipient.name)}`),
    entry(words.lead, name(op.lead)),
    entry(words.coordinator, name(op.coordinator)),
    entry(words.strategic, name(op.command.strategic)),
    entry(words.tactical, name(op.command.tactical)),
    ...(atSites.length === 0 ? [] : [entry(words.operational, lines(atSites))]),
    ...(op.mandate.length === 0 ? [] : [entry(words.mandate, lines(op.mandate.map(bdi)))]),
  ]}</dl>
<h2>${escapeText(words.hHour)}</h2>${hHourClocks(input, words)}</header>`;
}

/** H on every clock of the plan, one row per clock reading, with the change of date against D-day; without H only the day. */
function hHourClocks({ facts, recipient }: BriefInput, words: Words): Html {
  const { plan } = facts;
  const { hHour, dDay, refTz } = plan.operation;
  if (hHour === null)
    return html`<p class="warn">${escapeText(words.hWithheld)} ${escapeText(words.dDay)} ${ltr(dDay)}</p>`;
  const zones = new Map<string, Set<string>>([[refTz, new Set()]]);
  const add = (zone: string, who: string | null): void => {
    const known = zones.get(zone) ?? new Set();
    zones.set(zone, who === null ? known : known.add(who));
  };
  for (const site of plan.sites) add(site.tz, site.code);
  for (const agency of plan.agencies) add(agency.tz, agency.id === recipient.code ? agency.id : null);
  add('UTC', null);
  const readings = new Map<string, string[]>();
  for (const zone of zones.keys()) {
    const reading = `${instantText(hHour, zone)}${dayChange(wallClock(hHour, zone).date, dDay)}`;
    readings.set(reading, [...(readings.get(reading) ?? []), zone]);
  }
  const zoneText = (zone: string): Html => {
    const who = [...(zones.get(zone) ?? [])];
    const named = who.length === 0 ? nothing : html` <b>${joined(who.map(bdi), ', ')}</b>`;
    return html`${code(zone)}${zone === refTz ? html` <small>${escapeText(words.reference)}</small>` : nothing}${named}`;
  };
  return table(
    [
      { label: words.localTime, kind: 'reading' },
      { label: words.zone, kind: 'text' },
    ],
    [...readings].map(([reading, among]) => [html`<b>${ltr(reading)}</b>`, joined(among.map(zoneText), ' · ')]),
    words,
  );
}

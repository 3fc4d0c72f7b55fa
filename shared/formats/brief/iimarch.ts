import { spanOf, type Facts, phaseSpan } from '../../domain/facts/facts.ts';
import { type Bi, type Code, type InstantMs, ORDER_SECTIONS, type Plan, type PlanTask } from '../../model/plan.ts';
import { REMOTE } from '../../model/vocabulary.ts';
import { formatHOffset } from '../../time/start-form.ts';
import { wallClock } from '../../time/wall-clock.ts';
import { bdi, escapeText, type Html, html, ltr, nothing } from './html.ts';
import { type PageEdge, pageStyle } from './page-style.ts';
import { type BriefLanguage, WORDS, type Words } from './words.ts';

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

const pick = (bi: Bi, lang: BriefLanguage): string => (lang === 'fr' ? bi.fr : bi.en);
const pad = (n: number): string => String(n).padStart(2, '0');
const zoneOffset = (minutes: number): string =>
  `${minutes < 0 ? '−' : '+'}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;

/** `2027-03-16 04:00 +07:00`: date, wall clock and offset, never a time without its zone. */
function clockText(at: InstantMs | null, zone: string): string {
  if (at === null) return '–';
  const c = wallClock(at, zone);
  return `${c.date} ${c.time} ${zoneOffset(c.offsetMinutes)}`;
}

const table = (head: readonly string[], rows: readonly (readonly Html[])[], words: Words): Html =>
  rows.length === 0
    ? html`<p class="none">${escapeText(words.nothingHere)}</p>`
    : html`<table><thead><tr>${head.map((h) => html`<th scope="col">${escapeText(h)}</th>`)}</tr></thead><tbody>${rows.map((r) => html`<tr>${r.map((c) => html`<td>${c}</td>`)}</tr>`)}</tbody></table>`;

const paragraph = (text: string): Html => (text.trim() === '' ? nothing : html`<p>${bdi(text)}</p>`);

/**
 * The IIMARCH briefing pack of one recipient (domain brief, section 6) as one page document ready to print:
 * Information, Intention, Method, Administration, Risk assessment, Communications, Human rights. Pure: released data in, pages out.
 */
export function iimarchPack(input: BriefInput): { readonly title: string; readonly html: string } {
  const { facts, lang, recipient } = input;
  const { plan } = facts;
  const words = WORDS[lang];
  const op = plan.operation;
  const version = op.order ? String(op.order.version) : '–';
  const edge: PageEdge = {
    marking: [input.marking.level, `TLP:${input.marking.tlp}`, ...input.marking.handling].join(' · '),
    left: `${op.codeName} · ${words.order} · ${words.version} ${version} · ${words.asOf} ${clockText(input.asOf, op.refTz)}`,
    right: `${words.copyFor} ${recipient.code} · ${words.copy} ${input.copyNumber} · ${words.destroyBy} ${input.destroyBy}`,
    page: words.page,
    of: words.of,
  };
  const order = (section: (typeof ORDER_SECTIONS)[number]): Html => {
    const words_ = op.order?.sections[section];
    return words_ ? paragraph(pick(words_, lang)) : nothing;
  };
  const bodies: Readonly<Record<(typeof ORDER_SECTIONS)[number], Html>> = {
    information: html`${order('information')}${siteTable(facts, words)}`,
    intention: html`${order('intention')}${targetTable(plan, words)}`,
    method: html`${order('method')}${methodTables(input, words)}`,
    administration: html`${order('administration')}${movementTable(facts, words)}${deploymentTable(plan, words)}`,
    risk_assessment: html`${order('risk_assessment')}${riskTable(facts, words)}`,
    communications: html`${order('communications')}${agencyTable(plan, words)}`,
    human_rights: html`${order('human_rights')}${agreementTable(plan, words, lang)}`,
  };
  const title = `${op.codeName} ${words.order} ${version} ${recipient.code}`;
  const document = html`<!doctype html><html lang="${lang as Html}" dir="${(lang === 'ar' ? 'rtl' : 'ltr') as Html}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><link rel="stylesheet" href="/fonts/fonts.css"><style>${pageStyle(edge) as Html}</style></head><body>
${heading(input, words, version)}
${ORDER_SECTIONS.map((section, i) => html`<section><h2><span class="letter">${escapeText(String(i + 1))}</span>${escapeText(words.sections[section])}</h2>${bodies[section]}</section>`)}
<p class="foot">${escapeText(words.notCopied)}</p>
</body></html>`;
  return { title, html: document };
}

function heading(input: BriefInput, words: Words, version: string): Html {
  const { plan, people } = input.facts;
  const op = plan.operation;
  const zones = [...new Map([[op.refTz, ''], ...plan.sites.map((s): [string, string] => [s.tz, s.code]), ['UTC', '']])];
  const clocks =
    op.hHour === null
      ? html`<p class="warn">${escapeText(words.hWithheld)} ${escapeText(words.dDay)}: ${ltr(op.dDay)}</p>`
      : html`<div class="clocks">${zones.map(([zone, site]) => html`<div><b>${ltr(clockText(op.hHour, zone))}</b><span>${escapeText(zone)}${site ? html` · ${bdi(site)}` : nothing}</span></div>`)}</div>`;
  const name = (code: Code | null): Html =>
    bdi(code === null ? words.notSet : (people.get(code)?.name ?? input.facts.agencies.get(code)?.name ?? code));
  return html`<header><p class="over">${escapeText(words.operation)}</p><h1>${bdi(op.codeName)}</h1><p class="title">${bdi(pick(op.title, input.lang))}</p>
<dl><div><dt>${escapeText(words.order)}</dt><dd>${escapeText(words.version)} ${ltr(version)}</dd></div><div><dt>${escapeText(words.copyFor)}</dt><dd>${ltr(input.recipient.code)} ${bdi(input.recipient.name)}</dd></div>
<div><dt>${escapeText(words.lead)}</dt><dd>${name(op.lead)}</dd></div><div><dt>${escapeText(words.coordinator)}</dt><dd>${name(op.coordinator)}</dd></div>
<div><dt>${escapeText(words.strategic)}</dt><dd>${name(op.command.strategic)}</dd></div><div><dt>${escapeText(words.tactical)}</dt><dd>${name(op.command.tactical)}</dd></div>
<div><dt>${escapeText(words.mandate)}</dt><dd>${op.mandate.map((m) => html`${bdi(m)}<br>`)}</dd></div></dl>
<h2 class="h">${escapeText(words.hHour)}</h2>${clocks}</header>`;
}

const siteTable = (facts: Facts, words: Words): Html =>
  html`<h3>${escapeText(words.sites)}</h3>${table(
    [words.site, words.place, words.persons, words.held, words.hazards],
    facts.plan.sites.map((s) => [
      html`<b>${bdi(s.code)}</b>`,
      html`${bdi(s.place)} ${ltr(s.cc)}`,
      ltr(s.estPersons),
      ltr(s.estHeld),
      bdi(s.hazards.map(plainWord).join(', ')),
    ]),
    words,
  )}`;

/** Words of closed lists and hazards are written without underscores on paper. */
const plainWord = (word: string): string => word.replaceAll('_', ' ');

const targetTable = (plan: Plan, words: Words): Html => {
  const rows = Object.entries(plan.targets);
  return rows.length === 0
    ? nothing
    : html`<h3>${escapeText(words.targets)}</h3>${table(
        [words.targets, ''],
        rows.map(([k, n]) => [bdi(plainWord(k)), ltr(n)]),
        words,
      )}`;
};

const placeOf = (facts: Facts, task: PlanTask, words: Words): Html =>
  task.site === REMOTE
    ? escapeText(words.remote)
    : bdi((task.site === null ? undefined : facts.sites.get(task.site)?.code) ?? '–');

function taskRow(facts: Facts, task: PlanTask, words: Words): readonly Html[] {
  const op = facts.plan.operation;
  const { start } = spanOf(facts, task);
  const offset = start === null || op.hHour === null ? '' : formatHOffset(Math.floor((start - op.hHour) / 60_000));
  const site = task.site === null || task.site === REMOTE ? undefined : facts.sites.get(task.site);
  return [
    ltr(task.id),
    ltr(offset),
    ltr(clockText(start, op.refTz)),
    site ? ltr(clockText(start, site.tz)) : nothing,
    bdi(task.title),
    placeOf(facts, task, words),
    ltr(task.owner ?? '–'),
    task.minutes === null ? escapeText('–') : ltr(task.minutes),
  ];
}

function methodTables(input: BriefInput, words: Words): Html {
  const { facts, lang, recipient } = input;
  const { plan } = facts;
  const head = [
    '',
    words.offset,
    words.reference,
    words.localTime,
    words.task,
    words.where,
    words.agency,
    words.minutes,
  ];
  const inTime = (a: PlanTask, b: PlanTask): number =>
    (spanOf(facts, a).start ?? Infinity) - (spanOf(facts, b).start ?? Infinity) || (a.id < b.id ? -1 : 1);
  const rows = (tasks: readonly PlanTask[]): readonly (readonly Html[])[] =>
    [...tasks].sort(inTime).map((t) => taskRow(facts, t, words));
  const mine = plan.tasks.filter((t) => t.owner === recipient.code);
  const phases = plan.phases.map((p) => {
    const span = phaseSpan(facts, p);
    return html`<h3>${bdi(pick(p.name, lang))} <small>${ltr(`${clockText(span.start, plan.operation.refTz)} – ${clockText(span.end, plan.operation.refTz)}`)}</small></h3>${table(head, rows(plan.tasks.filter((t) => t.phase === p.id)), words)}`;
  });
  const loose = plan.tasks.filter((t) => t.phase === null);
  const decisions = plan.tasks.filter((t) => t.decision !== null);
  const person = (code: Code | null | undefined): Html =>
    code ? bdi(facts.people.get(code)?.name ?? code) : html`<em>${escapeText(words.notSet)}</em>`;
  const groups = plan.syncGroups.map((g) => [
    bdi(g.name),
    bdi(
      plan.tasks
        .filter((t) => t.sync === g.id)
        .map((t) => t.id)
        .join(', '),
    ),
  ]);
  return html`<h3>${escapeText(words.yourTasks)} ${ltr(recipient.code)}</h3>${table(head, rows(mine), words)}
<h3>${escapeText(words.decisionPoints)}</h3>${table(
    ['', words.reference, words.task, words.owner, words.deputy, words.abort],
    [...decisions]
      .sort(inTime)
      .map((t) => [
        ltr(t.id),
        ltr(clockText(spanOf(facts, t).start, plan.operation.refTz)),
        bdi(t.title),
        person(t.decision?.owner),
        person(t.decision?.deputy),
        t.decision?.abort ? bdi(t.decision.abort) : html`<em>${escapeText(words.notSet)}</em>`,
      ]),
    words,
  )}
<h3>${escapeText(words.syncGroups)}</h3>${table([words.syncGroups, words.task], groups, words)}
${phases}${loose.length === 0 ? nothing : table(head, rows(loose), words)}`;
}

const movementTable = (facts: Facts, words: Words): Html =>
  html`<h3>${escapeText(words.movements)}</h3>${table(
    ['', words.route, words.departs, words.people, words.staff, words.receiving, words.state],
    facts.plan.movements.map((m) => [
      ltr(m.id),
      ltr([m.from, ...m.via, m.to.join(' / ')].join(' → ')),
      ltr(clockText(m.depart, facts.plan.operation.refTz)),
      bdi(m.pax.map((p) => `${p.n} ${p.nat} ${plainWord(p.cat)}`).join(', ')),
      ltr(`${m.escorts} / ${m.support} / ${m.medics}`),
      bdi((m.receiving === null ? undefined : facts.agencies.get(m.receiving)?.name) ?? words.notSet),
      bdi(plainWord(m.status)),
    ]),
    words,
  )}`;

const deploymentTable = (plan: Plan, words: Words): Html =>
  html`<h3>${escapeText(words.deployments)}</h3>${table(
    [words.people, words.role, words.agency, words.place, words.until],
    plan.people.flatMap((p) =>
      p.deployed
        ? [
            [
              bdi(p.name),
              bdi(p.role),
              ltr(p.agency ?? '–'),
              ltr(p.deployed.to),
              ltr(`${p.deployed.from} – ${p.deployed.until}`),
            ],
          ]
        : [],
    ),
    words,
  )}`;

const riskTable = (facts: Facts, words: Words): Html =>
  table(
    ['', words.risk, words.score, words.owner, words.measure],
    [...facts.plan.risks]
      .sort((a, b) => b.like * b.impact - a.like * a.impact || (a.id < b.id ? -1 : 1))
      .map((r) => [
        ltr(r.id),
        bdi(r.what),
        ltr(`${r.like} × ${r.impact} = ${r.like * r.impact}`),
        r.owner === null ? html`<em>${escapeText(words.notSet)}</em>` : bdi(facts.people.get(r.owner)?.name ?? r.owner),
        bdi(r.measure ?? words.notSet),
      ]),
    words,
  );

const agencyTable = (plan: Plan, words: Words): Html =>
  html`<h3>${escapeText(words.agencies)}</h3>${table(
    ['', words.agency, words.role, words.ncb, words.localTime],
    plan.agencies.map((a) => [
      ltr(a.id),
      html`${bdi(a.name)} ${ltr(a.cc ?? '')}`,
      bdi(plainWord(a.role)),
      bdi(a.ncb ?? ''),
      ltr(a.tz),
    ]),
    words,
  )}`;

const agreementTable = (plan: Plan, words: Words, lang: BriefLanguage): Html =>
  html`<h3>${escapeText(words.agreements)}</h3>${table(
    ['', words.agreement, words.parties, words.state, words.until],
    plan.agreements.map((a) => [
      ltr(a.id),
      bdi(pick(a.title, lang)),
      ltr(a.parties.join(', ')),
      bdi(plainWord(a.state)),
      ltr(a.until ?? '–'),
    ]),
    words,
  )}`;

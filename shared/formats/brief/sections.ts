/** The tables of the sections other than Method: sites, targets, movements, people abroad, teams, risks, agencies, agreements. */
import type { Facts } from '../../domain/facts/facts.ts';
import type { Code, Plan, PlanMovement } from '../../model/plan.ts';
import { bdi, cell, code, escapeText, type Html, html, joined, ltr } from './html.ts';
import { table } from './table.ts';
import { moments } from './when.ts';
import { openWord } from './words.ts';
import type { Words } from './words-shape.ts';

type Pick = (text: { readonly en: string; readonly fr: string }) => string;

const h3 = (text: string): Html => html`<h3>${escapeText(text)}</h3>`;
const dash = escapeText('–');
const orDash = (id: string | null): Html => (id === null ? dash : code(id));

export const siteTable = ({ plan }: Facts, words: Words): Html =>
  html`${h3(words.sites)}${table(
    [
      { label: words.site, kind: 'text' },
      { label: words.place, kind: 'text' },
      { label: words.persons, kind: 'number' },
      { label: words.held, kind: 'number' },
      { label: words.hazards, kind: 'long' },
    ],
    plan.sites.map((s) => [
      html`<b>${bdi(s.code)}</b>`,
      html`${cell(s.place)} ${code(s.cc)}`,
      ltr(s.estPersons),
      ltr(s.estHeld),
      s.hazards.length === 0
        ? dash
        : joined(
            s.hazards.map((h) => bdi(openWord(words, h))),
            ' · ',
          ),
    ]),
    words,
  )}`;

/** Digits in threes with a space that does not break, understood in all four languages of the pack. */
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u00A0');

export function targetList({ targets }: Plan, words: Words): Html {
  const entries = Object.entries(targets).map(
    ([key, n]) => html`<div><dt>${bdi(openWord(words, key))}</dt><dd>${ltr(grouped(n))}</dd></div>`,
  );
  return html`${h3(words.targets)}${entries.length === 0 ? html`<p class="none">${escapeText(words.nothingHere)}</p>` : html`<dl class="figures">${entries}</dl>`}`;
}

const routeOf = ({ from, via, to }: PlanMovement): string => [from, ...via, to.join(' / ')].join(' → ');

function travellers({ pax }: PlanMovement, words: Words): Html {
  if (pax.length === 0) return dash;
  const categories = [...new Set(pax.map((p) => p.cat))];
  return joined(
    categories.map(
      (cat) =>
        html`${escapeText(words.categories[cat])} ${code(
          pax
            .filter((p) => p.cat === cat)
            .map((p) => `${p.n} ${p.nat}`)
            .join(', '),
        )}`,
    ),
    ' · ',
  );
}

export function movementTable({ plan, agencies }: Facts, words: Words): Html {
  const departs = moments(
    plan.movements.map((m) => m.depart),
    plan.operation.refTz,
  );
  return html`${h3(words.movements)}${table(
    [
      { label: '', kind: 'code' },
      { label: words.route, kind: 'text' },
      { label: words.departs, kind: departs.kind, note: departs.note },
      { label: words.people, kind: 'long' },
      { label: words.staff, kind: 'number' },
      { label: words.receiving, kind: 'long' },
      { label: words.state, kind: 'state' },
    ],
    plan.movements.map((m) => [
      code(m.id),
      code(routeOf(m)),
      ltr(departs.text(m.depart)),
      travellers(m, words),
      ltr(`${m.escorts} / ${m.support} / ${m.medics}`),
      m.receiving === null
        ? html`<span class="none">${escapeText(words.notSet)}</span>`
        : bdi(agencies.get(m.receiving)?.name ?? m.receiving),
      escapeText(words.movementStates[m.status]),
    ]),
    words,
  )}`;
}

export const deploymentTable = ({ people }: Plan, words: Words): Html =>
  html`${h3(words.deployments)}${table(
    [
      { label: words.name, kind: 'text' },
      { label: words.role, kind: 'text' },
      { label: words.agency, kind: 'short' },
      { label: words.country, kind: 'short' },
      { label: words.period, kind: 'span' },
    ],
    people.flatMap((p) =>
      p.deployed
        ? [
            [
              cell(p.name),
              cell(p.role),
              orDash(p.agency),
              code(p.deployed.to),
              ltr(`${p.deployed.from} – ${p.deployed.until}`),
            ],
          ]
        : [],
    ),
    words,
  )}`;

export const teamTable = ({ jits }: Plan, words: Words): Html =>
  html`${h3(words.jits)}${table(
    [
      { label: '', kind: 'code' },
      { label: words.jit, kind: 'long' },
      { label: words.parties, kind: 'text' },
      { label: words.operatesIn, kind: 'text' },
      { label: words.state, kind: 'state' },
      { label: words.period, kind: 'span' },
    ],
    jits.map((j) => [
      code(j.id),
      cell(j.name),
      code(j.parties.join(', ')),
      code(j.operatesIn.join(', ')),
      escapeText(words.jitStates[j.status]),
      ltr(`${j.from} – ${j.extensions.reduce((last, { until }) => (until > last ? until : last), j.until)}`),
    ]),
    words,
  )}`;

/** Gravest first. */
export const riskTable = ({ plan, people }: Facts, words: Words): Html =>
  html`${h3(words.risks)}${table(
    [
      { label: '', kind: 'code' },
      { label: words.risk, kind: 'long' },
      { label: words.score, kind: 'short' },
      { label: words.owner, kind: 'text' },
      { label: words.measure, kind: 'long' },
    ],
    [...plan.risks]
      .sort((a, b) => b.like * b.impact - a.like * a.impact || (a.id < b.id ? -1 : 1))
      .map((r) => [
        code(r.id),
        cell(r.what),
        ltr(`${r.like} × ${r.impact} = ${r.like * r.impact}`),
        r.owner === null
          ? html`<span class="none">${escapeText(words.notSet)}</span>`
          : bdi(people.get(r.owner)?.name ?? r.owner),
        r.measure === null ? html`<span class="none">${escapeText(words.notSet)}</span>` : bdi(r.measure),
      ]),
    words,
  )}`;

export const agencyTable = ({ agencies }: Plan, words: Words): Html =>
  html`${h3(words.agencies)}${table(
    [
      { label: '', kind: 'code' },
      { label: words.agency, kind: 'long' },
      { label: words.country, kind: 'short' },
      { label: words.role, kind: 'text' },
      { label: words.ncb, kind: 'text' },
      { label: words.zone, kind: 'text' },
    ],
    agencies.map((a) => [
      code(a.id),
      cell(a.name),
      orDash(a.cc),
      escapeText(words.roles[a.role]),
      cell(a.ncb),
      code(a.tz),
    ]),
    words,
  )}`;

export const agreementTable = ({ agreements }: Plan, words: Words, pick: Pick): Html =>
  html`${h3(words.agreements)}${table(
    [
      { label: '', kind: 'code' },
      { label: words.agreement, kind: 'long' },
      { label: words.parties, kind: 'text' },
      { label: words.state, kind: 'state' },
      { label: words.until, kind: 'day' },
    ],
    agreements.map((a) => [
      code(a.id),
      cell(pick(a.title)),
      code(a.parties.join(', ')),
      escapeText(words.agreementStates[a.state]),
      a.until === null ? dash : ltr(a.until),
    ]),
    words,
  )}`;

/** Who commands each site; nothing where nobody was named. */
export const siteCommand = ({ plan, sites, people }: Facts): readonly Html[] =>
  Object.entries(plan.operation.command.operational).map(
    ([site, person]: [Code, Code]) =>
      html`${bdi(sites.get(site)?.code ?? site)} ${bdi(people.get(person)?.name ?? person)}`,
  );

/** Descriptors of the papers people travel and work under (SCHEMA 4 and 5): teams, agreements, movements. */
import {
  AGREEMENT_STATES,
  AGREEMENT_TYPES,
  CATEGORIES,
  JIT_STATES,
  MOVEMENT_MODES,
  MOVEMENT_STATES,
} from '../../model/vocabulary.ts';
import type { Checker, Origin } from './checker.ts';
import {
  checkSpan,
  flag,
  list,
  map,
  nullable,
  object,
  opt,
  type Pairs,
  type Read,
  req,
  set,
  shortKey,
} from './collections.ts';
import { bool, cc, date, id, instant, int, num, oneOf, orElse, type Reader, ref, text } from './descriptors.ts';
import { under } from './faults.ts';
import { bi } from './schema-head.ts';

type SignedBy = Read<Pairs<string, string | null>>;

const partyKey: Reader<string> = text;
const signatures = map(partyKey, nullable(date));

/** The keys of `signed` are the parties of the same paper: a mistyped party would count as unsigned for ever. */
function checkSigners(origin: Origin, signed: SignedBy, parties: Read<readonly Read<string>[]>, c: Checker): void {
  if (!signed || !parties || parties.includes(undefined)) return;
  const known = new Set(parties);
  const shown = parties.length > 20 ? 'one of the parties above' : parties.join(', ');
  const entry = origin.node.entries.get('signed');
  for (const [party] of signed) {
    if (party === undefined || known.has(party)) continue;
    const line = entry?.node.kind === 'map' ? entry.node.entries.get(party)?.line : undefined;
    c.fault(
      under(under(origin.at, 'signed'), shortKey(party)),
      line ?? origin.node.line,
      'signer',
      `must be a party: ${shown}`,
    );
  }
}

export const jit = object(
  {
    id: req(id('jits')),
    name: req(text),
    status: req(oneOf(JIT_STATES)),
    parties: req(set(cc, { atLeastOne: true })),
    operates_in: req(set(cc, { atLeastOne: true })),
    leaders: req(map(cc, ref('personnel'))),
    from: req(date),
    until: req(date),
    signed: req(signatures),
    basis: opt(list(text), []),
    members: opt(set(ref('personnel')), []),
    seconded: opt(map(ref('personnel'), cc), []),
    participants: opt(set(ref('personnel')), []),
    arms_for_seconded: flag(bool),
    costs: opt(text),
    evaluation_due: opt(date),
    extensions: opt(list(object({ until: req(date), signed: req(signatures) })), []),
  },
  (j, c) => {
    checkSpan(j, j.from, j.until, 'until', c);
    checkSigners(j.$, j.signed, j.parties, c);
    for (const extension of j.extensions ?? [])
      if (extension) checkSigners(extension.$, extension.signed, j.parties, c);
  },
);

const anyOr = (reader: Reader<string>): Reader<string> => orElse(/^\*$/, reader);

const routeRow = object({
  from: req(set(cc)),
  to: req(set(cc)),
  nat: req(set(anyOr(cc))),
  cat: req(set(oneOf(CATEGORIES))),
});
const dataRow = object({ data: req(list(text)), purpose: req(text) });
/** A row with `data` or `purpose` speaks of data (cooperation), every other one of routes. */
const coverRow: Reader<Cover> = (node, at, c) =>
  node.kind === 'map' && (node.entries.has('data') || node.entries.has('purpose'))
    ? dataRow(node, at, c)
    : routeRow(node, at, c);
type RowOf<R> = R extends Reader<infer T> ? T : never;
export type Cover = RowOf<typeof routeRow> | RowOf<typeof dataRow>;

export const agreement = object(
  {
    id: req(id('agreements')),
    type: req(oneOf(AGREEMENT_TYPES)),
    title: req(bi),
    parties: req(set(orElse(/^[A-Z]{2}$/, ref('agencies')), { atLeastOne: true })),
    state: req(oneOf(AGREEMENT_STATES)),
    since: req(date),
    signed: req(signatures),
    covers: req(list(coverRow)),
    from: opt(date),
    until: opt(date),
    notice_months: opt(int()),
    transit: opt(list(object({ via: req(cc), nat: req(set(anyOr(cc))), cat: req(set(oneOf(CATEGORIES))) })), []),
    approval: opt(list(object({ step: req(oneOf(AGREEMENT_STATES)), date: req(date), ref: opt(text) })), []),
  },
  (a, c) => {
    checkSpan(a, a.from, a.until, 'until', c);
    checkSigners(a.$, a.signed, a.parties, c);
    for (const row of a.covers ?? []) {
      if (row && 'data' in row && a.type !== undefined && a.type !== 'cooperation') {
        c.fault(
          row.$.at,
          row.$.node.line,
          'covers',
          `must name routes (from, to, nat, cat): only a cooperation agreement covers data, and this is ${a.type}`,
        );
      }
    }
  },
);

const pax = object(
  {
    nat: req(cc),
    cat: req(oneOf(CATEGORIES)),
    n: req(int(1)),
    to: req(cc),
    high_risk: opt(int(), 0),
    minors_alone: opt(int(), 0),
    guardian: flag(bool),
    basis: opt(ref('agreements')),
  },
  (row, c) => {
    const within = (key: 'high_risk' | 'minors_alone'): void => {
      const count = row[key];
      if (count === undefined || row.n === undefined || count <= row.n) return;
      c.fault(
        under(row.$.at, key),
        row.$.node.entries.get(key)?.line ?? row.$.node.line,
        'pax-count',
        `must not exceed n (${row.n})`,
      );
    };
    within('high_risk');
    within('minors_alone');
    if ((row.high_risk ?? 0) > 0 && row.cat !== undefined && row.cat !== 'suspect' && row.cat !== 'sentenced') {
      c.fault(
        under(row.$.at, 'high_risk'),
        row.$.node.entries.get('high_risk')?.line ?? row.$.node.line,
        'pax-risk',
        `must be 0: only suspects and sentenced persons are classed, and these are ${row.cat}`,
      );
    }
  },
);

const checks = object({
  screened: req(int()),
  consent: req(int()),
  refoulement_cleared: req(int()),
  nationality: req(int()),
  travel_doc: req(int()),
  consular: req(int()),
  fit_to_travel: req(int()),
  carrier_notice: req(bool),
  handover_slot: req(bool),
});

export const movement = object(
  {
    id: req(id('movements')),
    task: req(ref('tasks')),
    status: req(oneOf(MOVEMENT_STATES)),
    mode: req(oneOf(MOVEMENT_MODES)),
    from: req(cc),
    to: req(set(cc, { atLeastOne: true })),
    depart: req(instant),
    seats: req(int()),
    pax: req(list(pax, { atLeastOne: true })),
    via: opt(set(cc), []),
    flight_h: opt(num(), 0),
    separation_plan: flag(bool),
    escorts: opt(int(), 0),
    support: opt(int(), 0),
    medics: opt(int(), 0),
    receiving: opt(ref('agencies')),
    checks: opt(checks),
  },
  (m, c) => {
    const { to } = m;
    if (!to || to.includes(undefined)) return;
    for (const row of m.pax ?? []) {
      if (row?.to === undefined || to.includes(row.to)) continue;
      c.fault(
        under(row.$.at, 'to'),
        row.$.node.entries.get('to')?.line ?? row.$.node.line,
        'pax-to',
        `must be one of the movement's destinations ${to.join(', ')}`,
      );
    }
  },
);

/** Descriptors of money, risks and what may be released (SCHEMA 4). */
import {
  ASSET_KINDS,
  ASSET_STATES,
  DECONFLICTION_STATES,
  ENTITY_KINDS,
  HANDLING,
  LEVELS,
  RELEASE_STATES,
  REQUEST_STATES,
  TLP,
} from '../../model/vocabulary.ts';
import { checkSpan, flag, object, opt, req, set } from './collections.ts';
import { bool, cc, date, id, int, oneOf, orElse, ref, text, usd, word } from './descriptors.ts';

export const entity = object({ id: req(id('entities')), kind: req(oneOf(ENTITY_KINDS)), name: req(text), cc: opt(cc) });

export const asset = object({
  id: req(id('assets')),
  kind: req(oneOf(ASSET_KINDS)),
  ref: req(text),
  state: req(oneOf(ASSET_STATES)),
  usd: req(usd({ positive: false })),
  owner: opt(orElse(/^unknown$/, ref('entities'))),
  cc: opt(cc),
  ccy: opt(text),
  order: opt(object({ ref: req(text), date: req(date), final: req(bool) })),
  agreement: opt(ref('agreements')),
});

/** An asset, or the victims of a country as a pool. */
const endOfFlow = orElse(/^V:[A-Z]{2}$/, ref('assets'));
export const flow = object({
  id: req(id('flows')),
  src: req(endOfFlow),
  dst: req(endOfFlow),
  usd: req(usd({ positive: true })),
  date: req(date),
  method: req(word),
});

export const request = object(
  {
    id: req(id('requests')),
    kind: req(word),
    channel: req(text),
    from: req(ref('agencies')),
    to: req(orElse(/^\*$/, cc)),
    status: req(oneOf(REQUEST_STATES)),
    asset: opt(ref('assets')),
    entity: opt(ref('entities')),
    date: opt(date),
    due: opt(date),
    effect: opt(
      object({ measure: req(word), from: req(date), until: opt(date) }, (e, c) =>
        checkSpan(e, e.from, e.until, 'until', c),
      ),
    ),
  },
  (r, c) => {
    const both = typeof r.asset === 'string' && typeof r.entity === 'string';
    if (both || (r.asset === null && r.entity === null)) {
      c.fault(
        r.$.at,
        r.$.node.line,
        'request-subject',
        `must name exactly one of asset and entity, not ${both ? 'both' : 'neither'}`,
      );
    }
  },
);

export const deconfliction = object({
  id: req(id('deconfliction')),
  with: req(text),
  about: req(text),
  status: req(oneOf(DECONFLICTION_STATES)),
  site: opt(ref('sites')),
  raised: opt(date),
});

export const risk = object({
  id: req(id('risks')),
  what: req(text),
  like: req(int(1, 5)),
  impact: req(int(1, 5)),
  owner: opt(ref('personnel')),
  measure: opt(text),
});

/** Missing owner, tlp, level, purpose or retain_until is a finding (R-HAN-01), not a fault. */
export const record = object({
  id: req(id('records')),
  what: req(text),
  owner: opt(ref('agencies')),
  tlp: opt(oneOf(TLP)),
  level: opt(oneOf(LEVELS)),
  handling: opt(set(oneOf(HANDLING)), []),
  h3: opt(text),
  retain_until: opt(date),
  personal: flag(bool),
  purpose: opt(set(word), []),
  links: opt(set(ref('operation', 'jits', 'movements', 'requests')), []),
  consent: opt(set(ref('agencies')), []),
  withdrawn: opt(date),
});

export const release = object({
  id: req(id('releases')),
  by: req(ref('agencies')),
  to: req(ref('agencies')),
  purpose: req(word),
  records: req(set(ref('records'), { atLeastOne: true })),
  status: req(oneOf(RELEASE_STATES)),
  persons: opt(set(ref('personnel')), []),
});

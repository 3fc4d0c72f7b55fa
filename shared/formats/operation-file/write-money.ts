/** Items of money and of what may be released, as the operation file has them (SCHEMA 4). */
import type { PlanAsset, PlanFlow, PlanRecord, PlanRelease, PlanRequest } from '../../model/plan.ts';
import { dollars, type Item, unless, without } from './write-item.ts';

export const assetItem = (a: PlanAsset): Item =>
  without({
    id: a.id,
    kind: a.kind,
    ref: a.ref,
    state: a.state,
    usd: dollars(a.usdMinor),
    owner: a.owner,
    cc: a.cc,
    ccy: a.ccy,
    order: a.order && { ref: a.order.ref, date: a.order.date, final: a.order.final },
    agreement: a.agreement,
  });

export const flowItem = (f: PlanFlow): Item => ({
  id: f.id,
  src: f.src,
  dst: f.dst,
  usd: dollars(f.usdMinor),
  date: f.date,
  method: f.method,
});

export const requestItem = (r: PlanRequest): Item =>
  without({
    id: r.id,
    kind: r.kind,
    channel: r.channel,
    from: r.from,
    to: r.to,
    status: r.status,
    asset: r.asset,
    entity: r.entity,
    date: r.date,
    due: r.due,
    effect: r.effect && without({ measure: r.effect.measure, from: r.effect.from, until: r.effect.until }),
  });

export const recordItem = (r: PlanRecord): Item =>
  without({
    id: r.id,
    what: r.what,
    owner: r.owner,
    tlp: r.tlp,
    level: r.level,
    handling: r.handling,
    h3: r.h3,
    retain_until: r.retainUntil,
    ...unless('personal', r.personal, false),
    purpose: r.purpose,
    links: r.links,
    consent: r.consent,
    withdrawn: r.withdrawn,
  });

export const releaseItem = (r: PlanRelease): Item =>
  without({
    id: r.id,
    by: r.by,
    to: r.to,
    purpose: r.purpose,
    records: r.records,
    status: r.status,
    persons: r.persons,
  });

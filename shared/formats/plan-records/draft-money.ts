/** Entities, assets, flows, requests, deconfliction, risks, records and releases as drafts. */
import type { Plan } from '../../model/plan.ts';
import { answer, draftFiuConsents, draftStopPayment, valuationFields } from './draft-held.ts';
import { type DraftList, flag, some, unless, VICTIM_POOL } from './draft-list.ts';

export function draftMoney(list: DraftList, plan: Plan): void {
  draftAssets(list, plan);
  draftRequests(list, plan);
  draftWatch(list, plan);
  draftRecords(list, plan);
  draftReleases(list, plan);
}

function draftAssets(list: DraftList, { entities, assets, flows }: Plan): void {
  for (const { id, kind, name, cc } of entities) list.add('entity', id, { code: id, entityKind: kind, name, cc });
  for (const asset of assets) {
    const { id, order } = asset;
    list.add('asset', id, {
      code: id,
      assetKind: asset.kind,
      cc: asset.cc,
      reference: asset.ref,
      owner: asset.owner === 'unknown' ? asset.owner : list.ref(asset.owner),
      state: asset.state,
      usdMinor: unless(0, asset.usdMinor),
      ccy: asset.ccy,
      order: order && [order.ref, order.date, order.final ? 1 : 0],
      agreement: list.ref(asset.agreement),
      ...valuationFields(asset),
    });
  }
  for (const { id, src, dst, usdMinor, date, method } of flows) {
    const [from, to] = [list.refOrWord(src, VICTIM_POOL), list.refOrWord(dst, VICTIM_POOL)];
    list.add('flow', id, { code: id, src: from, dst: to, usdMinor, on: date, method });
  }
}

function draftRequests(list: DraftList, { requests }: Plan): void {
  for (const request of requests) {
    const { id, effect } = request;
    const key = list.add('request', id, {
      code: id,
      requestKind: request.kind,
      channel: request.channel,
      from: list.ref(request.from),
      to: request.to,
      status: request.status,
      asset: list.ref(request.asset),
      entity: list.ref(request.entity),
      on: request.date,
      due: request.due,
      effect: effect && [effect.measure, effect.from, effect.until],
      dataHeld: answer(request.dataHeld),
    });
    draftStopPayment(list, key, request);
  }
}

function draftWatch(list: DraftList, { deconfliction, risks }: Plan): void {
  for (const item of deconfliction) {
    const { id, with: whom, about, status, raised } = item;
    list.add('deconfliction', id, { code: id, with: whom, about, status, site: list.ref(item.site), raised });
  }
  for (const { id, what, like, impact, owner, measure } of risks)
    list.add('risk', id, { code: id, what, like, impact, owner: list.ref(owner), measure });
}

function draftRecords(list: DraftList, { records }: Plan): void {
  for (const record of records) {
    const { id } = record;
    const key = list.add('record', id, {
      code: id,
      tlp: record.tlp,
      level: record.level,
      handling: some(record.handling),
      what: record.what,
      dataOwner: list.ref(record.owner),
      h3: record.h3,
      retainUntil: record.retainUntil,
      personal: flag(record.personal),
      purpose: some(record.purpose),
      withdrawn: record.withdrawn,
      fiuSource: list.ref(record.fiu),
      reviewed: record.reviewed,
    });
    for (const link of record.links) {
      const to = list.ref(link);
      if (to !== null) list.add('recordLink', `${id}:${link}`, { record: { ref: key }, to });
    }
    for (const code of record.consent) {
      const agency = list.ref(code);
      if (agency !== null) list.add('recordConsent', `${id}:${code}`, { record: { ref: key }, agency });
    }
    draftFiuConsents(list, key, record);
  }
}

function draftReleases(list: DraftList, { releases }: Plan): void {
  for (const release of releases) {
    const { id, by, to, purpose, status, approvers } = release;
    const key = list.add('release', id, { code: id, by: list.ref(by), to: list.ref(to), purpose, status, approvers });
    for (const code of release.records) {
      const record = list.ref(code);
      if (record !== null) list.add('releaseItem', `${id}:${code}`, { release: { ref: key }, record });
    }
    for (const code of release.persons) {
      const person = list.ref(code);
      if (person !== null) list.add('releasePerson', `${id}:${code}`, { release: { ref: key }, person });
    }
  }
}

import { ASSET_KINDS, ASSET_STATES, ENTITY_KINDS, RELEASE_STATES, REQUEST_STATES } from '../vocabulary.ts';
import {
  auto,
  bool,
  cc,
  date,
  decimal,
  decision,
  hiddenRef,
  instant,
  int,
  kept,
  type Kind,
  list,
  minor,
  oneOf,
  optional,
  ownDecision,
  owner,
  ref,
  refOr,
  restrict,
  review,
  text,
  tuple,
} from './field.ts';

/** Assets, flows and requests: follow the money. */
export const moneyKinds = {
  entity: {
    personal: true,
    fields: { entityKind: decision(oneOf(ENTITY_KINDS)), name: review(text(500)), cc: decision(cc) },
  },
  asset: {
    fields: {
      assetKind: decision(oneOf(ASSET_KINDS)),
      cc: decision(cc),
      reference: decision(text(500)),
      owner: decision(refOr(['entity'], ['unknown'], 'hide')),
      state: decision(oneOf(ASSET_STATES)),
      /** Value in US cents. */
      usdMinor: decision(minor),
      /** Amount in minor units, currency, valuation date: one value. */
      amount: decision(tuple(minor, text(10), date)),
      ccy: decision(text(10)),
      /** Reference, date, final. */
      order: decision(tuple(text(500), date, bool)),
      agreement: decision(ref('agreement')),
      controller: review(text(500)),
      evidence: review(text(500)),
      custody: review(text(500)),
      /** Dollars for one unit of the currency, day, source (R-FIN-08). */
      rate: ownDecision(tuple(decimal, date, text(200))),
    },
  },
  flow: {
    fields: {
      src: decision(refOr(['asset'], ['V:'], 'hide')),
      dst: decision(refOr(['asset'], ['V:'], 'hide')),
      usdMinor: decision(minor),
      on: decision(date),
      method: decision(text(64)),
      transactionRef: decision(text(500)),
      confidence: review(text(64)),
    },
  },
  request: {
    fields: {
      requestKind: decision(text(64)),
      channel: decision(text(200)),
      from: decision(ref('agency')),
      to: decision(text(2)),
      status: decision(oneOf(REQUEST_STATES)),
      asset: decision(hiddenRef('asset')),
      entity: decision(hiddenRef('entity')),
      on: decision(date),
      due: decision(date),
      /** Measure, from, until. */
      effect: decision(tuple(text(64), date, optional(date))),
      answerRef: auto(text(500)),
      useRestriction: decision(text()),
      /** The authority asked already holds what is asked (R-FIN-03). */
      dataHeld: ownDecision(bool),
    },
  },
  /** What a bank needs to stop a payment; goes by the channel of the request, not with the plan (R-FIN-10). */
  stopPayment: {
    parent: 'request',
    own: true,
    fields: {
      request: owner(ref('request')),
      payer: decision(text(500)),
      beneficiary: decision(text(500)),
      /** Minor units and currency. */
      transfer: decision(tuple(minor, text(10))),
      valueTime: decision(instant),
      reference: decision(text(500)),
      fraudType: decision(text(64)),
      reportNo: decision(text(200)),
    },
  },
} satisfies Readonly<Record<string, Kind>>;

/** Releasable records, releases and overrides (rules R-HAN). */
export const recordKinds = {
  record: {
    fields: {
      what: review(text()),
      /** The data owner; not the agency that keeps the row. */
      dataOwner: decision(ref('agency')),
      h3: decision(text()),
      retainUntil: decision(date),
      personal: decision(bool),
      purpose: decision(list(text(64))),
      withdrawn: decision(date),
      version: decision(int(1)),
      hash: decision(text(64)),
      /** Source A, B, C, X and information 1 to 4. */
      evaluation: decision(tuple(text(1), int(1, 4))),
      restrictions: restrict(list(text(500))),
      /** The FIU whose information this is; travels with the record, so that the next holder asks too (R-FIN-11). */
      fiuSource: decision(ref('agency')),
      /** Day of the last review (R-HAN-08). */
      reviewed: ownDecision(date),
    },
  },
  /** The FIU's consent for one agency, with use as evidence or not; `on` null: asked for, not given. */
  fiuConsent: {
    parent: 'record',
    own: true,
    fields: {
      record: owner(ref('record')),
      agency: decision(ref('agency')),
      asEvidence: decision(bool),
      on: decision(date),
    },
  },
  recordLink: {
    parent: 'record',
    fields: { record: owner(ref('record')), to: decision(hiddenRef('operation', 'jit', 'movement', 'request')) },
  },
  recordConsent: { parent: 'record', fields: { record: owner(ref('record')), agency: decision(ref('agency')) } },
  release: {
    fields: {
      by: decision(ref('agency')),
      to: decision(ref('agency')),
      purpose: decision(text(64)),
      status: decision(oneOf(RELEASE_STATES)),
      approvers: ownDecision(list(text(200), 20)),
    },
  },
  releaseItem: { parent: 'release', fields: { release: owner(ref('release')), record: decision(hiddenRef('record')) } },
  releasePerson: {
    parent: 'release',
    fields: { release: owner(ref('release')), person: decision(hiddenRef('person')) },
  },
  /** A finding accepted with a reason: who, second person, until when. */
  override: {
    fields: {
      rule: owner(text(16)),
      subject: owner(text(80)),
      reason: decision(text()),
      by: decision(text(200)),
      second: decision(text(200)),
      until: decision(date),
      note: auto(text()),
      /** What was lifted: how grave it was, the items it named, and when. What it says now is compared with that. */
      severity: owner(oneOf(['block', 'warn'])),
      covers: owner(list(text(120), 500)),
      at: owner(instant),
    },
  },
  /** A step of a lifecycle with the evidence it was taken on. Who, why and on what paper stays with the agency that took it. */
  stepTaken: {
    parent: 'of',
    fields: {
      of: owner(
        ref(
          'operation',
          'order',
          'task',
          'jit',
          'agreement',
          'movement',
          'asset',
          'request',
          'release',
          'deconfliction',
        ),
      ),
      /** From, to. */
      states: owner(tuple(text(40), text(40))),
      on: owner(date),
      by: kept(text(200)),
      role: kept(text(40)),
      second: kept(text(200)),
      reference: kept(text(500)),
      reason: kept(text(2_000)),
      authority: kept(text(500)),
      review: kept(date),
      /** Travellers handed over. */
      persons: kept(int()),
      /** Agencies that acknowledged, and the day. */
      acknowledged: kept(list(tuple(text(80), date))),
      /** Findings that were lifted when it was taken: rule and subject. */
      lifted: kept(list(tuple(text(16), text(80)))),
    },
  },
} satisfies Readonly<Record<string, Kind>>;

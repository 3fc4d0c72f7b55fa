import {
  DECONFLICTION_STATES,
  DEPENDENCY_TYPES,
  LEVELS,
  LOG_ENTRIES,
  OPERATION_STATES,
  ORDER_STATES,
  POSITION_PRECISIONS,
  REMOTE,
  SKILLS,
  TASK_KINDS,
  TASK_STATES,
  AGENCY_ROLES,
} from '../vocabulary.ts';
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
  internal,
  kept,
  type Kind,
  list,
  oneOf,
  optional,
  ownDecision,
  owner,
  ref,
  refOr,
  review,
  start,
  text,
  tuple,
  zone,
} from './field.ts';

const bilingual = { titleEn: review(text()), titleFr: review(text()) };

/** Bars of one baseline: what one line can hold (shared/sync/limits.ts) with room to spare. */
export const MOST_BARS = 4_000;

/** Operations, their sites, phases, tasks and the order. */
export const planningKinds = {
  operation: {
    fields: {
      codeName: review(text(200)),
      ...bilingual,
      status: decision(oneOf(OPERATION_STATES)),
      lead: decision(ref('agency')),
      coordinator: decision(ref('agency')),
      refTz: decision(zone),
      /** One UTC instant. The D-day is the day holding it in refTz; `dDay` is read only where the exact hour was not released (R-OP-11). */
      hHour: decision(instant),
      dDay: decision(date),
      mandate: review(list(text(500))),
      strategic: decision(ref('person')),
      tactical: decision(ref('person')),
      disclosure: decision(list(ref('agency'))),
      targets: review(list(tuple(text(64), int(0, 1_000_000_000_000)))),
      limits: decision(list(tuple(text(64), text(64)))),
      /** `now` of a training operation; null: the device clock. */
      trainingClock: owner(instant),
      /** The frame of a plan to begin others from; no operation, and never shown or sent as one. */
      template: kept(bool),
      /** The operation this one is a further edition of. */
      editionOf: kept(ref('operation')),
    },
  },
  agency: {
    fields: {
      name: review(text(500)),
      role: decision(oneOf(AGENCY_ROLES)),
      tz: decision(zone),
      cc: decision(cc),
      ncb: auto(text(500)),
      contact: internal(text(2_000)),
      exchangeId: owner(text(32)),
      /** Highest level it may receive. The lower of two counts nowhere by itself: the most restrictive value here is not the highest. */
      ceiling: ownDecision(oneOf(LEVELS)),
    },
  },
  site: {
    fields: {
      codeWord: review(text(200)),
      cc: decision(cc),
      place: auto(text(500)),
      position: decision(tuple(decimal, decimal, oneOf(POSITION_PRECISIONS))),
      tz: decision(zone),
      estimate: review(tuple(int(), int(), optional(ref('agency')), optional(date))),
      hazards: review(list(text(64))),
      commander: decision(ref('person')),
      reception: auto(text()),
      hospital: auto(text()),
      landing: auto(text()),
    },
  },
  holiday: { fields: { cc: owner(cc), span: decision(tuple(date, date)) } },
  phase: { fields: { nameEn: review(text(500)), nameFr: review(text(500)), window: decision(tuple(start, start)) } },
  syncGroup: { fields: { name: review(text(500)) } },
  task: {
    fields: {
      phase: decision(ref('phase')),
      at: decision(start),
      minutes: decision(int(1, 525_600)),
      owner: decision(ref('agency')),
      place: decision(refOr(['site'], [REMOTE])),
      taskKind: decision(oneOf(TASK_KINDS)),
      title: review(text()),
      load: decision(int(1, 100)),
      needSkills: decision(list(tuple(oneOf(SKILLS), int(1)))),
      needLanguages: decision(list(text(3))),
      sync: decision(ref('syncGroup')),
      jit: decision(hiddenRef('jit')),
      movement: decision(hiddenRef('movement')),
      armed: decision(bool),
      /** By what authority a measure stands outside lawful hours (R-OP-14); nobody outside needs the paper to know the time. */
      authority: ownDecision(text(500)),
      status: decision(oneOf(TASK_STATES)),
    },
  },
  /** The plan as it was agreed at one moment, to hold later changes against; work of the agency that keeps the plan. */
  baseline: {
    own: true,
    fields: {
      taken: kept(instant),
      hHour: kept(instant),
      /** Task, start in whole minutes since 1970, length in minutes. */
      bars: kept(list(tuple(hiddenRef('task'), int(0, 100_000_000), int()), MOST_BARS)),
    },
  },
  dependency: {
    parent: 'task',
    fields: {
      task: owner(ref('task')),
      on: decision(hiddenRef('task')),
      link: decision(tuple(oneOf(DEPENDENCY_TYPES), int(-1_000_000))),
    },
  },
  decisionPoint: {
    parent: 'task',
    fields: {
      task: owner(ref('task')),
      owner: decision(ref('person')),
      deputy: decision(ref('person')),
      abort: decision(text()),
      informationNeeded: review(text()),
      /** Choice taken, when, and why. */
      choice: decision(tuple(text(500), instant, text())),
    },
  },
  assignment: {
    parent: 'task',
    fields: { task: owner(ref('task')), person: decision(hiddenRef('person')), role: auto(text(200)) },
  },
  order: {
    fields: {
      version: decision(int(1)),
      state: decision(oneOf(ORDER_STATES)),
      information: review(tuple(text(), text())),
      intention: review(tuple(text(), text())),
      method: review(tuple(text(), text())),
      administration: review(tuple(text(), text())),
      risk_assessment: review(tuple(text(), text())),
      communications: review(tuple(text(), text())),
      human_rights: review(tuple(text(), text())),
    },
  },
  /** One agency's acknowledgement of one version; `on` null: asked for, not given (R-OP-07). */
  orderAcknowledgement: {
    parent: 'of',
    fields: {
      of: owner(ref('order')),
      agency: decision(ref('agency')),
      version: decision(int(1)),
      on: decision(date),
    },
  },
  /** What an order said when it was issued, page by page (`formats/order`); written once, by the step that issues it. */
  orderPage: {
    parent: 'of',
    own: true,
    fields: {
      of: owner(ref('order')),
      page: owner(int(1, 1_000)),
      pages: owner(int(1, 1_000)),
      text: owner(text(15_000)),
      /** Of the whole text, the same on every page. */
      hash: owner(text(64)),
    },
  },
  /** A line of the log of the action day. A decision has its reason; a go or no-go has its site. */
  logEntry: {
    own: true,
    fields: {
      entry: owner(oneOf(LOG_ENTRIES)),
      at: owner(instant),
      site: owner(ref('site')),
      task: owner(ref('task')),
      text: owner(text(4_000)),
      reason: owner(text(2_000)),
      by: owner(text(200)),
    },
  },
  deconfliction: {
    fields: {
      with: review(text(500)),
      about: review(text()),
      status: decision(oneOf(DECONFLICTION_STATES)),
      site: decision(ref('site')),
      raised: auto(date),
    },
  },
  risk: {
    fields: {
      what: review(text()),
      like: decision(int(1, 5)),
      impact: decision(int(1, 5)),
      owner: decision(hiddenRef('person')),
      measure: review(text()),
    },
  },
  result: {
    fields: {
      figure: decision(text(64)),
      value: decision(tuple(int(0, Number.MAX_SAFE_INTEGER), text(64))),
      agency: decision(ref('agency')),
      asOf: decision(instant),
      confirmed: decision(bool),
      /** Totals never count one event twice between agencies. */
      event: decision(text(64)),
    },
  },
} satisfies Readonly<Record<string, Kind>>;

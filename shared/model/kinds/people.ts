import { JIT_ROLES, JIT_STATES, LANGUAGE_LEVELS, SKILLS } from '../vocabulary.ts';
import {
  auto,
  bool,
  cc,
  date,
  decision,
  hiddenRef,
  int,
  internal,
  type Kind,
  list,
  oneOf,
  optional,
  owner,
  ref,
  refOrCountry,
  review,
  text,
  tuple,
} from './field.ts';

/** People on the team and joint investigation teams. */
export const peopleKinds = {
  person: {
    personal: true,
    fields: {
      name: review(text(500)),
      agency: decision(ref('agency')),
      role: auto(text(500)),
      languages: decision(list(tuple(text(3), oneOf(LANGUAGE_LEVELS)))),
      skills: decision(list(oneOf(SKILLS))),
      clearance: decision(int(1, 3)),
      vetting: decision(date),
      medical: decision(date),
      passport: decision(date),
      firearms: decision(date),
      /** Country and last valid day, or `exempt`. */
      entry: decision(list(tuple(cc, text(10)))),
      arms: decision(list(cc)),
      deployed: decision(tuple(cc, date, date)),
      contact: internal(text(2_000)),
      nextOfKin: internal(text(2_000)),
    },
  },
  leave: {
    parent: 'person',
    personal: true,
    fields: { person: owner(hiddenRef('person')), span: decision(tuple(date, date)) },
  },
  jit: {
    fields: {
      name: review(text(500)),
      status: decision(oneOf(JIT_STATES)),
      parties: decision(list(cc)),
      operatesIn: decision(list(cc)),
      window: decision(tuple(date, date)),
      basis: decision(list(text(500))),
      armsForSeconded: decision(bool),
      costs: decision(text()),
      evaluationDue: decision(date),
      purpose: review(text()),
      evidenceRules: review(list(tuple(cc, text()))),
      mediaLine: review(text()),
      languages: review(list(text(3))),
    },
  },
  /** Role in the team and, for leaders and seconded members, the state they lead or work in. */
  jitMember: {
    parent: 'jit',
    fields: {
      jit: owner(ref('jit')),
      person: decision(hiddenRef('person')),
      as: decision(tuple(oneOf(JIT_ROLES), optional(cc))),
    },
  },
  /** A leader's authorisation for a measure of a seconded member; `on` null: asked for, not given (R-JIT-06). */
  jitAuthorisation: {
    parent: 'jit',
    fields: {
      jit: owner(ref('jit')),
      person: decision(hiddenRef('person')),
      task: decision(hiddenRef('task')),
      by: decision(hiddenRef('person')),
      on: decision(date),
    },
  },
  jitExtension: { parent: 'jit', fields: { jit: owner(ref('jit')), until: decision(date) } },
  /** One party's signature under a JIT, an extension or an agreement; `on` null: not signed yet. */
  signature: {
    parent: 'of',
    fields: {
      of: owner(ref('jit', 'jitExtension', 'agreement')),
      party: owner(refOrCountry('agency')),
      on: decision(date),
      documentHash: auto(text(64)),
    },
  },
} satisfies Readonly<Record<string, Kind>>;

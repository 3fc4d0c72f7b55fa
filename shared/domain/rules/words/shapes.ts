/** The shape of what each rule says. A rule that is not here, or an item key that has no place in its shape, fails `words.test.ts`. */
import type { ClauseShape, RuleShape } from './shape.ts';

/** Something that is done for `key` of `key_needed` travellers. */
const tally = (...keys: readonly string[]): RuleShape => ({
  clauses: Object.fromEntries(
    keys.map((key): [string, ClauseShape] => [key, { value: 'number', with: { [`${key}_needed`]: 'number' } }]),
  ),
  join: 'and',
});
const bare = (...keys: readonly string[]): Readonly<Record<string, ClauseShape>> =>
  Object.fromEntries(keys.map((key): [string, ClauseShape] => [key, {}]));

const EARLY: ClauseShape = { value: 'minutes' };
const DEAD: ClauseShape = { value: 'term:taskStatus', phrase: 'dead' };
const CLOCK_GAP: ClauseShape = { value: 'code', phrase: 'gap' };
const CLOCK_OVERLAP: ClauseShape = { value: 'code', phrase: 'overlap' };
const ROW = ['nat', 'cat', 'to'] as const;

export const SHAPES: Readonly<Record<string, RuleShape>> = {
  'R-OP-02': {
    clauses: { FS: EARLY, SS: EARLY, FF: EARLY, SF: EARLY, FS_dead: DEAD, SS_dead: DEAD, FF_dead: DEAD, SF_dead: DEAD },
    join: 'semicolon',
  },
  'R-OP-03': { clauses: bare('no_owner', 'no_duration', 'before_phase', 'after_phase'), join: 'and' },
  'R-OP-04': { clauses: bare('no_owner', 'no_deputy', 'no_abort'), join: 'and' },
  'R-OP-05': { frame: { first: 'code', last: 'code', spread_min: 'minutes' } },
  'R-OP-07': {
    frame: { task: 'code' },
    clauses: {
      not_issued: { value: 'number' },
      acknowledged_other: { value: 'number', with: { current: 'number' } },
      not_acknowledged: { value: 'number' },
    },
  },
  'R-OP-08': { clauses: bare('open', 'in_talks', 'site', 'operation'), join: 'blank' },
  'R-OP-09': { frame: { country: 'code', holiday: 'dates' } },
  'R-OP-10': { frame: { score: 'number' }, clauses: bare('no_owner', 'no_measure'), join: 'and' },
  'R-OP-12': {
    clauses: {
      at_gap: CLOCK_GAP,
      at_overlap: CLOCK_OVERLAP,
      from_gap: CLOCK_GAP,
      from_overlap: CLOCK_OVERLAP,
      to_gap: CLOCK_GAP,
      to_overlap: CLOCK_OVERLAP,
    },
    join: 'semicolon',
  },
  'R-OP-13': { frame: { missing_kind: 'term:taskKind', coercive: 'code' } },
  'R-OP-14': { frame: { country: 'code', hours: 'code', outside_min: 'minutes' } },

  'R-PER-01': { frame: { load: 'percent', task: 'code' } },
  'R-PER-02': { frame: { task: 'code' } },
  'R-PER-03': { frame: { language: 'term:language', level: 'code' } },
  'R-PER-04': {
    clauses: {
      from: {
        with: { to: 'code', gap_min: 'minutes', need_min: 'minutes' },
        negative: ['gap_min', 'overlap'],
      },
    },
    join: 'semicolon',
  },
  'R-PER-05': { frame: { valid_until: 'date', task: 'code' } },
  'R-PER-06': {
    clauses: {
      nobody_qualified: { gather: 'all' },
      qualification_ends: { gather: 'all' },
      no_host_authorisation: { gather: 'all' },
      jit_forbids: { gather: 'all' },
    },
    join: 'semicolon',
  },
  'R-PER-07': { clauses: { skill: { value: 'term:skill', with: { needed: 'number', have: 'number' } } }, join: 'and' },
  'R-PER-08': {
    clauses: {
      no_passport: { with: { country: 'code' } },
      valid_until: { value: 'date', with: { needed_until: 'date', deployed_until: 'date' } },
    },
  },
  'R-PER-09': { frame: { country: 'code', task: 'code' } },
  'R-PER-10': { frame: { valid_until: 'date', task: 'code' } },
  'R-PER-11': {
    frame: { limit_min: 'minutes' },
    clauses: { after: { with: { before: 'code', rest_min: 'minutes' } } },
    join: 'and',
  },
  'R-PER-12': { frame: { days: 'count:day', limit: 'count:day', country: 'code' } },
  'R-PER-13': {
    frame: { limit_min: 'minutes' },
    clauses: { first: { with: { last: 'code', duty_min: 'minutes' } } },
    join: 'and',
  },
  'R-PER-14': { frame: { task: 'code' } },
  'R-PER-15': {
    frame: { clearance: 'level' },
    clauses: { task: { with: { record: 'code' }, having: ['record', 'task_record'] } },
    join: 'and',
  },

  'R-JIT-01': {
    clauses: { no_leader: { value: 'code', gather: 'all' }, leader_elsewhere: { value: 'code' } },
    join: 'semicolon',
  },
  'R-JIT-02': {
    clauses: {
      status: { value: 'term:jitState' },
      not_signed: { value: 'code', gather: 'run' },
      signed_later: { value: 'date' },
    },
    join: 'and',
  },
  'R-JIT-03': { clauses: { from: { value: 'date' }, until: { value: 'date' } } },
  'R-JIT-04': { frame: { country: 'code', jit: 'code' } },
  'R-JIT-05': { frame: { person: 'code', jit: 'code', kind: 'term:taskKind' } },
  'R-JIT-06': {
    frame: { jit: 'code', country: 'code' },
    clauses: {
      no_authorisation: { gather: 'all' },
      not_given: { gather: 'all' },
      not_by_leader: { gather: 'all' },
      too_late: { gather: 'all' },
    },
    join: 'semicolon',
  },
  'R-JIT-07': {
    clauses: {
      ends: { value: 'date', with: { days_left: 'count:day' }, negative: ['days_left', 'ended'] },
      evaluation_due: { value: 'date' },
    },
    join: 'and',
  },
  'R-JIT-08': {
    clauses: {
      not_signed: { value: 'code', gather: 'run', with: { extension: 'date' } },
      signed_late: { value: 'date', with: { extension: 'date', end: 'date' } },
    },
    join: 'semicolon',
  },
  'R-JIT-09': { frame: { person: 'code', jit: 'code' } },
  'R-JIT-10': {
    clauses: { no_costs: {}, no_evidence_rules: { value: 'code', gather: 'all' }, no_languages: {} },
    join: 'and',
  },

  'R-AGR-01': {
    clauses: {
      row: {
        split: ROW,
        with: { n: 'travellers', from: 'code', basis: 'code' },
        having: ['basis', 'row_basis'],
      },
      near_miss: {
        inside: {
          type: { value: 'term:agreementType' },
          state: { value: 'term:agreementState' },
          unsigned: { value: 'code', gather: 'run' },
          no_parties: {},
          no_start: {},
          begins: { value: 'date' },
          ended: { value: 'date' },
        },
      },
      ad_hoc: {},
    },
    join: 'semicolon',
  },
  'R-AGR-02': {
    clauses: {
      step_missing: { value: 'term:agreementState' },
      step_order: { value: 'term:agreementState', with: { follows: 'term:agreementState' } },
      date_order: {
        value: 'term:agreementState',
        with: { date: 'date', follows: 'term:agreementState', follows_date: 'date' },
      },
      state_differs: { value: 'term:agreementState', with: { state: 'term:agreementState' } },
      not_signed: { value: 'code', gather: 'all' },
      no_start: {},
      starts_later: { value: 'date' },
    },
    join: 'semicolon',
  },
  'R-AGR-03': {
    clauses: { transit: { split: ['via', 'nat', 'cat'], with: { n: 'travellers' } } },
    join: 'semicolon',
  },
  'R-AGR-04': { clauses: { movement: { with: { days: 'count:day' } } }, join: 'and' },
  'R-AGR-05': { frame: { state: 'term:agreementState', days: 'count:day' } },
  'R-AGR-06': { frame: { no_reference: 'term:paper' } },
  'R-AGR-07': {
    frame: { movement: 'code' },
    clauses: bare('no_document', 'no_approval', 'one_approver'),
    join: 'and',
  },

  'R-MOV-01': {
    clauses: {
      task_differs: { value: 'minutes', negative: ['task_differs', 'task_before'] },
      no_receiver: {},
      no_basis: { value: 'row', gather: 'all' },
    },
    join: 'semicolon',
  },
  'R-MOV-02': tally('screened'),
  'R-MOV-03': tally('consent'),
  'R-MOV-04': tally('refoulement_cleared'),
  'R-MOV-05': tally('nationality', 'travel_doc'),
  'R-MOV-06': tally('consular'),
  'R-MOV-07': {
    clauses: {
      fit_to_travel: { value: 'number', with: { fit_to_travel_needed: 'number' } },
      medical_flags: { value: 'number' },
    },
    join: 'and',
  },
  'R-MOV-08': tally('escorts', 'support', 'medics'),
  'R-MOV-09': { frame: { victims: 'count:victim', accused: 'count:accused' } },
  'R-MOV-10': {
    clauses: {
      no_guardian: { split: ['n', ...ROW], splitForms: { n: 'count:child' } },
      too_many_per_guardian: {
        split: ['n', ...ROW],
        splitForms: { n: 'count:child' },
        with: { limit: 'number' },
      },
    },
    join: 'semicolon',
  },
  'R-MOV-11': { clauses: bare('no_handover_slot') },
  'R-MOV-12': {
    clauses: { no_carrier_notice: { with: { hours_left: 'count:hour' }, negative: ['hours_left', 'departed'] } },
  },
  'R-MOV-13': {
    clauses: {
      no_permission: { value: 'code', gather: 'all' },
      not_given: { value: 'code', gather: 'all' },
      unarmed_only: { value: 'code', gather: 'all' },
      no_escort_status: {},
    },
    join: 'semicolon',
  },
  'R-MOV-14': { frame: { held_h: 'count:hour', limit_h: 'count:hour' } },
  'R-MOV-15': tally('witnesses'),
  'R-MOV-16': tally('belongings'),
  'R-MOV-17': {
    clauses: {
      aboard: { value: 'number', with: { seats: 'count:seat' } },
      part_above_row: {
        split: [...ROW, 'n', 'high_risk', 'minors_alone'],
        splitForms: { n: 'travellers', high_risk: 'number', minors_alone: 'number' },
      },
      row_off_route: {
        split: [...ROW, 'n', 'high_risk', 'minors_alone'],
        splitForms: { n: 'travellers' },
      },
      check_above_total: { value: 'term:check', gather: 'all' },
    },
    join: 'semicolon',
  },
  'R-MOV-18': {
    clauses: {
      fewer: { split: ['nat', 'cat', 'n'], splitForms: { n: 'travellers' } },
      more: { split: ['nat', 'cat', 'n'], splitForms: { n: 'travellers' } },
    },
    join: 'semicolon',
  },

  'R-FIN-01': { clauses: bare('no_owner', 'no_jurisdiction'), join: 'and' },
  'R-FIN-02': { clauses: { unexplained_out: { value: 'usd' }, unexplained_in: { value: 'usd' } } },
  'R-FIN-03': { frame: { due: 'date', days_overdue: 'count:day' } },
  'R-FIN-04': { frame: { due: 'date', working_days: 'count:workingDay' } },
  'R-FIN-05': { clauses: { ends: { value: 'date', with: { begins: 'date' } } }, join: 'semicolon' },
  'R-FIN-06': { clauses: { no_final_order: { value: 'term:assetState' }, no_title: { value: 'term:assetState' } } },
  'R-FIN-07': { frame: { request: 'code', days_left: 'count:day' } },
  'R-FIN-08': { clauses: bare('no_amount', 'no_currency', 'no_rate'), join: 'and' },
  'R-FIN-09': { frame: { same_as: 'code', kind: 'term:assetKind' } },
  'R-FIN-10': {
    clauses: {
      ...bare(
        'no_payer',
        'no_beneficiary',
        'no_amount',
        'no_currency',
        'no_value_time',
        'no_reference',
        'no_fraud_type',
        'no_report',
      ),
      transfer_age_h: { value: 'count:hour' },
    },
    join: 'and',
  },
  'R-FIN-11': {
    clauses: {
      no_fiu_consent: { with: { of: 'code', to: 'code' } },
      no_evidence_consent: { with: { of: 'code', to: 'code' } },
    },
  },

  'R-HAN-01': { clauses: bare('no_owner', 'no_tlp', 'no_level', 'no_purpose', 'no_retain_until'), join: 'and' },
  'R-HAN-02': {
    frame: { tlp: 'code' },
    clauses: {
      not_owner: { with: { of: 'code' }, lacking: ['of', 'nobody_owner'] },
      no_named_person: {},
      person_elsewhere: { with: { of: 'code' } },
    },
  },
  'R-HAN-03': { clauses: { no_consent: { with: { of: 'code', to: 'code' }, lacking: ['of', 'no_provider'] } } },
  'R-HAN-04': { clauses: { above_ceiling: { value: 'code', with: { level: 'code' } } } },
  'R-HAN-05': { clauses: { no_part: { with: { of: 'code', to: 'code' }, lacking: ['of', 'no_link'] } } },
  'R-HAN-06': {
    frame: { record: 'code', to: 'code' },
    clauses: { no_agreement: { with: { of: 'code' }, lacking: ['of', 'none_between'] } },
  },
  'R-HAN-08': {
    clauses: { retain_until: { value: 'date' }, review_due: { value: 'date', with: { reviewed: 'date' } } },
    join: 'semicolon',
  },
  'R-HAN-09': {
    frame: { withdrawn: 'date' },
    clauses: { not_to_leave: {}, tell_holder: { lacking: ['ref', 'tell_unknown'] } },
  },
  'R-HAN-12': { clauses: bare('personal', 'level', 'no_approver', 'one_approver'), join: 'and' },
  'R-HAN-13': { clauses: { other_purpose: { with: { purpose: 'term:purpose' } } } },
};

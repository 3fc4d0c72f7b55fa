import type { Phrases } from './language.ts';

/** What each rule says, in English. Placeholders are explained in `shape.ts`. */
export const en: Phrases = {
  'R-OP-02': {
    frame: '{subject} {clauses}',
    FS: 'starts {value} too early: it waits for the end of {ref}',
    SS: 'starts {value} too early: it waits for the start of {ref}',
    FF: 'ends {value} too early: it waits for the end of {ref}',
    SF: 'ends {value} too early: it waits for the start of {ref}',
    dead: 'waits for {ref}, which was {value}',
  },
  'R-OP-03': {
    frame: '{subject} {clauses}',
    no_owner: 'has no agency',
    no_duration: 'has no duration',
    before_phase: 'starts before phase {ref} begins',
    after_phase: 'ends after phase {ref} has ended',
  },
  'R-OP-04': {
    frame: 'Decision point {subject} has {clauses}',
    no_owner: 'no owner',
    no_deputy: 'no deputy',
    no_abort: 'no abort criteria',
  },
  'R-OP-05': { frame: 'In sync group {subject}, {first} starts {spread_min} before {last}' },
  'R-OP-07': {
    frame: '{subject} {clauses}; its next tasks: {task}',
    not_issued: 'cannot acknowledge version {value} of the order, which is not in issue',
    acknowledged_other: 'has acknowledged version {value} of the order, not version {current}',
    not_acknowledged: 'has not acknowledged version {value} of the order',
  },
  'R-OP-08': {
    frame: 'Deconfliction {subject} is {clauses}',
    open: 'open',
    in_talks: 'still in talks',
    site: 'at site {ref}',
    operation: 'for the whole operation',
  },
  'R-OP-09': { frame: '{subject} touches a public holiday in {country}: {holiday}' },
  'R-OP-10': { frame: 'Risk {subject} (score {score}) has {clauses}', no_owner: 'no owner', no_measure: 'no measure' },
  'R-OP-12': {
    frame: '{subject}: {clauses}',
    gap: '{value} does not exist, because the clock skips it',
    overlap: '{value} happens twice, because the clock is set back',
  },
  'R-OP-13': { frame: 'Site {subject} has {coercive} but lacks a task for {missing_kind}' },
  'R-OP-14': {
    frame:
      '{subject} stands {outside_min} outside the lawful hours of {country} ({hours}), without a recorded authority',
  },

  'R-PER-01': { frame: '{subject} is booked at {load} by {task}' },
  'R-PER-02': { frame: '{subject} is on leave during {task}' },
  'R-PER-03': { frame: 'Nobody on {subject} speaks {language} at level {level} or above' },
  'R-PER-04': {
    frame: '{subject} has too little time to travel: {clauses}',
    from: '{gap_min} of the {need_min} needed from {ref} to {to}',
    overlap: '{to} starts {gap_min} before {ref} ends, and {need_min} are needed between them',
  },
  'R-PER-05': { frame: 'The vetting of {subject} ends on {valid_until}, before the end of {task}' },
  'R-PER-06': {
    frame: '{subject} may not be armed: {clauses}',
    nobody_qualified: 'nobody on {ref} holds a firearms qualification',
    qualification_ends: 'the firearms qualification ends before {ref} does',
    no_host_authorisation: 'the host has not authorised it for {ref}',
    jit_forbids: 'the JIT of {ref} does not allow arms',
  },
  'R-PER-07': { frame: '{subject} lacks skills: {clauses}', skill: '{value} ({have} of {needed})' },
  'R-PER-08': {
    frame: '{clauses}',
    no_passport: '{subject} is deployed to {country} without a passport on record',
    valid_until:
      'The passport of {subject} ends on {valid_until}; the deployment until {deployed_until} needs one valid until {needed_until}',
  },
  'R-PER-09': { frame: '{subject} has no right of entry to {country} up to the end of {task}' },
  'R-PER-10': { frame: 'The medical fitness of {subject} ends on {valid_until}, before the end of {task}' },
  'R-PER-11': {
    frame: '{subject} rests {clauses}; {limit_min} are due',
    after: '{rest_min} between {ref} and {before}',
  },
  'R-PER-12': { frame: '{subject} is in {country} for {days}; the limit is {limit}' },
  'R-PER-13': {
    frame: '{subject} is on duty {clauses}; the limit is {limit_min}',
    first: '{duty_min} from {ref} to {last}',
  },
  'R-PER-14': { frame: '{subject} is not deployed there for {task}' },

  'R-PER-15': {
    frame: '{subject} is cleared to {clearance} only, below the level of {clauses}',
    task: '{ref}',
    task_record: '{ref} because of {record}',
  },
  'R-JIT-01': {
    frame: '{subject}: {clauses}',
    no_leader: 'no leader for {value}',
    leader_elsewhere: 'leader {ref} for {value} is not from an authority there',
  },
  'R-JIT-02': {
    frame: '{subject} starts while {clauses}',
    status: '{ref} is {value}',
    not_signed: { by: 'value', one: '{value} has not signed {ref}', other: '{value} have not signed {ref}' },
    signed_later: '{ref} has its last signature only on {value}',
  },
  'R-JIT-03': {
    frame: '{clauses}',
    from: '{subject} starts before {ref} begins on {value}',
    until: '{subject} ends after {ref} ends on {value}',
  },
  'R-JIT-04': { frame: '{subject} takes place in {country}, where {jit} does not operate' },
  'R-JIT-05': {
    frame: {
      by: 'person',
      one: '{person} is only a participant of {jit} and may not take part in {subject} ({kind})',
      other: '{person} are only participants of {jit} and may not take part in {subject} ({kind})',
    },
  },
  'R-JIT-06': {
    frame: '{subject} in {country} ({jit}): {clauses}',
    no_authorisation: 'no authorisation for {ref}',
    not_given: 'authorisation for {ref} is asked for, not given',
    not_by_leader: 'authorisation for {ref} is not by the leader of that state',
    too_late: 'authorisation for {ref} came after the task began',
  },
  'R-JIT-07': {
    frame: '{subject} {clauses}',
    ends: {
      by: 'days_left',
      zero: 'ends today, {value}, without a signed extension',
      other: 'ends in {days_left}, on {value}, without a signed extension',
    },
    ended: 'ended {days_left} ago, on {value}, without a signed extension',
    evaluation_due: 'was due for evaluation by {value}',
  },
  'R-JIT-08': {
    frame: '{subject}: {clauses}',
    not_signed: {
      by: 'value',
      one: '{value} has not signed the extension to {extension}',
      other: '{value} have not signed the extension to {extension}',
    },
    signed_late: 'the extension to {extension} was signed on {value}, after the end on {end}',
  },
  'R-JIT-09': {
    frame: {
      by: 'person',
      one: '{person} on {subject} does not belong to {jit}',
      other: '{person} on {subject} do not belong to {jit}',
    },
  },

  'R-JIT-10': {
    frame: '{subject} does not lay down {clauses}',
    no_costs: 'who bears the costs',
    no_evidence_rules: 'the formalities of evidence of {value}',
    no_languages: 'the languages',
  },
  'R-AGR-01': {
    frame: '{subject}: {clauses}',
    row: 'no instrument in force carries {n} ({nat}) from {from} to {to}',
    row_basis: '{basis} does not carry {n} ({nat}) from {from} to {to}',
    near_miss: '{ref} names them but {inside}',
    type: 'is for {value}',
    state: 'stands at “{value}”',
    unsigned: 'is not signed by {value}',
    no_parties: 'names no parties',
    no_start: 'has no start date',
    begins: 'begins only on {value}',
    ended: 'ended on {value}',
    ad_hoc: 'the ad hoc basis {ref} stands in for them',
  },
  'R-AGR-02': {
    frame: '{subject}: {clauses}',
    step_missing: 'the step “{value}” is missing at the beginning',
    step_order: 'the step “{value}” cannot follow “{follows}”',
    date_order: 'the step “{value}” ({date}) is dated before “{follows}” ({follows_date})',
    state_differs: 'the last step is “{value}”, the state is “{state}”',
    not_signed: 'it is in force without the signature of {value}',
    no_start: 'it is in force without a start date',
    starts_later: 'it is in force before it starts on {value}',
  },
  'R-AGR-03': {
    frame: '{subject}: {clauses}',
    transit: 'no transit instrument through {via} for {n} ({nat})',
  },
  'R-AGR-04': {
    frame: '{subject} ends {clauses}',
    movement: { by: 'days', zero: 'on the day of {ref}', other: '{days} after {ref}' },
  },
  'R-AGR-05': { frame: '{subject} has stood at “{state}” for {days}' },
  'R-AGR-06': { frame: '{subject} lacks the reference of {no_reference}' },

  'R-AGR-07': {
    frame: '{subject}, meant for {movement}: {clauses}',
    no_document: 'the note verbale is not attached',
    no_approval: 'nobody has approved it',
    one_approver: 'only one person has approved it',
  },
  'R-MOV-01': {
    frame: '{subject}: {clauses}',
    task_differs: 'task {ref} starts {value} after departure',
    task_before: 'task {ref} starts {value} before departure',
    no_receiver: 'no receiving authority is named',
    no_basis: 'no legal basis for {value}',
  },
  'R-MOV-02': { frame: '{subject}: {clauses}', screened: '{screened} of {screened_needed} travellers screened' },
  'R-MOV-03': {
    frame: '{subject}: {clauses}',
    consent: 'informed consent recorded for {consent} of {consent_needed} victims',
  },
  'R-MOV-04': {
    frame: '{subject}: {clauses}',
    refoulement_cleared: 'refoulement assessed for {refoulement_cleared} of {refoulement_cleared_needed} travellers',
  },
  'R-MOV-05': {
    frame: '{subject}: {clauses}',
    nationality: 'nationality verified for {nationality} of {nationality_needed} travellers',
    travel_doc: 'travel document valid for {travel_doc} of {travel_doc_needed} travellers',
  },
  'R-MOV-06': {
    frame: '{subject}: {clauses}',
    consular: 'consular rights told to {consular} of {consular_needed} detained persons',
  },
  'R-MOV-07': {
    frame: '{subject}: {clauses}',
    fit_to_travel: '{fit_to_travel} of {fit_to_travel_needed} travellers certified fit to travel',
    medical_flags: '{value} with a medical flag',
  },
  'R-MOV-08': {
    frame: '{subject} has {clauses}',
    escorts: '{escorts} of {escorts_needed} escorts',
    support: '{support} of {support_needed} support staff',
    medics: '{medics} of {medics_needed} medics',
  },
  'R-MOV-09': { frame: '{subject}: {victims} and {accused} share a leg without a separation plan' },
  'R-MOV-10': {
    frame: '{subject}: {clauses}',
    no_guardian: '{n} ({nat}) alone, without guardian and best-interests decision',
    too_many_per_guardian: '{n} ({nat}) alone with one guardian, who may look after {limit} at most',
  },
  'R-MOV-11': {
    frame: '{subject}: {clauses}',
    no_handover_slot: 'the receiving authority has not confirmed the handover slot',
  },
  'R-MOV-12': {
    frame: '{subject}: {clauses}',
    no_carrier_notice: {
      by: 'hours_left',
      zero: 'the carrier has not been told, less than an hour before departure',
      other: 'the carrier has not been told, {hours_left} before departure',
    },
    departed: 'the carrier has not been told, and departure has passed',
  },
  'R-MOV-13': {
    frame: '{subject}: {clauses}',
    no_permission: 'no transit permission of {value} is on file',
    not_given: 'transit permission of {value} is asked for, not given',
    unarmed_only: 'transit permission of {value} is for an unarmed escort',
    no_escort_status: 'nothing says whether the escort is armed',
  },
  'R-MOV-14': {
    frame: '{subject}: people have been held for {held_h}; the limit of the host is {limit_h}',
  },
  'R-MOV-15': {
    frame: '{subject}: {clauses}',
    witnesses: 'statement taken or proceedings noted for {witnesses} of {witnesses_needed} witnesses',
  },
  'R-MOV-16': {
    frame: '{subject}: {clauses}',
    belongings: 'belongings returned or receipted for {belongings} of {belongings_needed} travellers',
  },
  'R-MOV-17': {
    frame: '{subject}: {clauses}',
    aboard: '{value} persons aboard for {seats}',
    part_above_row:
      'of {n} ({nat}) to {to}, {high_risk} at high risk and {minors_alone} alone: one is more than the row',
    row_off_route: '{n} ({nat}) to {to}, which is no destination',
    check_above_total: 'more checks than travellers: {value}',
  },

  'R-MOV-18': {
    frame: '{subject}: {clauses}; no explanation is given',
    fewer: '{n} ({nat}) fewer handed over than departed',
    more: '{n} ({nat}) more handed over than departed',
  },
  'R-FIN-01': { frame: '{subject} has {clauses}', no_owner: 'no owner', no_jurisdiction: 'no jurisdiction' },
  'R-FIN-02': {
    frame: '{subject}: {clauses}',
    unexplained_out: 'outflow and balance exceed inflow by {value}',
    unexplained_in: 'inflow exceeds outflow and balance by {value}',
  },
  'R-FIN-03': { frame: '{subject} is {days_overdue} overdue; it was due on {due}' },
  'R-FIN-04': {
    frame: {
      by: 'working_days',
      zero: '{subject} is due on {due}; no working day is left',
      other: '{subject} is due on {due}, in {working_days}',
    },
  },
  'R-FIN-05': {
    frame: '{subject} is free between two holds: {clauses}',
    ends: '{ref} ends on {value}, {begins.ref} begins only on {begins}',
  },
  'R-FIN-06': {
    frame: '{subject} is {clauses}',
    no_final_order: '{value} without a final order',
    no_title: '{value} without an order or agreement',
  },
  'R-FIN-07': {
    frame: {
      by: 'days_left',
      zero: '{request}, the last hold on {subject}, ends today without a successor',
      other: '{request}, the last hold on {subject}, ends in {days_left} without a successor',
    },
  },
  'R-FIN-08': {
    frame: '{subject} has {clauses}',
    no_amount: 'a rate but no amount with currency and valuation date',
    no_currency: 'an amount without currency',
    no_rate: 'a value in dollars without the rate it rests on',
  },
  'R-FIN-09': { frame: '{subject} is the same {kind} as {same_as}' },

  'R-FIN-10': {
    frame: 'The stop-payment file {subject} has {clauses}',
    no_payer: 'no account debited',
    no_beneficiary: 'no account credited',
    no_amount: 'no amount',
    no_currency: 'no currency',
    no_value_time: 'no value time',
    no_reference: 'no reference',
    no_fraud_type: 'no type of fraud',
    no_report: 'no report number',
    transfer_age_h: 'a transfer that is {value} old',
  },
  'R-FIN-11': {
    frame: '{record} is information of an FIU: {clauses}',
    no_fiu_consent: '{of} has not consented to its release to {to}',
    no_evidence_consent: '{of} has not consented to its use as evidence by {to}',
  },
  'R-HAN-01': {
    frame: '{subject} has {clauses}',
    no_owner: 'no owner',
    no_tlp: 'no TLP',
    no_level: 'no level',
    no_purpose: 'no purpose',
    no_retain_until: 'no retention end',
  },
  'R-HAN-02': {
    frame: '{record} is TLP:{tlp}: {clauses}',
    not_owner: 'only its owner, {of}, may pass it on',
    no_named_person: 'it goes to named persons only',
    person_elsewhere: 'it goes to named persons of the receiving agency only, not to {of}',
    nobody_owner: 'no owner is on record, who alone may pass it on',
  },
  'R-HAN-03': {
    frame: '{record} is marked H2: {clauses}',
    no_consent: '{of} has not consented to its release to {to}',
    no_provider: 'no provider is on record who could consent to its release to {to}',
  },
  'R-HAN-04': {
    frame: '{clauses}',
    above_ceiling: '{record} is {level}; {ref} may receive up to {value}',
  },
  'R-HAN-05': {
    frame: '{record}: {clauses}',
    no_part: '{to} has no part in {of}, to which it belongs',
    no_link: 'it is linked to nothing that {to} takes part in',
  },
  'R-HAN-06': {
    frame: '{subject} takes personal data ({record}) to {to}: {clauses}',
    no_agreement: '{of} does not allow it today',
    none_between: 'no cooperation agreement allows it',
  },
  'R-HAN-08': {
    frame: '{subject} {clauses}',
    retain_until: 'was to be kept until {value}: delete it, do not export it',
    review_due: 'was due for review on {value}; the last review was on {reviewed}',
  },
  'R-HAN-09': {
    frame: '{record} was withdrawn by its owner on {withdrawn}: {clauses}',
    not_to_leave: 'it must not leave',
    tell_holder: 'tell {ref}, which holds it',
    tell_unknown: 'tell whoever holds it',
  },
  'R-HAN-12': {
    frame: '{record} {clauses}',
    personal: 'holds personal data',
    level: 'is marked RESTRICTED or higher',
    no_approver: 'nobody has approved {release}',
    one_approver: 'only one person has approved {release}',
  },
  'R-HAN-13': { frame: '{record}: {clauses}', other_purpose: 'it is not held for the purpose “{purpose}”' },
};

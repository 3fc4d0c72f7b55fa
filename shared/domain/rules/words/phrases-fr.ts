import type { Phrases } from './language.ts';

/** What each rule says, in French; terms of the field. Placeholders are explained in `shape.ts`. */
export const fr: Phrases = {
  'R-OP-02': {
    frame: '{subject} {clauses}',
    FS: 'commence {value} trop tôt : elle attend la fin de {ref}',
    SS: 'commence {value} trop tôt : elle attend le début de {ref}',
    FF: 'finit {value} trop tôt : elle attend la fin de {ref}',
    SF: 'finit {value} trop tôt : elle attend le début de {ref}',
    dead: 'attend {ref}, qui a été {value}',
  },
  'R-OP-03': {
    frame: '{subject} {clauses}',
    no_owner: 'n’a pas de service responsable',
    no_duration: 'n’a pas de durée',
    before_phase: 'commence avant le début de la phase {ref}',
    after_phase: 'finit après la fin de la phase {ref}',
  },
  'R-OP-04': {
    frame: 'Au point de décision {subject}, il manque {clauses}',
    no_owner: 'un responsable',
    no_deputy: 'un suppléant',
    no_abort: 'des critères d’abandon',
  },
  'R-OP-05': { frame: 'Dans le groupe synchrone {subject}, {first} commence {spread_min} avant {last}' },
  'R-OP-07': {
    frame: '{subject} {clauses} ; ses prochaines tâches : {task}',
    not_issued: 'ne peut accuser réception de la version {value} de l’ordre, qui n’est pas diffusée',
    acknowledged_other: 'a accusé réception de la version {value} de l’ordre, non de la version {current}',
    not_acknowledged: 'n’a pas accusé réception de la version {value} de l’ordre',
  },
  'R-OP-08': {
    frame: 'La déconfliction {subject} est {clauses}',
    open: 'ouverte',
    in_talks: 'encore en discussion',
    site: 'sur le site {ref}',
    operation: 'pour toute l’opération',
  },
  'R-OP-09': { frame: '{subject} touche un jour férié ({country}) : {holiday}' },
  'R-OP-10': {
    frame: 'Au risque {subject} (cotation {score}), il manque {clauses}',
    no_owner: 'un responsable',
    no_measure: 'une mesure',
  },
  'R-OP-12': {
    frame: '{subject} : {clauses}',
    gap: '{value} n’existe pas, car l’horloge saute cette heure',
    overlap: '{value} existe deux fois, car l’horloge est reculée',
  },
  'R-OP-13': { frame: 'Le site {subject} a {coercive}, mais il y manque une tâche : {missing_kind}' },
  'R-OP-14': {
    frame: '{subject} déborde de {outside_min} des heures légales de {country} ({hours}), sans autorisation consignée',
  },

  'R-PER-01': { frame: 'La charge de {subject} atteint {load} avec {task}' },
  'R-PER-02': { frame: '{subject} est en congé pendant {task}' },
  'R-PER-03': { frame: 'Sur {subject}, personne ne parle {language} au niveau {level} ou plus' },
  'R-PER-04': {
    frame: '{subject} a trop peu de temps de trajet : {clauses}',
    from: '{gap_min}, pour {need_min} nécessaires, de {ref} à {to}',
    overlap: '{to} commence {gap_min} avant la fin de {ref}, et il faut {need_min} entre les deux',
  },
  'R-PER-05': { frame: 'L’habilitation de {subject} expire le {valid_until}, avant la fin de {task}' },
  'R-PER-06': {
    frame: '{subject} ne peut être en arme : {clauses}',
    nobody_qualified: 'sur {ref}, personne n’a de qualification au tir',
    qualification_ends: 'la qualification au tir expire avant la fin de {ref}',
    no_host_authorisation: 'l’hôte ne l’a pas autorisé pour {ref}',
    jit_forbids: 'l’ECE de {ref} n’autorise pas les armes',
  },
  'R-PER-07': {
    frame: 'Sur {subject}, il manque des compétences : {clauses}',
    skill: '{value} ({have} sur {needed})',
  },
  'R-PER-08': {
    frame: '{clauses}',
    no_passport: '{subject} est déployé à l’étranger ({country}) sans passeport enregistré',
    valid_until:
      'Le passeport de {subject} expire le {valid_until} ; le déploiement jusqu’au {deployed_until} en exige un valable jusqu’au {needed_until}',
  },
  'R-PER-09': { frame: '{subject} n’a pas de droit d’entrée ({country}) jusqu’à la fin de {task}' },
  'R-PER-10': { frame: 'L’aptitude médicale de {subject} expire le {valid_until}, avant la fin de {task}' },
  'R-PER-11': {
    frame: '{subject} se repose {clauses} ; il faut {limit_min}',
    after: '{rest_min} entre {ref} et {before}',
  },
  'R-PER-12': { frame: '{subject} passe {days} à l’étranger ({country}) ; la limite est de {limit}' },
  'R-PER-13': {
    frame: '{subject} est en service {clauses} ; la limite est de {limit_min}',
    first: '{duty_min} de {ref} à {last}',
  },
  'R-PER-14': { frame: '{subject} n’est pas déployé sur place pour {task}' },

  'R-PER-15': {
    frame: '{subject} n’est habilité que pour {clearance}, en dessous du niveau de {clauses}',
    task: '{ref}',
    task_record: '{ref} à cause de {record}',
  },
  'R-JIT-01': {
    frame: '{subject} : {clauses}',
    no_leader: 'aucun chef d’équipe pour {value}',
    leader_elsewhere: 'le chef {ref} pour {value} ne relève pas d’une autorité de cet État',
  },
  'R-JIT-02': {
    frame: '{subject} commence alors que {clauses}',
    status: '{ref} est {value}',
    not_signed: { by: 'value', one: '{value} n’a pas signé {ref}', other: '{value} n’ont pas signé {ref}' },
    signed_later: '{ref} ne reçoit sa dernière signature que le {value}',
  },
  'R-JIT-03': {
    frame: '{clauses}',
    from: '{subject} commence avant le début de {ref}, le {value}',
    until: '{subject} finit après le terme de {ref}, le {value}',
  },
  'R-JIT-04': { frame: '{subject} se déroule dans un État ({country}) où {jit} n’opère pas' },
  'R-JIT-05': {
    frame: {
      by: 'person',
      one: '{person} n’est que participant de {jit} et ne peut prendre part à {subject} ({kind})',
      other: '{person} ne sont que participants de {jit} et ne peuvent prendre part à {subject} ({kind})',
    },
  },
  'R-JIT-06': {
    frame: '{subject}, sur place ({country}, {jit}) : {clauses}',
    no_authorisation: 'aucune autorisation pour {ref}',
    not_given: 'l’autorisation pour {ref} est demandée, non accordée',
    not_by_leader: 'l’autorisation pour {ref} ne vient pas du chef d’équipe de cet État',
    too_late: 'l’autorisation pour {ref} est postérieure au début de la tâche',
  },
  'R-JIT-07': {
    frame: '{subject} {clauses}',
    ends: {
      by: 'days_left',
      zero: 'arrive à terme aujourd’hui, le {value}, sans prolongation signée',
      other: 'arrive à terme dans {days_left}, le {value}, sans prolongation signée',
    },
    ended: 'est à terme depuis {days_left}, le {value}, sans prolongation signée',
    evaluation_due: 'devait être évaluée au plus tard le {value}',
  },
  'R-JIT-08': {
    frame: '{subject} : {clauses}',
    not_signed: {
      by: 'value',
      one: '{value} n’a pas signé la prolongation jusqu’au {extension}',
      other: '{value} n’ont pas signé la prolongation jusqu’au {extension}',
    },
    signed_late: 'la prolongation jusqu’au {extension} a été signée le {value}, après le terme du {end}',
  },
  'R-JIT-09': {
    frame: {
      by: 'person',
      one: '{person}, sur {subject}, n’appartient pas à {jit}',
      other: '{person}, sur {subject}, n’appartiennent pas à {jit}',
    },
  },

  'R-JIT-10': {
    frame: 'Dans {subject}, il manque {clauses}',
    no_costs: 'la charge des frais',
    no_evidence_rules: 'les formalités de preuve de {value}',
    no_languages: 'les langues',
  },
  'R-AGR-01': {
    frame: '{subject} : {clauses}',
    row: 'aucun instrument en vigueur ne couvre {n} ({nat}) de {from} vers {to}',
    row_basis: '{basis} ne couvre pas {n} ({nat}) de {from} vers {to}',
    near_miss: '{ref} les mentionne mais {inside}',
    type: 'porte sur {value}',
    state: 'en est à l’état « {value} »',
    unsigned: 'n’est pas signé par {value}',
    no_parties: 'ne nomme aucune partie',
    no_start: 'n’a pas de date de début',
    begins: 'ne débute que le {value}',
    ended: 'a pris fin le {value}',
    ad_hoc: '{ref}, une base ad hoc, en tient lieu',
  },
  'R-AGR-02': {
    frame: '{subject} : {clauses}',
    step_missing: 'l’étape « {value} » manque au début',
    step_order: 'l’étape « {value} » ne peut suivre « {follows} »',
    date_order: 'l’étape « {value} » ({date}) est datée d’avant « {follows} » ({follows_date})',
    state_differs: 'la dernière étape est « {value} », l’état est « {state} »',
    not_signed: 'il est en vigueur sans la signature de {value}',
    no_start: 'il est en vigueur sans date de début',
    starts_later: 'il est en vigueur avant son début, le {value}',
  },
  'R-AGR-03': {
    frame: '{subject} : {clauses}',
    transit: 'aucun instrument de transit par {via} pour {n} ({nat})',
  },
  'R-AGR-04': {
    frame: '{subject} est échu {clauses}',
    movement: { by: 'days', zero: 'le jour même de {ref}', other: '{days} après {ref}' },
  },
  'R-AGR-05': { frame: '{subject} en est à l’état « {state} » depuis {days}' },
  'R-AGR-06': { frame: 'Dans {subject}, il manque la référence pour {no_reference}' },

  'R-AGR-07': {
    frame: '{subject}, prévu pour {movement} : {clauses}',
    no_document: 'la note verbale n’est pas jointe',
    no_approval: 'personne ne l’a approuvé',
    one_approver: 'une seule personne l’a approuvé',
  },
  'R-MOV-01': {
    frame: '{subject} : {clauses}',
    task_differs: 'la tâche {ref} commence {value} après le départ',
    task_before: 'la tâche {ref} commence {value} avant le départ',
    no_receiver: 'aucune autorité d’accueil n’est nommée',
    no_basis: 'aucune base légale pour {value}',
  },
  'R-MOV-02': {
    frame: '{subject} : {clauses}',
    screened: 'identification faite pour {screened} voyageurs sur {screened_needed}',
  },
  'R-MOV-03': {
    frame: '{subject} : {clauses}',
    consent: 'consentement éclairé enregistré pour {consent} victimes sur {consent_needed}',
  },
  'R-MOV-04': {
    frame: '{subject} : {clauses}',
    refoulement_cleared: 'non-refoulement évalué pour {refoulement_cleared} voyageurs sur {refoulement_cleared_needed}',
  },
  'R-MOV-05': {
    frame: '{subject} : {clauses}',
    nationality: 'nationalité vérifiée pour {nationality} voyageurs sur {nationality_needed}',
    travel_doc: 'titre de voyage valable pour {travel_doc} voyageurs sur {travel_doc_needed}',
  },
  'R-MOV-06': {
    frame: '{subject} : {clauses}',
    consular: 'droits consulaires notifiés à {consular} personnes détenues sur {consular_needed}',
  },
  'R-MOV-07': {
    frame: '{subject} : {clauses}',
    fit_to_travel: 'aptitude au voyage certifiée pour {fit_to_travel} voyageurs sur {fit_to_travel_needed}',
    medical_flags: 'signalement médical pour {value} d’entre eux',
  },
  'R-MOV-08': {
    frame: '{subject} compte {clauses}',
    escorts: '{escorts} escortes sur {escorts_needed}',
    support: '{support} agents d’appui sur {support_needed}',
    medics: '{medics} soignants sur {medics_needed}',
  },
  'R-MOV-09': { frame: '{subject} : {victims} et {accused} sur un même trajet sans plan de séparation' },
  'R-MOV-10': {
    frame: '{subject} : {clauses}',
    no_guardian: '{n} ({nat}) sans accompagnement, sans tuteur ni décision sur l’intérêt supérieur',
    too_many_per_guardian: '{n} ({nat}) sans accompagnement pour un seul tuteur, qui peut en suivre {limit} au plus',
  },
  'R-MOV-11': {
    frame: '{subject} : {clauses}',
    no_handover_slot: 'l’autorité d’accueil n’a pas confirmé le créneau de remise',
  },
  'R-MOV-12': {
    frame: '{subject} : {clauses}',
    no_carrier_notice: {
      by: 'hours_left',
      zero: 'le transporteur n’est pas prévenu, à moins d’une heure du départ',
      other: 'le transporteur n’est pas prévenu, à {hours_left} du départ',
    },
    departed: 'le transporteur n’a pas été prévenu et l’heure du départ est passée',
  },
  'R-MOV-13': {
    frame: '{subject} : {clauses}',
    no_permission: 'aucune autorisation de transit de {value} au dossier',
    not_given: 'l’autorisation de transit de {value} est demandée, non accordée',
    unarmed_only: 'l’autorisation de transit de {value} vaut pour une escorte sans arme',
    no_escort_status: 'rien ne dit si l’escorte est armée',
  },
  'R-MOV-14': {
    frame: '{subject} : des personnes sont détenues depuis {held_h} ; la limite de l’hôte est de {limit_h}',
  },
  'R-MOV-15': {
    frame: '{subject} : {clauses}',
    witnesses: 'déposition recueillie ou procédure notée pour {witnesses} témoins sur {witnesses_needed}',
  },
  'R-MOV-16': {
    frame: '{subject} : {clauses}',
    belongings: 'effets restitués ou reçu délivré pour {belongings} voyageurs sur {belongings_needed}',
  },
  'R-MOV-17': {
    frame: '{subject} : {clauses}',
    aboard: '{value} personnes à bord pour {seats}',
    part_above_row:
      'sur {n} ({nat}) vers {to}, {high_risk} à haut risque et {minors_alone} sans accompagnement : c’est plus que la ligne',
    row_off_route: '{n} ({nat}) vers {to}, qui n’est pas une destination',
    check_above_total: 'plus de vérifications que de voyageurs : {value}',
  },

  'R-MOV-18': {
    frame: '{subject} : {clauses} ; aucune explication n’est donnée',
    fewer: '{n} ({nat}) de moins à la remise qu’au départ',
    more: '{n} ({nat}) de plus à la remise qu’au départ',
  },
  'R-FIN-01': {
    frame: 'À l’avoir {subject}, il manque {clauses}',
    no_owner: 'un propriétaire',
    no_jurisdiction: 'une juridiction',
  },
  'R-FIN-02': {
    frame: '{subject} : {clauses}',
    unexplained_out: 'les sorties et le solde dépassent les entrées de {value}',
    unexplained_in: 'les entrées dépassent les sorties et le solde de {value}',
  },
  'R-FIN-03': { frame: '{subject} est en retard de {days_overdue} ; son échéance était le {due}' },
  'R-FIN-04': {
    frame: {
      by: 'working_days',
      zero: '{subject} arrive à échéance le {due} ; il ne reste aucun jour ouvrable',
      other: '{subject} arrive à échéance le {due}, dans {working_days}',
    },
  },
  'R-FIN-05': {
    frame: '{subject} est libre entre deux mesures : {clauses}',
    ends: '{ref} prend fin le {value}, {begins.ref} ne débute que le {begins}',
  },
  'R-FIN-06': {
    frame: '{subject} est {clauses}',
    no_final_order: '{value} sans décision définitive',
    no_title: '{value} sans décision ni accord',
  },
  'R-FIN-07': {
    frame: {
      by: 'days_left',
      zero: '{request}, la dernière mesure sur {subject}, prend fin aujourd’hui sans suite prévue',
      other: '{request}, la dernière mesure sur {subject}, prend fin dans {days_left} sans suite prévue',
    },
  },
  'R-FIN-08': {
    frame: '{subject} a {clauses}',
    no_amount: 'un taux mais pas de montant avec devise et date de valeur',
    no_currency: 'un montant sans devise',
    no_rate: 'une valeur en dollars sans le taux employé',
  },
  'R-FIN-09': { frame: '{subject} est le même {kind} que {same_as}' },

  'R-FIN-10': {
    frame: 'Le dossier de blocage de paiement {subject} présente {clauses}',
    no_payer: 'aucun compte débité',
    no_beneficiary: 'aucun compte crédité',
    no_amount: 'aucun montant',
    no_currency: 'aucune devise',
    no_value_time: 'aucune heure de valeur',
    no_reference: 'aucune référence',
    no_fraud_type: 'aucun type de fraude',
    no_report: 'aucun numéro de plainte',
    transfer_age_h: 'un virement vieux de {value}',
  },
  'R-FIN-11': {
    frame: '{record} est une information de CRF : {clauses}',
    no_fiu_consent: '{of} n’a pas consenti à sa diffusion à {to}',
    no_evidence_consent: '{of} n’a pas consenti à son emploi comme preuve par {to}',
  },
  'R-HAN-01': {
    frame: 'À la donnée {subject}, il manque {clauses}',
    no_owner: 'la source',
    no_tlp: 'le TLP',
    no_level: 'le niveau',
    no_purpose: 'la finalité',
    no_retain_until: 'la fin de conservation',
  },
  'R-HAN-02': {
    frame: '{record} est TLP:{tlp} : {clauses}',
    not_owner: 'seule sa source, {of}, peut la transmettre',
    no_named_person: 'elle ne va qu’à des personnes nommées',
    person_elsewhere: 'elle ne va qu’à des personnes nommées du service destinataire, pas à {of}',
    nobody_owner: 'aucune source n’est enregistrée, qui seule pourrait la transmettre',
  },
  'R-HAN-03': {
    frame: '{record} porte le code H2 : {clauses}',
    no_consent: '{of} n’a pas consenti à sa diffusion à {to}',
    no_provider: 'aucune source n’est enregistrée qui puisse consentir à sa diffusion à {to}',
  },
  'R-HAN-04': {
    frame: '{clauses}',
    above_ceiling: '{record} est {level} ; {ref} peut recevoir jusqu’à {value}',
  },
  'R-HAN-05': {
    frame: '{record} : {clauses}',
    no_part: '{to} ne prend pas part à {of}, dont elle relève',
    no_link: 'elle n’est liée à rien où {to} prenne part',
  },
  'R-HAN-06': {
    frame: '{subject} porte des données personnelles ({record}) à {to} : {clauses}',
    no_agreement: '{of} ne le permet pas à ce jour',
    none_between: 'aucun accord de coopération ne le permet',
  },
  'R-HAN-08': {
    frame: '{subject} {clauses}',
    retain_until: 'devait être conservée jusqu’au {value} : elle est à supprimer, non à exporter',
    review_due: 'devait être réexaminée le {value} ; le dernier examen date du {reviewed}',
  },
  'R-HAN-09': {
    frame: '{record} a été retirée par sa source le {withdrawn} : {clauses}',
    not_to_leave: 'elle ne doit pas sortir',
    tell_holder: 'prévenez {ref}, qui la détient',
    tell_unknown: 'prévenez qui la détient',
  },
  'R-HAN-12': {
    frame: '{record} {clauses}',
    personal: 'contient des données personnelles',
    level: 'porte le niveau RESTRICTED ou plus',
    no_approver: 'personne n’a approuvé {release}',
    one_approver: 'une seule personne a approuvé {release}',
  },
  'R-HAN-13': { frame: '{record} : {clauses}', other_purpose: 'elle n’est pas détenue à cette fin : « {purpose} »' },
};

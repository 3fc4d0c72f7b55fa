import type { Phrases } from './language.ts';

/** What each rule says, in Spanish. Placeholders are explained in `shape.ts`. */
export const es: Phrases = {
  'R-OP-02': {
    frame: '{subject} {clauses}',
    FS: 'comienza {value} antes de lo debido: espera el final de {ref}',
    SS: 'comienza {value} antes de lo debido: espera el comienzo de {ref}',
    FF: 'termina {value} antes de lo debido: espera el final de {ref}',
    SF: 'termina {value} antes de lo debido: espera el comienzo de {ref}',
    dead: 'espera a {ref}, que fue {value}',
  },
  'R-OP-03': {
    frame: '{subject} {clauses}',
    no_owner: 'no tiene agencia',
    no_duration: 'no tiene duración',
    before_phase: 'comienza antes de la fase {ref}',
    after_phase: 'termina después de la fase {ref}',
  },
  'R-OP-04': {
    frame: 'Al punto de decisión {subject} le falta: {clauses}',
    no_owner: 'responsable',
    no_deputy: 'suplente',
    no_abort: 'criterios para abortar',
  },
  'R-OP-05': { frame: 'En el grupo sincronizado {subject}, {first} comienza {spread_min} antes que {last}' },
  'R-OP-07': {
    frame: '{subject} {clauses}; sus próximas tareas: {task}',
    not_issued: 'no puede acusar recibo de la versión {value} de la orden, que no está emitida',
    acknowledged_other: 'ha acusado recibo de la versión {value} de la orden, no de la versión {current}',
    not_acknowledged: 'no ha acusado recibo de la versión {value} de la orden',
  },
  'R-OP-08': {
    frame: 'La desconflicción {subject} está {clauses}',
    open: 'abierta',
    in_talks: 'aún en conversaciones',
    site: 'en el sitio {ref}',
    operation: 'para toda la operación',
  },
  'R-OP-09': { frame: '{subject} coincide con un día festivo ({country}): {holiday}' },
  'R-OP-10': {
    frame: 'Al riesgo {subject} (valor {score}) le falta: {clauses}',
    no_owner: 'responsable',
    no_measure: 'medida',
  },
  'R-OP-12': {
    frame: '{subject}: {clauses}',
    gap: '{value} no existe, porque el reloj salta esa hora',
    overlap: '{value} ocurre dos veces, porque el reloj se atrasa',
  },
  'R-OP-13': { frame: 'El sitio {subject} tiene {coercive}, pero le falta una tarea de: {missing_kind}' },
  'R-OP-14': {
    frame:
      '{subject} queda {outside_min} fuera de las horas legales de {country} ({hours}), sin autorización registrada',
  },

  'R-PER-01': { frame: 'La carga de {subject} llega a {load} con {task}' },
  'R-PER-02': { frame: '{subject} está de permiso durante {task}' },
  'R-PER-03': { frame: 'En {subject} nadie habla {language} con nivel {level} o superior' },
  'R-PER-04': {
    frame: '{subject} tiene muy poco tiempo de viaje: {clauses}',
    from: '{gap_min}, cuando se necesitan {need_min}, de {ref} a {to}',
    overlap: '{to} comienza {gap_min} antes de que termine {ref}, y hacen falta {need_min} entre ambas',
  },
  'R-PER-05': {
    frame: 'La verificación de seguridad de {subject} vence el {valid_until}, antes del final de {task}',
  },
  'R-PER-06': {
    frame: '{subject} no puede ir con arma: {clauses}',
    nobody_qualified: 'en {ref} nadie tiene habilitación de tiro',
    qualification_ends: 'la habilitación de tiro vence antes del final de {ref}',
    no_host_authorisation: 'el anfitrión no lo ha autorizado para {ref}',
    jit_forbids: 'el ECI de {ref} no permite armas',
  },
  'R-PER-07': {
    frame: 'En {subject} faltan capacidades: {clauses}',
    skill: '{value} ({have} de {needed})',
  },
  'R-PER-08': {
    frame: '{clauses}',
    no_passport: '{subject} se despliega al extranjero ({country}) sin pasaporte registrado',
    valid_until:
      'El pasaporte de {subject} vence el {valid_until}; el despliegue hasta el {deployed_until} exige uno válido hasta el {needed_until}',
  },
  'R-PER-09': { frame: '{subject} no tiene derecho de entrada ({country}) hasta el final de {task}' },
  'R-PER-10': { frame: 'La aptitud médica de {subject} vence el {valid_until}, antes del final de {task}' },
  'R-PER-11': {
    frame: '{subject} descansa {clauses}; se requieren {limit_min}',
    after: '{rest_min} entre {ref} y {before}',
  },
  'R-PER-12': { frame: '{subject} pasa {days} en el extranjero ({country}); el límite es de {limit}' },
  'R-PER-13': {
    frame: '{subject} está de servicio {clauses}; el límite es de {limit_min}',
    first: '{duty_min} de {ref} a {last}',
  },
  'R-PER-14': { frame: '{subject} no tiene despliegue allí para {task}' },

  'R-PER-15': {
    frame: '{subject} solo tiene habilitación para {clearance}, por debajo del nivel de {clauses}',
    task: '{ref}',
    task_record: '{ref} a causa de {record}',
  },
  'R-JIT-01': {
    frame: '{subject}: {clauses}',
    no_leader: 'sin jefe de equipo para {value}',
    leader_elsewhere: 'el jefe {ref} para {value} no es de una autoridad de ese Estado',
  },
  'R-JIT-02': {
    frame: '{subject} comienza cuando {clauses}',
    status: '{ref} está {value}',
    not_signed: { by: 'value', one: '{value} no ha firmado {ref}', other: '{value} no han firmado {ref}' },
    signed_later: '{ref} no recibe su última firma hasta el {value}',
  },
  'R-JIT-03': {
    frame: '{clauses}',
    from: '{subject} comienza antes del inicio de {ref}, el {value}',
    until: '{subject} termina después del fin de {ref}, el {value}',
  },
  'R-JIT-04': { frame: '{subject} tiene lugar en un Estado ({country}) donde {jit} no opera' },
  'R-JIT-05': {
    frame: {
      by: 'person',
      one: '{person} es solo participante de {jit} y no puede intervenir en {subject} ({kind})',
      other: '{person} son solo participantes de {jit} y no pueden intervenir en {subject} ({kind})',
    },
  },
  'R-JIT-06': {
    frame: '{subject} en {country} ({jit}): {clauses}',
    no_authorisation: 'sin autorización para {ref}',
    not_given: 'la autorización para {ref} está solicitada, no concedida',
    not_by_leader: 'la autorización para {ref} no es del jefe de equipo de ese Estado',
    too_late: 'la autorización para {ref} es posterior al comienzo de la tarea',
  },
  'R-JIT-07': {
    frame: '{subject} {clauses}',
    ends: {
      by: 'days_left',
      zero: 'termina hoy, {value}, sin prórroga firmada',
      other: 'termina dentro de {days_left}, el {value}, sin prórroga firmada',
    },
    ended: 'terminó hace {days_left}, el {value}, sin prórroga firmada',
    evaluation_due: 'debía evaluarse a más tardar el {value}',
  },
  'R-JIT-08': {
    frame: '{subject}: {clauses}',
    not_signed: {
      by: 'value',
      one: '{value} no ha firmado la prórroga hasta el {extension}',
      other: '{value} no han firmado la prórroga hasta el {extension}',
    },
    signed_late: 'la prórroga hasta el {extension} se firmó el {value}, después del fin del {end}',
  },
  'R-JIT-09': {
    frame: {
      by: 'person',
      one: '{person}, en {subject}, no pertenece a {jit}',
      other: '{person}, en {subject}, no pertenecen a {jit}',
    },
  },

  'R-JIT-10': {
    frame: 'En {subject} falta: {clauses}',
    no_costs: 'quién asume los gastos',
    no_evidence_rules: 'las formalidades de prueba de {value}',
    no_languages: 'las lenguas',
  },
  'R-AGR-01': {
    frame: '{subject}: {clauses}',
    row: 'ningún instrumento en vigor ampara a {n} ({nat}) de {from} a {to}',
    row_basis: '{basis} no ampara a {n} ({nat}) de {from} a {to}',
    near_miss: '{ref} los menciona pero {inside}',
    type: 'se refiere a {value}',
    state: 'está en el estado «{value}»',
    unsigned: 'no está firmado por {value}',
    no_parties: 'no nombra partes',
    no_start: 'no tiene fecha de inicio',
    begins: 'no empieza hasta el {value}',
    ended: 'terminó el {value}',
    ad_hoc: '{ref}, una base ad hoc, los suple',
  },
  'R-AGR-02': {
    frame: '{subject}: {clauses}',
    step_missing: 'falta al principio el paso «{value}»',
    step_order: 'el paso «{value}» no puede seguir a «{follows}»',
    date_order: 'el paso «{value}» ({date}) lleva fecha anterior a «{follows}» ({follows_date})',
    state_differs: 'el último paso es «{value}», el estado es «{state}»',
    not_signed: 'está en vigor sin la firma de {value}',
    no_start: 'está en vigor sin fecha de inicio',
    starts_later: 'está en vigor antes de su inicio, el {value}',
  },
  'R-AGR-03': {
    frame: '{subject}: {clauses}',
    transit: 'ningún instrumento de tránsito por {via} para {n} ({nat})',
  },
  'R-AGR-04': {
    frame: '{subject} vence {clauses}',
    movement: { by: 'days', zero: 'el mismo día de {ref}', other: '{days} después de {ref}' },
  },
  'R-AGR-05': { frame: '{subject} lleva {days} en el estado «{state}»' },
  'R-AGR-06': { frame: 'En {subject} falta la referencia para {no_reference}' },

  'R-AGR-07': {
    frame: '{subject}, previsto para {movement}: {clauses}',
    no_document: 'no se adjunta la nota verbal',
    no_approval: 'nadie lo ha aprobado',
    one_approver: 'solo lo ha aprobado una persona',
  },
  'R-MOV-01': {
    frame: '{subject}: {clauses}',
    task_differs: 'la tarea {ref} comienza {value} después de la salida',
    task_before: 'la tarea {ref} comienza {value} antes de la salida',
    no_receiver: 'no se nombra autoridad receptora',
    no_basis: 'sin base jurídica para {value}',
  },
  'R-MOV-02': {
    frame: '{subject}: {clauses}',
    screened: 'identificación hecha a {screened} de {screened_needed} viajeros',
  },
  'R-MOV-03': {
    frame: '{subject}: {clauses}',
    consent: 'consentimiento informado registrado de {consent} de {consent_needed} víctimas',
  },
  'R-MOV-04': {
    frame: '{subject}: {clauses}',
    refoulement_cleared: 'no devolución evaluada para {refoulement_cleared} de {refoulement_cleared_needed} viajeros',
  },
  'R-MOV-05': {
    frame: '{subject}: {clauses}',
    nationality: 'nacionalidad verificada de {nationality} de {nationality_needed} viajeros',
    travel_doc: 'documento de viaje válido de {travel_doc} de {travel_doc_needed} viajeros',
  },
  'R-MOV-06': {
    frame: '{subject}: {clauses}',
    consular: 'derechos consulares comunicados a {consular} de {consular_needed} personas detenidas',
  },
  'R-MOV-07': {
    frame: '{subject}: {clauses}',
    fit_to_travel: 'aptitud para viajar certificada de {fit_to_travel} de {fit_to_travel_needed} viajeros',
    medical_flags: 'aviso médico para {value} de ellos',
  },
  'R-MOV-08': {
    frame: '{subject} tiene {clauses}',
    escorts: '{escorts} de {escorts_needed} escoltas',
    support: '{support} de {support_needed} agentes de apoyo',
    medics: '{medics} de {medics_needed} sanitarios',
  },
  'R-MOV-09': { frame: '{subject}: {victims} y {accused} en un mismo trayecto sin plan de separación' },
  'R-MOV-10': {
    frame: '{subject}: {clauses}',
    no_guardian: '{n} ({nat}) sin acompañante, sin tutor ni decisión sobre el interés superior',
    too_many_per_guardian: '{n} ({nat}) sin acompañante con un solo tutor, que puede atender a {limit} como máximo',
  },
  'R-MOV-11': {
    frame: '{subject}: {clauses}',
    no_handover_slot: 'la autoridad receptora no ha confirmado el turno de entrega',
  },
  'R-MOV-12': {
    frame: '{subject}: {clauses}',
    no_carrier_notice: {
      by: 'hours_left',
      zero: 'no se ha avisado al transportista, a menos de una hora de la salida',
      other: 'no se ha avisado al transportista, a {hours_left} de la salida',
    },
    departed: 'no se ha avisado al transportista y ya ha pasado la hora de salida',
  },
  'R-MOV-13': {
    frame: '{subject}: {clauses}',
    no_permission: 'no consta permiso de tránsito de {value}',
    not_given: 'el permiso de tránsito de {value} está solicitado, no concedido',
    unarmed_only: 'el permiso de tránsito de {value} es para una escolta sin armas',
    no_escort_status: 'nada indica si la escolta va armada',
  },
  'R-MOV-14': {
    frame: '{subject}: hay personas retenidas desde hace {held_h}; el límite del anfitrión es de {limit_h}',
  },
  'R-MOV-15': {
    frame: '{subject}: {clauses}',
    witnesses: 'declaración tomada o proceso anotado de {witnesses} de {witnesses_needed} testigos',
  },
  'R-MOV-16': {
    frame: '{subject}: {clauses}',
    belongings: 'pertenencias devueltas o con recibo de {belongings} de {belongings_needed} viajeros',
  },
  'R-MOV-17': {
    frame: '{subject}: {clauses}',
    aboard: '{value} personas a bordo para {seats}',
    part_above_row:
      'de {n} ({nat}) a {to}, {high_risk} de alto riesgo y {minors_alone} sin acompañante: es más que la fila',
    row_off_route: '{n} ({nat}) a {to}, que no es un destino',
    check_above_total: 'más comprobaciones que viajeros: {value}',
  },

  'R-MOV-18': {
    frame: '{subject}: {clauses}; no se da explicación',
    fewer: '{n} ({nat}) menos en la entrega que en la salida',
    more: '{n} ({nat}) más en la entrega que en la salida',
  },
  'R-FIN-01': {
    frame: 'Al activo {subject} le falta: {clauses}',
    no_owner: 'propietario',
    no_jurisdiction: 'jurisdicción',
  },
  'R-FIN-02': {
    frame: '{subject}: {clauses}',
    unexplained_out: 'las salidas y el saldo superan las entradas en {value}',
    unexplained_in: 'las entradas superan las salidas y el saldo en {value}',
  },
  'R-FIN-03': { frame: '{subject} lleva {days_overdue} de retraso; vencía el {due}' },
  'R-FIN-04': {
    frame: {
      by: 'working_days',
      zero: '{subject} vence el {due}; no queda ningún día hábil',
      other: '{subject} vence el {due}, dentro de {working_days}',
    },
  },
  'R-FIN-05': {
    frame: '{subject} queda libre entre dos medidas: {clauses}',
    ends: '{ref} termina el {value}, {begins.ref} no empieza hasta el {begins}',
  },
  'R-FIN-06': {
    frame: '{subject} está {clauses}',
    no_final_order: '{value} sin resolución firme',
    no_title: '{value} sin resolución ni acuerdo',
  },
  'R-FIN-07': {
    frame: {
      by: 'days_left',
      zero: '{request}, la última medida sobre {subject}, termina hoy sin sucesora',
      other: '{request}, la última medida sobre {subject}, termina dentro de {days_left} sin sucesora',
    },
  },
  'R-FIN-08': {
    frame: '{subject} tiene {clauses}',
    no_amount: 'un tipo de cambio pero ningún importe con moneda y fecha de valoración',
    no_currency: 'un importe sin moneda',
    no_rate: 'un valor en dólares sin el tipo de cambio empleado',
  },
  'R-FIN-09': { frame: '{subject} y {same_as} son lo mismo: {kind}' },

  'R-FIN-10': {
    frame: 'El expediente de bloqueo de pago {subject} presenta {clauses}',
    no_payer: 'ninguna cuenta de cargo',
    no_beneficiary: 'ninguna cuenta de abono',
    no_amount: 'ningún importe',
    no_currency: 'ninguna moneda',
    no_value_time: 'ninguna hora de valor',
    no_reference: 'ninguna referencia',
    no_fraud_type: 'ningún tipo de fraude',
    no_report: 'ningún número de denuncia',
    transfer_age_h: 'una transferencia hecha hace {value}',
  },
  'R-FIN-11': {
    frame: '{record} es información de una UIF: {clauses}',
    no_fiu_consent: '{of} no ha consentido su difusión a {to}',
    no_evidence_consent: '{of} no ha consentido su uso como prueba por {to}',
  },
  'R-HAN-01': {
    frame: 'Al dato {subject} le falta: {clauses}',
    no_owner: 'propietario',
    no_tlp: 'TLP',
    no_level: 'nivel',
    no_purpose: 'finalidad',
    no_retain_until: 'fin de conservación',
  },
  'R-HAN-02': {
    frame: '{record} es TLP:{tlp}: {clauses}',
    not_owner: 'solo su propietario, {of}, puede transmitirlo',
    no_named_person: 'solo va a personas nombradas',
    person_elsewhere: 'solo va a personas nombradas de la agencia destinataria, no a {of}',
    nobody_owner: 'no consta propietario, el único que puede transmitirlo',
  },
  'R-HAN-03': {
    frame: '{record} lleva el código H2: {clauses}',
    no_consent: '{of} no ha consentido su difusión a {to}',
    no_provider: 'no consta propietario que pueda consentir su difusión a {to}',
  },
  'R-HAN-04': {
    frame: '{clauses}',
    above_ceiling: '{record} es {level}; {ref} puede recibir hasta {value}',
  },
  'R-HAN-05': {
    frame: '{record}: {clauses}',
    no_part: '{to} no participa en {of}, a que pertenece',
    no_link: 'no está vinculado a nada en que participe {to}',
  },
  'R-HAN-06': {
    frame: '{subject} lleva datos personales ({record}) a {to}: {clauses}',
    no_agreement: '{of} no lo permite hoy',
    none_between: 'ningún acuerdo de cooperación lo permite',
  },
  'R-HAN-08': {
    frame: '{subject} {clauses}',
    retain_until: 'debía conservarse hasta el {value}: elimínelo, no lo exporte',
    review_due: 'debía revisarse el {value}; la última revisión fue el {reviewed}',
  },
  'R-HAN-09': {
    frame: '{record} fue retirado por su propietario el {withdrawn}: {clauses}',
    not_to_leave: 'no debe salir',
    tell_holder: 'avise a {ref}, que lo tiene',
    tell_unknown: 'avise a quien lo tenga',
  },
  'R-HAN-12': {
    frame: '{record} {clauses}',
    personal: 'contiene datos personales',
    level: 'lleva el nivel RESTRICTED o superior',
    no_approver: 'nadie ha aprobado {release}',
    one_approver: 'solo una persona ha aprobado {release}',
  },
  'R-HAN-13': { frame: '{record}: {clauses}', other_purpose: 'no se conserva para la finalidad «{purpose}»' },
};

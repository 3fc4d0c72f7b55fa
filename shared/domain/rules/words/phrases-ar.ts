import type { Phrases } from './language.ts';

/** What each rule says, in Arabic. Counts stand after a preposition or a colon. Placeholders are explained in `shape.ts`. */
export const ar: Phrases = {
  'R-OP-02': {
    frame: 'المهمة {subject} {clauses}',
    FS: 'تبدأ قبل أوانها بـ{value}: فهي تنتظر نهاية {ref}',
    SS: 'تبدأ قبل أوانها بـ{value}: فهي تنتظر بداية {ref}',
    FF: 'تنتهي قبل أوانها بـ{value}: فهي تنتظر نهاية {ref}',
    SF: 'تنتهي قبل أوانها بـ{value}: فهي تنتظر بداية {ref}',
    dead: 'تنتظر {ref} وهي {value}',
  },
  'R-OP-03': {
    frame: 'المهمة {subject} {clauses}',
    no_owner: 'بلا جهاز مسؤول',
    no_duration: 'بلا مدة',
    before_phase: 'تبدأ قبل بداية المرحلة {ref}',
    after_phase: 'تنتهي بعد نهاية المرحلة {ref}',
  },
  'R-OP-04': {
    frame: 'نقطة القرار {subject} {clauses}',
    no_owner: 'بلا مسؤول',
    no_deputy: 'بلا نائب',
    no_abort: 'بلا معايير إلغاء',
  },
  'R-OP-05': { frame: 'في المجموعة المتزامنة {subject}، تبدأ {first} قبل {last} بـ{spread_min}' },
  'R-OP-07': {
    frame: 'الجهاز {subject} {clauses}؛ مهامه القادمة: {task}',
    not_issued: 'لا يستطيع الإقرار باستلام الإصدار {value} من الأمر لأنه غير صادر',
    acknowledged_other: 'أقر باستلام الإصدار {value} من الأمر، لا الإصدار {current}',
    not_acknowledged: 'لم يقر باستلام الإصدار {value} من الأمر',
  },
  'R-OP-08': {
    frame: 'تفادي التداخل {subject} {clauses}',
    open: 'لا يزال مفتوحًا',
    in_talks: 'لا يزال قيد التشاور',
    site: 'في الموقع {ref}',
    operation: 'للعملية كلها',
  },
  'R-OP-09': { frame: 'المهمة {subject} تصادف عطلة رسمية في {country}: {holiday}' },
  'R-OP-10': {
    frame: 'الخطر {subject} (الدرجة {score}) {clauses}',
    no_owner: 'بلا مسؤول',
    no_measure: 'بلا تدبير',
  },
  'R-OP-12': {
    frame: '{subject}: {clauses}',
    gap: 'الوقت {value} غير موجود لأن الساعة تتجاوزه',
    overlap: 'الوقت {value} يتكرر مرتين لأن الساعة تُؤخَّر',
  },
  'R-OP-13': { frame: 'في الموقع {subject} مهام {coercive}، لكن تنقصه مهمة: {missing_kind}' },
  'R-OP-14': {
    frame: 'تقع {subject} خارج الساعات القانونية في {country} ({hours}) لمدة: {outside_min}، من دون إذن مسجل',
  },

  'R-PER-01': { frame: 'حِمل {subject} يبلغ {load} في {task}' },
  'R-PER-02': { frame: '{subject} في إجازة أثناء {task}' },
  'R-PER-03': { frame: 'لا أحد في {subject} يتكلم {language} بمستوى {level} أو أعلى' },
  'R-PER-04': {
    frame: 'وقت سفر {subject} قصير: {clauses}',
    from: 'من {ref} إلى {to} المتاح {gap_min} والمطلوب {need_min}',
    overlap: '{to} تبدأ قبل نهاية {ref} بـ{gap_min}، والفاصل المطلوب {need_min}',
  },
  'R-PER-05': { frame: 'التحقق الأمني من {subject} ينتهي في {valid_until}، قبل نهاية {task}' },
  'R-PER-06': {
    frame: 'لا يجوز أن يحمل {subject} السلاح: {clauses}',
    nobody_qualified: 'لا أحد في {ref} مؤهل لحمل السلاح الناري',
    qualification_ends: 'التأهيل لحمل السلاح الناري ينتهي قبل نهاية {ref}',
    no_host_authorisation: 'لم تأذن به الدولة المضيفة في {ref}',
    jit_forbids: 'فريق التحقيق المشترك في {ref} لا يسمح بالسلاح',
  },
  'R-PER-07': {
    frame: 'تنقص {subject} مهارات: {clauses}',
    skill: '{value} ({have} من {needed})',
  },
  'R-PER-08': {
    frame: '{clauses}',
    no_passport: '{subject} موفد إلى {country} بلا جواز سفر مسجل',
    valid_until:
      'جواز سفر {subject} ينتهي في {valid_until}؛ والإيفاد حتى {deployed_until} يتطلب جوازًا صالحًا حتى {needed_until}',
  },
  'R-PER-09': { frame: 'ليس لـ{subject} حق دخول إلى {country} حتى نهاية {task}' },
  'R-PER-10': { frame: 'اللياقة الطبية لـ{subject} تنتهي في {valid_until}، قبل نهاية {task}' },
  'R-PER-11': {
    frame: 'راحة {subject} قصيرة: {clauses}؛ والمطلوب {limit_min}',
    after: '{rest_min} بين {ref} و{before}',
  },
  'R-PER-12': { frame: 'إقامة {subject} في {country} تدوم {days}؛ والحد {limit}' },
  'R-PER-13': {
    frame: 'خدمة {subject} طويلة: {clauses}؛ والحد {limit_min}',
    first: '{duty_min} من {ref} إلى {last}',
  },
  'R-PER-14': { frame: '{subject} غير موفد إلى هناك لأجل {task}' },

  'R-PER-15': {
    frame: 'تصريح {subject} هو {clearance}، وهو دون مستوى {clauses}',
    task: '{ref}',
    task_record: '{ref} بسبب {record}',
  },
  'R-JIT-01': {
    frame: '{subject}: {clauses}',
    no_leader: 'لا قائد للفريق في {value}',
    leader_elsewhere: 'القائد {ref} في {value} ليس من سلطة هناك',
  },
  'R-JIT-02': {
    frame: 'المهمة {subject} تبدأ و{clauses}',
    status: 'الفريق {ref} {value}',
    not_signed: '{ref} لم يُوقَّع من {value}',
    signed_later: 'آخر توقيع على {ref} في {value}',
  },
  'R-JIT-03': {
    frame: '{clauses}',
    from: 'المهمة {subject} تبدأ قبل بداية {ref} في {value}',
    until: 'المهمة {subject} تنتهي بعد نهاية {ref} في {value}',
  },
  'R-JIT-04': { frame: 'المهمة {subject} تجري في {country} حيث لا يعمل {jit}' },
  'R-JIT-05': { frame: 'صفة مشارك فقط في {jit} لا تتيح القيام بالمهمة {subject} ({kind}): {person}' },
  'R-JIT-06': {
    frame: 'المهمة {subject} في {country} ({jit}): {clauses}',
    no_authorisation: 'لا إذن لـ{ref}',
    not_given: 'الإذن لـ{ref} مطلوب ولم يُمنح',
    not_by_leader: 'الإذن لـ{ref} ليس من قائد الفريق في تلك الدولة',
    too_late: 'الإذن لـ{ref} جاء بعد بدء المهمة',
  },
  'R-JIT-07': {
    frame: 'الفريق {subject} {clauses}',
    ends: {
      by: 'days_left',
      zero: 'ينتهي اليوم {value} دون تمديد موقّع',
      other: 'ينتهي بعد {days_left}، في {value}، دون تمديد موقّع',
    },
    ended: 'انتهى قبل {days_left}، في {value}، دون تمديد موقّع',
    evaluation_due: 'كان يجب تقييمه قبل نهاية {value}',
  },
  'R-JIT-08': {
    frame: '{subject}: {clauses}',
    not_signed: 'التمديد حتى {extension} لم يُوقَّع من {value}',
    signed_late: 'التمديد حتى {extension} وُقِّع في {value}، بعد الانتهاء في {end}',
  },
  'R-JIT-09': { frame: 'خارج الفريق {jit} في المهمة {subject}: {person}' },

  'R-JIT-10': {
    frame: 'لا يحدد {subject} ما يلي: {clauses}',
    no_costs: 'من يتحمل التكاليف',
    no_evidence_rules: 'شكليات الإثبات لدى {value}',
    no_languages: 'اللغات',
  },
  'R-AGR-01': {
    frame: '{subject}: {clauses}',
    row: 'لا صك نافذ يشمل {n} ({nat}) من {from} إلى {to}',
    row_basis: '{basis} لا يشمل {n} ({nat}) من {from} إلى {to}',
    near_miss: '{ref} يذكرهم لكنه {inside}',
    type: 'يخص {value}',
    state: 'في حالة «{value}»',
    unsigned: 'لم يُوقَّع من {value}',
    no_parties: 'بلا أطراف مسمّاة',
    no_start: 'بلا تاريخ بدء',
    begins: 'لا يبدأ إلا في {value}',
    ended: 'انتهى في {value}',
    ad_hoc: '{ref} أساس خاص يقوم مقامه',
  },
  'R-AGR-02': {
    frame: '{subject}: {clauses}',
    step_missing: 'تنقص في البداية الخطوة «{value}»',
    step_order: 'لا يجوز أن تلي الخطوة «{value}» الخطوة «{follows}»',
    date_order: 'تاريخ الخطوة «{value}» ({date}) أسبق من «{follows}» ({follows_date})',
    state_differs: 'آخر خطوة «{value}» والحالة «{state}»',
    not_signed: 'نافذ دون توقيع {value}',
    no_start: 'نافذ بلا تاريخ بدء',
    starts_later: 'نافذ قبل بدئه في {value}',
  },
  'R-AGR-03': {
    frame: '{subject}: {clauses}',
    transit: 'لا صك عبور عبر {via} لـ{n} ({nat})',
  },
  'R-AGR-04': {
    frame: '{subject} ينتهي {clauses}',
    movement: { by: 'days', zero: 'في يوم {ref} نفسه', other: 'بعد {ref} بـ{days}' },
  },
  'R-AGR-05': { frame: '{subject} باقٍ في حالة «{state}» منذ {days}' },
  'R-AGR-06': { frame: 'في {subject} لا مرجع لما يلي: {no_reference}' },

  'R-AGR-07': {
    frame: '{subject} المخصص لـ{movement}: {clauses}',
    no_document: 'المذكرة الشفوية غير مرفقة',
    no_approval: 'لم يعتمده أحد',
    one_approver: 'اعتمده شخص واحد فقط',
  },
  'R-MOV-01': {
    frame: '{subject}: {clauses}',
    task_differs: 'المهمة {ref} تبدأ بعد المغادرة بـ{value}',
    task_before: 'المهمة {ref} تبدأ قبل المغادرة بـ{value}',
    no_receiver: 'لم تُسمَّ سلطة استلام',
    no_basis: 'لا أساس قانونيًا لـ{value}',
  },
  'R-MOV-02': {
    frame: '{subject}: {clauses}',
    screened: 'الفرز أُجري لعدد {screened} من {screened_needed} من المسافرين',
  },
  'R-MOV-03': {
    frame: '{subject}: {clauses}',
    consent: 'الموافقة المستنيرة مسجلة لعدد {consent} من {consent_needed} من الضحايا',
  },
  'R-MOV-04': {
    frame: '{subject}: {clauses}',
    refoulement_cleared:
      'عدم الإعادة القسرية مقيَّم لعدد {refoulement_cleared} من {refoulement_cleared_needed} من المسافرين',
  },
  'R-MOV-05': {
    frame: '{subject}: {clauses}',
    nationality: 'الجنسية متحقق منها لعدد {nationality} من {nationality_needed} من المسافرين',
    travel_doc: 'وثيقة السفر صالحة لعدد {travel_doc} من {travel_doc_needed} من المسافرين',
  },
  'R-MOV-06': {
    frame: '{subject}: {clauses}',
    consular: 'الحقوق القنصلية أُبلغت لعدد {consular} من {consular_needed} من المحتجزين',
  },
  'R-MOV-07': {
    frame: '{subject}: {clauses}',
    fit_to_travel: 'اللياقة للسفر موثقة لعدد {fit_to_travel} من {fit_to_travel_needed} من المسافرين',
    medical_flags: 'إشارة طبية لعدد {value} منهم',
  },
  'R-MOV-08': {
    frame: 'طاقم {subject} ناقص: {clauses}',
    escorts: 'المرافقون {escorts} من {escorts_needed}',
    support: 'أفراد الدعم {support} من {support_needed}',
    medics: 'المسعفون {medics} من {medics_needed}',
  },
  'R-MOV-09': { frame: '{subject}: رحلة واحدة تجمع بين {victims} و{accused} بلا خطة فصل' },
  'R-MOV-10': {
    frame: '{subject}: {clauses}',
    no_guardian: 'سفر دون مرافق لـ{n} ({nat}) بلا وصي ولا قرار بشأن المصلحة الفضلى',
    too_many_per_guardian: 'سفر دون مرافق لـ{n} ({nat}) مع وصي واحد، وحدّه الأقصى {limit}',
  },
  'R-MOV-11': { frame: '{subject}: {clauses}', no_handover_slot: 'لم تؤكد سلطة الاستلام موعد التسليم' },
  'R-MOV-12': {
    frame: '{subject}: {clauses}',
    no_carrier_notice: {
      by: 'hours_left',
      zero: 'لم يُبلَّغ الناقل، والمغادرة بعد أقل من ساعة',
      other: 'لم يُبلَّغ الناقل، والمغادرة بعد {hours_left}',
    },
    departed: 'لم يُبلَّغ الناقل وقد فات وقت المغادرة',
  },
  'R-MOV-13': {
    frame: '{subject}: {clauses}',
    no_permission: 'لا إذن عبور محفوظًا من {value}',
    not_given: 'إذن العبور من {value} مطلوب ولم يُمنح',
    unarmed_only: 'إذن العبور من {value} لمرافقة غير مسلحة',
    no_escort_status: 'لا شيء يبيّن هل المرافقة مسلحة',
  },
  'R-MOV-14': {
    frame: '{subject}: أشخاص محتجزون منذ {held_h}؛ وحد الدولة المضيفة {limit_h}',
  },
  'R-MOV-15': {
    frame: '{subject}: {clauses}',
    witnesses: 'الإفادة مأخوذة أو الإجراءات مدونة لعدد {witnesses} من {witnesses_needed} من الشهود',
  },
  'R-MOV-16': {
    frame: '{subject}: {clauses}',
    belongings: 'الأمتعة معادة أو موثقة بإيصال لعدد {belongings} من {belongings_needed} من المسافرين',
  },
  'R-MOV-17': {
    frame: '{subject}: {clauses}',
    aboard: 'عدد من على المتن {value}، والمقاعد المتاحة: {seats}',
    part_above_row:
      'من {n} ({nat}) إلى {to}، عدد شديدي الخطورة {high_risk} وعدد غير المصحوبين {minors_alone}: وهذا يتجاوز السطر',
    row_off_route: 'سفر {n} ({nat}) إلى {to} وهي ليست وجهة',
    check_above_total: 'عمليات تحقق أكثر من المسافرين: {value}',
  },

  'R-MOV-18': {
    frame: '{subject}: {clauses}؛ ولا تفسير لذلك',
    fewer: 'التسليم أقل من المغادرة بـ{n} ({nat})',
    more: 'التسليم أكثر من المغادرة بـ{n} ({nat})',
  },
  'R-FIN-01': { frame: 'الأصل {subject} {clauses}', no_owner: 'بلا مالك', no_jurisdiction: 'بلا ولاية قضائية' },
  'R-FIN-02': {
    frame: '{subject}: {clauses}',
    unexplained_out: 'الخارج والرصيد يزيدان على الداخل بمبلغ {value}',
    unexplained_in: 'الداخل يزيد على الخارج والرصيد بمبلغ {value}',
  },
  'R-FIN-03': { frame: 'الطلب {subject} متأخر منذ {days_overdue}؛ كان مستحقًا في {due}' },
  'R-FIN-04': {
    frame: {
      by: 'working_days',
      zero: 'الطلب {subject} مستحق في {due}؛ لم يبق أي يوم عمل',
      other: 'الطلب {subject} مستحق في {due}، بعد {working_days}',
    },
  },
  'R-FIN-05': {
    frame: 'الأصل {subject} حر بين تدبيرين: {clauses}',
    ends: '{ref} ينتهي في {value}، و{begins.ref} لا يبدأ إلا في {begins}',
  },
  'R-FIN-06': {
    frame: 'الأصل {subject} {clauses}',
    no_final_order: '{value} دون حكم نهائي',
    no_title: '{value} دون حكم أو اتفاق',
  },
  'R-FIN-07': {
    frame: {
      by: 'days_left',
      zero: 'آخر تدبير على {subject}، وهو {request}، ينتهي اليوم ولا شيء بعده',
      other: 'آخر تدبير على {subject}، وهو {request}، ينتهي بعد {days_left} ولا شيء بعده',
    },
  },
  'R-FIN-08': {
    frame: 'الأصل {subject}: {clauses}',
    no_amount: 'سعر صرف بلا مبلغ له عملة وتاريخ تقييم',
    no_currency: 'مبلغ بلا عملة',
    no_rate: 'قيمة بالدولار بلا سعر الصرف المستعمل',
  },
  'R-FIN-09': { frame: '{kind} نفسه في {subject} وفي {same_as}' },

  'R-FIN-10': {
    frame: 'ملف وقف الدفع {subject}: {clauses}',
    no_payer: 'بلا حساب مدين',
    no_beneficiary: 'بلا حساب دائن',
    no_amount: 'بلا مبلغ',
    no_currency: 'بلا عملة',
    no_value_time: 'بلا وقت القيمة',
    no_reference: 'بلا مرجع',
    no_fraud_type: 'بلا نوع الاحتيال',
    no_report: 'بلا رقم البلاغ',
    transfer_age_h: 'مضى على التحويل أكثر من {value}',
  },
  'R-FIN-11': {
    frame: 'السجل {record} من معلومات وحدة استخبارات مالية: {clauses}',
    no_fiu_consent: '{of} لم توافق على إتاحته لـ{to}',
    no_evidence_consent: '{of} لم توافق على استعماله دليلًا لدى {to}',
  },
  'R-HAN-01': {
    frame: 'السجل {subject} {clauses}',
    no_owner: 'بلا مالك',
    no_tlp: 'بلا رمز تداول',
    no_level: 'بلا مستوى',
    no_purpose: 'بلا غرض',
    no_retain_until: 'بلا نهاية لمدة الحفظ',
  },
  'R-HAN-02': {
    frame: 'السجل {record} موسوم {tlp}: {clauses}',
    not_owner: 'لا ينقله إلا مالكه {of}',
    no_named_person: 'لا يذهب إلا إلى أشخاص مسمّين',
    person_elsewhere: 'لا يذهب إلا إلى أشخاص مسمّين من الجهاز المستلم، لا إلى {of}',
    nobody_owner: 'لا مالك مسجلًا، وهو وحده من ينقله',
  },
  'R-HAN-03': {
    frame: 'السجل {record} مقيد بموافقة مصدره: {clauses}',
    no_consent: '{of} لم يوافق على إتاحته لـ{to}',
    no_provider: 'لا مصدر مسجلًا يوافق على إتاحته لـ{to}',
  },
  'R-HAN-04': {
    frame: '{clauses}',
    above_ceiling: 'السجل {record} بمستوى {level}؛ والحد الأعلى لـ{ref} هو {value}',
  },
  'R-HAN-05': {
    frame: 'السجل {record}: {clauses}',
    no_part: 'لا دور لـ{to} في {of} الذي يتبعه',
    no_link: 'لا يرتبط بشيء يشارك فيه {to}',
  },
  'R-HAN-06': {
    frame: '{subject} تنقل بيانات شخصية ({record}) إلى {to}: {clauses}',
    no_agreement: '{of} لا يسمح بذلك اليوم',
    none_between: 'لا اتفاق تعاون يسمح بذلك',
  },
  'R-HAN-08': {
    frame: 'السجل {subject} {clauses}',
    retain_until: 'كان يُحفظ حتى {value}: احذفه ولا تصدّره',
    review_due: 'كان موعد مراجعته في {value}؛ وآخر مراجعة في {reviewed}',
  },
  'R-HAN-09': {
    frame: 'السجل {record} سحبه مالكه في {withdrawn}: {clauses}',
    not_to_leave: 'يجب ألا يخرج',
    tell_holder: 'أبلغ {ref} وهو حائزه',
    tell_unknown: 'أبلغ من يحوزه',
  },
  'R-HAN-12': {
    frame: 'السجل {record} {clauses}',
    personal: 'يحوي بيانات شخصية',
    level: 'موسوم بمستوى مقيّد أو أعلى',
    no_approver: 'لم يعتمد أحد {release}',
    one_approver: 'لم يعتمد {release} إلا شخص واحد',
  },
  'R-HAN-13': { frame: 'السجل {record}: {clauses}', other_purpose: 'ليس محفوظًا لغرض «{purpose}»' },
};

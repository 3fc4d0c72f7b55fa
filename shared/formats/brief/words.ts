import type { OrderSection } from '../../model/plan.ts';

export type BriefLanguage = 'en' | 'fr' | 'es' | 'ar';
export const BRIEF_LANGUAGES: readonly BriefLanguage[] = ['en', 'fr', 'es', 'ar'];

interface Words {
  readonly sections: Readonly<Record<OrderSection, string>>;
  readonly operation: string;
  readonly order: string;
  readonly version: string;
  readonly asOf: string;
  readonly copyFor: string;
  readonly copy: string;
  readonly destroyBy: string;
  readonly page: string;
  readonly of: string;
  readonly hHour: string;
  readonly hWithheld: string;
  readonly dDay: string;
  readonly mandate: string;
  readonly lead: string;
  readonly coordinator: string;
  readonly strategic: string;
  readonly tactical: string;
  readonly sites: string;
  readonly site: string;
  readonly place: string;
  readonly persons: string;
  readonly held: string;
  readonly hazards: string;
  readonly localTime: string;
  readonly targets: string;
  readonly phase: string;
  readonly offset: string;
  readonly reference: string;
  readonly task: string;
  readonly where: string;
  readonly agency: string;
  readonly minutes: string;
  readonly remote: string;
  readonly decisionPoints: string;
  readonly owner: string;
  readonly deputy: string;
  readonly abort: string;
  readonly notSet: string;
  readonly syncGroups: string;
  readonly movements: string;
  readonly route: string;
  readonly departs: string;
  readonly people: string;
  readonly receiving: string;
  readonly staff: string;
  readonly basis: string;
  readonly risks: string;
  readonly risk: string;
  readonly score: string;
  readonly measure: string;
  readonly agencies: string;
  readonly role: string;
  readonly ncb: string;
  readonly agreements: string;
  readonly agreement: string;
  readonly state: string;
  readonly until: string;
  readonly parties: string;
  readonly yourTasks: string;
  readonly deployments: string;
  readonly nothingHere: string;
  readonly notCopied: string;
}

const en: Words = {
  sections: {
    information: 'Information',
    intention: 'Intention',
    method: 'Method',
    administration: 'Administration',
    risk_assessment: 'Risk assessment',
    communications: 'Communications',
    human_rights: 'Human rights and other legal issues',
  },
  operation: 'Operation',
  order: 'Operational order',
  version: 'Version',
  asOf: 'As of',
  copyFor: 'For',
  copy: 'Copy',
  destroyBy: 'Destroy by',
  page: 'Page',
  of: 'of',
  hHour: 'H-hour',
  hWithheld: 'The exact H-hour is not part of this pack.',
  dDay: 'D-day',
  mandate: 'Mandate',
  lead: 'Lead agency',
  coordinator: 'Coordinator',
  strategic: 'Strategic command',
  tactical: 'Tactical command',
  sites: 'Sites',
  site: 'Site',
  place: 'Place',
  persons: 'Persons (est.)',
  held: 'Held (est.)',
  hazards: 'Hazards',
  localTime: 'Local time',
  targets: 'Targets',
  phase: 'Phase',
  offset: 'Offset',
  reference: 'Reference time',
  task: 'Task',
  where: 'Where',
  agency: 'Agency',
  minutes: 'min',
  remote: 'remote',
  decisionPoints: 'Decision points',
  owner: 'Owner',
  deputy: 'Deputy',
  abort: 'Abort criteria',
  notSet: 'not set',
  syncGroups: 'Must start together',
  movements: 'Transfer and repatriation',
  route: 'Route',
  departs: 'Departs',
  people: 'People',
  receiving: 'Received by',
  staff: 'Escorts / support / medics',
  basis: 'Legal basis',
  risks: 'Risks',
  risk: 'Risk',
  score: 'Score',
  measure: 'Measure',
  agencies: 'Agencies taking part',
  role: 'Role',
  ncb: 'NCB',
  agreements: 'Agreements',
  agreement: 'Agreement',
  state: 'State',
  until: 'Until',
  parties: 'Parties',
  yourTasks: 'Your tasks',
  deployments: 'Deployments abroad',
  nothingHere: 'Nothing recorded.',
  notCopied: 'Not to be copied or passed on without the owner’s permission.',
};

const fr: Words = {
  sections: {
    information: 'Informations',
    intention: 'Intention',
    method: 'Méthode',
    administration: 'Administration',
    risk_assessment: 'Évaluation des risques',
    communications: 'Communications',
    human_rights: 'Droits de l’homme et autres questions juridiques',
  },
  operation: 'Opération',
  order: 'Ordre d’opération',
  version: 'Version',
  asOf: 'Situation au',
  copyFor: 'Pour',
  copy: 'Exemplaire',
  destroyBy: 'À détruire avant le',
  page: 'Page',
  of: 'sur',
  hHour: 'Heure H',
  hWithheld: 'L’heure H exacte ne figure pas dans ce dossier.',
  dDay: 'Jour J',
  mandate: 'Mandat',
  lead: 'Agence chef de file',
  coordinator: 'Coordination',
  strategic: 'Commandement stratégique',
  tactical: 'Commandement tactique',
  sites: 'Sites',
  site: 'Site',
  place: 'Lieu',
  persons: 'Personnes (est.)',
  held: 'Retenues (est.)',
  hazards: 'Dangers',
  localTime: 'Heure locale',
  targets: 'Objectifs chiffrés',
  phase: 'Phase',
  offset: 'Décalage',
  reference: 'Heure de référence',
  task: 'Tâche',
  where: 'Où',
  agency: 'Agence',
  minutes: 'min',
  remote: 'à distance',
  decisionPoints: 'Points de décision',
  owner: 'Responsable',
  deputy: 'Suppléant',
  abort: 'Critères d’abandon',
  notSet: 'non défini',
  syncGroups: 'Doivent commencer ensemble',
  movements: 'Transfert et rapatriement',
  route: 'Itinéraire',
  departs: 'Départ',
  people: 'Personnes',
  receiving: 'Accueil par',
  staff: 'Escortes / soutien / médical',
  basis: 'Base juridique',
  risks: 'Risques',
  risk: 'Risque',
  score: 'Cotation',
  measure: 'Mesure',
  agencies: 'Agences participantes',
  role: 'Rôle',
  ncb: 'BCN',
  agreements: 'Accords',
  agreement: 'Accord',
  state: 'État',
  until: 'Jusqu’au',
  parties: 'Parties',
  yourTasks: 'Vos tâches',
  deployments: 'Déploiements à l’étranger',
  nothingHere: 'Rien d’enregistré.',
  notCopied: 'Ne pas copier ni transmettre sans l’accord du propriétaire des données.',
};

const es: Words = {
  sections: {
    information: 'Información',
    intention: 'Intención',
    method: 'Método',
    administration: 'Administración',
    risk_assessment: 'Evaluación de riesgos',
    communications: 'Comunicaciones',
    human_rights: 'Derechos humanos y otras cuestiones jurídicas',
  },
  operation: 'Operación',
  order: 'Orden de operaciones',
  version: 'Versión',
  asOf: 'Situación a',
  copyFor: 'Para',
  copy: 'Ejemplar',
  destroyBy: 'Destruir antes del',
  page: 'Página',
  of: 'de',
  hHour: 'Hora H',
  hWithheld: 'La hora H exacta no figura en este expediente.',
  dDay: 'Día D',
  mandate: 'Mandato',
  lead: 'Organismo principal',
  coordinator: 'Coordinación',
  strategic: 'Mando estratégico',
  tactical: 'Mando táctico',
  sites: 'Emplazamientos',
  site: 'Emplazamiento',
  place: 'Lugar',
  persons: 'Personas (est.)',
  held: 'Retenidas (est.)',
  hazards: 'Peligros',
  localTime: 'Hora local',
  targets: 'Objetivos',
  phase: 'Fase',
  offset: 'Desfase',
  reference: 'Hora de referencia',
  task: 'Tarea',
  where: 'Dónde',
  agency: 'Organismo',
  minutes: 'min',
  remote: 'a distancia',
  decisionPoints: 'Puntos de decisión',
  owner: 'Responsable',
  deputy: 'Suplente',
  abort: 'Criterios de cancelación',
  notSet: 'sin definir',
  syncGroups: 'Deben empezar a la vez',
  movements: 'Traslado y repatriación',
  route: 'Ruta',
  departs: 'Salida',
  people: 'Personas',
  receiving: 'Recibe',
  staff: 'Escoltas / apoyo / médicos',
  basis: 'Base jurídica',
  risks: 'Riesgos',
  risk: 'Riesgo',
  score: 'Valor',
  measure: 'Medida',
  agencies: 'Organismos participantes',
  role: 'Función',
  ncb: 'OCN',
  agreements: 'Acuerdos',
  agreement: 'Acuerdo',
  state: 'Estado',
  until: 'Hasta',
  parties: 'Partes',
  yourTasks: 'Sus tareas',
  deployments: 'Despliegues en el extranjero',
  nothingHere: 'Nada registrado.',
  notCopied: 'No copiar ni transmitir sin permiso del propietario de los datos.',
};

const ar: Words = {
  sections: {
    information: 'المعلومات',
    intention: 'القصد',
    method: 'الأسلوب',
    administration: 'الشؤون الإدارية',
    risk_assessment: 'تقييم المخاطر',
    communications: 'الاتصالات',
    human_rights: 'حقوق الإنسان والمسائل القانونية الأخرى',
  },
  operation: 'العملية',
  order: 'أمر العمليات',
  version: 'النسخة',
  asOf: 'الوضع في',
  copyFor: 'إلى',
  copy: 'نسخة رقم',
  destroyBy: 'تُتلف قبل',
  page: 'صفحة',
  of: 'من',
  hHour: 'الساعة «س»',
  hWithheld: 'ساعة الصفر الدقيقة ليست جزءًا من هذا الملف.',
  dDay: 'اليوم «ي»',
  mandate: 'التفويض',
  lead: 'الجهاز القائد',
  coordinator: 'التنسيق',
  strategic: 'القيادة الاستراتيجية',
  tactical: 'القيادة التكتيكية',
  sites: 'المواقع',
  site: 'الموقع',
  place: 'المكان',
  persons: 'الأشخاص (تقدير)',
  held: 'المحتجزون (تقدير)',
  hazards: 'الأخطار',
  localTime: 'التوقيت المحلي',
  targets: 'الأهداف',
  phase: 'المرحلة',
  offset: 'الفارق',
  reference: 'التوقيت المرجعي',
  task: 'المهمة',
  where: 'أين',
  agency: 'الجهاز',
  minutes: 'دقيقة',
  remote: 'عن بُعد',
  decisionPoints: 'نقاط القرار',
  owner: 'المسؤول',
  deputy: 'النائب',
  abort: 'معايير الإلغاء',
  notSet: 'غير محدد',
  syncGroups: 'يجب أن تبدأ معًا',
  movements: 'النقل والإعادة إلى الوطن',
  route: 'المسار',
  departs: 'المغادرة',
  people: 'الأشخاص',
  receiving: 'جهة الاستلام',
  staff: 'مرافقون / دعم / مسعفون',
  basis: 'الأساس القانوني',
  risks: 'المخاطر',
  risk: 'الخطر',
  score: 'الدرجة',
  measure: 'التدبير',
  agencies: 'الأجهزة المشاركة',
  role: 'الدور',
  ncb: 'المكتب المركزي الوطني',
  agreements: 'الاتفاقات',
  agreement: 'الاتفاق',
  state: 'الحالة',
  until: 'حتى',
  parties: 'الأطراف',
  yourTasks: 'مهامكم',
  deployments: 'الإيفاد إلى الخارج',
  nothingHere: 'لا شيء مسجل.',
  notCopied: 'لا يجوز النسخ أو التمرير دون إذن مالك البيانات.',
};

export const WORDS: Readonly<Record<BriefLanguage, Words>> = { en, fr, es, ar };
export type { Words };

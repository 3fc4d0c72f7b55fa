import type { MatrixFunction } from '../../domain/matrix/index.ts';
import type { Light } from '../../time/sun.ts';
import type { BriefLanguage } from '../brief/words.ts';

/** What a printed matrix says beyond the words every pack shares. */
export interface MatrixWords {
  readonly title: string;
  /** Before a moment: `As it is everywhere at`. */
  readonly moment: string;
  readonly site: string;
  readonly light: string;
  readonly sun: string;
  readonly holiday: string;
  readonly yes: string;
  readonly under: Readonly<Record<Light, string>>;
  readonly rowHead: Readonly<Record<'site' | 'function', string>>;
  readonly remote: string;
  readonly unplaced: string;
  readonly before: string;
  readonly from: string;
  readonly clocks: string;
  readonly sync: string;
  readonly armed: string;
  readonly decision: string;
  /** Followed by a number. */
  readonly undated: string;
  readonly functions: Readonly<Record<MatrixFunction, string>>;
}

const en: MatrixWords = {
  title: 'Synchronisation matrix',
  moment: 'Everywhere at',
  site: 'Site',
  light: 'Light',
  sun: 'Sunrise – sunset',
  holiday: 'Public holiday',
  yes: 'yes',
  under: { day: 'day', twilight: 'twilight', night: 'night' },
  rowHead: { site: 'Site', function: 'Function' },
  remote: 'Remote',
  unplaced: 'Place not given',
  before: 'before',
  from: 'from',
  clocks: 'Clocks of a site in its own row, else of',
  sync: 'starts together',
  armed: 'armed',
  decision: 'decision point',
  undated: 'Tasks without a place in time:',
  functions: {
    command: 'Command and coordination',
    intelligence: 'Intelligence',
    legal: 'Legal',
    preparation: 'Preparation',
    entry: 'Entry and arrest',
    evidence: 'Search and evidence',
    victims: 'Care and screening',
    movement: 'Transfer and repatriation',
    finance: 'Finance',
    information: 'Reporting and media',
  },
};

const fr: MatrixWords = {
  title: 'Matrice de synchronisation',
  moment: 'Partout à',
  site: 'Site',
  light: 'Lumière',
  sun: 'Lever – coucher',
  holiday: 'Jour férié',
  yes: 'oui',
  under: { day: 'jour', twilight: 'crépuscule', night: 'nuit' },
  rowHead: { site: 'Site', function: 'Fonction' },
  remote: 'À distance',
  unplaced: 'Lieu non indiqué',
  before: 'avant',
  from: 'dès',
  clocks: 'Heures du site dans sa ligne, sinon de',
  sync: 'départ simultané',
  armed: 'armé',
  decision: 'point de décision',
  undated: 'Tâches sans place dans le temps :',
  functions: {
    command: 'Commandement et coordination',
    intelligence: 'Renseignement',
    legal: 'Juridique',
    preparation: 'Préparation',
    entry: 'Entrée et interpellation',
    evidence: 'Fouille et preuves',
    victims: 'Prise en charge et identification',
    movement: 'Transfert et rapatriement',
    finance: 'Finances',
    information: 'Compte rendu et médias',
  },
};

const es: MatrixWords = {
  title: 'Matriz de sincronización',
  moment: 'En todas partes a las',
  site: 'Lugar',
  light: 'Luz',
  sun: 'Salida – puesta del sol',
  holiday: 'Día festivo',
  yes: 'sí',
  under: { day: 'día', twilight: 'crepúsculo', night: 'noche' },
  rowHead: { site: 'Lugar', function: 'Función' },
  remote: 'A distancia',
  unplaced: 'Lugar no indicado',
  before: 'antes de',
  from: 'desde',
  clocks: 'Hora del lugar en su fila; en las demás, de',
  sync: 'inicio simultáneo',
  armed: 'armado',
  decision: 'punto de decisión',
  undated: 'Tareas sin lugar en el tiempo:',
  functions: {
    command: 'Mando y coordinación',
    intelligence: 'Inteligencia',
    legal: 'Asuntos jurídicos',
    preparation: 'Preparación',
    entry: 'Entrada y detención',
    evidence: 'Registro y pruebas',
    victims: 'Atención e identificación',
    movement: 'Traslado y repatriación',
    finance: 'Finanzas',
    information: 'Informes y medios',
  },
};

const ar: MatrixWords = {
  title: 'مصفوفة التزامن',
  moment: 'في كل مكان عند',
  site: 'الموقع',
  light: 'الضوء',
  sun: 'الشروق – الغروب',
  holiday: 'عطلة رسمية',
  yes: 'نعم',
  under: { day: 'نهار', twilight: 'شفق', night: 'ليل' },
  rowHead: { site: 'الموقع', function: 'الوظيفة' },
  remote: 'عن بُعد',
  unplaced: 'المكان غير مذكور',
  before: 'قبل',
  from: 'من',
  clocks: 'توقيت الموقع في صفه، وفي غيره توقيت',
  sync: 'بدء متزامن',
  armed: 'مسلح',
  decision: 'نقطة قرار',
  undated: 'مهام بلا موضع في الزمن:',
  functions: {
    command: 'القيادة والتنسيق',
    intelligence: 'الاستخبارات',
    legal: 'الشؤون القانونية',
    preparation: 'التحضير',
    entry: 'الدخول والتوقيف',
    evidence: 'التفتيش والأدلة',
    victims: 'الرعاية والفرز',
    movement: 'النقل والإعادة إلى الوطن',
    finance: 'الشؤون المالية',
    information: 'التقارير والإعلام',
  },
};

export const MATRIX_WORDS: Readonly<Record<BriefLanguage, MatrixWords>> = { en, fr, es, ar };

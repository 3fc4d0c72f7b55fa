import type { CoverState, MissFault } from '../../domain/explain/index.ts';
import type { BriefLanguage } from '../brief/words.ts';

/** What a printed coverage says beyond the words every pack shares. `faults` hold {{day}} and {{parties}}. */
interface CoverageWords {
  readonly title: string;
  readonly travellers: string;
  readonly group: string;
  readonly route: string;
  readonly transit: string;
  readonly until: string;
  readonly noEnd: string;
  readonly basis: string;
  readonly near: string;
  readonly nothing: string;
  readonly over: string;
  readonly gaps: string;
  readonly none: string;
  readonly states: Readonly<Record<CoverState, string>>;
  readonly faults: Readonly<Record<MissFault['fault'], string>>;
}
export const COVERAGE_WORDS: Readonly<Record<BriefLanguage, CoverageWords>> = {
  en: {
    title: 'Coverage of movements',
    travellers: 'travellers',
    group: 'Group',
    route: 'Route',
    transit: 'Through',
    until: 'until',
    noEnd: 'no end',
    basis: 'named basis',
    near: 'comes near',
    nothing: 'no agreement comes near',
    over: 'needs none any more',
    gaps: 'gaps',
    none: 'There is nobody to move.',
    states: {
      covered: 'covered',
      open: 'gap',
      other_basis: 'other basis named',
      unseen: 'basis not in this copy',
    },
    faults: {
      nationality: 'not for this nationality',
      category: 'not for this category',
      type: 'type does not fit',
      state: 'not in force',
      no_start: 'no start date',
      begins: 'begins {{day}}',
      ended: 'ended {{day}}',
      unsigned: 'not signed by {{parties}}',
    },
  },
  fr: {
    title: 'Couverture des mouvements',
    travellers: 'voyageurs',
    group: 'Groupe',
    route: 'Trajet',
    transit: 'Par',
    until: 'jusqu’au',
    noEnd: 'sans fin',
    basis: 'base citée',
    near: 's’en approche',
    nothing: 'aucun accord ne s’en approche',
    over: 'n’en a plus besoin',
    gaps: 'lacunes',
    none: 'Personne n’est à déplacer.',
    states: {
      covered: 'couvert',
      open: 'lacune',
      other_basis: 'autre base nommée',
      unseen: 'base absente de cette copie',
    },
    faults: {
      nationality: 'pas pour cette nationalité',
      category: 'pas pour cette catégorie',
      type: 'type inadapté',
      state: 'pas en vigueur',
      no_start: 'sans date d’effet',
      begins: 'commence le {{day}}',
      ended: 'terminé le {{day}}',
      unsigned: 'non signé par {{parties}}',
    },
  },
  es: {
    title: 'Cobertura de los traslados',
    travellers: 'viajeros',
    group: 'Grupo',
    route: 'Trayecto',
    transit: 'Por',
    until: 'hasta',
    noEnd: 'sin fin',
    basis: 'base citada',
    near: 'se acerca',
    nothing: 'ningún acuerdo se acerca',
    over: 'ya no lo necesita',
    gaps: 'lagunas',
    none: 'No hay nadie que trasladar.',
    states: {
      covered: 'cubierto',
      open: 'laguna',
      other_basis: 'otra base nombrada',
      unseen: 'base ausente de esta copia',
    },
    faults: {
      nationality: 'no para esta nacionalidad',
      category: 'no para esta categoría',
      type: 'el tipo no encaja',
      state: 'no está en vigor',
      no_start: 'sin fecha de inicio',
      begins: 'empieza el {{day}}',
      ended: 'terminó el {{day}}',
      unsigned: 'sin firmar por {{parties}}',
    },
  },
  ar: {
    title: 'تغطية التنقلات',
    travellers: 'المسافرون',
    group: 'المجموعة',
    route: 'المسار',
    transit: 'عبر',
    until: 'حتى',
    noEnd: 'بلا نهاية',
    basis: 'السند المذكور',
    near: 'قريب منه',
    nothing: 'لا اتفاق قريب',
    over: 'لم تعد تحتاج إليه',
    gaps: 'ثغرات',
    none: 'لا أحد يُنقل.',
    states: {
      covered: 'مشمول',
      open: 'ثغرة',
      other_basis: 'ذُكر أساس آخر',
      unseen: 'الأساس غير وارد في هذه النسخة',
    },
    faults: {
      nationality: 'ليس لهذه الجنسية',
      category: 'ليس لهذه الفئة',
      type: 'النوع غير مناسب',
      state: 'غير نافذ',
      no_start: 'بلا تاريخ بدء',
      begins: 'يبدأ في {{day}}',
      ended: 'انتهى في {{day}}',
      unsigned: 'لم يوقِّعه {{parties}}',
    },
  },
};

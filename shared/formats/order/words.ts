import type { OrderState } from '../../model/vocabulary.ts';
import type { BriefLanguage } from '../brief/words.ts';

/** What a printed order says beyond the words every pack shares; French in the terms of the field. */
interface OrderWords {
  readonly states: Readonly<Record<OrderState, string>>;
  readonly fingerprint: string;
  readonly phases: string;
  readonly relies: string;
}
export const ORDER_WORDS: Readonly<Record<BriefLanguage, OrderWords>> = {
  en: {
    states: {
      draft: 'draft',
      review: 'in review',
      issued: 'issued',
      acknowledged: 'acknowledged',
      superseded: 'superseded',
    },
    fingerprint: 'Fingerprint of the text',
    phases: 'Phases',
    relies: 'Agreements and teams relied on',
  },
  fr: {
    states: {
      draft: 'projet',
      review: 'en relecture',
      issued: 'diffusé',
      acknowledged: 'accusé de réception',
      superseded: 'remplacé',
    },
    fingerprint: 'Empreinte du texte',
    phases: 'Phases',
    relies: 'Accords et équipes invoqués',
  },
  es: {
    states: {
      draft: 'proyecto',
      review: 'en revisión',
      issued: 'emitida',
      acknowledged: 'con acuse de recibo',
      superseded: 'sustituida',
    },
    fingerprint: 'Huella del texto',
    phases: 'Fases',
    relies: 'Acuerdos y equipos en que se basa',
  },
  ar: {
    states: {
      draft: 'مسودة',
      review: 'قيد المراجعة',
      issued: 'صادر',
      acknowledged: 'أُقر باستلامه',
      superseded: 'حل محله إصدار أحدث',
    },
    fingerprint: 'بصمة النص',
    phases: 'المراحل',
    relies: 'الاتفاقات والفرق المستند إليها',
  },
};

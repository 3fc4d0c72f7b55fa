/**
 * Reasons of the gate in words. Keys stand in manifests and in the log; the words are shown to the releasing officer only.
 * A recipient sees at most the neutral notice: it names no rule, no record and no number.
 */
export const WHY = {
  unmarked: {
    en: 'Owner, TLP, level, purpose or end of retention is missing.',
    fr: 'Source, TLP, niveau, finalité ou fin de conservation manquants.',
  },
  tlp: {
    en: 'The TLP does not allow passing this on to the recipient.',
    fr: 'Le TLP ne permet pas la transmission au destinataire.',
  },
  consent: {
    en: 'H2: the provider has not agreed to this recipient.',
    fr: "H2 : la source n'a pas donné son accord pour ce destinataire.",
  },
  fiuConsent: {
    en: 'Information of an FIU, which has not consented to this recipient or this use.',
    fr: "Information d'une CRF, qui n'a pas donné son accord pour ce destinataire ou cet usage.",
  },
  restriction: {
    en: 'A restriction laid down by the owner excludes the recipient.',
    fr: 'Une restriction de la source exclut le destinataire.',
  },
  ceiling: {
    en: 'The level is above what the recipient may hold.',
    fr: "Le niveau dépasse l'habilitation du destinataire.",
  },
  needToKnow: {
    en: 'The recipient takes no part in what this is linked to.',
    fr: "Le destinataire n'a pas besoin d'en connaître.",
  },
  personalData: {
    en: 'Personal data leave for this body only under a cooperation agreement in force.',
    fr: 'Données personnelles : il faut un accord de coopération en vigueur avec cet organisme.',
  },
  minimalSet: {
    en: 'Not part of what the recipient needs for this purpose.',
    fr: 'Ne fait pas partie des champs nécessaires à cette finalité.',
  },
  keptApart: {
    en: 'Kept apart; never part of a release of the plan.',
    fr: 'Conservé à part ; jamais transmis avec le plan.',
  },
  internal: { en: 'Internal to the agency.', fr: "Interne à l'organisme." },
  retention: { en: 'The end of retention has passed.', fr: 'La durée de conservation est échue.' },
  review: {
    en: 'The last review lies too far back.',
    fr: 'Le dernier réexamen est trop ancien.',
  },
  withdrawn: { en: 'Withdrawn by its owner.', fr: 'Retiré par sa source.' },
  parent: {
    en: 'Part of an item that is withheld or not held here.',
    fr: "Partie d'un élément non transmis ou non détenu ici.",
  },
  hiddenReference: { en: 'Points to an item that is withheld.', fr: 'Renvoie à un élément non transmis.' },
  namesWithheld: { en: 'The text names an item that is withheld.', fr: 'Le texte cite un élément non transmis.' },
  smallCount: { en: 'A count under five that is not needed.', fr: 'Effectif inférieur à cinq, non nécessaire.' },
  unknown: {
    en: 'Not known to this version, so it cannot be judged.',
    fr: 'Inconnu de cette version, donc non vérifiable.',
  },
  purpose: {
    en: 'The purpose of the release is not among those of the record.',
    fr: "La finalité de la transmission n'est pas prévue pour cet élément.",
  },
  ownerSends: {
    en: 'Kept by another agency, which sends it itself.',
    fr: 'Tenu par un autre organisme, qui le transmet lui-même.',
  },
  hHour: {
    en: 'The exact H-hour goes to the disclosure list only.',
    fr: "L'heure H exacte est réservée à la liste de diffusion.",
  },
  revealsHHour: {
    en: 'Would reveal the exact H-hour to somebody who is not on the disclosure list.',
    fr: "Révélerait l'heure H exacte hors de la liste de diffusion.",
  },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly fr: string }>>;
export type WhyKey = keyof typeof WHY;

/** Catalogue keys of what a recipient may be told. */
export const NEUTRAL_NOTICE = { some: 'release.notice.partsWithheld', none: null } as const;

/** The notice for a recipient: only where the owner allows it, and the same words whatever was held back. */
export const neutralNotice = (
  manifest: { readonly withheld: readonly unknown[]; readonly redacted: readonly unknown[] },
  ownerAllows: boolean,
): (typeof NEUTRAL_NOTICE)['some'] | null =>
  ownerAllows && manifest.withheld.length + manifest.redacted.length > 0 ? NEUTRAL_NOTICE.some : NEUTRAL_NOTICE.none;

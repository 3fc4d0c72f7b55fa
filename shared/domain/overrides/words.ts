/** Why an override does not count, in words: for refusals, the command line and docs/overrides.md. */
import type { Bi } from '../../model/plan.ts';
import type { VoidReason } from './judge.ts';

export const VOID_WORDS: Readonly<Record<VoidReason, Bi>> = {
  never: { en: 'nobody can lift a finding of this rule', fr: 'nul ne peut lever un constat de cette règle' },
  foreign: {
    en: 'only the agency that keeps the operation lifts its findings',
    fr: 'seul le service qui tient l’opération lève ses constats',
  },
  contested: {
    en: 'what it says is in conflict between agencies',
    fr: 'son contenu est en conflit entre services',
  },
  no_reason: { en: 'a finding is lifted with a reason', fr: 'un constat est levé avec un motif' },
  no_person: { en: 'somebody has to answer for it by name', fr: 'quelqu’un doit en répondre nommément' },
  not_commander: {
    en: 'a block is lifted by the strategic commander of the operation only',
    fr: 'seul le commandant stratégique de l’opération lève un blocage',
  },
  no_second: { en: 'a block is lifted with a second person', fr: 'un blocage est levé avec une seconde personne' },
  same_person: {
    en: 'the second person must be another one',
    fr: 'la seconde personne doit être une autre personne',
  },
  expired: { en: 'its last day has passed', fr: 'son dernier jour est passé' },
  not_found: { en: 'no such finding stands', fr: 'aucun constat de ce genre n’est en cours' },
  severity_rose: {
    en: 'it was given for a warning, and the finding blocks now',
    fr: 'elle visait un avertissement, et le constat bloque désormais',
  },
  changed: {
    en: 'the finding says something else than when it was lifted',
    fr: 'le constat dit autre chose que lorsqu’il a été levé',
  },
};

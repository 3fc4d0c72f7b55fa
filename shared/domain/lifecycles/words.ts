/** Words of roles and demands, for screens and for docs/lifecycles.md. */
import type { Bi } from '../../model/plan.ts';
import { bi } from './define.ts';
import type { Need, Role, Stage } from './types.ts';

export const ROLE_WORDS: Readonly<Record<Role, Bi>> = {
  planner: bi('planner', 'planificateur'),
  team_lead: bi('team lead', 'chef d’équipe'),
  briefing_officer: bi('briefing officer', 'responsable des dossiers'),
  legal_finance_officer: bi('legal and finance officer', 'responsable juridique et financier'),
  release_officer: bi('release officer', 'responsable de la diffusion'),
  strategic_commander: bi('strategic commander', 'commandant stratégique'),
  tactical_commander: bi('tactical commander', 'commandant tactique'),
  operational_commander: bi('operational commander', 'commandant opérationnel'),
};

export const STAGE_WORDS: Readonly<Record<Stage, Bi>> = {
  open: bi('open', 'en cours'),
  paused: bi('paused', 'en pause'),
  stopped: bi('called off', 'arrêté'),
  settled: bi('settled', 'décidé'),
  final: bi('final', 'définitif'),
};

/** Each reads after "needs": "needs a reason". */
export const NEED_WORDS: Readonly<Record<Need, Bi>> = {
  date: bi(
    'the day it happened, not after today and not before the last step',
    'le jour du fait, ni futur ni antérieur à la dernière étape',
  ),
  date_in_order: bi(
    'the day it happened, not after today, and the day of the last step, not after it (R-AGR-02)',
    'le jour du fait, non futur, et celui de la dernière étape, qui ne lui est pas postérieur (R-AGR-02)',
  ),
  reference: bi('a reference', 'une référence'),
  reference_or_reason: bi(
    'a reference, or a reason why there is none (R-AGR-06)',
    'une référence, ou le motif de son absence (R-AGR-06)',
  ),
  reason: bi('a reason', 'un motif'),
  second_person: bi('a second person', 'une seconde personne'),
  authority: bi('the authority that decided', 'l’autorité qui a décidé'),
  review_date: bi('the day by which the decision is reviewed', 'la date limite du réexamen'),
  some_signatures: bi(
    'the signature of some parties, not of all',
    'la signature d’une partie des parties, non de toutes',
  ),
  all_signatures: bi('the signature of every party', 'la signature de toutes les parties'),
  signed_at_once: bi('all signatures on one day', 'toutes les signatures le même jour'),
  start: bi('a start date that has come', 'une date d’effet atteinte'),
  end_passed: bi('an end date that has passed', 'une date de fin dépassée'),
  due_passed: bi('a due date that has passed', 'une échéance dépassée'),
  extension: bi(
    'a later end, signed by every party no later than the end it extends (R-JIT-08)',
    'une fin plus tardive, signée par toutes les parties au plus tard à la date qu’elle prolonge (R-JIT-08)',
  ),
  no_ratification: bi(
    'the statement that no party’s law asks for ratification',
    'la constatation qu’aucune ratification n’est requise',
  ),
  successor: bi('what replaces it', 'ce qui le remplace'),
  version: bi('a version number above the last one', 'un numéro de version supérieur au précédent'),
  acknowledgements: bi(
    'the acknowledgement of every agency it went to',
    'l’accusé de réception de chaque service destinataire',
  ),
  final_order: bi('a final order (R-FIN-06)', 'une décision de justice définitive (R-FIN-06)'),
  order_or_agreement: bi('an order or an agreement (R-FIN-06)', 'une décision de justice ou un accord (R-FIN-06)'),
  person_checks: bi('the counts of the checks on persons', 'le décompte des vérifications individuelles'),
  handover: bi(
    'the handover record: place, counts, signatures of both sides',
    'le procès-verbal de remise : lieu, effectifs, signatures des deux parties',
  ),
  counts: bi(
    'equal counts at departure and handover, or a reason for the difference (R-MOV-18)',
    'des effectifs égaux au départ et à la remise, ou le motif de l’écart (R-MOV-18)',
  ),
};

/** Movements and the screening of a person: nobody travels before every check is done. */
import { MOVEMENT_STATES, SCREENING_STATES } from '../../model/vocabulary.ts';
import { bi, each, lifecycle, state, step } from './define.ts';
import type { Lifecycle, Role, StateOf } from './types.ts';

const PLANNING: readonly Role[] = ['planner', 'legal_finance_officer'];
const TRAVEL: readonly Role[] = ['team_lead', 'operational_commander'];
const COMMAND: readonly Role[] = ['strategic_commander', 'tactical_commander'];
const ANYBODY: readonly Role[] = [...PLANNING, ...TRAVEL, ...COMMAND];

export const MOVEMENT: Lifecycle<StateOf['movement']> = lifecycle({
  title: bi('Movement', 'Mouvement'),
  states: MOVEMENT_STATES,
  initial: 'planned',
  info: {
    planned: state('open', 'planned', 'prévu'),
    screening: state('open', 'screening', 'identification'),
    documents: state('open', 'documents', 'documents'),
    cleared: state('open', 'cleared', 'autorisé'),
    departed: state('open', 'departed', 'parti'),
    in_transit: state('open', 'in transit', 'en transit'),
    handed_over: state('open', 'handed over', 'remis'),
    received: state('open', 'received', 'accueilli'),
    closed: state('final', 'closed', 'clos'),
    held: state('paused', 'held', 'suspendu'),
    cancelled: state('stopped', 'cancelled', 'annulé'),
  },
  steps: [
    step('planned', 'screening', bi('start screening', 'engager l’identification'), [...PLANNING, 'team_lead'], {
      needs: ['date'],
    }),
    // The count of screenings decides; consents and documents are what the next state is for.
    step(
      'screening',
      'documents',
      bi('report everybody screened', 'déclarer l’identification achevée'),
      [...PLANNING, 'team_lead'],
      {
        needs: ['date', 'person_checks'],
        rules: ['R-MOV-02'],
      },
    ),
    step('documents', 'screening', bi('send back to screening', 'renvoyer à l’identification'), PLANNING, {
      needs: ['reason'],
    }),
    step('documents', 'cleared', bi('clear for travel', 'autoriser le voyage'), ['legal_finance_officer'], {
      needs: ['date', 'second_person', 'person_checks'],
      gates: ['clear'],
    }),
    step('cleared', 'documents', bi('take back the clearance', 'retirer l’autorisation'), PLANNING, {
      needs: ['reason'],
    }),
    step('cleared', 'departed', bi('depart', 'partir'), TRAVEL, {
      needs: ['date', 'person_checks'],
      gates: ['clear', 'depart'],
    }),
    step('departed', 'in_transit', bi('report on the way', 'signaler en route'), TRAVEL, { needs: ['date'] }),
    step('in_transit', 'handed_over', bi('hand over', 'remettre'), TRAVEL, { needs: ['date', 'handover'] }),
    step('handed_over', 'received', bi('record the reception', 'constater l’accueil'), ANYBODY, {
      needs: ['date', 'authority'],
    }),
    step('received', 'closed', bi('close', 'clore'), PLANNING, { needs: ['date', 'counts'], gates: ['close'] }),
  ],
  sides: [
    {
      state: 'held',
      from: ['planned', 'screening', 'documents', 'cleared', 'departed', 'in_transit'],
      enter: [bi('hold', 'suspendre'), ANYBODY, { needs: ['date', 'reason'] }],
      back: [bi('release the hold', 'lever la suspension'), [...PLANNING, ...COMMAND], { needs: ['date', 'reason'] }],
    },
    {
      // People on the way are no longer cancelled: held in transit leads only back to transit.
      state: 'cancelled',
      from: ['planned', 'screening', 'documents', 'cleared', 'held'],
      enter: [bi('cancel', 'annuler'), [...PLANNING, ...COMMAND], { needs: ['date', 'reason'] }],
      back: [bi('reinstate', 'rétablir'), [...PLANNING, ...COMMAND], { needs: ['date', 'reason', 'second_person'] }],
    },
  ],
});

const SCREENERS: readonly Role[] = ['team_lead', 'legal_finance_officer'];
const FORMAL: readonly Role[] = ['legal_finance_officer'];
/**
 * New indications always lead back towards protection, never away from it: only the competent authority ends the status of a
 * potential victim, and a negative decision can be reviewed.
 */
export const SCREENING: Lifecycle<StateOf['screening']> = lifecycle({
  title: bi('Screening of a person', 'Identification d’une personne'),
  states: SCREENING_STATES,
  initial: 'unscreened',
  info: {
    unscreened: state('open', 'unscreened', 'non examinée'),
    potential_victim: state('open', 'potential victim', 'victime potentielle'),
    no_indication: state('open', 'no indication', 'aucun indice'),
    undetermined: state('open', 'undetermined', 'indéterminée'),
    formally_identified: state('final', 'formally identified victim', 'victime formellement identifiée'),
    not_identified: state('settled', 'not identified as a victim', 'non identifiée comme victime'),
  },
  steps: [
    ...each(
      ['unscreened', 'undetermined'] as const,
      'potential_victim',
      bi('record indications', 'constater des indices'),
      SCREENERS,
      {
        needs: ['date', 'authority'],
      },
    ),
    ...each(
      ['unscreened', 'undetermined'] as const,
      'no_indication',
      bi('record no indication', 'constater l’absence d’indice'),
      SCREENERS,
      {
        needs: ['date', 'authority'],
      },
    ),
    step('unscreened', 'undetermined', bi('leave undetermined', 'laisser indéterminée'), SCREENERS, {
      needs: ['date', 'authority', 'reason'],
    }),
    step(
      'no_indication',
      'potential_victim',
      bi('record new indications', 'constater de nouveaux indices'),
      SCREENERS,
      {
        needs: ['date', 'authority'],
      },
    ),
    ...each(
      ['potential_victim', 'undetermined'] as const,
      'formally_identified',
      bi('record the formal identification', 'constater l’identification formelle'),
      FORMAL,
      {
        needs: ['date', 'authority', 'review_date'],
      },
    ),
    ...each(
      ['potential_victim', 'undetermined', 'no_indication'] as const,
      'not_identified',
      bi('record the negative decision', 'constater la décision négative'),
      FORMAL,
      {
        needs: ['date', 'authority', 'review_date', 'second_person'],
      },
    ),
    step('not_identified', 'potential_victim', bi('reopen on review', 'rouvrir après réexamen'), SCREENERS, {
      needs: ['date', 'authority', 'reason'],
    }),
  ],
});

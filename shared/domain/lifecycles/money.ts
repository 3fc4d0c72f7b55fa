/** Assets on their way to confiscation and return, and the requests that get them there. */
import { ASSET_STATES, REQUEST_STATES } from '../../model/vocabulary.ts';
import { bi, type Demands, each, lifecycle, state, step } from './define.ts';
import type { Lifecycle, Need, Role, StateOf } from './types.ts';

const FINANCE: readonly Role[] = ['legal_finance_officer'];
const HELD = ['suspended', 'frozen', 'seized', 'confiscation_pending'] as const;
const to = (needs: readonly Need[], gates: Demands['gates'] = []): Demands => ({
  needs: ['date', ...needs],
  gates: ['state_change', ...gates],
  rules: ['R-FIN-06'],
});

/**
 * Cash, property and vehicles have nobody to stop a payment, and a court may be faster than a bank: freezing and seizure also follow
 * tracing directly. Return on an order or agreement is open from every hold (R-FIN-06); the rest of the line has no short cut.
 */
export const ASSET: Lifecycle<StateOf['asset']> = lifecycle({
  title: bi('Asset', 'Avoir'),
  states: ASSET_STATES,
  initial: 'identified',
  info: {
    identified: state('open', 'identified', 'identifié'),
    traced: state('open', 'traced', 'localisé'),
    stop_requested: state('open', 'stop-payment requested', 'blocage de paiement demandé'),
    suspended: state('open', 'suspended', 'suspendu'),
    frozen: state('open', 'frozen', 'gelé'),
    seized: state('open', 'seized', 'saisi'),
    confiscation_pending: state('open', 'confiscation pending', 'confiscation en instance'),
    confiscated: state('open', 'confiscated', 'confisqué'),
    realised: state('open', 'realised', 'réalisé'),
    returned: state('final', 'returned', 'restitué'),
    shared: state('final', 'shared', 'partagé'),
    released: state('settled', 'released', 'libéré'),
  },
  steps: [
    step('identified', 'traced', bi('record the trace', 'constater la localisation'), FINANCE, to(['reference'])),
    step(
      'traced',
      'stop_requested',
      bi('ask for a stop-payment', 'demander le blocage de paiement'),
      FINANCE,
      to(['reference']),
    ),
    step(
      'stop_requested',
      'traced',
      bi('record that the stop failed', 'constater l’échec du blocage'),
      FINANCE,
      to(['reason']),
    ),
    step(
      'stop_requested',
      'suspended',
      bi('record the hold', 'constater la suspension'),
      FINANCE,
      to(['reference'], ['finance_plan']),
    ),
    ...each(
      ['traced', 'stop_requested', 'suspended'] as const,
      'frozen',
      bi('record the freezing order', 'constater le gel'),
      FINANCE,
      to(['reference', 'authority'], ['finance_plan']),
    ),
    ...each(
      ['traced', 'stop_requested', 'suspended', 'frozen'] as const,
      'seized',
      bi('record the seizure', 'constater la saisie'),
      FINANCE,
      to(['reference', 'authority'], ['finance_plan']),
    ),
    ...each(
      ['frozen', 'seized'] as const,
      'confiscation_pending',
      bi('open confiscation proceedings', 'engager la confiscation'),
      FINANCE,
      to(['reference']),
    ),
    step(
      'confiscation_pending',
      'confiscated',
      bi('record the final order', 'constater la décision définitive'),
      FINANCE,
      to(['final_order']),
    ),
    step('confiscated', 'realised', bi('realise', 'réaliser'), FINANCE, to(['final_order', 'reference'])),
    step('realised', 'returned', bi('return', 'restituer'), FINANCE, to(['order_or_agreement', 'second_person'])),
    step('realised', 'shared', bi('share', 'partager'), FINANCE, to(['final_order', 'reference', 'second_person'])),
    ...each(
      HELD,
      'returned',
      bi('return from the hold', 'restituer depuis la mesure'),
      FINANCE,
      to(['order_or_agreement', 'second_person']),
    ),
    ...each(HELD, 'released', bi('release', 'libérer'), FINANCE, to(['reference', 'reason', 'second_person'])),
    step('released', 'traced', bi('take up again', 'reprendre'), FINANCE, to(['reason'])),
  ],
});

const ASKED = ['submitted', 'acknowledged', 'in_progress', 'partly_answered'] as const;
export const REQUEST: Lifecycle<StateOf['request']> = lifecycle({
  title: bi('Request', 'Demande'),
  states: REQUEST_STATES,
  initial: 'draft',
  info: {
    draft: state('open', 'draft', 'projet'),
    submitted: state('open', 'submitted', 'présentée'),
    acknowledged: state('open', 'acknowledged', 'accusé de réception'),
    in_progress: state('open', 'in progress', 'en cours'),
    partly_answered: state('open', 'partly answered', 'réponse partielle'),
    answered: state('settled', 'answered', 'réponse reçue'),
    refused: state('settled', 'refused', 'refusée'),
    expired: state('settled', 'expired', 'échue'),
    withdrawn: state('settled', 'withdrawn', 'retirée'),
    closed: state('final', 'closed', 'close'),
  },
  steps: [
    step('draft', 'submitted', bi('submit', 'présenter'), FINANCE, { needs: ['date'], gates: ['submit'] }),
    step('submitted', 'acknowledged', bi('record the acknowledgement', 'constater l’accusé de réception'), FINANCE, {
      needs: ['date'],
    }),
    step('acknowledged', 'in_progress', bi('record that work began', 'constater le traitement'), FINANCE, {
      needs: ['date'],
    }),
    step('in_progress', 'partly_answered', bi('record a partial answer', 'constater une réponse partielle'), FINANCE, {
      needs: ['date', 'reference'],
    }),
    ...each(
      ['in_progress', 'partly_answered'] as const,
      'answered',
      bi('record the answer', 'constater la réponse'),
      FINANCE,
      { needs: ['date', 'reference'] },
    ),
    ...each(ASKED, 'refused', bi('record the refusal', 'constater le refus'), FINANCE, { needs: ['date', 'reason'] }),
    ...each(ASKED, 'expired', bi('record that it lapsed', 'constater l’échéance'), FINANCE, {
      needs: ['date', 'due_passed'],
    }),
    ...each(['draft', ...ASKED] as const, 'withdrawn', bi('withdraw', 'retirer'), FINANCE, {
      needs: ['date', 'reason'],
    }),
    ...each(['answered', 'refused', 'expired', 'withdrawn'] as const, 'closed', bi('close', 'clore'), FINANCE, {
      needs: ['date'],
    }),
  ],
});

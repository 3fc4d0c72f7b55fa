/** Operation, order, task and deconfliction: the plan on its way to D-day and back home. */
import { DECONFLICTION_STATES, OPERATION_STATES, ORDER_STATES, TASK_STATES } from '../../model/vocabulary.ts';
import { bi, each, lifecycle, sealed, state, step } from './define.ts';
import type { Lifecycle, Role, StateOf } from './types.ts';

const PLANNING: readonly Role[] = ['planner'];
const STRATEGIC: readonly Role[] = ['strategic_commander'];
const COMMAND: readonly Role[] = ['strategic_commander', 'tactical_commander'];
const ON_SITE: readonly Role[] = ['team_lead', 'operational_commander'];
/** Whoever sees the danger may stop: a stop never waits for a higher level. */
const ANY_COMMAND: readonly Role[] = [...COMMAND, 'operational_commander'];

export const OPERATION: Lifecycle<StateOf['operation']> = lifecycle({
  title: bi('Operation', 'Opération'),
  states: OPERATION_STATES,
  initial: 'proposed',
  info: {
    proposed: state('open', 'proposed', 'proposée'),
    scoping: state('open', 'scoping', 'cadrage'),
    planning: state('open', 'planning', 'planification'),
    approved: state('open', 'approved', 'approuvée'),
    pre_operational: state('open', 'pre-operational phase', 'phase préopérationnelle'),
    go: state('open', 'go', 'feu vert'),
    executing: state('open', 'operational phase (executing)', 'phase opérationnelle (en cours)'),
    post_operational: state('open', 'post-operational phase', 'phase postopérationnelle'),
    closed: state('settled', 'closed', 'close'),
    archived: state('final', 'archived', 'archivée'),
    suspended: state('paused', 'suspended', 'suspendue'),
    aborted: state('stopped', 'aborted', 'abandonnée'),
  },
  steps: [
    step('proposed', 'scoping', bi('take up for scoping', 'engager le cadrage'), PLANNING, { needs: ['date'] }),
    step('scoping', 'planning', bi('start planning', 'engager la planification'), PLANNING, { needs: ['date'] }),
    step('planning', 'approved', bi('approve the operation', 'approuver l’opération'), STRATEGIC, {
      needs: ['date', 'reference'],
    }),
    step('approved', 'planning', bi('send back to planning', 'renvoyer en planification'), COMMAND, {
      needs: ['date', 'reason'],
    }),
    step(
      'approved',
      'pre_operational',
      bi('start the pre-operational phase', 'engager la phase préopérationnelle'),
      COMMAND,
      { needs: ['date'], gates: ['publish'], rules: ['R-OP-12'] },
    ),
    step('pre_operational', 'planning', bi('send back to planning', 'renvoyer en planification'), COMMAND, {
      needs: ['date', 'reason'],
    }),
    step('pre_operational', 'go', bi('give the go', 'donner le feu vert'), STRATEGIC, {
      needs: ['date', 'reason'],
      gates: ['publish', 'go'],
      rules: ['R-OP-12'],
    }),
    step('go', 'pre_operational', bi('take back the go', 'retirer le feu vert'), COMMAND, {
      needs: ['date', 'reason'],
    }),
    step('go', 'executing', bi('start the operational phase', 'engager la phase opérationnelle'), COMMAND, {
      needs: ['date'],
      gates: ['go'],
    }),
    step('executing', 'post_operational', bi('end the operational phase', 'clore la phase opérationnelle'), COMMAND, {
      needs: ['date'],
    }),
    step('aborted', 'post_operational', bi('wind up and debrief', 'dresser le bilan et débriefer'), COMMAND, {
      needs: ['date', 'reason'],
    }),
    step('post_operational', 'closed', bi('close after the debrief', 'clore après le débriefing'), COMMAND, {
      needs: ['date', 'reference'],
    }),
    step('closed', 'post_operational', bi('reopen', 'rouvrir'), STRATEGIC, { needs: ['date', 'reason'] }),
    step('closed', 'archived', bi('archive', 'archiver'), PLANNING, { needs: ['date'] }),
  ],
  sides: [
    {
      state: 'suspended',
      from: ['scoping', 'planning', 'approved', 'pre_operational', 'go', 'executing', 'post_operational'],
      enter: [bi('suspend', 'suspendre'), COMMAND, { needs: ['date', 'reason'] }],
      back: [bi('resume', 'reprendre'), COMMAND, { needs: ['date', 'reason'] }],
    },
    {
      state: 'aborted',
      from: ['proposed', 'scoping', 'planning', 'approved', 'pre_operational', 'go', 'executing', 'suspended'],
      enter: [bi('abort', 'abandonner'), COMMAND, { needs: ['date', 'reason'] }],
      back: [bi('take up again', 'reprendre après abandon'), STRATEGIC, { needs: ['date', 'reason', 'second_person'] }],
    },
  ],
});

/** An issued version is immutable: nothing leads back, and only a newer version replaces it. */
export const ORDER: Lifecycle<StateOf['order']> = lifecycle({
  title: bi('Operational order', 'Ordre d’opération'),
  states: ORDER_STATES,
  initial: 'draft',
  info: {
    draft: state('open', 'draft', 'projet'),
    review: state('open', 'in review', 'en relecture'),
    issued: sealed('open', 'issued', 'diffusé'),
    acknowledged: sealed('settled', 'acknowledged', 'accusé de réception'),
    superseded: sealed('final', 'superseded', 'remplacé'),
  },
  steps: [
    step('draft', 'review', bi('submit for review', 'soumettre à relecture'), ['planner', 'briefing_officer']),
    step('review', 'draft', bi('send back', 'renvoyer'), ['planner', ...COMMAND], { needs: ['reason'] }),
    step('review', 'issued', bi('issue', 'diffuser'), COMMAND, {
      needs: ['date', 'version', 'second_person'],
      gates: ['publish'],
      rules: ['R-OP-12'],
    }),
    step(
      'issued',
      'acknowledged',
      bi('record that every agency acknowledged', 'constater les accusés de réception'),
      ['planner', 'briefing_officer'],
      { needs: ['date', 'acknowledgements'] },
    ),
    ...each(
      ['issued', 'acknowledged'] as const,
      'superseded',
      bi('supersede by a newer version', 'remplacer'),
      COMMAND,
      {
        needs: ['date', 'successor'],
      },
    ),
  ],
});

export const TASK: Lifecycle<StateOf['task']> = lifecycle({
  title: bi('Task', 'Tâche'),
  states: TASK_STATES,
  initial: 'planned',
  info: {
    planned: state('open', 'planned', 'prévue'),
    ready: state('open', 'ready', 'prête'),
    in_progress: state('open', 'in progress', 'en cours'),
    done: state('final', 'done', 'accomplie'),
    cancelled: state('stopped', 'cancelled', 'annulée'),
    aborted: state('stopped', 'aborted', 'abandonnée'),
  },
  steps: [
    step('planned', 'ready', bi('report ready', 'déclarer prête'), ON_SITE, {
      gates: ['publish', 'assign'],
      rules: ['R-OP-12'],
    }),
    step('ready', 'planned', bi('report not ready', 'déclarer non prête'), [...ON_SITE, 'planner'], {
      needs: ['reason'],
    }),
    step('ready', 'in_progress', bi('start', 'commencer'), [...ON_SITE, 'tactical_commander'], {
      needs: ['date'],
      gates: ['publish', 'assign', 'deploy'],
      rules: ['R-OP-12'],
    }),
    step('in_progress', 'done', bi('report done', 'déclarer accomplie'), [...ON_SITE, 'tactical_commander'], {
      needs: ['date'],
    }),
  ],
  sides: [
    {
      state: 'cancelled',
      from: ['planned', 'ready'],
      enter: [bi('cancel', 'annuler'), ['planner', ...ANY_COMMAND], { needs: ['date', 'reason'] }],
      back: [bi('reinstate', 'rétablir'), ['planner', ...COMMAND], { needs: ['date', 'reason'] }],
    },
    {
      state: 'aborted',
      from: ['in_progress'],
      enter: [bi('abort', 'abandonner'), ['team_lead', ...ANY_COMMAND], { needs: ['date', 'reason'] }],
      back: [bi('resume', 'reprendre'), COMMAND, { needs: ['date', 'reason', 'second_person'] }],
    },
  ],
});

/** R-OP-08 holds the go while an item is open or in talks, so new facts reopen it. */
export const DECONFLICTION: Lifecycle<StateOf['deconfliction']> = lifecycle({
  title: bi('Deconfliction', 'Déconfliction'),
  states: DECONFLICTION_STATES,
  initial: 'open',
  info: {
    open: state('open', 'open', 'ouverte'),
    in_talks: state('open', 'in talks', 'en discussion'),
    resolved: state('settled', 'resolved', 'résolue'),
    accepted_risk: state('settled', 'risk accepted', 'risque accepté'),
  },
  steps: [
    step('open', 'in_talks', bi('take up talks', 'engager les discussions'), ['planner', ...COMMAND], {
      needs: ['date'],
    }),
    step('in_talks', 'resolved', bi('record the settlement', 'constater le règlement'), ['planner', ...COMMAND], {
      needs: ['date', 'reason'],
    }),
    step('in_talks', 'accepted_risk', bi('accept the risk', 'accepter le risque'), STRATEGIC, {
      needs: ['date', 'reason', 'second_person'],
    }),
    ...each(['resolved', 'accepted_risk'] as const, 'open', bi('reopen', 'rouvrir'), ['planner', ...ANY_COMMAND], {
      needs: ['date', 'reason'],
    }),
  ],
});

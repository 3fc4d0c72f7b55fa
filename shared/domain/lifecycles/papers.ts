/** Joint investigation teams, agreements and releases: what is signed, and by whom. */
import { AGREEMENT_STATES, JIT_STATES, RELEASE_STATES } from '../../model/vocabulary.ts';
import { bi, type Demands, each, lifecycle, sealed, state, step } from './define.ts';
import type { Lifecycle, Need, Role, StateOf } from './types.ts';

const LEGAL: readonly Role[] = ['legal_finance_officer'];

/** In force from the day of the last signature, unless a later date is set. */
const FORCE: readonly Need[] = ['date', 'all_signatures', 'start'];
const EXTEND: Demands = { needs: ['date', 'extension'], gates: ['extend'], rules: ['R-JIT-08'] };
export const JIT: Lifecycle<StateOf['jit']> = lifecycle({
  title: bi('Joint investigation team', 'Équipe d’enquête conjointe'),
  states: JIT_STATES,
  initial: 'proposed',
  info: {
    proposed: state('open', 'proposed', 'proposée'),
    drafting: state('open', 'drafting', 'en rédaction'),
    partially_signed: state('open', 'partially signed', 'signée en partie'),
    in_force: state('open', 'in force', 'en vigueur'),
    extended: state('open', 'extended', 'prolongée'),
    expired: state('settled', 'expired', 'échue'),
    closed: state('settled', 'closed', 'close'),
    evaluated: state('final', 'evaluated', 'évaluée'),
    withdrawn: state('final', 'withdrawn', 'retirée'),
  },
  steps: [
    step('proposed', 'drafting', bi('start drafting', 'engager la rédaction'), LEGAL, { needs: ['date'] }),
    step('drafting', 'partially_signed', bi('record the first signature', 'constater la première signature'), LEGAL, {
      needs: ['date', 'some_signatures'],
    }),
    step('drafting', 'in_force', bi('sign all at once', 'signer tous le même jour'), LEGAL, {
      needs: [...FORCE, 'signed_at_once'],
      gates: ['activate'],
    }),
    step('partially_signed', 'in_force', bi('enter into force', 'entrer en vigueur'), LEGAL, {
      needs: FORCE,
      gates: ['activate'],
    }),
    step('in_force', 'extended', bi('extend', 'prolonger'), LEGAL, EXTEND),
    step('extended', 'extended', bi('extend again', 'prolonger de nouveau'), LEGAL, EXTEND),
    ...each(
      ['in_force', 'extended'] as const,
      'expired',
      bi('record the end of the term', 'constater l’échéance'),
      LEGAL,
      {
        needs: ['date', 'end_passed'],
      },
    ),
    ...each(['in_force', 'extended'] as const, 'closed', bi('close early', 'clore par anticipation'), LEGAL, {
      needs: ['date', 'reason'],
    }),
    ...each(['expired', 'closed'] as const, 'evaluated', bi('record the evaluation', 'consigner l’évaluation'), LEGAL, {
      needs: ['date', 'reference'],
    }),
    ...each(['proposed', 'drafting', 'partially_signed'] as const, 'withdrawn', bi('withdraw', 'retirer'), LEGAL, {
      needs: ['date', 'reason'],
    }),
  ],
});

/** R-AGR-02: steps in order, dates never go back; in force needs all signatures and a start. */
const inOrder = (needs: readonly Need[], gates: Demands['gates'] = []): Demands => ({
  needs: ['date_in_order', ...needs],
  gates,
  rules: ['R-AGR-02'],
});
const BEFORE_FORCE = [
  'draft',
  'reported',
  'approved',
  'mandated',
  'partially_signed',
  'signed',
  'ratification_pending',
] as const;
const IN_LIFE = ['in_force', 'suspended'] as const;
export const AGREEMENT: Lifecycle<StateOf['agreement']> = lifecycle({
  title: bi('Agreement', 'Accord'),
  states: AGREEMENT_STATES,
  initial: 'draft',
  info: {
    draft: state('open', 'draft', 'projet'),
    reported: state('open', 'reported', 'présenté en rapport'),
    approved: state('open', 'approved', 'approuvé'),
    mandated: state('open', 'mandate to sign', 'mandat de signature'),
    partially_signed: state('open', 'partially signed', 'signé en partie'),
    signed: state('open', 'signed', 'signé'),
    ratification_pending: state('open', 'ratification pending', 'en attente de ratification'),
    in_force: state('open', 'in force', 'en vigueur'),
    suspended: state('paused', 'suspended', 'suspendu'),
    expired: state('final', 'expired', 'échu'),
    denounced: state('final', 'denounced', 'dénoncé'),
    superseded: state('final', 'superseded', 'remplacé'),
    withdrawn: state('final', 'withdrawn', 'retiré'),
    rejected: state('final', 'rejected', 'rejeté'),
  },
  steps: [
    step(
      'draft',
      'reported',
      bi('report with the draft text', 'présenter le rapport et le projet'),
      LEGAL,
      inOrder(['reference_or_reason']),
    ),
    step(
      'reported',
      'approved',
      bi('record the approval by resolution', 'constater l’approbation par résolution'),
      LEGAL,
      inOrder(['reference_or_reason']),
    ),
    step(
      'approved',
      'mandated',
      bi('record the mandate to sign', 'constater le mandat de signature'),
      LEGAL,
      inOrder(['reference_or_reason']),
    ),
    step(
      'mandated',
      'partially_signed',
      bi('record the first signature', 'constater la première signature'),
      LEGAL,
      inOrder(['some_signatures'], ['sign']),
    ),
    step(
      'mandated',
      'signed',
      bi('sign all at once', 'signer tous le même jour'),
      LEGAL,
      inOrder(['all_signatures', 'signed_at_once'], ['sign']),
    ),
    step(
      'partially_signed',
      'signed',
      bi('record the last signature', 'constater la dernière signature'),
      LEGAL,
      inOrder(['all_signatures'], ['sign']),
    ),
    step(
      'signed',
      'ratification_pending',
      bi('submit for ratification', 'soumettre à ratification'),
      LEGAL,
      inOrder([]),
    ),
    step(
      'signed',
      'in_force',
      bi('enter into force', 'entrer en vigueur'),
      LEGAL,
      inOrder(['all_signatures', 'start', 'no_ratification']),
    ),
    step(
      'ratification_pending',
      'in_force',
      bi('enter into force after ratification', 'entrer en vigueur après ratification'),
      LEGAL,
      inOrder(['all_signatures', 'start', 'reference']),
    ),
    ...each(
      IN_LIFE,
      'expired',
      bi('record the end of the term', 'constater l’échéance'),
      LEGAL,
      inOrder(['end_passed']),
    ),
    ...each(
      IN_LIFE,
      'denounced',
      bi('record the denunciation', 'constater la dénonciation'),
      LEGAL,
      inOrder(['reference', 'reason']),
    ),
    ...each(
      IN_LIFE,
      'superseded',
      bi('record the successor', 'constater le remplacement'),
      LEGAL,
      inOrder(['successor']),
    ),
    ...each(BEFORE_FORCE, 'withdrawn', bi('withdraw', 'retirer'), LEGAL, inOrder(['reason'])),
    ...each(BEFORE_FORCE, 'rejected', bi('record the rejection', 'constater le rejet'), LEGAL, inOrder(['reason'])),
  ],
  sides: [
    {
      state: 'suspended',
      from: ['in_force'],
      enter: [bi('suspend', 'suspendre'), LEGAL, inOrder(['reference', 'reason'])],
      back: [bi('end the suspension', 'lever la suspension'), LEGAL, inOrder(['reference'])],
    },
  ],
});

/** Stands at the gate of saving, but a record without owner or marking must not travel either. */
const OWNED: readonly string[] = ['R-HAN-01'];
const RELEASE_OFFICER: readonly Role[] = ['release_officer'];
/** From approval on the content stands: what the second person read is what is signed and sent. */
export const RELEASE: Lifecycle<StateOf['release']> = lifecycle({
  title: bi('Release', 'Diffusion'),
  states: RELEASE_STATES,
  initial: 'draft',
  info: {
    draft: state('open', 'draft', 'projet'),
    checked: state('open', 'checked', 'vérifiée'),
    approved: sealed('open', 'approved', 'approuvée'),
    signed: sealed('open', 'signed', 'signée'),
    sent: sealed('settled', 'sent', 'envoyée'),
    acknowledged: sealed('settled', 'acknowledged', 'accusé de réception'),
    recalled: sealed('final', 'recalled', 'rappelée'),
  },
  steps: [
    step('draft', 'checked', bi('check', 'vérifier'), ['release_officer', 'briefing_officer'], {
      gates: ['release'],
      rules: OWNED,
    }),
    step('checked', 'approved', bi('approve as second person', 'approuver comme seconde personne'), RELEASE_OFFICER, {
      needs: ['date', 'second_person'],
      gates: ['release'],
      rules: OWNED,
    }),
    step('approved', 'signed', bi('sign', 'signer'), RELEASE_OFFICER, {
      needs: ['date', 'second_person'],
      gates: ['release', 'sign'],
      rules: OWNED,
    }),
    step('signed', 'sent', bi('send', 'envoyer'), RELEASE_OFFICER, {
      needs: ['date'],
      gates: ['release'],
      rules: OWNED,
    }),
    step('sent', 'acknowledged', bi('record the receipt', 'constater la réception'), RELEASE_OFFICER, {
      needs: ['date', 'reference'],
    }),
    ...each(['checked', 'approved'] as const, 'draft', bi('send back', 'renvoyer'), RELEASE_OFFICER, {
      needs: ['reason'],
    }),
    ...each(['signed', 'sent', 'acknowledged'] as const, 'recalled', bi('recall', 'rappeler'), RELEASE_OFFICER, {
      needs: ['date', 'reason'],
    }),
  ],
});

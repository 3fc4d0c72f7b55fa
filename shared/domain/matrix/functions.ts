import type { TaskKind } from '../../model/vocabulary.ts';

/** Functions of a synchronisation matrix, in the order in which they stand: who commands first, who reports last. */
export const FUNCTIONS = [
  'command',
  'intelligence',
  'legal',
  'preparation',
  'entry',
  'evidence',
  'victims',
  'movement',
  'finance',
  'information',
] as const;
export type MatrixFunction = (typeof FUNCTIONS)[number];

const FUNCTION_OF: Readonly<Record<TaskKind, MatrixFunction>> = {
  meeting: 'command',
  coordination: 'command',
  decision: 'command',
  order: 'command',
  deconflict: 'command',
  risk: 'command',
  analysis: 'intelligence',
  recon: 'intelligence',
  legal: 'legal',
  training: 'preparation',
  rehearsal: 'preparation',
  comms: 'preparation',
  deploy: 'preparation',
  logistics: 'preparation',
  briefing: 'preparation',
  staging: 'preparation',
  entry: 'entry',
  arrest: 'entry',
  search: 'evidence',
  digital: 'evidence',
  medical: 'victims',
  screening: 'victims',
  consular: 'victims',
  documents: 'movement',
  movement: 'movement',
  finance: 'finance',
  media: 'information',
  report: 'information',
  debrief: 'information',
};

/** The function a task of this kind serves. */
export const functionOf = (kind: TaskKind): MatrixFunction => FUNCTION_OF[kind];

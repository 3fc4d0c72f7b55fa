/** Closed lists of the field, written as they stand in files and on the wire. */

export const AGENCY_ROLES = [
  'host',
  'lead',
  'hub',
  'origin',
  'finance',
  'fiu',
  'asset_recovery',
  'transfer',
  'partner',
  'victim_support',
  'coordination',
] as const;
export const TASK_KINDS = [
  'meeting',
  'deconflict',
  'analysis',
  'recon',
  'risk',
  'legal',
  'order',
  'training',
  'rehearsal',
  'comms',
  'deploy',
  'logistics',
  'briefing',
  'staging',
  'coordination',
  'decision',
  'entry',
  'search',
  'arrest',
  'digital',
  'medical',
  'screening',
  'consular',
  'documents',
  'movement',
  'finance',
  'media',
  'report',
  'debrief',
] as const;
/** Kinds that use force or deprive of liberty. */
export const COERCIVE_KINDS: readonly TaskKind[] = ['entry', 'search', 'arrest'];
export const SKILLS = [
  'command',
  'entry',
  'arrest',
  'recon',
  'forens',
  'screen',
  'interp',
  'fin',
  'crypto',
  'legal',
  'escort',
  'docs',
  'medic',
  'comms',
  'intel',
  'media',
] as const;
/** Ascending; N (native) ranks above C2. */
export const LANGUAGE_LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'N'] as const;

export const OPERATION_STATES = [
  'proposed',
  'scoping',
  'planning',
  'approved',
  'pre_operational',
  'go',
  'executing',
  'post_operational',
  'closed',
  'archived',
  'suspended',
  'aborted',
] as const;
export const ORDER_STATES = ['draft', 'review', 'issued', 'acknowledged', 'superseded'] as const;
/** Lines of the log of the action day. */
export const LOG_ENTRIES = ['note', 'decision', 'go', 'no_go'] as const;
/** Result figures, by the names the targets of an operation use. */
export const RESULT_FIGURES = [
  'sites',
  'arrests',
  'suspects_identified',
  'potential_victims',
  'victims_identified',
  'irregular_migrants',
  'checks',
  'database_hits',
  'accounts_blocked',
  'wallets_frozen',
  'usd_intercepted',
  'usd_seized',
  'devices',
  'notices',
  'new_investigations',
  'persons_returned',
] as const;
export const TASK_STATES = ['planned', 'ready', 'in_progress', 'done', 'cancelled', 'aborted'] as const;
export const JIT_STATES = [
  'proposed',
  'drafting',
  'partially_signed',
  'in_force',
  'extended',
  'expired',
  'closed',
  'evaluated',
  'withdrawn',
] as const;
export const AGREEMENT_TYPES = [
  'readmission',
  'transfer_sentenced',
  'extradition',
  'victim_return',
  'mou',
  'cooperation',
  'transit',
  'jit',
  'ad_hoc',
] as const;
export const AGREEMENT_STATES = [
  'draft',
  'reported',
  'approved',
  'mandated',
  'partially_signed',
  'signed',
  'ratification_pending',
  'in_force',
  'suspended',
  'expired',
  'denounced',
  'superseded',
  'withdrawn',
  'rejected',
] as const;
export const CATEGORIES = ['victim', 'suspect', 'irregular', 'sentenced', 'witness'] as const;
export const MOVEMENT_STATES = [
  'planned',
  'screening',
  'documents',
  'cleared',
  'departed',
  'in_transit',
  'handed_over',
  'received',
  'closed',
  'held',
  'cancelled',
] as const;
export const MOVEMENT_MODES = ['charter', 'commercial', 'road', 'road_and_air', 'rail', 'sea'] as const;
export const SCREENING_STATES = [
  'unscreened',
  'potential_victim',
  'no_indication',
  'undetermined',
  'formally_identified',
  'not_identified',
] as const;
export const ASSET_KINDS = [
  'bank_account',
  'crypto_wallet',
  'cash',
  'property',
  'vehicle',
  'company_share',
  'other',
] as const;
export const ASSET_STATES = [
  'identified',
  'traced',
  'stop_requested',
  'suspended',
  'frozen',
  'seized',
  'confiscation_pending',
  'confiscated',
  'realised',
  'returned',
  'shared',
  'released',
] as const;
export const REQUEST_STATES = [
  'draft',
  'submitted',
  'acknowledged',
  'in_progress',
  'partly_answered',
  'answered',
  'refused',
  'expired',
  'withdrawn',
  'closed',
] as const;
export const RELEASE_STATES = ['draft', 'checked', 'approved', 'signed', 'sent', 'acknowledged', 'recalled'] as const;
export const DECONFLICTION_STATES = ['open', 'in_talks', 'resolved', 'accepted_risk'] as const;
export const ENTITY_KINDS = ['person', 'company'] as const;
export const DEPENDENCY_TYPES = ['FS', 'SS', 'FF', 'SF'] as const;
export const POSITION_PRECISIONS = ['city', '1km', 'exact'] as const;
export const JIT_ROLES = ['leader', 'member', 'seconded', 'participant'] as const;

/** TLP 2.0, least restrictive first. */
export const TLP = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
/** INTERPOL levels, lowest first. */
export const LEVELS = ['INTERPOL FOR OFFICIAL USE ONLY', 'INTERPOL RESTRICTED', 'INTERPOL CONFIDENTIAL'] as const;
export const HANDLING = ['H0', 'H1', 'H2', 'H3'] as const;

export type AgencyRole = (typeof AGENCY_ROLES)[number];
export type TaskKind = (typeof TASK_KINDS)[number];
export type Skill = (typeof SKILLS)[number];
export type LanguageLevel = (typeof LANGUAGE_LEVELS)[number];
export type OperationState = (typeof OPERATION_STATES)[number];
export type OrderState = (typeof ORDER_STATES)[number];
export type LogEntryKind = (typeof LOG_ENTRIES)[number];
export type ResultFigure = (typeof RESULT_FIGURES)[number];
export type TaskState = (typeof TASK_STATES)[number];
export type JitState = (typeof JIT_STATES)[number];
export type JitRole = (typeof JIT_ROLES)[number];
export type AgreementType = (typeof AGREEMENT_TYPES)[number];
export type AgreementState = (typeof AGREEMENT_STATES)[number];
export type Category = (typeof CATEGORIES)[number];
export type MovementState = (typeof MOVEMENT_STATES)[number];
export type MovementMode = (typeof MOVEMENT_MODES)[number];
export type AssetKind = (typeof ASSET_KINDS)[number];
export type AssetState = (typeof ASSET_STATES)[number];
export type RequestState = (typeof REQUEST_STATES)[number];
export type ReleaseState = (typeof RELEASE_STATES)[number];
export type DeconflictionState = (typeof DECONFLICTION_STATES)[number];
export type EntityKind = (typeof ENTITY_KINDS)[number];
export type DependencyType = (typeof DEPENDENCY_TYPES)[number];
export type Tlp = (typeof TLP)[number];
export type Level = (typeof LEVELS)[number];
export type Handling = (typeof HANDLING)[number];

/** The site reference of a task that takes place nowhere in particular. */
export const REMOTE = 'REM';

/** What a new paper asks of the person who draws it up: fields of its kind in order, and what of them may not be left out. */
import type { KindName } from '../kinds/index.ts';

export interface DraftField {
  /** A field, or one place in its tuple: `window.0`. What it takes follows from the kind. */
  readonly path: string;
  readonly required?: true;
  /** Not required when the field `path` says one of these. */
  readonly unless?: { readonly path: string; readonly says: readonly string[] };
  /** Words often written here; others may be. */
  readonly offers?: readonly string[];
  /** What it says unless somebody says otherwise. */
  readonly initial?: string;
  /** Field that says the same when it is left empty. */
  readonly like?: string;
}
/** Rows of the paper that are records of their own. */
export interface DraftPart {
  readonly kind: KindName;
  /** Field that names the paper. */
  readonly parent: string;
  readonly fields: readonly DraftField[];
  /** What every row says. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** One at least is needed, on the terms of a field. */
  readonly needed?: true | DraftField['unless'];
}
export interface Draft {
  /** Begins the code of a new one. */
  readonly letters: string;
  /** Field of the state, and whether it is kept with the day it was reached. */
  readonly state: { readonly field: string; readonly value: string; readonly dated?: true };
  readonly fields: readonly DraftField[];
  readonly parts: readonly DraftPart[];
}

/** So many rows of one kind are drawn up at once. */
export const MOST_ROWS = 20;

const CARRIES_NOBODY = { path: 'agreementType', says: ['mou', 'cooperation', 'jit'] } as const;

export const DRAFTS = {
  agreement: {
    letters: 'AG',
    state: { field: 'state', value: 'draft', dated: true },
    fields: [
      { path: 'agreementType', required: true },
      { path: 'titleEn', required: true },
      { path: 'titleFr', like: 'titleEn' },
      { path: 'parties', required: true },
      { path: 'window.0' },
      { path: 'window.1' },
      { path: 'noticeMonths' },
      { path: 'depositary' },
    ],
    parts: [
      {
        kind: 'coverage',
        parent: 'agreement',
        needed: CARRIES_NOBODY,
        fields: [
          { path: 'route.0', required: true },
          { path: 'route.1', required: true },
          { path: 'route.2', required: true, initial: '*' },
          { path: 'route.3', required: true },
        ],
      },
      {
        kind: 'transit',
        parent: 'agreement',
        fields: [
          { path: 'terms.0', required: true },
          { path: 'terms.1', required: true, initial: '*' },
          { path: 'terms.2', required: true },
        ],
      },
    ],
  },
  jit: {
    letters: 'J',
    state: { field: 'status', value: 'proposed' },
    fields: [
      { path: 'name', required: true },
      { path: 'purpose', required: true },
      { path: 'basis', required: true },
      { path: 'parties', required: true },
      { path: 'operatesIn', required: true },
      { path: 'window.0', required: true },
      { path: 'window.1', required: true },
      { path: 'armsForSeconded' },
      { path: 'languages' },
      { path: 'costs' },
      { path: 'evaluationDue' },
    ],
    parts: [
      {
        kind: 'jitMember',
        parent: 'jit',
        fixed: { 'as.0': 'leader' },
        needed: true,
        fields: [
          { path: 'as.1', required: true },
          { path: 'person', required: true },
        ],
      },
    ],
  },
  movement: {
    letters: 'M',
    state: { field: 'status', value: 'planned' },
    fields: [
      { path: 'mode', required: true },
      { path: 'route.0', required: true },
      { path: 'route.1', required: true },
      { path: 'route.2' },
      { path: 'depart', required: true },
      { path: 'receiving', required: true },
      { path: 'task' },
      { path: 'carrier' },
      { path: 'seats' },
      { path: 'flightHours' },
    ],
    parts: [
      {
        kind: 'paxRow',
        parent: 'movement',
        needed: true,
        fields: [
          { path: 'group.0', required: true },
          { path: 'group.1', required: true },
          { path: 'group.2', required: true },
          { path: 'group.3', required: true },
          { path: 'group.4' },
          { path: 'group.5' },
        ],
      },
    ],
  },
  request: {
    letters: 'RQ',
    state: { field: 'status', value: 'draft' },
    fields: [
      {
        path: 'requestKind',
        required: true,
        offers: [
          'freeze',
          'seizure',
          'confiscation',
          'stop_payment',
          'fiu_information',
          'evidence',
          'extradition',
          'asset_notice',
          'informal_trace',
        ],
      },
      {
        path: 'channel',
        required: true,
        offers: ['MLA', 'I-GRIP', 'Egmont', 'ARIN-AP', 'Silver Notice', 'exchange', 'domestic'],
      },
      { path: 'from', required: true },
      { path: 'to', required: true },
      { path: 'asset' },
      { path: 'entity' },
      { path: 'on' },
      { path: 'due' },
      { path: 'useRestriction' },
    ],
    parts: [],
  },
  asset: {
    letters: 'AS',
    state: { field: 'state', value: 'identified' },
    fields: [
      { path: 'assetKind', required: true },
      { path: 'reference', required: true },
      { path: 'cc', required: true, unless: { path: 'assetKind', says: ['crypto_wallet'] } },
      { path: 'owner', required: true, initial: 'unknown' },
      { path: 'amount.0' },
      { path: 'amount.1' },
      { path: 'amount.2' },
      { path: 'controller' },
      { path: 'evidence' },
      { path: 'custody' },
    ],
    parts: [],
  },
  deconfliction: {
    letters: 'DC',
    state: { field: 'status', value: 'open' },
    fields: [
      { path: 'with', required: true },
      { path: 'about', required: true },
      { path: 'site' },
      { path: 'raised', required: true },
    ],
    parts: [],
  },
} as const satisfies Readonly<Record<string, Draft>>;
export type DraftKind = keyof typeof DRAFTS;

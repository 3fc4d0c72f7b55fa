/** What people do in each phase, beside the skeleton that every operation has. */
import type { Skill, TaskKind } from '../../model/vocabulary.ts';

export interface Template {
  readonly kind: TaskKind;
  /** `{site}`, `{n}` and `{cc}` are filled in. */
  readonly title: string;
  readonly where: 'site' | 'hub' | 'desk';
  /** Minutes, both ends included; rounded to quarters of an hour. */
  readonly minutes: readonly [number, number];
  readonly load: number;
  /** How many people. */
  readonly crew: readonly [number, number];
  readonly skill: Skill | null;
}
const t = (
  kind: TaskKind,
  where: Template['where'],
  title: string,
  minutes: readonly [number, number],
  load: number,
  crew: readonly [number, number],
  skill: Skill | null = null,
): Template => ({ kind, where, title, minutes, load, crew, skill });

/** Share of the tasks beside the skeleton, and what they are. Tasks of days carry part of a person's time. */
export const FILLERS: Readonly<Record<string, { readonly share: number; readonly of: readonly Template[] }>> = {
  PH1: {
    share: 22,
    of: [
      t('recon', 'site', 'Observation of {site}, watch {n}', [240, 480], 60, [1, 2], 'recon'),
      t('analysis', 'desk', 'Analysis of devices seized earlier, set {n}', [1440, 7200], 35, [1, 2], 'intel'),
      t('analysis', 'site', 'Interviews with people who came back, round {n}', [120, 300], 60, [1, 2], 'screen'),
      t('finance', 'desk', 'Trace accounts and wallets, layer {n}', [2880, 10080], 35, [1, 2], 'fin'),
      t('legal', 'desk', 'Request for judicial assistance, part {n}', [1440, 4320], 35, [1, 1], 'legal'),
      t('deconflict', 'hub', 'Deconfliction through the National Central Bureaux, round {n}', [60, 180], 50, [1, 2]),
      t('meeting', 'desk', 'Video conference {n}', [60, 120], 50, [2, 3]),
      t('risk', 'site', 'Risk review {site}, part {n}', [90, 240], 50, [1, 1]),
      t('training', 'site', 'Training at {site}: evidence and devices, day {n}', [240, 420], 100, [2, 3]),
    ],
  },
  PH2: {
    share: 24,
    of: [
      t('recon', 'site', 'Route check around {site}, watch {n}', [180, 420], 60, [1, 2], 'recon'),
      t('logistics', 'site', 'Vehicles, beds and water for {site}, lot {n}', [120, 360], 60, [1, 2]),
      t('training', 'site', 'Rehearsed interviews at {site}, day {n}', [240, 420], 100, [2, 3], 'screen'),
      t('documents', 'desk', 'Interview forms and notices, language {n}', [240, 480], 50, [1, 1], 'docs'),
      t('comms', 'hub', 'Radio and line check {n}', [45, 120], 50, [1, 2], 'comms'),
      t('legal', 'desk', 'Orders for search and seizure, file {n}', [1440, 5760], 35, [1, 1], 'legal'),
      t('finance', 'desk', 'Stop-payment drafts, bank {n}', [240, 480], 50, [1, 2], 'fin'),
      t('briefing', 'site', 'Team briefing {site}, part {n}', [45, 90], 60, [1, 3]),
      t('meeting', 'hub', 'Coordination meeting {n}', [60, 120], 50, [1, 3]),
    ],
  },
  PH3: {
    share: 16,
    of: [
      t('coordination', 'hub', 'Coordination unit, shift {n}', [420, 480], 100, [1, 2]),
      t('search', 'site', 'Search of {site}, floor {n}', [60, 180], 100, [1, 2], 'entry'),
      t('digital', 'site', 'Device triage {site}, batch {n}', [120, 300], 100, [1, 2], 'forens'),
      t('medical', 'site', 'Medical checks {site}, round {n}', [90, 240], 100, [1, 1], 'medic'),
      t('logistics', 'site', 'Food, water and beds {site}, round {n}', [60, 180], 50, [1, 1]),
      t('report', 'desk', 'Situation report {n}', [30, 45], 50, [1, 1], 'intel'),
      t('media', 'desk', 'Media line {n}', [30, 60], 50, [1, 1], 'media'),
      t('finance', 'desk', 'Freeze follow-up, exchange {n}', [60, 240], 50, [1, 1], 'crypto'),
    ],
  },
  PH4: {
    share: 22,
    of: [
      t('screening', 'site', 'Interviews {site}, round {n}', [120, 300], 100, [1, 2], 'screen'),
      t('consular', 'desk', 'Consular notices, state {n}', [60, 180], 50, [1, 1], 'docs'),
      t('documents', 'desk', 'Travel documents, list {n}', [120, 360], 50, [1, 1], 'docs'),
      t('medical', 'site', 'Fit-to-travel examinations {site}, round {n}', [90, 240], 100, [1, 1], 'medic'),
      t('legal', 'desk', 'Removal hearing {n}', [60, 180], 50, [1, 1], 'legal'),
      t('logistics', 'site', 'Shelter {site}, shift {n}', [360, 480], 100, [1, 2]),
      t('finance', 'desk', 'Bank replies, lot {n}', [120, 360], 50, [1, 1], 'fin'),
      t('coordination', 'hub', 'Transfer desk, shift {n}', [360, 480], 100, [1, 1]),
    ],
  },
  PH5: {
    share: 16,
    of: [
      t('digital', 'desk', 'Extraction of devices, batch {n}', [1440, 7200], 35, [1, 1], 'intel'),
      t('report', 'desk', 'Report on results, part {n}', [240, 480], 50, [1, 1]),
      t('debrief', 'site', 'Debrief {site}, group {n}', [90, 180], 60, [2, 3]),
      t('analysis', 'desk', 'New leads, package {n}', [1440, 4320], 35, [1, 2], 'intel'),
      t('finance', 'desk', 'Confiscation file {n}', [1440, 5760], 35, [1, 1], 'fin'),
      t('legal', 'desk', 'Evidence under mutual legal assistance, file {n}', [1440, 4320], 35, [1, 1], 'legal'),
      t('meeting', 'hub', 'Lessons learned, session {n}', [60, 120], 50, [1, 2]),
    ],
  },
};

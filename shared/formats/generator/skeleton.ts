/** The tasks every operation has: decisions, entry at all sites, care for the people found, and the money. */
import type { PlanSyncGroup } from '../../model/plan.ts';
import { REMOTE, type Skill } from '../../model/vocabulary.ts';
import type { Dice } from './dice.ts';
import { dForm, type DraftInput, hForm, makeDraft, type TaskDraft } from './drafts.ts';
import type { Frame } from './frame.ts';
import type { Member } from './people.ts';

import { needs, NINE, type Want, type Wanted } from './skeleton-parts.ts';
import { siteTasks } from './skeleton-sites.ts';

export function makeSkeleton(
  dice: Dice,
  frame: Frame,
  members: readonly Member[],
): {
  readonly wanted: readonly Wanted[];
  readonly syncGroups: readonly { readonly id: string; readonly name: string }[];
} {
  const wanted: Wanted[] = [];
  const want = (input: DraftInput, crew: number, skill: Skill | null = null): void => {
    wanted.push({ draft: makeDraft(frame, input), crew, skill });
  };
  frameTasks(dice, frame, members, want);
  for (const site of frame.sites) siteTasks(dice, frame, site, want);
  return { wanted, syncGroups: SYNC_GROUPS };
}

const SYNC_GROUPS = [
  { id: 'SG1', name: 'Entry at all sites' },
  { id: 'SG2', name: 'Money stops with the entry' },
] as const;
/** Groups in the order of their tasks. */
export const groupsWithTasks = (
  groups: readonly { readonly id: string; readonly name: string }[],
  tasks: readonly { readonly id: string; readonly sync: string | null }[],
): readonly PlanSyncGroup[] =>
  groups.map(({ id, name }) => ({ id, name, tasks: tasks.filter((t) => t.sync === id).map((t) => t.id) }));

function frameTasks(dice: Dice, frame: Frame, members: readonly Member[], want: Want): void {
  const { lead, coordinator, hub, ngo, sites } = frame;
  const money = frame.agencies.find((a) => a.role === 'asset_recovery') ?? lead;
  const [commander, second] = members;
  const dp = (abort: string): TaskDraft['decision'] => ({
    owner: commander?.person.id ?? null,
    deputy: dice.chance(0.12) ? null : (second?.person.id ?? null),
    abort: dice.chance(0.08) ? null : abort,
  });
  const desk = { site: REMOTE };
  const p1 = { phase: 'PH1', ...desk };
  want(
    {
      ...p1,
      key: 'launch',
      at: dForm(-89, NINE),
      minutes: 180,
      owner: coordinator.id,
      kind: 'meeting',
      title: 'Launch meeting: aim, scope, mandate',
      load: 50,
    },
    3,
  );
  want(
    {
      ...p1,
      key: 'target',
      at: dForm(-80, NINE),
      minutes: 7200,
      owner: lead.id,
      kind: 'analysis',
      title: 'Target package: compounds, organisers, people held',
      load: 35,
      dependencies: needs('launch'),
    },
    2,
    'intel',
  );
  want(
    {
      ...p1,
      key: 'map',
      at: dForm(-76, NINE),
      minutes: 14_400,
      owner: money.id,
      kind: 'finance',
      title: 'Map money circuits and wallets',
      load: 35,
    },
    2,
    'fin',
  );
  want(
    {
      ...p1,
      key: 'risk',
      at: dForm(-50, NINE),
      minutes: 2880,
      owner: coordinator.id,
      kind: 'risk',
      title: 'Joint risk and community impact assessment',
      load: 35,
      dependencies: needs(...sites.map((s) => `recon ${s.id}`)),
    },
    1,
  );
  want(
    {
      ...p1,
      key: 'dp1',
      at: dForm(-45, NINE + 60),
      minutes: 120,
      owner: lead.id,
      kind: 'decision',
      title: 'DP1 continue to detailed planning',
      load: 50,
      dependencies: needs('target', 'risk'),
      decision: dp('Consent of a host state is missing'),
    },
    0,
  );
  want(
    {
      ...p1,
      key: 'order1',
      at: dForm(-36, NINE),
      minutes: 4320,
      owner: coordinator.id,
      kind: 'order',
      title: 'Operational order version 1',
      load: 35,
      dependencies: needs('dp1'),
    },
    1,
  );
  const p2 = { phase: 'PH2' };
  want(
    {
      ...p2,
      ...desk,
      key: 'protocol',
      at: dForm(-27, NINE),
      minutes: 2880,
      owner: ngo.id,
      kind: 'screening',
      title: 'Victim screening protocol and interpreter roster',
      load: 35,
      dependencies: needs('order1'),
    },
    1,
    'screen',
  );
  want(
    {
      ...p2,
      ...desk,
      key: 'drafts',
      at: dForm(-14, NINE),
      minutes: 2880,
      owner: money.id,
      kind: 'finance',
      title: 'Stop-payment drafts and bank contact list',
      load: 35,
      dependencies: needs('map'),
    },
    2,
    'fin',
  );
  want(
    {
      ...p2,
      ...desk,
      key: 'table',
      at: dForm(-7, 13 * 60),
      minutes: 240,
      owner: coordinator.id,
      kind: 'rehearsal',
      title: 'Table-top rehearsal of the synchronisation matrix',
      load: 50,
    },
    3,
  );
  want(
    {
      ...p2,
      key: 'order2',
      site: hub.id,
      at: dForm(-2, NINE),
      minutes: 180,
      owner: coordinator.id,
      kind: 'order',
      title: 'Final order issued, every agency acknowledges',
      load: 50,
      dependencies: needs('table'),
    },
    1,
  );
  want(
    {
      ...p2,
      key: 'dp2',
      site: hub.id,
      at: hForm(-24 * 60),
      minutes: 60,
      owner: lead.id,
      kind: 'decision',
      title: 'DP2 readiness',
      load: 50,
      dependencies: needs('order2'),
      decision: dp('A warrant is missing, or a site commander is not ready'),
    },
    0,
  );
  want(
    {
      ...p2,
      key: 'comms',
      site: hub.id,
      at: hForm(-18 * 60),
      minutes: 60,
      owner: coordinator.id,
      kind: 'comms',
      title: 'Communications check, all sites',
      load: 50,
      dependencies: needs('dp2'),
    },
    1,
    'comms',
  );
  const p3 = { phase: 'PH3' };
  want(
    {
      ...p3,
      key: 'dp3',
      site: hub.id,
      at: hForm(-30),
      minutes: 20,
      owner: lead.id,
      kind: 'decision',
      title: 'DP3 go',
      load: 50,
      dependencies: needs('dp2'),
      decision: dp('Word from a site that people are being moved'),
    },
    0,
  );
  want(
    {
      ...p3,
      ...desk,
      key: 'stop',
      at: hForm(5),
      minutes: 240,
      owner: money.id,
      kind: 'finance',
      title: 'Stop-payment wave to banks',
      load: 100,
      sync: 'SG2',
      dependencies: needs('drafts', 'dp3'),
    },
    2,
    'fin',
  );
  want(
    {
      ...p3,
      ...desk,
      key: 'freeze',
      at: hForm(5),
      minutes: 360,
      owner: money.id,
      kind: 'finance',
      title: 'Freeze requests to exchanges',
      load: 100,
      sync: 'SG2',
      dependencies: needs('drafts', 'dp3'),
    },
    1,
    'crypto',
  );
  const p5 = { phase: 'PH5', ...desk };
  want(
    {
      ...p5,
      key: 'results',
      at: dForm(30, NINE),
      minutes: 2880,
      owner: coordinator.id,
      kind: 'report',
      title: 'Results by agency, preliminary figures marked',
      load: 35,
    },
    1,
  );
  want(
    {
      ...p5,
      key: 'debrief',
      at: dForm(46, NINE),
      minutes: 360,
      owner: lead.id,
      kind: 'debrief',
      title: 'Joint debrief: planned and done',
      load: 50,
      dependencies: needs('results'),
    },
    2,
  );
}

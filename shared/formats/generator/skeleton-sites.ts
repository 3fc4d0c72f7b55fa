/** The skeleton at one site: survey, warrants, entry, and care for the people found. */
import type { PlanSite } from '../../model/plan.ts';
import { REMOTE } from '../../model/vocabulary.ts';
import type { Dice } from './dice.ts';
import { dForm, hForm } from './drafts.ts';
import { agencyOf, type Frame } from './frame.ts';
import { needs, NINE, type Want } from './skeleton-parts.ts';

export function siteTasks(dice: Dice, frame: Frame, site: PlanSite, want: Want): void {
  const host = agencyOf(frame, site.cc, 'host');
  const liaison = frame.lead;
  const at = { site: site.id, owner: host.id };
  const key = (name: string): string => `${name} ${site.id}`;
  const word = site.code;
  want(
    {
      ...at,
      key: key('recon'),
      phase: 'PH1',
      at: dForm(-72, NINE),
      minutes: 20_160,
      kind: 'recon',
      title: `Site survey ${word}`,
      load: 35,
    },
    1,
    'recon',
  );
  want(
    {
      ...at,
      key: key('warrant'),
      phase: 'PH2',
      site: REMOTE,
      at: dForm(-25, NINE),
      minutes: 7200,
      kind: 'legal',
      title: `Warrants and seizure orders ${word}`,
      load: 30,
      dependencies: needs('order1'),
    },
    1,
    'legal',
  );
  want(
    {
      ...at,
      key: key('liaison'),
      phase: 'PH2',
      at: dForm(-5, NINE),
      minutes: 300,
      owner: liaison.id,
      kind: 'deploy',
      title: `Liaison team to ${word}`,
      load: 50,
      dependencies: needs(key('warrant')),
    },
    2,
  );
  want(
    {
      ...at,
      key: key('brief'),
      phase: 'PH2',
      at: hForm(-16 * 60),
      minutes: 60,
      kind: 'briefing',
      title: `Final briefing ${word}`,
      load: 60,
      dependencies: needs('dp2'),
    },
    3,
  );
  want(
    {
      ...at,
      key: key('stage'),
      phase: 'PH3',
      at: hForm(-180),
      minutes: 150,
      kind: 'staging',
      title: `Staging and outer cordon ${word}`,
      dependencies: needs(key('brief')),
    },
    2,
  );
  want(
    {
      ...at,
      key: key('entry'),
      phase: 'PH3',
      at: hForm(0),
      minutes: 60,
      kind: 'entry',
      title: `Entry ${word}`,
      sync: 'SG1',
      armed: true,
      dependencies: needs(key('stage'), 'dp3'),
    },
    3,
    'entry',
  );
  want(
    {
      ...at,
      key: key('digital'),
      phase: 'PH3',
      at: hForm(30),
      minutes: 300,
      kind: 'digital',
      title: `Live devices secured ${word}`,
      dependencies: [{ on: key('entry'), type: 'SS', lag: 15 }],
    },
    2,
    'forens',
  );
  want(
    {
      ...at,
      key: key('arrest'),
      phase: 'PH3',
      at: hForm(60),
      minutes: 180,
      kind: 'arrest',
      title: `Arrest of organisers ${word}`,
      armed: true,
      dependencies: needs(key('entry')),
    },
    3,
    'arrest',
  );
  // Nobody thought of a medic: R-OP-13.
  const hasMedic = !dice.chance(0.1);
  const care = hasMedic ? 'medical' : 'logistics';
  want(
    {
      ...at,
      key: key('medical'),
      phase: 'PH3',
      at: hForm(120),
      minutes: 120,
      kind: care,
      title: hasMedic ? `Medical triage ${word}` : `Water and blankets ${word}`,
      dependencies: needs(key('entry')),
    },
    1,
    'medic',
  );
  want(
    {
      ...at,
      key: key('screening'),
      phase: 'PH4',
      at: hForm(240),
      minutes: 420,
      kind: 'screening',
      title: `Victim screening ${word}`,
      dependencies: needs(key('medical')),
    },
    3,
    'screen',
  );
  want(
    {
      ...at,
      key: key('consular'),
      phase: 'PH4',
      site: REMOTE,
      at: hForm(13 * 60),
      minutes: 180,
      kind: 'consular',
      title: `Consular information and notices ${word}`,
      load: 50,
      dependencies: needs(key('screening')),
    },
    1,
    'docs',
  );
  want(
    {
      ...at,
      key: key('hand'),
      phase: 'PH4',
      at: dForm(2, NINE),
      minutes: 240,
      kind: 'documents',
      title: `Shelter and referral ${word}`,
      load: 60,
      dependencies: needs(key('screening')),
    },
    1,
  );
}

/**
 * Invented but believable operations for demonstrations, measurements and tests: the same seed and shape give the same plan on every
 * machine. Plans are what an operation file can hold: references resolve, ids are unique, dependencies have no cycle (R-OP-01).
 */
import { NOT_RECORDED } from '../../model/held.ts';
import type { Plan, PlanOperation } from '../../model/plan.ts';
import type { OperationState } from '../../model/vocabulary.ts';
import { MS_PER_DAY } from '../../time/calendar.ts';
import { startOfDay } from '../../time/wall-clock.ts';
import { DEFAULT_LIMITS } from '../plan-records/limits.ts';
import { makeAgreements } from './agreements.ts';
import { Crews } from './crews.ts';
import { Dice } from './dice.ts';
import { finishTasks } from './drafts.ts';
import { upsetClocks, upsetTasks } from './faults.ts';
import { linkFillers, makeFillers } from './fillers.ts';
import { makeDeconfliction, makeRecords, makeReleases, makeRisks } from './files.ts';
import { type Frame, makeFrame } from './frame.ts';
import { makeMoney } from './money.ts';
import { makeMovements, movementCount } from './movements.ts';
import { codeName } from './names.ts';
import { makePeople, type Member } from './people.ts';
import { LEAST, type Shape } from './shape.ts';
import { groupsWithTasks, makeSkeleton } from './skeleton.ts';
import { makeTeams, tagTeamTasks } from './teams.ts';

/** One plan of exactly this shape. Throws when the shape is smaller than LEAST. */
export function generatePlan(seed: number, shape: Shape): Plan {
  if (shape.tasks < LEAST.tasks || shape.people < LEAST.people)
    throw new Error(`broken promise: an operation has at least ${LEAST.tasks} tasks and ${LEAST.people} people`);
  const dice = new Dice(seed, `plan ${shape.number}`);
  const frame = makeFrame(dice.fork('frame'), shape);
  const members = makePeople(dice.fork('people'), frame, shape.people);
  const work = makeWork(dice, frame, shape, members);
  const { agreements, movements: drafts } = makeAgreements(dice.fork('agreements'), frame, work.movements);
  const movements = drafts.map(({ movement, taskKey }) => ({ ...movement, task: work.codeOf.get(taskKey) ?? null }));
  const money = makeMoney(dice.fork('money'), frame, shape.tasks);
  const files = dice.fork('files');
  const records = makeRecords(files, frame, Math.max(6, Math.round(shape.tasks / 25)), {
    operation: shape.code,
    tasks: work.tasks,
    jits: work.jits,
    movements,
    requests: money.requests,
  });
  return {
    operation: makeOperation(dice.fork('operation'), seed, shape, frame, members),
    limits: DEFAULT_LIMITS,
    targets: { sites: frame.sites.length, potential_victims: shape.travellers, devices: shape.tasks * 2 },
    agencies: frame.agencies,
    sites: [...frame.sites, frame.hub],
    holidays: frame.holidays,
    phases: frame.phases,
    syncGroups: work.syncGroups,
    tasks: work.tasks,
    people: members.map(({ person }) => person),
    jits: work.jits,
    agreements,
    movements,
    ...money,
    deconfliction: makeDeconfliction(files, frame),
    risks: makeRisks(files, members),
    records,
    overrides: [],
    releases: makeReleases(files, frame, Math.max(3, Math.round(shape.tasks / 50)), records, {
      tasks: work.tasks,
      members,
    }),
  };
}

function makeWork(dice: Dice, frame: Frame, shape: Shape, members: readonly Member[]) {
  const skeleton = makeSkeleton(dice.fork('skeleton'), frame, members);
  const count = movementCount(shape.travellers, shape.tasks);
  const travel = makeMovements(dice.fork('movements'), frame, shape.travellers, count);
  const core = [...skeleton.wanted, ...travel.wanted];
  const fillers = makeFillers(dice.fork('fillers'), frame, Math.max(0, shape.tasks - core.length), core);
  const wanted = [...core, ...fillers];
  const drafts = wanted.map(({ draft }) => draft);
  upsetClocks(
    dice.fork('faults'),
    frame,
    skeleton.wanted.map(({ draft }) => draft),
    fillers.map(({ draft }) => draft),
  );
  linkFillers(dice.fork('links'), drafts, fillers);
  const crews = new Crews(dice.fork('crews'), frame, members);
  for (const one of wanted) crews.assign(one);
  upsetTasks(dice.fork('upsets'), frame, drafts, crews);
  const teams = makeTeams(dice.fork('teams'), frame, members);
  tagTeamTasks(dice.fork('tags'), teams, drafts, (d) => startOfDay(d, frame.refTz) + MS_PER_DAY);
  const { tasks, codeOf } = finishTasks(drafts);
  return {
    tasks,
    codeOf,
    jits: teams.map(({ jit }) => jit),
    syncGroups: groupsWithTasks(skeleton.syncGroups, tasks),
    movements: travel.movements,
  };
}

function makeOperation(
  dice: Dice,
  seed: number,
  shape: Shape,
  frame: Frame,
  members: readonly Member[],
): PlanOperation {
  const n = frame.sites.length;
  const sites = n === 1 ? 'one scam compound' : `${n} scam compounds`;
  return {
    id: shape.code,
    codeName: codeName(seed, shape.number),
    title: {
      en: `Joint action against ${sites} (generated)`,
      fr:
        n === 1
          ? "Action conjointe contre un centre d'escroquerie (générée)"
          : `Action conjointe contre ${n} centres d'escroquerie (générée)`,
    },
    status: statusAt((frame.hHour - frame.clock) / MS_PER_DAY),
    lead: frame.lead.id,
    coordinator: frame.coordinator.id,
    refTz: frame.refTz,
    hHour: frame.hHour,
    dDay: frame.dDay,
    marking: {
      tlp: 'AMBER',
      level: dice.pick(['INTERPOL FOR OFFICIAL USE ONLY', 'INTERPOL RESTRICTED'] as const),
      handling: ['H1'],
    },
    mandate: ['GA-2025-93-RES-09 2(d)', 'GA-2025-93-RES-09 2(f)'],
    command: {
      strategic: members[0]?.person.id ?? null,
      tactical: members[1]?.person.id ?? null,
      operational: Object.fromEntries(
        frame.sites.flatMap((site) => {
          const leader = members.find((m) => m.post === site.id);
          return leader ? [[site.id, leader.person.id]] : [];
        }),
      ),
    },
    order: {
      version: dice.int(1, 4),
      ...NOT_RECORDED.order,
      sections: {
        information: {
          en: `Linked compounds: ${sites}; most of the people inside are thought to be held.`,
          fr: 'Des centres liés ; la plupart des personnes y seraient retenues.',
        },
        intention: {
          en: 'Enter together, free those held, secure devices and money, return people lawfully.',
          fr: 'Intervenir simultanément, libérer les personnes retenues, saisir supports et avoirs, rapatrier légalement.',
        },
        method: { en: 'Five phases; one H-hour for all sites.', fr: 'Cinq phases ; une heure H unique.' },
        human_rights: {
          en: 'Screen before any charge; non-punishment; non-refoulement; consular notice.',
          fr: 'Identification avant toute poursuite ; non-sanction ; non-refoulement ; avis consulaire.',
        },
      },
    },
    disclosure: null,
  };
}

/** Where an operation stands so many days before its H-hour. */
function statusAt(daysLeft: number): OperationState {
  if (daysLeft > 60) return 'planning';
  if (daysLeft > 30) return 'approved';
  if (daysLeft > 0.5) return 'pre_operational';
  return daysLeft > -3 ? 'executing' : 'post_operational';
}

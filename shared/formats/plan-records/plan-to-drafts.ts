/** A plan taken apart into the records that are stored and exchanged. The inverse is `recordsToPlan`. */
import { ORDER_SECTIONS, type InstantMs, type Plan, type PlanTask } from '../../model/plan.ts';
import { REMOTE } from '../../model/vocabulary.ts';
import { formatInstant } from '../../time/instant.ts';
import { draftAcknowledgements, draftAuthorisations } from './draft-held.ts';
import { decimalOf, DraftList, flag, some, unless, unlessEmpty } from './draft-list.ts';
import { draftMoney } from './draft-money.ts';
import { draftAgreements, draftJits, draftMovements } from './draft-legal.ts';
import { limitsToPairs } from './limits.ts';
import type { RecordDraft } from './types.ts';

/** Sites of a file carry town-level positions (SCHEMA, sites). */
const FILE_PRECISION = 'city';

/**
 * The drafts of every record of a plan: the operation first, each list in the order of the file (rules read "first" and "later" from
 * the order of creation), parents before their parts. What equals the default is not written, nor what is not given.
 * References are `{ ref: key }`; those of the operation and `task.movement` point forward, so the store makes all ids of a step first.
 * `clock` is the fixed "now" of a training operation; null for a real one. Target figures are whole numbers and are rounded.
 */
export function planToDrafts(plan: Plan, clock: InstantMs | null): readonly RecordDraft[] {
  const list = new DraftList(plan);
  draftOperation(list, plan, clock);
  draftFrame(list, plan);
  draftPeople(list, plan);
  draftSites(list, plan);
  draftJits(list, plan);
  draftAgreements(list, plan);
  draftTasks(list, plan);
  draftAuthorisations(list, plan.jits);
  draftMovements(list, plan);
  draftMoney(list, plan);
  return list.done();
}

function draftOperation(list: DraftList, { operation, limits, targets }: Plan, clock: InstantMs | null): void {
  const { marking, order, command } = operation;
  list.add('operation', operation.id, {
    code: operation.id,
    tlp: marking.tlp,
    level: marking.level,
    handling: some(marking.handling),
    codeName: operation.codeName,
    titleEn: operation.title.en,
    titleFr: operation.title.fr,
    status: operation.status,
    lead: list.ref(operation.lead),
    coordinator: list.ref(operation.coordinator),
    refTz: operation.refTz,
    hHour: operation.hHour === null ? null : formatInstant(operation.hHour),
    dDay: operation.dDay,
    mandate: some(operation.mandate),
    strategic: list.ref(command.strategic),
    tactical: list.ref(command.tactical),
    disclosure: operation.disclosure === null ? null : list.refs(operation.disclosure),
    targets: some(Object.entries(targets).map(([word, value]) => [word, Math.round(value)])),
    limits: some(limitsToPairs(limits)),
    trainingClock: clock === null ? null : formatInstant(clock),
  });
  if (order !== null) {
    const sections = ORDER_SECTIONS.map((section) => {
      const words = order.sections[section];
      return [section, words ? [words.en, words.fr] : null] as const;
    });
    const { version, state } = order;
    const key = list.add('order', String(version), { version, state, ...Object.fromEntries(sections) });
    draftAcknowledgements(list, key, order);
  }
}

function draftFrame(list: DraftList, plan: Plan): void {
  for (const agency of plan.agencies) {
    const { id, name, role, tz, cc, ncb, ceiling } = agency;
    list.add('agency', id, { code: id, name, role, tz, cc, ncb, ceiling });
  }
  for (const { cc, from, to } of plan.holidays) list.add('holiday', `${cc}:${from}`, { cc, span: [from, to] });
  for (const { id, name, from, to } of plan.phases)
    list.add('phase', id, { code: id, nameEn: name.en, nameFr: name.fr, window: [from, to] });
  for (const { id, name } of plan.syncGroups) list.add('syncGroup', id, { code: id, name });
}

function draftPeople(list: DraftList, plan: Plan): void {
  for (const person of plan.people) {
    const { id, deployed } = person;
    list.add('person', id, {
      code: id,
      name: person.name,
      agency: list.ref(person.agency),
      role: person.role,
      languages: some(Object.entries(person.languages)),
      skills: some(person.skills),
      clearance: person.clearance,
      vetting: person.vetting,
      medical: person.medical,
      passport: person.passport,
      firearms: person.firearms,
      entry: some(Object.entries(person.entry)),
      arms: some(person.arms),
      deployed: deployed && [deployed.to, deployed.from, deployed.until],
    });
  }
  for (const { id, leave } of plan.people)
    for (const { from, to } of leave) list.add('leave', `${id}:${from}`, { person: list.ref(id), span: [from, to] });
}

function draftSites(list: DraftList, { sites, operation }: Plan): void {
  const commanders = new Map(Object.entries(operation.command.operational));
  for (const site of sites) {
    const { id, estPersons, estHeld } = site;
    list.add('site', id, {
      code: id,
      codeWord: site.code,
      cc: site.cc,
      place: site.place,
      position: [decimalOf(site.lat), decimalOf(site.lon), FILE_PRECISION],
      tz: site.tz,
      estimate: estPersons === 0 && estHeld === 0 ? null : [estPersons, estHeld, null, null],
      hazards: some(site.hazards),
      commander: list.ref(commanders.get(id) ?? null),
    });
  }
}

function draftTasks(list: DraftList, { tasks }: Plan): void {
  for (const task of tasks) {
    const { id, need } = task;
    list.add('task', id, {
      code: id,
      phase: list.ref(task.phase),
      at: task.at,
      minutes: task.minutes,
      owner: list.ref(task.owner),
      place: task.site === REMOTE ? REMOTE : list.ref(task.site),
      taskKind: task.kind,
      title: unlessEmpty(task.title),
      load: unless(100, task.load),
      needSkills: some(Object.entries(need.skills)),
      needLanguages: some(need.languages),
      sync: list.ref(task.sync),
      jit: list.ref(task.jit),
      movement: list.ref(task.movement),
      armed: flag(task.armed),
      status: unless<string>('planned', task.status),
      level: task.level,
      authority: task.authority,
    });
  }
  for (const task of tasks) draftTaskParts(list, task);
}

function draftTaskParts(list: DraftList, { id, decision, dependencies, people }: PlanTask): void {
  const task = list.ref(id);
  if (decision !== null) {
    const { owner, deputy, abort } = decision;
    list.add('decisionPoint', id, { task, owner: list.ref(owner), deputy: list.ref(deputy), abort });
  }
  for (const { on, type, lag } of dependencies) {
    const target = list.ref(on);
    if (target === null) continue;
    const link = type === 'FS' && lag === 0 ? null : [type, lag];
    list.add('dependency', `${id}:${on}`, { task, on: target, link });
  }
  for (const person of people) {
    const target = list.ref(person);
    if (target !== null) list.add('assignment', `${id}:${person}`, { task, person: target });
  }
}

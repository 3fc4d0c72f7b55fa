/**
 * Need to know (R-HAN-05) for the records of a plan: which of them the recipient takes part in. The readings, with their reasons,
 * stand in docs/release.md. Domain records carry their own links and are judged by `needsToKnow`.
 */
import type { KindName } from '../../model/kinds/index.ts';
import type { Code, PlanAgency, PlanAgreement, PlanMovement } from '../../model/plan.ts';
import type { ReleaseState } from '../../model/vocabulary.ts';
import { jitPeople } from '../facts/papers.ts';
import { isYes, needsToKnow } from '../handling/passing.ts';
import { kindNamed, type Scene, valueOf } from './scene.ts';
import type { RecordRow } from './types.ts';

/** Answers for kinds that are nobody's part, given in this order: later ones rest on what was released before. */
export const DECISION_ORDER: readonly KindName[] = [
  'operation',
  'agency',
  'site',
  'holiday',
  'phase',
  'syncGroup',
  'order',
  'task',
  'risk',
  'result',
  'deconfliction',
  'jit',
  'movement',
  'request',
  'asset',
  'entity',
  'flow',
  'agreement',
  'person',
  'record',
  'release',
  'override',
];

/** What the recipient takes part in, before any marking is looked at. */
export interface Part {
  readonly agency: PlanAgency | null;
  /** Owns a task of the operation. */
  readonly inOperation: boolean;
  readonly jits: ReadonlySet<Code>;
  readonly movements: ReadonlySet<Code>;
  readonly requests: ReadonlySet<Code>;
  /** Sites where it owns a task. */
  readonly sites: ReadonlySet<Code>;
}

export function partOf({ plan, facts, recipient }: Scene): Part {
  const agency = facts.agencies.get(recipient.agency) ?? null;
  const own = plan.tasks.filter((task) => task.owner === recipient.agency);
  const ownIds = new Set(own.map((task) => task.id));
  const people = new Set(plan.people.filter((p) => p.agency === recipient.agency).map((p) => p.id));
  const cc = agency?.cc ?? null;
  const codes = <T extends { readonly id: Code }>(items: readonly T[], takesPart: (item: T) => boolean): Set<Code> =>
    new Set(items.filter(takesPart).map((item) => item.id));
  return {
    agency,
    inOperation: own.length > 0,
    jits: codes(
      plan.jits,
      (jit) => (cc !== null && jit.parties.includes(cc)) || [...jitPeople(jit)].some((id) => people.has(id)),
    ),
    movements: codes(
      plan.movements,
      (movement) => movement.receiving === recipient.agency || (movement.task !== null && ownIds.has(movement.task)),
    ),
    requests: codes(
      plan.requests,
      ({ from, to, status }) =>
        from === recipient.agency || (status !== 'draft' && (to === '*' || (cc !== null && to === cc))),
    ),
    sites: new Set(own.flatMap((task) => task.site ?? [])),
  };
}

/** Whether the recipient needs to know a record that is nobody's part. `released` holds the ids released so far. */
export function needToKnow(scene: Scene, part: Part, released: ReadonlySet<string>, row: RecordRow): boolean {
  const { recipient } = scene;
  if (row.kind === 'record') {
    const record = scene.recordOf(row);
    return record !== null && isYes(needsToKnow(scene.facts, record, recipient.agency));
  }
  if (scene.markingOf(row).tlp === 'CLEAR' || scene.ownerOf(row) === recipient.agency) return true;
  if (part.agency === null) return false;
  return takesPart(scene, part, released, row);
}

interface Question {
  readonly scene: Scene;
  readonly part: Part;
  readonly released: ReadonlySet<string>;
  readonly row: RecordRow;
  readonly code: Code;
}
const isInOperation = ({ part }: Question): boolean => part.inOperation;

/** How each kind is judged; a kind that is not listed is released to nobody on need to know. */
const TAKES_PART: Readonly<Partial<Record<KindName, (question: Question) => boolean>>> = {
  operation: isInOperation,
  agency: isInOperation,
  site: isInOperation,
  holiday: isInOperation,
  phase: isInOperation,
  syncGroup: isInOperation,
  order: isInOperation,
  task: isInOperation,
  risk: isInOperation,
  result: isInOperation,
  deconfliction: ({ scene, part, row }) => concernsItsSite(scene, part, row),
  jit: ({ part, code }) => part.jits.has(code),
  movement: ({ part, code }) => part.movements.has(code),
  request: ({ part, code }) => part.requests.has(code),
  asset: ({ scene, released, row }) => isSubjectOfReleased(scene, released, 'asset', row),
  entity: ({ scene, released, row }) =>
    isSubjectOfReleased(scene, released, 'entity', row) || ownsReleasedAsset(scene, released, row),
  flow: ({ released, row }) => isReleasedEnd(released, row, 'src') && isReleasedEnd(released, row, 'dst'),
  agreement: ({ scene, released, code }) => isPartyOrCovers(scene, released, code),
  person: ({ scene, released, row, code }) => isInCommand(scene, code) || isOnReleasedTeam(scene, released, row),
  release: ({ scene, row }) => isItsRelease(scene, row),
  override: ({ scene, released, row }) => released.has(scene.idOf.get(String(valueOf(row, 'subject'))) ?? ''),
};

function takesPart(scene: Scene, part: Part, released: ReadonlySet<string>, row: RecordRow): boolean {
  const kind = kindNamed(row);
  const ask = kind === null ? undefined : TAKES_PART[kind];
  return ask?.({ scene, part, released, row, code: scene.codeOf.get(row.id) ?? '' }) ?? false;
}

/** Owns a task at the site, or is the party named. An item without a site is shown to the party named only. */
function concernsItsSite(scene: Scene, { sites, agency }: Part, row: RecordRow): boolean {
  const site = scene.codeOf.get(String(valueOf(row, 'site')));
  const whom = valueOf(row, 'with');
  return (site !== undefined && sites.has(site)) || whom === agency?.id || (whom !== null && whom === agency?.name);
}

const isSubjectOfReleased = (
  scene: Scene,
  released: ReadonlySet<string>,
  field: 'asset' | 'entity',
  row: RecordRow,
): boolean => scene.referrers('request', field, row.id).some((request) => released.has(request.id));

const ownsReleasedAsset = (scene: Scene, released: ReadonlySet<string>, row: RecordRow): boolean =>
  scene.referrers('asset', 'owner', row.id).some((asset) => released.has(asset.id));

/** An asset that was released, or a pool of victims in a country. A flow between two pools says nothing to anybody and stays. */
function isReleasedEnd(released: ReadonlySet<string>, row: RecordRow, field: 'src' | 'dst'): boolean {
  const other = valueOf(row, field === 'src' ? 'dst' : 'src');
  const end = valueOf(row, field);
  if (typeof end !== 'string') return false;
  return released.has(end) || (end.startsWith('V:') && typeof other === 'string' && released.has(other));
}

function isPartyOrCovers(scene: Scene, released: ReadonlySet<string>, code: Code): boolean {
  const agreement = scene.facts.agreements.get(code);
  if (!agreement) return false;
  const { agency, cc } = scene.recipient;
  if (agreement.parties.includes(agency) || (cc !== null && agreement.parties.includes(cc))) return true;
  return scene.plan.movements.some(
    (movement) => released.has(scene.idOf.get(movement.id) ?? '') && isBasisOf(agreement, movement),
  );
}

/** Named as the basis of a row, or covering the route and the people of one, or their transit. */
function isBasisOf(agreement: PlanAgreement, { from, via, pax }: PlanMovement): boolean {
  const fits = (row: { readonly nat: readonly string[]; readonly cat: readonly string[] }, nat: string, cat: string) =>
    (row.nat.includes('*') || row.nat.includes(nat)) && row.cat.includes(cat);
  return pax.some(
    ({ nat, cat, to, basis }) =>
      basis === agreement.id ||
      agreement.covers.some((row) => row.from.includes(from) && row.to.includes(to) && fits(row, nat, cat)) ||
      agreement.transit.some((row) => via.includes(row.via) && fits(row, nat, cat)),
  );
}

function isInCommand({ plan }: Scene, code: Code): boolean {
  const { strategic, tactical, operational } = plan.operation.command;
  return code === strategic || code === tactical || Object.values(operational).includes(code);
}

function isOnReleasedTeam(scene: Scene, released: ReadonlySet<string>, { id }: RecordRow): boolean {
  const places = [...scene.referrers('assignment', 'person', id), ...scene.referrers('jitMember', 'person', id)];
  return places.some((row) => {
    const parent = scene.parentOf(row);
    return parent !== null && parent !== undefined && released.has(parent.id);
  });
}

const HAS_LEFT: ReadonlySet<ReleaseState> = new Set(['sent', 'acknowledged', 'recalled']);

/** One it makes itself, or one addressed to it that has left: a draft says what others are considering. */
function isItsRelease({ codeOf, recipient }: Scene, row: RecordRow): boolean {
  const end = (field: string): Code | undefined => codeOf.get(String(valueOf(row, field)));
  return (
    end('by') === recipient.agency ||
    (end('to') === recipient.agency && HAS_LEFT.has(valueOf(row, 'status') as ReleaseState))
  );
}

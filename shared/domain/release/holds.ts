/** What the marking of a record, its owner and the recipient say, apart from need to know: R-FIN-11, R-HAN-01 to 04, 06, 08, 09, 13. */
import { kindOf } from '../../model/kinds/index.ts';
import type { PlanRecord } from '../../model/plan.ts';
import { compareLevel, missingMarks } from '../handling/marking.ts';
import {
  isRetentionOver,
  isReviewOverdue,
  isWithdrawn,
  isYes,
  mayPassFiu,
  mayPassHandling,
  mayPassPersonal,
  mayPassTlp,
  servesPurpose,
} from '../handling/passing.ts';
import { isPersonal, JOINT_OPERATION, type Scene, valueOf } from './scene.ts';
import type { RecordRow } from './types.ts';
import type { WhyKey } from './why.ts';

/** A rule that keeps something back, and why. */
export interface Hold {
  readonly rule: string;
  readonly why: WhyKey;
}
export const hold = (rule: string, why: WhyKey): Hold => ({ rule, why });

/** Every rule that holds a record back on its own account; empty when none does. Kinds this version does not know stay here. */
export function holdsOf(scene: Scene, row: RecordRow): readonly Hold[] {
  const kind = kindOf(row.kind);
  if (kind === null) return [hold('R-HAN-10', 'unknown')];
  if (kind.apart === true) return [hold('R-HAN-07', 'keptApart')];
  if (kind.own === true) return [hold('R-HAN-07', 'internal')];
  const record = row.kind === 'record' ? scene.recordOf(row) : planItem(scene, row);
  if (record === null) return [hold('R-HAN-10', 'unknown')];
  const { passing, facts, purpose, recipient } = scene;
  const level = scene.markingOf(row).level;
  const unmarked = row.kind === 'record' ? missingMarks(record).length > 0 : row.owner === '';
  const checks: readonly (Hold | null)[] = [
    isYes(mayPassFiu(record, passing, purpose, facts.today)) ? null : hold('R-FIN-11', 'fiuConsent'),
    unmarked ? hold('R-HAN-01', 'unmarked') : null,
    isYes(mayPassTlp(facts, record, passing)) ? null : hold('R-HAN-02', 'tlp'),
    isYes(mayPassHandling(record, passing)) ? null : hold('R-HAN-03', 'consent'),
    isRestricted(scene, row) ? hold('R-HAN-03', 'restriction') : null,
    compareLevel(recipient.ceiling, level) >= 0 ? null : hold('R-HAN-04', 'ceiling'),
    isYes(mayPassPersonal(facts, [record], passing, purpose)) ? null : hold('R-HAN-06', 'personalData'),
    isRetentionOver(record, facts.today) ? hold('R-HAN-08', 'retention') : null,
    isReviewOverdue(record, facts.today, facts.plan.limits.reviewYears) ? hold('R-HAN-08', 'review') : null,
    isWithdrawn(record) || scene.recalled.has(row.id) ? hold('R-HAN-09', 'withdrawn') : null,
    isYes(servesPurpose(record, purpose)) ? null : hold('R-HAN-13', 'purpose'),
  ];
  return checks.filter((check) => check !== null);
}

/**
 * A record of the plan seen as a releasable record: under its own marking or the inherited one, owned by the agency that keeps it,
 * for the joint operation. It has no end of retention of its own (that of the operation's records counts) and no list of consents,
 * so H2 leaves only through its owner.
 */
function planItem(scene: Scene, row: RecordRow): PlanRecord {
  const { tlp, level, handling } = scene.markingOf(row);
  const record = partOfRecord(scene, row);
  return {
    id: scene.nameOf(row),
    what: '',
    owner: record ? record.owner : scene.ownerOf(row),
    tlp,
    level,
    handling,
    h3: null,
    retainUntil: record?.retainUntil ?? null,
    personal: isPersonal(scene, row),
    purpose: record ? record.purpose : [JOINT_OPERATION],
    links: [],
    consent: record ? record.consent : [],
    withdrawn: record?.withdrawn ?? null,
    fiu: record?.fiu ?? null,
    fiuConsent: record?.fiuConsent ?? [],
    reviewed: record?.reviewed ?? null,
  };
}

/** Links and consents stand under the terms of the record they belong to. */
function partOfRecord(scene: Scene, row: RecordRow): PlanRecord | null {
  const parent = scene.parentOf(row);
  return parent ? scene.recordOf(parent) : null;
}

const RESTRICTION = /^(deny|allow):\s*([A-Za-z][A-Za-z0-9_~-]{0,79})$/u;

/**
 * `deny:A09`, `allow:KH`: agencies by code or country. A recipient that is denied, or not among those
 * allowed where any are named, gets nothing. Other entries are words that travel with the record; a list that is none holds it back.
 */
function isRestricted({ recipient }: Scene, row: RecordRow): boolean {
  const list = valueOf(row, 'restrictions');
  if (list === null) return false;
  if (!Array.isArray(list)) return true;
  const terms = list.flatMap((entry: unknown) => {
    const [, verb, whom] = (typeof entry === 'string' && RESTRICTION.exec(entry)) || [];
    return verb === undefined || whom === undefined ? [] : [{ verb, whom }];
  });
  const concerns = ({ whom }: { readonly whom: string }): boolean => whom === recipient.agency || whom === recipient.cc;
  const allowed = terms.filter((term) => term.verb === 'allow');
  return (
    terms.some((term) => term.verb === 'deny' && concerns(term)) || (allowed.length > 0 && !allowed.some(concerns))
  );
}

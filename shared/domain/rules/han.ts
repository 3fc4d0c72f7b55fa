/** Handling of records: markings, and whether a planned release may take them to its recipient. */
import type { FindingItem, PlanRecord, PlanRelease } from '../../model/plan.ts';
import type { ReleaseState } from '../../model/vocabulary.ts';
import type { Facts } from '../facts/facts.ts';
import { distinctNames } from '../facts/names.ts';
import { compareLevel, markingOf, missingMarks } from '../handling/marking.ts';
import {
  type Answer,
  isRetentionOver,
  isReviewOverdue,
  isWithdrawn,
  mayPassCeiling,
  mayPassHandling,
  mayPassPersonal,
  mayPassTlp,
  needsToKnow,
  type Passing,
  reviewDue,
  servesPurpose,
} from '../handling/passing.ts';
import { itemsOf, type ReleasedRecord, type Rule, ruleAbout, type Verdict } from './rule.ts';

/** Releases still to be decided. What has left is history; only a withdrawal reaches after it (R-HAN-09). */
const PENDING: ReadonlySet<ReleaseState> = new Set(['draft', 'checked', 'approved', 'signed']);

/** Who releases to whom; null when decided already or when one side cannot be seen. */
export function passingOf(release: PlanRelease): Passing | null {
  const { by, to, persons } = release;
  return PENDING.has(release.status) && by !== null && to !== null ? { by, to, persons } : null;
}

/** A verdict for a plain no; silence for yes and for unknown. */
function refused(answer: Answer, also: Readonly<Record<string, string>>): Verdict | null {
  return answer.answer === 'no' ? { items: [{ key: answer.why, also }, ...itemsOf('of', answer.refs)] } : null;
}

/** Whom nobody named as owner can neither pass on a record nor consent to it; an owner this agency was not told of may have. */
const ownerless = (facts: Facts, record: PlanRecord, answer: Answer): boolean =>
  answer.answer === 'unknown' && record.owner === null && !facts.withheld(record.id, 'owner');

const marked = ruleAbout(
  'record',
  {
    id: 'R-HAN-01',
    reads: ['records'],
    title: 'Record has owner, TLP, level, purpose and retention end',
    severity: 'block',
    gate: 'save',
    dagger: true,
  },
  (facts, record) => {
    const missing = missingMarks(record).filter((key) => !facts.withheld(record.id, key));
    return missing.length === 0 ? null : { items: missing.map((key) => ({ key: `no_${key}` })) };
  },
);

const tlp = ruleAbout(
  'released_record',
  {
    id: 'R-HAN-02',
    reads: ['releases', 'records', 'people'],
    title: 'TLP allows the release',
    severity: 'block',
    gate: 'release',
    dagger: true,
  },
  (facts, { release, record }) => {
    const passing = passingOf(release);
    const answer = passing ? mayPassTlp(facts, record, passing) : null;
    if (answer === null) return null;
    const also = { tlp: record.tlp ?? '' };
    if (record.tlp !== null && ownerless(facts, record, answer)) return { items: [{ key: 'not_owner', also }] };
    return refused(answer, also);
  },
);

const handling = ruleAbout(
  'released_record',
  {
    id: 'R-HAN-03',
    reads: ['releases', 'records'],
    title: 'Handling code allows the release',
    severity: 'block',
    gate: 'release',
    dagger: true,
  },
  (facts, { release, record }) => {
    const passing = passingOf(release);
    if (!passing) return null;
    const answer = mayPassHandling(record, passing);
    const also = { to: passing.to };
    return ownerless(facts, record, answer) ? { items: [{ key: 'no_consent', also }] } : refused(answer, also);
  },
);

const needToKnow = ruleAbout(
  'released_record',
  {
    id: 'R-HAN-05',
    reads: ['releases', 'records', 'operation', 'agencies', 'people', 'tasks', 'jits', 'movements', 'requests'],
    title: 'Recipient takes part in something the record is linked to',
    severity: 'block',
    gate: 'release',
  },
  (facts, { release, record }) => {
    const passing = passingOf(release);
    return passing && refused(needsToKnow(facts, record, passing.to), { to: passing.to });
  },
);

const personal = ruleAbout(
  'release',
  {
    id: 'R-HAN-06',
    reads: ['releases', 'records', 'agencies', 'agreements'],
    title: 'Personal data leave police and judiciary only under an agreement',
    severity: 'block',
    gate: 'release',
    cadence: 'day',
  },
  (facts, release) => {
    const passing = passingOf(release);
    if (!passing) return null;
    const records = release.records.flatMap((id) => facts.records.get(id) ?? []);
    const holding = records.filter((record) => record.personal).map((record) => record.id);
    const verdict = refused(mayPassPersonal(facts, records, passing, release.purpose), { to: passing.to });
    return verdict && { items: [...verdict.items, ...itemsOf('record', holding)] };
  },
);

const retention = ruleAbout(
  'record',
  {
    id: 'R-HAN-08',
    reads: ['records', 'limits'],
    title: 'Nothing is kept beyond its retention end, or unreviewed for too long',
    severity: 'block',
    gate: 'release',
    cadence: 'day',
  },
  (facts, record) => {
    const items: FindingItem[] = [];
    const years = facts.plan.limits.reviewYears;
    if (isRetentionOver(record, facts.today)) items.push({ key: 'retain_until', value: record.retainUntil ?? '' });
    if (isReviewOverdue(record, facts.today, years))
      items.push({
        key: 'review_due',
        value: reviewDue(record, years) ?? '',
        also: { reviewed: record.reviewed ?? '' },
      });
    return items.length === 0 ? null : { items };
  },
);

const ceiling = ruleAbout(
  'released_record',
  {
    id: 'R-HAN-04',
    reads: ['releases', 'records', 'agencies'],
    title: "Level is not above the recipient's ceiling",
    severity: 'block',
    gate: 'release',
    dagger: true,
  },
  (facts, { release, record }) => {
    const passing = passingOf(release);
    if (!passing || mayPassCeiling(facts, record, passing.to).answer !== 'no') return null;
    const limit = facts.agencies.get(passing.to)?.ceiling ?? '';
    return {
      items: [{ key: 'above_ceiling', ref: passing.to, value: limit, also: { level: markingOf(record).level } }],
    };
  },
);

/** Approved and to be signed: before that nobody has approved, after it the release has left. */
const TO_SIGN: ReadonlySet<ReleaseState> = new Set(['approved', 'signed']);
/** Levels from which one person is not enough. */
const SECOND_FROM = 'INTERPOL RESTRICTED';
const approvers = ruleAbout(
  'released_record',
  {
    id: 'R-HAN-12',
    reads: ['releases', 'records'],
    title: 'RESTRICTED and above, or personal data, leave with a second approver',
    severity: 'block',
    gate: 'sign',
  },
  (facts, { release, record }) => {
    if (!TO_SIGN.has(release.status) || release.approvers === null) return null;
    const persons = distinctNames(release.approvers);
    const isHigh = compareLevel(markingOf(record).level, SECOND_FROM) >= 0;
    if (persons >= 2 || !(isHigh || record.personal) || facts.withheld(release.id, 'approvers')) return null;
    return {
      items: [{ key: persons === 0 ? 'no_approver' : 'one_approver' }, { key: record.personal ? 'personal' : 'level' }],
    };
  },
);

/** A recalled release needs no second call; a sent one does, because its holder must be told. */
const reachesHolder = ({ release }: ReleasedRecord): boolean => release.status !== 'recalled';
const withdrawn = ruleAbout(
  'released_record',
  {
    id: 'R-HAN-09',
    reads: ['releases', 'records'],
    title: 'A record its owner withdrew is not released, and its holders are told',
    severity: 'block',
    gate: 'release',
  },
  (_facts, subject) => {
    const { release, record } = subject;
    if (!isWithdrawn(record) || !reachesHolder(subject)) return null;
    const pending = PENDING.has(release.status);
    return {
      items: [
        {
          key: pending ? 'not_to_leave' : 'tell_holder',
          ...(release.to === null ? {} : { ref: release.to }),
          also: { withdrawn: record.withdrawn ?? '' },
        },
      ],
    };
  },
);

const purpose = ruleAbout(
  'released_record',
  {
    id: 'R-HAN-13',
    reads: ['releases', 'records'],
    title: "Purpose of the release is among the record's purposes",
    severity: 'block',
    gate: 'release',
    dagger: true,
  },
  (facts, { release, record }) =>
    passingOf(release) && !facts.withheld(record.id, 'purpose')
      ? refused(servesPurpose(record, release.purpose), { purpose: release.purpose })
      : null,
);

export const HAN_RULES: readonly Rule[] = [
  marked,
  tlp,
  handling,
  ceiling,
  needToKnow,
  personal,
  retention,
  withdrawn,
  approvers,
  purpose,
];

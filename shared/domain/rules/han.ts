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
import { counted, itemsOf, listed, type ReleasedRecord, type Rule, ruleAbout, type Verdict } from './rule.ts';

/** Releases still to be decided. What has left is history; only a withdrawal reaches after it (R-HAN-09). */
const PENDING: ReadonlySet<ReleaseState> = new Set(['draft', 'checked', 'approved', 'signed']);

/** Who releases to whom; null when decided already or when one side cannot be seen. */
export function passingOf(release: PlanRelease): Passing | null {
  const { by, to, persons } = release;
  return PENDING.has(release.status) && by !== null && to !== null ? { by, to, persons } : null;
}

/** A verdict for a plain no; silence for yes and for unknown. */
function refused(answer: Answer, say: (refs: string) => string): Verdict | null {
  return answer.answer === 'no'
    ? { message: say(listed(answer.refs)), items: [{ key: answer.why }, ...itemsOf('of', answer.refs)] }
    : null;
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
    return missing.length === 0
      ? null
      : {
          message: `${record.id} lacks ${missing.join(', ').replaceAll('_', ' ')}`,
          items: missing.map((key) => ({ key: `no_${key}` })),
        };
  },
);

const TLP_WORDS: Readonly<Record<string, string>> = {
  not_owner: 'may be passed on only by its owner',
  no_named_person: 'goes to named persons only',
  person_elsewhere: 'goes to named persons of the receiving agency only',
};

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
    if (answer && record.tlp !== null && ownerless(facts, record, answer))
      return {
        message: `${record.id} is TLP:${record.tlp} and ${TLP_WORDS['not_owner']}, who is not on record`,
        items: [{ key: 'not_owner' }],
      };
    return answer?.answer === 'no'
      ? refused(
          answer,
          (refs) => `${record.id} is TLP:${record.tlp} and ${TLP_WORDS[answer.why]}${refs ? ` (${refs})` : ''}`,
        )
      : null;
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
    return ownerless(facts, record, answer)
      ? {
          message: `${record.id} is H2 and has no provider on record who could consent to ${passing.to}`,
          items: [{ key: 'no_consent' }],
        }
      : refused(answer, (owner) => `${record.id} is H2 and ${owner} has not consented to ${passing.to}`);
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
    return (
      passing &&
      refused(needsToKnow(facts, record, passing.to), (links) =>
        links
          ? `${passing.to} has no part in ${links}, to which ${record.id} belongs`
          : `${record.id} is linked to nothing ${passing.to} takes part in`,
      )
    );
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
    const answer = mayPassPersonal(facts, records, passing, release.purpose);
    const verdict = refused(
      answer,
      (refs) =>
        `${release.id} takes personal data to ${passing.to} without a cooperation agreement in force${refs ? ` (${refs})` : ''}`,
    );
    const holding = records.filter((record) => record.personal).map((record) => record.id);
    return verdict && { ...verdict, items: [...verdict.items, ...itemsOf('record', holding)] };
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
    const words: string[] = [];
    const years = facts.plan.limits.reviewYears;
    if (isRetentionOver(record, facts.today)) {
      items.push({ key: 'retain_until', value: record.retainUntil ?? '' });
      words.push(`was to be kept until ${record.retainUntil}: delete it, do not export it`);
    }
    if (isReviewOverdue(record, facts.today, years)) {
      items.push({ key: 'review_due', value: reviewDue(record, years) ?? '' });
      words.push(`was last reviewed on ${record.reviewed}, more than ${counted(years, 'year')} ago`);
    }
    return items.length === 0 ? null : { message: `${record.id} ${words.join('; ')}`, items };
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
      message: `${record.id} is ${record.level}, ${passing.to} may receive up to ${limit}`,
      items: [{ key: 'above_ceiling', ref: passing.to, value: limit }],
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
      message: `${record.id} ${record.personal ? 'holds personal data' : `is ${markingOf(record).level}`} and ${release.id} is approved by ${persons === 0 ? 'nobody' : 'one person only'}`,
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
      message: `${record.id} was withdrawn by its owner on ${record.withdrawn}: ${pending ? 'it is not to leave' : `tell ${release.to ?? 'the holder'}`}`,
      items: [{ key: pending ? 'not_to_leave' : 'tell_holder', ...(release.to === null ? {} : { ref: release.to }) }],
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
      ? refused(
          servesPurpose(record, release.purpose),
          () => `${record.id} is not held for ${release.purpose.replaceAll('_', ' ')}`,
        )
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

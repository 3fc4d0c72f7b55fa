/** R-JIT and R-AGR of docs/rules.md, read the slow way. */
import type { PlanAgreement, PlanJit, PlanMovement, PlanPax } from '#shared/model/plan.ts';
import type { AgreementState, Category } from '#shared/model/vocabulary.ts';
import { daysFromTo, type Said, type Scene } from './scene.ts';

type Signed = Readonly<Record<string, string | null>>;
/** By `day`, when one is given: a later signature is none yet. */
const signedByAll = (parties: readonly string[], signed: Signed, day = '9999-12-31'): boolean =>
  parties.length > 0 && parties.every((party) => signed[party] != null && signed[party] <= day);

export function jitSays(scene: Scene): Said[] {
  return [
    ...scene.plan.jits.flatMap((jit) => ofJit(scene, jit)),
    ...scene.tasks.flatMap((task) => {
      const jit = scene.plan.jits.find(({ id }) => id === task.jit);
      if (!jit) return [];
      const said: Said[] = [];
      const say = (rule: string, severity: Said['severity'], when: boolean): void => {
        if (when) said.push({ rule, severity, subject: task.id });
      };
      const slot = scene.slot(task);
      const first = slot ? scene.days(slot)[0] : undefined;
      const exists = /^(in_force|extended)$/.test(jit.status) && signedByAll(jit.parties, jit.signed, first);
      say('R-JIT-02', 'block', !exists);
      if (slot) {
        const [from, last] = scene.days(slot);
        say('R-JIT-03', 'block', from < jit.from || last > endOf(jit));
      }
      const site = scene.site(task.site);
      say('R-JIT-04', 'block', site !== undefined && !jit.operatesIn.includes(site.cc));
      const coercive = /^(entry|search|arrest)$/.test(task.kind);
      say('R-JIT-05', 'block', coercive && task.people.some((person) => jit.participants.includes(person)));
      say(
        'R-JIT-09',
        'warn',
        task.people.some((person) => !peopleOf(jit).includes(person)),
      );
      return said;
    }),
  ];
}

export const peopleOf = (jit: PlanJit): readonly string[] => [
  ...Object.values(jit.leaders),
  ...jit.members,
  ...Object.keys(jit.seconded),
  ...jit.participants,
];

/** The end with the latest extension that every party signed. */
const endOf = (jit: PlanJit): string =>
  [jit.until, ...jit.extensions.filter(({ signed }) => signedByAll(jit.parties, signed)).map(({ until }) => until)]
    .sort()
    .at(-1) ?? jit.until;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const lastOf = (signed: Signed): string =>
  Object.values(signed)
    .map((date) => date ?? '9999')
    .sort()
    .at(-1) ?? '';

function ofJit(scene: Scene, jit: PlanJit): Said[] {
  const said: Said[] = [];
  const live = /^(drafting|partially_signed|in_force|extended)$/.test(jit.status);
  const led = (cc: string): boolean => {
    const leader = scene.person(jit.leaders[cc] ?? null);
    return leader !== undefined && scene.agency(leader.agency)?.cc === cc;
  };
  if (live && !jit.operatesIn.every(led)) said.push({ rule: 'R-JIT-01', severity: 'block', subject: jit.id });
  const ending = live && daysFromTo(scene.today, endOf(jit)) <= scene.plan.limits.jitExpiryWarnDays;
  // a team that never was owes no evaluation, one that has ended does
  const owes = live || jit.status === 'expired' || jit.status === 'closed';
  const unevaluated = owes && jit.evaluationDue !== null && jit.evaluationDue < scene.today;
  if (ending || unevaluated) said.push({ rule: 'R-JIT-07', severity: 'warn', subject: jit.id });
  let end = jit.until;
  const late = jit.extensions
    .toSorted((a, b) => compare(a.until, b.until) || compare(lastOf(a.signed), lastOf(b.signed)))
    .some(({ until, signed }) => {
      const before = end;
      end = until;
      return !jit.parties.every((party) => (signed[party] ?? '9999') <= before);
    });
  if (late) said.push({ rule: 'R-JIT-08', severity: 'block', subject: jit.id });
  return said;
}

/** Instruments are asked for until arrival, also of those held on the way. */
const needsCover = ({ status }: PlanMovement): boolean =>
  /^(planned|screening|documents|cleared|departed|in_transit|held)$/.test(status);

const FITS: Readonly<Record<string, readonly Category[]>> = {
  readmission: ['irregular'],
  transfer_sentenced: ['sentenced'],
  extradition: ['suspect', 'sentenced'],
  victim_return: ['victim', 'witness'],
  mou: ['victim', 'suspect', 'irregular', 'sentenced', 'witness'],
  ad_hoc: ['victim', 'suspect', 'irregular', 'sentenced', 'witness'],
  jit: ['victim', 'suspect', 'irregular', 'sentenced', 'witness'],
};

export const inForceOn = (agreement: PlanAgreement, day: string): boolean =>
  agreement.state === 'in_force' &&
  agreement.from !== null &&
  agreement.from <= day &&
  (agreement.until === null || day <= agreement.until) &&
  signedByAll(agreement.parties, agreement.signed, day);

const named = (list: readonly string[], nat: string): boolean => list.includes(nat) || list.includes('*');

const carries = (agreement: PlanAgreement, movement: PlanMovement, row: PlanPax): boolean =>
  ((FITS[agreement.type] ?? []).includes(row.cat) ||
    // the training operation sends victims home under a readmission agreement (M4, AG3)
    (agreement.type === 'readmission' && row.cat === 'victim' && row.nat === row.to)) &&
  agreement.covers.some(
    ({ from, to, nat, cat }) =>
      from.includes(movement.from) && to.includes(row.to) && named(nat, row.nat) && cat.includes(row.cat),
  );
const lets = (agreement: PlanAgreement, via: string, row: PlanPax): boolean =>
  agreement.transit.some((clause) => clause.via === via && named(clause.nat, row.nat) && clause.cat.includes(row.cat));

export function agrSays(scene: Scene): Said[] {
  const said: Said[] = [];
  const shortLived = new Set<string>();
  for (const movement of scene.plan.movements.filter(needsCover)) {
    const day = scene.day(movement.depart);
    const valid = scene.plan.agreements.filter((agreement) => inForceOn(agreement, day));
    let uncovered = false;
    let closed = false;
    for (const row of movement.pax) {
      const covering = valid.filter((agreement) => carries(agreement, movement, row));
      if (covering.length === 0 || (row.basis !== null && !covering.some(({ id }) => id === row.basis)))
        uncovered = true;
      noteShort(scene, covering, day, shortLived);
      for (const via of movement.via) {
        const letting = valid.filter((agreement) => lets(agreement, via, row));
        if (letting.length === 0) closed = true;
        noteShort(scene, letting, day, shortLived);
      }
    }
    if (uncovered) said.push({ rule: 'R-AGR-01', severity: 'block', subject: movement.id });
    if (closed) said.push({ rule: 'R-AGR-03', severity: 'block', subject: movement.id });
  }
  for (const id of shortLived) said.push({ rule: 'R-AGR-04', severity: 'warn', subject: id });
  return [...said, ...scene.plan.agreements.flatMap((agreement) => ofAgreement(scene, agreement))];
}

function noteShort(scene: Scene, list: readonly PlanAgreement[], day: string, into: Set<string>): void {
  for (const { id, until } of list) {
    const longer = list.some((other) => other.until === null || (until !== null && other.until > until));
    if (until !== null && !longer && daysFromTo(day, until) < scene.plan.limits.agreementMarginDays) into.add(id);
  }
}

const BEFORE: readonly AgreementState[] = [
  'draft',
  'reported',
  'approved',
  'mandated',
  'partially_signed',
  'signed',
  'ratification_pending',
];
const NEXT: Readonly<Record<AgreementState, readonly AgreementState[]>> = {
  draft: ['reported', 'withdrawn', 'rejected'],
  reported: ['approved', 'withdrawn', 'rejected'],
  approved: ['mandated', 'withdrawn', 'rejected'],
  mandated: ['partially_signed', 'signed', 'withdrawn', 'rejected'],
  partially_signed: ['signed', 'withdrawn', 'rejected'],
  signed: ['ratification_pending', 'in_force', 'withdrawn', 'rejected'],
  ratification_pending: ['in_force', 'withdrawn', 'rejected'],
  in_force: ['suspended', 'expired', 'denounced', 'superseded'],
  suspended: ['in_force', 'expired', 'denounced', 'superseded'],
  expired: [],
  denounced: [],
  superseded: [],
  withdrawn: [],
  rejected: [],
};

function ofAgreement(scene: Scene, agreement: PlanAgreement): Said[] {
  const said: Said[] = [];
  const { approval, id, state } = agreement;
  const onOneDay = new Set(agreement.parties.map((party) => agreement.signed[party] ?? `${party} not`)).size === 1;
  const misplaced = approval.some(({ step, date }, n) => {
    const before = approval[n - 1];
    if (!before) return step !== 'draft';
    const skips = before.step === 'mandated' && step === 'signed' && !onOneDay;
    return skips || !NEXT[before.step].includes(step) || date < before.date;
  });
  const ends = approval.length > 0 && approval.at(-1)?.step !== state;
  const notInForce =
    state === 'in_force' &&
    (!signedByAll(agreement.parties, agreement.signed) || agreement.from === null || agreement.from > scene.today);
  if (misplaced || ends || notInForce) said.push({ rule: 'R-AGR-02', severity: 'block', subject: id });
  if (BEFORE.includes(state) && daysFromTo(agreement.since, scene.today) > scene.plan.limits.agreementStaleDays)
    said.push({ rule: 'R-AGR-05', severity: 'warn', subject: id });
  if (approval.some(({ step, ref }) => /^(reported|approved|mandated)$/.test(step) && (ref ?? '').trim() === ''))
    said.push({ rule: 'R-AGR-06', severity: 'warn', subject: id });
  return said;
}

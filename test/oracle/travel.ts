/** R-MOV of docs/rules.md, read the slow way. */
import type { PlanMovement, PlanPax } from '#shared/model/plan.ts';
import { HOUR, type Said, type Scene } from './scene.ts';

const count = (rows: readonly PlanPax[], ...categories: readonly PlanPax['cat'][]): number =>
  rows.filter(({ cat }) => categories.includes(cat)).reduce((sum, { n }) => sum + n, 0);
const all = (rows: readonly PlanPax[]): number => rows.reduce((sum, { n }) => sum + n, 0);

const isOpen = ({ status }: PlanMovement): boolean => /^(planned|screening|documents|cleared)$/.test(status);

export function movSays(scene: Scene): Said[] {
  return scene.plan.movements.filter(isOpen).flatMap((movement) => {
    const said: Said[] = [];
    const say = (rule: string, when: boolean, severity: Said['severity'] = 'block'): void => {
      if (when) said.push({ rule, severity, subject: movement.id });
    };
    const task = scene.tasks.find(({ id }) => id === movement.task);
    const slot = task && scene.slot(task);
    const disagrees = slot ? slot.start !== movement.depart : false;
    const unfounded = movement.status === 'cleared' && movement.pax.some(({ basis }) => basis === null);
    say('R-MOV-01', disagrees || movement.receiving === null || unfounded);
    checksSay(scene, movement, say);
    say('R-MOV-08', understaffed(scene, movement));
    const victims = count(movement.pax, 'victim') > 0;
    const accused = count(movement.pax, 'suspect', 'sentenced') > 0;
    say('R-MOV-09', victims && accused && !movement.separationPlan);
    say(
      'R-MOV-10',
      movement.pax.some(({ minorsAlone, guardian }) => minorsAlone > 3 || (minorsAlone > 0 && !guardian)),
    );
    const staff = movement.escorts + movement.support + movement.medics;
    const { carrierNotice: _, handoverSlot: __, ...counts } = movement.checks ?? { carrierNotice: 0, handoverSlot: 0 };
    const tooMany = Object.values(counts).some((n) => n > all(movement.pax));
    say('R-MOV-17', all(movement.pax) + staff > movement.seats || tooMany);
    return said;
  });
}

function checksSay(
  { now }: Scene,
  { checks, depart, pax, status }: PlanMovement,
  say: (rule: string, when: boolean, severity?: Said['severity']) => void,
): void {
  if (checks === null || !(status === 'documents' || status === 'cleared')) return;
  const n = all(pax);
  say('R-MOV-02', checks.screened < n);
  say('R-MOV-03', checks.consent < count(pax, 'victim'));
  say('R-MOV-04', checks.refoulementCleared < n);
  say('R-MOV-05', checks.nationality < n || checks.travelDoc < n);
  say('R-MOV-06', checks.consular < count(pax, 'suspect', 'irregular', 'sentenced'));
  say('R-MOV-07', now >= depart - 72 * HOUR && checks.fitToTravel < n, 'warn');
  say('R-MOV-11', !checks.handoverSlot);
  if (now >= depart - 24 * HOUR) say('R-MOV-12', !checks.carrierNotice, 'block');
  else if (now >= depart - 48 * HOUR) say('R-MOV-12', !checks.carrierNotice, 'warn');
}

function understaffed({ plan }: Scene, { escorts, flightHours, medics, pax, support }: PlanMovement): boolean {
  const { escort } = plan.limits;
  const need = (n: number, [staff, travellers]: readonly [number, number]): number =>
    Math.ceil((n * staff) / travellers);
  const accused = count(pax, 'suspect', 'sentenced');
  const risky = pax.reduce((sum, { highRisk }) => sum + highRisk, 0);
  const guards =
    need(accused - risky, flightHours <= 4 ? escort.lowRiskUpTo4h : escort.lowRiskOver4h) +
    need(risky, escort.highRisk) +
    need(count(pax, 'irregular'), escort.irregular);
  const persons = all(pax);
  const doctors = persons >= escort.medicFromPersons ? Math.ceil(persons / 50) : 0;
  return escorts < guards || support < need(count(pax, 'victim'), escort.victimSupport) || medics < doctors;
}

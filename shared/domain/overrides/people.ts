/** Who a name in a two-person step is: a person of the plan, by code or by name, or somebody the plan does not list. */
import type { Code, Plan, PlanPerson } from '../../model/plan.ts';
import { asOne } from '../facts/names.ts';
import type { Role } from '../lifecycles/types.ts';

/** The person a text names: first by code, then by name, without regard to capitals and spaces; null: not in the plan. */
export function personNamed(plan: Plan, text: string): PlanPerson | null {
  const code = text.trim();
  const wanted = asOne(text);
  return (
    plan.people.find((person) => person.id === code) ??
    plan.people.find((person) => asOne(person.name) === wanted) ??
    null
  );
}

/** Two texts that name one person: a code and the name it stands for are the same officer. */
export function isOnePerson(plan: Plan, a: string, b: string): boolean {
  const [one, other] = [personNamed(plan, a), personNamed(plan, b)];
  return (one !== null && one.id === other?.id) || asOne(one?.name ?? a) === asOne(other?.name ?? b);
}

const isAt = (plan: Plan, code: Code | null, text: string): boolean => {
  const person = code === null ? undefined : plan.people.find(({ id }) => id === code);
  return code !== null && (text.trim() === code || (person !== undefined && asOne(person.name) === asOne(text)));
};
export const isStrategicCommander = (plan: Plan, text: string): boolean =>
  isAt(plan, plan.operation.command.strategic, text);

/**
 * Whether the plan gives a person the level of command that is claimed. Nobody is strategic commander whom the plan does not name. At
 * the other two levels a plan without names accepts the claim, because a stop never waits; other roles are no matter of the plan.
 */
export function holdsCommand(plan: Plan, text: string, role: Role): boolean {
  const { tactical, operational } = plan.operation.command;
  if (role === 'strategic_commander') return isStrategicCommander(plan, text);
  if (role === 'tactical_commander') return tactical === null || isAt(plan, tactical, text);
  if (role !== 'operational_commander') return true;
  const sites = Object.values(operational);
  return sites.length === 0 || sites.some((code) => isAt(plan, code, text));
}

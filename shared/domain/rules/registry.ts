/** All rules whose input the plan holds. docs/rules.md lists these and those that have to stay silent. */
import { AGR_RULES } from './agr.ts';
import { FIN_FILE_RULES } from './fin-files.ts';
import { FIN_RULES } from './fin.ts';
import { HAN_RULES } from './han.ts';
import { JIT_RULES } from './jit.ts';
import { MOV_CHECK_RULES } from './mov-checks.ts';
import { MOV_JOURNEY_RULES } from './mov-journey.ts';
import { MOV_RULES } from './mov.ts';
import { OP_RULES } from './op.ts';
import { ORDER_RULES } from './order.ts';
import { CLEARANCE_RULES } from './per-clearance.ts';
import { PER_TIME_RULES } from './per-time.ts';
import { PER_RULES } from './per.ts';
import type { Rule } from './rule.ts';

/** By id. */
export const RULES: readonly Rule[] = [
  ...OP_RULES,
  ...ORDER_RULES,
  ...PER_RULES,
  ...PER_TIME_RULES,
  ...CLEARANCE_RULES,
  ...JIT_RULES,
  ...AGR_RULES,
  ...MOV_RULES,
  ...MOV_CHECK_RULES,
  ...MOV_JOURNEY_RULES,
  ...FIN_RULES,
  ...FIN_FILE_RULES,
  ...HAN_RULES,
].sort((a, b) => (a.id < b.id ? -1 : 1));

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** Rule of an id (`R-OP-02`); undefined for rules the plan holds no input for. */
export const ruleById = (id: string): Rule | undefined => BY_ID.get(id);

/** docs/lifecycles.md as text, from the tables. `npx vitest run shared/domain/lifecycles -u` writes it; the test fails when it is stale. */
import { LIFECYCLE_KINDS, lifecycleOf } from './machine.ts';
import type { Lifecycle, LifecycleKind, Step } from './types.ts';
import { NEED_WORDS, ROLE_WORDS, STAGE_WORDS } from './words.ts';

/** Mermaid state diagram; returns are drawn as one note per side state, or the picture would be all arrows. */
export function diagram(cycle: Lifecycle): string {
  const ends = cycle.states.filter((name) => cycle.info[name]?.stage === 'final');
  return [
    'stateDiagram-v2',
    ...cycle.states.map((name) => `  ${name}: ${cycle.info[name]?.name.en}`),
    `  [*] --> ${cycle.initial}`,
    ...cycle.steps.filter((step) => !step.returns).map(({ from, to, verb }) => `  ${from} --> ${to}: ${verb.en}`),
    ...cycle.sides.flatMap((side) => [`  note right of ${side}`, '    returns to where it came from', '  end note']),
    ...ends.map((name) => `  ${name} --> [*]`),
  ].join('\n');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** Steps that differ in where they start and go, but not in what they are, share a line. */
function rows(cycle: Lifecycle): readonly string[] {
  const groups = new Map<string, Step[]>();
  for (const step of cycle.steps) {
    const to = step.returns ? 'origin' : step.to;
    const key = JSON.stringify([
      to,
      step.verb,
      step.by,
      step.returns ? [] : [step.needs, step.gates, step.rules, step.origins],
    ]);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()].map((steps) => {
    const [first] = steps as [Step];
    const code = (name: string): string => `\`${name}\``;
    const from = [...new Set(steps.map((step) => code(step.from)))].join(', ');
    const to = first.returns ? `where it came from: ${steps.map((step) => code(step.to)).join(', ')}` : code(first.to);
    const onlyFrom =
      !first.returns && first.origins ? [`only when it came from ${first.origins.map(code).join(', ')}`] : [];
    // Returns share a line though their standing demands differ: what all ask is listed, the rest is said in words.
    const needs = first.needs.filter((need) => steps.every((step) => step.needs.includes(need)));
    const asked = first.returns
      ? steps.some((step) => step.needs.length > needs.length || step.gates.length + step.rules.length > 0)
        ? ['again what the state it returns to asks']
        : []
      : [...first.gates.map((gate) => `gate ${code(gate)}`), ...first.rules];
    const by = first.by.map((role) => ROLE_WORDS[role].en).join(', ');
    const cells = [
      `${capital(first.verb.en)} / ${first.verb.fr}`,
      from,
      to,
      by,
      [...needs.map((need) => NEED_WORDS[need].en), ...onlyFrom].join('; ') || 'nothing more',
      asked.join(', ') || 'none',
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

function section(kind: LifecycleKind): string {
  const cycle = lifecycleOf(kind);
  return [
    `## ${cycle.title.en} / ${cycle.title.fr}`,
    '',
    '```mermaid',
    diagram(cycle),
    '```',
    '',
    '| State | English | Français | Stage |',
    '|---|---|---|---|',
    ...cycle.states.flatMap((name) => {
      const info = cycle.info[name];
      return info
        ? [
            `| \`${name}\` | ${info.name.en} | ${info.name.fr} | ${STAGE_WORDS[info.stage].en}${info.sealed ? ', sealed' : ''} |`,
          ]
        : [];
    }),
    '',
    '| Step / étape | From | To | Taken by | Needs | Rules asked |',
    '|---|---|---|---|---|---|',
    ...rows(cycle),
    '',
  ].join('\n');
}

const HEAD = `# Lifecycles

Written from the tables in \`shared/domain/lifecycles\`; change those, then run \`npx vitest run shared/domain/lifecycles -u\`.

- A step that is not listed does not exist: there is no way round. \`checkStep\` names everything a step still needs.
- Findings at a gate the step passes, or of a rule named beside it, stop it. A warning is acknowledged with a reason; a block is lifted
  by the strategic commander with a second person and a reason; rules marked ‡ are lifted by nobody.
- A side state returns to exactly the state it came from, and whatever guards that state is asked again.
- Stages: open is under way; paused comes back; called off can be taken up again; settled is decided and only closed, reviewed or
  recalled; nothing follows final. A sealed item no longer changes what it says.
- A task is late (computed, not a state) while it waits after its start or runs past its end.
- Removing an item that should never have been there closes the record; that is no step of its lifecycle.

Readings
- Operation: whoever commands may stop at once with a reason; taking up an aborted operation needs a second person. An aborted operation is wound up through the post-operational phase, because what was started is debriefed.
- Every step is dated; without a day given it counts from today. Who took it, on which paper and why is kept with the record of the step and stays with the agency that took it; only the states and the day travel.
- The three levels of command are claimed by those the plan names. Nobody is strategic commander whom the plan does not name; at the other two levels a plan without names accepts the claim, because a stop never waits.
- Where a side state came from is read from the history of the record, value by value backwards from the present one: a proposal of another agency that nobody took over is no stage. An item loaded in a side state has no known origin and does not return.
- A new item begins in the first state; a file that is loaded says how things stood when it was written. No other command writes a state. Of two states in conflict a command may choose one, and no third.
- Order: loaded without a state it is a draft. It goes to every agency that owns a task; each acknowledges on a day (R-OP-07).
- A party signs an agreement under mandate, a team in drafting, either until all have signed; an extension while the team is in force or extended. A signature once recorded is changed by undoing the step, never overwritten.
- Asset: the order that a step records is judged by R-FIN-06 together with the step.
- Movement: counts at closing are the passengers listed and the persons of the handover; a difference is explained (R-MOV-18).
- Joint investigation team, agreement: the state "partially signed" is passed over only when all sign on one day.
- Agreement: from signed straight into force only with the statement that no party's law asks for ratification.
- Movement: people on the way are held, never cancelled. Screening is complete before documents; everything else before clearance.
- Screening of a person: no step leads from potential victim to "no indication"; only the competent authority decides, with a date of review.
- Asset: cash, property and vehicles have no payment to stop, so an order may follow tracing; return on an order or agreement is open from every hold (R-FIN-06).
- Request: a short answer is recorded through "acknowledged" and "in progress", on one day if need be.
- Release: what the second person approved is what is signed and sent; a change sends it back to draft.
`;

export const lifecyclesDocument = (): string => [HEAD, ...LIFECYCLE_KINDS.map(section)].join('\n');

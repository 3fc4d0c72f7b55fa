/**
 * What one agency may see of a version: cut to the records and fields that the gate would release to it now. What is no longer in the plan
 * is not released. Fails closed: what cannot be told is left out.
 */
import type { OrderContent, OrderTask } from '../../domain/order/index.ts';
import type { Manifest, RecordRow } from '../../domain/release/types.ts';
import { type Code, ORDER_SECTIONS } from '../../model/plan.ts';

export interface CutContent {
  readonly content: OrderContent;
  /** Tasks that were left out, by code. */
  readonly withheld: readonly Code[];
}

/** `rows` are the records of the operation; `order` and `operation` are record ids. */
export function releasedContent(
  content: OrderContent,
  gate: Manifest,
  rows: readonly RecordRow[],
  { order, operation }: { readonly order: string; readonly operation: string },
): CutContent {
  const fields = new Map(gate.included.map((one) => [one.id, new Set(one.fields)]));
  const codes = (...kinds: readonly string[]): ReadonlySet<Code> =>
    new Set(gate.included.filter(({ kind }) => kinds.includes(kind)).map(({ code }) => code));
  const [people, agencies, papers, phases] = [
    codes('person'),
    codes('agency'),
    codes('agreement', 'jit'),
    codes('phase'),
  ];
  const decisionOf = new Map(
    rows.flatMap((row) => (row.kind === 'decisionPoint' ? [[String(row.fields['task']), row.id] as const] : [])),
  );
  const may = (record: string, field: string): boolean => fields.get(record)?.has(field) ?? false;
  const hKnown = may(operation, 'hHour');

  const cut = (task: OrderTask): OrderTask => {
    const given = <T>(field: string, value: T): T | null => (may(task.id, field) ? value : null);
    const point = decisionOf.get(task.id) ?? '';
    const at = given('at', task.at);
    // R-OP-11: an instant that hangs on H would tell it, and so would an offset beside a clock.
    const tied = at?.startsWith('H') ?? false;
    const clock = at !== null && (hKnown || !tied);
    const named = (code: Code | null, field: string): Code | null =>
      code !== null && people.has(code) && may(point, field) ? code : null;
    return {
      ...task,
      title: given('title', task.title) ?? '',
      kind: given('taskKind', task.kind) ?? '',
      phase: task.phase !== null && phases.has(task.phase) ? given('phase', task.phase) : null,
      owner: task.owner !== null && agencies.has(task.owner) ? given('owner', task.owner) : null,
      place: given('place', task.place),
      at,
      start: clock ? task.start : null,
      minutes: given('minutes', task.minutes),
      offset: at !== null && (hKnown || tied) ? task.offset : null,
      local: clock && may(task.id, 'place') ? task.local : null,
      people: task.people.filter((code) => people.has(code)),
      decision: task.decision && {
        owner: named(task.decision.owner, 'owner'),
        deputy: named(task.decision.deputy, 'deputy'),
        abort: may(point, 'abort') ? task.decision.abort : null,
      },
      relies: task.relies.filter((code) => papers.has(code)),
    };
  };
  const shown = content.tasks.filter(({ id }) => fields.has(id));
  return {
    content: {
      ...content,
      operation: {
        ...content.operation,
        codeName: may(operation, 'codeName') ? content.operation.codeName : content.operation.code,
        title: {
          en: may(operation, 'titleEn') ? content.operation.title.en : '',
          fr: may(operation, 'titleFr') ? content.operation.title.fr : '',
        },
        hHour: hKnown ? content.operation.hHour : null,
      },
      sections: Object.fromEntries(
        ORDER_SECTIONS.flatMap((name) => {
          const text = content.sections[name];
          return text && may(order, name) ? [[name, text] as const] : [];
        }),
      ),
      phases: content.phases
        .filter(({ code }) => phases.has(code))
        .map((phase) => ({
          ...phase,
          fromAt: hKnown || !phase.from.startsWith('H') ? phase.fromAt : null,
          toAt: hKnown || !phase.to.startsWith('H') ? phase.toAt : null,
        })),
      agencies: content.agencies.filter(({ code }) => agencies.has(code)),
      people: content.people.filter(({ code }) => people.has(code)),
      papers: content.papers.filter(({ code }) => papers.has(code)),
      tasks: shown.map(cut),
    },
    withheld: content.tasks.filter(({ id }) => !fields.has(id)).map(({ code }) => code),
  };
}

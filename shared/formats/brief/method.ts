import { type Facts, isLive, spanOf } from '../../domain/facts/facts.ts';
import type { Code, PlanTask } from '../../model/plan.ts';
import { REMOTE } from '../../model/vocabulary.ts';
import { bdi, cell, code, escapeText, type Html, html, ltr, nothing } from './html.ts';
import { type Column, type Row, table } from './table.ts';
import { boundText, clockText, durationText, inTime, type Moments, moments, offsetOf } from './when.ts';
import type { Words } from './words-shape.ts';

interface MethodInput {
  readonly facts: Facts;
  readonly words: Words;
  readonly recipient: Code;
  /** A name in the language of the pack. */
  readonly pick: (text: { readonly en: string; readonly fr: string }) => string;
}

/** Section 3: what the recipient does, who decides, what must start together, and the whole schedule phase by phase. */
export function methodSection({ facts, words, recipient, pick }: MethodInput): Html {
  const { plan } = facts;
  const order = inTime(facts);
  const live = plan.tasks.filter(isLive);
  const { refTz } = plan.operation;
  const reference = moments(
    live.map((task) => spanOf(facts, task).start),
    refTz,
  );
  const schedule = (tasks: readonly PlanTask[], own: string | null): Html => {
    const columns = scheduleColumns(reference, words, own);
    const rows = [...tasks].sort(order).map((task) => scheduleRow(facts, task, reference, words, own));
    return table(columns, rows, words);
  };
  const ownZone = facts.agencies.get(recipient)?.tz ?? refTz;
  const phased = new Map(plan.phases.map((phase): [Code, PlanTask[]] => [phase.id, []]));
  const loose: PlanTask[] = [];
  for (const task of live) (phased.get(task.phase ?? '') ?? loose).push(task);
  const phases = plan.phases.map(
    (phase) =>
      html`<h3>${bdi(pick(phase.name))} <small>${ltr(boundText(facts, phase.from, words))} – ${ltr(boundText(facts, phase.to, words))}</small></h3>${schedule(phased.get(phase.id) ?? [], null)}`,
  );
  return html`<h3>${escapeText(words.yourTasks)} ${code(recipient)}</h3>${schedule(
    live.filter((task) => task.owner === recipient),
    ownZone,
  )}
${decisionTable(facts, live.filter((task) => task.decision !== null).sort(order), reference, words)}
${syncTable(facts, words)}
${phases}${loose.length === 0 ? nothing : html`<h3>${escapeText(words.otherTasks)}</h3>${schedule(loose, null)}`}`;
}

/** `own`: zone of the recipient, in its own tasks, where naming the agency would say nothing. */
function scheduleColumns(reference: Moments, words: Words, own: string | null): readonly Column[] {
  return [
    { label: '', kind: 'code' },
    { label: words.offset, kind: 'offset' },
    { label: words.reference, kind: reference.kind, note: reference.note },
    { label: words.localTime, kind: 'clock' },
    ...(own === null ? [] : [{ label: words.yourTime, kind: 'clock', note: own } as const]),
    { label: words.task, kind: 'long' },
    { label: words.where, kind: 'short' },
    ...(own === null ? [{ label: words.agency, kind: 'short' } as const] : []),
    { label: words.duration, kind: 'number' },
  ];
}

function scheduleRow(facts: Facts, task: PlanTask, reference: Moments, words: Words, own: string | null): Row {
  const { refTz } = facts.plan.operation;
  const { start } = spanOf(facts, task);
  const site = task.site === null ? undefined : facts.sites.get(task.site);
  const where = task.site === REMOTE ? escapeText(words.remote) : site ? bdi(site.code) : escapeText('–');
  return [
    code(task.id),
    offsetOf(facts, task, words),
    ltr(reference.text(start)),
    site ? ltr(clockText(start, site.tz, refTz)) : escapeText('–'),
    ...(own === null ? [] : [ltr(clockText(start, own, refTz))]),
    cell(task.title),
    where,
    ...(own === null ? [task.owner === null ? escapeText('–') : code(task.owner)] : []),
    ltr(durationText(task.minutes)),
  ];
}

function decisionTable(facts: Facts, decisions: readonly PlanTask[], reference: Moments, words: Words): Html {
  const missing = html`<span class="none">${escapeText(words.notSet)}</span>`;
  const person = (id: Code | null | undefined): Html => (id ? bdi(facts.people.get(id)?.name ?? id) : missing);
  return html`<h3>${escapeText(words.decisionPoints)}</h3>${table(
    [
      { label: '', kind: 'code' },
      { label: words.offset, kind: 'offset' },
      { label: words.reference, kind: reference.kind, note: reference.note },
      { label: words.task, kind: 'long' },
      { label: words.owner, kind: 'text' },
      { label: words.deputy, kind: 'text' },
      { label: words.abort, kind: 'long' },
    ],
    decisions.map((task) => [
      code(task.id),
      offsetOf(facts, task, words),
      ltr(reference.text(spanOf(facts, task).start)),
      cell(task.title),
      person(task.decision?.owner),
      person(task.decision?.deputy),
      task.decision?.abort ? bdi(task.decision.abort) : missing,
    ]),
    words,
  )}`;
}

const syncTable = ({ plan }: Facts, words: Words): Html =>
  html`<h3>${escapeText(words.syncGroups)}</h3>${table(
    [
      { label: words.syncGroup, kind: 'text' },
      { label: words.tasks, kind: 'text' },
    ],
    plan.syncGroups.map((group) => [
      cell(group.name),
      code(
        plan.tasks
          .filter((task) => task.sync === group.id && isLive(task))
          .map((task) => task.id)
          .join(', '),
      ),
    ]),
    words,
  )}`;

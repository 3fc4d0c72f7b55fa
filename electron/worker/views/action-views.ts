/** The action day of an operation: what is due, how each site stands, what was logged and counted. */
import type { ActionTask, LogLine, SiteCard } from '#shared/contract/action-day.ts';
import { type DueTask, dueTasks, type ResultEntry } from '#shared/domain/action/index.ts';
import { stepsFrom, taskLate, verbKeyOf } from '#shared/domain/lifecycles/index.ts';
import { BAND_EDGES } from '#shared/domain/matrix/index.ts';
import { placeOf } from '#shared/domain/rules/words/index.ts';
import { standing } from '#shared/domain/overrides/index.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Code, Finding } from '#shared/model/plan.ts';
import { LOG_ENTRIES, REMOTE } from '#shared/model/vocabulary.ts';
import { parseInstant } from '#shared/time/instant.ts';
import { zoneOf } from './cards.ts';
import { countFindings, worstFirst } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

/** What has to be clear before anybody goes: the plan that is published and the go itself. */
const BEFORE_GO: ReadonlySet<string> = new Set(['publish', 'go']);

const days = new WeakMap<OperationState, readonly DueTask[]>();
/** Tasks of the action day; worked out once per state. */
export function dueOf(state: OperationState): readonly DueTask[] {
  const known = days.get(state);
  if (known) return known;
  const due = dueTasks(state.facts);
  days.set(state, due);
  return due;
}

export function progressOf(state: OperationState, due: readonly DueTask[]): SiteCard['progress'] {
  return {
    due: due.length,
    done: due.filter(({ task }) => task.status === 'done').length,
    running: due.filter(({ task }) => task.status === 'in_progress').length,
    late: due.filter(({ task }) => taskLate(state.facts, task) !== null).length,
  };
}

/** Start of the stretch a task begins in, in minutes from H. */
function bandOf(state: OperationState, start: number): number | null {
  const { hHour } = planOf(state).operation;
  if (hHour === null) return null;
  const minutes = Math.floor((start - hHour) / 60_000);
  return BAND_EDGES.findLast((edge) => edge <= minutes) ?? null;
}

/** The one step that leads on without a decision: ready, begun, done. Cancelling and aborting are chosen from the menu. */
function nextStep(status: ActionTask['status']): ActionTask['next'] {
  const on = { planned: 'ready', ready: 'in_progress', in_progress: 'done' } as const;
  const to = status in on ? on[status as keyof typeof on] : null;
  const step = to === null ? undefined : stepsFrom('task', status).find((one) => one.to === to);
  return step ? { to: step.to, verbKey: verbKeyOf(step), verb: step.verb } : null;
}

export function actionTask(state: OperationState, { task, start, end }: DueTask): ActionTask {
  const { facts } = state;
  const site = task.site === null || task.site === REMOTE ? null : facts.sites.get(task.site);
  const leader = task.people[0] === undefined ? undefined : facts.people.get(task.people[0]);
  return {
    id: recordOf(state, task.id) ?? '',
    code: task.id,
    title: task.title,
    kind: task.kind,
    site: task.site,
    place: task.site === REMOTE ? REMOTE : (site?.code ?? null),
    tz: zoneOf(state, task.site),
    start,
    end,
    owner: task.owner,
    leader: leader?.name ?? '',
    status: task.status,
    late: taskLate(facts, task),
    decision: task.decision !== null,
    band: bandOf(state, start),
    next: nextStep(task.status),
  };
}

/** The log, newest first; two lines of one moment in the order in which they were written. Only our own agency's lines count. */
export function logLines(state: OperationState, rows: readonly RecordRow[], own: string): readonly LogLine[] {
  return rows
    .filter(({ kind, owner }) => kind === 'logEntry' && owner === own)
    .map((row) => ({ row, line: logLine(state, row) }))
    .sort((a, b) => b.line.at - a.line.at || (b.row.order ?? 0) - (a.row.order ?? 0))
    .map(({ line }) => line);
}

function logLine(state: OperationState, { id, fields }: RecordRow): LogLine {
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const who = text('by');
  return {
    id,
    entry: LOG_ENTRIES.find((entry) => entry === text('entry')) ?? 'note',
    at: parseInstant(text('at')) ?? 0,
    site: state.view.codeOf.get(text('site')) ?? null,
    task: state.view.codeOf.get(text('task')) ?? null,
    text: text('text'),
    reason: text('reason') === '' ? null : text('reason'),
    by: state.facts.people.get(who)?.name ?? who,
  };
}

const stands = (state: OperationState): readonly Finding[] => state.findings.filter(({ gate }) => BEFORE_GO.has(gate));

/** How every site stands: its tasks, what stands against a go there, and the last word of command. */
export function siteCards(state: OperationState, log: readonly LogLine[]): readonly SiteCard[] {
  const due = dueOf(state);
  const placed = stands(state).map((finding) => ({ finding, site: placeOf(state.facts, finding).site }));
  return planOf(state).sites.map((site) => {
    const findings = placed.filter((one) => one.site === site.id).map(({ finding }) => finding);
    return {
      id: recordOf(state, site.id) ?? '',
      code: site.id,
      codeWord: site.code,
      place: site.place,
      tz: site.tz,
      progress: progressOf(
        state,
        due.filter(({ task }) => task.site === site.id),
      ),
      findings: countFindings(findings, state.judged),
      stops: [...standing(findings, state.judged)]
        .sort(worstFirst)
        .slice(0, 3)
        .map(({ rule, subject }) => ({ rule, subject })),
      call: log.find(({ entry, site: of }) => of === site.id && (entry === 'go' || entry === 'no_go')) ?? null,
    };
  });
}

/** What stands against the go of the whole and is at no site. */
export const wholeFindings = (state: OperationState): SiteCard['findings'] =>
  countFindings(
    stands(state).filter((finding) => placeOf(state.facts, finding).site === null),
    state.judged,
  );

export interface ResultRow extends ResultEntry {
  readonly id: string;
}
/** Result figures as they were reported, newest first. */
export function resultRows(state: OperationState, rows: readonly RecordRow[]): readonly ResultRow[] {
  return rows
    .flatMap((row) => {
      const { fields } = row;
      const value = fields['value'];
      if (row.kind !== 'result' || !Array.isArray(value)) return [];
      const agency: Code | null = state.view.codeOf.get(String(fields['agency'] ?? '')) ?? null;
      const event = typeof fields['event'] === 'string' && fields['event'].trim() !== '' ? fields['event'] : null;
      return [
        {
          order: row.order ?? 0,
          result: {
            id: row.id,
            figure: String(fields['figure'] ?? ''),
            value: Number(value[0]),
            unit: String(value[1] ?? ''),
            agency,
            asOf: typeof fields['asOf'] === 'string' ? parseInstant(fields['asOf']) : null,
            confirmed: fields['confirmed'] === 1,
            event,
          },
        },
      ];
    })
    .sort((a, b) => (b.result.asOf ?? 0) - (a.result.asOf ?? 0) || b.order - a.order)
    .map(({ result }) => result);
}

/** What stands behind and beside the bars: papers as bands, closed hours by site and measure, what leans on what. */
import { type ClosedHours, HOURS_SPAN, MOST_PAPERS, MOST_USES, type PaperBand } from '#shared/contract/bands.ts';
import type { TaskDetail } from '#shared/contract/planning.ts';
import { spanOf } from '#shared/domain/facts/facts.ts';
import { jitEnd, unsignedBy } from '#shared/domain/facts/papers.ts';
import { closedSpans, hoursFor, minutesOutside } from '#shared/domain/legal-basis/lawful-hours.ts';
import { type Leaning, leanings, papersOfTask } from '#shared/domain/legal-basis/leaning.ts';
import { REMOTE } from '#shared/model/vocabulary.ts';
import type { PlanTask } from '#shared/model/plan.ts';
import { MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { zoneOf } from './cards.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

type Paper = Leaning['paper'];
const titleOf = ({ is, of }: Paper): { en: string; fr: string } =>
  is === 'jit' ? { en: of.name, fr: of.name } : { ...of.title };
const stateOf = ({ is, of }: Paper): string => (is === 'jit' ? of.status : of.state);
const lastDay = ({ is, of }: Paper): string | null => (is === 'jit' ? jitEnd(of) : of.until);
/** Whether the paper carries anything at all: in force and signed by everybody. */
const stands = ({ is, of }: Paper): boolean =>
  unsignedBy(of.parties, of.signed).length === 0 &&
  (is === 'jit' ? of.status === 'in_force' || of.status === 'extended' : of.state === 'in_force');

const bands = new WeakMap<OperationState, { papers: PaperBand[]; more: number }>();

/** Papers the operation leans on, those with gaps first; worked out once for each state of it. */
export function paperBands(state: OperationState): { papers: PaperBand[]; more: number } {
  const known = bands.get(state);
  if (known) return known;
  const { clockwork } = state.facts;
  const all = leanings(state.facts);
  const papers = all.slice(0, MOST_PAPERS).map(({ paper, uses }): PaperBand => {
    const { from } = paper.of;
    const until = lastDay(paper);
    const uncarried = uses.filter(({ carried }) => !carried);
    return {
      is: paper.is,
      record: recordOf(state, paper.of.id),
      code: paper.of.id,
      title: titleOf(paper),
      state: stateOf(paper),
      from: from === null ? null : clockwork.dayStart(from),
      to: until === null ? null : clockwork.dayEnd(until),
      stands: stands(paper),
      uses: uses.length,
      gaps: uncarried.length,
      uncarried: uncarried.slice(0, MOST_USES).map(({ code, at }) => ({ record: recordOf(state, code), code, at })),
    };
  });
  const made = { papers, more: all.length - papers.length };
  bands.set(state, made);
  return made;
}

/** Closed hours between two instants; a window too wide to show them has none. */
export function closedHours(state: OperationState, from: number, to: number): ClosedHours[] {
  if (to <= from || to - from > HOURS_SPAN) return [];
  const laws = Object.entries(planOf(state).limits.lawfulHours);
  return planOf(state)
    .sites.flatMap((site) =>
      laws.flatMap(([key, hours]) => {
        const [cc = '', kind = ''] = key.split('.');
        return cc === site.cc
          ? [{ site: site.code, cc, kind, hours, closed: closedSpans(hours, site.tz, from, to).map((s) => ({ ...s })) }]
          : [];
      }),
    )
    .slice(0, 200);
}

/** How a task stands to the lawful hours of its state. */
export function hoursOf(state: OperationState, task: PlanTask): 'within' | 'authorised' | 'outside' {
  if (minutesOutside(state.facts, task) === 0) return 'within';
  const authority = task.authority?.trim() ?? '';
  return authority !== '' || state.facts.withheld(task.id, 'authority') ? 'authorised' : 'outside';
}

export function lawfulOf(state: OperationState, task: PlanTask): TaskDetail['lawful'] {
  const rule = hoursFor(state.facts, task);
  return (
    rule && {
      ...rule,
      outside: minutesOutside(state.facts, task),
      authority: task.authority,
      withheld: task.authority === null && state.facts.withheld(task.id, 'authority'),
    }
  );
}

export const papersOf = (state: OperationState, task: PlanTask): TaskDetail['papers'] =>
  papersOfTask(state.facts, task).map(({ paper, carried }) => ({
    is: paper.is,
    record: recordOf(state, paper.of.id),
    code: paper.of.id,
    title: titleOf(paper),
    state: stateOf(paper),
    from: paper.of.from,
    until: lastDay(paper),
    carried,
  }));

/** Who must start together with a task, in order of time; `spread` in minutes between the first and the last. */
export function syncOf(state: OperationState, task: PlanTask): TaskDetail['sync'] {
  const { facts } = state;
  const group = task.sync === null ? undefined : facts.syncGroups.get(task.sync);
  if (!group) return null;
  const codes = new Set([...group.tasks, ...facts.tasks.idsBy('sync', group.id), task.id]);
  const members = [...codes].flatMap((code) => facts.tasks.get(code) ?? []);
  const starts = members.flatMap((one) => spanOf(facts, one).start ?? []);
  return {
    code: group.id,
    name: group.name,
    spread: starts.length < 2 ? null : Math.round((Math.max(...starts) - Math.min(...starts)) / MS_PER_MINUTE),
    tolerance: planOf(state).limits.syncToleranceMin,
    members: members
      .map((one) => ({
        id: recordOf(state, one.id) ?? '',
        code: one.id,
        title: one.title,
        place: one.site === REMOTE ? REMOTE : one.site === null ? null : (facts.sites.get(one.site)?.code ?? null),
        placeTz: zoneOf(state, one.site),
        start: spanOf(facts, one).start,
      }))
      .sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (a.code < b.code ? -1 : 1))
      .slice(0, 100),
  };
}

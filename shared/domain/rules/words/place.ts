/** Where the subject of a finding is in its plan: site, phase, route, agency and day, as far as this copy shows them. */
import type { Finding, PlanTask } from '../../../model/plan.ts';
import { REMOTE } from '../../../model/vocabulary.ts';
import { dateIn } from '../../../time/wall-clock.ts';
import { type Facts, spanOf } from '../../facts/facts.ts';
import { ruleById } from '../registry.ts';
import { NOWHERE, type Place } from './tell.ts';

const dayOf = (facts: Facts, instant: number | null): string | null =>
  instant === null ? null : dateIn(facts.plan.operation.refTz, instant);

const ofTask = (facts: Facts, task: PlanTask): Place => ({
  ...NOWHERE,
  site: task.site === REMOTE ? null : task.site,
  remote: task.site === REMOTE,
  phase: task.phase,
  day: dayOf(facts, spanOf(facts, task).start),
});

/** Place of a finding's subject; `NOWHERE` for a subject that has none or is not in this copy. */
export function placeOf(facts: Facts, { rule, subject }: Pick<Finding, 'rule' | 'subject'>): Place {
  const [base = subject] = subject.split('/');
  switch (ruleById(rule)?.subjectKind) {
    case 'task':
    case 'timed': {
      const task = facts.tasks.get(subject);
      if (task) return ofTask(facts, task);
      return facts.phases.has(subject) ? { ...NOWHERE, phase: subject } : NOWHERE;
    }
    case 'sync_group': {
      const starts = facts.tasks.idsBy('sync', subject).flatMap((id) => {
        const task = facts.tasks.get(id);
        return task ? (spanOf(facts, task).start ?? []) : [];
      });
      return starts.length === 0 ? NOWHERE : { ...NOWHERE, day: dayOf(facts, Math.min(...starts)) };
    }
    case 'site':
      return { ...NOWHERE, site: subject };
    case 'deconfliction':
      return { ...NOWHERE, site: facts.deconfliction.get(subject)?.site ?? null };
    case 'person':
      return { ...NOWHERE, agency: facts.people.get(subject)?.agency ?? null };
    case 'movement': {
      const movement = facts.movements.get(subject);
      return movement
        ? { ...NOWHERE, route: { from: movement.from, to: movement.to }, day: dayOf(facts, movement.depart) }
        : NOWHERE;
    }
    case 'request':
      return { ...NOWHERE, agency: facts.requests.get(subject)?.from ?? null };
    case 'record':
      return { ...NOWHERE, agency: facts.records.get(subject)?.owner ?? null };
    case 'release':
    case 'released_record': {
      const release = facts.releases.get(base);
      return release?.by != null && release.to !== null
        ? { ...NOWHERE, route: { from: release.by, to: [release.to] } }
        : NOWHERE;
    }
    case 'agency':
      return { ...NOWHERE, agency: subject };
    case 'jit':
    case 'agreement':
    case 'asset':
    case 'risk':
    case undefined:
      return NOWHERE;
  }
}

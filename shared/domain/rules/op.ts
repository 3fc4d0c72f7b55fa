/** Operation rules: dependencies, phases, decision points, synchronisation, deconfliction, holidays, risks, clock changes. */
import type { FindingItem } from '../../model/plan.ts';
import { COERCIVE_KINDS, type TaskKind } from '../../model/vocabulary.ts';
import { dayNumber, MS_PER_MINUTE } from '../../time/calendar.ts';
import { startOfDayNumber } from '../../time/wall-clock.ts';
import { dependencyFaults } from '../facts/dependencies.ts';
import { isLive, leastSpan, phaseSpan, spanOf } from '../facts/facts.ts';
import { hoursFor, minutesOutside } from '../legal-basis/lawful-hours.ts';
import { isBlank, itemsOf, type Rule, ruleAbout } from './rule.ts';

const dependencies = ruleAbout(
  'task',
  {
    id: 'R-OP-02',
    reads: ['tasks', 'time'],
    title: 'Start and end honour every dependency and lag',
    severity: 'block',
    gate: 'publish',
  },
  (facts, task) => {
    const items: FindingItem[] = [];
    for (const dependency of task.dependencies) {
      for (const fault of dependencyFaults(facts, task, dependency) ?? []) {
        items.push(
          fault.fault === 'early'
            ? { key: dependency.type, ref: dependency.on, value: fault.minutes }
            : { key: `${dependency.type}_dead`, ref: dependency.on, value: fault.status },
        );
      }
    }
    return items.length === 0 ? null : { items: items.sort(byRefThenKey) };
  },
);

const byRefThenKey = (a: FindingItem, b: FindingItem): number =>
  (a.ref ?? '') < (b.ref ?? '') ? -1 : (a.ref ?? '') > (b.ref ?? '') ? 1 : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

const phaseWindow = ruleAbout(
  'task',
  {
    id: 'R-OP-03',
    reads: ['tasks', 'phases', 'time'],
    title: 'Task lies in its phase and has an owner and a duration',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, task) => {
    const items: FindingItem[] = [];
    if (task.owner === null && !facts.withheld(task.id, 'owner')) items.push({ key: 'no_owner' });
    if (task.minutes === null && !facts.withheld(task.id, 'minutes')) items.push({ key: 'no_duration' });
    const phase = task.phase === null ? undefined : facts.phases.get(task.phase);
    if (phase) {
      const window = phaseSpan(facts, phase);
      const { start, end } = spanOf(facts, task);
      if (start !== null && window.start !== null && start < window.start)
        items.push({ key: 'before_phase', ref: phase.id });
      // Without a duration the start alone must still lie before the end of the window.
      const after = window.end !== null && (end === null ? start !== null && start >= window.end : end > window.end);
      if (after) items.push({ key: 'after_phase', ref: phase.id });
    }
    return items.length === 0 ? null : { items };
  },
);

const decisionPoint = ruleAbout(
  'task',
  {
    id: 'R-OP-04',
    reads: ['tasks'],
    title: 'Decision point has an owner, a deputy and abort criteria',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, task) => {
    const { decision } = task;
    if (task.kind !== 'decision' && decision === null) return null;
    if (decision === null && facts.withheld(task.id, 'decision')) return null;
    const missing: string[] = [];
    const owner = decision?.owner ?? null;
    const deputy = decision?.deputy ?? null;
    if (owner === null && !facts.withheld(task.id, 'decision.owner')) missing.push('owner');
    // Nobody stands in for himself.
    if ((deputy === null || deputy === owner) && !facts.withheld(task.id, 'decision.deputy')) missing.push('deputy');
    if (isBlank(decision?.abort ?? null) && !facts.withheld(task.id, 'decision.abort')) missing.push('abort');
    return missing.length === 0 ? null : { items: missing.map((key) => ({ key: `no_${key}` })) };
  },
);

const syncSpread = ruleAbout(
  'sync_group',
  {
    id: 'R-OP-05',
    reads: ['tasks', 'syncGroups', 'limits', 'time'],
    title: 'Tasks of a sync group start together',
    severity: 'block',
    gate: 'publish',
  },
  (facts, group) => {
    const ids = new Set([...group.tasks, ...facts.tasks.idsBy('sync', group.id)]);
    let first: { readonly id: string; readonly at: number } | null = null;
    let last: { readonly id: string; readonly at: number } | null = null;
    for (const id of [...ids].sort()) {
      const task = facts.tasks.get(id);
      const at = task && isLive(task) ? spanOf(facts, task).start : null;
      if (at === null) continue;
      if (first === null || at < first.at) first = { id, at };
      if (last === null || at > last.at) last = { id, at };
    }
    if (first === null || last === null) return null;
    const spread = last.at - first.at;
    if (spread <= facts.plan.limits.syncToleranceMin * MS_PER_MINUTE) return null;
    const minutes = Math.ceil(spread / MS_PER_MINUTE);
    return {
      items: [
        { key: 'first', ref: first.id },
        { key: 'last', ref: last.id },
        { key: 'spread_min', value: minutes },
      ],
    };
  },
);

const deconfliction = ruleAbout(
  'deconfliction',
  {
    id: 'R-OP-08',
    reads: ['deconfliction'],
    title: 'Deconfliction is settled before go',
    severity: 'block',
    gate: 'go',
  },
  (_facts, item) => {
    if (item.status !== 'open' && item.status !== 'in_talks') return null;
    // An item without a site holds the whole operation.
    return {
      items: [item.site === null ? { key: 'operation' } : { key: 'site', ref: item.site }, { key: item.status }],
    };
  },
);

const holiday = ruleAbout(
  'task',
  {
    id: 'R-OP-09',
    reads: ['tasks', 'agencies', 'holidays', 'time'],
    title: "Task not anchored to H avoids the public holidays of its owner's country",
    severity: 'warn',
    gate: 'publish',
  },
  (facts, task) => {
    const owner = task.owner === null ? undefined : facts.agencies.get(task.owner);
    if (!owner || owner.cc === null) return null;
    const days = facts.holidaysByCountry.get(owner.cc);
    if (!days || facts.clockwork.form(task.at)?.form === 'H') return null;
    const span = leastSpan(facts, task);
    if (!span) return null;
    const touched = days.filter(
      (day) =>
        span.start < startOfDayNumber(dayNumber(day.to) + 1, owner.tz) &&
        span.end > startOfDayNumber(dayNumber(day.from), owner.tz),
    );
    if (touched.length === 0) return null;
    const spans = touched.map((day) => (day.from === day.to ? day.from : `${day.from}/${day.to}`)).sort();
    return {
      items: [{ key: 'country', value: owner.cc }, ...spans.map((value) => ({ key: 'holiday', value }))],
    };
  },
);

/** Likelihood × impact from which a risk must be owned and treated. */
const HIGH_RISK = 15;
const risk = ruleAbout(
  'risk',
  {
    id: 'R-OP-10',
    reads: ['risks'],
    title: 'High risk has an owner and a measure',
    severity: 'block',
    gate: 'publish',
  },
  (facts, { id, like, impact, owner, measure }) => {
    const score = like * impact;
    if (score < HIGH_RISK) return null;
    const missing: string[] = [];
    if (owner === null && !facts.withheld(id, 'owner')) missing.push('owner');
    if (isBlank(measure) && !facts.withheld(id, 'measure')) missing.push('measure');
    return missing.length === 0
      ? null
      : {
          items: [...missing.map((key) => ({ key: `no_${key}` })), { key: 'score', value: score }],
        };
  },
);

const clockChange = ruleAbout(
  'timed',
  {
    id: 'R-OP-12',
    reads: ['tasks', 'phases', 'time'],
    title: 'Wall clock exists and is unambiguous',
    severity: 'block',
    gate: 'save',
    dagger: true,
  },
  (facts, subject) => {
    const starts =
      'at' in subject
        ? [{ key: 'at', text: subject.at }]
        : [
            { key: 'from', text: subject.from },
            { key: 'to', text: subject.to },
          ];
    const items: FindingItem[] = [];
    for (const { key, text } of starts) {
      const clock = facts.clockwork.resolve(text)?.clock ?? 'ok';
      if (clock !== 'ok' && text !== null) items.push({ key: `${key}_${clock}`, value: text });
    }
    return items.length === 0 ? null : { items };
  },
);

const NEEDED_AT_SITE: readonly TaskKind[] = ['entry', 'digital', 'medical', 'screening'];
const siteCover = ruleAbout(
  'site',
  {
    id: 'R-OP-13',
    reads: ['tasks', 'sites'],
    title: 'Site with a coercive task has entry, digital, medical and screening tasks',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, site) => {
    const tasks = facts.tasks.by('site', site.id).filter(isLive);
    const coercive = tasks.filter((task) => COERCIVE_KINDS.includes(task.kind));
    if (coercive.length === 0) return null;
    const kinds = new Set(tasks.map((task) => task.kind));
    const missing = NEEDED_AT_SITE.filter((kind) => !kinds.has(kind));
    return missing.length === 0
      ? null
      : {
          items: [
            ...missing.map((value) => ({ key: 'missing_kind', value })),
            ...itemsOf(
              'coercive',
              coercive.map((task) => task.id),
            ),
          ],
        };
  },
);

const lawfulHours = ruleAbout(
  'task',
  {
    id: 'R-OP-14',
    reads: ['tasks', 'sites', 'limits', 'time'],
    title: 'Coercive measure lies in the lawful hours of its state, or has a recorded authority',
    severity: 'block',
    gate: 'publish',
  },
  (facts, task) => {
    const rule = hoursFor(facts, task);
    if (!rule || !isBlank(task.authority) || facts.withheld(task.id, 'authority')) return null;
    const outside = minutesOutside(facts, task);
    return outside === 0
      ? null
      : {
          items: [
            { key: 'country', value: rule.cc },
            { key: 'hours', value: rule.hours },
            { key: 'outside_min', value: outside },
          ],
        };
  },
);

export const OP_RULES: readonly Rule[] = [
  dependencies,
  phaseWindow,
  decisionPoint,
  syncSpread,
  deconfliction,
  holiday,
  risk,
  clockChange,
  siteCover,
  lawfulHours,
];

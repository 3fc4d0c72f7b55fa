/** R-OP of docs/rules.md, read the slow way. */
import { Temporal } from 'temporal-polyfill';
import { MINUTE, plusDays, type Said, type Scene } from './scene.ts';

const block = (rule: string, subject: string): Said => ({ rule, severity: 'block', subject });
const warn = (rule: string, subject: string): Said => ({ rule, severity: 'warn', subject });
const empty = (text: string | null | undefined): boolean => (text ?? '').trim() === '';

export function opSays(scene: Scene): Said[] {
  return [
    ...dependencies(scene),
    ...windows(scene),
    ...decisions(scene),
    ...syncGroups(scene),
    ...standing(scene),
    ...holidays(scene),
    ...clocks(scene),
    ...coercion(scene),
    ...lawful(scene),
  ];
}

function dependencies(scene: Scene): Said[] {
  const broken = scene.tasks.filter((task) => {
    const mine = scene.slot(task);
    return task.dependencies.some(({ on, type, lag }) => {
      const other = scene.tasks.find((candidate) => candidate.id === on);
      const its = other && scene.slot(other);
      if (!mine || !its) return false;
      const late = lag * 60_000;
      // without a duration the other ends no earlier than it starts; when mine ends cannot be told
      const itsEnd = other.minutes === null ? its.start : its.end;
      if (type === 'FS') return mine.start < itsEnd + late;
      if (type === 'SS') return mine.start < its.start + late;
      if (task.minutes === null) return false;
      return mine.end < (type === 'FF' ? itsEnd : its.start) + late;
    });
  });
  return broken.map((task) => block('R-OP-02', task.id));
}

function windows(scene: Scene): Said[] {
  const outside = scene.tasks.filter((task) => {
    if (task.owner === null || task.minutes === null) return true;
    const phase = scene.plan.phases.find((candidate) => candidate.id === task.phase);
    const slot = scene.slot(task);
    const from = phase && scene.start(phase.from);
    const to = phase && scene.start(phase.to);
    if (!slot || !from || !to) return false;
    // D+5 as an end means the end of that day
    const last = to.bareDay ? (scene.start(nextDay(phase.to))?.at ?? to.at) : to.at;
    return slot.start < from.at || slot.end > last;
  });
  return outside.map((task) => warn('R-OP-03', task.id));
}
function nextDay(bare: string): string {
  const n = Number(bare.slice(1)) + 1;
  return `D${n < 0 ? '-' : '+'}${Math.abs(n)}`;
}

function decisions(scene: Scene): Said[] {
  return (
    scene.tasks
      .filter(({ kind, decision }) => kind === 'decision' || decision !== null)
      // nobody is his own deputy
      .filter(({ decision: made }) => !made?.owner || !made.deputy || made.deputy === made.owner || empty(made.abort))
      .map((task) => warn('R-OP-04', task.id))
  );
}

function syncGroups(scene: Scene): Said[] {
  return scene.plan.syncGroups
    .filter((group) => {
      const starts = scene.tasks.filter((task) => task.sync === group.id).flatMap((task) => scene.slot(task) ?? []);
      const times = starts.map(({ start }) => start);
      return Math.max(...times) - Math.min(...times) > scene.plan.limits.syncToleranceMin * 60_000;
    })
    .map((group) => block('R-OP-05', group.id));
}

function standing({ plan }: Scene): Said[] {
  return [
    ...plan.deconfliction
      .filter(({ status }) => status === 'open' || status === 'in_talks')
      .map(({ id }) => block('R-OP-08', id)),
    ...plan.risks
      .filter(({ like, impact, owner, measure }) => like * impact >= 15 && (owner === null || empty(measure)))
      .map(({ id }) => block('R-OP-10', id)),
  ];
}

function holidays(scene: Scene): Said[] {
  const touched = scene.tasks.filter((task) => {
    const slot = scene.slot(task);
    const owner = scene.agency(task.owner);
    if (!slot || slot.form === 'H' || !owner) return false;
    const [first, last] = scene.days(slot, owner.tz);
    for (let day = first; day <= last; day = plusDays(day, 1))
      if (scene.plan.holidays.some(({ cc, from, to }) => cc === owner.cc && from <= day && day <= to)) return true;
    return false;
  });
  return touched.map((task) => warn('R-OP-09', task.id));
}

function clocks(scene: Scene): Said[] {
  const bad = (at: string | null): boolean => at !== null && scene.start(at)?.unique === false;
  return [
    ...scene.tasks.filter((task) => bad(task.at)).map(({ id }) => block('R-OP-12', id)),
    ...scene.plan.phases.filter(({ from, to }) => bad(from) || bad(to)).map(({ id }) => block('R-OP-12', id)),
  ];
}

function coercion(scene: Scene): Said[] {
  return scene.plan.sites
    .filter(({ id }) => {
      const kinds = scene.tasks.filter((task) => task.site === id).map((task) => task.kind);
      const coercive = kinds.some((kind) => kind === 'entry' || kind === 'search' || kind === 'arrest');
      return coercive && !(['entry', 'digital', 'medical', 'screening'] as const).every((kind) => kinds.includes(kind));
    })
    .map(({ id }) => warn('R-OP-13', id));
}

function lawful(scene: Scene): Said[] {
  const closed = (at: number, hours: string, zone: string): boolean => {
    const clock = Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString()
      .slice(0, 5);
    const [from = '', to = ''] = hours.split('-');
    return from < to ? clock < from || clock >= to : clock < from && clock >= to;
  };
  return scene.tasks.flatMap((task) => {
    const site = scene.site(task.site);
    const slot = scene.slot(task);
    const hours = scene.plan.limits.lawfulHours[`${site?.cc}.${task.kind}`];
    if (!site || !slot || hours === undefined || (task.authority !== null && task.authority.trim() !== '')) return [];
    for (let at = slot.start; at < slot.end; at += MINUTE)
      if (closed(at, hours, site.tz)) return [block('R-OP-14', task.id)];
    return [];
  });
}

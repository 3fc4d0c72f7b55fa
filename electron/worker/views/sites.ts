import { MOST_SITES, type SitesView, type SiteView } from '#shared/contract/sites.ts';
import type { RecordView } from '#db/store-types.ts';
import { compareCodes } from '#shared/domain/facts/facts.ts';
import { keyOf } from '#shared/domain/rules/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { POSITION_PRECISIONS } from '#shared/model/vocabulary.ts';
import type { Code } from '#shared/model/plan.ts';
import { type OperationState, planOf } from './state.ts';

const textOf = (value: Wire | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);
const listOf = (value: Wire | undefined): readonly Wire[] => (Array.isArray(value) ? (value as readonly Wire[]) : []);
const countOf = (value: Wire | undefined): number => (typeof value === 'number' ? value : 0);

/**
 * Sites of an operation from their records: a site whose position or zone was not shared is no place of the plan and still has a card.
 * Findings count where they are about the site or about a task there.
 */
export function sitesView(state: OperationState, rows: readonly RecordView[]): SitesView {
  const plan = planOf(state);
  const codeOf = new Map([...state.view.idOf].map(([code, id]) => [id, code]));
  const names = new Map(plan.people.map((person) => [person.id, person.name]));
  const tasks = new Map<Code, { tasks: number; people: Set<Code> }>();
  const siteOfTask = new Map<Code, Code>();
  for (const task of plan.tasks) {
    if (task.site === null) continue;
    siteOfTask.set(task.id, task.site);
    const at = tasks.get(task.site) ?? { tasks: 0, people: new Set<Code>() };
    tasks.set(task.site, at);
    at.tasks += 1;
    for (const person of task.people) at.people.add(person);
  }
  const found = new Map<Code, { block: number; warn: number }>();
  for (const finding of state.findings) {
    const { subject, severity } = finding;
    if (state.judged.lifted.has(keyOf(finding))) continue;
    const site = siteOfTask.get(subject) ?? subject;
    const counts = found.get(site) ?? { block: 0, warn: 0 };
    counts[severity] += 1;
    found.set(site, counts);
  }
  const personOf = (value: Wire | undefined): SiteView['commander'] => {
    const code = codeOf.get(textOf(value) ?? '');
    return code === undefined ? null : { code, name: names.get(code) ?? code };
  };
  const sites = rows.map(({ id, fields }): SiteView => {
    const code = textOf(fields['code']) ?? '?';
    const [persons, held, by, on] = listOf(fields['estimate']);
    return {
      id,
      code,
      codeWord: textOf(fields['codeWord']) ?? code,
      cc: textOf(fields['cc']),
      place: textOf(fields['place']) ?? '',
      position: positionOf(fields['position']),
      tz: textOf(fields['tz']),
      estimate:
        persons === undefined
          ? null
          : {
              persons: countOf(persons),
              held: countOf(held),
              by: codeOf.get(textOf(by) ?? '') ?? null,
              on: textOf(on),
            },
      hazards: listOf(fields['hazards']).flatMap((hazard) => textOf(hazard) ?? []),
      commander: personOf(fields['commander']),
      reception: textOf(fields['reception']),
      hospital: textOf(fields['hospital']),
      landing: textOf(fields['landing']),
      tasks: tasks.get(code)?.tasks ?? 0,
      people: tasks.get(code)?.people.size ?? 0,
      block: found.get(code)?.block ?? 0,
      warn: found.get(code)?.warn ?? 0,
    };
  });
  const { transitSameCountryH, transitAbroadH } = plan.limits;
  return {
    total: sites.length,
    sites: sites.sort((a, b) => compareCodes(a.code, b.code)).slice(0, MOST_SITES),
    transitSameCountryH,
    transitAbroadH,
    mine: state.mine,
  };
}

function positionOf(value: Wire | undefined): SiteView['position'] {
  const [lat, lon, precision] = listOf(value);
  const known = POSITION_PRECISIONS.find((p) => p === precision);
  const [north, east] = [Number(lat), Number(lon)];
  const isPlace = Math.abs(north) <= 90 && Math.abs(east) <= 180 && lat !== undefined && lon !== undefined;
  return known && isPlace ? { lat: north, lon: east, precision: known } : null;
}

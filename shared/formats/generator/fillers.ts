/** The daily work around the skeleton: watches, shifts, batches and files, until the operation has the number of tasks asked for. */
import type { InstantMs, PlanSite } from '../../model/plan.ts';
import { COERCIVE_KINDS, REMOTE } from '../../model/vocabulary.ts';
import { type Dice, split } from './dice.ts';
import { dForm, endOf, fixedForm, hForm, makeDraft, type TaskDraft } from './drafts.ts';
import { agencyOf, type Frame, instantOf } from './frame.ts';
import type { Wanted } from './skeleton-parts.ts';
import { FILLERS, type Template } from './templates.ts';

interface Window {
  readonly phase: string;
  /** First and last day to D-day on which a task of whole days may lie. */
  readonly days: readonly [number, number];
  /** Phases of the action are planned in minutes from H. */
  readonly fromH: readonly [number, number] | null;
}
const WINDOWS: readonly Window[] = [
  { phase: 'PH1', days: [-90, -32], fromH: null },
  { phase: 'PH2', days: [-30, -2], fromH: null },
  { phase: 'PH3', days: [0, 2], fromH: [-330, 46 * 60] },
  { phase: 'PH4', days: [1, 23], fromH: [5 * 60, 40 * 60] },
  { phase: 'PH5', days: [3, 59], fromH: null },
];

export function makeFillers(dice: Dice, frame: Frame, count: number, skeleton: readonly Wanted[]): readonly Wanted[] {
  const withMedic = new Set(skeleton.filter(({ draft }) => draft.kind === 'medical').map(({ draft }) => draft.site));
  const counts = split(
    count,
    WINDOWS.map(({ phase }) => FILLERS[phase]?.share ?? 0),
  );
  const numbers = new Map<string, number>();
  return WINDOWS.flatMap((window, w) =>
    Array.from({ length: counts[w] ?? 0 }, (_, i) => {
      const templates = FILLERS[window.phase]?.of ?? [];
      let template = dice.pick(templates);
      const site = dice.pick(frame.sites);
      // A site without a medic keeps its gap (R-OP-13).
      if (template.kind === 'medical' && !withMedic.has(site.id)) template = templates[0] ?? template;
      const series = `${template.title} ${site.id}`;
      const n = (numbers.get(series) ?? 0) + 1;
      numbers.set(series, n);
      return makeFiller(dice, frame, { key: `f${w}-${i}`, window, template, site, n });
    }),
  );
}

interface Filler {
  readonly key: string;
  readonly window: Window;
  readonly template: Template;
  readonly site: PlanSite;
  readonly n: number;
}
function makeFiller(dice: Dice, frame: Frame, { key, window, template, site, n }: Filler): Wanted {
  const [least, most] = template.minutes;
  const minutes = Math.max(15, Math.round(dice.int(least, most) / 15) * 15);
  const place = template.where === 'site' ? site.id : template.where === 'hub' ? frame.hub.id : REMOTE;
  const owner =
    template.where === 'site'
      ? agencyOf(frame, site.cc, 'host')
      : template.where === 'hub'
        ? dice.pick([frame.coordinator, frame.lead])
        : dice.pick(frame.agencies);
  const draft = makeDraft(frame, {
    key,
    phase: window.phase,
    at: startText(dice, frame, window, template, minutes, owner.tz),
    minutes,
    owner: owner.id,
    site: place,
    kind: template.kind,
    title: template.title.replace('{site}', site.code).replace('{n}', String(n)),
    load: template.load,
    armed: template.kind === 'search' && dice.chance(0.3),
  });
  return { draft, crew: dice.int(...template.crew), skill: template.skill };
}

/** H-form in the action, day and wall clock elsewhere; courts, banks and video conferences keep their own clock. */
function startText(
  dice: Dice,
  frame: Frame,
  window: Window,
  template: Template,
  minutes: number,
  zone: string,
): string {
  if (window.fromH && (window.phase === 'PH3' || dice.chance(0.3))) {
    const [from, to] = window.fromH;
    return hForm(Math.round(dice.int(from, Math.max(from, to - minutes)) / 15) * 15);
  }
  const [first, last] = window.days;
  const length = Math.ceil(minutes / 1440);
  const text = dForm(dice.int(first, Math.max(first, last - length)), dice.int(8 * 4, 16 * 4) * 15);
  const isOthersClock = template.kind === 'legal' || template.kind === 'finance' || template.kind === 'meeting';
  return isOthersClock && dice.chance(0.35) ? officeHours(frame, instantOf(frame, text), zone) : text;
}
/** A fixed start on the same day at ten o'clock of the zone, which no change of clocks ever touches. */
const officeHours = (frame: Frame, instant: InstantMs, zone: string): string =>
  `${fixedForm(instant, zone).slice(0, 11)}10:00[${zone || frame.refTz}]`;

/** Earlier tasks of the same place that a task plausibly waits for; most starts and ends honour them (R-OP-02). */
export function linkFillers(dice: Dice, all: readonly TaskDraft[], fillers: readonly Wanted[]): void {
  const byPlace = new Map<string, TaskDraft[]>();
  for (const draft of all) {
    const list = byPlace.get(draft.site);
    if (list) list.push(draft);
    else byPlace.set(draft.site, [draft]);
  }
  for (const list of byPlace.values()) list.sort((a, b) => a.start - b.start);
  const places = new Map([...byPlace].map(([site, list]) => [site, new Map(list.map((draft, i) => [draft, i]))]));
  for (const { draft } of fillers) {
    const list = byPlace.get(draft.site) ?? [];
    const index = places.get(draft.site)?.get(draft) ?? 0;
    const before = list.slice(Math.max(0, index - 12), index).filter((other) => other.start < draft.start);
    if (before.length > 0 && dice.chance(0.55)) link(dice, draft, before);
  }
}

function link(dice: Dice, draft: TaskDraft, before: readonly TaskDraft[]): void {
  const on = dice.pick(before);
  const add = (type: 'FS' | 'SS' | 'FF' | 'SF', lag: number): void => {
    draft.dependencies.push({ on: on.key, type, lag });
  };
  const gap = Math.floor((draft.start - endOf(on)) / 60_000);
  if (gap >= 0) add('FS', gap >= 30 && dice.chance(0.2) ? 30 : 0);
  else if (dice.chance(0.03)) add('FS', 0);
  else if (endOf(draft) >= endOf(on) && dice.chance(0.4)) add('FF', 0);
  else if (dice.chance(0.3)) add('SF', 0);
  else add('SS', 0);
}

export const isCoercive = (draft: TaskDraft): boolean => COERCIVE_KINDS.includes(draft.kind);

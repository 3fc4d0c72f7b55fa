/** What is wrong with the tasks of a plan on an ordinary day: few things of each kind, so that a check has something to say. */
import type { Crews } from './crews.ts';
import type { Dice } from './dice.ts';
import { dForm, hForm, restart, type TaskDraft } from './drafts.ts';
import { type Frame, instantOf } from './frame.ts';

/** Wrong clocks, once or not at all whatever the size. Comes before tasks are linked and people assigned. */
export function upsetClocks(
  dice: Dice,
  frame: Frame,
  drafts: readonly TaskDraft[],
  fillers: readonly TaskDraft[],
): void {
  const late = dice.maybe(drafts.filter((d) => d.kind === 'entry'));
  // Somebody typed local time in the wrong zone (R-OP-05).
  if (late && frame.sites.length > 1 && dice.chance(0.3)) restart(frame, late, hForm(-60));
  // Nothing waits for a daily meeting yet, so moving one upsets nothing else.
  const meeting = fillers.find((d) => d.kind === 'meeting' && d.phase !== 'PH2');
  const french = frame.agencies.find((a) => a.tz === 'Europe/Paris');
  const gap = '2027-03-28T02:30[Europe/Paris]';
  // The clocks go forward that night, and nobody looked (R-OP-12).
  if (meeting && french && dice.chance(0.5)) {
    const phase = phaseAt(frame, instantOf(frame, gap));
    if (phase !== null) {
      restart(frame, meeting, gap);
      meeting.phase = phase;
      meeting.owner = french.id;
    }
  }
}

/** Phase of whole days that holds an instant with room around it. */
function phaseAt(frame: Frame, at: number): string | null {
  const DAY = 86_400_000;
  const days = (at - frame.hHour) / DAY;
  return days > -88 && days < -33 ? 'PH1' : days > 5 && days < 57 ? 'PH5' : null;
}

/** Faults in proportion to the tasks: no owner or duration, out of phase (R-OP-03), and people who cannot be there. */
export function upsetTasks(dice: Dice, frame: Frame, drafts: readonly TaskDraft[], crews: Crews): void {
  for (const draft of drafts) {
    if (draft.movement !== null || draft.sync !== null || draft.decision !== null) continue;
    if (dice.chance(0.006)) crews.overload(draft);
    if (dice.chance(0.02)) crews.callFromLeave(draft);
    const forgotten = dice.weighted({ nothing: 996, owner: 2, duration: 2 });
    if (forgotten === 'owner') draft.owner = null;
    else if (forgotten === 'duration') draft.minutes = null;
    else if (draft.phase === 'PH5' && draft.dependencies.length === 0 && draft.people.length === 0 && dice.chance(0.05))
      restart(frame, draft, dForm(2, 10 * 60));
  }
}

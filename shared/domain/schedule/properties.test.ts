/** What holds for every plan, against a plain model that knows starts and ends only, and against what a delay does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOCK, makePlan, makeTask } from '#test/builders/plan.ts';
import type { Code, PlanDependency, PlanTask } from '../../model/plan.ts';
import { formatHOffset } from '../../time/start-form.ts';
import { dependencyFaults } from '../facts/dependencies.ts';
import { buildFacts, compareCodes, type Facts, spanOf } from '../facts/facts.ts';
import { moveH, replaceTask, withTasks } from '../facts/overlay.ts';
import { earliestStart, scheduleTo, type Timetable, timetableOf } from './index.ts';
import { networkOf } from './network.ts';
import { backwardPass, forwardPass } from './passes.ts';

const MINUTE = 60_000;
const TYPES = ['FS', 'SS', 'FF', 'SF'] as const;
const FLIPPED = { FS: 'FS', SS: 'FF', FF: 'SS', SF: 'SF' } as const;

const startText = fc.oneof(
  fc.integer({ min: -600, max: 600 }).map(formatHOffset),
  fc.constantFrom('D+0T04:00', 'D+0', 'D-1T22:30', '2027-03-16T05:00[Asia/Manila]', '2027-03-15T23:15[Europe/Paris]'),
);

/** Up to nine tasks, each waiting for earlier ones only; listed in any order. */
const planTasks: fc.Arbitrary<readonly PlanTask[]> = fc
  .array(
    fc.record({
      at: startText,
      minutes: fc.integer({ min: 1, max: 300 }),
      waits: fc.array(
        fc.record({
          on: fc.nat({ max: 8 }),
          type: fc.constantFrom(...TYPES),
          lag: fc.integer({ min: -200, max: 200 }),
        }),
        { maxLength: 3 },
      ),
      place: fc.nat(),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((rows) =>
    rows
      .map(({ at, minutes, waits, place }, i) => ({
        place,
        task: makeTask({
          id: `T${i}`,
          at,
          minutes,
          dependencies: i === 0 ? [] : waits.map(({ on, type, lag }) => ({ on: `T${on % i}`, type, lag })),
        }),
      }))
      .sort((a, b) => a.place - b.place)
      .map(({ task }) => task),
  );
const planAndTarget = fc.tuple(planTasks, fc.nat()).map(([tasks, n]) => {
  const target = tasks[n % tasks.length]?.id ?? '';
  return { tasks, target };
});

const factsOf = (tasks: readonly PlanTask[]): Facts => buildFacts(makePlan({ tasks }), CLOCK);
function timetable(facts: Facts, earlier?: Timetable): Timetable {
  const made = timetableOf(facts, earlier);
  if (!made.ok) throw new Error('a cycle');
  return made.value;
}
function schedule(facts: Facts, target: Code) {
  const made = scheduleTo(facts, target);
  if (!made.ok) throw new Error(made.error.type);
  return made.value;
}
const startsOf = (facts: Facts): ReadonlyMap<Code, number | null> => {
  const made = timetable(facts);
  return new Map(facts.plan.tasks.map(({ id }) => [id, earliestStart(made, id)]));
};
const taskOf = (facts: Facts, id: Code): PlanTask => {
  const task = facts.tasks.get(id);
  if (!task) throw new Error(`no ${id}`);
  return task;
};

/** Starts pushed as long as a link is broken: no order, no weights, ends compared as ends. */
function pushed(facts: Facts): Map<Code, number> {
  const starts = new Map(facts.plan.tasks.map((task) => [task.id, spanOf(facts, task).start ?? Number.NaN]));
  const start = (id: Code): number => starts.get(id) ?? Number.NaN;
  const end = (id: Code): number => start(id) + (taskOf(facts, id).minutes ?? 0) * MINUTE;
  for (let again = true; again; ) {
    again = false;
    for (const { id, dependencies } of facts.plan.tasks) {
      for (const { on, type, lag } of dependencies) {
        const asked = (type === 'FS' || type === 'FF' ? end(on) : start(on)) + lag * MINUTE;
        const short = asked - (type === 'FS' || type === 'SS' ? start(id) : end(id));
        if (short <= 0) continue;
        starts.set(id, start(id) + short);
        again = true;
      }
    }
  }
  return starts;
}

/** The same plan with a task committed to a later start. */
const delayed = (facts: Facts, id: Code, earliest: number, minutes: number): Facts => {
  const h = facts.plan.operation.hHour ?? 0;
  return replaceTask(facts, { ...taskOf(facts, id), at: formatHOffset((earliest - h) / MINUTE + minutes) });
};

describe('forward pass', () => {
  it('is the least push that honours every link and every own start', () => {
    fc.assert(
      fc.property(planTasks, (tasks) => {
        const facts = factsOf(tasks);
        expect(startsOf(facts)).toEqual(pushed(facts));
      }),
    );
  });
  it('pushes a task exactly where R-OP-02 finds a dependency too early', () => {
    fc.assert(
      fc.property(planTasks, (tasks) => {
        const facts = factsOf(tasks);
        const early = tasks.some((task) =>
          task.dependencies.some((link) => dependencyFaults(facts, task, link)?.some(({ fault }) => fault === 'early')),
        );
        const late = tasks.some((task) => startsOf(facts).get(task.id) !== spanOf(facts, task).start);
        expect(late).toBe(early);
      }),
    );
  });
});

describe('slack', () => {
  it('total: so long a delay leaves the target where it is, a minute more moves it', () => {
    fc.assert(
      fc.property(planAndTarget, ({ tasks, target }) => {
        const facts = factsOf(tasks);
        const answer = schedule(facts, target);
        for (const id of answer.tasks()) {
          const row = answer.slackOf(id);
          if (!row || row.earliest === null || row.totalMinutes === null) throw new Error('told');
          expect(row.totalMinutes).toBeGreaterThanOrEqual(0);
          const moved = (minutes: number) => startsOf(delayed(facts, id, row.earliest ?? 0, minutes)).get(target);
          expect(moved(row.totalMinutes)).toBe(answer.start);
          expect(moved(row.totalMinutes + 1)).toBe((answer.start ?? 0) + MINUTE);
        }
      }),
    );
  });
  it('free: so long a delay moves no other task and not the target, a minute more does; never above the total', () => {
    fc.assert(
      fc.property(planAndTarget, ({ tasks, target }) => {
        const facts = factsOf(tasks);
        const answer = schedule(facts, target);
        const before = startsOf(facts);
        for (const id of answer.tasks()) {
          const row = answer.slackOf(id);
          if (!row || row.earliest === null || row.freeMinutes === null) throw new Error('told');
          expect(row.freeMinutes).toBeLessThanOrEqual(row.totalMinutes ?? -1);
          const movedBy = (minutes: number) => {
            const after = startsOf(delayed(facts, id, row.earliest ?? 0, minutes));
            return [...after].filter(
              ([other, start]) => (other !== id || id === target) && start !== before.get(other),
            );
          };
          expect(movedBy(row.freeMinutes)).toEqual([]);
          expect(movedBy(row.freeMinutes + 1)).not.toEqual([]);
        }
      }),
    );
  });
  it('margin: the total less what the target is late', () => {
    fc.assert(
      fc.property(planAndTarget, ({ tasks, target }) => {
        const answer = schedule(factsOf(tasks), target);
        for (const id of answer.tasks()) {
          const row = answer.slackOf(id);
          expect(row?.marginMinutes).toBe((row?.totalMinutes ?? 0) - (answer.lateMinutes ?? 0));
        }
      }),
    );
  });
});

describe('path', () => {
  it('holds no slack, begins at a commitment, follows links, and ends the chain', () => {
    fc.assert(
      fc.property(planAndTarget, ({ tasks, target }) => {
        const facts = factsOf(tasks);
        const { path, chain, slackOf } = schedule(facts, target);
        expect(path.at(-1)).toBe(target);
        expect(chain.slice(chain.length - path.length)).toEqual(path);
        for (const id of path) expect(slackOf(id)?.totalMinutes).toBe(0);
        expect(slackOf(path[0] ?? '')?.pushedMinutes).toBe(0);
        for (const [n, id] of chain.slice(1).entries()) {
          expect(taskOf(facts, id).dependencies.map(({ on }) => on)).toContain(chain[n]);
        }
        expect(taskOf(facts, chain[0] ?? '').dependencies).toEqual([]);
      }),
    );
  });
});

describe('reversal', () => {
  it('latest ends are the mirrored earliest starts of the plan run backwards', () => {
    fc.assert(
      fc.property(planAndTarget, ({ tasks, target }) => {
        const forward = network(tasks);
        const back = network(
          tasks.map((task) => ({
            ...task,
            dependencies: tasks.flatMap((other) =>
              other.dependencies
                .filter(({ on }) => on === task.id)
                .map(({ type, lag }): PlanDependency => ({ on: other.id, type: FLIPPED[type], lag })),
            ),
          })),
        );
        const at = (net: typeof forward, id: Code) => net.positionOfPlace[net.places.get(id) ?? -1] ?? -1;
        const { latest, member } = backwardPass(forward, at(forward, target), 0);
        const minutesOf = new Map(tasks.map(({ id, minutes }) => [id, minutes ?? 0]));
        const length = (id: Code) => (minutesOf.get(id) ?? 0) * MINUTE;
        const own = new Float64Array(tasks.length).fill(-Infinity);
        own[at(back, target)] = -length(target);
        const mirrored = forwardPass(back, own);
        for (const { id } of tasks) {
          const position = at(forward, id);
          const latestEnd = member[position] ? (latest[position] ?? 0) + length(id) : Infinity;
          expect(0 - (mirrored[at(back, id)] ?? 0)).toBe(latestEnd);
        }
      }),
    );
  });
  function network(tasks: readonly PlanTask[]) {
    const made = networkOf(tasks);
    if (!made.ok) throw new Error('a cycle');
    return made.value;
  }
});

describe('order and edits', () => {
  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(planAndTarget, ({ tasks, target }) => {
        const sorted = [...tasks].sort((a, b) => compareCodes(b.id, a.id));
        expect(picture(factsOf(sorted), target)).toEqual(picture(factsOf(tasks), target));
      }),
    );
  });
  const edit = fc.record({
    kind: fc.constantFrom('start', 'minutes', 'hide', 'links', 'both', 'add', 'remove', 'H'),
    n: fc.nat(),
    at: startText,
    minutes: fc.integer({ min: 1, max: 300 }),
  });
  it('gives after any edits what a fresh timetable gives', () => {
    fc.assert(
      fc.property(planTasks, fc.array(edit, { maxLength: 5 }), (tasks, edits) => {
        let facts = factsOf(tasks);
        let made = timetable(facts);
        for (const { kind, n, at, minutes } of edits) {
          const task = facts.plan.tasks[n % facts.plan.tasks.length];
          if (!task) continue;
          if (kind === 'start') facts = replaceTask(facts, { ...task, at });
          if (kind === 'minutes') facts = replaceTask(facts, { ...task, minutes });
          if (kind === 'hide') facts = replaceTask(facts, { ...task, at: null, minutes: null });
          if (kind === 'links') facts = replaceTask(facts, { ...task, dependencies: task.dependencies.slice(1) });
          if (kind === 'both')
            facts = withTasks(
              facts,
              facts.plan.tasks.slice(0, 2).map((one) => ({ ...one, at, minutes })),
            );
          if (kind === 'add') facts = replaceTask(facts, makeTask({ id: `N${n}`, at, minutes }));
          if (kind === 'remove') facts = withTasks(facts, [], [task.id]);
          if (kind === 'H') facts = moveH(facts, minutes - 150);
          made = timetable(facts, made);
          const fresh = timetable(facts);
          for (const { id } of facts.plan.tasks) expect(earliestStart(made, id)).toBe(earliestStart(fresh, id));
          expect(numbers(made)).toEqual(numbers(fresh));
        }
      }),
    );
  });
  const numbers = ({ facts, network, certain, room }: Timetable) =>
    facts.plan.tasks.map((_, place) => {
      const position = network.positionOfPlace[place] ?? -1;
      return [network.minutes[position], certain?.[position] ?? 1, room()[position]];
    });
});

describe('withheld', () => {
  it('never shows a later start or more slack than the whole plan has, and says what is missing', () => {
    fc.assert(
      fc.property(
        planAndTarget,
        fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 4 }),
        ({ tasks, target }, hide) => {
          const whole = schedule(factsOf(tasks), target);
          let facts = factsOf(tasks);
          for (const [n, start] of hide) {
            const task = facts.plan.tasks[n % tasks.length];
            if (task) facts = replaceTask(facts, start ? { ...task, at: null } : { ...task, minutes: null });
          }
          const part = schedule(facts, target);
          expect(part.tasks()).toEqual(whole.tasks());
          expect(part.start ?? -Infinity).toBeLessThanOrEqual(whole.start ?? 0);
          for (const id of part.tasks()) {
            const [seen, real] = [part.slackOf(id), whole.slackOf(id)];
            if (seen === null || real === null) throw new Error('on the way in both');
            const most = (value: number | null) => value ?? -Infinity;
            expect(most(seen.earliest)).toBeLessThanOrEqual(most(real.earliest));
            expect(most(seen.totalMinutes)).toBeLessThanOrEqual(most(real.totalMinutes));
            expect(most(seen.freeMinutes)).toBeLessThanOrEqual(most(real.freeMinutes));
            expect(seen.marginMinutes ?? real.marginMinutes).toBe(real.marginMinutes);
            expect(seen.pushedMinutes ?? real.pushedMinutes).toBe(real.pushedMinutes);
          }
          // Free slack also looks at tasks off the way, which may be the hidden ones.
          const same = part.untold.length === 0 ? factsOf(tasks) : facts;
          expect(onTheWay(facts, target)).toEqual(onTheWay(same, target));
        },
      ),
    );
  });
});

function picture(facts: Facts, target: Code) {
  const { slackOf, tasks, ...rest } = schedule(facts, target);
  return { ...rest, rows: tasks().map(slackOf) };
}

function onTheWay(facts: Facts, target: Code) {
  const { rows, ...rest } = picture(facts, target);
  return { ...rest, rows: rows.map((row) => row && { ...row, freeMinutes: null }) };
}

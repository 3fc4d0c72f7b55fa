import { describe, expect, it } from 'vitest';
import { CLOCK, makePerson, makePlan, makeTask } from '#test/builders/plan.ts';
import type { PlanTask } from '../../model/plan.ts';
import { buildFacts } from '../facts/facts.ts';
import { replaceTask, withTasks } from '../facts/overlay.ts';
import { consequencesOf } from './consequences.ts';

const first = makeTask({ id: 'T1', people: ['P1', 'P2'] });
const second = makeTask({ id: 'T2', at: 'H+06:00', people: ['P1'] });
const other = makeTask({ id: 'T3', at: 'H+12:00', people: ['P2'] });
const facts = buildFacts(
  makePlan({
    people: [makePerson({ id: 'P1' }), makePerson({ id: 'P2' })],
    tasks: [first, second, other, makeTask({ id: 'T4', at: 'H+12:00', people: ['P2'] })],
  }),
  CLOCK,
);
const moved = (task: PlanTask, at: string) => replaceTask(facts, { ...task, at });

describe('what a change does to the people of the tasks it touches', () => {
  it('counts each person once, and those who would be needed twice at one instant', () => {
    expect(consequencesOf(facts, moved(second, 'H+00:30'), ['T2'])).toMatchObject({
      people: 1,
      doubled: { before: 0, after: 1 },
    });
    expect(consequencesOf(facts, facts, ['T1', 'T2', 'T3'])).toMatchObject({ people: 2 });
  });
  it('takes one task that begins when another ends for no clash', () => {
    expect(consequencesOf(facts, moved(second, 'H+01:00'), ['T2']).doubled).toEqual({ before: 0, after: 0 });
  });
  it('says nothing of a clash in which no touched task stands', () => {
    // P2 is needed twice at H+12 before and after, but not by the first task
    expect(consequencesOf(facts, moved(first, 'H+02:00'), ['T1']).doubled).toEqual({ before: 0, after: 0 });
    expect(consequencesOf(facts, moved(other, 'H+18:00'), ['T3']).doubled).toEqual({ before: 1, after: 0 });
  });
  it('counts over all tasks of one change together', () => {
    const after = withTasks(facts, [
      { ...second, at: 'H+00:30' },
      { ...other, at: 'H+00:30' },
    ]);
    expect(consequencesOf(facts, after, ['T2', 'T3']).doubled).toEqual({ before: 1, after: 2 });
  });
});

/** What of an order one agency may see: the gate's answer, task by task and field by field, and nothing that tells H (R-OP-11). */
import { describe, expect, it } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { orderContent } from '#shared/domain/order/index.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import type { Plan } from '#shared/model/plan.ts';
import { CLOCK } from '#test/builders/plan.ts';
import { releaseOf, trainingPlan } from '#test/builders/release-setup.ts';
import { orderSheet } from './order-sheet.ts';
import { releasedContent } from './released.ts';

const plan = trainingPlan();
function cutFor(to: string, of: Plan = plan) {
  const { manifest, rows } = releaseOf(of, { to });
  const { idOf } = recordsToPlan(rows);
  const id = (code: string): string => idOf.get(code) ?? code;
  const content = orderContent(buildFacts(of, CLOCK), 3, of.operation.order?.sections ?? {}, id);
  const ids = {
    order: rows.find(({ kind }) => kind === 'order')?.id ?? '',
    operation: rows.find(({ kind }) => kind === 'operation')?.id ?? '',
  };
  return { content, manifest, cut: releasedContent(content, manifest, rows, ids) };
}

describe('an order cut for one agency', () => {
  it('holds exactly the tasks the gate releases, and names the others for the releaser', () => {
    const { content, manifest, cut } = cutFor('A06');
    const released = new Set(manifest.included.map(({ id }) => id));
    expect(cut.content.tasks.map(({ code }) => code)).toEqual(
      content.tasks.filter(({ id }) => released.has(id)).map(({ code }) => code),
    );
    expect([...cut.withheld, ...cut.content.tasks.map(({ code }) => code)].sort()).toEqual(
      content.tasks.map(({ code }) => code).sort(),
    );
  });

  it('names no person, agreement or team that is not released', () => {
    const { manifest, cut } = cutFor('A14');
    const released = new Set(manifest.included.map(({ code }) => code));
    const named = cut.content.tasks.flatMap((task) => [
      ...task.people,
      ...task.relies,
      task.decision?.owner ?? [],
      task.decision?.deputy ?? [],
    ]);
    expect(named.flat().filter((code) => !released.has(code))).toEqual([]);
    expect(cut.content.papers.filter(({ code }) => !released.has(code))).toEqual([]);
  });

  it('without H says no instant that hangs on it, and no offset beside a clock', () => {
    const closed: Plan = { ...plan, operation: { ...plan.operation, disclosure: ['A07'] } };
    const { cut } = cutFor('A06', closed);
    expect(cut.content.operation.hHour).toBeNull();
    expect(cut.content.tasks.length).toBeGreaterThan(10);
    const tied = (at: string | null): boolean => at === null || at.startsWith('H');
    const telling = cut.content.tasks.filter(({ at, start, offset, local }) =>
      tied(at) ? start !== null || local !== null : offset !== null,
    );
    expect(telling).toEqual([]);
    const windows = cut.content.phases.flatMap((phase) => [
      [phase.from, phase.fromAt] as const,
      [phase.to, phase.toAt] as const,
    ]);
    expect(windows.filter(([at, instant]) => tied(at) && instant !== null)).toEqual([]);
    expect(windows.some(([at]) => tied(at))).toBe(true);
    const sheet = orderSheet({
      content: cut.content,
      lang: 'en',
      state: 'issued',
      hash: null,
      recipient: { code: 'A06', name: 'Thailand police' },
      asOf: CLOCK,
      destroyBy: '2027-06-14',
      marking: { tlp: 'AMBER', level: 'INTERPOL RESTRICTED', handling: [] },
    });
    // 21:00 UTC and 04:00 in Bangkok are H
    expect(sheet.html).not.toMatch(/2027-03-15 21:00|2027-03-16 04:00 \+07:00/);
    expect(sheet.html).toContain('The exact H-hour is not part of this pack.');
  });
});

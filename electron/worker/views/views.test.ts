import { describe, expect, it } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { judgeOverrides } from '#shared/domain/overrides/index.ts';
import { sweep } from '#shared/domain/rules/index.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import { planToRows } from '#test/builders/plan-rows.ts';
import { trainingPlan } from '#test/builders/release-setup.ts';
import { dueItems, endingItems, homeOperation } from './cards.ts';
import { findingView, gatesOf } from './finding-views.ts';
import { previewH } from './h-preview.ts';
import type { OperationState } from './state.ts';
import {
  findTasks,
  rowIndexOf,
  taskByRecord,
  taskDetail,
  timelineFrame,
  timelineLinks,
  timelineRows,
} from './timeline-views.ts';

const CLOCK = Date.parse('2027-03-08T02:00:00Z');
const OWNER = 'A'.repeat(32);

function training(): OperationState {
  const rows = planToRows(trainingPlan(), OWNER, CLOCK);
  const view = recordsToPlan(rows);
  const facts = buildFacts(view.plan, CLOCK);
  const id = rows.find((r) => r.kind === 'operation')?.id ?? '';
  const newest = { ms: CLOCK, ctr: 0, id };
  const findings = sweep(facts);
  const judged = judgeOverrides(findings, view.plan, facts.today);
  return {
    id,
    ownerCode: 'A07',
    mine: true,
    view,
    facts,
    findings,
    judged,
    clock: CLOCK,
    trainingClock: true,
    lens: null,
    newest,
  };
}
const state = training();
/** Stands for what the training operation surely holds; reading any part of it fails the test. */
const missing = undefined as never;
const recordOf = (code: string): string => state.view.idOf.get(code) ?? '';

describe('the timeline', () => {
  it('orders rows by phase, then start, then code, and windows them', () => {
    const all = timelineRows(state, 0, 200);
    expect(all).toHaveLength(67);
    expect(all.map((r) => r.index)).toEqual(all.map((_, i) => i));
    expect(timelineRows(state, 10, 5)).toEqual(all.slice(10, 15));
    const p3 = all.filter((r) => r.phase === 'P3').map((r) => r.start ?? 0);
    expect(p3).toEqual([...p3].sort((a, b) => a - b));
    expect(rowIndexOf(state, 'T39')).toBe(all.find((r) => r.code === 'T39')?.index);
  });
  it('shows the finding of a sync group on each of its bars', () => {
    const row = timelineRows(state, 0, 200).find((r) => r.code === 'T39');
    expect(row).toMatchObject({
      place: 'HERON',
      form: 'fixed',
      sync: 'SG1',
      coercive: true,
      leader: 'Ramon Alcantara',
    });
    const detail = taskDetail(state, taskByRecord(state, recordOf('T39')) ?? missing);
    expect(detail.findings.map((f) => f.rule)).toEqual(expect.arrayContaining(['R-OP-02', 'R-OP-05']));
    expect(detail.offset).toBe('H-01:00');
    expect(detail.clocks.map((c) => [c.zone, c.date, c.time, c.dayShift])).toEqual([
      ['Asia/Manila', '2027-03-16', '04:00', 0],
      ['Asia/Bangkok', '2027-03-16', '03:00', 0],
      ['UTC', '2027-03-15', '20:00', -1],
    ]);
  });
  it('draws only the links of the tasks asked for, and marks broken ones', () => {
    const links = timelineLinks(state, [recordOf('T39')]);
    expect(links.map((l) => [l.from, l.to, l.broken])).toEqual(
      expect.arrayContaining([
        [recordOf('T37'), recordOf('T39'), true],
        [recordOf('T35'), recordOf('T39'), false],
      ]),
    );
    expect(timelineLinks(state, [])).toEqual([]);
  });
  it('finds tasks without regard to case and accents', () => {
    expect(findTasks(state, 'entry her').map((t) => t.code)).toEqual(['T39']);
    expect(findTasks(state, '  ')).toEqual([]);
    // a jump to a code must not lose it among the many that hold it
    expect(findTasks(state, 'T06')[0]?.code).toBe('T06');
  });
  it('offers each zone once, the reference zone first', () => {
    const { zones, rows, undated } = timelineFrame(state);
    expect(zones[0]).toEqual({ zone: 'Asia/Bangkok', label: 'Asia/Bangkok', kind: 'ref' });
    expect(new Set(zones.map((z) => z.zone)).size).toBe(zones.length);
    expect([rows, undated]).toEqual([67, 0]);
  });
});

describe('home', () => {
  it('lists what is due within 72 hours, in order of time', () => {
    const due = dueItems(state);
    expect(due.length).toBeGreaterThan(0);
    for (const item of due) expect(item.at - CLOCK).toBeLessThan(72 * 3_600_000);
    expect(due.map((d) => d.at)).toEqual(due.map((d) => d.at).sort((a, b) => a - b));
  });
  it('lists what runs out within 30 days: papers and what people must hold, the first to end first', () => {
    const clock = Date.parse('2027-02-20T02:00:00Z');
    const ending = endingItems({ ...state, clock });
    expect(ending.map(({ kind, code }) => `${kind} ${code}`)).toContain('vetting P20');
    expect(ending.every(({ at }) => at >= clock && at < clock + 30 * 86_400_000)).toBe(true);
    // what has run out is no longer to come: the findings tell of it
    const later = endingItems(state).map(({ kind, code }) => `${kind} ${code}`);
    expect(later).toContain('jit J2');
    expect(later).not.toContain('vetting P20');
    expect(ending.every(({ kind }) => ['agreement', 'jit', 'vetting', 'medical', 'passport'].includes(kind))).toBe(
      true,
    );
    expect(ending.map((d) => d.at)).toEqual(ending.map((d) => d.at).sort((a, b) => a - b));
    const kinds = new Set(dueItems(state).map(({ kind }) => kind));
    expect([...kinds].filter((kind) => !['task', 'movement', 'request'].includes(kind))).toEqual([]);
  });
  it('puts blocks before warnings and counts every gate', () => {
    const { worst, gates } = homeOperation(state);
    expect(worst.every((f) => f.severity === 'block')).toBe(true);
    expect(gates.reduce((n, g) => n + g.block + g.warn, 0)).toBe(30);
    expect(gatesOf([], state.judged).every((g) => g.block === 0 && g.warn === 0)).toBe(true);
  });
  it('says what cannot be lifted by anybody', () => {
    const finding = state.findings.find((f) => f.rule === 'R-HAN-02');
    expect(finding && findingView(state, finding)).toMatchObject({
      final: true,
      subject: 'RL1/D02',
      kind: 'record',
      record: recordOf('D02'),
    });
  });
});

describe('a move of H', () => {
  it('previews exactly what the training file says, and changes nothing', () => {
    const before = JSON.stringify(state.findings);
    const preview = previewH(state, { deltaMin: -60 }) ?? missing;
    expect(preview.gone.map((f) => `${f.rule} ${f.subject}`).sort()).toEqual(['R-OP-02 T39', 'R-OP-05 SG1']);
    expect(preview.added).toEqual([]);
    expect(preview.stayed.filter((s) => s.why === 'fixed').map((s) => s.code)).toEqual(
      expect.arrayContaining(['T39', 'T63', 'M1', 'M2', 'M3', 'M4']),
    );
    expect(JSON.stringify(state.findings)).toBe(before);
  });
  it('is the same whether given as minutes or as an instant', () => {
    const h = state.facts.plan.operation.hHour ?? 0;
    expect(previewH(state, { at: h + 90 * 60_000 })).toEqual(previewH(state, { deltaMin: 90 }));
  });
  it('cannot be previewed where the exact H-hour was not released', () => {
    const facts = buildFacts({ ...state.facts.plan, operation: { ...state.facts.plan.operation, hHour: null } }, CLOCK);
    expect(previewH({ ...state, facts }, { deltaMin: 60 })).toBeNull();
  });
});

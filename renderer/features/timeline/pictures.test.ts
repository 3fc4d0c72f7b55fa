/** What is drawn beside the bars: density, dependency lines, colours of sites, phases, labels of H, and what a filter hides. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimelineFrame, TimelineRow } from '#shared/contract/planning.ts';
import { FRESH_VIEW } from '../../state/place.ts';
import { axisHeight, hTickText, phaseLanes } from './axis.tsx';
import { density } from './density.ts';
import { linkPath } from './link-path.ts';
import type { TimeWindow } from './scale.ts';
import { lookOf, REMOTE_LOOK, siteLooks } from './site-colour.ts';
import { filterRows } from './use-rows.ts';

const HOUR = 3_600_000;
type Bar = Pick<TimelineRow, 'start' | 'end' | 'findings'>;
const bar = (start: number | null, end: number | null, block = 0, warn = 0): Bar => ({
  start,
  end,
  findings: { block, warn, lifted: 0 },
});

describe('density', () => {
  test('a task counts in every part it touches, and only there', () => {
    const { tasks } = density([bar(10, 30), bar(20, 60), bar(95, 100)], 0, 100, 10);
    expect([...tasks]).toEqual([0, 1, 2, 1, 1, 1, 0, 0, 0, 1]);
  });

  test('findings count where their task starts', () => {
    const { block, warn } = density([bar(10, 90, 2, 0), bar(15, 20, 0, 3)], 0, 100, 10);
    expect([...block]).toEqual([0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...warn]).toEqual([0, 3, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('a task without a length still shows, one without a time does not, one outside does not', () => {
    const { tasks } = density([bar(50, 50), bar(50, null), bar(null, null), bar(-20, -10), bar(200, 300)], 0, 100, 10);
    expect([...tasks]).toEqual([0, 0, 0, 0, 0, 2, 0, 0, 0, 0]);
  });

  test('a task that began before and ends after fills the whole picture', () => {
    expect([...density([bar(-1000, 1000)], 0, 100, 4).tasks]).toEqual([1, 1, 1, 1]);
  });

  test('agrees with counting part by part', () => {
    const times = fc.integer({ min: -50, max: 300 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(times, fc.nat(120)), { maxLength: 30 }),
        fc.constantFrom(1, 2, 4, 16, 64),
        (spans, bins) => {
          // powers of two, so that the edges of the parts are exact numbers
          const [from, to] = [0, 256];
          const { tasks } = density(
            spans.map(([s, length]) => bar(s, s + length)),
            from,
            to,
            bins,
          );
          const size = (to - from) / bins;
          for (let i = 0; i < bins; i += 1) {
            const [left, right] = [from + i * size, from + (i + 1) * size];
            const expected = spans.filter(([s, length]) => {
              const e = s + length;
              if (e < from || s > to) return false;
              const startBin = Math.min(bins - 1, Math.max(0, Math.floor((s - from) / size)));
              return startBin === i || (startBin < i && e > left && s < right);
            }).length;
            expect(tasks[i]).toBe(expected);
          }
        },
      ),
    );
  });
});

const w: TimeWindow = { from: 0, msPerPx: 60_000 };
const span = (start: number | null, end: number | null): Pick<TimelineRow, 'start' | 'end'> => ({
  start: start === null ? null : start * 60_000,
  end: end === null ? null : end * 60_000,
});

describe('dependency lines', () => {
  test.each([
    ['FS', 'M60.5 10.5H67.5V38.5H120.5'],
    ['SS', 'M20.5 10.5H13.5V38.5H120.5'],
    ['FF', 'M60.5 10.5H67.5V25.5H167.5V38.5H160.5'],
    ['SF', 'M20.5 10.5H13.5V25.5H167.5V38.5H160.5'],
  ])('%s leaves and enters at the edges it names', (type, d) => {
    expect(linkPath(type, span(20, 60), span(120, 160), 10, 38, w)?.d).toBe(d);
  });

  test('are orthogonal and sharp: only H and V, each on half a pixel', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('FS', 'SS', 'FF', 'SF'),
        fc.integer({ min: -40_000, max: 40_000 }),
        fc.integer({ min: -40_000, max: 40_000 }),
        fc.nat(2000),
        fc.nat(2000),
        (type, a, b, y1, y2) => {
          const d = linkPath(type, span(a, a + 30), span(b, b + 30), y1, y2, w)?.d ?? '';
          expect(d).toMatch(/^M-?\d+\.5 \d+\.5(?:[HV]-?\d+\.5)+$/);
          // far ends are cut: no line is drawn a million pixels long
          for (const x of d.match(/-?\d+\.5/g) ?? []) expect(Math.abs(Number(x))).toBeLessThan(20_020);
        },
      ),
    );
  });

  test('a predecessor that ends after its successor starts is led round between the rows', () => {
    expect(linkPath('FS', span(0, 200), span(100, 300), 10, 38, w)?.d).toBe('M200.5 10.5H207.5V25.5H93.5V38.5H100.5');
  });

  test('say broken without colour: a cross lies on the line', () => {
    expect(linkPath('FS', span(20, 60), span(120, 160), 10, 38, w)?.cross).toBe('M63.5 21.5l8 8M71.5 21.5l-8 8');
  });

  test('the arrow head points into the edge', () => {
    expect(linkPath('FS', span(20, 60), span(120, 160), 10, 38, w)?.head).toBe('M120.5 38.5l-5 -3.5v7z');
    expect(linkPath('FF', span(20, 60), span(120, 160), 10, 38, w)?.head).toBe('M160.5 38.5l5 -3.5v7z');
  });

  test('none without a place at both ends', () => {
    expect(linkPath('FS', span(20, null), span(120, 160), 10, 38, w)).toBeNull();
    expect(linkPath('SS', span(20, null), span(null, null), 10, 38, w)).toBeNull();
  });
});

describe('colours of sites', () => {
  const sites = (count: number): TimelineFrame['sites'] =>
    Array.from({ length: count }, (_, i) => ({ codeWord: `S${i}` })) as unknown as TimelineFrame['sites'];

  test('differ for the first seven; from the eighth on a hatch tells them apart', () => {
    const looks = [...siteLooks(sites(14)).values()];
    expect(new Set(looks.map((l) => `${l.colour}${l.hatched}`)).size).toBe(14);
    expect(looks.slice(0, 7).map((l) => l.hatched)).toEqual(Array.from({ length: 7 }, () => false));
    expect(looks.slice(7).map((l) => l.hatched)).toEqual(Array.from({ length: 7 }, () => true));
  });

  test('grey is kept for remote and unknown places', () => {
    const looks = siteLooks(sites(20));
    expect([...looks.values()].map((l) => l.colour)).not.toContain(REMOTE_LOOK.colour);
    expect(lookOf(looks, null)).toBe(REMOTE_LOOK);
    expect(lookOf(looks, 'elsewhere')).toBe(REMOTE_LOOK);
    expect(lookOf(looks, 'S0').colour).toBe(1);
  });
});

describe('the axis', () => {
  type Phases = TimelineFrame['phases'];
  const phase = (id: string, from: number | null, to: number | null): Phases[number] =>
    ({ id, code: id, name: { en: id, fr: id }, from, to }) as unknown as Phases[number];

  test('phases that overlap stand in lanes of their own, others share one', () => {
    const lanes = phaseLanes([phase('b', 50, 120), phase('a', 0, 100), phase('c', 100, 200), phase('x', null, 10)]);
    expect(lanes.map((lane) => lane.map((p) => p.code))).toEqual([['a', 'c'], ['b']]);
    expect(axisHeight([])).toBeLessThan(axisHeight([phase('a', 0, 1)]));
  });

  test('no two phases of a lane overlap, and none is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 200 })), { maxLength: 25 }), (spans) => {
        const lanes = phaseLanes(spans.map(([from, length], i) => phase(String(i), from, from + length)));
        expect(lanes.flat().length).toBe(spans.length);
        for (const lane of lanes) expect(lane.every((p, i) => i === 0 || p.from >= (lane[i - 1]?.to ?? 0))).toBe(true);
      }),
    );
  });

  test.each([
    [0, 'H'],
    [-6, 'H−6'],
    [36, 'H+36'],
    [24, 'H+24'],
    [48, 'H+2d'],
    [-168, 'H−7d'],
    [0.5, 'H+00:30'],
    [-1.25, 'H−01:15'],
  ])('%d h from H is written %s', (hours, text) => {
    expect(hTickText(hours * HOUR, 0)).toBe(text);
  });
});

describe('what a filter hides is counted (ux.md, section 1, rule 5)', () => {
  const row = (index: number, title: string, place: string | null, block: number, warn = 0): TimelineRow =>
    ({
      index,
      title,
      place,
      code: `T${index}`,
      ownerName: 'Fictland Police',
      leader: 'A. Person',
      kind: 'entry',
      findings: { block, warn },
    }) as unknown as TimelineRow;
  const rows = [row(0, 'Entrée par le nord', 'HERON', 1), row(1, 'Briefing', null, 0, 2), row(2, 'Search', 'EGRET', 0)];
  const { filter } = FRESH_VIEW;

  test('without a filter every row is shown', () => {
    expect(filterRows(rows, filter)).toEqual({ indices: null, shown: 3, hiddenFindings: 0 });
    expect(filterRows(null, { ...filter, text: 'x' })).toEqual({ indices: null, shown: 0, hiddenFindings: 0 });
  });

  test.each([
    [{ ...filter, text: 'entree' }, [0], 2],
    [{ ...filter, place: 'EGRET' }, [2], 3],
    [{ ...filter, onlyFindings: true }, [0, 1], 0],
    [{ ...filter, text: 't1' }, [1], 1],
    [{ ...filter, text: 'nowhere' }, [], 3],
    [{ ...filter, text: 'person', onlyFindings: true, place: 'HERON' }, [0], 2],
  ])('%o', (wanted, indices, hiddenFindings) => {
    expect(filterRows(rows, wanted)).toEqual({ indices, shown: indices.length, hiddenFindings });
  });
});

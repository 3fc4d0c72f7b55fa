import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeId, planToRows } from '#test/builders/plan-rows.ts';
import { planArbitrary, randomPlan } from '#test/builders/plan-arbitrary.ts';
import { fits, type Wire } from '../../model/kinds/field.ts';
import { fieldOf, KINDS } from '../../model/kinds/index.ts';
import { readOperationFile } from '../operation-file/index.ts';
import { DEFAULT_LIMITS, limitsToPairs } from './limits.ts';
import { planToDrafts } from './plan-to-drafts.ts';
import { recordsToPlan } from './records-to-plan.ts';
import type { DraftWire, RecordRow } from './types.ts';

const OWNER = 'x'.repeat(32);
const edit = (rows: readonly RecordRow[], id: string, fields: Readonly<Record<string, Wire>>): readonly RecordRow[] =>
  rows.map((row) => (row.id === id ? { ...row, fields: { ...row.fields, ...fields } } : row));
/** Every key a draft value refers to. */
const refsOf = (value: DraftWire): readonly string[] =>
  value === null || typeof value !== 'object' ? [] : 'ref' in value ? [value.ref] : value.flatMap(refsOf);
/** A plan with at least two of most things. */
const plan = randomPlan(7, 5);
const rows = planToRows(plan, OWNER, 1_800_000_000_000);
const idOf = recordsToPlan(rows).idOf;
const id = (code: string): string => idOf.get(code) ?? 'none';

describe('plan to records and back', () => {
  it('loses nothing of any plan', () => {
    fc.assert(
      fc.property(planArbitrary(), (original) => {
        const view = recordsToPlan(planToRows(original, OWNER));
        expect(view.plan).toEqual(original);
        expect(view.leftOut).toEqual([]);
        expect(view.withheldRefs).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('gives values that fit the registry, unique keys, parents before parts, the operation first', () => {
    fc.assert(
      fc.property(planArbitrary(4), (original) => {
        const drafts = planToDrafts(original, 0);
        expect(drafts[0]?.kind).toBe('operation');
        expect(new Set(drafts.map((d) => d.key)).size).toBe(drafts.length);
        const made = planToRows(original, OWNER, 0);
        const at = new Map(made.map((row, n) => [row.id, n]));
        const early = made.filter((row, n) => {
          const parent = KINDS[row.kind as keyof typeof KINDS].parent;
          return parent !== undefined && (at.get(String(row.fields[parent])) ?? n) >= n;
        });
        expect(early).toEqual([]);
        made.forEach((row) => {
          for (const [name, value] of Object.entries(row.fields)) {
            const field = fieldOf(row.kind, name);
            expect(field && fits(field.type, value), `${row.kind}.${name}`).toBe(true);
            expect(value).not.toBeNull();
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the order of the rows whatever order they come in', () => {
    expect(recordsToPlan([...rows].reverse()).plan).toEqual(plan);
  });

  it('carries the clock of a training operation', () => {
    expect(recordsToPlan(rows).clock).toBe(1_800_000_000_000);
    expect(recordsToPlan(planToRows(plan, OWNER, null)).clock).toBeNull();
  });

  it('writes no defaults', () => {
    const usual = {
      ...plan,
      limits: DEFAULT_LIMITS,
      tasks: plan.tasks.map((t) => ({ ...t, load: 100, armed: false, status: 'planned' as const })),
    };
    const drafts = planToDrafts(usual, null);
    const written = new Set(drafts.filter((d) => d.kind === 'task').flatMap((d) => Object.keys(d.fields)));
    expect(['load', 'armed', 'status'].filter((name) => written.has(name))).toEqual([]);
    expect(drafts[0]?.fields).not.toHaveProperty('limits');
    expect(drafts[0]?.fields).not.toHaveProperty('trainingClock');
  });

  it('knows the same defaults as the operation file', () => {
    const file = readFileSync(new URL('../training/operation.yaml', import.meta.url), 'utf8');
    const bare = readOperationFile(new TextEncoder().encode(file.replace(/^defaults:.*$/mu, '')));
    expect(file).toMatch(/^defaults:/mu);
    expect(bare.ok && bare.value.plan.limits).toEqual(DEFAULT_LIMITS);
  });

  it('writes only the limits that differ', () => {
    expect(
      limitsToPairs({ ...DEFAULT_LIMITS, restH: 10, escort: { ...DEFAULT_LIMITS.escort, irregular: [1, 4] } }),
    ).toEqual([
      ['rest_h', '10'],
      ['escort.irregular', '1:4'],
    ]);
  });

  it('points only to records of the same list', () => {
    fc.assert(
      fc.property(planArbitrary(4), (original) => {
        const drafts = planToDrafts(original, null);
        const keys = new Set(drafts.map((draft) => draft.key));
        const targets = drafts.flatMap((draft) => Object.values(draft.fields).flatMap(refsOf));
        expect(targets.filter((key) => !keys.has(key))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves out what points to nothing', () => {
    const cut = planToDrafts({ ...plan, people: [], sites: [] }, null);
    expect(cut.filter((draft) => ['assignment', 'jitMember', 'releasePerson'].includes(draft.kind))).toEqual([]);
    expect(cut.some((draft) => draft.kind === 'task' && typeof draft.fields['place'] === 'object')).toBe(false);
  });
});

describe('rows that are odd or incomplete', () => {
  it('never throws, whatever is missing or changed', () => {
    const junk: fc.Arbitrary<Wire> = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.constantFrom('2027-02-30', '1999-13-01', 'Mars/Base', 'D+0', fakeId(3), 'V:KH'),
      fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.nat(), junk), { maxLength: 12 }),
        (seed, drop, changes) => {
          let odd: readonly RecordRow[] = planToRows(randomPlan(seed, 4), OWNER).filter(
            (_, n) => (n * 7 + drop) % 5 !== 0,
          );
          for (const [n, f, value] of changes) {
            const row = odd[n % Math.max(1, odd.length)];
            const name = row && Object.keys(row.fields)[f % Object.keys(row.fields).length];
            if (row && name !== undefined) odd = edit(odd, row.id, { [name]: value });
          }
          expect(() => recordsToPlan(odd)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leaves out and counts an item with a word of a newer version', () => {
    const task = plan.tasks[0]!.id;
    const view = recordsToPlan(edit(rows, id(task), { taskKind: 'telepathy' }));
    expect(view.plan.tasks.map((t) => t.id)).toEqual(plan.tasks.slice(1).map((t) => t.id));
    expect(view.leftOut).toEqual([{ id: id(task), kind: 'task', field: 'taskKind' }]);
    expect(view.idOf.get(task)).toBe(id(task));
  });

  it('leaves out a day that does not exist and a kind it does not know', () => {
    const unknown = { id: fakeId(9_001), kind: 'horoscope', owner: OWNER, fields: { code: 'HX' } };
    const person = id(plan.people[0]!.id);
    const view = recordsToPlan([...edit(rows, person, { vetting: '2027-02-30' }), unknown]);
    expect(view.leftOut).toContainEqual({ id: person, kind: 'person', field: 'vetting' });
    expect(view.leftOut).toContainEqual({ id: unknown.id, kind: 'horoscope', field: '' });
    expect(view.plan.people.map((p) => p.id)).toEqual(plan.people.slice(1).map((p) => p.id));
  });

  it('keeps the operation without what it does not understand, under the strictest marking where that is the marking', () => {
    const operation = id(plan.operation.id);
    const view = recordsToPlan(edit(rows, operation, { tlp: 'PURPLE', status: 'paused' }));
    const { tlp, level } = view.plan.operation.marking;
    expect([view.plan.operation.id, tlp, level]).toEqual(['OP-1', 'RED', plan.operation.marking.level]);
    expect(view.leftOut.map((left) => left.field).sort()).toEqual(['status', 'tlp']);
    const none = recordsToPlan(rows.filter((row) => row.id !== operation)).plan.operation;
    expect(none.marking).toEqual({ tlp: 'RED', level: 'INTERPOL CONFIDENTIAL', handling: [] });
  });

  it('keeps fields of a newer version without stumbling over them', () => {
    expect(recordsToPlan(edit(rows, id('A01'), { aura: ['blue'] })).plan).toEqual(plan);
  });

  it('reads a withheld target as null and counts it', () => {
    const owner = plan.tasks.find((t) => t.owner !== null)!.owner!;
    const view = recordsToPlan(rows.filter((row) => row.id !== id(owner)));
    expect(view.plan.tasks.map((t) => t.owner)).toEqual(plan.tasks.map((t) => (t.owner === owner ? null : t.owner)));
    expect(view.withheldRefs).toBeGreaterThan(0);
    const nobody = recordsToPlan(rows.filter((row) => row.kind !== 'person'));
    expect(nobody.plan.tasks.flatMap((t) => t.people)).toEqual([]);
  });

  it('gives the later of two equal codes a name of its own, the same in any order of arrival', () => {
    const [first, second] = [fakeId(8_001), `qRst${fakeId(8_002).slice(4)}`];
    const twin = (rid: string, order: number): RecordRow => ({
      id: rid,
      kind: 'risk',
      owner: OWNER,
      order,
      fields: { code: 'R77', like: 1, impact: 1, what: rid },
    });
    const added = [...rows, twin(first, 9_000), twin(second, 9_001)];
    for (const list of [added, [...added].reverse()]) {
      const view = recordsToPlan(list);
      expect(view.plan.risks.slice(-2).map((r) => [r.id, r.what])).toEqual([
        ['R77', first],
        ['R77~qRst', second],
      ]);
      expect(view.idOf.get('R77~qRst')).toBe(second);
    }
  });

  it('takes an agreement with a withheld party for unsigned by it', () => {
    const code = 'AG90';
    const [paper, ghost] = [fakeId(7_000), fakeId(7_777)];
    const fields = { code, agreementType: 'mou', state: ['in_force', '2027-01-01'], parties: ['KH', ghost] };
    const sign = { of: paper, party: 'KH', on: '2027-01-01' };
    const view = recordsToPlan([
      ...rows,
      { id: paper, kind: 'agreement', owner: OWNER, order: 9_000, fields },
      { id: fakeId(7_001), kind: 'signature', owner: OWNER, order: 9_001, fields: sign },
    ]);
    const agreement = view.plan.agreements.at(-1)!;
    expect(agreement.parties).toEqual(['KH', `?${ghost.slice(0, 4)}`]);
    expect(agreement.signed).toEqual({ KH: '2027-01-01' });
  });

  it('shows the order in issue, not the draft of the next one', () => {
    const order = (n: number, version: number, state: string): RecordRow => ({
      id: fakeId(n),
      kind: 'order',
      owner: OWNER,
      order: n,
      fields: { version, state },
    });
    const bare = rows.filter((row) => row.kind !== 'order');
    expect(
      recordsToPlan([...bare, order(9_001, 3, 'issued'), order(9_002, 4, 'draft')]).plan.operation.order?.version,
    ).toBe(3);
    expect(
      recordsToPlan([...bare, order(9_001, 3, 'superseded'), order(9_002, 4, 'draft')]).plan.operation.order?.version,
    ).toBe(4);
  });

  it('D-day follows a moved H-hour and stands on its own where H was not released', () => {
    const operation = id(plan.operation.id);
    const tz = { refTz: 'Asia/Bangkok', dDay: '2027-03-01' };
    const moved = recordsToPlan(edit(rows, operation, { ...tz, hHour: '2027-03-15T21:00:00Z' })).plan.operation;
    expect(moved.dDay).toBe('2027-03-16');
    const unseen = recordsToPlan(edit(rows, operation, { ...tz, hHour: null })).plan.operation;
    expect([unseen.hHour, unseen.dDay]).toEqual([null, '2027-03-01']);
  });

  it('names contested fields by the code people use, parts by that of their parent', () => {
    const task = plan.tasks.find((t) => t.people.length > 0)!;
    const open = rows.map((row) =>
      row.id === id(task.id)
        ? { ...row, contested: ['at'] }
        : row.kind === 'assignment' && row.fields['task'] === id(task.id)
          ? { ...row, contested: ['person'] }
          : row,
    );
    const { contested } = recordsToPlan(open);
    expect(contested).toHaveLength(1 + task.people.length);
    expect(new Set(contested.map((c) => c.code))).toEqual(new Set([task.id]));
  });
});

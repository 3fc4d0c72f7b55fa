import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planArbitrary } from '#test/builders/plan-arbitrary.ts';
import { releaseOf, type Released } from '#test/builders/release-setup.ts';
import { references, type Wire, type WireType } from '../../model/kinds/field.ts';
import { fieldOf, kindOf } from '../../model/kinds/index.ts';
import { parseInstant } from '../../time/instant.ts';
import { disclosureList } from './h-hour.ts';
import type { RecordRow } from './types.ts';

const RUNS = { numRuns: 150 };
const anyRelease = planArbitrary(6).map((plan) => ({ plan, to: plan.agencies.at(-1)!.id }));

/** Every text of a value gets a mark of its own. */
function marked(type: WireType, value: Wire, mark: string): Wire {
  if (value === null) return null;
  if (type.t === 'text' && typeof value === 'string' && type.max >= 200) return `${value} ${mark}`;
  if (type.t === 'optional') return marked(type.of, value, mark);
  if (!Array.isArray(value)) return value;
  const values: readonly Wire[] = value;
  if (type.t === 'list') return values.map((v) => marked(type.of, v, mark));
  return type.t === 'tuple' ? type.of.map((t, i) => marked(t, values[i] ?? null, mark)) : value;
}
const canary = (row: RecordRow, field: string): string => `canary${row.id.slice(24)}${field}end`;
const withCanaries = (rows: readonly RecordRow[]): readonly RecordRow[] =>
  rows.map((row) => ({
    ...row,
    fields: Object.fromEntries(
      Object.entries(row.fields).map(([name, value]) => {
        const type = fieldOf(row.kind, name)?.type;
        return [name, type && name !== 'code' ? marked(type, value, canary(row, name)) : value];
      }),
    ),
  }));

const idsIn = (value: Wire): readonly string[] =>
  Array.isArray(value) ? value.flatMap((v: Wire) => idsIn(v)) : typeof value === 'string' ? [value] : [];

/** Ids that leave through a field that must hide its target. */
const hiddenOut = ({ out }: Released): readonly string[] =>
  out.flatMap((row) =>
    Object.entries(row.fields).flatMap(([name, value]) => {
      const field = fieldOf(row.kind, name);
      return field
        ? references(field.type, value)
            .filter((r) => r.hide)
            .map((r) => r.id)
        : [];
    }),
  );

describe('whatever the plan and the recipient', () => {
  it('every record and every set field stands in exactly one list', () => {
    fc.assert(
      fc.property(anyRelease, ({ plan, to }) => {
        const { manifest, rows, out } = releaseOf(plan, { to });
        const ids = [...manifest.included, ...manifest.withheld].map((item) => item.id);
        expect([...ids].sort()).toEqual(rows.map((row) => row.id).sort());
        for (const { id, fields } of manifest.included) {
          const row = rows.find((r) => r.id === id)!;
          const held = manifest.redacted.filter((r) => r.id === id).map((r) => r.field);
          expect([...fields, ...held].sort()).toEqual(Object.keys(row.fields).sort());
        }
        expect(manifest.redacted.every((r) => manifest.included.some((i) => i.id === r.id))).toBe(true);
        expect(out.map((row) => row.id)).toEqual(manifest.included.map((i) => i.id));
      }),
      RUNS,
    );
  });

  it('no text of anything withheld or redacted is found in what leaves', () => {
    let planted = 0;
    fc.assert(
      fc.property(anyRelease, ({ plan, to }) => {
        const { manifest, rows, out } = releaseOf(plan, { to, rows: withCanaries });
        const leaves = JSON.stringify(out);
        const behind = [
          ...manifest.withheld.flatMap(({ id }) => {
            const row = rows.find((r) => r.id === id)!;
            return Object.keys(row.fields).map((field) => canary(row, field));
          }),
          ...manifest.redacted.map(({ id, field }) => canary(rows.find((r) => r.id === id)!, field)),
        ];
        planted += behind.length;
        expect(behind.filter((word) => leaves.includes(word))).toEqual([]);
      }),
      RUNS,
    );
    expect(planted).toBeGreaterThan(1_000);
  });

  it('a text that names something withheld stays behind, wherever it stands', () => {
    let quoted = 0;
    fc.assert(
      fc.property(anyRelease, fc.nat(), ({ plan, to }, pick) => {
        const first = releaseOf(plan, { to });
        const secret = first.manifest.withheld.filter((w) => !kindOf(w.kind)?.parent && /\d/.test(w.code));
        const chosen = secret[pick % Math.max(1, secret.length)];
        if (!chosen) return;
        quoted += 1;
        const quote = `as told: see ${chosen.code}, then go`;
        const { out } = releaseOf(plan, {
          to,
          rows: (rows) =>
            rows.map((row) =>
              row.kind === 'risk' || row.kind === 'task'
                ? {
                    ...row,
                    fields: { ...row.fields, ...(row.kind === 'risk' ? { measure: quote } : { title: quote }) },
                  }
                : row,
            ),
        });
        expect(JSON.stringify(out)).not.toContain(quote);
      }),
      RUNS,
    );
    expect(quoted).toBeGreaterThan(50);
  });

  it('hidden references to what stays never leave, and no part leaves without its parent', () => {
    fc.assert(
      fc.property(anyRelease, ({ plan, to }) => {
        const result = releaseOf(plan, { to });
        const ids = new Set(result.out.map((row) => row.id));
        expect(hiddenOut(result).filter((id) => !ids.has(id))).toEqual([]);
        const parents = result.out.flatMap((row) => {
          const parent = kindOf(row.kind)?.parent;
          return parent === undefined ? [] : idsIn(row.fields[parent] ?? null);
        });
        expect(parents.filter((id) => !ids.has(id))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('no instant near H and no fixed start of an entry reaches those who are not on the list', () => {
    fc.assert(
      fc.property(anyRelease, ({ plan, to }) => {
        const { hHour } = plan.operation;
        if (disclosureList(plan).has(to) || hHour === null) return;
        const { out } = releaseOf(plan, { to });
        const near = out
          .flatMap((row) => Object.values(row.fields).flatMap(idsIn))
          .map((text) => parseInstant(text))
          .filter((at) => at !== null && Math.abs(at - hHour) <= plan.limits.syncToleranceMin * 60_000);
        expect(near).toEqual([]);
        const told = out.filter(
          (row) =>
            row.kind === 'task' &&
            ['entry', 'search', 'arrest'].includes(String(row.fields['taskKind'])) &&
            /T/.test(String(row.fields['at'] ?? '')),
        );
        expect(told).toEqual([]);
      }),
      RUNS,
    );
  });

  it('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(anyRelease, ({ plan, to }) => {
        const { manifest } = releaseOf(plan, { to });
        const back = releaseOf(plan, { to, rows: (rows) => [...rows].reverse() }).manifest;
        expect(new Set(back.withheld.map((w) => `${w.id} ${w.rules.join()}`))).toEqual(
          new Set(manifest.withheld.map((w) => `${w.id} ${w.rules.join()}`)),
        );
        expect(back.redacted).toHaveLength(manifest.redacted.length);
      }),
      { numRuns: 40 },
    );
  });
});

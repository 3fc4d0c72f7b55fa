import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { findCycles } from './cycles.ts';
import { centsOf } from './descriptors.ts';
import { itemAt, placeOf, quoted, under } from './faults.ts';
import { readOperationFile } from './index.ts';

const text = readFileSync(new URL('../training/operation.yaml', import.meta.url), 'utf8');
const lines = text.split('\n');

/** Read or refused with reasons; anything thrown fails the test, and a plan has no holes. */
function outcome(bytes: Uint8Array): 'read' | 'refused' | 'broken' {
  const file = readOperationFile(bytes);
  if (file.ok)
    return JSON.stringify(file.value, (_, value: unknown) => (value === undefined ? '#hole#' : value)).includes(
      '#hole#',
    )
      ? 'broken'
      : 'read';
  const sound =
    file.error.length > 0 &&
    file.error.every(
      (f) => f.code !== '' && f.place !== '' && f.reason !== '' && !/undefined|NaN|\[object/.test(f.reason),
    );
  return sound ? 'refused' : 'broken';
}
const encoded = (source: string): Uint8Array => new TextEncoder().encode(source);

const SNIPPETS = [
  '',
  ' ',
  '\t',
  '\n',
  '\r\n',
  ':',
  ': ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '|',
  '>',
  '#',
  '&a ',
  '*a',
  '!!set ',
  '? ',
  '---\n',
  '...\n',
  '<<: ',
  '%YAML 1.1\n',
  '~',
  'null',
  'true',
  '-1',
  '0x10',
  '.nan',
  '1e400',
  '"\\ud800"',
  '\u202e',
  '\u0000',
  '\ufeff',
  '__proto__: {a: 1}',
  '[[[[[[[[',
  '{a: {a: {a: ',
  '😀',
  '=1+1',
  'REM',
  '[T01]',
  'H+00:00',
  'D+1',
  '2027-02-30',
];
const edit = fc.record({
  at: fc.nat(text.length),
  cut: fc.integer({ min: 0, max: 40 }),
  put: fc.constantFrom(...SNIPPETS),
});
const lineEdit = fc.record({
  line: fc.nat(lines.length - 1),
  to: fc.nat(lines.length - 1),
  how: fc.constantFrom('drop', 'double', 'swap', 'indent'),
});

describe('a damaged file is read or refused, never more', () => {
  it('with characters changed', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const source = edits.reduce((s, { at, cut, put }) => s.slice(0, at) + put + s.slice(at + cut), text);
        expect(['read', 'refused']).toContain(outcome(encoded(source)));
      }),
      { numRuns: 50 },
    );
  });

  it('with lines dropped, doubled, swapped or indented', () => {
    fc.assert(
      fc.property(fc.array(lineEdit, { minLength: 1, maxLength: 4 }), (edits) => {
        const changed = [...lines];
        for (const { line, to, how } of edits) {
          const here = changed[line] ?? '';
          if (how === 'drop') changed.splice(line, 1);
          else if (how === 'double') changed.splice(line, 0, here);
          else if (how === 'indent') changed[line] = `  ${here}`;
          else [changed[line], changed[to]] = [changed[to] ?? '', here];
        }
        expect(['read', 'refused']).toContain(outcome(encoded(changed.join('\n'))));
      }),
      { numRuns: 40 },
    );
  });

  it('with bytes changed', () => {
    const bytes = encoded(text);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        (edits) => {
          const changed = bytes.slice();
          for (const [at, byte] of edits) changed[at] = byte;
          expect(['read', 'refused']).toContain(outcome(changed));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('with a value replaced by any other', () => {
    const whole = parse(text) as Record<string, unknown>;
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, '', 'A07', 'T39', 'KR', '2027-03-16', 'H+00:00', 0, 1, 5, true, [], {}, ['*'], {
        en: 'a',
        fr: 'b',
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 6 }), value, (steps, put) => {
        const copy = structuredClone(whole);
        let parent: Record<string, unknown> = copy;
        let key = '';
        for (const step of steps) {
          const keys = Object.keys(parent);
          key = keys[step % keys.length] ?? 'x';
          const child = parent[key];
          if (typeof child !== 'object' || child === null || Object.keys(child).length === 0) break;
          if (step !== steps.at(-1)) parent = child as Record<string, unknown>;
        }
        parent[key] = put;
        expect(['read', 'refused']).toContain(outcome(encoded(JSON.stringify(copy))));
      }),
      { numRuns: 80 },
    );
  });

  it('with anything at all', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 200 }).map(encoded), fc.json().map(encoded)),
        (bytes) => {
          expect(outcome(bytes)).toBe('refused');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('cents', () => {
  it('are exact for any amount with four decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 9999 }), (dollars, parts) => {
        const expected = dollars * 100 + Math.floor((parts + 50) / 100);
        expect(centsOf(`${dollars}.${String(parts).padStart(4, '0')}`)).toBe(expected);
        expect(centsOf(`${dollars}${String(parts).padStart(4, '0')}e-4`)).toBe(expected);
      }),
    );
  });
});

describe('cycles', () => {
  const graph = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 }).map((arrows) => {
    const edges = new Map<string, string[]>(Array.from({ length: 12 }, (_, i) => [`T${i}`, []]));
    for (const [from, to] of arrows) edges.get(`T${from}`)?.push(`T${to}`);
    return edges;
  });
  const reaches = (edges: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean => {
    const seen = new Set<string>();
    const open = [...(edges.get(from) ?? [])];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node === to) return true;
      if (!seen.has(node)) open.push(...(edges.get(node) ?? []));
      seen.add(node);
    }
    return false;
  };

  it('are real, and found in every group that has one', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const cycles = findCycles(edges);
        for (const cycle of cycles) {
          cycle.forEach((node, i) => expect(edges.get(node)).toContain(cycle[(i + 1) % cycle.length]));
          expect(new Set(cycle).size).toBe(cycle.length);
        }
        for (const node of edges.keys()) {
          const inCycle = reaches(edges, node, node);
          const covered = cycles.filter(
            ([first = '']) => first === node || (reaches(edges, first, node) && reaches(edges, node, first)),
          );
          expect(covered).toHaveLength(inCycle ? 1 : 0);
        }
      }),
    );
  });

  it('need no recursion', () => {
    const chain = new Map(Array.from({ length: 100_000 }, (_, i) => [`T${i}`, [`T${i + 1}`]] as const));
    expect(findCycles(chain)).toEqual([]);
    expect(findCycles(new Map([...chain, ['T99999', ['T0']] as const]))[0]).toHaveLength(100_000);
  });
});

describe('places and words', () => {
  it('read like the description of the file', () => {
    const task = itemAt('tasks T12');
    expect([
      placeOf(task),
      placeOf(under(task, 'min')),
      placeOf(under(under(under(task, 'need'), 'sk'), 'entry')),
      placeOf(under(under(under(task, 'pax'), 0), 'n')),
      placeOf(under(under(itemAt('what_if'), 2), 'gone')),
    ]).toEqual(['tasks T12', 'tasks T12: min', 'tasks T12: need.sk.entry', 'tasks T12: pax[0].n', 'what_if[2]: gone']);
  });
  it('of the file are short and harmless in a message', () => {
    expect(quoted('a\u202eb\u0000c\nd')).toBe('"a�b�c�d"');
    expect(quoted('😀'.repeat(50))).toBe(`"${'😀'.repeat(40)}…"`);
  });
});

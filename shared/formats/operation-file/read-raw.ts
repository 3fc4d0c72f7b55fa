/** The whole file: which parts there are, what each holds, and how an item is named in messages. */
import { type Checker, ID } from './checker.ts';
import { emptyMap, type Read } from './collections.ts';
import type { Reader } from './descriptors.ts';
import { type At, itemAt, quoted } from './faults.ts';
import { defaults, expectedFindings, meta, operation, targets, whatIf } from './schema-head.ts';
import { agency, holiday, person, phase, site, syncGroup, task } from './schema-lists.ts';
import { asset, deconfliction, entity, flow, record, release, request, risk } from './schema-money.ts';
import { agreement, jit, movement } from './schema-papers.ts';
import { isNull, type MapNode, type TreeNode } from './yaml-tree.ts';

interface Part<T> {
  /** Reads the part from its node; null when it is missing. */
  readonly read: (node: TreeNode | null, line: number, c: Checker) => T;
}
const atTop = (c: Checker, name: string, line: number, code: string, reason: string): undefined =>
  c.fault(itemAt(name), line, code, reason);

function single<T>(name: string, reader: Reader<T>, { required = false } = {}): Part<Read<T> | null> {
  return {
    read: (node, line, c) => {
      if (node) return reader(node, itemAt(name), c);
      return required ? atTop(c, name, line, 'missing-key', 'must be given') : null;
    },
  };
}

/** A part all of whose keys are optional; missing is the same as empty. */
const optional = <T>(name: string, reader: Reader<T>): Part<Read<T>> => ({
  read: (node, line, c) => reader(node ?? emptyMap(line), itemAt(name), c),
});

/** List of items; each is named by its id, or by its position from 0 when it has none. */
function items<T>(
  name: string,
  reader: Reader<T>,
  { required = false, atLeastOne = false } = {},
): Part<readonly Read<T>[]> {
  return {
    read: (node, line, c) => {
      if (!node) {
        if (required) atTop(c, name, line, 'missing-key', 'must be given');
        return [];
      }
      if (node.kind !== 'seq') {
        if (node.kind !== 'bad') atTop(c, name, node.line, 'type', 'must be a list');
        return [];
      }
      if (atLeastOne && node.items.length === 0) atTop(c, name, node.line, 'empty-list', 'must hold at least one item');
      return node.items.map((item, i) => reader(item, labelOf(name, item, i), c));
    },
  };
}

function labelOf(name: string, item: TreeNode, index: number): At {
  const id = item.kind === 'map' ? item.entries.get('id')?.node : undefined;
  const text = id?.kind === 'scalar' && typeof id.value === 'string' && ID.test(id.value) ? id.value : null;
  return itemAt(text === null ? `${name}[${index}]` : `${name} ${text}`);
}

const PARTS = {
  meta: single('meta', meta, { required: true }),
  operation: single('operation', operation, { required: true }),
  defaults: optional('defaults', defaults),
  targets: optional('targets', targets),
  agencies: items('agencies', agency, { required: true, atLeastOne: true }),
  sites: items('sites', site, { required: true }),
  holidays: items('holidays', holiday),
  phases: items('phases', phase, { required: true, atLeastOne: true }),
  sync_groups: items('sync_groups', syncGroup),
  tasks: items('tasks', task, { required: true, atLeastOne: true }),
  personnel: items('personnel', person, { required: true }),
  jits: items('jits', jit),
  agreements: items('agreements', agreement),
  movements: items('movements', movement),
  entities: items('entities', entity),
  assets: items('assets', asset),
  flows: items('flows', flow),
  requests: items('requests', request),
  deconfliction: items('deconfliction', deconfliction),
  risks: items('risks', risk),
  records: items('records', record),
  releases: items('releases', release),
  expected_findings: single('expected_findings', expectedFindings),
  what_if: single('what_if', whatIf),
};

/** Everything that was read; `undefined` wherever a fault was reported. */
export type RawFile = { readonly [K in keyof typeof PARTS]: (typeof PARTS)[K] extends Part<infer T> ? T : never };

export function readRaw(root: MapNode, c: Checker): RawFile {
  for (const [name, { line }] of root.entries) {
    if (!Object.hasOwn(PARTS, name)) {
      const shown = /^\w{1,40}$/.test(name) ? name : quoted(name);
      atTop(
        c,
        shown,
        line,
        'unknown-key',
        `is no part of an operation file; known parts: ${Object.keys(PARTS).join(', ')}`,
      );
    }
  }
  const read: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(PARTS)) {
    const entry = root.entries.get(name);
    const node = entry && !isNull(entry.node) ? entry.node : null;
    read[name] = part.read(node, entry?.line ?? root.line, c);
  }
  return read as RawFile;
}

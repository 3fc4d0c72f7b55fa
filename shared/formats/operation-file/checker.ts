/** The pass over one file: faults, ids seen, references to resolve once every list was read. */
import { REMOTE } from '../../model/vocabulary.ts';
import { type At, type Faults, quoted } from './faults.ts';
import type { MapNode, TreeNode } from './yaml-tree.ts';

/** Lists whose items carry an id; `operation` is its own list of one. */
export const ID_LISTS = [
  'operation',
  'agencies',
  'sites',
  'phases',
  'sync_groups',
  'tasks',
  'personnel',
  'jits',
  'agreements',
  'movements',
  'entities',
  'assets',
  'flows',
  'requests',
  'deconfliction',
  'risks',
  'records',
  'releases',
] as const;
export type IdList = (typeof ID_LISTS)[number];

export const ID = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

interface Known {
  readonly list: IdList;
  readonly line: number;
}
interface Reference {
  readonly id: string;
  readonly lists: readonly IdList[];
  readonly at: At;
  readonly line: number;
}

export class Checker {
  readonly faults: Faults;
  readonly #ids = new Map<string, Known>();
  readonly #references: Reference[] = [];

  constructor(faults: Faults) {
    this.faults = faults;
  }

  fault(at: At, line: number, code: string, reason: string): undefined {
    this.faults.at(at, line, code, reason);
    return undefined;
  }

  /** Remembers an id; ids are unique in the whole file, and `REM` means remote. */
  register(id: string, list: IdList, at: At, line: number): void {
    if (id === REMOTE) {
      this.fault(at, line, 'id-reserved', `must not be ${REMOTE}, which means remote`);
      return;
    }
    const known = this.#ids.get(id);
    if (known)
      this.fault(
        at,
        line,
        'id-twice',
        `must be unique in the file: ${id} is already in ${known.list} (line ${known.line})`,
      );
    else this.#ids.set(id, { list, line });
  }

  refer(id: string, lists: readonly IdList[], at: At, line: number): void {
    this.#references.push({ id, lists, at, line });
  }

  isIn(id: string, list: IdList): boolean {
    return this.#ids.get(id)?.list === list;
  }

  /** R-OP-01: all references resolve. */
  resolveReferences(): void {
    for (const { id, lists, at, line } of this.#references) {
      const known = this.#ids.get(id);
      if (known && lists.includes(known.list)) continue;
      const found = known ? `${id} is in ${known.list}` : `no item ${quoted(id)} is in the file`;
      this.fault(at, line, 'R-OP-01', `must be an id of ${lists.join(', ')}: ${found}`);
    }
  }
}

/** Item with its place and lines, for checks that look at more than one value. */
export interface Origin {
  readonly at: At;
  readonly node: MapNode;
}

/** Line of a value inside an item; the nearest one above when it is not there. */
export function lineWithin(origin: Origin, steps: readonly (string | number)[]): number {
  let node: TreeNode = origin.node;
  let line = node.line;
  for (const step of steps) {
    if (node.kind === 'map' && typeof step === 'string') {
      const entry = node.entries.get(step);
      if (!entry) return line;
      node = entry.node;
      line = entry.line;
    } else if (node.kind === 'seq' && typeof step === 'number') {
      const item: TreeNode | undefined = node.items[step];
      if (!item) return line;
      node = item;
      line = item.line;
    } else return line;
  }
  return line;
}

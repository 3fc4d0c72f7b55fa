/** Readers for lists, maps and items with named keys. */
import type { Checker, Origin } from './checker.ts';
import { type Reader, wrongType } from './descriptors.ts';
import { type At, quoted, under } from './faults.ts';
import { isNull, type MapNode } from './yaml-tree.ts';

/** A value that may be `undefined` because its fault was reported. */
export type Read<T> = T | undefined;

/** List; `atLeastOne` refuses an empty one. */
export const list =
  <T>(reader: Reader<T>, { atLeastOne = false } = {}): Reader<readonly Read<T>[]> =>
  (node, at, c) => {
    if (node.kind !== 'seq') return wrongType(node, at, c, 'a list');
    if (atLeastOne && node.items.length === 0)
      return c.fault(at, node.line, 'empty-list', 'must hold at least one item');
    return node.items.map((item, i) => reader(item, under(at, i), c));
  };

/** List that names a set: what is given twice counts once. */
export const set = <T extends string>(
  reader: Reader<T>,
  options?: { readonly atLeastOne?: boolean },
): Reader<readonly Read<T>[]> => {
  const read = list(reader, options);
  return (node, at, c) => {
    const items = read(node, at, c);
    return items && [...new Set(items)];
  };
};

/** List with one reader for each place. */
export const tuple =
  <T extends readonly unknown[]>(
    ...readers: { readonly [K in keyof T]: Reader<T[K]> }
  ): Reader<{ readonly [K in keyof T]: Read<T[K]> }> =>
  (node, at, c) => {
    if (node.kind !== 'seq') return wrongType(node, at, c, `a list of ${readers.length}`);
    if (node.items.length !== readers.length)
      return c.fault(at, node.line, 'tuple', `must be a list of ${readers.length}, not of ${node.items.length}`);
    const values = node.items.map((item, i) => readers[i]?.(item, under(at, i), c));
    return values as { readonly [K in keyof T]: Read<T[K]> };
  };

export type Pairs<K extends string, V> = readonly (readonly [Read<K>, Read<V>])[];

/** Map whose keys are data; the key reader sees the key as text. */
export const map =
  <K extends string, V>(key: Reader<K>, value: Reader<V>): Reader<Pairs<K, V>> =>
  (node, at, c) => {
    if (node.kind !== 'map') return wrongType(node, at, c, 'a map');
    return [...node.entries].map(([name, entry]) => {
      const here = under(at, shortKey(name));
      const known = key({ kind: 'scalar', line: entry.line, value: name, source: name }, here, c);
      return [known, value(entry.node, here, c)] as const;
    });
  };

/** `~` stands for "not yet" where the map of SCHEMA says so. */
export const nullable =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (node, at, c) =>
    isNull(node) ? null : reader(node, at, c);

export interface Field<T> {
  readonly reader: Reader<T>;
  readonly required: boolean;
  readonly fallback: T | null;
  /** Missing is read as an empty map, so that the defaults inside it apply. */
  readonly readEmpty?: true;
}
type Shape = Readonly<Record<string, Field<unknown>>>;
/** What was read of an item; `$` says where it stands. */
export type Item<S extends Shape> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? Read<T> : never } & {
  readonly $: Origin;
};

export const req = <T>(reader: Reader<T>): Field<T> => ({ reader, required: true, fallback: null });
/** Missing and `~` are the same: null, or the fallback. */
export function opt<T>(reader: Reader<T>): Field<T | null>;
export function opt<T>(reader: Reader<T>, fallback: T): Field<T>;
export function opt<T>(reader: Reader<T>, fallback: T | null = null): Field<T | null> {
  return { reader, required: false, fallback };
}
/** A map all of whose keys are optional; missing is the same as empty. */
export const part = <T>(reader: Reader<T>): Field<T> => ({ reader, required: false, fallback: null, readEmpty: true });
export const flag = (reader: Reader<boolean>): Field<boolean> => opt(reader, false);

/** Item with named keys; a key that is not named is refused. `check` looks at the values together. */
export const object =
  <S extends Shape>(shape: S, check?: (item: Item<S>, c: Checker) => void): Reader<Item<S>> =>
  (node, at, c) => {
    if (node.kind !== 'map') return wrongType(node, at, c, 'a map');
    refuseUnknownKeys(node, shape, at, c);
    const item: Record<string, unknown> = { $: { at, node } satisfies Origin };
    for (const [name, { reader, required, fallback, readEmpty }] of Object.entries(shape)) {
      const entry = node.entries.get(name);
      if (entry && !isNull(entry.node)) item[name] = reader(entry.node, under(at, name), c);
      else if (required)
        item[name] = c.fault(under(at, name), entry?.line ?? node.line, 'missing-key', 'must be given');
      else item[name] = readEmpty ? reader(emptyMap(node.line), under(at, name), c) : fallback;
    }
    const read = item as Item<S>;
    check?.(read, c);
    return read;
  };

export const emptyMap = (line: number): MapNode => ({ kind: 'map', line, entries: new Map() });

function refuseUnknownKeys(node: MapNode, shape: Shape, at: At, c: Checker): void {
  for (const [name, { line }] of node.entries) {
    if (!Object.hasOwn(shape, name)) {
      c.fault(
        under(at, shortKey(name)),
        line,
        'unknown-key',
        `is no key here; known keys: ${Object.keys(shape).join(', ')}`,
      );
    }
  }
}

/** A key as it may stand in a message. */
export function shortKey(name: string): string {
  return /^[A-Za-z0-9_*:-]{1,40}$/.test(name) ? name : quoted(name);
}

/** Spans run forward (SCHEMA 5). Both ends may be missing. */
export function checkSpan(
  item: { readonly $: Origin },
  from: Read<string | null>,
  to: Read<string | null>,
  key: 'to' | 'until',
  c: Checker,
): void {
  if (typeof from !== 'string' || typeof to !== 'string' || to >= from) return;
  const line = item.$.node.entries.get(key)?.line ?? item.$.node.line;
  c.fault(under(item.$.at, key), line, 'span', `must not be before from (${from})`);
}

/**
 * Small changes to an operation file as a plain tree: dates shifted to and over limits, references and states exchanged for others that
 * stand at the same place of another item, optional keys dropped or lent by a sibling. Most results are still sound files.
 */
import * as v from '#shared/model/vocabulary.ts';
import type { Dice } from './dice.ts';
import { plusDays } from './scene.ts';

export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

/** Values by where they stand (`tasks[].own`), so that one can take the place of another. */
export type Pool = ReadonlyMap<string, readonly Tree[]>;

const CLOSED: Readonly<Record<string, readonly string[]>> = {
  'tasks[].kind': v.TASK_KINDS,
  'agencies[].role': v.AGENCY_ROLES,
  'jits[].status': v.JIT_STATES,
  'agreements[].state': v.AGREEMENT_STATES,
  'agreements[].type': v.AGREEMENT_TYPES,
  'agreements[].approval[].step': v.AGREEMENT_STATES,
  'movements[].status': v.MOVEMENT_STATES,
  'movements[].pax[].cat': v.CATEGORIES,
  'assets[].kind': v.ASSET_KINDS,
  'assets[].state': v.ASSET_STATES,
  'requests[].status': v.REQUEST_STATES,
  'deconfliction[].status': v.DECONFLICTION_STATES,
  'records[].tlp': v.TLP,
  'records[].level': v.LEVELS,
  'releases[].status': v.RELEASE_STATES,
};
const SHIFTS = [-400, -181, -91, -90, -31, -30, -11, -10, -7, -2, -1, 1, 2, 7, 10, 11, 30, 31, 90, 91, 181, 400];
const MINUTES = [-1500, -720, -660, -240, -61, -60, -11, -10, -1, 1, 10, 11, 60, 61, 240, 660, 720, 1500];
/** The oracle keys, meta and the operation's own H-hour stay: a broken clock tells nothing about rules. */
const FIXED = /^(meta|expected_findings|what_if|targets)\b|^operation\.(h_hour|d_day|ref_tz|id)$|^[a-z_]+\[\]\.id$/;

const isMap = (node: Tree | undefined): node is { [key: string]: Tree } =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

export function poolOf(root: Tree): Pool {
  const pool = new Map<string, Tree[]>();
  walk(root, '', (pattern, node) => {
    const list = pool.get(pattern) ?? [];
    list.push(node);
    pool.set(pattern, list);
  });
  for (const [pattern, values] of Object.entries(CLOSED)) pool.set(pattern, [...values]);
  return pool;
}

function walk(node: Tree, pattern: string, visit: (pattern: string, node: Tree) => void): void {
  visit(pattern, node);
  if (Array.isArray(node)) for (const item of node) walk(item, `${pattern}[]`, visit);
  else if (isMap(node))
    for (const [key, child] of Object.entries(node)) walk(child, pattern === '' ? key : `${pattern}.${key}`, visit);
}

/** A copy with one change somewhere; the same for the same dice. */
export function changed(root: Tree, pool: Pool, dice: Dice): Tree {
  const copy = structuredClone(root);
  let node: Tree = copy;
  let pattern = '';
  for (let depth = 0; depth < 12; depth++) {
    if (!isMap(node) && !Array.isArray(node)) break;
    const keys: readonly string[] = Object.keys(node);
    if (keys.length === 0) break;
    const key = dice.pick(keys);
    const child: Tree | undefined = Array.isArray(node) ? node[Number(key)] : node[key];
    if (child === undefined) break;
    const here = Array.isArray(node) ? `${pattern}[]` : pattern === '' ? key : `${pattern}.${key}`;
    const inner = typeof child === 'object' && child !== null;
    if (FIXED.test(here)) break;
    if (!inner || (depth > 1 && dice.chance(0.25))) {
      change(node, key, here, child, pool, dice);
      break;
    }
    if (depth > 0 && isMap(child) && dice.chance(0.15)) {
      lend(child, here, pool, dice);
      break;
    }
    node = child;
    pattern = here;
  }
  return copy;
}

function change(parent: Tree, key: string, here: string, old: Tree, pool: Pool, dice: Dice): void {
  const put = (value: Tree): void => {
    if (Array.isArray(parent)) parent[Number(key)] = value;
    else if (isMap(parent)) parent[key] = value;
  };
  if (Array.isArray(parent) && dice.chance(0.3)) parent.splice(Number(key), 1);
  else if (isMap(parent) && dice.chance(0.06)) delete parent[key];
  else if (dice.chance(0.4)) put(structuredClone(dice.pick(pool.get(here) ?? [old])));
  else put(nudged(old, here, pool, dice));
}

/** A key that a sibling has and this item has not. */
function lend(item: { [key: string]: Tree }, here: string, pool: Pool, dice: Dice): void {
  const keys = [...pool.keys()].filter((key) => key.startsWith(`${here}.`) && !/[.[]/.test(key.slice(here.length + 1)));
  if (keys.length === 0) return;
  const key = dice.pick(keys);
  const name = key.slice(here.length + 1);
  if (name !== 'id') item[name] = structuredClone(dice.pick(pool.get(key) ?? [null]));
}

function nudged(old: Tree, here: string, pool: Pool, dice: Dice): Tree {
  if (typeof old === 'boolean') return !old;
  if (typeof old === 'number') {
    const near = [old - 1, old + 1, old * 2, Math.floor(old / 2), 0, 1, dice.int(0, 2000)];
    return Math.max(0, dice.pick(near));
  }
  if (typeof old !== 'string') return structuredClone(dice.pick(pool.get(here) ?? [old]));
  if (/^\d{4}-\d\d-\d\d$/.test(old)) return plusDays(old, dice.pick(SHIFTS));
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(old))
    return new Date(Date.parse(old) + dice.pick(MINUTES) * 60_000).toISOString().replace('.000', '');
  if (/^[HD][+-]/.test(old) || old.endsWith(']')) return start(dice);
  return structuredClone(dice.pick(pool.get(here) ?? [old]));
}

const TIMES = ['00:00', '02:30', '03:30', '09:00', '13:00', '23:30'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Any start near D-day, also on nights on which clocks change. */
export function start(dice: Dice): string {
  const sign = dice.pick(['+', '-']);
  const form = dice.int(0, 4);
  if (form === 0) return `H${sign}${two(dice.int(0, 40))}:${two(dice.pick([0, 5, 10, 30, 45, 59]))}`;
  if (form === 1) return `H${sign}${dice.int(0, 30)}d${two(dice.int(0, 23))}:${dice.pick(['00', '30'])}`;
  if (form === 2) return `D${sign}${dice.int(0, 60)}`;
  if (form === 3) return `D${sign}${dice.int(0, 60)}T${dice.pick(TIMES)}`;
  const zone = dice.pick(['Asia/Manila', 'Asia/Bangkok', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu']);
  const day = dice.pick(['2027-03-28', '2027-03-14', '2027-04-13', plusDays('2027-03-16', dice.int(-40, 40))]);
  return `${day}T${dice.pick(TIMES)}[${zone}]`;
}

/** Ways to break an operation file as people, scripts and attackers do: its tree bent out of shape, then written with faults of its own. */
import type { Dice } from '#test/oracle/dice.ts';
import { type Pool, changed, type Tree } from '#test/oracle/mutate.ts';

type Branch = Tree[] | { [key: string]: Tree };
const isMap = (node: Tree | undefined): node is { [key: string]: Tree } =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** Values that stand in the place of any other. */
const STRANGE: readonly Tree[] = [
  null,
  '',
  ' ',
  true,
  0,
  -1,
  1.5,
  1e6,
  1e13,
  2 ** 53,
  '2027-02-29',
  '2100-02-29',
  '1899-12-31',
  '2200-01-01',
  '2027-03-16',
  '2027-03-15T21:00:00Z',
  '2027-03-15T24:00:00Z',
  'H+9999d00:00',
  'H+10000d00:00',
  'H+00:60',
  'D-9999',
  'D+10000',
  'D+0T24:00',
  '2027-03-28T02:30[Europe/Paris]',
  '2027-03-28T02:30[Europe/Atlantis]',
  '2199-12-31T23:59[Pacific/Kiritimati]',
  '1900-01-01T00:00[America/Toronto]',
  'Europe/paris',
  'T39',
  'P01',
  'S1',
  'A07',
  'REM',
  '*',
  'unknown',
  '__proto__',
  'constructor',
  'toString',
  "=cmd|' /C calc'!A0",
  'NO',
  'on',
  '12:30',
  '0x1F',
  '1_000',
  '\u202eabc',
  '\u200fعملية',
  '😀'.repeat(200),
  'é'.normalize('NFD'),
  'KR',
  'kr',
  [],
  {},
  [[]],
  [null],
  ['T39', 'T39'],
  { en: 'a' },
  { en: 'a', fr: 'b' },
  { __proto__x: 1 },
];
const KEYS = [
  'colour',
  'constructor',
  'hasOwnProperty',
  'Id',
  'ID',
  'id ',
  'ｉｄ',
  'to',
  'from',
  '',
  '0',
  'a.b',
  'tasks',
];

/** One structural fault somewhere, the same for the same dice. */
export function broken(root: Tree, pool: Pool, dice: Dice): Tree {
  // half of the changes keep the shape, so that more than the first check is reached
  if (dice.chance()) return changed(root, pool, dice);
  const copy = structuredClone(root);
  const branch = branchOf(copy, dice);
  if (Array.isArray(branch)) bendList(branch, dice);
  else bendMap(branch, copy, dice);
  return copy;
}

function branchOf(root: Tree, dice: Dice): Branch {
  let node: Branch = isMap(root) || Array.isArray(root) ? root : {};
  for (let depth = dice.int(0, 4); depth > 0; depth--) {
    const inner = Object.values(node).filter((child): child is Branch => typeof child === 'object' && child !== null);
    if (inner.length === 0) break;
    node = dice.pick(inner);
  }
  return node;
}

function bendList(list: Tree[], dice: Dice): void {
  const at = dice.int(0, Math.max(0, list.length - 1));
  const item = list[at];
  const how = dice.int(0, 4);
  if (how === 0 || item === undefined) list.splice(at, 1);
  else if (how === 1) list.splice(at, 0, structuredClone(item));
  else if (how === 2) list.reverse();
  else if (how === 3) list[at] = structuredClone(dice.pick(STRANGE));
  else list[at] = [item];
}

function bendMap(map: { [key: string]: Tree }, root: Tree, dice: Dice): void {
  const keys = Object.keys(map);
  if (keys.length === 0) return void (map[dice.pick(KEYS)] = 1);
  const key = dice.pick(keys);
  const value = map[key] ?? null;
  switch (dice.int(0, 6)) {
    case 0:
      delete map[key];
      return;
    case 1:
      delete map[key];
      map[dice.pick(KEYS)] = value;
      return;
    case 2:
      map[dice.pick(KEYS)] = structuredClone(dice.pick(STRANGE));
      return;
    case 3:
      map[key] = Array.isArray(value) ? (value[0] ?? null) : [value];
      return;
    case 4:
      map[key] = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.length : { value };
      return;
    case 5:
      // a reference to another list, or an item where a word is wanted
      map[key] = structuredClone(isMap(root) ? (dice.pick(Object.values(root)) ?? null) : null);
      return;
    default:
      map[key] = structuredClone(dice.pick(STRANGE));
  }
}

/** The tree as JSON, now and then with a fault no tree can hold: a key twice, a tag, an anchor, a comma too many. */
export function written(root: Tree, dice: Dice): string {
  const text = JSON.stringify(root, null, dice.chance(0.2) ? 1 : undefined);
  if (dice.chance(0.85)) return text;
  const places = [...text.matchAll(/"[a-z_]+":/g)];
  if (places.length === 0) return text;
  const place = dice.pick(places);
  const at = place.index;
  const put = dice.pick([
    `${place[0]}1,`,
    '&a ',
    '*a ',
    '!!str ',
    ',',
    '"<<":{},',
    '{',
    '\t',
    '# ',
    '\u0000',
    '\ud800',
  ]);
  return text.slice(0, at) + put + text.slice(at);
}

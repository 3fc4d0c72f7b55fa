/** What a finding says, built from its items: one sentence without a full stop. */
import type { Code } from '../../../model/plan.ts';
import {
  codePart,
  filled,
  joinedParts,
  LEXICONS,
  listParts,
  type Part,
  plainText,
  templateFor,
  tidied,
  valueParts,
} from './forms.ts';
import type { Lang, Lexicon, Phrases } from './language.ts';
import { ar } from './phrases-ar.ts';
import { en } from './phrases-en.ts';
import { es } from './phrases-es.ts';
import { fr } from './phrases-fr.ts';
import type { ClauseShape, Form, RuleShape } from './shape.ts';
import { SHAPES } from './shapes.ts';

export const PHRASES: Readonly<Record<Lang, Phrases>> = { en, fr, es, ar };

/** What of a finding is said. */
export interface SaidFinding {
  readonly rule: string;
  readonly subject: Code;
  readonly items: readonly SaidItem[];
}
interface SaidItem {
  readonly key: string;
  readonly ref?: Code | undefined;
  readonly value?: string | number | undefined;
  readonly also?: Readonly<Record<string, string | number>> | undefined;
}

/** Something a placeholder stands for: one thing or a list. */
interface Param {
  readonly form: Form;
  readonly refs: string[];
  readonly values: (string | number)[];
}
type Params = Map<string, Param>;

function put(params: Params, name: string, form: Form, item: SaidItem): void {
  let param = params.get(name);
  if (!param) params.set(name, (param = { form, refs: [], values: [] }));
  if (item.ref !== undefined) param.refs.push(item.ref);
  if (item.value !== undefined) param.values.push(item.value);
}

interface Clause {
  readonly key: string;
  readonly shape: ClauseShape;
  readonly opening: Param;
  /** Details of the opening item; only items with the same are said together. */
  readonly also: string;
  readonly with: Params;
  readonly inside: Clause[];
}

/** Sorts items into what the frame says, clauses, and items that have no place in the shape. */
function clausesOf(
  shape: RuleShape,
  items: readonly SaidItem[],
): { readonly frame: Params; readonly clauses: readonly Clause[]; readonly left: readonly SaidItem[] } {
  const frame: Params = new Map();
  const clauses: Clause[] = [];
  const left: SaidItem[] = [];
  const place = (item: SaidItem): void => {
    const last = clauses.at(-1);
    if (last?.shape.with && Object.hasOwn(last.shape.with, item.key)) {
      put(last.with, item.key, last.shape.with[item.key] ?? 'code', item);
    } else if (last?.shape.inside && Object.hasOwn(last.shape.inside, item.key)) {
      open(last.inside, last.shape.inside, item);
    } else if (shape.clauses && Object.hasOwn(shape.clauses, item.key)) {
      open(clauses, shape.clauses, item);
    } else if (shape.frame && Object.hasOwn(shape.frame, item.key)) {
      put(frame, item.key, shape.frame[item.key] ?? 'code', item);
    } else left.push(item);
  };
  const seen = new Set<string>();
  for (const item of items) {
    const before = clauses.length;
    place(item);
    const details = Object.entries(item.also ?? {}).map(([key, value]) => ({ key, value }));
    // Said once for all items that share them: nothing to add to a list that goes on.
    const shared = `${item.key} ${alsoText(item)}`;
    if (clauses.length > before || !seen.has(shared)) details.forEach(place);
    seen.add(shared);
  }
  return { frame, clauses, left };
}

const alsoText = ({ also }: SaidItem): string => (also === undefined ? '' : JSON.stringify(also));

/** Opens a clause, or adds to the one that says the same of other things. */
function open(clauses: Clause[], shapes: Readonly<Record<string, ClauseShape>>, item: SaidItem): void {
  const shape = shapes[item.key];
  if (!shape) return;
  const last = clauses.at(-1);
  const same =
    shape.gather === 'all'
      ? clauses.find(({ key }) => key === item.key)
      : shape.gather === 'run' &&
          last?.key === item.key &&
          last.also === alsoText(item) &&
          last.opening.refs[0] === item.ref
        ? last
        : undefined;
  if (same) {
    // What they say it of is named once.
    if (item.ref !== undefined && !same.opening.refs.includes(item.ref)) same.opening.refs.push(item.ref);
    if (item.value !== undefined) same.opening.values.push(item.value);
    return;
  }
  const params: Params = new Map();
  put(params, item.key, shape.value ?? 'code', item);
  const opening = params.get(item.key);
  if (opening) clauses.push({ key: item.key, shape, opening, also: alsoText(item), with: new Map(), inside: [] });
}

/** Parts of the value of an opening item that holds several things. */
const splitOf = ({ shape, opening }: Clause, name: string): string | undefined => {
  const place = shape.split?.indexOf(name) ?? -1;
  return place < 0 ? undefined : String(opening.values[0] ?? '').split('/')[place];
};

const isBelowZero = (clause: Clause, key: string): boolean =>
  Number((key === clause.key ? clause.opening : clause.with.get(key))?.values[0] ?? 0) < 0;

function phraseOf(clause: Clause): string {
  const { shape, key } = clause;
  const holds = (name: string): boolean => (name === 'ref' ? clause.opening.refs.length > 0 : clause.with.has(name));
  if (shape.having && holds(shape.having[0])) return shape.having[1];
  if (shape.lacking && !holds(shape.lacking[0])) return shape.lacking[1];
  if (shape.negative && isBelowZero(clause, shape.negative[0])) return shape.negative[1];
  return shape.phrase ?? key;
}

/** One way of saying things for one finding in one language. */
function speaker(lang: Lang, finding: SaidFinding) {
  const lexicon: Lexicon = LEXICONS[lang];
  const phrases = PHRASES[lang][finding.rule] ?? {};
  const slash = finding.subject.indexOf('/');
  const common = (name: string): readonly Part[] | undefined =>
    name === 'subject'
      ? [codePart(finding.subject)]
      : name === 'release'
        ? [codePart(finding.subject.slice(0, Math.max(0, slash)))]
        : name === 'record'
          ? [codePart(finding.subject.slice(slash + 1))]
          : undefined;

  const sayThings = (param: Param, category: string): readonly Part[] =>
    param.values.length > 0
      ? listParts(lexicon, param.values, (value) => valueParts(lexicon, param.form, value, category))
      : sayRefs(param);
  const sayRefs = (param: Param): readonly Part[] => listParts(lexicon, param.refs, (ref) => [codePart(ref)]);
  const countOf = (param: Param | undefined): number => {
    const [value] = param?.values ?? [];
    if (param === undefined) return 0;
    return typeof value === 'number' ? Math.abs(value) : Math.max(param.values.length, param.refs.length);
  };

  const sayClause = (clause: Clause): readonly Part[] => {
    const category = splitOf(clause, 'cat') ?? '';
    const own = (name: string): Param | undefined =>
      name === 'ref' || name === 'value' || name === clause.key ? clause.opening : clause.with.get(name);
    const fill = (name: string): readonly Part[] | undefined => {
      if (name === 'ref') return sayRefs(clause.opening);
      if (name === 'inside') return listParts(lexicon, clause.inside, sayClause);
      const [key = '', side] = name.split('.');
      const param = own(key);
      if (param) return side === 'ref' ? sayRefs(param) : sayThings(param, category);
      const part = splitOf(clause, name);
      return part === undefined
        ? common(name)
        : valueParts(lexicon, clause.shape.splitForms?.[name] ?? 'code', part, category);
    };
    const template = phrases[phraseOf(clause)];
    // Without a phrase the item is said as it stands; a test fails on it, a person still reads what there is.
    if (template === undefined)
      return rawItem({ key: clause.key, ref: clause.opening.refs[0], value: clause.opening.values[0] });
    return filled(
      templateFor(lexicon, template, (name) => {
        const part = splitOf(clause, name);
        return part === undefined ? countOf(own(name)) : Number(part);
      }),
      fill,
    );
  };

  return (shape: RuleShape): readonly Part[] => {
    const { frame, clauses, left } = clausesOf(shape, finding.items);
    const all: readonly (() => readonly Part[])[] = [
      ...inOrder(shape, clauses).map((clause) => () => sayClause(clause)),
      ...left.map((item) => () => rawItem(item)),
    ];
    const say = (one: () => readonly Part[]): readonly Part[] => one();
    const joined =
      shape.join === 'and'
        ? listParts(lexicon, all, say)
        : joinedParts(lexicon, all, say, shape.join === 'blank' ? ' ' : lexicon.semicolon);
    const template = phrases['frame'] ?? '{subject}: {clauses}';
    return filled(
      templateFor(lexicon, template, (name) => countOf(frame.get(name))),
      (name) => {
        const param = frame.get(name);
        return param ? sayThings(param, '') : name === 'clauses' ? joined : common(name);
      },
    );
  };
}

/** In the order of the shape; clauses that hold others in their train (a row and the papers that name it) stay where they are. */
function inOrder(shape: RuleShape, clauses: readonly Clause[]): readonly Clause[] {
  if (clauses.length < 2 || clauses.some((clause) => clause.shape.inside)) return clauses;
  const place = new Map(Object.keys(shape.clauses ?? {}).map((key, i) => [key, i]));
  return clauses.toSorted((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0));
}

const rawItem = ({ key, ref, value }: SaidItem): readonly Part[] => [
  { text: `${key.replaceAll('_', ' ')} ` },
  codePart([ref, value].filter((word) => word !== undefined).join(' ')),
];

/** What a finding says in a language, in parts. A rule without a shape says its items one after another. */
export function whatParts(finding: SaidFinding, lang: Lang): readonly Part[] {
  return tidied(lang, speaker(lang, finding)(SHAPES[finding.rule] ?? {}));
}

/** The same as one line of text. */
export const whatText = (finding: SaidFinding, lang: Lang): string => plainText(lang, whatParts(finding, lang));

/** Items of a finding that no phrase speaks of; none, or a phrase is missing. */
export const unsaidItems = (finding: SaidFinding): readonly SaidItem[] =>
  clausesOf(SHAPES[finding.rule] ?? {}, finding.items).left;

/**
 * Text to a tree of plain nodes that know their line. YAML 1.2, core schema, one document, without anchors, aliases, tags,
 * merge keys and duplicate keys (SCHEMA 1). The parser of the `yaml` package is fed token by token, so that depth and number
 * of values are limited while reading, before anything recursive or large is built.
 */
import { Composer, CST, isAlias, isMap, isScalar, isSeq, Lexer, Parser, Scalar } from 'yaml';
import { type Faults, quoted } from './faults.ts';

export const MAX_DEPTH = 32;
/** Texts, numbers, brackets, colons, commas and dashes. A plan of 5 MB holds 1.3 million; five megabytes of `1,` would take gigabytes. */
export const MAX_PARTS = 2_500_000;
export const MAX_TEXT_CHARACTERS = 20_000;
// `\U0001F600` writes one character with ten, and a line may be folded behind any indentation.
const MAX_RAW_SCALAR = MAX_TEXT_CHARACTERS * 12;
const MAX_READING_FAULTS = 100;

export type TreeNode = MapNode | SeqNode | ScalarNode | BadNode;
export interface MapNode {
  readonly kind: 'map';
  readonly line: number;
  readonly entries: ReadonlyMap<string, MapEntry>;
}
export interface MapEntry {
  readonly line: number;
  readonly node: TreeNode;
}
export interface SeqNode {
  readonly kind: 'seq';
  readonly line: number;
  readonly items: readonly TreeNode[];
}
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly line: number;
  readonly value: string | number | boolean | null;
  /** As written, without quotes; numbers are read from here. */
  readonly source: string;
}
/** Something whose fault was already reported (an alias). */
export interface BadNode {
  readonly kind: 'bad';
  readonly line: number;
}

export const isNull = (node: TreeNode): boolean => node.kind === 'scalar' && node.value === null;

/** Line numbers from 1 of offsets into a text. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((starts[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    return low + 1;
  };
}

type LineOf = (offset: number) => number;

const FORBIDDEN: Readonly<Record<string, readonly [code: string, reason: string]>> = {
  anchor: ['yaml-anchor', 'holds an anchor (&); anchors are not allowed'],
  alias: ['yaml-alias', 'holds an alias (*); aliases are not allowed: text that starts with * must be quoted'],
  tag: ['yaml-tag', 'holds a tag (!); tags are not allowed: text that starts with ! must be quoted'],
};

const PARTS = new Set([
  'content',
  'double-quoted-scalar',
  'single-quoted-scalar',
  'flow-map-start',
  'flow-seq-start',
  'map-value-ind',
  'seq-item-ind',
  'explicit-key-ind',
  'comma',
]);

/** The tree of the one document of the text; null when it is empty or could not be read (faults say why). */
export function readYaml(text: string, faults: Faults): TreeNode | null {
  const lineOf = lineFinder(text);
  const before = faults.count;
  const tokens = readTokens(text, lineOf, faults);
  if (tokens === null) return null;
  const documents = tokens.filter((token) => token.type === 'document');
  const second = documents[1];
  if (second) {
    faults.inLine(lineOf(second.offset), 'yaml-documents', 'starts a second document; a file holds one');
    return null;
  }
  const forbidden = faults.count > before;
  const contents = composeTokens(tokens, forbidden, lineOf, faults);
  return contents === null ? null : toTree(contents, lineOf, faults);
}

/** Reads tokens under the limits; null when reading had to stop or the text is no YAML. Forbidden features are reported and read on. */
function readTokens(text: string, lineOf: LineOf, faults: Faults): CST.Token[] | null {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let parts = 0;
  let errors = 0;
  const collect = (read: Iterable<CST.Token>): void => {
    for (const token of read) {
      tokens.push(token);
      if (token.type === 'error') {
        errors += 1;
        faults.inLine(
          lineOf(token.offset),
          'yaml-syntax',
          'holds text that does not fit here: check indentation, brackets and quotes',
        );
      }
    }
  };
  let isContent = false;
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    const type: CST.TokenType | 'content' | null = isContent ? 'content' : CST.tokenType(lexeme);
    isContent = type === 'scalar';
    if (type !== null) {
      const rule = FORBIDDEN[type];
      if (rule) faults.inLine(lineOf(offset), ...rule);
      if (type === 'directive-line' && !/^%YAML[ \t]+1\.2[ \t]*$/.test(lexeme)) {
        faults.inLine(lineOf(offset), 'yaml-directive', 'holds a directive; only %YAML 1.2 is allowed');
      }
      if (PARTS.has(type)) parts += 1;
    }
    if (lexeme.length > MAX_RAW_SCALAR && type !== 'comment' && type !== 'space' && type !== 'newline') {
      faults.inLine(lineOf(offset), 'text-length', `starts a text of more than ${MAX_TEXT_CHARACTERS} characters`);
      return null;
    }
    if (parts > MAX_PARTS) {
      faults.inLine(
        lineOf(offset),
        'file-values',
        'holds more values than any plan of this size; it is no operation file',
      );
      return null;
    }
    collect(parser.next(lexeme));
    if (depthOf(parser.stack) > MAX_DEPTH) {
      faults.inLine(lineOf(offset), 'yaml-depth', `is nested more than ${MAX_DEPTH} levels deep`);
      return null;
    }
    if (errors > MAX_READING_FAULTS) return null;
  }
  collect(parser.end());
  return errors > 0 ? null : tokens;
}

function depthOf(stack: readonly CST.Token[]): number {
  // Besides collections the stack holds the document and at most one scalar.
  if (stack.length <= MAX_DEPTH) return 0;
  let depth = 0;
  for (const { type } of stack)
    if (type === 'block-map' || type === 'block-seq' || type === 'flow-collection') depth += 1;
  return depth;
}

/** What the codes of the parser mean; its own messages quote the file, ours do not. */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: 'holds an unknown escape: in double quotes a backslash is written twice',
  BAD_INDENT: 'is not indented enough, or a bracket is not closed',
  BAD_SCALAR_START: 'holds text that starts with a reserved character and must be quoted',
  BLOCK_AS_IMPLICIT_KEY: 'holds a second colon; text with ": " must be quoted',
  KEY_OVER_1024_CHARS: 'holds a key that is too long',
  MISSING_CHAR: 'lacks a colon, comma, quote or space',
  MULTILINE_IMPLICIT_KEY: 'holds a key of more than one line',
  TAB_AS_INDENT: 'is indented with a tab; use spaces',
  UNEXPECTED_TOKEN: 'holds text that does not fit here: check commas, brackets and quotes',
};
/** Errors that only follow from what was already reported as forbidden. */
const FOLLOWS_FORBIDDEN = new Set([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_PROP_ORDER',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

class TooManyErrors extends Error {}

function composeTokens(tokens: readonly CST.Token[], forbidden: boolean, lineOf: LineOf, faults: Faults): unknown {
  // Duplicate keys are looked for in the tree: the parser's own check compares every key with every other.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    strict: true,
  });
  capErrors(composer);
  let contents: unknown = null;
  const before = faults.count;
  try {
    for (const document of composer.compose(tokens)) {
      contents = document.contents;
      for (const { code, pos } of document.errors) {
        if (forbidden && FOLLOWS_FORBIDDEN.has(code)) continue;
        faults.inLine(lineOf(pos[0]), 'yaml-syntax', SYNTAX[code] ?? 'cannot be read as YAML');
      }
    }
  } catch (error) {
    if (!(error instanceof TooManyErrors)) throw error;
    faults.inLine(1, 'yaml-syntax', `starts a file with more than ${MAX_READING_FAULTS} reading errors; it is no YAML`);
  }
  return faults.count === before ? contents : null;
}

/** The composer makes one Error with a stack for each fault and has no limit: five megabytes of commas took a minute. */
function capErrors(composer: Composer): void {
  const inner = composer as unknown as { onError: (...details: readonly unknown[]) => void };
  const report = inner.onError;
  let errors = 0;
  inner.onError = (...details) => {
    errors += 1;
    if (errors > MAX_READING_FAULTS) throw new TooManyErrors();
    report(...details);
  };
}

function toTree(contents: unknown, lineOf: LineOf, faults: Faults): TreeNode {
  const lineAt = (node: unknown, otherwise: number): number => {
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    return Array.isArray(range) && typeof range[0] === 'number' ? lineOf(range[0]) : otherwise;
  };
  const walk = (node: unknown, outer: number, depth: number): TreeNode => {
    const line = lineAt(node, outer);
    if (depth > MAX_DEPTH && !isScalar(node) && node !== null) {
      faults.inLine(line, 'yaml-depth', `is nested more than ${MAX_DEPTH} levels deep`);
      return { kind: 'bad', line };
    }
    if (node === null) return { kind: 'scalar', line, value: null, source: '' };
    if (isScalar(node)) return scalarNode(node, line, faults);
    if (isSeq(node)) return { kind: 'seq', line, items: node.items.map((item) => walk(item, line, depth + 1)) };
    if (!isMap(node)) {
      // readTokens reported the alias already
      if (!isAlias(node)) faults.inLine(line, 'yaml-syntax', 'cannot be read as YAML');
      return { kind: 'bad', line };
    }
    const entries = new Map<string, MapEntry>();
    for (const { key, value } of node.items) {
      const keyLine = lineAt(key, line);
      const name = keyText(key, keyLine, faults);
      const known = name === null ? undefined : entries.get(name);
      if (known)
        faults.inLine(
          keyLine,
          'yaml-duplicate-key',
          `gives the key ${quoted(name ?? '')} again, first given in line ${known.line}`,
        );
      const child = walk(value, keyLine, depth + 1);
      if (name !== null && !known) entries.set(name, { line: keyLine, node: child });
    }
    return { kind: 'map', line, entries };
  };
  return walk(contents, 1, 1);
}

function scalarNode(node: Scalar, line: number, faults: Faults): ScalarNode | BadNode {
  const { value } = node;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'scalar', line, value, source: node.source ?? '' };
  }
  faults.inLine(line, 'yaml-syntax', 'holds a value that is neither text, number, true, false nor null');
  return { kind: 'bad', line };
}

function keyText(key: unknown, line: number, faults: Faults): string | null {
  // readTokens reported the alias already
  if (isAlias(key)) return null;
  if (!isScalar(key) || typeof key.value !== 'string') {
    faults.inLine(line, 'yaml-key', 'holds a key that is not text; a number or word such as true must be quoted');
    return null;
  }
  if (key.value === '<<' && key.type === Scalar.PLAIN) {
    faults.inLine(line, 'yaml-merge', 'holds a merge key (<<); merge keys are not allowed');
    return null;
  }
  return key.value;
}

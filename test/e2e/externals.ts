/** What a built bundle asks for at run time. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { type ESTree, parseSync, Visitor } from 'vite';

/** Stands for a name the bundle computes; no bundle of ours may. */
export const COMPUTED = '(computed)';

/** Names given to require, import() and import statements in a built file, each once, sorted. Throws on a syntax error. */
export function externalsOf(bundleFile: string): readonly string[] {
  const { program, errors } = parseSync(bundleFile, readFileSync(bundleFile, 'utf8'));
  if (errors.length > 0) throw new Error(`${bundleFile}: ${errors[0]?.message}`);
  const names = new Set<string>();
  const add = (node: ESTree.Node | null | undefined): void => {
    if (!node) return;
    names.add(node.type === 'Literal' && typeof node.value === 'string' ? node.value : COMPUTED);
  };
  new Visitor({
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') add(first);
    },
    ImportExpression: ({ source }) => add(source),
    ImportDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
  }).visit(program);
  return [...names].sort();
}

/** A sandboxed preload may require "electron" and nothing else. The list of what breaks that. */
export function foreignToPreload(bundleFile: string): readonly string[] {
  return externalsOf(bundleFile).filter((name) => name !== 'electron');
}

/** A Node-side bundle may ask for Electron, the native database module and Node's own. The list of what breaks that. */
export function foreignToNode(bundleFile: string): readonly string[] {
  return externalsOf(bundleFile).filter((name) => !['electron', 'better-sqlite3'].includes(name) && !isBuiltin(name));
}

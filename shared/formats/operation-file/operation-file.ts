/**
 * Reads an operation file (`demo-operation/1`): whole or not at all, with every fault named.
 * The pass goes bytes → text → tree of nodes with lines → schema → values with faults → checks between items → plan.
 */
import type { InstantMs, Plan } from '../../model/plan.ts';
import type { Refusal } from '../../result/refusal.ts';
import { assert, err, ok, type Result } from '../../result/result.ts';
import { Checker } from './checker.ts';
import { crossCheck } from './cross-checks.ts';
import { decodeFile } from './decode.ts';
import { Faults, itemAt, quoted, under } from './faults.ts';
import { readRaw } from './read-raw.ts';
import { type SoundFile, toPlan } from './to-plan.ts';
import { type MapNode, readYaml, type TreeNode } from './yaml-tree.ts';

/** The one version this reader knows. */
export const SCHEMA_NAME = 'demo-operation';
export const SCHEMA_VERSION = 1;

export type ExpectedFinding = readonly [rule: string, severity: 'block' | 'warn', subject: string, why: string];
export interface WhatIf {
  readonly change: string;
  readonly gone: readonly (readonly [rule: string, subject: string])[];
  readonly added: readonly (readonly [rule: string, subject: string])[];
}
export interface OperationFile {
  readonly plan: Plan;
  /** The "now" of all rules. */
  readonly clock: InstantMs;
  readonly meta: {
    readonly fictional: boolean;
    readonly languages: readonly string[];
    readonly people: number | null;
    readonly note: string | null;
  };
  /** What an engine must find; for tests, no part of the plan. */
  readonly oracle: { readonly findings: readonly ExpectedFinding[]; readonly whatIf: readonly WhatIf[] };
}

/**
 * The plan of an operation file, or all its faults in the order of their lines (at most 500, then a count of the rest).
 * Places read `tasks T12: min (line 88)`, `holidays[2]: to (line 40)`, reading errors `line 12`.
 * Codes: `file-*` and `yaml-*` reading, `newer-schema` and `not-operation-file` version, `R-OP-01` references and cycles, else the type broken.
 */
export function readOperationFile(bytes: Uint8Array): Result<OperationFile, readonly Refusal[]> {
  const faults = new Faults();
  const refused = (): Result<never, readonly Refusal[]> => err(faults.refusals());
  const text = decodeFile(bytes, faults);
  if (text === null) return refused();
  const root = readYaml(text, faults);
  if (root === null && faults.count > 0) return refused();
  const versionFault = checkVersion(root);
  // A file of another kind has no faults worth listing but this one.
  if (versionFault) return err([versionFault]);
  assert(root?.kind === 'map', 'checkVersion refuses what is not a map');
  const checker = new Checker(faults);
  const raw = readRaw(root, checker);
  crossCheck(raw, checker);
  if (faults.count > 0) return refused();
  // Every `undefined` in what was read comes with a fault, and there is none.
  const file = raw as SoundFile;
  const { meta } = file;
  return ok({
    plan: toPlan(file),
    clock: meta.clock,
    meta: { fictional: meta.fictional, languages: meta.languages, people: meta.people, note: meta.note },
    oracle: {
      findings: file.expected_findings ?? [],
      whatIf: (file.what_if ?? []).map(({ change, gone, added }) => ({ change, gone, added })),
    },
  });
}

/** `meta.schema` before anything else, so that a file of a later version is not called full of mistakes. */
function checkVersion(root: TreeNode | null): Refusal | null {
  const faults = new Faults();
  const known = `${SCHEMA_NAME}/${SCHEMA_VERSION}`;
  const entry = mapOf(mapOf(root)?.entries.get('meta')?.node)?.entries.get('schema');
  const schema = entry?.node.kind === 'scalar' && typeof entry.node.value === 'string' ? entry.node.value : null;
  if (schema === known) return null;
  const at = under(itemAt('meta'), 'schema');
  const line = entry?.line ?? root?.line ?? 1;
  const [, version = '0'] = /^demo-operation\/(\d{1,9}(?:\.\d{1,9})*)$/.exec(schema ?? '') ?? [];
  if (Number.parseFloat(version) > SCHEMA_VERSION || /^1\.\d/.test(version)) {
    faults.at(
      at,
      line,
      'newer-schema',
      `is ${schema}, which is newer than ${known}, the version this program reads; update the program`,
    );
  } else {
    const found = schema === null ? 'which is missing' : `not ${quoted(schema)}`;
    faults.at(at, line, 'not-operation-file', `must be ${known}, ${found}: this is not an operation file`);
  }
  return faults.refusals()[0] ?? null;
}

const mapOf = (node: TreeNode | null | undefined): MapNode | null => (node?.kind === 'map' ? node : null);

/** A release as a test asks for it: a plan, who gives, who gets, and the manifest with what leaves. */
import { readFileSync } from 'node:fs';
import { type Manifest, release, releasedRows } from '#shared/domain/release/index.ts';
import { recordsToPlan, type RecordRow } from '#shared/formats/plan-records/index.ts';
import { readOperationFile } from '#shared/formats/operation-file/index.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import type { Code, LocalDate, Plan } from '#shared/model/plan.ts';
import type { Level } from '#shared/model/vocabulary.ts';
import { planToRows } from './plan-rows.ts';

export const OWN_ID = 'o'.repeat(32);

/** The training operation as it comes with the product. */
export function trainingPlan(): Plan {
  const file = new URL('../../shared/formats/training/operation.yaml', import.meta.url);
  const read = readOperationFile(readFileSync(file));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.plan;
}

export interface Ask {
  readonly to: Code;
  readonly by?: Code;
  readonly purpose?: string;
  readonly ceiling?: Level;
  readonly named?: readonly Code[];
  readonly today?: LocalDate;
  /** Last touch to the rows, for what a plan cannot say (own markings, internal fields). */
  readonly rows?: (rows: readonly RecordRow[], idOf: (code: Code) => string) => readonly RecordRow[];
}
export interface Released {
  readonly manifest: Manifest;
  readonly rows: readonly RecordRow[];
  /** The rows as they leave. */
  readonly out: readonly RecordRow[];
}

export function releaseOf(plan: Plan, ask: Ask): Released {
  const made = planToRows(plan, OWN_ID);
  const ids = recordsToPlan(made).idOf;
  const rows = ask.rows ? ask.rows(made, (code) => ids.get(code) ?? 'none') : made;
  const view = recordsToPlan(rows);
  const agency = view.plan.agencies.find((a) => a.id === ask.to);
  const manifest = release({
    rows,
    view,
    recipient: {
      agency: ask.to,
      ceiling: ask.ceiling ?? 'INTERPOL CONFIDENTIAL',
      role: agency?.role ?? 'partner',
      cc: agency?.cc ?? null,
      named: ask.named ?? [],
    },
    releaser: { agency: ask.by ?? 'A07', id: OWN_ID },
    today: ask.today ?? '2027-03-08',
    ...(ask.purpose === undefined ? {} : { purpose: ask.purpose }),
  });
  return { manifest, rows, out: releasedRows(rows, manifest) };
}

/** Codes of the released records of a kind. */
export const codesOut = ({ manifest }: Released, kind: string): readonly Code[] =>
  manifest.included.filter((item) => item.kind === kind).map((item) => item.code);
/** Rules that hold back the record with this code (not its parts); empty when it leaves. */
export const rulesOn = ({ manifest }: Released, code: Code): readonly string[] =>
  manifest.withheld.find((item) => item.code === code && kindOf(item.kind)?.parent === undefined)?.rules ?? [];
/** `rule:why` for a field of a released record; null when it leaves. */
export function onField({ manifest }: Released, code: Code, kind: string, field: string): string | null {
  const held = manifest.redacted.find((r) => r.code === code && r.kind === kind && r.field === field);
  if (held) return `${held.rule}:${held.why}`;
  const item = manifest.included.find((i) => i.code === code && i.kind === kind);
  if (!item?.fields.includes(field)) throw new Error(`${kind} ${code} has no ${field} among what leaves`);
  return null;
}
